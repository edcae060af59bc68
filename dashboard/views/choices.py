"""How many sites are there to choose from?"""

from dashboard.catalogue import Scale
from dashboard.palette import Area
from dashboard.views.kind import Kind

#: Blues from few to many choices; no choice is orange like every "too far".
SITES = Scale(
    (1, 2, 4, 8),
    (Area.MUCH_TOO_FAR, Area.FAR, Area.MIDDLE, Area.NEAR, Area.NEAREST),
    upper=False,
)


VIEW = Kind(
    key="choices",
    word="keuze",
    position=40,
    column="choices",
    decimals=1,
    regions=SITES,
    best_level="postcode",
    highest_first=True,
)
