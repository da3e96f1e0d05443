"""Clean, measure and wrap text for a drawing, without a browser.  Knows no colours and no places.

The widths are those of DejaVu Sans, the widest of the faces that a chart asks for, rounded up: a drawing opens on machines with other
fonts, and a gap looks better than a name that runs into a flag.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

ELLIPSIS: Final = "…"
_CLASSES: Final = (
    ("'ijl", 0.3, 0.37),
    ("IJ", 0.32, 0.4),
    (" \u00a0,.|’‘", 0.34, 0.4),
    ("/:;\\-f", 0.38, 0.46),
    ("!t()[]", 0.42, 0.5),
    ('r"*_`', 0.52, 0.55),
    ("“”", 0.52, 0.66),
    ("sczLF?", 0.6, 0.71),
    ("kvxyPTEaeo", 0.64, 0.76),
    ("bdghnpqu0123456789$S", 0.66, 0.74),
    ("ABCKRVXYZU", 0.76, 0.84),
    ("DGHNOQ&", 0.81, 0.9),
    ("w#+<=>~^−", 0.86, 0.95),
    ("mM@%—…", 1.02, 1.07),
    ("W", 1.01, 1.13),
    ("–", 0.5, 0.5),
)
"""Characters, the width of each as a part of the font size, and that of the bold face."""
_WIDTHS: Final = {char: widths for chars, *widths in _CLASSES for char in chars}
_HIDDEN: Final = frozenset(["Cc", "Cf", "Cs", "Cn", "Co"])
_WIDE: Final = frozenset("ЖШЩЮЫФжшщюыфмМÆŒæœ")
"""Letters beyond ASCII that are wider than their neighbours."""
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


@lru_cache(maxsize=8192)
def _em(char: str, bold: bool = False) -> float:
    if char in _WIDTHS:
        return _WIDTHS[char][bold]
    category = unicodedata.category(char)
    if category.startswith("M") or category in _HIDDEN:
        return 0.0
    if unicodedata.east_asian_width(char) in "WF":
        return 1.05 if category != "So" else 1.35
    if category == "So":
        return 1.35
    base = unicodedata.normalize("NFD", char)[0]
    if base in _WIDTHS:
        return _WIDTHS[base][bold]
    is_wide = char in _WIDE
    if category == "Lu":
        return (1.1, 1.25)[bold] if is_wide else (0.8, 0.9)[bold]
    return (0.96, 1.12)[bold] if is_wide else (0.68, 0.8)[bold]


def measure(text: str, size: float, *, bold: bool = False, spacing: float = 0.0) -> float:
    """Measure the width in pixels of a line of this font size; ``spacing`` is extra room after each character, in em."""
    return (sum(_em(char, bold) for char in text) + spacing * len(text)) * size


def wrap(text: str, width: float, size: float, *, lines: int, bold: bool = False) -> tuple[str, ...]:
    """Break the text into at most ``lines`` lines of at most ``width`` pixels; what does not fit ends in an ellipsis.

    >>> wrap("China General Technology (Group) Holding", 250, 13, lines=2), wrap("Agreed: 51 %", 80, 13, lines=2)
    (('China General Technology (Group)', 'Holding'), ('Agreed:', '51 %'))
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
        if rest[space : space + 2] == " %":
            # A number keeps its per cent sign.
            space = rest.rfind(" ", 0, space)
        if space > cut // 3:
            cut = space
        fitted.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    if rest:
        fitted[-1] = fitted[-1] + ELLIPSIS
    return tuple(fitted)


def _count_fitting(text: str, width: float, size: float, bold: bool) -> int:
    """Count the leading characters that fit; at least one, and never between a letter and its marks."""
    used = 0.0
    for place, char in enumerate(text):
        used += _em(char, bold) * size
        if used > width and place and _em(char) > 0:
            return place
    return len(text)
