"""What stands in a tree of components: every component, those of a kind, all words."""

import numpy as np

#: Tags that part words where they stand beside each other without a space.
PARTED = ("Br", "Div", "Dd", "Dt", "Li", "Small", "Strong", "Td", "Th")


def walk(part):
    """Every component in a tree."""
    if isinstance(part, list | tuple):
        for one in part:
            yield from walk(one)
    elif hasattr(part, "to_plotly_json"):
        yield part
        yield from walk(getattr(part, "children", None))


def of_kind(part, kind: str) -> list:
    return [one for one in walk(part) if type(one).__name__ == kind]


def said(part) -> str:
    """All words of a component."""
    if isinstance(part, list | tuple):
        return " ".join(said(one) for one in part)
    if part is None or isinstance(part, bool):
        return ""
    if isinstance(part, str | int | float | np.number):
        return str(part)
    return said(getattr(part, "children", None))


def plain(part) -> str:
    """The words of a component as a reader sees them, without those of links."""
    return " ".join(_words(part).split())


def _words(part) -> str:
    if part is None:
        return ""
    if isinstance(part, list | tuple):
        return "".join(map(_words, part))
    if not hasattr(part, "to_plotly_json"):
        return str(part)
    if type(part).__name__ in ("A", "Link", "Button"):
        return ""
    words = _words(getattr(part, "children", None))
    mark = "mark" in (getattr(part, "className", "") or "").split()
    return f" {words} " if mark or type(part).__name__ in PARTED else words


def laid_out(parts: list) -> list:
    """The parts of a panel, one after the other: those of its top too, which stand together."""
    found = []
    for part in parts:
        is_top = getattr(part, "id", None) == "answer-top"
        found += part.children if is_top else [part]
    return [part for part in found if part is not None]
