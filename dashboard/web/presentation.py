"""Slides as the answer to a request."""

import json
from collections.abc import Callable

from flask import Response

from dashboard.texts import Texts
from dashboard.web import jobs
from dashboard.web.attachment import attachment

MIMETYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def presentation(texts: Texts, deck: Callable[[], dict], name: str) -> Response:
    """The slides of a deck as a file, or why they are not there; ``deck`` draws them here."""
    try:
        with jobs.turn():
            job = json.dumps(deck()).encode()
    except jobs.BusyError:
        return jobs.busy(texts)
    slides = jobs.answer(texts, "slides", job)
    return slides if isinstance(slides, Response) else attachment(slides, MIMETYPE, name)
