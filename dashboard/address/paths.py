"""Addresses that scripts know, each said once for its route and for them."""

#: The map itself.
MAP = "/"
#: The accessibility statement.
ACCESSIBILITY = "/toegankelijkheid"
#: What the screen of the map shows, for a browser that has some of it already.
UPDATE = "/scherm.json"
#: The map as a drawing.
DRAWING = "/kaart.svg"
#: A view as a picture, for who shows a link to it.
PREVIEW = "/kaart.png"
#: The words of the screen at every limit, to play them.
LIMITS = "/grenzen.json"
#: Where one offer more helps most, which takes seconds.
SUGGEST = "/voorstel"
#: All sites, of one version of the tables.
SITES = "/vestigingen.json"
#: The areas of a layout of somebody's own.
LAYOUT = "/indeling.json"
#: The rings of a site, before the page of it is there.
RINGS = "/ringen.json"
