"""Small OpenStreetMap maps, written by hand."""

from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import quoteattr

from geodata.travel.network import Network
from geodata.travel.osm import read_extract

Places = Mapping[int, tuple[float, float]]
Ways = list[tuple[list[int], dict[str, str]]]

#: Three nodes about 700 m apart, and the road 1 - 3 - 2 by which each can be reached from each.
PLACES: Places = {1: (5.0, 52.0), 2: (5.01, 52.0), 3: (5.005, 52.005)}
ROAD = {"highway": "residential"}
ROUND_ABOUT = ([1, 3, 2], ROAD)


def _tags(tags: Mapping[str, str]) -> str:
    return "".join(f"<tag k={quoteattr(k)} v={quoteattr(v)}/>" for k, v in tags.items())


def map_text(
    places: Places,
    ways: Ways,
    points: Mapping[int, Mapping[str, str]] | None = None,
    relations: list[tuple[dict[int, str], dict[str, str]]] | None = None,
) -> str:
    """An OpenStreetMap file: degrees (east, north) of nodes, the nodes and tags of ways, the tags
    of some nodes, and of relations the role of each way in them and their tags."""
    lines = ['<osm version="0.6" generator="test">']
    for number, (lon, lat) in places.items():
        tags = _tags((points or {}).get(number, {}))
        lines.append(f'<node id="{number}" version="1" lat="{lat}" lon="{lon}">{tags}</node>')
    for number, (nodes, tags) in enumerate(ways, start=1):
        refs = "".join(f'<nd ref="{node}"/>' for node in nodes)
        lines.append(f'<way id="{number}" version="1">{refs}{_tags(tags)}</way>')
    for number, (roles, tags) in enumerate(relations or [], start=1):
        members = "".join(
            f'<member type="way" ref="{way}" role="{role}"/>' for way, role in roles.items()
        )
        lines.append(f'<relation id="{number}" version="1">{members}{_tags(tags)}</relation>')
    return "\n".join([*lines, "</osm>"])


def network_of(folder: Path, *of_map: object) -> Network:
    """The network of a map as :func:`map_text` writes it."""
    path = folder / "map.osm"
    path.write_text(map_text(*of_map), "utf-8")
    return read_extract(path, quiet=True)
