"""Measures extractors on annotated sentences: how many claims about the annotated pair are right, and how many pairs are found.

Owns the reading of such a file and what counts as right.  Of pairs that nobody annotated nothing is said.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from loaders.article.model import ABOVE, Claim, ClaimMap, ClaimStatus, Extractor
from loaders.article.propose import DEFAULT, propose
from ontology.errors import InputError

TIERS: Final = ("A", "AB", "ABC")
"""Sets of tiers that are measured, the surest first."""

Span = tuple[int, int]


class GoldSentence(msgspec.Struct, frozen=True):
    """A sentence with one annotated pair, in code points; ``owner_span`` is null where neither owns the other."""

    text: str
    head_span: Span
    tail_span: Span
    owner_span: Span | None = None
    owned_span: Span | None = None


class TierScore(msgspec.Struct, frozen=True):
    """What claims of some tiers are worth: right and wrong ones about annotated pairs, and how many pairs there are to find."""

    tiers: str
    right: int
    wrong: int
    pairs: int

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.pairs)


def read_gold(data: bytes, name: str) -> Iterator[GoldSentence]:
    """Read a file of annotated sentences, one JSON object a line.  Raises InputError BAD_GOLD."""
    for number, line in enumerate(data.splitlines(), 1):
        if line.strip():
            try:
                yield msgspec.convert(json.loads(line), GoldSentence)
            except (ValueError, msgspec.ValidationError) as error:
                what = f"line {number} of {name} is no annotated sentence: {error}"
                raise InputError("BAD_GOLD", what, 'one a line: {"text", "head_span", "tail_span", "owner_span", "owned_span"}') from None


def score(sentences: Sequence[GoldSentence], extractors: Sequence[str | Extractor] = DEFAULT) -> list[TierScore]:
    """Measure extractors on annotated sentences."""
    counts = {tiers: [0, 0] for tiers in TIERS}
    for sentence in sentences:
        claim_map = propose(sentence.text.encode(), name="sentence.txt", extractors=extractors)
        for tiers, count in counts.items():
            verdicts = [v for claim in claim_map.claims if (v := _judge(sentence, claim_map, claim, tiers)) is not None]
            count[0] += any(verdicts)
            count[1] += bool(verdicts) and not any(verdicts)
    pairs = sum(sentence.owner_span is not None for sentence in sentences)
    return [TierScore(tiers, right, wrong, pairs) for tiers, (right, wrong) in counts.items()]


def _judge(sentence: GoldSentence, claim_map: ClaimMap, claim: Claim, tiers: str) -> bool | None:
    """Whether a claim about the annotated pair is right; None where it is about something else, or denies."""
    if claim.predicate not in ABOVE or claim.tier not in tiers or claim.status is ClaimStatus.DENIED:
        return None
    names = {party.key: {party.name, *(alias.text for alias in party.aliases)} for party in claim_map.parties}

    def is_at(role: str, span: Span) -> bool:
        quote, party = claim.quote(role), claim.holder if role == "holder" else claim.subject
        overlaps = quote is not None and quote.start < span[1] and span[0] < quote.end
        return overlaps or sentence.text[slice(*span)].strip(" .") in names.get(party or "", ())

    both = ((sentence.head_span, sentence.tail_span), (sentence.tail_span, sentence.head_span))
    if not any(is_at("holder", one) and is_at("subject", two) for one, two in both):
        return None
    if sentence.owner_span is None or sentence.owned_span is None:
        return False
    return is_at("holder", sentence.owner_span) and is_at("subject", sentence.owned_span)
