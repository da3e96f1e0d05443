"""Work out the versions of one record, in order: what a source said first, what it changed, and when it closed the record.

Owns what stands at each version; knows no field of BODS.  The order of versions is that of ontology/series.py.  Statements come as pairs:
the number of their file in the order of the ledger, and the statement.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple, TypeVar

import msgspec

from graph.generation.party import merge
from ontology.dates import first_day, last_day
from ontology.series import PLACE_BITS, find_stated_day, has_place, rank_version
from ontology.statements import Change, EntityStatement, Interest, InterestStatement, Kind, Status
from ontology.terms import digest

_S = TypeVar("_S", EntityStatement, InterestStatement)
Ends = tuple[str | None, str | None]
"""Holder and subject."""

_WITHOUT_PLACE: Final = (-1, -1)

NOT_HELD: Final = (Status.AGREED, Status.PLANNED, Status.ALLEGED, Status.DENIED)
"""What BODS cannot say: it knows no status, so that each of these would be read as an interest that is held."""

FORMER: Final = "former interests whose end is not known, beside others that are held"
BEFORE_FORMER: Final = "versions before one that calls the interest former, whose end is not known"
NOTHING_OPEN: Final = "closings of a record that is not here"

_FIELDS: Final = ("names", "identifiers", "jurisdiction", "founded", "dissolved", "addresses", "attributes")
"""Of an entity statement, beside its kind: what it says of the party."""


def word_omission(status: Status) -> str:
    """Say why claims of such a status are left out."""
    return f"claims of the status {status.value}, which the format cannot say"


class PartyVersion(NamedTuple):
    """``ledger_ids``: the statements of the ledger that the version comes from."""

    statement: EntityStatement
    status: Change
    ledger_ids: tuple[str, ...]


class RelationshipVersion(NamedTuple):
    """``statements``: the interests as they stand; of a closing the last ones that stood."""

    statements: tuple[InterestStatement, ...]
    status: Change
    stated_at: str | None
    ledger_ids: tuple[str, ...]
    why_closed: str | None = None
    """Given where the source itself does not repeat what it closes."""


class RelationshipSeries(NamedTuple):
    """One record of BODS.  ``suffix`` tells it from others of the same record of the source."""

    suffix: str
    versions: tuple[RelationshipVersion, ...]

    @property
    def is_summary(self) -> bool:
        """Whether it restates other relationships."""
        return any(statement.components for version in self.versions for statement in version.statements)


def make_party_versions(located: Iterable[tuple[int | None, EntityStatement]]) -> Iterator[PartyVersion]:
    """Yield the versions of what a source said of one party.  Where several of its records describe the party, they are read together."""
    current: dict[str, EntityStatement] = {}
    versions: list[PartyVersion] = []
    kind = Kind.UNKNOWN
    for round_ in _make_rounds(located):
        current.update(round_)
        is_open = [statement for statement in current.values() if statement.change is not Change.CLOSED]
        merged = _merge_statements(is_open or list(current.values()))
        if versions and not is_open and _is_empty(merged):
            merged = msgspec.structs.replace(merged, **{name: getattr(versions[-1].statement, name) for name in _FIELDS})
        kind = merged.kind if merged.kind is not Kind.UNKNOWN else kind
        merged = msgspec.structs.replace(merged, kind=kind)
        if versions and is_open and len(current) > 1 and _say_the_same(merged, versions[-1].statement):
            continue
        status = Change.CLOSED if not is_open else Change.UPDATED if versions else merged.change
        versions.append(PartyVersion(merged, status, tuple(statement.id for statement in round_.values())))
    for number, version in enumerate(versions):
        # Nothing follows a closing; a party that was closed in between is one that was changed.
        reopens = version.status is Change.CLOSED and number < len(versions) - 1
        yield version._replace(status=Change.NEW if number == 0 else Change.UPDATED) if reopens else version


def make_relationship_series(located: Iterable[tuple[int | None, InterestStatement]], omissions: Counter[str]) -> list[RelationshipSeries]:
    """Make the records of BODS that one record of a source becomes.

    It is one unless the source's record has several pairs of holder and subject at once, or goes on after a closing.
    """
    versions = list(_group_versions(located))
    pairs = list(dict.fromkeys(_ends(s) for version in versions for s in version if not _is_bare_closing(s)))
    has_several = any(len({_ends(s) for s in version if not _is_bare_closing(s)}) > 1 for version in versions)
    series: list[RelationshipSeries] = []
    for pair in pairs if has_several else [None]:
        suffix = f"/{digest(*(iri or '' for iri in pair), size=8)}" if pair is not None else ""
        for number, run in enumerate(_cut_at_closings(versions, pair, omissions)):
            series.append(RelationshipSeries(f"{suffix}/{number + 1}" if number else suffix, tuple(_end_before_unsure_starts(run))))
    return series


def _end_before_unsure_starts(versions: Sequence[RelationshipVersion]) -> Iterator[RelationshipVersion]:
    """Yield versions, each ended where a later one changes an interest in a year or a month, nobody knows on which day.

    The later one is written from the last of these days on; until then the earlier one would read as what surely holds.
    """
    changes: dict[Interest, datetime.date] = {}
    ended: list[RelationshipVersion] = []
    for version in reversed(versions):
        statements = []
        for statement in version.statements:
            change = changes.get(statement.interest)
            begin = first_day(statement.valid_from) if statement.valid_from else datetime.date.min
            if change is not None and begin < change and (not statement.valid_until or change < first_day(statement.valid_until)):
                statements.append(msgspec.structs.replace(statement, valid_until=change.isoformat()))
            else:
                statements.append(statement)
        for statement in version.statements:
            if statement.valid_from and first_day(statement.valid_from) < last_day(statement.valid_from):
                day = first_day(statement.valid_from)
                changes[statement.interest] = min(changes.get(statement.interest, day), day)
        ended.append(version._replace(statements=tuple(statements)))
    return reversed(ended)


def _cut_at_closings(
    versions: Sequence[Sequence[InterestStatement]], pair: Ends | None, omissions: Counter[str]
) -> Iterator[list[RelationshipVersion]]:
    """Yield series that each end with their closing, or with the last version.  ``pair``: the ends to take; None = all."""
    run: list[RelationshipVersion] = []
    for version in versions:
        statements = [s for s in version if not _is_bare_closing(s) and pair in (None, _ends(s))]
        held = _select_held(statements, omissions)
        ledger_ids = tuple(s.id for s in statements or version)
        stated_at = version[0].stated_at
        if held:
            run.append(_make_version(held, stated_at, ledger_ids, is_first=not run))
        elif run:
            why = _word_closing(statements)
            run.append(RelationshipVersion(run[-1].statements, Change.CLOSED, stated_at, ledger_ids, why))
        elif not statements and pair is None:
            omissions[NOTHING_OPEN] += 1
        if run and run[-1].status is Change.CLOSED:
            if len(run) > 1 and any(map(_is_former, held)):
                # When it ended nobody knows, so no day is sure of which the versions before spoke.
                omissions[BEFORE_FORMER] += len(run) - 1
                run = run[-1:]
            yield run
            run = []
    if run:
        yield run


def _make_version(
    held: list[InterestStatement], stated_at: str | None, ledger_ids: tuple[str, ...], *, is_first: bool
) -> RelationshipVersion:
    is_closed = all(s.change is Change.CLOSED or _is_former(s) for s in held)
    change = held[0].change if is_first and held[0].change is not Change.CLOSED else Change.UPDATED
    why_closed = "The source calls the interest former." if any(map(_is_former, held)) else None
    return RelationshipVersion(tuple(held), Change.CLOSED if is_closed else change, stated_at, ledger_ids, why_closed)


def _word_closing(statements: Sequence[InterestStatement]) -> str:
    """Say why a record ends with a version that has no interest that is held.  ``statements``: those of the version."""
    if not statements:
        why = "The source closes the record by its id alone."
    elif any(s.status in NOT_HELD for s in statements):
        why = f"The claim has the status {statements[0].status.value}."
    else:
        why = "The record names this holder no longer."
    return f"{why} The details are those of the last version."


def _select_held(statements: Sequence[InterestStatement], omissions: Counter[str]) -> list[InterestStatement]:
    """Select the interests that the standard may show as held, now or until a day."""
    for statement in statements:
        if statement.status in NOT_HELD:
            omissions[word_omission(statement.status)] += 1
    held = [statement for statement in statements if statement.status not in NOT_HELD]
    former_count = sum(map(_is_former, held))
    if former_count in (0, len(held)):
        return held
    omissions[FORMER] += former_count
    return [statement for statement in held if not _is_former(statement)]


def _is_former(statement: InterestStatement) -> bool:
    return statement.status is Status.FORMER and statement.valid_until is None


def _is_bare_closing(statement: InterestStatement) -> bool:
    """Whether it closes a record by its id alone."""
    return statement.change is Change.CLOSED and statement.holder is None and statement.subject is None


def _ends(statement: InterestStatement) -> Ends:
    return statement.holder, statement.subject


def _group_versions(located: Iterable[tuple[int | None, _S]]) -> Iterator[list[_S]]:
    """Group what a source said of a record at once: a line of a file, or all that is in no order and of one day."""
    last = {statement.id: (file, statement) for file, statement in located}
    days: dict[int, dict[tuple[int, int], list[_S]]] = {}
    for file, statement in last.values():
        rank = rank_version(statement, file)
        place = (rank, file or 0) if has_place(rank) else _WITHOUT_PLACE
        days.setdefault(rank >> PLACE_BITS, {}).setdefault(place, []).append(statement)
    for _, versions in sorted(days.items()):
        without_place = versions.pop(_WITHOUT_PLACE, [])
        ordered = [versions[place] for place in sorted(versions)] or [[]]
        ordered[-1] = ordered[-1] + without_place
        yield from ordered


def _make_rounds(located: Iterable[tuple[int | None, EntityStatement]]) -> Iterator[dict[str, EntityStatement]]:
    """Yield what is said of a party by record: one statement of each record a round, in as few rounds a day as it has versions."""
    rounds_of_day: dict[int, list[dict[str, EntityStatement]]] = {}
    versions_seen: Counter[tuple[int, str]] = Counter()
    for version in _group_versions(located):
        for statement in version:
            day, record = find_stated_day(statement.stated_at), statement.record or statement.id
            rounds = rounds_of_day.setdefault(day, [])
            if len(rounds) == versions_seen[day, record]:
                rounds.append({})
            rounds[versions_seen[day, record]][record] = statement
            versions_seen[day, record] += 1
    for _, rounds in sorted(rounds_of_day.items()):
        yield from rounds


def _merge_statements(statements: Sequence[EntityStatement]) -> EntityStatement:
    if len(statements) == 1:
        return statements[0]
    newest = max(statements, key=lambda s: s.stated_at or "")
    party = merge(newest.entity, statements)
    notes = dict.fromkeys(part for s in statements for part in (s.note or "").split(" | ") if part)
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
        evidence=tuple(dict.fromkeys(evidence for s in statements for evidence in s.evidence)),
    )


def _say_the_same(left: EntityStatement, right: EntityStatement) -> bool:
    return all(getattr(left, name) == getattr(right, name) for name in (*_FIELDS, "kind"))


def _is_empty(statement: EntityStatement) -> bool:
    return statement.kind is Kind.UNKNOWN and not any(getattr(statement, name) for name in _FIELDS)
