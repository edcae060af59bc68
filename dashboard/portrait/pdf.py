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

#: A script of the page; on paper nothing runs.
_SCRIPT = re.compile(r"<script[^>]*></script>")


def register(server: Flask, data: Data) -> None:
    @server.get("/regio/<level>/<code>.pdf")
    def portrait_as_pdf(level: str, code: str) -> Response:
        asked = read(level, code, incoming.query(), data)
        if asked is None:
            abort(404)
        refuse_unread(asked.view, asked.ignored)
        texts = texts_in(asked.view.language)
        if chromium() is None:
            return Response(texts("export.no_pdf"), 404, mimetype="text/plain")
        html = on_paper(page.render(data, asked), incoming.site())
        made = jobs.answer(texts, "paper", html.encode(), chromium())
        if isinstance(made, Response):
            return made
        return attachment(made, "application/pdf", file_name(asked.view, "portret", "pdf"))


def on_paper(html: str, host: str) -> str:
    """The page as a file that stands on its own: styles from the disk, links to the site."""
    assets = ASSETS.as_uri()
    html = _SCRIPT.sub("", html)
    html = re.sub(r'href="/assets/([^"?]*)[^"]*"', rf'href="{assets}/\1"', html)
    return re.sub(r'href="/(?!/)', f'href="{host}/', html)
