"""UWV: tightness of the labour market."""

import json
from pathlib import Path

import pandas as pd

from geodata.sources import reading
from geodata.sources.origin import Origin

TIGHTNESS = "labour/uwv_spanningsindicator_gepubliceerde_cijfers.json"
ORIGIN_TIGHTNESS = Origin(
    id="uwv-spanning",
    title="Spanningsindicator arbeidsmarkt: koelt af, blijft krap (nieuwsbericht)",
    publisher="UWV",
    address="https://www.uwv.nl/nl/arbeidsmarktinformatie/trends-ontwikkelingen/"
    "spanningsindicator-arbeidsmarkt-koelt-af-blijft-krap",
    licence="feiten uit een nieuwsbericht, met bronvermelding",
    reference_date="2022-Q4, 2023-Q1",
    retrieved=None,
    used_for="indicators: tightness",
)


def tightness(path: Path) -> pd.DataFrame:
    """National figures of UWV: period (2022-Q4), vacancies, short_ww (persons up to half a year in
    WW) and the ratio as delivered, to two decimals."""
    try:
        records = json.loads(reading.decode(path, reading.read_bytes(path)))["landelijk"]
        table = pd.DataFrame(
            [
                (
                    record["kwartaal"],
                    float(record["openstaande_vacatures"]),
                    float(record["ww_max_6_mnd"]),
                    float(record["spanning_berekend"]),
                )
                for record in records
            ],
            columns=["period", "vacancies", "short_ww", "ratio"],
        )
    except (ValueError, TypeError, KeyError) as error:
        raise reading.refuse(
            path,
            f"is not the expected JSON ({type(error).__name__}: {error})",
            "restore the file: a list 'landelijk' with kwartaal, openstaande_vacatures, "
            "ww_max_6_mnd and spanning_berekend",
        ) from error
    table.index = pd.RangeIndex(1, len(table) + 1, name="row")
    table["period"] = table["period"].astype("str")
    reading.matches(table, path, "period", r"20\d{2}Q[1-4]", "2022Q4")
    wrong = (table["vacancies"] / table["short_ww"] - table["ratio"]).abs() > 0.006
    if wrong.any():
        row = table.index[wrong][0]
        raise reading.refuse(
            path,
            f"{table.at[row, 'period']}: spanning_berekend {table.at[row, 'ratio']} is not "
            "openstaande_vacatures through ww_max_6_mnd",
            "correct the record",
        )
    return table.assign(period=table["period"].str.replace("Q", "-Q"))
