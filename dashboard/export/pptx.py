"""What a view says as a PowerPoint slide, at an address of its own."""

from flask import Flask, Response

from dashboard.address.context import Context
from dashboard.address.query import lasting_link
from dashboard.data import Data
from dashboard.export.view_slide import view_deck
from dashboard.web import incoming
from dashboard.web.attachment import file_name
from dashboard.web.presentation import presentation
from dashboard.web.refusal import requested_view


def register(server: Flask, data: Data) -> None:
    @server.get("/dia.pptx")
    def slide() -> Response:
        context = Context(data, requested_view(data))
        address = incoming.site() + lasting_link(context.view, data)
        name = file_name(context, extension="pptx")
        return presentation(context.texts, lambda: view_deck(context, address), name)
