"""The dashboard's only door to the prepared tables: loaded once, read-only, with look-ups."""

import unicodedata
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from geodata.tables import isochrones
from geodata.tables import reader as prepared
from geodata.tables.isochrones import Stars
from geodata.tables.reader import PREPARED, Tables
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


# Printed as one thing: what fails with it should be told by its example, not by all the tables.
@dataclass(frozen=True, eq=False, repr=False)
class Data:
    """Prepared tables plus the look-ups that every page shares."""

    tables: Tables
    #: What isochrones are made of; None where the build made none.
    stars: Stars | None = None

    @property
    def manifest(self) -> dict:
        return self.tables.manifest

    @cached_property
    def _regions(self) -> dict[str, Region]:
        regions = {}
        for level in ("nl", *LEVELS):
            for position, row in enumerate(self.tables.regions_of(level).itertuples()):
                west, south, east, north = map(float, (row.west, row.south, row.east, row.north))
                regions[row.code] = Region(
                    level=level,
                    code=row.code,
                    name=row.name,
                    official=bool(row.official),
                    basis=row.basis or "",
                    position=position,
                    feature=int(row.feature),
                    box=None if np.isnan(west) else (west, south, east, north),
                )
        return regions

    def region(self, code: str) -> Region:
        """A region by its code, which differs between levels; KeyError where there is none."""
        return self._regions[code]

    def known_region(self, code: str) -> Region | None:
        """A region by a code that somebody wrote; None where there is none."""
        return self._regions.get(code)

    @cached_property
    def site_rows(self) -> dict[str, int]:
        """Code of every placed site -> its row in ``placed_sites``."""
        return {code: row for row, code in enumerate(self.tables.placed_sites["code"])}

    def on_map(self, level: str) -> np.ndarray:
        """Rows of a level's regions in the order of their features; one without is left out."""
        feature = self.tables.regions_of(level)["feature"].to_numpy()
        return np.flatnonzero(feature >= 0)[np.argsort(feature[feature >= 0])]

    def level_of(self, code: str) -> str:
        return self._regions[code].level

    @cached_property
    def _home_above(self) -> dict[str, str]:
        return self.tables.homes.set_index("code")["municipality"].to_dict()

    def parent(self, code: str) -> str | None:
        """One step up: home, municipality, province, the country."""
        level = self.level_of(code)
        if level == "nl":
            return None
        if level == "home":
            return self._home_above[code]
        if level == "municipality":
            return self.tables.parents.get((code, "province"), "NL")
        return "NL"

    def path(self, code: str) -> list[Region]:
        """From the country down to this region."""
        path = [self._regions[code]]
        while (parent := self.parent(path[0].code)) is not None:
            path.insert(0, self._regions[parent])
        return path

    def inside(self, code: str) -> np.ndarray:
        """Which homes lie in a region: a boolean per row of ``homes``."""
        region = self._regions[code]
        return self.tables.member_positions(region.level) == region.position

    def around(self, code: str) -> Region:
        """The region to look at: a home area is seen in its municipality."""
        region = self._regions[code]
        return self._regions[self._home_above[code]] if region.level == "home" else region

    def areas_inside(self, level: str, code: str) -> list[int]:
        """Rows of a level's regions with at least one home in a region, in their own order."""
        rows = self.tables.member_positions(level)[self.inside(code)]
        return sorted(set(rows.tolist()) - {-1})

    def sites_in(self, code: str) -> np.ndarray:
        """Which sites lie in a region: a boolean per row of ``sites``.

        For an STO region these are the sites of its list of members.
        """
        region = self._regions[code]
        return self.tables.sites_in(region.level, region.position)


def fold(text: str) -> str:
    """Lower case without accents or signs, so that 's-Hertogenbosch and Súdwest are found."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    letters = "".join(letter if letter.isalnum() else " " for letter in plain.lower())
    return " ".join(letters.split())


def load(directory: Path | str = PREPARED) -> Data:
    """Read the prepared tables and make the costly look-ups once, before workers are forked."""
    data = Data(prepared.read(directory), isochrones.read(Path(directory)))
    tables = data.tables
    _ = tables.candidates, tables.member_positions("nl")
    # Every panel needs rides: better said at the start than at every visit.
    tables.metres("cycle", slice(0))
    _ = tables.parents, data._regions, data.site_rows
    return data
