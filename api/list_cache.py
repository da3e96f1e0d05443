"""Lists kept while somebody pages through them, so that a further page costs a look-up and not the whole question again.

Nothing is ever invalidated: the key holds all that a list depends on (api/paging.py).  What is kept is packed, a few hundred members
together; a page unpacks those that it has.  Owns which lists are kept, and how.  Must not know what is listed, nor requests.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, Final, NamedTuple, TypeVar

import msgspec
import zstandard

from graph.answers.table import BESIDE_ROWS, ROWS, cut_rows, end_beside_rows

_Answer = TypeVar("_Answer", bound=msgspec.Struct)

_TOGETHER: Final = 250
"""Members that are packed together."""
_LARGEST_PART: Final = 2
"""One list may fill this part of the cache, no more: others are worked out for each page."""
_OVERHEAD: Final = 1_000
"""Bytes that a list takes beside what is packed."""


class _KeptList(NamedTuple):
    """An answer without its rows, and its rows and what is paged with them, each packed."""

    shape: type[msgspec.Struct]
    frame: bytes
    blocks: dict[str, tuple[bytes, ...]]
    rows: int

    @property
    def size(self) -> int:
        return len(self.frame) + sum(len(block) for blocks in self.blocks.values() for block in blocks) + _OVERHEAD


class ListCache:
    """Answers with long lists, the least recently asked dropped at a bound in bytes.  For several threads."""

    def __init__(self, max_bytes: int) -> None:
        self.max_bytes, self.bytes = max_bytes, 0
        self._lists: OrderedDict[str, _KeptList] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._lists)

    def read(self, key: str, start: int, end: int | None, ask: Callable[[], _Answer]) -> tuple[_Answer, int]:
        """Return an answer with the rows of a page alone, and how many rows it has in all.

        ``ask`` works the whole answer out; it is called where the list is not kept.  A list that ends on this page is not kept.
        """
        with self._lock:
            kept = self._lists.get(key)
            if kept is not None:
                self._lists.move_to_end(key)
        if kept is not None:
            part: Any = _unpack(kept, start, end)
            return part, kept.rows
        answer = ask()
        part, rows = cut_rows(answer, start, end)
        if end is not None and end < rows:
            self._keep(key, _pack(answer, rows))
        return part, rows

    def _keep(self, key: str, kept: _KeptList) -> None:
        if kept.size * _LARGEST_PART > self.max_bytes:
            return
        with self._lock:
            replaced = self._lists.pop(key, None)
            self.bytes += kept.size - (replaced.size if replaced else 0)
            self._lists[key] = kept
            while self.bytes > self.max_bytes:
                self.bytes -= self._lists.popitem(last=False)[1].size


def _pack(answer: msgspec.Struct, rows: int) -> _KeptList:
    encode, compress = msgspec.msgpack.Encoder().encode, zstandard.ZstdCompressor(level=1).compress
    shape = type(answer)
    lists = {name: members for name in (ROWS[shape], *BESIDE_ROWS.get(shape, ())) if (members := getattr(answer, name)) is not None}
    blocks = {
        name: tuple(compress(encode(members[place : place + _TOGETHER])) for place in range(0, len(members), _TOGETHER))
        for name, members in lists.items()
    }
    return _KeptList(shape, compress(encode(msgspec.structs.replace(answer, **dict.fromkeys(lists, ())))), blocks, rows)


def _unpack(kept: _KeptList, start: int, end: int | None) -> msgspec.Struct:
    frame = msgspec.msgpack.decode(_decompress(kept.frame), type=kept.shape)
    types = {field.name: field.type for field in msgspec.structs.fields(kept.shape)}
    first = start // _TOGETHER

    def read_members(name: str, end: int | None) -> tuple[msgspec.Struct, ...]:
        blocks = kept.blocks[name][first : None if end is None else -(-end // _TOGETHER)]
        members = tuple(member for block in blocks for member in msgspec.msgpack.decode(_decompress(block), type=types[name]))
        return members[start - first * _TOGETHER : None if end is None else end - first * _TOGETHER]

    beside = end_beside_rows(end, kept.rows)
    return msgspec.structs.replace(frame, **{name: read_members(name, end if name == ROWS[kept.shape] else beside) for name in kept.blocks})


def _decompress(packed: bytes) -> bytes:
    return zstandard.ZstdDecompressor().decompress(packed)
