"""What tells parties of one name apart: country, dates, identifiers, sources, holdings."""

from __future__ import annotations

from itertools import islice
from typing import Final

from graph.answers.search import MatchAnswer
from graph.generation.generation import Generation
from graph.generation.interest_table import UNNAMED
from graph.generation.search_index import Match

_FEW: Final = 3
"""Names of each kind that tell a party apart."""


class Candidate(MatchAnswer, frozen=True, kw_only=True):
    """A party that a text may mean, with what tells it apart.

    ``founded``: the day of founding or of birth.  ``sources``: titles of some that describe it.  ``holds_in``, ``held_by``: some parties
    that it has interests in, and that have interests in it, at any time.
    """

    founded: str | None = None
    dissolved: str | None = None
    identifiers: tuple[str, ...] = ()
    address: str | None = None
    sources: tuple[str, ...] = ()
    holds_in: tuple[str, ...] = ()
    held_by: tuple[str, ...] = ()


def describe_party(generation: Generation, match: Match | MatchAnswer) -> Candidate:
    """Look up what tells a match apart from others of its name."""
    number = generation.party_number(match.id)
    assert number is not None
    party, network = generation.party(number), generation.interests
    records = (generation.statement(iri) for iri in party.statements[: 4 * _FEW])
    titles = dict.fromkeys(generation.sources[record.source].title for record in records)
    holders, subjects = network.columns["holder"], network.columns["subject"]
    held = [int(subjects[row]) for row in islice(network.rows_by_holder(number), 4 * _FEW)]
    above = [int(holders[row]) for row in islice(network.rows_by_subject(number), 4 * _FEW)]
    return Candidate(
        id=party.id,
        name=party.name,
        kind=party.kind.value,
        jurisdiction=party.jurisdiction,
        matched=match.matched,
        score=match.score,
        founded=party.founded,
        dissolved=party.dissolved,
        identifiers=tuple(f"{i.scheme} {i.value}" for i in party.identifiers[:_FEW]),
        address=next((a.text for a in party.addresses if a.text), None),
        sources=tuple(titles)[:_FEW],
        holds_in=_name_few(generation, held),
        held_by=_name_few(generation, above),
    )


def describe_candidate(generation: Generation, candidate: Candidate) -> str:
    """A candidate on one line."""
    parts = [candidate.kind, candidate.jurisdiction]
    parts += [f"matched as {candidate.matched}"] if candidate.matched != candidate.name else []
    parts += [f"since {candidate.founded}"] if candidate.founded else []
    parts += [f"until {candidate.dissolved}"] if candidate.dissolved else []
    parts += [*candidate.identifiers, candidate.address]
    parts += [f"holds in {', '.join(candidate.holds_in)}"] if candidate.holds_in else []
    parts += [f"held by {', '.join(candidate.held_by)}"] if candidate.held_by else []
    parts += [f"described by {', '.join(candidate.sources)}"] if candidate.sources else []
    return f"{candidate.name}, id {generation.base.compact(candidate.id)}: {'; '.join(part for part in parts if part)}"


def _name_few(generation: Generation, numbers: list[int]) -> tuple[str, ...]:
    few = list(dict.fromkeys(number for number in numbers if number != UNNAMED and number >= 0))[:_FEW]
    return tuple(party.name for party in generation.party_summaries(few)) if few else ()
