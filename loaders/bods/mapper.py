"""One BODS record as statements: its version, its series, and which kind of record it is."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Final

from loaders.bods import codes
from loaders.bods.entities import describe_entity, describe_person
from loaders.bods.interests import close_series, list_interests
from loaders.bods.model import Annotation, Details, Record, decode
from loaders.bods.record import RecordContext, find_evidence, make_party_iri
from loaders.bods.series import Position, Series
from loaders.bods.sources import name_source
from loaders.contract import LoadContext, RawRecord
from ontology.errors import RecordError
from ontology.statements import Change, IdentityStatement, Source, Statement

_VERSION: Final = re.compile(r"^0\.([1-4])(?:\.|$)")
_NO_SERIES: Final = Series()
"""Where records are of 0.4 and say themselves of which series they are: nothing is added to it."""


@dataclass(frozen=True, slots=True)
class BodsMapper:
    """The records, each by itself where ``series`` is None; else in order, and ``series`` remembers what was replaced.  ``file``: the
    source of the file.

    What is remembered is part of the ``repr``, which tells how a block of records was mapped.
    """

    file: Source
    series: Series | None = None
    by_statement: bool = False
    """Whether records of 0.4 name parties by the id of a statement about them, as up to 0.3."""
    has_given_day: bool = False
    """Whether the caller gave the day of the file, which is that of all sources in it then."""

    def map_record(self, raw_record: RawRecord, context: LoadContext) -> list[Statement]:
        """Return the statements of a record.  Raises RecordError with one of ``warnings.REJECTS``."""
        fields, converted = decode(raw_record.raw)
        warnings = {"WRONG_TYPE"} if converted else set()
        statements = self._map(fields, raw_record, context, warnings)
        for code in sorted(warnings):
            context.warn(code)
        return statements

    def _map(self, fields: Record, raw_record: RawRecord, context: LoadContext, warnings: set[str]) -> list[Statement]:
        kind = codes.RECORD_KINDS.get(fields.record_type or fields.statement_type or "")
        if kind is None:
            raise RecordError(
                "UNKNOWN_KIND_OF_RECORD",
                "recordType or statementType is none of the standard's",
                "write entity, person or relationship, up to 0.3 entityStatement and so on",
            )
        is_new = fields.record_type is not None or fields.record_details is not None
        statement = fields.statement_id or fields.statement_id_old
        key = fields.record_id if is_new else statement
        if not statement or not key:
            raise RecordError("MISSING_ID", f"the record has no {'recordId' if statement else 'statementId'}", "give it its id")
        series = self.series or (_NO_SERIES if is_new else Series())
        position = Position(key) if is_new else series.add(key, fields.replaces_statements or ())
        file = self.file.id
        source = name_source(self.file, fields, context, has_given_day=self.has_given_day)
        record = RecordContext(
            context=context,
            feed=file,
            source=source,
            record=position.key,
            version=f"{statement}\n{fields.statement_date or ''}\n{fields.record_status or ''}",
            stated_at=None,
            change=_read_change(fields, warnings, is_new=is_new),
            place=raw_record.locate(context),
            evidence=find_evidence(source, fields.source.url if fields.source else None),
            is_old=_is_old(fields, warnings, is_new=is_new),
            warnings=warnings,
        )
        record.stated_at = _read_stated_at(record, fields) or self.file.date
        if fields.annotations:
            record.notes += [text for annotation in fields.annotations if (text := _describe_annotation(annotation))]
        if position.replaced_twice:
            record.warn("REPLACED_TWICE")
        details = fields.record_details if is_new else fields
        if details is None:
            if record.change is not Change.CLOSED:
                raise RecordError("NO_DETAILS", "the record has no recordDetails", "give what it describes")
            details = Details()
        base = context.base
        if kind == "relationship":
            statements = list_interests(
                record,
                details,
                lambda other: make_party_iri(base, file, series.find_key(other)),
                lambda other: base.statement(file, "relationship", series.find_key(other)),
            )
            return [*statements, *(close_series(record, other) for other in position.others)]
        describe = describe_entity if kind == "entity" else describe_person
        parties = describe(record, details, make_party_iri(base, file, position.key))
        # Earlier records may have named the party by the id of this statement, or of one that this replaces.
        if position.key != statement and (self.by_statement or not is_new):
            parties.append(_join(record, statement, "the statement is about this record"))
        return [*parties, *(_join(record, other, "one statement replaces the other") for other in position.others)]


def _join(record: RecordContext, other: str, reason: str) -> IdentityStatement:
    """Return that another id names the party of this record."""
    base = record.context.base
    return IdentityStatement(
        id=record.make_id("joined", other),
        source=record.source,
        stated_at=record.stated_at,
        place=record.place,
        left=base.record(record.feed, record.record),
        right=base.record(record.feed, other),
        reason=reason,
    )


def _is_old(fields: Record, warnings: set[str], *, is_new: bool) -> bool:
    """Whether the rules of versions up to 0.3 apply: by the record's stated version, else by its shape."""
    version = fields.publication_details.bods_version if fields.publication_details else None
    if not version:
        return not is_new
    is_old = _is_up_to_0_3(version)
    if is_old is None:
        warnings.add("UNKNOWN_VERSION")
        return not is_new
    if is_old is is_new:
        warnings.add("MIXED_VERSIONS")
    return is_old


@functools.lru_cache(maxsize=1_024)
def _is_up_to_0_3(version: str) -> bool | None:
    """Whether a version of the standard is one before 0.4; None for a text that is none."""
    match = _VERSION.match(version.strip())
    return None if match is None else match[1] != "4"


def _read_change(fields: Record, warnings: set[str], *, is_new: bool) -> Change:
    """Return what the statement does to its series."""
    if fields.record_status is None or not is_new:
        return Change.UPDATED if fields.replaces_statements else Change.NEW
    change = codes.CHANGES.get(fields.record_status)
    if change is None:
        warnings.add("UNKNOWN_CODE")
    return change or Change.NEW


def _read_stated_at(record: RecordContext, fields: Record) -> str | None:
    """Return the day on which the statement was made, else on which it was published."""
    published = fields.publication_details.publication_date if fields.publication_details else None
    return record.read_day(fields.statement_date) or record.read_day(published)


def _describe_annotation(annotation: Annotation) -> str | None:
    parts = [part for part in (annotation.description, annotation.url) if part]
    return f"{annotation.motivation or 'note'}: {' '.join(parts)}" if parts else None
