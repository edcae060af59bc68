"""Points of the user's own: a CSV file with the columns ``id``, ``lon`` and ``lat``."""

from pathlib import Path

import pandas as pd

from geodata.errors import DataError
from geodata.sources import reading
from geodata.travel.grid import to_grid

COLUMNS = ["id", "lon", "lat"]
#: Further away the Dutch grid means nothing.
EUROPE = reading.Area("Europe", west=-25.0, south=34.0, east=45.0, north=72.0)
#: What such a file is at most, unpacked: some 800,000 points.
MOST_BYTES = 20_000_000
_REMEDY = "write a header id,lon,lat and a row per point"


def read(path: Path) -> pd.DataFrame:
    """Points by row: id (text), lon and lat (degrees WGS84), x and y (metres of the Dutch grid).

    Commas or semicolons between the cells, UTF-8, packed as .gz or not; other columns are passed
    over. Raises DataError, with file and row, on anything that is no list of different points in or
    around Europe, and on more than ``MOST_BYTES``.
    """
    if not path.is_file():
        raise DataError(f"{path}: no such file; give a CSV file with columns id, lon and lat")
    header, _, rows = (
        reading.decode(path, reading.read_bytes(path, MOST_BYTES)).strip().partition("\n")
    )
    if not rows:
        raise reading.refuse(path, "holds no points", _REMEDY)
    separator = ";" if header.count(";") > header.count(",") else ","
    table = reading.read_csv(path, separator, most=MOST_BYTES)
    missing = [name for name in COLUMNS if name not in table.columns]
    if missing:
        present = ", ".join(table.columns)
        raise reading.refuse(path, f"column {missing[0]} is missing; found {present}", _REMEDY)
    table = table[COLUMNS]
    reading.no_blanks(table, path, COLUMNS)
    reading.no_duplicates(table, path, ["id"])
    table = table.assign(**{name: reading.numbers(table, path, name) for name in ("lon", "lat")})
    reading.inside(table, path, "lon", "lat", EUROPE)
    x, y = to_grid(table["lon"], table["lat"])
    return table.assign(x=x, y=y)
