"""How the number of young people of a region changes."""

from dashboard.data import Data, Region
from geodata.analysis import forecast

#: Before this year students of 18 and 19 are counted for 15 and 16, which fakes a fall where many
#: of them live.
FIRST, LAST = forecast.CHILDREN_ONLY, forecast.YEARS[-1]


def change(data: Data, region: Region) -> float:
    """Change of the number of young people from :data:`FIRST` to :data:`LAST`, %."""
    return float(forecast.change(data.tables, region.level, FIRST, LAST)[region.position])
