"""The reader of the prepared tables: Parquet in, one read-only object out.

Light on purpose (pandas and numpy only): a web worker reads through here too.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
import pyarrow
import pyarrow.parquet as pq

from geodata.errors import DataError
from geodata.layouts import OwnRegion
from geodata.question import OwnMeasure
from geodata.tables import distances, measures
from geodata.tables.arrays import Booleans, Floats, Integers
from geodata.tables.checksum import verify
from geodata.tables.distances import Distances, to_a_home
from geodata.tables.measures import OwnDistances
from geodata.tables.own import own_layout
from geodata.tables.standing import standing
from geodata.tables.steps import FURTHEST, STEP_M
from geodata.tables.straight import Straight
from geodata.vocabulary import (
    CLOSE_LEVELS,
    DISTANCES,
    LEVELS,
    MASKED_HIGH,
    MASKED_LOW,
    OWN,
    POPULATION_YEARS,
    PROFILES,
    TRACKS,
    Codes,
    countable,
    level_kind,
)

#: Some rows of a table: their numbers, or a boolean per row.
Rows: TypeAlias = Integers | Booleans | slice

PREPARED = Path(__file__).parents[1] / "prepared"
_BESIDE = Path(__file__).parents[2]
#: Files of the browser, geometry among them: within the package that is installed, and in the
#: repository beside both packages.
ASSETS = next(
    (one for one in (_BESIDE / "dashboard" / "assets",) if one.is_dir()), _BESIDE / "assets"
)
NAMES = (
    "regions",
    "membership",
    "homes",
    "sites",
    "offers",
    "pupils",
    "sectors",
    "primary",
    "indicators",
    "facilities",
    "sto_members",
    "sto_leads",
    "rules",
)


def grid_cells(tracks: Codes, profiles: Codes) -> tuple[Integers, ...]:
    """Where some tracks and profiles are in a grid of tracks × profiles of any more sides."""
    return np.ix_(
        [TRACKS.index(track) for track in tracks], [PROFILES.index(one) for one in profiles]
    )


@dataclass(frozen=True, eq=False, repr=False)
class Tables:
    """All prepared tables, as described in ``geodata.tables.schema``; treat them as read-only."""

    regions: pd.DataFrame
    #: None where :attr:`members` has it.
    membership: pd.DataFrame | None
    homes: pd.DataFrame
    sites: pd.DataFrame
    offers: pd.DataFrame
    pupils: pd.DataFrame
    sectors: pd.DataFrame
    primary: pd.DataFrame
    indicators: pd.DataFrame
    facilities: pd.DataFrame
    sto_members: pd.DataFrame
    sto_leads: pd.DataFrame
    rules: pd.DataFrame
    manifest: dict[str, Any]
    #: Cycling distances; None where they were not made.
    distances: Distances | None = None
    #: Measures of the owner's own, by name.
    own_distances: dict[str, OwnDistances] = field(default_factory=dict)
    #: Layouts of who keeps this site, by their short name; and what they are called.
    layouts: dict[str, tuple[OwnRegion, ...]] = field(default_factory=dict)
    layout_names: dict[str, str] = field(default_factory=dict)
    #: Of every level what :meth:`member_positions` tells of it, in the place of ``membership``.
    members: dict[str, Integers] = field(default_factory=dict)

    def by_position(self) -> "Tables":
        """The same, where each home belongs known by position alone: its rows, and what pandas
        keeps to look in their codes, are 6 MB in every web worker."""
        return replace(self, membership=None, members=self._members)

    @property
    def own_measures(self) -> dict[str, OwnMeasure]:
        """What is known of the measures of the owner's own, by name."""
        return {name: own.measure for name, own in self.own_distances.items()}

    @cached_property
    def placed_sites(self) -> pd.DataFrame:
        """Sites with a known point, indexed 0..n-1: the first rows of :meth:`steps`."""
        return self.sites[self.placed].reset_index(drop=True)

    @cached_property
    def codes_of_places(self) -> np.ndarray:
        """Codes of the rows of :meth:`steps`: of placed sites, and then the postcodes of homes."""
        postcode, postcodes = pd.factorize(self.homes["postcode"])
        # One text for all homes of a postcode: a text for each takes a megabyte more.
        of_homes = postcodes.to_numpy(object)[postcode]
        return np.concatenate([self.placed_sites["code"].to_numpy(object), of_homes])

    @cached_property
    def row_of_site(self) -> dict[str, int]:
        """Code of every site -> its row in ``sites``."""
        return {code: row for row, code in enumerate(self.sites["code"])}

    def row_of_area(self, postcode: str) -> int:
        """The row of the main home of a postcode area; KeyError where there is none."""
        return int(self.main_rows[postcode])

    def steps(self, distance: str, sites: Rows, homes: Rows = slice(None)) -> Integers:
        """Distance from homes to some placed sites, sites × homes, in whole steps of 10 m (uint16,
        rounded up).

        distance: ``straight`` as the crow flies, ``cycle`` by bicycle, or a measure of
        :attr:`own_distances`. sites, homes: rows of
        :attr:`placed_sites` and :attr:`homes`, as numbers or a boolean each. Beyond the last site
        come the homes, as places where a site could be; rides to these are estimated: see
        :func:`geodata.tables.distances.to_a_home`. A measure of the owner's own has none to these.
        """
        count = len(self.placed_sites)
        by_number = not isinstance(sites, slice) and sites.dtype != bool
        rows = np.asarray(sites) if by_number else np.arange(count)[sites]
        if distance == "straight":
            return self._straight.steps(rows, homes)
        if (rows < count).all():
            return self._known(distance).steps(rows, homes)
        return np.array([self._ride(distance, int(row), count)[homes] for row in rows], np.uint16)

    def _known(self, distance: str) -> Distances:
        """Distances that a table has; DataError where there is none of that name."""
        if distance in self.own_distances:
            return self.own_distances[distance].distances
        if distance != "cycle":
            known = ", ".join((*DISTANCES, *self.own_distances))
            raise DataError(f"unknown distance {distance!r}; choose from {known}")
        return self.rides

    def _ride(self, distance: str, site: int, count: int) -> Integers:
        """Rides to a site, or to a home as if there were one."""
        if site >= count and distance in self.own_distances:
            return np.full(len(self.homes), FURTHEST, np.uint16)
        if site >= count:
            return to_a_home(self._home_points, self.rides, site - count)
        steps: Integers = self._known(distance).steps(np.array([site]))[0]
        return steps

    def nearest_steps(self, distance: str, sites: Integers) -> Integers:
        """The least of :meth:`steps` for every home; the furthest there is without a site."""
        if distance == "straight":
            return self._straight.nearest_steps(sites)
        return self.nearest(distance, sites)[1]

    def nearest(
        self, distance: str, sites: Integers, homes: Integers | None = None
    ) -> tuple[Integers, Integers]:
        """For every home, or some, which of the sites is nearest, the first of equals: its row,
        int16; and the steps to it, uint16. -1 and the furthest there is without a site."""
        row, steps = self._nearest(distance, sites, homes)
        if distance in self.own_distances:
            # A place without a time is no place to go to.
            row = np.where(steps == FURTHEST, np.int16(-1), row)
        return row, steps

    def _nearest(
        self, distance: str, sites: Integers, homes: Integers | None
    ) -> tuple[Integers, Integers]:
        if homes is None and distance == "straight":
            return self._straight.nearest(sites)
        if homes is None and (sites < len(self.placed_sites)).all():
            return self._known(distance).nearest(sites)
        homes = np.arange(len(self.homes)) if homes is None else homes
        if not len(sites) or not len(homes):
            return np.full(len(homes), -1, np.int16), np.full(len(homes), FURTHEST, np.uint16)
        if distance == "cycle":
            sites = self._maybe_nearest(sites, homes)
        every = self.steps(distance, sites, homes)
        first = every.argmin(axis=0)
        return sites[first].astype(np.int16), every[first, np.arange(len(homes))]

    def _maybe_nearest(self, sites: Integers, homes: Integers) -> Integers:
        """Those of some sites that can be the nearest of some homes by bicycle: no ride is shorter
        than the straight line, but for a step of rounding. Most rides are read from a file."""
        line = self.steps("straight", sites, homes)
        ride = self.steps("cycle", sites[np.unique(line.argmin(axis=0))], homes).min(axis=0)
        maybe: Integers = sites[(line <= ride.astype(int) + 1).any(axis=1)]
        return maybe

    def near(self, distance: str, sites: Integers, metres: float) -> Iterator[Integers]:
        """Of one site after the other the homes within a distance of it: their rows."""
        within = int(metres // STEP_M)
        if distance == "straight":
            return self._straight.within(sites, within)
        count = len(self.placed_sites)
        if (sites < count).all():
            return self._known(distance).within(sites, within)
        rides = (self._ride(distance, int(site), count) for site in sites)
        return (np.flatnonzero(ride <= within) for ride in rides)

    def sites_within(self, distance: str, sites: Integers, metres: float) -> Integers:
        """For every home how many of the sites are within a distance: int16."""
        count = np.zeros(len(self.homes), np.int16)
        for near in self.near(distance, sites, metres):
            count[near] += 1
        return count

    def metres(self, distance: str, sites: Rows, homes: Rows = slice(None)) -> Floats:
        """The same as metres of homes × sites, float64; see :meth:`steps`."""
        metres: Floats = self.steps(distance, sites, homes).T * STEP_M
        return metres

    @cached_property
    def _home_points(self) -> Floats:
        return np.asarray(self.homes[["x", "y"]], float)

    @cached_property
    def _straight(self) -> Straight:
        """Straight lines to where sites are, and then to where they could be."""
        sites = np.asarray(self.placed_sites[["x", "y"]], float)
        places = np.vstack([sites, self._home_points])
        return Straight(self._home_points, places, self._examined_rows)

    @property
    def _examined_rows(self) -> Integers:
        """Rows of the placed sites that ever had an offer."""
        return np.flatnonzero(self.examined[self.placed])

    @property
    def rides(self) -> Distances:
        """Cycling distances; DataError where they were not made."""
        if self.distances is None:
            raise DataError(
                "no cycling distances beside these tables; "
                "make them with: python -m geodata distances"
            )
        return self.distances

    @cached_property
    def has_vmbo(self) -> Booleans:
        """Which rows of ``sites`` have vmbo of any kind by the structure that the address file
        tells: boolean, one per site."""
        return np.asarray(self.sites["has_vmbo"] & self.sites["in_address_file"], bool)

    @cached_property
    def placed(self) -> Booleans:
        """Which rows of ``sites`` have a known point: boolean, one per site."""
        return np.asarray(self.sites["x"].notna(), bool)

    @cached_property
    def examined(self) -> Booleans:
        """Which rows of ``sites`` have an exam file of any year: boolean, one per site."""
        return np.asarray(self.sites["code"].isin(self.offers["site"].unique()), bool)

    @cached_property
    def candidates(self) -> tuple[Integers, Integers]:
        """Lowest and highest possible number of exam candidates.

        Two arrays of years × tracks × profiles × sites, in the order of :attr:`years`,
        :data:`TRACKS`, :data:`PROFILES` and the rows of ``sites``. No offer is 0; a masked offer
        hides 1 to 4. Those of a combined programme are in the programme, and in no profile of it.
        """
        # Short: every worker keeps them, and no site has thousands.
        known = self.offers["candidates"].fillna(0).to_numpy(np.int16)
        masked = self.offers["masked"].to_numpy(bool)
        return (
            self._offer_grid(np.where(masked, np.int16(MASKED_LOW), known)),
            self._offer_grid(np.where(masked, np.int16(MASKED_HIGH), known)),
        )

    @cached_property
    def _offered(self) -> Booleans:
        """What is offered, alone or within a combined programme, in the shape of candidates."""
        return self._offer_grid(np.ones(len(self.offers), bool))

    def _offer_grid(self, values: np.ndarray) -> np.ndarray:
        """One value per row of ``offers`` as years × tracks × profiles × sites; 0 elsewhere."""
        offers = self.offers
        axes = (
            (self.years, "year"),
            (TRACKS, "track"),
            (PROFILES, "profile"),
            (self.sites["code"], "site"),
        )
        grid = np.zeros([len(codes) for codes, _ in axes], values.dtype)
        grid[tuple(pd.Index(codes).get_indexer(offers[column]) for codes, column in axes)] = values
        return grid

    def _year(self, year: str) -> int:
        """Where in a grid of offers a year is."""
        if year not in self.years:
            raise DataError(f"no exam file of {year}; choose from {', '.join(self.years)}")
        return self.years.index(year)

    def offered(self, year: str, tracks: Codes, profiles: Codes) -> Booleans:
        """Which sites offer which profiles in any of the tracks: profiles × sites.

        A masked offer exists; so does one that is taught within a combined programme.
        """
        of_year = self._offered[self._year(year)]
        return np.asarray(of_year[grid_cells(tracks, profiles)].any(axis=0), bool)

    def offered_in_tracks(self, year: str) -> Booleans:
        """The same of every profile, track by track: tracks × profiles × sites."""
        return _kept(self._offered[self._year(year)])

    def offer_range(self, year: str, tracks: Codes, profiles: Codes) -> tuple[Integers, Integers]:
        """Lowest and highest number of candidates per site in each profile on its own: two arrays
        of profiles × sites, summed over the tracks.

        Candidates of a combined programme are in none of its profiles: see :meth:`set_range`.
        """
        low, high = _offer_range(self, year, tuple(tracks), tuple(profiles))
        return low.astype(np.int32), high.astype(np.int32)

    def set_range(self, year: str, tracks: Codes, profiles: Codes) -> tuple[Integers, Integers]:
        """Lowest and highest number of candidates per site in some profiles together, each once.

        With those of the combined programmes that teach no other profile.
        """
        low, high = self.offer_range(year, tracks, countable(profiles))
        return low.sum(axis=0), high.sum(axis=0)

    @cached_property
    def years(self) -> list[str]:
        """School years with exam files, oldest first."""
        return sorted(self.offers["year"].unique())

    @cached_property
    def _by_level(self) -> dict[str, pd.DataFrame]:
        # Those of a level stand together: slices of the table, where groups would be copies.
        level = self.regions["level"]
        starts = np.flatnonzero(level.ne(level.shift()).to_numpy(bool))
        return {
            str(level.iloc[first]): self.regions.iloc[first:end].reset_index(drop=True)
            for first, end in pairwise([*starts, len(level)])
        }

    @cached_property
    def _members(self) -> dict[str, Integers]:
        if self.membership is None:
            return self.members
        home = pd.Index(self.homes["code"])
        members: dict[str, Integers] = {}
        for level, rows in self.membership.groupby("level", observed=True, sort=False):
            homes, codes = (pd.Categorical(rows[column]) for column in ("home", "code"))
            positions = np.full(len(home), -1, np.int32)
            positions[home.get_indexer(homes.categories)[homes.codes]] = self._positions(
                str(level), codes.categories
            )[codes.codes]
            members[str(level)] = positions
        return members

    def rows_of_level(self, level: str) -> dict[str, int]:
        """Code of each region of a level -> its row."""
        return {code: row for row, code in enumerate(self.regions_of(level)["code"])}

    def _positions(self, level: str, codes: pd.Index | pd.Series) -> Integers:
        positions: Integers = pd.Index(self.regions_of(level)["code"]).get_indexer(codes)
        return positions

    def regions_of(self, level: str) -> pd.DataFrame:
        """The regions of one level in the order of their codes; of an own layout in its order."""
        if level_kind(level) == OWN:
            return own_layout(self, level).regions
        if level not in self._by_level:
            raise DataError(f"unknown level {level!r}; choose from {', '.join(LEVELS)}")
        return self._by_level[level]

    def member_positions(self, level: str) -> Integers:
        """For every home the row of its region in :meth:`regions_of`; -1 where it has none."""
        if level_kind(level) == OWN:
            layout = own_layout(self, level)
            return layout.positions(self.member_positions(layout.areas))
        self.regions_of(level)
        return self._members[level]

    @cached_property
    def parents(self) -> dict[tuple[str, str], str]:
        """(municipality, level) -> the region it lies in, where that is the same for all homes."""
        parents = {}
        towns, first, town = np.unique(
            self.homes["municipality"].to_numpy(str), return_index=True, return_inverse=True
        )
        for level in self._members:
            if level in CLOSE_LEVELS:
                continue
            position = self.member_positions(level)
            same = np.ones(len(towns), bool)
            np.logical_and.at(same, town, position == position[first][town])
            codes = self.regions_of(level)["code"].to_numpy()
            for row in np.flatnonzero(same & (position[first] >= 0)):
                parents[str(towns[row]), level] = str(codes[position[first][row]])
        return parents

    def postcode_positions(self, level: str) -> pd.Series:
        """For every postcode area the row of its region in :meth:`regions_of`, where its main
        home lies: for figures that are known by postcode alone. -1 where it has none."""
        if level_kind(level) == OWN:
            layout = own_layout(self, level)
            of_areas = self.postcode_positions(layout.areas)
            return pd.Series(layout.positions(of_areas.to_numpy()), of_areas.index)
        if level not in self._of_postcodes:
            rows = self.main_rows
            self._of_postcodes[level] = pd.Series(self.member_positions(level)[rows], rows.index)
        return self._of_postcodes[level]

    @cached_property
    def _of_postcodes(self) -> dict[str, pd.Series]:
        return {}

    @cached_property
    def main_homes(self) -> pd.DataFrame:
        """:func:`main_homes`, by postcode."""
        return main_homes(self.homes).set_index("postcode")

    @cached_property
    def main_rows(self) -> pd.Series:
        """The rows of these in ``homes``, by postcode."""
        main = self.main_homes
        return pd.Series(pd.Index(self.homes["code"]).get_indexer(main["code"]), main.index)

    @cached_property
    def _site_members(self) -> dict[str, tuple[Integers, Integers]]:
        return {}

    def site_members(self, level: str) -> tuple[Integers, Integers]:
        """Which site lies in which region: rows of ``sites``, and rows of :meth:`regions_of`.

        A site lies in the region of its municipality; in an STO region when its list of members
        has it, so in more than one or in none.
        """
        if level_kind(level) == OWN:
            layout = own_layout(self, level)
            rows, areas = self.site_members(layout.areas)
            position = layout.positions(areas)
            return rows[position >= 0], position[position >= 0]
        if level not in self._site_members:
            self._site_members[level] = self._find_site_members(level)
        return self._site_members[level]

    def _find_site_members(self, level: str) -> tuple[Integers, Integers]:
        sites = self.sites
        if level == "sto":
            codes = sites["sto"].str.split("|")
        elif level == "nl":
            codes = pd.Series("NL", sites.index)
        elif level == "municipality":
            codes = sites["municipality"]
        elif level == "postcode":
            codes = sites["postcode"].str[:4]
        elif level == "buurt":
            codes = sites["buurt"]
        else:
            codes = sites["municipality"].map(lambda place: self.parents.get((place, level)))
        row = np.arange(len(sites))
        lists = pd.DataFrame({"row": row, "code": codes.to_numpy()}).explode("code")
        position = self._positions(level, lists["code"])
        known = position >= 0
        return lists["row"].to_numpy(int)[known], position[known]

    def sites_in(self, level: str, position: int) -> Booleans:
        """Which sites lie in a region, by its row in :meth:`regions_of`: a boolean per site."""
        rows, positions = self.site_members(level)
        inside = np.zeros(len(self.sites), bool)
        inside[rows[positions == position]] = True
        return inside

    def site_totals(self, level: str, values: Floats | Integers) -> Floats:
        """Sum of a value per site over every region of a level, as :meth:`regions_of`."""
        rows, positions = self.site_members(level)
        sums = np.bincount(positions, values[rows], minlength=len(self.regions_of(level)))
        return np.asarray(sums, float)

    def young(self, population: int, distance: str = "straight") -> Floats:
        """Young people of vmbo age (12–16) per home; 0 where the source has none, and where it is
        not known how far they go by a distance."""
        if population not in self._young:
            years = " or ".join(map(str, POPULATION_YEARS))
            raise DataError(f"no population of {population}; choose {years}")
        young, own = self._young[population], self.own_distances.get(distance)
        return young if own is None else np.asarray(young * own.known)

    @cached_property
    def _young(self) -> dict[int, Floats]:
        columns = {year: f"young_{year}" for year in POPULATION_YEARS}
        return {
            year: _kept(np.asarray(self.homes[column], float))
            for year, column in columns.items()
            if column in self.homes
        }


@lru_cache(maxsize=32)
def _offer_range(
    tables: Tables, year: str, tracks: Codes, profiles: Codes
) -> tuple[Integers, Integers]:
    at, asked = tables._year(year), grid_cells(tracks, profiles)
    # As short as they are in the tables: those of many questions are kept.
    low, high = (_kept(grid[at][asked].sum(axis=0, dtype=grid.dtype)) for grid in tables.candidates)
    return low, high


def _kept(values: np.ndarray) -> np.ndarray:
    """An array that the next who asks gets too: nobody can change it."""
    values = values.view()
    values.setflags(write=False)
    return values


def main_homes(homes: pd.DataFrame) -> pd.DataFrame:
    """Of every postcode area one home, in the order of the postcodes: the one with most inhabitants
    in the municipality where most people of the area live."""
    in_town = homes.groupby(["postcode", "municipality"])["inhabitants"].transform("sum")
    ordered = homes.assign(in_town=in_town).sort_values(
        ["postcode", "in_town", "inhabitants"], kind="stable"
    )
    most = ordered.drop_duplicates("postcode", keep="last").drop(columns="in_town")
    return most.reset_index(drop=True)


def _frame(path: Path) -> pd.DataFrame:
    # By one thread: each would keep memory of its own, and there is one file to read.
    with pq.ParquetFile(path) as file:
        return file.read(use_threads=False).to_pandas(use_threads=False)


def read(directory: Path | str = PREPARED, with_rides: bool = True) -> Tables:
    """Read the prepared frames, each as its build made it.

    with_rides: also the cycling distances, which take most of the time; a process that answers one
    question as the crow flies does without.

    Those before them where a build was ended while it replaced them. Raises DataError, which says
    what is missing or damaged and how to make it.
    """
    directory = standing(Path(directory), NAMES)
    # Arrow's own allocator keeps some 50 MB for later; a web worker has no later.
    pyarrow.set_memory_pool(pyarrow.system_memory_pool())
    try:
        manifest = json.loads((directory / "manifest.json").read_text("utf-8"))
        verify(directory, manifest, NAMES)
        frames = {name: _frame(directory / f"{name}.parquet") for name in NAMES}
    except (OSError, ValueError) as error:
        raise DataError(
            f"{directory}: prepared frames cannot be read ({error}); "
            "make them with: python -m geodata build --source DIR"
        ) from error
    tables = Tables(**frames, manifest=manifest)
    path = directory / "distances.parquet"
    if not (with_rides and path.is_file()):
        return tables
    rides = distances.FromFile(path, tables.homes, tables.placed_sites)
    ever = tables._examined_rows
    return replace(
        tables,
        distances=distances.at_hand(rides, ever, len(tables.homes)),
        own_distances=measures.read(directory, manifest, tables.homes, tables.placed_sites, ever),
    )
