"""``python -m geodata coverage``: the question of the dashboard, asked on the command line."""

import argparse
import re
import sys
from pathlib import Path

from geodata import tables as prepared
from geodata.coverage import PROFILE_SETS, TRACKS, Question, coverage, profile_codes
from geodata.errors import DataError
from geodata.tables import LEVELS, PREPARED

COLUMNS = [
    "level",
    "code",
    "name",
    "young_people",
    "covered",
    "share",
    "mean_km",
    "p90_km",
    "choices",
]
#: Other spellings of the profiles of which the name is not a plain word.
ALIASES = {"M&T": "MT", "MTR": "MT", "MAT": "MAT", "MTE": "MAT"}


def parse_profiles(text: str) -> str:
    """A profile set by name, or codes joined by commas; DUO's own codes are understood too."""
    for name in PROFILE_SETS:
        if text.lower() == name.lower():
            return name
    codes = [ALIASES.get(code.strip().upper(), code.strip().upper()) for code in text.split(",")]
    return ",".join(profile_codes(",".join(codes)))


def parse_tracks(text: str) -> tuple[str, ...]:
    """Tracks joined by commas, in the usual order."""
    wanted = {track.strip().upper() for track in text.split(",")}
    unknown = sorted(wanted - set(TRACKS))
    if unknown:
        raise DataError(f"unknown track {unknown[0]!r}; choose from {', '.join(TRACKS)}")
    return tuple(track for track in TRACKS if track in wanted)


def parse_threshold(text: str) -> float:
    """A distance such as ``10km`` in metres."""
    match = re.fullmatch(r"(\d+(?:[.,]\d+)?)\s*km", text.strip().lower())
    if not match or not 0 < float(match[1].replace(",", ".")) <= 100:
        raise DataError(
            f"threshold {text!r} is not a distance up to 100 km; write for example 10km"
        )
    return float(match[1].replace(",", ".")) * 1000


def add_coverage(subparsers: "argparse._SubParsersAction") -> None:
    """Add the subcommand and its options."""
    parser = subparsers.add_parser(
        "coverage", help="share of young people with an offer within a distance of home"
    )
    parser.add_argument(
        "--profiles",
        default="hard",
        help="hard, broad, allhard, dp, vbo, vmbo, or codes such as BWI,PIE",
    )
    parser.add_argument("--tracks", default="BB,KB", help="BB, KB, GL, joined by commas")
    parser.add_argument("--max", default="10km", help="threshold, for example 10km")
    parser.add_argument("--distance", default="straight", choices=["straight"])
    parser.add_argument("--by", default="nl", choices=LEVELS, help="level of the regions")
    parser.add_argument("--year", help="school year of the exams; the newest by default")
    parser.add_argument(
        "--population",
        type=int,
        default=2021,
        choices=(2021, 2025),
        help="young people as counted in 2021, or scaled to the municipal totals of 2025",
    )
    parser.add_argument("--format", default="csv", choices=("csv", "json"))
    parser.add_argument("--tables", type=Path, default=PREPARED, help="folder of prepared tables")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the coverage table."""
    tables = prepared.read(options.tables)
    question = Question(
        profiles=parse_profiles(options.profiles),
        tracks=parse_tracks(options.tracks),
        threshold_m=parse_threshold(options.max),
        year=options.year or tables.years[-1],
        population=options.population,
    )
    frame = coverage(tables, question, options.by)[COLUMNS].round(4)
    if options.format == "json":
        frame.to_json(sys.stdout, orient="records", force_ascii=False, indent=1)
        print()
    else:
        frame.to_csv(sys.stdout, index=False, lineterminator="\n")
    return 0
