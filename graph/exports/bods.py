"""Beneficial Ownership Data Standard 0.4: statements as a JSON array, or as JSON lines.

Owns the order of the file: entities and persons, then relationships, those that restate others last.  What becomes what is in
bods_party.py and bods_relationship.py and on docs/reference/exports/bods.md.  The statements are read several times instead of being
kept: held are the index (bods_index.py), the records that are not complete yet, the parties that a source names without describing them,
and the ids of components.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import BinaryIO, Final

import msgspec

from graph.exports import bods_party, bods_relationship
from graph.exports.bods_frame import Frames, Json, Notes, uri
from graph.exports.bods_index import Gathering, Index, party_key, record_key
from graph.exports.bods_series import FORMER, NOTHING_OPEN, Chain, LinkVersion, chains, known_days, no_status, party_versions
from graph.exports.current import NOT_ACCEPTED
from graph.generation.generation import Generation
from ontology.statements import Attribute, EntityStatement, Identifier, IdentityStatement, InterestStatement, Judgement, Kind, Name, Reason

IN_A_PERSON: Final = "interests in a person, whom nobody can hold"
NO_ENDS: Final = "statements that name neither holder nor subject"
NO_COMPONENT: Final = "components that are not here"
NOT_SAME: Final = "judgements that two parties may be the same, or differ"

_ENCODER: Final = msgspec.json.Encoder()
_OWN_SCHEME: Final = "ownership-graph"
_JOINED: Final = "The party that the ledger's identity statements make of several records."
_FROM_ELSEWHERE: Final = "This source does not describe the party; its name and kind are taken from another source of the ledger."


def write(
    generation: Generation, iri: str | None, out: BinaryIO, left_out: Counter[str] | None = None, *, lines: bool | None = None
) -> int:
    """Write what the source ``iri`` says, or what all do; returns how many BODS statements.

    ``left_out`` counts by reason what the format cannot say.  ``lines``: JSON lines instead of an array; by default where the name of
    ``out`` has the ending .jsonl.
    """
    if lines is None:
        name = getattr(out, "name", "")
        lines = isinstance(name, str) and ".jsonl" in PurePath(name).suffixes
    start, between, end = (b"", b"\n", b"\n") if lines else (b"[\n", b",\n", b"\n]\n")
    out.write(start)
    count = 0
    for statement in _Export(generation, iri, Counter() if left_out is None else left_out).statements():
        out.write((between if count else b"") + _ENCODER.encode(statement))
        count += 1
    out.write(end if count or not lines else b"")
    return count


class _Export:
    """One export under way."""

    def __init__(self, generation: Generation, source: str | None, left_out: Counter[str]) -> None:
        self._generation, self._base, self._source, self._left_out = generation, generation.base, source, left_out
        undated = generation.manifest.created[:10]
        self._frames = {one.id: Frames(one, generation.base, undated) for one in generation.sources.values()}
        self._index = Index(generation, source)
        self._found: dict[str, str] = {}
        """Record ids of components, by what refers to them."""
        self._components: set[str] = set()
        self._seen = False

    def statements(self) -> Iterator[Json]:
        self._count_what_is_left_out()
        yield from self._parties()
        yield from self._relationships(lambda chain: not _restates(chain))
        if self._index.wanted:
            yield from self._relationships(_restates)

    def _count_what_is_left_out(self) -> None:
        for statement in self._generation.statements():
            if self._source is not None and statement.source != self._source:
                continue
            if not statement.is_accepted:
                self._left_out[NOT_ACCEPTED] += 1
            elif isinstance(statement, IdentityStatement) and statement.judgement is not Judgement.SAME:
                self._left_out[NOT_SAME] += 1

    def _parties(self) -> Iterator[Json]:
        """What is described, as soon as all that is said of a party was read; then what is only named."""
        also = self._identifiers_of_joined()
        gathering: Gathering[EntityStatement] = self._index.parties()
        named: dict[tuple[str, str], str | None] = {}
        for file, statement in self._index.accepted():
            if isinstance(statement, EntityStatement):
                group = gathering.add(party_key(statement), file, statement)
                if group is not None:
                    yield from self._party(group, also)
            elif isinstance(statement, InterestStatement):
                for iri in (statement.holder, statement.subject):
                    if iri is not None and self._index.kind(statement.source, iri) is None:
                        dates = (named.get((statement.source, iri)), statement.stated_at)
                        named[statement.source, iri] = min((day for day in dates if day), default=None)
        for (source, iri), day in named.items():
            yield self._named(source, iri, day)

    def _identifiers_of_joined(self) -> dict[int, dict[Identifier, None]]:
        """Of the parties that identity statements put together out of several records: the identifiers of all of them."""
        found: dict[int, dict[Identifier, None]] = {number: {} for number in self._index.joined}
        if found:
            for _, statement in self._index.accepted():
                if isinstance(statement, EntityStatement):
                    number = self._generation.party_number(statement.entity)
                    if number in found:
                        found[number].update(dict.fromkeys(statement.identifiers))
        return found

    def _party(self, group: list[tuple[int, EntityStatement]], also: dict[int, dict[Identifier, None]]) -> Iterator[Json]:
        first = group[0][1]
        source, iri = first.source, first.entity
        record = self._index.party(source, iri)
        is_component = self._is_component(source, record, *(one.record for _, one in group if one.record))
        number = self._generation.party_number(iri) if also else None
        more = list(also.get(number, ())) if number is not None else []
        own = bods_party.by_iri(self._base, iri)
        kind = self._index.kind(source, iri) or Kind.UNKNOWN
        versions = list(party_versions(group))
        for version, day in zip(versions, known_days([one.statement.stated_at for one in versions]), strict=True):
            said, notes = version.statement, Notes()
            if own is not None and own not in said.identifiers:
                said = msgspec.structs.replace(said, identifiers=(*said.identifiers, own))
            # A series is of one record type throughout.
            one_kind = said.kind if said.kind.is_person == kind.is_person else kind
            details = bods_party.details(said, one_kind, notes, is_component=is_component, also=more)
            if number in also and not more and not said.identifiers:
                details["identifiers"] = [self._own_identifier(iri)]
                notes.add("/recordDetails/identifiers/0", _JOINED, "identifying")
            yield self._frames[source].statement(
                ids=version.ids,
                stated_at=said.stated_at,
                undated=day,
                subject=record,
                record=record,
                kind="person" if kind.is_person else "entity",
                status=version.status.value,
                details=details,
                notes=notes,
                evidence=said.evidence,
            )

    def _named(self, source: str, iri: str, day: str | None) -> Json:
        """A party that the source names and does not describe.  Where all sources are written, others may say who it is."""
        record, notes = self._index.party(source, iri), Notes()
        number = self._generation.party_number(iri)
        party = None if number is None else self._generation.party(number)
        own = bods_party.by_iri(self._base, iri)
        kind = Kind.UNKNOWN if party is None else party.kind
        names: tuple[Name, ...] = ()
        if self._source is None and party is not None and party.names:
            names = (Name(text=party.name),)
            notes.add("", _FROM_ELSEWHERE, "identifying")
        unknown = Attribute(name="unspecified-reason", value=Reason.UNKNOWN_TO_PUBLISHER.value)
        said = EntityStatement(
            id=record,
            source=source,
            entity=iri,
            kind=kind,
            names=names,
            identifiers=(own,) if own else (),
            attributes=() if names else (unknown,),
        )
        details = bods_party.details(said, kind, notes, is_component=self._is_component(source, record))
        return self._frames[source].statement(
            ids=("named",),
            stated_at=day,
            subject=record,
            record=record,
            kind="person" if kind.is_person else "entity",
            status="new",
            details=details,
            notes=notes,
        )

    def _own_identifier(self, iri: str) -> Json:
        party = self._generation.canonical_iri(iri)
        made: Json = {"id": self._base.compact(party), "schemeName": _OWN_SCHEME}
        return made | ({"uri": party} if uri(party) else {})

    def _relationships(self, chosen: Callable[[Chain], bool]) -> Iterator[Json]:
        gathering: Gathering[InterestStatement] = self._index.relationships()
        first = not self._seen
        for file, statement in self._index.accepted():
            if isinstance(statement, InterestStatement):
                group = gathering.add(record_key(statement), file, statement)
                if group is not None:
                    yield from self._record(group, chosen, first=first)
        self._seen = True

    def _record(self, group: list[tuple[int, InterestStatement]], chosen: Callable[[Chain], bool], *, first: bool) -> Iterator[Json]:
        """The series of one record of the source.  ``first``: whether it is seen for the first time, so that it is counted."""
        left_out = self._left_out if first else Counter[str]()
        statement = group[0][1]
        source = statement.source
        own = statement.record or self._base.compact(statement.id)
        for chain in chains(group, left_out):
            record = self._index.record(source, own + chain.suffix)
            named = [one for version in chain.versions for one in version.statements]
            if any(one.holder is None and one.subject is None for one in named):
                left_out[NO_ENDS] += len(named)
                continue
            if any(one.subject is not None and self._index.is_person(source, one.subject) for one in named):
                left_out[IN_A_PERSON] += len(named)
                continue
            self._find(source, record, statement.record, named)
            if chosen(chain):
                known = known_days([version.stated_at for version in chain.versions])
                for version, day in zip(chain.versions, known, strict=True):
                    yield self._version(source, record, version, day, restates=_restates(chain))

    def _find(self, source: str, record: str, own: str | None, named: list[InterestStatement]) -> None:
        """Remember the record for those that restate it."""
        wanted = self._index.wanted
        if not wanted:
            return
        for key in (*(one.id for one in named), *((self._series(source, own),) if own else ())):
            if key in wanted:
                self._components.add(self._found.setdefault(key, record))

    def _series(self, source: str, record: str) -> str:
        """What a source whose components are record ids calls a record."""
        return self._base.statement(source, "relationship", record)

    def _is_component(self, source: str, record: str, *own: str) -> bool:
        """Whether a relationship says that it goes through this party."""
        wanted = self._index.wanted
        keys = [key for one in own if (key := self._series(source, one)) in wanted] if wanted else []
        self._found.update(dict.fromkeys(keys, record))
        return bool(keys)

    def _version(self, source: str, record: str, version: LinkVersion, day: str | None, *, restates: bool) -> Json:
        index, notes = self._index, Notes()
        one = version.statements[0]
        subject = index.party(source, one.subject) if one.subject is not None else None
        holder = index.party(source, one.holder) if one.holder is not None else None
        wanted = dict.fromkeys(key for said in version.statements for key in said.components)
        components = dict.fromkeys(self._found[key] for key in wanted if key in self._found)
        components.pop(record, None)
        for key in wanted:
            if key not in self._found:
                self._left_out[NO_COMPONENT] += 1
        details = bods_relationship.details(
            version.statements,
            subject,
            holder,
            list(components),
            notes,
            is_component=not restates and record in self._components,
            natural=one.holder is not None and index.is_person(source, one.holder),
        )
        if version.why_closed:
            notes.add("", version.why_closed)
        return self._frames[source].statement(
            ids=version.ids,
            stated_at=version.stated_at,
            undated=day,
            subject=subject or holder or record,
            record=record,
            kind="relationship",
            status=version.status.value,
            details=details,
            notes=notes,
            evidence=one.evidence,
        )


def _restates(chain: Chain) -> bool:
    return any(one.components for version in chain.versions for one in version.statements)


__all__ = ["FORMER", "IN_A_PERSON", "NOTHING_OPEN", "NOT_SAME", "NO_COMPONENT", "NO_ENDS", "no_status", "write"]
