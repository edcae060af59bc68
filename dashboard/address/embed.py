"""The address of an embedded map: a view of the main page, and how it looks on its host."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from dashboard.address.parameters import CAMERA
from dashboard.address.parameters import EMBED as PARAMETERS
from dashboard.address.query import default_view, read_with
from dashboard.address.query import link as view_link
from dashboard.address.view import View
from dashboard.data import Data

#: The page that stands on sites of others.
EMBED = "/embed"


@dataclass(frozen=True)
class Embed:
    """A map to show on another site."""

    view: View
    #: Does the page of its host shine through?
    transparent: bool = False
    #: Has it menus of its own?
    controls: bool = False
    #: Where the reader of the map had moved it, as the address says it; "" is the usual place.
    camera: str = ""
    #: Parameters that had to be ignored.
    ignored: tuple[str, ...] = ()

    def but(self, **changes: Any) -> "Embed":
        """The same map with parts of its view changed; it looks where that view usually does."""
        moved = changes.keys() & {"region", "site"}
        camera = "" if moved else self.camera
        return replace(self, view=self.view.but(**changes), camera=camera)


def read(query: str, data: Data) -> Embed:
    """The map of an address. Never raises: what cannot be used falls back, and is named."""
    view, frame, ignored = read_with(PARAMETERS, query, data)
    return Embed(
        view.but(table=False, facilities=False, members=False), **frame, ignored=tuple(ignored)
    )


def address(embed: Embed, data: Data) -> str:
    """The address of an embedded map, with only what differs from the usual."""
    usual = Embed(default_view(data))
    frame = {
        parameter.name: parameter.write(getattr(embed, parameter.part))
        for parameter in PARAMETERS
        if getattr(embed, parameter.part) != getattr(usual, parameter.part)
    }
    return EMBED + _with(view_link(embed.view, data).removeprefix("/"), frame)


def link(embed: Embed, data: Data) -> str:
    """The address of the same view with everything that the main page has."""
    return "/" + _with(view_link(embed.view, data).removeprefix("/"), {CAMERA.name: embed.camera})


def _with(query: str, more: Mapping[str, str | None]) -> str:
    """A query with parameters behind it; those without a value stay out."""
    added = urlencode({name: value for name, value in more.items() if value}, safe=",:")
    return query + ("&" if query and added else "?" if added else "") + added
