"""Elements of XML, found without reading the file as a whole."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from loaders.contract import Bytes, Chunk, RawRecord
from loaders.framing.lines import LONGEST, beginning, capped
from ontology.errors import InputError

_INSIDE: Final = rb"""[^"'<>]*+(?:"[^"<]*+"[^"'<>]*+|'[^'<]*+'[^"'<>]*+)*+"""
_TAG_END: Final = re.compile(_INSIDE + rb">")
_CUT_TAG: Final = re.compile(_INSIDE + rb"""(?:"[^"<]*+|'[^'<]*+)?\Z""")
_DECLARED: Final = re.compile(rb"""\s(xmlns(?::[^\s=]+)?)\s*=\s*("[^"]*"|'[^']*')""")
_TAGS: Final = re.compile(rb"<(?:!--.*?--|\?.*?\?|(/?)([^\s<>/!?]+)(" + _INSIDE + rb"))>", re.DOTALL)
_ENDS: Final = {b"<!--": b"-->", b"<![CDATA[": b"]]>", b"<?": b"?>"}
_OVERLAP: Final = 4_096
_TORN: Final = b"!"
"""Begins a chunk that is one record as it is; others begin with the namespaces."""


class _Element(NamedTuple):
    begin: int
    name: int
    """Place behind the name in its tag."""
    end: int


@dataclass(frozen=True, slots=True)
class Elements:
    """Elements of XML with one of these local names; each comes with the namespaces around it, so that it can be parsed alone.

    ``line`` is the ordinal.  What stands in comments and CDATA is no element.  Records do not nest: one that begins within another of its
    name shows that the end of the other is missing.  Of a file that ends too early the rest is a record of its own, which is no XML.

    >>> import io
    >>> text, framing = b'<a:all xmlns:a="urn:a"><!-- <a:one/> --><a:one n="1"/><a:one>2</a:one></a:all>', Elements(("one",))
    >>> [frame.raw for chunk in framing.chunks(io.BytesIO(text), 9) for frame in framing.frames(chunk)]
    [b'<a:one xmlns:a="urn:a" n="1"/>', b'<a:one xmlns:a="urn:a">2</a:one>']
    """

    names: tuple[str, ...]

    def chunks(self, stream: Bytes, size: int) -> Iterator[Chunk]:
        """Raises InputError XML_DOCTYPE where entities could be declared, NO_RECORDS where none begins for too long."""
        ordinal, held, spaces, ending = 1, beginning(stream, size), b"", None
        if not held:
            return
        final = ended = False
        while True:
            found, rest, opened = _elements(held, self.names, final=final)
            if ending is None and (found or final):
                spaces, root = _around(held[: found[0].begin] if found else held)
                ending = re.compile(rb"</" + re.escape(root) + rb"\s*>")
                ended = bool(found) and not root
            if found:
                yield Chunk(spaces + b"\n" + held[found[0].begin : found[-1].end], ordinal)
                ordinal += len(found)
            behind = found[-1].end if found else 0
            ended = ended or (ending is not None and ending.search(held, behind) is not None)
            if final:
                if not ended and not opened:
                    yield Chunk(_TORN + capped(held[rest:].strip()) + b"<", ordinal)
                return
            # What stands before the first record tells the namespaces, so it stays.
            held = held if ending is None else held[rest:]
            if len(held) > LONGEST:
                if ending is None:
                    raise InputError(
                        "NO_RECORDS",
                        f"no {' or '.join(self.names)} begins within {LONGEST} bytes",
                        "check that this is the register's file",
                    )
                yield Chunk(_TORN + capped(held), ordinal)
                ordinal += 1
                held = _next(held, stream, size, self.names)
            raw = stream.read(size)
            final, held = not raw, held + raw

    def frames(self, chunk: Chunk) -> Iterator[RawRecord]:
        if chunk.raw.startswith(_TORN):
            yield RawRecord(chunk.raw[1:], chunk.line)
            return
        around, _, raw = chunk.raw.partition(b"\n")
        spaces = dict(_DECLARED.findall(b" " + around))
        for number, (begin, name, end) in enumerate(_elements(raw, self.names, final=True)[0], chunk.line):
            tag = _TAG_END.match(raw, name)
            own = {key for key, _ in _DECLARED.findall(tag[0])} if tag and b"xmlns" in tag[0] else ()
            declared = b"".join(b" %b=%b" % (key, value) for key, value in spaces.items() if key not in own)
            yield RawRecord(capped(raw[begin:name] + declared + raw[name:end]), number)


@functools.cache
def _tokens(names: tuple[str, ...]) -> re.Pattern[bytes]:
    """What matters for where a record begins or ends."""
    local = b"|".join(re.escape(name.encode()) for name in names)
    return re.compile(rb"<(?:(/?)((?:[^ \t\r\n<>/!?:]++:)?+(?:" + local + rb"))(?=[ \t\r\n/>])|!--|!\[CDATA\[|\?|!)")


def _elements(raw: bytes, names: tuple[str, ...], *, final: bool) -> tuple[list[_Element], int, bool]:
    """The records of a text that begins outside of one, where begins what may go on behind the text, and whether that is a record.

    Of a text that is ``final`` that is a record too.
    """
    found: list[_Element] = []
    opened: _Element | None = None
    kind, at, tokens = b"", 0, _tokens(names)
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
            found.append(opened._replace(end=at))
            opened = None
        elif opened is None or token[2] == kind:
            if opened is not None:
                found.append(opened._replace(end=token.start()))
            kind, at = token[2], token.end()
            opened = _Element(token.start(), at, 0)
            tag = _TAG_END.match(raw, at)
            if tag is None and not final and _CUT_TAG.match(raw, at):
                break
            at = tag.end() if tag else at
            if tag and tag[0].endswith(b"/>"):
                found.append(opened._replace(end=at))
                opened = None
        else:
            at = token.end()
    else:
        # A token may begin at the end of the text.
        at = max(at, raw.rfind(b"<")) if not final and raw.rfind(b"<") >= 0 else len(raw) if not final else at
    if opened is None:
        return found, at, False
    if not final:
        return found, opened.begin, True
    return [*found, opened._replace(end=len(raw))], len(raw), True


def _around(prolog: bytes) -> tuple[bytes, bytes]:
    """The namespaces that hold where a prolog ends, as they are declared; the name of the root."""
    root, opened = b"", []
    for closing, name, inside in (match.groups() for match in _TAGS.finditer(prolog)):
        if name and not closing:
            root = root or name
            if not inside.endswith(b"/"):
                opened.append(dict(_DECLARED.findall(inside)))
        elif name and opened:
            opened.pop()
    held = {key: value for declared in opened for key, value in declared.items()}
    return b" ".join(b"%b=%b" % (key, b" ".join(value.split())) for key, value in held.items()), root


def _next(held: bytes, stream: Bytes, size: int, names: tuple[str, ...]) -> bytes:
    """Pass over a record that is too long; what was read from where the next begins."""
    tokens, at = _tokens(names), 1
    while True:
        for token in tokens.finditer(held, at):
            if token[2] and not token[1]:
                return held[token.start() :]
        raw = stream.read(size)
        if not raw:
            return b""
        held, at = held[-_OVERLAP:] + raw, 0
