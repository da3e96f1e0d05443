"""One line of the register, or one event of its stream, as statements.

Owns what the kinds of line say.  An interest held *as a member of a firm* or *with control over a trust* is the firm's or the trust's:
the holder has influence over that arrangement, and the arrangement holds the interest in the company once, however many of its members
report it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from loaders.contract import LoadContext, RawRecord
from loaders.psc import entities, identifiers
from loaders.psc.codes import UNKNOWN, Nature, meanings
from loaders.psc.model import Data, Line, read
from loaders.psc.record import Said, arrangement, company, company_iri, company_of
from loaders.psc.warnings import KINDS_OF_STATEMENT, reason_of
from ontology.errors import RecordError
from ontology.statements import (
    Attribute,
    Change,
    EntityStatement,
    IdentityStatement,
    Interest,
    InterestStatement,
    Kind,
    Reason,
    Statement,
    Status,
)

_NO_DATA: Final = Data()
_NO_NATURE: Final = (("", UNKNOWN),)
_STATEMENT: Final = "persons-with-significant-control-statement"
_HELD: Final = ("-person-with-significant-control", "-beneficial-owner")
REGISTER_BEGAN: Final = "2016-04-06"
BEGAN_NOTE: Final = "held on 2016-04-06, the day on which the register began; it may have begun before"


@dataclass(frozen=True, slots=True)
class Controls:
    """The register's lines, one by one.  ``date``: the day of the file."""

    source: str
    date: str | None

    def map_record(self, raw_record: RawRecord, context: LoadContext) -> list[Statement]:
        line, left_out = read(raw_record)
        if left_out:
            context.warn("BAD_FIELD")
        data = line.data or _NO_DATA
        kind = data.kind or ""
        if line.event is not None and line.event.type == "deleted":
            return [_deleted(self._said(line, data, raw_record, context, ""))]
        if kind.startswith("totals#"):
            context.warn("TOTALS")
            return []
        held = entities.KINDS.get(kind)
        if held is None and not (kind in ("exemptions", _STATEMENT) or kind.endswith(_HELD)):
            what = f"the register has no kind {kind[:60]!r}" if kind else "the record has no kind"
            raise RecordError("UNKNOWN_KIND_OF_RECORD", what, "load the lines of a snapshot or of the stream")
        said = self._said(line, data, raw_record, context, company_of(line, context))
        subject = company(context.base, self.source, said.number, data.company_name)
        if held is not None:
            return [subject, *_held(said, data, held, subject.entity)]
        if kind == "exemptions":
            return [subject, *_exemptions(said, data, subject.entity)]
        if kind == _STATEMENT:
            return [subject, _stated(said, data, subject.entity)]
        if kind.startswith("super-secure-"):
            return [subject, _unnamed(said, subject.entity, Reason.PARTY_EXEMPT, kind, period(data, context))]
        context.warn("UNKNOWN_KIND_OF_HOLDER")
        return [subject, *_held(said, data, Kind.UNKNOWN, subject.entity)]

    def _said(self, line: Line, data: Data, raw_record: RawRecord, context: LoadContext, number: str) -> Said:
        place, event = raw_record.locate(context), line.event
        record = line.resource_uri or (data.links.self if data.links else None) or data.etag or place.sha256 or ""
        if event is None:
            version, change, stated = data.etag or place.sha256 or "", Change.NEW, self.date
            if line.content_date:
                stated = entities.day(line.content_date, context) or stated
        else:
            version = event.published_at or place.sha256 or "" if event.timepoint is None else str(event.timepoint)
            change, stated = Change.UPDATED, entities.day(event.published_at, context) or self.date
        # One digest a line: what its statements are told apart by follows it.
        stem = context.base.statement(self.source, record, version)
        return Said(context, self.source, record, number, stem, stated, change, place)


Period = tuple[str | None, str | None, Status, str | None]


def period(data: Data, context: LoadContext) -> Period:
    """When it began and ceased, whether it is over, and a note."""
    start = entities.day(data.notified_on, context)
    if data.ceased_on is None and not data.ceased:
        return start, None, Status.IN_EFFECT, BEGAN_NOTE if start == REGISTER_BEGAN else None
    end = entities.day(data.ceased_on, context)
    if end is None:
        if data.ceased or data.ceased_on:
            context.warn("CEASED_WITHOUT_DATE")
            return start, None, Status.FORMER, None
    elif start is not None and end < start:
        context.warn("DATES_BACKWARDS")
        return None, None, Status.FORMER, f"notified on {start}, ceased on {end}, as the source has it"
    return start, end, Status.IN_EFFECT, BEGAN_NOTE if start == REGISTER_BEGAN else None


def _held(said: Said, data: Data, told: Kind, subject: str) -> list[Statement]:
    """A holder and its interests."""
    context, source, stem, place, record = said.context, said.source, said.stem, said.place, said.record
    base = context.base
    holder = base.record(source, record)
    identified = identifiers.number(data.identification, said.number, context) if data.identification is not None else None
    found: list[Statement] = [
        EntityStatement(
            id=f"{stem}-party",
            source=source,
            stated_at=said.stated,
            record=record,
            change=said.change,
            place=place,
            entity=holder,
            kind=entities.kind(data, told),
            names=entities.names(data),
            identifiers=(identified,) if identified is not None else (),
            addresses=entities.addresses(data),
            attributes=entities.attributes(data, context),
        )
    ]
    if identified is not None and identified.scheme == identifiers.SCHEME:
        found.append(
            IdentityStatement(
                id=f"{stem}-same",
                source=source,
                stated_at=said.stated,
                place=place,
                left=holder,
                right=company_iri(base, identified.value),
                reason="the record names this identifier",
            )
        )
    start, end, status, note = period(data, context)
    beneficial = True if told is Kind.PERSON else None
    codes = data.natures_of_control
    if not codes:
        context.warn("NO_NATURE")
    for count, (code, meant) in enumerate(meanings(codes) if codes else _NO_NATURE):
        if meant is UNKNOWN and code:
            context.warn("UNKNOWN_NATURE")
        if meant.through is not None:
            between = arrangement(base, source, said.number, meant.through, meant.band)
            found += (
                between,
                InterestStatement(
                    id=f"{stem}-{count}-influence",
                    source=source,
                    stated_at=said.stated,
                    record=record,
                    change=said.change,
                    place=place,
                    holder=holder,
                    subject=between.entity,
                    interest=_role(meant),
                    status=status,
                    valid_from=start,
                    valid_until=end,
                    details=code,
                    note=note,
                    beneficial=beneficial,
                ),
            )
        found.append(
            InterestStatement(
                id=f"{stem}-{count}",
                source=source,
                stated_at=said.stated,
                record=record,
                change=said.change,
                place=place,
                holder=holder if meant.through is None else between.entity,
                subject=subject,
                interest=meant.interest,
                share=meant.share,
                status=status,
                valid_from=start,
                valid_until=end,
                details=code or None,
                note=note,
                beneficial=beneficial if meant.through is None else None,
            )
        )
    return found


def _role(meant: Nature) -> Interest:
    return Interest.TRUSTEE if meant.trustee else Interest.OTHER_INFLUENCE_OR_CONTROL


def _unnamed(said: Said, subject: str, reason: Reason, details: str | None, when: Period, key: str = "0") -> InterestStatement:
    start, end, status, note = when
    return InterestStatement(
        id=f"{said.stem}-{key}",
        source=said.source,
        stated_at=said.stated,
        record=said.record,
        change=said.change,
        place=said.place,
        holder=None,
        holder_reason=reason,
        subject=subject,
        interest=Interest.UNKNOWN,
        status=status,
        valid_from=start,
        valid_until=end,
        details=details,
        note=note,
    )


def _stated(said: Said, data: Data, subject: str) -> Statement:
    """What the company says instead of naming somebody; a report that nothing changed is a fact about the company and claims no holder."""
    code = (data.statement or "").strip()
    start, end, status, note = period(data, said.context)
    reason = reason_of(code)
    if code in KINDS_OF_STATEMENT and reason is None:
        return EntityStatement(
            id=f"{said.stem}-report",
            source=said.source,
            stated_at=said.stated,
            record=said.record,
            change=said.change,
            place=said.place,
            entity=subject,
            kind=Kind.COMPANY,
            attributes=(Attribute(name="register-statement", value=code, at=start),),
        )
    if reason is None:
        said.context.warn("UNKNOWN_STATEMENT")
    about = [f"about {data.linked_psc_name}"] if data.linked_psc_name else []
    if data.restrictions_notice_withdrawal_reason:
        about.append(f"restrictions notice withdrawn: {data.restrictions_notice_withdrawal_reason}")
    # The day on which the register began is no special day for what a company says of itself.
    kept = [note] if note and note != BEGAN_NOTE else []
    return _unnamed(said, subject, reason or Reason.UNKNOWN, code or None, (start, end, status, "; ".join(kept + about) or None))


def _exemptions(said: Said, data: Data, subject: str) -> list[Statement]:
    """Each span for which the company need not say who controls it."""
    context = said.context
    found: list[Statement] = []
    for name, exemption in (data.exemptions or {}).items():
        for item in exemption.items or ():
            start, end, note = entities.day(item.exempt_from, context), entities.day(item.exempt_to, context), None
            if start is not None and end is not None and end < start:
                context.warn("DATES_BACKWARDS")
                start, end, note = None, None, f"exempt from {start} to {end}, as the source has it"
            status = Status.FORMER if note or (item.exempt_to and end is None) else Status.IN_EFFECT
            if item.exempt_to and end is None and not note:
                context.warn("CEASED_WITHOUT_DATE")
            details = exemption.exemption_type or name
            found.append(_unnamed(said, subject, Reason.SUBJECT_EXEMPT, details, (start, end, status, note), str(len(found))))
    return found or [_unnamed(said, subject, Reason.SUBJECT_EXEMPT, "exemptions", (None, None, Status.IN_EFFECT, None))]


def _deleted(said: Said) -> InterestStatement:
    """What the record said is no longer in the register."""
    return InterestStatement(
        id=f"{said.stem}-deleted",
        source=said.source,
        stated_at=said.stated,
        record=said.record,
        change=Change.CLOSED,
        place=said.place,
        holder=None,
        holder_reason=Reason.UNKNOWN_TO_PUBLISHER,
        subject=None,
        subject_reason=Reason.UNKNOWN_TO_PUBLISHER,
    )
