"""What DUO has called its columns over the years, once for all its files."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from geodata.sources import reading
from geodata.vocabulary import SITE_CODE

#: Our name -> the publisher's, as :func:`geodata.sources.reading.pick` takes them.
NAMES = {
    "institution": ["INSTELLINGSCODE", "BRIN NUMMER", "INSTELLING", "BRIN"],
    "code": ["VESTIGINGSCODE", "VESTIGINGSNUMMER"],
    "name": ["INSTELLINGSNAAM VESTIGING", "VESTIGINGSNAAM"],
    "place": ["PLAATSNAAM VESTIGING", "PLAATSNAAM"],
    "municipality_name": ["GEMEENTENAAM VESTIGING", "GEMEENTENAAM"],
    "municipality": ["GEMEENTENUMMER"],
}


def named(*columns: str) -> dict[str, list[str]]:
    """These of the names, to pick them from a file."""
    return {column: NAMES[column] for column in columns}


def by_site(cells: pd.DataFrame, path: Path, wanted: Mapping[str, Iterable[str]]) -> pd.DataFrame:
    """The wanted columns of a file with sites, and the code of the site in front.

    Refuses a row without the code of a site.
    """
    table = reading.pick(cells, path, wanted)
    table.insert(0, "code", site_codes(cells, path))
    reading.no_blanks(table, path, ["code"])
    reading.matches(table, path, "code", SITE_CODE, "00AH17")
    return table


def site_codes(cells: pd.DataFrame, path: Path) -> pd.Series:
    """The whole code of each site, '00AH17', also where a file has the number ('17') apart."""
    code = reading.pick(cells, path, named("code"))["code"]
    number = code.str.len().between(1, 2)
    if not number.any():
        return code
    institution = reading.pick(cells, path, named("institution"))["institution"]
    return code.mask(number, institution + code.str.zfill(2))
