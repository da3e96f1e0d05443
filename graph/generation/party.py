"""Merges all entity statements about a party into one description.

Owns which statement decides a value; which IRIs are the same party is identity.py.  Knows nothing of files, shares or control.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

import msgspec

from ontology.statements import Address, Attribute, EntityStatement, Identifier, Kind, Name

_T = TypeVar("_T")


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

    ``unnamed``: what a party without a name goes by; its IRI where that is not given.
    """
    ordered = sorted(statements, key=lambda s: s.stated_at or "", reverse=True)
    names = _drop_repeats(name for s in ordered for name in s.names)
    main = next((n for n in names if n.type == "legal"), names[0] if names else None)
    return Party(
        id=iri,
        name=main.text if main else unnamed or iri,
        same=tuple(same),
        names=names,
        kind=next((s.kind for s in ordered if s.kind is not Kind.UNKNOWN), Kind.UNKNOWN),
        jurisdiction=next((s.jurisdiction for s in ordered if s.jurisdiction), None),
        identifiers=_drop_repeats(i for s in ordered for i in s.identifiers),
        founded=next((s.founded for s in ordered if s.founded), None),
        dissolved=next((s.dissolved for s in ordered if s.dissolved), None),
        addresses=_drop_repeats(a for s in ordered for a in s.addresses),
        attributes=_drop_repeats(a for s in ordered for a in s.attributes),
        statements=tuple(s.id for s in ordered),
    )


def _drop_repeats(items: Iterable[_T]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys(items))
