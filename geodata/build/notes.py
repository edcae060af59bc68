"""What must a reader of the figures know? In Dutch (B1) and English, with counts from the data."""

from collections.abc import Mapping, Sequence

import pandas as pd

from geodata.build.facilities import without_home
from geodata.build.homes import with_shape
from geodata.build.primary import left_out, without_schools
from geodata.build.sites import agreement
from geodata.tables.reader import main_homes
from geodata.vocabulary import ADDRESS_POINT, AREA_POINT

# Postcodes with inhabitants that the delivered PC4 file has no polygon for.
WITHOUT_POLYGON = ("1364", "2236", "5592", "8269", "8323")


def note(dutch: str, english: str) -> dict[str, str]:
    """One remark in both languages."""
    return {"nl": dutch, "en": english}


def _nl(count: int) -> str:
    """A count as Dutch writes it: 16.404."""
    return f"{count:,}".replace(",", ".")


def left_out_postcodes(areas: pd.DataFrame) -> dict[str, str]:
    """The postcodes that cannot be a home. areas: pc4, geometry."""
    empty = ", ".join(sorted(set(areas["pc4"]) - set(with_shape(areas)["pc4"]))) or "-"
    absent = ", ".join(code for code in WITHOUT_POLYGON if code not in set(areas["pc4"])) or "-"
    return note(
        f"Voor deze postcodes bestaat geen kaartvlak. Zij tellen niet mee: {empty} (leeg in het "
        f"bestand) en {absent} (niet in het bestand).",
        f"These postcodes have no area on the map and are left out: {empty} (empty in the file) "
        f"and {absent} (not in the file).",
    )


def masked_candidates(offers: pd.DataFrame) -> dict[str, str]:
    """How often the number of candidates is hidden."""
    masked = int(offers["masked"].sum())
    return note(
        f"DUO schrijft '<5' bij 1 tot en met 4 kandidaten. Dat geldt voor {_nl(masked)} van "
        f"de {_nl(len(offers))} rijen met aanbod. Het aanbod telt mee, het aantal is onbekend.",
        f"DUO writes '<5' for 1 to 4 candidates: {masked:,} of {len(offers):,} offers. Such an "
        "offer counts; its number is unknown.",
    )


def derived_layout() -> dict[str, str]:
    """What the STO layout is not."""
    return note(
        "De indeling in STO-regio's is niet officieel. Zij is afgeleid uit openbare pagina's en "
        "persberichten.",
        "The layout of STO regions is not official. It is derived from public pages and press "
        "reports.",
    )


def guessed_rmc(layouts: pd.DataFrame) -> dict[str, str]:
    """How many RMC regions are a guess."""
    guesses = int(layouts["rmc_basis"].eq("guess").sum())
    return note(
        f"Voor {guesses} van de {len(layouts)} gemeenten is de RMC-regio geschat op basis van de "
        "buurgemeenten.",
        f"The RMC region of {guesses} of {len(layouts)} municipalities is a guess from their "
        "neighbours.",
    )


def unlisted_sites(sites: pd.DataFrame) -> dict[str, str]:
    """How many sites count in an STO region that does not list them."""
    by_place = int(sites["sto_basis"].eq("place").sum())
    return note(
        f"{by_place} vestigingen met kandidaten of leerlingen staan in geen lijst van een "
        "STO-regio. Zij tellen mee in de STO-regio waar zij liggen.",
        f"{by_place} sites with candidates or pupils are in no list of an STO region. They count "
        "in the STO region that they lie in.",
    )


def former_sites(sites: pd.DataFrame) -> dict[str, str]:
    """How many sites are no longer in the address file."""
    gone = int((~sites["in_address_file"] & sites["x"].notna()).sum())
    return note(
        f"{gone} vestigingen uit een examenbestand staan niet meer in het adressenbestand. Zij "
        "zijn gesloten, samengevoegd of hernoemd. Zij staan op hun laatst bekende plek.",
        f"{gone} sites in an exam file are no longer in the address file: closed, merged or "
        "renumbered. They stand at their last known place.",
    )


def sites_without_place(sites: pd.DataFrame) -> dict[str, str]:
    """How many sites have exams and no known place."""
    nowhere = int(sites["x"].isna().sum())
    return note(
        f"Van {nowhere} vestigingen met examens of leerlingen is geen plek bekend. Zij tellen niet "
        "mee bij afstanden.",
        f"The place of {nowhere} sites with exams or pupils is unknown. They do not count in "
        "distances.",
    )


def pieces_of_postcodes(homes: pd.DataFrame) -> dict[str, str]:
    """Where in a postcode area its young people are taken to live."""
    by_address = homes.loc[homes["basis"].eq(ADDRESS_POINT), "postcode"].nunique()
    dutch = english = ""
    if by_address:
        dutch = (
            f" In {by_address} postcodegebieden zijn zij verdeeld naar het aantal adressen per "
            "postcode van vier cijfers en een letter."
        )
        english = (
            f" In {by_address} postcode areas they are spread by the number of addresses per "
            "postcode of four digits and a letter."
        )
    whole = homes.loc[homes["basis"].eq(AREA_POINT), "postcode"]
    return note(
        "Waar jongeren wonen: het aantal jongeren per postcodegebied is van CBS. Binnen dat gebied "
        "zijn zij verdeeld over de buurten, naar het aantal inwoners van elke buurt. Een "
        "postcodegebied kan dus voor een deel binnen de grens liggen. Van "
        f"{len(whole)} postcodegebieden is geen bewoonde buurt bekend. Daar staat één punt voor "
        f"het hele gebied.{dutch}",
        "Where young people live: their number per postcode area is of CBS. Within the area they "
        "are spread over its neighbourhoods (buurten), by the inhabitants of each. So a postcode "
        f"area can be within reach in part. Of {len(whole)} postcode areas no inhabited "
        f"neighbourhood is known: there one point stands for the whole area.{english}",
    )


def scaled_population() -> dict[str, str]:
    """What the young people of 2025 are made of."""
    return note(
        "Jongeren in 2025: het aantal per gemeente is van 1 januari 2025. De verdeling over de "
        "postcodes binnen een gemeente is die van 1 januari 2021.",
        "Young people in 2025: the number per municipality is of 1 January 2025; how they are "
        "spread over its postcodes is of 1 January 2021.",
    )


def cohort_forecast() -> dict[str, str]:
    """What the young people of later years are, and where they mislead."""
    return note(
        "Jongeren na 2025: de kinderen van nu worden ouder. Dit is indicatief: zonder verhuizing, "
        "zonder migratie en zonder sterfte. Een leeftijdsgroep van vijf jaar is gelijk verdeeld "
        "over de jaren. In studentensteden tellen tot 2027 ook studenten van 18 en 19 mee. Daar "
        "lijkt de daling vanaf 2025 groter dan zij is.",
        "Young people after 2025: the children of today grow older. This is an indication: nobody "
        "moves house, comes, leaves or dies. A five-year age group is taken to be even over its "
        "years. In cities of students those of 18 and 19 are in it until 2027, so the fall from "
        "2025 looks larger there than it is.",
    )


def place_names(addresses: pd.DataFrame, places: pd.DataFrame) -> dict[str, str]:
    """How well the list of place names agrees with the addresses of schools."""
    same, total = agreement(addresses["place"], addresses["postcode"], places)
    return note(
        f"Plaatsnamen per postcode komen uit een open lijst. Bij {_nl(same)} van de "
        f"{_nl(total)} schooladressen noemt die lijst dezelfde plaats als DUO.",
        f"Place names per postcode come from an open list. It names the same place as DUO for "
        f"{same:,} of {total:,} school addresses.",
    )


def pupils_of_2019(pupils: pd.DataFrame) -> dict[str, str]:
    """What the numbers of pupils are of, and what has no profile."""
    routes = int(pupils.loc[pupils["profile"].eq("OTHER"), "pupils"].sum())
    return note(
        "Leerlingen per profiel zijn van 1 oktober 2019, leerjaar 3 en 4. Nieuwere open cijfers "
        f"per vestiging en leerjaar zijn er niet. {_nl(routes)} leerlingen volgen een "
        "vakmanschapsroute of beroepsroute. Zo'n route hoort bij een sector en heeft geen profiel.",
        "Pupils by profile are of 1 October 2019, grades 3 and 4. There are no newer open figures "
        f"by site and grade. {routes:,} pupils follow a route to a diploma in mbo "
        "(vakmanschapsroute, beroepsroute), which belongs to a sector and has no profile.",
    )


def masked_sectors(sectors: pd.DataFrame) -> dict[str, str]:
    """How often a number by sector is hidden, and what a sector is."""
    masked = int(sectors["masked"].sum())
    return note(
        f"Kandidaten per sector: {_nl(masked)} van de {_nl(len(sectors))} aantallen zijn verborgen "
        "(1 tot en met 4). De sector techniek bestaat uit de vijf technische profielen. De "
        "theoretische leerweg telt niet mee: die heeft geen profiel. Soms zijn jongens en meisjes "
        "samen één minder dan het totaal van DUO.",
        f"Candidates by sector: {masked:,} of {len(sectors):,} numbers are hidden (1 to 4). The "
        "sector technology is the five technical profiles. The theoretical track is left out: it "
        "has no profile. Now and then boys and girls together are one less than DUO's total.",
    )


def sector_series(sectors: pd.DataFrame, apart: Sequence[str]) -> list[dict[str, str]]:
    """Of a series made of several editions: which years, and where two editions differ."""
    years = sorted(sectors["year"].astype(str).unique())
    listed = "; ".join(apart)
    if not apart:
        return []
    return [
        note(
            f"Kandidaten per sector van {years[0]} tot en met {years[-1]} komen uit meer edities "
            "van één bestand. Van een jaar dat in twee edities staat, telt de nieuwste. In de "
            f"sector techniek verschillen die {len(apart)} keer: {listed}.",
            f"Candidates by sector from {years[0]} to {years[-1]} come from several editions of "
            "one file. Of a year that is in two editions the newest counts. In the sector "
            f"technology these differ {len(apart)} times: {listed}.",
        )
    ]


def primary_pupils(counts: pd.DataFrame, homes: pd.DataFrame) -> dict[str, str]:
    """What the numbers of primary pupils leave out."""
    low, high = left_out(counts, homes)
    codes = without_schools(counts, homes)
    areas = main_homes(homes)
    places = areas.loc[areas["municipality"].isin(codes)]
    dutch = english = ""
    if codes:
        names = ", ".join(sorted(places["place"].unique()))
        dutch = f" De scholen in {names} ontbreken in de bron: daar is dus geen aantal."
        english = f" The schools in {names} are missing in the source: no number there."
    return note(
        "Leerlingen in het basisonderwijs: DUO verbergt per school en postcode 1 tot en met 4 "
        f"kinderen. Elk aantal is daarom een bereik. {_nl(low)} tot {_nl(high)} kinderen met een "
        f"postcode die niet op de kaart staat, tellen niet mee.{dutch}",
        "Primary pupils: DUO hides 1 to 4 children by school and postcode, so every number is a "
        f"range. {low:,} to {high:,} children with a postcode that is not on the map are left "
        f"out.{english}",
    )


def mbo_offices(mbo: pd.DataFrame, homes: pd.DataFrame) -> dict[str, str]:
    """What the points of mbo are, and what they are not."""
    absent = len(without_home(mbo, homes))
    dutch = english = ""
    if absent:
        dutch = f" {absent} daarvan staan er niet op: hun postcode heeft geen kaartvlak."
        english = f" {absent} of them are left out: their postcode has no area on the map."
    return note(
        f"Van {len(mbo)} mbo-instellingen is alleen het hoofdkantoor bekend, en niet welke "
        f"opleidingen daar zijn. Het punt is het midden van de postcode.{dutch}",
        f"Of {len(mbo)} institutions of mbo only the head office is known, not which courses it "
        f"has. The point is the middle of the postcode area.{english}",
    )


def labour_market(indicators: pd.DataFrame) -> list[dict[str, str]]:
    """What technical jobs are, where vacancies are missing, and how old the businesses are."""
    vacant = indicators[
        (indicators["indicator"] == "vacancies_technical") & (indicators["level"] == "province")
    ]
    newest = vacant[vacant["period"] == vacant["period"].max()]
    gaps = int(newest["value"].isna().sum())
    return [
        note(
            "Technische banen zijn de banen in industrie, energie en bouw (CBS, sectoren B tot en "
            "met F). Technici in andere sectoren tellen niet mee, kantoorbanen in de industrie "
            "wel. De cijfers zijn afgerond op honderdtallen.",
            "Technical jobs are the jobs in industry, energy and building (CBS, sectors B to F). "
            "Technicians in other sectors are missing and office jobs in industry are counted. "
            "Figures are rounded to hundreds.",
        ),
        note(
            "Vacatures per 1.000 banen: de vacatures zijn van eind juni 2026, de banen van "
            f"december 2024. Voor {gaps} provincies zijn er geen cijfers over vacatures.",
            "Vacancies per 1,000 jobs: vacancies are of the end of June 2026, jobs of December "
            f"2024. For {gaps} provinces there are no figures of vacancies.",
        ),
        note(
            "COROP-gebieden en arbeidsmarktregio's overlappen elkaar. Elk cijfer staat bij de "
            "indeling waarvoor het is gepubliceerd. Bedrijven en WW zijn van 2021.",
            "COROP areas and labour regions overlap. Each figure stands at the layout it was "
            "published for. Businesses and WW are of 2021.",
        ),
    ]


def pupils_by_postcode(pupil_homes: pd.DataFrame | None) -> list[dict[str, str]]:
    """What the pupils by postcode are; nothing where a build had no such file."""
    if pupil_homes is None:
        return []
    rows, hidden = len(pupil_homes), int(pupil_homes["low"].ne(pupil_homes["high"]).sum())
    low, high = pupil_homes["low"].sum(), pupil_homes["high"].sum()
    date = pupil_homes["date"].iloc[0]
    return [
        note(
            f"Waar leerlingen wonen, telt DUO per vestiging en postcode ({date}): alle leerlingen "
            f"van de vestiging, niet alleen die van het vmbo. In {_nl(hidden)} van de {_nl(rows)} "
            "rijen is een aantal afgeschermd (1 tot en met 4); samen zijn het "
            f"{_nl(low)} tot {_nl(high)} leerlingen.",
            f"Where pupils live is counted by DUO per site and postcode ({date}): all pupils of "
            f"the site, not those of vmbo alone. In {hidden:,} of {rows:,} rows a number is "
            f"masked (1 to 4); together they are {low:,} to {high:,} pupils.",
        )
    ]


def notes(
    sources: Mapping[str, pd.DataFrame],
    tables: Mapping[str, pd.DataFrame],
    sectors_apart: Sequence[str] = (),
) -> list[dict[str, str]]:
    """All remarks; `sources` as the build reads them, `tables` the prepared ones, `sectors_apart`
    where editions of the file by sector differ."""
    return [
        left_out_postcodes(sources["areas"]),
        masked_candidates(tables["offers"]),
        derived_layout(),
        unlisted_sites(tables["sites"]),
        guessed_rmc(sources["layouts"]),
        former_sites(tables["sites"]),
        sites_without_place(tables["sites"]),
        pieces_of_postcodes(tables["homes"]),
        scaled_population(),
        cohort_forecast(),
        place_names(sources["addresses"], sources["places"]),
        pupils_of_2019(tables["pupils"]),
        masked_sectors(tables["sectors"]),
        *sector_series(tables["sectors"], sectors_apart),
        primary_pupils(sources["primary_counts"], tables["homes"]),
        *pupils_by_postcode(tables.get("pupil_homes")),
        mbo_offices(sources["mbo"], tables["homes"]),
        *labour_market(tables["indicators"]),
    ]
