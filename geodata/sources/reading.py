"""How every source file is read and refused: one message with file, row, fault and remedy.

Tables keep the row number of the file as index. The header is row 1, so that a number in a
message is the one a text editor or spreadsheet shows.
"""

import csv
import difflib
import gzip
import io
import re
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio

from geodata.errors import DataError
from geodata.sources.mending import mended
from geodata.vocabulary import NETHERLANDS, RD

#: Bytes of a file that is read whole, once unpacked: many times what any publisher gives.
LARGEST = 250_000_000


def refuse(path: Path, what: str, remedy: str, row: int | None = None) -> DataError:
    """The error for a fault in a file; raise the result."""
    where = f"{path.name}, row {row}" if row is not None else path.name
    return DataError(f"{where}: {what}; {remedy}")


def require(path: Path) -> Path:
    """The path itself, when there is a file at it."""
    if not path.is_file():
        raise DataError(
            f"{path.name}: file not found in {path.parent}; "
            "put the publisher's file there or point --source at the right directory"
        )
    return path


def plain_name(name: str) -> str:
    """The name of a file without the number and the commas that DUO's site puts in it.

    '07.-geslaagden,-gezakten-en-cijfers-2023-2024.csv' is
    'geslaagden-gezakten-en-cijfers-2023-2024.csv'.
    """
    return re.sub(r"^\d\d\.-", "", name.lower()).replace(",", "")


def delivered(path: Path) -> Path:
    """The file at a path, or else the one beside it that DUO's site calls by that name."""
    if path.is_file() or not path.parent.is_dir():
        return path
    alike = sorted(one for one in path.parent.iterdir() if plain_name(one.name) == path.name)
    if len(alike) > 1:
        raise refuse(alike[1], f"is {alike[0].name} by another name", "keep one of the two")
    return alike[0] if alike else path


def read_bytes(path: Path, most: int | None = None) -> bytes:
    """The content of a file, unpacked when it is a .gz; an unreadable one is refused.

    most: bytes that are read at most, of the unpacked content, :data:`LARGEST` unless another is
    given; a file with more is refused.
    """
    most = LARGEST if most is None else most
    try:
        with require(path).open("rb") as file:
            if path.suffix != ".gz":
                content = file.read(most + 1)
            else:
                with gzip.GzipFile(fileobj=file) as unpacked:
                    content = unpacked.read(most + 1)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise refuse(path, f"cannot be unpacked ({error})", "download the file again") from error
    except OSError as error:
        raise refuse(path, f"cannot be read ({error.strerror})", "check its permissions") from error
    if len(content) > most:
        raise refuse(path, f"is larger than {most // 1_000_000} MB", "split the file")
    return content


def decode(path: Path, content: bytes, latin1: bool = False) -> str:
    """The text of a file: UTF-8, and ISO 8859-1 only where the publisher is known to use it.

    ISO 8859-1 decodes any byte, so the C1 control characters, which no text contains, are taken
    as the sign of another encoding.
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        if latin1:
            text = content.decode("latin-1")
            odd = re.search("[\x00\x80-\x9f]", text)
            if odd is None:
                return text
            row = text.count("\n", 0, odd.start()) + 1
        expected = "UTF-8 or ISO 8859-1" if latin1 else "UTF-8"
        raise refuse(
            path, f"is not {expected} text", "save the file in that encoding", row
        ) from error


def read_csv(
    path: Path, separator: str, latin1: bool = False, most: int | None = None
) -> pd.DataFrame:
    """All cells of a separated text file as stripped strings, indexed by row number.

    most: as for :func:`read_bytes`. Text that was encoded twice is mended, see
    :mod:`geodata.sources.mending`.
    """
    text = decode(path, read_bytes(path, most), latin1)
    if "\x00" in text:
        raise refuse(path, "contains binary data", "download the file again")
    text = mended(text)
    records = numbered_records(text, separator)
    number, header = next(records, (1, []))
    if not header:
        raise refuse(path, "is empty", "download the file again")
    cells, rows = [], []
    for number, record in records:
        if len(record) != len(header):
            raise refuse(
                path,
                f"has {len(record)} cells where the header has {len(header)}",
                f"check the separator '{separator}' and the quotes; a file that ends here was cut "
                "off: download it again",
                number,
            )
        cells.append(list(map(str.strip, record)))
        rows.append(number)
    if not rows:
        raise refuse(path, "holds a header and no rows", "download the file again")
    columns = [name.strip() for name in header]
    return pd.DataFrame(cells, columns=columns, index=pd.Index(rows, name="row"), dtype="str")


def numbered_records(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """The records of a separated text with the row each starts in; blank rows are skipped.

    Lenient about quotes inside a cell: DUO writes names like VMBO "De Jutter" as they are.
    """
    # pandas fills up a row that is cut off without a word, so it is no help here.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    start = 1
    for record in reader:
        if record:
            yield start, record
        start = reader.line_num + 1


def read_geopackage(path: Path) -> gpd.GeoDataFrame:
    """The only layer of a GeoPackage in the Dutch grid, indexed by row number (first row is 1).

    SQLite's own check runs first: the reader quietly returns fewer rows from a damaged file.
    """
    require(path)
    remedy = "download the file again"
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
            verdict = database.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.Error as error:
        raise refuse(path, f"is not a whole GeoPackage ({error})", remedy) from error
    if verdict != "ok":
        raise refuse(path, f"is damaged ({' '.join(verdict.split())})", remedy)
    try:
        frame = pyogrio.read_dataframe(path)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
        reason = " ".join(str(error).split())
        raise refuse(path, f"cannot be read as a GeoPackage ({reason})", remedy) from error
    if not isinstance(frame, gpd.GeoDataFrame) or frame.crs is None or frame.crs != RD:
        raise refuse(path, f"is not in {RD} (RD New)", "reproject it to that grid")
    if frame.empty:
        raise refuse(path, "holds no rows", remedy)
    frame.index = pd.RangeIndex(1, len(frame) + 1, name="row")
    return frame


def pick(table: pd.DataFrame, path: Path, wanted: Mapping[str, Iterable[str]]) -> pd.DataFrame:
    """The wanted columns under their new names.

    `wanted` maps a new name to the names the publisher has used for it over the years. A missing
    column is reported with the nearest one that is there.
    """
    new_names = {}
    for new, candidates in wanted.items():
        names = list(candidates)
        present = [name for name in names if name in table.columns]
        if not present:
            near = difflib.get_close_matches(names[0], list(table.columns), n=1, cutoff=0.0)
            raise refuse(
                path,
                f"column {' or '.join(names)} is missing; found {near[0] if near else 'none'}",
                "check that this is the publisher's original file",
            )
        new_names[present[0]] = new
    return table[list(new_names)].rename(columns=new_names)


def no_blanks(table: pd.DataFrame, path: Path, columns: Iterable[str]) -> None:
    """Refuses an empty cell in a column that must be filled."""
    for column in columns:
        blank = table[column].isna() | table[column].eq("")
        if blank.any():
            raise refuse(path, f"{column} is empty", "fill the cell", table.index[blank][0])


def no_duplicates(table: pd.DataFrame, path: Path, key: list[str]) -> None:
    """Refuses a key that occurs twice, naming both rows."""
    repeated = table.duplicated(key)
    if repeated.any():
        second = table.index[repeated][0]
        values = table.loc[second, key]
        first = table.index[table[key].eq(values).all(axis=1)][0]
        raise refuse(
            path,
            f"{' + '.join(key)} {' + '.join(values)} occurs again (first in row {first})",
            "keep one of the two rows",
            second,
        )


def matches(table: pd.DataFrame, path: Path, column: str, pattern: str, example: str) -> None:
    """Refuses a code that does not look like one."""
    wrong = ~table[column].str.fullmatch(pattern)
    if wrong.any():
        row = table.index[wrong][0]
        raise refuse(
            path,
            f"{column} '{table.at[row, column]}' is not a code like {example}",
            "correct the cell",
            row,
        )


def numbers(
    table: pd.DataFrame, path: Path, column: str, masked: str | None = None, whole: bool = False
) -> pd.Series:
    """The cells of a column as numbers, null where empty or equal to `masked`.

    A decimal point is expected; `whole` refuses fractions and negative numbers.
    """
    text = table[column]
    hidden = text.eq("") if masked is None else text.eq("") | text.eq(masked)
    values = pd.to_numeric(text.mask(hidden), errors="coerce").astype("float64")
    wrong = values.isna() & ~hidden
    if whole:
        wrong |= values.lt(0) | values.mod(1).gt(0)
    if wrong.any():
        row = table.index[wrong][0]
        kind = "a whole number" if whole else "a number"
        also = f" or {masked}" if masked else ""
        raise refuse(path, f"{column} '{text[row]}' is not {kind}{also}", "correct the cell", row)
    return values


@dataclass(frozen=True)
class Area:
    """A box of degrees WGS84 in which points are expected, and its name in a message."""

    name: str
    west: float
    south: float
    east: float
    north: float


IN_NETHERLANDS = Area("the Netherlands", *NETHERLANDS)


def inside(table: pd.DataFrame, path: Path, lon: str, lat: str, area: Area) -> None:
    """Refuses a point (columns of degrees WGS84) outside an area; nulls pass.

    Columns that changed places lie outside every area of this package.
    """
    filled = table[lon].notna() | table[lat].notna()
    within = table[lon].between(area.west, area.east) & table[lat].between(area.south, area.north)
    wrong = filled & ~within
    if wrong.any():
        row = table.index[wrong][0]
        raise refuse(
            path,
            f"{lon} {table.at[row, lon]}, {lat} {table.at[row, lat]} is no place in {area.name}",
            "write degrees, and check the order of longitude and latitude",
            int(row),
        )


def known(table: pd.DataFrame, path: Path, column: str, codes: Iterable[str], what: str) -> None:
    """Refuses a code that is not among `codes`; empty cells pass."""
    wrong = ~table[column].isin(set(codes)) & table[column].notna() & table[column].ne("")
    if wrong.any():
        row = table.index[wrong][0]
        raise refuse(
            path,
            f"{column} {table.at[row, column]} is an unknown {what}",
            "use files of the same year, or correct the cell",
            row,
        )
