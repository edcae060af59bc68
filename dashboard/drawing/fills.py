"""With what the areas of a drawn map are filled."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element

from dashboard.address.view import View
from dashboard.data import Data
from dashboard.drawing.svg import element
from dashboard.figures.classes import painted
from dashboard.palette import STRIPE, Area, is_striped, striped, unstriped
from dashboard.views import KINDS

#: Fills with stripes that a legend beside a drawing may have, also where no area does.
IN_LEGENDS = tuple(striped(kind.stripes_over) for kind in KINDS.values())


def fills(data: Data, view: View) -> list[str]:
    """The fill of every region of the level of a view, a row each of ``regions_of(level)``: the
    colour of its class on the map, with stripes or without."""
    shown = painted(data, view)
    colours = list(map(str, shown.scale.colours))
    # A class that is no position counts from the end.
    every = [*colours, *map(striped, reversed(colours)), str(Area.NO_DATA)]
    return [every[found] for found in shown.classes]


def svg_fill(fill: str, prefix: str) -> str:
    """How a drawing names a fill; its patterns are those of :func:`patterns`."""
    return f"url(#{_pattern_id(fill, prefix)})" if is_striped(fill) else fill


def patterns(fills: Iterable[str | None], prefix: str) -> list[Element]:
    """What a drawing with these fills has to define: slanted stripes, wide enough to survive a
    printer."""
    with_stripes = {fill for fill in fills if fill and is_striped(fill)}
    return [
        element(
            "pattern",
            element("rect", width=5, height=5, fill=unstriped(fill)),
            element("rect", width=1.5, height=5, fill=STRIPE),
            id=_pattern_id(fill, prefix),
            width=5,
            height=5,
            patternUnits="userSpaceOnUse",
            patternTransform="rotate(45)",
        )
        for fill in sorted({*with_stripes, *IN_LEGENDS})
    ]


def _pattern_id(fill: str, prefix: str) -> str:
    return f"{prefix}-stripes-{unstriped(fill).removeprefix('#')}"
