"""How many young people go without the offer?"""

from dashboard.catalogue import Scale
from dashboard.views.kind import WITHOUT_COLOURS, YOUNG_PEOPLE, Kind

VIEW = Kind(
    key="without",
    word="zonder",
    position=30,
    column="not_covered",
    regions=Scale(YOUNG_PEOPLE, WITHOUT_COLOURS),
    close=Scale((0.5, 50, 150, 400), WITHOUT_COLOURS),
    counts_young=True,
    middle_state=False,
)
