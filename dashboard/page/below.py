"""Components that Dash draws itself, with their addresses below where the site begins."""

from typing import Any

from dash.development.base_component import Component

from dashboard.page.markup import ADDRESSES
from dashboard.web import incoming


def below(part: Any) -> Any:
    """The same component, list, tuple or text; what components have of addresses is changed in
    place."""
    if isinstance(part, list | tuple):
        return type(part)(map(below, part))
    if not isinstance(part, Component):
        return part
    for name in ADDRESSES:
        if isinstance(address := getattr(part, name, None), str):
            setattr(part, name, incoming.at(address))
    if (children := getattr(part, "children", None)) is not None:
        part.children = below(children)
    return part
