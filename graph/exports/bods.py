"""Beneficial Ownership Data Standard 0.4: statements as a JSON array, or as JSON lines.

Owns the order of the file: entities and persons, then relationships, those that restate others last.  What becomes what is in
bods_party.py and bods_relationship.py and on docs/reference/exports/bods.md.  The statements are read several times instead of being
kept.  In memory are the index (bods_index.py), the records that are not complete yet, the parties that a source names without describing
them, and the ids of components.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import PurePath
from typing import BinaryIO, Final

import msgspec

from graph.exports.bods_frame import Annotations, Json, RecordVersion, SourceFrame, parse_uri
from graph.exports.bods_index import GroupBuffer, RecordIndex, hash_party, hash_record
from graph.exports.bods_party import describe_party, parse_identifier
from graph.exports.bods_relationship import InterestPart, describe_relationship, split_unsure_days
from graph.exports.bods_series import RelationshipSeries, RelationshipVersion, make_party_versions, make_relationship_series
from graph.exports.current import NOT_ACCEPTED
from graph.exports.request import ExportRequest, name_component
from ontology.identifiers import OWN_SCHEME, is_joining
from ontology.shares import WHOLE, Share
from ontology.statements import (
    Attribute,
    EntityStatement,
    Evidence,
    Identifier,
    IdentityStatement,
    Interest,
    InterestStatement,
    Judgement,
    Kind,
    Name,
    Reason,
)

IN_A_PERSON: Final = "interests in a person, whom nobody can hold"
PARTIAL_DATES: Final = "dates that are a year or a month"
DENIED_SIZES: Final = "sizes of claims that somebody denies, from nothing on"
UNSURE_SIZES: Final = "sizes beside claims that the format cannot hold, from the least that the ledger gives"
UNSURE_VOTES: Final = "votes of shares beside votes that the format cannot hold, from nothing on"
DENIED_RIGHTS: Final = "claims without a size that somebody denies"
NO_ENDS: Final = "statements that name neither holder nor subject"
NO_COMPONENT: Final = "components that are not here"
NOT_SAME: Final = "judgements that two parties may be the same, or differ"

_ENCODER: Final = msgspec.json.Encoder()
_WHY_WEAKENED: Final = {
    UNSURE_VOTES: "Votes are claimed here in a way that the standard cannot hold, so how many these shares give is not told.",
    DENIED_SIZES: "Somebody denies this, which the standard cannot say; so the size is from nothing up to what is claimed.",
    UNSURE_SIZES: "Beside claims that the standard cannot hold, so much is not sure; so the size is from the least on that is.",
}
_MERGED: Final = "The party that the ledger's identity statements make of several records."
_FROM_ELSEWHERE: Final = "This source does not describe the party; its name and kind are taken from another source of the ledger."


def write(request: ExportRequest, out: BinaryIO) -> int:
    """Write BODS statements, as JSON lines where the name of the target has the ending .jsonl; return how many."""
    as_lines = ".jsonl" in PurePath(request.target_name).suffixes
    start, between, end = (b"", b"\n", b"\n") if as_lines else (b"[\n", b",\n", b"\n]\n")
    out.write(start)
    count = 0
    for statement in _BodsExport(request).make_statements():
        out.write((between if count else b"") + _ENCODER.encode(statement))
        count += 1
    out.write(end if count or not as_lines else b"")
    return count


class _BodsExport:
    """One export under way."""

    def __init__(self, request: ExportRequest) -> None:
        self._request, self._generation, self._base = request, request.generation, request.generation.base
        self._frames = {source.id: SourceFrame(source, self._base) for source in self._generation.sources.values()}
        self._find_feed = self._generation.find_feed
        self._index = RecordIndex(request)
        self._component_records: dict[str, str] = {}
        """Record ids of components, by what refers to them."""
        self._relationship_components: set[str] = set()
        """Record ids of the relationships that others restate."""
        self._weakened: dict[str, str] = {}
        """Of statements whose size begins lower than their source says: why, by id; a key of ``_WHY_WEAKENED``."""
        self._is_counted = False
        """Whether the omissions of relationships were counted."""

    def make_statements(self) -> Iterator[Json]:
        """Yield the statements in the order of the file."""
        self._count_omissions()
        yield from self._make_parties()
        yield from self._make_relationships(summaries=False)
        if self._index.component_keys:
            yield from self._make_relationships(summaries=True)

    def _count_omissions(self) -> None:
        """Count what is left out for what it is, whatever else is said."""
        for statement in chain.from_iterable(self._request.releases):
            if not self._request.includes(statement.source):
                continue
            if not statement.is_accepted:
                self._request.omissions[NOT_ACCEPTED] += 1
            elif isinstance(statement, IdentityStatement) and statement.judgement is not Judgement.SAME:
                self._request.omissions[NOT_SAME] += 1

    def _make_statement(self, source: str, version: RecordVersion, annotations: Annotations, evidence: Iterable[Evidence] = ()) -> Json:
        """Make one statement of the file, and count what is rounded in it."""
        statement = self._frames[source].make_statement(version, annotations, evidence)
        if annotations.rounded:
            self._request.roundings[PARTIAL_DATES] += annotations.rounded
        return statement

    # -- parties ------------------------------------------------------------------------------------------------

    def _make_parties(self) -> Iterator[Json]:
        """Yield what is described, as soon as all that is said of a party was read; then what is only named."""
        identifiers = self._collect_identifiers_of_merged()
        buffer: GroupBuffer[EntityStatement] = self._index.group_by_party()
        first_named: dict[tuple[str, str], str | None] = {}
        """By source and IRI of a party that the source does not describe: when it was first named."""
        for file, statement in self._index.accepted():
            if isinstance(statement, EntityStatement):
                group = buffer.add(hash_party(self._find_feed(statement.source), statement), file, statement)
                if group is not None:
                    yield from self._make_described_party(group, identifiers)
            elif isinstance(statement, InterestStatement):
                feed = self._find_feed(statement.source)
                for iri in (statement.holder, statement.subject):
                    if iri is not None and self._index.find_kind(feed, iri) is None:
                        dates = (first_named.get((feed, iri)), statement.stated_at)
                        first_named[feed, iri] = min((day for day in dates if day), default=None)
        for (feed, iri), day in first_named.items():
            yield self._make_named_party(feed, iri, day)

    def _collect_identifiers_of_merged(self) -> dict[int, dict[Identifier, None]]:
        """Collect, of the parties that identity statements put together out of several records, the identifiers of all of them."""
        identifiers: dict[int, dict[Identifier, None]] = {number: {} for number in self._index.merged_parties}
        if identifiers:
            for _, statement in self._index.accepted():
                if isinstance(statement, EntityStatement):
                    number = self._generation.party_number(statement.entity)
                    if number in identifiers:
                        identifiers[number].update(dict.fromkeys(statement.identifiers))
        return identifiers

    def _make_described_party(
        self, group: list[tuple[int | None, EntityStatement]], identifiers_of_merged: dict[int, dict[Identifier, None]]
    ) -> Iterator[Json]:
        """Yield the series of one party of one source.  ``group``: all that the source says of it."""
        first = group[0][1]
        source, iri = self._find_feed(first.source), first.entity
        record = self._index.find_party_record(source, iri)
        is_component = self._remember_party(source, record, *(statement.record for _, statement in group if statement.record))
        number = self._generation.party_number(iri) if identifiers_of_merged else None
        more_identifiers = list(identifiers_of_merged.get(number, ())) if number is not None else []
        own_identifier = parse_identifier(self._base, iri)
        kind = self._index.find_kind(source, iri) or Kind.UNKNOWN
        for version in make_party_versions(group):
            statement, annotations = version.statement, Annotations()
            if own_identifier is not None and own_identifier not in statement.identifiers:
                statement = msgspec.structs.replace(statement, identifiers=(*statement.identifiers, own_identifier))
            # A series is of one record type throughout.
            kind_of_version = statement.kind if statement.kind.is_person == kind.is_person else kind
            details = describe_party(statement, kind_of_version, annotations, is_component=is_component, more_identifiers=more_identifiers)
            if number in identifiers_of_merged:
                self._add_own_identifier(details, iri, [*more_identifiers, *statement.identifiers], kind, annotations)
            yield self._make_statement(
                statement.source,
                RecordVersion(
                    record_id=record,
                    record_type="person" if kind.is_person else "entity",
                    status=version.status.value,
                    subject=record,
                    details=details,
                    ledger_ids=version.ledger_ids,
                    stated_at=statement.stated_at,
                ),
                annotations,
                statement.evidence,
            )

    def _make_named_party(self, source: str, iri: str, day: str | None) -> Json:
        """Make the statement of a party that the source names and does not describe.

        Where all sources are written, others may say who it is.  ``day``: when it was first named.
        """
        record, annotations = self._index.find_party_record(source, iri), Annotations()
        number = self._generation.party_number(iri)
        party = None if number is None else self._generation.party(number)
        own_identifier = parse_identifier(self._base, iri)
        kind = Kind.UNKNOWN if party is None else party.kind
        names: tuple[Name, ...] = ()
        if self._request.source is None and party is not None and party.names:
            names = (Name(text=party.name),)
            annotations.add("", _FROM_ELSEWHERE, "identifying")
        identifiers = (own_identifier,) if own_identifier else ()
        unknown = Attribute(name="unspecified-reason", value=Reason.UNKNOWN_TO_PUBLISHER.value)
        statement = EntityStatement(
            id=record, source=source, entity=iri, kind=kind, names=names, identifiers=identifiers, attributes=() if names else (unknown,)
        )
        more_identifiers = () if party is None or number not in self._index.merged_parties else party.identifiers
        is_component = self._remember_party(source, record)
        details = describe_party(statement, kind, annotations, is_component=is_component, more_identifiers=more_identifiers)
        if number in self._index.merged_parties:
            self._add_own_identifier(details, iri, [*identifiers, *more_identifiers], kind, annotations)
        version = RecordVersion(
            record_id=record,
            record_type="person" if kind.is_person else "entity",
            status="new",
            subject=record,
            details=details,
            ledger_ids=("named",),
            stated_at=day,
        )
        return self._make_statement(source, version, annotations)

    def _add_own_identifier(self, details: Json, iri: str, named: Iterable[Identifier], kind: Kind, annotations: Annotations) -> None:
        """Add the ledger's own identifier of a party of several records, where none that they name (``named``) tells that they are one."""
        if any(is_joining(identifier, is_person=kind.is_person) for identifier in named):
            return
        listed = details.setdefault("identifiers", [])
        assert isinstance(listed, list)
        annotations.add(f"/recordDetails/identifiers/{len(listed)}", _MERGED, "identifying")
        listed.append(self._make_own_identifier(iri))

    def _make_own_identifier(self, iri: str) -> Json:
        party = self._generation.canonical_iri(iri)
        identifier: Json = {"id": self._base.compact(party), "schemeName": OWN_SCHEME}
        return identifier | ({"uri": party} if parse_uri(party) else {})

    # -- relationships ------------------------------------------------------------------------------------------

    def _make_relationships(self, *, summaries: bool) -> Iterator[Json]:
        """Yield the relationships that restate others, or those that do not."""
        omissions = Counter[str]() if self._is_counted else self._request.omissions
        buffer: GroupBuffer[InterestStatement] = self._index.group_by_record()
        for file, statement in self._index.accepted():
            if isinstance(statement, InterestStatement):
                group = buffer.add(hash_record(self._find_feed(statement.source), statement), file, statement)
                if group is not None:
                    yield from self._make_record(group, omissions, summaries=summaries)
        self._is_counted = True

    def _make_record(
        self, group: list[tuple[int | None, InterestStatement]], omissions: Counter[str], *, summaries: bool
    ) -> Iterator[Json]:
        """Yield the series of one record of the source.  ``group``: all interests of the record."""
        group = list(self._weaken(group, omissions))
        if not group:
            return
        first = group[0][1]
        source = self._find_feed(first.source)
        own_id = first.record or self._base.compact(first.id)
        for series in make_relationship_series(group, omissions):
            record = self._index.make_record_id(source, own_id + series.suffix)
            statements = [statement for version in series.versions for statement in version.statements]
            if any(s.holder is None and s.subject is None for s in statements):
                omissions[NO_ENDS] += len(statements)
                continue
            if any(s.subject is not None and self._index.is_person(source, s.subject) for s in statements):
                omissions[IN_A_PERSON] += len(statements)
                continue
            self._remember_relationship(source, record, first.record, statements)
            if series.is_summary == summaries:
                for version in series.versions:
                    yield self._make_relationship(source, record, version, series)

    def _weaken(
        self, group: list[tuple[int | None, InterestStatement]], omissions: Counter[str]
    ) -> Iterator[tuple[int | None, InterestStatement]]:
        """Yield the interests of a record as the standard can hold them: no surer than the ledger, which knows more than the file will."""
        for file, statement in group:
            weakened = self._index.denials.weaken(statement, hash_record(self._find_feed(statement.source), statement))
            if weakened is None:
                omissions[DENIED_RIGHTS] += 1
                continue
            if weakened is not statement:
                self._weakened[statement.id] = DENIED_SIZES
            lowered = self._index.sure_shares.lower(weakened)
            if lowered is not weakened:
                self._weakened[statement.id] = UNSURE_SIZES
            yield file, lowered

    def _remember_relationship(self, source: str, record: str, own_record: str | None, statements: list[InterestStatement]) -> None:
        """Remember the record for those that restate it."""
        component_keys = self._index.component_keys
        if not component_keys:
            return
        for key in (*(s.id for s in statements), *((name_component(self._base, source, own_record),) if own_record else ())):
            if key in component_keys:
                self._relationship_components.add(self._component_records.setdefault(key, record))

    def _remember_party(self, source: str, record: str, *own_records: str) -> bool:
        """Remember the record of a party for the relationships that go through it; return whether there are any."""
        component_keys = self._index.component_keys
        if not component_keys:
            return False
        keys = [key for own in own_records if (key := name_component(self._base, source, own)) in component_keys]
        self._component_records.update(dict.fromkeys(keys, record))
        return bool(keys)

    def _make_relationship(self, source: str, record: str, version: RelationshipVersion, series: RelationshipSeries) -> Json:
        index, annotations = self._index, Annotations()
        first = version.statements[0]
        subject = index.find_party_record(source, first.subject) if first.subject is not None else None
        holder = index.find_party_record(source, first.holder) if first.holder is not None else None
        keys = dict.fromkeys(key for statement in version.statements for key in statement.components)
        components = dict.fromkeys(self._component_records[key] for key in keys if key in self._component_records)
        components.pop(record, None)
        for key in keys:
            if key not in self._component_records:
                self._request.omissions[NO_COMPONENT] += 1
        details = describe_relationship(
            self._list_parts(version, series),
            subject,
            holder,
            list(components),
            annotations,
            is_component=not series.is_summary and record in self._relationship_components,
            is_held_by_person=first.holder is not None and index.is_person(source, first.holder),
        )
        if version.why_closed:
            annotations.add("", version.why_closed)
        return self._make_statement(
            first.source,
            RecordVersion(
                record_id=record,
                record_type="relationship",
                status=version.status.value,
                subject=subject or holder or record,
                details=details,
                ledger_ids=version.ledger_ids,
                stated_at=version.stated_at,
            ),
            annotations,
            first.evidence,
        )

    def _list_parts(self, version: RelationshipVersion, series: RelationshipSeries) -> list[InterestPart]:
        """List the interests of a version, each with why it is less sure than its source says.

        What holds on days that are not sure is a part of its own where no other version can speak of these days; else it is left out.
        """
        parts: list[InterestPart] = []
        for statement in version.statements:
            why = self._weakened.get(statement.id)
            if why is not None:
                self._request.roundings[why] += 1
            part = InterestPart(statement, _WHY_WEAKENED.get(why or ""))
            split = list(split_unsure_days(part)) if len(series.versions) == 1 else [part]
            if part not in split:
                # Its dates are nowhere written, so nothing else counts them.
                self._request.roundings[PARTIAL_DATES] += sum(
                    len(date) < 10 for date in (statement.valid_from, statement.valid_until) if date
                )
            parts += split
            if self._index.sure_shares.are_no_votes(statement):
                self._request.roundings[UNSURE_VOTES] += 1
                votes = {"interest": Interest.VOTING_RIGHTS, "share": Share(min=0, max=WHOLE), "details": None}
                parts += [InterestPart(msgspec.structs.replace(s.statement, **votes), _WHY_WEAKENED[UNSURE_VOTES]) for s in split]
        return parts
