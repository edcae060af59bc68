"""The embedded map as HTML: question, number, map, legend, source, and the way to all of it."""

from flask import render_template

from dashboard.address.context import Context
from dashboard.address.embed import Embed, address, link
from dashboard.address.parameters import PROFILE_WORDS
from dashboard.address.view import View
from dashboard.data import LEVELS, Data
from dashboard.drawing.fills import STRIPES
from dashboard.drawing.sheet import notes
from dashboard.embed.picture import picture
from dashboard.figures import two_way
from dashboard.page.said import Said, said
from dashboard.palette import TWO_WAY, Area, Ink
from dashboard.texts import Texts, texts_in
from dashboard.web.assets import asset
from dashboard.words.iframe import name
from dashboard.words.legend import axes, ink, legend_rows

#: Views of which the last sentence answers what the map shows.
OWN_ANSWER = ("difference", "only")


def render(data: Data, embed: Embed) -> str:
    """The whole page."""
    view, texts = embed.view, texts_in(embed.view.language)
    found = said(Context(data, view))
    square = view.show == "two_way"
    title, rows = (texts("two_way.legend"), []) if square else legend_rows(Context(data, view))
    return render_template(
        "embed.html",
        t=texts,
        language=texts.language,
        style=asset("embed/embed.css"),
        transparent=embed.transparent,
        name=name(Context(data, view)),
        said=found,
        sentences=_sentences(found, view),
        map=picture(data, view, embed.camera),
        legend=title,
        rows=[(_fill(colour), text) for colour, text in rows],
        square=_square(data, embed, texts) if square else None,
        notes=notes(Context(data, view)),
        sites=view.sites and not view.is_work,
        ink=Ink,
        here=address(embed, data),
        whole=link(embed, data),
        menus=_menus(data, embed, texts) if embed.controls else [],
        ignored=", ".join(embed.ignored),
    )


def _sentences(found: Said, view: View) -> tuple[str, ...]:
    """The two that a small frame has room for: what the number is, and what the map shows."""
    if view.show in OWN_ANSWER and len(found.sentences) > 2:
        return found.sentences[0], found.sentences[-1]
    return found.sentences[:2]


def _fill(colour: str) -> str:
    """The fill of a class in a drawing; stripes are those of the map itself."""
    return "url(#kaart-stripes)" if colour == STRIPES else str(colour)


def _square(data: Data, embed: Embed, texts: Texts) -> dict:
    """Offer against work as a table of three by three: most work on top, most offer at the right;
    a cell has its colour, the colour of its number, and how many regions."""
    view = embed.view
    found = two_way.pairs(data, view)
    count = two_way.counts(found.frame)
    rows = [
        (
            texts(f"two_way.{view.entry.demand}.{demand}"),
            [(TWO_WAY[cell], ink(cell), count[cell]) for cell in range(3 * demand, 3 * demand + 3)],
        )
        for demand in (2, 1, 0)
    ]
    missing = int((found.frame["cell"] < 0).sum())
    return {
        "heads": [texts(f"two_way.offer.{offer}") for offer in range(3)],
        "rows": rows,
        "axes": axes(Context(data, view)),
        "missing": texts("two_way.missing", count=missing) if missing else "",
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
    known = view.entry.levels if view.is_work else LEVELS
    levels = (
        texts("level.pick", level=texts(f"level.{view.level}.one")),
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
    return [levels] if view.show == "work" else [profiles, levels]
