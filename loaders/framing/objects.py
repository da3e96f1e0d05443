"""Objects of JSON, found without reading the file as a whole."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import msgspec

from loaders.contract import Bytes, Chunk, RawRecord
from loaders.framing.json_split import SPACE, every
from loaders.framing.json_text import BEGINNING, TORN, Run, Text
from loaders.framing.lines import LONGEST, capped
from ontology.errors import InputError

_LIST: Final = msgspec.json.Decoder(list[msgspec.Raw])
_MEMBER: Final = re.compile(rb'"((?:[^"\\]|\\.)*+)"\s*+:\s*+(?=\S)', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Objects:
    """Objects of JSON: the items of a list, of the lists below ``keys`` of an object, else the objects themselves.

    ``line`` is the ordinal.  Whatever else is an item of such a list comes out too.  Of a file that ends too early the rest is a record
    of its own, which is no JSON; so is what begins a record and does not end it, up to what begins like it.

    >>> import io
    >>> text = b'{"date": "2020", "records": [{"a": 1}, {"b'
    >>> [frame for chunk in Objects(("records",)).chunks(io.BytesIO(text), 9) for frame in Objects().frames(chunk)]
    [RawRecord(raw=b'{"a": 1}', line=1), RawRecord(raw=b'{"b', line=2)]
    """

    keys: tuple[str, ...] = ()

    def chunks(self, stream: Bytes, size: int) -> Iterator[Chunk]:
        """Raises InputError BAD_JSON where the file holds something else than objects and lists."""
        ordinal = 1
        for run in _gathered(self._runs(Text(stream, size)), size):
            yield Chunk(run.raw if run.alone else b"[" + run.raw + b"]", ordinal)
            ordinal += run.records

    def frames(self, chunk: Chunk) -> Iterator[RawRecord]:
        if chunk.raw.startswith(TORN):
            yield RawRecord(chunk.raw[1:], chunk.line)
            return
        try:
            found: Iterable[bytes] = map(bytes, _LIST.decode(chunk.raw))
        except (msgspec.DecodeError, RecursionError):
            inside = chunk.raw[1:-1]
            found = (inside[begin:end] for begin, end in every(inside))
        for number, raw in enumerate(found, chunk.line):
            yield RawRecord(capped(raw), number)

    def _runs(self, text: Text) -> Iterator[Run]:
        while mark := text.skip(SPACE):
            if mark == b"[":
                text.at += 1
                yield from _listed(text)
            elif mark == b"{":
                yield from self._objects(text)
            else:
                raise _not_json(text)

    def _objects(self, text: Text) -> Iterator[Run]:
        """Objects one after another, or one that holds the list."""
        while not (found := text.split()).items and not self.keys:
            if found.torn or text.ahead > LONGEST:
                yield text.torn(text.skipped)
                return
            if not text.more():
                yield text.remaining()
                return
        end, count = text.at, 0
        for first, last in found.items:
            begin = text.at + first
            if text.raw[begin : begin + 1] != b"{" or text.raw[end:begin].strip(SPACE) or self._keyed(text.raw[begin : text.at + last]):
                break
            end, count = text.at + last, count + 1
        if count:
            yield Run(b",".join(text.raw[text.at + first : text.at + last] for first, last in found.items[:count]), count)
            text.at = end
        else:
            yield from self._members(text)

    def _keyed(self, raw: bytes) -> bool:
        return any(b'"%b"' % key.encode() in raw for key in self.keys)

    def _members(self, text: Text) -> Iterator[Run]:
        """The lists below the keys; the object itself where it has none."""
        text.kept, listed = text.at, False
        text.at += 1
        while (mark := text.skip(SPACE + b",")) not in (b"", b"}"):
            member = text.match(_MEMBER)
            if member is None:
                break
            text.at += len(member[0])
            if member[1].decode(errors="replace") in self.keys and text.raw[text.at : text.at + 1] == b"[":
                text.at += 1
                text.kept, listed = None, True
                if not (yield from _listed(text)):
                    return
            elif not text.pass_value():
                break
        else:
            if mark:
                text.at += 1
                if not listed:
                    yield Run(text.raw[text.kept : text.at], 1)
                text.kept = None
                return
        if not text.final:
            raise _not_json(text)
        text.at = text.at if text.kept is None else text.kept
        text.kept = None
        yield text.remaining(b"{" if listed else b"")


def _listed(text: Text) -> Generator[Run, None, bool]:
    """The items of a list behind its bracket; returns whether it ended."""
    separator, gap, slow = b"", b"", -1
    while True:
        text.skip(SPACE + b",")
        gap += text.skipped
        if separator and slow != text.reads and (cut := text.raw.rfind(separator, text.at) + 1):
            run = b"".join((b"[", memoryview(text.raw)[text.at : cut], b"]"))
            if count := _count(run):
                yield Run(run, count, alone=True)
                text.at = cut
                text.skip(SPACE + b",")
                gap = text.skipped
            else:
                slow = text.reads
        found = text.split()
        end = 0
        if found.items:
            end = found.items[-1][1]
            yield Run(text.raw[text.at + found.items[0][0] : text.at + end], len(found.items))
            separator = _separator(text.raw[text.at : text.at + end], found.items) or separator
            gap = b""
        gap += text.raw[text.at + end : text.at + found.rest]
        text.at += found.rest
        if found.closed:
            return True
        if found.items:
            continue
        if found.torn or text.ahead > LONGEST:
            yield text.torn(gap)
            gap = b""
        elif not text.more():
            yield text.remaining() if text.ahead else text.remaining(b"[")
            return False


def _count(raw: bytes) -> int:
    """How many items a list has, if it is one."""
    try:
        return len(_LIST.decode(raw))
    except (msgspec.DecodeError, RecursionError):
        return 0


def _separator(raw: bytes, found: list[tuple[int, int]]) -> bytes:
    """What stands between two objects that begin alike, with the last of one and the beginning of the other."""
    if len(found) < 2:
        return b""
    (first, end), (second, _) = found[-2:]
    alike = BEGINNING.match(raw, first)
    begun = BEGINNING.match(raw, second)
    return raw[end - 1 : begun.end()] if alike and begun and alike[0] == begun[0] and len(begun[0]) > 1 else b""


def _gathered(runs: Iterable[Run], size: int) -> Iterator[Run]:
    """Runs put together to about ``size`` bytes."""
    held: list[bytes] = []
    length = count = 0
    for run in runs:
        if held and (run.alone or length + len(run.raw) > size):
            yield Run(b",".join(held), count)
            held, length, count = [], 0, 0
        if run.alone:
            yield run
        else:
            held.append(run.raw)
            length += len(run.raw)
            count += run.records
    if held:
        yield Run(b",".join(held), count)


def _not_json(text: Text) -> InputError:
    return InputError(
        "BAD_JSON",
        f"the file is not JSON: at byte {text.offset} begins neither an object nor a list",
        "check that it is complete and that nothing stands before, behind or between the records",
    )
