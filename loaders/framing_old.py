"""How files fall apart into records: lines, rows of CSV, objects of JSON, elements of XML.

Owns the cutting of a stream into chunks of whole records and of a chunk into records.  Knows nothing of what a record says, so a record
that is cut wrongly because the file is damaged is refused by the mapper, with its line.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import msgspec

from loaders.contract import Bytes, Chunk, Frame
from ontology.errors import InputError

LONGEST: Final = 64 * 2**20
"""Bytes of one record; a longer one is no record of any register."""


@dataclass(frozen=True, slots=True)
class Lines:
    """One record a line; blank lines are none."""

    def chunks(self, stream: Bytes, size: int) -> Iterator[Chunk]:
        line, rest = 1, b""
        while True:
            raw = stream.read(size)
            if not raw:
                if rest:
                    yield Chunk(rest, line)
                return
            if line == 1 and not rest:
                raw = raw.removeprefix(codecs.BOM_UTF8)
            cut = raw.rfind(b"\n") + 1
            if not cut:
                rest += raw
                if len(rest) > LONGEST:
                    raise InputError("RECORD_TOO_LONG", f"line {line} is longer than {LONGEST} bytes", "check that the file has lines")
                continue
            chunk, rest = rest + raw[:cut], raw[cut:]
            yield Chunk(chunk, line)
            line += chunk.count(b"\n")

    def frames(self, chunk: Chunk) -> Iterator[Frame]:
        for number, raw in enumerate(chunk.raw.split(b"\n"), chunk.line):
            if raw and not raw.isspace():
                yield Frame(raw, number)


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of CSV below ``header`` lines; a quoted cell may hold line feeds."""

    header: int = 1

    def chunks(self, stream: Bytes, size: int) -> Iterator[Chunk]:
        for _ in range(self.header):
            stream.readline(LONGEST)
        for chunk in Lines().chunks(stream, size):
            yield Chunk(chunk.raw, chunk.line + self.header)

    def frames(self, chunk: Chunk) -> Iterator[Frame]:
        held, line = b"", chunk.line
        for number, raw in enumerate(chunk.raw.split(b"\n"), chunk.line):
            line = line if held else number
            held = held + b"\n" + raw if held else raw
            if held.count(b'"') % 2 == 0:
                if not held.isspace() and held:
                    yield Frame(held.removesuffix(b"\r"), line)
                held = b""
        if held:
            yield Frame(held, line)


@dataclass(frozen=True, slots=True)
class Objects:
    """Objects of JSON: of a list, of the list below one of ``keys`` of an object, else the objects themselves.  ``line`` is the ordinal."""

    keys: tuple[str, ...] = ()

    def chunks(self, stream: Bytes, size: int) -> Iterator[Chunk]:
        yield Chunk(stream.read(), 1)

    def frames(self, chunk: Chunk) -> Iterator[Frame]:
        raw = chunk.raw.removeprefix(codecs.BOM_UTF8)
        try:
            value = msgspec.json.decode(raw, type=list[msgspec.Raw] | dict[str, msgspec.Raw])
        except msgspec.DecodeError as error:
            raise InputError("BAD_JSON", f"the file is not JSON: {error}", "check that it is complete") from None
        if isinstance(value, dict):
            for key in self.keys:
                if key in value and bytes(value[key]).lstrip()[:1] == b"[":
                    value = msgspec.json.decode(value[key], type=list[msgspec.Raw])
                    break
            else:
                yield Frame(raw, 1)
                return
        for number, item in enumerate(value, 1):
            yield Frame(bytes(item), number)


@dataclass(frozen=True, slots=True)
class Elements:
    """Elements of XML with one of these local names; each comes with the namespaces of the root, so that it can be parsed alone."""

    names: tuple[str, ...]

    def chunks(self, stream: Bytes, size: int) -> Iterator[Chunk]:
        yield Chunk(stream.read(), 1)

    def frames(self, chunk: Chunk) -> Iterator[Frame]:
        if re.search(rb"<!(?:DOCTYPE|ENTITY)", chunk.raw, re.IGNORECASE):
            raise InputError("XML_DOCTYPE", "the file declares a document type or entities",
                             "registers publish none; get the file from its register again")
        names = b"|".join(re.escape(name.encode()) for name in self.names)
        root = re.search(rb"<[A-Za-z_][^>]*>", chunk.raw)
        spaces = b" ".join(re.findall(rb"xmlns(?::[\w.-]+)?\s*=\s*(?:\"[^\"]*\"|'[^']*')", root[0])) if root else b""
        pattern = re.compile(rb"<((?:[\w.-]+:)?(?:" + names + rb"))(\s[^>]*)?>.*?</\1\s*>", re.DOTALL)
        for number, match in enumerate(pattern.finditer(chunk.raw), 1):
            start = 1 + len(match[1])
            yield Frame(match[0][:start] + (b" " + spaces if spaces else b"") + match[0][start:], number)
