"""Which parties a text may mean: by a part of a name, in any script, or an identifier; and what tells those of one name apart."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import msgspec

from graph.answers.search import MatchAnswer, SearchAnswer
from graph.generation.generation import Generation
from graph.generation.interest_table import UNNAMED
from graph.generation.party import Party
from graph.generation.search_index import Match
from ontology.errors import UsageError
from ontology.statements import Kind

MOST_MATCHES: Final = 400
"""Matches of a text that are looked at; among them those of a kind and a country are looked for."""
NOT_STATED: Final = "-"
"""What the choice by country calls parties of which no source states one."""
_ENOUGH: Final = 20
"""Matches by whole words beside which those that only resemble the text are not looked for."""
_FEW: Final = 3
"""Identifiers, sources and parties that a match names."""
_PERSONS: Final = (Kind.PERSON, Kind.ANONYMOUS_PERSON, Kind.UNKNOWN_PERSON)


def search(
    generation: Generation,
    text: str,
    limit: int = 20,
    *,
    kind: str | None = None,
    jurisdiction: str | None = None,
    described: slice = slice(None),
) -> SearchAnswer:
    """Answer with the parties that resemble the text, best first; of this kind and country only, where they are given.

    ``described``: those of which is told what tells them apart, which has to be looked up for each.
    Raises UsageError BAD_KIND, StoreError NO_NAMES.
    """
    if kind is not None and kind not in [k.value for k in Kind]:
        raise UsageError("BAD_KIND", f"{kind[:40]!r} is no kind of party", f"use one of: {', '.join(k.value for k in Kind)}")
    found = find_matches(generation, text, widely=kind is not None or jurisdiction is not None)
    matches = choose_matches(found, kind, jurisdiction)[:limit]
    answers = [_to_answer(match) for match in matches]
    answers[described] = [describe_match(generation, match) for match in matches[described]]
    return SearchAnswer(query=text, matches=tuple(answers), generation=generation.number)


def find_matches(generation: Generation, text: str, *, widely: bool) -> list[Match]:
    """Find the parties that resemble a text, best first.

    ``widely``: also those that only resemble it where many have its words, since some will be chosen among them.
    """
    # How many are asked for must not decide which are found: a page is a part of one list.
    return generation.search_index.search(text, MOST_MATCHES, enough=MOST_MATCHES if widely else _ENOUGH) if text.strip() else []


def choose_matches(matches: Iterable[Match], kind: str | None, jurisdiction: str | None) -> list[Match]:
    """Keep the matches of a kind and a country, where they are given; ``NOT_STATED`` keeps those without a country."""
    return [m for m in matches if kind in (None, m.kind.value) and jurisdiction in (None, m.jurisdiction or NOT_STATED)]


def describe_match(generation: Generation, match: Match) -> MatchAnswer:
    """Look up what tells a match apart from others of its name."""
    number = generation.party_number(match.id)
    assert number is not None
    party, network = generation.party(number), generation.interests
    titles = dict.fromkeys(generation.sources[generation.statement(iri).source].title for iri in party.statements[: 4 * _FEW])
    holders, subjects = network.columns["holder"], network.columns["subject"]
    held = dict.fromkeys(int(subjects[row]) for row in network.rows_by_holder(number) if int(subjects[row]) != number)
    above = dict.fromkeys(int(holders[row]) for row in network.rows_by_subject(number) if int(holders[row]) not in (number, UNNAMED))
    return msgspec.structs.replace(
        _to_answer(match),
        born=find_birth_year(party),
        founded=None if party.kind in _PERSONS else party.founded,
        dissolved=party.dissolved,
        identifiers=tuple(f"{i.scheme} {i.value}" for i in party.identifiers[:_FEW]),
        address=None if party.kind in _PERSONS else next((a.text for a in party.addresses if a.text), None),
        described_by=tuple(titles)[:_FEW],
        holds_in=_name_few(generation, held),
        holds_in_total=len(held),
        held_by=_name_few(generation, above),
        held_by_total=len(above),
    )


def _to_answer(match: Match) -> MatchAnswer:
    return MatchAnswer(
        id=match.id, name=match.name, kind=match.kind.value, jurisdiction=match.jurisdiction, matched=match.matched, score=match.score
    )


def find_birth_year(party: Party) -> str | None:
    """The year in which a person was born: a list of names has no need to tell more."""
    if party.kind not in _PERSONS:
        return None
    born = next((a.value for a in party.attributes if a.name == "birth-date"), party.founded)
    return born[:4] if born else None


def _name_few(generation: Generation, numbers: Iterable[int]) -> tuple[str, ...]:
    few = list(numbers)[:_FEW]
    return tuple(party.name for party in generation.party_summaries(few)) if few else ()
