"""Measures of the owner's own: how far homes are from sites by a table of another engine, as
``python -m geodata distances --matrix`` keeps it beside the prepared tables."""

from base64 import b64decode, b64encode
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from geodata.errors import DataError
from geodata.question import OwnMeasure
from geodata.tables import distances
from geodata.tables.arrays import Booleans, Floats, Integers
from geodata.tables.distances import Distances
from geodata.tables.steps import FURTHEST
from geodata.vocabulary import METHODS, NETWORK

#: In the manifest: what is known of every measure.
MEASURES = "measures"
#: The column of the distances, in the steps of :mod:`geodata.tables.steps`: of a measure in minutes
#: tenths of a minute.
STEPS = "steps"
_KNOWN = b"homes with all their times, a bit each, base64"


@dataclass(frozen=True, eq=False)
class OwnDistances:
    """A measure with its distances; the homes of which these are known, and the placed sites that
    have any: a boolean each.

    Who lives in another home is left out of every figure of the measure: not known is not far.
    """

    measure: OwnMeasure
    distances: Distances
    known: Booleans
    places: Booleans


class _FromFile(distances.FromFile):
    """Distances of another engine; a pair that is not in the file has none."""

    _steps = STEPS

    def told_of(self, sites: pd.Series) -> Booleans:
        """Which sites have any distance, by their codes."""
        return np.asarray(sites.isin([*self._group]), bool)

    def _unwritten(self, sites: Integers, homes: Floats) -> Integers:
        return np.full((len(sites), len(homes)), FURTHEST, np.uint16)


def table_name(measure: str) -> str:
    """What the table of a measure is called, among the prepared ones."""
    return f"measure_{measure}"


def write(
    pairs: tuple[Integers, Integers, Integers],
    known: Booleans,
    homes: pd.DataFrame,
    sites: pd.Series,
    path: Path,
) -> int:
    """Write a table: of every pair the site and the home, by their rows, and the steps; the number
    of rows. known: which homes have all the times that they should have. sites: codes."""
    site, home, steps = pairs
    order = np.lexsort((home, site))
    codes = pd.Categorical.from_codes(site[order], pd.Index(sites))
    rows = pd.DataFrame(
        {
            "site": codes.remove_unused_categories(),
            "home": home[order].astype(np.uint16),
            STEPS: steps[order],
            "method": pd.Categorical.from_codes(
                np.full(len(order), NETWORK, np.int8), list(METHODS)
            ),
        }
    )
    told = {_KNOWN: b64encode(np.packbits(known).tobytes())}
    distances.write(rows, homes, path, STEPS, told)
    return len(rows)


def read(
    folder: Path, manifest: dict[str, Any], homes: pd.DataFrame, sites: pd.DataFrame, ever: Integers
) -> dict[str, OwnDistances]:
    """The measures of a folder of prepared tables by their name; none where none were made.

    sites: those with a place. ever: rows of those that ever had an offer. Raises DataError at a
    table that is of other homes or sites.
    """
    every = {}
    for facts in manifest.get(MEASURES, []):
        measure = OwnMeasure(**facts)
        try:
            file = _FromFile(folder / f"{table_name(measure.name)}.parquet", homes, sites)
        except DataError as error:
            raise DataError(f"{error} --matrix FILE --name {measure.name}") from error
        bits = np.frombuffer(b64decode(file.told[_KNOWN]), np.uint8)
        known = np.unpackbits(bits, count=len(homes)).astype(bool)
        kept = distances.at_hand(file, ever, len(homes))
        every[measure.name] = OwnDistances(measure, kept, known, file.told_of(sites["code"]))
    return every
