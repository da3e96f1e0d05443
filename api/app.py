"""Make the application from its settings.  Owns how the parts are put together and the life of the served generation."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Final

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import Message, Receive, Scope, Send

from api import openapi, problems
from api.answer_cache import CachedAnswers, takes_gzip
from api.direct_answers import DirectAnswers
from api.keys import KeyedRequests
from api.middleware import RequestLimits
from api.pages.error_pages import render_error
from api.pages.resources import make_page_finder
from api.pages.router import pages_router
from api.pages.templates import ENVIRONMENT
from api.representations import SuffixedAddresses
from api.request_log import LoggedRequests
from api.routes.entities import CONTROLLERS_ROUTE
from api.routes.resources import make_own_router
from api.routes.router import routes_router
from api.settings import Settings
from api.sparql.router import SparqlOptions, sparql_router
from api.state import Served

STATIC: Final = Path(__file__).parent / "static"


class PackedAnswers(GZipMiddleware):
    """Packs answers on the loop that serves everybody: those whose length has a bound.  A dump has packed forms of its own."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith("/v1/export/"):
            await self.app(scope, receive, send)
        elif takes_gzip(scope["headers"]):
            await super().__call__(scope, receive, send)
        else:
            await self.app(scope, receive, _say_what_varies(send))


def _say_what_varies(send: Send) -> Send:
    """Add to an answer that it would be packed for another sender.  To make the middleware's own headers costs ten times as much."""

    async def send_with_header(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = message["headers"]
            named = [value for name, value in headers if name == b"vary"]
            others = [header for header in headers if header[0] != b"vary"] if named else headers
            message["headers"] = [*others, (b"vary", b", ".join([*named, b"Accept-Encoding"]))]
        await send(message)

    return send_with_header


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
    sparql = SparqlOptions(endpoint=endpoint, frame=ENVIRONMENT.get_template("base.html"), find_page=make_page_finder(served))
    problems.register_handlers(app, render_error)
    openapi.install(app)
    # A look-up in SPARQL is short beside the search for its route, so that one comes first.
    for router in (sparql_router(served.pool, sparql), routes_router, pages_router):
        app.include_router(router)
    base = served.folder.base.iri if (settings.data / "base").is_file() else settings.base
    app.include_router(make_own_router(base, settings.public_url))
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
