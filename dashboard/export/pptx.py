"""What a view or a portrait says as PowerPoint slides, at addresses of their own."""

import json
from collections.abc import Callable

from flask import Flask, Response, abort

from dashboard.address import portrait as portraits
from dashboard.address.context import Context
from dashboard.address.portrait import Asked
from dashboard.address.query import link
from dashboard.data import Data
from dashboard.export.view_slide import view_deck
from dashboard.portrait.slides import portrait_deck
from dashboard.texts import Texts, texts_in
from dashboard.web import incoming, jobs
from dashboard.web.attachment import attachment, file_name
from dashboard.web.refusal import asked_view, refuse_unread

MIMETYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def register(server: Flask, data: Data) -> None:
    @server.get("/dia.pptx")
    def slide() -> Response:
        view = asked_view(data)
        texts = texts_in(view.language)
        address = incoming.site() + link(view, data)
        name = file_name(view, extension="pptx")
        return _answer(texts, lambda: view_deck(Context(data, view), address), name)

    @server.get("/portret.pptx")
    def slides_of_view() -> Response:
        view = asked_view(data, own=("naast",))
        level = portraits.WORDS[data.level_of(view.region)]
        return _portrait(portraits.read(level, view.region, incoming.query(), data))

    @server.get("/regio/<level>/<code>.pptx")
    def slides(level: str, code: str):
        asked = portraits.read(level, code, incoming.query(), data)
        if asked is None:
            abort(404)
        return _portrait(asked)

    def _portrait(asked: Asked) -> Response:
        refuse_unread(asked.view, asked.ignored)
        texts = texts_in(asked.view.language)
        address = incoming.site() + portraits.address(asked, data)
        name = file_name(asked.view, "portret", "pptx")
        return _answer(texts, lambda: portrait_deck(data, asked, texts, address), name)


def _answer(texts: Texts, deck: Callable[[], dict], name: str) -> Response:
    try:
        with jobs.turn():
            job = json.dumps(deck()).encode()
    except jobs.BusyError:
        return jobs.busy(texts)
    made = jobs.answer(texts, "slides", job)
    return made if isinstance(made, Response) else attachment(made, MIMETYPE, name)
