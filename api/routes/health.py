"""Health: /healthz says that the process lives, /readyz that it can answer."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import JSONResponse, Response

from api.state import Current

health_router = APIRouter(tags=["health"])


@health_router.get("/healthz")
def healthz() -> Response:
    """The process lives."""
    return JSONResponse({"status": "ok"})


@health_router.get("/readyz")
def readyz(generation: Current) -> Response:
    """A generation is open; 503 otherwise."""
    return JSONResponse({"status": "ready", "generation": generation.number})
