"""A portrait as PDF: the print-out of the page itself, made by a Chromium where the server has one.

Without one the address says so, and the print button of the browser makes the same file.
"""

import base64
from functools import cache

from flask import Flask, Response, abort

from dashboard.address.context import Context
from dashboard.address.portrait import read
from dashboard.data import Data
from dashboard.portrait import page
from dashboard.texts import texts_in
from dashboard.web import incoming, jobs
from dashboard.web.assets import ASSETS
from dashboard.web.attachment import attachment, file_name
from dashboard.web.chromium import chromium
from dashboard.web.pools import PDF_PLACES, Pool
from dashboard.web.refusal import refuse_unread
from dashboard.web.refused import refused
from dashboard.web.style import sheet

#: Style sheets of the page.
STYLE = ("style.css", "portrait/portrait.css")
FONTS = "fonts/*.woff2"


def register(server: Flask, data: Data, at_once: int) -> None:
    """Add the address; ``at_once`` are made at the same time."""
    pool = Pool(PDF_PLACES, at_once)

    @server.get("/regio/<level>/<code>.pdf")
    def portrait_as_pdf(level: str, code: str) -> Response:
        portrait = read(level, code, incoming.query(), data)
        if portrait is None:
            abort(404)
        refuse_unread(portrait.view, portrait.ignored)
        texts = texts_in(portrait.view.language)
        browser = chromium()
        if browser is None:
            return refused(texts("export.no_pdf"), 404, texts.language)

        deadline = jobs.Deadline()

        def html() -> bytes:
            paper = page.Paper(incoming.site(), style())
            return page.render(data, portrait, paper=paper, keep=deadline.keep).encode()

        content = jobs.answer(texts, pool, "paper", html, browser, deadline=deadline)
        if isinstance(content, Response):
            return content
        name = file_name(Context(data, portrait.view), "portret", "pdf")
        return attachment(content, "application/pdf", name)


@cache
def style() -> list[str]:
    """The style of the page with its letters inside: on paper no other file is read."""
    return [_with_letters(sheet(name)) for name in STYLE]


def _with_letters(text: str) -> str:
    for path in ASSETS.glob(FONTS):
        letters = base64.b64encode(path.read_bytes()).decode()
        address = path.relative_to(ASSETS).as_posix()
        text = text.replace(f'url("{address}")', f'url("data:font/woff2;base64,{letters}")')
    return text
