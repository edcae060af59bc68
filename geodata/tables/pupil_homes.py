"""Where pupils live, for tables whose sources said so. Read anew for everybody who asks: most have
no such table, and a web worker keeps none of it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq

NAME = "pupil_homes"


def is_there(manifest: Mapping[str, Any]) -> bool:
    """Whether the tables of a manifest have it."""
    return NAME in manifest["tables"]


def read(folder: Path) -> pd.DataFrame:
    """The table; see geodata.tables.schema. By one thread, as the other tables."""
    with pq.ParquetFile(folder / f"{NAME}.parquet") as file:
        return file.read(use_threads=False).to_pandas(use_threads=False)
