"""A portrait as HTML: its sections in order, and the notes below them."""

from urllib.parse import parse_qsl, urlsplit

from flask import render_template

from dashboard.address.portrait import MOST_BESIDE, WORDS, Asked, address
from dashboard.address.query import link, read
from dashboard.address.view import SMALL, View
from dashboard.data import Data
from dashboard.portrait import (
    answer,
    comparison,
    coverage,
    highlights,
    offer,
    pupils,
    region_map,
    work,
)
from dashboard.portrait import transition as onwards
from dashboard.portrait.blocks import Band, Section, figures_of
from dashboard.portrait.context import PortraitContext
from dashboard.portrait.notes import Notes
from dashboard.texts import Texts, texts_in
from dashboard.web.assets import asset, module_tags
from dashboard.web.chromium import chromium


def bands(context: PortraitContext, own: list | None = None) -> list[Band]:
    """Everything between the title and the notes, in the order of reading.

    own: blocks of the user's own table of transition, shown once and not kept.
    """
    found = [
        Band(
            [answer.section(context), highlights.section(context)],
            [region_map.section(context)],
        ),
        Band(
            [coverage.profiles_section(context), coverage.gaps_section(context)],
            [coverage.curve_section(context), offer.only_section(context)],
        ),
        Band(
            [offer.section(context), offer.changed_section(context)],
            [offer.history_section(context), offer.sector_section(context)],
        ),
        Band(
            [
                pupils.forecast_section(context),
                pupils.section(context),
                onwards.section(context, own or []),
            ],
            [work.section(context)],
        ),
        Band([comparison.section(context)]),
    ]
    known = [Band(_known(band.left), _known(band.right)) for band in found]
    return [band for band in known if band.sections]


def _known(sections: list[Section | None]) -> list[Section]:
    """Without those that a region has nothing to say in."""
    return [section for section in sections if section]


def render(data: Data, asked: Asked, own: list | None = None) -> str:
    """The whole page."""
    texts = texts_in(asked.view.language)
    notes = Notes(data, asked.view, texts)
    context = PortraitContext(data, asked, texts, notes)
    made = bands(context, own)
    keys = {note.number: note.key for note in notes.used}
    return render_template(
        "portrait.html",
        t=texts,
        language=texts.language,
        title=context.name,
        level=texts(f"level.{asked.region.level}.one"),
        derived=asked.region.basis if asked.region.level == "sto" else "",
        ignored=", ".join(asked.ignored),
        bands=made,
        notes=notes.used,
        number=notes.number,
        anchor=lambda key: keys[notes.number(key)],
        notes_of=lambda block: _notes_of(block, notes),
        kind_of=lambda one: type(one).__name__,
        made=texts("portrait.made", version=data.manifest["version"]),
        **_addresses(data, asked, context),
        **_controls(data, asked, texts),
    )


def missing(query: str, data: Data) -> str:
    """What an address of no region answers with."""
    view, _ = read(query, data)
    texts = texts_in(view.language)
    return render_template(
        "missing.html",
        t=texts,
        language=texts.language,
        home=link(View(year=view.year, language=view.language), data),
        style=asset("style.css"),
        portrait_style=asset("portrait/portrait.css"),
    )


def _notes_of(block, notes: Notes) -> list[str]:
    """Keys of the notes that the figures of a block rest on, by number."""
    keys = {figure.note for figure in figures_of(block)}
    return sorted(keys, key=notes.number)


def _addresses(data: Data, asked: Asked, context: PortraitContext) -> dict:
    view = asked.view
    other = "en" if view.language == "nl" else "nl"
    steps = data.path(asked.region.code)[:-1]
    return {
        "home": link(View(year=view.year, language=view.language), data),
        "path": [(found.text, found.href) for found in map(context.portrait, steps)],
        "map": link(view, data),
        "here": address(asked, data),
        "action": f"/regio/{WORDS[asked.region.level]}/{asked.region.code}",
        "other_language": other,
        "other": address(asked.but(view=view.but(language=other)), data),
        "style": asset("style.css"),
        "portrait_style": asset("portrait/portrait.css"),
        "scripts": module_tags("portrait.mjs"),
        "pptx": _file(asked, data, "pptx"),
        "pdf": _file(asked, data, "pdf") if chromium() else "",
    }


def _file(asked: Asked, data: Data, extension: str) -> str:
    """The address of the portrait as a file, for the same question."""
    path, mark, query = address(asked, data).partition("?")
    return f"{path}.{extension}{mark}{query}"


def _controls(data: Data, asked: Asked, texts: Texts) -> dict:
    """What the forms of the page need; every form keeps the rest of the address."""
    level = asked.region.level
    compared = level not in ("nl", "home")
    query = parse_qsl(urlsplit(address(asked, data)).query)
    chosen = [data.region(code).name for code in asked.beside]
    return {
        "names": data.tables.regions_of(level)["name"].tolist() if compared else [],
        "many": texts(f"level.{level}.many") if compared else "",
        "chosen": (chosen + [""] * MOST_BESIDE)[:MOST_BESIDE],
        "kept": [(name, value) for name, value in query if name != "naast"],
        "kept_small": [(name, value) for name, value in query if name != "klein"],
        "small_choices": SMALL,
        "small": asked.small,
    }
