"""``python -m geodata distances --matrix``: the table of another engine becomes a measure."""

import argparse
import hashlib
import json
import re
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from geodata.commands import points
from geodata.commands.whole import TABLES_REMEDY, whole
from geodata.errors import DataError
from geodata.question import OwnMeasure
from geodata.tables import measures
from geodata.tables.checksum import facts
from geodata.tables.measures import MEASURES, table_name
from geodata.tables.reader import Tables, read
from geodata.tables.standing import replacing
from geodata.tables.steps import in_steps
from geodata.travel import engine_table
from geodata.travel.engine_table import UNITS, EngineTable
from geodata.travel.own_measure import Checked, Fitted, check, fit
from geodata.vocabulary import DISTANCES, POPULATION_YEARS

#: Words that a measure cannot have for a name: those of the others, in addresses and commands.
TAKEN = (*DISTANCES, "hemelsbreed", "fiets", "minuten", "minutes", "crow", "speed", "e-bike")
#: What is said behind a number of the usual ways to travel, in Dutch and in English.
USUAL_WORDS = {
    "ov": ("met het ov", "by public transport"),
    "auto": ("met de auto", "by car"),
    "lopen": ("lopen", "on foot"),
    "bus": ("met de bus", "by bus"),
}
#: A part that may be missing of people, sites or pairs without anybody having looked at it.
MAY_MISS = 0.02
#: Lines of each list.
MOST_LINES = 10
_WORDS = re.compile(r"[^\W\d_][\w .,:;'’()/+–-]{0,59}")
_SAID = re.compile(r"[\w .,:;'’()/+–-]{0,80}")


def add_options(parser: argparse.ArgumentParser) -> None:
    """The table, what it is called, and what its owner says of it."""
    own = parser.add_argument_group("a measure of your own, from the table of another engine")
    own.add_argument("--matrix", type=Path, metavar="FILE", help="csv, csv.gz or parquet")
    own.add_argument("--name", help="its word in addresses and on the command line: ov")
    own.add_argument("--unit", choices=[*UNITS], help="of its values")
    own.add_argument("--origins", type=Path, metavar="FILE", help="CSV id,lon,lat of its origins")
    own.add_argument(
        "--destinations", type=Path, metavar="FILE", help="CSV id,lon,lat of its destinations"
    )
    own.add_argument("--words", help='what stands behind a number: "met het ov"')
    own.add_argument("--words-en", help='the same in English: "by public transport"')
    own.add_argument("--departure", default="", help='"dinsdag 10 maart 2026, 7.30-8.30 uur"')
    own.add_argument("--percentile", type=int, help="of the travel times in that window")
    own.add_argument("--accept", action="store_true", help="what is missing was looked at")
    own.add_argument("--forget", metavar="NAME", help="take a measure away again")


def run(options: argparse.Namespace) -> int:
    """Read, check and keep the table; its coverage goes to the output, what is wrong with it to the
    error output."""
    measure = _named(options)
    tables = read(options.tables, with_rides=False)
    table = engine_table.read(options.matrix, options.unit, options.percentile)
    places = [
        points.read(file) if file else None for file in (options.origins, options.destinations)
    ]
    sites = tables.placed_sites.assign(offers=tables.examined[tables.placed])
    young = tables.young(POPULATION_YEARS[0])
    try:
        fitted = fit(table, tables.homes, sites, *places)
        checked = check(fitted, table.unit, tables.homes, sites, young)
    except DataError as error:
        raise DataError(f"{options.matrix.name}: {error}") from error
    if checked.longest < (5 if table.unit == "min" else 1):
        raise DataError(
            f"{options.matrix.name}: has nothing beyond {checked.longest:g} {table.unit}"
        )
    print(_summary(options.matrix.name, table, fitted, checked, tables))
    faults = _faults(fitted, checked, tables, sites, table.unit)
    for line in faults:
        print(line, file=sys.stderr)
    if faults and not options.accept:
        raise DataError(
            f"{options.matrix.name}: is not complete, see above; mend the table, or write it with "
            "--accept if that is how it is"
        )
    measure = OwnMeasure(
        **asdict(measure)
        | {
            "unit": table.unit,
            "longest": round(checked.longest, 1),
            "percentile": table.percentile,
        }
    )
    _keep(options.tables, options.matrix, measure, fitted, checked, tables)
    return 0


def forget(options: argparse.Namespace) -> int:
    """Take a measure away."""
    manifest = _manifest(options.tables)
    if options.forget not in [one["name"] for one in manifest.get(MEASURES, [])]:
        raise DataError(f"{options.tables}: has no measure {options.forget!r}")
    _without(manifest, options.forget)
    _write_manifest(options.tables, manifest)
    (options.tables / f"{table_name(options.forget)}.parquet").unlink(missing_ok=True)
    print(f"{options.forget}: taken away")
    return 0


def _named(options: argparse.Namespace) -> OwnMeasure:
    """The measure as its owner names it; DataError at what it cannot be called."""
    if not options.name or not options.unit:
        raise DataError("--matrix needs --name and --unit, as in: --name ov --unit min")
    if not re.fullmatch(r"[a-z][a-z0-9-]{0,19}", options.name) or options.name in TAKEN:
        raise DataError(
            f"--name {options.name!r} cannot be one; write small letters, digits and hyphens, "
            f"20 at most, and not {', '.join(TAKEN)}"
        )
    nl, en = USUAL_WORDS.get(
        options.name, (f"volgens {options.name}", f"according to {options.name}")
    )
    nl, en = options.words or nl, options.words_en or en
    for option, text, pattern in (
        ("--words", nl, _WORDS),
        ("--words-en", en, _WORDS),
        ("--departure", options.departure, _SAID),
    ):
        if not pattern.fullmatch(text):
            raise DataError(f"{option} {text[:80]!r}: write some plain words, on one line")
    if options.percentile is not None and not 1 <= options.percentile <= 99:
        raise DataError(f"--percentile {options.percentile} is not a number from 1 to 99")
    return OwnMeasure(
        options.name,
        "min",
        0.0,
        nl,
        en,
        options.departure,
        options.percentile,
        options.matrix.name,
        datetime.now(UTC).date().isoformat(),
    )


def _summary(
    name: str, table: EngineTable, fitted: Fitted, checked: Checked, tables: Tables
) -> str:
    young = tables.young(POPULATION_YEARS[0])
    known = 100 * young[checked.known].sum() / young.sum()
    return (
        f"{name}: {len(table.value):,} pairs from {fitted.kind} to "
        f"{int(np.isfinite(fitted.values).any(axis=0).sum()):,} sites, up to {checked.longest:.1f} "
        f"{table.unit}; known for {known:.1f}% of the young people"
    )


def _faults(
    fitted: Fitted, checked: Checked, tables: Tables, sites: pd.DataFrame, unit: str
) -> list[str]:
    """What is missing or impossible, by the line; nothing where too little is to look at."""
    young = tables.young(POPULATION_YEARS[0])
    lines: list[str] = []
    empty = checked.empty & (young > 0)
    if young[empty].sum() > MAY_MISS * young.sum():
        lines.append(
            f"no value at all for {young[empty].sum():,.0f} of {young.sum():,.0f} young people:"
        )
        by_place = (
            tables.homes[empty]
            .assign(young=young[empty])
            .groupby(["municipality", "place"])["young"]
            .sum()
            .sort_values(ascending=False)
        )
        lines += [
            f"  {place} ({town}): {count:,.0f} young people"
            for (town, place), count in by_place.head(MOST_LINES).items()
        ]
    has = np.isfinite(fitted.values).any(axis=0)
    asked = sites["offers"].to_numpy()
    without = np.flatnonzero(asked & ~has)
    # Where nobody lives near, all may be beyond the longest.
    near = _young_near(tables, without, young)
    without, near = without[near > 0], near[near > 0]
    if len(without) > MAY_MISS * asked.sum():
        lines.append(
            f"no value at all for {len(without)} of {asked.sum()} sites with an offer in this or "
            "an earlier year:"
        )
        lines += [
            f"  {_site(sites, without[at])}: {near[at]:,.0f} young people within 5 km"
            for at in np.argsort(-near, kind="stable")[:MOST_LINES]
        ]
    gaps = np.where(has, checked.gaps, 0)
    if gaps.sum() > MAY_MISS * checked.expected:
        lines.append(
            f"{gaps.sum():,} of {checked.expected:,} pairs are missing of which both ends "
            "have values and lie so near that nobody needs longer than the longest:"
        )
        lines += [
            f"  to {_site(sites, row)}: {gaps[row]:,}"
            for row in np.argsort(-gaps, kind="stable")[:MOST_LINES]
            if gaps[row]
        ]
    if checked.impossible_count:
        lines.append(f"{checked.impossible_count:,} pairs cannot be as they are said:")
        lines += [
            f"  home {tables.homes['code'].iat[home]} to {_site(sites, site)}: {value:,.0f} {unit}"
            for home, site, value in checked.impossible[:MOST_LINES]
        ]
    for what, lost in zip(("origins", "destinations"), fitted.lost, strict=True):
        if len(lost) > MAY_MISS * (len(lost) + len(fitted.values)):
            named = ", ".join(name[:20] for name in lost[:5])
            lines.append(f"{len(lost):,} {what} are nothing that the tables know: {named}")
    return lines


def _young_near(tables: Tables, sites: np.ndarray, young: np.ndarray) -> np.ndarray:
    near = tables.near("straight", sites, 5_000.0)
    return np.array([float(young[homes].sum()) for homes in near])


def _site(sites: pd.DataFrame, row: int) -> str:
    return f"{sites['code'].iat[row]} {sites['name'].iat[row]}"


def _keep(
    folder: Path,
    matrix: Path,
    measure: OwnMeasure,
    fitted: Fitted,
    checked: Checked,
    tables: Tables,
) -> None:
    """Write the table of the measure, and the manifest that tells of it."""
    manifest = _manifest(folder)
    _without(manifest, measure.name)
    of_home = np.where(fitted.place < 0, len(fitted.values), fitted.place)
    values = checked.values[of_home]
    home, site = np.nonzero(np.isfinite(values))
    steps = in_steps(measure.metres(1) * values[home, site].astype(float))
    name = table_name(measure.name)
    sites = tables.placed_sites["code"]
    with replacing(folder):
        with whole(folder / f"{name}.parquet") as file:
            rows = measures.write((site, home, steps), checked.known, tables.homes, sites, file)
            manifest["tables"][name] = facts(file, rows)
        manifest.setdefault(MEASURES, []).append(asdict(measure))
        manifest["sources"].append(_source(matrix, measure, rows))
        _write_manifest(folder, manifest)


def _source(matrix: Path, measure: OwnMeasure, rows: int) -> dict[str, Any]:
    """The table as a source beside those of the build."""
    with matrix.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    percentile = "" if measure.percentile is None else f", {measure.percentile}e percentiel"
    return {
        "id": table_name(measure.name),
        "title": f"Eigen tabel {measure.nl}: {measure.file}{percentile}",
        "publisher": "eigen tabel",
        "address": "",
        "licence": "eigen tabel",
        "reference_date": measure.departure or measure.day,
        "retrieved": None,
        "used_for": table_name(measure.name),
        "file": measure.file,
        "sha256": sha256,
        "rows": rows,
    }


def _without(manifest: dict[str, Any], name: str) -> None:
    manifest["tables"].pop(table_name(name), None)
    manifest[MEASURES] = [one for one in manifest.get(MEASURES, []) if one["name"] != name]
    manifest["sources"] = [one for one in manifest["sources"] if one["id"] != table_name(name)]
    if not manifest[MEASURES]:
        del manifest[MEASURES]


def _manifest(folder: Path) -> dict[str, Any]:
    path = folder / "manifest.json"
    try:
        manifest: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise DataError(f"{path}: cannot be read ({error}); {TABLES_REMEDY}") from error
    return manifest


def _write_manifest(folder: Path, manifest: dict[str, Any]) -> None:
    with whole(folder / "manifest.json") as file:
        file.write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", "utf-8")
