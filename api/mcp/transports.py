"""How calls come: over standard input and output from a client that started this process, or over HTTP."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import AsyncIterator
from typing import Any, Final
from urllib.parse import urlsplit

import uvicorn
from mcp.server.stdio import stdio_server
from mcp.server.transport_security import TransportSecuritySettings
from starlette.applications import Starlette

from api.http_protocol import BoundedHttpProtocol
from api.keys import KeyedRequests
from api.mcp.server import make_server
from api.middleware import RequestLimits
from api.request_log import LoggedRequests
from api.settings import Settings
from api.state import ServedGeneration
from ontology.errors import OwnershipError

PATH: Final = "/mcp"
LOOPBACK: Final = ("127.0.0.1", "localhost", "[::1]")


async def serve_stdio(settings: Settings) -> None:
    """Answer one client over standard input and output until it closes them; nothing but the protocol is written there."""
    served = ServedGeneration(settings)
    server = make_server(served)
    async with served.following():
        _report_fault(served)
        async with stdio_server() as (incoming, outgoing):
            await server.run(incoming, outgoing, server.create_initialization_options())


async def serve_http(settings: Settings, host: str, port: int, *, log_level: str) -> None:
    """Answer clients at ``/mcp`` until the process is stopped; bounds on connections, keys and log are those of the service."""
    app = make_http_app(ServedGeneration(settings), host, port)
    config = uvicorn.Config(
        app, host=host, port=port, log_level=log_level, server_header=False, access_log=False, ws="none", http=BoundedHttpProtocol
    )
    await uvicorn.Server(config).serve()


def make_http_app(served: ServedGeneration, host: str, port: int) -> Starlette:
    """Make the application: each request stands alone, and is refused unless it is meant for this server and from no other site."""
    app = make_server(served).streamable_http_app(
        streamable_http_path=PATH,
        json_response=True,
        stateless_http=True,
        max_request_body_size=served.settings.max_body,
        transport_security=TransportSecuritySettings(
            allowed_hosts=list_hosts(served.settings, host, port), allowed_origins=list_origins(served.settings, host, port)
        ),
    )
    run_sessions = app.router.lifespan_context

    @contextlib.asynccontextmanager
    async def lifespan(started: Starlette) -> AsyncIterator[dict[str, Any]]:
        async with served.following(), run_sessions(started):
            _report_fault(served)
            yield {"serving": served.connections()}
        served.log.flush()

    app.router.lifespan_context = lifespan
    # The last is the outermost.
    if served.keys:
        app.add_middleware(KeyedRequests, keys=served.keys)
    app.add_middleware(RequestLimits, max_url=served.settings.max_url, max_body=served.settings.max_body)
    app.add_middleware(LoggedRequests, log=served.log)
    return app


def list_hosts(settings: Settings, host: str, port: int) -> list[str]:
    """The values of the header Host that are answered: loopback, the address of this server and its public one."""
    public = [urlsplit(settings.public_url).netloc] if settings.public_url else []
    return [*(f"{name}:{port}" for name in dict.fromkeys([*LOOPBACK, _bracket(host)])), *public]


def list_origins(settings: Settings, host: str, port: int) -> list[str]:
    """The values of the header Origin that are answered, where a browser sends one: the same hosts."""
    public = urlsplit(settings.public_url or "")
    own = [f"http://{name}:{port}" for name in dict.fromkeys([*LOOPBACK, _bracket(host)])]
    return [*own, *([f"{public.scheme}://{public.netloc}"] if public.netloc else [])]


def _bracket(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _report_fault(served: ServedGeneration) -> None:
    """Say on standard error what is wrong with the data folder and what to do, where nothing is served."""
    try:
        _ = served.generation
    except OwnershipError as error:
        print(f"{error} (data folder: {served.settings.data.absolute()})\nhint: {error.hint}", file=sys.stderr)
