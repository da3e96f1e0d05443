"""What is told of requests: a line of JSON each on stderr, and counters for Prometheus.

A line has the id of its request, the template of its path and how it went: never the party asked about, nor anything else that was sent.
Lines are written together, a few times a second, so that a request does not wait for the terminal or the disk.
Must not know routes.
"""

from __future__ import annotations

import asyncio
import functools
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, Literal, NamedTuple, TextIO

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics
from prometheus_client.exposition import generate_latest
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead
from starlette.types import ASGIApp, Message, Receive, Scope, Send

disable_created_metrics()  # type: ignore[no-untyped-call]

OfAll = Literal["livesum", "livemin"]
"""What a figure that each process has is for all that are there: their sum, or the least."""

_WRITE_EVERY: Final = 0.2
"""Seconds between writes."""

_SECONDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
"""Upper bounds of the histogram of seconds."""


class Entry(NamedTuple):
    """One request that was answered."""

    ended: float
    """Seconds since 1970."""
    id: str
    method: str
    route: str
    """Template of the path; empty where no route answered."""
    status: int
    seconds: float
    sent: int
    """Bytes of the body."""
    cache: str
    """hit, known (304) or miss; empty where nothing is kept."""
    generation: int | None
    outcome: str = ""
    """Code of what went wrong, also in the middle of an answer; empty where nothing did."""


class RequestLog:
    """Collects what is told of requests.  For one thread: that of the event loop."""

    def __init__(self, *, lines: bool = True, out: TextIO | None = None) -> None:
        """``lines``: whether a line is written for each request.  ``out``: where to; stderr if not given."""
        self._lines, self._out = lines, out or sys.stderr
        self._waiting: list[Entry] = []
        self._timer: asyncio.TimerHandle | None = None
        self.registry = CollectorRegistry()
        by = ["route", "method", "status", "cache"]
        self._requests = Counter("ownership_requests", "Requests answered", by, registry=self.registry)
        what = "Seconds to the end of an answer, those from the cache left out"
        self._took = Histogram("ownership_request_seconds", what, ["route"], registry=self.registry, buckets=_SECONDS)
        self._sent = Counter("ownership_sent_bytes", "Bytes of bodies sent, before they are packed for the way", registry=self.registry)
        self._gauges: dict[str, Gauge] = {}

    def add(self, entry: Entry) -> None:
        """Count a request, and write its line soon."""
        self._waiting.append(entry)
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(_WRITE_EVERY, self.flush)

    def flush(self) -> None:
        """Count and write what waits."""
        self._timer = None
        entries, self._waiting = self._waiting, []
        counts: dict[tuple[str, str, int, str], int] = {}
        for entry in entries:
            key = (entry.route, entry.method, entry.status, entry.cache)
            counts[key] = counts.get(key, 0) + 1
            if entry.cache not in ("hit", "known"):
                self._took.labels(entry.route).observe(entry.seconds)
        for key, count in counts.items():
            self._requests.labels(*map(str, key)).inc(count)
        self._sent.inc(sum(entry.sent for entry in entries))
        if self._lines and entries:
            self._out.write("".join(map(_write_line, entries)))
            self._out.flush()

    def set(self, name: str, description: str, value: float, of_all: OfAll, **labels: str) -> None:
        """Set a figure that is not of requests, such as the number of the generation.  ``of_all``: what it is where several serve."""
        if name not in self._gauges:
            self._gauges[name] = Gauge(name, description, list(labels), registry=self.registry, multiprocess_mode=of_all)
        (self._gauges[name].labels(**labels) if labels else self._gauges[name]).set(value)

    def expose(self) -> bytes:
        """All figures in Prometheus' text format: of all processes where several serve."""
        self.flush()
        folder = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
        if folder is None:
            return generate_latest(self.registry)
        _leave_out_ended_processes(Path(folder))
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return generate_latest(registry)


def _leave_out_ended_processes(folder: Path) -> None:
    """Leave out what processes that have ended said of themselves, such as how much they kept; the requests that they answered count on."""
    for process in {int(path.stem.rpartition("_")[2]) for path in folder.glob("gauge_live*.db")}:
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            mark_process_dead(process)  # type: ignore[no-untyped-call]


class LoggedRequests:
    """The outermost layer: sees how each request begins and ends."""

    def __init__(self, app: ASGIApp, *, log: RequestLog, clock: Callable[[], float] = time.perf_counter) -> None:
        self._app, self._log, self._clock = app, log, clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun, sent, status = self._clock(), 0, 0

        async def send_and_count(message: Message) -> None:
            nonlocal sent, status
            if message["type"] == "http.response.start":
                status = message["status"]
            elif message["type"] == "http.response.body":
                sent += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, send_and_count)
        finally:
            state = scope.get("state", {})
            self._log.add(
                Entry(
                    ended=time.time(),
                    id=state.get("request_id", ""),
                    method=scope["method"],
                    route=state.get("route") or route_of(scope),
                    status=status or 499,  # nothing was sent: the client left first
                    seconds=self._clock() - begun,
                    sent=sent,
                    cache=state.get("cache", ""),
                    generation=state.get("generation"),
                    outcome=state.get("outcome", ""),
                )
            )


def note_outcome(scope: Scope, code: str) -> None:
    """Note for the line of a request by which code it went wrong."""
    scope.setdefault("state", {})["outcome"] = code


def route_of(scope: Scope) -> str:
    """Return the template of the path that answered, such as ``/v1/entities/{party}``; empty where none did."""
    return str(getattr(scope.get("route"), "path", ""))


def _write_line(entry: Entry) -> str:
    # Put together by hand, since this is what a kept answer costs most: no part needs escaping, all are ours or checked.
    generation = "null" if entry.generation is None else entry.generation
    ended = f"{_format_second(int(entry.ended))}.{int(entry.ended % 1 * 1000):03d}Z"
    return (
        f'{{"time": "{ended}", "id": "{entry.id}", "method": "{entry.method}", "route": "{entry.route}", '
        f'"status": {entry.status}, "ms": {entry.seconds * 1000:.3f}, "bytes": {entry.sent}, '
        f'"cache": "{entry.cache}", "generation": {generation}, "outcome": "{entry.outcome}"}}\n'
    )


@functools.lru_cache(maxsize=2)
def _format_second(second: int) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(second))
