"""Real sessions of the SDK's client with the command in a process of its own, over stdio and over HTTP."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from mcp import Client, StdioServerParameters
from mcp_types import CallToolResult, TextContent

from api.mcp.transports import make_http_app
from api.settings import Settings
from api.state import ServedGeneration
from tests.api.in_process import serving_application
from tests.conftest import CHECKOUT
from tests.serving import free_port

T = TypeVar("T")


def command(data: Path, *more: str) -> list[str]:
    return ["-m", "cli.main", "--data", str(data), "--quiet", "mcp", *more]


def over_stdio(data: Path, **environment: str) -> StdioServerParameters:
    return StdioServerParameters(command=sys.executable, args=command(data), cwd=CHECKOUT, env=environment)


@contextmanager
def serving_agents(data: Path, **environment: str) -> Iterator[str]:
    """``ownership mcp --http`` over a data folder; gives the address once it takes connections."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, *command(data, "--http", f"127.0.0.1:{port}")],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        cwd=CHECKOUT,
        env={**os.environ, **environment},
    )
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=5).close()
                break
            except OSError:
                if process.poll() is not None or time.monotonic() > deadline:
                    raise AssertionError(f"the server did not start:\n{(process.stderr or sys.stdin).read()!r}") from None
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/mcp"
    finally:
        process.terminate()
        process.communicate(timeout=20)


@contextmanager
def serving_agents_here(data: Path, **options: Any) -> Iterator[str]:
    """The same by these settings in a thread of this process, where nothing of its own is asked of the other."""
    port = free_port()
    served = ServedGeneration(Settings(data=data, request_log=False, **options))
    with serving_application(make_http_app(served, "127.0.0.1", port), port) as url:
        yield f"{url}/mcp"


def in_session(server: StdioServerParameters | str, use: Callable[[Client], Awaitable[T]], mode: str = "auto") -> T:
    """Use a session in which the tools are listed, so that the client holds every reply to the schema of its tool."""

    async def run() -> T:
        # Far more than any use takes: what waits for something that never comes ends as a failure.
        async with asyncio.timeout(120), Client(server, mode=mode) as client:
            await client.list_tools()
            return await use(client)

    return asyncio.run(run())


def call(server: StdioServerParameters | str, tool: str, **arguments: Any) -> CallToolResult:
    """One call in a session of its own; a trailing underscore is left out of the name of an argument."""
    return in_session(server, lambda client: client.call_tool(tool, {name.rstrip("_"): value for name, value in arguments.items()}))


def text_of(result: CallToolResult) -> str:
    (content,) = result.content
    assert isinstance(content, TextContent)
    return content.text


def reply_of(result: CallToolResult) -> dict[str, Any]:
    assert not result.is_error, text_of(result)
    body: dict[str, Any] = result.structured_content
    return body


def error_of(result: CallToolResult) -> dict[str, Any]:
    assert result.is_error, text_of(result)
    body: dict[str, Any] = result.structured_content
    assert text_of(result).startswith(f"error[{body['code']}]: ")
    return body
