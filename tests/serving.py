"""A real server of the service on loopback, for tests: the command in a process of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(
    data: Path,
    *,
    command: Sequence[str] = (sys.executable, "-m", "cli.main"),
    options: Sequence[str] = (),
    cwd: Path | None = None,
    **environment: str,
) -> Iterator[str]:
    """``ownership serve`` over a data folder; gives the base URL once /healthz answers."""
    port = free_port()
    log = (data.parent / f"serve-{port}.log").open("wb")
    process = subprocess.Popen(
        [*command, "--data", str(data), "serve", "--port", str(port), *options],
        stdout=log,
        stderr=subprocess.STDOUT,
        cwd=cwd,
        env={**os.environ, **environment},
    )
    url = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + 60
        with httpx.Client(base_url=url, timeout=5) as client:
            while True:
                try:
                    client.get("/healthz")
                    break
                except httpx.TransportError:
                    if process.poll() is not None or time.monotonic() > deadline:
                        raise AssertionError(f"the service did not start:\n{Path(log.name).read_text()[-3000:]}") from None
                    time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        process.wait(20)
        log.close()


def find_processes(variable: str, value: str, word: str) -> list[int]:
    """Numbers of the processes that have a variable of their environment from their start, and a word in their command."""
    numbers = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            environment, command = (folder / "environ").read_bytes().split(b"\0"), (folder / "cmdline").read_bytes()
        except OSError:  # it ended meanwhile, or is another user's
            continue
        if f"{variable}={value}".encode() in environment and word.encode() in command:
            numbers.append(int(folder.name))
    return numbers


def wait_until(holds: Callable[[], bool], seconds: float = 60, *, every: float = 0.1) -> None:
    """Wait until something holds; fail where it does not in time."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(every)
