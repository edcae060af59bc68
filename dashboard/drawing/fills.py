"""With what the areas of a drawn map are filled."""

from dashboard.address.view import View
from dashboard.data import Data
from dashboard.figures.classes import painted
from dashboard.palette import Area

#: The fill of an area where only Dienstverlening en Producten is within reach.
STRIPES = "stripes"


def fills(data: Data, view: View) -> list[str]:
    """The fill of every region of the level of a view, a row each of ``regions_of(level)``: the
    colour of its class on the map, or ``stripes``."""
    shown = painted(data, view)
    # A class that is no position counts from the end.
    every = [*map(str, shown.scale.colours), STRIPES, str(Area.NO_DATA)]
    return [every[found] for found in shown.classes]
