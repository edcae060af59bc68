"""The areas and schools of a question as layers for GIS: OGC API - Features, on the tables as they
are.

The question stands behind the question mark as in the address of the map, and in every link; so a
program that reads a layer anew has the newest figures.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from hashlib import sha256

from flask import Flask, Response, request

from dashboard.api import serving
from dashboard.api.answers import version
from dashboard.api.ogc import documents
from dashboard.api.ogc.collections import Collection, collections, feature, page
from dashboard.api.ogc.document import document
from dashboard.api.ogc.documents import JSON, OPENAPI, ROOT, Links
from dashboard.api.ogc.parameters import FORM, OF_ITEM, OF_ITEMS, Request, read, selection
from dashboard.api.parameters import Parameter, shown
from dashboard.api.problems import Problem
from dashboard.data import Data
from dashboard.drawing.geojson import GEOJSON
from dashboard.texts import Texts
from dashboard.web import incoming, rate
from dashboard.web.pools import LAYERS, QUESTIONS, Pool
from dashboard.words.map_table import heading

__all__ = ["ROOT", "register"]

#: Any of these will do for who asks: programs ask one for the other.
FORMS = (JSON, GEOJSON, OPENAPI)
Answer = Callable[[Request, Texts], Response]


def register(server: Flask, data: Data, buckets: rate.Buckets) -> None:
    """Add the layers to the server; ``buckets`` bound how often one may ask."""
    serving.share(server, ROOT)

    def described(asked: Request, texts: Texts) -> Response:
        return _json(document(asked, version(data), asked.context.texts), OPENAPI)

    for path, allowed, answer in (
        ("", (FORM,), _landing),
        ("/conformance", (FORM,), _conformance),
        ("/api", (FORM,), described),
        ("/collections", (FORM,), _collections),
        ("/collections/<name>", (FORM,), _collection),
        ("/collections/<name>/items", OF_ITEMS, _items),
        ("/collections/<name>/items/<path:code>", OF_ITEM, _item),
    ):
        server.add_url_rule(
            f"{ROOT}{path}",
            f"{ROOT}{path}",
            _route(data, buckets, LAYERS if "items" in path else QUESTIONS, allowed, answer),
            methods=["GET", "OPTIONS"],
            provide_automatic_options=False,
            # The first page is also known by its slash.
            strict_slashes=bool(path),
        )


def _route(
    data: Data, buckets: rate.Buckets, pool: Pool, allowed: Iterable[Parameter], answer: Answer
) -> Callable[..., Response]:
    def route(name: str = "", code: str = "") -> Response:
        def made(texts: Texts) -> Response:
            if request.accept_mimetypes and not request.accept_mimetypes.best_match(FORMS):
                detail = texts("api.detail.format", allowed=", ".join(FORMS))
                raise Problem("format", detail, {"allowed": [*FORMS]})
            asked = replace(read(incoming.query(), allowed, data, texts), name=name, code=code)
            with serving.turn(pool, texts):
                response = answer(asked, texts)
            return serving.kept(response, asked.context.view.language)

        return serving.answered(buckets, made)

    return route


def _landing(asked: Request, texts: Texts) -> Response:
    asks, *_ = heading(asked.context)
    return _json(documents.landing(Links(asked.question), asks, asked.context.texts))


def _conformance(asked: Request, texts: Texts) -> Response:
    return _json(documents.conformance())


def _collections(asked: Request, texts: Texts) -> Response:
    every = [*collections(asked.context).values()]
    return _json(documents.listed(every, Links(asked.question), asked.context.texts))


def _collection(asked: Request, texts: Texts) -> Response:
    return _json(documents.collection(_named(asked, texts), Links(asked.question)))


def _items(asked: Request, texts: Texts) -> Response:
    collection, which = _named(asked, texts), selection(asked.given, texts)
    found = page(collection, which)
    body = documents.items(collection, found, which, asked.given, Links(asked.question))
    response = _geojson(documents.stamped(body), which.system)
    # The moment of an answer makes it no other one.
    response.set_etag(sha256(body.encode()).hexdigest(), weak=True)
    return response


def _item(asked: Request, texts: Texts) -> Response:
    collection, which = _named(asked, texts), selection(asked.given, texts)
    found = feature(collection, asked.code, which.system)
    if found is None:
        detail = texts("ogc.detail.item", code=shown(asked.code), collection=collection.title)
        raise Problem("not-found", detail)
    links = Links(asked.question)
    return _geojson(documents.item(collection, asked.code, found, asked.given, links), which.system)


def _named(asked: Request, texts: Texts) -> Collection:
    """The layer that is asked; Problem where the question has none that is called so."""
    known = collections(asked.context)
    if asked.name not in known:
        raise Problem("not-found", texts("ogc.detail.collection", allowed=", ".join(known)))
    return known[asked.name]


def _json(content: documents.Document, kind: str = JSON) -> Response:
    return Response(json.dumps(content, ensure_ascii=False), content_type=kind)


def _geojson(body: str, system: str) -> Response:
    return Response(body, content_type=GEOJSON, headers={"Content-Crs": f"<{system}>"})
