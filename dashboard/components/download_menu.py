"""Downloads of what is shown: one menu, a word on what each file is for."""

from dash import html

from dashboard.tables import Data
from dashboard.texts import Texts
from dashboard.view import View, link

#: Key of the texts of each file, and its address.
FILES = (
    ("csv", "/download.csv"),
    ("xlsx", "/download.xlsx"),
    ("geojson", "/download.geojson"),
    ("sites", "/download-vestigingen.geojson"),
    ("gpkg", "/download.gpkg"),
)


def menu(data: Data, view: View, texts: Texts) -> html.Details:
    """Plain links: every file is there within a second."""
    query = link(view, data).removeprefix("/")
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
                        )
                    )
                    for key, address in FILES
                ],
                className="menu",
            ),
        ],
        className="pick pick-download",
        id="part-download",
    )
