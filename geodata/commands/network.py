"""``python -m geodata network``: a cycling network out of an OpenStreetMap extract."""

import argparse
from pathlib import Path

from geodata.errors import DataError
from geodata.travel.network import write
from geodata.travel.osm import read_extract


def add_options(parser: argparse.ArgumentParser) -> None:
    """The extract, and where the network goes."""
    parser.add_argument(
        "--osm", type=Path, required=True, metavar="FILE", help="extract: .osm.pbf, .osm, .osm.bz2"
    )
    parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="folder where the network goes"
    )


def run(options: argparse.Namespace) -> int:
    """Make the network, then say in one line what it holds."""
    network = read_extract(options.osm)
    try:
        write(network, options.out)
    except OSError as error:
        raise DataError(
            f"{options.out}: the network cannot be written ({error.strerror}); "
            "give a folder that can be written to, with room on the disk"
        ) from error
    about = network.about
    box = " ".join(f"{degrees:.3f}" for degrees in about["box"])
    date = about["date"] or "unknown"
    print(f"{options.out}: nodes {about['nodes']}, ways {about['ways']}, box {box}, date {date}")
    return 0
