"""What this project knows better than a delivered file, each with its reason and page."""

import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd

import geodata
from geodata.sources.origin import Entry, Origin, manifest_entry
from geodata.vocabulary import POSTCODE_POINT, WGS84

_FACTS = Path(geodata.__file__).parent / "facts"
RMC = _FACTS / "rmc.json"
FORMER_SITES = _FACTS / "former_sites.json"

ORIGIN_RMC = Origin(
    id="rmc-verbeterd",
    title="RMC-regio van gemeenten die in het bestand verkeerd zijn geschat",
    publisher="Techniek Dichtbij, uit openbare pagina's (zie facts/rmc.json)",
    address="https://www.regioatlas.nl/regioindelingen/regioindelingen_indeling/t/rmc_regio_s_doorstroompunt_regio_s",
    licence="CC0 1.0",
    reference_date="2026",
    retrieved=None,
    used_for="regions, membership: RMC",
)
ORIGIN_FORMER_SITES = Origin(
    id="vestigingen-vervallen-plaats",
    title="Postcodegebied van vervallen vestigingen die in geen adressenbestand staan",
    publisher="Techniek Dichtbij, uit openbare pagina's (zie facts/former_sites.json)",
    address="https://duo.nl/open_onderwijsdata/voortgezet-onderwijs/adressen/vestigingen.jsp",
    licence="CC0 1.0",
    reference_date="2018-2019",
    retrieved=None,
    used_for="sites: former sites",
)


def _facts(path: Path) -> dict[str, Any]:
    facts: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return facts


def with_known_rmc(layouts: pd.DataFrame) -> pd.DataFrame:
    """The layouts with the RMC regions that pages name in place of wrong guesses.

    Only a guess is replaced: once the publisher's own file names the region, that counts.
    """
    known = pd.DataFrame(_facts(RMC)["municipalities"]).set_index("gm_code")["rmc"]
    names = layouts.drop_duplicates("rmc").set_index("rmc")["rmc_name"]
    rmc = layouts["gm_code"].map(known).where(layouts["rmc_basis"].eq("guess"))
    wrong = rmc.isin(names.index)
    return layouts.assign(
        rmc=layouts["rmc"].mask(wrong, rmc),
        rmc_name=layouts["rmc_name"].mask(wrong, rmc.map(names)),
        rmc_basis=layouts["rmc_basis"].mask(wrong, "named"),
    )


def with_former_sites(former: pd.DataFrame, areas: gpd.GeoDataFrame) -> pd.DataFrame:
    """The former sites, with those added of which pages tell only the postcode area.

    They stand in the middle of it (column pc4), and say so. A site that the delivered file has, or
    whose area is not among `areas`, is left out.
    """
    known = pd.DataFrame(_facts(FORMER_SITES)["sites"])
    middle = areas.set_index("pc4").geometry.centroid.to_crs(WGS84)
    known = known[known["pc4"].isin(middle.index) & ~known["code"].isin(former["code"])]
    points = middle.reindex(known["pc4"])
    added = pd.DataFrame(
        {
            "code": known["code"],
            "name": known["name"],
            "street": known["street"].where(known["street"].ne("")),
            "pc4": known["pc4"],
            "place": known["place"],
            "lon": points.x.round(6).to_numpy(),
            "lat": points.y.round(6).to_numpy(),
            "point_basis": POSTCODE_POINT,
        }
    )
    return pd.concat([former, added], ignore_index=True)


def entries() -> list[Entry]:
    """The manifest records of these facts."""
    return [
        manifest_entry(
            origin, f"geodata/facts/{path.name}", path.read_bytes(), len(_facts(path)[rows])
        )
        for origin, path, rows in (
            (ORIGIN_RMC, RMC, "municipalities"),
            (ORIGIN_FORMER_SITES, FORMER_SITES, "sites"),
        )
    ]
