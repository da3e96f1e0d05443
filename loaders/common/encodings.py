"""What encoding a text that is not UTF-8 may be in.

Owns the guess and the order of its reasons: what the text itself declares, then which letters stand together.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

_DECLARED: Final = re.compile(
    rb"""<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z][\w.:-]{1,39})["']|<meta[^>]*?charset\s*=\s*["']?([A-Za-z][\w.:-]{1,39})""",
    re.IGNORECASE,
)
_OTHER_SCRIPT: Final = re.compile(rb"[\xc0-\xff]{3}")
"""Letters beyond ASCII follow each other in no western language, and in every word of Cyrillic."""

_IN_PART: Final = re.compile(rb"[\xc2-\xdf][\x80-\xbf]")
"""A letter in UTF-8, which no word of Windows-1252 holds."""

_NOT_WESTERN: Final = re.compile(
    rb"[\x81\x8d\x8f\x90\x9d]|[A-Za-z\xc0-\xff][\xa1-\xa9\xab\xac\xae\xaf\xb1-\xb6\xb8\xb9\xbb-\xbf][A-Za-z\xc0-\xff]"
)
"""No characters of Windows-1252, or its signs within words, where central European code pages have letters."""

WESTERN: Final = "cp1252"
MARGIN: Final = 2
"""Bytes at the seam of two pieces that have to be looked at with both."""


def find_declared(text: bytes) -> str | None:
    """Return the encoding that the beginning of a text declares; None where it declares none, UTF-8, or one that nobody knows.

    >>> find_declared(b'<?xml version="1.0" encoding="windows-1251"?>'), find_declared(b'<?xml version="1.0" encoding="UTF-8"?>')
    ('cp1251', None)
    """
    match = _DECLARED.search(text[:2_000])
    try:
        name = codecs.lookup((match[1] or match[2]).decode()).name if match else "utf-8"
    except LookupError:
        return None
    return None if name == "utf-8" else name


def guess_encoding(text: bytes) -> str:
    """Guess the encoding of a text that is not UTF-8; ``utf-8`` where it is in part.

    >>> guess_encoding(b'<?xml version="1.0" encoding="windows-1251"?>'), guess_encoding("Müller".encode("cp1252"))
    ('windows-1251', 'cp1252')
    """
    if match := _DECLARED.search(text[:2_000]):
        return (match[1] or match[2]).decode()
    if _OTHER_SCRIPT.search(text):
        return "cp1251"
    if _IN_PART.search(text):
        return "utf-8"
    return "cp1250" if _NOT_WESTERN.search(text) else WESTERN


def make_hint(encoding: str) -> str:
    """Make the hint of an error about a file that is not UTF-8."""
    if encoding == "utf-8":
        return "it is UTF-8 in part only: look at that line, or save the file as UTF-8 with the program that wrote it"
    return f"convert it first, for example: iconv -f {encoding} -t utf-8 FILE"
