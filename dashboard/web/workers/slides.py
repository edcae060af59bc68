"""Slides from a job: JSON on standard input, a PowerPoint file on standard output.

Runs on its own, so that what it needs of memory is gone when it is done. The job::

    {"title", "author", "language", "fonts": [paths],
     "slides": [{"title", "footer", "notes", "parts": [part, …]}]}

A part has a ``kind`` and an ``at`` (west, north, width, height in inches):

``text``     ``lines``: [{"text", "size", "bold", "colour", "bullet"}]
``picture``  ``svg``, ``pixels`` (its width), ``words`` (for who cannot see it)
``table``    ``heads``, ``rows`` (of one cell: as wide as the table), ``size``, ``widths`` (parts of
             the width), ``heights`` (inches, the heads first), ``words``
``bar``      ``colour``: nothing but that
``chart``    ``type`` (bar, column, line), ``categories``, ``series``: [{"name", "values", "labels",
             "colour"}], ``title``, ``most``, ``words``
"""

import io
import json
import re
import sys

import resvg_py
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

WIDTH, HEIGHT = 13.333, 7.5
#: Control characters and broken ones, whoever wrote them.
UNREADABLE = re.compile("[^\t\n\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: West, north, width, height of the title and of the line at the foot.
TITLE, FOOT = (0.5, 0.28, 12.33, 0.95), (0.5, 6.93, 12.33, 0.42)
#: On every computer that has PowerPoint.
FONT = "Calibri"
INK, MUTED, LINE = "14213d", "475569", "cbd2da"
#: A source line with more letters takes more than two lines, so it gets smaller ones.
LONG_FOOT = 280
#: How far the lines of a bullet stand from its dot, in points.
HANGING = 14
CHARTS = {
    "bar": XL_CHART_TYPE.BAR_CLUSTERED,
    "column": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "line": XL_CHART_TYPE.LINE,
}
#: Characters of the title of a file.
LONGEST_TITLE = 255
#: Place of the layout with a title and nothing else.
TITLE_ONLY = 5


def readable(part):
    """A job without what XML cannot hold: PowerPoint would say that its file is broken."""
    if isinstance(part, str):
        return UNREADABLE.sub("", part)
    if isinstance(part, list):
        return [readable(one) for one in part]
    return {name: readable(one) for name, one in part.items()} if isinstance(part, dict) else part


def presentation(job: dict) -> bytes:
    """The file."""
    job = readable(job)
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    deck.core_properties.title = job["title"][:LONGEST_TITLE]
    deck.core_properties.author = job["author"]
    deck.core_properties.language = job["language"]
    layout = deck.slide_layouts[TITLE_ONLY]
    _widen(layout)
    for slide in job["slides"]:
        _slide(deck.slides.add_slide(layout), slide, job)
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def _widen(layout) -> None:
    """The usual layout is for 4:3: title and footer get the places that the slides use."""
    for shape in layout.placeholders:
        kind = shape.placeholder_format.type
        if "TITLE" in str(kind):
            shape.left, shape.top, shape.width, shape.height = map(Inches, TITLE)
        elif "FOOTER" in str(kind):
            shape.left, shape.top, shape.width, shape.height = map(Inches, FOOT)
        else:
            shape._element.getparent().remove(shape._element)


def _slide(slide, wanted: dict, job: dict) -> None:
    _title(slide.shapes.title, wanted["title"])
    for part in wanted["parts"]:
        DRAWN[part["kind"]](slide, part, job)
    _footer(slide, wanted["footer"])
    slide.notes_slide.notes_text_frame.text = wanted["notes"]


def _title(shape, text: str) -> None:
    shape.left, shape.top, shape.width, shape.height = map(Inches, TITLE)
    frame = shape.text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
    frame.margin_left = frame.margin_right = 0
    _line(frame.paragraphs[0], text, 26 if len(text) < 110 else 22, True, INK)


def _footer(slide, text: str) -> None:
    """A real footer: a placeholder of the layout, so that the slide master rules it too."""
    of_layout = next(
        shape
        for shape in slide.slide_layout.placeholders
        if "FOOTER" in str(shape.placeholder_format.type)
    )
    slide.shapes.clone_placeholder(of_layout)
    shape = slide.placeholders[of_layout.placeholder_format.idx]
    shape.left, shape.top, shape.width, shape.height = map(Inches, FOOT)
    frame = shape.text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = frame.margin_top = 0
    _line(frame.paragraphs[0], text, 12 if len(text) < LONG_FOOT else 10, False, MUTED)


def _line(paragraph, text: str, size: float, bold: bool, colour: str, align=PP_ALIGN.LEFT) -> None:
    run = paragraph.add_run()
    run.text = text
    run.font.name, run.font.size, run.font.bold = FONT, Pt(size), bold
    run.font.color.rgb = RGBColor.from_string(colour)
    paragraph.alignment = align


def _named(shape, words: str) -> None:
    """The alternative text of a picture, table or chart."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", words)


def _text(slide, part: dict, job: dict) -> None:
    box = slide.shapes.add_textbox(*map(Inches, part["at"]))
    frame = box.text_frame
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for position, line in enumerate(part["lines"]):
        paragraph = frame.paragraphs[0] if not position else frame.add_paragraph()
        colour = line.get("colour", INK).lstrip("#")
        _line(paragraph, line["text"], line["size"], line.get("bold", False), colour)
        paragraph.space_after = Pt(line.get("after", 6))
        if line.get("bullet"):
            _bulleted(paragraph)


def _bulleted(paragraph) -> None:
    """A bullet of PowerPoint's own, with its lines under each other."""
    properties = paragraph._p.get_or_add_pPr()
    properties.set("marL", str(Pt(HANGING)))
    properties.set("indent", str(-Pt(HANGING)))
    properties.append(properties.makeelement(qn("a:buFont"), {"typeface": "Arial"}))
    properties.append(properties.makeelement(qn("a:buChar"), {"char": "•"}))


def _picture(slide, part: dict, job: dict) -> None:
    png = resvg_py.svg_to_bytes(
        svg_string=part["svg"],
        width=part["pixels"],
        skip_system_fonts=True,
        font_files=job["fonts"],
    )
    shape = slide.shapes.add_picture(io.BytesIO(bytes(png)), *map(Inches, part["at"]))
    _named(shape, part["words"])


def _bar(slide, part: dict, job: dict) -> None:
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *map(Inches, part["at"]))
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor.from_string(part["colour"].lstrip("#"))
    shape.line.fill.background()
    shape.shadow.inherit = False


def _table(slide, part: dict, job: dict) -> None:
    heads, rows = part["heads"], part["rows"]
    west, north, width, _ = part["at"]
    frame = slide.shapes.add_table(
        len(rows) + 1,
        len(heads),
        Inches(west),
        Inches(north),
        Inches(width),
        Inches(sum(part["heights"])),
    )
    _named(frame, part["words"])
    table = frame.table
    # No style of the house: lines only, as on the screen.
    frame._element.xpath(".//a:tableStyleId")[0].text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
    table.horz_banding = False
    for column, share in zip(table.columns, part["widths"], strict=True):
        column.width = Inches(width * share / sum(part["widths"]))
    for at, words in enumerate([heads, *rows]):
        table.rows[at].height = Inches(part["heights"][at])
        if len(words) < len(heads):
            table.cell(at, 0).merge(table.cell(at, len(heads) - 1))
        for place, text in enumerate(words):
            _cell(table.cell(at, place), text, part["size"], at == 0, place, part)


def _cell(cell, text: str, size: float, head: bool, place: int, part: dict) -> None:
    cell.margin_left = cell.margin_right = Inches(0.06)
    cell.margin_top = cell.margin_bottom = Inches(0.015)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    right = place in part["numbers"]
    align = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
    _line(cell.text_frame.paragraphs[0], text, size, head, INK, align)
    properties = cell._tc.get_or_add_tcPr()
    line = properties.makeelement(qn("a:lnB"), {"w": "9525" if not head else "19050"})
    fill = line.makeelement(qn("a:solidFill"), {})
    fill.append(fill.makeelement(qn("a:srgbClr"), {"val": INK if head else LINE}))
    line.append(fill)
    properties.insert(0, line)


def _chart(slide, part: dict, job: dict) -> None:
    figures = CategoryChartData()
    figures.categories = part["categories"]
    for series in part["series"]:
        figures.add_series(series["name"], series["values"])
    bars, lines = (part["type"] == kind for kind in ("bar", "line"))
    frame = slide.shapes.add_chart(CHARTS[part["type"]], *map(Inches, part["at"]), figures)
    _named(frame, part["words"])
    chart = frame.chart
    chart.font.name, chart.font.size = FONT, Pt(part.get("size", 13))
    chart.font.color.rgb = RGBColor.from_string(INK)
    chart.has_title = bool(part.get("title"))
    if chart.has_title:
        title = chart.chart_title.text_frame
        _line(title.paragraphs[0], part["title"], 14, True, INK)
        chart.chart_title.include_in_layout = False
    chart.has_legend = len(part["series"]) > 1
    if chart.has_legend:
        chart.legend.position = XL_LEGEND_POSITION.BOTTOM
        chart.legend.include_in_layout = False
    values, names = chart.value_axis, chart.category_axis
    values.minimum_scale = 0
    if part.get("most"):
        values.maximum_scale = part["most"]
    # Values with words of their own need no axis, which would say the same again.
    values.has_major_gridlines = values.visible = lines
    names.format.line.color.rgb = RGBColor.from_string(LINE)
    names.has_major_gridlines = False
    names.reverse_order = bars
    if lines:
        values.major_gridlines.format.line.color.rgb = RGBColor.from_string(LINE)
        names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    else:
        chart.plots[0].gap_width, chart.plots[0].overlap = 45, -5
    for series, wanted in zip(chart.plots[0].series, part["series"], strict=True):
        (_curve if lines else _series)(series, wanted)


def _curve(series, wanted: dict) -> None:
    series.format.line.color.rgb = RGBColor.from_string(wanted["colour"].lstrip("#"))
    series.format.line.width = Pt(3)
    series.marker.style, series.smooth = XL_MARKER_STYLE.NONE, False


def _series(series, wanted: dict) -> None:
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = RGBColor.from_string(wanted["colour"].lstrip("#"))
    series.invert_if_negative = False
    # The words of the screen, rounded as there: a label of PowerPoint's own could differ.
    for at, text in enumerate(wanted["labels"]):
        if wanted["values"][at] is None:
            continue
        label = series.points[at].data_label
        label.position = XL_LABEL_POSITION.OUTSIDE_END
        _line(label.text_frame.paragraphs[0], text, wanted.get("size", 12), True, INK)


DRAWN = {"text": _text, "picture": _picture, "bar": _bar, "table": _table, "chart": _chart}

if __name__ == "__main__":
    sys.stdout.buffer.write(presentation(json.loads(sys.stdin.buffer.read())))
