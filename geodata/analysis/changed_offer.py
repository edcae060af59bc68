"""What is offered where, once the changes of a question are made.

Stops come first, then sites move with what they have left, then profiles start: so the order in
which changes are written changes nothing. What cannot be (an end of what is not there) is left out,
and :func:`refused` says why.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from geodata.changes import MOVE, START, STOP, Change, Changes
from geodata.errors import DataError
from geodata.question import Question
from geodata.tables.arrays import Booleans, Integers
from geodata.tables.reader import Tables, grid_cells
from geodata.vocabulary import COMBINED, PROFILES, SITE_CODE, TRACKS, Codes

#: Why a change cannot be made.
NO_SITE, NO_AREA, NO_POINT = "no_site", "no_area", "no_point"
NOT_OFFERED, OFFERED, SAME_PLACE = "not_offered", "offered", "same_place"
NO_TIMES = "no_times"


@dataclass(frozen=True, eq=False)
class Offered:
    """The offer after some changes.

    ``sites`` is tracks × profiles × rows of ``sites``. ``areas`` has for the row of the main home
    of a postcode area where something starts: tracks × profiles. ``closed`` and ``opened`` are rows
    of ``sites`` where all ends, and where any starts. ``refused`` are changes that cannot be, with
    the reason.
    """

    sites: Booleans
    areas: dict[int, Booleans]
    closed: frozenset[int]
    opened: frozenset[int]
    refused: tuple[tuple[Change, str], ...]


def offered(tables: Tables, year: str, changes: Changes, distance: str = "straight") -> Offered:
    """The offer of a school year after some changes. By a measure of the owner's own nothing can
    come where its table has no distances to: that would be far from everybody."""
    return _offered(tables, year, changes, distance if distance in tables.own_distances else "")


@lru_cache(maxsize=64)
def _offered(tables: Tables, year: str, changes: Changes, own: str) -> Offered:
    return _Making(tables, year, own).after(changes)


#: What is said of a change that cannot be made; the screen has words of its own.
WHY = {
    NO_SITE: "there is no site with this code",
    NO_AREA: "there is no postcode area with this code",
    NO_POINT: "of this site no place is known",
    NOT_OFFERED: "what would end is not offered there",
    OFFERED: "it is offered there already, in every track that is asked",
    SAME_PLACE: "it moves to where it is",
    NO_TIMES: "the table of this distance has none to that place",
}


def refused(
    tables: Tables, year: str, changes: Changes, distance: str = "straight"
) -> tuple[tuple[Change, str], ...]:
    """Changes that cannot be made, each with the reason: a key of :data:`WHY`."""
    return offered(tables, year, changes, distance).refused


def all_possible(tables: Tables, year: str, changes: Changes, distance: str = "straight") -> None:
    """Raises DataError at a change that cannot be made."""
    for change, reason in refused(tables, year, changes, distance):
        raise DataError(f"change {str(change)!r} cannot be made in {year}: {WHY[reason]}")


def taught_at(tables: Tables, question: Question, profiles: Codes) -> Booleans:
    """Which sites teach which profiles in any of the tracks of a question, after its changes:
    profiles × sites."""
    if not question.changes:
        return tables.offered(question.year, question.tracks, profiles)
    after = offered(tables, question.year, question.changes, question.distance).sites
    return np.asarray(after[grid_cells(question.tracks, profiles)].any(axis=0), bool)


def candidates_at(tables: Tables, question: Question, profiles: Codes) -> tuple[Integers, Integers]:
    """Lowest and highest number of candidates per site in each profile, as
    :meth:`geodata.tables.reader.Tables.offer_range`; none where a change ended it. Nobody knows how
    many would come where one begins."""
    if not question.changes:
        return tables.offer_range(question.year, question.tracks, tuple(profiles))
    # Track by track: where one of them ends, those of the others stay.
    cells = grid_cells(question.tracks, profiles)
    still = offered(tables, question.year, question.changes, question.distance).sites[cells]
    year = tables.years.index(question.year)
    low, high = ((grid[year][cells] * still).sum(axis=0) for grid in tables.candidates)
    return low, high


class _Making:
    """The offer while changes are made to it."""

    def __init__(self, tables: Tables, year: str, own: str):
        self.tables = tables
        self.own = tables.own_distances.get(own)
        self.now = tables.offered_in_tracks(year)
        self.grid = self.now.copy()
        self.areas: dict[int, Booleans] = {}
        self.closed: set[int] = set()
        self.opened: set[int] = set()
        self.arriving: list[tuple[str, Booleans]] = []
        self.refused: list[tuple[Change, str]] = []

    def after(self, changes: Changes) -> Offered:
        for kind, make in ((STOP, self._stop), (MOVE, self._move), (START, self._start)):
            # What all changes of a kind start from, so that their order changes nothing.
            state = self.grid.copy()
            for change in changes:
                if change.kind == kind:
                    reason = self._impossible(change) or make(change, state)
                    self.refused += [(change, reason)] if reason else []
            for place, cells in self.arriving:
                self._add(place, cells)
            self.arriving.clear()
        for programme, taught in COMBINED.items():
            every = self.grid[:, [PROFILES.index(profile) for profile in taught]].all(axis=1)
            self.grid[:, PROFILES.index(programme)] &= every
        closed, opened = frozenset(self.closed - self.opened), frozenset(self.opened)
        return Offered(self.grid, self.areas, closed, opened, tuple(self.refused))

    def _impossible(self, change: Change) -> str:
        """Is there no such site or area, or not on the map?"""
        for place in filter(None, (change.place, change.to)):
            row = self.tables.row_of_site.get(place)
            if row is None and place not in self.tables.main_homes.index:
                return NO_SITE if re.fullmatch(SITE_CODE, place) else NO_AREA
            if row is not None and change.kind != STOP and not self.tables.placed[row]:
                return NO_POINT
        comes = {STOP: None, MOVE: change.to, START: change.place}[change.kind]
        return "" if comes is None or self._is_told_of(comes) else NO_TIMES

    def _is_told_of(self, place: str) -> bool:
        """Has the table of the distance any to a place?"""
        if self.own is None:
            return True
        row = self.tables.row_of_site.get(place)
        return row is not None and bool(self.own.places[int(self.tables.placed[:row].sum())])

    def _stop(self, change: Change, _: Booleans) -> str:
        row = self.tables.row_of_site[change.place]
        profiles = (change.profile,) if change.profile else PROFILES
        cells = _at(change.tracks or TRACKS, profiles, row)
        # A site can have vmbo by its structure alone: of other tracks, or without candidates yet.
        ends_vmbo = not change.profile and self.tables.has_vmbo[row]
        if not self.now[cells].any() and not ends_vmbo:
            return NOT_OFFERED
        self.grid[cells] = False
        if not change.profile:
            self.closed.add(row)
        return ""

    def _move(self, change: Change, state: Booleans) -> str:
        """What is left of a site goes elsewhere."""
        row = self.tables.row_of_site[change.place]
        if change.place == change.to:
            return SAME_PLACE
        if not state[:, :, row].any():
            return NOT_OFFERED
        self.grid[:, :, row] = False
        self.closed.add(row)
        self.arriving.append((change.to, state[:, :, row]))
        return ""

    def _start(self, change: Change, state: Booleans) -> str:
        tracks = change.tracks or TRACKS
        cells = np.zeros(self.grid.shape[:2], bool)
        asked = grid_cells(tracks, (change.profile,))
        cells[asked] = True
        row = self.tables.row_of_site.get(change.place)
        if row is not None:
            there = state[:, :, row][asked]
            if there.all():
                return OFFERED
            if self.now[:, :, row][asked].any() and not there.any():
                # It had stopped in this question: it is again what it was.
                within = [code for code, taught in COMBINED.items() if change.profile in taught]
                again = _at(tracks, (change.profile, *within), row)
                self.grid[again] |= self.now[again]
                self.closed.discard(row)
                return ""
        self.arriving.append((change.place, cells))
        return ""

    def _add(self, place: str, cells: Booleans) -> None:
        row = self.tables.row_of_site.get(place)
        if row is None:
            home = self.tables.row_of_area(place)
            self.areas[home] = self.areas.get(home, np.zeros_like(cells)) | cells
        else:
            self.grid[:, :, row] |= cells
            self.opened.add(row)


def _at(tracks: Codes, profiles: Codes, row: int) -> tuple[Integers, ...]:
    """Where some tracks and profiles of a site are in the grid."""
    return (*grid_cells(tracks, profiles), np.array(row))


def in_areas(offer: Offered, tracks: tuple[str, ...], profiles: tuple[str, ...]) -> Integers:
    """Rows of the homes where any of some profiles starts in any of some tracks, in order."""
    asked = grid_cells(tracks, profiles)
    return np.array(sorted(row for row, area in offer.areas.items() if area[asked].any()), int)
