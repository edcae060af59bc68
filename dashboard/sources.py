"""The sources of the figures: what the manifest says of each, and which of them figures share."""

from dataclasses import dataclass
from functools import lru_cache

from dashboard.data import Data
from geodata.tables.measures import table_name

#: What figures of sites, rides and young people (by the year of the count) rest on.
SITES = ("duo-vestigingen", "vestigingen-vervallen", "pdok-bag-coordinaten")
RIDES = ("fietsknooppunten", "oeververbindingen", "oeververbindingen-fiets", "grote-vaarwegen")
YOUNG = {
    2021: ("cbs-pc4-2021", "cbs-buurten-2024"),
    2025: ("cbs-70072ned-2025", "cbs-pc4-2021", "cbs-buurten-2024"),
}


#: How urban an area is, and how well off.
EQUITY = ("cbs-ses-woa-2022", "cbs-pc4-2023")


@dataclass(frozen=True)
class Source:
    """A file of a publisher, as the manifest records it; the address is "" where none is known."""

    title: str
    publisher: str
    date: str
    licence: str
    address: str


@lru_cache(maxsize=4)
def sources(data: Data) -> dict[str, Source]:
    """Every source by its id. Do not change what is returned: it is kept."""
    return {
        one["id"]: Source(
            one["title"],
            one["publisher"],
            one["reference_date"],
            one["licence"],
            one["address"] or "",
        )
        for one in data.manifest["sources"]
    }


def of_distance(distance: str) -> tuple[str, ...]:
    """What a distance rests on, beside the points: nothing as the crow flies."""
    return {"straight": (), "cycle": RIDES}.get(distance, (table_name(distance),))


def exams(years: list[str]) -> tuple[str, ...]:
    """The exam files of school years."""
    return tuple(f"duo-examens-{year}" for year in years)
