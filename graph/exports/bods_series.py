"""The versions of one record, in order: what a source said first, what it changed, and when it closed the record.

Owns the order of a series and what stands at each version; knows no field of BODS.  As everywhere in the ledger the newest day decides, and
on one day the later file, then the later line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple, TypeVar

import msgspec

from graph.generation.party import merge
from ontology.dates import first_day
from ontology.statements import Change, EntityStatement, InterestStatement, Kind, Status
from ontology.terms import digest

_S = TypeVar("_S", EntityStatement, InterestStatement)
Ends = tuple[str | None, str | None]
"""Holder and subject."""

NOT_HELD: Final = (Status.AGREED, Status.PLANNED, Status.ALLEGED, Status.DENIED)
"""What BODS cannot say: it knows no status, so that each of these would be read as an interest that is held."""

FORMER: Final = "former interests whose end is not known, beside others that are held"
NOTHING_OPEN: Final = "closings of a record that is not here"


def no_status(status: Status) -> str:
    """Why such a claim is left out."""
    return f"claims of the status {status.value}, which the format cannot say"


class PartyVersion(NamedTuple):
    statement: EntityStatement
    status: Change
    ids: tuple[str, ...]


class LinkVersion(NamedTuple):
    """``statements``: the interests as they stand; of a closing the last ones that stood."""

    statements: tuple[InterestStatement, ...]
    status: Change
    stated_at: str | None
    ids: tuple[str, ...]
    why_closed: str | None = None
    """Said where the source itself does not repeat what it closes."""


class Chain(NamedTuple):
    """One record of BODS.  ``suffix`` tells it from others of the same record of the source."""

    suffix: str
    versions: tuple[LinkVersion, ...]


def party_versions(placed: Iterable[tuple[int, EntityStatement]]) -> Iterator[PartyVersion]:
    """What a source said of one party.  Where several of its records describe the party, they are read together."""
    current: dict[str, EntityStatement] = {}
    made: list[PartyVersion] = []
    kind = Kind.UNKNOWN
    for turn in _rounds(placed):
        current.update(turn)
        alive = [one for one in current.values() if one.change is not Change.CLOSED]
        said = _together(alive or list(current.values()))
        if made and not alive and _says_nothing(said):
            said = msgspec.structs.replace(said, **{name: getattr(made[-1].statement, name) for name in _SAID})
        kind = said.kind if said.kind is not Kind.UNKNOWN else kind
        said = msgspec.structs.replace(said, kind=kind)
        changed = said.change if not made else Change.UPDATED
        if made and alive and len(current) > 1 and _same(said, made[-1].statement):
            continue
        made.append(PartyVersion(said, Change.CLOSED if not alive else changed, tuple(one.id for one in turn.values())))
    for number, version in enumerate(made):
        # Nothing follows a closing; a party that was closed in between is one that was changed.
        over = version.status is Change.CLOSED and number < len(made) - 1
        yield version._replace(status=Change.NEW if number == 0 else Change.UPDATED) if over else version


def chains(placed: Iterable[tuple[int, InterestStatement]], left_out: Counter[str]) -> list[Chain]:
    """The records of BODS that one record of a source becomes.

    It is one unless the source's record has several pairs of holder and subject at once, or goes on after a closing.
    """
    versions = list(_versions(placed))
    pairs = list(dict.fromkeys((one.holder, one.subject) for version in versions for one in version if not _nameless(one)))
    apart = any(len({(one.holder, one.subject) for one in version if not _nameless(one)}) > 1 for version in versions)
    made: list[Chain] = []
    for pair in pairs if apart else [None]:
        suffix = f"/{digest(*(iri or '' for iri in pair), size=8)}" if pair is not None else ""
        for number, run in enumerate(_runs(versions, pair, left_out)):
            made.append(Chain(f"{suffix}/{number + 1}" if number else suffix, tuple(run)))
    return made


def known_days(dates: Sequence[str | None]) -> list[str | None]:
    """Of each version its date, else that of the next which has one: what is undated comes first.

    >>> known_days([None, "2020", None])
    ['2020', '2020', None]
    """
    found: list[str | None] = []
    for date in reversed(dates):
        found.append(date or (found[-1] if found else None))
    return found[::-1]


def _runs(versions: Sequence[Sequence[InterestStatement]], pair: Ends | None, left_out: Counter[str]) -> Iterator[list[LinkVersion]]:
    """Series that each end with their closing, or with the last version."""
    run: list[LinkVersion] = []
    for version in versions:
        said = [one for one in version if not _nameless(one) and pair in (None, (one.holder, one.subject))]
        held = _held(said, left_out)
        ids = tuple(one.id for one in said or version)
        stated = version[0].stated_at
        if held:
            over = all(one.change is Change.CLOSED or _is_former(one) for one in held)
            status = Change.CLOSED if over else held[0].change if not run and held[0].change is not Change.CLOSED else Change.UPDATED
            run.append(LinkVersion(tuple(held), status, stated, ids, "The source calls the interest former." if _former(held) else None))
        elif run:
            why = "The source closes the record by its id alone." if not said else f"The claim has the status {said[0].status.value}."
            if said and not any(one.status in NOT_HELD for one in said):
                why = "The record names this holder no longer."
            run.append(LinkVersion(run[-1].statements, Change.CLOSED, stated, ids, f"{why} The details are those of the last version."))
        elif not said and pair is None:
            left_out[NOTHING_OPEN] += 1
        if run and run[-1].status is Change.CLOSED:
            yield run
            run = []
    if run:
        yield run


def _held(said: Sequence[InterestStatement], left_out: Counter[str]) -> list[InterestStatement]:
    """The interests that the standard may show as held now or until a day."""
    for one in said:
        if one.status in NOT_HELD:
            left_out[no_status(one.status)] += 1
    held = [one for one in said if one.status not in NOT_HELD]
    if not any(map(_is_former, held)) or all(map(_is_former, held)):
        return held
    left_out[FORMER] += sum(map(_is_former, held))
    return [one for one in held if not _is_former(one)]


def _is_former(one: InterestStatement) -> bool:
    return one.status is Status.FORMER and one.valid_until is None


def _former(held: Sequence[InterestStatement]) -> bool:
    return any(map(_is_former, held))


def _nameless(one: InterestStatement) -> bool:
    """Whether it closes a record by its id alone."""
    return one.change is Change.CLOSED and one.holder is None and one.subject is None


def _versions(placed: Iterable[tuple[int, _S]]) -> Iterator[list[_S]]:
    """What a source said of a record at once: a line of a file, or all that has no line and the same day."""
    last = {one.id: (file, one) for file, one in placed}
    days: dict[int, dict[tuple[int, int], list[_S]]] = {}
    for file, one in last.values():
        day = first_day(one.stated_at).toordinal() if one.stated_at else 0
        line = one.place.line if one.place else None
        where = (file, line) if line is not None else (-1, -1)
        days.setdefault(day, {}).setdefault(where, []).append(one)
    for _, lines in sorted(days.items()):
        unplaced = lines.pop((-1, -1), [])
        ordered = [lines[where] for where in sorted(lines)] or [[]]
        ordered[-1] = ordered[-1] + unplaced
        yield from ordered


def _rounds(placed: Iterable[tuple[int, EntityStatement]]) -> Iterator[dict[str, EntityStatement]]:
    """What is said of a party by record: of each record one statement a round, and all of a day in as few rounds as it has versions."""
    by_day: dict[int, list[dict[str, EntityStatement]]] = {}
    seen: Counter[tuple[int, str]] = Counter()
    for version in _versions(placed):
        for one in version:
            day = first_day(one.stated_at).toordinal() if one.stated_at else 0
            key = one.record or one.id
            rounds = by_day.setdefault(day, [])
            if len(rounds) == seen[day, key]:
                rounds.append({})
            rounds[seen[day, key]][key] = one
            seen[day, key] += 1
    for _, rounds in sorted(by_day.items()):
        yield from rounds


_SAID: Final = ("names", "identifiers", "jurisdiction", "founded", "dissolved", "addresses", "attributes")


def _together(said: Sequence[EntityStatement]) -> EntityStatement:
    if len(said) == 1:
        return said[0]
    newest = max(said, key=lambda one: one.stated_at or "")
    party = merge(newest.entity, said)
    notes = dict.fromkeys(part for one in said for part in (one.note or "").split(" | ") if part)
    return msgspec.structs.replace(
        newest,
        kind=party.kind,
        names=party.names,
        identifiers=party.identifiers,
        jurisdiction=party.jurisdiction,
        founded=party.founded,
        dissolved=party.dissolved,
        addresses=party.addresses,
        attributes=party.attributes,
        note=" | ".join(notes) or None,
        evidence=tuple(dict.fromkeys(found for one in said for found in one.evidence)),
    )


def _same(one: EntityStatement, other: EntityStatement) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in (*_SAID, "kind"))


def _says_nothing(one: EntityStatement) -> bool:
    return one.kind is Kind.UNKNOWN and not any(getattr(one, name) for name in _SAID)


__all__ = ["Chain", "LinkVersion", "PartyVersion", "chains", "known_days", "no_status", "party_versions"]
