"""The addresses of the portraits, and of the templates that a user can fill in."""

from collections.abc import Callable
from functools import partial

import pandas as pd
from flask import Flask, Response, abort, request
from werkzeug.exceptions import RequestEntityTooLarge

from dashboard.address.portrait import Portrait, read
from dashboard.data import Data
from dashboard.portrait import page, pdf, pptx
from dashboard.portrait.uploaded import blocks
from dashboard.texts import LANGUAGES, texts_in
from dashboard.upload.bounds import MOST_BYTES, too_large
from dashboard.upload.faults import Upload
from dashboard.upload.template import facilities_template, layout_template, transition_template
from dashboard.upload.transition import read_transition
from dashboard.web import incoming, jobs
from dashboard.web.documents import Documents
from dashboard.web.pools import PORTRAITS

#: Bytes of portraits that are kept, some dozens: a room looks at those of its own regions.
MOST_KEPT = 2_000_000
#: What a browser writes round the file of a form.
ROUND_A_FILE = 10_000
TEMPLATES = {
    "/sjabloon-doorstroom.csv": transition_template,
    "/sjabloon-voorzieningen.csv": facilities_template,
}


def register(server: Flask, data: Data, pdfs: int) -> None:
    """Add the portraits with their files, and the templates of what a user can fill in.

    pdfs: those that are made at the same time.
    """
    documents = Documents(MOST_KEPT)

    @server.route("/regio/<level>/<code>", methods=["GET", "POST"])
    def portrait(level: str, code: str) -> str | Response:
        portrait = read(level, code, incoming.query(), data)
        if portrait is None:
            abort(404)
        texts = texts_in(portrait.view.language)

        def with_table() -> str:
            return page.render(data, portrait, blocks(_uploaded(data, portrait), texts))

        def html() -> Response:
            make = partial(page.render, data, portrait)
            return documents.answer((portrait, incoming.site()), make, PORTRAITS.at_work)

        if request.method == "POST":
            # A browser that asks again by itself sends no table along; and nobody keeps one.
            return jobs.drawn(texts, PORTRAITS, with_table)
        return jobs.unless_busy(texts, html, is_page=True)

    templates = TEMPLATES | {"/sjabloon-indeling.csv": partial(layout_template, data)}
    for address, template in templates.items():
        server.add_url_rule(address, address, _template(address, template))
    pdf.register(server, data, pdfs)
    pptx.register(server, data)


def _uploaded(data: Data, portrait: Portrait) -> Upload:
    """The table of the form; read, shown once, and forgotten."""
    request.max_content_length = MOST_BYTES + ROUND_A_FILE
    try:
        file = request.files.get("doorstroom")
        content, name = (file.read(), file.filename or "") if file else (b"", "")
    except RequestEntityTooLarge:
        return Upload(pd.DataFrame(), [too_large()])
    return read_transition(content, name, data, portrait.region.code)


def _template(address: str, template: Callable[[str], str | bytes]) -> Callable[[], Response]:
    def file() -> Response:
        language = request.args.get("taal")
        body = template(language if language in LANGUAGES else LANGUAGES[0])
        disposition = f'attachment; filename="{address.strip("/")}"'
        return Response(body, mimetype="text/csv", headers={"Content-Disposition": disposition})

    return file
