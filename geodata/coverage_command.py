"""``python -m geodata coverage``: the question of the dashboard, asked on the command line."""

import argparse
import re
import sys
from pathlib import Path

import pandas as pd

from geodata import tables as prepared
from geodata.coverage import (
    ANY_TRACK,
    CYCLE_KMH,
    DISTANCES,
    PROFILE_SETS,
    SINGLE,
    TRACKS,
    Question,
    coverage,
    profile_codes,
    ride_m,
)
from geodata.errors import DataError
from geodata.tables import LEVELS, PREPARED, Tables

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
    """A profile set by name, or codes joined by commas, in the usual order.

    DUO's own codes are understood too.
    """
    for name in PROFILE_SETS:
        if text.lower() == name.lower():
            return name
    codes = [ALIASES.get(code.strip().upper(), code.strip().upper()) for code in text.split(",")]
    return ",".join(sorted(profile_codes(",".join(codes)), key=SINGLE.index))


def parse_tracks(text: str) -> tuple[str, ...]:
    """Tracks joined by commas, in the usual order."""
    wanted = {track.strip().upper() for track in text.split(",")}
    unknown = sorted(wanted - set(TRACKS))
    if unknown:
        raise DataError(f"unknown track {unknown[0]!r}; choose from {', '.join(TRACKS)}")
    return tuple(track for track in TRACKS if track in wanted)


#: Longest threshold by distance: pairs further apart have no ride in the tables.
LONGEST_KM = {"straight": 100, "cycle": 40}


def parse_threshold(text: str, distance: str = "straight", speed_kmh: float = CYCLE_KMH) -> float:
    """A distance such as ``10km``, or by bicycle a time such as ``30min``, in metres."""
    match = re.fullmatch(r"(\d+(?:[.,]\d+)?)\s*(km|min)", text.strip().lower())
    value = float(match[1].replace(",", ".")) if match else 0.0
    longest = LONGEST_KM[distance]
    if not match or (match[2] == "min" and distance == "straight"):
        example = "10km" if distance == "straight" else "10km or 30min"
        also = "; a time needs --distance cycle" if match else ""
        raise DataError(f"threshold {text!r} is not understood; write for example {example}{also}")
    metres = value * 1000 if match[2] == "km" else ride_m(value, speed_kmh)
    if not 0 < metres <= longest * 1000:
        raise DataError(
            f"threshold {text!r} is not a distance up to {longest} km; write for example 10km"
        )
    return metres


def parse_speed(text: str) -> float:
    """A riding speed in km/h."""
    try:
        speed = float(text.replace(",", "."))
    except ValueError:
        speed = 0.0
    if not 5 <= speed <= 45:
        raise DataError(f"speed {text!r} is not a number from 5 to 45; write km an hour, as in 16")
    return speed


def read_question(
    tables: Tables,
    profiles: str = "hard",
    tracks: str = "BB,KB",
    max: str = "10km",
    distance: str = "straight",
    speed: str = str(CYCLE_KMH),
    year: str | None = None,
    population: int = 2021,
) -> Question:
    """The question that the options ask, as they are written; the newest exams unless a year.

    Raises DataError at one that is not understood.
    """
    wanted, through = parse_profiles(profiles), parse_tracks(tracks)
    return Question(
        profiles=wanted,
        tracks=TRACKS if wanted in ANY_TRACK else through,
        threshold_m=parse_threshold(max, distance, parse_speed(speed)),
        year=year or tables.years[-1],
        population=population,
        distance=distance,
    )


def coverage_table(tables: Tables, question: Question, level: str) -> pd.DataFrame:
    """What is printed: the columns of :data:`COLUMNS`, rounded to four decimals."""
    return coverage(tables, question, level)[COLUMNS].round(4)


def as_csv(frame: pd.DataFrame) -> str:
    """Commas, points, a header and no comments: for programs."""
    return frame.to_csv(index=False, lineterminator="\n")


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
    parser.add_argument(
        "--max", default="10km", help="threshold: 10km, or with --distance cycle also 30min"
    )
    parser.add_argument(
        "--distance",
        default="straight",
        choices=DISTANCES,
        help="as the crow flies, or by bicycle",
    )
    parser.add_argument(
        "--speed", default=str(CYCLE_KMH), help="riding speed in km/h, for a threshold in minutes"
    )
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
    names = ("profiles", "tracks", "max", "distance", "speed", "year", "population")
    question = read_question(tables, **{name: getattr(options, name) for name in names})
    frame = coverage_table(tables, question, options.by)
    if options.format == "json":
        frame.to_json(sys.stdout, orient="records", force_ascii=False, indent=1)
        print()
    else:
        sys.stdout.write(as_csv(frame))
    return 0
