"""Relations in one reduced sentence: which placeholders hold what in which, with share, standing and time.

Owns the reading of a pattern's match.  Pronouns are still pronouns here; ``rule_extractor.py`` resolves them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from loaders.article.claim_status import status
from loaders.article.masking import DATE, ORG, PERCENT, PERSON, MaskedSentence
from loaders.article.model import ClaimStatus
from loaders.article.patterns import PATTERNS
from loaders.article.patterns_grammar import Pattern
from loaders.article.quantities import share_of
from ontology.shares import PERCENT as ONE_PERCENT
from ontology.shares import WHOLE, Share

_ALL = frozenset({"wholly", "fully", "whole", "full", "entire", "100-percent", "sole"})
_BRACKET = re.compile(rf" \([^(){PERCENT}]*\)")
_APPOSITION = re.compile(rf"(?<=[{ORG}{PERSON}]), (?:an?|the|which|who|formerly|now|itself) [^,.;]{{1,150}},(?= )")
_LED_BY_DATE = re.compile(
    rf"(?:^|[,;] |\b(?:and|but|that) )(?:[A-Z][a-z]+, )?(?P<w>[Ii]n|[Oo]n|[Ss]ince|[Bb]y|[Dd]uring)(?: early| late| mid| the year)? "
    rf"(?P<d>{DATE})(?: [a-z]+){{0,2}},? $"
)
_DATE_AFTER = re.compile(rf"(?P<w>\b(?:in|on|since|during|from)) (?:early |late |mid-)?(?P<d>{DATE})")
_UNTIL = re.compile(rf"(?P<w>\buntil) (?:early |late |mid-)?(?P<d>{DATE})")
_FIRST_ORG = re.compile(ORG)
_LIST_PERCENT = re.compile(rf"{ORG} \([^()]{{0,10}}(?P<p>{PERCENT})[^()]{{0,20}}\)")


class Pair(msgspec.Struct, frozen=True):
    """One reading of one relation: reduced positions, before pronouns are resolved."""

    pattern: Pattern
    sentence: MaskedSentence
    start: int
    end: int
    holder: int
    subject: int
    share: Share | None
    share_at: tuple[int, int] | None
    status: ClaimStatus
    valid_from: str | None
    valid_until: str | None


def find_relations(sentence: MaskedSentence) -> Iterator[Pair]:
    """Relations in a sentence: read as it stands, without brackets, and without appositions; each pair of places counts once a pattern."""
    seen: set[tuple[str, int, int]] = set()
    bare = sentence.without(m.span() for m in _BRACKET.finditer(sentence.text))
    short = bare.without(m.span() for m in _APPOSITION.finditer(bare.text))
    texts = [sentence] + [t for t in (bare,) if t is not sentence] + [t for t in (short,) if t is not bare]
    for text in texts:
        for pattern in PATTERNS:
            if not pattern.trigger.search(text.text):
                continue
            for match in pattern.expression.finditer(text.text):
                for pair in _expand(pattern, match, text):
                    place = (pattern.predicate, text.starts[pair.holder], text.starts[pair.subject])
                    if place not in seen:
                        seen.add(place)
                        yield pair


def _expand(pattern: Pattern, match: re.Match[str], text: MaskedSentence) -> Iterator[Pair]:
    groups = match.groupdict()
    holders, subjects = [match.start("h")], [match.start("s")]
    for name, places in (("hl", holders), ("sl", subjects)):
        if groups.get(name):
            places += [match.start(name) + m.start() for m in _FIRST_ORG.finditer(groups[name])]
    standing = status(pattern, match, text.text[max(0, match.start() - 120) : match.start()])
    times = _times(pattern, match, text, standing)
    for holder in holders:
        for subject in subjects:
            share, at = _share(match, text, holder, len(holders))
            yield Pair(pattern, text, times.low, times.high, holder, subject, share, at, standing, times.first, times.last)


def _share(match: re.Match[str], text: MaskedSentence, holder: int, holders: int) -> tuple[Share | None, tuple[int, int] | None]:
    own = _LIST_PERCENT.match(text.text, holder)
    at = own.start("p") if own else None
    groups = match.groupdict()
    if at is None and holders == 1:
        at = next((match.start(g) for g in ("p", "p2", "p3") if groups.get(g)), None)
    if at is None and groups.get("q") == PERCENT:
        at = match.start("q")
    if at is not None:
        amount = text.token(at).amount
        share = share_of(amount) if amount else None
        return share, (at, at + 1) if share else None
    quantity = groups.get("q")
    where = match.span("q") if quantity else None
    if quantity in _ALL:
        if where and (owned := re.compile(r"[- ]owned").match(text.text, where[1])):
            where = (where[0], owned.end())
        return Share.point(100), where
    if quantity in {"majority", "controlling"} and holders == 1:
        return Share(min=50 * ONE_PERCENT, max=WHOLE, min_open=True), where
    if quantity == "minority":
        return Share(min=0, max=50 * ONE_PERCENT, max_open=True), where
    return None, None


class _Times(msgspec.Struct, frozen=True):
    """Valid time, and how far the words that give it reach."""

    first: str | None
    last: str | None
    low: int
    high: int


def _times(pattern: Pattern, match: re.Match[str], text: MaskedSentence, standing: ClaimStatus) -> _Times:
    """Valid time as far as the words give it: "In 1998, X became", "since 2005", "until 2010"; an agreed deal has none yet."""
    low, high = match.span()
    if standing not in (ClaimStatus.IN_EFFECT, ClaimStatus.FORMER):
        return _Times(None, None, low, high)
    last = _UNTIL.search(text.text, low, min(len(text), high + 30))
    first = _LED_BY_DATE.search(text.text, max(0, low - 60), low)
    if first is None:
        after = _DATE_AFTER.search(text.text, low, high) or _DATE_AFTER.match(text.text, high + 1)
        if after and (pattern.event or after["w"] in {"since", "from"} or "became" in match[0]):
            first = after
    if pattern.ends:
        first, last = None, first
    elif standing is ClaimStatus.FORMER and last is None:
        first = None
    start, end = _date(text, first), _date(text, last)
    if start and end and end < start:
        start, first = None, None
    found = [m for m in (first, last) if m is not None]
    return _Times(start, end, min([low, *(m.start("w") for m in found)]), max([high, *(m.end("d") for m in found)]))


def _date(text: MaskedSentence, match: re.Match[str] | None) -> str | None:
    amount = text.token(match.start("d")).amount if match else None
    return amount.value if amount else None
