"""Make the application from its settings.  Owns how the parts are put together and the life of the served generation."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Final

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import Receive, Scope, Send

from api import openapi, problems
from api.answer_cache import CachedAnswers
from api.direct_answers import DirectAnswers
from api.keys import KeyedRequests
from api.middleware import RequestLimits
from api.pages import pages_router
from api.pages.error_pages import render_error
from api.pages.templates import ENVIRONMENT
from api.representations import SuffixedAddresses
from api.request_log import LoggedRequests
from api.routes import routes_router
from api.routes.entities import CONTROLLERS_ROUTE
from api.settings import Settings
from api.sparql.router import SparqlOptions, sparql_router
from api.state import Served

STATIC: Final = Path(__file__).parent / "static"


class PackedAnswers(GZipMiddleware):
    """Packs answers on the loop that serves everybody: those whose length has a bound.  A dump has packed forms of its own."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_dump = scope["type"] == "http" and scope["path"].startswith("/v1/export/")
        await (self.app if is_dump else super().__call__)(scope, receive, send)


def create_app(settings: Settings) -> FastAPI:
    """Make the service over the data folder of ``settings``.  It is read-only; data comes in through the command."""
    served = Served(settings)

    @contextlib.asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[dict[str, Any]]:
        async with served.following():
            yield {"serving": served.connections()}
        served.log.flush()

    app = FastAPI(
        title="ownership-graph",
        version="0.1.0",
        summary="Who ultimately controls X?",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        generate_unique_id_function=openapi.name_operation,
    )
    app.state.served = served
    endpoint = f"{settings.public_url.rstrip('/')}/sparql" if settings.public_url else None
    sparql = SparqlOptions(endpoint=endpoint, frame=ENVIRONMENT.get_template("base.html"))
    problems.register_handlers(app, render_error)
    openapi.install(app)
    for router in (routes_router, sparql_router(served.pool, sparql), pages_router):
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    # The last is the outermost.
    app.add_middleware(SuffixedAddresses)
    app.add_middleware(DirectAnswers, served=served, route=CONTROLLERS_ROUTE)
    app.add_middleware(PackedAnswers, minimum_size=1024)
    app.add_middleware(CachedAnswers, cache=served.cache, now=served.epoch)
    if served.keys:
        app.add_middleware(KeyedRequests, keys=served.keys)
    app.add_middleware(RequestLimits, max_url=settings.max_url, max_body=settings.max_body)
    app.add_middleware(LoggedRequests, log=served.log)
    return app
