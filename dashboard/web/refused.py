"""What is refused says why, in words of one language: plain, as programs and scripts take it.

Somebody who followed a link reads the same words on a page (``dashboard/page/refused.py``).
"""

from collections.abc import Mapping

from flask import Response


def refused(
    text: str, status: int, language: str, headers: Mapping[str, str] | None = None
) -> Response:
    """The answer; language: of the text, as the page around it is read aloud in it."""
    told = {"Content-Language": language, **(headers or {})}
    return Response(text, status, told, mimetype="text/plain")
