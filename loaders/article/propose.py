"""From a text to a claim map: runs the extractors, keeps what is verbatim, gives tiers.

Owns finding extractors (entry points ``ownership.extractors``), the agreement of several, and the candidates for each party.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.metadata import entry_points
from typing import Final

import msgspec

from loaders.article.document import Document, read_document
from loaders.article.linking import Known, candidates, key
from loaders.article.model import RELATIONS, Claim, ClaimMap, DocumentInfo, Extraction, Extractor, Party
from ontology.errors import UsageError

GROUP: Final = "ownership.extractors"


def propose(text: bytes, *, name: str, extractors: Sequence[str] = ("rules",), known: Iterable[Known] = ()) -> ClaimMap:
    """The claims that the extractors find in the article, all unreviewed.

    ``name`` is the file's name as the map shall give it; ``known`` are parties already in the data folder, for candidates.
    Raises InputError (see ``read_document``) and UsageError NO_EXTRACTOR.

    >>> found = propose(b"Aral Motors owns 60 percent of Buri Steel LLP.", name="a.txt")
    >>> [(c.holder, c.subject, c.review.value) for c in found.claims]
    [('aral-motors', 'buri-steel', 'proposed')]
    """
    chosen = [find_extractor(n) for n in extractors]
    document = read_document(text, name)
    found = [_verbatim(document, extractor.extract(document)) for extractor in chosen]
    parties, claims = _agreed(found)
    there = list(known)
    if there:
        parties = tuple(msgspec.structs.replace(p, candidates=candidates(p.name, p.jurisdiction, there, identifier=p.id)) for p in parties)
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
    """The installed extractor of that name.  Raises UsageError NO_EXTRACTOR."""
    points = {point.name: point for point in entry_points(group=GROUP)}
    if name not in points:
        raise UsageError(
            "NO_EXTRACTOR",
            f"there is no extractor {name[:40]!r}",
            "installed: " + (", ".join(sorted(points)) or "none; reinstall the package"),
        )
    extractor: Extractor = points[name].load()()
    return extractor


def _verbatim(document: Document, found: Extraction) -> Extraction:
    """Without claims whose quotes do not stand in the text: an extractor may be a model, and the article is untrusted input."""
    kept = tuple(c for c in found.claims if c.quotes and all(document.text[q.start : q.end] == q.text for q in c.quotes))
    return Extraction(parties=found.parties, claims=kept)


def _agreed(found: Sequence[Extraction]) -> tuple[tuple[Party, ...], tuple[Claim, ...]]:
    """One list of parties and claims; what two extractors say of the same parties is tier A."""
    if len(found) == 1:
        return found[0].parties, found[0].claims
    parties: dict[str, Party] = {}
    by_name: dict[str, str] = {}
    claims: dict[tuple[object, ...], Claim] = {}
    for extraction in found:
        keys: dict[str, str] = {}
        for party in extraction.parties:
            names = {key(party.name), *(key(a.text) for a in party.aliases if a.confidence != "low")}
            same = next((by_name[n] for n in sorted(names) if n in by_name), None)
            if same is None:
                same = party.key if party.key not in parties else f"{party.key}-{len(parties)}"
                parties[same] = msgspec.structs.replace(party, key=same)
            keys[party.key] = same
            by_name.update(dict.fromkeys(names, same))
        for claim in extraction.claims:
            moved = msgspec.structs.replace(claim, holder=keys[claim.holder] if claim.holder else None, subject=keys[claim.subject])
            family = RELATIONS[claim.predicate].interest.family if claim.predicate in RELATIONS else claim.predicate
            what = (moved.holder, family, moved.subject, claim.value)
            first = claims.get(what)
            if first is None:
                claims[what] = moved
            elif first.extractor.name != moved.extractor.name:
                claims[what] = msgspec.structs.replace(
                    first, tier="A", note="; ".join(n for n in (first.note, f"also found by {moved.extractor.name}") if n)
                )
    ordered = sorted(claims.values(), key=lambda c: c.quotes[0].start)
    return tuple(parties.values()), tuple(msgspec.structs.replace(c, id=f"c{i}") for i, c in enumerate(ordered, 1))
