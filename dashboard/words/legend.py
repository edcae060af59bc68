"""The legend of the map in words: its title, its classes, and what is uncertain."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np

from dashboard.address.context import Context
from dashboard.address.view import View
from dashboard.catalogue import DISTANCE_STEPS, INDICATORS, Indicator, Published, Scale
from dashboard.figures import two_way, work
from dashboard.figures.answer import asked_profiles
from dashboard.formatting import number
from dashboard.palette import TWO_WAY, Area
from dashboard.texts import Texts
from dashboard.words.figures import figure_words
from dashboard.words.names import LETTERS
from dashboard.words.threshold import within
from geodata.question import Question
from geodata.vocabulary import ANY_TRACK

#: The class that the view of both is for.
MUCH_WORK_LITTLE_OFFER = 6


def offer_words(row, texts: Texts) -> str:
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


def class_rows(context: Context) -> list[tuple[str, str]]:
    """Colour and words of every class of the figure on the map, "no data" last."""
    view, texts = context.view, context.texts
    values = work.shown(context.data, view)["value"]
    scale = view.entry.scale(values.to_numpy())
    rows = published_classes(view.entry, scale, texts) if values.notna().any() else []
    return [*rows, (Area.NO_DATA, texts("map.no_data"))] if values.isna().any() else rows


def axes(context: Context) -> list[str]:
    """Both figures of the square with the limits of their classes, as plain text."""
    view, texts = context.view, context.texts
    demand, offer = limit_words(two_way.pairs(context.data, view), view, texts)
    return [
        texts("two_way.axis", name=title(view, texts), cuts=demand),
        texts("two_way.axis", name=offer_title(view, texts), cuts=offer),
    ]


def limit_words(found: two_way.Pairs, view: View, texts: Texts) -> tuple[str, str]:
    """Where the classes of demand and of offer part, in words."""
    demand = _cuts(
        found.demand_cuts, lambda value: figure_words(view.entry, value, value, texts), texts
    )
    offer = _cuts(
        found.offer_cuts,
        lambda value: number(value, texts.language, two_way.OFFER_DECIMALS),
        texts,
    )
    return demand, offer


def offer_title(view: View, texts: Texts) -> str:
    """What stands for the offer, with its unit."""
    return _titled(texts(f"offer.{view.offer}.name"), texts(f"offer.{view.offer}.unit"))


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


def classes(
    indicator: Indicator, level: str, threshold: float, texts: Texts, unit: str = "km"
) -> list[tuple[str, str]]:
    """Colour and words of every class, in the order of the legend."""
    scale = indicator.scale(level, threshold)
    language = texts.language
    if indicator.key == "share" and level == "home":
        return [
            (scale.colours[1], texts("state.within")),
            (scale.colours[0], texts("state.nothing")),
        ]

    if indicator.key == "difference" and level == "home":
        words = ("state.within", "difference.only_straight", "difference.neither")
        return [(colour, texts(word)) for colour, word in zip(scale.colours, words, strict=True)]

    if indicator.key == "only" and level == "home":
        words = ("only.one", "only.more", "only.none")
        return [(colour, texts(word)) for colour, word in zip(scale.colours, words, strict=True)]

    def shown(value: float) -> str:
        return number(value, language, 0 if float(value).is_integer() else 1)

    def label(position: int) -> str:
        low = shown(scale.limits[position - 1]) if position else ""
        high = shown(scale.limits[position]) if position < len(scale.limits) else ""
        if indicator.key == "choices" and level == "home":
            low, high = _whole_choices(position, scale.limits)
        key = "first" if not position else "last" if not high else "middle"
        if indicator.key == "choices" and level == "home" and low == high:
            key = "only"
        text = texts(f"indicator.{indicator.key}.class.{key}", low=low, high=high, unit=unit)
        too_far = indicator.key == "distance" and position > DISTANCE_STEPS.index(1.0)
        return f"{text} · {texts('map.too_far')}" if too_far else text

    named = [(colour, label(position)) for position, colour in enumerate(scale.colours)]
    return named[::-1] if indicator.key in ("share", "choices") else named


def _whole_choices(position: int, limits: tuple[float, ...]) -> tuple[str, str]:
    """First and last whole number of a class of choices."""
    low = int(limits[position - 1]) if position else 0
    high = str(int(limits[position]) - 1) if position < len(limits) else ""
    return str(low), high


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
    return texts(f"figure.note.{known or 'no_data'}", level=texts(f"level.{view.level}.one"))


def legend(view: View, texts: Texts) -> list[tuple[str, str]]:
    """Colour (or ``stripes``) and words of every class on the map, "no data" last."""
    indicator = INDICATORS[view.show]
    rows = classes(indicator, view.level, view.threshold, texts, view.unit)
    striped = view.show not in ("without", "difference")
    if view.level == "home" and striped and has_middle_state(view.question):
        rows = [*rows, ("stripes", texts("legend.only_dp", within=within(view, texts)))]
    return [*rows, (Area.NO_DATA, texts("map.no_data"))]


def letters(view: View, texts: Texts) -> str:
    """What the letters beside the sites mean; "" where none are drawn."""
    if not view.marks_sites:
        return ""
    return ", ".join(
        texts("map.letter", letter=LETTERS[code], profile=texts(f"mark.{code}"))
        for code in asked_profiles(view)
        if code in LETTERS
    )


def has_middle_state(question: Question) -> bool:
    return question.profiles not in ("dp", "DP", *ANY_TRACK)


def legend_rows(context: Context) -> tuple[str, list[tuple[str, str]]]:
    """Title and classes (colour or ``stripes``, and words) of the legend of the screen."""
    view, texts = context.view, context.texts
    if not view.is_work:
        return texts(f"indicator.{view.show}.legend"), legend(view, texts)
    return title(view, texts), class_rows(context)


def said_title(view: View, texts: Texts) -> str:
    """What the map is of."""
    key = f"view.{view.show}.name" if view.is_work else f"indicator.{view.show}.name"
    return texts(key)
