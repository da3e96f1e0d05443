"""The verb `mcp`: answers to agents."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from cli.call import Call
from cli.listening import LOOPBACK, prepare_address


def register(app: typer.Typer) -> None:
    app.command()(mcp)


def mcp(
    context: typer.Context,
    http: Annotated[str | None, typer.Option("--http", metavar="HOST:PORT", help="Over HTTP at /mcp [default: standard input]")] = None,
) -> None:
    """Answer agents: a read-only MCP server, one tool a question; new generations are served as they are published."""
    import asyncio
    import logging
    import signal

    from ontology.errors import UsageError

    call: Call = context.obj
    settings = call.settings(request_log=False if call.quiet else None)
    try:
        from api.mcp import transports
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("mcp", "mcp_types"):
            raise
        raise UsageError("NO_MCP", "the SDK of MCP is not installed", "pip install 'ownership-graph[mcp]'") from None
    level = "warning" if call.quiet else "info"
    logging.basicConfig(stream=sys.stderr, level=level.upper(), format="%(levelname)s: %(message)s")
    # The SDK tells of every request; what is asked stays out of the log.
    logging.getLogger("mcp").setLevel(logging.WARNING)
    if http is None:
        # A read that waits for the client cannot be broken off, and there is nothing to put in order: the signal ends the process.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        asyncio.run(transports.serve_stdio(settings))
        return
    host, port = _parse_address(http)
    prepare_address(host, port, has_keys=bool(settings.api_keys))
    if host not in LOOPBACK and settings.public_url is None:
        print("hint: set OWNERSHIP_PUBLIC_URL to the address by which clients reach it; other names are refused", file=sys.stderr)
    asyncio.run(transports.serve_http(settings, host, port, log_level=level))


def _parse_address(text: str) -> tuple[str, int]:
    """Host and port.  Raises UsageError BAD_ADDRESS.

    >>> _parse_address("127.0.0.1:8001"), _parse_address("[::1]:8001"), _parse_address(":8001")
    (('127.0.0.1', 8001), ('::1', 8001), ('127.0.0.1', 8001))
    """
    from ontology.errors import UsageError

    host, colon, port = text.rpartition(":")
    if not colon or not port.isdecimal() or not 0 < int(port) < 2**16 or ("[" in host) != ("]" in host):
        raise UsageError("BAD_ADDRESS", f"{text[:60]!r} is no address to listen on", "write HOST:PORT, for example 127.0.0.1:8001")
    return host.strip("[]") or "127.0.0.1", int(port)
