"""The bytes of a table as UTF-8 that can be read more than once, whatever a spreadsheet program saved.

Owns encodings and the hash of the file.  UTF-16 is told by its mark.  What is neither is read as Windows-1252 only where nothing speaks
against it: a wrong guess would spell names wrongly.
"""

from __future__ import annotations

import codecs
import hashlib
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

from loaders.common.encodings import MARGIN, guess_encoding, make_hint
from loaders.common.latin_letters import WESTERN
from loaders.contract import LoadContext
from ontology.errors import InputError

UTF16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

_CHUNK: Final = 1 << 20


class Text(NamedTuple):
    """A stream of UTF-8 that can be read again from ``start``; ``sha256`` is of the file as it was given."""

    stream: BinaryIO
    start: int
    sha256: str


def open_text(stream: BinaryIO, context: LoadContext, stack: ExitStack, encoding: str | None = None) -> Text:
    """Make a table readable; copies go when ``stack`` ends.  ``encoding``: where it is known.

    Warns READ_AS_UTF16, READ_AS_CP1252; raises InputError WRONG_ENCODING.
    """
    if not stream.seekable():
        copy = stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 (the stack closes it)
        shutil.copyfileobj(stream, copy)
        copy.seek(0)
        stream = copy
    start = stream.tell()
    sha256, guess = hashlib.sha256(), _Encoding()
    while chunk := stream.read(_CHUNK):
        sha256.update(chunk)
        guess.add(chunk)
    stream.seek(start)
    name = encoding or guess.find_name(context.file)
    if name == "utf-16" and encoding is None:
        context.warn("READ_AS_UTF16")
    elif name == WESTERN and encoding is None:
        context.warn("READ_AS_CP1252", "the file is not UTF-8 and was read as Windows-1252: look whether its names are spelt right")
    if name != "utf-8":
        stream, start = _convert(stream, name, context, stack), 0
    return Text(stream, start, sha256.hexdigest())


class _Encoding:
    """What the bytes seen so far may be."""

    def __init__(self) -> None:
        self._is_first, self._is_utf16 = True, False
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._line, self._tail = 1, b""
        self._what: str | None = None
        self._guess = WESTERN

    def add(self, chunk: bytes) -> None:
        is_first, self._is_first = self._is_first, False
        if is_first:
            self._is_utf16 = chunk.startswith(UTF16)
        if self._is_utf16:
            return
        self._decode(chunk)
        self._line += chunk.count(b"\n")
        # ASCII tells nothing but the encoding that it may name at its beginning.
        if self._guess == WESTERN and (is_first or not (chunk.isascii() and self._tail.isascii())):
            self._guess = guess_encoding(self._tail + chunk)
        self._tail = chunk[-MARGIN:]

    def _decode(self, chunk: bytes, *, final: bool = False) -> None:
        if self._what is not None:
            return
        try:
            self._decoder.decode(chunk, final)
        except UnicodeDecodeError as error:
            before = error.object[: error.start]
            line = self._line + before.count(b"\n")
            place, byte = error.start - before.rfind(b"\n"), error.object[error.start]
            self._what = f"byte {place} of line {line} is 0x{byte:02x}"

    def find_name(self, file: Path) -> str:
        """Name the encoding.  Raises InputError WRONG_ENCODING."""
        if self._is_utf16:
            return "utf-16"
        self._decode(b"", final=True)
        if self._what is None:
            return "utf-8"
        if self._guess == WESTERN:
            return WESTERN
        raise InputError("WRONG_ENCODING", f"{file} is not UTF-8: {self._what}", make_hint(self._guess))


def _convert(stream: BinaryIO, encoding: str, context: LoadContext, stack: ExitStack) -> BinaryIO:
    copy = stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 (the stack closes it)
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while chunk := stream.read(_CHUNK):
            copy.write(decoder.decode(chunk).encode())
        copy.write(decoder.decode(b"", final=True).encode())
    except UnicodeError as error:
        what = f"{context.file} is not {encoding.upper()} from its beginning to its end"
        raise InputError("WRONG_ENCODING", what, "save the table as CSV UTF-8") from error
    copy.seek(0)
    return copy
