"""What a view or a portrait says as PowerPoint slides, at addresses of their own."""

import json
from collections.abc import Callable

from flask import Flask, Response

from dashboard.address import portrait as portraits
from dashboard.address.context import Context
from dashboard.address.parameters import BESIDE
from dashboard.address.portrait import Portrait
from dashboard.address.query import link, read
from dashboard.data import Data
from dashboard.export.view_slide import view_deck
from dashboard.portrait.slides import portrait_deck
from dashboard.texts import Texts, texts_in
from dashboard.web import incoming, jobs
from dashboard.web.attachment import attachment, file_name
from dashboard.web.refusal import refuse_unread, requested_view, requested_with

MIMETYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def register(server: Flask, data: Data) -> None:
    @server.get("/dia.pptx")
    def slide() -> Response:
        view = requested_view(data)
        texts = texts_in(view.language)
        address = incoming.site() + link(view, data)
        name = file_name(view, extension="pptx")
        return _answer(texts, lambda: view_deck(Context(data, view), address), name)

    @server.get("/portret.pptx")
    def slides_of_view() -> Response:
        view = requested_with((BESIDE,), data)[0]
        level = portraits.WORDS[data.level_of(view.region)]
        return _portrait(portraits.read(level, view.region, incoming.query(), data))

    @server.get("/regio/<level>/<code>.pptx")
    def slides(level: str, code: str):
        query = incoming.query()
        portrait = portraits.read(level, code, query, data)
        if portrait is None:
            view, _ = read(query, data)
            text = texts_in(view.language)("missing.title")
            return Response(text, 404, mimetype="text/plain")
        return _portrait(portrait)

    def _portrait(portrait: Portrait) -> Response:
        refuse_unread(portrait.view, portrait.ignored)
        texts = texts_in(portrait.view.language)
        address = incoming.site() + portraits.address(portrait, data)
        name = file_name(portrait.view, "portret", "pptx")
        return _answer(texts, lambda: portrait_deck(data, portrait, texts, address), name)


def _answer(texts: Texts, deck: Callable[[], dict], name: str) -> Response:
    try:
        with jobs.turn():
            job = json.dumps(deck()).encode()
    except jobs.BusyError:
        return jobs.busy(texts)
    made = jobs.answer(texts, "slides", job)
    return made if isinstance(made, Response) else attachment(made, MIMETYPE, name)
