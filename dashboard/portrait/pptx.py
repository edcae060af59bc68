"""A portrait as PowerPoint slides, at its own address and at that of a view of the map."""

from flask import Flask, Response, abort

from dashboard.address import portrait as portraits
from dashboard.address.context import Context
from dashboard.address.parameters import BESIDE
from dashboard.address.portrait import Portrait
from dashboard.data import Data
from dashboard.portrait.slides import portrait_deck
from dashboard.texts import texts_in
from dashboard.web import incoming
from dashboard.web.attachment import file_name
from dashboard.web.presentation import presentation
from dashboard.web.refusal import refuse_unread, requested_with


def register(server: Flask, data: Data) -> None:
    @server.get("/portret.pptx")
    def slides_of_view() -> Response:
        view = requested_with((BESIDE,), data)[0]
        level = portraits.WORDS[data.region(view.region).kind]
        portrait = portraits.read(level, view.region, incoming.query(), data)
        assert portrait is not None, "a view is of a region that there is"
        return _slides(portrait, data)

    @server.get("/regio/<level>/<code>.pptx")
    def slides(level: str, code: str) -> Response:
        portrait = portraits.read(level, code, incoming.query(), data)
        if portrait is None:
            abort(404)
        return _slides(portrait, data)


def _slides(portrait: Portrait, data: Data) -> Response:
    refuse_unread(portrait.view, portrait.ignored)
    texts = texts_in(portrait.view.language)
    address = incoming.site() + portraits.address(portrait, data)
    name = file_name(Context(data, portrait.view), "portret", "pptx")
    return presentation(texts, lambda: portrait_deck(data, portrait, texts, address), name)
