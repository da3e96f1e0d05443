"""Cuts JSON into objects without reading the file as a whole."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, NoReturn

import msgspec

from loaders.contract import ByteReader, Chunk, RawRecord
from loaders.framing.json_split import SPACE, split_all
from loaders.framing.json_text import BEGINNING, TORN, Run, Text
from loaders.framing.lines import MAX_RECORD, cap
from ontology.errors import InputError

_LIST: Final = msgspec.json.Decoder(list[msgspec.Raw])
_MEMBER: Final = re.compile(rb'"((?:[^"\\]|\\.)*+)"\s*+:\s*+(?=\S)', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Objects:
    """Objects of JSON: the items of a list, of the lists below ``keys`` of an object, else the objects themselves.

    ``line`` is the ordinal.  Anything else in such a list is a record too.  The rest of a file that ends too early is one record, which
    is no JSON; so is an object without an end, up to the next that begins alike.

    >>> import io
    >>> text = b'{"date": "2020", "records": [{"a": 1}, {"b'
    >>> [record for chunk in Objects(("records",)).read_chunks(io.BytesIO(text), 9) for record in Objects().cut_records(chunk)]
    [RawRecord(raw=b'{"a": 1}', line=1), RawRecord(raw=b'{"b', line=2)]
    """

    keys: tuple[str, ...] = ()

    def read_chunks(self, stream: ByteReader, size: int) -> Iterator[Chunk]:
        """Yield runs of whole records of about ``size`` bytes.

        Raises InputError BAD_JSON where the file holds something else than objects and lists.
        """
        ordinal = 1
        for run in _gather(self._read_runs(Text(stream, size)), size):
            yield Chunk(run.raw if run.alone else b"[" + run.raw + b"]", ordinal)
            ordinal += run.records

    def cut_records(self, chunk: Chunk) -> Iterator[RawRecord]:
        """Yield the records of a chunk."""
        if chunk.raw.startswith(TORN):
            yield RawRecord(chunk.raw[1:], chunk.line)
            return
        try:
            items: Iterable[bytes] = map(bytes, _LIST.decode(chunk.raw))
        except (msgspec.DecodeError, RecursionError):
            inside = chunk.raw[1:-1]
            items = (inside[begin:end] for begin, end in split_all(inside))
        for number, raw in enumerate(items, chunk.line):
            yield RawRecord(cap(raw), number)

    def _read_runs(self, text: Text) -> Iterator[Run]:
        while character := text.skip(SPACE):
            if character == b"[":
                text.at += 1
                yield from _read_list(text)
            elif character == b"{":
                yield from self._read_objects(text)
            else:
                _raise_not_json(text)

    def _read_objects(self, text: Text) -> Iterator[Run]:
        """Read objects that follow one another, or one that holds the list."""
        while not (block := text.split()).items and not self.keys:
            if block.torn or text.ahead > MAX_RECORD:
                yield text.take_torn(text.skipped)
                return
            if not text.read_more():
                yield text.take_rest()
                return
        end, count = text.at, 0
        for first, last in block.items:
            begin = text.at + first
            if text.raw[begin : begin + 1] != b"{" or text.raw[end:begin].strip(SPACE) or self._has_key(text.raw[begin : text.at + last]):
                break
            end, count = text.at + last, count + 1
        if count:
            yield Run(b",".join(text.raw[text.at + first : text.at + last] for first, last in block.items[:count]), count)
            text.at = end
        else:
            yield from self._read_members(text)

    def _has_key(self, raw: bytes) -> bool:
        return any(b'"%b"' % key.encode() in raw for key in self.keys)

    def _read_members(self, text: Text) -> Iterator[Run]:
        """Read the lists below the keys; the object itself where it has none."""
        text.anchor, has_list = text.at, False
        text.at += 1
        while (character := text.skip(SPACE + b",")) not in (b"", b"}"):
            member = text.match(_MEMBER)
            if member is None:
                break
            text.at += len(member[0])
            if member[1].decode(errors="replace") in self.keys and text.raw[text.at : text.at + 1] == b"[":
                text.at += 1
                text.anchor, has_list = None, True
                if not (yield from _read_list(text)):
                    return
            elif not text.skip_value():
                break
        else:
            if character:
                text.at += 1
                if not has_list:
                    yield Run(text.raw[text.anchor : text.at], 1)
                text.anchor = None
                return
        if not text.final:
            _raise_not_json(text)
        if text.anchor is not None:
            text.at, text.anchor = text.anchor, None
            if items := text.split().items:
                # Brackets that close around what is no JSON are a record by themselves, whatever was read with them.
                yield Run(text.raw[text.at : text.at + items[0][1]], 1)
                text.at += items[0][1]
                return
        yield text.take_rest(b"{" if has_list else b"")


def _read_list(text: Text) -> Generator[Run, None, bool]:
    """Read the items of a list, from behind its bracket; return whether the list ended."""
    # ``separator`` is searched backwards from the end of what was read; ``slow``: the read in which that led to nothing.
    separator, gap, slow = b"", b"", -1
    while True:
        text.skip(SPACE + b",")
        gap += text.skipped
        if separator and slow != text.reads and (cut := text.raw.rfind(separator, text.at) + 1):
            run = b"".join((b"[", memoryview(text.raw)[text.at : cut], b"]"))
            if count := _count_items(run):
                yield Run(run, count, alone=True)
                text.at = cut
                text.skip(SPACE + b",")
                gap = text.skipped
            else:
                slow = text.reads
        block = text.split()
        end = 0
        if block.items:
            end = block.items[-1][1]
            yield Run(text.raw[text.at + block.items[0][0] : text.at + end], len(block.items))
            separator = _find_separator(text.raw[text.at : text.at + end], block.items) or separator
            gap = b""
        gap += text.raw[text.at + end : text.at + block.rest]
        text.at += block.rest
        if block.closed:
            return True
        if block.items:
            continue
        if block.torn or text.ahead > MAX_RECORD:
            yield text.take_torn(gap)
            gap = b""
        elif not text.read_more():
            yield text.take_rest() if text.ahead else text.take_rest(b"[")
            return False


def _count_items(raw: bytes) -> int:
    """Return how many items a list has; 0 for what is no list."""
    try:
        return len(_LIST.decode(raw))
    except (msgspec.DecodeError, RecursionError):
        return 0


def _find_separator(raw: bytes, items: list[tuple[int, int]]) -> bytes:
    """Return the text from the last byte of one object to the first key of the next, where the last two begin alike; else b""."""
    if len(items) < 2:
        return b""
    (first, end), (second, _) = items[-2:]
    last, following = BEGINNING.match(raw, first), BEGINNING.match(raw, second)
    are_alike = last and following and last[0] == following[0] and len(following[0]) > 1
    return raw[end - 1 : following.end()] if following and are_alike else b""


def _gather(runs: Iterable[Run], size: int) -> Iterator[Run]:
    """Join runs to about ``size`` bytes."""
    joined: list[bytes] = []
    length = count = 0
    for run in runs:
        if joined and (run.alone or length + len(run.raw) > size):
            yield Run(b",".join(joined), count)
            joined, length, count = [], 0, 0
        if run.alone:
            yield run
        else:
            joined.append(run.raw)
            length += len(run.raw)
            count += run.records
    if joined:
        yield Run(b",".join(joined), count)


def _raise_not_json(text: Text) -> NoReturn:
    raise InputError(
        "BAD_JSON",
        f"the file is not JSON: at byte {text.offset} begins neither an object nor a list",
        "check that it is complete and that nothing stands before, behind or between the records",
    )
