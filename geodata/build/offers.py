"""Which profile can be followed where? From the exams of each school year."""

from collections.abc import Mapping

import pandas as pd

from geodata.errors import DataError
from geodata.vocabulary import COMBINED

# DUO's letters for the tracks with a profile; TL has no profile at a site.
TRACKS = {"BL": "BB", "KL": "KB", "GL": "GL"}

PROFILES = {code: code for code in COMBINED} | {
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


KEY = ["site", "profile", "track", "year"]


def with_profile(exams: pd.DataFrame, year: str) -> pd.DataFrame:
    """The exam rows of the tracks with a profile, with our names for profile and track.

    Raises DataError at a programme that is neither a profile nor a known old programme: leaving it
    out would make gaps that do not exist.
    """
    rows = exams[exams["school_type"].eq("VMBO") & exams["track"].isin(TRACKS)]
    profile = rows["programme"].map(PROFILES)
    profile = profile.mask(rows["programme"].isin(OLD_PROGRAMMES), OTHER)
    if profile.isna().any():
        raise _unknown_programme(rows, profile.index[profile.isna()][0])
    return rows.assign(profile=profile, track=rows["track"].map(TRACKS), year=year)


def _unknown_programme(rows: pd.DataFrame, row: int) -> DataError:
    """The refusal of the programme in a row, with the sites that teach it."""
    programme = rows.at[row, "programme"]
    schools = rows[rows["programme"].eq(programme)].drop_duplicates("code")
    listed = ", ".join(
        f"{site.code} {site.name} ({site.municipality_name})"
        for site in schools.sort_values("code").itertuples(index=False)
    )
    return DataError(
        f"{rows.at[row, 'file']}, row {row}: AFDELING '{programme}' is unknown; it is an offer of "
        f"{len(schools)} sites that would lose it: {listed}; say what it is in the profiles in "
        "geodata/build/offers.py"
    )


def offers(exams: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The table `offers`, sorted by key; see geodata.tables.schema. exams: by school year.

    A masked number makes the sum it belongs to unknown: it is never counted as 0.
    """
    rows = pd.concat([with_profile(table, year) for year, table in sorted(exams.items())])
    rows = rows[rows["masked"] | rows["candidates"].gt(0)]
    table = (
        rows.rename(columns={"code": "site"})
        .groupby(KEY)
        .agg(
            candidates=("candidates", "sum"),
            masked=("masked", "any"),
            passed=("passed", "sum"),
            passed_hidden=("passed_hidden", "any"),
        )
        .reset_index()
    )
    table["candidates"] = table["candidates"].mask(table["masked"]).astype(COUNT)
    # Beside a masked number of candidates the number that passed says nothing by itself.
    hidden = table["masked"] | table["passed_hidden"]
    table["passed"] = table["passed"].mask(hidden).astype(COUNT)
    return with_combined(table)[[*KEY, "combined", "candidates", "masked", "passed"]]


def with_combined(table: pd.DataFrame) -> pd.DataFrame:
    """The offers with those that are taught within a combined programme.

    Each profile of a programme is an offer too. Its row names the programme and has no number of
    its own, unless the site teaches the profile apart as well: the candidates of the programme are
    in the row of the programme, and nowhere else.
    """
    programmes = table[table["profile"].isin(COMBINED)].assign(combined=table["profile"])
    taught = programmes.assign(profile=programmes["profile"].map(COMBINED)).explode("profile")
    named = pd.concat([programmes, taught]).groupby(KEY)["combined"].agg("|".join)
    whole = table.set_index(KEY).join(named, how="outer").sort_index().reset_index()
    whole["masked"] = whole["masked"].eq(True)
    whole["combined"] = whole["combined"].fillna("")
    return whole
