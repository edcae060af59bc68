"""A portrait as PDF: the print-out of the page itself, made by a Chromium where the server has one.

Without one the address says so, and the print button of the browser makes the same file.
"""

import re

from flask import Flask, Response, abort

from dashboard.address.portrait import read
from dashboard.data import Data
from dashboard.portrait import page
from dashboard.texts import texts_in
from dashboard.web import incoming, jobs
from dashboard.web.assets import ASSETS
from dashboard.web.attachment import attachment, file_name
from dashboard.web.chromium import chromium
from dashboard.web.refusal import refuse_unread
from dashboard.web.style import sheet

#: A script of the page; on paper nothing runs.
_SCRIPT = re.compile(r"<script[^>]*></script>")
#: A link to a style sheet.
_STYLE = re.compile(r'<link rel="stylesheet" href="/assets/([^"?]*)[^"]*">')


def register(server: Flask, data: Data) -> None:
    @server.get("/regio/<level>/<code>.pdf")
    def portrait_as_pdf(level: str, code: str) -> Response:
        portrait = read(level, code, incoming.query(), data)
        if portrait is None:
            abort(404)
        refuse_unread(portrait.view, portrait.ignored)
        texts = texts_in(portrait.view.language)
        browser = chromium()
        if browser is None:
            return Response(texts("export.no_pdf"), 404, mimetype="text/plain")
        html = on_paper(page.render(data, portrait), incoming.site())
        paper = jobs.answer(texts, "paper", html.encode(), browser)
        if isinstance(paper, Response):
            return paper
        return attachment(paper, "application/pdf", file_name(portrait.view, "portret", "pdf"))


def on_paper(html: str, host: str) -> str:
    """The page as a file that stands on its own: style inside, fonts from the disk, links to the
    site."""
    assets = ASSETS.as_uri()
    html = _SCRIPT.sub("", html)
    html = _STYLE.sub(lambda link: f"<style>\n{sheet(link[1])}</style>", html)
    html = html.replace('url("/assets/', f'url("{assets}/')
    html = re.sub(r'href="/assets/([^"?]*)[^"]*"', rf'href="{assets}/\1"', html)
    return re.sub(r'href="/(?!/)', f'href="{host}/', html)
