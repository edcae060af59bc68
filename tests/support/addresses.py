"""Every address that is ours and has no part that varies, by what it takes to answer it."""

PAGES = (
    *("/", "/verantwoording", "/regelingen", "/toegankelijkheid", "/api"),
    *("/embed", "/oembed", "/health", "/ready"),
)
FILES = (
    *("/download.csv", "/vestiging.csv", "/postcode.csv", "/curve.csv", "/enig-aanbod.csv"),
    *("/gevolgen.csv", "/leerlingen.csv", "/plannen.csv", "/voor-wie.csv"),
    *("/download.geojson", "/download-vestigingen.geojson", "/download.gpkg", "/kaart.svg"),
    *("/sjabloon-doorstroom.csv", "/sjabloon-indeling.csv"),
    *("/sjabloon-voorzieningen.csv", "/qr.svg"),
    *("/scherm.json", "/ringen.json", "/grenzen.json", "/vestigingen.json", "/indeling.json"),
    *("/favicon.ico", "/robots.txt", "/sitemap.xml"),
)
#: What a process of its own makes: half a second each, or two.
COSTLY = ("/download.xlsx", "/kaart.png", "/dia.pptx", "/portret.pptx", "/voorstel")
#: The layers for GIS; below the last there are more, which vary with the question.
LAYERS = ("/ogc", "/ogc/conformance", "/ogc/api", "/ogc/collections")
