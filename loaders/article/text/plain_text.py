"""Reads the words out of a text as it is stored: HTML, Markdown, hard-wrapped lines, characters that nobody sees.

Owns what is dropped and joined before an extractor reads.  Each character that is left knows the stored ones that it stands for, so that
evidence quotes the text as it is stored.  Knows no names and no claims.
"""

from __future__ import annotations

import html
import re
import unicodedata
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from itertools import pairwise
from typing import Final, NamedTuple

_MARKUP = re.compile(
    r"\s*<(?:!doctype|html|head|body|script|style|article|section|main|div|p|h[1-6]|ul|ol|table|meta|title|span)\b", re.IGNORECASE
)
_SILENT: Final = frozenset(
    {
        "script",
        "style",
        "head",
        "template",
        "noscript",
        "nav",
        "svg",
        "iframe",
        "object",
        "select",
        "textarea",
        "button",
        "aside",
        "footer",
        "form",
    }
)
"""Elements whose text is no part of what a reader is told."""
_BESIDE = re.compile(r"\b(?:related|recommended|newsletter|sidebar|advert(?:isement)?|promo|comments?|cookie|breadcrumbs?|share-?bar)\b")
"""Classes and ids of what stands beside an article."""
_INLINE: Final = frozenset(
    {"a", "abbr", "b", "cite", "em", "font", "i", "mark", "q", "s", "small", "span", "strong", "sub", "sup", "time", "u", "wbr"}
)
_CELLS: Final = frozenset({"td", "th"})
_VOID: Final = frozenset({"br", "hr", "img", "input", "link", "meta", "source", "wbr", "area", "base", "col", "embed", "param", "track"})
_UNSEEN: Final = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff") | {chr(c) for c in range(0x202A, 0x202F)}
_SOFT_HYPHEN: Final = "\u00ad"
"""Where a word may be parted: no sign of a text that was tampered with."""
_LIGATURES: Final = frozenset(map(chr, range(0xFB00, 0xFB07)))
"""Letters that a printer set as one, as texts out of PDF have them."""
_MARKDOWN = re.compile(
    r"^[ \t]*\|[ \t:|-]+\|[ \t]*$|^(?:#{1,6}|[-*+]|[0-9]{1,3}\.|>)[ \t]+|\*{1,3}|(?<![^\W_])_{1,3}(?=\S)|(?<=\S)_{1,3}(?![^\W_])|`+"
    r"|!\[[^\]\n]{0,300}\]\([^)\s]{0,2000}\)|\[(?=[^\]\n]{1,300}\]\([^)\s]{0,2000}\))|(?<=[^\s\]])\]\([^)\s]{0,2000}\)",
    re.MULTILINE,
)
_RUN = re.compile(r"(?:[\x20-\x7e\t]|(?<!\r)\n)[\x20-\x7e\n\t]*")
_LINE = re.compile(r"[^\n]+")
_DIGITS = re.compile(r"[0-9]+")
_MOST_MARKS: Final = 30
"""Characters that are one to a reader, a letter with its marks: no script has more."""
_MOST_BROKEN: Final = 100
"""Tags and comments of a page that never end; after so many, what looks like one is text."""
_NO_REFERENCE = re.compile(r"&(?!#(?:[0-9]+|[xX][0-9a-fA-F]+)[^0-9a-fA-F]|[a-zA-Z][-.a-zA-Z0-9]*[^a-zA-Z0-9])")
_EDGE: Final = 2
"""Lines at the top and bottom of a page that may be those of all pages."""
_NO_JOIN = re.compile(
    r"[-•*–—|#]|By [A-Z]|[A-Z][\w ]{2,40}: |[0-9]{1,3}[.)] |[^\n]*[0-9] ?%[ \t|]*$|[A-Z][A-Z'’.-]{2,}[^\n]{0,40} [-–—]{1,2} ", re.MULTILINE
)
"""How a line begins or is that was begun by its writer: the item of a list, the row of a table, where a report was written."""
_BLOCK = re.compile(r"(?:[^\n]+\n)*[^\n]+")
_NARROW: Final = 3
"""Lines of a paragraph from which its own width tells which lines a program broke."""
_SHORTEST_COLUMN: Final = 24
"""Characters below which no line was broken because its column was full."""
_LONG_LINE: Final = 45
"""Characters from which a line that ends in the middle of a sentence was broken by a program and not by its writer."""


class PlainText(NamedTuple):
    """``text`` as an extractor reads it; character i stands for the stored characters [``starts[i]``, ``ends[i]``)."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def find_stored(self, start: int, end: int) -> tuple[int, int]:
        """Return where the characters [start, end) are stored."""
        return self.starts[start], self.ends[end - 1]


class _Piece(NamedTuple):
    text: str
    start: int
    end: int


def has_unseen(text: str) -> bool:
    """Whether a text has characters that nobody sees and that no writer needs: of no width, or that turn the direction.

    >>> has_unseen("Ar\u200bal"), has_unseen("Ar\u00adal")
    (True, False)
    """
    return not text.isascii() and not (_UNSEEN - {_SOFT_HYPHEN}).isdisjoint(text)


def read_plain_text(stored: str, name: str = "") -> PlainText:
    """Return the words of a stored text.  ``name``: of its file, which tells Markdown.

    >>> read_plain_text("<p>Aral &amp; Sons <b>owns</b> Bu\u00adri</p><script>Evil owns Good</script>").text.strip()
    'Aral & Sons owns Buri'
    >>> read_plain_text("Aral owns\\r\\nBuri").text
    'Aral owns\\nBuri'
    """
    if _MARKUP.match(stored):
        pieces: Iterator[_Piece] = _read_html(stored)
    elif name.lower().endswith((".md", ".markdown")):
        pieces = _read_markdown(stored)
    elif "\f" in stored:
        pieces = _read_pages(stored)
    else:
        pieces = iter([_Piece(stored, 0, len(stored))])
    parts: list[str] = []
    starts, ends = array("i"), array("i")
    for piece in pieces:
        if piece.end - piece.start != len(piece.text):
            composed = "".join(_compose(piece.text[i:j]) for i, j in _list_clusters(piece.text, 0, len(piece.text)))
            parts.append(composed)
            starts.extend([piece.start] * len(composed))
            ends.extend([piece.end] * len(composed))
            continue
        at = 0
        for first, last in _list_runs(piece.text):
            for i, j in _list_clusters(piece.text, at, first):
                composed = _compose(piece.text[i:j])
                parts.append(composed)
                starts.extend([piece.start + i] * len(composed))
                ends.extend([piece.start + j] * len(composed))
            parts.append(piece.text[first:last])
            starts.extend(range(piece.start + first, piece.start + last))
            ends.extend(range(piece.start + first + 1, piece.start + last + 1))
            at = last
    text = "".join(parts)
    if text == stored:
        return PlainText(_join_lines(text), range(len(text)), range(1, len(text) + 1))
    return PlainText(_join_lines(text), starts, ends)


def _list_runs(text: str) -> Iterator[tuple[int, int]]:
    """List the ranges of characters that each stand for themselves, and at last the empty one at the end."""
    for match in _RUN.finditer(text):
        # A letter with a mark behind it is one to a reader.
        end = match.end() - (match.end() < len(text) and bool(unicodedata.combining(text[match.end()])))
        if end > match.start():
            yield match.start(), end
    yield len(text), len(text)


def _list_clusters(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """List the ranges of characters in [start, end) that are one to a reader: a letter with its marks, the end of a line."""
    i = start
    while i < end:
        j = i + 1
        if text[i] == "\r" and text[j : j + 1] == "\n":
            j += 1
        while j < min(len(text), i + _MOST_MARKS) and unicodedata.combining(text[j]):
            j += 1
        yield i, j
        i = j


def _compose(cluster: str) -> str:
    if len(cluster) == 1 and cluster.isascii():
        return cluster if cluster.isprintable() or cluster in "\n\t" else "\n" if cluster in "\r\f" else ""
    if cluster == "\r\n":
        return "\n"
    if cluster in _UNSEEN:
        return ""
    if cluster in _LIGATURES:
        return unicodedata.normalize("NFKC", cluster)
    if cluster.isspace():
        return "\n" if cluster in "\u2028\u2029\x85" else " "
    return "".join(c for c in unicodedata.normalize("NFC", cluster) if c not in _UNSEEN)


def _join_lines(text: str) -> str:
    """Make one line of those that a program broke: what ends long, or goes on in lower case, without the end of a sentence."""
    return _BLOCK.sub(_join_block, text) if "\n" in text else text


def _join_block(block: re.Match[str]) -> str:
    """Join the lines of one paragraph; in a column of print they are as long as most lines are there."""
    lines = block[0].split("\n")
    widths = sorted(map(len, lines))
    width = min(_LONG_LINE, max(_SHORTEST_COLUMN, widths[len(widths) // 2] * 7 // 10)) if len(lines) >= _NARROW else _LONG_LINE
    parts = [lines[0]]
    for before, line in pairwise(lines):
        is_begun = _NO_JOIN.match(line) is not None
        is_broken = before[-1:] not in ".!?:;”\"'" and (line[:1].islower() or (len(before) >= width and not is_begun))
        parts += [" " if is_broken else "\n", line]
    return "".join(parts)


def _read_markdown(stored: str) -> Iterator[_Piece]:
    at = 0
    for match in _MARKDOWN.finditer(stored):
        yield _Piece(stored[at : match.start()], at, match.start())
        at = match.end()
    yield _Piece(stored[at:], at, len(stored))


def _read_pages(stored: str) -> Iterator[_Piece]:
    """Leave out what stands at the top or bottom of most pages, whatever number is in it."""
    edges: list[tuple[str, int, int]] = []
    start, pages = 0, stored.split("\f")
    for page in pages:
        lines = [match for match in _LINE.finditer(page) if match[0].strip()]
        outer = [*lines[:_EDGE], *lines[max(_EDGE, len(lines) - _EDGE) :]]
        edges += [(_DIGITS.sub("#", line[0].strip()), start + line.start(), start + line.end()) for line in outer]
        start += len(page) + 1
    counts = Counter(words for words, _, _ in edges)
    at = 0
    for words, first, last in edges:
        if counts[words] >= max(2, len(pages) / 2):
            yield _Piece(stored[at:first], at, first)
            at = last
    yield _Piece(stored[at:], at, len(stored))


def _read_html(stored: str) -> Iterator[_Piece]:
    reader = _HtmlReader(stored)
    # What opens and never ends is text, and the parser would look for its end again and again.
    last = stored.rfind(">")
    reader.feed(_NO_REFERENCE.sub("+", stored[: last + 1] + stored[last + 1 :].replace("<", "+")))
    reader.close()
    return iter(reader.pieces)


class _HtmlReader(HTMLParser):
    """Collects the text of an HTML page with the places where it is stored; no reference is followed."""

    def __init__(self, stored: str) -> None:
        super().__init__(convert_charrefs=False)
        self.pieces: list[_Piece] = []
        self._stored = stored
        self._line_starts = [0, *(match.end() for match in re.finditer("\n", stored))]
        self._silent: list[str] = []
        self._open: Counter[str] = Counter()
        """How often each element is open among those whose text is left out."""
        self._broken = 0

    @property
    def _at(self) -> int:
        line, column = self.getpos()
        return self._line_starts[min(line, len(self._line_starts)) - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: (value or "").lower() for name, value in attrs}
        beside = any(_BESIDE.search(given.get(name, "")) for name in ("class", "id"))
        hidden = "hidden" in given or "display:none" in given.get("style", "").replace(" ", "") or beside
        if tag not in _VOID and (self._silent or tag in _SILENT or hidden):
            self._silent.append(tag)
            self._open[tag] += 1
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        is_open = self._open[tag] > 0
        while is_open:
            closed = self._silent.pop()
            self._open[closed] -= 1
            is_open = closed != tag
        self._break(tag)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            at = self._at
            text = self._stored[at : at + len(data)]
            self.pieces.append(_Piece(text.replace("\r", " ").replace("\n", " "), at, at + len(data)))

    def handle_entityref(self, name: str) -> None:
        self._add_reference(f"&{name}")

    def handle_charref(self, name: str) -> None:
        self._add_reference(f"&#{name}")

    def check_for_whole_start_tag(self, i: int) -> int:
        """Return where the tag at ``i`` ends, -1 where it does not."""
        return self._count(super().check_for_whole_start_tag(i)) if self._broken < _MOST_BROKEN else -1

    def parse_comment(self, i: int, report: bool = True) -> int:
        """Return where the comment at ``i`` ends, -1 where it does not."""
        return self._count(super().parse_comment(i, report)) if self._broken < _MOST_BROKEN else -1

    def parse_html_declaration(self, i: int) -> int:
        """Return where the declaration at ``i`` ends: a page has no sections, and what looks like one is a comment up to its bracket."""
        is_section = self.rawdata.startswith("<![", i)
        return self.parse_bogus_comment(i, report=False) if is_section else super().parse_html_declaration(i)

    def _count(self, end: int) -> int:
        """Return an end, and count those that are none."""
        self._broken += end < 0
        return end

    def _add_reference(self, written: str) -> None:
        if not self._silent:
            at = self._at
            end = at + len(written)
            end += self._stored.startswith(";", end)
            self.pieces.append(_Piece(html.unescape(self._stored[at:end]).replace("\n", " "), at, end))

    def _break(self, tag: str) -> None:
        """End a paragraph at a tag that is no part of a line."""
        if tag not in _INLINE and not self._silent:
            self.pieces.append(_Piece(" | " if tag in _CELLS else "\n\n", self._at, self._at))
