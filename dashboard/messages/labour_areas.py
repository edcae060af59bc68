"""The message of the areas in a labour view."""

from typing import TypedDict

import numpy as np
import pandas as pd

from dashboard.address.context import Context
from dashboard.figures import two_way, work
from dashboard.figures.classes import painted
from dashboard.messages.focus import Focus, focus
from dashboard.messages.packing import differences
from dashboard.messages.paint import NO_DATA, Paint, painted_with
from dashboard.texts import Texts
from dashboard.words.legend import cell_words, why_missing


class Column(TypedDict):
    """One figure per area, as a range where masked numbers leave it open.

    ``high`` is None where it is ``low`` for every area; ``cuts`` is where its classes begin.
    """

    label: str
    unit: str
    decimals: int
    low: list[float | None]
    high: list[float | None] | None
    cuts: list[float]


class ScatterWords(TypedDict):
    """What is said of the scatter."""

    label: str
    hint: str


class LabourAreas(Paint):
    """A labour view: classes as everywhere, and what the tooltip and the scatter need.

    ``columns``: one for every figure that is crossed, the demand last. ``why``: number of an area
    without a figure -> the reason. ``codes`` of the areas and those that are ``chosen``.
    """

    focus: Focus
    words: dict[str, str]
    classes: list[int]
    columns: list[Column]
    why: dict[str, str]
    codes: list[str]
    chosen: list[str]
    scatter: ScatterWords | None


def work_message(context: Context) -> LabourAreas:
    """What ``assets/scripts`` paint, and draw as a scatter, of a labour view."""
    data, view, texts = context.data, context.view, context.texts
    on_map = data.on_map(view.level, view.region)
    shown = painted(data, view)
    if view.kind.crosses_offer:
        found = two_way.pairs(data, view)
        frame = found.frame.iloc[on_map]
        words = {str(cell): cell_words(cell, view, texts) for cell in range(9)}
        offer: Column = {
            "label": texts(f"offer.{view.offer}.name"),
            "unit": texts(f"offer.{view.offer}.unit"),
            "decimals": two_way.OFFER_DECIMALS,
            "cuts": list(found.offer_cuts),
            **_ends(frame["offer_low"], frame["offer_high"]),
        }
        columns, cuts = [offer], found.demand_cuts
    else:
        frame = work.shown(data, view).iloc[on_map]
        words, columns, cuts = {}, [], ()
    demand: Column = {
        "label": texts(f"indicator.{view.entry.key}.name"),
        "unit": texts(f"indicator.{view.entry.key}.unit"),
        "decimals": view.entry.decimals,
        "cuts": list(cuts),
        **_ends(frame["low"], frame["high"]),
    }
    chosen = work.chosen(data, view)
    codes = frame["code"].tolist()
    around = focus(data, view)
    features = [codes.index(code) for code in chosen if code in codes]
    if len(features) > 1:
        around["inside"] = differences(sorted(features))
    current = work.current(data, view)
    if not features and current and current.feature >= 0:
        features = [current.feature]
        around["box"] = current.box
    if features:
        around["outline"] = None
    around["chosen"] = features
    return {
        **painted_with(data, view, shown.scale),
        "words": {str(NO_DATA): texts("map.no_data")} | words,
        "focus": around,
        "classes": shown.classes[on_map].tolist(),
        "columns": [*columns, demand],
        "why": {
            str(row): why
            for row, known in enumerate(frame.to_dict("records"))
            if (why := why_missing(known, view, texts))
        },
        "codes": codes,
        "chosen": chosen,
        "scatter": _scatter_words(texts) if view.kind.crosses_offer else None,
    }


class _Ends(TypedDict):
    low: list[float | None]
    high: list[float | None] | None


def _ends(low: pd.Series, high: pd.Series) -> _Ends:
    same = np.array_equal(low, high, equal_nan=True)
    return {"low": _listed(low), "high": None if same else _listed(high)}


def _listed(values: pd.Series) -> list[float | None]:
    return [None if np.isnan(value) else value for value in values.tolist()]


def _scatter_words(texts: Texts) -> ScatterWords:
    return {"label": texts("scatter.label"), "hint": texts("scatter.hint")}
