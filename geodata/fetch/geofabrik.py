"""Geofabrik: the extract of OpenStreetMap that ``python -m geodata network`` reads."""

import hashlib
from pathlib import Path

from geodata.errors import DataError
from geodata.fetch.client import Client, Stamp
from geodata.fetch.facts import facts
from geodata.fetch.source import Delivery, Source

NETWORK = "osm/netherlands-latest.osm.pbf"
#: In the first bytes of every such file.
MARK = b"OSMHeader"


def sources(_root: Path) -> list[Source]:
    """The extract, some 1.3 GB."""
    return [Source("geofabrik-netwerk", NETWORK, _extract, _is_extract, only_when_named=True)]


def _extract(client: Client, path: Path, former: Stamp | None) -> Delivery | None:
    """The extract, as its publisher made it: it tells the MD5 of it beside it."""
    address = facts("geofabrik")["network"]
    stamp = client.file(address, path, former)
    if stamp is None:
        return None
    told = client.text(f"{address}.md5").split()
    with path.open("rb") as content:
        made = hashlib.file_digest(content, "md5").hexdigest()
    if not told or told[0] != made:
        raise DataError(
            f"{address}: its MD5 is {made}, not {told[0] if told else 'told'} as the publisher "
            "says; fetch it again"
        )
    return Delivery(stamp)


def _is_extract(path: Path) -> None:
    with path.open("rb") as content:
        if MARK not in content.read(64):
            raise DataError(f"{path.name}: is no OpenStreetMap extract; look at its address")
