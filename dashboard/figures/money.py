"""What the rule of a year came to for a region: where pupils and rule are both known."""

from dataclasses import dataclass

from dashboard.data import Data, Region
from geodata.analysis.pupils import pupils_2019_in
from geodata.vocabulary import HARD

#: Years in which money of the programme began: an amount per pupil, and the plans of the regions.
BEGAN = (2018, 2020)
#: Rules that give an amount for every pupil: of bb and kb, and of gl.
PER_PUPIL = {"2018": ("2018.1", "2018.2"), "2019": ("2019.1", "2019.2")}


@dataclass(frozen=True)
class Money:
    """Of one year: pupils with a hard profile on 1 October 2019, and the euros for each."""

    year: str
    pupils: int
    euros: float
    pupils_gl: int
    euros_gl: float

    @property
    def total(self) -> float:
        """Euros."""
        return self.pupils * self.euros + self.pupils_gl * self.euros_gl


def money(data: Data, region: Region) -> list[Money]:
    """A row per year; empty where no pupils with such a profile were counted."""
    here = pupils_2019_in(data.tables, region.level, region.code)
    counts = [0, 0]
    columns = (here[name].tolist() for name in ("profile", "track", "pupils"))
    for profile, track, pupils in zip(*columns, strict=True):
        if profile in HARD:
            counts[track == "GL"] += pupils
    if not sum(counts):
        return []
    rules = data.tables.rules
    euros = dict(zip(rules["key"].tolist(), rules["amount"].tolist(), strict=True))
    return [
        Money(year, counts[0], float(euros[other]), counts[1], float(euros[gl]))
        for year, (other, gl) in PER_PUPIL.items()
    ]
