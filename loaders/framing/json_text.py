"""A cursor on a stream of JSON: what was read and not used yet.

Owns reading on, passing over, and where a record that does not end is given up.  Knows nothing of which records are wanted.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from loaders.contract import Bytes
from loaders.framing.json_split import SPACE, WINDOW, Split, split
from loaders.framing.lines import LONGEST, beginning, capped
from ontology.errors import InputError

TORN: Final = b"!"
"""Begins a chunk that is one record which does not end."""

BEGINNING: Final = re.compile(rb'\{\s*+"[^"\\\n]*+"\s*+:|[\[{]|')
"""By what one record is taken to begin like another: its bracket and first key."""

_SCALAR: Final = re.compile(rb'(?:"(?:[^"\\]|\\.)*+"|[^\s",\[\]{}]++)(?=[\s,\]}])', re.DOTALL)
_OVERLAP: Final = 4_096


class Run(NamedTuple):
    """Items that follow one another."""

    raw: bytes
    records: int
    alone: bool = False
    """Whether ``raw`` is a chunk as it is."""


class Text:
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
            piece = self.raw[self.at : self.at + _OVERLAP]
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
            found = split(self.raw[self.at : self.at + size])
            if found.items or found.closed or found.torn or size >= self.ahead:
                return found
            size *= 4

    def pass_value(self) -> bool:
        """Pass over a member's value; False where the file ends before it does."""
        if self.raw[self.at : self.at + 1] not in (b"{", b"["):
            value = self.match(_SCALAR)
            self.at += len(value[0]) if value else 0
            return value is not None
        while not (found := self.split()).items:
            if found.torn or self.final or not self._go_on():
                return False
        self.at += found.items[0][1]
        return True

    def remaining(self, within: bytes = b"") -> Run:
        """The rest of a file that ends too early: never whole JSON."""
        rest = within + self.raw[self.at :].strip(SPACE + b",")
        self.at = len(self.raw)
        return alone(rest)

    def _go_on(self) -> bool:
        if self.ahead > LONGEST:
            raise InputError(
                "RECORD_TOO_LONG",
                f"what begins at byte {self.offset} is longer than {LONGEST} bytes",
                "check that the file is not damaged there",
            )
        self.more()
        return True

    def torn(self, gap: bytes) -> Run:
        """What begins here behind ``gap`` and does not end, up to what begins like it."""
        begun = BEGINNING.match(self.raw, self.at)
        like = re.escape(begun[0] if begun else b"")
        _, feed, indent = gap.rpartition(b"\n")
        following = re.compile(rb"[}\]][ \t\r]*+,?[\s,]*?\n" + indent + like if feed else rb"[}\]]\s*+,?+\s*+(?=" + like + rb")")
        long, search = b"", 1
        while True:
            found = following.search(self.raw, self.at + search)
            if found:
                run = long or self.raw[self.at : found.start() + 1]
                self.at = found.start() + 1
                return alone(run)
            search = max(1, self.ahead - _OVERLAP)
            if not long and self.ahead > LONGEST:
                long = self.raw[self.at : self.at + LONGEST + 1]
            if long:
                self.at += search
                search = 0
            if not self.more():
                run = long or self.raw[self.at :]
                self.at = len(self.raw)
                return alone(run)


def alone(raw: bytes) -> Run:
    """One record that does not end."""
    return Run(TORN + capped(raw), 1, alone=True)
