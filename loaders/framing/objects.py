"""Objects of JSON, found without reading the file as a whole."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

import msgspec

from loaders.contract import Bytes, Chunk, Frame
from loaders.framing.json_split import SPACE, WINDOW, Split, every, split
from loaders.framing.lines import LONGEST, beginning, capped
from ontology.errors import InputError

_LIST: Final = msgspec.json.Decoder(list[msgspec.Raw])
_BEGINNING: Final = re.compile(rb'\{\s*+"[^"\\\n]*+"\s*+:|[\[{]|')
_MEMBER: Final = re.compile(rb'"((?:[^"\\]|\\.)*+)"\s*+:\s*+(?=\S)', re.DOTALL)
_SCALAR: Final = re.compile(rb'(?:"(?:[^"\\]|\\.)*+"|[^\s",\[\]{}]++)(?=[\s,\]}])', re.DOTALL)
_OVERLAP: Final = 4_096
_TORN: Final = b"!"
"""Begins a chunk that is one record which does not end."""


class _Run(NamedTuple):
    """Items that follow one another."""

    raw: bytes
    records: int
    alone: bool = False
    """Whether ``raw`` is a chunk as it is."""


@dataclass(frozen=True, slots=True)
class Objects:
    """Objects of JSON: the items of a list, of the lists below ``keys`` of an object, else the objects themselves.

    ``line`` is the ordinal.  Whatever else is an item of such a list comes out too.  Of a file that ends too early the rest is a record
    of its own, which is no JSON; so is what begins a record and does not end it, up to what begins like it.

    >>> import io
    >>> text = b'{"date": "2020", "records": [{"a": 1}, {"b'
    >>> [frame for chunk in Objects(("records",)).chunks(io.BytesIO(text), 9) for frame in Objects().frames(chunk)]
    [Frame(raw=b'{"a": 1}', line=1), Frame(raw=b'{"b', line=2)]
    """

    keys: tuple[str, ...] = ()

    def chunks(self, stream: Bytes, size: int) -> Iterator[Chunk]:
        """Raises InputError BAD_JSON where the file holds something else than objects and lists."""
        ordinal = 1
        for run in _gathered(self._runs(_Text(stream, size)), size):
            yield Chunk(run.raw if run.alone else b"[" + run.raw + b"]", ordinal)
            ordinal += run.records

    def frames(self, chunk: Chunk) -> Iterator[Frame]:
        if chunk.raw.startswith(_TORN):
            yield Frame(chunk.raw[1:], chunk.line)
            return
        try:
            found: Iterable[bytes] = map(bytes, _LIST.decode(chunk.raw))
        except (msgspec.DecodeError, RecursionError):
            inside = chunk.raw[1:-1]
            found = (inside[begin:end] for begin, end in every(inside))
        for number, raw in enumerate(found, chunk.line):
            yield Frame(capped(raw), number)

    def _runs(self, text: _Text) -> Iterator[_Run]:
        while (mark := text.skip(SPACE)):
            if mark == b"[":
                text.at += 1
                yield from _listed(text)
            elif mark == b"{":
                yield from self._objects(text)
            else:
                raise _not_json(text)

    def _objects(self, text: _Text) -> Iterator[_Run]:
        """Objects one after another, or one that holds the list."""
        while not (found := text.split()).items and not self.keys:
            if found.torn or text.ahead > LONGEST:
                yield _torn(text, text.skipped)
                return
            if not text.more():
                yield text.remaining()
                return
        end, count = text.at, 0
        for first, last in found.items:
            begin = text.at + first
            if text.raw[begin:begin + 1] != b"{" or text.raw[end:begin].strip(SPACE) or self._keyed(text.raw[begin:text.at + last]):
                break
            end, count = text.at + last, count + 1
        if count:
            yield _Run(b",".join(text.raw[text.at + first:text.at + last] for first, last in found.items[:count]), count)
            text.at = end
        else:
            yield from self._members(text)

    def _keyed(self, raw: bytes) -> bool:
        return any(b'"%b"' % key.encode() in raw for key in self.keys)

    def _members(self, text: _Text) -> Iterator[_Run]:
        """The lists below the keys; the object itself where it has none."""
        text.kept, listed = text.at, False
        text.at += 1
        while (mark := text.skip(SPACE + b",")) not in (b"", b"}"):
            member = text.match(_MEMBER)
            if member is None:
                break
            text.at += len(member[0])
            if member[1].decode(errors="replace") in self.keys and text.raw[text.at:text.at + 1] == b"[":
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
                    yield _Run(text.raw[text.kept:text.at], 1)
                text.kept = None
                return
        if not text.final:
            raise _not_json(text)
        text.at = text.at if text.kept is None else text.kept
        text.kept = None
        yield text.remaining(b"{" if listed else b"")


class _Text:
    """What was read of a stream and not used yet, from ``at``; what begins at ``kept`` stays."""

    def __init__(self, stream: Bytes, size: int) -> None:
        self._stream, self._size = stream, size
        self.raw = beginning(stream, size)
        self.at = self._before = self.reads = 0
        self.kept: int | None = None
        self.final = not self.raw
        self.skipped = b""
        """What was last passed over."""

    @property
    def ahead(self) -> int:
        return len(self.raw) - self.at

    @property
    def offset(self) -> int:
        """Place in the file, without a byte order mark."""
        return self._before + self.at

    def more(self) -> bool:
        """Read on; False at the end of the file."""
        raw = b"" if self.final else self._stream.read(self._size)
        self.final = not raw
        self.reads += 1
        drop = self.at if self.kept is None else self.kept
        self._before += drop
        self.raw = self.raw[drop:] + raw
        self.at -= drop
        if self.kept is not None:
            self.kept = 0
        return not self.final

    def skip(self, marks: bytes) -> bytes:
        """Pass over some characters; the one that follows, none at the end of the file."""
        self.skipped = b""
        while True:
            piece = self.raw[self.at:self.at + _OVERLAP]
            rest = piece.lstrip(marks)
            passed = len(piece) - len(rest)
            self.at += passed
            self.skipped = (self.skipped + piece[:passed])[-_OVERLAP:]
            if rest:
                return rest[:1]
            if self.at == len(self.raw) and not self.more():
                return b""

    def match(self, pattern: re.Pattern[bytes]) -> re.Match[bytes] | None:
        """What stands here, reading on where it might not be whole."""
        while True:
            found = pattern.match(self.raw, self.at)
            if found or self.final or not self._go_on():
                return found

    def split(self) -> Split:
        """What begins here, as places after ``at``."""
        size = WINDOW
        while True:
            found = split(self.raw[self.at:self.at + size])
            if found.items or found.closed or found.torn or size >= self.ahead:
                return found
            size *= 4

    def pass_value(self) -> bool:
        """Pass over a member's value; False where the file ends before it does."""
        if self.raw[self.at:self.at + 1] not in (b"{", b"["):
            value = self.match(_SCALAR)
            self.at += len(value[0]) if value else 0
            return value is not None
        while not (found := self.split()).items:
            if found.torn or self.final or not self._go_on():
                return False
        self.at += found.items[0][1]
        return True

    def remaining(self, within: bytes = b"") -> _Run:
        """The rest of a file that ends too early: never whole JSON."""
        rest = within + self.raw[self.at:].strip(SPACE + b",")
        self.at = len(self.raw)
        return _alone(rest)

    def _go_on(self) -> bool:
        if self.ahead > LONGEST:
            raise InputError("RECORD_TOO_LONG", f"what begins at byte {self.offset} is longer than {LONGEST} bytes",
                             "check that the file is not damaged there")
        self.more()
        return True


def _listed(text: _Text) -> Generator[_Run, None, bool]:
    """The items of a list behind its bracket; returns whether it ended."""
    separator, gap, slow = b"", b"", -1
    while True:
        text.skip(SPACE + b",")
        gap += text.skipped
        if separator and slow != text.reads and (cut := text.raw.rfind(separator, text.at) + 1):
            run = b"".join((b"[", memoryview(text.raw)[text.at:cut], b"]"))
            if count := _count(run):
                yield _Run(run, count, alone=True)
                text.at = cut
                text.skip(SPACE + b",")
                gap = text.skipped
            else:
                slow = text.reads
        found = text.split()
        end = 0
        if found.items:
            end = found.items[-1][1]
            yield _Run(text.raw[text.at + found.items[0][0]:text.at + end], len(found.items))
            separator = _separator(text.raw[text.at:text.at + end], found.items) or separator
            gap = b""
        gap += text.raw[text.at + end:text.at + found.rest]
        text.at += found.rest
        if found.closed:
            return True
        if found.items:
            continue
        if found.torn or text.ahead > LONGEST:
            yield _torn(text, gap)
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
    alike = _BEGINNING.match(raw, first)
    begun = _BEGINNING.match(raw, second)
    return raw[end - 1:begun.end()] if alike and begun and alike[0] == begun[0] and len(begun[0]) > 1 else b""


def _torn(text: _Text, gap: bytes) -> _Run:
    """What begins here behind ``gap`` and does not end, up to what begins like it."""
    begun = _BEGINNING.match(text.raw, text.at)
    like = re.escape(begun[0] if begun else b"")
    _, feed, indent = gap.rpartition(b"\n")
    following = re.compile(rb"[}\]][ \t\r]*+,?[\s,]*?\n" + indent + like if feed else rb"[}\]]\s*+,?+\s*+(?=" + like + rb")")
    long, search = b"", 1
    while True:
        found = following.search(text.raw, text.at + search)
        if found:
            run = long or text.raw[text.at:found.start() + 1]
            text.at = found.start() + 1
            return _alone(run)
        search = max(1, text.ahead - _OVERLAP)
        if not long and text.ahead > LONGEST:
            long = text.raw[text.at:text.at + LONGEST + 1]
        if long:
            text.at += search
            search = 0
        if not text.more():
            run = long or text.raw[text.at:]
            text.at = len(text.raw)
            return _alone(run)


def _alone(raw: bytes) -> _Run:
    """One record that does not end."""
    return _Run(_TORN + capped(raw), 1, alone=True)


def _gathered(runs: Iterable[_Run], size: int) -> Iterator[_Run]:
    """Runs put together to about ``size`` bytes."""
    held: list[bytes] = []
    length = count = 0
    for run in runs:
        if held and (run.alone or length + len(run.raw) > size):
            yield _Run(b",".join(held), count)
            held, length, count = [], 0, 0
        if run.alone:
            yield run
        else:
            held.append(run.raw)
            length += len(run.raw)
            count += run.records
    if held:
        yield _Run(b",".join(held), count)


def _not_json(text: _Text) -> InputError:
    return InputError("BAD_JSON", f"the file is not JSON: at byte {text.offset} begins neither an object nor a list",
                      "check that it is complete and that nothing stands before, behind or between the records")
