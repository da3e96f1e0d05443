"""Reads a delimited text (CSV) row by row, in bounded memory whatever the file holds.

Owns lines and quotes.  Knows nothing of columns or what a row means.  A row that cannot be read has its error in place of
cells, and the reading goes on with the next line; an unclosed quote costs its own line and no other.
"""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator
from typing import BinaryIO, Final, NamedTuple

from ontology.errors import RecordError

MAX_ROW: Final = 131_072
"""Bytes of one row, and the longest cell that the csv module reads without a change of its global setting."""

MAX_LINES: Final = 1_000
"""Lines that one row may run over by line ends inside quotes."""

_CHUNK: Final = 65_536
_BOM: Final = b"\xef\xbb\xbf"
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class Row(NamedTuple):
    """One row.  ``line`` is that of its first character, from 1; ``raw`` its bytes, of an over-long line the first ``MAX_ROW`` + 1."""

    line: int
    raw: bytes
    cells: tuple[str, ...]
    error: RecordError | None = None


def read_rows(stream: BinaryIO, delimiter: str, *, keep_blanks: bool = False) -> Iterator[Row]:
    """Yield every row that is not blank; cells are trimmed, with ``keep_blanks`` only at their end.  The stream is UTF-8 (text.py).

    >>> import io
    >>> [row.cells for row in read_rows(io.BytesIO(b'a, b\\n"x, y",2\\n'), ",")]
    [('a', 'b'), ('x, y', '2')]
    """
    lines = _Lines(stream)
    supply = _Supply(lines)
    reader = csv.reader(supply, delimiter=delimiter, strict=True, skipinitialspace=not keep_blanks)
    while (first := lines.take()) is not None:
        number = lines.number
        if first.isspace():
            continue
        if len(first) > MAX_ROW:
            lines.skip_rest(first)
            yield Row(
                number,
                first,
                (),
                RecordError(
                    "LINE_TOO_LONG",
                    f"line {number} is longer than {MAX_ROW} bytes",
                    "check the line ends and the quotes there, or cut the line",
                ),
            )
            continue
        supply.begin(first)
        try:
            cells = next(reader, [])
        except csv.Error as error:
            lines.give_back(supply.lines[1:])
            yield Row(
                number,
                first,
                (),
                RecordError(
                    "BAD_ROW",
                    f"line {number} cannot be split into cells: {error}",
                    "close every quote, double a quote inside a quoted cell, and give each row a line of its own",
                ),
            )
            continue
        trimmed = tuple([cell.rstrip() for cell in cells] if keep_blanks else [cell.strip() for cell in cells])
        text = "".join(trimmed)
        if not text:
            continue
        raw = first if len(supply.lines) == 1 else b"".join(supply.lines)
        if not text.isprintable() and _CONTROL.search(text):
            yield Row(
                number,
                raw,
                (),
                RecordError(
                    "BAD_CHARACTER", f"line {number} holds a control character", "remove characters that cannot be seen, such as NUL"
                ),
            )
            continue
        yield Row(number, raw, trimmed)


class _Supply:
    """Gives the lines of one row, as the csv reader asks for them: it asks on while a quote is open."""

    def __init__(self, lines: _Lines) -> None:
        self._all = lines
        self.lines: list[bytes] = []
        """Lines of the row that were given."""
        self._first: bytes | None = None
        self._size = 0

    def begin(self, first: bytes) -> None:
        """Begin a row with its first line."""
        self._first, self._size = first, len(first)

    def __iter__(self) -> _Supply:
        return self

    def __next__(self) -> str:
        if (first := self._first) is not None:
            self._first, self.lines = None, [first]
            return _decode_line(first, self._all.number)
        line = self._all.take() if len(self.lines) < MAX_LINES else None
        if line is None:
            raise StopIteration
        self._size += len(line)
        if self._size > MAX_ROW:
            self._all.give_back([line])
            raise StopIteration
        self.lines.append(line)
        return _decode_line(line, self._all.number)


def _decode_line(line: bytes, number: int) -> str:
    """Return a line of UTF-8 as text."""
    return (line.removeprefix(_BOM) if number == 1 else line).decode()


class _Lines:
    """Lines with their number; lines can be given back.  Of a line over the limit only the beginning is read."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._back: deque[bytes] = deque()
        self.number = 0

    def take(self) -> bytes | None:
        """Return the next line; None at the end."""
        line = self._back.popleft() if self._back else self._stream.readline(MAX_ROW + 1)
        if not line:
            return None
        self.number += 1
        return line

    def give_back(self, lines: list[bytes]) -> None:
        """Put the last lines back, to be row_lines again."""
        self._back.extendleft(reversed(lines))
        self.number -= len(lines)

    def skip_rest(self, beginning: bytes) -> None:
        """Read past an over-long line.  It is the last line read, so no line that was given back follows it."""
        piece = beginning
        while piece and not piece.endswith(b"\n"):
            piece = self._stream.readline(_CHUNK)
