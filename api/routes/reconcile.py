"""The routes /reconcile: the Reconciliation Service API 0.2, which OpenRefine speaks, and the match service of its 1.0 draft.

Owns the manifest, and how long work is handed out: a request is answered query by query, and all requests share the turns of the answers
that take long, so that nobody else waits for a table of a million rows.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from importlib import metadata
from typing import Annotated, Final, TypeVar

import anyio
import msgspec
from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from api.cors import PREFLIGHT, OpenRoute
from api.openapi import describe_answer, describe_choice
from api.routes.bodies import JSON, RawBody, document_body, media_type_of
from api.routes.reconcile_bodies import (
    FORM,
    MOST_QUERIES,
    MatchBody,
    choose_mode,
    parse_extend,
    parse_match,
    parse_queries,
    parse_query,
    read_form,
)
from api.state import Current, get_served, today
from graph.answers import encode_line
from graph.answers.reconcile import (
    CandidatesAnswer,
    ExtendAnswer,
    ExtendPaths,
    ManifestAnswer,
    PreviewTemplate,
    PropertiesAnswer,
    PropertySetting,
    ReconcileAnswer,
    ReconcileMatchAnswer,
    ServicePath,
    SettingChoice,
    SuggestAnswer,
    SuggestPaths,
    UrlTemplate,
)
from graph.generation.generation import Generation
from graph.queries import Options
from graph.queries.reconcile import ReconcileQuery, reconcile
from graph.queries.reconcile_extend import Extension
from graph.queries.reconcile_suggest import suggest_parties
from graph.queries.reconcile_terms import DEFAULT_TYPES, propose_properties, suggest_properties, suggest_types
from graph.rules.table import DEFAULT, RULES
from ontology.errors import UnsupportedMedia, UsageError
from ontology.terms import OWN

PREVIEW_WIDTH: Final = 430
PREVIEW_HEIGHT: Final = 260
"""Pixels of the frame that the page of api/pages/preview.py fits."""
_CLIENT_GONE: Final = 499
_Answered = TypeVar("_Answered")


class SuggestRoute(OpenRoute):
    """OpenRefine sends each of these with a suggestion that is asked for, whatever the service."""

    passed_over = frozenset(
        {"type", "type_strict", "exact", "filter", "format", "indent", "key", "lang", "mql_output", "output", "prefixed", "schema"}
        | {"scoring", "spell", "stemmed"}
    )


reconcile_router = APIRouter(prefix="/reconcile", tags=["reconciliation"], route_class=OpenRoute)
_suggest_router = APIRouter(prefix="/suggest", route_class=SuggestRoute)

_FIELDS: Final = {
    "queries": "queries of version 0.2 by names that the client chooses, as JSON",
    "query": "one query: its JSON, or the text that is looked for",
    "extend": "ids, and the properties that are asked for, as JSON",
}
_FORM: Final = {"type": "object", "properties": {name: {"type": "string", "description": text} for name, text in _FIELDS.items()}}
Prefix = Annotated[str, Query(max_length=300, description="what was typed so far")]
Skip = Annotated[int, Query(ge=0, le=1_000, description="how many suggestions to skip")]
Most = Annotated[int, Query(ge=1, le=100, description="at most so many")]


def allow_reconciling() -> Response:
    """What a browser asks before it sends a query from another origin."""
    return Response(status_code=204, headers=PREFLIGHT)


for _path in ("", "/match", "/properties", "/preview", "/suggest/entity", "/suggest/property", "/suggest/type"):
    reconcile_router.add_api_route(_path, allow_reconciling, methods=["OPTIONS"], include_in_schema=False)


@reconcile_router.get("", responses=describe_choice([ManifestAnswer, ExtendAnswer, ReconcileAnswer], ReconcileAnswer, 413))
async def reconciliation_service(
    request: Request,
    generation: Current,
    queries: Annotated[str | None, Query(description=_FIELDS["queries"])] = None,
    query: Annotated[str | None, Query(description=_FIELDS["query"])] = None,
    extend: Annotated[str | None, Query(description=_FIELDS["extend"])] = None,
) -> Response:
    """What the service is (the manifest); with a parameter, what POST answers, as far as an address is long enough."""
    asked = choose_mode({"queries": queries, "query": query, "extend": extend})
    return _reply(_describe_service(request, generation)) if asked is None else await _answer(request, generation, *asked)


@reconcile_router.post(
    "",
    responses=describe_choice([ExtendAnswer, ReconcileAnswer], ReconcileAnswer, 408, 413, 415, tagged=False),
    openapi_extra={"requestBody": {"required": True, "content": {FORM: {"schema": _FORM}}}},
)
async def reconcile_table(request: Request, generation: Current, raw: RawBody) -> Response:
    """Which parties the rows of a table mean (`queries`), or values of properties of parties by their ids (`extend`)."""
    asked = choose_mode(await anyio.to_thread.run_sync(read_form, request, raw))
    if asked is None:
        raise UsageError("BAD_BODY", "the form is empty", "fill the field queries or extend")
    return await _answer(request, generation, *asked)


@reconcile_router.post(
    "/match", responses=describe_answer(ReconcileMatchAnswer, 408, 413, 415, tagged=False), openapi_extra=document_body(MatchBody)
)
async def match_table(request: Request, generation: Current, raw: RawBody) -> Response:
    """Which parties the rows of a table mean, as the 1.0 draft of the specification asks."""
    if media_type_of(request) not in ("", JSON):
        raise UnsupportedMedia("BAD_MEDIA", f"{media_type_of(request)[:60]} is not read here", f"send {JSON}")
    queries = await anyio.to_thread.run_sync(parse_match, raw)
    answers = await _take_turns(request, [_ask(generation, query) for query in queries])
    if answers is None:
        return Response(status_code=_CLIENT_GONE)
    results = tuple(CandidatesAnswer(candidates=answer.result, errors=answer.errors) for answer in answers)
    return _reply(ReconcileMatchAnswer(results=results))


@_suggest_router.get("/entity", responses=describe_answer(SuggestAnswer))
def suggest_entity(
    generation: Current,
    prefix: Prefix,
    cursor: Skip = 0,
    limit: Most = 10,
    type_ids: Annotated[list[str] | None, Query(alias="type", max_length=20, description="ids of types; others are left out")] = None,
) -> Response:
    """Parties of which a name or an identifier begins so."""
    if not prefix.strip():
        raise UsageError("BAD_PARAMETER", "prefix: nothing was typed yet", "send the beginning of a name or an identifier")
    types = [type_id for type_id in type_ids or () if type_id]
    return _reply(suggest_parties(generation, prefix, today(), types=types, skip=cursor, limit=limit))


@_suggest_router.get("/type", responses=describe_answer(SuggestAnswer, tagged=False))
def suggest_type(prefix: Prefix, cursor: Skip = 0, limit: Most = 20) -> Response:
    """Types that are called so; all for an empty prefix."""
    return _reply(suggest_types(prefix, cursor, limit))


@_suggest_router.get("/property", responses=describe_answer(SuggestAnswer, tagged=False))
def suggest_property(prefix: Prefix, cursor: Skip = 0, limit: Most = 50) -> Response:
    """Properties that are called so; all for an empty prefix."""
    return _reply(suggest_properties(prefix, cursor, limit))


@reconcile_router.get("/properties", responses=describe_answer(PropertiesAnswer, tagged=False))
def proposed_properties(
    type_id: Annotated[str, Query(alias="type", max_length=100, description="id of a type; all properties without")] = "",
    limit: Annotated[int | None, Query(ge=1, le=100, description="at most so many")] = None,
) -> Response:
    """The properties by which a table of parties of a type can be extended."""
    return _reply(propose_properties(type_id, limit))


reconcile_router.include_router(_suggest_router)


async def _answer(request: Request, generation: Generation, mode: str, text: str) -> Response:
    """Answer what is asked: several queries, one, or values of properties."""
    if mode == "extend":
        return await _extend(request, generation, text)
    if mode == "query":
        query = await anyio.to_thread.run_sync(parse_query, text)
        answers = await _take_turns(request, [_ask(generation, query)])
        return Response(status_code=_CLIENT_GONE) if answers is None else _reply(answers[0])
    queries = await anyio.to_thread.run_sync(parse_queries, text)
    answers = await _take_turns(request, [_ask(generation, query) for query in queries.values()])
    return Response(status_code=_CLIENT_GONE) if answers is None else _reply(dict(zip(queries, answers, strict=True)))


def _reply(answer: msgspec.Struct | dict[str, ReconcileAnswer]) -> Response:
    """An answer in the shape of the specification, which is not this interface's own and has no context."""
    return Response(encode_line(answer), media_type=JSON)


def _ask(generation: Generation, query: ReconcileQuery) -> Callable[[], ReconcileAnswer]:
    return functools.partial(reconcile, generation, query, today())


async def _extend(request: Request, generation: Generation, text: str) -> Response:
    """Answer with the values of properties, party by party."""
    limits = get_served(request).settings.limits()
    ids, columns = await anyio.to_thread.run_sync(parse_extend, text, Options(today(), limits=limits), limits)
    extension = await anyio.to_thread.run_sync(Extension, generation, columns, today())
    rows = await _take_turns(request, [functools.partial(extension.add, each) for each in ids])
    return Response(status_code=_CLIENT_GONE) if rows is None else _reply(extension.answer())


async def _take_turns(request: Request, pieces: Iterable[Callable[[], _Answered]]) -> list[_Answered] | None:
    """Do one piece of work after the other in a thread, in turn with all other answers that take long; None where the client has left."""
    results: list[_Answered] = []
    for piece in pieces:
        if await request.is_disconnected():
            return None
        results.append(await anyio.to_thread.run_sync(piece, limiter=get_served(request).turns))
    return results


def _describe_service(request: Request, generation: Generation) -> ManifestAnswer:
    settings = get_served(request).settings
    service = (settings.public_url or str(request.base_url)).rstrip("/")
    if settings.public_url is None:
        # It names the address that this reader used.
        request.state.is_unkept = True

    def name_path(path: str) -> ServicePath:
        return ServicePath(service_url=service, service_path=f"/reconcile/{path}")

    return ManifestAnswer(
        versions=("0.2",),
        name="ownership-graph: who controls whom",
        identifier_space=generation.base.iri,
        schema_space=f"{OWN}Party",
        documentation=f"{service}/docs",
        logo=f"{service}/static/icon.svg",
        service_version=metadata.version("ownership-graph"),
        default_types=DEFAULT_TYPES,
        view=UrlTemplate(url=f"{service}/entity/{{{{id}}}}"),
        preview=PreviewTemplate(url=f"{service}/reconcile/preview?id={{{{id}}}}", width=PREVIEW_WIDTH, height=PREVIEW_HEIGHT),
        suggest=SuggestPaths(entity=name_path("suggest/entity"), property=name_path("suggest/property"), type=name_path("suggest/type")),
        extend=ExtendPaths(propose_properties=name_path("properties"), property_settings=_SETTINGS),
        batch_size=MOST_QUERIES,
        authentication=_AUTHENTICATION if get_served(request).keys else msgspec.UNSET,
    )


_AUTHENTICATION: Final = {"type": "basic", "description": "any user name, and a key of this service as the password"}
_SETTINGS: Final = (
    PropertySetting(
        name="rule",
        label="Rule",
        type="select",
        default=DEFAULT,
        help_text="By which rule a controller is one",
        choices=tuple(SettingChoice(value=rule.id, name=rule.title) for rule in RULES.values()),
    ),
    PropertySetting(name="as_of", label="As of", type="text", default="", help_text="The day asked about: YYYY-MM-DD; today if empty"),
    PropertySetting(
        name="include",
        label="Counted as done",
        type="select",
        default="",
        help_text="Deals that count although they are not done",
        choices=(
            SettingChoice(value="", name="Only what is in effect"),
            SettingChoice(value="agreed", name="Agreed deals too"),
            SettingChoice(value="planned", name="Planned deals too"),
            SettingChoice(value="agreed,planned", name="Agreed and planned deals too"),
        ),
    ),
)
