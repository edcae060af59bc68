"""The embedded map as HTML: question, number, map, legend, source, and the way to all of it."""

from flask import render_template

from dashboard.address.embed import BACKGROUNDS, Embed, address, link
from dashboard.address.query import PROFILE_WORDS
from dashboard.address.view import View
from dashboard.data import LEVELS, Data
from dashboard.drawing.fills import STRIPES
from dashboard.drawing.sheet import notes
from dashboard.embed.picture import picture
from dashboard.figures import two_way
from dashboard.page.said import Said, said
from dashboard.palette import TWO_WAY, Area, Ink
from dashboard.texts import Texts, texts
from dashboard.web.assets import asset
from dashboard.words.iframe import name
from dashboard.words.legend import axes, ink, legend_rows

#: Views of which the last sentence answers what the map shows.
OWN_ANSWER = ("difference", "only")


def render(data: Data, embed: Embed) -> str:
    """The whole page."""
    view, words = embed.view, texts(embed.view.language)
    found = said(data, view, words)
    square = view.show == "two_way"
    title, rows = (words("two_way.legend"), []) if square else legend_rows(data, view, words)
    return render_template(
        "embed.html",
        t=words,
        language=words.language,
        style=asset("embed/embed.css"),
        transparent=embed.background != BACKGROUNDS[0],
        name=name(data, view, words),
        said=found,
        sentences=_sentences(found, view),
        map=picture(data, view, embed.camera),
        legend=title,
        rows=[(_fill(colour), text) for colour, text in rows],
        square=_square(data, embed, words) if square else None,
        notes=notes(data, view, words),
        sites=view.sites and not view.is_work,
        ink=Ink,
        here=address(embed, data),
        whole=link(embed, data),
        menus=_menus(data, embed, words) if embed.controls else [],
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


def _square(data: Data, embed: Embed, words: Texts) -> dict:
    """Offer against work as a table of three by three: most work on top, most offer at the right;
    a cell has its colour, the colour of its number, and how many regions."""
    view = embed.view
    found = two_way.pairs(data, view)
    count = two_way.counts(found.frame)
    rows = [
        (
            words(f"two_way.{view.entry.demand}.{demand}"),
            [(TWO_WAY[cell], ink(cell), count[cell]) for cell in range(3 * demand, 3 * demand + 3)],
        )
        for demand in (2, 1, 0)
    ]
    missing = int((found.frame["cell"] < 0).sum())
    return {
        "heads": [words(f"two_way.offer.{offer}") for offer in range(3)],
        "rows": rows,
        "axes": axes(data, view, words),
        "missing": words("two_way.missing", count=missing) if missing else "",
        "no_data": Area.NO_DATA,
    }


def _menus(data: Data, embed: Embed, words: Texts) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """The few controls: profile and level, each as plain links: words, address, whether chosen."""
    view = embed.view

    profiles = (
        words(f"profiles.{view.profiles}"),
        [
            (
                words(f"profiles.{code}"),
                address(embed.but(profiles=code), data),
                code == view.profiles,
            )
            for code in PROFILE_WORDS
        ],
    )
    known = view.entry.levels if view.is_work else LEVELS
    levels = (
        words("level.pick", level=words(f"level.{view.level}.one")),
        [
            (
                words(f"level.{level}.many"),
                address(embed.but(picked_level=level), data),
                level == view.level,
            )
            for level in LEVELS
            if level in known
        ],
    )
    return [levels] if view.show == "work" else [profiles, levels]
