"""Pages that were made, compressed: who asks the same view again waits for nothing.

They depend on their key and on nothing else, as tables and texts never change while a server runs.
"""

import gzip
from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from hashlib import blake2b
from threading import Lock

import brotli
from flask import Response, request

#: Bytes that are kept, at most; what was asked longest ago goes first.
MOST_KEPT = 5_000_000
#: How a page is compressed, best first: quickly, as somebody waits for it.
PACKED_BY: dict[str, Callable[[bytes], bytes]] = {
    "br": partial(brotli.compress, quality=5),
    "gzip": partial(gzip.compress, compresslevel=6, mtime=0),
}


class Documents:
    """``documents.answer(key, make)``: the page of a key, or that the browser has it already."""

    def __init__(self, most: int = MOST_KEPT):
        self._most, self._lock = most, Lock()
        self._kept: OrderedDict[Hashable, bytes] = OrderedDict()

    def answer(
        self,
        key: Hashable,
        make: Callable[[], str],
        turn: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> Response:
        """key: all that the page depends on. make: its HTML, where it is not kept. turn: what it
        is made in; who waited for one finds what another made meanwhile.
        """
        encoding = next((one for one in PACKED_BY if request.accept_encodings[one]), None)
        if encoding is None:
            with turn():
                return _response(make().encode())
        packed = self._get((key, encoding))
        if packed is None:
            with turn():
                packed = self._get((key, encoding)) or PACKED_BY[encoding](make().encode())
                self._keep((key, encoding), packed)
        response = _response(packed)
        response.headers["Content-Encoding"] = encoding
        response.make_conditional(request)
        return response

    @property
    def size(self) -> int:
        """Bytes that are kept."""
        return sum(map(len, self._kept.values()))

    def _get(self, key: Hashable) -> bytes | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def _keep(self, key: Hashable, packed: bytes) -> None:
        with self._lock:
            self._kept[key] = packed
            while self.size > self._most:
                self._kept.popitem(last=False)


def _response(body: bytes) -> Response:
    """A browser may keep it, and asks each time whether it is still this."""
    response = Response(body, mimetype="text/html", headers={"Cache-Control": "no-cache"})
    response.headers["Vary"] = "Accept-Encoding"
    response.set_etag(blake2b(body, digest_size=12).hexdigest())
    return response
