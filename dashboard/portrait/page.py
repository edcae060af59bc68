"""A portrait as HTML: its sections in order, and the notes below them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlsplit

from flask import render_template
from markupsafe import Markup

from dashboard.address.context import Context
from dashboard.address.paths import MAP, PREVIEW
from dashboard.address.portrait import MOST_BESIDE, WORDS, Portrait, address
from dashboard.address.query import link
from dashboard.address.view import SMALL, View
from dashboard.data import Data
from dashboard.drawing.sheet import LINKED, PREVIEW_WIDTH
from dashboard.portrait import (
    answer,
    comparison,
    competition,
    coverage,
    effect,
    equity,
    examples,
    highlights,
    members,
    offer,
    pupil_homes,
    pupils,
    reach,
    region_map,
    rules,
    transition,
    work,
)
from dashboard.portrait.blocks import Band, Block, Section, figures_of
from dashboard.portrait.context import PortraitContext
from dashboard.portrait.notes import Notes
from dashboard.texts import Texts, texts_in
from dashboard.web import incoming
from dashboard.web.assets import asset, module_tags
from dashboard.web.chromium import chromium
from dashboard.web.courtesy import VIEWS
from dashboard.words.answer import answer_words
from dashboard.words.names import title_name
from dashboard.words.sources import basis_words
from geodata.layouts import MARK
from geodata.vocabulary import CLOSE_LEVELS


@dataclass(frozen=True)
class Paper:
    """What a page needs that stands on its own: no server answers it, and it may read no file."""

    #: Where its links lead: an address without a slash at its end.
    site: str
    #: The texts of its style sheets, letters and all.
    style: Sequence[str]


#: Makes a section; None where a region has nothing to say in it.
Make = Callable[[PortraitContext], Section | None]


def bands(
    context: PortraitContext,
    uploaded: Sequence[Block] = (),
    before_each: Callable[[], None] = lambda: None,
) -> list[Band]:
    """Everything between the title and the notes, in the order of reading.

    uploaded: blocks of the user's own table of transition, shown once and not kept. before_each is
    called before each section.
    """

    def beside(left: Sequence[Make], right: Sequence[Make] = ()) -> Band:
        return Band(below(left), below(right))

    def below(column: Sequence[Make]) -> list[Section]:
        sections = []
        for make in column:
            before_each()
            sections.append(make(context))
        return [section for section in sections if section]

    every = [
        beside([answer.section, highlights.section], [region_map.section]),
        beside([effect.section]),
        beside([effect.groups_section]),
        beside(
            [coverage.profiles_section, coverage.gaps_section, reach.section],
            [coverage.curve_section, offer.only_section, reach.made_section],
        ),
        beside([equity.section], [equity.both_section]),
        beside(
            [offer.section, competition.section, offer.changed_section],
            [offer.history_section, offer.sector_section, offer.sector_years_section],
        ),
        beside(
            [
                pupils.forecast_section,
                pupils.section,
                pupil_homes.section,
                lambda context: transition.section(context, uploaded),
            ],
            [work.section],
        ),
        beside([comparison.section, examples.section]),
        beside([members.section]),
    ]
    there = {section.anchor for band in every for section in band.sections}
    every.append(beside([lambda context: rules.section(context, there)]))
    return [band for band in every if band.sections]


def render(
    data: Data,
    portrait: Portrait,
    uploaded: Sequence[Block] = (),
    paper: Paper | None = None,
    keep: Callable[[], None] = lambda: None,
) -> str:
    """The whole page; with ``paper`` the one that is printed from.

    keep: called now and then; what it raises ends it.
    """
    texts = texts_in(portrait.view.language)
    notes = Notes(data, portrait.view, texts)
    context = PortraitContext(data, portrait, texts, notes)

    def between() -> None:
        VIEWS.give_way()
        keep()

    filled = bands(context, uploaded, between)
    between()
    return render_template(
        "portrait.html",
        texts=texts,
        language=texts.language,
        title=context.title,
        region=context.name,
        level=texts(f"level.{portrait.region.kind}.one"),
        derived=basis_words(portrait.region, texts),
        ignored=", ".join(portrait.ignored),
        bands=filled,
        notes=notes.used,
        printed=_printed(filled, notes),
        number=notes.number,
        led_by=_leads(notes),
        notes_of=lambda block: _notes_of(block, notes),
        kind_of=lambda one: type(one).__name__,
        made=texts("portrait.made", version=data.manifest["version"]),
        paper=paper,
        at=lambda href: paper.site + href if paper and href.startswith("/") else incoming.at(href),
        **_addresses(data, portrait, context),
        **_shared(context),
        **_controls(data, portrait, texts),
    )


def _leads(notes: Notes) -> Callable[[str], Markup]:
    """What begins the link of a figure to its note; of each note it is written once, as a page has
    hundreds of figures."""
    begin = Markup('<a class="fig" href="#noot-{}" title="{}">')
    led = {
        note.number: begin.format(note.key, notes.texts("portrait.fig.title", number=note.number))
        for note in notes.used
    }
    return lambda key: led[notes.number(key)]


def _printed(filled: Sequence[Band], notes: Notes) -> set[int]:
    """Numbers of the notes of what is on paper too."""
    blocks = [
        block
        for band in filled
        for section in band.sections
        if not _on_screen_only(section)
        for block in section.blocks
        if not _on_screen_only(block)
    ]
    return {notes.number(figure.note) for figure in figures_of(blocks)}


def _on_screen_only(part: Section | Block) -> bool:
    return "no-print" in getattr(part, "kind", "").split()


def _notes_of(block, notes: Notes) -> list[str]:
    """Keys of the notes that the figures of a block rest on, by number."""
    keys = {figure.note for figure in figures_of(block)}
    return sorted(keys, key=notes.number)


def _addresses(data: Data, portrait: Portrait, context: PortraitContext) -> dict:
    view = portrait.view
    other = "en" if view.language == "nl" else "nl"
    steps = data.path(portrait.region.code)[:-1]
    return {
        "home": link(View(year=view.year, language=view.language), data),
        "path": [
            (title_name(step, context.texts), context.portrait_link(step).href) for step in steps
        ],
        "map": link(view, data),
        "here": address(portrait, data),
        "action": f"/regio/{WORDS[portrait.region.kind]}/{quote(portrait.region.code)}",
        "other_language": other,
        "other": address(portrait.but(view=view.but(language=other)), data),
        "style": asset("style.css"),
        "portrait_style": asset("portrait/portrait.css"),
        "scripts": module_tags("portrait.mjs"),
        "pptx": _file(portrait, data, "pptx"),
        "pdf": _file(portrait, data, "pdf") if chromium() else "",
    }


def _shared(context: PortraitContext) -> dict:
    """What a link to it shows elsewhere: its answer, and the picture of the map of its region."""
    data, map_view = context.data, region_map.view_of(context)
    words = answer_words(Context(data, map_view))
    return {
        "question": words.asks,
        "answer": words.whole,
        "image": PREVIEW + link(map_view, data).removeprefix(MAP),
        "size": (PREVIEW_WIDTH, PREVIEW_WIDTH * LINKED.size[1] // LINKED.size[0]),
    }


def _file(portrait: Portrait, data: Data, extension: str) -> str:
    """The address of the portrait as a file, for the same question."""
    path, mark, query = address(portrait, data).partition("?")
    return f"{path}.{extension}{mark}{query}"


def _controls(data: Data, portrait: Portrait, texts: Texts) -> dict:
    """What the forms of the page need; every form keeps the rest of the address."""
    level = portrait.region.level
    compared = level not in ("nl", *CLOSE_LEVELS)
    query = parse_qsl(urlsplit(address(portrait, data)).query)
    # No list has the names of what somebody made, so these stand there as they are written.
    chosen = [code if code.startswith(MARK) else data.region(code).name for code in portrait.beside]
    return {
        "names": data.tables.regions_of(level)["name"].tolist() if compared else [],
        "many": texts(f"level.{portrait.region.kind}.many") if compared else "",
        "chosen": (chosen + [""] * MOST_BESIDE)[:MOST_BESIDE],
        "kept": [(name, value) for name, value in query if name != "naast"],
        "kept_small": [(name, value) for name, value in query if name != "klein"],
        "small_choices": SMALL,
        "small": portrait.small,
    }
