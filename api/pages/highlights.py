"""Mark what matters in a text: in a quote its decisive words, in the text of a source every claim.

Pure; offsets are code points into the text of the source.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from graph.answers.common import Quote


class Piece(NamedTuple):
    """A stretch of text; ``claims`` are the ids of what it is evidence for, none where it is plain."""

    text: str
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MarkedQuote:
    """One quote as pieces; a piece with claims is marked."""

    source: str
    pieces: tuple[Piece, ...]
    start: int | None
    url: str | None = None


def mark_quotes(evidence: Sequence[Quote]) -> list[MarkedQuote]:
    """The widest quotes, each once, as pieces with the narrower ones inside them marked.

    >>> wide = Quote(source="s", quote="takes 51 percent", start=10, end=26)
    >>> [p.text for p in mark_quotes([wide, Quote(source="s", quote="51 percent", start=16, end=26)])[0].pieces]
    ['takes ', '51 percent']
    """
    quoted = [e for e in dict.fromkeys(evidence) if e.quote]
    widest = [e for e in quoted if not any(_is_inside(e, other) for other in quoted)]
    quotes = []
    for outer in widest:
        assert outer.quote is not None
        spans = [
            (e.start - outer.start, e.end - outer.start, "mark")
            for e in quoted
            if _is_inside(e, outer) and e.start is not None and e.end is not None and outer.start is not None
        ]
        quotes.append(MarkedQuote(outer.source, tuple(cut_pieces(outer.quote, spans)), outer.start, outer.url))
    return quotes


def cut_pieces(text: str, spans: Iterable[tuple[int, int, str]]) -> list[Piece]:
    """Cut the text into pieces that each lie wholly inside or outside every span; spans outside the text are cut off.

    >>> cut_pieces("abcd", [(1, 3, "x"), (2, 4, "y")])
    [Piece(text='a', claims=()), Piece(text='b', claims=('x',)), Piece(text='c', claims=('x', 'y')), Piece(text='d', claims=('y',))]
    """
    clipped = [(max(0, start), min(len(text), end), claim) for start, end, claim in spans]
    clipped = [span for span in clipped if span[0] < span[1]]
    edges = sorted({0, len(text), *(edge for start, end, _ in clipped for edge in (start, end))})
    by_start = sorted(clipped)
    pieces: list[Piece] = []
    open_: list[tuple[int, int, str]] = []
    place = 0
    for start, end in pairwise(edges):
        while place < len(by_start) and by_start[place][0] <= start:
            open_.append(by_start[place])
            place += 1
        open_ = [span for span in open_ if span[1] > start]
        # The narrowest claim first: it is what a reader who points here means.
        claims = tuple(dict.fromkeys(claim for *_, claim in sorted(open_, key=lambda s: (s[1] - s[0], s[0]))))
        pieces.append(Piece(text[start:end], claims))
    return pieces


def _is_inside(inner: Quote, outer: Quote) -> bool:
    if inner.source != outer.source or None in (inner.start, inner.end, outer.start, outer.end):
        return False
    assert inner.start is not None
    assert inner.end is not None
    assert outer.start is not None
    assert outer.end is not None
    return outer.start <= inner.start and inner.end <= outer.end and (outer.start, outer.end) != (inner.start, inner.end)
