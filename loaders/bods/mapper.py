"""One BODS record as statements: its version, its series, and what kind of record it is.

Owns the order of the questions.  What a party or a relationship says is read in ``parties`` and ``relationships``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from loaders.bods import codes
from loaders.bods import record as record_module
from loaders.bods.entities import entity, person
from loaders.bods.interests import closing, relationship
from loaders.bods.model import Annotation, Details, Record, decode
from loaders.bods.record import Said
from loaders.bods.series import Place, Series
from loaders.contract import LoadContext, RawRecord
from ontology.errors import RecordError
from ontology.statements import Change, IdentityStatement, Statement

_VERSION: Final = re.compile(r"^0\.([1-4])(?:\.|$)")


@dataclass(frozen=True, slots=True)
class BodsMapper:
    """``series`` remembers what was replaced where records are mapped in order; None where each is mapped by itself.

    What is remembered shows in the ``repr``, which says of a block of records how it was mapped.
    """

    source: str
    date: str | None
    series: Series | None = None
    by_statement: bool = False
    """Whether records of 0.4 speak of parties by the id of a statement about them, as up to 0.3."""

    def map_record(self, raw_record: RawRecord, context: LoadContext) -> list[Statement]:
        """Raises RecordError with one of ``reports.REJECTS``."""
        record, repaired = decode(raw_record.raw)
        warnings = {"WRONG_TYPE"} if repaired else set()
        found = list(self._statements(record, raw_record, context, warnings))
        for code in sorted(warnings):
            context.warn(code)
        return found

    def _statements(self, record: Record, raw_record: RawRecord, context: LoadContext, warnings: set[str]) -> Iterator[Statement]:
        kind = codes.RECORDS.get(record.record_type or record.statement_type or "")
        if kind is None:
            raise RecordError(
                "UNKNOWN_KIND_OF_RECORD",
                "recordType or statementType is none of the standard's",
                "write entity, person or relationship, up to 0.3 entityStatement and so on",
            )
        new = record.record_type is not None or record.record_details is not None
        statement = record.statement_id or record.statement_id_old
        key = record.record_id if new else statement
        if not statement or not key:
            raise RecordError("MISSING_ID", f"the record has no {'recordId' if statement else 'statementId'}", "give it its id")
        series = self.series or Series()
        where = Place(key) if new else series.place(key, record.replaces_statements or ())
        told = Said(
            base=context.base,
            source=self.source,
            record=where.key,
            key=f"{statement}\n{record.statement_date or ''}\n{record.record_status or ''}",
            stated_at=None,
            change=_change(record, new, warnings),
            place=raw_record.locate(context),
            evidence=record_module.evidence(self.source, record.source.url if record.source else None),
            old=_old(record, new, warnings),
            warnings=warnings,
        )
        told.stated_at = _stated(told, record) or self.date
        told.note += [text for one in record.annotations or () if (text := _annotated(one))]
        if where.split:
            told.warn("REPLACED_TWICE")
        details = record.record_details if new else record
        if details is None:
            if told.change is not Change.CLOSED:
                raise RecordError("NO_DETAILS", "the record has no recordDetails", "give what it describes")
            details = Details()
        if kind == "relationship":
            yield from relationship(
                told,
                details,
                lambda of: record_module.party(told.base, told.source, series.key(of)),
                lambda of: told.base.statement(told.source, "relationship", series.key(of)),
            )
            for other in where.others:
                yield closing(told, other)
        else:
            yield from (entity if kind == "entity" else person)(told, details, record_module.party(told.base, told.source, where.key))
            # What came earlier may have spoken of the party by the id of this statement, or of one that this replaces.
            if where.key != statement and (self.by_statement or not new):
                yield _joined(told, statement, "the statement is about this record")
            for other in where.others:
                yield _joined(told, other, "one statement replaces the other")


def _joined(told: Said, other: str, reason: str) -> IdentityStatement:
    """What another id names is the party of this record."""
    return IdentityStatement(
        id=told.id("joined", other),
        source=told.source,
        stated_at=told.stated_at,
        place=told.place,
        left=told.base.record(told.source, told.record),
        right=told.base.record(told.source, other),
        reason=reason,
    )


def _old(record: Record, new: bool, warnings: set[str]) -> bool:
    """Whether versions up to 0.3 say how the record is read: by its stated version, else by its shape."""
    stated = record.publication_details.bods_version if record.publication_details else None
    if not stated:
        return not new
    found = _VERSION.match(stated.strip())
    if found is None:
        warnings.add("UNKNOWN_VERSION")
        return not new
    old = found[1] != "4"
    if old is new:
        warnings.add("MIXED_VERSIONS")
    return old


def _change(record: Record, new: bool, warnings: set[str]) -> Change:
    if record.record_status is None or not new:
        return Change.UPDATED if record.replaces_statements else Change.NEW
    found = codes.CHANGES.get(record.record_status)
    if found is None:
        warnings.add("UNKNOWN_CODE")
    return found or Change.NEW


def _stated(told: Said, record: Record) -> str | None:
    """When the statement was made, else when it was published."""
    published = record.publication_details.publication_date if record.publication_details else None
    return told.day(record.statement_date) or told.day(published)


def _annotated(given: Annotation) -> str | None:
    parts = [part for part in (given.description, given.url) if part]
    return f"{given.motivation or 'note'}: {' '.join(parts)}" if parts else None
