"""Files for the Neo4j Browser and its sisters.  The Browser asks for each with a CORS preflight."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.openapi import describe_answer
from api.strict_route import StrictRoute
from graph.neo4j.explore import FILES, make_file
from ontology.errors import NoMatch

neo4j_router = APIRouter(prefix="/neo4j", tags=["neo4j"], route_class=StrictRoute)

_OPEN: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, OPTIONS",
    # The Browser sends sentry-trace for every file, cache-control and pragma for a guide.
    "Access-Control-Allow-Headers": "sentry-trace, baggage, cache-control, pragma",
}


@neo4j_router.options("/{_name}", include_in_schema=False)
def preflight(_name: str) -> Response:
    """What the Browser asks before it fetches a file from another origin."""
    return Response(status_code=204, headers=_OPEN)


@neo4j_router.get("/{name}", response_class=Response, responses=describe_answer(None, 404, media="text/plain", tagged=False))
def browser_file(name: str, request: Request) -> Response:
    """One of the files."""
    if name not in FILES:
        raise NoMatch("NO_FILE_HERE", f"there is no {name[:60]} here", f"files: {', '.join(FILES)}")
    content = make_file(name, str(request.base_url).rstrip("/"))
    return Response(content, headers={"Content-Type": FILES[name], **_OPEN})
