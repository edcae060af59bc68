"""The name of the place a four-digit postcode belongs to, from the countries-states-cities data.

DUO's addresses name places in capitals and only where a school stands; this list covers every
postcode, with its usual spelling.
"""

import json
from importlib import metadata

import pandas as pd
from countrystatecity_postal_codes import get_postcodes_of_country

from geodata.errors import INSTALL, DataError
from geodata.sources.origin import Entry, Origin, manifest_entry
from geodata.tables.also_names import FACTS, also_names
from geodata.vocabulary import POSTCODE_CODE

PACKAGE = "countrystatecity-postal-codes"


def origin() -> Origin:
    """The origin of the list, with the version of the installed package."""
    return Origin(
        id="plaatsnamen-pc4",
        title=f"Countries States Cities Database: postcodes NL ({PACKAGE} {version()})",
        publisher="Countries States Cities Database (dr5hn)",
        address="https://github.com/dr5hn/countries-states-cities-database",
        licence="ODbL 1.0",
        reference_date=f"pakketversie {version()}",
        retrieved=None,
        used_for="homes: place names; sites: spelling of place names",
    )


def version() -> str:
    """The version of the package that holds the list."""
    try:
        return metadata.version(PACKAGE)
    except metadata.PackageNotFoundError as error:
        raise DataError(f"{PACKAGE}: package not installed; run {INSTALL}") from error


def places() -> pd.DataFrame:
    """One row per postcode area: pc4, place."""
    version()
    records = get_postcodes_of_country("NL")
    table = pd.DataFrame(
        {
            "pc4": [record.code for record in records],
            "place": [record.localityName for record in records],
        }
    )
    if table.empty or not table["pc4"].str.fullmatch(POSTCODE_CODE).all():
        raise DataError(
            f"{PACKAGE}: no Dutch postcodes in it; install the version the project pins"
        )
    return table.dropna().drop_duplicates("pc4").reset_index(drop=True)


def entry(table: pd.DataFrame) -> Entry:
    """The manifest record: the list has no file of its own, so its content is hashed."""
    content = json.dumps(table.to_numpy().tolist(), ensure_ascii=False).encode()
    return manifest_entry(origin(), "countrystatecity_postal_codes: NL", content, len(table))


ORIGIN_ALSO_NAMES = Origin(
    id="andere-namen",
    title="Andere namen van regio’s en plaatsen, ook Friese en Nederlandse",
    publisher="Techniek Dichtbij, uit openbare bronnen (zie facts/also_names.json)",
    address="https://www.geonames.org/",
    licence="CC BY 4.0",
    reference_date="2024",
    retrieved=None,
    used_for="search: other names of regions and places",
)


def also_names_entry() -> Entry:
    """The manifest record of the other names."""
    content = FACTS.read_bytes()
    file = f"geodata/facts/{FACTS.name}"
    return manifest_entry(ORIGIN_ALSO_NAMES, file, content, len(also_names()))
