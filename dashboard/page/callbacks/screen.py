"""What does a room see on a large screen, and how does a phone follow it?"""

import io
import json

from dash import Dash
from flask import Response

from dashboard.address.context import Context
from dashboard.address.paths import LIMITS
from dashboard.address.query import link, read
from dashboard.data import Data
from dashboard.page.components.screen_panel import steps
from dashboard.web import incoming, jobs
from dashboard.web.pools import BESIDES

#: Characters of an address that a phone still reads from the back of a room, and from nearby.
LONGEST, LONGEST_NEARBY = 400, 2_000
#: What is left out of an address that is longer: what is chosen on the map, and of regions of
#: somebody's own their layout and those beside.
LESS = ((LONGEST, {"chosen": ()}), (LONGEST_NEARBY, {"layout": "", "compared": ()}))
#: Modules of white around the code, as the standard asks.
QUIET = 4


def register(app: Dash, data: Data) -> None:
    # Asked once for every play, not for every step.
    @app.server.get(LIMITS)
    def play() -> Response:
        view, _ = read(incoming.query(), data)
        context = Context(data, view)
        told = jobs.drawn(context.texts, BESIDES, lambda: json.dumps(steps(context)))
        if isinstance(told, Response):
            return told
        return Response(told, mimetype="application/json")

    @app.server.get("/qr.svg")
    def code():
        view = read(incoming.query(), data)[0].but(screen=False)
        start = incoming.site()
        for longest, less in LESS:
            if len(start + link(view, data)) > longest:
                view = view.but(**less)
        return Response(qr(start + link(view, data)), mimetype="image/svg+xml")


def qr(address: str) -> bytes:
    """A code for phones, dark on white, as an SVG that fits any size."""
    import segno  # of all answers only this one needs it

    out = io.BytesIO()
    segno.make_qr(address, error="l").save(
        out, kind="svg", border=QUIET, dark="#14213d", light="#fff", omitsize=True, xmldecl=False
    )
    return out.getvalue()
