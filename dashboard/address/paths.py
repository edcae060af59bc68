"""Addresses that the browser asks on its own, each said once for its route and for the scripts."""

#: The map as a drawing.
DRAWING = "/kaart.svg"
#: The words of the screen at every limit, to play them.
LIMITS = "/grenzen.json"
#: The rings of a site, before the page of it is there.
RINGS = "/ringen.json"
