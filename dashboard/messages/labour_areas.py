"""The message of the areas in a labour view."""

import numpy as np

from dashboard.address.context import Context
from dashboard.figures import two_way, work
from dashboard.figures.classes import painted
from dashboard.messages.focus import focus
from dashboard.messages.paint import differences, painted_with
from dashboard.texts import Texts
from dashboard.words.legend import cell_words, reason


def work_message(context: Context) -> dict:
    """A labour view: classes as everywhere, and what the tooltip and the scatter need.

    ``columns``: one for every figure that is crossed, the demand last, each with ``label``,
    ``unit``, ``decimals``, ``low`` and ``high`` (null where it is the same), and ``cuts``, where
    its classes begin. ``why``: number of an area without a figure -> the reason. ``codes`` of the
    areas and those that are ``chosen``.
    """
    data, view, texts = context.data, context.view, context.texts
    on_map = data.on_map(view.level)
    shown = painted(data, view)
    if view.kind.crosses_offer:
        found = two_way.pairs(data, view)
        frame = found.frame.iloc[on_map]
        words = {str(cell): cell_words(cell, view, texts) for cell in range(9)}
        offer = _column(frame["offer_low"], frame["offer_high"], two_way.OFFER_DECIMALS)
        offer |= {
            "label": texts(f"offer.{view.offer}.name"),
            "unit": texts(f"offer.{view.offer}.unit"),
            "cuts": found.offer_cuts,
        }
        columns, cuts = [offer], found.demand_cuts
    else:
        frame = work.shown(data, view).iloc[on_map]
        words, columns, cuts = {}, [], ()
    demand = _column(frame["low"], frame["high"], view.entry.decimals) | {
        "label": texts(f"indicator.{view.entry.key}.name"),
        "unit": texts(f"indicator.{view.entry.key}.unit"),
        "cuts": cuts,
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
    return painted_with(data, view, shown.scale) | {
        "words": {"-1": texts("map.no_data")} | words,
        "focus": around | ({"outline": None} if features else {}) | {"chosen": features},
        "classes": shown.classes[on_map].tolist(),
        "columns": [*columns, demand],
        "why": {
            str(row): reason(note, view, texts)
            for row, (note, value) in enumerate(zip(frame["note"], frame["value"], strict=True))
            if np.isnan(value)
        },
        "codes": codes,
        "chosen": chosen,
        "scatter": _scatter_words(texts) if view.kind.crosses_offer else None,
    }


def _column(low, high, decimals: int) -> dict:
    def listed(values):
        return [None if np.isnan(value) else value for value in np.asarray(values).tolist()]

    same = np.array_equal(low, high, equal_nan=True)
    return {"decimals": decimals, "low": listed(low), "high": None if same else listed(high)}


def _scatter_words(texts: Texts) -> dict[str, str]:
    return {"label": texts("scatter.label"), "hint": texts("scatter.hint")}
