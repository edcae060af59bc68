"""What the figures of a portrait rest on: numbered notes, each with its sources and their dates."""

from dataclasses import dataclass
from functools import lru_cache

from dashboard.address.context import Context
from dashboard.address.view import View
from dashboard.data import Data
from dashboard.sources import EQUITY, RIDES, SITES, YOUNG, Source, exams, of_distance, sources
from dashboard.texts import Texts
from dashboard.words.names import school_year
from dashboard.words.sources import measured, worded


@dataclass(frozen=True)
class Note:
    """``key`` is the anchor; ``text`` what was done; ``sources`` with what."""

    key: str
    number: int
    text: str
    sources: tuple[Source, ...]


@lru_cache(maxsize=4)
def _source_of_jobs(data: Data) -> str:
    """The source of the technical jobs, that candidates are divided by."""
    rows = data.tables.indicators
    return rows.loc[rows["indicator"] == "technical_jobs", "source"].iloc[0]


class Notes:
    """The notes of one page, numbered in the order in which figures first ask for them."""

    def __init__(self, data: Data, view: View, texts: Texts):
        self.data, self.view, self.texts = data, view, texts
        self._sources = sources(data)
        self._used: dict[str, Note] = {}

    def number(self, key: str) -> int:
        """The number of a note; a first use adds it. An unknown key is a mistake of ours."""
        if key not in self._used:
            text, ids = self._made(key)
            found = tuple(worded(self._sources[one], self.texts) for one in ids)
            self._used[key] = Note(key.replace(":", "-"), len(self._used) + 1, text, found)
        return self._used[key].number

    @property
    def used(self) -> list[Note]:
        return list(self._used.values())

    def _made(self, key: str) -> tuple[str, tuple[str, ...]]:
        view, texts = self.view, self.texts
        newest = exams([view.year])
        year = school_year(view.year)
        name, _, about = key.partition(":")
        if name == "indicator":
            return self._sources[about].title + ".", (about,)
        if name == "computed":
            return texts("portrait.note.computed"), (*newest, _source_of_jobs(self.data))
        rides = of_distance(view.question.distance)
        if name == "coverage":
            how = measured(Context(self.data, view.but(show="distance")))
            text = texts("portrait.note.coverage", year=year, how=how)
            return text, (*newest, *YOUNG[view.population], *SITES, *rides)
        if name == "equity":
            of_coverage = (*newest, *YOUNG[view.population], *SITES, *rides)
            return texts("portrait.note.equity"), (*EQUITY, *of_coverage)
        if name == "competition":
            of_coverage = (*newest, *YOUNG[view.population], *SITES, *rides)
            return texts("portrait.note.competition", year=year), of_coverage
        if name == "reach_by_year":
            every = (*exams(self.data.tables.years), *YOUNG[view.population], *SITES, *rides)
            return texts("portrait.note.reach_by_year"), every
        if name == "detour":
            return texts("portrait.note.detour"), (*newest, *YOUNG[view.population], *SITES, *RIDES)
        made = {
            "candidates": exams(self.data.tables.years),
            "share_technical": newest,
            "young_2021": YOUNG[2021],
            "young_2025": YOUNG[2025],
            "forecast": YOUNG[2025],
            "density": YOUNG[2021],
            "primary": ("duo-leerlingen-bo-2024",),
            "pupils": ("duo-leerlingen-vo-2019",),
            "pupil_homes": ("duo-leerlingen-vo-postcode", *newest),
            "sectors": tuple(
                one for one in self._sources if one.startswith("duo-examens-sectoren-")
            ),
            "mbo": ("duo-mbo-adressen",),
            "money": ("duo-leerlingen-vo-2019", "sto-regelingen"),
            "rules": ("sto-regelingen",),
        }
        text = texts(f"portrait.note.{name}", year=year)
        if name in ("candidates", "share_technical"):
            text = f"{text} {self._unlisted()}".rstrip()
        return text, made[name]

    def _unlisted(self) -> str:
        """How many sites count in this STO region without being in its list; empty elsewhere."""
        region = self.data.region(self.view.region)
        sites = self.data.tables.sites
        if region.level != "sto":
            return ""
        here = self.data.tables.sites_in(region.level, region.position)
        # Some are known of earlier counts by sector alone: they have no candidates in the exams.
        by_place = sites["sto_basis"].eq("place").to_numpy(bool)
        count = int((here & self.data.tables.examined & by_place).sum())
        return self.texts("portrait.note.unlisted", count=count) if count else ""
