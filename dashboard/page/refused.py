"""A refusal as a page: for who followed a link and reads the answer in a browser.

Plain text has no language that a screen reader can speak, no title, and no way on.
"""

from flask import Flask, Response, render_template, request

from dashboard.page.components.header import READING
from dashboard.texts import LANGUAGES, texts_in
from dashboard.web.assets import asset


def register(server: Flask) -> None:
    """Let every refusal in words (:mod:`dashboard.web.refused`) follow who asks."""

    @server.after_request
    def follow(response: Response) -> Response:
        language = response.headers.get("Content-Language", "")
        is_words = response.status_code >= 400 and response.mimetype == "text/plain"
        if not is_words or language not in LANGUAGES:
            return response
        response.vary.add("Accept")
        # A browser names it where it opens a page; scripts and programs take anything.
        if "text/html" in request.accept_mimetypes.values():
            response.set_data(page(response.get_data(as_text=True), language))
            response.mimetype = "text/html"
        return response


def page(words: str, language: str) -> str:
    """The words, what they are of, and the way to the map."""
    return render_template(
        "refused.html",
        texts=texts_in(language),
        language=language,
        words=words,
        reading=READING,
        style=asset("style.css"),
    )
