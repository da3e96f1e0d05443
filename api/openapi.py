"""What /openapi.json says of answers: the schema of each status of a route, made from the shapes of graph/answers.

Answers are encoded without the framework, so it cannot know them.  Owns the description; must not know data.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from http import HTTPStatus
from importlib.resources import files
from typing import Any, Final

import msgspec
from fastapi import FastAPI
from fastapi.routing import APIRoute

from api.problems import MEDIA_TYPE, Problem
from api.representations import BODS, Representation

_REFERENCE: Final = "#/components/schemas/{name}"
_SHAPES: Final[dict[str, type]] = {Problem.__name__: Problem}
"""The shapes of all answers that a route names."""

_PAGE_HEADERS: Final = {
    "Link": {"description": "The next page, where there is one: rel=next", "schema": {"type": "string"}},
    "X-Total-Count": {"description": "How many there are in all; not there where nobody counted", "schema": {"type": "integer"}},
}
_OMITTED_HEADERS: Final = {
    "X-Omitted": {"description": "Of BODS: what it cannot hold, or only rounded, by reason, with a count", "schema": {"type": "string"}}
}
_TAG_HEADERS: Final = {"ETag": {"description": "That of the generation, the day and the question", "schema": {"type": "string"}}}
_MOVED_HEADERS: Final = {
    "Location": {"description": "The address of the party, with the rest of the question", "schema": {"type": "string"}}
}
ALWAYS: Final = (400, 401, 414, 422, 429, 431, 500, 503)
"""Statuses that every route may answer with: its parameters are malformed or not known, a key is missing or asks too often, the request is
too large, the service failed or has no data."""


def describe_answer(
    shape: type | None = None,
    *more: int,
    media: str = "application/json",
    forms: Sequence[Representation] = (),
    paged: bool = False,
    tagged: bool = True,
) -> dict[int | str, Any]:
    """Describe what a route answers: 200 with this shape (None = no JSON, or any), ``more`` statuses, and those of every route.

    ``forms``: the formats between which a client may choose; with them 406 may come.  ``paged``: it may be a page of a list.
    ``tagged``: the answer has an ETag, so that 304 may come in its place.
    """
    schema: dict[str, Any] = {}
    if shape is not None:
        _SHAPES[shape.__name__] = shape
        schema = {"$ref": _REFERENCE.format(name=shape.__name__)}
    elif media != "application/json":
        schema = {"type": "string", "format": "binary"} if media == "image/png" else {"type": "string"}
    content = {media: {"schema": schema}}
    for form in forms:
        content.setdefault(form.media_type, {"schema": _schema_of(form)})
    responses: dict[int | str, Any] = {200: {"description": "The answer", "content": content}}
    headers = {**(_PAGE_HEADERS if paged else {}), **(_OMITTED_HEADERS if BODS in forms else {}), **(_TAG_HEADERS if tagged else {})}
    if headers:
        responses[200]["headers"] = headers
    if tagged:
        responses[304] = {"description": "The client has this answer", "headers": _TAG_HEADERS}
    problem = {MEDIA_TYPE: {"schema": {"$ref": _REFERENCE.format(name=Problem.__name__)}}}
    for status in sorted({*more, *ALWAYS, *((HTTPStatus.NOT_ACCEPTABLE,) if forms else ())}):
        moved = status == HTTPStatus.PERMANENT_REDIRECT
        text = "The id was merged into another: Location" if moved else HTTPStatus(status).phrase
        responses[status] = {"description": text, "headers": _MOVED_HEADERS} if moved else {"description": text, "content": problem}
    return responses


def describe_choice(shapes: Sequence[type], named: type, *more: int, tagged: bool = True) -> dict[int | str, Any]:
    """Describe what a route answers that has several shapes, and one of answers of a shape by names that the client chose."""
    responses = describe_answer(shapes[0], *more, tagged=tagged)
    _SHAPES.update({shape.__name__: shape for shape in (*shapes, named)})
    choices: list[dict[str, Any]] = [{"$ref": _REFERENCE.format(name=shape.__name__)} for shape in shapes]
    choices.append({"type": "object", "additionalProperties": {"$ref": _REFERENCE.format(name=named.__name__)}})
    responses[200]["content"]["application/json"]["schema"] = {"anyOf": choices}
    return responses


def _schema_of(form: Representation) -> dict[str, Any]:
    if form is BODS:
        return {"type": "array", "items": {"type": "object"}}
    return {"type": "object" if form.media_type.endswith("json") else "string"}


def describe_download(media_types: Iterable[str], *more: int) -> dict[int | str, Any]:
    """Describe what a route sends as a file of one of these types."""
    responses = describe_answer(None, *more)
    responses[200] = {
        "description": "The file",
        "headers": _TAG_HEADERS,
        "content": {media: {"schema": {} if "json" in media else {"type": "string"}} for media in media_types},
    }
    return responses


def name_operation(route: APIRoute) -> str:
    """Name an operation by its function: what a generated client calls its method."""
    return route.name


def install(app: FastAPI) -> None:
    """Have the application describe itself with the shapes of its answers."""
    make = app.openapi

    def describe() -> dict[str, Any]:
        if app.openapi_schema is None:
            description = make()
            schemas = description.setdefault("components", {}).setdefault("schemas", {})
            schemas.update(_make_schemas())
            # First in the search for a route, last to a reader.
            description["paths"]["/sparql"] = description["paths"].pop("/sparql")
            _add_examples(description)
            for name in ("HTTPValidationError", "ValidationError"):
                schemas.pop(name, None)
        assert app.openapi_schema is not None
        return app.openapi_schema

    app.openapi = describe  # type: ignore[method-assign]


def _add_examples(description: dict[str, Any]) -> None:
    """Add to each answer what the service sends there, as tools/openapi_examples.py wrote it down.

    What was written down of an answer that is no longer described is passed over: the tool reads this description to write the file anew.
    """
    written = msgspec.json.decode((files("api") / "openapi_examples.json").read_bytes())
    description["components"]["examples"] = {name: {"value": value} for name, value in written["examples"].items()}
    for operations in description["paths"].values():
        for operation in operations.values():
            for status, names in written["operations"].get(operation["operationId"], {}).items():
                for media, name in names.items():
                    content = operation["responses"].get(status, {}).get("content", {}).get(media, {})
                    content["examples"] = {name: {"$ref": f"#/components/examples/{name}"}}


def _make_schemas() -> dict[str, Any]:
    """Make the schema of every shape, and of those in it.  What an answer always has is required."""
    _, components = msgspec.json.schema_components(_SHAPES.values(), ref_template=_REFERENCE)
    for schema in components.values():
        schema["description"] = " ".join(schema.get("description", "").split())
        properties = schema.get("properties", {})
        schema["required"] = [name for name in properties if name in schema.get("required", ()) or "default" in properties[name]]
        for part in _walk(schema):
            part.pop("default", None)
    for name, shape in _SHAPES.items():
        if shape is not Problem:
            linked = {"@context": {"type": "array", "description": "How the answer is read as JSON-LD"}, "@type": {"const": name}}
            components[name]["properties"] = linked | components[name]["properties"]
    return components


def _walk(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        for inner in list(node.values()):
            yield from _walk(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from _walk(inner)
