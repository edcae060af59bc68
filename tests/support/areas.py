"""The areas of the map, worked out another way than the dashboard does."""

import numpy as np

from dashboard.data import Data


def browser_classes(areas: dict, threshold: int) -> np.ndarray:
    """``classesOf`` of ``assets/map.js``, with the arithmetic of JavaScript."""
    if areas.get("steps") is None:
        return np.array(areas["classes"])
    steps, per = np.cumsum(areas["steps"]), areas["per"]
    limits = [np.floor(factor * threshold * 20 + 0.5) / 20 for factor in areas["factors"]]
    found = np.select([steps <= limit * per for limit in limits], range(len(limits)), len(limits))
    if areas["dp"] is not None:
        dp = np.cumsum(areas["dp"])
        within = steps <= threshold * per
        found = np.where(~within & (dp >= 0) & (dp * areas["dpUnit"] <= threshold), -2, found)
    return np.where(steps < 0, -1, found)


def codes_inside(data: Data, level: str, region: str) -> set[str]:
    """Areas of a level with a home in a region, by name from the table of members; for a home area
    those around it, in its municipality."""
    wide = data.parent(region) if data.level_of(region) == "home" else region
    inside = data.tables.homes["code"][data.inside(wide)]
    if level == "home":
        return set(inside)
    members = data.tables.membership.query("level == @level")
    return set(members["code"][members["home"].isin(inside)])
