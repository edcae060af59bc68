"""The description of the layers as OpenAPI 3.0, which is what OGC API - Features asks for, from the
declarations that check requests."""

from dashboard.address.parameters import CAMERA, VIEW
from dashboard.api.document import PROBLEMS, parameter_schema, problem, refusal
from dashboard.api.ogc.collections import collections
from dashboard.api.ogc.documents import JSON, OPENAPI, ROOT
from dashboard.api.ogc.parameters import FORM, OF_ITEM, OF_ITEMS, Request
from dashboard.api.ogc.systems import SYSTEMS
from dashboard.api.parameters import Parameter
from dashboard.api.problems import STATUS
from dashboard.drawing.geojson import GEOJSON
from dashboard.texts import Texts
from dashboard.web import incoming

_TEXT = {"type": "string"}
_LINK = {
    "type": "object",
    "required": ["href", "rel"],
    "properties": dict.fromkeys(("href", "rel", "type", "title"), _TEXT),
}
_LINKS = {"type": "array", "items": {"$ref": "#/components/schemas/link"}}
_COLLECTION = {
    "type": "object",
    "required": ["id", "links"],
    "properties": {
        **dict.fromkeys(("id", "title", "description", "itemType", "storageCrs"), _TEXT),
        "extent": {"type": "object"},
        "crs": {"type": "array", "items": {"type": "string", "enum": [*SYSTEMS]}},
        "links": _LINKS,
    },
}
_FEATURE = {
    "type": "object",
    "required": ["type", "id", "properties", "geometry"],
    "properties": {
        "type": {"type": "string", "enum": ["Feature"]},
        "id": _TEXT,
        "properties": {"type": "object"},
        "geometry": {"type": "object", "nullable": True},
        "links": _LINKS,
    },
}


def _object(**properties: dict) -> dict:
    return {"type": "object", "required": [*properties], "properties": properties}


def _array(of: str) -> dict:
    return {"type": "array", "items": {"$ref": f"#/components/schemas/{of}"}}


SCHEMAS = {
    "link": _LINK,
    "api": {"type": "object"},
    "landing": _object(title=_TEXT, description=_TEXT, links=_LINKS),
    "conformance": _object(conformsTo={"type": "array", "items": _TEXT}),
    "collection": _COLLECTION,
    "collections": _object(
        links=_LINKS, crs={"type": "array", "items": _TEXT}, collections=_array("collection")
    ),
    "feature": _FEATURE,
    "items": _object(
        type={"type": "string", "enum": ["FeatureCollection"]},
        timeStamp={"type": "string", "format": "date-time"},
        numberMatched={"type": "integer"},
        numberReturned={"type": "integer"},
        links=_LINKS,
        features=_array("feature"),
    ),
}
#: Parts of the question, which every address knows.
QUESTION_PARAMETERS = tuple(Parameter(one.name, _TEXT) for one in (*VIEW, CAMERA))
#: Path -> its name among the texts, the schema and the form of its answer, and its parameters.
PATHS: dict[str, tuple[str, str, str, tuple[Parameter, ...]]] = {
    "/": ("landing", "landing", JSON, (FORM,)),
    "/conformance": ("conformance", "conformance", JSON, (FORM,)),
    "/api": ("api", "api", OPENAPI, (FORM,)),
    "/collections": ("collections", "collections", JSON, (FORM,)),
    "/collections/{collectionId}": ("collection", "collection", JSON, (FORM,)),
    "/collections/{collectionId}/items": ("items", "items", GEOJSON, OF_ITEMS),
    "/collections/{collectionId}/items/{featureId}": ("item", "feature", GEOJSON, OF_ITEM),
}


def document(asked: Request, version: str, texts: Texts) -> dict:
    """The whole description; collections are those of the question that is asked."""
    names = [*collections(asked.context)]
    ours = {one.name: texts(f"ogc.parameter.{one.name}") for one in OF_ITEMS}
    question = {one.name: texts("ogc.parameter.question") for one in QUESTION_PARAMETERS}
    return {
        "openapi": "3.0.3",
        "info": {
            "title": texts("ogc.title"),
            "description": texts("ogc.lead"),
            "version": version,
            "license": {"name": "EUPL-1.2"},
        },
        "servers": [{"url": incoming.site() + ROOT}],
        "paths": {path: {"get": _operation(path, names, texts)} for path in PATHS},
        "components": {
            "schemas": SCHEMAS | {"problem": problem()},
            "parameters": {
                one.name: parameter_schema(one, (ours | question)[one.name])
                for one in (*OF_ITEMS, *QUESTION_PARAMETERS)
            },
            "responses": {kind: refusal(kind, texts) for kind in PROBLEMS},
        },
    }


def _operation(path: str, names: list[str], texts: Texts) -> dict:
    name, schema, form, parameters = PATHS[path]
    known = [one.name for one in (*parameters, *QUESTION_PARAMETERS)]
    in_path = {
        "collectionId": {"type": "string", "enum": names},
        "featureId": _TEXT,
    }
    return {
        "operationId": name,
        "summary": texts(f"ogc.operation.{name}"),
        "parameters": [
            *(
                {"name": one, "in": "path", "required": True, "schema": in_path[one]}
                for one in in_path
                if f"{{{one}}}" in path
            ),
            *({"$ref": f"#/components/parameters/{one}"} for one in known),
        ],
        "responses": {
            "200": {
                "description": texts(f"ogc.operation.{name}"),
                "content": {form: {"schema": {"$ref": f"#/components/schemas/{schema}"}}},
            }
        }
        | {str(STATUS[kind]): {"$ref": f"#/components/responses/{kind}"} for kind in PROBLEMS},
    }
