"""What the eye meets first on a map: which class stands out, and where its areas are."""

from dataclasses import dataclass

import numpy as np

from dashboard.address.view import View
from dashboard.data import Data, Region
from dashboard.figures.classes import painted
from dashboard.palette import FIRST_SEEN, is_striped, striped, unstriped
from dashboard.views.kind import NO_DATA, STRIPED, Painted
from geodata.analysis.coverage import totals

#: Levels of which every area lies in one municipality or province.
NESTED = ("municipality", "postcode", "buurt")
#: Areas that are named, at most: all of a class, or those furthest in it; and those with most
#: young people; and regions in which most of the areas of a class lie.
MOST_NAMED, MOST_LARGEST, MOST_AROUND = 5, 3, 3
#: A class of so few areas is no more than a spot or two: then the next is told too.
SPOTS = 2


@dataclass(frozen=True)
class SeenClass:
    """A class that stands out: its position in the colours (STRIPED for all with stripes), how the
    legend fills it, and how many areas have it.

    end: are the named areas those with its lowest or its highest figures (-1, 1), those with the
    most young people (0), or all there are (None)? around: the regions in which most of its areas
    lie, most first; none where all are named.
    """

    position: int
    fill: str
    count: int
    areas: tuple[Region, ...]
    end: int | None = None
    around: tuple[Region, ...] = ()


@dataclass(frozen=True)
class FirstSight:
    """The class that stands out among the areas of a view, and where that has few areas the next;
    of the areas that have a class so many in total."""

    total: int
    classes: tuple[SeenClass, ...]


def first_sight(data: Data, view: View) -> FirstSight:
    """What stands out on the map of a view, in the region that it looks at."""
    shown, rows = painted(data, view), _in_sight(data, view)
    rows = rows[shown.classes[rows] != NO_DATA]
    # Too far either way, with stripes over whatever colour: one line of the legend.
    classes = np.maximum(shown.classes[rows], STRIPED)
    fills = {at: str(colour) for at, colour in enumerate(shown.scale.colours)}
    fills[STRIPED] = striped(view.kind.stripes_over)
    order = sorted(np.unique(classes).tolist(), key=lambda one: _rank(fills[one]))
    seen: list[SeenClass] = []
    for position in order[:2]:
        if not seen or seen[0].count <= SPOTS:
            of_class = rows[classes == position]
            seen.append(_seen(data, view, shown, (position, fills[position]), of_class))
    return FirstSight(len(rows), tuple(seen))


def _rank(fill: str) -> tuple[int, bool]:
    """Where a fill stands among what the eye meets: stripes make a colour lighter."""
    return FIRST_SEEN.index(unstriped(fill)), is_striped(fill)


def _seen(
    data: Data, view: View, shown: Painted, of_legend: tuple[int, str], rows: np.ndarray
) -> SeenClass:
    """A class, by the rows of its areas."""
    position, _ = of_legend
    end, named = None, rows
    if len(rows) > MOST_NAMED:
        end = -1 if position < len(shown.scale.colours) / 2 else 1
        values = None if position == STRIPED else shown.values
        named = rows[:0] if values is None else _furthest(values, rows, end)
        if not len(named):
            end, named = 0, _largest(data, view, rows)
    return SeenClass(
        *of_legend,
        len(rows),
        _regions(data, view.level, named),
        end,
        () if end is None else _around(data, view, rows),
    )


def _in_sight(data: Data, view: View) -> np.ndarray:
    """Rows of the areas that are not faint on the map."""
    around = data.around(view.region)
    if view.site or not around.box or around.level == "nl":
        return data.on_map(view.level, view.region)
    return data.in_sight(view.level, around.code)


def _furthest(values: np.ndarray, rows: np.ndarray, end: int) -> np.ndarray:
    """The rows with the lowest or the highest figures; none where more have the same."""
    figures = -end * values[rows]
    order = np.argsort(figures, kind="stable")
    is_tied = figures[order[MOST_NAMED - 1]] == figures[order[MOST_NAMED]]
    return rows[order[:0] if is_tied else order[:MOST_NAMED]]


def _largest(data: Data, view: View, rows: np.ndarray) -> np.ndarray:
    """Those in which most young people live."""
    young = totals(data.tables, view.level, data.tables.young(view.population))
    return rows[np.argsort(-young[rows], kind="stable")[:MOST_LARGEST]]


def _around(data: Data, view: View, rows: np.ndarray) -> tuple[Region, ...]:
    """The provinces of a country, or the municipalities of a region, in which most of them lie."""
    wider = "province" if data.around(view.region).level == "nl" or view.site else "municipality"
    if view.level not in NESTED or view.level == wider:
        return ()
    lies_in = _lies_in(data, view.level, wider)[rows]
    count = np.bincount(lies_in[lies_in >= 0], minlength=len(data.tables.regions_of(wider)))
    most = np.argsort(-count, kind="stable")[:MOST_AROUND]
    return _regions(data, wider, most[count[most] > 0])


def _lies_in(data: Data, level: str, wider: str) -> np.ndarray:
    """For every region of a level the row of the wider one that it lies in."""
    if level == "postcode":
        return np.asarray(data.tables.postcode_positions(wider))
    home_in, home_in_wider = map(data.tables.member_positions, (level, wider))
    rows = np.full(len(data.tables.regions_of(level)), NO_DATA)
    known = home_in >= 0
    rows[home_in[known]] = home_in_wider[known]
    return rows


def _regions(data: Data, level: str, rows: np.ndarray) -> tuple[Region, ...]:
    codes = data.tables.regions_of(level)["code"].array
    return tuple(data.region(codes[row]) for row in rows.tolist())
