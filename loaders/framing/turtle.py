"""Cuts Turtle, or RDF in XML, into the triples about one subject, written as N-Triples.

The parser is pyoxigraph's, which reads as it goes and fetches nothing.  ``line`` is the ordinal of a triple: neither has a line a triple.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final, cast

import pyoxigraph

from loaders.contract import ByteReader, Chunk, RawRecord
from loaders.framing.subjects import Subjects
from ontology.errors import InputError

_NESTED: Final = re.compile(rb"<<(?=[^<>]{0,200}<<)")
_MOST_NESTED: Final = 20
_MOST_OPEN: Final = 1_000


@dataclass(frozen=True, slots=True)
class Turtle:
    """Runs of neighbouring triples about one subject.  ``name``: of the file, for what is wrong with it; ``is_xml``: RDF in XML.

    >>> import io
    >>> text = b"@prefix : <urn:> . :a :p :b ; :q :c . :b :p :a ."
    >>> framing = Turtle("answer.ttl")
    >>> [record.raw.count(b"\\n") + 1 for chunk in framing.read_chunks(io.BytesIO(text), 5) for record in framing.cut_records(chunk)]
    [2, 1]
    """

    name: str
    is_xml: bool = False

    def read_chunks(self, stream: ByteReader, size: int) -> Iterator[Chunk]:
        """Yield runs of whole records of about ``size`` bytes.  Raises InputError BAD_RDF where the text is none of its syntax."""
        lines: list[str] = []
        number = total = 0
        subject: object = None
        syntax = pyoxigraph.RdfFormat.RDF_XML if self.is_xml else pyoxigraph.RdfFormat.TURTLE
        try:
            for triple in pyoxigraph.parse(cast("BinaryIO", _Checked(stream, self.name, is_xml=self.is_xml)), format=syntax):
                if total >= size and triple.subject != subject:
                    yield Chunk("".join(lines).encode(), number - len(lines) + 1)
                    lines, total = [], 0
                subject = triple.subject
                lines.append(f"{triple.triple} .\n")
                number, total = number + 1, total + len(lines[-1])
        except SyntaxError as error:
            kind = "RDF in XML" if self.is_xml else "Turtle"
            what = f"{self.name} is no {kind} from its beginning to its end: {str(error)[:200]}"
            raise InputError("BAD_RDF", what, "save or download it again; nothing was published") from error
        if lines:
            yield Chunk("".join(lines).encode(), number - len(lines) + 1)

    def cut_records(self, chunk: Chunk) -> Iterator[RawRecord]:
        """Yield the records of a chunk."""
        return Subjects().cut_records(chunk)


class _Checked:
    """A stream without triples or elements within each other many levels deep, for which the parser would need a stack without end."""

    def __init__(self, stream: ByteReader, name: str, *, is_xml: bool) -> None:
        self._stream, self._name, self._tail, self._is_xml, self._open = stream, name, b"", is_xml, 0

    def read(self, size: int = -1, /) -> bytes:
        raw = self._stream.read(size)
        # Elements that are open: each begins with <, and ends with </ or />; comments and the like do not count.
        self._open += raw.count(b"<") - raw.count(b"<!") - raw.count(b"<?") - 2 * raw.count(b"</") - raw.count(b"/>")
        if self._is_xml and self._open > _MOST_OPEN:
            raise InputError("BAD_RDF", f"{self._name} has elements within elements, many levels deep", "save it as Turtle and load that")
        if len(_NESTED.findall(self._tail + raw)) > _MOST_NESTED:
            raise InputError("BAD_RDF", f"{self._name} has triples within triples, many levels deep", "write them side by side")
        self._tail = raw[-400:]
        return raw
