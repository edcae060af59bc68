"""What is shown, to take away: plain addresses that answer with a file."""

from flask import Flask, Response, request

from dashboard.address.view import LANGUAGES
from dashboard.data import Data
from dashboard.export import csv, geo, pptx, svg, xlsx
from dashboard.texts import texts_in
from dashboard.web import refusal

#: Addresses of files whose ending is none that is made here.
UNKNOWN = (
    "/download.<kind>",
    "/download-<kind>",
    "/kaart.<kind>",
    "/dia.<kind>",
    "/portret.<kind>",
)


def register(server: Flask, data: Data) -> None:
    """Add the downloads to the server."""
    refusal.register(server)
    csv.register(server, data)
    xlsx.register(server, data)
    geo.register(server, data)
    svg.register(server, data)
    pptx.register(server, data)
    for address in UNKNOWN:
        server.add_url_rule(address, address, _unknown)


def _unknown(kind: str) -> Response:
    """Without this, an address that is no file would answer with the page."""
    language = request.args.get("taal")
    texts = texts_in(language if language in LANGUAGES else LANGUAGES[0])
    return Response(texts("export.unknown"), 404, mimetype="text/plain")
