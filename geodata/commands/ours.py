"""Our own figures beside those of others: each as a function of the prepared tables.

A function that takes options gives the function of the tables. Shares are percentages.
"""

from collections.abc import Callable

import numpy as np
import pandas as pd

from geodata import vocabulary
from geodata.analysis import candidates, forecast, official
from geodata.analysis.coverage import coverage, site_counts, states, totals
from geodata.analysis.equity import equity
from geodata.analysis.labour import COUNTS
from geodata.analysis.pupils import pupils_2019
from geodata.question import Question
from geodata.tables.reader import Tables
from geodata.vocabulary import (
    BROAD,
    PROFILES,
    SECTOR_NAMES,
    TRACKS,
    countable,
)

#: Gives one figure of the prepared tables.
Ours = Callable[[Tables], float]


def share(profiles: str, tracks: str, year: str, kilometres: float = 10) -> Ours:
    question = Question(profiles, tuple(tracks.split(",")), kilometres * 1000, year)
    return lambda tables: float(coverage(tables, question, "nl")["share"].iloc[0])


def of_fifth(profiles: str, distance: str, group: str, fifth: int, year: str) -> Ours:
    """Share of a fifth by SES-WOA of a group of areas of the country, bb/kb, 10 km."""
    question = Question(profiles, year=year, distance=distance)

    def share(tables: Tables) -> float:
        rows = equity(tables, question, "nl", "NL").set_index(["group", "fifth"])
        return float(rows.loc[(group, fifth), "share"])

    return share


def of_region(level: str, code: str, year: str) -> Ours:
    """Share of young people of a region with a hard offer, bb/kb, 10 km."""

    def share(tables: Tables) -> float:
        regions = coverage(tables, Question(year=year), level).set_index("code")
        return float(regions.loc[code, "share"])

    return share


def technical_bound(code: str, bound: str, year: str) -> Ours:
    """Lowest or highest possible share of technical candidates of an STO region, bb/kb."""

    def share(tables: Tables) -> float:
        regions = candidates.technical_share(tables, "sto", year, ("BB", "KB")).set_index("code")
        return float(regions.loc[code, f"share_{bound}"])

    return share


def candidates_of(level: str, code: str, profile: str, year: str) -> Ours:
    """Candidates of a profile at the sites in a region, bb/kb; the middle of a range."""

    def count(tables: Tables) -> float:
        low, high = tables.offer_range(year, ("BB", "KB"), (profile,))
        middle = tables.site_totals(level, (low[0] + high[0]) / 2)
        return float(middle[tables.regions_of(level)["code"].eq(code)].item())

    return count


def girls(bound: int, year: str) -> Ours:
    """Lowest (0) or highest (1) possible share of girls in the sector technology."""
    return lambda tables: candidates.girls_share(tables, "nl", 0, year)[bound]


def without(column: str) -> Ours:
    """How many sites with candidates have nothing in a column of ``sites``."""

    def count(tables: Tables) -> float:
        sites = tables.sites[tables.examined]
        return float((sites[column].isna() | sites[column].eq("")).sum())

    return count


def mean_km(year: str) -> Ours:
    """Mean distance to hard, bb/kb."""
    question = Question(year=year)
    return lambda tables: float(coverage(tables, question, "nl")["mean_km"].iloc[0])


def state_share(state: int, year: str) -> Ours:
    """Share of young people in one of the three states, hard, bb/kb, 10 km."""

    def share(tables: Tables) -> float:
        young = tables.young(2021)
        state_of = states(tables, Question(year=year))
        return 100 * float(young[state_of == state].sum() / young.sum())

    return share


def only_dp_share(level: str, code: str, year: str) -> Ours:
    """Of the young people without a hard profile in a region, the share with DP within reach."""

    def share(tables: Tables) -> float:
        region = coverage(tables, Question(year=year), level).set_index("code").loc[code]
        return 100 * float(region["only_dp"] / region["not_covered"])

    return share


def ride_to_school(tables: Tables) -> float:
    """Mean ride of young people to the nearest site of the address file, km."""
    sites = np.flatnonzero(tables.placed_sites["in_address_file"])
    metres = tables.metres("cycle", sites).min(axis=1)
    return float(np.average(metres, weights=tables.young(2021)) / 1000)


def ride_from(home: str) -> Ours:
    """Kilometres by bicycle from a postcode area to the nearest site with VBO or MAVO."""

    def ride(tables: Tables) -> float:
        area = np.flatnonzero(tables.homes["code"].str[:4].eq(home))
        vmbo = np.flatnonzero(tables.has_vmbo[tables.placed])
        return float(tables.metres("cycle", vmbo, area).min(axis=1).mean() / 1000)

    return ride


def ride_to_vmbo(tables: Tables) -> float:
    question = Question(profiles="vmbo", distance="cycle")
    return float(coverage(tables, question, "nl")["mean_km"].iloc[0])


def beside_official(figure: str) -> Ours:
    """A figure of geodata.analysis.official.agreement."""
    return lambda tables: official.agreement(official.beside_official(tables))[figure]


def of_municipality(code: str, column: str, year: str) -> Ours:
    def value(tables: Tables) -> float:
        frame = coverage(tables, Question(year=year), "municipality").set_index("code")
        return float(frame.loc[code, column])

    return value


def sites(name: str, year: str) -> Ours:
    return lambda tables: site_counts(tables, year)[name]


def vocational_sites(year: str) -> Ours:
    def count(tables: Tables) -> float:
        return float(tables.offers.loc[tables.offers["year"] == year, "site"].nunique())

    return count


def indicator(name: str, code: str, period: str, unit: float = 1) -> Ours:
    """A figure of the labour market, in units of `unit`; NaN where the tables lack it."""

    def value(tables: Tables) -> float:
        indicators = tables.indicators
        rows = indicators[(indicators["indicator"] == name) & (indicators["period"] == period)]
        return float(rows.set_index("code")["value"].get(code, np.nan)) / unit

    return value


def jobs_nowhere(tables: Tables) -> float:
    """Technical jobs of 2024 that no COROP area holds, in thousands."""
    indicators = tables.indicators
    rows = indicators[
        indicators["indicator"].eq("technical_jobs") & indicators["period"].eq("2024")
    ]
    total = rows.groupby("level")["value"].sum()
    return float(total.get("nl", np.nan) - total.get("corop", np.nan)) / 1000


def unlike_municipalities(tables: Tables) -> float:
    """How many counts of labour regions are not the sum of their municipalities; NaN if none."""
    counts = tables.indicators[tables.indicators["indicator"].isin(COUNTS)]
    published = counts[counts["level"] == "labour_region"].set_index(["code", "indicator"])["value"]
    municipalities = counts[counts["level"] == "municipality"]
    region = municipalities["code"].map(lambda code: tables.parents.get((code, "labour_region")))
    sums = municipalities.groupby([region, municipalities["indicator"]])["value"].sum(min_count=1)
    return float(np.sum(published.sub(sums).ne(0))) if len(published) else np.nan


def bwi_pupils(*tracks: str) -> Ours:
    def count(tables: Tables) -> float:
        rows = pupils_2019(tables, "nl")
        ours = rows["profile"].eq("BWI") & rows["track"].isin(tracks)
        return float(rows.loc[ours, "pupils"].sum())

    return count


def _sector_range(tables: Tables, year: str, sectors: tuple[str, ...]) -> tuple[int, int]:
    """Lowest and highest number of exam candidates in sectors, all tracks with a profile."""
    rows = tables.sectors
    ours = (
        rows["year"].eq(year) & rows["sex"].eq(vocabulary.BOTH_SEXES) & rows["sector"].isin(sectors)
    )
    known, masked = rows.loc[ours, "candidates"].sum(), rows.loc[ours, "masked"].sum()
    return int(known + vocabulary.MASKED_LOW * masked), int(known + vocabulary.MASKED_HIGH * masked)


def known_technical(year: str) -> Ours:
    """Exam candidates in the sector technology that are not hidden, all tracks with a profile."""

    def count(tables: Tables) -> float:
        rows = tables.sectors
        ours = rows["year"].eq(year) & rows["sex"].eq(vocabulary.BOTH_SEXES)
        return float(rows.loc[ours & rows["sector"].eq("technology"), "candidates"].sum())

    return count


def _middle(tables: Tables, year: str, sectors: tuple[str, ...] = ("technology",)) -> float:
    return float(np.mean(_sector_range(tables, year, sectors)))


def growth(year: str, before: str) -> Ours:
    return lambda tables: 100 * (_middle(tables, year) / _middle(tables, before) - 1)


def technical_share(year: str) -> Ours:
    return lambda tables: 100 * _middle(tables, year) / _middle(tables, year, SECTOR_NAMES)


def same_in_both_files(year: str) -> Ours:
    """Of the sites and tracks with technical candidates in the exam file by profile or in the one
    by sector, those whose numbers can be the same, %: the sector technology is the five technical
    profiles, and a leerwerktraject is within the basic track."""

    def share(tables: Tables) -> float:
        rows = tables.sectors
        rows = rows[
            rows["year"].eq(year)
            & rows["sex"].eq(vocabulary.BOTH_SEXES)
            & rows["sector"].eq("technology")
        ]
        cell = (
            pd.Index(TRACKS).get_indexer(rows["track"].astype("str").replace("LWT", "BB")),
            pd.Index(tables.sites["code"]).get_indexer(rows["site"].astype("str")),
        )
        known = rows["candidates"].fillna(0).to_numpy(int)
        masked = rows["masked"].to_numpy(int)
        at = tables.years.index(year)
        technical = [PROFILES.index(profile) for profile in countable(BROAD)]
        low, high = (grid[at][:, technical].sum(axis=1) for grid in tables.candidates)
        low_by_sector, high_by_sector = np.zeros_like(low), np.zeros_like(high)
        np.add.at(low_by_sector, cell, known + vocabulary.MASKED_LOW * masked)
        np.add.at(high_by_sector, cell, known + vocabulary.MASKED_HIGH * masked)
        either = (high > 0) | (high_by_sector > 0)
        overlap = (low <= high_by_sector) & (low_by_sector <= high)
        return 100 * float(overlap[either].mean())

    return share


def young_2033(code: str, base: int, since: int) -> Ours:
    """Change in young people of vmbo age of a province to 2033, %.

    base: the year of the ages that are moved to 2033; since: the year compared to, by the ages
    of 2021.
    """

    def change(tables: Tables) -> float:
        at = tables.regions_of("province")["code"].eq(code).to_numpy()
        then, before = (
            float(totals(tables, "province", forecast.young(tables, year, ages_of))[at].item())
            for year, ages_of in ((2033, base), (since, 2021))
        )
        return 100 * (then / before - 1)

    return change
