"""What the delivered files of the labour market have in common: years, regions and rates."""

import numpy as np
import pandas as pd

#: The COROP areas of each province (CBS): together they are the whole of it.
PROVINCE_COROPS = {
    "PV20": ("CR01", "CR02", "CR03"),
    "PV21": ("CR04", "CR05", "CR06"),
    "PV22": ("CR07", "CR08", "CR09"),
    "PV23": ("CR10", "CR11", "CR12"),
    "PV24": ("CR40",),
    "PV25": ("CR13", "CR14", "CR15", "CR16"),
    "PV26": ("CR17",),
    "PV27": ("CR18", "CR19", "CR20", "CR21", "CR22", "CR23", "CR24"),
    "PV28": ("CR25", "CR26", "CR27", "CR28", "CR29", "CR30"),
    "PV29": ("CR31", "CR32"),
    "PV30": ("CR33", "CR34", "CR35", "CR36"),
    "PV31": ("CR37", "CR38", "CR39"),
}
GROWTH = ("2019", "2024")
NEWEST = GROWTH[1]


def level_of(table: pd.DataFrame) -> pd.DataFrame:
    """The rows of provinces and the country with level and code, by their column region."""
    table = table[table["region"].str.match("NL|PV")]
    nation = table["region"].eq("NL01")
    return table.assign(
        level=np.where(nation, "nl", "province"), code=table["region"].mask(nation, "NL")
    )


def per_1000(rates: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Technical vacancies per 1,000 technical jobs, and all vacancies per 1,000 jobs."""
    return (
        1000 * rates["vacancies_technical"] / rates["technical_jobs"],
        1000 * rates["vacancies"] / rates["jobs"],
    )
