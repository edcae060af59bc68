"""Every code of the field, said once: what may stand in a column, a question or an address.

Imports nothing, so that every other room of both packages may read it.
"""

#: Some of the codes below, as a function takes them.
Codes = tuple[str, ...]

#: Programmes that teach some profiles as one, and which: codes of DUO from 2024-2025, sector
#: technology. What they stand for is concluded from the sites that have them and from the national
#: experiment with one programme for BWI and PIE; no published list of codes says so.
COMBINED = {"BP": ("BWI", "PIE"), "BPM": ("BWI", "PIE", "MT")}
#: Profiles of vmbo, in the order of their names on the screen; the first five are technical.
#: Every candidate is in one of them: those of a combined programme in the programme, and in none of
#: its profiles. ``OTHER`` is a programme from before the profiles.
PROFILES = ("BWI", "PIE", "MT", "MVI", "MAT", *COMBINED, "DP", "EO", "HBR", "GR", "ZW", "OTHER")
#: The three hard technical profiles, the five technical ones, and what can be asked one by one.
HARD = ("BWI", "PIE", "MT")
BROAD = (*HARD, "MVI", "MAT")
SINGLE = (*BROAD, "DP")
#: Sets of profiles of which any one will do. ``allhard``, ``vbo`` and ``vmbo`` are counted apart.
ANY_OF = {"hard": HARD, "broad": BROAD, "dp": ("DP",)} | {code: (code,) for code in SINGLE}
#: Sets that ask for a kind of school, whatever the track.
ANY_TRACK = ("vbo", "vmbo")
PROFILE_SETS = (*ANY_OF, "allhard", *ANY_TRACK)


def countable(profiles: Codes) -> Codes:
    """Where the candidates of some profiles are counted, in the order of :data:`PROFILES`: these,
    and the combined programmes that teach no other profile.

    A programme that teaches others too is left out: how many of it are theirs is not known.
    """
    within = {code for code, taught in COMBINED.items() if set(taught) <= set(profiles)}
    return tuple(code for code in PROFILES if code in {*profiles, *within})


#: Everything in which candidates of what can be asked are counted.
COUNTED = countable(SINGLE)


#: The tracks (leerwegen) with a profile: basis, kader, gemengd.
TRACKS = ("BB", "KB", "GL")

#: Sectors of the exam file by sector. Its tracks: LWT is a leerwerktraject within the basic track.
SECTOR_NAMES = ("technology", "care", "economy", "agriculture", "intersectoral")
SECTOR_TRACKS = (*TRACKS, "LWT")
SEXES = ("boys", "girls")
#: Both together, which is a figure of its own in the source.
BOTH_SEXES = "all"

#: What a masked number of people hides: at least the first, at most the second.
MASKED_LOW, MASKED_HIGH = 1, 4

#: Levels of regions, from the country down. The last two are close to home: areas of a postcode
#: (four digits) and neighbourhoods (buurten), which each hold one home or some. All others are
#: made of whole municipalities, or of parts of them along postcodes.
LEVELS = (
    "nl",
    "province",
    "labour_region",
    "rmc",
    "corop",
    "sto",
    "municipality",
    "postcode",
    "buurt",
)
REGION_LEVELS, CLOSE_LEVELS = LEVELS[:-2], LEVELS[-2:]
#: What every level is that somebody made of their own; see :mod:`geodata.layouts`.
OWN = "own"


def level_kind(level: str) -> str:
    """What a level is called: ``own`` whatever the regions of somebody's own layout."""
    return OWN if level.startswith(f"{OWN}:") else level


#: Years (1 January) of which young people are counted, and the age groups they are counted in.
POPULATION_YEARS = (2021, 2025)
AGE_GROUPS = ("age_0_4", "age_5_9", "age_10_14", "age_15_19")
#: Youngest and oldest age of the young people of vmbo age.
VMBO_AGES = (12, 16)

#: Where the point of a site comes from; of the last but one only the postcode area is known, of
#: the last nothing.
POINT_BASIS = ("PDOK 2026", "BAG 2024", "BAG 2022", "PC4-centrum 2020", "onbekend")
POSTCODE_POINT, UNKNOWN_POINT = POINT_BASIS[-2:]

#: Kinds of places beside the schools.
FACILITY_KINDS = ("mbo", "techlab", "hotspot", "bedrijfsschool", "company", "other")

#: Where the point of a home comes from: inside the piece of a neighbourhood that lies in its
#: postcode area; somewhere in that area, because no piece of it is known to be inhabited; or the
#: middle of the addresses of a postcode of four digits and a letter.
PIECE_POINT, AREA_POINT, ADDRESS_POINT = HOME_BASIS = ("piece", "area", "addresses")

#: What a code looks like: a municipality, a postcode area, a neighbourhood, a site; and a home,
#: which is the piece of a neighbourhood within a postcode area, that area itself, or the addresses
#: of its postcodes with one letter.
MUNICIPALITY_CODE = r"GM\d{4}"
POSTCODE_CODE = r"[1-9]\d{3}"
BUURT_CODE = r"BU\d{4}[A-Z0-9]{4}"
HOME_CODE = rf"{POSTCODE_CODE}({BUURT_CODE}|[A-Z])?"
SITE_CODE = r"[0-9]{2}[A-Z0-9]{4}"

#: Where new offers may come: at sites with a licence for vmbo, or in any postcode area.
AMONG = AT_SITES, EVERYWHERE = "sites", "everywhere"

#: How a distance is measured, beside the measures of an owner (``geodata.question.OwnMeasure``).
DISTANCES = ("straight", "cycle")

#: How the ride of a pair is known: the words of the column ``method``, by their number.
#: ``network``: the route over a cycling network. ``estimate``: the straight line times the detour
#: factor, nothing large between. ``crossing``: water between, by the nearest bridges, dams and
#: ferries. ``unrouted``: water between and no way known; the straight line times the factor, so it
#: is further than that. ``off_network``: a point at sea or far abroad; no distance.
METHODS = ("network", "estimate", "crossing", "unrouted", "off_network")
NETWORK, ESTIMATE, CROSSING, UNROUTED, OFF_NETWORK = range(5)

#: Way over the straight line, by bicycle: a routed set of town halls in Zuid-Holland (1.27), and
#: the real networks of Smallingerland (1.25) and Texel (1.21).
DETOUR = 1.27

#: Degrees as the world has them, and the metres of the Dutch grid (Rijksdriehoek).
WGS84, RD = "EPSG:4326", "EPSG:28992"
#: Box of the European Netherlands with a small margin: west, south, east, north in degrees WGS84.
NETHERLANDS = (3.2, 50.7, 7.3, 53.7)
