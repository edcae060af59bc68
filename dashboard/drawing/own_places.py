"""A user's own places on a drawn map: the open squares with a letter that the screen has."""

from collections import Counter
from collections.abc import Sequence
from xml.etree.ElementTree import Element

from dashboard.address.context import OwnPlace
from dashboard.drawing.place_names import in_view
from dashboard.drawing.shapes import Frame
from dashboard.drawing.svg import SMALL, Box, element, free, label, text_box, within
from dashboard.messages.facilities import LETTERS
from dashboard.palette import AMOUNT

#: Side of a square, and from one to the next of those on one point, in pixels.
SIDE, STEP = 13, 14
#: Squares beside each other on one point; of more the last lie on each other.
ACROSS = 5
#: Up to so many places have their names beside them; more would hide the map.
MOST_NAMED = 25
#: Letters of such a name.
LONGEST_NAME = 28


def place_marks(
    places: Sequence[OwnPlace], frame: Frame, taken: list[Box]
) -> list[tuple[OwnPlace, Box]]:
    """The places in view, each with the box of its square; the boxes are added to ``taken``."""
    if not places:
        return []
    at = frame.place([(place.lon, place.lat) for place in places])
    seen = in_view(at, frame, SIDE / 2)
    on_point: Counter[tuple[float, float]] = Counter()
    marks = []
    for place, (x, y), is_seen in zip(places, at.tolist(), seen.tolist(), strict=True):
        if not is_seen:
            continue
        stand = min(on_point[x, y], ACROSS * ACROSS - 1)
        on_point[x, y] += 1
        west = x - SIDE / 2 + stand % ACROSS * STEP
        north = y - SIDE / 2 + stand // ACROSS * STEP
        marks.append((place, (west, north, west + SIDE, north + SIDE)))
    taken += [box for _, box in marks]
    return marks


def drawn_squares(marks: Sequence[tuple[OwnPlace, Box]]) -> list[Element]:
    return [part for place, box in marks for part in square(place.kind, *box[:2], SIDE)]


def drawn_names(
    marks: Sequence[tuple[OwnPlace, Box]], frame: Frame, taken: list[Box]
) -> list[Element]:
    """The names of few places, where there is room beside their squares."""
    if len(marks) > MOST_NAMED:
        return []
    edges = (3, 3, frame.width - 3, frame.height - 3)
    labels = []
    for place, (west, north, east, south) in marks:
        text = place.name
        if len(text) > LONGEST_NAME:
            text = text[: LONGEST_NAME - 1].rstrip() + "…"
        middle, down = (west + east) / 2, (north + south) / 2 + 4
        for x, y, anchor in (
            (east + 4, down, "start"),
            (west - 4, down, "end"),
            (middle, south + 12, "middle"),
            (middle, north - 5, "middle"),
        ):
            box = text_box(x, y, text, SMALL, anchor, True)
            if within(box, edges) and free(box, taken):
                taken.append(box)
                labels.append(label(x, y, text, SMALL, anchor, True, AMOUNT[3], 3))
                break
    return labels


def square(kind: str, x: float, y: float, side: float) -> list[Element]:
    """An open square with the letter of its kind, its corner at the left above."""
    edge = side / 6
    frame = element(
        "rect",
        x=x + edge / 2,
        y=y + edge / 2,
        width=side - edge,
        height=side - edge,
        fill="#ffffff",
        stroke=AMOUNT[3],
        stroke_width=edge,
    )
    size = 0.72 * side
    letter = label(
        x + side / 2, y + side / 2 + 0.3 * size, LETTERS[kind], size, "middle", True, AMOUNT[3]
    )
    return [frame, letter]
