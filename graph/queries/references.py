"""TODO"""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from graph.answers.common import Quote, Range, Size
from graph.network.stake import Interval
from ontology.shares import Share, to_percent
from ontology.statements import Assertion, Evidence, Review

SUPPOSED: Final = "supposed:row-"
"""Leads the number of the row of a supposed change where a statement has its IRI."""


def box_range(box: Interval | None) -> Range | None:
    return None if box is None else Range(min=to_percent(box.min), max=to_percent(box.max))


def fraction_percent(value: Fraction | float) -> float | int:
    """A fraction of one in percent, rounded to nine decimals at the very end."""
    scaled = round(Fraction(value) * 100, 9)
    return int(scaled) if scaled.denominator == 1 else float(scaled)


def size(share: Share | None) -> Size:
    if share is None:
        return Size()
    exact = to_percent(share.min) if share.exact and share.min == share.max else None
    if share.exact and exact is None:
        exact = to_percent((share.min + share.max + 1) // 2)
    return Size(min=to_percent(share.min), max=to_percent(share.max), exact=exact, text=share.text)


def quote(evidence: Evidence) -> Quote:
    return Quote(source=evidence.source, quote=evidence.quote, start=evidence.start, end=evidence.end, url=evidence.url)


def reviewed(assertion: Assertion | None) -> bool | None:
    return None if assertion is None else assertion.review is not Review.AUTO


def certainty(present: bool) -> str:
    return "certain" if present else "possible"
