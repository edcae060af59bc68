"""The official distance to vmbo of a postcode area, and ours beside it."""

from dashboard.data import Data, Region
from geodata.analysis.official import LEVEL, beside_official


def ride_to_vmbo(data: Data, region: Region) -> tuple[float, float] | None:
    """Kilometres to vmbo of any kind: over the road by CBS, and by our bicycle.

    None where either is not known: no young people, no figure, or tables without rides.
    """
    if region.level != LEVEL or data.tables.distances is None:
        return None
    table = beside_official(data.tables)
    row = table[table["code"] == region.code]
    if row.empty:
        return None
    return float(row["official_km"].iloc[0]), float(row["ours_km"].iloc[0])
