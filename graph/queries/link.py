"""Which known party a name of a text means: the few that it may be, and whether one is surely meant.

A link is sure by an identifier; or by a name that is equal, legal forms aside, to what one party of the same country is called in full,
where no other party could be meant by it.  It never is for a person, for what has ended, or where legal forms differ.  Each look-up reads
a bounded number of names, whatever the number of parties.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from graph.generation.generation import Generation
from graph.generation.party import Party, is_stand_in
from graph.generation.search_index import Match, fold, list_legal_forms, strip_legal_forms
from graph.queries.reconcile import is_ended
from graph.queries.reconcile_evidence import list_identifiers, read_number
from ontology.statements import Kind

MOST_LINKS: Final = 5
_LOWEST_SCORE: Final = 80.0
_NAMESAKES: Final = 50
"""Parties of one name that are told apart; of more, none is surely meant by it."""
_OPEN_KINDS: Final = frozenset({Kind.UNKNOWN, Kind.ANONYMOUS_ENTITY})


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A party as a text names it.  ``identifier``: an identifier or IRI that was given for it."""

    name: str
    aliases: tuple[str, ...] = ()
    kind: Kind = Kind.UNKNOWN
    jurisdiction: str | None = None
    identifier: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A known party that may be meant.  ``id``: its IRI in short; ``why``: what speaks for it and against it."""

    id: str
    name: str
    kind: Kind
    jurisdiction: str | None
    identifiers: tuple[str, ...]
    score: float
    why: str
    is_sure: bool = False


def find_links(generation: Generation, mentioned: Mentioned, today: datetime.date) -> list[Link]:
    """Find the known parties that a party of a text may be, best first.  One that is surely meant stands alone.

    Raises StoreError NO_NAMES where the names of this generation are not indexed.
    """
    if mentioned.identifier is not None and (known := _find_identified(generation, mentioned.identifier)) is not None:
        return [_describe(generation, known, 100.0, "same identifier", is_sure=True)]
    index = generation.search_index
    namesakes = index.find_exact(mentioned.name) if fold(mentioned.name) else []
    sure = _choose_namesake(generation, mentioned, namesakes, today)
    if sure is not None:
        return [_describe(generation, sure, 100.0, "same name without legal form, same jurisdiction, only one", is_sure=True)]
    matches: dict[str, tuple[Match, str]] = {match.id: (match, "same name") for match in namesakes}
    for alias in dict.fromkeys(mentioned.aliases):
        for match in index.find_exact(alias) if fold(alias) else ():
            matches.setdefault(match.id, (match, f"same name as the alias {alias!r}"))
    if len(matches) < MOST_LINKS:
        for match in index.find_near(mentioned.name, MOST_LINKS):
            matches.setdefault(match.id, (match, "similar name"))
    ordered = sorted(matches.values(), key=lambda pair: (-_weigh(mentioned, pair[0]), pair[0].name, pair[0].id))
    likely = [pair for pair in ordered if pair[0].score >= _LOWEST_SCORE and _fits(mentioned.kind, pair[0].kind)]
    return [_describe(generation, match, match.score, _explain(mentioned, match, why)) for match, why in likely[:MOST_LINKS]]


def _find_identified(generation: Generation, identifier: str) -> Match | None:
    """The party with an identifier: the one whose IRI is made of it, else the only one of which it is stated."""
    iri = generation.base.expand(identifier.strip())
    number = iri and generation.party_number(iri)
    if isinstance(number, int):
        party = generation.party_summary(number)
        return Match(id=party.id, name=party.name, kind=party.kind, jurisdiction=party.jurisdiction, matched=party.name, score=100.0)
    given = read_number(identifier)
    if given.scheme is None:
        return None
    stated = [match for match in generation.search_index.find_exact(given.value)[:_NAMESAKES] if _has(generation, match, identifier)]
    return stated[0] if len(stated) == 1 else None


def _has(generation: Generation, match: Match, identifier: str) -> bool:
    return read_number(identifier).agrees(list_identifiers(generation.base, _read_party(generation, match))) is True


def _read_party(generation: Generation, match: Match) -> Party:
    number = generation.party_number(match.id)
    assert number is not None
    return generation.party(number)


def _choose_namesake(generation: Generation, mentioned: Mentioned, namesakes: Sequence[Match], today: datetime.date) -> Match | None:
    """The one party of that name that can be meant; None where several can, or something speaks against it."""
    if mentioned.jurisdiction is None or len(namesakes) > _NAMESAKES:
        return None
    # One of which no country is known may be of this one.
    possible = [match for match in namesakes if match.jurisdiction is None or _is_same_country(match.jurisdiction, mentioned.jurisdiction)]
    if len(possible) != 1 or possible[0].jurisdiction is None:
        return None
    match = possible[0]
    if match.kind.is_person or match.kind in _OPEN_KINDS or is_stand_in(match.name) or not _fits(mentioned.kind, match.kind):
        return None
    party = _read_party(generation, match)
    # A short name, a former one or a trade name is of many: what a party is called in full has to be equal.
    full = [match.name, *(name.text for name in party.names if name.type == "legal")]
    equal = [name for name in full if strip_legal_forms(name) == strip_legal_forms(mentioned.name)]
    asked = list_legal_forms(mentioned.name)
    has_other_form = all(forms and asked and not (asked <= forms or forms <= asked) for forms in map(list_legal_forms, equal))
    return None if not equal or has_other_form or is_ended(party, today) else match


def _is_same_country(one: str, other: str) -> bool:
    """Whether two are one country; a part of a country is the same as the whole, and not as another part.

    >>> _is_same_country("US-DE", "US"), _is_same_country("US-DE", "US-NY")
    (True, False)
    """
    return one == other or one.startswith(f"{other}-") or other.startswith(f"{one}-")


def _fits(asked: Kind, known: Kind) -> bool:
    """Whether a party of one kind may be one of the other: a person is no company, a state no private one."""
    if asked in _OPEN_KINDS or known in _OPEN_KINDS:
        return True
    return asked.is_person == known.is_person and (asked is Kind.STATE) == (known is Kind.STATE)


def _weigh(mentioned: Mentioned, match: Match) -> float:
    if mentioned.jurisdiction is None or match.jurisdiction is None:
        return match.score
    return match.score + (10 if _is_same_country(mentioned.jurisdiction, match.jurisdiction) else -10)


def _explain(mentioned: Mentioned, match: Match, why: str) -> str:
    """Say what a candidate has in common with the party of the text, and what a person has to look at."""
    parts = [why if match.matched == match.name or why != "same name" else f"same name, {match.matched!r}"]
    if mentioned.jurisdiction is None or match.jurisdiction is None:
        parts.append("jurisdiction unknown")
    else:
        parts.append("same jurisdiction" if _is_same_country(mentioned.jurisdiction, match.jurisdiction) else "another jurisdiction")
    if match.kind.is_person:
        parts.append("a name does not tell persons apart")
    return "; ".join(parts)


def _describe(generation: Generation, match: Match, score: float, why: str, *, is_sure: bool = False) -> Link:
    identifiers = list_identifiers(generation.base, _read_party(generation, match))
    return Link(
        id=generation.base.compact(match.id),
        name=match.name,
        kind=match.kind,
        jurisdiction=match.jurisdiction,
        identifiers=tuple(f"{each.scheme} {each.value}" for each in identifiers[:MOST_LINKS]),
        score=score,
        why=why,
        is_sure=is_sure,
    )
