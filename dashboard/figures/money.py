"""What the rule of a year came to for a region: where pupils and rule are both known."""

from dataclasses import dataclass

from dashboard.data import Data, Region
from geodata.analysis.pupils import pupils_2019
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
    frame = pupils_2019(data.tables, region.level)
    here = frame[(frame["code"] == region.code) & frame["profile"].isin(HARD)]
    of_gl = here["track"].eq("GL")
    counts = [int(here.loc[rows, "pupils"].sum()) for rows in (~of_gl, of_gl)]
    if not sum(counts):
        return []
    euros = data.tables.rules.set_index("key")["amount"]
    return [
        Money(year, counts[0], float(euros[other]), counts[1], float(euros[gl]))
        for year, (other, gl) in PER_PUPIL.items()
    ]
