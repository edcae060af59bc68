"""The areas of the map, worked out another way than the dashboard does."""

from dashboard.data import Data


def codes_inside(data: Data, level: str, region: str) -> set[str]:
    """Areas of a level with a home in a region, by name from the table of members, of postcode
    areas their most peopled home; for a postcode area those around it, in its municipality."""
    wide = data.parent(region) if data.level_of(region) == "postcode" else region
    homes = data.tables.homes
    inside = homes["code"][data.inside(wide)]
    if level == "postcode":
        most = homes.loc[homes.groupby("postcode")["inhabitants"].idxmax()]
        return set(most["postcode"][most["code"].isin(inside)])
    members = data.tables.membership.query("level == @level")
    return set(members["code"][members["home"].isin(inside)])
