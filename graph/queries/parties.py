"""Which party a text means: an IRI, an identifier or a name.  Nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterable

from graph.answers.batch import UnansweredParty
from graph.answers.common import ErrorAnswer
from graph.generation.generation import Generation
from ontology.errors import NoMatch, OwnershipError, SeveralMatches, UsageError, drop_addresses


def find_party(generation: Generation, text: str) -> int:
    """Return the number of the party meant by an IRI, an identifier (``lei:...``) or a name.

    Raises NoMatch, SeveralMatches; StoreError NO_NAMES.
    """
    iri = generation.base.expand(text.strip())
    if iri is not None:
        number = generation.party_number(iri)
        if number is not None:
            return number
        if not generation.has_search_index:
            what = f"{text[:100]!r} is the id of no party in these sources, whose names and other identifiers are not indexed yet"
            raise NoMatch("NO_PARTY", what, "give an id as it is listed, or index the names by the command: ownership index names")
    matches = generation.search_index.find_exact(text)
    if len(matches) == 1:
        number = generation.party_number(matches[0].id)
        assert number is not None
        return number
    if matches:
        listed = "; ".join(f"{m.name} ({m.kind.value}, {m.jurisdiction or '?'}): {generation.base.compact(m.id)}" for m in matches[:10])
        raise SeveralMatches(
            "SEVERAL_PARTIES",
            f"{text[:100]!r} fits {len(matches)} parties: {listed}",
            "ask again with one of the ids",
            candidates=matches[:20],
        )
    near = generation.search_index.search(text, 8)
    # A party that is only mentioned has no statement of its identifiers: its IRI in short has the one by which it is mentioned.
    mentioned = {m.id for m in near if generation.base.compact(m.id).partition(":")[2].casefold() == text.strip().casefold()}
    if len(mentioned) == 1:
        number = generation.party_number(mentioned.pop())
        assert number is not None
        return number
    if near:
        hint = "did you mean: " + "; ".join(f"{m.name} ({generation.base.compact(m.id)})" for m in near[:5])
    else:
        hint = "search for a part of the name: [[ownership search TEXT | /v1/search?q=TEXT]]"
    raise NoMatch("NO_PARTY", f"no party in these sources is called {text[:100]!r}", hint, near=near)


def find_all(generation: Generation, texts: Iterable[str]) -> tuple[list[int], list[UnansweredParty]]:
    """Return the parties meant by several texts, each once, and the errors of texts that mean none or several."""
    numbers: dict[int, None] = {}
    errors: list[UnansweredParty] = []
    for text in texts:
        try:
            numbers[find_party(generation, text)] = None
        except (NoMatch, SeveralMatches) as error:
            errors.append(to_unanswered(text, error))
    return list(numbers), errors


def to_unanswered(text: str, error: OwnershipError) -> UnansweredParty:
    """Return the place of a party that was not found in an answer, which says the same to the command and over HTTP."""
    return UnansweredParty(party=text, error=ErrorAnswer(code=error.code, what=drop_addresses(error.what), hint=drop_addresses(error.hint)))


def find_groups(generation: Generation, groups: Iterable[Iterable[str]]) -> tuple[frozenset[int], ...]:
    """Return groups that act together, by number.  Raises NoMatch, SeveralMatches, UsageError BAD_GROUP where a party is in two."""
    numbered: list[frozenset[int]] = []
    texts: dict[int, str] = {}
    for group in groups:
        members: set[int] = set()
        for text in group:
            number = find_party(generation, text)
            if number in texts:
                raise UsageError(
                    "BAD_GROUP",
                    f"{text[:100]!r} and {texts[number][:100]!r} are one party, which can act in one group only",
                    "name every party once; write one group of all that act together",
                )
            texts[number] = text
            members.add(number)
        numbered.append(frozenset(members))
    return tuple(numbered)
