"""Adds a claim that no extractor found: a person marks its words in the text and says who holds what.

Pure.  Owns where marked words stand in the text as it is stored, and which parties a person means.  The evidence is the text's own words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from msgspec.structs import replace

from loaders.article.claim_map.review import change_fields, check_claim, make_key
from loaders.article.model import RELATIONS, SUCCEEDS, Claim, ClaimMap, ExtractorInfo, Party, Quote, make_quote
from loaders.article.parties.linking import normalise_name
from loaders.article.text.document import Document
from loaders.article.text.plain_text import PlainText
from ontology.errors import InputError
from ontology.statements import Review

_CONTEXT: Final = 24
"""Characters kept around the words, to find them again in a changed text."""
_LONGEST: Final = 4_000


def add_claim(
    claim_map: ClaimMap,
    document: Document,
    plain: PlainText,
    words: str,
    written: Mapping[str, str],
    *,
    near: int | None = None,
    by: str | None = None,
    at: str | None = None,
) -> tuple[ClaimMap, str]:
    """Return the map with one more claim, accepted by who adds it, and the claim's id.

    ``words``: those of the text that say it, as a reader sees them; ``near``: where in the plain text they stand, if known.
    ``written``: the fields of the claim; ``holder`` and ``subject`` are the key or the name of a party, and a name that is new makes one.
    Raises InputError WORDS_NOT_FOUND, WORDS_AMBIGUOUS, BAD_FIELD, and where the claim makes no sense.
    """
    start, end = find_words(plain.text, words, near)
    predicate = written.get("predicate", "").strip()
    is_relation = predicate in RELATIONS or predicate == SUCCEEDS
    parties = list(claim_map.parties)
    ends = {name: _find_party(parties, written.get(name, ""), name) for name in ("holder", "subject") if name == "subject" or is_relation}
    claim = Claim(
        id=_make_id(claim_map),
        predicate=predicate,
        holder=ends["holder"].key if is_relation else None,
        subject=ends["subject"].key,
        extractor=ExtractorInfo(name="person", version="1"),
    )
    rest = {name: text for name, text in written.items() if name not in ("holder", "subject", "predicate") and text.strip()}
    claim = replace(change_fields(claim, rest), review=Review.ACCEPTED, by=by or None, at=at)
    check_claim(claim)
    quotes = [make_quote(document, "claim", document.span(*plain.find_stored(start, end)), context=_CONTEXT)]
    for role, names in ((name, {party.name, *(alias.text for alias in party.aliases)}) for name, party in ends.items()):
        quotes += _quote_within(document, plain, role, start, end, names)
    if claim.share is not None:
        quotes += _quote_within(document, plain, "share", start, end, set(re.findall(r"[0-9][0-9.,]*\s?(?:%|per\s?cent|percent)", words)))
        share_words = next((quote.text for quote in quotes if quote.role == "share"), None)
        claim = replace(claim, share=replace(claim.share, text=share_words or written["share"].strip()))
    elif claim.value is not None:
        quotes += _quote_within(document, plain, "value", start, end, {claim.value})
    claim = replace(claim, quotes=tuple(quotes))
    return replace(claim_map, parties=tuple(parties), claims=(*claim_map.claims, claim)), claim.id


def find_words(text: str, words: str, near: int | None = None) -> tuple[int, int]:
    """Find where words stand in a text, whatever space is between them: at ``near`` or the place nearest to it.

    Raises InputError WORDS_NOT_FOUND, WORDS_AMBIGUOUS.

    >>> find_words("Aral owns\\nBuri. Aral grew.", "Aral owns Buri")
    (0, 14)
    """
    pieces = words.split()
    if not pieces or len(words) > _LONGEST:
        what = f"no words of the text are marked (at most {_LONGEST} characters)"
        raise InputError("WORDS_NOT_FOUND", what, "mark them in the text, or copy them from it")
    places = [match.span() for match in re.finditer(r"\s+".join(map(re.escape, pieces)), text)]
    if not places:
        what = f"{' '.join(pieces)[:70]!r} does not stand in the text"
        raise InputError("WORDS_NOT_FOUND", what, "copy the words from the text, without a change")
    if near is not None:
        return min(places, key=lambda place: abs(place[0] - near))
    if len(places) > 1:
        what = f"{' '.join(pieces)[:70]!r} stands at {len(places)} places of the text"
        raise InputError("WORDS_AMBIGUOUS", what, "take more words around it, or mark it in the text")
    return places[0]


def _find_party(parties: list[Party], written: str, field: str) -> Party:
    """Return the party with a key or name, and a new one at the end of ``parties`` for a name that is new.  Raises InputError
    BAD_FIELD."""
    wanted = " ".join(written.split())
    if not wanted:
        raise InputError("BAD_FIELD", f"{field}: a claim between parties names both", "choose a party, or write a new name", field=field)
    known = next((party for party in parties if party.key == wanted), None)
    if known is None:
        named = [p for p in parties if normalise_name(wanted) in {normalise_name(n) for n in (p.name, *(a.text for a in p.aliases))}]
        if len(named) > 1:
            keys = ", ".join(party.key for party in named)
            raise InputError("BAD_FIELD", f"{field}: {wanted[:60]!r} may be {keys}", "write one of these keys", field=field)
        known = named[0] if named else None
    if known is None:
        known = Party(key=make_key(wanted, (party.key for party in parties)), name=wanted)
        parties.append(known)
    return known


def _quote_within(document: Document, plain: PlainText, role: str, start: int, end: int, texts: set[str]) -> list[Quote]:
    """Quote the first of some texts that stands in the plain text between two places; the longest where several do."""
    for text in sorted(filter(None, texts), key=len, reverse=True):
        at = plain.text.find(text, start, end)
        if at >= 0:
            return [make_quote(document, role, document.span(*plain.find_stored(at, at + len(text))))]
    return []


def _make_id(claim_map: ClaimMap) -> str:
    taken = {claim.id for claim in claim_map.claims}
    number = len(taken) + 1
    while f"c{number}" in taken:
        number += 1
    return f"c{number}"
