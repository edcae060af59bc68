"""What must a reader of the figures know? In Dutch (B1) and English, with counts from the data."""

from collections.abc import Mapping

import pandas as pd

from geodata.homes import with_shape
from geodata.sites import agreement

# Postcodes with inhabitants that the delivered PC4 file has no polygon for.
WITHOUT_POLYGON = ("1364", "2236", "5592", "8269", "8323")


def note(dutch: str, english: str) -> dict[str, str]:
    """One remark in both languages."""
    return {"nl": dutch, "en": english}


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
        f"DUO schrijft '<5' bij 1 tot en met 4 kandidaten. Dat geldt voor {masked} van de "
        f"{len(offers)} rijen met aanbod. Het aanbod telt mee, het aantal is onbekend.",
        f"DUO writes '<5' for 1 to 4 candidates: {masked} of {len(offers)} offers. Such an offer "
        "counts; its number is unknown.",
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
    """How many RMC regions are a guess, and which look wrong."""
    guesses = int(layouts["rmc_basis"].eq("guess").sum())
    return note(
        f"Voor {guesses} van de {len(layouts)} gemeenten is de RMC-regio geschat op basis van de "
        "buurgemeenten. Bij Borsele, Noord-Beveland, Opmeer en Koggenland lijkt dat fout.",
        f"The RMC region of {guesses} of {len(layouts)} municipalities is a guess from their "
        "neighbours. For Borsele, Noord-Beveland, Opmeer and Koggenland it looks wrong.",
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
        f"Van {nowhere} vestigingen met examens is geen plek bekend. Zij tellen niet mee bij "
        "afstanden.",
        f"The place of {nowhere} sites with exams is unknown. They do not count in distances.",
    )


def scaled_population() -> dict[str, str]:
    """What the young people of 2025 are made of."""
    return note(
        "Jongeren in 2025: het aantal per gemeente is van 1 januari 2025. De verdeling over de "
        "postcodes binnen een gemeente is die van 1 januari 2021.",
        "Young people in 2025: the number per municipality is of 1 January 2025; how they are "
        "spread over its postcodes is of 1 January 2021.",
    )


def place_names(addresses: pd.DataFrame, places: pd.DataFrame) -> dict[str, str]:
    """How well the list of place names agrees with the addresses of schools."""
    same, total = agreement(addresses["place"], addresses["postcode"], places)
    return note(
        f"Plaatsnamen per postcode komen uit een open lijst. Bij {same} van de {total} "
        "schooladressen noemt die lijst dezelfde plaats als DUO.",
        f"Place names per postcode come from an open list. It names the same place as DUO for "
        f"{same} of {total} school addresses.",
    )


def notes(
    sources: Mapping[str, pd.DataFrame], tables: Mapping[str, pd.DataFrame]
) -> list[dict[str, str]]:
    """All remarks; `sources` as the build reads them, `tables` the prepared ones."""
    return [
        left_out_postcodes(sources["areas"]),
        masked_candidates(tables["offers"]),
        derived_layout(),
        guessed_rmc(sources["layouts"]),
        former_sites(tables["sites"]),
        sites_without_place(tables["sites"]),
        scaled_population(),
        place_names(sources["addresses"], sources["places"]),
    ]
