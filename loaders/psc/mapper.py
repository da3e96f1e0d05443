"""One line of the register, or one event of its stream, as statements: which kind of line it is decides what it states."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from loaders.common.statements import make_closing
from loaders.contract import LoadContext, RawRecord
from loaders.psc.codes import HOLDER_KINDS
from loaders.psc.entities import describe_company, describe_holder
from loaders.psc.interests import list_exemptions, list_interests, make_unnamed, map_company_statement, read_period
from loaders.psc.model import Data, decode
from loaders.psc.record import RecordContext, open_record, read_company_number
from ontology.errors import RecordError
from ontology.statements import Kind, Reason, Statement

_NO_DATA: Final = Data()
_STATEMENT: Final = "persons-with-significant-control-statement"
_HOLDER_SUFFIXES: Final = ("-person-with-significant-control", "-beneficial-owner")


@dataclass(frozen=True, slots=True)
class PscMapper:
    """The lines of the register, each by itself.  ``date``: the day of the file."""

    source: str
    date: str | None

    def map_record(self, raw_record: RawRecord, context: LoadContext) -> list[Statement]:
        """Return the statements of a line; none of one that only counts the others.  Raises RecordError."""
        line, left_out = decode(raw_record.raw)
        if left_out:
            context.warn("BAD_FIELD")
        data = line.data or _NO_DATA
        kind = data.kind or ""
        if line.event is not None and line.event.type == "deleted":
            record = open_record(line, raw_record, context, self.source, self.date, "")
            return [make_closing(f"{record.stem}-deleted", self.source, record.record, record.place, record.stated_at)]
        if kind.startswith("totals#"):
            context.warn("TOTALS")
            return []
        holder_kind = HOLDER_KINDS.get(kind)
        if holder_kind is None and not (kind in ("exemptions", _STATEMENT) or kind.endswith(_HOLDER_SUFFIXES)):
            what = f"the register has no kind {kind[:60]!r}" if kind else "the record has no kind"
            raise RecordError("UNKNOWN_KIND_OF_RECORD", what, "load the lines of a snapshot or of the stream")
        record = open_record(line, raw_record, context, self.source, self.date, read_company_number(line, context))
        company = describe_company(context.base, self.source, record.company, data.company_name)
        if holder_kind is not None:
            return [company, *_map_holder(record, data, holder_kind, company.entity)]
        if kind == "exemptions":
            return [company, *list_exemptions(record, data, company.entity)]
        if kind == _STATEMENT:
            return [company, map_company_statement(record, data, company.entity)]
        if kind.startswith("super-secure-"):
            return [company, make_unnamed(record, company.entity, Reason.PARTY_EXEMPT, kind, read_period(data, context))]
        context.warn("UNKNOWN_KIND_OF_HOLDER")
        return [company, *_map_holder(record, data, Kind.UNKNOWN, company.entity)]


def _map_holder(record: RecordContext, data: Data, kind: Kind, subject: str) -> list[Statement]:
    """Return a holder and its interests in the company ``subject``."""
    holder, identity = describe_holder(record, data, kind)
    beneficial = True if kind is Kind.PERSON else None
    statements: list[Statement] = [holder] if identity is None else [holder, identity]
    statements += list_interests(record, data, holder.entity, subject, beneficial=beneficial)
    return statements
