"""Finds what a sentence tells of a holding whose company it leaves out: who holds how much, and whether it is so.

The words are in ``left_out.py``; what such a holding becomes is in ``left_out_claims.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import msgspec

from loaders.article.claims.crossed_words import OF_DOER
from loaders.article.claims.left_out import LEFT_OUT
from loaders.article.claims.left_out_deals import CHANGES_ALONE, LIKELY_BUYER
from loaders.article.claims.relations import NOT_DONE
from loaders.article.claims.shares import ABOVE_HALF, ALL, BELOW_HALF
from loaders.article.model import ClaimStatus
from loaders.article.patterns.grammar import NP, Pattern
from loaders.article.sentences.masking import ORG, PARTY, PERCENT, PERSON, MaskedSentence
from loaders.article.sentences.quantities import make_share
from loaders.article.status.claim_status import classify_status
from loaders.article.status.words import HAD_REPORTED
from ontology.shares import Share

_SIZE = re.compile(r"[Mm]ajority|[Mm]inority|[Cc]ontrolling|[Aa]ll\b|[Ss]ole\b")
_IS = re.compile(r" (?:is|was|are|were|has been|have been) ")
_HAS_PART = re.compile(rf"(?P<h>{PARTY})[^{PERCENT}{ORG}{PERSON}]*(?P<p>{PERCENT})")
"""One of several holders with its share: ``Aral 35 %``."""
_NEAR: Final = 120
"""Characters before a holder in which words tell of whom it is said."""
_AFTER_FROM = re.compile(r"\b(?:from|to) (?:[a-z\ue002-]+ ){0,6}$")
"""What stands before one who sold, so that what changes is the share of the buyer."""


_OF_HEIRS = re.compile(
    r"\b(?:heirs?|widow|widower|children|sons?|daughters?|estate|family|relatives?|brothers?|sisters?|creditors?|lawyers?|trustees?|executors?)"
    r" of (?:the )?(?:late )?(?:[a-z-]+ ){0,3}$"
)
"""What stands before one of whom others are told: ``the heirs of founder Ada Brook, who have``."""
_HOLDS_ON = re.compile(r"\b(?:hold|hang|cling)s? on to\b|\b(?:promised|vowed|pledged) to keep\b")
"""What denies no holding where it is denied: who will not keep it has it."""
_IN_WHICH = re.compile(rf"\b(?:in|of) which {NP}$")
"""What stands before one who holds what is named before him."""


def _find_doer(text: str, at: int) -> int:
    """Find who holds where the party at ``at`` only tells of the one before it: ``Aral, controlled by Ada Brook, retains 14 %``."""
    goes_on = text[at + 1 : at + 2] == "," and not text.startswith((", who", ", which"), at + 1)
    doer = OF_DOER.search(text, max(0, at - _NEAR), at) if goes_on else None
    return doer.start() if doer and text[doer.start()] in (ORG, PERSON) and not _IS.match(text, doer.start() + 1) else at


class LeftOut(msgspec.Struct, frozen=True):
    """A holding of a company that is not named, in positions of the masked sentence; ``holder`` is None where it is not named either."""

    pattern: Pattern
    start: int
    end: int
    holder: int | None
    share_at: int | None
    status: ClaimStatus


def _list_holders(match: re.Match[str]) -> Iterator[tuple[int | None, int | None]]:
    """List the places of the holders of a match, None where none is named, and of the share of each."""
    groups = match.groupdict()
    if name := next((name for name in ("more", "more2") if groups.get(name)), None):
        for part in _HAS_PART.finditer(match[name]):
            yield match.start(name) + part.start("h"), match.start(name) + part.start("p")
        return
    holders: list[int | None] = [match.start("h") if groups.get("h") else None]
    holders += [match.start("hl") + i for i, char in enumerate(groups.get("hl") or "") if char in (ORG, PERSON)]
    shares: list[int | None] = [match.start("pl") + i for i, char in enumerate(groups.get("pl") or "") if char == PERCENT]
    one = next((match.start(name) for name in ("p", "p2", "q") if groups.get(name)), None)
    if not shares or len(shares) == len(holders):
        yield from zip(holders, shares or [one] * len(holders), strict=True)


def find_left_out(sentence: MaskedSentence) -> Iterator[LeftOut]:
    """Find the holdings of a sentence whose company it leaves out."""
    seen: set[tuple[str, int | None]] = set()
    for pattern in LEFT_OUT.find_triggered(sentence.text):
        for match in pattern.expression.finditer(sentence.text):
            status = classify_status(pattern, match, sentence.text[: match.start()], sentence.text[match.end() : match.end() + 120])
            if pattern.ends and status in (ClaimStatus.DENIED, *NOT_DONE):
                # Who did not sell it, or has not yet, has it.
                status = ClaimStatus.IN_EFFECT
            if pattern is LIKELY_BUYER and status in (ClaimStatus.IN_EFFECT, ClaimStatus.PLANNED):
                status = ClaimStatus.ALLEGED if HAD_REPORTED.search(sentence.text, 0, match.start()) else ClaimStatus.PLANNED
            if status is ClaimStatus.DENIED and _HOLDS_ON.search(match[0]):
                continue
            if status is not None and not _IN_WHICH.search(sentence.text, max(0, match.start() - 60), match.start()):
                for told, share_at in _list_holders(match):
                    holder = _find_doer(sentence.text, told) if told is not None else None
                    is_seller = holder is not None and pattern is CHANGES_ALONE and _AFTER_FROM.search(sentence.text, 0, holder)
                    if is_seller or (holder is not None and _OF_HEIRS.search(sentence.text, max(0, holder - 60), holder)):
                        continue
                    if (pattern.name, holder) not in seen and (holder is None or ("alone", holder) not in seen):
                        seen |= {(pattern.name, holder), ("alone", holder)}
                        yield LeftOut(pattern, match.start(), match.end(), holder, share_at, status)


def read_share_left_out(left_out: LeftOut, sentence: MaskedSentence) -> Share | None:
    """Read the share of a holding: a percentage, or a word for more or less than half."""
    if left_out.share_at is None:
        return None
    word = _SIZE.match(sentence.text, left_out.share_at)
    if word is not None:
        return {"all": ALL, "sole": ALL, "minority": BELOW_HALF}.get(word[0].lower(), ABOVE_HALF)
    quantity = sentence.placeholder(left_out.share_at).quantity
    return make_share(quantity) if quantity else None


def find_share_end(sentence: MaskedSentence, share_at: int) -> int:
    """Return where the words of a share end."""
    word = _SIZE.match(sentence.text, share_at)
    return word.end() if word else share_at + 1
