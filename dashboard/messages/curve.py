"""The curve of the panel: share of the young people against distance, as a message to the browser.

The browser moves the threshold along it without asking again: every threshold that can be chosen
is one of the limits.
"""

import math
from collections.abc import Callable
from typing import Literal, TypedDict

import numpy as np
import pandas as pd

from dashboard.address.context import Context
from dashboard.address.view import View
from dashboard.data import CARIBBEAN, Data, Region
from dashboard.figures import compared, curve
from dashboard.formatting import not_nearly
from dashboard.words.line_sight import curve_words
from dashboard.words.threshold import axis

#: Limits from one number on the axis to the next.
TICK = {"km": 5, "min": 15}

#: ``before`` is the region as it is now, beside what changes make of it; ``beside`` what those of
#: another plan do.
Kind = Literal[
    "region", "before", "beside", "compared-1", "compared-2", "compared-3", "province", "country"
]
#: How the lines of the regions that are kept beside it are drawn, in their order.
COMPARED: tuple[Kind, ...] = ("compared-1", "compared-2", "compared-3")


class CurveLine(TypedDict):
    """One region: its share at every limit, None where it is not known."""

    name: str
    kind: Kind
    shares: list[float | None]


class CurveWords(TypedDict):
    """``value`` has {share} and {threshold} open."""

    label: str
    axis: str
    shares: str
    value: str


class Axes(TypedDict):
    """What every curve of a measure has, and the threshold that moves along it."""

    limits: list[float]
    threshold: int
    least: int
    most: int
    step: int
    tick: int
    unit: str
    language: str
    words: CurveWords


class Lines(TypedDict):
    """Over the limits of the axes; ``sight`` is the line of the region in words."""

    lines: list[CurveLine]
    sight: str


class Curve(Axes, Lines):
    """What ``assets/scripts/curve`` draws."""


def message(context: Context, name: Callable[[Region], str]) -> Curve | None:
    """None for the Caribbean region, where no distance is known."""
    drawn, over = lines(context, name), axes(context)
    return {**over, **drawn} if over and drawn else None


def lines(context: Context, name: Callable[[Region], str]) -> Lines | None:
    """The part of the message that another offer changes."""
    view, texts = context.view, context.texts
    region = context.data.around(view.region)
    if region.code == CARIBBEAN:
        return None
    drawn = _lines(context, region, name)
    called, shares = drawn[0]["name"], drawn[0]["shares"]
    sight = curve_words(called, curve.limits(view.thresholds), shares, view, texts)
    return {"lines": drawn, "sight": sight}


def axes(context: Context) -> Axes | None:
    """The part that stays while the offer changes."""
    view, texts = context.view, context.texts
    if context.data.around(view.region).code == CARIBBEAN:
        return None
    thresholds = view.thresholds
    return {
        "limits": curve.limits(thresholds),
        "threshold": view.threshold,
        "least": thresholds[0],
        "most": thresholds[-1],
        "step": thresholds.step,
        "tick": TICK[view.unit],
        "unit": view.unit,
        "language": texts.language,
        "words": {
            "label": texts("curve.label"),
            "axis": axis(view, texts),
            "shares": texts("curve.shares"),
            "value": texts(f"curve.value.{view.unit}"),
        },
    }


def _lines(context: Context, region: Region, name: Callable[[Region], str]) -> list[CurveLine]:
    """The region, the same as it is now where changes are made, and the regions around it."""
    data, view, texts = context.data, context.view, context.texts

    def line(step: Region, kind: Kind, called: str, at: View) -> CurveLine:
        return {"name": called, "kind": kind, "shares": _shares(data, at, step)}

    own, *around = (
        line(step, _kind(step, region), name(step), view)
        for step in reversed(data.path(region.code))
    )
    beside_it = [
        line(one, COMPARED[place], name(one), view)
        for place, one in enumerate(compared.kept(data, view))
    ]
    around = [*beside_it, *around]
    if not view.question.changes:
        return [own, *around]
    before = line(region, "before", texts("curve.before", region=name(region)), view.now)
    if not view.compares:
        own["name"] = texts("curve.after", region=name(region))
        return [own, before, *around]
    other = view.swapped
    own["name"], beside = (
        texts("plan.curve", region=name(region), letter=one.plan) for one in (view, other)
    )
    return [own, line(region, "beside", beside, other), before, *around]


def table(context: Context, name: Callable[[Region], str]) -> pd.DataFrame:
    """The points of the curve as rows: ``name``, ``limit`` in the unit of the view, ``share``."""
    drawn = message(context, name)
    lines, limits = (drawn["lines"], drawn["limits"]) if drawn else ([], [])
    return pd.DataFrame(
        [
            (line["name"], limit, share)
            for line in lines
            for limit, share in zip(limits, line["shares"], strict=True)
        ],
        columns=["name", "limit", "share"],
    )


def _kind(step: Region, region: Region) -> Kind:
    """How a line is drawn: the chosen region stands out, also when it is the country itself."""
    if step.code == region.code:
        return "region"
    return "country" if step.level == "nl" else "province"


def _shares(data: Data, view: View, region: Region) -> list[float | None]:
    """Percentages as they are shown; None where no young people are known."""
    every = not_nearly(np.array(curve.shares(data, view, region)), 1).tolist()
    return [None if math.isnan(share) else share for share in every]
