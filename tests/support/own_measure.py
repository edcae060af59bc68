"""A measure of an owner's own over the tables that ship: Ameland by public transport.

From its postcodes 9161, 9162 and 9163 it is 20, 45 and 60 minutes to one site with the offer; of
9164, and of the rest of the country, nothing is known.
"""

from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from dashboard.data import Data
from geodata.analysis.coverage import offering_rows
from geodata.question import OwnMeasure, Question
from geodata.tables import measures
from tests.support.shipped import shipped

ISLAND = "GM0060"
MINUTES = {"9161": 20, "9162": 45, "9163": 60}
UNKNOWN = "9164"
OV = OwnMeasure(
    "ov",
    "min",
    90.0,
    "met het ov",
    "by public transport",
    "dinsdag 10 maart 2026, 7.30–8.30 uur",
    50,
    "ov.csv.gz",
    "2026-03-11",
)


@cache
def with_own_measure() -> Data:
    """The shipped tables with that measure, and the source that the command writes for it."""
    data = shipped()
    tables = data.tables
    postcode = tables.homes["postcode"]
    home = np.flatnonzero(postcode.isin([*MINUTES]))
    site = np.full(len(home), offering_rows(tables, Question())[0])
    steps = (postcode.iloc[home].map(MINUTES) * 10).to_numpy(np.uint16)
    known = np.zeros(len(tables.homes), bool)
    known[home] = True
    source = data.manifest["sources"][0] | {
        "id": "measure_ov",
        "title": "Eigen tabel met het ov: ov.csv.gz",
        "used_for": "measure_ov",
        "licence": "eigen tabel",
        "address": "",
    }
    manifest = data.manifest | {
        "measures": [asdict(OV)],
        "sources": [*data.manifest["sources"], source],
    }
    with TemporaryDirectory() as folder:
        path = Path(folder) / "measure_ov.parquet"
        sites = tables.placed_sites
        measures.write((site, home, steps), known, tables.homes, sites["code"], path)
        # Only this site has any: the others need not be at hand.
        own = measures.read(Path(folder), manifest, tables.homes, sites, site[:1])
    return replace(data, tables=replace(tables, manifest=manifest, own_distances=own))
