"""The route ``/sparql``: HTTP around protocol, pool, results, description and page.

Owns status codes, headers and caching of the endpoint.  Must not parse queries or touch the store.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from api.problems import make_problem_response
from api.sparql import page, protocol
from api.sparql.description import describe
from api.sparql.pool import ResultStream, SparqlPool
from api.sparql.protocol import QueryRequest
from api.sparql.results import BY_NAME, PAGE, Format, choose
from api.sparql.shape import Shape, read_shape
from ontology.errors import MethodRefused, NotAcceptable, OwnershipError, UsageError

_ALLOWED: Final = "GET, HEAD, POST, OPTIONS"
_OPEN: Final = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "ETag, Retry-After, X-Request-ID"}
_PREFLIGHT: Final = {
    "Allow": _ALLOWED,
    "Access-Control-Allow-Methods": _ALLOWED,
    "Access-Control-Allow-Headers": "Accept, Authorization, Content-Type, If-None-Match, X-API-Key, X-Request-ID",
    "Access-Control-Max-Age": "86400",
}
_PAGE_BYTES: Final = 4 * 2**20
_GRAPHS_NAMED: Final = "SELECT DISTINCT ?g WHERE { GRAPH ?g {} } ORDER BY ?g LIMIT 1000"


@dataclass(frozen=True, slots=True)
class SparqlOptions:
    """``max_query_bytes`` bounds a query; ``endpoint`` is the public address where it is known, else the request's own is used."""

    max_query_bytes: int = 256 * 1024
    endpoint: str | None = None
    stylesheet: str | None = None


class _StreamedAnswer(StreamingResponse):
    """A streamed answer that gives its worker back however the sending ends."""

    def __init__(self, stream: ResultStream, headers: dict[str, str]) -> None:
        super().__init__(stream, headers=headers)
        self._stream = stream

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            await self._stream.aclose()


class _Endpoint:
    """The handlers of the route, bound to one pool."""

    def __init__(self, pool: SparqlPool, options: SparqlOptions) -> None:
        self._pool = pool
        self._options = options

    async def answer(self, request: Request) -> Response:
        """GET, HEAD and POST: an answer, a description, the page, or a problem document."""
        query_request = QueryRequest(None)
        as_page = False
        try:
            query_request = await self._read(request)
            shape = read_shape(query_request.query) if query_request.query is not None else None
            if shape is not None and shape.form is None:
                raise UsageError("QUERY_SYNTAX", "the query does not begin as one", "begin with SELECT, ASK, CONSTRUCT or DESCRIBE")
            format_ = choose(shape.form if shape else None, _join_accept(request), query_request.format)
            as_page = format_.kind == "page"
            response = await self._respond(request, query_request, shape, format_)
        except OwnershipError as error:
            as_page = as_page or (not isinstance(error, NotAcceptable) and _wants_page(request, query_request))
            response = self._respond_with_error(request, query_request, error, as_page=as_page)
        response.headers.update(_OPEN)
        response.headers["Vary"] = "Accept"
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    async def options(self) -> Response:
        """Say what may be sent here, also for browsers that ask before they send."""
        return Response(status_code=204, headers={**_OPEN, **_PREFLIGHT})

    async def refuse(self, request: Request) -> Response:
        """Refuse any other method."""
        error = MethodRefused("METHOD_NOT_ALLOWED", f"{request.method} is not answered at this address", f"use {_ALLOWED}")
        response = make_problem_response(error, request)
        response.headers.update({**_OPEN, "Allow": _ALLOWED})
        return response

    async def _read(self, request: Request) -> QueryRequest:
        query_string = str(request.url.query)
        limit = self._options.max_query_bytes
        if request.method != "POST":
            return protocol.read_get(query_string, limit=limit)
        body = bytearray()
        # Percent-encoding makes a form up to three times as long as the query in it.
        async for chunk in request.stream():
            body += chunk
            if len(body) > limit * 3 + 4096:
                raise protocol.too_long_error(limit)
        headers = request.headers
        return protocol.read_post(query_string, headers.get("content-type"), headers.get("content-encoding"), bytes(body), limit=limit)

    async def _respond(self, request: Request, query_request: QueryRequest, shape: Shape | None, format_: Format) -> Response:
        endpoint = self._options.endpoint or str(request.url.replace(query="", fragment=""))
        tagged = request.method != "POST" and (shape is None or shape.repeatable)
        mark = query_request.fingerprint(format_.media_type, endpoint)
        if tagged and self._pool.has_triples and _has_etag(request.headers.get("if-none-match"), _make_etag(self._pool.generation, mark)):
            return Response(status_code=304, headers={"ETag": _make_etag(self._pool.generation, mark), "Cache-Control": "no-cache"})
        headers = {"Content-Type": format_.content_type}
        if tagged:
            headers |= {"ETag": _make_etag(self._pool.generation, mark), "Cache-Control": "no-cache"}
        if shape is None:
            content = await self._describe(endpoint, format_) if format_.kind != "page" else self._render(request, query_request)
            return Response(content, headers=headers)
        output = format_.name
        if format_.kind == "page":
            output = "json" if shape.form in ("SELECT", "ASK") else "turtle"
        stream = await self._pool.run(
            query_request.query or "",
            output=output,
            base_iri=endpoint,
            own_dataset=shape.own_dataset,
            default_graphs=query_request.default_graphs,
            named_graphs=query_request.named_graphs,
            timeout=query_request.timeout,
        )
        if tagged:
            headers["ETag"] = _make_etag(stream.generation, mark)
        if format_.kind == "page":
            answer = await _make_page_answer(stream, output)
            return Response(self._render(request, query_request, answer=answer), headers=headers)
        if stream.complete is not None:
            return Response(stream.complete, headers=headers)
        if request.method == "HEAD":
            await stream.aclose()
            return Response(headers=headers)
        return _StreamedAnswer(stream, headers)

    async def _describe(self, endpoint: str, format_: Format) -> bytes:
        graphs: list[str] = []
        if self._pool.has_triples:
            stream = await self._pool.run(_GRAPHS_NAMED, output="tsv", base_iri=endpoint, own_dataset=False)
            lines = (await _read_whole(stream) or b"").decode().splitlines()[1:]
            graphs = [line[1:-1] for line in lines if line.startswith("<")]
        return describe(endpoint, graphs, format_.name)

    def _render(
        self, request: Request, query_request: QueryRequest, *, answer: page.PageAnswer | None = None, error: OwnershipError | None = None
    ) -> str:
        return page.render(request.url.path, query_request, stylesheet=self._options.stylesheet, answer=answer, error=error)

    def _respond_with_error(self, request: Request, query_request: QueryRequest, error: OwnershipError, *, as_page: bool) -> Response:
        if as_page:
            content = self._render(request, query_request, error=error)
            response = Response(content, status_code=error.status, headers={"Content-Type": PAGE.content_type})
        else:
            response = make_problem_response(error, request)
        if error.code == "SPARQL_BUSY":
            response.headers["Retry-After"] = "2"
        return response


async def _read_whole(stream: ResultStream) -> bytes | None:
    """Read all bytes of an answer; None where it is larger than a page may be."""
    content = bytearray()
    try:
        async for piece in stream:
            content += piece
            if len(content) > _PAGE_BYTES:
                return None
    finally:
        await stream.aclose()
    return bytes(content)


async def _make_page_answer(stream: ResultStream, output: str) -> page.PageAnswer:
    content = await _read_whole(stream)
    if content is None:
        return page.make_too_large_answer()
    return page.make_table_answer(content) if output == "json" else page.make_graph_answer(content)


def _join_accept(request: Request) -> str | None:
    values = request.headers.getlist("accept")
    return ", ".join(values) if values else None


def _wants_page(request: Request, query_request: QueryRequest) -> bool:
    """Whether an error before the choice of a format is better told on the page: a browser asks for HTML by name."""
    return (query_request.format or "html") == "html" and "text/html" in (_join_accept(request) or "")


def _make_etag(generation: int, mark: str) -> str:
    """Weak: an answer is the same in meaning; bytes may be compressed on the way."""
    return f'W/"g{generation}-{mark}"'


def _has_etag(header: str | None, etag: str) -> bool:
    if header is None:
        return False
    strong = etag.removeprefix("W/")
    return any(tag.strip() == "*" or tag.strip().removeprefix("W/") == strong for tag in header.split(","))


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
        responses={304: {"description": "Not changed since that ETag"}, **_document_problems()},
        openapi_extra={"parameters": [_QUERY, *_PARAMETERS]},
    )
    router.add_api_route(
        "/sparql",
        endpoint.answer,
        methods=["POST"],
        name="sparql_post",
        **shared,
        responses=_document_problems(),
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
    403: "An update, or a query that asks another server",
    406: "No offered format is acceptable",
    413: "The query or its answer is too large",
    415: "The query was sent in an unknown media type",
    503: "No triples index, all workers busy, or memory used up",
    504: "Not answered in time",
}


def _document_problems() -> dict[int | str, dict[str, Any]]:
    return {status: {"description": text, "content": {"application/problem+json": {}}} for status, text in _PROBLEMS.items()}
