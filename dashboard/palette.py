"""Every colour of the map and the legend, and what it stands for.

Blue is within reach, orange is too far: the two differ for every kind of colour vision, and words
stand beside them everywhere. Only Dienstverlening en Producten within reach is too far as well: the
colour of how far, with light stripes.
"""

from enum import StrEnum


class Ink(StrEnum):
    """Text, ground and lines."""

    INK = "#14213d"
    MUTED = "#475569"
    GROUND = "#e9eef4"
    PANEL = "#ffffff"
    LINE = "#ffffff"
    SEA = "#e9eef4"
    LAND = "#f6f4ef"
    WATER = "#d5e0ec"


class Area(StrEnum):
    """The classes of an area on the map."""

    NEAREST = "#062f66"
    NEAR = "#08519c"
    MIDDLE = "#4292c6"
    FAR = "#9ecae1"
    A_LITTLE = "#fdd9b5"
    TOO_FAR = "#fdae6b"
    MUCH_TOO_FAR = "#e6550d"
    WORST = "#8f2d04"
    NO_DATA = "#cbd2da"


#: Neither good nor bad, from little to much: green, because blue and orange mean near and far.
AMOUNT = ("#eaf6ec", "#9fd3a8", "#4f9f7f", "#1d6b5b", "#062f2b")

#: Offer against work, from little to much offer (blue) within little to much work (orange).
TWO_WAY = (
    *("#fbe1cb", "#8bc5ed", "#0379b5"),
    *("#d4ad6d", "#8c7b98", "#5d4272"),
    *("#ed8400", "#976420", "#32193a"),
)

#: What changes make different, from worse over none to better: orange and blue as for far and near,
#: and in the middle hardly a colour, so that what differs stands out.
EFFECT = (
    *(Area.MUCH_TOO_FAR, Area.TOO_FAR, Area.A_LITTLE),
    "#f3f2ee",
    *(Area.FAR, Area.MIDDLE, Area.NEAR),
)

#: How many depend on one site, from nobody to many: violet, because one site is within reach and
#: yet not safe. An area with one site has the fourth.
ONE_SITE = ("#eaf3fb", "#cbb3dd", "#ab7cc0", "#8a3f9e", "#54085a")

#: Every colour of a class, from what the eye meets first: violet and orange, what is much in green,
#: the nine of offer against work from much work and little offer, blue, and hardly a colour.
FIRST_SEEN = tuple(
    map(
        str,
        (
            *(Area.WORST, *ONE_SITE[:2:-1], Area.MUCH_TOO_FAR, ONE_SITE[2], Area.TOO_FAR),
            *(ONE_SITE[1], Area.A_LITTLE),
            *AMOUNT[::-1],
            *(TWO_WAY[cell] for cell in (6, 3, 7, 0, 4, 8, 1, 5, 2)),
            *(Area.NEAREST, Area.NEAR, Area.MIDDLE, Area.FAR, ONE_SITE[0], EFFECT[3]),
        ),
    )
)

#: Stripes over areas where only Dienstverlening en Producten is within reach.
STRIPE = "#ffffff"
_STRIPES = "stripes "

#: What is supposed.
SUPPOSED = "#8a3f9e"

#: Regions that are kept beside the one of the view, in their order, as the curve has them.
COMPARED = (Area.MUCH_TOO_FAR, "#1d6b5b", "#8a3f9e")

#: Orange that is dark enough for text on white (5.2:1).
TEXT_ORANGE = "#c2410c"


def striped(colour: str) -> str:
    """The fill of that colour with stripes over it: no colour itself, but what stands for one in
    legends and in what drawings are given."""
    return _STRIPES + colour


def is_striped(fill: str) -> bool:
    return fill.startswith(_STRIPES)


def unstriped(fill: str) -> str:
    """The colour under the stripes, if there are any."""
    return fill.removeprefix(_STRIPES)
