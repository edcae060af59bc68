"""Downloads of what is shown: one menu, a word on what each file is for."""

from dashboard.address.context import Context
from dashboard.address.paths import DRAWING
from dashboard.address.query import link, query_aloud
from dashboard.page.elements import html
from dashboard.texts import Texts

#: Key of the texts of each file, and its address.
FILES = (
    ("csv", "/download.csv"),
    ("xlsx", "/download.xlsx"),
    ("geojson", "/download.geojson"),
    ("sites", "/download-vestigingen.geojson"),
    ("gpkg", "/download.gpkg"),
    ("pptx", "/dia.pptx"),
    ("svg", DRAWING),
)
#: Files that take more than a second say that they are coming (``assets/scripts/progress.mjs``).
SLOW = ("xlsx", "pptx")
#: Pictures that the browser makes of the drawing (``assets/scripts/png.mjs``): name, width in
#: pixels, form.
PICTURES = (
    ("1×", 1600, "breed"),
    ("2×", 3200, "breed"),
    ("4K", 3840, "breed"),
    ("1:1", 2400, "vierkant"),
)


def menu(context: Context) -> html.Details:
    """Plain links; what a script adds is a sign that a file is on its way, and pictures."""
    texts = context.texts
    query = link(context.view, context.data).removeprefix("/")
    return html.Details(
        [
            html.Summary(texts("download.menu")),
            html.Ul(
                [
                    html.Li(
                        html.A(
                            [
                                html.Span(texts(f"download.{key}.name")),
                                html.Small(texts(f"download.{key}.help")),
                            ],
                            href=address + query,
                            download="",
                            **({"data-progress": texts("download.busy")} if key in SLOW else {}),
                        )
                    )
                    for key, address in FILES
                ]
                + [_pictures(query, texts), _layers(context)],
                className="menu",
            ),
        ],
        className="pick pick-download",
        id="part-download",
        **{"data-fault": texts("download.fault")},
    )


def _layers(context: Context) -> html.Li:
    """No file: the page with the address that a GIS keeps reading the question from."""
    texts = context.texts
    return html.Li(
        html.A(
            [html.Span(texts("download.gis.name")), html.Small(texts("download.gis.help"))],
            href=f"/api{query_aloud(context.view, context.data)}#gis",
        )
    )


def _pictures(query: str, texts: Texts) -> html.Li:
    """One line of sizes; without a script each is the drawing itself."""
    start = f"{DRAWING}{query}{'&' if '?' in query else '?'}vorm="
    return html.Li(
        [
            html.Span(texts("download.png.name")),
            *(
                html.A(
                    name,
                    href=start + shape,
                    download="",
                    title=texts("download.png.size", width=width),
                    **{
                        "aria-label": f"{texts('download.png.name')} {name}",
                        "data-png": str(width),
                        "data-progress": texts("download.busy"),
                    },
                )
                for name, width, shape in PICTURES
            ),
        ],
        className="menu-sizes",
    )
