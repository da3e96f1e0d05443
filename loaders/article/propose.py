"""Proposes a claim map for a text: runs the extractors, drops what is not verbatim, gives tiers.

Owns finding extractors (entry points ``ownership.extractors``), the agreement of several, and the candidates for each party.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.metadata import entry_points
from typing import Final

import msgspec

from loaders.article.document import Document, read_document
from loaders.article.language import check_english
from loaders.article.linking import KnownParty, find_candidates, normalise_name
from loaders.article.model import RELATIONS, Claim, ClaimMap, DocumentInfo, Extraction, Extractor, Party, make_quote
from loaders.article.plain_text import PlainText, read_plain_text
from ontology.errors import UsageError

ENTRY_POINTS: Final = "ownership.extractors"
CONTEXT: Final = 24
"""Characters kept around the quote of a claim, to find it again in a changed text."""
_ENGLISH: Final = frozenset({"rules"})
"""Extractors that read no other language."""


def propose(text: bytes, *, name: str, extractors: Sequence[str] = ("rules",), known_parties: Iterable[KnownParty] = ()) -> ClaimMap:
    """Propose the claims that the extractors find in the article, all unreviewed.

    ``name`` is the file's name as the map shall give it; ``known_parties`` are those of the data folder, for candidates.
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
    parties, claims = _merge_extractions([_extract(document, plain, extractor) for extractor in installed])
    known_parties = list(known_parties)
    if known_parties:
        candidates = [find_candidates(party.name, party.jurisdiction, known_parties, identifier=party.id) for party in parties]
        parties = tuple(msgspec.structs.replace(p, candidates=c) for p, c in zip(parties, candidates, strict=True))
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
    points = {point.name: point for point in entry_points(group=ENTRY_POINTS)}
    if name not in points:
        raise UsageError(
            "NO_EXTRACTOR",
            f"there is no extractor {name[:40]!r}",
            "installed: " + (", ".join(sorted(points)) or "none; reinstall the package"),
        )
    extractor: Extractor = points[name].load()()
    return extractor


def _extract(document: Document, plain: PlainText, extractor: Extractor) -> Extraction:
    """Let an extractor read the plain text, and quote what it finds as it is stored.

    Claims whose quotes are not in the text are dropped: an extractor may be a model, and the article is untrusted input.
    """
    extraction = extractor.extract(msgspec.structs.replace(document, text=plain.text))

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


def _merge_extractions(extractions: Sequence[Extraction]) -> tuple[tuple[Party, ...], tuple[Claim, ...]]:
    """Merge into one list of parties and claims; a claim that two extractors make about the same parties is tier A."""
    if len(extractions) == 1:
        return extractions[0].parties, extractions[0].claims
    parties: dict[str, Party] = {}
    by_name: dict[str, str] = {}
    claims: dict[tuple[object, ...], Claim] = {}
    for extraction in extractions:
        keys: dict[str, str] = {}
        for party in extraction.parties:
            names = {normalise_name(party.name), *(normalise_name(a.text) for a in party.aliases if a.confidence != "low")}
            key = next((by_name[name] for name in sorted(names) if name in by_name), None)
            if key is None:
                key = party.key if party.key not in parties else f"{party.key}-{len(parties)}"
                parties[key] = msgspec.structs.replace(party, key=key)
            keys[party.key] = key
            by_name.update(dict.fromkeys(names, key))
        for claim in extraction.claims:
            renamed = msgspec.structs.replace(claim, holder=keys[claim.holder] if claim.holder else None, subject=keys[claim.subject])
            family = RELATIONS[claim.predicate].interest.family if claim.predicate in RELATIONS else claim.predicate
            identity = (renamed.holder, family, renamed.subject, claim.value)
            first = claims.get(identity)
            if first is None:
                claims[identity] = renamed
            elif first.extractor.name != renamed.extractor.name:
                notes = (first.note, f"also found by {renamed.extractor.name}")
                claims[identity] = msgspec.structs.replace(first, tier="A", note="; ".join(note for note in notes if note))
    ordered = sorted(claims.values(), key=lambda c: c.quotes[0].start)
    return tuple(parties.values()), tuple(msgspec.structs.replace(c, id=f"c{i}") for i, c in enumerate(ordered, 1))
