"""The table of another engine: from which origin to which destination, and how long or how far.

Read block by block: what it takes in memory is bounded by its pairs, whatever the file holds.
"""

import gzip
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq

from geodata.errors import DataError
from geodata.tables.arrays import Floats, Integers

#: What the columns are called by r5py and r5r (from_id, to_id), Conveyal Analysis (origin,
#: destination), OpenTripPlanner's clients (fromPlace, toPlace) and Valhalla (from_index, to_index).
ORIGINS = (
    "origin",
    "from_id",
    "fromid",
    "fromplace",
    "from_index",
    "origin_id",
    "from",
    "herkomst",
)
DESTINATIONS = (
    *("destination", "to_id", "toid", "toplace", "to_index", "destination_id", "to"),
    "bestemming",
)
#: A column with the values -> the unit that its name says; "" where each engine has its own.
VALUES = {
    "minutes": "min",
    "minuten": "min",
    "travel_time_minutes": "min",
    "seconds": "s",
    "travel_time_seconds": "s",
    "metres": "m",
    "meters": "m",
    "distance_m": "m",
    "km": "km",
    "distance_km": "km",
    "travel_time": "",
    "traveltime": "",
    "time": "",
    "duration": "",
    "distance": "",
}
TIMES = ("min", "s", "")
#: A column of one percentile: travel_time_p50 of r5py and r5r.
PERCENTILE = re.compile(r"(?:travel_time_)?p(\d{1,2})")
#: A column that says of which percentile a row is, as Conveyal has it.
PERCENTILES = "percentile"
#: A unit that a user says -> minutes or kilometres, and how many of it go in one of these.
UNITS = {"min": ("min", 1), "s": ("min", 60), "m": ("km", 1000), "km": ("km", 1)}

#: What is read at most: pairs, places of either kind, and characters once unpacked; and those of
#: the name of one place.
MOST_PAIRS, MOST_PLACES, MOST_BYTES = 20_000_000, 1_000_000, 4_000_000_000
LONGEST_NAME = 200
#: Bytes and rows at a time.
_BLOCK, _BATCH = 1 << 23, 1 << 16
#: What stands for "not reached".
_NOTHING = pa.array(["", "nan", "na", "none", "null", "inf"])
_HEADER = 10_000


@dataclass(frozen=True)
class Columns:
    """Which columns are read: of origin, destination, value, and of the percentile of a row."""

    origin: str
    destination: str
    value: str
    percentile: str | None


@dataclass(frozen=True, eq=False)
class EngineTable:
    """The pairs of a table: places by name, pairs by number, values in the unit of the measure
    (``min`` or ``km``). Pairs without a value are left out; their places are not."""

    origins: list[str]
    destinations: list[str]
    origin: Integers
    destination: Integers
    value: Floats
    unit: str
    percentile: int | None


def read(path: Path, unit: str, percentile: int | None = None) -> EngineTable:
    """Read a .csv, .csv.gz or .parquet file.

    unit: of the values, one of :data:`UNITS`. percentile: the one to read where the table has
    several. Raises DataError, in one line, at a table that is not of this kind: without the
    columns, with another unit in its name, text or negative numbers for values, or too large.
    """
    if not path.is_file():
        raise DataError(f"{path}: no such file; give the table that the engine wrote")
    try:
        if path.suffix == ".parquet":
            return _Reading(path, unit, percentile).parquet()
        return _Reading(path, unit, percentile).csv()
    except (pa.ArrowInvalid, OSError, EOFError, UnicodeDecodeError) as error:
        why = str(error).splitlines()[0][:200]
        raise DataError(
            f"{path.name}: cannot be read ({why}); write it as UTF-8 csv, csv.gz or parquet"
        ) from error


def columns(path: Path, names: list[str], unit: str, percentile: int | None) -> Columns:
    """Which of the columns of a table are meant."""
    plain = {name.strip().lower().replace(" ", "_"): name for name in names}
    origin, destination = (_first(path, plain, known) for known in (ORIGINS, DESTINATIONS))
    asks_time = UNITS[unit][0] == "min"
    of_kind = [name for name in plain if name in VALUES and (VALUES[name] in TIMES) == asks_time]
    if not asks_time and "distance" in plain:
        of_kind.append("distance")
    if asks_time:
        of_kind = [name for name in of_kind if name != "distance"]
        of_kind += [name for name in plain if PERCENTILE.fullmatch(name)]
    if not of_kind:
        other = next((name for name in plain if VALUES.get(name)), None)
        said = f"column {other} is in {VALUES[other]}, and --unit says {unit}" if other else ""
        present = ", ".join(names)[:200]
        raise DataError(
            f"{path.name}: {said or 'no column with ' + ('times' if asks_time else 'distances')}; "
            f"found {present}; write {'minutes' if asks_time else 'metres'}"
        )
    value = _value(path, of_kind, percentile)
    if VALUES.get(value) and VALUES[value] != unit:
        raise DataError(
            f"{path.name}: column {value} is in {VALUES[value]}, and --unit says {unit}; "
            f"say --unit {VALUES[value]}, or name the column by what it is"
        )
    return Columns(origin, destination, plain[value], plain.get(PERCENTILES))


def _first(path: Path, plain: dict[str, str], known: tuple[str, ...]) -> str:
    for name in known:
        if name in plain:
            return plain[name]
    present = ", ".join(plain.values())[:200]
    raise DataError(f"{path.name}: column {known[0]} is missing; found {present}")


def _value(path: Path, names: list[str], percentile: int | None) -> str:
    """The column with the values; of several percentiles the one that is asked."""
    of_percentile = {int(match[1]): name for name in names if (match := PERCENTILE.fullmatch(name))}
    if percentile in of_percentile:
        return of_percentile[percentile]
    if len(of_percentile) > 1 or (of_percentile and percentile is not None):
        has = ", ".join(map(str, sorted(of_percentile)))
        raise DataError(f"{path.name}: has the percentiles {has}; say which with --percentile")
    if len(names) > 1:
        raise DataError(f"{path.name}: {' and '.join(names)} can both be meant; leave one out")
    return names[0]


class _Bounded(io.RawIOBase):
    """What is read of a file, unpacked, up to so many bytes: a small one can unpack to any size."""

    def __init__(self, path: Path, file: BinaryIO):
        self.path, self.file, self.left = path, file, MOST_BYTES

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        content = self.file.read(_BLOCK if size < 0 else min(size, _BLOCK))
        self.left -= len(content)
        if self.left < 0:
            raise DataError(f"{self.path.name}: is more than {MOST_BYTES / 1e9:g} GB; split it")
        return content


class _Places:
    """Names of places and their numbers, in the order in which they come."""

    def __init__(self, path: Path):
        self.path = path
        self.numbers: dict[str, int] = {}

    def of(self, names: pa.Array) -> Integers:
        coded = names if pa.types.is_dictionary(names.type) else pc.dictionary_encode(names)
        each = pc.utf8_trim_whitespace(coded.dictionary.cast(pa.string()))
        longest = pc.max(pc.utf8_length(each)).as_py() or 0
        if longest > LONGEST_NAME:
            raise DataError(
                f"{self.path.name}: a place is called by {longest:,} characters; give the code of "
                "a home, postcode, neighbourhood or site, or the id of a point"
            )
        known = [self.numbers.setdefault(one, len(self.numbers)) for one in each.to_pylist()]
        if len(known) and len(self.numbers) > MOST_PLACES:
            raise DataError(f"{self.path.name}: more than {MOST_PLACES} places; split it")
        numbers: Integers = np.array(known, np.int32)[coded.indices.to_numpy()]
        return numbers


class _Reading:
    """A table while it is read."""

    def __init__(self, path: Path, unit: str, percentile: int | None):
        self.path, self.unit, self.percentile = path, unit, percentile
        self.origins, self.destinations = _Places(path), _Places(path)
        self.pairs: list[tuple[Integers, Integers, Floats]] = []
        self.percentiles: set[int] = set()
        self.rows = 0

    def csv(self) -> EngineTable:
        """A table as text, packed or not, with commas, semicolons or tabs."""
        with self._open() as file:
            start = file.read(_HEADER)
        header = start.splitlines()[0].decode("utf-8-sig") if start.strip() else ""
        comma = max(",;\t", key=header.count)
        names = [name.strip().strip('"') for name in header.split(comma)]
        asked = columns(self.path, names, self.unit, self.percentile)
        used = [asked.origin, asked.destination, asked.value]
        used += [asked.percentile] if asked.percentile else []
        with self._open() as file:
            reader = pyarrow.csv.open_csv(
                pa.PythonFile(_Bounded(self.path, file), mode="r"),
                pyarrow.csv.ReadOptions(
                    block_size=_BLOCK, use_threads=False, column_names=names, skip_rows=1
                ),
                pyarrow.csv.ParseOptions(delimiter=comma),
                pyarrow.csv.ConvertOptions(
                    include_columns=used,
                    column_types={name: pa.string() for name in used},
                    strings_can_be_null=False,
                ),
            )
            return self._gathered(asked, reader, comma == ";")

    def _open(self) -> BinaryIO:
        if self.path.suffix == ".gz":
            return cast(BinaryIO, gzip.GzipFile(self.path))
        return self.path.open("rb")

    def parquet(self) -> EngineTable:
        """A table as Parquet."""
        with pq.ParquetFile(self.path) as file:
            self._bounded(file.metadata.num_rows)
            asked = columns(self.path, file.schema_arrow.names, self.unit, self.percentile)
        places = [asked.origin, asked.destination]
        used = [*places, asked.value, *([asked.percentile] if asked.percentile else [])]
        # Names once: a small file can repeat a long one any number of times.
        with pq.ParquetFile(self.path, read_dictionary=places) as file:
            batches = file.iter_batches(batch_size=_BATCH, columns=used, use_threads=False)
            return self._gathered(asked, batches, False)

    def _gathered(
        self, asked: Columns, batches: Iterator[pa.RecordBatch], decimal_comma: bool
    ) -> EngineTable:
        for batch in batches:
            self._bounded(self.rows + batch.num_rows)
            self._add(asked, batch, decimal_comma)
            self.rows += batch.num_rows
        if not self.rows:
            raise DataError(f"{self.path.name}: holds no pairs; give the table of the engine")
        if len(self.percentiles) > 1:
            has = ", ".join(map(str, sorted(self.percentiles)))
            raise DataError(
                f"{self.path.name}: has the percentiles {has}; say which with --percentile"
            )
        origin, destination, value = (
            np.concatenate(each) for each in zip(*self.pairs, strict=True)
        )
        kept = np.isfinite(value)
        self._once(origin[kept], destination[kept])
        unit, of_it = UNITS[self.unit]
        of_column = PERCENTILE.fullmatch(asked.value.lower())
        single = next(iter(self.percentiles), None)
        return EngineTable(
            [*self.origins.numbers],
            [*self.destinations.numbers],
            origin[kept],
            destination[kept],
            value[kept] / of_it,
            unit,
            int(of_column[1]) if of_column else single or self.percentile,
        )

    def _bounded(self, rows: int) -> None:
        if rows > MOST_PAIRS:
            raise DataError(
                f"{self.path.name}: more than {MOST_PAIRS:,} pairs; leave out destinations "
                "without technical education, or take coarser origins"
            )

    def _add(self, asked: Columns, batch: pa.RecordBatch, decimal_comma: bool) -> None:
        if asked.percentile:
            of_row = pc.cast(batch.column(asked.percentile), pa.float64()).to_numpy(False)
            if self.percentile is not None:
                batch = batch.filter(pa.array(of_row == self.percentile))
            else:
                self.percentiles |= {int(one) for one in np.unique(of_row[np.isfinite(of_row)])}
        self.pairs.append(
            (
                self.origins.of(batch.column(asked.origin)),
                self.destinations.of(batch.column(asked.destination)),
                self._numbers(batch.column(asked.value), asked.value, decimal_comma),
            )
        )

    def _numbers(self, column: pa.Array, name: str, decimal_comma: bool) -> Floats:
        """The values of a column; NaN where there is none."""
        if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
            text = pc.utf8_trim_whitespace(column.cast(pa.string()))
            if decimal_comma:
                text = pc.replace_substring(text, ",", ".")
            nothing = pc.is_in(pc.utf8_lower(text), _NOTHING)
            text = pc.if_else(nothing, pa.scalar(None, pa.string()), text)
            try:
                column = pc.cast(text, pa.float64())
            except pa.ArrowInvalid:
                raise self._no_number(text, name) from None
        values = pc.cast(column, pa.float64()).to_numpy(zero_copy_only=False)
        negative = np.flatnonzero(values < 0)
        if len(negative):
            row, value = int(negative[0]), values[negative[0]]
            raise DataError(
                f"{self.path.name}, row {self.rows + row + 2}: {name} is {value:g}, below 0; "
                "leave the cell empty where the engine found no way"
            )
        return np.asarray(values, np.float32)

    def _no_number(self, text: pa.Array, name: str) -> DataError:
        for row, one in enumerate(text.to_pylist()):
            try:
                float(one or 0)
            except ValueError:
                return DataError(
                    f"{self.path.name}, row {self.rows + row + 2}: {name} is {one[:40]!r}, no "
                    "number; leave the cell empty where the engine found no way"
                )
        return DataError(f"{self.path.name}: {name} has a number that is written in another way")

    def _once(self, origin: Integers, destination: Integers) -> None:
        """Refused where a pair stands twice: which of both is meant, nobody knows."""
        pairs = origin.astype(np.int64) * len(self.destinations.numbers) + destination
        pairs.sort()
        twice = np.flatnonzero(pairs[1:] == pairs[:-1])
        if len(twice):
            at, to = divmod(int(pairs[twice[0]]), len(self.destinations.numbers))
            names = [[*places.numbers] for places in (self.origins, self.destinations)]
            raise DataError(
                f"{self.path.name}: {len(twice)} pairs stand there twice, the first from "
                f"{names[0][at][:40]!r} to {names[1][to][:40]!r}; keep one row for each pair"
            )
