"""The wire between the API process and a query worker: frames over two pipes.

A frame is one kind byte, a length of four bytes and the payload.  Shared by pool.py and worker.py, so it stays tiny and
knows neither asyncio nor the store.

    parent -> worker   ASK    the query, its dataset and how its answer is written where it is a table or a graph, JSON
                       RUN    {"format": ...}: evaluate what was asked, JSON; not sent where ASK said how the answer is written
    worker -> parent   READY  the store is open: {"isolation": ...}, JSON
                       SHAPE  the answer to ASK: what form the query has (shape.py), JSON; comes with the first piece where ASK said enough
                       DATA   a piece of the serialised answer
                       ERROR  in place of SHAPE or DONE: {"class", "code", "what", "hint", "details"}, JSON; the worker stays usable
                       DONE   {"recycle": bool}: the answer is complete, JSON
"""

from __future__ import annotations

import json
import struct
from typing import Final

ASK: Final = b"A"
RUN: Final = b"G"
SHAPE: Final = b"S"
READY: Final = b"R"
DATA: Final = b"D"
ERROR: Final = b"E"
DONE: Final = b"F"

_HEADER: Final = struct.Struct(">cI")
HEADER_SIZE: Final = _HEADER.size


def pack(kind: bytes, payload: bytes) -> bytes:
    """Pack one frame.

    >>> unpack_header(pack(DATA, b"abc")[:HEADER_SIZE])
    (b'D', 3)
    """
    return _HEADER.pack(kind, len(payload)) + payload


def pack_object(kind: bytes, content: dict[str, object]) -> bytes:
    """Pack one frame whose payload is a JSON object."""
    return pack(kind, json.dumps(content).encode())


def unpack_header(head: bytes) -> tuple[bytes, int]:
    """Read kind and payload length from the first ``HEADER_SIZE`` bytes of a frame."""
    kind, length = _HEADER.unpack(head)
    return kind, length
