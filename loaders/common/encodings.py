"""What encoding a text that is not UTF-8 may be in.

Owns the guess and the order of its reasons: what the text itself declares, then which letters stand together.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from loaders.common.latin_letters import LETTERS, Doubt, find_doubt, rank_pages

_DECLARED: Final = re.compile(
    rb"""<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z][\w.:-]{1,39})["']|<meta[^>]*?charset\s*=\s*["']?([A-Za-z][\w.:-]{1,39})""",
    re.IGNORECASE,
)
_OTHER_SCRIPT: Final = re.compile(rb"[\xc0-\xff]{3}")
"""Letters beyond ASCII follow each other in no western language, and in every word of Cyrillic."""

_IN_PART: Final = re.compile(rb"[\xc2-\xdf][\x80-\xbf]")
"""A letter in UTF-8, which no word of Windows-1252 holds."""

_DOS_CYRILLIC: Final = re.compile(rb"[\x80-\xaf\xe0-\xf1]{3}")
"""Letters of Cyrillic in the code page of DOS, which are signs in that of Windows."""

_LETTER_RUN: Final = re.compile(r"[^\W\d_]+(?:[^\s\w,;:()\[\]\"'\u2018-\u201e\u2013\u2014-]+[^\W\d_]+)*")
"""A word, with signs that stand within it."""

_CYRILLIC: Final = frozenset("оеаинтсрвлкОЕАИНТСРВЛК")
"""The letters that Russian, Ukrainian and Bulgarian write most."""
GREEK: Final = "cp1253"
_GREEK: Final = frozenset("αειηοτσνρςκπλμυάέήίόύώΑΕΙΗΟΤΣΝΡΚΠΛΜ")
"""The letters that Greek writes most."""
_COMMON: Final = frozenset("äöüßéèêàâçîôûáíóúñåøæãõìòùëïÄÖÜÉÈÀÇÅØÆÁÍÓÚÑ")
_LETTERS: Final = {**LETTERS, "mac-roman": _COMMON, "cp850": _COMMON}
_PLAINER: Final = 0.4
"""How well an older code page has to fit, of 1."""
_JUDGED: Final = 65_536
_ICONV_NAMES: Final = {"mac-roman": "macintosh"}

_LOOKED_AT: Final = 4_096
"""Bytes by which an encoding is told that has no mark."""
_BARE_ASCII: Final = 0.15
"""Part of the letters that are ASCII in any table: signs between its cells, digits, ends of lines."""
_HIGH_BYTES: Final = frozenset((0, 1, 2, 3, 4, 5, 0x1E, 0x20, 0x21))
"""First bytes of letters of Europe, and of the signs between them."""
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1f\ufffd]")
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
    if _OTHER_SCRIPT.search(text) or (_DOS_CYRILLIC.search(text) and _rate_script(text[:_JUDGED], "cp866") > _PLAINER):
        return max(("cp1251", "koi8-r", "cp866", GREEK), key=lambda name: _rate_script(text[:_JUDGED], name))
    if _IN_PART.search(text):
        return "utf-8"
    sample = text[:_JUDGED]
    likely = rank_pages(text)[0]
    if _rate_letters(sample, likely, none=1) > 0:
        return likely
    older = max(("mac-roman", "cp850"), key=lambda name: _rate_letters(sample, name, none=0))
    return older if _rate_letters(sample, older, none=0) > _PLAINER else likely


def find_doubtful(text: bytes) -> Doubt | None:
    """Return two code pages that fit a text of Latin letters alike; None where its encoding is plain.

    >>> find_doubtful("Müller".encode("cp1252")), find_doubtful("Forêt".encode("cp1252")).words
    (None, ('Forêt', 'Foręt'))
    """
    return find_doubt(text) if guess_encoding(text) in LETTERS else None


def _rate_script(text: bytes, encoding: str) -> float:
    """Rate how much a text in an encoding is of its script: by the most common letters, and by letters that are none."""
    beyond = [letter for letter in text.decode(encoding, errors="replace") if not letter.isascii()]
    common = _GREEK if encoding == GREEK else _CYRILLIC
    known = sum(letter in common for letter in beyond)
    capitals_within = len(re.findall(r"[а-яёα-ωά-ώ][А-ЯЁΑ-Ω]", "".join(beyond)))
    return (known - sum(not letter.isalpha() for letter in beyond) - capitals_within) / max(len(beyond), 1)


def _rate_letters(text: bytes, encoding: str, *, none: float) -> float:
    """Rate how many letters beyond ASCII are those of words, from 1 to -1: none is a sign, or a capital behind a small letter.
    ``none``: the rate where there are no letters."""
    good = bad = 0
    for word in _LETTER_RUN.findall(text.decode(encoding, errors="replace")):
        for before, letter in zip(" " + word, word, strict=False):
            if not letter.isascii():
                is_odd = letter not in _LETTERS[encoding] or (letter.isupper() and before.islower())
                good, bad = good + (not is_odd), bad + is_odd
    return (good - bad) / (good + bad) if good + bad else none


def find_bare_utf16(head: bytes) -> str | None:
    """Return the name of UTF-16 that has no mark at its beginning; None for anything else.

    >>> find_bare_utf16("a;b".encode("utf-16-le")), find_bare_utf16(b"a;b")
    ('utf-16-le', None)
    """
    start = head[:_LOOKED_AT]
    for name, pairs in (("utf-16-le", (start[1::2], start[::2])), ("utf-16-be", (start[::2], start[1::2]))):
        high, low = pairs
        is_likely = not low.count(0) and high.count(0) > len(high) * _BARE_ASCII and all(byte in _HIGH_BYTES for byte in high)
        if is_likely and not _CONTROL.search(codecs.getincrementaldecoder(name)(errors="replace").decode(start)):
            return name
    return None


def make_hint(encoding: str) -> str:
    """Make the hint of an error about a file that is not UTF-8."""
    if encoding == "utf-8":
        return "it is UTF-8 in part only: look at that line, or save the file as UTF-8 with the program that wrote it"
    return f"convert it first, for example: iconv -f {_ICONV_NAMES.get(encoding, encoding)} -t utf-8 FILE"
