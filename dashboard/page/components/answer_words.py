"""The sentences of an answer in tags; the words come from ``dashboard.words``."""

from itertools import groupby

from dashboard.page.elements import html
from dashboard.words.answer import AnswerWords
from dashboard.words.sentence import Piece, Role, Sentence

#: How a sentence looks in the panel.
CLASSES = {
    Role.WITHIN: "answer-within",
    Role.WITHOUT: "answer-without",
    Role.EVERYONE: "answer-without",
    Role.DETOUR: "detour",
    Role.BESIDE: "beside",
    Role.READING: "reading-hint",
    Role.CAVEAT: "caveat",
    Role.NOTE: "note",
    Role.OFFER: "site-offer",
    Role.EFFECT: "effect",
}


def headline(words: AnswerWords) -> html.H2:
    """The number, as large as it can be; a name in its place is smaller."""
    return html.H2(words.headline, className="answer-title" if words.is_title else "answer-number")


def paragraphs(sentences: tuple[Sentence, ...]) -> list[html.P]:
    return [paragraph(sentence) for sentence in sentences]


def paragraph(sentence: Sentence, *links: object) -> html.P:
    """A sentence, and the links behind it."""
    words = [
        part
        for strong, pieces in groupby(sentence.pieces, key=lambda piece: piece.strong)
        for part in _tagged(strong, list(pieces), sentence.role)
    ]
    behind = [part for link in links for part in (" ", link)]
    look = CLASSES.get(sentence.role)
    return html.P([*words, *behind], **({"className": look} if look else {}))


def _tagged(strong: bool, pieces: list[Piece], role: Role) -> list:
    if strong:
        return [html.Strong("".join(piece.text for piece in pieces))]
    return [_piece(piece, role) for piece in pieces]


def _piece(piece: Piece, role: Role) -> object:
    if piece.profile:
        return html.Span(piece.text, className=f"mark mark-{piece.profile}")
    return html.Small(piece.text) if role is Role.OFFER else piece.text
