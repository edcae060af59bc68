"""The answer for one region: the figures of the panel beside the map, as plain values."""

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import compress
from typing import NamedTuple

import numpy as np
import pandas as pd

from dashboard.address.view import View
from dashboard.data import Data, Region
from dashboard.formatting import EXACT, out_of_hundred
from geodata.analysis.changed_offer import candidates_at, offered, taught_at
from geodata.analysis.coverage import (
    ONLY_DP,
    WITHIN,
    asked_sites,
    coverage,
    nearest_site,
    offering_rows,
    only_straight,
    reach,
    shares,
    states,
    weights_of,
)
from geodata.question import profile_codes
from geodata.tables.reader import grid_cells
from geodata.tables.steps import FURTHEST, STEP_M
from geodata.vocabulary import (
    ANY_TRACK,
    BROAD,
    COMBINED,
    ESTIMATE,
    HARD,
    SINGLE,
    countable,
)

#: Profiles of the bars, each asked on its own; ``allhard`` asks for the three hard ones together.
BARS = (*BROAD, "allhard")


@dataclass(frozen=True)
class Answer:
    """Figures of one region; shares in percent, distances in metres."""

    region: Region
    young: float
    covered: float
    only_dp: float
    nothing: float
    share: float
    mean_m: float
    p90_m: float
    choices: float
    sites: int

    @property
    def not_covered(self) -> float:
        """Young people without the offer within reach."""
        return self.only_dp + self.nothing

    @property
    def parts(self) -> list[float]:
        """Young people within reach, with only DP, with nothing."""
        return somebody([self.covered, self.only_dp, self.nothing])

    @property
    def dots(self) -> list[int]:
        """The parts of a hundred young people."""
        return out_of_hundred(self.parts)


def somebody(young: list[float]) -> list[float]:
    """Numbers of young people of whom less than half a person is nobody: people are spread over
    their neighbourhoods in fractions."""
    return [part if part >= 0.5 else 0.0 for part in young]


# Sentence, panel, picture and rows of a view all begin with it.
@lru_cache(maxsize=8)
def answer(data: Data, view: View, code: str | None = None) -> Answer:
    """The answer to the view's question for its region, or for another one."""
    region = data.region(code or view.region)
    figures = coverage(data.tables, view.question, region.level)

    def figure(column: str) -> float:
        # A row of the frame itself takes a millisecond.
        return float(figures[column].iat[region.position])

    return Answer(
        region=region,
        young=figure("young_people"),
        covered=figure("covered"),
        only_dp=figure("only_dp"),
        nothing=round(figure("not_covered") - figure("only_dp"), EXACT),
        share=figure("share"),
        mean_m=figure("mean_km") * 1000,
        p90_m=figure("p90_km") * 1000,
        choices=figure("choices"),
        sites=len(_sites_with_offer(data, view, region.code))
        + len(started(data, view, region.code)),
    )


def of_view(data: Data, view: View) -> float:
    """The figure that the map of a view shows, of its region; after the changes of the view."""
    region = data.region(view.region)
    frame = view.base.figures(data.tables, view, region.level)
    return float(frame[view.base.column].iloc[region.position])


def bars(data: Data, view: View) -> list[tuple[str, float, float]]:
    """Per profile: code, share within the threshold in the region, and in the country."""
    region = data.region(view.region)
    rows = []
    for code in BARS:
        question = replace(view.question, profiles=code, tracks=view.tracks)
        here = shares(data.tables, question, region.level)[region.position]
        country = shares(data.tables, question, "nl")[0]
        rows.append((code, here, country))
    return rows


def share(data: Data, view: View, code: str, profiles: str, tracks: tuple[str, ...]) -> float:
    """Percentage of the young people of a region with a set of profiles in some tracks near."""
    region = data.region(code)
    question = replace(view.question, profiles=profiles, tracks=tracks)
    return float(shares(data.tables, question, region.level)[region.position])


def compared(data: Data, view: View) -> list[tuple[Region, float]]:
    """The region, its province where it lies in one, and the country: name and share."""
    codes = [step.code for step in data.path(view.region)][::-1]
    regions = [data.region(code) for code in codes]
    return [
        (region, shares(data.tables, view.question, region.level)[region.position])
        for region in regions
    ]


def gaps(data: Data, view: View, limit: int = 5) -> list[tuple[Region, float]]:
    """Where in the region most young people go without: municipalities, or home areas of a town."""
    region = data.region(view.region)
    tables = data.tables
    level = "postcode" if region.level == "municipality" or region.is_close else "municipality"
    without = tables.young(view.population, view.question.distance) * (
        states(tables, view.question) != WITHIN
    )
    inside = data.inside(region.code)
    position = tables.member_positions(level)
    known = inside & (position >= 0)
    total = np.bincount(position[known], without[known], minlength=len(tables.regions_of(level)))
    order = np.argsort(-total, kind="stable")[:limit]
    codes = tables.regions_of(level)["code"]
    return [(data.region(codes[row]), float(total[row])) for row in order if total[row] >= 0.5]


def asked_profiles(view: View) -> tuple[str, ...]:
    """Profiles that count as the asked offer; every profile where any school will do."""
    if view.profiles in ANY_TRACK:
        return SINGLE
    return HARD if view.profiles == "allhard" else profile_codes(view.profiles)


def _sites_with_offer(data: Data, view: View, code: str) -> np.ndarray:
    """Rows of ``sites`` in a region that have the asked offer, placed on the map or not."""
    return np.flatnonzero(data.sites_in(code) & asked_sites(data.tables, view.question))


class Started(NamedTuple):
    """A postcode area where a change starts the asked offer: the row of its main home, and the
    profiles."""

    home: int
    profiles: list[str]


def started(data: Data, view: View, code: str = "NL") -> list[Started]:
    """The areas in a region where changes start the asked offer."""
    question = view.question
    if not question.changes:
        return []
    asked = asked_profiles(view)
    after = offered(data.tables, question.year, question.changes, question.distance)
    cells, inside = grid_cells(question.tracks, asked), data.inside(code)
    every = [
        Started(home, [*compress(asked, np.asarray(taught[cells].any(axis=0)))])
        for home, taught in sorted(after.areas.items())
        if inside[home]
    ]
    return [one for one in every if one.profiles]


class SiteOffer(NamedTuple):
    """What a site has of the asked offer."""

    profiles: list[str]
    #: Fewest and most candidates, each once; those of a combined programme when all it teaches is
    #: asked.
    low: int
    high: int
    #: The combined programmes that teach any of these profiles, and the candidates of each.
    combined: list[tuple[str, int, int]]


def site_offers(data: Data, view: View, rows: np.ndarray) -> list[SiteOffer]:
    """The asked offer of some sites, by their rows in ``sites``."""
    tables, asked = data.tables, asked_profiles(view)
    question = view.question
    programmes = [code for code, taught in COMBINED.items() if {*taught} & {*asked}]
    taught = taught_at(tables, question, asked)[:, rows].T
    low, high = (
        grid.sum(axis=0)[rows].tolist()
        for grid in candidates_at(tables, question, countable(asked))
    )
    fewest, most = (
        grid[:, rows].T.tolist() for grid in candidates_at(tables, question, tuple(programmes))
    )
    return [
        SiteOffer(
            list(compress(asked, taught[row])),
            low[row],
            high[row],
            [one for one in zip(programmes, fewest[row], most[row], strict=True) if one[2]],
        )
        for row in range(len(rows))
    ]


def offers_in(data: Data, view: View, code: str) -> pd.DataFrame:
    """Sites in a region with the asked offer, most candidates first, and areas where it starts.

    Columns ``code, name, place`` and those of a :class:`SiteOffer`.
    """
    rows = _sites_with_offer(data, view, code)
    offers = site_offers(data, view, rows)
    named = {column: words[rows] for column, words in data.site_words._asdict().items()}
    of_sites = {field: [getattr(one, field) for one in offers] for field in SiteOffer._fields}
    frame = pd.DataFrame(named | of_sites)
    for one in started(data, view, code):
        place = data.place_at(len(data.tables.placed_sites) + one.home)
        frame.loc[len(frame)] = [*place[:3], *SiteOffer(one.profiles, 0, 0, [])]
    return frame.sort_values(["high", "name"], ascending=[False, True], ignore_index=True)


@dataclass(frozen=True)
class Nearest:
    """The site with a profile that is nearest to an area, by the measure of the view."""

    profile: str
    #: Its row, see :meth:`dashboard.data.Data.place_at`, and its code.
    row: int
    code: str
    name: str
    place: str
    #: Mean metres by the measure of the view, and by bicycle; and how most of these were found.
    metres: float
    cycle_m: float
    method: int


class _Homes(NamedTuple):
    """The homes of an area: their rows, and how heavily each counts, together 1."""

    rows: np.ndarray
    weight: np.ndarray


def _homes(data: Data, view: View) -> _Homes:
    region = data.region(view.region)
    rows = np.flatnonzero(data.inside(region.code))
    of_all = weights_of(data.tables, view.population, region.level, view.question.distance)
    # Those of which nothing is known, by a measure of the owner's own, count for nothing.
    rows = rows[of_all[rows] > 0] if view.own_measure else rows
    weight = of_all[rows]
    return _Homes(rows, weight / weight.sum() if len(rows) else weight)


def _most(homes: _Homes, values: np.ndarray) -> int:
    """The value that most of the people of an area have, by a whole number per home of it."""
    kinds, kind = np.unique(values, return_inverse=True)
    return int(kinds[np.bincount(kind, homes.weight).argmax()])


def postcode_of(data: Data, view: View) -> str:
    """The postcode area in which most people of an area close to home live."""
    homes = _homes(data, replace(view, measure="straight"))
    row = homes.rows[int(homes.weight.argmax())]
    return str(data.tables.homes["postcode"].iat[row])


# The panel and the lines on the map ask the same.
@lru_cache(maxsize=8)
def nearest_sites(data: Data, view: View) -> tuple[Nearest, ...]:
    """For an area close to home: per profile the site that is nearest, on the mean of its people;
    empty where nobody lives."""
    tables, homes = data.tables, _homes(data, view)
    if not len(homes.rows):
        return ()
    asked = {
        code: offering_rows(tables, replace(view.question, profiles=code, tracks=view.tracks))
        for code in (*BROAD, "dp")
    }
    # What is far for one profile is so for the next: of every place once.
    places = np.unique(np.concatenate([*asked.values()]))
    mean_m = homes.weight @ _told(tables.metres(view.question.distance, places, homes.rows), view)
    nearest: dict[str, tuple[int, float]] = {}
    for code, rows in asked.items():
        metres = mean_m[np.searchsorted(places, rows)]
        if np.isfinite(metres).any():
            nearest[code] = int(rows[metres.argmin()]), float(metres.min())
    rows = np.array([row for row, _ in nearest.values()], int)
    cycle_m = homes.weight @ tables.metres("cycle", rows, homes.rows)
    return tuple(
        _nearest(data, homes, code, row, metres, float(ride))
        for (code, (row, metres)), ride in zip(nearest.items(), cycle_m, strict=True)
    )


def _nearest(
    data: Data, homes: _Homes, profile: str, row: int, metres: float, cycle_m: float
) -> Nearest:
    place, method = data.place_at(row), _method(data, homes, row)
    return Nearest(profile, row, place.code, place.name, place.town, metres, cycle_m, method)


class HomeState(NamedTuple):
    """An area close to home: which part of its people has the offer within reach and which only
    Dienstverlening en Producten (percentages), the mean metres to the nearest, the mean number of
    choices, and the young people who live there."""

    within: float
    only_dp: float
    metres: float
    choices: float
    young: float


def home_state(data: Data, view: View) -> HomeState:
    """The figures of an area close to home; where no young people are known those of its people."""
    homes, tables = _homes(data, view), data.tables
    near = reach(tables, view.question)
    if not len(homes.rows) and view.own_measure:
        return HomeState(np.nan, np.nan, np.nan, np.nan, 0.0)
    state = states(tables, view.question)[homes.rows]
    return HomeState(
        within=100 * float(homes.weight @ (state == WITHIN)),
        only_dp=100 * float(homes.weight @ (state == ONLY_DP)),
        metres=float(homes.weight @ near.nearest_m[homes.rows]),
        choices=float(homes.weight @ near.choices[homes.rows]),
        young=float(tables.young(view.population, view.question.distance)[homes.rows].sum()),
    )


def _told(metres: np.ndarray, view: View) -> np.ndarray:
    """What a table of the owner's own does not tell is further than it goes."""
    furthest = FURTHEST * STEP_M
    return np.where(metres == furthest, np.inf, metres) if view.own_measure else metres


def unknown_young(data: Data, view: View) -> float:
    """Young people of the region of whom it is not known how far they go by the measure of the
    view; they are left out of its figures."""
    if view.own_measure is None:
        return 0.0
    tables = data.tables
    known = tables.young(view.population, view.question.distance)
    return float((tables.young(view.population) - known)[data.inside(view.region)].sum())


def nearest_of_most(data: Data, view: View) -> int:
    """The asked offer that is nearest for most people of an area, as a row of
    :meth:`dashboard.data.Data.place_at`; -1 where nobody lives or there is none."""
    homes = _homes(data, view)
    if not len(homes.rows):
        return -1
    return _most(homes, nearest_site(data.tables, view.question)[homes.rows])


def method_to_nearest(data: Data, view: View) -> int:
    """How most of the rides from an area to that site were found."""
    return _method(data, _homes(data, view), nearest_of_most(data, view))


def _method(data: Data, homes: _Homes, row: int) -> int:
    """How most of the rides to a place were found; to one where nothing is yet they are
    estimates."""
    if row >= len(data.tables.placed_sites):
        return ESTIMATE
    return _most(homes, data.tables.rides.method(row)[homes.rows])


def only_by_crow(data: Data, view: View) -> float:
    """Young people of the region who have the offer near as the crow flies and not by bicycle."""
    homes = only_straight(data.tables, view.by_crow, view.by_ride)
    return float(data.tables.young(view.population)[data.inside(view.region) & homes].sum())
