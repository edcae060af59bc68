"""Which part of the young people has the offer within reach?"""

from dashboard.catalogue import Scale
from dashboard.palette import Area
from dashboard.views.kind import Kind

VIEW = Kind(
    key="share",
    word="dekking",
    position=20,
    column="share",
    decimals=1,
    is_share=True,
    regions=Scale(
        (50, 75, 90, 99.5),
        (Area.MUCH_TOO_FAR, Area.TOO_FAR, Area.FAR, Area.MIDDLE, Area.NEAR),
        upper=False,
    ),
    highest_first=True,
)
