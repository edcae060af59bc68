"""The slide of a view: question, answer, map, and the key figures as a native table or chart.

Every number is the text that the screen shows.
"""

from collections.abc import Callable
from functools import partial

import numpy as np

from dashboard.address.view import View
from dashboard.data import CARIBBEAN, Data
from dashboard.drawing.slide import FIGURES_AT, SMALLEST, answer_text, deck, map_picture, tabled
from dashboard.figures import answer as figures
from dashboard.figures import only, travel, two_way, work
from dashboard.formatting import kilometres, number, people
from dashboard.page.said import Said, said
from dashboard.palette import Area
from dashboard.texts import Texts
from dashboard.words.figures import figure_words
from dashboard.words.legend import (
    MUCH_WORK_LITTLE_OFFER,
    cell_words,
    offer_title,
    offer_words,
    title,
)
from dashboard.words.names import offer_name, region_name
from dashboard.words.sources import made_on
from dashboard.words.threshold import far, within


def view_deck(data: Data, view: View, words: Texts, address: str) -> dict:
    """The job of one slide: question, answer, map, and the key figures as a table or a chart."""
    found = said(data, view, words)
    place = region_name(data.region(view.region), words)
    parts = [
        answer_text(found),
        map_picture(data, view, words, found),
        key_figures(data, view, words),
    ]
    slide = {
        "title": found.question,
        "parts": [part for part in parts if part],
        "footer": _footer(found.sources, words),
        "notes": _notes(found, view, words, address),
    }
    return deck(f"{found.question} {place}", [slide], words)


def _footer(sources: tuple[str, ...], words: Texts) -> str:
    return " ".join([*sources, f"{made_on(words)}."])


def _notes(found: Said, view: View, words: Texts, address: str) -> str:
    """What a speaker needs: question, answer, method, sources and the way back."""
    lines = [found.question, " ".join([found.headline, *found.sentences]), ""]
    lines += [words("csv.method_note")] if not view.is_work or view.show == "two_way" else []
    lines += [words(view.entry.caveat)] if view.is_work else []
    lines += [*found.sources, f"{made_on(words)}.", words("export.address", address=address)]
    return "\n".join(lines)


def key_figures(data: Data, view: View, words: Texts) -> dict | None:
    """What the panel shows under its answer, as a table or a chart; None where it has nothing."""
    if view.site:
        return _rings(data, view, words)
    if view.region == CARIBBEAN:
        return None
    if view.show == "two_way":
        return _pairs(data, view, words)
    if view.show == "work":
        return _highest(data, view, words)
    if data.region(view.region).level == "home":
        return _nearest(data, view, words)
    if not figures.answer(data, view).young > 0:
        return None
    if view.show == "only":
        return _only(data, view, words)
    return _bars(data, view, words)


def _bars(data: Data, view: View, words: Texts) -> dict:
    """Of a hundred young people per profile, beside the country."""
    rows = figures.bars(data, view)
    here = {"name": region_name(data.region(view.region), words), "colour": Area.NEAR}
    country = {"name": words("country"), "colour": Area.FAR}
    series = [here | _shares([share for _, share, _ in rows], words)]
    if view.region != "NL":
        series.append(country | _shares([share for _, _, share in rows], words))
    return {
        "kind": "chart",
        "type": "bar",
        "at": FIGURES_AT,
        "title": words("bars.title", within=within(view, words)),
        "categories": [words(f"profile.{code}") for code, _, _ in rows],
        "series": series,
        "most": 115,
        "size": SMALLEST,
        "words": words("bars.title", within=within(view, words)),
    }


def _shares(values: list[float], words: Texts) -> dict:
    """Shares as the bars of the screen: drawn exactly, said in whole numbers."""
    return {
        "values": [None if np.isnan(value) else round(float(value), 1) for value in values],
        "labels": [number(value, words.language) for value in values],
        "size": SMALLEST,
    }


def _in_file(words: Texts) -> Callable[..., str]:
    return partial(words, "export.more.file")


def _rings(data: Data, view: View, words: Texts) -> dict:
    caption = words("site.rings", speed=view.speed)
    rows = [
        [
            words("site.ring", minutes=ring.minutes, km=kilometres(ring.metres, words.language)),
            people(ring.young, words.language),
        ]
        for ring in travel.site_reach(data, view).rings
    ]
    return tabled([caption, words("key.young")], rows, caption, [3, 2], _in_file(words))


def _nearest(data: Data, view: View, words: Texts) -> dict:
    rows = [
        [
            words(f"profile.{found.profile}"),
            ", ".join(filter(None, [found.name, found.place])),
            far(view, found.metres, words),
        ]
        for found in figures.nearest_sites(data, view)
    ]
    heads = [words("portrait.profile"), words("portrait.site"), words("indicator.distance.name")]
    made = tabled(heads, rows, words("home.nearest"), [5, 6, 2], _in_file(words))
    return made | {"numbers": [2]}


def _only(data: Data, view: View, words: Texts) -> dict | None:
    found = only.ranked(data, view)
    found = found[found["young_people"] >= 0.5]
    if found.empty:
        return None
    rows = [
        [row.name, offer_name(row.profile, words), people(row.young_people, words.language)]
        for row in found.itertuples()
    ]
    heads = [words("portrait.site"), words("portrait.profile"), words("portrait.only.young")]
    made = tabled(heads, rows, words("only.title"), [6, 5, 3], _in_file(words))
    return made | {"numbers": [2]}


def _highest(data: Data, view: View, words: Texts) -> dict | None:
    frame = work.shown(data, view)
    chosen = work.chosen(data, view)
    found = frame[frame["code"].isin(chosen)] if chosen else work.rows(data, view, frame)
    found = found.dropna(subset=["value"]).sort_values("value", ascending=False, kind="stable")
    if found.empty:
        return None
    rows = [
        [row.name, figure_words(view.entry, row.low, row.high, words)]
        for row in found.itertuples(index=False)
    ]
    heads = [words("figure.highest"), title(view, words)]
    return tabled(heads, rows, words("figure.highest"), [3, 2], _in_file(words))


def _pairs(data: Data, view: View, words: Texts) -> dict | None:
    """The chosen regions, or those with much work and little offer; both figures of each."""
    frame = two_way.pairs(data, view).frame
    chosen = work.chosen(data, view)
    if chosen:
        found, caption = frame[frame["code"].isin(chosen)], words("two_way.figures")
    else:
        found = work.rows(data, view, frame)
        found = found[found["cell"] == MUCH_WORK_LITTLE_OFFER]
        caption = cell_words(MUCH_WORK_LITTLE_OFFER, view, words)
    if found.empty:
        return None
    rows = [
        [
            row["name"],
            figure_words(view.entry, row["low"], row["high"], words),
            offer_words(row, words),
        ]
        for row in found.to_dict("records")
    ]
    heads = [caption[:1].upper() + caption[1:], title(view, words), offer_title(view, words)]
    return tabled(heads, rows, caption, [4, 3, 3], _in_file(words))
