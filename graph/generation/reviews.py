"""What persons judged of two parties: same, different or unsure, with who and when, as identity statements of a source of their own.

Owns how judgements are kept in the ledger.  None is ever taken out: a later one on the same two counts, so each can be reversed.  A pair
judged the same is one party from the next generation on, by this source, as by any other that says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from graph.generation.generation import Generation
from ontology.errors import UsageError
from ontology.statement_stream import StatementStream
from ontology.statements import Assertion, IdentityStatement, Judgement, Review, Source
from ontology.terms import Base

SOURCE: Final = "identity-reviews"
_EXTRACTOR: Final = "review"


class Verdict(NamedTuple):
    """What a person judged of two parties (IRIs), and when (ISO 8601)."""

    left: str
    right: str
    judgement: Judgement
    by: str
    at: str
    note: str | None = None


def read_reviews(generation: Generation) -> list[IdentityStatement]:
    """Return all judgements of persons, the oldest first."""
    source = generation.base.source(SOURCE)
    reviews = list[IdentityStatement]()
    for info, release in zip(generation.manifest.releases, generation.releases, strict=True):
        if info.source == source:
            reviews += [s for p in release.list_positions("identity") if isinstance(s := release.read_statement(p), IdentityStatement)]
    return reviews


def find_standing(reviews: Iterable[IdentityStatement]) -> dict[frozenset[str], IdentityStatement]:
    """Return the last judgement on each two parties."""
    return {frozenset((review.left, review.right)): review for review in reviews}


def check_verdicts(generation: Generation, verdicts: Iterable[Verdict]) -> list[Verdict]:
    """Return the verdicts with the IRIs under which the parties are judged.

    Raises UsageError SAME_PARTY for a pair that is one party, which only the review that joined it can part.
    """
    known = find_standing(read_reviews(generation))
    return [_check_verdict(generation, verdict, known) for verdict in verdicts]


def _check_verdict(generation: Generation, verdict: Verdict, known: dict[frozenset[str], IdentityStatement]) -> Verdict:
    if frozenset((verdict.left, verdict.right)) in known:
        return verdict
    left, right = generation.canonical_iri(verdict.left), generation.canonical_iri(verdict.right)
    if left == right:
        compact = generation.base.compact
        raise UsageError(
            "SAME_PARTY",
            f"{compact(verdict.left)} and {compact(verdict.right)} are one party already",
            "name the two ids that a review joined: [[ownership link reviews | /v1/sources]]; what a source joins is not parted here",
        )
    return verdict._replace(left=left, right=right)


def add_reviews(generation: Generation, verdicts: Iterable[Verdict]) -> StatementStream:
    """Return the source of reviews with these verdicts after those that it has."""
    base = generation.base
    source = Source(id=base.source(SOURCE), title="Reviews of who is the same party", type="table")
    return StatementStream.from_statements(source, _list_reviews(base, source, read_reviews(generation), verdicts))


def _list_reviews(base: Base, source: Source, before: list[IdentityStatement], verdicts: Iterable[Verdict]) -> Iterator[IdentityStatement]:
    yield from before
    for number, verdict in enumerate(verdicts, len(before)):
        yield IdentityStatement(
            id=base.statement(source.id, str(number), verdict.left, verdict.right),
            source=source.id,
            left=verdict.left,
            right=verdict.right,
            judgement=verdict.judgement,
            reason=verdict.note,
            stated_at=verdict.at[:10],
            assertion=Assertion(
                extractor=_EXTRACTOR, version="1", tier="A", review=Review.ACCEPTED, reviewed_by=verdict.by, reviewed_at=verdict.at
            ),
        )
