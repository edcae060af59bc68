"""Addresses of the country (BAG), as public extracts have them: where in a postcode people live."""

import csv
import hashlib
from dataclasses import asdict
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.csv

from geodata.errors import DataError
from geodata.sources import reading
from geodata.sources.origin import Entry, Origin
from geodata.vocabulary import NETHERLANDS, POSTCODE_CODE

ORIGIN = Origin(
    id="bag-adressen",
    title="Adressen met postcode en coördinaten",
    publisher="Kadaster (BAG), uittreksel",
    address="https://www.kadaster.nl/zakelijk/registraties/basisregistraties/bag",
    licence="Public domain",
    reference_date="unknown",
    retrieved=None,
    used_for="homes: where in a postcode area people live",
)
#: Names that extracts give to what is read.
COLUMNS = {
    "postcode": ("postcode",),
    "lat": ("lat", "latitude", "breedtegraad"),
    "lon": ("lon", "lng", "longitude", "lengtegraad"),
}
#: Most rows outside the country, as a part of all, before it is another country's file.
MOST_OUTSIDE = 0.01


def addresses(path: Path) -> pd.DataFrame:
    """Addresses per postcode of four digits and a letter: postcode5, addresses, lon, lat (means).

    A file separated by ``;``, plain or packed (``.gz``, ``.zst``); rows without a postcode are
    left out. Read by the block: the country has ten million.
    """
    reading.require(path)
    separator, names = _columns(path)
    sums: list[pd.DataFrame] = []
    rows = outside = 0
    try:
        for block in _blocks(path, separator, names):
            table = block.to_pandas().set_axis(list(COLUMNS), axis=1)
            code = table["postcode"].str.replace(" ", "").str.upper().str.slice(0, 5)
            known = code.str.fullmatch(f"{POSTCODE_CODE}[A-Z]").fillna(False)
            known &= table["lat"].notna() & table["lon"].notna()
            west, south, east, north = NETHERLANDS
            inside = table["lon"].between(west, east) & table["lat"].between(south, north)
            rows, outside = rows + int(known.sum()), outside + int((known & ~inside).sum())
            kept = table[known & inside].assign(postcode5=code, addresses=1)
            sums.append(kept.groupby("postcode5")[["addresses", "lon", "lat"]].sum())
    except (pa.ArrowInvalid, OSError, ValueError) as error:
        reason = " ".join(str(error).split())
        raise reading.refuse(
            path, f"cannot be read ({reason})", "use the extract itself"
        ) from error
    if not rows:
        raise reading.refuse(
            path, "has no address with a postcode and a place", "check its columns"
        )
    if outside > MOST_OUTSIDE * rows:
        raise reading.refuse(
            path,
            f"{outside} of {rows} addresses lie outside the Netherlands",
            "give degrees WGS84, lat and lon not swapped",
        )
    table = pd.concat(sums).groupby(level=0).sum()
    for axis in ("lon", "lat"):
        table[axis] /= table["addresses"]
    return table.reset_index()


def _columns(path: Path) -> tuple[str, list[str]]:
    """The separator of a file, and the names in it of what is read."""
    try:
        with pa.input_stream(str(path), compression="detect") as stream:
            first = stream.read(20_000).decode("utf-8-sig", "replace").partition("\n")[0].strip()
    except (OSError, ValueError) as error:
        raise reading.refuse(path, f"cannot be unpacked ({error})", "download it again") from error
    separator = max(";,\t|", key=first.count)
    header = next(csv.reader([first], delimiter=separator), [])
    names = []
    for column, known in COLUMNS.items():
        found = [name for name in header if name.strip().lower() in known]
        if not found:
            raise reading.refuse(
                path,
                f"column {column} is missing; found {', '.join(header[:12]) or 'none'}",
                "give an extract with postcode, lat and lon",
            )
        names.append(found[0])
    return separator, names


def _blocks(path: Path, separator: str, names: list[str]) -> pa.csv.CSVStreamingReader:
    kinds = dict(zip(names, (pa.string(), pa.float64(), pa.float64()), strict=True))
    return pa.csv.open_csv(
        pa.input_stream(str(path), compression="detect"),
        read_options=pa.csv.ReadOptions(block_size=1 << 24, use_threads=False),
        parse_options=pa.csv.ParseOptions(delimiter=separator),
        convert_options=pa.csv.ConvertOptions(
            include_columns=names, column_types=kinds, strings_can_be_null=True
        ),
    )


def entry(path: Path, table: pd.DataFrame) -> Entry:
    """The manifest record of the file."""
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({error.strerror})") from error
    rows = int(table["addresses"].sum())
    return asdict(ORIGIN) | {"file": path.name, "sha256": digest, "rows": rows}
