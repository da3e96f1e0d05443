"""Merges all entity statements about a party into one description.

Owns which statement decides a value; which IRIs are the same party is identity.py.  Knows nothing of files, shares or control.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, TypeVar

import msgspec

from ontology.statements import Address, Attribute, EntityStatement, Identifier, Kind, Name

_T = TypeVar("_T")

OWN_PLACE: Final = "ent"
"""Where the IRIs of parties lie that no identifier names; what follows is a hash, which tells nobody anything."""

MUTE_PLACES: Final = (OWN_PLACE, "ftm")
"""The same, and where those lie that a data set of FollowTheMoney numbers for itself: they tell neither a kind nor a register."""

KIND_WORDS: Final = {
    Kind.COMPANY: "a company",
    Kind.LEGAL_ENTITY: "a firm",
    Kind.STATE: "a state",
    Kind.STATE_BODY: "a state body",
    Kind.ARRANGEMENT: "an arrangement",
    Kind.PERSON: "a person",
    Kind.ANONYMOUS_PERSON: "a person",
    Kind.UNKNOWN_PERSON: "a person",
    Kind.ANONYMOUS_ENTITY: "an entity",
    Kind.UNKNOWN: "a party",
}

ANONYMOUS_KINDS: Final = (Kind.ANONYMOUS_PERSON, Kind.UNKNOWN_PERSON, Kind.ANONYMOUS_ENTITY)
UNTOLD_ATTRIBUTE: Final = "unspecified-reason"
"""Has the code of why it is not told who a party is."""

FORM_ATTRIBUTE: Final = "legal-form"
FORM_WORDS: Final = {"trust": "a trust", "firm": "a firm"}
"""What an arrangement is called of which its source tells the legal form alone."""
NOT_NAMED: Final = " that is not named"
"""Follows the kind of a party of which no source gives a name, an identifier or a record."""

MENTIONED_IN: Final = "a party, mentioned only in "
"""What a party that no statement describes goes by, before the id of the record that mentions it."""
HELD_MENTIONED_IN: Final = "an entity, mentioned only in "
"""The same of one in which somebody is said to have an interest: it is no person."""

STAND_INS: Final = tuple(dict.fromkeys(f"{words}, " for words in KIND_WORDS.values()))
"""How what a party without a name goes by begins; its identifier follows."""
MUTE: Final = tuple(f"{place}:" for place in MUTE_PLACES)
"""How short IRIs begin that say nothing to a reader."""
FROM_IDENTIFIER: Final = re.compile(rf"[a-z][\w-]*:\S|(?:{'|'.join(dict.fromkeys(KIND_WORDS.values()))}), ", re.ASCII)
"""How what a party goes by begins where it has no name; also for SQL."""


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """One party as all its statements describe it.  ``id`` is the canonical IRI; ``same`` lists the others."""

    id: str
    name: str
    kind: Kind
    jurisdiction: str | None = None
    names: tuple[Name, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    founded: str | None = None
    dissolved: str | None = None
    addresses: tuple[Address, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    same: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()


def merge(iri: str, statements: Iterable[EntityStatement], same: Iterable[str] = (), unnamed: str | None = None) -> Party:
    """Merge statements into one party: the newest statement that has a value decides, lists are joined without repeats.

    ``unnamed``: what a party without a name goes by; None = its IRI.  Where its IRI tells nothing, it goes by its kind and its
    identifier, or by the id that its source's record has.
    """
    ordered = sorted(statements, key=lambda s: s.stated_at or "", reverse=True)
    names = _drop_repeats(name for s in ordered for name in s.names)
    main = next((n for n in names if n.type == "legal"), names[0] if names else None)
    kind = next((s.kind for s in ordered if s.kind is not Kind.UNKNOWN), Kind.UNKNOWN)
    identifiers = _drop_repeats(i for s in ordered for i in s.identifiers)
    own_ids = [*(i.value for i in identifiers), *(s.record for s in ordered if s.record)]
    return Party(
        id=iri,
        name=main.text if main else name_by_identifier(unnamed or iri, kind, own_ids[0] if own_ids else None),
        same=tuple(same),
        names=names,
        kind=kind,
        jurisdiction=next((s.jurisdiction for s in ordered if s.jurisdiction), None),
        identifiers=identifiers,
        founded=next((s.founded for s in ordered if s.founded), None),
        dissolved=next((s.dissolved for s in ordered if s.dissolved), None),
        addresses=_drop_repeats(a for s in ordered for a in s.addresses),
        attributes=_drop_repeats(a for s in ordered for a in s.attributes),
        statements=tuple(s.id for s in ordered),
    )


def name_by_identifier(short: str, kind: Kind, identifier: str | None) -> str:
    """Return what a party without a name goes by.  ``short``: its IRI in short.

    >>> name_by_identifier("ent:d41b4a", Kind.LEGAL_ENTITY, "GB12345"), name_by_identifier("lei:X", Kind.COMPANY, "X")
    ('a firm, GB12345', 'lei:X')
    >>> name_by_identifier("ent:d41b4a", Kind.COMPANY, None), name_by_identifier("ftm:nn2", Kind.COMPANY, "abc-9")
    ('a company that is not named', 'a company, abc-9')
    """
    if not short.startswith(MUTE):
        return short
    return f"{KIND_WORDS[kind]}, {identifier}" if identifier is not None else KIND_WORDS[kind] + NOT_NAMED


def is_stand_in(name: str) -> bool:
    """Whether a name is the words that a party without one goes by.

    >>> is_stand_in("a company that is not named"), is_stand_in("a company, abc-9"), is_stand_in("A company, limited")
    (True, True, False)
    """
    return name.endswith(NOT_NAMED) or name.startswith(STAND_INS)


def is_name_from_identifier(name: str) -> bool:
    """Whether a party goes by this because it has no name: it is written as it is also where a sentence begins.

    >>> is_name_from_identifier("a firm, GB12345"), is_name_from_identifier("lei:X"), is_name_from_identifier("a firm")
    (True, True, False)
    """
    return FROM_IDENTIFIER.match(name) is not None


def _drop_repeats(items: Iterable[_T]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys(items))
