"""Which parties may be one: the candidates of a generation with what speaks for each, and what persons judged of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import msgspec
import numpy as np
import numpy.typing as npt
from msgspec import UNSET

from graph.answers.candidates import ComparedPairAnswer, PairAnswer, PairsAnswer, ReviewAnswer, ReviewsAnswer
from graph.answers.common import PartyRef
from graph.generation.candidates import Agreement, Candidate, Candidates
from graph.generation.generation import Generation
from graph.generation.party_table import KINDS
from graph.generation.reviews import find_standing, read_reviews
from graph.queries.candidate_facts import list_facts
from ontology.errors import NoMatch
from ontology.statements import EntityStatement, IdentityStatement, Kind

CANDIDATES: Final = "candidates"
"""Name of the source under which a candidate has its id; no statement of it is in the ledger."""
_FEW: Final = 3
"""Sources of a party that are named."""


class Sort(StrEnum):
    """What the two parties of a candidate are."""

    ORGANISATIONS = "organisations"
    PERSONS = "persons"


class Judged(StrEnum):
    """Whether somebody judged a candidate: nobody yet, or as unsure; one that was judged otherwise is none any more."""

    OPEN = "open"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which candidates are asked for.  ``party``: its number; ``least``: the lowest score."""

    party: int | None = None
    of: Sort | None = None
    country: str | None = None
    judgement: Judged | None = None
    least: int = 0
    ranked: bool = False
    """The pairs whose names resemble, in place of the candidates."""


def list_candidates(generation: Generation, wanted: Wanted = Wanted(), start: int = 0, limit: int = 50) -> PairsAnswer:
    """Answer with a part of the candidates that are asked for, best first.  Raises NoMatch NO_CANDIDATES."""
    known = open_ranked(generation) if wanted.ranked else open_candidates(generation)
    reviews = find_standing(read_reviews(generation))
    places = known.sort_by_score(np.flatnonzero(_choose(generation, known, wanted, reviews)))
    chosen = [known[int(place)] for place in places[start : start + limit]]
    return PairsAnswer(
        candidates=tuple(describe_candidate(generation, candidate, reviews) for candidate in chosen),
        total=len(places),
        all=len(known),
        reader=known.info.reader,
        generation=generation.number,
    )


def _choose(
    generation: Generation, known: Candidates, wanted: Wanted, reviews: Mapping[frozenset[str], IdentityStatement]
) -> npt.NDArray[np.bool_]:
    """Mark the candidates that are asked for, by place."""
    left, right = known.parties
    chosen: npt.NDArray[np.bool_] = known.scores >= wanted.least
    if wanted.party is not None:
        chosen &= (left == wanted.party) | (right == wanted.party)
    if wanted.of is not None:
        is_person = generation.party_kinds()[left] == KINDS.index(Kind.PERSON)
        chosen &= is_person if wanted.of is Sort.PERSONS else ~is_person
    if wanted.country is not None:
        countries = generation.party_jurisdictions()
        chosen &= np.char.startswith(countries[left], wanted.country.encode())
    if wanted.judgement is not None:
        chosen &= _mark_judged(generation, known, reviews) == (wanted.judgement is Judged.UNSURE)
    return chosen


def _mark_judged(generation: Generation, known: Candidates, reviews: Mapping[frozenset[str], IdentityStatement]) -> npt.NDArray[np.bool_]:
    """Mark the candidates that somebody judged, which is unsure: of two judged otherwise none is left."""
    marks = np.zeros(len(known), np.bool_)
    for pair in reviews:
        numbers = sorted(number for iri in pair if (number := generation.party_number(iri)) is not None)
        if len(numbers) == 2:
            marks |= (known.parties[0] == numbers[0]) & (known.parties[1] == numbers[1])
    return marks


def compare_candidate(generation: Generation, left: int, right: int) -> ComparedPairAnswer:
    """Answer with one candidate and what is said of both parties.  Raises NoMatch NO_CANDIDATES, NOT_A_CANDIDATE."""
    candidate = find_pair(generation, left, right)
    if candidate is None:
        names = " and ".join(generation.party_summary(number).name for number in (left, right))
        raise NoMatch(
            "NOT_A_CANDIDATE",
            f"{names} are no candidate: they are one party already, or something tells them apart",
            "those of one party: [[ownership link list --party ID | /v1/candidates?party=ID]]",
        )
    reviews = read_reviews(generation)
    described = describe_candidate(generation, candidate, find_standing(reviews))
    both = frozenset((described.left.id, described.right.id))
    return ComparedPairAnswer(
        **msgspec.structs.asdict(described),
        facts=list_facts(generation, candidate),
        reviews=describe_reviews(generation, reviews, both),
        generation=generation.number,
    )


def find_pair(generation: Generation, left: int, right: int) -> Candidate | None:
    """Find the candidate of two parties, else what is ranked of them.  Raises NoMatch NO_CANDIDATES where nobody looked for either."""
    known = [pairs for pairs in (generation.candidates, generation.ranked) if pairs is not None]
    return next((found for pairs in known or [open_candidates(generation)] if (found := pairs.find(left, right))), None)


def open_ranked(generation: Generation) -> Candidates:
    """Return the ranked pairs.  Raises NoMatch NO_RANKED where nobody ranked them."""
    if generation.ranked is None:
        raise NoMatch(
            "NO_RANKED", f"in generation {generation.number} nobody ranked names that resemble", "the command: ownership link rank"
        )
    return generation.ranked


def open_candidates(generation: Generation) -> Candidates:
    """Return the candidates.  Raises NoMatch NO_CANDIDATES where they were not looked for."""
    if generation.candidates is None:
        what = f"in generation {generation.number} nobody looked for parties that may be one"
        raise NoMatch("NO_CANDIDATES", what, "the command: ownership link")
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
        names="similar" if candidate.agreement & Agreement.SIMILAR else UNSET,
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
    return ReviewsAnswer(reviews=describe_reviews(generation, read_reviews(generation)), generation=generation.number)


def describe_reviews(
    generation: Generation, reviews: Sequence[IdentityStatement], both: frozenset[str] | None = None
) -> tuple[ReviewAnswer, ...]:
    """Describe judgements, given oldest first, the newest first.  ``both``: only those of these two parties."""
    standing = {review.id for review in find_standing(reviews).values()}

    def describe(review: IdentityStatement) -> ReviewAnswer:
        names = [_name_record(generation, iri) for iri in (review.left, review.right)]
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

    return tuple(describe(review) for review in reversed(reviews) if both is None or {review.left, review.right} == both)


def _name_record(generation: Generation, iri: str) -> str:
    """Return the name that its sources give a party, by its own id, also where it was joined with another since."""
    number = generation.party_number(iri)
    if number is None:
        return generation.base.compact(iri)
    if generation.aliases(number):
        described = (generation.statement_at(position) for position in generation.positions_about(number))
        named = (s.names[0].text for s in described if isinstance(s, EntityStatement) and s.entity == iri and s.names)
        return next(named, generation.party_summary(number).name)
    return generation.party_summary(number).name
