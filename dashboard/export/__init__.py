"""What is shown, to take away: plain addresses that answer with a file."""

from flask import Flask, abort

from dashboard.export import csv, geo, pdf, pptx, svg, xlsx
from dashboard.tables import Data


def register(server: Flask, data: Data) -> None:
    """Add the downloads to the server."""
    csv.register(server, data)
    xlsx.register(server, data)
    geo.register(server, data)
    for drawn in (svg, pptx, pdf):
        drawn.register(server, data)
    for address in ("/download.<kind>", "/download-<kind>"):
        server.add_url_rule(address, address, _unknown)


def _unknown(kind: str) -> None:
    """Without this, an address that is no file would answer with the page."""
    abort(404)
