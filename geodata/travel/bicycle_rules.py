"""Where may one cycle, and in which direction? What the tags of OpenStreetMap say of a way."""

from collections.abc import Mapping

#: Ways on which a bicycle may go unless a tag says otherwise.
OPEN = frozenset(
    [
        "primary",
        "primary_link",
        "secondary",
        "secondary_link",
        "tertiary",
        "tertiary_link",
        "unclassified",
        "residential",
        "living_street",
        "service",
        "track",
        "road",
        "cycleway",
        "path",
    ]
)

#: Ways on which a bicycle may go only where a tag says so. Any value in neither set is closed.
ON_PERMISSION = frozenset(["trunk", "trunk_link", "footway", "pedestrian", "bridleway", "busway"])

#: Values of a tag for bicycles that give permission.
PERMITTED = frozenset(
    ["yes", "designated", "official", "permissive", "destination", "customers", "dismount"]
)

#: Values of an access tag that keep a passing cyclist out.
FORBIDDEN = frozenset(
    [
        "no",
        "private",
        "use_sidepath",
        "agricultural",
        "forestry",
        "delivery",
        "emergency",
        "military",
        "permit",
    ]
)

#: Access tags that concern a bicycle, the decisive one first.
ACCESS = ("bicycle", "vehicle", "access")

#: What a oneway tag leaves open: (forward, backward). Other values do not bind permanently.
ONEWAY = {
    "yes": (True, False),
    "true": (True, False),
    "1": (True, False),
    "-1": (False, True),
    "reverse": (False, True),
}
BOTH, NEITHER = (True, True), (False, False)

#: Junctions that are gone round in one direction, without a tag for it.
ROUND = frozenset(("roundabout", "circular"))

#: Lanes and tracks for bicycles along a road.
BESIDE = ("cycleway", "cycleway:left", "cycleway:right", "cycleway:both")

#: Values by which there is no such lane, or it is a way of its own in the data.
NOT_BESIDE = frozenset(("no", "none", "separate"))


def _allowed(tags: Mapping[str, str], direction: str) -> bool | None:
    """What the access tags say about one direction; None where they leave it to the kind of road.

    Only a tag for bicycles gives permission: a footway open to everybody is still a footway. Of
    several values joined by semicolons the most generous one counts.
    """
    for key in ACCESS:
        text = tags.get(f"{key}:{direction}") or tags.get(key)
        if text:
            values = {value.strip() for value in text.split(";")}
            if values <= FORBIDDEN:
                return False
            return True if key == "bicycle" and values & PERMITTED else None
    return None


def _oneway(tags: Mapping[str, str]) -> tuple[bool, bool]:
    """The directions that traffic rules leave to a cyclist."""
    if "oneway:bicycle" in tags:
        return ONEWAY.get(tags["oneway:bicycle"], BOTH)
    default = "yes" if tags.get("junction") in ROUND else "no"
    forward, backward = ONEWAY.get(tags.get("oneway", default), BOTH)
    for key in BESIDE:
        value = tags.get(key, "")
        if value.startswith("opposite"):
            return BOTH
        along = tags.get(f"{key}:oneway")
        if along and value not in NOT_BESIDE:
            there, back = ONEWAY.get(along, BOTH)
            forward, backward = forward or there, backward or back
    return forward, backward


def bicycle_directions(tags: Mapping[str, str]) -> tuple[bool, bool]:
    """Whether a way may be cycled in the direction it was drawn in, and against it.

    Follows the OpenStreetMap wiki: "OSM tags for routing/Access restrictions" for what a kind of
    road implies, with the Dutch rules (no bicycles on a trunk road, nor on a footway or in a
    pedestrian street without a sign), "Key:access" for the order of the access tags,
    "Key:oneway:bicycle" and "Key:cycleway" for cycling against a one-way street.

    - What is said of bicycles comes before what is said of vehicles, and that before what is said
      of everybody. ``use_sidepath`` is a ban: the path beside the road is in the data.
    - Where a cyclist has to dismount, the way is open in both directions: the metres are the
      same, and one-way rules do not concern a pedestrian.
    - A ferry takes bicycles unless a tag bans them, or bans pedestrians and does not mention
      bicycles. A train that carries vehicles does not.
    - Gates and bollards on a way, and rules for certain hours, are left aside.
    """
    if tags.get("motorroad") == "yes":
        return NEITHER
    ferry = tags.get("route") == "ferry"
    highway = tags.get("highway")
    if not ferry and highway not in OPEN and highway not in ON_PERMISSION:
        return NEITHER
    default = tags.get("foot") != "no" if ferry else highway in OPEN
    allowed_there, allowed_back = (
        default if allowed is None else allowed
        for allowed in (_allowed(tags, "forward"), _allowed(tags, "backward"))
    )
    if tags.get("bicycle") == "dismount":
        return allowed_there, allowed_back
    forward, backward = _oneway(tags)
    return allowed_there and forward, allowed_back and backward
