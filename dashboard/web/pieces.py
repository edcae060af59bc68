"""An answer of words and of numbers as letters: each compressed by what is in it.

What fits the one does not fit the other: together they would take a twentieth more.
"""

from collections.abc import Sequence

import brotli
from flask import Response, request

#: How well an answer is compressed, of 11: what is better takes twenty times as long.
QUALITY = 9
#: As far back as brotli looks, as a power of two: our texts are no longer for a longer one, and an
#: answer takes kilobytes of memory to compress instead of megabytes.
WINDOW = 16


def answer(pieces: Sequence[str], mimetype: str) -> Response:
    """The pieces as one text. For who reads no brotli it is compressed like any other."""
    if not request.accept_encodings["br"]:
        return Response("".join(pieces), mimetype=mimetype)
    packer = brotli.Compressor(quality=QUALITY, lgwin=WINDOW)
    packed = [packer.process(piece.encode()) + packer.flush() for piece in pieces]
    response = Response(b"".join([*packed, packer.finish()]), mimetype=mimetype)
    response.headers["Content-Encoding"] = "br"
    response.headers["Vary"] = "Accept-Encoding"
    return response
