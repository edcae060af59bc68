"""DUO: the pupils of every site by the postcode they live in. Many do not have this file, so a
build goes on without it.

It is wide: a row per site and postcode, a column per grade. DUO brings it out every year on its
page, and on its portal under the name ``02voins``.
"""

import re
from pathlib import Path

import pandas as pd

from geodata.sources import reading
from geodata.sources.duo import LICENCE
from geodata.sources.duo_keys import by_site
from geodata.sources.origin import Origin
from geodata.tables.pupil_homes import FILE
from geodata.vocabulary import MASKED_HIGH, MASKED_LOW

#: The year in the name is that of the count, or the school year that it falls in.
YEARLY = re.compile(
    r"leerlingen-per-vestiging-naar-postcode-en-leerjaar-(20\d{2})(-20\d{2})?\.csv(\.gz)?"
)
#: As a build calls the one of a year, when it fetches it.
NAMED = "leerlingen-per-vestiging-naar-postcode-en-leerjaar-{year}.csv"
ON_PORTAL = re.compile(r"02voins\.csv(\.gz)?")
POSTCODE = ["POSTCODE LEERLING", "POSTCODE_LEERLING", "POSTCODE4_LEERLING", "POSTCODE4_DEELNEMER"]
#: In names of columns what parts words has been a space and an underscore.
GRADE = re.compile(r"(?:LEER- ?OF VERBLIJFSJAAR|LEERJAAR)[ _](\d)", re.IGNORECASE)
DATES = ("PEILDATUM", "PEILJAAR")
#: A number; below a number; from one to another; and how DUO's portal writes a masked one.
NUMBER, BELOW, SPAN, MASKED = r"(\d{1,5})", r"<\s*(\d{1,2})", r"(\d{1,5})\s*[-–]\s*(\d{1,5})", "-1"


def origin(date: str) -> Origin:
    """The origin of the file of a count on one date."""
    return Origin(
        id="duo-leerlingen-vo-postcode",
        title="Leerlingen vo per vestiging naar postcode van de leerling en leerjaar",
        publisher="DUO",
        address=FILE,
        licence=LICENCE,
        reference_date=date,
        retrieved=None,
        used_for="pupil_homes",
    )


def file(root: Path) -> Path | None:
    """The newest of these files below a source directory; None without any.

    One with its year in its name goes before that of the portal, whose name has none.
    """
    names = {path: reading.plain_name(path.name) for path in sorted((root / "duo").glob("*.csv*"))}
    yearly = {path: found[1] for path, name in names.items() if (found := YEARLY.fullmatch(name))}
    if yearly:
        newest = max(yearly.values())
        of_newest = [path for path, year in yearly.items() if year == newest]
        if len(of_newest) > 1:
            raise reading.refuse(
                of_newest[1], f"is of {newest}, as {of_newest[0].name} is", "keep one of the two"
            )
        return of_newest[0]
    return next((path for path, name in names.items() if ON_PORTAL.fullmatch(name)), None)


def pupil_homes(path: Path) -> pd.DataFrame:
    """Pupils of every site by the postcode they live in, all kinds of education and grades.

    Columns: code, postcode (four digits; "" where it is none: abroad, or not known), low and high
    (persons: what a masked number can be, summed over the grades), date (of the count). A row per
    row of the file; of a file of several counts those of the newest.
    """
    cells = _cells(path)
    grades = [column for column in cells if GRADE.fullmatch(column)]
    if not grades:
        raise reading.refuse(
            path,
            "has no column like LEER- OF VERBLIJFSJAAR 1",
            "check that this is the publisher's original file",
        )
    dates = _dates(cells, path)
    cells = cells[dates.eq(dates.max())]
    table = by_site(cells, path, {"postcode": POSTCODE})
    ranges = [_ranges(cells[column], path, column) for column in grades]
    written = table["postcode"].str.extract(r"^([1-9]\d{3})(?: ?[A-Z]{2})?$", expand=False)
    return table.assign(
        postcode=written.fillna(""),
        low=sum(low for low, _ in ranges),
        high=sum(high for _, high in ranges),
        date=dates.max(),
    )


def _cells(path: Path) -> pd.DataFrame:
    """All cells; parted by semicolons or, in some years, by commas."""
    header = reading.decode(path, reading.read_bytes(path), latin1=True).partition("\n")[0]
    return reading.read_csv(path, max(";,", key=header.count), latin1=True)


def _dates(cells: pd.DataFrame, path: Path) -> pd.Series:
    """Of every row the date of its count: from its own cell, or the name of the file."""
    named = next((column for column in DATES if column in cells), None)
    if named is None:
        year = YEARLY.fullmatch(reading.plain_name(path.name))
        if year is None:
            raise reading.refuse(
                path,
                "has no year in its name and no column PEILDATUM or PEILJAAR",
                "name it like leerlingen-per-vestiging-naar-postcode-en-leerjaar-2025.csv",
            )
        return pd.Series(f"{year[1]}-10-01", cells.index)
    parts = cells[named].str.extract(r"^(20\d{2})-?(\d{2})?-?(\d{2})?$")
    if parts[0].isna().any():
        row = cells.index[parts[0].isna()][0]
        raise reading.refuse(
            path, f"{named} '{cells.at[row, named]}' is no date", "correct the cell", row
        )
    # Schools are counted on the first of October.
    return parts[0] + "-" + parts[1].fillna("10") + "-" + parts[2].fillna("01")


def _ranges(cells: pd.Series, path: Path, column: str) -> tuple[pd.Series, pd.Series]:
    """The fewest and the most persons that each cell can stand for."""
    exact = cells.str.extract(f"^{NUMBER}$", expand=False).astype("float64")
    below = cells.str.extract(f"^{BELOW}$", expand=False).astype("float64")
    span = cells.str.extract(f"^{SPAN}$").astype("float64")
    masked = cells.eq(MASKED)
    low = exact.fillna(below.where(below.isna(), 1)).fillna(span[0]).mask(masked, MASKED_LOW)
    high = exact.fillna(below - 1).fillna(span[1]).mask(masked, MASKED_HIGH)
    wrong = low.isna() | high.isna() | (low > high)
    if wrong.any():
        row = cells.index[wrong][0]
        raise reading.refuse(
            path,
            f"{column} '{cells[row]}' is no number of pupils and no range such as <5",
            "correct the cell",
            row,
        )
    return low.astype("int64"), high.astype("int64")
