"""Names of regions, school years, offers and ways of measuring, as a reader knows them."""

from functools import lru_cache

from dashboard.data import Data, Region
from dashboard.formatting import distance, kilometres
from dashboard.texts import Texts
from geodata.question import ride_m
from geodata.vocabulary import BROAD, METHODS, countable

#: One letter in the mark of a profile, so that nobody has to tell shapes apart.
LETTERS = {"BWI": "B", "PIE": "P", "MT": "M", "MVI": "V", "MAT": "Z", "DP": "D"}


def region_name(region: Region, texts: Texts) -> str:
    """The name of a region in a sentence or heading."""
    if region.level == "nl":
        return texts("country")
    if region.level == "postcode":
        return texts("home.name", code=region.code, place=region.name.removeprefix(region.code))
    return region.name


def title_name(region: Region, texts: Texts) -> str:
    """The name of a region where it stands by itself: with a capital, which that of the country in
    English has not."""
    name = region_name(region, texts)
    return name[:1].upper() + name[1:]


#: Levels whose regions may be taken for one another, as figures of all stand side by side.
NAMED_ALIKE = ("province", "labour_region", "rmc", "corop", "sto", "municipality")


@lru_cache(maxsize=4)
def _shared(data: Data) -> frozenset[str]:
    """Names that regions of more than one level have."""
    regions = data.tables.regions
    names = regions.loc[regions["level"].isin(NAMED_ALIKE), "name"]
    return frozenset(names[names.duplicated()])


def clear_name(region: Region, data: Data, texts: Texts) -> str:
    """The name of a region, with its level where others have it too: the COROP area Achterhoek is
    not the labour region Achterhoek."""
    name = region_name(region, texts)
    if name not in _shared(data):
        return name
    return texts("name.with_level", name=name, level=texts(f"level.{region.kind}.one"))


def school_year(year: str) -> str:
    """ "2023-2024" -> "2023–24"."""
    return f"{year[:4]}–{year[-2:]}"


def offer_name(code: str, texts: Texts) -> str:
    """A profile or combined programme by its mark; the asked set of profiles in words."""
    by_mark = code in countable(BROAD)
    return texts(f"mark.{code}") if by_mark else texts(f"only.offer.{code}")


def lost_name(code: str, texts: Texts) -> str:
    """What is not there any more where that offer ended: one profile, or any of a set."""
    if code in ("hard", "broad"):
        return texts(f"only.lost.{code}")
    return texts("only.lost.one", offer=offer_name(code, texts))


def ride(metres: float, speed_kmh: float, texts: Texts) -> str:
    """ "7,2 km · 27 min"."""
    minutes = distance(metres / ride_m(1, speed_kmh), texts.language)
    return texts("ride", km=kilometres(metres, texts.language), minutes=minutes)


def method_words(method: int, texts: Texts) -> str:
    """How the distance of a ride was found, as the screen says it."""
    return texts(f"method.{METHODS[method]}")
