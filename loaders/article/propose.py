"""Proposes a claim map for a text: runs the extractors, drops what is not verbatim, merges what they claim.

Owns finding extractors (entry points ``ownership.extractors``) and the candidates for each party.  How several agree is for
``extractors/agreement.py``.
"""

from __future__ import annotations

import functools
import hashlib
import re
from bisect import bisect
from collections.abc import Sequence
from importlib.metadata import EntryPoint, entry_points
from typing import Final

import msgspec

from loaders.article.extractors.agreement import merge_extractions
from loaders.article.extractors.rules import forget_text
from loaders.article.model import Claim, ClaimMap, DocumentInfo, Extraction, Extractor, Party, Quote, make_quote
from loaders.article.parties.linking import FindCandidates, link_parties
from loaders.article.text.document import MAX_BYTES, Document, read_document
from loaders.article.text.extracted_text import PAGE, extract_text
from loaders.article.text.language import check_english
from loaders.article.text.plain_text import PlainText, has_unseen, read_plain_text
from ontology.errors import UsageError

ENTRY_POINTS: Final = "ownership.extractors"
CONTEXT: Final = 24
"""Characters kept around the quote of a claim, to find it again in a changed text."""
UNSEEN: Final = "the quoted words have characters that nobody sees"
DEFAULT: Final = ("rules", "scorer")
"""Extractors that are asked where none is named."""
_ENGLISH: Final = frozenset({"rules", "scorer", "spacy"})
"""Extractors that read no other language."""


def propose(
    text: bytes,
    *,
    name: str,
    extractors: Sequence[str | Extractor] = DEFAULT,
    find_candidates: FindCandidates | None = None,
    carry_text: bool = False,
) -> ClaimMap:
    """Propose the claims that the extractors find in the article, all unreviewed.

    ``name`` is the file's name as the map shall give it; ``find_candidates`` looks a party up among those that are known.
    ``carry_text``: the map carries the text, as it always does for one that was taken out of a PDF or Word document.
    Raises InputError (see ``read_document``), NOT_ENGLISH too, and UsageError NO_EXTRACTOR.

    >>> claim_map = propose(b"Aral Motors owns 60 percent of Buri Steel LLP.", name="a.txt")
    >>> [(c.holder, c.subject, c.review.value) for c in claim_map.claims]
    [('aral-motors', 'buri-steel', 'proposed')]
    """
    installed = [find_extractor(extractor) if isinstance(extractor, str) else extractor for extractor in extractors]
    extracted = extract_text(text, name, MAX_BYTES)
    document = read_document(extracted.text.encode() if extracted else text, name)
    plain = read_plain_text(document.text, name)
    if _ENGLISH.issuperset(extractor.name for extractor in installed):
        check_english(plain.text, name)
    shown = msgspec.structs.replace(document, text=plain.text)
    extractions = [_extract(document, plain, extractor.extract(shown)) for extractor in installed]
    forget_text()
    parties, claims = merge_extractions(extractions)
    claims = tuple(map(_note_unseen, claims))
    if find_candidates is not None:
        parties = link_parties(parties, find_candidates)
    info = DocumentInfo(
        file=name,
        sha256=hashlib.sha256(text).hexdigest(),
        title=document.title,
        author=document.author,
        date=document.date,
        publisher=document.publisher,
        language=document.language,
    )
    if extracted is not None:
        info = msgspec.structs.replace(info, text_from=extracted.by, text_sha256=document.sha256, text=document.text)
    elif carry_text:
        digest = hashlib.sha256(document.text.encode()).hexdigest()
        info = msgspec.structs.replace(info, text_sha256=None if digest == info.sha256 else digest, text=document.text)
    return ClaimMap(document=info, parties=parties, claims=claims)


def _note_unseen(claim: Claim) -> Claim:
    """Note where the quoted words have characters that nobody sees: a reader of the page was told less than the text has."""
    if not any(has_unseen(quote.text) for quote in claim.quotes):
        return claim
    return msgspec.structs.replace(claim, note="; ".join(filter(None, (claim.note, UNSEEN))))


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

    page_ends = [match.start() for match in re.finditer(PAGE, document.text)]

    def store(quote: Quote) -> Quote:
        span = document.span(*plain.find_stored(quote.start, quote.end))
        return (
            quote if (span.start, span.end, span.text) == (quote.start, quote.end, quote.text) else make_quote(document, quote.role, span)
        )

    def quote_stored(claim: Claim) -> Claim:
        quotes = [
            make_quote(document, q.role, document.span(*plain.find_stored(q.start, q.end)), context=CONTEXT)
            if q.role == "claim"
            else store(q)
            for q in claim.quotes
        ]
        if page_ends:
            quotes = [msgspec.structs.replace(q, page=bisect(page_ends, q.start) + 1) for q in quotes]
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
