"""The types and properties of ``reconcile``: what a query may name, and what a table may be extended by.  Words only; knows no data."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from msgspec import UNSET

from graph.answers.reconcile import NamedId, PropertiesAnswer, SuggestAnswer, SuggestionAnswer
from graph.generation.search_index import fold
from graph.queries.phrases import KINDS
from ontology.errors import UsageError
from ontology.statements import Kind

_ORGANISATIONS: Final = frozenset({Kind.COMPANY, Kind.LEGAL_ENTITY, Kind.STATE_BODY, Kind.ARRANGEMENT, Kind.ANONYMOUS_ENTITY})
_PERSONS: Final = frozenset(kind for kind in Kind if kind.is_person)


class PartyType(NamedTuple):
    """A type: the kinds of party that it has, and the type above it."""

    id: str
    name: str
    kinds: frozenset[Kind]
    broader: str | None = None


_TYPES: Final = (
    PartyType("party", "Any party", frozenset(Kind)),
    PartyType("organisation", "Any organisation", _ORGANISATIONS, "party"),
    *(
        PartyType(
            kind.value,
            KINDS[kind],
            _PERSONS if kind is Kind.PERSON else frozenset({kind}),
            "organisation" if kind in _ORGANISATIONS else "party",
        )
        for kind in Kind
    ),
)
TYPES: Final = {each.id: each for each in _TYPES}
"""Types by id: the kinds, and two that have several of them."""

DEFAULT_TYPES: Final = tuple(NamedId(id=each, name=TYPES[each].name) for each in ("organisation", "company", "person", "state"))
ANY_PARTY: Final = NamedId(id="party", name=TYPES["party"].name)


class Property(NamedTuple):
    """A property.  ``is_matched``: candidates are compared by it; ``is_verdict``: its values are of who controls, by a rule on a day."""

    id: str
    name: str
    description: str
    is_matched: bool = False
    is_verdict: bool = False


_BY_RULE: Final = "by the rule and on the day of the settings"
PROPERTIES: Final = {
    each.id: each
    for each in (
        Property("name", "Name", "the name by which the party goes here", is_matched=True),
        Property("lei", "LEI", "legal entity identifier; decides which party is meant", is_matched=True),
        Property(
            "registration-number",
            "Registration number",
            "number in a company register, alone or as GB-COH 01234567; decides which party is meant",
            is_matched=True,
        ),
        Property("identifier", "Identifier", "any identifier with its scheme, such as GB-COH 01234567 or WIKIDATA Q42", is_matched=True),
        Property("jurisdiction", "Jurisdiction", "country, by its name or as a code of ISO 3166, such as KZ or US-DE", is_matched=True),
        Property("kind", "Kind", "what it is: company, person, state ...", is_matched=True),
        Property("founded", "Founded", "day, month or year", is_matched=True),
        Property("dissolved", "Dissolved", "day, month or year", is_matched=True),
        Property("birth-date", "Date of birth", "of a person: day, month or year; compared, and not given out", is_matched=True),
        Property("status", "Status", "ended, or no end stated"),
        Property("ultimate-controller", "Ultimate controller", f"who ultimately controls it, {_BY_RULE}", is_verdict=True),
        Property("certainty", "Certainty", "certain or possible, of each ultimate controller", is_verdict=True),
        Property("highest", "Highest", "yes where nobody is shown, or may be, above that controller", is_verdict=True),
        Property("controller-kind", "Kind of controller", "of each ultimate controller", is_verdict=True),
        Property(
            "controller-jurisdiction", "Jurisdiction of controller", "of each ultimate controller; - where none is stated", is_verdict=True
        ),
        Property("share", "Share", "of its money, through all chains, of each ultimate controller", is_verdict=True),
        Property("share-min", "Share, at least", "the same in percent, lower bound", is_verdict=True),
        Property("share-max", "Share, at most", "the same in percent, upper bound", is_verdict=True),
        Property("votes", "Votes", "of each ultimate controller with all that it controls", is_verdict=True),
        Property("votes-min", "Votes, at least", "the same in percent, lower bound", is_verdict=True),
        Property("votes-max", "Votes, at most", "the same in percent, upper bound", is_verdict=True),
        Property("chain-length", "Chain length", "links from each ultimate controller down to it", is_verdict=True),
        Property("verdict", "Verdict", "certain, possible or not_shown: whether an ultimate controller is shown", is_verdict=True),
        Property("as-of", "As of", "the day that the verdict is of", is_verdict=True),
        Property("rule", "Rule", "the rule that the verdict is by", is_verdict=True),
    )
}
"""Properties by id, in the order in which they are proposed."""

_ALIASES: Final = {"country": "jurisdiction", "company-number": "registration-number", "born": "birth-date"}
"""Other words for properties that are compared."""
_ID: Final = re.compile(r"[^a-z0-9]+")


def find_property(name: str) -> Property | None:
    """The property with an id, in any spelling of it; None where there is none.

    >>> find_property("Registration number").id, find_property("as_of").id, find_property("colour")
    ('registration-number', 'as-of', None)
    """
    key = _ID.sub("-", name.strip().lower()).strip("-")
    return PROPERTIES.get(_ALIASES.get(key, key))


def find_type(kind: Kind) -> NamedId:
    """The type of a party."""
    return NamedId(id=kind.value, name=KINDS[kind])


def find_fit(kind: Kind, types: Iterable[PartyType]) -> bool | None:
    """Whether a kind is of one of the types; None where that may be: sources differ in what they call an organisation, or do not say.

    >>> [find_fit(kind, [TYPES["company"]]) for kind in (Kind.COMPANY, Kind.LEGAL_ENTITY, Kind.UNKNOWN, Kind.PERSON)]
    [True, None, None, False]
    """
    kinds = frozenset[Kind]().union(*(each.kinds for each in types))
    if kind in kinds:
        return True
    return None if kind is Kind.UNKNOWN or (kind in _ORGANISATIONS and kinds & _ORGANISATIONS) else False


def suggest_types(prefix: str, skip: int, limit: int) -> SuggestAnswer:
    """Types whose id or name has a word that begins like the text; all for none."""
    return _take([_describe_type(each) for each in TYPES.values()], prefix, skip, limit)


def suggest_properties(prefix: str, skip: int, limit: int) -> SuggestAnswer:
    """Properties whose id or name has a word that begins like the text; all for none."""
    return _take([_describe_property(each) for each in PROPERTIES.values()], prefix, skip, limit)


def propose_properties(type_id: str, limit: int | None) -> PropertiesAnswer:
    """The properties that parties of a type can have values of; of any type for none.  Raises UsageError BAD_KIND."""
    # Nobody owns a person or a state, so that no verdict is about one.
    is_owned = not type_id or not all(kind.is_never_owned for kind in get_type(type_id).kinds)
    given = [each for each in PROPERTIES.values() if each.id != "birth-date" and (is_owned or not each.is_verdict)]
    return PropertiesAnswer(
        properties=tuple(map(_describe_property, given[:limit])), type=type_id or UNSET, limit=UNSET if limit is None else limit
    )


def get_type(type_id: str) -> PartyType:
    """The type with an id.  Raises UsageError BAD_KIND."""
    if type_id not in TYPES:
        raise UsageError("BAD_KIND", f"{type_id[:40]!r} is no type of party", f"use one of: {', '.join(TYPES)}")
    return TYPES[type_id]


def _describe_type(each: PartyType) -> SuggestionAnswer:
    broader = (NamedId(id=each.broader, name=TYPES[each.broader].name),) if each.broader else UNSET
    return SuggestionAnswer(id=each.id, name=each.name, broader=broader)


def _describe_property(each: Property) -> SuggestionAnswer:
    return SuggestionAnswer(id=each.id, name=each.name, description=each.description)


def _take(suggestions: list[SuggestionAnswer], prefix: str, skip: int, limit: int) -> SuggestAnswer:
    wanted = fold(prefix)
    fitting = [each for each in suggestions if not prefix.strip() or (wanted and _has_word(each, wanted))]
    end = skip + limit
    return SuggestAnswer(result=tuple(fitting[skip:end]), cursor=end if len(fitting) > end else UNSET)


def _has_word(each: SuggestionAnswer, wanted: str) -> bool:
    return any(f" {wanted}" in f" {fold(text)}" for text in (each.id, each.name))
