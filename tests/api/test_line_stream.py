"""Answers of many lines: cut into pieces, made in turn, and no longer than somebody is there to read them."""

from __future__ import annotations

import asyncio
import itertools
import json
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import anyio
import httpx
from hypothesis import given
from hypothesis import strategies as st

from api.line_stream import join_lines, stream_lines
from tests.scenarios import Sheet, publish
from tests.serving import serving

PIECE = 2**16


@given(st.lists(st.integers(1, 100_000), max_size=30))
def test_pieces_hold_the_lines_in_their_order_and_are_large_yet_bounded(sizes: list[int]) -> None:
    lines = [bytes([97 + place % 26]) * size for place, size in enumerate(sizes)]
    pieces = list(join_lines(lines, clock=lambda: 0.0))
    assert b"".join(pieces) == b"".join(lines)
    assert all(len(piece) >= PIECE for piece in pieces[:-1])
    assert all(0 < len(piece) < PIECE + max(sizes) for piece in pieces)


def test_lines_that_come_slowly_are_not_held_back() -> None:
    seconds = itertools.count()
    assert list(join_lines([b"a\n", b"b\n"], clock=lambda: float(next(seconds)))) == [b"a\n", b"b\n"]


def test_a_piece_is_made_only_when_it_is_asked_for() -> None:
    made: list[int] = []

    def make() -> Iterator[bytes]:
        for number in range(5):
            made.append(number)
            yield b"x" * PIECE

    async def read_two() -> None:
        pieces = aiter(stream_lines(make(), anyio.CapacityLimiter(1), "text/plain").body_iterator)
        await anext(pieces)
        await anext(pieces)

    asyncio.run(read_two())
    assert made == [0, 1]


def test_answers_that_are_under_way_take_turns() -> None:
    made: list[str] = []
    at_work: list[str] = []

    def make(name: str) -> Iterator[bytes]:
        for _ in range(4):
            assert not at_work
            at_work.append(name)
            time.sleep(0.01)
            made.append(at_work.pop())
            yield b"x" * PIECE

    async def read(name: str, turns: anyio.CapacityLimiter) -> None:
        async for _ in stream_lines(make(name), turns, "text/plain").body_iterator:
            pass

    async def read_all() -> None:
        turns = anyio.CapacityLimiter(1)
        await asyncio.gather(*(read(name, turns) for name in "abc"))

    asyncio.run(read_all())
    assert "".join(made) == "abc" * 4


def test_a_client_who_leaves_ends_the_work_on_its_batch(tmp_path: Path) -> None:
    sheet = Sheet("invented", stated="2020-01-01")
    sheet.holds("odo", "zenda", "60")
    publish(tmp_path / "data", sheet)
    body = json.dumps(["ent:zenda"] * 10_000).encode()
    with serving(tmp_path / "data") as url:
        port = urlsplit(url).port
        one = len(httpx.post(f"{url}/v1/controllers", json=["ent:zenda"], timeout=30).content)
        with socket.create_connection(("127.0.0.1", port or 0), timeout=30) as client:
            head = (
                f"POST /v1/controllers HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
            )
            client.sendall(head.encode() + body)
            assert client.recv(12) == b"HTTP/1.1 200"
        entries: list[dict[str, object]] = []
        while len(entries) < 2:
            time.sleep(0.1)
            httpx.get(f"{url}/metrics", timeout=30)
            lines = (tmp_path / f"serve-{port}.log").read_text().splitlines()
            entries = [json.loads(line) for line in lines if '"route": "/v1/controllers"' in line]
    assert entries[1]["bytes"] < one * 10_000 / 2  # type: ignore[operator]
