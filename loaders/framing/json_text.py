"""A cursor on a stream of JSON.

Owns reading on, skipping, and where a record without an end is given up.  Knows nothing of which records are wanted.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from loaders.contract import ByteReader
from loaders.framing.json_split import SPACE, WINDOW, Split, split
from loaders.framing.lines import MAX_RECORD, cap, read_beginning
from ontology.errors import InputError

TORN: Final = b"!"
"""Begins a chunk that is one record without an end."""

BEGINNING: Final = re.compile(rb'\{\s*+"[^"\\\n]*+"\s*+:|[\[{]|')
"""Two records begin alike when they have the same bracket and first key."""

_SCALAR: Final = re.compile(rb'(?:"(?:[^"\\]|\\.)*+"|[^\s",\[\]{}]++)(?=[\s,\]}])', re.DOTALL)
_OVERLAP: Final = 4_096


class Run(NamedTuple):
    """Items that follow one another."""

    raw: bytes
    records: int
    alone: bool = False
    """Whether ``raw`` is a chunk by itself."""


class Text:
    """The part of a stream that was read and not used yet: it begins at ``at``; nothing from ``anchor`` on is dropped."""

    def __init__(self, stream: ByteReader, size: int) -> None:
        self._stream, self._size = stream, size
        self.raw = read_beginning(stream, size)
        self.at = self._dropped = self.reads = 0
        self.anchor: int | None = None
        self.final = not self.raw
        self.skipped = b""
        """What the last ``skip`` passed over."""

    @property
    def ahead(self) -> int:
        """Bytes that were read and not used yet."""
        return len(self.raw) - self.at

    @property
    def offset(self) -> int:
        """Position in the file, not counting a byte order mark."""
        return self._dropped + self.at

    def read_more(self) -> bool:
        """Read another block; False at the end of the file."""
        raw = b"" if self.final else self._stream.read(self._size)
        self.final = not raw
        self.reads += 1
        drop = self.at if self.anchor is None else self.anchor
        self._dropped += drop
        self.raw = self.raw[drop:] + raw
        self.at -= drop
        if self.anchor is not None:
            self.anchor = 0
        return not self.final

    def skip(self, characters: bytes) -> bytes:
        """Skip these characters; return the one that follows, b"" at the end of the file."""
        self.skipped = b""
        while True:
            piece = self.raw[self.at : self.at + _OVERLAP]
            rest = piece.lstrip(characters)
            passed = len(piece) - len(rest)
            self.at += passed
            self.skipped = (self.skipped + piece[:passed])[-_OVERLAP:]
            if rest:
                return rest[:1]
            if self.at == len(self.raw) and not self.read_more():
                return b""

    def match(self, pattern: re.Pattern[bytes]) -> re.Match[bytes] | None:
        """Match a pattern here, reading on where the text might not be whole."""
        while True:
            match = pattern.match(self.raw, self.at)
            if match or self.final or not self._extend():
                return match

    def split(self) -> Split:
        """Split the text from here into items; positions count from ``at``."""
        size = WINDOW
        while True:
            block = split(self.raw[self.at : self.at + size])
            if block.items or block.closed or block.torn or size >= self.ahead:
                return block
            size *= 4

    def skip_value(self) -> bool:
        """Skip the value of a member; False where the file ends before it does."""
        if self.raw[self.at : self.at + 1] not in (b"{", b"["):
            value = self.match(_SCALAR)
            self.at += len(value[0]) if value else 0
            return value is not None
        while not (block := self.split()).items:
            if block.torn or self.final or not self._extend():
                return False
        self.at += block.items[0][1]
        return True

    def take_rest(self, within: bytes = b"") -> Run:
        """Take the rest of a file that ends too early: one record, which is never whole JSON."""
        rest = within + self.raw[self.at :].strip(SPACE + b",")
        self.at = len(self.raw)
        return _make_torn_run(rest)

    def take_torn(self, gap: bytes) -> Run:
        """Take the record that begins here and has no end, up to the next that begins alike.  ``gap``: what stands before it."""
        beginning = BEGINNING.match(self.raw, self.at)
        like = re.escape(beginning[0] if beginning else b"")
        _, feed, indent = gap.rpartition(b"\n")
        following = re.compile(rb"[}\]][ \t\r]*+,?[\s,]*?\n" + indent + like if feed else rb"[}\]]\s*+,?+\s*+(?=" + like + rb")")
        long, search = b"", 1
        while True:
            match = following.search(self.raw, self.at + search)
            if match:
                run = long or self.raw[self.at : match.start() + 1]
                self.at = match.start() + 1
                return _make_torn_run(run)
            search = max(1, self.ahead - _OVERLAP)
            if not long and self.ahead > MAX_RECORD:
                long = self.raw[self.at : self.at + MAX_RECORD + 1]
            if long:
                self.at += search
                search = 0
            if not self.read_more():
                run = long or self.raw[self.at :]
                self.at = len(self.raw)
                return _make_torn_run(run)

    def _extend(self) -> bool:
        """Read on behind what is no whole value yet.  Raises InputError RECORD_TOO_LONG."""
        if self.ahead > MAX_RECORD:
            raise InputError(
                "RECORD_TOO_LONG",
                f"what begins at byte {self.offset} is longer than {MAX_RECORD} bytes",
                "check that the file is not damaged there",
            )
        self.read_more()
        return True


def _make_torn_run(raw: bytes) -> Run:
    return Run(TORN + cap(raw), 1, alone=True)
