"""How many sites are there to choose from?"""

from dataclasses import dataclass

from dashboard.catalogue import Scale
from dashboard.palette import Area
from dashboard.texts import Texts
from dashboard.views.kind import Kind

#: Blues from few to many choices; no choice is orange like every "too far".
SITES = Scale(
    (1, 2, 4, 8),
    (Area.MUCH_TOO_FAR, Area.FAR, Area.MIDDLE, Area.NEAR, Area.NEAREST),
    upper=False,
)


@dataclass(frozen=True, kw_only=True)
class Choices(Kind):
    def decimals_at(self, level: str, unit: str) -> int:
        """Sites are whole at a home; a region has a mean of them."""
        return 0 if level == "home" else self.decimals

    def class_words(self, scale: Scale, position: int, level: str, unit: str, texts: Texts) -> str:
        """At a home by the first and the last whole number of the class."""
        if level != "home":
            return super().class_words(scale, position, level, unit, texts)
        low = int(scale.limits[position - 1]) if position else 0
        high = int(scale.limits[position]) - 1 if position < len(scale.limits) else ""
        part = "last" if high == "" else "only" if low == high else "middle"
        return texts(f"indicator.{self.key}.class.{part}", low=low, high=high, unit=unit)


VIEW = Choices(
    key="choices",
    word="keuze",
    position=40,
    column="choices",
    decimals=1,
    regions=SITES,
    homes=SITES,
    best_level="home",
    highest_first=True,
)
