"""Proposes a claim map for a text: runs the extractors, drops what is not verbatim, gives tiers.

Owns finding extractors (entry points ``ownership.extractors``), the agreement of several, and the candidates for each party.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from importlib.metadata import EntryPoint, entry_points
from typing import Final

import msgspec

from loaders.article.coreference import make_key
from loaders.article.document import Document, read_document
from loaders.article.language import check_english
from loaders.article.linking import FindCandidates, link_parties
from loaders.article.masking import MAX_SENTENCE
from loaders.article.model import ABOVE, RELATIONS, Claim, ClaimMap, DocumentInfo, Extraction, Extractor, Party, make_quote
from loaders.article.plain_text import PlainText, read_plain_text
from loaders.article.rule_extractor import forget_text
from ontology.errors import UsageError

ENTRY_POINTS: Final = "ownership.extractors"
CONTEXT: Final = 24
"""Characters kept around the quote of a claim, to find it again in a changed text."""
DEFAULT: Final = ("rules", "scorer")
"""Extractors that are asked where none is named."""
_ENGLISH: Final = frozenset({"rules", "scorer"})
"""Extractors that read no other language."""


def propose(text: bytes, *, name: str, extractors: Sequence[str] = DEFAULT, find_candidates: FindCandidates | None = None) -> ClaimMap:
    """Propose the claims that the extractors find in the article, all unreviewed.

    ``name`` is the file's name as the map shall give it; ``find_candidates`` looks a party up among those that are known.
    Raises InputError (see ``read_document``), NOT_ENGLISH too, and UsageError NO_EXTRACTOR.

    >>> claim_map = propose(b"Aral Motors owns 60 percent of Buri Steel LLP.", name="a.txt")
    >>> [(c.holder, c.subject, c.review.value) for c in claim_map.claims]
    [('aral-motors', 'buri-steel', 'proposed')]
    """
    installed = [find_extractor(extractor) for extractor in extractors]
    document = read_document(text, name)
    plain = read_plain_text(document.text, name)
    if _ENGLISH.issuperset(extractors):
        check_english(plain.text, name)
    shown = msgspec.structs.replace(document, text=plain.text)
    parties, claims = _merge_extractions([_extract(document, plain, extractor.extract(shown)) for extractor in installed])
    forget_text()
    if find_candidates is not None:
        parties = link_parties(parties, find_candidates)
    info = DocumentInfo(
        file=name,
        sha256=document.sha256,
        title=document.title,
        author=document.author,
        date=document.date,
        publisher=document.publisher,
        language=document.language,
    )
    return ClaimMap(document=info, parties=parties, claims=claims)


def find_extractor(name: str) -> Extractor:
    """Load the installed extractor of that name.  Raises UsageError NO_EXTRACTOR."""
    kinds = _list_extractors()
    if name not in kinds:
        raise UsageError(
            "NO_EXTRACTOR",
            f"there is no extractor {name[:40]!r}",
            "installed: " + (", ".join(sorted(kinds)) or "none; reinstall the package"),
        )
    extractor: Extractor = kinds[name].load()()
    return extractor


@functools.cache
def _list_extractors() -> dict[str, EntryPoint]:
    """List what is installed under the entry points, looked up once."""
    return {point.name: point for point in entry_points(group=ENTRY_POINTS)}


def _extract(document: Document, plain: PlainText, extraction: Extraction) -> Extraction:
    """Quote what an extractor found in the plain text as it is stored.

    Claims whose quotes are not in the text are dropped: an extractor may be a model, and the article is untrusted input.
    """

    def quote_stored(claim: Claim) -> Claim:
        quotes = [
            make_quote(document, q.role, document.span(*plain.find_stored(q.start, q.end)), context=CONTEXT if q.role == "claim" else 0)
            for q in claim.quotes
        ]
        return msgspec.structs.replace(claim, quotes=tuple(quotes))

    def place_aliases(party: Party) -> Party:
        aliases = []
        for alias in party.aliases:
            if alias.start is not None and alias.end is not None:
                start, end = plain.find_stored(alias.start, alias.end)
                aliases.append(msgspec.structs.replace(alias, start=start, end=end))
            else:
                aliases.append(alias)
        return msgspec.structs.replace(party, aliases=tuple(aliases))

    quoted = [c for c in extraction.claims if c.quotes and all(q.text and plain.text[q.start : q.end] == q.text for q in c.quotes)]
    return Extraction(parties=tuple(map(place_aliases, extraction.parties)), claims=tuple(map(quote_stored, quoted)))


def _agree(claim: Claim, other: Claim) -> Claim:
    """Return a claim with what it gains where another extractor makes one about the same parties: tier A, unless a word in it is weak."""
    is_sure = claim.tier != "C" and claim.status is other.status
    note = f"also found by {other.extractor.name}"
    if note in (claim.note or ""):
        return claim
    return msgspec.structs.replace(claim, tier="A" if is_sure else claim.tier, note="; ".join(filter(None, (claim.note, note))))


class _Told:
    """What has been claimed so far of who is above whom, by where in the text."""

    def __init__(self) -> None:
        self._by_page: dict[int, list[Claim]] = {}

    def add(self, claim: Claim) -> None:
        if claim.predicate in ABOVE:
            self._by_page.setdefault(claim.quotes[0].start // MAX_SENTENCE, []).append(claim)

    def is_crossed(self, claim: Claim) -> bool:
        """Whether the same words tell otherwise of both parties of a claim: the other way round, or as two that hold one company, or that
        one holds."""
        words, ends = claim.quotes[0], (claim.holder, claim.subject)
        # No claim quotes more than a sentence.
        pages = range(words.start // MAX_SENTENCE - 1, words.end // MAX_SENTENCE + 1)
        near = (c for page in pages for c in self._by_page.get(page, ()))
        beside = {(c.holder, c.subject) for c in near if c.quotes[0].start < words.end and words.start < c.quotes[0].end}
        held = [{subject for holder, subject in beside if holder == party} for party in ends]
        holders = [{holder for holder, subject in beside if subject == party} for party in ends]
        is_reversed = (claim.subject, claim.holder) in beside
        return claim.predicate in ABOVE and bool(is_reversed or held[0] & held[1] or holders[0] & holders[1])


def _merge_extractions(extractions: Sequence[Extraction]) -> tuple[tuple[Party, ...], tuple[Claim, ...]]:
    """Merge into one list of parties and claims; what two extractors claim about the same parties is one claim, of tier A."""
    if len(extractions) == 1:
        return extractions[0].parties, extractions[0].claims
    parties: dict[str, Party] = {}
    by_name: dict[str, str] = {}
    claims: dict[tuple[object, ...], list[Claim]] = {}
    told = _Told()
    for extraction in extractions:
        keys: dict[str, str] = {}
        for party in extraction.parties:
            names = {make_key(party.name), *(make_key(a.text) for a in party.aliases if a.confidence != "low")}
            key = next((by_name[name] for name in sorted(names) if name in by_name), None)
            if key is None:
                key = party.key if party.key not in parties else f"{party.key}-{len(parties)}"
                parties[key] = msgspec.structs.replace(party, key=key)
            keys[party.key] = key
            by_name.update(dict.fromkeys(names, key))
        for claim in extraction.claims:
            renamed = msgspec.structs.replace(claim, holder=keys[claim.holder] if claim.holder else None, subject=keys[claim.subject])
            family: object = RELATIONS[claim.predicate].interest.family if claim.predicate in RELATIONS else claim.predicate
            identity = (renamed.holder, "above" if claim.predicate in ABOVE else family, renamed.subject, claim.value)
            first = claims.setdefault(identity, [])
            if first and first[0].extractor.name != renamed.extractor.name:
                first[:] = [_agree(earlier, renamed) for earlier in first]
            elif extraction is not extractions[0] and told.is_crossed(renamed):
                continue
            elif all((c.predicate, c.status, c.share) != (renamed.predicate, renamed.status, renamed.share) for c in first):
                first.append(renamed)
                told.add(renamed)
    # What is told of two parties first: it is what a person reviews first.
    ordered = sorted((claim for same in claims.values() for claim in same), key=lambda c: (c.holder is None, c.quotes[0].start))
    return tuple(parties.values()), tuple(msgspec.structs.replace(c, id=f"c{i}") for i, c in enumerate(ordered, 1))
