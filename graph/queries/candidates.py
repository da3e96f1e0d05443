"""Which parties may be one: the candidates of a generation with what speaks for each, and what persons judged of them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Final

from msgspec import UNSET

from graph.answers.candidates import PairAnswer, PairsAnswer, ReviewAnswer, ReviewsAnswer
from graph.answers.common import PartyRef
from graph.generation.candidates import Candidate, Candidates
from graph.generation.generation import Generation
from graph.generation.reviews import find_standing, read_reviews
from ontology.errors import StoreError
from ontology.statements import IdentityStatement

CANDIDATES: Final = "candidates"
"""Name of the source under which a candidate has its id; no statement of it is in the ledger."""
_FEW: Final = 3
"""Sources of a party that are named."""


def list_candidates(generation: Generation, party: int | None = None, limit: int = 50) -> PairsAnswer:
    """Answer with the candidates, best first; only those of one party, where it is given.  Raises StoreError NO_CANDIDATES."""
    known = open_candidates(generation)
    places = known.places_by_score()
    chosen: Iterable[Candidate] = (known[int(place)] for place in places)
    total = len(known)
    if party is not None:
        own = sorted(known.of(party), key=lambda candidate: -candidate.score)
        chosen, total = own, len(own)
    reviews = find_standing(read_reviews(generation))
    return PairsAnswer(
        candidates=tuple(describe_candidate(generation, candidate, reviews) for candidate in islice(chosen, limit)),
        total=total,
        reader=known.info.reader,
        generation=generation.number,
    )


def open_candidates(generation: Generation) -> Candidates:
    """Return the candidates.  Raises StoreError NO_CANDIDATES where they were not looked for."""
    if generation.candidates is None:
        raise StoreError("NO_CANDIDATES", f"in generation {generation.number} nobody looked for parties that may be one", "ownership link")
    return generation.candidates


def describe_candidate(
    generation: Generation, candidate: Candidate, reviews: dict[frozenset[str], IdentityStatement] | None = None
) -> PairAnswer:
    """Return a candidate with its parties, reasons and sources."""
    left, right = (_to_party(generation, number) for number in (candidate.left, candidate.right))
    review = (reviews or {}).get(frozenset((left.id, right.id)))
    return PairAnswer(
        statement=generation.base.statement(generation.base.source(CANDIDATES), left.id, right.id),
        left=left,
        right=right,
        score=candidate.score,
        reasons=candidate.reasons,
        left_sources=_name_sources(generation, candidate.left),
        right_sources=_name_sources(generation, candidate.right),
        judgement=review.judgement.value if review else UNSET,
    )


def _to_party(generation: Generation, number: int) -> PartyRef:
    party = generation.party_summary(number)
    return PartyRef(id=party.id, name=party.name, kind=party.kind.value, jurisdiction=party.jurisdiction)


def _name_sources(generation: Generation, number: int) -> tuple[str, ...]:
    """Return the titles of sources that describe a party, the newest first."""
    statements = (generation.statement_at(position) for position in generation.positions_about(number)[: 4 * _FEW])
    return tuple(dict.fromkeys(generation.sources[statement.source].title for statement in statements))[:_FEW]


def list_reviews(generation: Generation) -> ReviewsAnswer:
    """Answer with all judgements of persons, the newest first."""
    reviews = read_reviews(generation)
    standing = {review.id for review in find_standing(reviews).values()}

    def describe(review: IdentityStatement) -> ReviewAnswer:
        names = [_name_party(generation, iri) for iri in (review.left, review.right)]
        return ReviewAnswer(
            statement=review.id,
            left=review.left,
            left_name=names[0],
            right=review.right,
            right_name=names[1],
            judgement=review.judgement.value,
            reviewed_by=(review.assertion.reviewed_by if review.assertion else None) or "",
            reviewed_at=(review.assertion.reviewed_at if review.assertion else None) or "",
            note=review.reason,
            stands=review.id in standing,
        )

    return ReviewsAnswer(reviews=tuple(describe(review) for review in reversed(reviews)), generation=generation.number)


def _name_party(generation: Generation, iri: str) -> str:
    number = generation.party_number(iri)
    return generation.base.compact(iri) if number is None else generation.party_summary(number).name
