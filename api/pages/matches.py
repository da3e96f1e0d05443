"""What a list of parties shows of each, so that parties of one name are told apart, and why each is in the list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from graph.generation.generation import Generation
from graph.generation.party import Party
from graph.generation.search_index import Match
from graph.queries.search import describe_match


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
    answer = describe_match(generation, match)
    facts = (
        f"born {answer.born}" if answer.born else "",
        f"founded {answer.founded}" if answer.founded else "",
        *answer.identifiers,
        f"holder in {_count(answer.holds_in_total, 'company', 'companies')}" if answer.holds_in_total else "",
        _count(answer.held_by_total, "named holder", "named holders") if answer.held_by_total else "",
    )
    compact = generation.base.compact(match.id)
    # An id that is made of an identifier says it again.
    is_told = any(identifier.replace(" ", ":").casefold() == compact.casefold() for identifier in answer.identifiers)
    return ListedParty(
        id=match.id,
        name=match.name,
        kind=match.kind.value,
        jurisdiction=match.jurisdiction,
        facts=(*(fact for fact in facts if fact), *(() if is_told else (compact,))),
        sources=answer.described_by,
        reason=_explain(generation.party(number), match.matched),
    )


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
