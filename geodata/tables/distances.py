"""How far is every home from every site by bicycle? The table ``distances``, and how it is read."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from geodata.errors import DataError
from geodata.tables.arrays import Booleans, Floats, Integers
from geodata.tables.pairs import Kept, Pairs, in_a_row, some
from geodata.tables.squares import squares_in_parts
from geodata.tables.steps import FURTHEST, in_steps
from geodata.vocabulary import DETOUR, ESTIMATE, METHODS

#: Pairs further apart than this, as the crow flies, are not in the table.
WITHIN_M = 40_000.0
#: Rides so long, 30 km, are in memory; longer ones are worked out again where they are asked for.
NEAR_STEPS = 3_000
#: Sites whose rides are kept once they were asked for, beside those that are always at hand.
_KEPT = 8

_HOMES = b"sha256 of the codes of the homes"
#: The column with the rides: tens of metres.
RIDE = "cycle_dam"


def _schema(steps: str) -> pa.Schema:
    return pa.schema(
        [
            ("site", pa.string()),
            ("home", pa.uint16()),
            (steps, pa.uint16()),
            ("method", pa.dictionary(pa.int8(), pa.string())),
        ]
    )


def _encoding(steps: str) -> dict[str, Any]:
    return {
        "compression": "zstd",
        "use_dictionary": ["site", "method"],
        "write_statistics": ["site"],
        "column_encoding": {"home": "DELTA_BINARY_PACKED", steps: "DELTA_BINARY_PACKED"},
    }


class Rides(Protocol):
    """Rides from the homes to one site."""

    def steps(self, site: int) -> Integers:
        """Whole steps from every home to a site, by its row of the placed sites: uint16."""
        ...

    def method(self, site: int) -> Integers:
        """How each of these rides is known: code of :data:`geodata.vocabulary.METHODS`."""
        ...

    def estimated(self, sites: Integers, homes: Integers) -> Integers:
        """What these steps would be by the straight line alone: sites × homes, uint16."""
        ...


@dataclass(frozen=True, eq=False)
class Distances:
    """Rides as the analysis asks for them, mostly from the homes near a site.

    rides: of every site. count: of the homes. near: rides of up to :data:`NEAR_STEPS` of the sites
    at hand (those that ever had an offer), by row of the placed sites. told: longer ones of these
    that are no estimate.
    """

    rides: Rides
    count: int
    near: Kept
    told: Pairs

    def steps(self, sites: Integers, homes: Integers | Booleans | slice = slice(None)) -> Integers:
        """Whole steps, those sites × homes, uint16. sites: rows of the placed sites; homes: rows of
        the homes."""
        if isinstance(homes, slice) and homes == slice(None):
            return self._steps(sites, np.arange(self.count), self.near.pairs, self.told)
        asked, back = np.unique(np.arange(self.count)[homes], return_inverse=True)
        steps: Integers = self._steps(sites, asked, self.near.pairs, self.told)[:, back]
        return steps

    def _steps(self, sites: Integers, asked: Integers, *known: Pairs) -> Integers:
        """Steps to homes in their order; all but some pairs by the straight line."""
        # Each once: a pair has one place to be put in.
        sites, back = np.unique(sites, return_inverse=True)
        steps, column = self.rides.estimated(sites, asked), np.full(self.count, -1)
        column[asked] = np.arange(len(asked))
        kept, others = self.near.parted(sites)
        row_of = np.full(len(self.near.place), -1)
        row_of[[self.near.place[site] for site in sites[kept].tolist()]] = kept
        for pairs in known:
            pairs.put(steps, row_of, column)
        for row in others:
            steps[row] = self.rides.steps(int(sites[row]))[asked]
        every: Integers = steps[back]
        return every

    def nearest(self, sites: Integers) -> tuple[Integers, Integers]:
        """For every home the row of the nearest of the sites, int16, the first of equals; and the
        steps to it, uint16. -1 and the furthest there is without a site."""

        def of_far(at_hand: Integers, far: Integers) -> Integers:
            return self._steps(at_hand, far, self.told)

        # A site that must be read is read once: all its rides count at once, near or not.
        return self.near.nearest(sites, self.count, self.rides.steps, of_far)

    @cached_property
    def nearest_at_hand(self) -> Integers:
        """For every home which of the sites at hand is nearest; -1 without any."""
        return self.nearest(np.array([*self.near.place], int))[0]

    def within(self, sites: Integers, limit: int) -> Iterator[Integers]:
        """Of one site after the other the homes within so many steps: their rows."""
        return self.near.within_limit(
            sites, limit, lambda site: np.flatnonzero(self._every(site) <= limit)
        )

    def method(self, site: int) -> Integers:
        """How the ride to a site is known, from every home: code of METHODS."""
        return self.rides.method(site)

    def _every(self, site: int) -> Integers:
        at_hand = site in self.near.place
        return self.steps(np.array([site]))[0] if at_hand else self.rides.steps(site)


def at_hand(rides: Rides, sites: Integers, homes: int) -> Distances:
    """Rides with those to some sites in memory. homes: how many there are."""
    near, told = [], []
    for site in sites:
        steps = rides.steps(int(site))
        is_near = steps <= NEAR_STEPS
        near.append(some(np.flatnonzero(is_near), steps[is_near]))
        far = np.flatnonzero(~is_near & (rides.method(int(site)) != ESTIMATE))
        far = far[steps[far] != rides.estimated(np.array([site]), far)[0]]
        told.append(some(far, steps[far]))
    place = {int(site): row for row, site in enumerate(sites)}
    return Distances(rides, homes, Kept(place, in_a_row(near), NEAR_STEPS), in_a_row(told))


def table(
    homes: pd.Series,
    sites: pd.Series,
    home: Integers,
    site: Integers,
    straight_m: Floats,
    cycle_m: Floats,
    method: Integers,
) -> pd.DataFrame:
    """Rides of pairs: home, site, straight_m, cycle_m, method; in the order of the pairs.

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


def compact(pairs: pd.DataFrame) -> pd.DataFrame:
    """The table ``distances`` from :func:`table`: site, home, cycle_dam, method, sorted by site and
    home. A pair that is estimated by its straight line alone needs no row.

    Raises DataError at a ride that is shorter than the straight line.
    """
    shortcut = pairs["cycle_m"] < pairs["straight_m"] - 2
    if shortcut.any():
        worst = pairs[shortcut].iloc[0]
        raise DataError(
            f"the ride from home {worst['home']} to site {worst['site']} is shorter than the "
            "straight line; check the network that it goes over"
        )
    kept = pairs[pairs["method"] != METHODS[ESTIMATE]]
    home, site = (kept[column].cat.codes.to_numpy() for column in ("home", "site"))
    order = np.lexsort((home, site))
    rows = kept.iloc[order].reset_index(drop=True)
    return pd.DataFrame(
        {
            "site": rows["site"].cat.remove_unused_categories(),
            "home": home[order].astype(np.uint16),
            "cycle_dam": in_steps(rows["cycle_m"].to_numpy(float)),
            "method": rows["method"].cat.set_categories(list(METHODS)),
        }
    )


def write(
    rows: pd.DataFrame,
    homes: pd.DataFrame,
    path: Path,
    steps: str = RIDE,
    told: Mapping[bytes, bytes] | None = None,
) -> None:
    """Write the table of :func:`compact` with a group of rows per site, so that each can be read
    alone, and with the hash of the codes of the homes that it numbers.

    steps: the column of the distances. told: what else the file says of itself.
    """
    of_file = _schema(steps).with_metadata({_HOMES: _hash(homes["code"]), **(told or {})})
    site, method = (rows[column].cat.codes.to_numpy() for column in ("site", "method"))
    # From -1 the first row differs too.
    starts = np.flatnonzero(np.diff(site, prepend=-1))
    names = rows["site"].cat.categories
    with pq.ParquetWriter(path, of_file, **_encoding(steps)) as file:
        for start, end in pairwise([*starts, len(site)]):
            part = slice(start, end)
            columns = [
                pa.array([names[site[start]]] * (end - start)),
                pa.array(rows["home"].to_numpy()[part]),
                pa.array(rows[steps].to_numpy()[part]),
                pa.DictionaryArray.from_arrays(method[part], list(METHODS)),
            ]
            file.write_table(pa.table(columns, schema=of_file), row_group_size=end - start)


def _hash(codes: pd.Series) -> bytes:
    return hashlib.sha256("\n".join(codes).encode()).hexdigest().encode()


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


class FromFile:
    """Rides in a file of :func:`write`, read a site at a time.

    Pairs that are not in it are the straight line times the detour factor.
    """

    _steps = RIDE

    def __init__(self, path: Path, homes: pd.DataFrame, sites: pd.DataFrame):
        self._path = path
        # Column by column, as :meth:`_unwritten` takes them.
        self._home_xy, self._site_xy = (
            np.asfortranarray(one[["x", "y"]].to_numpy(float)) for one in (homes, sites)
        )
        with _readable(path):
            self._file = pq.ParquetFile(path, read_dictionary=["method"])
            about = self._file.metadata
            names = [
                about.row_group(group).column(0).statistics.min
                for group in range(about.num_row_groups)
            ]
        #: What the file says of itself.
        self.told: Mapping[bytes, bytes] = about.metadata or {}
        of_homes = self.told.get(_HOMES)
        if of_homes != _hash(homes["code"]) or set(names) - set(sites["code"]):
            raise DataError(
                f"{path.name}: the distances are of other homes or sites than the tables; "
                "make them again with: python -m geodata distances"
            )
        self._group = {name: group for group, name in enumerate(names)}
        self._codes = sites["code"].tolist()
        # One reader for all threads that answer, which it was not made for.
        self._one_at_a_time = Lock()
        # Apart, because steps are asked of many sites, and how they are known of one.
        self._kept_steps = lru_cache(maxsize=_KEPT)(self._read_steps)
        self._kept_method = lru_cache(maxsize=_KEPT)(self._read_method)

    def steps(self, site: int) -> Integers:
        return self._kept_steps(site)

    def method(self, site: int) -> Integers:
        return self._kept_method(site)

    def estimated(self, sites: Integers, homes: Integers) -> Integers:
        return self._unwritten(sites, self._home_xy[homes])

    def _unwritten(self, sites: Integers, homes: Floats) -> Integers:
        """Steps of pairs that the file need not have, those sites × homes. homes: points."""
        steps = np.empty((len(sites), len(homes)), np.uint16)
        x, y = np.ascontiguousarray(homes.T)
        for part, squared in squares_in_parts(x, y, self._site_xy[sites]):
            steps[part] = in_steps(np.sqrt(squared) * DETOUR)
        return steps

    def _read_steps(self, site: int) -> Integers:
        steps: Integers = self._unwritten(np.array([site]), self._home_xy)[0]
        if (rows := self._rows(site, self._steps)) is not None:
            steps[rows["home"].to_numpy()] = rows[self._steps].to_numpy()
        return steps

    def _read_method(self, site: int) -> Integers:
        method = np.full(len(self._home_xy), ESTIMATE, np.int8)
        if (rows := self._rows(site, "method")) is not None:
            known = rows["method"].combine_chunks()
            codes = np.array([METHODS.index(name) for name in known.dictionary.to_pylist()])
            method[rows["home"].to_numpy()] = codes[known.indices.to_numpy()]
        return method

    def _rows(self, site: int, column: str) -> pa.Table | None:
        """The rows of a site, of the home and one column more; None where it has none."""
        group = self._group.get(self._codes[site])
        if group is None:
            return None
        with _readable(self._path), self._one_at_a_time:
            return self._file.read_row_group(group, columns=["home", column], use_threads=False)


class _readable:
    """Says of a file that cannot be read which it is and how to make it."""

    def __init__(self, path: Path):
        self.path = path

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, OSError | ValueError):
            raise DataError(
                f"{self.path}: the distances cannot be read ({error}); make them with: "
                "python -m geodata distances"
            ) from error


def to_a_home(homes: Floats, rides: Distances, home: int) -> Integers:
    """Rides from every home to a home where a site could be: uint16 steps, an estimate.

    The straight line times the detour factor, and never less than the rides of both to the same
    site differ: so water between them is not forgotten. The site is the one, of those at hand,
    with the shortest ride from that home.
    """
    line = in_steps(np.hypot(*(homes - homes[home]).T) * DETOUR)
    nearest = int(rides.nearest_at_hand[home])
    if nearest < 0:
        return line
    to_site = _to_site(rides, nearest).astype(np.int32)
    differ = np.abs(to_site - to_site[home])
    whole: Integers = np.where(to_site == FURTHEST, FURTHEST, np.maximum(line, differ))
    return whole.astype(np.uint16)


# Places that lie together, as postcodes in their order do, have the same site nearest.
@lru_cache(maxsize=4)
def _to_site(rides: Distances, site: int) -> Integers:
    steps: Integers = rides.steps(np.array([site]))[0]
    return steps
