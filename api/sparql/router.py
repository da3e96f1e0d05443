"""The route ``/sparql``: HTTP around protocol, pool, results, description and page.

Owns status codes, headers and caching of the endpoint.  Must not read queries, which is the workers' part, or touch the store: what
takes time with the size of a request is done in a worker or a thread, never on the loop that serves everybody.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any, Final

from fastapi import APIRouter
from jinja2 import Template
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from api.cors import METHODS, OPEN, PREFLIGHT
from api.etags import read_held_tags
from api.problems import make_problem_response
from api.request_log import note_outcome
from api.sparql import page, protocol
from api.sparql.description import describe
from api.sparql.pool import SparqlPool
from api.sparql.protocol import QueryRequest
from api.sparql.results import BY_NAME, GRAPHS, PAGE, RESULTS, Format, choose
from api.sparql.shape import Form
from api.sparql.stream import AnswerStream
from ontology.errors import MethodRefused, NotAcceptable, OwnershipError, UsageError

_PAGE_BYTES: Final = 2**20
_PAGE_OUTPUTS: Final = {"results": "json", "graph": "turtle"}
"""What the page is made of."""

_SEND_SECONDS: Final = 600.0
"""How long a reader may take for an answer that its worker has finished."""

_CLIENT_GONE: Final = 499
"""A status for the log: nobody reads it."""

_STATUS: Final = {"BODY_TOO_SLOW": 408}
_MORE_HEADERS: Final = {"SPARQL_BUSY": {"Retry-After": "2"}, "BODY_TOO_SLOW": {"Connection": "close"}}
_GRAPHS_NAMED: Final = "SELECT DISTINCT ?g WHERE { GRAPH ?g {} } ORDER BY ?g LIMIT 1000"


@dataclass(frozen=True, slots=True)
class SparqlOptions:
    """``max_query_bytes`` bounds a query; ``endpoint`` is the public address where it is known, else the request's own is used.

    ``frame``: the template around the page, with the blocks ``title`` and ``main``; ``find_page``: the page of
    the site that tells of an IRI.
    """

    max_query_bytes: int = 256 * 1024
    endpoint: str | None = None
    frame: Template | None = None
    find_page: page.FindPage = page.find_no_page


class _StreamedAnswer(StreamingResponse):
    """A streamed answer that is closed however the sending ends."""

    def __init__(self, stream: AnswerStream, headers: dict[str, str]) -> None:
        super().__init__(stream, headers=headers)
        self._stream = stream

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            async with asyncio.timeout(_SEND_SECONDS):
                await super().__call__(scope, receive, send)
        except OwnershipError as error:
            note_outcome(scope, error.code)
            raise
        except TimeoutError:
            note_outcome(scope, "READER_TOO_SLOW")
            raise
        finally:
            if not self._stream.is_whole and "outcome" not in scope.get("state", {}):
                note_outcome(scope, "READER_LEFT")
            await self._stream.aclose()


class _Endpoint:
    """The handlers of the route, bound to one pool."""

    def __init__(self, pool: SparqlPool, options: SparqlOptions) -> None:
        self._pool = pool
        self._options = options

    async def answer(self, request: Request) -> Response:
        """GET, HEAD and POST: an answer, a description, the page, or a problem document."""
        query_request = QueryRequest(None)
        try:
            query_request = await self._read(request)
            response = await _while_connected(request, self._respond(request, query_request))
        except OwnershipError as error:
            response = await self._respond_with_error(request, query_request, error)
        response.headers.update(OPEN)
        response.headers["Vary"] = "Accept"
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    async def options(self) -> Response:
        """Say what may be sent here, also for browsers that ask before they send."""
        return Response(status_code=204, headers=PREFLIGHT)

    async def refuse(self, request: Request) -> Response:
        """Refuse any other method."""
        error = MethodRefused("METHOD_NOT_ALLOWED", f"{request.method} is not answered at this address", f"use {METHODS}")
        response = make_problem_response(error, request)
        response.headers.update({**OPEN, "Allow": METHODS})
        return response

    async def _read(self, request: Request) -> QueryRequest:
        query_string = str(request.url.query)
        limit = self._options.max_query_bytes
        if request.method != "POST":
            return protocol.read_get(query_string, limit=limit)
        body = bytearray()
        try:
            async with asyncio.timeout(self._pool.deadline):
                # Percent-encoding makes a form up to three times as long as the query in it.
                async for chunk in request.stream():
                    body += chunk
                    if len(body) > limit * 3 + 4096:
                        raise protocol.too_long_error(limit)
        except TimeoutError as error:
            what = f"the body did not arrive in {self._pool.deadline:g} s"
            raise UsageError("BODY_TOO_SLOW", what, "send the whole body at once") from error
        headers = request.headers
        media, encoding = headers.get("content-type"), headers.get("content-encoding")
        return await asyncio.to_thread(protocol.read_post, query_string, media, encoding, bytes(body), limit=limit)

    async def _respond(self, request: Request, query_request: QueryRequest) -> Response:
        endpoint = self._options.endpoint or str(request.url.replace(query="", fragment=""))
        if query_request.query is None:
            return await self._respond_with_description(request, query_request, endpoint)
        # Who has the answer already may only want to hear that it is the same.
        outputs = None if "if-none-match" in request.headers else _find_outputs(request, query_request)
        stream = await self._pool.ask(
            query_request.query,
            base_iri=endpoint,
            default_graphs=query_request.default_graphs,
            named_graphs=query_request.named_graphs,
            timeout=query_request.timeout,
            outputs=outputs,
            key=request.scope.get("state", {}).get("key"),
        )
        try:
            response = await self._respond_with_answer(request, query_request, endpoint, stream)
        except BaseException:
            await stream.aclose()
            raise
        if not isinstance(response, _StreamedAnswer):
            await stream.aclose()
        return response

    async def _respond_with_answer(self, request: Request, query_request: QueryRequest, endpoint: str, stream: AnswerStream) -> Response:
        form = stream.shape.form
        format_ = choose(form, _join_accept(request), query_request.format)
        headers = {"Content-Type": format_.content_type}
        if request.method != "POST" and stream.shape.repeatable:
            tag = _tag(stream.generation, query_request, format_, endpoint)
            headers |= tag
            if _is_held(request, tag["ETag"]):
                return Response(status_code=304, headers=tag)
        if format_.kind == "page":
            await stream.evaluate(_PAGE_OUTPUTS["results" if form in ("SELECT", "ASK") else "graph"])
            content = await _read_whole(stream)
            return Response(await asyncio.to_thread(self._render_answer, request, query_request, content, form), headers=headers)
        await stream.evaluate(format_.name)
        complete = await stream.take_complete()
        if complete is not None:
            if stream.shape.repeatable and (stream.shape.absolute or self._options.endpoint is not None):
                # Kept and given again (api/answer_cache.py) as long as this generation is served.
                request.state.generation = stream.generation
            return Response(complete, headers=headers)
        return Response(headers=headers) if request.method == "HEAD" else _StreamedAnswer(stream, headers)

    async def _respond_with_description(self, request: Request, query_request: QueryRequest, endpoint: str) -> Response:
        format_ = choose(None, _join_accept(request), query_request.format)
        headers = {"Content-Type": format_.content_type}
        if request.method != "POST":
            tag = _tag(self._pool.generation, query_request, format_, endpoint)
            headers |= tag
            if self._pool.has_triples and _is_held(request, tag["ETag"]):
                return Response(status_code=304, headers=tag)
        content = self._render(request, query_request) if format_.kind == "page" else await self._describe(endpoint, format_)
        return Response(content, headers=headers)

    async def _describe(self, endpoint: str, format_: Format) -> bytes:
        graphs: list[str] = []
        if self._pool.has_triples:
            stream = await self._pool.ask(_GRAPHS_NAMED, base_iri=endpoint)
            try:
                await stream.evaluate("tsv")
                lines = (await _read_whole(stream) or b"").decode().splitlines()[1:]
            finally:
                await stream.aclose()
            graphs = [line[1:-1] for line in lines if line.startswith("<")]
        return describe(endpoint, graphs, format_.name)

    def _render_answer(self, request: Request, query_request: QueryRequest, content: bytes | None, form: Form | None) -> str:
        if content is None:
            answer = page.make_too_large_answer()
        elif form in ("SELECT", "ASK"):
            answer = page.make_table_answer(content, self._options.find_page)
        else:
            answer = page.make_graph_answer(content)
        links = page.make_links(request.url.path, query_request, form)
        return page.render(request.url.path, query_request, frame=self._options.frame, answer=answer, links=links)

    def _render(self, request: Request, query_request: QueryRequest, error: OwnershipError | None = None) -> str:
        return page.render(request.url.path, query_request, frame=self._options.frame, error=error)

    async def _respond_with_error(self, request: Request, query_request: QueryRequest, error: OwnershipError) -> Response:
        status = _STATUS.get(error.code, error.status)
        note_outcome(request.scope, error.code)
        if not isinstance(error, NotAcceptable) and _wants_page(request, query_request):
            content = await asyncio.to_thread(self._render, request, query_request, error)
            response = Response(content, status_code=status, headers={"Content-Type": PAGE.content_type})
        else:
            response = make_problem_response(error, request, status=status)
        response.headers.update(_MORE_HEADERS.get(error.code, {}))
        return response


async def _while_connected(request: Request, work: Coroutine[Any, Any, Response]) -> Response:
    """Do ``work`` unless the client leaves before it is done: then it is cancelled, and what it holds is given back."""
    working = asyncio.ensure_future(work)
    leaving = asyncio.ensure_future(_wait_until_gone(request))
    try:
        await asyncio.wait({working, leaving}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        leaving.cancel()
        if not working.done():
            working.cancel()
            await asyncio.wait({working})
    return Response(status_code=_CLIENT_GONE) if working.cancelled() else working.result()


async def _wait_until_gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def _read_whole(stream: AnswerStream) -> bytes | None:
    """Read all bytes of an answer; None where it is larger than a page may be."""
    content = bytearray()
    async for piece in stream:
        content += piece
        if len(content) > _PAGE_BYTES:
            return None
    return bytes(content)


def _join_accept(request: Request) -> str | None:
    values = request.headers.getlist("accept")
    return ", ".join(values) if values else None


def _find_outputs(request: Request, query_request: QueryRequest) -> dict[str, str | None]:
    """Find how the answer is written where it is a table, and where it is a graph; None where that is not acceptable."""
    accept = _join_accept(request)
    outputs: dict[str, str | None] = {}
    examples: tuple[tuple[Form, str], ...] = (("SELECT", "results"), ("CONSTRUCT", "graph"))
    for form, kind in examples:
        try:
            format_ = choose(form, accept, query_request.format)
        except OwnershipError:
            # Told when it is known what the query asks for.
            outputs[kind] = None
        else:
            outputs[kind] = _PAGE_OUTPUTS[kind] if format_.kind == "page" else format_.name
    return outputs


def _wants_page(request: Request, query_request: QueryRequest) -> bool:
    """Whether an error is better told on the page: a browser asks for HTML by name."""
    return query_request.format == "html" or (query_request.format is None and "text/html" in (_join_accept(request) or ""))


def _tag(generation: int, query_request: QueryRequest, format_: Format, endpoint: str) -> dict[str, str]:
    """Make the ETag of an answer.  Weak: it is the same in meaning; bytes may be compressed on the way."""
    mark = query_request.fingerprint(format_.media_type, endpoint)
    return {"ETag": f'W/"g{generation}-{mark}"', "Cache-Control": "no-cache"}


def _is_held(request: Request, etag: str) -> bool:
    held = read_held_tags(request.headers.raw)
    return held.any or held.has(etag.encode())


def sparql_router(pool: SparqlPool, options: SparqlOptions | None = None) -> APIRouter:
    """Make the route ``/sparql`` over ``pool``; the caller starts, switches and stops the pool."""
    endpoint = _Endpoint(pool, options or SparqlOptions())
    router = APIRouter(tags=["sparql"])
    shared: dict[str, Any] = {"response_model": None, "response_class": Response, "summary": "Ask in SPARQL"}
    router.add_api_route(
        "/sparql",
        endpoint.answer,
        methods=["GET"],
        name="sparql_get",
        **shared,
        responses={304: {"description": "Not changed since that ETag"}, **_document_answers()},
        openapi_extra={"parameters": [_QUERY, *_PARAMETERS]},
    )
    router.add_api_route(
        "/sparql",
        endpoint.answer,
        methods=["POST"],
        name="sparql_post",
        **shared,
        responses=_document_answers(),
        openapi_extra={"parameters": _PARAMETERS, "requestBody": _BODY},
    )
    router.add_api_route("/sparql", endpoint.answer, methods=["HEAD"], response_model=None, include_in_schema=False)
    router.add_api_route("/sparql", endpoint.options, methods=["OPTIONS"], response_model=None, include_in_schema=False)
    router.add_api_route("/sparql", endpoint.refuse, methods=_REFUSED, response_model=None, include_in_schema=False)
    return router


_REFUSED: Final = ["PUT", "PATCH", "DELETE", "TRACE"]


def _document_parameter(name: str, description: str, *, kind: str = "string", many: bool = False) -> dict[str, object]:
    item: dict[str, object] = {"type": kind}
    schema: dict[str, object] = {"type": "array", "items": item} if many else item
    return {"name": name, "in": "query", "required": False, "description": description, "schema": schema}


_QUERY: Final = _document_parameter("query", "A SPARQL 1.1 query; without it the service is described.")
_PARAMETERS: Final = [
    _document_parameter("default-graph-uri", "A graph of the default graph; without any, it is the union of all.", many=True),
    _document_parameter("named-graph-uri", "A graph that GRAPH may name.", many=True),
    _document_parameter("timeout", "Seconds, at most the deadline of the service.", kind="number"),
    _document_parameter("format", f"A format by name in place of Accept: {', '.join(BY_NAME)}."),
]
_FORM: Final = {"type": "object", "required": ["query"], "properties": {"query": {"type": "string"}}}
_BODY: Final = {"required": True, "content": {protocol.FORM: {"schema": _FORM}, protocol.QUERY: {"schema": {"type": "string"}}}}
_PROBLEMS: Final = {
    400: "The query or the request is malformed",
    401: "A key is missing",
    408: "The body did not arrive in time",
    403: "An update, or a query that asks another server",
    406: "No offered format is acceptable",
    413: "The query or its answer is too large",
    414: "The address is too long",
    415: "The query was sent in an unknown media type",
    429: "A key asks too often",
    431: "The headers are too long",
    500: "The service failed",
    503: "No triples index, all workers busy, or memory used up",
    504: "Not answered in time",
}


def _document_answers() -> dict[int | str, dict[str, Any]]:
    """Describe the formats of an answer, and what goes wrong."""
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    formats: dict[str, dict[str, Any]] = {format_.media_type: {"schema": {}} for format_ in (*RESULTS, *GRAPHS, PAGE)}
    problems: dict[int | str, dict[str, Any]] = {status: {"description": text, "content": problem} for status, text in _PROBLEMS.items()}
    return {200: {"description": "The answer, the service description, or the page", "content": formats}, **problems}
