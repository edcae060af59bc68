"""The map: the figure that Plotly draws once, and the small message that repaints it.

Geometry never travels inside a figure: the browser fetches it once from a versioned address. After
that a view is a list of small whole numbers, one per area, which ``assets/scripts/map`` paints.
"""

from typing import TypedDict

import numpy as np

from dashboard.address.context import Context
from dashboard.address.view import View
from dashboard.figures.classes import painted
from dashboard.formatting import in_tens, not_nearly, rounded
from dashboard.messages import distances
from dashboard.messages.focus import Focus, focus
from dashboard.messages.labour_areas import LabourAreas, work_message
from dashboard.messages.paint import NO_DATA, Paint, painted_with
from dashboard.messages.paint import ONLY_DP as ONLY_DP_CLASS
from dashboard.texts import Texts
from dashboard.words.threshold import within
from geodata.vocabulary import CLOSE_LEVELS


class OfferAreas(Paint):
    """A view of the offer: the figure of an area in words, with {value} open, and that of one."""

    unit: str
    decimals: int
    signed: bool
    hover: str
    hoverOfOne: str
    words: dict[str, str]
    classesWithin: int
    focus: Focus


class Classes(TypedDict):
    """A number per area: a position in the colours, or one of :mod:`dashboard.messages.paint`;
    and the figures that the tooltip says, None where the words of the class are enough."""

    classes: list[int]
    values: list[float | None] | None


class ClassedAreas(OfferAreas, Classes):
    """A view of the offer with its classes."""


def message(context: Context) -> OfferAreas | ClassedAreas | LabourAreas:
    """What ``assets/scripts/map`` needs to paint a view; its classes where it does not make them
    of :mod:`dashboard.messages.distances`."""
    data, view, texts = context.data, context.view, context.texts
    kind, level = view.kind, view.level
    if kind.is_labour:
        return work_message(context)
    limit = within(view, texts)
    offer: OfferAreas = {
        **painted_with(data, view, kind.scale(level, view.threshold)),
        "unit": view.unit,
        "decimals": kind.decimals_at(level, view.unit),
        "signed": kind.is_difference,
        "hover": texts(f"indicator.{kind.key}.hover", within=limit, unit=view.unit),
        "hoverOfOne": texts(f"indicator.{kind.key}.hover", count=1, within=limit, unit=view.unit),
        "words": _words(view, texts),
        "classesWithin": kind.classes_within,
        "focus": focus(data, view),
    }
    if distances.travel(view):
        return offer
    shown, on_map = painted(data, view), data.on_map(level, view.region)
    return {
        **offer,
        "classes": shown.classes[on_map].tolist(),
        "values": None if shown.values is None else _rounded(shown.values[on_map], view),
    }


def _rounded(values: np.ndarray, view: View) -> list[float | None]:
    """Values as the table shows them, rounded once."""
    decimals = view.kind.decimals_at(view.level, view.unit)
    shown = not_nearly if view.kind.is_share else rounded
    whole = shown(in_tens(values) if view.kind.counts_young else values, decimals)
    return [None if np.isnan(value) else value for value in whole.tolist()]


def _words(view: View, texts: Texts) -> dict[str, str]:
    words = {
        str(NO_DATA): texts("map.no_data"),
        str(ONLY_DP_CLASS): texts("state.only_dp"),
        "within": texts("state.within"),
        "tooFar": texts("map.too_far"),
    }
    if view.level in CLOSE_LEVELS:
        words |= {str(code): texts(key) for code, key in enumerate(view.kind.home_states)}
    return words
