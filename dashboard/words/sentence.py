"""A sentence of an answer: its words, which of them stand out, and what its numbers rest on."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from dashboard.texts import Texts


class Role(Enum):
    """What a sentence does in an answer; every face has a look of its own for it."""

    PLAIN = "plain"
    #: It is well: the offer is there, or this is the rank of the region.
    WITHIN = "within"
    #: Who goes without.
    WITHOUT = "without"
    #: That nobody goes without.
    EVERYONE = "everyone"
    #: Near as the crow flies, and not by the ride.
    DETOUR = "detour"
    #: The same figure of the country.
    BESIDE = "beside"
    #: How a figure is read.
    READING = "reading"
    #: What a figure does not say.
    CAVEAT = "caveat"
    NOTE = "note"
    #: What changes make different.
    EFFECT = "effect"
    #: The profiles of a site, and its candidates.
    OFFER = "offer"


@dataclass(frozen=True)
class Piece:
    """Words of a sentence that look alike."""

    text: str
    strong: bool = False
    #: Of a number: the note of a portrait that says what it rests on.
    rests_on: str = ""
    #: Of the mark of a profile: its code.
    profile: str = ""


@dataclass(frozen=True)
class Sentence:
    pieces: tuple[Piece, ...]
    role: Role = Role.PLAIN

    def __str__(self) -> str:
        """Marks of profiles stand apart; the others bring their own spaces."""
        words = (f" {piece.text} " if piece.profile else piece.text for piece in self.pieces)
        return " ".join("".join(words).split())


def sentence(text: str, role: Role = Role.PLAIN) -> Sentence:
    """A sentence of which nothing stands out."""
    return Sentence((Piece(text),), role)


def filled(
    texts: Texts, key: str, values: Mapping[str, Piece], strong: bool = False
) -> tuple[Piece, ...]:
    """A text with its ``{names}`` replaced by pieces; ``strong`` is what stands between them."""
    words = texts.of(key, values["count"].text if "count" in values else None)
    pieces = re.split(r"\{(\w+)\}", words)
    every = (
        values[piece] if at % 2 else Piece(piece, strong=strong) for at, piece in enumerate(pieces)
    )
    return tuple(piece for piece in every if piece.text)
