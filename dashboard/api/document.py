"""The description of the interface as OpenAPI 3.1, from the declarations that check requests."""

from dashboard.api.answers import ROOT
from dashboard.api.columns import COLUMNS
from dashboard.api.operations import Operation
from dashboard.api.parameters import Parameter
from dashboard.api.problems import PROBLEM, STATUS
from dashboard.texts import Texts
from dashboard.web import incoming

#: What any address can answer with when it does not answer the question.
PROBLEMS = ("parameter", "not-found", "format", "too-long", "too-many", "busy")


def document(operations: dict[str, Operation], version: str, texts: Texts) -> dict:
    """The whole description, in the language of ``words``."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": texts("api.title"),
            "description": texts("api.lead"),
            "version": version,
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
        "servers": [{"url": incoming.at(ROOT)}],
        "paths": {
            f"/{operation.name}": {"get": _operation(operation, texts)}
            for operation in operations.values()
        },
        "components": {
            "schemas": {"problem": problem(), "source": _source()},
            "responses": {kind: refusal(kind, texts) for kind in PROBLEMS},
        },
    }


def _operation(operation: Operation, texts: Texts) -> dict:
    rows = {"type": "array", "items": _row(operation, texts)}
    text = {"type": "string"}
    notes = {"notes": {"type": "array", "items": text}} if operation.has_notes else {}
    body = _object(
        {
            "question": {"type": "object"},
            "source": {"type": "array", "items": {"$ref": "#/components/schemas/source"}},
            "method": text,
            "version": text,
            **notes,
            "rows": rows,
        }
    )
    words = {one.name: texts(f"api.parameter.{one.name}") for one in operation.parameters}
    return {
        "operationId": operation.name,
        "summary": texts(f"api.operation.{operation.name}"),
        "description": texts(f"api.method.{operation.name}"),
        "parameters": [parameter_schema(one, words[one.name]) for one in operation.parameters],
        "responses": {
            "200": {
                "description": texts("api.rows"),
                "headers": {
                    name: {"schema": {"type": "string"}}
                    for name in ("ETag", "Link", "Cache-Control")
                },
                "content": {"application/json": {"schema": body}, "text/csv": {"schema": text}},
            },
            "304": {"description": texts("api.unchanged")},
        }
        | {str(STATUS[kind]): {"$ref": f"#/components/responses/{kind}"} for kind in PROBLEMS},
    }


def parameter_schema(parameter: Parameter, description: str) -> dict:
    """A parameter of a query as OpenAPI describes it."""
    one = {
        "name": parameter.name,
        "in": "query",
        "required": parameter.required,
        "description": description,
        "schema": parameter.schema,
    }
    if parameter.schema["type"] == "array":
        one |= {"style": "form", "explode": False}
    return one


def _row(operation: Operation, texts: Texts) -> dict:
    return _object(
        {
            name: COLUMNS[name] | {"description": texts(f"api.column.{name}")}
            for name in operation.columns
        }
    )


def _object(properties: dict) -> dict:
    """An object with all of these and nothing else."""
    return {
        "type": "object",
        "properties": properties,
        "required": [*properties],
        "additionalProperties": False,
    }


def _source() -> dict:
    text = {"type": "string"}
    names = ("id", "title", "publisher", "date", "licence")
    return _object(dict.fromkeys(names, text) | {"address": {"type": ["string", "null"]}})


def problem() -> dict:
    """RFC 9457."""
    text = {"type": "string"}
    members = {"type": text, "title": text, "status": {"type": "integer"}, "detail": text}
    # Programs that make code of this want to know what is in an array.
    listed = {"type": "array", "items": {"anyOf": [text, {"type": "integer"}]}}
    more = {"parameter": text, "allowed": {"anyOf": [listed, text]}}
    return {"type": "object", "properties": members | more, "required": [*members]}


def refusal(kind: str, texts: Texts) -> dict:
    schema = {"$ref": "#/components/schemas/problem"}
    refusal = {
        "description": texts(f"api.problem.{kind}"),
        "content": {PROBLEM: {"schema": schema}},
    }
    if kind in ("too-many", "busy"):
        refusal["headers"] = {"Retry-After": {"schema": {"type": "integer"}}}
    return refusal
