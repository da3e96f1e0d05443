"""Merges what several extractors find into one list of parties and claims: agreement makes the tiers.

Owns when two claims are about the same, what agreement of two makes of a tier, and which lone claims are crossed by others.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

from loaders.article.model import ABOVE, FAINT, RELATIONS, Claim, ClaimStatus, Extraction, Party
from loaders.article.parties.coreference import make_key
from loaders.article.patterns.all_patterns import PATTERNS
from loaders.article.sentences.masking import MAX_SENTENCE

_AGREED: Final = {("B", "B"): "A", ("B", "C"): "A", ("B", FAINT): "A", ("C", "C"): "B"}
"""Tiers of two claims about the same, the better first -> tier of both together; any other two leave the better one."""

_PAGE: Final = 2 * MAX_SENTENCE
"""Characters of a text; the words of a claim are fewer."""
_STANDING: Final = frozenset({"owns", "has-subsidiary"})
_EVENTS: Final = frozenset(pattern.name for pattern in PATTERNS if pattern.event)


def merge_extractions(extractions: Sequence[Extraction]) -> tuple[tuple[Party, ...], tuple[Claim, ...]]:
    """Merge into one list of parties and claims; what two extractors claim about the same parties is one claim.

    What one extractor finds too faint to claim it is left out where no other claims it.
    """
    parties: dict[str, Party] = {}
    by_name: dict[str, str] = {}
    claims: dict[tuple[object, ...], _Same] = {}
    told = _Told()
    for extraction in extractions:
        keys = _merge_parties(extraction, parties, by_name)
        for claim in extraction.claims:
            renamed = msgspec.structs.replace(claim, holder=keys[claim.holder] if claim.holder else None, subject=keys[claim.subject])
            family: object = RELATIONS[claim.predicate].interest.family if claim.predicate in RELATIONS else claim.predicate
            identity = (renamed.holder, "above" if claim.predicate in ABOVE else family, renamed.subject, claim.value)
            same = claims.setdefault(identity, _Same())
            if same.claims and same.claims[0].extractor.name != renamed.extractor.name:
                same.agree(renamed)
            elif extraction is not extractions[0] and told.is_crossed(renamed):
                continue
            elif same.add(renamed):
                told.add(renamed)
    # What is told of two parties first: it is what a person reviews first.
    merged = (msgspec.structs.replace(c, is_loose=False) for same in claims.values() for c in same.claims if c.tier != FAINT)
    ordered = sorted(merged, key=lambda c: (c.holder is None, c.quotes[0].start))
    named = {key for claim in ordered for key in (claim.holder, claim.subject)}
    kept = tuple(party for key, party in parties.items() if key in named)
    return kept, tuple(msgspec.structs.replace(c, id=f"c{i}") for i, c in enumerate(ordered, 1))


def _merge_parties(extraction: Extraction, parties: dict[str, Party], by_name: dict[str, str]) -> dict[str, str]:
    """Add the parties that are new, and return under which key each party of the extraction is known."""
    keys: dict[str, str] = {}
    taken: set[str] = set()
    for party in extraction.parties:
        names = {make_key(party.name), *(make_key(a.text) for a in party.aliases if a.confidence != "low")}
        # The text told the parties of one extraction apart, whatever they are called.
        known = (by_name[name] for name in (party.name, *sorted(names)) if name in by_name)
        key = next((key for key in known if key not in taken), None)
        if key is None:
            key = party.key if party.key not in parties else f"{party.key}-{len(parties)}"
            parties[key] = msgspec.structs.replace(party, key=key)
        keys[party.key] = key
        taken.add(key)
        by_name.update(dict.fromkeys({party.name, *names}, key))
    return keys


def _agree(claim: Claim, other: Claim) -> Claim:
    """Return the better of two claims about the same with the tier of both together.

    Where the two disagree on the status, agreement makes nothing surer.  Nor does it where a claim is loose: the unit of a seller, named
    by the way, may be his no more.
    """
    better, worse = (claim, other) if claim.tier <= other.tier else (other, claim)
    note = f"also found by {worse.extractor.name}"
    if note in (better.note or ""):
        return better
    is_sure = claim.status is other.status
    surer = better.tier if better.is_loose else _AGREED.get((better.tier, worse.tier), better.tier)
    tier = surer if is_sure else max(better.tier, "B") if worse.tier != FAINT else better.tier
    notes = [better.note, None if worse.tier == FAINT and not is_sure else note]
    return msgspec.structs.replace(better, tier=tier, note="; ".join(filter(None, notes)) or None)


class _Same:
    """The claims about the same two parties, or the same fact, that differ in what they tell."""

    def __init__(self) -> None:
        self.claims: list[Claim] = []
        self._told: set[tuple[object, ...]] = set()
        self._settled: set[tuple[str, str, ClaimStatus]] = set()
        """What another extractor said that changed nothing, and changes nothing again."""

    def add(self, claim: Claim) -> bool:
        """Add a claim; return whether it tells what no other does."""
        told = _list_told(claim)
        if told in self._told:
            return False
        self.claims.append(claim)
        self._told.add(told)
        self._settled.clear()
        return True

    def agree(self, claim: Claim) -> None:
        """Let a claim of another extractor confirm or cross each of these."""
        said = (claim.extractor.name, claim.tier, claim.status)
        if said in self._settled:
            return
        agreed = [_agree(earlier, claim) for earlier in self.claims]
        if all(new is earlier or new == earlier for new, earlier in zip(agreed, self.claims, strict=True)):
            self._settled.add(said)
            return
        self.claims, self._told = agreed, set(map(_list_told, agreed))
        self._settled.clear()


def _list_told(claim: Claim) -> tuple[object, ...]:
    return claim.predicate, claim.status, claim.share


class _Told:
    """What has been claimed so far of who is above whom, by where in the text and by party."""

    def __init__(self) -> None:
        self._by_party: dict[tuple[int, str | None], list[Claim]] = {}

    def add(self, claim: Claim) -> None:
        if claim.predicate in ABOVE and claim.tier != FAINT:
            page = claim.quotes[0].start // _PAGE
            for party in {claim.holder, claim.subject}:
                self._by_party.setdefault((page, party), []).append(claim)

    def is_crossed(self, claim: Claim) -> bool:
        """Whether the same words tell otherwise of both parties of a claim: the other way round, or as two that hold one company, or that
        one holds, or each holds the next of three and this is what both together make."""
        words, ends = claim.quotes[0], (claim.holder, claim.subject)
        # No claim quotes more than a sentence.
        pages = range(words.start // _PAGE - 1, words.end // _PAGE + 1)
        near = [c for page in pages for party in ends for c in self._by_party.get((page, party), ())]
        beside = {(c.holder, c.subject) for c in near if c.quotes[0].start < words.end and words.start < c.quotes[0].end}
        held = [{subject for holder, subject in beside if holder == party} for party in ends]
        holders = [{holder for holder, subject in beside if subject == party} for party in ends]
        standing = {(c.holder, c.subject) for c in near if c.predicate in _STANDING and c.extractor.pattern not in _EVENTS} & beside
        is_of_chain = {s for h, s in standing if h == claim.holder} & {h for h, s in beside if s == claim.subject}
        is_reversed = (claim.subject, claim.holder) in beside
        return claim.predicate in ABOVE and bool(is_reversed or is_of_chain or held[0] & held[1] or holders[0] & holders[1])
