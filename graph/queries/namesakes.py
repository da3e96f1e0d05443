"""Parties of one name in one answer: what tells each apart, by what its sources say of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Final, TypeVar, cast

import msgspec

from graph.answers.common import PartyRef
from graph.answers.controllers import ControllersAnswer
from graph.queries.context import QueryContext
from graph.queries.search import find_birth_year

_T = TypeVar("_T")
_MOST: Final = 5_000
"""Parties that an answer may name, so that those of one name are told apart: to read what sources say of each takes time."""
_PLAIN: Final = frozenset((str, int, float, bool, type(None), msgspec.UnsetType))
"""What parts of an answer have no party in them."""
_ROWS: Final = 4
"""Statements of a party that are looked at for a record that names it."""


def mark_namesakes(context: QueryContext, answer: _T, named: Iterable[PartyRef] | None = None) -> _T:
    """Return the answer with what tells parties apart (``apart``) that it names and that have one name; mostly there are none.

    ``named``: those that it names, where that is known; an answer that names very many is left as it is.
    """
    listed = _list_parties(answer) if named is None else list(islice(named, _MOST + 1))
    names = {party.id: party.name for party in listed if party.id}
    if len(listed) > _MOST or len(set(names.values())) == len(names):
        return answer
    by_name: dict[str, list[str]] = {}
    for iri, name in names.items():
        by_name.setdefault(name, []).append(iri)
    apart: dict[str, str] = {}
    for ids in by_name.values():
        numbers = [context.generation.party_number(iri) for iri in ids] if len(ids) > 1 else []
        if numbers and None not in numbers:
            apart |= zip(ids, _tell_apart(context, [number for number in numbers if number is not None]), strict=True)
    if not any(apart.values()):
        return answer
    return _change_parties(answer, lambda party: msgspec.structs.replace(party, apart=apart.get(party.id) or msgspec.UNSET))


def list_named(answer: ControllersAnswer) -> list[PartyRef]:
    """List the parties that the sentence of an answer may name."""
    named = [answer.subject]
    for controller in answer.controllers:
        named += (controller.party, *controller.ring, *controller.group)
    for link in (*(link for controller in answer.controllers for link in controller.chain), *answer.not_counted):
        named += (link.holder, link.subject, *(link.through or ()))
    named += [holder.party for holder in answer.largest_holders]
    named += [blocker.party for blocker in answer.can_block]
    return named + [end.party for end in answer.stopped]


def _tell_apart(context: QueryContext, numbers: Sequence[int]) -> list[str]:
    """Return for each of several parties the first thing that all of them have and no two alike: birth year, identifier, record."""
    told = [_list_distinctions(context, number) for number in numbers]
    for texts in zip(*told, strict=True):
        if all(texts) and len({*texts}) == len(texts):
            return list(texts)
    return [next(filter(None, texts), "") for texts in told]


def _list_distinctions(context: QueryContext, number: int) -> tuple[str, ...]:
    """List what a source says of a party that may tell it apart, the plainest first; empty texts where it says nothing."""
    party, interests = context.generation.party(number), context.generation.interests
    born = find_birth_year(party)
    records = [record for iri in party.statements[:_ROWS] if (record := context.generation.statement(iri).record)]
    rows = [*interests.rows_by_holder(number)[:_ROWS], *interests.rows_by_subject(number)[:_ROWS]]
    mentions = [context.references.statement(row) for row in rows]
    mention = next((s for s in mentions if s.record), None)
    return (
        f"born {born}" if born else "",
        f"{party.identifiers[0].scheme} {party.identifiers[0].value}" if party.identifiers else "",
        f"founded {party.founded[:4]}" if party.founded and not party.kind.is_person else "",
        f"record {records[0]}" if records else "",
        f"named in record {mention.record}" if mention else "",
        f"named in record {mention.record}: {mention.details}" if mention and mention.details else "",
    )


def spell_out(value: _T) -> _T:
    """Return an answer, or a part of one, in which parties of one name are named with what tells them apart.

    >>> spell_out(PartyRef(id="a", name="Ann", kind="person", apart="born 1970")).name
    'Ann (born 1970)'
    """
    if not any(party.apart for party in _list_parties(value)):
        return value
    return _change_parties(value, lambda p: msgspec.structs.replace(p, name=f"{p.name} ({p.apart})", apart=msgspec.UNSET) if p.apart else p)


def _list_parties(value: object) -> list[PartyRef]:
    """List the parties of an answer, or of a part of one; no more than one above the most that are told apart."""
    found: list[PartyRef] = []
    _collect_parties((value,), found)
    return found


def _collect_parties(members: Iterable[object], found: list[PartyRef]) -> None:
    """Add the parties of parts of an answer; most parts are texts and numbers, which are passed over at once."""
    for member in members:
        kind = type(member)
        if kind in _PLAIN:
            continue
        if len(found) > _MOST:
            return
        if isinstance(member, PartyRef):
            found.append(member)
        elif isinstance(member, tuple):
            _collect_parties(member, found)
        elif isinstance(member, msgspec.Struct):
            _collect_parties([getattr(member, name) for name in member.__struct_fields__], found)


def _change_parties(value: _T, change: Callable[[PartyRef], PartyRef]) -> _T:
    """Return a part of an answer with each of its parties changed."""
    changed: object = value
    if isinstance(value, PartyRef):
        changed = change(value)
    elif isinstance(value, tuple):
        changed = tuple(_change_parties(member, change) for member in value)
    elif isinstance(value, msgspec.Struct):
        fields = {name: getattr(value, name) for name in value.__struct_fields__}
        changed = msgspec.structs.replace(value, **{name: _change_parties(member, change) for name, member in fields.items()})
    return cast(_T, changed)
