"""Ask a service over many connections at once, each the next question when the last is answered.  Knows nothing of what is asked.

As a program (``python -m bench.load FILE``) it is the asking side of a measurement, in a process of its own: it reads an `Order` as
JSON and writes what came back in its place.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import NamedTuple, cast

from bench.harness import HERE, Record


class Answer(NamedTuple):
    """What came back to a request, and after how long."""

    status: int
    head: bytes
    """Status line and headers, in small letters."""
    body: bytes
    """As it came, in its pieces where it did in pieces."""
    seconds: float


class Asker(asyncio.Protocol):
    """One connection.  ``choose`` gives the next request, None at the end; ``receive`` is called with it and its answer."""

    def __init__(self, choose: Callable[[], bytes | None], receive: Callable[[bytes, Answer], None]) -> None:
        self.ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._choose, self._receive = choose, receive
        self._buffer, self._request, self._begun = b"", b"", 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are no subclasses of the standard library's.
        self._transport = cast(asyncio.Transport, transport)
        self._ask()

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            return
        head = self._buffer[:end].lower()
        body = self._buffer[end + 4 :]
        if not _is_whole(head, body):
            return
        self._buffer = b""
        answer = Answer(int(head[9:12]), head, body, time.perf_counter() - self._begun)
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


def _is_whole(head: bytes, body: bytes) -> bool:
    """Whether all of a body is there; of one that comes in pieces (it is left as it came) the last piece is empty."""
    if head[9:12] == b"304":
        return True
    begin = head.find(b"\r\ncontent-length:")
    if begin < 0:
        return body.endswith(b"0\r\n\r\n")
    end = head.find(b"\r\n", begin + 2)
    return len(body) >= int(head[begin + 17 : end if end > 0 else None])


class Order(NamedTuple):
    """Each of ``targets`` in turn, ``requests`` in all, over so many connections; every answer has to be 200."""

    port: int
    connections: int
    requests: int
    targets: list[str]


async def fulfil(order: Order) -> Record:
    """How many answers a second, and the seconds of each."""
    requests = itertools.islice(itertools.cycle([write_request(target, "Accept: */*") for target in order.targets]), order.requests)
    seconds: list[float] = []

    def receive(request: bytes, answer: Answer) -> None:
        if answer.status != HTTPStatus.OK:
            raise SystemExit(f"{request!r} was answered with {answer.status}: {answer.body[:300]!r}")
        seconds.append(answer.seconds)

    begun = time.perf_counter()
    await ask_at_once(order.port, order.connections, lambda: next(requests, None), receive)
    return {"rate": len(seconds) / (time.perf_counter() - begun), "seconds": seconds}


def ask_from_outside(order: Order) -> tuple[float, list[float]]:
    """Have an order fulfilled by a process of its own: answers a second, and the seconds of each."""
    with tempfile.TemporaryDirectory(prefix="bench-load-") as folder:
        file = Path(folder, "order.json")
        file.write_text(json.dumps(order._asdict()), encoding="ascii")
        subprocess.run([sys.executable, "-m", "bench.load", file], cwd=HERE.parent, check=True)
        record: Record = json.loads(file.read_text(encoding="ascii"))
    return record["rate"], record["seconds"]


def main() -> None:
    import uvloop

    file = Path(sys.argv[1])
    record = uvloop.run(fulfil(Order(**json.loads(file.read_text(encoding="ascii")))))
    file.write_text(json.dumps(record), encoding="ascii")


if __name__ == "__main__":
    main()
