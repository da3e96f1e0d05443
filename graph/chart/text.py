"""Clean, measure and wrap text for a drawing, without a browser.  Knows no colours and no places.

The widths are rounded classes of characters as common sans-serif faces have them, a little on the wide side: a drawing
opens on machines with other fonts, and a gap looks better than an overflow.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

ELLIPSIS: Final = "…"
_BOLD: Final = 1.1
_CLASSES: Final = (
    ("ijl|'!.,:;’‘", 0.29),
    ('Ifrt()[]{}-/\\"*`“”', 0.40),
    (" \u00a0", 0.28),
    ("mwMW@%—…", 0.93),
    ("cksvxyzJ?", 0.55),
    ("−–+=<>~^", 0.64),
)
_WIDTHS: Final = {char: width for chars, width in _CLASSES for char in chars}
_HIDDEN: Final = frozenset(["Cc", "Cf", "Cs", "Cn", "Co"])
_JOINERS: Final = "\u200c\u200d"


def clean(text: str) -> str:
    """Make one line without what XML forbids or what would reorder its surroundings; letters of any script stay.

    >>> clean("Blue\\x00 Bay\\u202e\\n Ltd ")
    'Blue Bay Ltd'
    """
    spaced = "".join(" " if char.isspace() else char for char in text)
    visible = (char for char in spaced if char in _JOINERS or unicodedata.category(char) not in _HIDDEN)
    return " ".join("".join(visible).split())


def escape(text: str) -> str:
    """Escape text for SVG content and quoted attributes.

    >>> escape('<b>"A" & B</b>')
    '&lt;b&gt;&quot;A&quot; &amp; B&lt;/b&gt;'
    """
    safe = clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return safe.replace('"', "&quot;").replace("'", "&#39;")


@lru_cache(maxsize=4096)
def _em(char: str) -> float:
    if char in _WIDTHS:
        return _WIDTHS[char]
    category = unicodedata.category(char)
    if category.startswith("M") or category in _HIDDEN:
        return 0.0
    if unicodedata.east_asian_width(char) in "WF":
        return 1.05 if category != "So" else 1.35
    if category == "So":
        return 1.35
    return 0.7 if category == "Lu" else 0.6


def measure(text: str, size: float, *, bold: bool = False, spacing: float = 0.0) -> float:
    """Measure the width in pixels of a line of this font size; ``spacing`` is extra room after each character, in em."""
    ems = sum(_em(char) for char in text) * (_BOLD if bold else 1.0) + spacing * len(text)
    return ems * size


def wrap(text: str, width: float, size: float, *, lines: int, bold: bool = False) -> tuple[str, ...]:
    """Break the text into at most ``lines`` lines of at most ``width`` pixels; what does not fit ends in an ellipsis.

    >>> wrap("China General Technology (Group) Holding", 230, 13, lines=2)
    ('China General Technology (Group)', 'Holding')
    """
    rest = clean(text)
    fitted: list[str] = []
    while rest and len(fitted) < lines:
        if measure(rest, size, bold=bold) <= width:
            fitted.append(rest)
            return tuple(fitted)
        room = width - (measure(ELLIPSIS, size, bold=bold) if len(fitted) == lines - 1 else 0.0)
        cut = _count_fitting(rest, room, size, bold)
        space = rest.rfind(" ", 0, cut + 1)
        if space > cut // 3:
            cut = space
        fitted.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    if rest:
        fitted[-1] = fitted[-1] + ELLIPSIS
    return tuple(fitted)


def _count_fitting(text: str, width: float, size: float, bold: bool) -> int:
    """Count the leading characters that fit; at least one, and never between a letter and its marks."""
    used, factor = 0.0, size * (_BOLD if bold else 1.0)
    for place, char in enumerate(text):
        used += _em(char) * factor
        if used > width and place and _em(char) > 0:
            return place
    return len(text)
