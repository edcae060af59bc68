"""What every message of areas is painted with."""

from typing import TypedDict

from dashboard.address.view import View
from dashboard.catalogue import Scale
from dashboard.data import Data
from dashboard.messages.ground import geometry
from dashboard.palette import STRIPE, Area

#: Numbers of classes that are no position in the colours; from ONLY_DP down it is one with stripes.
NO_DATA, ONLY_DP = -1, -2


class Paint(TypedDict):
    """What every view is painted with: its areas, the colours of its classes, and the threshold."""

    level: str
    geometry: str
    colours: tuple[str, ...]
    noData: str
    stripe: str
    threshold: int
    language: str


def painted_with(data: Data, view: View, scale: Scale) -> Paint:
    """What every view is painted with."""
    return {
        "level": view.level,
        "geometry": geometry(data, data.shapes(view.level, view.region)),
        "colours": scale.colours,
        "noData": Area.NO_DATA,
        "stripe": STRIPE,
        "threshold": view.threshold,
        "language": view.language,
    }
