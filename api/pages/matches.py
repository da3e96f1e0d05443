"""What a list of parties shows of each, so that parties of one name are told apart, and why each is in the list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from graph.generation.generation import Generation
from graph.generation.interest_table import UNNAMED
from graph.generation.party import Party
from graph.generation.search_index import Match
from ontology.statements import Kind

_FEW: Final = 3
"""Identifiers and sources that are named."""
_PERSONS: Final = (Kind.PERSON, Kind.ANONYMOUS_PERSON, Kind.UNKNOWN_PERSON)


class ListedParty(NamedTuple):
    """A party of a list.  ``facts``: what tells it apart, in words; ``reason``: why it is in the list, where its name does not say so."""

    id: str
    name: str
    kind: str
    jurisdiction: str | None
    facts: tuple[str, ...]
    sources: tuple[str, ...]
    reason: str


def list_matches(generation: Generation, matches: Iterable[Match]) -> list[ListedParty]:
    """Look up what tells each match apart from others of its name."""
    return [_describe_match(generation, match) for match in matches]


def _describe_match(generation: Generation, match: Match) -> ListedParty:
    number = generation.party_number(match.id)
    assert number is not None
    party = generation.party(number)
    titles = dict.fromkeys(generation.sources[generation.statement(iri).source].title for iri in party.statements[: 4 * _FEW])
    facts = (_describe_begin(party), *(f"{i.scheme} {i.value}" for i in party.identifiers[:_FEW]), *_count_interests(generation, number))
    return ListedParty(
        id=match.id,
        name=match.name,
        kind=match.kind.value,
        jurisdiction=match.jurisdiction,
        facts=tuple(fact for fact in facts if fact),
        sources=tuple(titles)[:_FEW],
        reason=_explain(party, match.matched),
    )


def _describe_begin(party: Party) -> str:
    """When a person was born (the year: no source needs to tell more here), or a company was founded."""
    if party.kind in _PERSONS:
        born = next((a.value for a in party.attributes if a.name == "birth-date"), party.founded)
        return f"born {born[:4]}" if born else ""
    return f"founded {party.founded}" if party.founded else ""


def _count_interests(generation: Generation, number: int) -> list[str]:
    """In how many companies it holds something, and how many are named as its holders, on any day."""
    network = generation.interests
    companies = {int(network.columns["subject"][row]) for row in network.rows_by_holder(number)} - {number}
    holders = {int(network.columns["holder"][row]) for row in network.rows_by_subject(number)} - {number, UNNAMED}
    return [
        *([f"holder in {_count(len(companies), 'company', 'companies')}"] if companies else []),
        *([_count(len(holders), "named holder", "named holders")] if holders else []),
    ]


def _explain(party: Party, matched: str) -> str:
    """Say which of its names or identifiers a text resembles, where it is not the name that is shown."""
    if matched == party.name:
        return ""
    scheme = next((i.scheme for i in party.identifiers if i.value == matched), None)
    if scheme is not None:
        return f"its {scheme} is {matched}"
    type_ = next((n.type for n in party.names if n.text == matched), "")
    return f"{'formerly' if type_ == 'former' else 'also'} called “{matched}”"


def _count(number: int, one: str, several: str) -> str:
    return f"{number:,} {one if number == 1 else several}"
