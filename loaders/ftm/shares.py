"""Percentages as people write them: ``51``, ``25–50%``, ``more than 25% but not more than 50%``.  Knows no records."""

from __future__ import annotations

import functools
import re
from typing import Final

from ontology.shares import Share

_N: Final = r"([0-9]{1,12}(?:\.[0-9]{1,30})?)"
_DASHES: Final = re.compile("[\u2010-\u2015\u2212]")
_COMMA: Final = re.compile(r"(?<=[0-9]),(?=[0-9]{1,2}(?![0-9]))")
_SIGNS: Final = re.compile(r"%|\bper ?cents?\b|\bof the (?:shares|votes|capital|voting rights)\b")
_POINT: Final = re.compile(_N)
_RANGE: Final = re.compile(rf"(?:from |between )?{_N} ?(?:-|to|and) ?{_N}")
_BAND: Final = re.compile(rf"(?:more than|over|above) {_N},? (?:but|and) (not more than|up to|less than|under|at most) {_N}")
_MORE: Final = re.compile(rf"(?:>|more than|over|above|greater than) ?{_N}")
_LEAST: Final = re.compile(rf"(?:>=|≥|at least|minimum|min\.?) ?{_N}|{_N} ?(?:\+|or more|and more|or above)")
_LESS: Final = re.compile(rf"(?:<|less than|under|below) ?{_N}")
_MOST: Final = re.compile(rf"(?:<=|≤|up to|at most|not more than|no more than|maximum|max\.?) ?{_N}|{_N} ?or less")


@functools.lru_cache(maxsize=10_000)
def parse_percentage(text: str) -> Share:
    """Return the share that the text means.  Raises RecordError BAD_SHARE.

    >>> parse_percentage("75.5 %").label(), parse_percentage("25–50%").label(), parse_percentage("75% or more").label()
    ('75.5 %', '25–50 %', '≥75 %')
    >>> parse_percentage("more than 25% but not more than 50%").min_open
    True
    """
    plain = " ".join(_SIGNS.sub("", _COMMA.sub(".", _DASHES.sub("-", text.lower()))).split()).strip(" .")
    if match := _POINT.fullmatch(plain):
        return Share.point(match[1], text)
    if match := _BAND.fullmatch(plain):
        return _make_share(match[1], match[3], text, min_open=True, max_open=match[2] in ("less than", "under"))
    if match := _RANGE.fullmatch(plain):
        return _make_share(match[1], match[2], text)
    if match := _MORE.fullmatch(plain):
        return _make_share(match[1], "100", text, min_open=True)
    if match := _LEAST.fullmatch(plain):
        return _make_share(match[1] or match[2], "100", text)
    if match := _LESS.fullmatch(plain):
        return _make_share("0", match[1], text, max_open=True)
    if match := _MOST.fullmatch(plain):
        return _make_share("0", match[1] or match[2], text)
    return Share.parse(plain)


def span_shares(shares: list[Share]) -> Share | None:
    """Return the interval that holds all of the shares: alternatives of one record are never summed."""
    distinct = {(s.min, s.max, s.min_open, s.max_open): s for s in shares}
    if len(distinct) < 2:
        return shares[0] if shares else None
    low, high = min(s.min for s in shares), max(s.max for s in shares)
    return Share(
        min=low,
        max=high,
        min_open=all(s.min_open for s in shares if s.min == low),
        max_open=all(s.max_open for s in shares if s.max == high),
        text=" / ".join(dict.fromkeys(s.text for s in shares if s.text)),
    )


def _make_share(low: str, high: str, text: str, *, min_open: bool = False, max_open: bool = False) -> Share:
    return Share.between(low, high, min_open=min_open, max_open=max_open, text=text)
