"""Exactly what the map shows, as one drawing of lines and letters that stays sharp on a wall."""

from flask import Flask, Response, request

from dashboard.address.camera import camera_of
from dashboard.address.context import Context
from dashboard.address.paths import DRAWING
from dashboard.address.query import link
from dashboard.data import Data
from dashboard.drawing.sheet import SHAPES, USUAL, sheet
from dashboard.texts import texts_in
from dashboard.web import incoming, jobs
from dashboard.web.attachment import attachment, file_name
from dashboard.web.refusal import asked_view, refuse_unread


def register(server: Flask, data: Data) -> None:
    @server.get(DRAWING)
    def map_as_svg() -> Response:
        view = asked_view(data, own=("vorm",))
        texts = texts_in(view.language)
        address = incoming.site() + link(view, data)
        named = request.args.get("vorm", USUAL)
        refuse_unread(view, [] if named in SHAPES else ["vorm"])
        camera = camera_of(request.args.get("zicht", ""))
        try:
            with jobs.turn():
                body = sheet(Context(data, view), address, SHAPES[named], camera)
        except jobs.BusyError:
            return jobs.busy(texts)
        return attachment(body, "image/svg+xml", file_name(view, extension="svg"))


# ---- the map ------------------------------------------------------------------------------------


# ---- the words ----------------------------------------------------------------------------------
