"""How a distance was found: the words of the column ``method``."""

#: ``network``: the route over a cycling network. ``estimate``: the straight line times the detour
#: factor, nothing large between. ``crossing``: water between, by the nearest bridges, dams and
#: ferries. ``unrouted``: water between and no way known; the straight line times the factor, so it
#: is further than that. ``off_network``: a point at sea or far abroad; no distance.
METHODS = ("network", "estimate", "crossing", "unrouted", "off_network")
NETWORK, ESTIMATE, CROSSING, UNROUTED, OFF_NETWORK = range(5)

#: Way over the straight line, by bicycle: a routed set of town halls in Zuid-Holland (1.27), and
#: the real networks of Smallingerland (1.25) and Texel (1.21).
DETOUR = 1.27
