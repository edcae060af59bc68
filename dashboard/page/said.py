"""What the panel of a view says first, as plain text: the answer beside a picture or on a slide."""

from dataclasses import dataclass

from dash.development.base_component import Component

from dashboard.address.context import Context
from dashboard.address.view import View
from dashboard.page.components.answer_panel import panel
from dashboard.texts import Texts
from dashboard.words import question as question_words
from dashboard.words.question import question
from dashboard.words.sources import source_line, source_words

#: Sentences behind the headline that fit beside a picture.
MOST_SENTENCES = 3
#: Tags that part words where they stand beside each other without a space.
_PARTED = ("Br", "Div", "Dd", "Dt", "Li", "Small", "Strong", "Td", "Th")


@dataclass(frozen=True)
class Said:
    """The answer of a view: the large figure, what it is, and what to know beside it."""

    question: str
    headline: str
    sentences: tuple[str, ...]
    #: Sources, periods and how it was measured, a line each.
    sources: tuple[str, ...]


def said(context: Context) -> Said:
    """The words of the panel itself, so that a picture never says another number than the screen.

    The sentences are those that follow its heading, and in the views of the difference and of the
    only offer the one that answers these.
    """
    view = context.view
    parts = [part for part in panel(context) if part is not None]
    start = next(at for at, part in enumerate(parts) if _is(part, "H2"))
    sentences = []
    for part in parts[start + 1 :]:
        if not _is(part, "P") or len(sentences) == MOST_SENTENCES:
            break
        sentences.append(plain(part))
    own = {"difference": "detour", "only": "only-offer"}.get(view.show)
    for part in parts[start + 1 :]:
        if own and getattr(part, "className", "") == own:
            sentences.append(plain(part if _is(part, "P") else part.children[1]))
            break
    return Said(
        asked(view, context.texts),
        plain(parts[start]),
        tuple(one for one in sentences if one),
        sources(context),
    )


def asked(view: View, texts: Texts) -> str:
    """The question of a view in one line."""
    return f"{question_words.plain(view, texts)}." if view.is_work else question(view, texts)


def sources(context: Context) -> tuple[str, ...]:
    """Where the figures of a view come from: of a labour view also those of the offer, where the
    view depends on it."""
    view = context.view
    own = source_line(context)
    if not view.is_work:
        return (own,)
    work = source_words(context)
    return (work, own) if view.entry.computed or view.show == "two_way" else (work,)


def plain(part: object) -> str:
    """The words of a component without those of links, which mean nothing in a picture."""
    return " ".join(_words(part).split())


def _words(part: object) -> str:
    if part is None:
        return ""
    if isinstance(part, (list, tuple)):
        return "".join(map(_words, part))
    if not isinstance(part, Component):
        return str(part)
    if type(part).__name__ in ("A", "Link", "Button"):
        return ""
    words = _words(getattr(part, "children", None))
    mark = "mark" in (getattr(part, "className", "") or "").split()
    return f" {words} " if mark or type(part).__name__ in _PARTED else words


def _is(part: object, tag: str) -> bool:
    return type(part).__name__ == tag
