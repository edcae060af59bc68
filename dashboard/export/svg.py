"""Exactly what the map shows, as one drawing of lines and letters that stays sharp on a wall."""

from flask import Flask, Response

from dashboard.address.camera import camera_of
from dashboard.address.context import Context
from dashboard.address.parameters import CAMERA, SHAPE
from dashboard.address.paths import DRAWING
from dashboard.address.query import lasting_link
from dashboard.data import Data
from dashboard.drawing.sheet import SHAPES, USUAL, sheet
from dashboard.export.asked import METHODS, requested_places
from dashboard.web import incoming, jobs
from dashboard.web.attachment import attachment, file_name
from dashboard.web.pools import DRAWINGS
from dashboard.web.refusal import requested_with


def register(server: Flask, data: Data) -> None:
    @server.route(DRAWING, methods=METHODS)
    def map_as_svg() -> Response:
        view, parts = requested_with((SHAPE, CAMERA), data)
        context = Context(data, view, requested_places(view))
        address = incoming.site() + lasting_link(view, data)
        shape = SHAPES[parts.get(SHAPE.part, USUAL)]
        camera = camera_of(parts.get(CAMERA.part, ""))
        body = jobs.drawn(
            context.texts,
            DRAWINGS,
            lambda: sheet(context, address, shape, camera),
        )
        if isinstance(body, Response):
            return body
        return attachment(body, "image/svg+xml", file_name(context, extension="svg"))
