"""What the review page shows of a map: the claims in order, the text with their words marked, the parties with their candidates.

Pure.  Owns the bounds of a page: so many claims, and the text around these.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from api.pages.highlights import Piece, cut_pieces
from api.review.map_file import Article, find_version
from loaders.article.claim_map.review import HOLDER, SUBJECT, format_field
from loaders.article.model import ATTRIBUTES, RELATIONS, SUCCEEDS, Claim, ClaimMap, ClaimStatus, DocumentInfo, Party
from loaders.article.text.plain_text import PlainText
from ontology.errors import OwnershipError
from ontology.statements import Kind, Review

CLAIMS: Final = 60
"""Claims of one page."""
_MARGIN: Final = 1_500
"""Characters of the text before the first and after the last claim of a page."""
_LONGEST: Final = 120_000
"""Characters of the text on one page."""
_MANY: Final = 100
"""Parties above which a field is written and not chosen: a list of all beside each claim would be the longest part of the page."""
_ENDS: Final = 60
"""Claims of a party that are listed beside it."""

_GAP = re.compile(r"(?<=\n)[ \t]*\n(?P<gap>(?:[ \t]*\n)+)")
"""What a page has between two paragraphs beyond an empty line: a reader is not shown it."""
_UNSHOWN: Final = ""
"""Stands for a claim in a piece of text that is not shown."""

ADDING: Final = "missed"
"""What a failure is about where a claim was to be added."""
RELATION_FIELDS: Final = ("holder", "predicate", "subject", "share", "indirect", "status", "valid_from", "valid_until", "note")
FACT_FIELDS: Final = ("subject", "predicate", "value", "unit", "qualifier", "as_of", "status", "note")
_WORDS: Final = {
    Review.PROPOSED: "to review",
    Review.ACCEPTED: "accepted",
    Review.EDITED: "edited",
    Review.REJECTED: "rejected",
    Review.AUTO: "taken unreviewed",
}


@dataclass(frozen=True, slots=True)
class Failure:
    """A change that was not made: what it was about, why, and what was written, which is shown again."""

    item: str
    error: OwnershipError
    written: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ClaimCard:
    """A claim as the page shows it.  ``quote``: its words as a reader sees them, with the decisive ones marked; ``mark``: its first mark in
    the text."""

    claim: Claim
    holder: Party | None
    subject: Party
    version: str
    quote: tuple[Piece, ...]
    problems: tuple[OwnershipError, ...]
    mark: int | None
    fields: tuple[tuple[str, str], ...]
    failure: Failure | None

    @property
    def state(self) -> str:
        """What became of it, in words."""
        return _WORDS[self.claim.review]

    @property
    def share(self) -> str:
        """Its share in the notation of the map; empty where the text gives none."""
        return format_field(self.claim, "share")


@dataclass(frozen=True, slots=True)
class PartyCard:
    """A party as the page shows it.  ``ends``: the claims that are about it, as (claim, holder or subject, the text's words)."""

    party: Party
    version: str
    ends: tuple[tuple[Claim, str, str], ...]
    claims: int
    failure: Failure | None


class TextPiece(NamedTuple):
    """A stretch of the text; ``claims``: the ids of those that quote it; ``is_gap``: it stands there and is not shown."""

    text: str
    claims: tuple[str, ...]
    is_gap: bool


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """One page of a review."""

    document: DocumentInfo
    relations: tuple[ClaimCard, ...]
    facts: tuple[ClaimCard, ...]
    parties: tuple[PartyCard, ...]
    pieces: tuple[TextPiece, ...]
    is_cut: bool
    text_start: int
    """Where in the text as a reader sees it the part that is shown begins."""
    missed: Mapping[str, str]
    """What was written of a claim that was not added."""
    counts: tuple[tuple[str, int], ...]
    open: int
    total: int
    number: int
    pages: int
    only_open: bool
    text_error: OwnershipError | None
    text_changed: bool
    failure: Failure | None


def build_page(
    claim_map: ClaimMap, article: Article | OwnershipError, *, number: int = 1, only_open: bool = False, failure: Failure | None = None
) -> ReviewPage:
    """Build a page of the review: relations before facts, each in the order of the map."""
    ordered = sorted(claim_map.claims, key=lambda claim: claim.holder is None)
    wanted = [claim for claim in ordered if not only_open or claim.review is Review.PROPOSED or (failure and failure.item == claim.id)]
    pages = max(1, -(-len(wanted) // CLAIMS))
    number = min(max(1, number), pages)
    shown = wanted[(number - 1) * CLAIMS : number * CLAIMS]
    text = article if isinstance(article, Article) else None
    placed = {claim.id: claim for claim in text.report.map.claims} if text else {}
    pieces, text_start, is_cut = _mark_text(text.plain, [placed[claim.id] for claim in shown]) if text else ((), 0, False)
    plain = text.plain if text and not text.report.text_changed else None
    marks = {claim: i for i, piece in reversed(list(enumerate(pieces))) for claim in piece.claims}
    problems: dict[str, list[OwnershipError]] = {}
    for problem in text.report.problems if text else ():
        problems.setdefault(problem.claim, []).append(problem.error)
    parties = {party.key: party for party in claim_map.parties}
    words = {
        claim.id: _list_words(claim, placed.get(claim.id), text.plain if text and claim.id not in problems else None) for claim in shown
    }
    cards = [_make_card(claim, parties, problems.get(claim.id, []), words[claim.id], marks.get(claim.id), failure) for claim in shown]
    states = Counter(claim.review for claim in claim_map.claims)
    used = {key for claim in shown for key in (claim.holder, claim.subject)}
    ends = _list_ends(claim_map.claims, None if pages == 1 else used)
    return ReviewPage(
        document=claim_map.document,
        relations=tuple(card for card in cards if card.claim.holder is not None),
        facts=tuple(card for card in cards if card.claim.holder is None),
        parties=tuple(_make_party_card(p, ends.get(p.key, ()), plain, failure) for p in claim_map.parties if pages == 1 or p.key in used),
        pieces=pieces,
        is_cut=is_cut,
        text_start=text_start,
        missed=failure.written if failure is not None and failure.item == ADDING else {},
        counts=tuple((_WORDS[state], states[state]) for state in Review if states[state]),
        open=states[Review.PROPOSED],
        total=len(claim_map.claims),
        number=number,
        pages=pages,
        only_open=only_open,
        text_error=None if text else article if isinstance(article, OwnershipError) else None,
        text_changed=text is not None and text.report.text_changed,
        failure=failure,
    )


def list_choices(claim_map: ClaimMap) -> dict[str, Sequence[object] | bool]:
    """List what the fields of a claim may be; a party by its key and its name."""
    words = [predicate for predicate in RELATIONS if predicate == predicate.lower()]
    names = Counter(party.name for party in claim_map.parties)
    return {
        "many": len(claim_map.parties) > _MANY,
        "party": [(party.key, party.name if names[party.name] == 1 else f"{party.name} ({party.key})") for party in claim_map.parties],
        "relation": [*words, SUCCEEDS, *(predicate for predicate in RELATIONS if predicate not in words)],
        "fact": sorted(ATTRIBUTES),
        "status": [status.value for status in ClaimStatus],
        "kind": [kind.value for kind in Kind],
    }


def _make_card(
    claim: Claim,
    parties: Mapping[str, Party],
    problems: Sequence[OwnershipError],
    quote: tuple[Piece, ...],
    mark: int | None,
    failure: Failure | None,
) -> ClaimCard:
    own = failure if failure is not None and failure.item == claim.id else None
    names = RELATION_FIELDS if claim.holder is not None or claim.value is None else FACT_FIELDS
    written = own.written if own else {}
    return ClaimCard(
        claim=claim,
        holder=parties.get(claim.holder) if claim.holder else None,
        subject=parties[claim.subject],
        version=find_version(claim),
        quote=quote,
        problems=tuple(problems),
        mark=mark,
        fields=tuple((name, written.get(name, format_field(claim, name))) for name in names),
        failure=own,
    )


def _list_words(claim: Claim, placed: Claim | None, plain: PlainText | None) -> tuple[Piece, ...]:
    """List the words of a claim as pieces: as a reader of the text sees them where they stand in it, as they are stored where not."""
    if placed is None or plain is None:
        plain, placed = None, claim
    words = placed.quote("claim")
    if words is None:
        return ()
    spans = [(*_find_shown(plain, q.start, q.end), q.role) for q in placed.quotes]
    low, high = _find_shown(plain, words.start, words.end)
    text = words.text if plain is None else plain.text[low:high]
    return tuple(cut_pieces(text, [(start - low, end - low, role) for start, end, role in spans if role != "claim"]))


def _show_words(claim: Claim, role: str, plain: PlainText | None) -> str:
    """Return the words of a claim for a role, as a reader sees them where the text is the one that they were quoted from."""
    words = claim.quote(role)
    if words is None or plain is None:
        return words.text if words else ""
    low, high = _find_shown(plain, words.start, words.end)
    return " ".join(plain.text[low:high].split())


def _find_shown(plain: PlainText | None, start: int, end: int) -> tuple[int, int]:
    """Return where the stored characters [start, end) stand in the text as a reader sees it."""
    return (bisect_right(plain.ends, start), bisect_left(plain.starts, end)) if plain else (start, end)


def _list_ends(claims: Sequence[Claim], wanted: Collection[str | None] | None) -> dict[str, list[tuple[Claim, str]]]:
    """List of which claims each party is which end; ``wanted``: of these parties alone."""
    ends: dict[str, list[tuple[Claim, str]]] = {}
    for claim in claims:
        for end, key in ((HOLDER, claim.holder), (SUBJECT, claim.subject)):
            if key is not None and (wanted is None or key in wanted):
                ends.setdefault(key, []).append((claim, end))
    return ends


def _make_party_card(party: Party, ends: Sequence[tuple[Claim, str]], plain: PlainText | None, failure: Failure | None) -> PartyCard:
    shown = [(claim, end, _show_words(claim, end, plain)) for claim, end in ends[:_ENDS]]
    own = failure if failure is not None and failure.item == f"party-{party.key}" else None
    return PartyCard(party, find_version(party), tuple(shown), len(ends), own)


def _mark_text(plain: PlainText, claims: Sequence[Claim]) -> tuple[tuple[TextPiece, ...], int, bool]:
    """Mark the words of claims in the text as a reader sees it; also where the part that is shown begins, and whether it is not all."""
    spans = []
    for claim in claims:
        words = claim.quote("claim")
        if words is not None and words.end > words.start:
            # Evidence is quoted as it is stored; the reader sees the words.
            spans.append((*_find_shown(plain, words.start, words.end), claim.id))
    # What a page has around its article is lines without a word.
    first, last = low, high = len(plain.text) - len(plain.text.lstrip()), len(plain.text.rstrip())
    if high > _LONGEST and spans:
        low = max(low, min(start for start, _, _ in spans) - _MARGIN)
        high = min(high, max(end for _, end, _ in spans) + _MARGIN)
    high = min(high, low + _LONGEST)
    moved = [(start - low, end - low, claim) for start, end, claim in spans]
    moved += [(*gap.span("gap"), _UNSHOWN) for gap in _GAP.finditer(plain.text[low:high])]
    pieces = cut_pieces(plain.text[low:high], moved)
    return (
        tuple(TextPiece(text, tuple(filter(None, claims)), _UNSHOWN in claims) for text, claims in pieces),
        low,
        (low, high) != (first, last),
    )
