"""Ask a service over many connections at once, each the next question when the last is answered.  Knows nothing of what is asked.

As a program (``python -m bench.load``) it is the asking side of a measurement, in a process of its own: it reads an `Order` as JSON and
prints a `Record` of what came back.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

from bench.harness import Record, percentiles


class Answer(NamedTuple):
    """What came back to a request, and after how long."""

    status: int
    head: bytes
    """Status line and headers, in small letters."""
    body: bytes
    seconds: float


class Asker(asyncio.Protocol):
    """One connection.  ``choose`` gives the next request, None at the end; ``receive`` is called with it and its answer."""

    def __init__(self, choose: Callable[[], bytes | None], receive: Callable[[bytes, Answer], None]) -> None:
        self.ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._choose, self._receive = choose, receive
        self._buffer, self._request, self._begun = b"", b"", 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._ask()

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            return
        head = self._buffer[:end].lower()
        status, length = int(head[9:12]), _read_length(head)
        body = self._buffer[end + 4 :]
        if len(body) < length:
            return
        self._buffer = b""
        answer = Answer(status, head, body, time.perf_counter() - self._begun)
        try:
            self._receive(self._request, answer)
        except Exception as error:  # noqa: BLE001 - told to who waits, as it would be lost here
            self._end(error)
            return
        self._ask()

    def connection_lost(self, exc: Exception | None) -> None:
        self._end(exc or ConnectionError("the service closed the connection before it answered"))

    def _ask(self) -> None:
        request = self._choose()
        if request is None:
            self._end(None)
            return
        self._request, self._begun = request, time.perf_counter()
        self._transport.write(request)

    def _end(self, error: Exception | None) -> None:
        if not self.ended.done():
            self.ended.set_result(None) if error is None else self.ended.set_exception(error)
        self._transport.close()


async def ask_at_once(port: int, connections: int, choose: Callable[[], bytes | None], receive: Callable[[bytes, Answer], None]) -> None:
    """Ask over so many connections until ``choose`` has no more.  Raises what ``receive`` does, and ConnectionError."""
    loop = asyncio.get_running_loop()
    made = [await loop.create_connection(lambda: Asker(choose, receive), "127.0.0.1", port) for _ in range(connections)]
    await asyncio.gather(*(asker.ended for _, asker in made))


def write_request(target: str, *headers: str) -> bytes:
    """The bytes of a GET request."""
    return "\r\n".join([f"GET {target} HTTP/1.1", "Host: localhost", *headers, "", ""]).encode()


def _read_length(head: bytes) -> int:
    """The length of a body.  Raises ValueError where it is not told beforehand."""
    if head[9:12] == b"304":
        return 0
    begin = head.index(b"\r\ncontent-length:") + 17
    return int(head[begin : end if (end := head.find(b"\r\n", begin)) > 0 else None])


class Order(NamedTuple):
    """Each of ``targets`` in turn, ``requests`` in all, over so many connections; every answer has to be 200."""

    port: int
    connections: int
    requests: int
    targets: list[str]


async def fulfil(order: Order) -> Record:
    """How many answers a second, and how long each took."""
    requests: Iterator[bytes] = itertools.islice(
        itertools.cycle([write_request(target, "Accept: */*") for target in order.targets]), order.requests
    )
    seconds: list[float] = []
    statuses: Counter[int] = Counter()

    def receive(_: bytes, answer: Answer) -> None:
        statuses[answer.status] += 1
        seconds.append(answer.seconds)

    begun = time.perf_counter()
    await ask_at_once(order.port, order.connections, lambda: next(requests, None), receive)
    took = time.perf_counter() - begun
    return {"rate": len(seconds) / took, "statuses": dict(statuses), **percentiles(seconds)}


def main() -> None:
    import uvloop

    record = uvloop.run(fulfil(Order(**json.load(sys.stdin))))
    print(json.dumps(record))


if __name__ == "__main__":
    main()
