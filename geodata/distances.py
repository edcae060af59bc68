"""How far is every home from every site? The table ``distances``, by estimate or over a network."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from geodata.errors import DataError
from geodata.methods import DETOUR, METHODS

#: Pairs further apart than this, as the crow flies, are not in the table.
WITHIN_M = 40_000.0


@dataclass(frozen=True, eq=False)
class Distances:
    """Cycling distances as a grid: homes × placed sites.

    metres: float32, the straight line times the detour factor for pairs that are not in the
    table. method: code of :data:`geodata.methods.METHODS`.
    """

    metres: np.ndarray
    method: np.ndarray


def table(homes: pd.Series, sites: pd.Series, home, site, straight_m, cycle_m, method):
    """The table ``distances`` from pairs (rows of homes and sites), sorted by home and site."""
    frame = pd.DataFrame(
        {
            "home": pd.Categorical.from_codes(home, homes),
            "site": pd.Categorical.from_codes(site, sites),
            "straight_m": np.rint(straight_m).astype(np.int32),
            "cycle_m": np.rint(cycle_m).astype(np.int32),
            "method": pd.Categorical.from_codes(method, METHODS),
        }
    )
    return frame


def pairs_within(homes: np.ndarray, sites: np.ndarray, metres: float = WITHIN_M) -> tuple:
    """Pairs of homes and sites within a straight distance: rows of each, and that distance.

    homes, sites: points in metres of the Dutch grid, two columns.
    """
    found = []
    # By the slice: the whole in double precision would take four times the memory.
    for start in range(0, len(homes), 256):
        part = homes[start : start + 256, None, :] - sites[None, :, :]
        straight = np.hypot(part[..., 0], part[..., 1])
        home, site = np.nonzero(straight <= metres)
        found.append((home + start, site, straight[home, site]))
    return tuple(np.concatenate(each) for each in zip(*found, strict=True))


def read(path: Path, homes: pd.DataFrame, sites: pd.DataFrame) -> Distances:
    """The table as a grid; homes and placed sites with their points x and y."""
    try:
        kept = pd.read_parquet(path, columns=["home", "site", "cycle_m", "method"])
    except (OSError, ValueError) as error:
        raise DataError(
            f"{path}: the distances cannot be read ({error}); make them with: "
            "python -m geodata distances"
        ) from error
    return grid(kept, homes, sites)


def grid(kept: pd.DataFrame, homes: pd.DataFrame, sites: pd.DataFrame) -> Distances:
    """The table ``distances`` as a grid of homes × placed sites."""
    home = pd.Index(homes["code"]).get_indexer(kept["home"].cat.categories)[kept["home"].cat.codes]
    site = pd.Index(sites["code"]).get_indexer(kept["site"].cat.categories)[kept["site"].cat.codes]
    if (home < 0).any() or (site < 0).any():
        raise DataError(
            "the distances are of other homes or sites than the tables; "
            "make them again with: python -m geodata distances"
        )
    metres = straight(homes, sites)
    metres *= DETOUR
    method = np.full(metres.shape, METHODS.index("estimate"), np.int8)
    code_of = np.array([METHODS.index(name) for name in kept["method"].cat.categories], np.int8)
    metres[home, site] = kept["cycle_m"]
    method[home, site] = code_of[kept["method"].cat.codes]
    return Distances(metres, method)


def straight(homes: pd.DataFrame, sites: pd.DataFrame) -> np.ndarray:
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
