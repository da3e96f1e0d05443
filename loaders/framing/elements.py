"""Cuts XML into elements without reading the file as a whole."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from loaders.contract import ByteReader, Chunk, RawRecord
from loaders.framing.lines import MAX_RECORD, cap, read_beginning
from ontology.errors import InputError

_INSIDE: Final = rb"""[^"'<>]*+(?:"[^"<]*+"[^"'<>]*+|'[^'<]*+'[^"'<>]*+)*+"""
_TAG_END: Final = re.compile(_INSIDE + rb">")
_CUT_TAG: Final = re.compile(_INSIDE + rb"""(?:"[^"<]*+|'[^'<]*+)?\Z""")
_DECLARED: Final = re.compile(rb"""\s(xmlns(?::[^\s=]+)?)\s*=\s*("[^"]*"|'[^']*')""")
_TAGS: Final = re.compile(rb"<(?:!--.*?--|\?.*?\?|(/?)([^\s<>/!?]+)(" + _INSIDE + rb"))>", re.DOTALL)
_ENDS: Final = {b"<!--": b"-->", b"<![CDATA[": b"]]>", b"<?": b"?>"}
_OVERLAP: Final = 4_096
_TORN: Final = b"!"
"""Begins a chunk that is one damaged record; others begin with the namespaces."""


class _Element(NamedTuple):
    begin: int
    name_end: int
    """Position behind the name in its tag."""
    end: int


@dataclass(frozen=True, slots=True)
class Elements:
    """Elements of XML with one of these local names; each comes with the namespaces around it, so that it can be parsed alone.

    ``line`` is the ordinal.  What stands in comments and CDATA is no element.  Records do not nest: one that begins within another of its
    name shows that the end of the other is missing.  The rest of a file that ends too early is one record, which is no XML.

    >>> import io
    >>> text, framing = b'<a:all xmlns:a="urn:a"><!-- <a:one/> --><a:one n="1"/><a:one>2</a:one></a:all>', Elements(("one",))
    >>> [record.raw for chunk in framing.read_chunks(io.BytesIO(text), 9) for record in framing.cut_records(chunk)]
    [b'<a:one xmlns:a="urn:a" n="1"/>', b'<a:one xmlns:a="urn:a">2</a:one>']
    """

    names: tuple[str, ...]

    def read_chunks(self, stream: ByteReader, size: int) -> Iterator[Chunk]:
        """Yield runs of whole records of about ``size`` bytes.

        Raises InputError XML_DOCTYPE where entities could be declared, NO_RECORDS where none begins for too long.
        """
        ordinal, buffer, namespaces, ending = 1, read_beginning(stream, size), b"", None
        if not buffer:
            return
        final = ended = False
        while True:
            elements, rest, opened = _find_elements(buffer, self.names, final=final)
            if ending is None and (elements or final):
                namespaces, root = _read_prolog(buffer[: elements[0].begin] if elements else buffer)
                ending = re.compile(rb"</" + re.escape(root) + rb"\s*>")
                ended = bool(elements) and not root
            if elements:
                yield Chunk(namespaces + b"\n" + buffer[elements[0].begin : elements[-1].end], ordinal)
                ordinal += len(elements)
            behind = elements[-1].end if elements else 0
            ended = ended or (ending is not None and ending.search(buffer, behind) is not None)
            if final:
                if not ended and not opened:
                    yield Chunk(_TORN + cap(buffer[rest:].strip()) + b"<", ordinal)
                return
            # The text before the first record declares the namespaces, so it is kept.
            buffer = buffer if ending is None else buffer[rest:]
            if len(buffer) > MAX_RECORD:
                if ending is None:
                    raise InputError(
                        "NO_RECORDS",
                        f"no {' or '.join(self.names)} begins within {MAX_RECORD} bytes",
                        "check that this is the register's file",
                    )
                yield Chunk(_TORN + cap(buffer), ordinal)
                ordinal += 1
                buffer = _skip_to_next(buffer, stream, size, self.names)
            raw = stream.read(size)
            final, buffer = not raw, buffer + raw

    def cut_records(self, chunk: Chunk) -> Iterator[RawRecord]:
        """Yield the records of a chunk."""
        if chunk.raw.startswith(_TORN):
            yield RawRecord(chunk.raw[1:], chunk.line)
            return
        around, _, raw = chunk.raw.partition(b"\n")
        namespaces = dict(_DECLARED.findall(b" " + around))
        for number, (begin, name_end, end) in enumerate(_find_elements(raw, self.names, final=True)[0], chunk.line):
            tag = _TAG_END.match(raw, name_end)
            own = {key for key, _ in _DECLARED.findall(tag[0])} if tag and b"xmlns" in tag[0] else ()
            declared = b"".join(b" %b=%b" % (key, value) for key, value in namespaces.items() if key not in own)
            yield RawRecord(cap(raw[begin:name_end] + declared + raw[name_end:end]), number)


@functools.cache
def _compile_tokens(names: tuple[str, ...]) -> re.Pattern[bytes]:
    """Compile the pattern of all that begins or ends a record or hides one."""
    local = b"|".join(re.escape(name.encode()) for name in names)
    return re.compile(rb"<(?:(/?)((?:[^ \t\r\n<>/!?:]++:)?+(?:" + local + rb"))(?=[ \t\r\n/>])|!--|!\[CDATA\[|\?|!)")


def _find_elements(raw: bytes, names: tuple[str, ...], *, final: bool) -> tuple[list[_Element], int, bool]:
    """Find the records of a text that begins outside of one.

    Returns the records; the position of what may go on behind the text; whether that is a record.  In a ``final`` text nothing goes on:
    a record without an end ends with the text.
    """
    elements: list[_Element] = []
    opened: _Element | None = None
    kind, at, tokens = b"", 0, _compile_tokens(names)
    while token := tokens.search(raw, at):
        if token[2] is None:
            end = raw.find(_ENDS[token[0]], token.end()) if token[0] in _ENDS else -1
            if token[0] == b"<!" and not any(mark.startswith(raw[token.start() :]) for mark in _ENDS):
                raise InputError(
                    "XML_DOCTYPE",
                    "the file declares a document type or entities",
                    "registers publish none; get the file from its register again",
                )
            if end < 0:
                at = token.start()
                break
            at = end + len(_ENDS[token[0]])
        elif token[1]:
            if opened is None or token[2] != kind:
                at = token.end()
                continue
            closing = raw.find(b">", token.end())
            if closing < 0 and not raw[token.end() :].strip():
                break
            at = closing + 1 if closing >= 0 and not raw[token.end() : closing].strip() else token.end()
            elements.append(opened._replace(end=at))
            opened = None
        elif opened is None or token[2] == kind:
            if opened is not None:
                elements.append(opened._replace(end=token.start()))
            kind, at = token[2], token.end()
            opened = _Element(token.start(), at, 0)
            tag = _TAG_END.match(raw, at)
            if tag is None and not final and _CUT_TAG.match(raw, at):
                break
            at = tag.end() if tag else at
            if tag and tag[0].endswith(b"/>"):
                elements.append(opened._replace(end=at))
                opened = None
        else:
            at = token.end()
    else:
        # A token may begin at the end of the text.
        at = max(at, raw.rfind(b"<")) if not final and raw.rfind(b"<") >= 0 else len(raw) if not final else at
    if opened is None:
        return elements, at, False
    if not final:
        return elements, opened.begin, True
    return [*elements, opened._replace(end=len(raw))], len(raw), True


def _read_prolog(prolog: bytes) -> tuple[bytes, bytes]:
    """Return the namespaces in force at the end of a prolog, as declarations, and the name of the root element."""
    root, opened = b"", []
    for closing, name, inside in (match.groups() for match in _TAGS.finditer(prolog)):
        if name and not closing:
            root = root or name
            if not inside.endswith(b"/"):
                opened.append(dict(_DECLARED.findall(inside)))
        elif name and opened:
            opened.pop()
    namespaces = {key: value for declared in opened for key, value in declared.items()}
    return b" ".join(b"%b=%b" % (key, b" ".join(value.split())) for key, value in namespaces.items()), root


def _skip_to_next(buffer: bytes, stream: ByteReader, size: int, names: tuple[str, ...]) -> bytes:
    """Skip a record that is too long; return what was read from the beginning of the next."""
    tokens, at = _compile_tokens(names), 1
    while True:
        for token in tokens.finditer(buffer, at):
            if token[2] and not token[1]:
                return buffer[token.start() :]
        raw = stream.read(size)
        if not raw:
            return b""
        buffer, at = buffer[-_OVERLAP:] + raw, 0
