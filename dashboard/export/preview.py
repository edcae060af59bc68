"""The picture of a link to a view, where others show one: in mail, a chat or a post.

These take PNG and no SVG, of about 1.91 to 1, and most of them not more than some hundred kB.
"""

from flask import Flask, Response

from dashboard.address.context import Context
from dashboard.address.paths import PREVIEW
from dashboard.address.query import link
from dashboard.data import Data
from dashboard.drawing.sheet import LINKED, PREVIEW_WIDTH, sheet
from dashboard.drawing.slide import FONTS
from dashboard.texts import texts_in
from dashboard.web import incoming, jobs
from dashboard.web.pools import PREVIEWS
from dashboard.web.refusal import requested_view

#: How long others may show the same picture again.
KEPT = "public, max-age=86400"


def register(server: Flask, data: Data) -> None:
    @server.get(PREVIEW)
    def preview() -> Response:
        view = requested_view(data)
        address = incoming.site() + link(view, data)
        body = jobs.answer(
            texts_in(view.language),
            PREVIEWS,
            "image",
            lambda: sheet(Context(data, view), address, LINKED).encode(),
            str(PREVIEW_WIDTH),
            *FONTS,
        )
        if isinstance(body, Response):
            return body
        return Response(body, mimetype="image/png", headers={"Cache-Control": KEPT})
