"""How many pupils follow what, and where? The tables `pupils` and `sectors`, from DUO's counts."""

from itertools import pairwise

import pandas as pd

from geodata.build.offers import OTHER
from geodata.build.sites import fold, municipality_of_place
from geodata.errors import DataError
from geodata.tables.reader import main_homes
from geodata.vocabulary import BOTH_SEXES, MASKED_HIGH, MASKED_LOW

TRACKS = {"VMBO BL lj 3-4": "BB", "VMBO KL lj 3-4": "KB", "VMBO GL lj 3-4": "GL"}

PROFILES = {
    "Bouwen, wonen en interieur": "BWI",
    "Produceren, installeren en energie": "PIE",
    "Mobiliteit en transport": "MT",
    "Media, vormgeving en ICT": "MVI",
    "Maritiem en Techniek": "MAT",
    "Dienstverlening en producten": "DP",
    "Economie en ondernemen": "EO",
    "Horeca, bakkerij en recreatie": "HBR",
    "Groen": "GR",
    "Zorg en welzijn": "ZW",
    # Routes through to an mbo diploma: of a sector, without a profile.
    "Vakmanschapsroute Economie": OTHER,
    "Vakmanschapsroute Landbouw": OTHER,
    "Vakmanschapsroute Techniek": OTHER,
    "Vakmanschapsroute Zorg en Welzijn": OTHER,
    "Beroepsroute Landbouw": OTHER,
}

SECTORS = {
    "techniek": "technology",
    "zorg en welzijn": "care",
    "zorg & welzijn": "care",
    "economie": "economy",
    "landbouw": "agriculture",
    "intersectoraal": "intersectoral",
}
SECTOR_TRACKS = {"B": "BB", "K": "KB", "G": "GL", "LWT": "LWT"}
# The theoretical track has sectors by its subjects, and no profile.
THEORETICAL = r"VMBO T( - .*)?"

SECTOR_KEY = ["sector", "track", "year", "sex"]


def with_profile(rows: pd.DataFrame) -> pd.DataFrame:
    """The parsed rows of the tracks with a profile, with our names for profile and track.

    Raises DataError at a programme that is no profile and no known route.
    """
    rows = rows[rows["school_type"].isin(TRACKS)]
    profile = rows["programme"].map(PROFILES)
    if profile.isna().any():
        row = profile.index[profile.isna()][0]
        raise DataError(
            f"{rows.at[row, 'file']}, row {row}: AFDELING '{rows.at[row, 'programme']}' is "
            "unknown; add it to the profiles in geodata/build/pupils.py"
        )
    return rows.assign(profile=profile, track=rows["school_type"].map(TRACKS))


def with_sector(rows: pd.DataFrame) -> pd.DataFrame:
    """The parsed rows of the tracks with a profile, with our names for sector and track.

    Raises DataError at a programme of vmbo that is of no known track and sector.
    """
    rows = rows[rows["school_type"].eq("VMBO") & ~rows["programme"].str.fullmatch(THEORETICAL)]
    letters_and_sector = rows["programme"].str.extract(r"VMBO (\w+) - (.+)")
    track, sector = letters_and_sector[0].map(SECTOR_TRACKS), letters_and_sector[1].map(SECTORS)
    unknown = track.isna() | sector.isna()
    if unknown.any():
        row = rows.index[unknown][0]
        raise DataError(
            f"{rows.at[row, 'file']}, row {row}: OPLEIDINGSNAAM '{rows.at[row, 'programme']}' "
            "is unknown; add it to the sectors in geodata/build/pupils.py"
        )
    return rows.assign(sector=sector, track=track)


def pupils(counts: pd.DataFrame, date: str) -> pd.DataFrame:
    """The table `pupils`, sorted by key; see geodata.tables.schema.

    counts: as `geodata.sources.duo_pupils.pupils` gives them; date: of the count. Pupils with and
    without learning support, and of the basic track in a leerwerktraject or entry programme, are
    one number.
    """
    rows = with_profile(counts).rename(columns={"code": "site"})
    keys = ["site", "profile", "track", "grade", "sex"]
    long = rows.melt(
        keys[:3],
        [f"{sex}_{grade}" for grade in (3, 4) for sex in ("boys", "girls")],
        value_name="n",
    )
    sex_and_grade = long["variable"].str.split("_", expand=True)
    long = long.assign(sex=sex_and_grade[0], grade=sex_and_grade[1].astype("int8"))
    summed = long.groupby(keys, as_index=False)["n"].sum()
    summed = summed[summed["n"] > 0].sort_values(keys, ignore_index=True)
    number = summed["n"].astype("int16")
    table = summed.drop(columns="n").assign(date=date, pupils=number)
    return table.astype(dict.fromkeys(["site", "profile", "track", "sex", "date"], "category"))


def sectors(*editions: pd.DataFrame) -> pd.DataFrame:
    """The table `sectors`, sorted by key; see geodata.tables.schema.

    editions: of one file, oldest first, as `geodata.sources.duo_pupils.exam_sectors` gives them,
    one row per site and programme. Of a year that some have the newest edition counts.
    """
    taken: set[str] = set()
    parts = []
    for counts in editions[::-1]:
        rows = with_sector(counts).rename(columns={"code": "site"})
        years = [column for column in rows if column[:2] == "20" and column[:9] not in taken]
        taken |= {column[:9] for column in years}
        parts.append(rows.melt(["site", "sector", "track"], years, value_name="candidates"))
    long = pd.concat(parts)
    long[["year", "sex"]] = long["variable"].str.split(" ", expand=True)
    long = long[long["candidates"].ne(0)].sort_values(["site", *SECTOR_KEY], ignore_index=True)
    long["candidates"] = long["candidates"].astype("Int16")
    long["masked"] = long["candidates"].isna()
    table = long[["site", *SECTOR_KEY, "candidates", "masked"]]
    return table.astype(dict.fromkeys(["site", *SECTOR_KEY], "category"))


def apart(*editions: pd.DataFrame) -> list[str]:
    """Where two editions of the file by sector cannot both be right on the candidates of the sector
    technology, in words: site, track, school year, and both numbers or ranges.

    Of the other sectors the editions say other things: the one of 2020-2025 counts a programme of
    several sectors apart.
    """
    technology = [_technology(counts) for counts in editions]
    lines = []
    for older, newer in pairwise(technology):
        years = set(older.index.unique("year")) & set(newer.index.unique("year"))
        both = older.join(newer, how="outer", suffixes=("_older", "_newer")).fillna(0)
        both = both[both.index.get_level_values("year").isin(years)].astype(int)
        odd = (both["low_older"] > both["high_newer"]) | (both["low_newer"] > both["high_older"])
        lines += [
            f"{site} {track} {year}: {_range(row.low_older, row.high_older)} → "
            f"{_range(row.low_newer, row.high_newer)}"
            for (site, track, year), row in zip(
                both.index[odd], both[odd].itertuples(index=False), strict=True
            )
        ]
    return lines


def _technology(counts: pd.DataFrame) -> pd.DataFrame:
    """Lowest and highest number of candidates in the sector technology by site, track and year."""
    rows = with_sector(counts)
    rows = rows[rows["sector"].eq("technology")]
    years = [column for column in rows if column.endswith(f" {BOTH_SEXES}")]
    long = rows.melt(["code", "track"], years, var_name="year", value_name="candidates")
    long["year"] = long["year"].str.removesuffix(f" {BOTH_SEXES}")
    return (
        long.assign(
            low=long["candidates"].fillna(MASKED_LOW), high=long["candidates"].fillna(MASKED_HIGH)
        )
        .groupby(["code", "track", "year"])[["low", "high"]]
        .sum()
    )


def _range(low: int, high: int) -> str:
    return str(low) if low == high else f"{low}-{high}"


def counted_sites(
    counts: pd.DataFrame, candidates: pd.DataFrame, homes: pd.DataFrame
) -> pd.DataFrame:
    """The sites that the tables `pupils` and `sectors` speak of, one row per site.

    Columns: code, name, place, municipality, municipality_name; the last three null where not
    known. counts and candidates: as parsed; homes: the table `homes`, whose places tell the
    municipality of a place that lies in one only.
    """
    with_pupils = with_profile(counts).drop_duplicates("code")[["code", "name", "place"]]
    areas = main_homes(homes)
    spelling = areas.assign(key=areas["place"].map(fold)).groupby("key")["place"].first()
    key = with_pupils["place"].map(fold)
    with_pupils = with_pupils.assign(
        place=key.map(spelling).fillna(with_pupils["place"]),
        municipality=key.map(municipality_of_place(homes)),
    )
    with_exams = with_sector(candidates)[["code", "name", "municipality_name"]]
    sites = pd.concat([with_exams, with_pupils])
    return sites.drop_duplicates("code").reset_index(drop=True)
