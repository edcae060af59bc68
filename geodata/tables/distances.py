"""How far is every home from every site? The table ``distances``, by estimate or over a network."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq

from geodata.errors import DataError
from geodata.tables.arrays import Floats, Integers
from geodata.vocabulary import DETOUR, METHODS

#: Pairs further apart than this, as the crow flies, are not in the table.
WITHIN_M = 40_000.0


@dataclass(frozen=True, eq=False)
class Distances:
    """Cycling distances as a grid: homes × placed sites.

    metres: float32, the straight line times the detour factor for pairs that are not in the
    table. method: code of :data:`geodata.vocabulary.METHODS`.
    """

    metres: Floats
    method: Integers


def table(
    homes: pd.Series,
    sites: pd.Series,
    home: Integers,
    site: Integers,
    straight_m: Floats,
    cycle_m: Floats,
    method: Integers,
) -> pd.DataFrame:
    """The table ``distances`` from pairs, sorted by home and site.

    homes, sites: codes. home, site: the pairs, as rows of these. method: numbers of METHODS.
    """
    return pd.DataFrame(
        {
            "home": pd.Categorical.from_codes(home, homes),
            "site": pd.Categorical.from_codes(site, sites),
            "straight_m": np.rint(straight_m).astype(np.int32),
            "cycle_m": np.rint(cycle_m).astype(np.int32),
            "method": pd.Categorical.from_codes(method, METHODS),
        }
    )


def pairs_within(
    homes: Floats, sites: Floats, metres: float = WITHIN_M
) -> tuple[Integers, Integers, Floats]:
    """Pairs of homes and sites within a straight distance: rows of each, and that distance.

    homes, sites: points in metres of the Dutch grid, two columns.
    """
    near = []
    # By the slice: the whole in double precision would take four times the memory.
    for start in range(0, len(homes), 256):
        part = homes[start : start + 256, None, :] - sites[None, :, :]
        straight = np.hypot(part[..., 0], part[..., 1])
        home, site = np.nonzero(straight <= metres)
        near.append((home + start, site, straight[home, site]))
    home, site, apart = (np.concatenate(each) for each in zip(*near, strict=True))
    return home, site, apart


def read(path: Path, homes: pd.DataFrame, sites: pd.DataFrame) -> Distances:
    """The table as a grid; homes and placed sites with their points x and y."""
    try:
        # By the batch: the whole table beside its grid would take twice the memory.
        batches = pq.ParquetFile(path, read_dictionary=["home", "site", "method"]).iter_batches(
            10_000, use_threads=False, columns=["home", "site", "cycle_m", "method"]
        )
        return _grid((batch.to_pandas() for batch in batches), homes, sites)
    except (OSError, ValueError) as error:
        raise DataError(
            f"{path}: the distances cannot be read ({error}); make them with: "
            "python -m geodata distances"
        ) from error


def grid(kept: pd.DataFrame, homes: pd.DataFrame, sites: pd.DataFrame) -> Distances:
    """The table ``distances`` as a grid of homes × placed sites."""
    return _grid([kept], homes, sites)


def _grid(batches: Iterable[pd.DataFrame], homes: pd.DataFrame, sites: pd.DataFrame) -> Distances:
    metres = straight(homes, sites)
    metres *= DETOUR
    method = np.full(metres.shape, METHODS.index("estimate"), np.int8)
    home_codes, site_codes = pd.Index(homes["code"]), pd.Index(sites["code"])
    for batch in batches:
        home, site = _rows(batch["home"], home_codes), _rows(batch["site"], site_codes)
        metres[home, site] = batch["cycle_m"]
        method[home, site] = _rows(batch["method"], pd.Index(METHODS))
    return Distances(metres, method)


def _rows(codes: pd.Series, known: pd.Index) -> Integers:
    """Rows of a categorical column in a list of codes."""
    rows: Integers = known.get_indexer(codes.cat.categories)[codes.cat.codes]
    if (rows < 0).any():
        raise DataError(
            "the distances are of other homes or sites than the tables; "
            "make them again with: python -m geodata distances"
        )
    return rows


def straight(homes: pd.DataFrame, sites: pd.DataFrame) -> Floats:
    """Straight-line distance in metres (RD), homes × sites, float32."""
    home, site = homes[["x", "y"]].to_numpy(float), sites[["x", "y"]].to_numpy(float)
    metres = np.empty((len(home), len(site)), np.float32)
    # By the slice: the whole in double precision would take four times the memory.
    for start in range(0, len(home), 256):
        part = slice(start, start + 256)
        east = home[part, :1] - site[:, 0]
        north = home[part, 1:] - site[:, 1]
        metres[part] = np.sqrt(east * east + north * north)
    return metres
