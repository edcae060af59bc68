"""What an embedded map is asked for: a view of the main page, and how it looks on its host."""

from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode

from dashboard.address.camera import camera_of
from dashboard.address.query import LONGEST, default_view
from dashboard.address.query import link as view_link
from dashboard.address.query import read as read_view
from dashboard.address.view import View
from dashboard.data import Data

#: The page that stands on sites of others.
EMBED = "/embed"

BACKGROUNDS = ("licht", "doorzichtig")
#: Without or with menus; the first is usual.
CONTROLS = ("nee", "ja")


@dataclass(frozen=True)
class Embed:
    """A map to show on another site."""

    view: View
    background: str = BACKGROUNDS[0]
    controls: bool = False
    #: Where the reader of the map had moved it, as the address says it; "" is the usual place.
    camera: str = ""
    #: Parameters that had to be ignored.
    ignored: tuple[str, ...] = ()

    def but(self, **changes) -> "Embed":
        """The same map with parts of its view changed; it looks where that view usually does."""
        moved = changes.keys() & {"region", "site"}
        camera = "" if moved else self.camera
        return replace(self, view=self.view.but(**changes), camera=camera)


def read(query: str, data: Data) -> Embed:
    """The map of an address. Never raises: what cannot be used falls back, and is named."""
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=60)
    except ValueError:
        return Embed(default_view(data), ignored=("?",))
    rest, own, ignored = [], {}, []
    for name, text in pairs:
        if name == "achtergrond" and text in BACKGROUNDS:
            own["background"] = text
        elif name == "knoppen" and text in CONTROLS:
            own["controls"] = text == CONTROLS[1]
        elif name == "zicht" and camera_of(text):
            own["camera"] = text[:LONGEST]
        elif name in ("achtergrond", "knoppen"):
            ignored.append(name)
        else:
            rest.append((name, text))
    view, unread = read_view("?" + urlencode(rest), data)
    return Embed(
        view.but(table=False, facilities=False),
        **own,
        ignored=tuple(dict.fromkeys([*ignored, *unread])),
    )


def address(embed: Embed, data: Data) -> str:
    """The address of an embedded map, with only what differs from the usual."""
    own = {
        "zicht": embed.camera,
        "achtergrond": embed.background if embed.background != BACKGROUNDS[0] else "",
        "knoppen": CONTROLS[1] if embed.controls else "",
    }
    return EMBED + _with(view_link(embed.view, data).removeprefix("/"), own)


def link(embed: Embed, data: Data) -> str:
    """The address of the same view with everything that the main page has."""
    return "/" + _with(view_link(embed.view, data).removeprefix("/"), {"zicht": embed.camera})


def _with(query: str, more: dict[str, str]) -> str:
    """A query with parameters behind it; those without a value stay out."""
    added = urlencode({name: value for name, value in more.items() if value}, safe=",")
    return query + ("&" if query and added else "?" if added else "") + added
