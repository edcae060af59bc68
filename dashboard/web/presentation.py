"""Slides as the answer to a request."""

import json
from collections.abc import Callable

from flask import Response

from dashboard.texts import Texts
from dashboard.web import jobs
from dashboard.web.attachment import attachment
from dashboard.web.pools import SLIDES

MIMETYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def presentation(texts: Texts, deck: Callable[[], dict], name: str, keeps: bool = True) -> Response:
    """The slides of a deck as a file, or why they are not there; ``deck`` draws them here.

    keeps: whether the file may serve who asks the same later.
    """
    slides = jobs.answer(texts, SLIDES, "slides", lambda: json.dumps(deck()).encode(), keeps=keeps)
    return slides if isinstance(slides, Response) else attachment(slides, MIMETYPE, name)
