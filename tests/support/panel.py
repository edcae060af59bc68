"""What a reader sees of the components of a panel, as plain text."""

from collections.abc import Iterator

from dash.development.base_component import Component

#: Tags that part words where they stand beside each other without a space.
PARTED = ("Br", "Div", "Dd", "Dt", "Li", "Small", "Strong", "Td", "Th")


def plain(part: object) -> str:
    """The words of a component without those of links, which mean nothing in a picture."""
    return " ".join(_words(part).split())


def _words(part: object) -> str:
    if part is None:
        return ""
    if isinstance(part, list | tuple):
        return "".join(map(_words, part))
    if not isinstance(part, Component):
        return str(part)
    if type(part).__name__ in ("A", "Link", "Button"):
        return ""
    words = _words(getattr(part, "children", None))
    mark = "mark" in (getattr(part, "className", "") or "").split()
    return f" {words} " if mark or type(part).__name__ in PARTED else words


def walk(part: object) -> Iterator[Component]:
    """Every component in a tree."""
    if isinstance(part, list | tuple):
        for one in part:
            yield from walk(one)
    elif isinstance(part, Component):
        yield part
        yield from walk(getattr(part, "children", None))


def of_kind(part: object, kind: str) -> list[Component]:
    return [one for one in walk(part) if type(one).__name__ == kind]
