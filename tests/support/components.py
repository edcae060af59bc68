"""What stands in a tree of components: every component, those of a kind, all words."""

import numpy as np


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
