"""Hand-made pupils by postcode: no figure of any school; in the layout of DUO, and as a table."""

from dataclasses import replace
from pathlib import Path

import pandas as pd

from dashboard.data import Data
from geodata.tables import pupil_homes

NAME = "leerlingen-per-vestiging-naar-postcode-en-leerjaar-2025.csv"
GRADES = ";".join(f"LEER- OF VERBLIJFSJAAR {grade}" for grade in range(1, 7))
HEADER = (
    "BRIN NUMMER;VESTIGINGSNUMMER;INSTELLINGSNAAM VESTIGING;PLAATSNAAM VESTIGING;"
    f"POSTCODE LEERLING;PLAATSNAAM LEERLING;GEMEENTENUMMER LEERLING;GEMEENTENAAM LEERLING;{GRADES}"
)


def written(folder: Path, *rows: str) -> Path:
    """The file with these rows in a folder; its path."""
    path = folder / NAME
    path.write_text("\n".join([HEADER, *rows]) + "\n", "utf-8")
    return path


#: Site with M&T in Goes; postcode, fewest and most pupils.
SITE = "13OR01"
ROWS = [("4461", 120, 120), ("4331", 1, 4), ("4401", 30, 30), ("", 2, 2)]


def named(data: Data) -> Data:
    """Tables that say that they have where pupils live."""
    tables = {**data.manifest["tables"], pupil_homes.NAME: {"sha256": "0" * 64}}
    source = data.manifest["sources"][0] | {"id": "duo-leerlingen-vo-postcode"}
    sources = [*data.manifest["sources"], source]
    manifest = {**data.manifest, "tables": tables, "sources": sources}
    return replace(data, tables=replace(data.tables, manifest=manifest))


def known(data: Data, folder: Path, site: str = SITE, rows: list[tuple] = ROWS) -> Data:
    """The same tables, with the one of these rows in a folder of its own beside them."""
    frame = pd.DataFrame(rows, columns=["postcode", "low", "high"])
    path = folder / f"{pupil_homes.NAME}.parquet"
    frame.assign(site=site, date="2025-10-01").to_parquet(path)
    return replace(named(data), folder=folder)
