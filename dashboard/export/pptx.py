"""What a view says as a PowerPoint slide, at an address of its own."""

from flask import Flask, Response

from dashboard.address.query import lasting_link
from dashboard.data import Data
from dashboard.export.asked import METHODS, requested_context
from dashboard.export.view_slide import view_deck
from dashboard.web import incoming
from dashboard.web.attachment import file_name
from dashboard.web.presentation import presentation


def register(server: Flask, data: Data) -> None:
    @server.route("/dia.pptx", methods=METHODS)
    def slide() -> Response:
        context = requested_context(data)
        address = incoming.site() + lasting_link(context.view, data)
        name = file_name(context, extension="pptx")
        return presentation(
            context.texts, lambda: view_deck(context, address), name, keeps=not context.places
        )
