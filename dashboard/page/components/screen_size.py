"""How large the words of the large screen are, by how many there are.

A region can be called "Het Gooi (Gooi en Vechtstreek, Maak het met Techniek)", and a supposition
can have ten parts. Sizes follow all that is said together, without steps, so that one view looks
like the next. It is a guess from the letters, so that the first picture has it; a script finds what
is still too much (``assets/scripts/screen/fit.mjs``).
"""

import math
from collections.abc import Sequence

#: Room of the panel, in the unit of the screen (``assets/style/screen/words.css``); its sizes too.
WIDTH, HEIGHT = 35.6, 54
REGION, QUESTION, SUPPOSED, SAID, WITHOUT, SOURCE = 2.6, 2.15, 1.6, 1.9, 1.6, 0.85
FIGURE, BEHIND, LEGEND = 8.4, 2.86, 1.35
#: Height of a row of buttons.
BUTTONS = 2.7
#: Width of a letter and height of a line, in the size of the letters.
LETTER, LINE = 0.5, 1.25
#: More classes than these stand in two columns; and lines that the square of nine colours takes.
ONE_COLUMN, NINE = 5, 10
#: Of the full size, in hundredths. Smaller than the smallest nobody reads from four metres.
FULL, SMALLEST = 100, 60


def in_lines(classes: int) -> int:
    """Lines of a legend: its title, its classes, most in one line, and what a site looks like."""
    return 2 + (classes if classes <= ONE_COLUMN else math.ceil(classes / 2) + 1)


def size(
    paragraphs: Sequence[tuple[str, float]],
    number: tuple[str, str],
    lines: int,
    sources: Sequence[str],
    buttons: bool,
) -> float:
    """The part of their full size that words have, 1 where there is room.

    paragraphs: what is said, each with its size. number: the figure and the words behind it.
    lines: of the legend. buttons: is there a row of moments or plans?
    """

    def height(part: float) -> float:
        words = sum(_height(text, letters * part) for text, letters in paragraphs)
        told = sum(_height(line, SOURCE) for line in sources)
        legend = lines * LEGEND * LINE * part
        # What is between parts, and the number, give way first.
        gaps = (len(paragraphs) + 2 + buttons) * part**2
        return words + _number(*number, part**2) + legend + told + gaps + BUTTONS * buttons

    fitting = (part for part in range(FULL, SMALLEST, -1) if height(part / 100) <= HEIGHT)
    return next(fitting, SMALLEST) / 100


def _height(text: str, letters: float) -> float:
    return math.ceil(len(text) * LETTER * letters / WIDTH) * LINE * letters


def _number(figure: str, words: str, part: float) -> float:
    behind = len(words) * LETTER * BEHIND * part
    beside = len(figure) * LETTER * FIGURE * part + behind <= WIDTH
    below = 0 if figure and beside else math.ceil(behind / WIDTH) * LINE * BEHIND * part
    return below + (FIGURE * part if figure else 0)
