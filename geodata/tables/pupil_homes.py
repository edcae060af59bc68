"""Where pupils live, for tables whose sources said so. Read anew for everybody who asks: most have
no such table, and a web worker keeps none of it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq

NAME = "pupil_homes"
#: Where everybody can get the file that it is made of.
FILE = (
    "https://onderwijsdata.duo.nl/dataset/19c81dcb-a7c5-4410-8122-145f0996d082/resource/"
    "a0ca4915-9aae-4826-bf5b-6825ce95b8b4/download/02voins.csv"
)


def is_there(manifest: Mapping[str, Any]) -> bool:
    """Whether the tables of a manifest have it."""
    return NAME in manifest.get("tables", ())


def read(folder: Path) -> pd.DataFrame:
    """The table; see geodata.tables.schema. By one thread, as the other tables."""
    with pq.ParquetFile(folder / f"{NAME}.parquet") as file:
        return file.read(use_threads=False).to_pandas(use_threads=False)
