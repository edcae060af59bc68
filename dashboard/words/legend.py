"""The legend of the map in words: its title, its classes, and what is uncertain."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from dashboard.address.context import Context
from dashboard.address.view import View
from dashboard.catalogue import Published, Scale
from dashboard.figures import two_way, work
from dashboard.figures.answer import asked_profiles
from dashboard.figures.supply import LEAST_YOUNG
from dashboard.formatting import number
from dashboard.palette import TWO_WAY, Area, striped
from dashboard.texts import Texts
from dashboard.views.kind import Kind
from dashboard.words import pupil_homes
from dashboard.words.figures import figure_words, period_words
from dashboard.words.names import LETTERS
from dashboard.words.threshold import within
from geodata.analysis.coverage import has_middle_state
from geodata.vocabulary import CLOSE_LEVELS


def offer_words(row: pd.Series | Mapping[str, float], texts: Texts) -> str:
    """The figure of the offer, as a range where masked numbers leave it open."""
    shown = [
        number(row[side], texts.language, two_way.OFFER_DECIMALS)
        for side in ("offer_low", "offer_high")
    ]
    return shown[0] if shown[0] == shown[1] else "–".join(shown)


def title(view: View, texts: Texts) -> str:
    """The name of the figure with its unit."""
    return _titled(
        texts(f"indicator.{view.entry.key}.name"), texts(f"indicator.{view.entry.key}.unit")
    )


def offer_legend_title(view: View, texts: Texts) -> str:
    """What the classes of a view of the offer are of."""
    key = view.kind.key
    if view.unit == "min" and texts.has(f"indicator.{key}.legend.min"):
        return texts(f"indicator.{key}.legend.min")
    return texts(f"indicator.{key}.legend")


def own_kinds(context: Context) -> list[tuple[str, str]]:
    """The kinds of places that a user sent along, with their words; the most frequent first."""
    texts = context.texts
    counts = Counter(place.kind for place in context.places)
    return [
        (
            kind,
            texts(
                "facility.own.file",
                kind=texts(f"facility.kind.{kind}"),
                count=number(count, texts.language),
            ),
        )
        for kind, count in counts.most_common()
    ]


def class_rows(context: Context) -> list[tuple[str, str]]:
    """Colour and words of every class of the figure on the map, "no data" last."""
    view, texts = context.view, context.texts
    values = work.shown(context.data, view)["value"]
    scale = view.entry.scale(values.to_numpy())
    rows = published_classes(view.entry, scale, texts) if values.notna().any() else []
    return [*rows, (Area.NO_DATA, texts("map.no_data"))] if values.isna().any() else rows


def _limit_words(pairs: two_way.Pairs, view: View, texts: Texts) -> tuple[str, str]:
    """Where the classes of demand and of offer part, in words."""
    demand = _cuts(
        pairs.demand_cuts, lambda value: figure_words(view.entry, value, value, texts), texts
    )
    offer = _cuts(
        pairs.offer_cuts,
        lambda value: number(value, texts.language, two_way.OFFER_DECIMALS),
        texts,
    )
    return demand, offer


def offer_title(view: View, texts: Texts) -> str:
    """What stands for the offer, with its unit."""
    return _titled(texts(f"offer.{view.offer}.name"), texts(f"offer.{view.offer}.unit"))


def offer_reading(offer: str, texts: Texts) -> str:
    """How to read what can stand for the offer."""
    return texts(f"offer.{offer}.reading", least=number(LEAST_YOUNG, texts.language))


def _titled(name: str, unit: str) -> str:
    """A name says by itself per how many."""
    return name if unit.startswith("per ") else f"{name} ({unit})"


def _cuts(limits: tuple[float, ...], shown: Callable[[float], str], texts: Texts) -> str:
    """Where the classes part: "13,5 / 18,2"."""
    return " / ".join(shown(limit) for limit in limits) or texts("two_way.same")


def ink(cell: int) -> str:
    """Dark or white, whichever reads best on the colour of a cell."""
    red, green, blue = (int(TWO_WAY[cell][at : at + 2], 16) for at in (1, 3, 5))
    return "#ffffff" if np.dot((red, green, blue), (0.299, 0.587, 0.114)) < 128 else "#14213d"


def published_classes(entry: Published, scale: Scale, texts: Texts) -> list[tuple[str, str]]:
    """Colour and words of every class of a published figure, high to low."""
    shown = [figure_words(entry, limit, limit, texts) for limit in scale.limits]
    labels = [texts("figure.class.first", high=shown[0])] if shown else [texts("figure.class.all")]
    for low, high in pairwise(shown):
        labels.append(texts("figure.class.middle", low=low, high=high))
    if shown:
        labels.append(texts("figure.class.last", low=shown[-1]))
    return list(zip(scale.colours, labels, strict=True))[::-1]


def cell_words(cell: int, view: View, texts: Texts) -> str:
    """ "veel werk, weinig aanbod": one of the nine classes of offer against work."""
    demand, offer = divmod(cell, 3)
    first = texts(f"two_way.{view.entry.demand}.{demand}")
    return f"{first}, {texts(f'two_way.offer.{offer}')}"


def reason(note: str, view: View, texts: Texts) -> str:
    """Why there is no figure."""
    known = texts.has(f"figure.note.{note}") and note
    return texts(f"figure.note.{known or 'no_data'}", level=texts(f"level.{view.level_kind}.one"))


def why_missing(row: pd.Series | Mapping[str, Any], view: View, texts: Texts) -> str:
    """Why a region has no figure, or none of the offer beside it; "" where it has what is asked."""
    if np.isnan(row["value"]):
        return reason(row["note"], view, texts)
    if not view.kind.crosses_offer or not np.isnan(row["offer"]):
        return ""
    if view.offer == "candidates":
        return texts("offer.few", least=number(LEAST_YOUNG, texts.language))
    return reason("", view, texts)


def legend(view: View, texts: Texts) -> list[tuple[str, str]]:
    """Fill and words of every class on the map, "no data" last."""
    rows = view.kind.class_rows(view.level, view.threshold, view.unit, texts)
    if view.level in CLOSE_LEVELS and view.kind.middle_state and has_middle_state(view.question):
        stripes = striped(view.kind.stripes_over)
        rows = [*rows, (stripes, texts("legend.only_dp", within=within(view, texts)))]
    return [*rows, (Area.NO_DATA, texts("map.no_data"))]


def marks(view: View, texts: Texts) -> list[tuple[str, str, str]]:
    """Profile, letter and words of every mark that a site can bear; empty where they bear none."""
    if not view.marks_sites:
        return []
    return [
        (code, LETTERS[code], texts(f"mark.{code}"))
        for code in asked_profiles(view)
        if code in LETTERS
    ]


def letters(view: View, texts: Texts) -> str:
    """What the letters beside the sites mean; "" where none are drawn."""
    return ", ".join(
        texts("map.letter", letter=letter, profile=profile)
        for _, letter, profile in marks(view, texts)
    )


def legend_rows(context: Context) -> tuple[str, list[tuple[str, str]]]:
    """Title and classes (fill and words) of the legend of the screen."""
    view, texts = context.view, context.texts
    if not view.kind.is_labour:
        return offer_legend_title(view, texts), legend(view, texts)
    return title(view, texts), class_rows(context)


def kind_name(kind: Kind, texts: Texts) -> str:
    """What a view of the map is called."""
    return texts(f"view.{kind.key}.name" if kind.is_labour else f"indicator.{kind.key}.name")


def class_note(context: Context) -> str:
    """Of when the figure on the map is, and how its classes are parted; "" without any figure."""
    view, texts = context.view, context.texts
    period = period_words(work.period(work.shown(context.data, view)), texts)
    if not period:
        return ""
    many = texts(f"level.{view.level_kind}.many")
    key = "figure.class.fixed" if view.entry.limits else "figure.class.equal"
    return f"{period} · {texts(key, many=many)}"


def notes(context: Context) -> list[str]:
    """What stands under the classes of a drawn map, the letters beside the sites and the lines of
    pupils last."""
    view, texts = context.view, context.texts
    level = texts("level.pick", level=texts(f"level.{view.level_kind}.one"))
    every = [
        f"{kind_name(view.kind, texts)}, {level}",
        class_note(context) if view.kind.is_labour and not view.kind.crosses_offer else "",
        texts("level.sto.note") if view.level == "sto" else "",
        letters(view, texts),
        *pupil_homes.on_map(context),
    ]
    return [text for text in every if text]


@dataclass(frozen=True)
class Square:
    """The legend of offer against work: three classes of each, and the nine of both."""

    title: str
    #: Words of the classes, low to high.
    demand: tuple[str, ...]
    offer: tuple[str, ...]
    #: Regions in each cell: 3 × class of demand + class of offer.
    counts: tuple[int, ...]
    #: Where the classes of the demand and of the offer part.
    axes: tuple[str, str]
    #: How many regions have no class; "" where all have one.
    missing: str

    @property
    def rows(self) -> list[tuple[str, list[int]]]:
        """Most work on top: the words of a class and its cells, most offer at the right."""
        return [(self.demand[at], [3 * at, 3 * at + 1, 3 * at + 2]) for at in (2, 1, 0)]


def square(context: Context) -> Square:
    """The nine classes of the view of offer against work."""
    view, texts = context.view, context.texts
    pairs = two_way.pairs(context.data, view)
    demand, offer = _limit_words(pairs, view, texts)
    missing = two_way.without_class(pairs.frame)
    return Square(
        title=texts("two_way.legend"),
        demand=tuple(texts(f"two_way.{view.entry.demand}.{at}") for at in range(3)),
        offer=tuple(texts(f"two_way.offer.{at}") for at in range(3)),
        counts=tuple(two_way.counts(pairs.frame).tolist()),
        axes=(
            texts("two_way.axis", name=title(view, texts), cuts=demand),
            texts("two_way.axis", name=offer_title(view, texts), cuts=offer),
        ),
        missing=texts("two_way.missing", count=missing) if missing else "",
    )
