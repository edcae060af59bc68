"""Which profile can be followed where? From the exams of each school year."""

from collections.abc import Mapping

import pandas as pd

from geodata.errors import DataError

# DUO's letters for the tracks with a profile; TL has no profile at a site.
TRACKS = {"BL": "BB", "KL": "KB", "GL": "GL"}

PROFILES = {
    "BWI": "BWI",
    "PIE": "PIE",
    "MTR": "MT",
    "MVI": "MVI",
    "MTE": "MAT",
    "DP": "DP",
    "EO": "EO",
    "HBR": "HBR",
    "G": "GR",
    "ZWE": "ZW",
}

OTHER = "OTHER"

# Programmes from before the profiles, last examined in 2018-2019. Listed one by one, so that a
# new profile in a later file is noticed instead of being counted as an old programme.
OLD_PROGRAMMES = frozenset(
    {
        "Bouwbreed -ISP",
        "Bouwtechniek",
        "Consumptief",
        "Consumptief Breed -ISP",
        "Dienstverlening & Commercie",
        "Elektrotechniek",
        "Grafische Techniek",
        "Handel en Administratie -ISP",
        "Handel en Verkoop",
        "ICT -route",
        "Installatietechniek",
        "Instalektro -ISP",
        "Landbouw Breed -ISP",
        "Landbouw en Natuurlijke Omgeving",
        "Metaaltechniek",
        "Metalectro -ISP",
        "Sport, Dienstverlening en Veiligheid",
        "Techniek & Commercie",
        "Techniek & Dienstverlening",
        "Techniek Breed -ISP",
        "Technologie Orientatie",
        "Transport en Logistiek",
        "Uiterlijke Verzorging",
        "Verzorging",
        "Voertuigentechniek",
        "Zorg en Welzijn -ISP",
    }
)

COUNT = "Int16"


def with_profile(exams: pd.DataFrame, year: str) -> pd.DataFrame:
    """The exam rows of the tracks with a profile, with our names for profile and track.

    Raises DataError at a programme that is neither a profile nor a known old programme.
    """
    rows = exams[exams["school_type"].eq("VMBO") & exams["track"].isin(TRACKS)]
    profile = rows["programme"].map(PROFILES)
    profile = profile.mask(rows["programme"].isin(OLD_PROGRAMMES), OTHER)
    if profile.isna().any():
        row = profile.index[profile.isna()][0]
        raise DataError(
            f"exam file of {year}, row {row}: AFDELING '{rows.at[row, 'programme']}' is unknown; "
            "add it to the profiles in geodata/build/offers.py"
        )
    return rows.assign(profile=profile, track=rows["track"].map(TRACKS), year=year)


def offers(exams: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The table `offers`, sorted by key; see geodata.tables.schema. exams: by school year.

    A masked number makes the sum it belongs to unknown: it is never counted as 0.
    """
    rows = pd.concat([with_profile(table, year) for year, table in sorted(exams.items())])
    rows = rows[rows["masked"] | rows["candidates"].gt(0)]
    table = (
        rows.groupby(["code", "profile", "track", "year"])
        .agg(
            candidates=("candidates", "sum"),
            masked=("masked", "any"),
            passed=("passed", "sum"),
            passed_masked=("passed_masked", "any"),
        )
        .reset_index()
        .rename(columns={"code": "site"})
    )
    table["candidates"] = table["candidates"].mask(table["masked"]).astype(COUNT)
    # Beside a masked number of candidates the number that passed says nothing by itself.
    hidden = table["masked"] | table["passed_masked"]
    table["passed"] = table["passed"].mask(hidden).astype(COUNT)
    return table.drop(columns="passed_masked").sort_values(
        ["site", "profile", "track", "year"], ignore_index=True
    )
