"""FollowTheMoney files: known by content, cut into records, each record mapped."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from loaders.contract import LoadContext, RawRecord, ReadPlan
from loaders.framing import Lines, Objects
from loaders.ftm import entities, interests
from loaders.ftm.model import ENDS, Entity, day, read
from ontology.dates import check_date
from ontology.errors import RecordError
from ontology.statements import (
    Attribute,
    Change,
    EntityStatement,
    Evidence,
    IdentityStatement,
    Interest,
    InterestStatement,
    Judgement,
    Kind,
    Place,
    Source,
    Statement,
)

WARNINGS: Final[dict[str, str]] = {
    "BAD_DATE": "a date that is no day of the calendar is left out",
    "BAD_FIELD": "a value of another type than the model gives it is left out",
    "BAD_LEI": "the check digits of an LEI are wrong; it is kept as it is",
    "BAD_SHARE": "a percentage that is none is left out, the interest is kept",
    "DATES_BACKWARDS": "it ends before it begins: both days are left out and kept in the note of a link",
    "EMPTY_IDENTIFIER": "an identifier that is empty or a placeholder is left out",
    "MISSING_END": "a link does not name both of its ends: set aside, or left out where it is nested in what can be used",
    "NOT_ABOUT_HOLDINGS": "an entity of a schema that says nothing of who holds what",
    "SEVERAL_IDENTIFIERS": "several numbers of one register: all are kept and none joins the party with others",
    "UNKNOWN_KIND_OF_RECORD": "the schema is none of the model's: set aside, or left out where it is nested in what can be used",
    "SEVERAL_VALUES": "several percentages or dates of one link or one life: the interval that holds them all is kept",
}
REJECTS: Final[dict[str, str]] = {
    "BAD_JSON": "the record is no JSON",
    "MISSING_END": "a link does not name both of its ends: set aside, or left out where it is nested in what can be used",
    "MISSING_ID": "the entity has no id",
    "NOT_AN_OBJECT": "the record is no JSON object",
    "UNKNOWN_KIND_OF_RECORD": "the schema is none of the model's: set aside, or left out where it is nested in what can be used",
    "UNKNOWN_OPERATION": "the operation of a change is none of ADD, MOD, DEL",
}

_NO_HOLDINGS: Final = """
Address Analyzable Annotation Article Assessment Audio Call CallForTenders ContractAward CourtCase CourtCaseParty Debt Document
Documentation EconomicActivity Email Event Folder HyperText Identification Image Interest Interval Land Mention Message Note Occupancy
Package Page Pages Passport Payment PlainText Position Post Project ProjectParticipant Risk Table TaxRoll Thing Transport Trip UserAccount
Value Video Workbook
"""
_OTHERS: Final = frozenset(_NO_HOLDINGS.split())
_KNOWN: Final = "|".join(sorted({*entities.KINDS, *ENDS, *_OTHERS, "Sanction"}))
_SCHEMA: Final = re.compile(rf'"schema"\s*:\s*"(?:{_KNOWN})"'.encode())
_PROPERTIES: Final = re.compile(rb'"properties"\s*:\s*\{')
_DELTA: Final = re.compile(rb'"op"\s*:\s*"(?:ADD|MOD|DEL)"')
_ENTITY: Final = re.compile(rb'"entity"\s*:\s*\{')
_LISTS: Final = ("results", "entities")
_DAY: Final = re.compile(r"(?<![0-9])(20\d\d)-?(\d\d)-?(\d\d)")
_CHANGES: Final = {None: Change.NEW, "ADD": Change.NEW, "MOD": Change.UPDATED}
_TIES: Final = {"Family": ("family", "relationship"), "Associate": ("associate", "relationship"), "Succession": ("succeeded-by", "role")}


class FtmLoader:
    """The loader as the house asks for it."""

    name = "ftm"

    def detect(self, head: bytes, file: Path) -> bool:  # noqa: ARG002
        start = _start(head)
        if not start.startswith((b"{", b"[")):
            return False
        changes = _DELTA.search(start) is not None and _ENTITY.search(start) is not None
        return changes or (_SCHEMA.search(start) is not None and _PROPERTIES.search(start) is not None)

    def open(self, head: bytes, context: LoadContext) -> ReadPlan:
        start = _start(head)
        delta = _DELTA.search(start[:1_000]) is not None and _ENTITY.search(start[:1_000]) is not None
        source = Source(
            id=context.source_iri,
            title=f"FollowTheMoney {'changes' if delta else 'entities'} ({context.file.name})",
            type="register",
            publisher="OpenSanctions" if b'"datasets"' in start and b'"last_seen"' in start else None,
            date=_date(context.file),
            url="https://followthemoney.tech/",
            delta=delta,
        )
        return ReadPlan(source, Lines() if _lines(start) else Objects(_LISTS), Ftm(source.id, source.date))


@dataclass(frozen=True, slots=True)
class Ftm:
    """The entities, one by one.  ``date``: the day of the file."""

    source: str
    date: str | None

    def map_record(self, raw_record: RawRecord, context: LoadContext) -> Iterator[Statement]:
        outer = read(raw_record, context)
        place = raw_record.locate(context)
        version = place.sha256 or ""
        if outer.op == "DEL":
            yield interests.closing(outer, self.source, outer.stated_at or self.date, place, context, version)
            return
        for entity in outer.walk():
            stated = entity.stated_at or outer.stated_at or self.date
            try:
                yield from self._one(entity, _Said(self.source, stated, place, _CHANGES[outer.op], context, version))
            except RecordError as error:
                if entity is outer:
                    raise
                context.warn(error.code)

    def _one(self, entity: Entity, said: _Said) -> Iterator[Statement]:
        if entity.schema in entities.KINDS:
            yield from said.party(entity)
        elif entity.schema in interests.HOLDINGS:
            yield from interests.interests(entity, said.source, said.stated, said.place, said.change, said.context, version=said.version)
        elif entity.schema in _TIES:
            yield from said.tie(entity)
        elif entity.schema == "Similar":
            yield from said.similar(entity)
        elif entity.schema == "Sanction":
            yield from said.listing(entity)
        elif entity.schema in _OTHERS:
            said.context.warn("NOT_ABOUT_HOLDINGS")
        else:
            raise RecordError("UNKNOWN_KIND_OF_RECORD", "the schema is none of the model's", "check the version of the file's model")


class _Said(msgspec.Struct, frozen=True):
    """What the statements of one record share."""

    source: str
    stated: str | None
    place: Place
    change: Change
    context: LoadContext
    version: str

    def party(self, entity: Entity) -> Iterator[Statement]:
        base, context = self.context.base, self.context
        iri = self._iri(entity.id)
        found = entities.identifiers(entity, context)
        founded, dissolved = entities.lifetime(entity, context)
        place = entities.jurisdiction(entity)
        yield EntityStatement(
            id=self._id("entity", entity.id),
            source=self.source,
            stated_at=self.stated,
            record=entity.id,
            change=self.change,
            place=self.place,
            entity=iri,
            kind=entities.kind(entity),
            names=entities.names(entity),
            identifiers=found,
            jurisdiction=place.upper() if place else None,
            founded=founded,
            dissolved=dissolved,
            addresses=entities.addresses(entity),
            attributes=entities.attributes(entity, context),
            evidence=self._evidence(entity),
        )
        for one in entities.joining(found, context):
            yield self._same(entity, base.identifier(one.scheme, one.value), "the record names this identifier")
        for referent in dict.fromkeys(entity.referents):
            if referent != entity.id:
                yield self._same(entity, self._iri(referent), "the record lists this id among those it was merged from")
        for parent in entity.all("parent"):
            yield InterestStatement(
                id=self._id("parent", entity.id, parent),
                source=self.source,
                stated_at=self.stated,
                record=entity.id,
                change=self.change,
                place=self.place,
                holder=self._iri(parent),
                subject=iri,
                interest=Interest.UNKNOWN,
                details="parent",
            )

    def tie(self, entity: Entity) -> Iterator[Statement]:
        """A fact about the first of the two, which names the second; never control."""
        name, told = _TIES[entity.schema]
        lefts, rights = self._ends(entity)
        at = day(entity.first("startDate") or entity.first("date"), self.context)
        for left in lefts:
            yield self._told(
                entity,
                left,
                tuple(
                    [
                        Attribute(name=name, value=self._iri(right), datatype="party", qualifier=entity.first(told), at=at)
                        for right in rights
                    ]
                ),
            )

    def listing(self, entity: Entity) -> Iterator[Statement]:
        """That somebody is on a list."""
        programme = entity.first("programId") or entity.first("program") or entity.first("authority") or "sanction"
        at = day(entity.first("startDate") or entity.first("listingDate"), self.context)
        until = entity.first("endDate")
        for listed in entity.all("entity"):
            yield self._told(
                entity, listed, (Attribute(name="listing", value=programme, at=at, qualifier=f"until {until}" if until else None),)
            )

    def similar(self, entity: Entity) -> Iterator[Statement]:
        """A guess that two may be the same, for a person to judge."""
        lefts, rights = self._ends(entity)
        for left in lefts:
            for right in rights:
                yield IdentityStatement(
                    id=self._id("similar", entity.id, left, right),
                    source=self.source,
                    stated_at=self.stated,
                    record=entity.id,
                    change=self.change,
                    place=self.place,
                    left=self._iri(left),
                    right=self._iri(right),
                    judgement=Judgement.UNSURE,
                    reason=entity.first("criteria") or "similar",
                )

    def _told(self, entity: Entity, about: str, attributes: tuple[Attribute, ...]) -> EntityStatement:
        return EntityStatement(
            id=self._id("told", entity.id, about),
            source=self.source,
            stated_at=self.stated,
            record=entity.id,
            change=self.change,
            place=self.place,
            entity=self._iri(about),
            kind=Kind.UNKNOWN,
            attributes=attributes,
            evidence=self._evidence(entity),
        )

    def _same(self, entity: Entity, right: str, reason: str) -> IdentityStatement:
        return IdentityStatement(
            id=self._id("same", entity.id, right),
            source=self.source,
            stated_at=self.stated,
            record=entity.id,
            change=self.change,
            place=self.place,
            left=self._iri(entity.id),
            right=right,
            reason=reason,
        )

    def _ends(self, entity: Entity) -> tuple[Sequence[str], Sequence[str]]:
        left, right = (entity.all(name) for name in ENDS[entity.schema])
        if not left or not right:
            raise RecordError("MISSING_END", f"the {entity.schema} does not name both of its ends", "load the whole data set")
        return left, right

    def _evidence(self, entity: Entity) -> tuple[Evidence, ...]:
        urls = [url for url in entity.all("sourceUrl") if url.startswith(("http://", "https://"))]
        return tuple([Evidence(source=self.source, url=url) for url in urls])

    def _iri(self, identity: str) -> str:
        return self.context.base.identifier("ftm", identity)

    def _id(self, *key: str) -> str:
        return self.context.base.statement(self.source, *key, self.version)


def _start(head: bytes) -> bytes:
    return head.removeprefix(codecs.BOM_UTF8).lstrip()


def _lines(start: bytes) -> bool:
    """Whether the first line is a record by itself."""
    first, feed, _ = start.partition(b"\n")
    try:
        record = msgspec.json.decode(first) if feed else None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False
    return isinstance(record, dict) and not any(key in record for key in _LISTS)


def _date(file: Path) -> str | None:
    """The day in the file's name, as the publishers write it there."""
    match = _DAY.search(file.name)
    try:
        return check_date("-".join(match.groups())) if match else None
    except RecordError:
        return None
