"""What is shown, to take away: plain addresses that answer with a file."""

from flask import Flask

from dashboard.data import Data
from dashboard.export import asked, csv, geo, pptx, preview, svg, xlsx
from dashboard.web import refusal


def register(server: Flask, data: Data) -> None:
    """Add the downloads to the server."""
    refusal.register(server)
    asked.register(server)
    csv.register(server, data)
    xlsx.register(server, data)
    geo.register(server, data)
    svg.register(server, data)
    preview.register(server, data)
    pptx.register(server, data)
