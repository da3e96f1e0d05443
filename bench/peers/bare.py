"""An application that does nothing but send bytes that lie ready: what uvicorn itself can do.  The files of a folder are its addresses."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.processes import running

FOLDER = "BENCH_BODIES"


class Bare:
    """The application of ASGI."""

    def __init__(self, folder: Path) -> None:
        self._bodies = {f"/{path.name}": path.read_bytes() for path in folder.iterdir()}

    async def __call__(
        self, scope: Mapping[str, Any], receive: Callable[[], Awaitable[Any]], send: Callable[[Any], Awaitable[None]]
    ) -> None:
        if scope["type"] == "lifespan":
            while (await receive())["type"] != "lifespan.shutdown":
                await send({"type": "lifespan.startup.complete"})
            await send({"type": "lifespan.shutdown.complete"})
            return
        body = self._bodies[scope["path"]]
        headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})


def app() -> Bare:
    """Make the application of the folder that the environment names."""
    return Bare(Path(os.environ[FOLDER]))


@contextmanager
def serve_bodies(folder: Path) -> Iterator[int]:
    """Serve the files of a folder by uvicorn with its defaults, without a log; gives the port."""
    words = ["-m", "uvicorn", "bench.peers.bare:app", "--factory", "--log-level", "warning", "--no-access-log"]
    with running(words, f"/{next(folder.iterdir()).name}", **{FOLDER: str(folder)}) as server:
        yield server.port
