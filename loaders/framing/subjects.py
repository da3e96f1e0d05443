"""Cuts N-Triples into runs of neighbouring lines about one subject."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from loaders.contract import ByteReader, Chunk, RawRecord
from loaders.framing.lines import MAX_RECORD, cap, read_beginning

_SUBJECT: Final = re.compile(rb"\s*(<[^>\s]*>|_:\S+)")


@dataclass(frozen=True, slots=True)
class Subjects:
    """Runs of neighbouring lines about one subject; blank lines and comments are none.

    >>> import io
    >>> text = b'<a> <p> "1" .\\n<a> <p> "2" .\\n# x\\n<b> <p> "3" .'
    >>> [record for chunk in Subjects().read_chunks(io.BytesIO(text), 5) for record in Subjects().cut_records(chunk)]
    [RawRecord(raw=b'<a> <p> "1" .\\n<a> <p> "2" .', line=1), RawRecord(raw=b'<b> <p> "3" .', line=4)]
    """

    def read_chunks(self, stream: ByteReader, size: int) -> Iterator[Chunk]:
        """Yield runs of whole records of about ``size`` bytes."""
        line, buffer, new_from, dropped = 1, bytearray(), 0, 0  # ``dropped``: lines cut off a run that is too long
        raw = read_beginning(stream, size)
        while raw:
            buffer += raw
            # The last subject's run may go on, so it stays in the buffer.  Only what is new is searched.
            cut = _find_last_run(buffer, new_from)
            if cut:
                yield Chunk(bytes(buffer[:cut]), line)
                line += buffer.count(b"\n", 0, cut) + dropped
                del buffer[:cut]
                dropped = 0
            elif len(buffer) > MAX_RECORD:
                # No register has a run as long: just enough of it is kept for it to be rejected.
                dropped += buffer.count(b"\n", MAX_RECORD + 1)
                del buffer[MAX_RECORD + 1 :]
            new_from = buffer.rfind(b"\n") + 1
            raw = stream.read(size)
        if buffer:
            yield Chunk(bytes(buffer), line)

    def cut_records(self, chunk: Chunk) -> Iterator[RawRecord]:
        """Yield the records of a chunk."""
        run: list[bytes] = []
        current, first = b"", chunk.line
        for number, raw in enumerate(chunk.raw.split(b"\n"), chunk.line):
            if not raw or raw.isspace() or raw.lstrip().startswith(b"#"):
                continue
            subject = _read_subject(raw)
            if run and subject != current:
                yield RawRecord(cap(b"\n".join(run)), first)
                run = []
            if not run:
                current, first = subject, number
            run.append(raw.removesuffix(b"\r"))
        if run:
            yield RawRecord(cap(b"\n".join(run)), first)


def _read_subject(line: bytes) -> bytes:
    """Return the subject of a triple; a line that is none is its own subject."""
    match = _SUBJECT.match(line)
    return match[1] if match else line


def _find_last_run(buffer: bytearray, new_from: int) -> int:
    """Return the position of the last run of lines; 0 where all lines are one run.  ``new_from``: position of the first new line."""
    end = buffer.rfind(b"\n") + 1
    last: bytes | None = None
    while end > 0:
        start = buffer.rfind(b"\n", 0, end - 1) + 1
        line = bytes(buffer[start:end])
        if line.strip() and not line.lstrip().startswith(b"#"):
            subject = _read_subject(line.rstrip(b"\r\n"))
            if last is not None and subject != last:
                return end
            last = subject
        if start < new_from and last is not None:
            return 0
        end = start
    return 0
