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


#: Contrast with white of a line that must be seen (WCAG 1.4.11).
LEAST_OF_LINES = 3.0


def own_line(colour: str) -> str:
    """The line of a region to which somebody gave a colour, six hexadecimal digits: that, as dark
    as a line on white must be."""
    channels = [int(colour[at : at + 2], 16) for at in (0, 2, 4)]
    while 1.05 / (_luminance(channels) + 0.05) < LEAST_OF_LINES:
        channels = [int(channel * 0.95) for channel in channels]
    return "#" + "".join(f"{channel:02x}" for channel in channels)


def _luminance(channels: list[int]) -> float:
    """Of red, green and blue up to 255, as WCAG defines it."""
    shares = [channel / 255 for channel in channels]
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def striped(colour: str) -> str:
    """The fill of that colour with stripes over it: no colour itself, but what stands for one in
    legends and in what drawings are given."""
    return _STRIPES + colour


def is_striped(fill: str) -> bool:
    return fill.startswith(_STRIPES)


def unstriped(fill: str) -> str:
    """The colour under the stripes, if there are any."""
    return fill.removeprefix(_STRIPES)
