"""The embedded map as HTML: question, number, map, legend, source, and the way to all of it."""

from flask import render_template

from dashboard.address.context import Context
from dashboard.address.embed import Embed, address, link
from dashboard.address.parameters import PROFILE_WORDS
from dashboard.data import LEVELS, Data
from dashboard.drawing.fills import svg_fill
from dashboard.embed.picture import picture
from dashboard.figures.caribbean import shows_islands
from dashboard.palette import TWO_WAY, Area, Ink
from dashboard.texts import Texts, texts_in
from dashboard.web.assets import asset
from dashboard.words.answer import answer_words
from dashboard.words.iframe import name
from dashboard.words.legend import Square, ink, legend_rows, notes, square


def render(data: Data, embed: Embed) -> str:
    """The whole page."""
    view, texts = embed.view, texts_in(embed.view.language)
    context = Context(data, view)
    words = answer_words(context)
    of_islands = shows_islands(view)
    key = square(context) if view.kind.crosses_offer and not of_islands else None
    title, rows = (key.title, []) if key else legend_rows(context)
    if of_islands:
        title, rows = "", []
    return render_template(
        "embed.html",
        texts=texts,
        language=texts.language,
        style=asset("embed/embed.css"),
        transparent=embed.transparent,
        name=name(context),
        answer=words,
        map=picture(data, view, embed.camera),
        legend=title,
        rows=[(svg_fill(colour, "kaart"), text) for colour, text in rows],
        square=_square(key) if key else None,
        notes=[texts("caribbean.scale")] if of_islands else notes(context),
        sites=view.sites and not (view.kind.is_labour or of_islands),
        ink=Ink,
        here=address(embed, data),
        whole=link(embed, data),
        menus=_menus(data, embed, texts) if embed.controls else [],
        ignored=", ".join(embed.ignored),
    )


def _square(key: Square) -> dict:
    """Offer against work as a table of three by three; a cell has its colour, the colour of its
    number, and how many regions."""
    return {
        "heads": key.offer,
        "rows": [
            (words, [(TWO_WAY[cell], ink(cell), key.counts[cell]) for cell in cells])
            for words, cells in key.rows
        ],
        "axes": key.axes,
        "missing": key.missing,
        "no_data": Area.NO_DATA,
    }


def _menus(data: Data, embed: Embed, texts: Texts) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """The few controls: profile and level, each as plain links: words, address, whether chosen."""
    view = embed.view

    profiles = (
        texts(f"profiles.{view.profiles}"),
        [
            (
                texts(f"profiles.{code}"),
                address(embed.but(profiles=code), data),
                code == view.profiles,
            )
            for code in PROFILE_WORDS
        ],
    )
    known = view.entry.levels if view.kind.is_labour else data.levels_at(view.region)
    levels = (
        texts("level.pick", level=texts(f"level.{view.level_kind}.one")),
        [
            (
                texts(f"level.{level}.many"),
                address(embed.but(picked_level=level), data),
                level == view.level,
            )
            for level in LEVELS
            if level in known
        ],
    )
    return [profiles, levels] if view.kind.asks_offer else [levels]
