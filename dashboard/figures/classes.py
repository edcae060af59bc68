"""What is on the map: the class of every region of its level, and the figure behind it."""

from functools import lru_cache

from dashboard.address.view import View
from dashboard.catalogue import Scale
from dashboard.data import Data
from dashboard.figures import two_way, work
from dashboard.palette import TWO_WAY
from dashboard.views.kind import Painted

#: The nine classes of offer against work: a cell is its own class.
CELLS = Scale(tuple(range(1, len(TWO_WAY))), TWO_WAY, upper=False)


# The map of a view and what is said of it are made one after the other.
@lru_cache(maxsize=4)
def painted(data: Data, view: View) -> Painted:
    """Scale, classes and figures of a view, the same for the map, its message and its drawings. Do
    not change the arrays: they are kept."""
    if view.kind.crosses_offer:
        cells = two_way.pairs(data, view).frame["cell"].to_numpy()
        return Painted(CELLS, cells, None)
    if view.kind.is_labour:
        values = work.shown(data, view)["value"].to_numpy()
        scale = view.entry.scale(values)
        return Painted(scale, scale.classify(values), values)
    return view.kind.painted(data.tables, view, view.level)
