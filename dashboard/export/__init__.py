"""What is shown, to take away: plain addresses that answer with a file."""

from flask import Flask

from dashboard.export import asked, csv, geo, pdf, pptx, svg, xlsx
from dashboard.tables import Data


def register(server: Flask, data: Data) -> None:
    """Add the downloads to the server."""
    asked.register(server)
    csv.register(server, data)
    xlsx.register(server, data)
    geo.register(server, data)
    for drawn in (svg, pptx, pdf):
        drawn.register(server, data)
