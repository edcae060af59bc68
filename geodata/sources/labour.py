"""CBS on the labour market: jobs, vacancies and businesses.

Jobs and vacancies are written in thousands with one decimal; here they are whole jobs and
vacancies, still rounded to a hundred. A zone or region of the whole country keeps its row.
"""

from dataclasses import replace
from pathlib import Path

import pandas as pd

from geodata.sources import reading
from geodata.sources.cbs import LICENCE, codes
from geodata.sources.origin import Origin

JOBS = "labour/netherlands_qtensor_jobs_panel__2019_2023_2024.csv"
TECHNICAL_JOBS = "labour/corop_banen_techniek_2024.csv"
VACANCY_RATES = "labour/provincie_vacaturegraad_2026KW02.csv"
VACANCIES = "labour/83599NED_2011KW01_2020KW02_tidy.csv"
BUSINESSES = "labour/85039NED_kwb2021_naar_gemeenten2026.csv"
REGION_BUSINESSES = "labour/85039NED_kwb2021_arbeidsmarktregio.csv"

#: The quarter of the vacancies in `VACANCY_RATES`, and the year (December) of its jobs.
RATES_PERIOD = "2026-Q2"
RATES_JOBS = "2024"

#: SBI sectors of the jobs; B–E is industry and energy, F building: together the technical jobs.
SECTORS = ("A", "BE", "FZ", "GI", "JZ", "KZ", "LZ", "MN", "OPQ", "RSU")
TECHNICAL_SECTORS = ("BE", "FZ")

#: Zone of the jobs that no COROP area holds.
NOWHERE = "CR99"

#: CBS codes of the vacancies that are read, with ours: all sectors, C industry, F building.
VACANCY_SECTORS = {"T001081": "all", "307500": "C", "350000": "F"}
ORIGIN_JOBS = Origin(
    id="cbs-83582ned-banen",
    title="Banen van werknemers in december naar bedrijfstak en COROP-gebied, 2019, 2023 en 2024",
    publisher="CBS",
    address="https://opendata.cbs.nl/statline/#/CBS/nl/dataset/83582NED/table",
    licence=LICENCE,
    reference_date="2024-12",
    retrieved=None,
    used_for="indicators: jobs",
)
ORIGIN_TECHNICAL_JOBS = Origin(
    id="cbs-83582ned-techniek",
    title="Technische banen (B-F) per COROP-gebied, december 2024, en groei sinds 2019",
    publisher="CBS",
    address="https://opendata.cbs.nl/statline/#/CBS/nl/dataset/83582NED/table",
    licence=LICENCE,
    reference_date="2024-12",
    retrieved=None,
    used_for="indicators: check of the jobs",
)
ORIGIN_VACANCY_RATES = Origin(
    id="cbs-83599ned-2026kw02",
    title="Openstaande vacatures, 2e kwartaal 2026, naast banen van december 2024",
    publisher="CBS",
    address="https://opendata.cbs.nl/statline/#/CBS/nl/dataset/83599NED/table",
    licence=LICENCE,
    reference_date="2026-06-30; banen 2024-12",
    retrieved="2026-07-30",
    used_for="indicators: vacancies, also per 1,000 jobs",
)
ORIGIN_VACANCIES = Origin(
    id="cbs-83599ned-2011-2020",
    title="Openstaande vacatures naar bedrijfstak en regio",
    publisher="CBS",
    address="https://opendata.cbs.nl/statline/#/CBS/nl/dataset/83599NED/table",
    licence=LICENCE,
    reference_date="2011-2020",
    retrieved=None,
    used_for="indicators: vacancies of earlier years",
)
ORIGIN_BUSINESSES = Origin(
    id="cbs-85039ned-gemeenten",
    title="Kerncijfers wijken en buurten 2021, naar gemeenten van 2026",
    publisher="CBS",
    address="https://opendata.cbs.nl/statline/#/CBS/nl/dataset/85039NED/table",
    licence=LICENCE,
    reference_date="2021",
    retrieved=None,
    used_for="indicators: inhabitants, businesses, WW",
)
ORIGIN_REGION_BUSINESSES = replace(
    ORIGIN_BUSINESSES,
    id="cbs-85039ned-arbeidsmarktregio",
    title="Kerncijfers wijken en buurten 2021, opgeteld per arbeidsmarktregio",
)


def jobs(path: Path) -> pd.DataFrame:
    """Jobs per COROP area (and NOWHERE) and year: corop, year, technical_jobs, jobs.

    Every area has a row for every sector in every year, or the file is refused.
    """
    table = reading.pick(
        reading.read_csv(path, ","),
        path,
        {"corop": ["zone_id"], "year": ["target_year"], "sector": ["a10"], "jobs": ["jobs"]},
    )
    _corop(table, path)
    reading.no_blanks(table, path, table.columns)
    reading.matches(table, path, "year", r"20\d{2}", "2024")
    reading.known(table, path, "sector", SECTORS, "sector")
    reading.no_duplicates(table, path, ["corop", "year", "sector"])
    table["jobs"] = _thousands(table, path, "jobs")
    wide = table.pivot(index=["corop", "year"], columns="sector", values="jobs")
    wide = wide.reindex(columns=list(SECTORS))
    short = wide.isna().any(axis=1)
    if short.any():
        corop, year = wide.index[short][0]
        sector = wide.columns[wide.loc[(corop, year)].isna()][0]
        raise reading.refuse(
            path, f"{corop} has no sector {sector} in {year}", "download the file again"
        )
    technical = wide[list(TECHNICAL_SECTORS)].sum(axis=1)
    totals = pd.DataFrame({"technical_jobs": technical, "jobs": wide.sum(axis=1)})
    return totals.reset_index()


def technical_jobs(path: Path) -> pd.DataFrame:
    """What was made of the jobs of one edition, to check ours with.

    corop; technical_jobs, jobs (2024), technical_jobs_2019; share and growth in per cent, to one
    decimal.
    """
    table = reading.pick(
        reading.read_csv(path, ","),
        path,
        {
            "corop": ["zone_id"],
            "technical_jobs": ["techniek_BF_x1000"],
            "jobs": ["banen_totaal_x1000"],
            "technical_jobs_2019": ["techniek_BF_2019_x1000"],
            "share": ["aandeel_BF_pct"],
            "growth": ["groei_BF_2019_2024_pct"],
        },
    )
    _corop(table, path)
    reading.no_blanks(table, path, table.columns)
    reading.no_duplicates(table, path, ["corop"])
    for column in ["technical_jobs", "jobs", "technical_jobs_2019"]:
        table[column] = _thousands(table, path, column)
    for column in ["share", "growth"]:
        table[column] = reading.numbers(table, path, column)
    return table


def vacancy_rates(path: Path) -> pd.DataFrame:
    """Open vacancies beside jobs, per province and for NL01.

    region; vacancies_technical (industry and building), vacancies, technical_jobs, jobs; and the
    two rates per 1,000 jobs as delivered, to one decimal.
    """
    table = reading.pick(
        reading.read_csv(path, ","),
        path,
        {
            "region": ["pv"],
            "industry": ["industrie"],
            "building": ["bouw"],
            "vacancies": ["alle sectoren"],
            "technical_jobs": ["techniek_BF"],
            "jobs": ["totaal"],
            "technical_rate": ["vac_C_F_per_1000_banen_BF"],
            "rate": ["vac_totaal_per_1000_banen"],
        },
    )
    reading.no_blanks(table, path, table.columns)
    reading.matches(table, path, "region", r"NL01|PV\d{2}", "PV22")
    reading.no_duplicates(table, path, ["region"])
    for column in ["industry", "building", "vacancies", "technical_jobs", "jobs"]:
        table[column] = _thousands(table, path, column)
    for column in ["technical_rate", "rate"]:
        table[column] = reading.numbers(table, path, column)
    table["vacancies_technical"] = table["industry"] + table["building"]
    return table.drop(columns=["industry", "building"])


def vacancies(path: Path) -> pd.DataFrame:
    """Open vacancies at the end of a quarter, null where CBS has none.

    region (NL01, LD.., PV..), period (2020-Q2), sector (all, C, F), vacancies. Other sectors are
    left out.
    """
    table = reading.pick(
        reading.read_csv(path, ","),
        path,
        {
            "region": ["regio"],
            "period": ["Perioden"],
            "sector": ["sbi"],
            "vacancies": ["openstaande_vacatures_x1000"],
        },
    )
    reading.matches(table, path, "region", r"NL01|LD\d{2}|PV\d{2}", "PV22")
    reading.matches(table, path, "period", r"20\d{2}KW0[1-4]", "2020KW02")
    table = table[table["sector"].isin(VACANCY_SECTORS)]
    reading.no_duplicates(table, path, ["region", "period", "sector"])
    missing = set(VACANCY_SECTORS) - set(table["sector"])
    if missing:
        raise reading.refuse(path, f"sector {min(missing)} is missing", "download the file again")
    return table.assign(
        vacancies=_thousands(table, path, "vacancies"),
        period=table["period"].str.replace("KW0", "-Q"),
        sector=table["sector"].map(VACANCY_SECTORS),
    )


def vacancies_origin(table: pd.DataFrame) -> Origin:
    """Where the vacancies of some quarters come from, with the first and the last of them."""
    (begin, _), (end, quarter) = (one.split("-Q") for one in table["period"].agg(["min", "max"]))
    return replace(
        ORIGIN_VACANCIES,
        title=f"{ORIGIN_VACANCIES.title}, {begin} tot en met {quarter}e kwartaal {end}",
        reference_date=f"{begin}-{end}",
    )


def businesses(path: Path) -> pd.DataFrame:
    """Per municipality of today, in 2021: gm_code, inhabitants, businesses, technical_businesses
    (establishments in B–F) and ww (persons). Null where the file has none."""
    table = _counts(path, "gm_code", "code")
    codes(table, path, "gm_code")
    return table


def region_businesses(path: Path) -> pd.DataFrame:
    """Like `businesses`, per labour region: labour_region and the same counts."""
    table = _counts(path, "labour_region", "region_code")
    reading.no_blanks(table, path, ["labour_region"])
    reading.matches(table, path, "labour_region", r"AM\d{2}", "AM01")
    reading.no_duplicates(table, path, ["labour_region"])
    return table


def _counts(path: Path, code: str, column: str) -> pd.DataFrame:
    """The counts of 2021, with the code of the region in front."""
    table = reading.pick(
        reading.read_csv(path, ","),
        path,
        {
            code: [column],
            "inhabitants": ["inwoners_2021"],
            "businesses": ["vestigingen_totaal"],
            "technical_businesses": ["vestigingen_BF"],
            "ww": ["ww_personen_afgeleid"],
        },
    )
    for name in table.columns[1:]:
        table[name] = reading.numbers(table, path, name, whole=True)
    wrong = table["technical_businesses"].gt(table["businesses"])
    if wrong.any():
        raise reading.refuse(
            path,
            "vestigingen_BF is more than vestigingen_totaal",
            "correct the cell",
            table.index[wrong][0],
        )
    return table


def _corop(table: pd.DataFrame, path: Path) -> None:
    """Refuses codes of COROP areas that are empty or malformed."""
    reading.no_blanks(table, path, ["corop"])
    reading.matches(table, path, "corop", r"CR\d{2}", "CR07")


def _thousands(table: pd.DataFrame, path: Path, column: str) -> pd.Series:
    """Cells in thousands as whole units; null where empty, a negative number is refused."""
    values = reading.numbers(table, path, column)
    if values.lt(0).any():
        row = values.index[values.lt(0)][0]
        raise reading.refuse(
            path, f"{column} '{table.at[row, column]}' is negative", "correct the cell", row
        )
    # 10.1 thousand has no exact binary fraction; what is meant is a whole number.
    return (1000 * values).round()
