"""Slides: opened again by another library and by LibreOffice, and held against the screen."""

import io
import json
import shutil
import subprocess
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image
from pptx import Presentation

from dashboard.address.context import Context
from dashboard.address.portrait import read as read_portrait
from dashboard.address.query import read
from dashboard.drawing.slide import PIXELS
from dashboard.drawing.svg import wrapped
from dashboard.export.view_slide import key_figures, view_deck
from dashboard.figures import answer as figures
from dashboard.figures import only, two_way, work
from dashboard.formatting import number
from dashboard.portrait import comparison, coverage, examples, pupils
from dashboard.portrait import offer as portrait_offer
from dashboard.portrait.blocks import Bullets, Table, plain
from dashboard.portrait.context import PortraitContext
from dashboard.portrait.notes import Notes
from dashboard.portrait.slides import portrait_deck
from dashboard.sources import Source
from dashboard.texts import texts_in
from dashboard.web import jobs, presentation
from dashboard.web.pools import Pool
from dashboard.web.workers import slides
from dashboard.words.answer import answer_words
from dashboard.words.names import region_name
from dashboard.words.sources import publishers
from tests.support.patience import patiently

ADDRESS = "https://site.nl/?gebied=PV29"


#: Width of a picture that nobody looks at.
SKETCH = 300


def written(deck: dict, pixels: int = SKETCH) -> Presentation:
    """The file of a job, as the worker makes it, without a process of its own; with pictures of
    so many pixels wide."""
    for slide in deck["slides"]:
        for part in slide["parts"]:
            if part["kind"] == "picture":
                part["pixels"] = pixels
    job = json.loads(json.dumps(deck, allow_nan=False))
    return Presentation(io.BytesIO(slides.presentation(job)))


def slide_of(data, query: str, pixels: int = SKETCH):
    view, ignored = read(query, data)
    assert not ignored
    deck = view_deck(Context(data, view), ADDRESS)
    return written(deck, pixels).slides[0], view


def portrait(data, level: str, code: str, query: str = ""):
    asked = read_portrait(level, code, query, data)
    words = texts_in(asked.view.language)
    context = PortraitContext(data, asked, words, Notes(data, asked.view, words))
    return portrait_deck(data, asked, words, ADDRESS), context


def chart_of(slide):
    return next(shape.chart for shape in slide.shapes if shape.has_chart)


def tables_of(slide) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row.cells] for row in shape.table.rows]
        for shape in slide.shapes
        if shape.has_table
    ]


def words_of(slide) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def described(slide) -> list[str]:
    """Alternative texts of what is no text."""
    return [
        shape._element.xpath(".//p:cNvPr")[0].get("descr") or ""
        for shape in slide.shapes
        if not shape.has_text_frame
    ]


def labels_of(series) -> list[str]:
    return [
        series.points[at].data_label.text_frame.text
        for at, value in enumerate(series.values)
        if value is not None
    ]


@pytest.mark.slow
def test_control_characters_in_a_name_do_not_break_a_slide(data):
    """XML has no place for them, and PowerPoint calls a file with them broken."""
    view, _ = read("?gebied=PV28", data)
    deck = view_deck(Context(data, view), "https://site.nl")
    strange = "".join(map(chr, [*range(9), *range(11, 32), 0x7F, 0x9B, 0xD800, 0xFFFE, 0xFFFF]))
    said = {"title", "footer", "notes", "words", "text", "heads", "rows"}

    def spoiled(part, is_said: bool = False):
        if isinstance(part, list | tuple):
            return [spoiled(one, is_said) for one in part]
        if isinstance(part, dict):
            return {key: spoiled(one, is_said or key in said) for key, one in part.items()}
        return f"{strange}{part}{strange}" if is_said and isinstance(part, str) else part

    whole, mended = (
        [shape.text_frame.text for shape in file.slides[0].shapes if shape.has_text_frame]
        for file in (written(deck), written(spoiled(deck)))
    )
    assert whole == mended and any(whole)


def test_the_letters_of_a_slide_are_files_that_are_there(data):
    """Without them the pictures have no words at all, and nothing complains."""
    fonts = view_deck(Context(data, read("", data)[0]), ADDRESS)["fonts"]
    assert len(fonts) == 2
    assert all(Path(font).is_file() for font in fonts)


@pytest.mark.parametrize("query", ["gebied=PV29&kaart=dekking", "gebied=PV29&taal=en"])
def test_a_slide_says_what_the_screen_says(data, query):
    slide, view = slide_of(data, query)
    words = texts_in(view.language)
    found = answer_words(Context(data, view))
    assert slide.shapes.title.text == found.question
    text = words_of(slide)
    assert found.headline in text and found.sentences[0] in text
    notes = slide.notes_slide.notes_text_frame.text
    for part in (found.question, found.headline, ADDRESS, words("csv.method_note")):
        assert part in notes
    footer = next(
        shape for shape in slide.placeholders if "FOOTER" in str(shape.placeholder_format.type)
    )
    assert found.sources[0] in footer.text_frame.text
    assert all(described(slide)) and found.headline in described(slide)[0]


@pytest.mark.parametrize("count", [1, 4, 8])
def test_what_is_supposed_leaves_room_for_what_it_changes(data, count):
    """However long the names of the schools are; all of it is in the notes."""
    sites = data.tables.sites.set_index("code")["name"].str.len().nlargest(count).index
    slide, view = slide_of(data, "stel=" + ",".join(f"stop:{code}" for code in sites))
    found = answer_words(Context(data, view))
    assert set(found.brief) <= set(words_of(slide).split("\n"))
    assert found.supposed in slide.notes_slide.notes_text_frame.text
    assert (found.supposed in words_of(slide)) == (count == 1)


@pytest.mark.slow
def test_the_map_is_sharp_on_a_wall(data):
    slide, _ = slide_of(data, "gebied=PV29", PIXELS)
    picture = next(shape for shape in slide.shapes if hasattr(shape, "image"))
    assert picture.image.size[0] >= 2400
    assert picture.width / picture.height == pytest.approx(
        picture.image.size[0] / picture.image.size[1], rel=0.01
    )


def test_the_chart_has_the_bars_of_the_panel(data):
    slide, view = slide_of(data, "gebied=GM0855")
    rows = figures.bars(data, view)
    here, country = chart_of(slide).plots[0].series
    assert here.name == region_name(data.region("GM0855"), texts_in("nl"))
    assert list(here.values) == pytest.approx([share for _, share, _ in rows], abs=0.05)
    assert list(country.values) == pytest.approx([share for _, _, share in rows], abs=0.05)
    assert labels_of(here) == [number(share, "nl") for _, share, _ in rows]
    assert labels_of(country) == [number(share, "nl") for _, _, share in rows]


def test_a_labour_view_has_its_figures_as_a_table(data):
    slide, view = slide_of(data, "kaart=werk&keuze=CR01,CR02,CR03")
    frame = work.shown(data, view).set_index("code")
    rows = tables_of(slide)[0][1:]
    picked = frame.loc[["CR01", "CR02", "CR03"]].sort_values("value", ascending=False)
    assert rows == [
        [row["name"], number(row["low"], "nl", view.entry.decimals)] for _, row in picked.iterrows()
    ]


def test_offer_against_work_names_the_regions_of_its_corner(data):
    slide, view = slide_of(data, "kaart=tweeweg&taal=en")
    frame = two_way.pairs(data, view).frame
    corner = frame[frame["cell"] == 6]
    rows = tables_of(slide)[0][1:]
    assert {row[0] for row in rows} == set(corner["name"])
    by_name = corner.set_index("name")
    for name, demand, offer in rows:
        assert demand == number(by_name.at[name, "low"], "en", view.entry.decimals)
        assert offer == number(by_name.at[name, "offer_low"], "en", two_way.OFFER_DECIMALS)


@pytest.mark.slow
@pytest.mark.parametrize(
    "query", ["gebied=5017", "gebied=sto-bes", "kaart=enig&gebied=PV29", "kaart=werk&cijfer=ww"]
)
def test_every_view_makes_a_slide(data, query):
    slide, view = slide_of(data, query)
    assert answer_words(Context(data, view)).headline in words_of(slide)
    assert all(described(slide))


def test_a_site_has_the_young_people_within_its_rings(data):
    code = data.tables.placed_sites["code"].iloc[0]
    slide, _ = slide_of(data, f"vestiging={code}")
    assert len(tables_of(slide)[0]) == 4


def sizes_of(slide) -> set[float]:
    """Points of all letters of a slide but those of its map."""
    frames = [shape.text_frame for shape in slide.shapes if shape.has_text_frame]
    for shape in slide.shapes:
        if shape.has_table:
            frames += [cell.text_frame for row in shape.table.rows for cell in row.cells]
        if shape.has_chart:
            chart = shape.chart
            frames += [
                series.points[at].data_label.text_frame
                for series in chart.plots[0].series
                for at, value in enumerate(series.values)
                if value is not None
            ]
    runs = [run for frame in frames for line in frame.paragraphs for run in line.runs]
    return {run.font.size.pt for run in runs}


@pytest.mark.slow
@pytest.mark.parametrize("query", ["gebied=PV29", "gebied=4501", "kaart=werk", "taal=en"])
def test_the_letters_of_a_slide_can_be_read_from_a_distance(data, query):
    slide, _ = slide_of(data, query)
    assert min(sizes_of(slide)) >= 12


def test_a_table_that_is_cut_says_how_many_there_are_more(data):
    view, _ = read("kaart=enig&gebied=PV29", data)
    words = texts_in("nl")
    part = key_figures(Context(data, view))
    *shown, (last,) = part["rows"]
    every = only.ranked(data, view)
    left = int((every["young_people"] >= 0.5).sum()) - len(shown)
    assert left > 0 and last == words("export.more.file", count=left)
    assert sum(part["heights"]) <= part["at"][3]
    written_rows = tables_of(slide_of(data, "kaart=enig&gebied=PV29")[0])[0]
    assert written_rows[-1] == [last, "", ""]


def test_a_table_that_fits_is_whole(data):
    view, _ = read("gebied=4501", data)
    part = key_figures(Context(data, view))
    assert len(part["rows"]) == len(figures.nearest_sites(data, view))
    assert all(len(row) == 3 for row in part["rows"])


# ---- the portrait -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def zeeland(data):
    deck, context = portrait(data, "provincie", "PV29")
    return written(deck), deck, context


@pytest.mark.slow
def test_a_portrait_has_six_slides_that_can_be_edited(zeeland):
    deck = zeeland[0]
    assert len(deck.slides) == 6
    for slide in deck.slides:
        assert slide.shapes.title.text.startswith("Zeeland: ")
        assert ADDRESS in slide.notes_slide.notes_text_frame.text
        assert all(described(slide))
        assert any(shape.has_table or shape.has_chart for shape in slide.shapes)


def test_the_examples_are_those_of_the_portrait_and_have_a_slide_where_there_are_any(data):
    deck, context = portrait(data, "sto", "sto-twente")
    section, slide = examples.section(context), deck["slides"][-1]
    assert section is not None and slide["title"].endswith(section.title)
    (bullets,) = [one for one in section.blocks if isinstance(one, Bullets)]
    lines = [line["text"] for line in slide["parts"][0]["lines"]]
    # Without the way to compare, the last part.
    assert lines[1:-1] == [plain(item[:-1]) for item in bullets.items] != []
    assert "DUO" in slide["footer"]


def test_the_profiles_are_those_of_the_portrait(zeeland):
    deck, _, context = zeeland
    table = coverage.profiles_section(context).blocks[0]
    here, country = chart_of(deck.slides[1]).plots[0].series
    assert labels_of(here) == [plain(cells[0].parts) for _, cells in table.rows]
    assert labels_of(country) == [plain(cells[-1].parts) for _, cells in table.rows]
    assert list(here.values) == pytest.approx([cells[0].bar for _, cells in table.rows], abs=0.05)
    by_track = tables_of(deck.slides[1])[0][1:]
    assert [row[1:] for row in by_track] == [
        [plain(one.parts) for one in cells[1:-1]] for _, cells in table.rows
    ]


def test_the_forecast_and_the_comparison_are_those_of_the_portrait(zeeland):
    deck, _, context = zeeland
    ahead = next(one for one in pupils.forecast_section(context).blocks if isinstance(one, Table))
    (series,) = chart_of(deck.slides[4]).plots[0].series
    first, *_, last = shown = labels_of(series)
    assert shown == [plain(one.parts) for one in ahead.rows[0][1]]
    told = " ".join(described(deck.slides[4]))
    assert f"van {first} (" in told and f"naar {last} (" in told
    beside = next(one for one in comparison.section(context).blocks if isinstance(one, Table))
    heads, *shown, more = tables_of(deck.slides[5])[0]
    assert heads == list(beside.heads)
    assert len(shown) >= 10
    for row, (_, cells) in zip(shown, beside.rows, strict=False):
        assert row[1:] == [plain(one.parts) for one in cells]
    assert more[0] == texts_in("nl")("export.more.page", count=len(beside.rows) - len(shown))


def test_a_slide_names_the_sources_of_its_own_figures_all_of_them(data):
    deck, context = portrait(data, "gemeente", "GM0034")
    of = {slide["title"].removeprefix(f"{context.name}: "): slide for slide in deck["slides"]}
    ahead = of[pupils.forecast_section(context).title]
    named, made = ahead["footer"].split(". ")
    areas = "postcodevlakken © CBS, © Esri Nederland 2021"
    # Jobs of December 2024 and vacancies of 2026 stand on it, and candidates of all exam years.
    assert named == f"Bron: CBS 2021–2026; {areas}; DUO 2018–2025"
    assert made.startswith("Techniek Dichtbij, gemaakt op")
    history = of[portrait_offer.history_section(context).title]
    assert history["footer"].startswith("Bron: DUO 2018–2025. ")


@pytest.mark.parametrize(
    ("level", "code", "query"),
    [("gemeente", "GM0034", "maat=minuten&taal=en"), ("provincie", "PV29", "maat=fiets")],
)
def test_the_sources_of_a_slide_fit_on_two_lines(data, level, code, query):
    deck, _ = portrait(data, level, code, query)
    for slide in deck["slides"]:
        footer = slide["footer"]
        size = 12 if len(footer) < slides.LONG_FOOT else 10
        assert len(wrapped(footer, slides.FOOT[2] * 72, size, False, 9)) <= 2, footer


def test_publishers_are_named_once_with_their_years():
    made = [
        Source("a", "CBS", "december 2024", "", ""),
        Source("b", "DUO", "2018–2019", "", ""),
        Source("c", "CBS; postcodevlakken © Esri", "2021-01-01", "", ""),
        Source("d", "DUO", "2023–2024", "", ""),
        Source("e", "Ander", "versie 2.0.1", "", ""),
    ]
    assert publishers(made) == (
        "CBS 2021–2024; DUO 2018–2024; postcodevlakken © Esri 2021; Ander versie 2.0.1"
    )


def test_curves_are_said_in_words(data):
    """Of regions that are compared, and of two plans."""
    for query in ("vergelijk=PV30", "profiel=mt&stel=stop:13OR01.mt&naastplan=start:4501.mt"):
        view, _ = read(f"gebied=PV29&{query}", data)
        *_, slide = view_deck(Context(data, view), ADDRESS)["slides"]
        told = [part["words"] for part in slide["parts"] if part.get("type") == "line"]
        assert [": van " in one and "(25 km)" in one for one in told] == [True], query


@pytest.mark.slow
@pytest.mark.parametrize(
    ("level", "code", "query"),
    [("land", "NL", "taal=en"), ("gemeente", "GM0855", ""), ("sto", "sto-bes", "")],
)
def test_every_region_has_its_slides(data, level, code, query):
    deck, context = portrait(data, level, code, query)
    slides = written(deck).slides
    # Of the Caribbean no homes are known, so nobody knows who misses out.
    assert len(slides) == (5 if code == "sto-bes" else 6)
    assert all(slide.shapes.title.text.startswith(context.title) for slide in slides)


def test_a_region_without_a_place_on_the_map_has_no_map(data):
    deck, _ = portrait(data, "sto", "sto-bes")
    parts = [part for slide in deck["slides"] for part in slide["parts"]]
    assert "picture" not in {part["kind"] for part in parts}
    assert all(part["rows"] for part in parts if part["kind"] == "table")
    assert all(": ." not in slide["footer"] for slide in deck["slides"])


def test_libreoffice_shows_every_slide(zeeland, tmp_path):
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not on this machine")
    zeeland[0].save(tmp_path / "deck.pptx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = [office, profile, "--headless", "--convert-to", "pdf", "deck.pptx"]
    subprocess.run(convert, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    assert (tmp_path / "deck.pdf").read_bytes().count(b"/Type/Page/") == 6


# ---- the address --------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_addresses_answer_with_a_named_file(client):
    address = "/portret.pptx?gebied=PV29"
    answer = patiently(lambda: client.get(address), lambda told: told.headers)
    assert (
        "techniek-dichtbij_provincie-zeeland_portret_hard_" in answer.headers["Content-Disposition"]
    )
    assert len(Presentation(io.BytesIO(answer.data)).slides) == 6
    assert client.get("/regio/gemeente/PV29.pptx").status_code == 404


def test_who_has_to_wait_is_told_for_how_long(client, monkeypatch):
    monkeypatch.setattr(presentation, "SLIDES", Pool(places=0, turns=1))
    answer = client.get("/dia.pptx?gebied=PV20&kaart=zonder")
    assert answer.status_code == 503 and answer.headers["Retry-After"] == str(jobs.RETRY)
    assert str(jobs.RETRY) in answer.text


def test_a_file_that_takes_too_long_is_given_up(client, monkeypatch):
    monkeypatch.setattr(jobs, "LONGEST", 0.01)
    answer = client.get("/dia.pptx?gebied=PV21&kaart=zonder&taal=en")
    assert answer.status_code == 503
    assert answer.text == texts_in("en")("export.failed")


@settings(max_examples=10)
@example("/")
@given(st.text(max_size=40))
def test_nothing_that_is_asked_breaks_it(app, text):
    client = app.server.test_client()
    assert client.get(f"/dia.pptx?gebied=x{quote(text)}&per=provincie").status_code == 400
    assert client.get(f"/regio/x{quote(text, safe='')}/x.pptx").status_code == 404


def test_a_picture_is_a_picture(zeeland):
    picture = next(shape for shape in zeeland[0].slides[0].shapes if hasattr(shape, "image"))
    image = Image.open(io.BytesIO(picture.image.blob)).convert("RGB")
    assert len(image.resize((200, 150)).getcolors(40_000)) > 20
