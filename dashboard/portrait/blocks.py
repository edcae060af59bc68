"""What a portrait is made of: sections of paragraphs, tables and drawings, and figures in them.

A figure always knows where it comes from, or why it is missing; the template turns the first into
a link to the note below the page and prints the second beside the dash.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from dashboard.formatting import NOTHING_KNOWN


@dataclass(frozen=True)
class Figure:
    """A number as text. ``note``: key of the note it rests on. ``reason``: why it is missing."""

    text: str
    note: str
    reason: str = ""

    def __post_init__(self):
        if self.missing != bool(self.reason):
            raise ValueError(f"figure {self.text!r}: a reason when it is missing, and only then")

    @property
    def missing(self) -> bool:
        return self.text == NOTHING_KNOWN


@dataclass(frozen=True)
class Link:
    text: str
    href: str


@dataclass(frozen=True)
class Strong:
    """What stands out in a paragraph."""

    part: "str | Figure | Link"


#: What may stand in a line of text or a cell.
Part = str | Figure | Link | Strong


@dataclass(frozen=True)
class Paragraph:
    parts: tuple[Part, ...]
    kind: str = ""


@dataclass(frozen=True)
class KeyFigures:
    """A few large figures with a word under each."""

    rows: tuple[tuple[Figure, str], ...]


@dataclass(frozen=True)
class Cell:
    """A cell of a table; ``bar`` draws it as a share of a hundred too, ``mark`` a line in that."""

    parts: tuple[Part, ...]
    bar: float | None = None
    mark: float | None = None
    number: bool = True


@dataclass(frozen=True)
class Table:
    """``rows``: the heading of a row and its cells. ``more``: rows that are folded away."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[tuple[Part, ...], tuple[Cell, ...]], ...]
    more: tuple[tuple[tuple[Part, ...], tuple[Cell, ...]], ...] = ()
    more_words: str = ""


@dataclass(frozen=True)
class Drawing:
    """An SVG made by ``dashboard.drawing``, with its caption."""

    svg: str
    caption: tuple[Part, ...]
    kind: str = ""


@dataclass(frozen=True)
class Legend:
    """Colour, whether it has stripes, and words."""

    rows: tuple[tuple[str, bool, str], ...]


@dataclass(frozen=True)
class Bullets:
    """A list; ordered where the order says something."""

    items: tuple[tuple[Part, ...], ...]
    ordered: bool = False
    kind: str = ""


#: What a section is made of.
Block = Paragraph | KeyFigures | Table | Drawing | Legend | Bullets


@dataclass(frozen=True)
class Section:
    """A part of the page with a heading and an anchor of its own."""

    anchor: str
    title: str
    blocks: Sequence[Block] = field(default_factory=list)
    kind: str = ""

    @property
    def paragraphs(self) -> list[Paragraph]:
        return [block for block in self.blocks if isinstance(block, Paragraph)]

    @property
    def tables(self) -> list[Table]:
        return [block for block in self.blocks if isinstance(block, Table)]


@dataclass(frozen=True)
class Band:
    """Sections beside each other: a left and a right column, or one column over the page."""

    left: list[Section]
    right: list[Section] = field(default_factory=list)

    @property
    def sections(self) -> list[Section]:
        return [*self.left, *self.right]


def fill(words: str, parts: dict[str, Part]) -> tuple[Part, ...]:
    """A sentence with its ``{names}`` replaced by parts."""
    pieces = re.split(r"\{(\w+)\}", words)
    filled = (parts[piece] if at % 2 else piece for at, piece in enumerate(pieces))
    return tuple(one for one in filled if one != "")


def cell(*parts: Part, number: bool = True) -> Cell:
    return Cell(parts, number=number)


def figures_of(block) -> list[Figure]:
    """Every figure in a block, wherever it stands."""
    if isinstance(block, Figure):
        return [block]
    if isinstance(block, (str, Link, Legend)) or block is None:
        return []
    if isinstance(block, Strong):
        return figures_of(block.part)
    if isinstance(block, (tuple, list)):
        return [figure for part in block for figure in figures_of(part)]
    if isinstance(block, (Paragraph, Cell)):
        return figures_of(block.parts)
    if isinstance(block, KeyFigures):
        return [figure for figure, _ in block.rows]
    if isinstance(block, Bullets):
        return figures_of(block.items)
    if isinstance(block, Table):
        return figures_of(block.rows) + figures_of(block.more)
    if isinstance(block, Drawing):
        return figures_of(block.caption)
    if isinstance(block, Section):
        return figures_of(block.blocks)
    return []


def plain(parts: tuple) -> str:
    """Parts of a line as text; why a figure is missing stands behind its dash, as on the page."""
    return "".join(map(_words, parts)).strip()


def _words(part) -> str:
    if isinstance(part, Strong):
        return _words(part.part)
    if isinstance(part, Figure):
        return f"{part.text} ({part.reason})" if part.missing else part.text
    if isinstance(part, Link):
        return part.text
    if isinstance(part, Cell):
        return plain(part.parts)
    return str(part)
