"""Reads which share a match of a pattern tells: of its holder, of each item of a list, or what a buyer has after a purchase.

Owns where a share stands, and the words for all and for most.  Which parties it is about is in ``relations.py``.
"""

from __future__ import annotations

import re
from typing import Final

import msgspec

from loaders.article.patterns.grammar import BUY, LISTED_WITH, NP, OWN, STAKE_WORD, Pattern
from loaders.article.sentences.masking import IT, ORG, PARTY, PERCENT, PERSON, MaskedSentence
from loaders.article.sentences.quantities import EACH, make_share
from ontology.shares import PERCENT as ONE_PERCENT
from ontology.shares import WHOLE, Share
from ontology.statements import Interest

ALL: Final = Share.point(100)
ABOVE_HALF: Final = Share(min=50 * ONE_PERCENT, max=WHOLE, min_open=True)
BELOW_HALF: Final = Share(min=0, max=50 * ONE_PERCENT, max_open=True)
_NOTHING: Final = Share.point(0)
"""Made once: a share is compared with them for each match of a pattern."""
_WHOLLY = frozenset(
    {
        "totality",
        "the totality",
        "wholly",
        "fully",
        "whole",
        "full",
        "entire",
        "entirety",
        "all",
        "every",
        "the whole",
        "the entire",
        "the entirety",
        "100-percent",
        "sole",
        "only",
    }
)
_OF_VOTES = re.compile(rf"{PERCENT}(?: of)?(?: (?:the|its|all|their))? (?:voting|votes)\b")
_OWNED = re.compile(r"[- ]owned")
_OWN_PERCENT = re.compile(rf"[{ORG}{PERSON}] \((?:an? )?(?P<p>{PERCENT})(?: stake| of the shares| interest| owned)?\)")
"""A company of a list with the share that is held in it."""
_LIST_PERCENT = re.compile(
    rf"[{ORG}{PERSON}](?: \([^(){PERCENT}]{{0,10}}(?P<p>{PERCENT})[^(){PERCENT}]{{0,20}}\)|,? (?:with|holding|owning) (?:an? "
    rf")?(?P<w>{PERCENT})(?=[,.;]|$| and\b)|,? (?P<w2>{PERCENT})(?=[;.]|$|, {PARTY}|,? and {PARTY}))"
)
_CLAUSE_PERCENT = re.compile(rf"[{ORG}{PERSON}],? {LISTED_WITH} (?:an? )?(?P<p>{PERCENT})(?: {STAKE_WORD})?(?! (?:of|in)\b)")
"""One of several holders with a clause that tells its share: ``belonged to Aral, which had 60%, and``."""
_MOVES = re.compile(rf"\b(?:{BUY}|sold|sells?|went|pass(?:ed|es)|transferred)\b")
"""Words of a deal: who had a share when it was made has another behind it."""
_PAIR_EACH = re.compile(rf"[{ORG}{PERSON}](?:, [{ORG}{PERSON}])* and (?:[a-z]+ ){{0,3}}[{ORG}{PERSON}] \((?P<p>{PERCENT}) each\)")
"""Some of a list with the share that each of them has: ``and Ada and Ben Brook (15% each)``."""
_OF_EACH = re.compile(rf"\beach (?:with|holding|owning) (?:an? )?{PERCENT}|{PERCENT} (?:each|apiece)\b")
"""Words by which a share is that of each of several."""
_RAISES_TO = re.compile(
    rf"[^.;{ORG}{PERSON}{IT}]{{0,40}}(?: (?:from|to) {NP}{PARTY})?(?: for [^.;,{ORG}{PERSON}{IT}]{{1,40}})?,? "
    rf"(?:(?:and|which|to|after|by|having) )?(?:has |have )?"
    rf"(?:raising|raised|raises?|lifting|lifted|lifts|taking|took|takes|bringing|brought|brings|increasing|increased|increases|boosting"
    rf"|boosted)"
    rf" (?:{OWN}|the) (?:[a-z]+ ){{0,2}}{STAKE_WORD}(?: (?:in|of) {NP}{PARTY})?(?: from {PERCENT})? to (?P<p>{PERCENT})"
    rf"|[^.;{ORG}{PERSON}{IT}]{{0,60}},? (?:(?:in a deal |a deal )?(?:that|which) (?:gives|gave|will give|leaves) |giving |leaving "
    rf"|handing )"
    rf"(?:{IT}|it|them|the [a-z]+|{ORG}) (?:with )?(?:an? )?(?:[a-z]+ ){{0,2}}(?P<p2>{PERCENT})(?! of (?!the (?:company|shares|capital)))"
)
"""What a buyer has then, behind what he bought: ``bought 10% of Aral from Buri, raising its stake to 35%``."""
TO_WHOLE = re.compile(
    rf"(?:,? from {NP}[{ORG}{PERSON}](?:, [^.;,]{{1,40}}(?=,))?)?(?: for [^.;,{ORG}{PERSON}{IT}]{{1,40}})?"
    rf"(?:,? (?:and|which|{IT}) (?:now |thus |thereby |so )*(?:owns|has|holds|controls)|, (?:giving {IT}|taking|becoming|making it|to"
    rf" become|to take))"
    r" (?P<q>the whole (?:company|business|firm|group|of it)|(?:full|sole|complete|outright) ownership|the sole (?:owner|shareholder)"
    r"|all of it|all (?:of )?(?:its|the) shares)"
)
"""What stands behind a purchase by which all becomes the buyer's: ``, and now owns the whole company``."""
_BECAME = re.compile(
    rf" (?:(?:has|have|had|then|thereby|later) )*(?:became|become|becomes|fell to|fallen to|falls to|dropped to|went to|is now|was "
    rf"reduced to|is|was)"
    rf" (?:(?P<p>{PERCENT})|zero\b|nil\b)"
)
"""What is left of a stake, behind it."""
_BUYS_OR_BECOMES = re.compile(rf"\b{BUY} |becom")
_SEVERAL_BEHIND = re.compile(r" (?:[a-z-]+ )?(?:(?:share|stock|stake)?holders|(?:co-)?owners|investors|members|backers)\b")
"""What are several: ``its only shareholders were Ada Brook and her husband``."""
_STAKE_BEHIND = re.compile(r" (?:stakes?|shareholdings?|holdings?|interests?|positions?|participation|shares?(?! capital))\b")
"""What may be the whole of what somebody has, and not of the company: ``its entire stake``."""


def is_of_size(share: Share | None, *sizes: Share) -> bool:
    """Whether a share is one of these sizes, whatever words the text has for it."""
    return share is not None and msgspec.structs.replace(share, text=None) in sizes


def find_predicate(pattern: Pattern, text: MaskedSentence, share_at: tuple[int, int] | None) -> str:
    """Return the predicate of a pattern, or the votes where its share is of these."""
    is_of_votes = share_at is not None and pattern.predicate == "owns" and _OF_VOTES.match(text.text, share_at[0])
    return Interest.VOTING_RIGHTS.value if is_of_votes else pattern.predicate


def read_share(
    match: re.Match[str], text: MaskedSentence, holder: int, subject: int, place: tuple[int, int]
) -> tuple[Share | None, tuple[int, int] | None]:
    """Read the share of a holder and the masked range of its words; a percentage before several belongs to none, unless it is of each.

    ``place``: which of how many holders it is.
    """
    number, holders = place
    in_list = _LIST_PERCENT.match(text.text, holder) or (
        _OWN_PERCENT.match(text.text, subject) if holder < subject or match.groupdict().get("sl") else None
    )
    at = next(in_list.start(name) for name in ("p", "w", "w2") if in_list.groupdict().get(name)) if in_list else None
    if at is None and holders > 1 and subject < holder and not _MOVES.search(match[0]):
        clause = _CLAUSE_PERCENT.match(text.text, holder)
        at = clause.start("p") if clause else None
    pair = _PAIR_EACH.match(text.text, holder) if at is None else None
    at = pair.start("p") if pair else at
    groups = match.groupdict()
    listed = [match.start("pl") + i for i, char in enumerate(groups.get("pl") or "") if char == PERCENT]
    if len(listed) == holders:
        at = listed[number]
    if at is None:
        at = next((match.start(g) for g in ("p", "p2", "p3", "p4", "p5") if groups.get(g)), None)
        quantity = text.placeholder(at).quantity if at is not None else None
        is_of_each = quantity is not None and (
            quantity.qualifier == EACH or (at is not None and _OF_EACH.search(text.text, max(0, at - 16), at + 8))
        )
        if holders > 1 and not is_of_each:
            at = None
    if at is None and groups.get("each"):
        at = match.start("each")
    if at is None and groups.get("q") == PERCENT:
        at = match.start("q")
    if at is not None:
        quantity = text.placeholder(at).quantity
        share = make_share(quantity) if quantity else None
        return share, (at, at + 1) if share else None
    word = (groups.get("q") or "").lower()
    span = match.span("q") if word else None
    if word in _WHOLLY:
        if word in {"sole", "only"} and (holders > 1 or (span and _SEVERAL_BEHIND.match(text.text, span[1]))):
            return None, None
        if span and word in {"entire", "whole", "full"} and _STAKE_BEHIND.match(text.text, span[1]):
            return None, None
        if span and (owned := _OWNED.match(text.text, span[1])):
            span = (span[0], owned.end())
        return ALL, span
    if word in {"majority", "controlling"} and holders == 1:
        return ABOVE_HALF, span
    if word == "minority":
        return BELOW_HALF, span
    return None, None


def has_nothing(share: Share | None, match: re.Match[str], text: MaskedSentence) -> bool:
    """Whether the share is nothing, or what a match tells of became nothing: ``its stake in Aral became 0 %``."""
    became = _BECAME.match(text.text, match.end())
    if became is not None:
        quantity = text.placeholder(became.start("p")).quantity if became["p"] else None
        share = make_share(quantity) if quantity else _NOTHING
    return share == _NOTHING


def find_raised(pattern: Pattern, match: re.Match[str], text: MaskedSentence) -> tuple[Share | None, tuple[int, int]] | None:
    """Find the share that a buyer has after what a match tells, and its masked range; None where none is told."""
    may_raise = pattern.event or pattern.moves_share or _BUYS_OR_BECOMES.search(match[0])
    raised = _RAISES_TO.match(text.text, match.end()) if may_raise else None
    name = "p" if raised and raised["p"] else "p2"
    quantity = text.placeholder(raised.start(name)).quantity if raised else None
    return (make_share(quantity), raised.span(name)) if raised and quantity else None
