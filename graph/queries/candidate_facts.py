"""What the sources say of two parties that may be one, side by side: names, dates, numbers, addresses, who holds them and what they hold.

Owns which facts are compared and how.  Decides nothing: a person does.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Final

from graph.answers.candidates import FactAnswer
from graph.generation.candidates import Candidate
from graph.generation.generation import Generation
from graph.generation.party import Party
from graph.queries.figures import to_size
from graph.queries.phrases import describe_kind, describe_size
from ontology.party_names import choose_reader, split_person
from ontology.statements import Attribute, InterestStatement, Status

_LISTED: Final = 8
"""Values of one fact that are told."""
_UNTOLD: Final = frozenset({"unspecified-reason"})

Compare = Callable[[Collection[str], Collection[str]], bool | None]


def list_facts(generation: Generation, candidate: Candidate) -> tuple[FactAnswer, ...]:
    """List what is said of the two parties, each fact that at least one of them has."""
    sides = [generation.party(number) for number in (candidate.left, candidate.right)]
    facts: list[FactAnswer | None] = [
        _compare("name", sides, _list_names, _compare_names),
        _compare("former name", sides, lambda p: [n.text for n in p.names if n.type == "former"]),
        _compare("kind", sides, lambda p: [describe_kind(p.kind.value)], _are_equal),
        _compare("country", sides, lambda p: [p.jurisdiction] if p.jurisdiction else [], _begin_alike),
        _compare("identifier", sides, lambda p: [f"{i.scheme} {i.value}" for i in p.identifiers], _compare_identifiers),
        _compare("founded", sides, lambda p: [p.founded] if p.founded else [], _begin_alike),
        _compare("dissolved", sides, lambda p: [p.dissolved] if p.dissolved else [], _begin_alike),
        _compare("address", sides, lambda p: [a.text for a in p.addresses if a.text], _are_same_words),
    ]
    named = dict.fromkeys(a.name for party in sides for a in party.attributes if a.name not in _UNTOLD)
    for name in named:
        agree = _begin_alike if name.endswith("date") else None
        facts += [_compare(name.replace("-", " "), sides, _read_attribute(name), agree)]
    for what, is_held in (("held by", True), ("holds", False)):
        left, right = (_list_interests(generation, number, is_held=is_held) for number in (candidate.left, candidate.right))
        if left or right:
            facts.append(FactAnswer(what=what, left=left, right=right))
    sources = [_list_sources(generation, number) for number in (candidate.left, candidate.right)]
    facts.append(FactAnswer(what="source", left=sources[0], right=sources[1]))
    return tuple(fact for fact in facts if fact)


def _compare(what: str, sides: list[Party], read: Callable[[Party], Iterable[str]], agree: Compare | None = None) -> FactAnswer | None:
    left, right = (tuple(dict.fromkeys(read(party))) for party in sides)
    if not left and not right:
        return None
    agrees = agree(left, right) if agree and left and right else None
    return FactAnswer(what=what, left=_shorten(left), right=_shorten(right), agrees=agrees)


def _shorten(values: tuple[str, ...]) -> tuple[str, ...]:
    return values if len(values) <= _LISTED else (*values[:_LISTED], f"and {len(values) - _LISTED:,} more")


def _list_names(party: Party) -> list[str]:
    return [name.text for name in party.names if name.type != "former"]


def _read_attribute(name: str) -> Callable[[Party], Iterable[str]]:
    def write(attribute: Attribute) -> str:
        return " ".join(filter(None, (attribute.qualifier, attribute.value, attribute.unit)))

    return lambda party: [write(attribute) for attribute in party.attributes if attribute.name == name]


def _compare_names(left: Collection[str], right: Collection[str]) -> bool:
    """Whether two parties have a name in common, apart from spelling, legal form and, of persons, the order of words."""
    split = choose_reader().split
    for read in (lambda text: split(text).core, split_person):
        if {read(text) for text in left} & {read(text) for text in right} - {""}:
            return True
    return False


def _compare_identifiers(left: Collection[str], right: Collection[str]) -> bool | None:
    """Whether two parties have a number in common; None where no register numbers both."""
    if set(left) & set(right):
        return True
    return False if {text.partition(" ")[0] for text in left} & {text.partition(" ")[0] for text in right} else None


def _begin_alike(left: Collection[str], right: Collection[str]) -> bool:
    """Whether one value is the other, or a part of it, as a year is of a day and a country of its region."""
    return any(one.startswith(other) or other.startswith(one) for one in left for other in right)


def _are_equal(left: Collection[str], right: Collection[str]) -> bool:
    return bool(set(left) & set(right))


def _are_same_words(left: Collection[str], right: Collection[str]) -> bool | None:
    """Whether an address is the same but for signs and capitals; two ways of writing one tell nothing."""

    def fold(text: str) -> str:
        return "".join(letter for letter in text.casefold() if letter.isalnum())

    return True if {fold(text) for text in left} & {fold(text) for text in right} else None


def _list_interests(generation: Generation, number: int, *, is_held: bool) -> tuple[str, ...]:
    """List who is stated to hold a party, or what it is stated to hold, on whatever day."""
    table = generation.interests
    rows = [*(table.rows_by_subject(number) if is_held else table.rows_by_holder(number))]
    told = dict.fromkeys(_describe_interest(generation, generation.interest_of_row(row), is_held=is_held) for row in rows[: 2 * _LISTED])
    texts = tuple(told)[:_LISTED]
    return texts if len(rows) <= 2 * _LISTED else (*texts, f"and more: {len(rows):,} statements")


def _describe_interest(generation: Generation, statement: InterestStatement, *, is_held: bool) -> str:
    iri = statement.holder if is_held else statement.subject
    number = generation.party_number(iri) if iri else None
    name = "a party that is not named" if number is None else generation.party_summary(number).name
    status = "" if statement.status is Status.IN_EFFECT else statement.status.value
    return ", ".join(filter(None, (name, describe_size(to_size(statement.share)), status)))


def _list_sources(generation: Generation, number: int) -> tuple[str, ...]:
    sources = (generation.sources[generation.statement_at(place).source] for place in generation.positions_about(number)[: 4 * _LISTED])
    return _shorten(tuple(dict.fromkeys(f"{source.title}, {source.date}" if source.date else source.title for source in sources)))
