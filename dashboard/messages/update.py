"""The message of a change of view: all that differs from what a browser shows, in one answer."""

from typing import Literal, NotRequired, TypedDict

from dashboard.messages.areas import ClassedAreas, OfferAreas
from dashboard.messages.curve import Axes, Lines
from dashboard.messages.distances import Distances
from dashboard.messages.facilities import Facilities
from dashboard.messages.labour_areas import LabourAreas
from dashboard.messages.site_list import PackedSites
from dashboard.messages.travel import Travel

#: The header in which a browser says what it shows: marks of everything, between full stops.
SHOWN = "Shown"


class Slider(TypedDict):
    """Ends, step and marks of the slider of the threshold."""

    min: int
    max: int
    step: int
    marks: dict[int, str]


class Messages(TypedDict):
    """What is drawn by scripts; what is not in it stays as it is."""

    areas: NotRequired[OfferAreas | ClassedAreas | LabourAreas]
    distances: NotRequired[Distances | None]
    sites: NotRequired[PackedSites]
    travel: NotRequired[Travel]
    axes: NotRequired[Axes | None]
    curve: NotRequired[Lines | None]
    facilities: NotRequired[Facilities]
    slider: NotRequired[Slider]


class Update(TypedDict):
    """``query`` is the view as it is written, ``title`` is that of its page; ``parts`` are id ->
    HTML, of those that differ.

    ``marks`` is what a browser that took this over sends with its next question.
    """

    query: str
    language: str
    title: str
    pane: Literal["map", "table"]
    parts: dict[str, str]
    messages: Messages
    marks: str
