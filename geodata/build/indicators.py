"""The labour market per region: from the parsed files to the table `indicators`.

National jobs are the sum of all COROP areas and of the jobs in none of them, for every year alike;
where an edition lacks an area, the publisher's own national figure stands instead.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from geodata.analysis import equity, official
from geodata.analysis.labour import COUNTS, UNITS
from geodata.build.labour_checks import agrees, rates_agree
from geodata.sources import cbs, labour, uwv
from geodata.sources.labour_files import GROWTH, NEWEST, PROVINCE_COROPS, level_of, per_1000
from geodata.tables.schema import INDICATORS
from geodata.vocabulary import LEVELS

#: Jobs and vacancies are rounded to a hundred: below this number that is more than one per cent.
ROUNDING_MATTERS = 10_000


def indicators(sources: Mapping[str, pd.DataFrame], regions: pd.DataFrame) -> pd.DataFrame:
    """The table `indicators`, sorted by level and key; see geodata.tables.schema.

    sources: as the build reads them. A region without a figure that others of its level have gets
    a row with the note no_data; figures of regions that are not in `regions` are left out.
    """
    jobs = jobs_by_region(sources["jobs"], sources["vacancy_rates"])
    agrees(sources["jobs"], sources["technical_jobs"], sources["layouts"])
    rates_agree(jobs, sources["vacancy_rates"])
    table = pd.concat(
        [
            jobs_rows(jobs),
            vacancy_rows(sources["vacancy_rates"]),
            earlier_vacancy_rows(sources["vacancies"]),
            business_rows(sources["businesses"], sources["region_businesses"], sources["layouts"]),
            tightness_rows(sources["tightness"], regions),
            proximity_rows(sources["proximity"]),
            ses_rows(sources["ses"]),
            sources["published"],
        ],
        ignore_index=True,
    )
    table = complete(table.assign(unit=table["indicator"].map(UNITS)), regions)
    order = table["level"].map({level: rank for rank, level in enumerate(LEVELS)})
    return table.assign(order=order).sort_values(
        ["order", "code", "indicator", "period"], ignore_index=True
    )[list(INDICATORS.columns)]


def proximity_rows(proximity: pd.DataFrame) -> pd.DataFrame:
    """The official road distance to vmbo of each postcode area, and how urban it is."""
    frame = pd.DataFrame({"code": proximity["pc4"], "level": official.LEVEL, "period": "2023"})
    source = cbs.ORIGIN_PROXIMITY.id
    return pd.concat(
        [
            rows(frame, official.INDICATOR, proximity["vmbo_km"], source),
            rows(frame, equity.URBANITY, proximity["urbanity"], source),
        ]
    )


def ses_rows(ses: pd.DataFrame) -> pd.DataFrame:
    """The SES-WOA score of each postcode area."""
    frame = pd.DataFrame({"code": ses["pc4"], "level": equity.LEVEL, "period": ses["year"]})
    return rows(frame, equity.SES, ses["ses_woa"], cbs.ORIGIN_SES.id)


def rows(
    frame: pd.DataFrame,
    indicator: str,
    value: pd.Series | float,
    source: str,
    note: pd.Series | str = "",
) -> pd.DataFrame:
    """Rows of one indicator. frame: level, code, period; where the value is null the note says
    so instead."""
    value = pd.Series(value, index=frame.index, dtype="float64")
    note = pd.Series(note, index=frame.index, dtype="str")
    return frame[["level", "code", "period"]].assign(
        indicator=indicator, value=value, source=source, note=note.mask(value.isna(), "no_data")
    )


def small(count: pd.Series) -> pd.Series:
    """The note of figures that rest on a count rounded to a hundred."""
    return pd.Series(np.where(count < ROUNDING_MATTERS, "rounded", ""), index=count.index)


def summed(count: pd.Series, added: pd.Series) -> pd.Series:
    """The note of figures that rest on a rounded count, which may be a sum."""
    return small(count).mask(added & (count >= ROUNDING_MATTERS), "summed")


def jobs_by_region(jobs: pd.DataFrame, rates: pd.DataFrame) -> pd.DataFrame:
    """Jobs per COROP area, province and the country: level, code, period, technical_jobs, jobs,
    added (whether it is a sum), source.

    A sum is made only where every area is there; without one the figure of `rates` stands.
    """
    areas = pd.DataFrame({"level": "corop", "code": jobs["corop"]}).assign(
        period=jobs["year"],
        technical_jobs=jobs["technical_jobs"],
        jobs=jobs["jobs"],
        added=False,
        source=labour.ORIGIN_JOBS.id,
    )
    areas = areas[areas["code"] != labour.NOWHERE]
    pairs = [("province", code, corop) for code, all_ in PROVINCE_COROPS.items() for corop in all_]
    pairs += [("nl", "NL", corop) for _, _, corop in pairs] + [("nl", "NL", labour.NOWHERE)]
    members = pd.DataFrame(pairs, columns=["level", "code", "corop"])
    size = members.groupby(["level", "code"]).size().rename("size").reset_index()
    sums = (
        members.merge(jobs, on="corop")
        .groupby(["level", "code", "year"])
        .agg(
            technical_jobs=("technical_jobs", "sum"),
            jobs=("jobs", "sum"),
            delivered=("corop", "size"),
        )
        .reset_index()
        .merge(size, on=["level", "code"])
    )
    sums = sums[sums["delivered"] == sums["size"]].rename(columns={"year": "period"})
    delivered = level_of(rates).assign(
        period=labour.RATES_JOBS, added=False, source=labour.ORIGIN_VACANCY_RATES.id
    )
    table = pd.concat(
        [areas, sums.assign(added=True, source=labour.ORIGIN_JOBS.id), delivered], ignore_index=True
    )
    return table.drop_duplicates(["level", "code", "period"])[list(areas.columns)]


def jobs_rows(jobs: pd.DataFrame) -> pd.DataFrame:
    """Jobs, technical jobs, their share in the newest year and their growth."""
    frames = []
    for source, part in jobs.groupby("source"):
        for name in ["technical_jobs", "jobs"]:
            frames.append(rows(part, name, part[name], source, summed(part[name], part["added"])))
        new = part[part["period"] == NEWEST]
        frames.append(
            rows(
                new,
                "technical_jobs_share",
                100 * new["technical_jobs"] / new["jobs"],
                source,
                summed(new["technical_jobs"], new["added"]),
            )
        )
    old = jobs[jobs["period"] == GROWTH[0]]
    new = jobs[jobs["period"] == NEWEST]
    both = new.merge(old[["level", "code", "technical_jobs"]], on=["level", "code"], how="left")
    then, now = both["technical_jobs_y"], both["technical_jobs_x"]
    least = pd.concat([then, now], axis=1).min(axis=1)
    frames.append(
        rows(
            both.assign(period="-".join(GROWTH)),
            "technical_jobs_growth",
            100 * (now / then.where(then > 0) - 1),
            labour.ORIGIN_JOBS.id,
            summed(least, both["added"]),
        )
    )
    return pd.concat(frames)


def vacancy_rows(rates: pd.DataFrame) -> pd.DataFrame:
    """Open vacancies of the newest quarter, and per 1,000 jobs of an earlier December."""
    table = level_of(rates).assign(period=labour.RATES_PERIOD)
    source = labour.ORIGIN_VACANCY_RATES.id
    technical, total = per_1000(table)
    return pd.concat(
        [
            rows(table, name, table[name], source, small(table[name]))
            for name in ["vacancies_technical", "vacancies"]
        ]
        + [
            rows(table, "vacancies_per_1000_technical_jobs", technical, source, "mixed_dates"),
            rows(table, "vacancies_per_1000_jobs", total, source, "mixed_dates"),
        ]
    )


def earlier_vacancy_rows(vacancies: pd.DataFrame) -> pd.DataFrame:
    """Open vacancies of every second quarter before the newest: industry and building, and all.

    Only second quarters, as the newest figures are of one and vacancies follow the seasons.
    """
    before = vacancies["period"].lt(labour.RATES_PERIOD)
    table = level_of(vacancies[vacancies["period"].str.endswith("Q2") & before])
    wide = table.pivot(index=["level", "code", "period"], columns="sector", values="vacancies")
    frame = wide.index.to_frame(index=False)
    wide = wide.reset_index(drop=True)
    technical = wide["C"] + wide["F"]
    source = labour.ORIGIN_VACANCIES.id
    return pd.concat(
        [
            rows(frame, "vacancies_technical", technical, source, small(technical)),
            rows(frame, "vacancies", wide["all"], source, small(wide["all"])),
        ]
    )


def business_rows(
    businesses: pd.DataFrame, region_businesses: pd.DataFrame, layouts: pd.DataFrame
) -> pd.DataFrame:
    """Inhabitants, businesses and WW of 2021, with what they are per inhabitant.

    Municipalities and labour regions as delivered; provinces and the country as the sum of their
    municipalities, null where one of those is.
    """
    municipalities = businesses.rename(columns={"gm_code": "code"}).assign(level="municipality")
    labour_regions = region_businesses.rename(columns={"labour_region": "code"})
    province = municipalities["code"].map(layouts.set_index("gm_code")["province"])
    counts = municipalities[list(COUNTS)]
    provinces = counts.groupby(province.to_numpy()).sum(skipna=False)
    nation = counts.sum(skipna=False).to_frame().T
    frames = []
    for frame, origin, note in [
        (municipalities, labour.ORIGIN_BUSINESSES, "derived"),
        (labour_regions.assign(level="labour_region"), labour.ORIGIN_REGION_BUSINESSES, "derived"),
        (
            provinces.rename_axis("code").reset_index().assign(level="province"),
            labour.ORIGIN_BUSINESSES,
            "summed",
        ),
        (nation.assign(code="NL", level="nl"), labour.ORIGIN_BUSINESSES, "summed"),
    ]:
        frame = frame.assign(period="2021")
        inhabitants = frame["inhabitants"].where(frame["inhabitants"] > 0)
        # The files call all but the inhabitants "afgeleid".
        plain = "" if note == "derived" else note
        frames += [
            rows(frame, name, frame[name], origin.id, plain if name == "inhabitants" else note)
            for name in COUNTS
        ]
        per = 1000 * frame["technical_businesses"] / inhabitants
        frames.append(rows(frame, "technical_businesses_per_1000", per, origin.id, note))
        frames.append(rows(frame, "ww_share", 100 * frame["ww"] / inhabitants, origin.id, note))
    return pd.concat(frames)


def tightness_rows(tightness: pd.DataFrame, regions: pd.DataFrame) -> pd.DataFrame:
    """UWV's tightness of the country; for a labour region it stands on a dashboard only."""
    source = uwv.ORIGIN_TIGHTNESS.id
    nation = tightness.assign(level="nl", code="NL")
    codes = regions.loc[regions["level"] == "labour_region", ["level", "code"]]
    absent = codes.merge(tightness[["period"]], how="cross")
    return pd.concat(
        [
            rows(nation, "tightness", nation["vacancies"] / nation["short_ww"], source),
            rows(absent, "tightness", np.nan, source).assign(note="not_published"),
        ]
    )


def complete(table: pd.DataFrame, regions: pd.DataFrame) -> pd.DataFrame:
    """The rows of known regions, and a row without a figure for each that has none while others
    of its level have."""
    key = ["level", "code", "indicator", "period"]
    heads = table.drop_duplicates(["level", "indicator", "period"]).drop(
        columns=["code", "value", "note"]
    )
    every = regions[["level", "code"]].merge(heads, on="level")
    every_figure = every.merge(table[[*key, "value", "source", "note"]], on=key, how="left")
    every_figure["note"] = every_figure["note"].fillna("no_data")
    return every_figure.assign(source=every_figure["source_y"].fillna(every_figure["source_x"]))
