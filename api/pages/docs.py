"""The pages /docs and /docs/shapes: every address of the API with what it takes and answers, and the shapes of the answers.

Written from /openapi.json, so it says nothing that a program could not read.  Owns the words; must not know routes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final, NamedTuple

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.openapi import ALWAYS
from api.pages.error_pages import PageRoute
from api.pages.templates import render_page

docs_router = APIRouter(route_class=PageRoute, include_in_schema=False)

_Schema = Mapping[str, Any]
_NULL: Final = "null"
_NAMES: Final = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    _NULL: _NULL,
    "object": "object",
}
_LIMITS: Final = (
    ("minimum", "at least {}"),
    ("maximum", "at most {}"),
    ("maxLength", "up to {} characters"),
    ("maxItems", "up to {} entries"),
)


class Word(NamedTuple):
    """A piece of the description of a type, perhaps the name of a shape with the way to it."""

    text: str
    href: str | None = None


class Field(NamedTuple):
    """A parameter, or a field of a body or a shape.  ``name`` of a field within another has a dot."""

    name: str
    place: str
    is_required: bool
    type: list[Word]
    limits: str
    description: str


class Reply(NamedTuple):
    """A status that an operation answers with, in words, in which formats, and the shape of its JSON."""

    status: str
    description: str
    formats: list[str]
    shape: list[Word]


class Operation(NamedTuple):
    """One method of one address."""

    id: str
    method: str
    path: str
    description: str
    parameters: list[Field]
    body: list[Field]
    bodies: list[str]
    replies: list[Reply]


class Shape(NamedTuple):
    """A shape of answers: its fields, or the values that it may have."""

    name: str
    description: str
    fields: list[Field]
    values: list[Word]


@docs_router.get("/docs")
def show_docs(request: Request) -> Response:
    """Show the reference of the API."""
    description = request.app.openapi()
    operations: dict[str, list[Operation]] = {}
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            operations.setdefault((operation.get("tags") or ["more"])[0], []).append(_read_operation(method, path, operation))
    return render_page(
        "docs.html",
        version=description["info"]["version"],
        operations=operations,
        always=[(status, HTTPStatus(status).phrase) for status in ALWAYS],
    )


@docs_router.get("/docs/shapes")
def show_shapes(request: Request) -> Response:
    """Show the shapes of the answers of the API."""
    schemas = request.app.openapi()["components"]["schemas"]
    return render_page("shapes.html", shapes=[_read_shape(name, schema) for name, schema in sorted(schemas.items())])


def _read_operation(method: str, path: str, operation: _Schema) -> Operation:
    parameters = [_read_parameter(parameter) for parameter in operation.get("parameters", ())]
    bodies = operation.get("requestBody", {}).get("content", {})
    return Operation(
        id=f"{method}-{operation['operationId']}",
        method=method.upper(),
        path=path,
        description=_tidy(operation.get("description") or operation.get("summary", "")),
        parameters=parameters,
        body=[field for content in bodies.values() for field in _list_fields(content.get("schema", {}))],
        bodies=list(bodies),
        replies=[_read_reply(status, reply) for status, reply in operation["responses"].items() if int(status) not in ALWAYS],
    )


def _read_parameter(parameter: _Schema) -> Field:
    schema = parameter.get("schema", {})
    description = _tidy(parameter.get("description") or schema.get("description", ""))
    where = "address" if parameter["in"] == "path" else parameter["in"]
    return Field(
        parameter["name"], where, bool(parameter.get("required")), list(describe_type(schema)), _describe_limits(schema), description
    )


def _read_reply(status: str, reply: _Schema) -> Reply:
    content = reply.get("content", {})
    schema = next((form["schema"] for form in content.values() if "$ref" in form.get("schema", {})), None)
    return Reply(status, _tidy(reply.get("description", "")), list(content), list(describe_type(schema)) if schema else [])


def _read_shape(name: str, schema: _Schema) -> Shape:
    return Shape(name, _tidy(schema.get("description", "")), _list_fields(schema), list(describe_type(schema)) if "enum" in schema else [])


def _list_fields(schema: _Schema, within: str = "") -> list[Field]:
    """The fields of an object, and those of the objects that stand in it without a name of their own."""
    required = schema.get("required", ())
    fields = []
    for name, inner in schema.get("properties", {}).items():
        whole = f"{within}{name}"
        fields.append(
            Field(whole, "", name in required, list(describe_type(inner)), _describe_limits(inner), _tidy(inner.get("description", "")))
        )
        fields += _list_fields(inner.get("items", inner), f"{whole}.")
    return fields


def describe_type(schema: _Schema) -> Iterator[Word]:
    """Say in words what a schema allows; shapes by name, with the way to them.

    >>> from operator import itemgetter
    >>> def words(schema: dict[str, object]) -> str:
    ...     return "".join(map(itemgetter(0), describe_type(schema)))
    >>> words({"type": "array", "items": {"$ref": "#/components/schemas/PartyRef"}}), words({"enum": ["up", "down"]})
    ('list of PartyRef', 'up or down')
    >>> words({"anyOf": [{"type": "string"}, {"type": "integer"}, {"type": "null"}]})
    'text, whole number or null'
    """
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        yield Word(name, f"/docs/shapes#shape-{name}")
    elif "enum" in schema:
        yield from _join([[Word(str(value))] for value in schema["enum"]])
    elif "const" in schema:
        yield Word(str(schema["const"]))
    elif choices := schema.get("anyOf") or schema.get("oneOf"):
        yield from _join([list(describe_type(choice)) for choice in choices])
    elif schema.get("type") == "array":
        yield Word("list of ")
        yield from describe_type(schema.get("items", {}))
    elif isinstance(schema.get("additionalProperties"), Mapping):
        yield Word("object, each value ")
        yield from describe_type(schema["additionalProperties"])
    else:
        kinds = schema.get("type", "anything")
        names = [kinds] if isinstance(kinds, str) else kinds
        yield from _join([[Word(_NAMES.get(kind, kind))] for kind in names])


def _join(choices: Sequence[Sequence[Word]]) -> Iterator[Word]:
    for place, choice in enumerate(choices):
        if place:
            yield Word(" or " if place == len(choices) - 1 else ", ")
        yield from choice


def _describe_limits(schema: _Schema) -> str:
    """The bounds of a value and what stands where it is not given."""
    parts = [part for part in (schema, *schema.get("anyOf", ())) if isinstance(part, Mapping)]
    limits = [words.format(f"{part[key]:,}") for part in parts for key, words in _LIMITS if key in part]
    default = schema.get("default")
    return "; ".join([*limits, *([f"{default} if not given"] if default not in (None, "", [], {}) else [])])


def _tidy(text: str) -> str:
    return " ".join(text.replace("``", "").replace("`", "").split())
