"""What can be asked of the interface: every address with its parameters, columns and table.

One :class:`Operation` is all there is to an address: the server answers it, the description and
the page list it. What is asked in full says :mod:`dashboard.api.resolve`, what answers it
:mod:`dashboard.api.rows`, and what is in a column :mod:`dashboard.api.columns`.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from dashboard.api import pupils, resolve, rows, sources
from dashboard.api.columns import CANDIDATES, REACH_MADE
from dashboard.api.parameters import (
    BEST,
    BY,
    CHANGES,
    CODE,
    COUNT,
    ENDING,
    FEW_CODES,
    FORMAT,
    LANGUAGE,
    LIMIT,
    MAX,
    MAY_CHANGE,
    NEW,
    POPULATION,
    REGION,
    RUNNER_UP,
    SETS,
    SITE,
    SOUGHT,
    SPEED,
    TRACK,
    Parameter,
    Query,
    choice,
    profiles,
)
from dashboard.data import Data
from dashboard.figures import pupil_homes
from dashboard.texts import Texts
from geodata.analysis.competition import COLUMNS as COMPETITION_COLUMNS
from geodata.analysis.coverage_table import COLUMNS as COVERAGE_COLUMNS
from geodata.analysis.equity import COLUMNS as EQUITY_COLUMNS
from geodata.analysis.forecast import YEARS
from geodata.analysis.reach_by_year import COLUMNS as MADE_COLUMNS
from geodata.analysis.scenario import COLUMNS as SCENARIO_COLUMNS
from geodata.analysis.sited import COLUMNS as SUGGESTED_COLUMNS
from geodata.vocabulary import AMONG, ANY_OF, DISTANCES, SINGLE


@dataclass(frozen=True)
class Operation:
    """One address below ``/api/v1/``."""

    name: str
    #: Parameters of this address; every address has :data:`COMMON` too.
    specific: tuple[Parameter, ...]
    columns: tuple[str, ...]
    #: What is asked in full, from the parameters as they were read; raises Problem.
    resolve: Callable[[Data, Query, Texts], Query]
    #: The rows that answer it.
    table: Callable[[Data, Query, Texts], pd.DataFrame]
    #: Ids of the sources in the manifest.
    sources: Callable[[Data, Query], list[str]]
    #: A query to begin with.
    example: str = ""
    #: Has the table :data:`dashboard.api.rows.NOTES` among its ``attrs``?
    has_notes: bool = False
    #: Is it worked out beside the web, where it waits for turns of its own?
    is_beside: bool = False

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        return (*self.specific, *COMMON)


COMMON = (FORMAT, LANGUAGE)


def operations(data: Data) -> dict[str, Operation]:
    """Every address by its name. What years and figures there are depends on the tables."""
    tables = data.tables
    year = choice("year", tables.years, tables.years[-1])
    ways = DISTANCES if tables.distances is not None else DISTANCES[:1]
    ways = (*ways, *tables.own_distances)
    indicators = sorted(tables.indicators["indicator"].unique())
    question = (profiles(SETS), TRACK, MAX, choice("distance", ways, DISTANCES[0]), SPEED)
    asked = (*question, BY, CODE, year, POPULATION)
    of_few = (*question, FEW_CODES, year, POPULATION)
    of_pupils = (
        Operation(
            pupils.HOMES,
            (SITE, *question, year, POPULATION),
            pupils.HOMES_COLUMNS,
            resolve.pupil_homes,
            rows.pupil_homes,
            sources.of_pupil_homes,
            "site=13OR01&profiles=MT",
            has_notes=True,
        ),
        Operation(
            pupils.CROSSINGS,
            (TRACK, FEW_CODES, year),
            pupils.CROSSINGS_COLUMNS,
            resolve.few,
            rows.pupil_crossings,
            sources.of_pupil_crossings,
            "code=GM0664",
            has_notes=True,
        ),
    )
    known = (
        Operation(
            "coverage",
            (*asked, MAY_CHANGE),
            COVERAGE_COLUMNS,
            resolve.scenario,
            rows.coverage,
            sources.of_coverage,
            "by=sto&code=sto-twente",
        ),
        Operation(
            "equity",
            of_few,
            ("level", "code", "name", *EQUITY_COLUMNS),
            resolve.equity,
            rows.equity,
            sources.of_equity,
            "code=PV23&distance=cycle",
        ),
        Operation(
            "reach-by-year",
            of_few,
            ("level", "code", "name", "year", "share"),
            resolve.years,
            rows.reach_by_year,
            sources.of_reach_by_year,
            "code=PV29&profiles=MT",
        ),
        Operation(
            "gains-and-losses",
            of_few,
            ("level", "code", "name", "change", *MADE_COLUMNS),
            resolve.years,
            rows.gains_and_losses,
            sources.of_reach_by_year,
            "code=PV29&profiles=MT",
        ),
        Operation(
            "examples",
            of_few,
            (
                "level",
                "code",
                "name",
                "example_code",
                "example_name",
                "reach_before",
                "reach_after",
                *REACH_MADE,
                *CANDIDATES,
            ),
            resolve.years,
            rows.examples,
            sources.of_reach_by_year,
            "code=sto-twente",
        ),
        Operation(
            "sector-years",
            (FEW_CODES,),
            ("level", "code", "name", "year", "track", "low", "high", "share_low", "share_high"),
            resolve.few,
            rows.sector_years,
            sources.of_sector_years,
            "code=sto-twente",
        ),
        Operation(
            "scenario",
            (CHANGES, *asked),
            SCENARIO_COLUMNS,
            resolve.scenario,
            rows.scenario,
            sources.of_coverage,
            "changes=stop:13OR01.mt,start:4501.mt&profiles=MT&by=province",
        ),
        Operation(
            "competition",
            (*asked, MAY_CHANGE),
            COMPETITION_COLUMNS,
            resolve.scenario,
            rows.competition,
            sources.of_coverage,
            "profiles=PIE&by=province",
        ),
        Operation(
            "suggest",
            (
                choice("profile", SINGLE, "PIE"),
                COUNT,
                choice("what", (NEW, ENDING), NEW),
                choice("among", AMONG, AMONG[0]),
                REGION,
                choice("choice", (BEST, RUNNER_UP), BEST),
                choice("forecast", YEARS),
                TRACK,
                MAX,
                choice("distance", ways, DISTANCES[0]),
                SPEED,
                year,
                POPULATION,
                MAY_CHANGE,
            ),
            SUGGESTED_COLUMNS,
            resolve.suggest,
            rows.suggest,
            sources.of_suggest,
            "profile=PIE&count=3",
            has_notes=True,
            is_beside=True,
        ),
        Operation(
            "sites",
            (profiles((*ANY_OF, "allhard", "vbo")), TRACK, CODE, year),
            (
                "code",
                "name",
                "place",
                "municipality",
                "lon",
                "lat",
                "profile",
                "track",
                "year",
                "combined",
                "low",
                "high",
            ),
            resolve.sites,
            rows.sites,
            sources.of_sites,
            "code=GM0153",
        ),
        Operation(
            "indicators",
            (
                choice("indicator", indicators),
                BY,
                CODE,
                choice("period", ("latest", "all"), "latest"),
            ),
            (
                "level",
                "code",
                "name",
                "indicator",
                "period",
                "value",
                "unit",
                "source",
                "note",
            ),
            resolve.regions,
            rows.indicators,
            sources.of_indicators,
            "indicator=technical_jobs&by=province",
        ),
        Operation(
            "regions",
            (BY, CODE),
            ("level", "code", "name", "official", "basis", "lon", "lat"),
            resolve.regions,
            rows.regions,
            sources.of_regions,
            "by=province",
        ),
        Operation(
            "search",
            (SOUGHT, LIMIT),
            ("kind", "code", "name", "also", "label", "street"),
            resolve.as_read,
            rows.search,
            sources.of_names,
            "q=den+haag",
        ),
        Operation(
            "levels", (), ("code", "name", "regions"), resolve.as_read, rows.levels, sources.none
        ),
        Operation(
            "profiles",
            (),
            ("code", "name", "profiles"),
            resolve.as_read,
            rows.profiles,
            sources.none,
        ),
        Operation("years", (), ("year", "sites"), resolve.as_read, rows.years, sources.of_years),
        *(of_pupils if pupil_homes.are_known(data) else ()),
    )
    return {operation.name: operation for operation in known}
