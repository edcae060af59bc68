"""What was found, in words: its name, and what and where it is."""

from dashboard.data import Data
from dashboard.search import PLACE, SITE, Hit
from dashboard.texts import Texts
from dashboard.words.names import region_name


def hit_name(data: Data, hit: Hit, texts: Texts) -> str:
    """The name of it, as the screen has it."""
    return hit.name if hit.kind in (PLACE, SITE) else region_name(data.region(hit.code), texts)


def hit_label(hit: Hit, texts: Texts) -> str:
    """ "gemeente", "school in Goes"."""
    kind = texts(f"level.{hit.kind}.one") if hit.kind != SITE else texts(_school(hit))
    return texts("search.in", kind=kind, place=hit.place) if hit.place else kind


def hit_line(hit: Hit, texts: Texts) -> str:
    """The label, the street of a school, and the other name by which it was found."""
    also = texts("search.also", name=hit.also) if hit.also else ""
    return ", ".join(filter(None, (hit_label(hit, texts), hit.street, also)))


def _school(hit: Hit) -> str:
    return "search.site.former" if hit.former else "search.site"
