"""Do the delivered files of the labour market agree with each other?"""

import pandas as pd

from geodata.errors import DataError
from geodata.sources import labour
from geodata.sources.labour_files import GROWTH, NEWEST, PROVINCE_COROPS, level_of, per_1000

#: Half of the last decimal that the files give, with a hair for binary fractions.
HALF_A_DECIMAL = 0.05 + 1e-9


def agrees(jobs: pd.DataFrame, delivered: pd.DataFrame, layouts: pd.DataFrame) -> None:
    """Refuses jobs that differ from what was made of them elsewhere, area by area, and a layout in
    which a COROP area lies in another province than here."""
    wide = jobs.pivot(index="corop", columns="year", values=["technical_jobs", "jobs"])
    ours = delivered.set_index("corop")
    if set(wide.index) != set(ours.index):
        absent = min(set(wide.index) ^ set(ours.index))
        raise DataError(
            f"{_file(labour.TECHNICAL_JOBS)}: {absent} is not in both this file and "
            f"{_file(labour.JOBS)}; use files of the same edition"
        )
    then, now = (wide["technical_jobs", year] for year in GROWTH)
    for name, value, margin in [
        ("technical_jobs", now, 1e-6),
        ("jobs", wide["jobs", NEWEST], 1e-6),
        ("technical_jobs_2019", then, 1e-6),
        ("share", 100 * now / wide["jobs", NEWEST], HALF_A_DECIMAL),
        ("growth", 100 * (now / then - 1), HALF_A_DECIMAL),
    ]:
        _near(value, ours[name], margin, labour.TECHNICAL_JOBS, name)
    nests = {corop: code for code, corops in PROVINCE_COROPS.items() for corop in corops}
    astray = layouts[layouts["corop"].map(nests) != layouts["province"]]
    if len(astray):
        row = astray.iloc[0]
        raise DataError(
            f"gemeente-indelingen: {row['gm_code']} lies in {row['corop']} and {row['province']}, "
            "which do not go together; correct the file or geodata/sources/labour_files.py"
        )


def rates_agree(jobs: pd.DataFrame, rates: pd.DataFrame) -> None:
    """Refuses vacancy rates that do not follow from their counts, or rest on other jobs than
    ours."""
    table = level_of(rates).set_index("code")
    technical, total = per_1000(table)
    _near(technical, table["technical_rate"], HALF_A_DECIMAL, labour.VACANCY_RATES, "rate (B-F)")
    _near(total, table["rate"], HALF_A_DECIMAL, labour.VACANCY_RATES, "rate")
    ours = jobs[(jobs["period"] == labour.RATES_JOBS) & (jobs["level"] != "corop")]
    ours = ours.set_index("code").reindex(table.index)
    for name in ["technical_jobs", "jobs"]:
        _near(ours[name], table[name], 1e-6, labour.VACANCY_RATES, name)


def _near(ours: pd.Series, delivered: pd.Series, margin: float, file: str, name: str) -> None:
    """Refuses a delivered figure further from ours than the margin."""
    wrong = (ours - delivered.reindex(ours.index)).abs() > margin
    if wrong.any():
        code = wrong.index[wrong][0]
        raise DataError(
            f"{_file(file)}: {name} of {code} is {delivered[code]:g}, the counts give "
            f"{ours[code]:g}; use files of the same edition"
        )


def _file(path: str) -> str:
    """The name of a source file without its folder."""
    return path.rsplit("/", 1)[-1]
