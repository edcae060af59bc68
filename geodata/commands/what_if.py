"""The changes of a question as options of a command."""

import argparse

from geodata.changes import MOVE, START, STOP, parse_change
from geodata.errors import DataError
from geodata.question import parse_profile


def add_options(parser: argparse.ArgumentParser) -> None:
    """What stops, starts and moves; each may be given more than once."""
    parser.add_argument(
        "--stop",
        action="append",
        default=[],
        metavar="SITE[:PROFILE[.TRACKS],...]",
        help="what if these profiles ended at a site, or all of them; MT.BB-KB is in some tracks",
    )
    parser.add_argument(
        "--start",
        action="append",
        default=[],
        metavar="PLACE:PROFILE[.TRACKS],...",
        help="what if these profiles began at a site or in a postcode area",
    )
    parser.add_argument(
        "--move",
        action="append",
        default=[],
        metavar="SITE:PLACE",
        help="what if all of a site moved to another, or to a postcode area",
    )


def spelled(options: argparse.Namespace) -> str:
    """The changes of the options as :mod:`geodata.changes` spells them."""
    changes: list[str] = []
    for kind in (STOP, START, MOVE):
        for option in getattr(options, kind):
            place, colon, rest = option.partition(":")
            if (not colon and kind != STOP) or (colon and not rest):
                raise DataError(
                    f"--{kind} {option!r} is not understood; write for example "
                    "--stop 13OR01:MT, --start 4501:BWI or --move 13OR01:4501"
                )
            is_whole = kind == MOVE or not colon
            what = [rest] if is_whole else [_what(one) for one in rest.split(",")]
            changes += [f"{kind}:{place}" + (f".{one}" if one else "") for one in what]
    for change in changes:
        parse_change(change)
    return ",".join(changes)


def _what(text: str) -> str:
    """A profile, with the tracks behind it where it is in some only."""
    profile, dot, tracks = text.partition(".")
    return parse_profile(profile).lower() + dot + tracks.lower()
