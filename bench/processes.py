"""Start a server in a process of its own and tell how long it took until it first answered.  Knows no server."""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from bench.harness import HERE
from tests.serving import free_port


class Server(NamedTuple):
    """Where it listens, and the seconds from its start to its first answer."""

    port: int
    seconds: float


@contextmanager
def running(words: Sequence[str], target: str, python: Path | str = sys.executable, **environment: str) -> Iterator[Server]:
    """Run ``python words --port N`` until the context ends.  Raises SystemExit where ``target`` is not answered within a minute."""
    port = free_port()
    begun = time.perf_counter()
    process = subprocess.Popen(
        [python, *words, "--port", str(port)],
        cwd=HERE.parent,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while not _is_answered(port, target):
            if process.poll() is not None or time.perf_counter() - begun > 60:
                raise SystemExit(f"{' '.join(words)} did not answer {target}")
            time.sleep(0.005)
        yield Server(port, time.perf_counter() - begun)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            # One that waits for something else while it starts does not hear it.
            process.kill()
            process.wait()


def _is_answered(port: int, target: str) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    with suppress(OSError, http.client.HTTPException):
        connection.request("GET", target)
        return connection.getresponse().status == 200
    return False
