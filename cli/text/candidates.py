"""Candidates and reviews of who is the same party, as text for people.  Pure: an answer in, text out."""

from __future__ import annotations

from graph.answers.candidates import PairsAnswer, ReviewsAnswer
from graph.answers.common import PartyRef
from graph.queries.phrases import join
from ontology.terms import Base


def format_candidates(answer: PairsAnswer, base: Base) -> str:
    """Each candidate with its reasons and the two ids that a review takes."""
    if not answer.candidates and answer.all:
        return f"None of the {answer.all:,} candidates is one of those asked for.\n"
    if not answer.candidates:
        return "No two parties look like one: no name is the same in one country without something that contradicts it.\n"
    lines = []
    for candidate in answer.candidates:
        judged = f"  judged {candidate.judgement}" if candidate.judgement else ""
        lines.append(f"{candidate.score:>3}  {candidate.left.name} = {candidate.right.name}?{judged}")
        lines.append(f"     {join(candidate.reasons)}")
        for party, sources in ((candidate.left, candidate.left_sources), (candidate.right, candidate.right_sources)):
            lines.append(f"     {base.compact(party.id)}  {_describe(party, sources)}")
    if answer.total > len(answer.candidates):
        lines.append(f"and {answer.total - len(answer.candidates):,} more: --limit N, or as a table --format csv")
    lines.append("None of them joins anything: ownership link review LEFT RIGHT same|different|unsure --by NAME")
    return "\n".join(lines) + "\n"


def _describe(party: PartyRef, sources: tuple[str, ...]) -> str:
    return ", ".join(filter(None, (party.kind, party.jurisdiction, *(f"in {source}" for source in sources))))


def format_reviews(answer: ReviewsAnswer, base: Base) -> str:
    """Each judgement with who gave it and when; those that a later one replaced say so."""
    if not answer.reviews:
        return "Nobody has reviewed a candidate yet: ownership link list\n"
    lines = []
    for review in answer.reviews:
        replaced = "" if review.stands else "  (replaced by a later review)"
        lines.append(f"{review.reviewed_at}  {review.reviewed_by}: {review.judgement}{replaced}")
        lines.append(f"     {review.left_name}  {base.compact(review.left)}")
        lines.append(f"     {review.right_name}  {base.compact(review.right)}")
        lines += [f"     {review.note}"] if review.note else []
    return "\n".join(lines) + "\n"
