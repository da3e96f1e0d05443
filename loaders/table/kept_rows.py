"""The rows of a table as they were read once, kept in a temporary file until all its parties are known.

Reading, splitting and mapping a row is done once; what the blanks of a party mean follows from all rows, so statements are made afterwards.
"""

from __future__ import annotations

import struct
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Final

import msgspec

from loaders.table.entities import ReadHolding
from ontology.errors import RecordError

_BATCH: Final = 64
"""Rows that are written and read at a time; few, so that they stay near the processor."""
_LENGTH: Final = struct.Struct(">I")


class Fault(msgspec.Struct, frozen=True, array_like=True):
    """Why a row cannot be used."""

    code: str
    what: str
    hint: str


class KeptRow(msgspec.Struct, frozen=True, array_like=True):
    """A row with the holdings that it states."""

    line: int
    sha256: str
    holdings: list[ReadHolding]
    fault: Fault | None = None

    def check(self) -> None:
        """Raise the RecordError of a row that cannot be used."""
        if self.fault is not None:
            raise RecordError(self.fault.code, self.fault.what, self.fault.hint)


class KeptRows:
    """Rows in their order, to be read once all were added."""

    def __init__(self, stack: ExitStack) -> None:
        """``stack``: the file is gone when it ends."""
        self._file = stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 (the stack closes it)
        self._batch: list[KeptRow] = []
        self._encoder, self._decoder = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(list[KeptRow])

    def add(self, row: KeptRow) -> None:
        """Keep a row."""
        self._batch.append(row)
        if len(self._batch) == _BATCH:
            self._write()

    def _write(self) -> None:
        raw = self._encoder.encode(self._batch)
        self._file.write(_LENGTH.pack(len(raw)) + raw)
        self._batch.clear()

    def __iter__(self) -> Iterator[KeptRow]:
        self._write()
        self._file.seek(0)
        while length := self._file.read(_LENGTH.size):
            yield from self._decoder.decode(self._file.read(_LENGTH.unpack(length)[0]))
