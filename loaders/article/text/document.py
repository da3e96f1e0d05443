"""Decodes an article, reads its header, and gives spans of its text.

Owns the encoding, the header (date, author, title) and the unit of offsets: Unicode code points of the raw text, 0-based, end-exclusive,
never stripped.  Knows nothing of names or claims.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from typing import Final

import msgspec

from loaders.article.text.plain_text import read_plain_text
from ontology.dates import check_date
from ontology.errors import InputError, RecordError

MAX_BYTES: Final = 10_000_000
"""Largest article that is read."""

_MONTHS: Final = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_MONTH = "(?:" + "|".join(f"{m[:3]}(?:{m[3:]})?" if len(m) > 3 else m for m in _MONTHS) + r"|sept)\.?"
_DATE = re.compile(
    rf"\b(?:(?P<iso>[12][0-9]{{3}}-[01][0-9]-[0-3][0-9])|(?P<month>{_MONTH})\s(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?,?\s"
    rf"(?P<year>[12][0-9]{{3}})"
    rf"|(?P<day2>[0-3]?[0-9])(?:st|nd|rd|th)?\s(?P<month2>{_MONTH}),?\s(?P<year2>[12][0-9]{{3}})"
    rf"|(?P<month3>{_MONTH}),?\s(?P<year3>[12][0-9]{{3}}))\b",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"\b(?i:by):?[ \t]+(?P<author>[A-ZÀ-Þ][\w.'’-]*(?:[ \t]+[A-ZÀ-Þ][\w.'’-]*){1,3})")
_PUBLISHER = re.compile(
    r"^\s*(?:source|publisher|published by|publication):?[ \t]+(?P<publisher>[^\n]{2,80}?)[ \t]*$", re.IGNORECASE | re.MULTILINE
)
_BEGIN = re.compile(r"\s*[A-Z][^\n.]{2,80}? [-–—]{1,2} ")
"""Where and when a report was written, before its first sentence: ``OSLO, 4 March 2031 (Agency) -``."""
_SENTENCE_END = re.compile(r"[.!?]['\"”’)]?\s*$")
_HEADER_LINES: Final = 6
_HEAD: Final = 20_000
"""Characters in which the header is looked for."""
_SHORTEST_TITLE: Final = 12


class Span(msgspec.Struct, frozen=True, gc=False):
    """``text`` is what the document has at [start, end); only ``Document.span`` makes one, so that evidence cannot be invented."""

    start: int
    end: int
    text: str


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One article: its raw text, the digest of its bytes, and the fields of its header."""

    name: str
    text: str
    sha256: str
    date: str | None = None
    author: str | None = None
    publisher: str | None = None
    language: str = "en"
    title: str | None = None

    def span(self, start: int, end: int) -> Span:
        """Return the span [start, end) with its text.  Raises RecordError BAD_OFFSETS.

        >>> Document(name="a", text="Aral owns Buri", sha256="").span(0, 4).text
        'Aral'
        """
        if not 0 <= start < end <= len(self.text):
            raise RecordError(
                "BAD_OFFSETS",
                f"{start}..{end} is no span of {self.name} ({len(self.text)} characters)",
                "offsets count characters of the raw text; the end is exclusive",
            )
        return Span(start, end, self.text[start:end])


_OTHER_KINDS: Final = (
    (re.compile(rb"\{\\rtf"), "a document in Rich Text Format (RTF)"),
    (re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "a document of an old Word (.doc)"),
    (re.compile(rb"PK\x03\x04.{0,60}application/epub", re.DOTALL), "a book (EPUB)"),
    (re.compile(rb"PK\x03\x04.{0,60}application/vnd\.oasis", re.DOTALL), "an OpenDocument file"),
    (re.compile(rb"PK\x03\x04"), "a ZIP archive, or a damaged Word document"),
    (
        re.compile(
            rb"[\w-]+: .{0,4000}^content-transfer-encoding:\s*(?:base64|quoted-printable)", re.DOTALL | re.IGNORECASE | re.MULTILINE
        ),
        "an e-mail whose text is encoded",
    ),
)
"""How files of other kinds begin, and what they are."""
_CHARSET = re.compile(rb"charset=[\"']?([\w-]{2,20})", re.IGNORECASE)
"""What a web page says of its encoding."""


def read_document(data: bytes, name: str) -> Document:
    """Decode an article and read its header.  Raises InputError EMPTY_TEXT, TEXT_TOO_LONG, NOT_A_TEXT, WRONG_ENCODING.

    >>> document = read_document(b" date 2031-04-05 By Ada Brook\\n\\nAral owns Buri.", "a.txt")
    >>> document.date, document.author
    ('2031-04-05', 'Ada Brook')
    """
    text = decode(data, name)
    shown = read_plain_text(text[:_HEAD], name).text.lstrip()
    head = _read_header(shown)
    begin = _BEGIN.match(shown, len(head))
    author = _BYLINE.search(head)
    publisher = _PUBLISHER.search(head)
    return Document(
        name=name,
        text=text,
        sha256=hashlib.sha256(data).hexdigest(),
        date=next((iso for _, _, iso in find_dates(head + (begin[0] if begin else ""))), None),
        author=author["author"] if author else None,
        publisher=publisher["publisher"] if publisher else None,
        title=_read_title(head),
    )


def decode(data: bytes, name: str) -> str:
    """Decode UTF-8, with or without a byte order mark.  Raises InputError EMPTY_TEXT, TEXT_TOO_LONG, NOT_A_TEXT, WRONG_ENCODING."""
    if not data.strip():
        raise InputError("EMPTY_TEXT", f"{name} is empty", "give the article as a text file")
    if len(data) > MAX_BYTES:
        raise InputError(
            "TEXT_TOO_LONG", f"{name} has {len(data)} bytes; an article has at most {MAX_BYTES}", "split the file into articles"
        )
    kind = next((kind for sign, kind in _OTHER_KINDS if sign.match(data)), None)
    if kind is not None:
        raise InputError("NOT_A_TEXT", f"{name} is {kind}, which is not read", "save it as DOCX, HTML or plain text in UTF-8")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise _wrong_encoding_error(name, 0, "utf-16")
    for at, likely in ((1, "utf-16le"), (0, "utf-16be")):
        halves = data[at:_HEAD:2], data[1 - at : _HEAD : 2]
        if halves[0].count(0) * 2 > len(halves[0]) and 0 not in halves[1]:
            raise _wrong_encoding_error(name, at, likely)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if b"\0" in data:
            raise _binary_error(name, data.index(b"\0")) from None
        raise _wrong_encoding_error(name, error.start, _guess_encoding(data)) from None
    if "\0" in text:
        raise _binary_error(name, data.index(b"\0"))
    return text


def find_dates(text: str) -> list[tuple[int, int, str]]:
    """Find the written dates as (start, end, YYYY-MM-DD or YYYY-MM).  A bare year is left to ``sentences/quantities.py``.

    >>> find_dates("signed on 7 August 2014 and in May 2015")
    [(10, 23, '2014-08-07'), (31, 39, '2015-05')]
    """
    dates = []
    for match in _DATE.finditer(text):
        month = match["month"] or match["month2"] or match["month3"]
        if month is None:
            iso = match["iso"]
        else:
            number = next(i for i, m in enumerate(_MONTHS, 1) if m.startswith(month[:3].lower()))
            day = match["day"] or match["day2"]
            iso = f"{match['year'] or match['year2'] or match['year3']}-{number:02d}" + (f"-{int(day):02d}" if day else "")
        if _is_real_date(iso):
            dates.append((match.start(), match.end(), iso))
    return dates


def _is_real_date(iso: str) -> bool:
    try:
        check_date(iso)
    except RecordError:
        return False
    return True


def find_body_start(text: str) -> int:
    """Return the offset at which the article's body starts, so that a byline is not read as news."""
    head = _read_header(text)
    return len(head) if _BYLINE.search(head) or _DATE.search(head) else 0


def _read_header(text: str) -> str:
    """Return the lines before the first sentence: short, at the top, not ending like a sentence."""
    lines: list[str] = []
    for line in text[:4000].split("\n")[:_HEADER_LINES]:
        if _SENTENCE_END.search(line) or line.rstrip().endswith(":") or len(line) > 200:
            break
        lines.append(line)
    return "\n".join(lines)


def _read_title(head: str) -> str | None:
    for line in head.split("\n"):
        bare = line.strip()
        if len(_DATE.sub("", _BYLINE.sub("", bare))) > _SHORTEST_TITLE and not _PUBLISHER.match(bare):
            return bare
    return None


def _guess_encoding(data: bytes) -> str:
    """Guess the encoding for the hint: what a page says of itself; else single-byte Cyrillic puts most letters into 0xC0..0xFF, its
    small ones into the upper half of these (cp1251) or the lower (koi8-r), Western text only a few."""
    told = _CHARSET.search(data[:_HEAD])
    if told is not None and told[1].lower() not in (b"utf-8", b"utf8"):
        return told[1].decode().lower()
    lower, upper = sum(0xC0 <= byte < 0xE0 for byte in data), sum(byte >= 0xE0 for byte in data)
    return "cp1252" if (lower + upper) * 4 <= len(data) else "koi8-r" if lower > upper else "cp1251"


def _wrong_encoding_error(name: str, at: int, likely: str) -> InputError:
    return InputError(
        "WRONG_ENCODING",
        f"{name} is not UTF-8: byte {at} cannot be read; it looks like {likely}",
        f"save it as UTF-8, for example: iconv -f {likely} -t utf-8 {name}",
    )


def _binary_error(name: str, at: int) -> InputError:
    return InputError("NOT_A_TEXT", f"{name} is not a text: byte {at} is a NUL", "give the article as plain text in UTF-8")
