"""``python -m geodata build``: sources in, prepared tables and map geometry out."""

import argparse
from pathlib import Path

from geodata.build.changes import (
    NEXT_YEAR_POINTS,
    OFFERS_PART,
    REGION_POINTS,
    REGIONS_PART,
    SAME_YEAR_POINTS,
    YOUNG_PART,
)
from geodata.build.placeless import MOST_POINTS
from geodata.build.sequence import build
from geodata.tables.reader import ASSETS, PREPARED

#: When a build is refused unless it is accepted, in words.
BOUNDS = (
    f"where sites without a place take more than {MOST_POINTS:g} points from the national share of "
    f"a year, a national share moves more than {SAME_YEAR_POINTS:g} points ({NEXT_YEAR_POINTS:g} "
    "to the next year), or more of a whole goes than is usual: "
    f"{100 * OFFERS_PART:g} in a hundred offers of a year, {100 * YOUNG_PART:g} in a hundred young "
    f"people of a level, or {100 * REGIONS_PART:g} in a hundred municipalities move more than "
    f"{REGION_POINTS:g} points"
)
GEOMETRY = ASSETS / "geo"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Where the sources are, and where the results go."""
    parser.add_argument("--source", type=Path, required=True, help="directory with source files")
    parser.add_argument("--out", type=Path, default=PREPARED, help="where the tables go")
    parser.add_argument("--assets", type=Path, default=GEOMETRY, help="where the geometry goes")
    parser.add_argument(
        "--addresses",
        type=Path,
        metavar="FILE",
        help="addresses with postcode, lat and lon (BAG extract; .csv, .gz or .zst): where they "
        "reach, homes are postcodes of four digits and a letter",
    )
    parser.add_argument("--accept", action="store_true", help=f"write also {BOUNDS}")


def run(options: argparse.Namespace) -> int:
    """Build, then say what changed, and in one line how many rows every table has."""
    manifest = build(
        options.source,
        options.out,
        options.assets,
        options.addresses,
        accept=options.accept,
        tell=print,
    )
    rows = ", ".join(f"{name} {file['rows']}" for name, file in manifest["tables"].items())
    print(f"{options.out}: {rows}")
    return 0
