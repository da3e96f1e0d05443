"""Health: /healthz says that the process lives, /readyz that it can answer, /metrics how it goes."""

from __future__ import annotations

from fastapi import APIRouter
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from api.openapi import describe_answer
from api.state import get_served
from api.strict_route import StrictRoute

health_router = APIRouter(tags=["health"], route_class=StrictRoute)


@health_router.get("/healthz", responses=describe_answer(tagged=False))
async def healthz() -> Response:
    """The process lives."""
    # On the loop: no thread has to be free for it.
    return JSONResponse({"status": "ok"})


@health_router.get("/readyz", responses=describe_answer(tagged=False))
async def readyz(request: Request) -> Response:
    """A generation is open; 503 otherwise.  ``kernels``: how compiled kernels stand; until they are ready large questions take longer."""
    served = get_served(request)
    return JSONResponse({"status": "ready", "generation": served.generation.number, "kernels": served.warming.state})


@health_router.get("/metrics", response_class=Response, responses=describe_answer(media="text/plain", tagged=False))
async def metrics(request: Request) -> Response:
    """Figures in Prometheus' text format: requests, seconds, the cache, the age of generation and sources."""
    return Response(get_served(request).expose_metrics(), media_type=CONTENT_TYPE_LATEST)
