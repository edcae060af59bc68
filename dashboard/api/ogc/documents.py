"""What the addresses of the layers answer, as OGC API - Features writes it: parts 1 (core, with
GeoJSON and OpenAPI 3.0) and 2 (systems of coordinates)."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlencode

from dashboard.api.ogc.collections import Collection, Page
from dashboard.api.ogc.parameters import Selection
from dashboard.api.ogc.systems import CRS84, SYSTEMS
from dashboard.drawing.geojson import GEOJSON
from dashboard.texts import Texts
from dashboard.web import incoming

ROOT = "/ogc"
JSON, HTML = "application/json", "text/html"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
_SPEC = "http://www.opengis.net/spec/ogcapi-features"
#: What is held to, each with a test of its requirements.
CONFORMANCE = (
    *(f"{_SPEC}-1/1.0/conf/{part}" for part in ("core", "geojson", "oas30")),
    f"{_SPEC}-2/1.0/conf/crs",
)
Document = dict[str, Any]


class Links:
    """Links that keep the question: it stands in each as it was written, before what else is
    asked."""

    def __init__(self, question: str):
        self.question = question

    def to(
        self,
        rel: str,
        path: str,
        kind: str = JSON,
        title: str = "",
        asked: Mapping[str, str | int] | None = None,
    ) -> Document:
        """A link to a path below the root. asked: other parameters."""
        query = urlencode(asked or {}, safe=",:/")
        link = {"href": self._address(f"{ROOT}{path}", query), "rel": rel, "type": kind}
        return link | ({"title": title} if title else {})

    def to_page(self, rel: str, title: str) -> Document:
        """A link to the page that explains how to use the layers of the question."""
        address = f"{self._address('/api', '')}#gis"
        return {"href": address, "rel": rel, "type": HTML, "title": title}

    def _address(self, path: str, asked: str) -> str:
        query = "&".join(part for part in (self.question, asked) if part)
        return f"{incoming.site()}{path}{'?' if query else ''}{query}"


def landing(links: Links, asks: str, texts: Texts) -> Document:
    """The first page. asks: the question in words."""
    return {
        "title": texts("ogc.title"),
        "description": f"{asks} {texts('ogc.lead')}",
        "links": [
            links.to("self", "", title=texts("ogc.title")),
            links.to_page("alternate", texts("ogc.page")),
            links.to("service-desc", "/api", OPENAPI, texts("ogc.operation.api")),
            links.to_page("service-doc", texts("ogc.page")),
            links.to("conformance", "/conformance", title=texts("ogc.operation.conformance")),
            links.to("data", "/collections", title=texts("ogc.operation.collections")),
        ],
    }


def conformance() -> Document:
    return {"conformsTo": [*CONFORMANCE]}


def listed(collections: list[Collection], links: Links, texts: Texts) -> Document:
    """All layers of a question."""
    return {
        "links": [links.to("self", "/collections", title=texts("ogc.operation.collections"))],
        "crs": [*SYSTEMS],
        "collections": [collection(one, links) for one in collections],
    }


def collection(one: Collection, links: Links) -> Document:
    """One layer: what it is, where it lies and where its features are."""
    extent = one.extent()
    box = {"spatial": {"bbox": [extent], "crs": CRS84}}
    return {
        "id": one.name,
        "title": one.title,
        "description": " ".join(one.about),
        **({"extent": box} if extent else {}),
        "itemType": "feature",
        "crs": [*SYSTEMS],
        "storageCrs": CRS84,
        "links": [
            links.to("self", f"/collections/{one.name}", title=one.title),
            links.to("items", f"/collections/{one.name}/items", GEOJSON, one.title),
            links.to_page("about", one.title),
        ],
    }


def items(
    one: Collection, page: Page, asked: Selection, given: Mapping[str, str], links: Links
) -> str:
    """Some features of a layer; given: the parameters as they came in, for the pages around it."""
    path = f"/collections/{one.name}/items"

    def to(rel: str, **window: int) -> Document:
        return links.to(rel, path, GEOJSON, asked={**given, **window})

    around = [to("self"), links.to("collection", f"/collections/{one.name}", title=one.title)]
    after = asked.offset + asked.limit
    if after < page.matched:
        around.append(to("next", limit=asked.limit, offset=after))
    if asked.offset:
        # Before it may be fewer than a page: none comes twice.
        few = min(asked.limit, asked.offset)
        around.append(to("prev", limit=few, offset=asked.offset - few))
    head = {
        "type": "FeatureCollection",
        "numberMatched": page.matched,
        "numberReturned": len(page.features),
        "links": around,
    }
    features = ",\n".join(page.features)
    return _with(head, f'"features":[\n{features}\n]')


def stamped(body: str) -> str:
    """A collection of features with the moment at which it was made."""
    moment = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return f'{{"timeStamp": "{moment}", {body.removeprefix("{")}'


def item(one: Collection, code: str, feature: str, given: Mapping[str, str], links: Links) -> str:
    """One feature with its links."""
    path = f"/collections/{one.name}"
    around = [
        links.to("self", f"{path}/items/{quote(code, safe='~')}", GEOJSON, asked=given),
        links.to("collection", path, title=one.title),
    ]
    return _with({"links": around}, feature.removeprefix("{").removesuffix("}"))


def _with(head: Document, members: str) -> str:
    """An object with members that are text already behind others."""
    return f"{json.dumps(head, ensure_ascii=False).removesuffix('}')}, {members}}}\n"
