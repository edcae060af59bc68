"""The dashboard's only door to the prepared tables: loaded once, read-only, with look-ups."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from geodata.analysis import official
from geodata.errors import DataError
from geodata.layouts import MARK, level_of
from geodata.tables import isochrones
from geodata.tables import reader as prepared
from geodata.tables.isochrones import Stars
from geodata.tables.own import own_layout
from geodata.tables.reader import PREPARED, Tables
from geodata.tables.standing import standing
from geodata.vocabulary import CLOSE_LEVELS, OWN, level_kind
from geodata.vocabulary import LEVELS as EVERY_LEVEL

#: Layouts that divide the country in their own way, coarse to fine.
LEVELS = EVERY_LEVEL[1:]
CARIBBEAN = "sto-bes"


@dataclass(frozen=True, eq=False)
class Region:
    """One region as the screen needs it; ``box`` is west, south, east, north or None."""

    level: str
    code: str
    name: str
    official: bool
    basis: str
    position: int
    #: Number of its feature in the geometry of the level; -1 for a region that is not on the map.
    feature: int
    box: tuple[float, float, float, float] | None
    #: Six hexadecimal digits that somebody gave a region of their own; "" for none.
    colour: str = ""

    @property
    def kind(self) -> str:
        """What its level is called."""
        return level_kind(self.level)

    @property
    def is_close(self) -> bool:
        """Is it close to home: a postcode area, or a neighbourhood?"""
        return self.level in CLOSE_LEVELS


class Place(NamedTuple):
    """Where an offer is, or where a change starts one: its code, name, town and point."""

    code: str
    name: str
    town: str
    lon: float
    lat: float


class SiteWords(NamedTuple):
    """Codes, names and places of the sites, an array of texts each; NaN where there is none."""

    code: np.ndarray
    name: np.ndarray
    place: np.ndarray


# Printed as one thing: what fails with it should be told by its example, not by all the tables.
@dataclass(frozen=True, eq=False, repr=False)
class Data:
    """Prepared tables plus the look-ups that every page shares."""

    tables: Tables
    #: What isochrones are made of; None where the build made none.
    stars: Stars | None = None
    #: Where the tables are, for processes beside this one.
    folder: Path = PREPARED

    @property
    def manifest(self) -> dict:
        return self.tables.manifest

    @cached_property
    def version(self) -> str:
        """Short, and another one for other tables, or other layouts of who keeps the site."""
        hashes = sorted(str(table["sha256"]) for table in self.manifest.get("tables", {}).values())
        layouts = repr(sorted(self.tables.layouts.items())) if self.tables.layouts else ""
        return sha256(("".join(hashes) + layouts).encode()).hexdigest()[:12]

    @property
    def dates(self) -> dict[str, str | None]:
        """Which tables these are: version, the newest exams, and the day of the newest source that
        was fetched, where that is known."""
        days = [str(one["retrieved"]) for one in self.manifest["sources"] if one["retrieved"]]
        return {
            "version": self.version,
            "exams": self.tables.years[-1],
            "fetched": max(days, default=None),
        }

    @cached_property
    def _rows(self) -> tuple[np.ndarray, np.ndarray]:
        """Codes of the regions in their order, as bytes, and the row of each in the table: an index
        or a dict of the many neighbourhoods takes megabytes."""
        codes = np.array([_bytes(code) for code in self.tables.regions["code"]])
        order = np.argsort(codes)
        return codes[order], order

    @cached_property
    def _read_regions(self) -> dict[str, Region]:
        return {}

    def region(self, code: str) -> Region:
        """A region by its code, which differs between levels; KeyError where there is none."""
        if MARK in code:
            return self._own_region(code)
        if code not in self._read_regions:
            self._read_regions[code] = self._region(self.row(code))
        return self._read_regions[code]

    def _own_region(self, code: str) -> Region:
        """A region of somebody's own: never kept, as there is no end of them."""
        level = level_of(code)
        try:
            layout = own_layout(self.tables, level)
            at = layout.rows[code]
        except DataError as error:
            raise KeyError(code) from error
        row = layout.regions.iloc[at].to_dict()
        return replace(_region_of(row | {"level": level}, at), colour=layout.colours[at])

    def row(self, code: str) -> int:
        """The row of a region in the table ``regions``; KeyError where there is none."""
        codes, rows = self._rows
        wanted = _bytes(code)
        at = np.searchsorted(codes, wanted)
        if at == len(codes) or codes[at] != wanted:
            raise KeyError(code)
        return int(rows[at])

    @cached_property
    def _columns(self) -> dict[str, Any]:
        """The columns of the regions as arrays: a row of the frame itself takes a millisecond."""
        return {str(name): column.array for name, column in self.tables.regions.items()}

    def _region(self, at: int) -> Region:
        row = {name: column[at] for name, column in self._columns.items()}
        return _region_of(row, at - self._first_rows[row["level"]])

    @cached_property
    def _first_rows(self) -> dict[str, int]:
        """Row in the table of the first region of every level: these stand together."""
        levels = self.tables.regions["level"]
        return {level: int(row) for row, level in levels.drop_duplicates().items()}

    def known_region(self, code: str) -> Region | None:
        """A region by a code that somebody wrote; None where there is none."""
        try:
            return self.region(code)
        except KeyError:
            return None

    @cached_property
    def site_rows(self) -> dict[str, int]:
        """Code of every placed site -> its row in ``placed_sites``."""
        return {code: row for row, code in enumerate(self.tables.placed_sites["code"])}

    def place_at(self, row: int) -> Place:
        """The place of a row of :meth:`geodata.tables.reader.Tables.steps`: a placed site, and
        beyond these the postcode area of a home, where a change may start an offer."""
        places, code = self._placed, str(self.tables.codes_of_places[row])
        if row < len(places):
            return places[row]
        home = self.tables.homes.iloc[row - len(places)]
        return Place(code, f"{code} {home['place']}", "", float(home["lon"]), float(home["lat"]))

    @cached_property
    def _placed(self) -> list[Place]:
        """The placed sites."""
        names = zip(*(words[self.tables.placed].tolist() for words in self.site_words), strict=True)
        where = (self.tables.placed_sites[axis].tolist() for axis in ("lon", "lat"))
        return [
            Place(code, name or "", town or "", lon, lat)
            for (code, name, town), lon, lat in zip(names, *where, strict=True)
        ]

    @cached_property
    def site_words(self) -> SiteWords:
        """What every site is called, as texts of Python: a column makes them anew at every look."""
        sites = self.tables.sites
        return SiteWords(*(sites[name].to_numpy(object) for name in SiteWords._fields))

    def on_map(self, level: str, code: str = "NL") -> np.ndarray:
        """Rows of a level's regions in the order of their features; one without is left out.

        Neighbourhoods are on the map a municipality at a time: that of the region ``code``.
        """
        if level != "buurt":
            return _of_features(self.tables, level)
        return _of_features(self.tables, level, self.around(code).code.removeprefix("GM"))

    def shapes(self, level: str, code: str = "NL") -> str:
        """Name in the manifest of the shapes of a level, as they are on the map of a region; a
        layout of somebody's own is its own name."""
        return f"buurt_{self.around(code).code}" if level == "buurt" else level

    def geometry_file(self, shapes: str) -> str:
        """The file of shapes below ``assets/``; of a layout of somebody's own that of its areas,
        and behind a # which of these each of its regions joins: ``file#0.3,5``."""
        files: dict[str, str] = self.manifest["geometry"]
        if level_kind(shapes) != OWN:
            return files[shapes]
        layout = own_layout(self.tables, shapes)
        groups = layout.features(self.tables.regions_of(layout.areas))
        joined = ",".join(".".join(map(str, group)) for group in groups)
        return f"{files[layout.areas]}#{joined}"

    def levels_at(self, code: str) -> tuple[str, ...]:
        """Levels of the areas that the map of a region can show."""
        in_town = self.around(code).level == "municipality"
        return LEVELS if in_town else tuple(level for level in LEVELS if level != "buurt")

    def level_of(self, code: str) -> str:
        return self.region(code).level

    def _town_of(self, level: str, code: str) -> str:
        """The municipality of a postcode area, where most of its people live, or of a
        neighbourhood."""
        if level == "buurt":
            return f"GM{code[2:6]}"
        towns = self.tables.main_homes["municipality"]
        # By its label a cell of a frame takes three times as long.
        return str(towns.array[towns.index.get_loc(code)])

    def parent(self, code: str) -> str | None:
        """One step up: postcode area or neighbourhood, municipality, province, the country."""
        return self.above(self.level_of(code), code)

    def above(self, level: str, code: str) -> str | None:
        """The same of a region of this level, which need not be read for it: the search asks all,
        and those that were read are kept."""
        if level == "nl":
            return None
        if level in CLOSE_LEVELS:
            return self._town_of(level, code)
        if level == "municipality":
            return self.tables.parents.get((code, "province"), "NL")
        return "NL"

    def path(self, code: str) -> list[Region]:
        """From the country down to this region."""
        path = [self.region(code)]
        while (parent := self.parent(path[0].code)) is not None:
            path.insert(0, self.region(parent))
        return path

    def inside(self, code: str) -> np.ndarray:
        """Which homes lie in a region: a boolean per row of ``homes``."""
        region = self.region(code)
        return self.tables.member_positions(region.level) == region.position

    def around(self, code: str) -> Region:
        """The region to look at: what is close to home is seen in its municipality."""
        region = self.region(code)
        return self.region(self._town_of(region.level, code)) if region.is_close else region

    def box_around(self, code: str) -> tuple[float, float, float, float] | None:
        """What to look at: of what is not on the map, as the Caribbean Netherlands, the country."""
        return self.around(code).box or self.region("NL").box

    def areas_inside(self, level: str, code: str) -> np.ndarray:
        """Rows of a level's regions with at least one home in a region, in their own order; of
        postcode areas those where most of their people live in it. Do not change the array: it is
        kept."""
        region = self.region(code)
        return _areas_inside(self.tables, level, region.level, region.position)

    def in_sight(self, level: str, code: str) -> np.ndarray:
        """Those of them that are on the map of the region, in the same order."""
        inside = self.areas_inside(level, code)
        return inside[np.isin(inside, self.on_map(level, code))]

    def sites_in(self, code: str) -> np.ndarray:
        """Which sites lie in a region: a boolean per row of ``sites``.

        For an STO region these are the sites of its list of members.
        """
        region = self.region(code)
        return self.tables.sites_in(region.level, region.position)


def _bytes(code: str) -> bytes:
    # Somebody may have written half a character in an address.
    return code.encode("utf-8", "surrogatepass")


# So many levels are open at the same time, and some towns.
@lru_cache(maxsize=32)
def _of_features(tables: Tables, level: str, town: str = "") -> np.ndarray:
    """Rows of a level's regions in the order of their features, of neighbourhoods those of a town.
    Do not change the array: it is kept."""
    regions = tables.regions_of(level)
    feature = regions["feature"].to_numpy()
    shown = feature >= 0
    if town:
        shown &= regions["code"].str.startswith(f"BU{town}").to_numpy()
    return np.flatnonzero(shown)[np.argsort(feature[shown])]


# What is asked changes oftener than where.
@lru_cache(maxsize=64)
def _areas_inside(tables: Tables, level: str, of_level: str, position: int) -> np.ndarray:
    if level == "postcode":
        return np.flatnonzero(tables.postcode_positions(of_level) == position)
    rows = np.unique(tables.member_positions(level)[tables.member_positions(of_level) == position])
    return rows[rows >= 0]


def _region_of(row: dict[str, Any], position: int) -> Region:
    """A row of a table of regions; position: its place among those of its level."""
    west, south, east, north = (float(row[side]) for side in ("west", "south", "east", "north"))
    return Region(
        level=row["level"],
        code=row["code"],
        name=row["name"],
        official=bool(row["official"]),
        basis=row["basis"] or "",
        position=position,
        feature=int(row["feature"]),
        box=None if np.isnan(west) else (west, south, east, north),
    )


def fold(text: str) -> str:
    """Lower case without accents or signs, so that 's-Hertogenbosch and Súdwest are found."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    letters = "".join(letter if letter.isalnum() else " " for letter in plain.lower())
    return " ".join(letters.split())


def load(directory: Path | str = PREPARED, completed: Callable[[Data], Data] | None = None) -> Data:
    """Read the prepared tables and make the costly look-ups once, before workers are forked.

    completed: adds to what was read, before these look-ups.
    """
    folder = Path(directory)
    data = Data(
        prepared.read(folder).by_position(),
        isochrones.read(standing(folder, prepared.NAMES)),
        folder,
    )
    data = completed(data) if completed else data
    tables = data.tables
    _ = tables.candidates
    # Every panel needs rides: better said at the start than at every visit.
    # So are those to the nearest vmbo, which takes a second the first time.
    if tables.rides:
        official.metres_to_vmbo(tables)
    _ = tables.parents, data._rows, data.site_rows, tables.main_homes
    return data
