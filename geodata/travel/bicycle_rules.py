"""Where may one cycle, and in which direction? What the tags of OpenStreetMap say of a way.

Why each kind is read as it is stands in the table of DATA.md.
"""

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

#: Ways for pedestrians over which a bicycle is pushed to a boat, where nothing forbids it.
ON_FOOT = frozenset(["footway", "pedestrian", "platform", "corridor"])

#: What a bicycle is wheeled over beside steps. ``ramp=yes`` does not say for whom.
RAMPS = ("ramp:bicycle", "ramp:stroller", "ramp:wheelchair")

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

#: Values by which there is no such lane or ramp, or it is a way of its own in the data.
NOT_BESIDE = frozenset(("no", "none", "separate"))

#: Barriers that no bicycle passes unless a tag says so: too narrow to wheel it through, or no way
#: through at all. At any other, bollard, block, gate or cycle barrier, one rides or walks on.
IMPASSABLE = frozenset(
    [
        "stile",
        "horse_stile",
        "kissing_gate",
        "turnstile",
        "full-height_turnstile",
        "wall",
        "city_wall",
        "retaining_wall",
        "fence",
        "hedge",
        "ditch",
        "guard_rail",
    ]
)


def _values(text: str) -> set[str]:
    """The values of a tag, which may be joined by semicolons."""
    return {value.strip() for value in text.split(";")}


def _allowed(tags: Mapping[str, str], direction: str = "") -> bool | None:
    """What the access tags say about one direction; None where they leave it to the kind of road.

    Only a tag for bicycles gives permission: a footway open to everybody is still a footway. Of
    several values joined by semicolons the most generous one counts.
    """
    for key in ACCESS:
        text = tags.get(f"{key}:{direction}") or tags.get(key)
        if text:
            values = _values(text)
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
    # A sign for bicycles in one direction is the other spelling of a way against the traffic.
    return forward or _signed(tags, "forward"), backward or _signed(tags, "backward")


def _signed(tags: Mapping[str, str], direction: str) -> bool:
    """Whether a tag lets bicycles in, in this direction in particular."""
    return bool(_values(tags.get(f"bicycle:{direction}", "")) & PERMITTED)


def bicycle_directions(tags: Mapping[str, str]) -> tuple[bool, bool]:
    """Whether a way may be cycled in the direction it was drawn in, and against it.

    Follows the OpenStreetMap wiki: "OSM tags for routing/Access restrictions" for what a kind of
    road implies, with the Dutch rules (no bicycles on a trunk road, nor on a footway or in a
    pedestrian street without a sign), "Key:access" for the order of the access tags,
    "Key:oneway:bicycle" and "Key:cycleway" for cycling against a one-way street.

    - What is said of bicycles comes before what is said of vehicles, and that before what is said
      of everybody. ``use_sidepath`` is a ban: the path beside the road is in the data.
    - Where a cyclist has to dismount, the way is open in both directions: the metres are the
      same, and one-way rules do not concern a pedestrian. So are steps with a ramp, and piers.
    - A ferry takes bicycles unless a tag bans them, or bans pedestrians and does not mention
      bicycles. A train that carries vehicles does not.
    - Rules for certain hours are left aside.
    """
    if tags.get("motorroad") == "yes" or _impassable(tags):
        return NEITHER
    ferry = tags.get("route") == "ferry"
    highway = tags.get("highway")
    wheeled = _is_pier(tags) or (highway == "steps" and _has_ramp(tags))
    if not (ferry or wheeled or highway in OPEN or highway in ON_PERMISSION):
        return NEITHER
    default = tags.get("foot") != "no" if ferry else wheeled or highway in OPEN
    allowed_there, allowed_back = (
        default if allowed is None else allowed
        for allowed in (_allowed(tags, "forward"), _allowed(tags, "backward"))
    )
    if wheeled or tags.get("bicycle") == "dismount":
        return allowed_there, allowed_back
    forward, backward = _oneway(tags)
    return allowed_there and forward, allowed_back and backward


def _impassable(tags: Mapping[str, str]) -> bool:
    """Whether nothing on wheels gets through."""
    return tags.get("smoothness") == "impassable" or tags.get("impassable") == "yes"


def _has_ramp(tags: Mapping[str, str]) -> bool:
    return any(tags.get(ramp, "no") not in NOT_BESIDE for ramp in RAMPS)


def _is_pier(tags: Mapping[str, str]) -> bool:
    """Whether it is a pier and nothing else: a road over one is a road."""
    return tags.get("man_made") == "pier" and "highway" not in tags and tags.get("route") != "ferry"


def is_landing(tags: Mapping[str, str]) -> bool:
    """Whether one steps ashore over it: a ferry, or a pier."""
    return tags.get("route") == "ferry" or _is_pier(tags)


def leads_to_boats(tags: Mapping[str, str]) -> bool:
    """Whether a bicycle is pushed over it where it meets a boat: a closed way for pedestrians of
    which no tag says that bicycles, or pedestrians, are to stay out."""
    for_walkers = tags.get("highway") in ON_FOOT or tags.get("public_transport") == "platform"
    return for_walkers and _allowed(tags) is not False and tags.get("foot") not in FORBIDDEN


def without_entry(tags: Mapping[str, str]) -> bool:
    """Whether one gets onto the way at its ends alone: over water, or above or under the ground."""
    tunnel = tags.get("tunnel", "no") not in ("no", "building_passage")
    return is_landing(tags) or tags.get("bridge", "no") != "no" or tunnel


def stops_bicycles(tags: Mapping[str, str]) -> bool:
    """Whether a point of a way is a barrier that closes it to bicycles.

    What its access tags say comes first, in the order of those of a way; then whether it is locked,
    or of a kind that no bicycle passes. A point that is no barrier closes nothing: over a crossing
    for pedestrians one walks.
    """
    if tags.get("barrier", "no") == "no":
        return False
    allowed = _allowed(tags)
    if allowed is not None:
        return not allowed
    return tags["barrier"] in IMPASSABLE or tags.get("locked") == "yes"
