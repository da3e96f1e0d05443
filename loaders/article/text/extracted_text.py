"""Takes the text out of a file that is no text: PDF and Word documents.

Owns which files these are, and their bounds: a file may be hostile, packed to grow without end, or made to keep a program busy.  What is
taken out becomes the text that evidence quotes; pages are parted by form feeds.  Needs pypdf and defusedxml (extra ``article``).
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from typing import TYPE_CHECKING, Final, NamedTuple

from ontology.errors import InputError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MAX_FILE: Final = 100 * 2**20
"""Largest file from which text is taken."""
PAGE: Final = "\f"
"""What stands between two pages."""
_SECONDS: Final = 90
_DOCX_PART: Final = "word/document.xml"
_NOTE_PARTS: Final = ("word/footnotes.xml", "word/endnotes.xml")
"""Where a Word document keeps its notes, if it has any."""
_MAX_PART: Final = 100 * 2**20
"""Bytes to which the text of a Word document may unpack."""
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MOVED: Final = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText"})
_CELL: Final = f"{_W}tc"
_BREAK: Final = "\n\n"
"""What ends a paragraph; in the cell of a table a blank does."""
"""Elements whose text the document has no more: tracked deletions, and what fields are computed from."""
_UNSTORED: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff]")
"""Characters that no text has: extraction makes them of fonts that it cannot read."""


class ExtractedText(NamedTuple):
    """The text of a file, and the program that took it out."""

    text: str
    by: str


def is_document(head: bytes) -> bool:
    """Whether a file that begins so may be a PDF or a Word document.

    >>> is_document(b"%PDF-1.7"), is_document(b"Aral owns Buri.")
    (True, False)
    """
    return b"%PDF-" in head[:1024] or (head.startswith(b"PK\x03\x04") and b"word/" in head)


def extract_text(data: bytes, name: str, limit: int) -> ExtractedText | None:
    """Take the text out of a PDF or Word document; None for any other file.  ``limit``: characters that it may have.

    Raises InputError NO_LIBRARY, TOO_LARGE, TEXT_TOO_LONG, PDF_ENCRYPTED, PDF_DAMAGED, DAMAGED_DOCX, NO_TEXT_IN_FILE.
    """
    is_pdf = b"%PDF-" in data[:1024]
    if not is_pdf and not _is_docx(data):
        return None
    if len(data) > MAX_FILE:
        raise InputError("TOO_LARGE", f"{name} is larger than {MAX_FILE >> 20} MiB", "split it, or save its text to a .txt file")
    extracted = _extract_pdf(data, name, limit) if is_pdf else _extract_docx(data, name, limit)
    if not extracted.text.strip():
        what = f"there is no text in {name}: its pages may be pictures"
        raise InputError("NO_TEXT_IN_FILE", what, "recognise its text first (for example: ocrmypdf), or give a .txt file")
    return extracted


def _extract_pdf(data: bytes, name: str, limit: int) -> ExtractedText:
    """Take the text out of a PDF, in a process of its own whose time and memory have a bound."""
    by = f"pypdf {_find_version('pypdf', name, 'a PDF')}"
    command = [sys.executable, "-m", "loaders.article.text.pdf_pages", str(limit)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=_SECONDS, check=False)
        answer = json.loads(done.stdout) if done.returncode == 0 else {"code": "PDF_DAMAGED", "what": "cannot be read"}
    except (subprocess.TimeoutExpired, ValueError):
        answer = {"code": "PDF_DAMAGED", "what": f"cannot be read within {_SECONDS} seconds"}
    what = f"{name} {answer.get('what')}"
    match answer.get("code"):
        case "PDF_ENCRYPTED":
            raise InputError("PDF_ENCRYPTED", what, "remove its password in the program that made it, or save its text to a .txt file")
        case "TEXT_TOO_LONG":
            raise InputError("TEXT_TOO_LONG", what, "split the file into articles")
        case "PDF_DAMAGED":
            raise InputError("PDF_DAMAGED", what, "open it in a viewer and save it again, or save its text to a .txt file")
    return ExtractedText(PAGE.join(_clean(page.replace(PAGE, "\n")) for page in answer["pages"]), by)


def _is_docx(data: bytes) -> bool:
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _DOCX_PART in archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return False


def _extract_docx(data: bytes, name: str, limit: int) -> ExtractedText:
    """Take the text out of a Word document: its body, paragraph by paragraph, as it stands after tracked changes, and then its notes."""
    by = f"defusedxml {_find_version('defusedxml', name, 'a Word document')}"
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import ParseError, iterparse

    texts: list[str] = []
    length = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for path in (_DOCX_PART, *(path for path in _NOTE_PARTS if path in archive.namelist())):
                if archive.getinfo(path).file_size > _MAX_PART:
                    raise InputError("TOO_LARGE", f"{name} unpacks to more than {_MAX_PART >> 20} MiB", "save its text to a .txt file")
                with archive.open(path) as xml:
                    for text in _read_part(iterparse(xml, events=("start", "end"), forbid_dtd=True)):
                        texts.append(text)
                        length += len(text)
                        if length > limit:
                            what = f"{name} has more than {limit} characters of text"
                            raise InputError("TEXT_TOO_LONG", what, "split the file into articles")
    except (ParseError, DefusedXmlException, zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
        what = f"{name} is no Word document that can be read: {str(error)[:100]}"
        raise InputError("DAMAGED_DOCX", what, "open it in its program and save it again, or save its text to a .txt file") from None
    return ExtractedText(_clean("".join(texts)), by)


def _read_part(events: Iterable[tuple[str, Element]]) -> Iterator[str]:
    """Read the words of one part of a Word document, with what ends paragraphs, cells and lines."""
    hidden = cells = 0
    for event, element in events:
        if element.tag in _MOVED:
            hidden += 1 if event == "start" else -1
        if element.tag == _CELL:
            cells += 1 if event == "start" else -1
        if event == "end":
            text = "" if hidden else _read_element(element.tag, element.text)
            yield " " if cells and text == _BREAK else text
            element.clear()


def _read_element(tag: str, text: str | None) -> str:
    match tag.removeprefix(_W):
        case "t":
            return text or ""
        case "p" | "tr":
            return _BREAK
        case "br" | "cr":
            return "\n"
        case "tab" | "tc":
            return "\t"
        case "noBreakHyphen":
            return "-"
    return ""


def _clean(text: str) -> str:
    return _UNSTORED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _find_version(library: str, name: str, what: str) -> str:
    """The version of a library.  Raises InputError NO_LIBRARY where it is not installed."""
    try:
        return version(library)
    except ModuleNotFoundError:
        hint = "install it: pip install 'ownership-graph[article]'; or save the text to a .txt file"
        raise InputError("NO_LIBRARY", f"{name} is {what}, and {library}, which reads it, is not installed", hint) from None
