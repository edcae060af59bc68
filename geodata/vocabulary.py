"""How a distance was found: the words of the column ``method``."""

#: Axes of the offers as a grid, in the order of their names on the screen.
PROFILES = ("BWI", "PIE", "MT", "MVI", "MAT", "DP", "EO", "HBR", "GR", "ZW", "OTHER")
LEVELS = (
    "nl",
    "province",
    "labour_region",
    "rmc",
    "corop",
    "sto",
    "municipality",
    "home",
)
TRACKS = ("BB", "KB", "GL")
SEXES = ("boys", "girls")
SECTOR_NAMES = ("technology", "care", "economy", "agriculture", "intersectoral")
#: The tracks of the sector file: LWT is a leerwerktraject within the basic track.
SECTOR_TRACKS = (*TRACKS, "LWT")
FACILITY_KINDS = ("mbo", "techlab", "hotspot", "bedrijfsschool", "company", "other")
POINT_BASIS = ("PDOK 2026", "BAG 2024", "BAG 2022", "PC4-centrum 2020", "onbekend")
HARD = ("BWI", "PIE", "MT")
BROAD = (*HARD, "MVI", "MAT")
SINGLE = (*BROAD, "DP")
#: Sets of profiles of which any one will do. ``allhard``, ``vbo`` and ``vmbo`` are counted apart.
ANY_OF = {"hard": HARD, "broad": BROAD, "dp": ("DP",)} | {code: (code,) for code in SINGLE}
#: Sets that ask for a kind of school, whatever the track.
ANY_TRACK = ("vbo", "vmbo")
PROFILE_SETS = (*ANY_OF, "allhard", *ANY_TRACK)
#: How a distance is measured.
DISTANCES = ("straight", "cycle")
AGE_GROUPS = ("age_0_4", "age_5_9", "age_10_14", "age_15_19")

#: ``network``: the route over a cycling network. ``estimate``: the straight line times the detour
#: factor, nothing large between. ``crossing``: water between, by the nearest bridges, dams and
#: ferries. ``unrouted``: water between and no way known; the straight line times the factor, so it
#: is further than that. ``off_network``: a point at sea or far abroad; no distance.
METHODS = ("network", "estimate", "crossing", "unrouted", "off_network")
NETWORK, ESTIMATE, CROSSING, UNROUTED, OFF_NETWORK = range(5)

#: Way over the straight line, by bicycle: a routed set of town halls in Zuid-Holland (1.27), and
#: the real networks of Smallingerland (1.25) and Texel (1.21).
DETOUR = 1.27
