"""Parties: what all entity statements together say of one party, and which records are the same party.

Owns identity (reversible: judgements are statements) and the merged view of a party.  Knows nothing of shares or control.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

import msgspec

from ontology.statements import Address, Attribute, EntityStatement, Identifier, IdentityStatement, Judgement, Kind, Name, Review

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


class Identities:
    """Canonical IRI of each party: the smallest of those judged the same (union by judgement, later ones win)."""

    def __init__(self, judgements: Iterable[IdentityStatement]) -> None:
        latest: dict[tuple[str, str], IdentityStatement] = {}
        for judgement in judgements:
            pair = (min(judgement.left, judgement.right), max(judgement.left, judgement.right))
            if pair not in latest or (judgement.stated_at or "") >= (latest[pair].stated_at or ""):
                latest[pair] = judgement
        self._above: dict[str, str] = {}
        for (left, right), judgement in sorted(latest.items()):
            if judgement.judgement is Judgement.SAME:
                a, b = self.canonical(left), self.canonical(right)
                if a != b:
                    self._above[max(a, b)] = min(a, b)

    def canonical(self, iri: str) -> str:
        while (above := self._above.get(iri)) is not None:
            iri = above
        return iri

    def members(self) -> dict[str, list[str]]:
        """Canonical IRI -> the other IRIs of the party."""
        groups: dict[str, list[str]] = {}
        for iri in sorted(self._above):
            groups.setdefault(self.canonical(iri), []).append(iri)
        return groups


def is_accepted(review: Review | None) -> bool:
    """Whether a statement takes part in answers: it is no extracted claim, or its claim was taken.

    >>> is_accepted(None), is_accepted(Review.PROPOSED)
    (True, False)
    """
    return review in (None, Review.ACCEPTED, Review.EDITED, Review.AUTO)


def merge(iri: str, statements: Iterable[EntityStatement], same: Iterable[str] = ()) -> Party:
    """One party from its statements: the newest statement that has a value decides, lists are joined without repeats."""
    ordered = sorted(statements, key=lambda s: s.stated_at or "", reverse=True)
    names = _unique(name for s in ordered for name in s.names)
    main = next((n for n in names if n.type == "legal"), names[0] if names else None)
    return Party(
        id=iri, name=main.text if main else iri, same=tuple(same), names=names,
        kind=next((s.kind for s in ordered if s.kind is not Kind.UNKNOWN), Kind.UNKNOWN),
        jurisdiction=next((s.jurisdiction for s in ordered if s.jurisdiction), None),
        identifiers=_unique(i for s in ordered for i in s.identifiers),
        founded=next((s.founded for s in ordered if s.founded), None),
        dissolved=next((s.dissolved for s in ordered if s.dissolved), None),
        addresses=_unique(a for s in ordered for a in s.addresses),
        attributes=_unique(a for s in ordered for a in s.attributes),
        statements=tuple(s.id for s in ordered),
    )


def _unique(items: Iterable[_T]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys(items))
