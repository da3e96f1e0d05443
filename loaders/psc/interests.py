"""The interests of a line: what a holder holds, and what a company states in place of naming one.

An interest held *as a member of a firm* or *with control over a trust* is the firm's or the trust's: the holder has influence over that
arrangement, and the arrangement holds the interest in the company once, however many of its members report it.
"""

from __future__ import annotations

from typing import Final

from loaders.contract import LoadContext
from loaders.psc.codes import COMPANY_STATEMENTS, UNKNOWN, Nature, describe_reason, find_reason, parse_natures
from loaders.psc.entities import describe_arrangement
from loaders.psc.model import Data
from loaders.psc.record import RecordContext, read_day
from ontology.statements import REGISTER_STATEMENT, Attribute, EntityStatement, Interest, InterestStatement, Kind, Reason, Statement, Status

REGISTER_BEGAN: Final = "2016-04-06"
BEGAN_NOTE: Final = "held on 2016-04-06, the day on which the register began; it may have begun before"
_NO_NATURE: Final = (("", UNKNOWN),)

Period = tuple[str | None, str | None, Status, str | None]
"""First day, last day, status, note: when something holds.  A plain tuple, because every line has one."""


def read_period(data: Data, context: LoadContext) -> Period:
    """Return when the line holds.  A line that ceased on no known day is former: it held until an unknown day before it was stated."""
    start = read_day(data.notified_on, context)
    if data.ceased_on is None and not data.ceased:
        return start, None, Status.IN_EFFECT, BEGAN_NOTE if start == REGISTER_BEGAN else None
    end = read_day(data.ceased_on, context)
    if end is None:
        if data.ceased or data.ceased_on:
            context.warn("CEASED_WITHOUT_DATE")
            return start, None, Status.FORMER, None
    elif start is not None and end < start:
        context.warn("DATES_BACKWARDS")
        return None, None, Status.FORMER, f"notified on {start}, ceased on {end}, as the source has it"
    return start, end, Status.IN_EFFECT, BEGAN_NOTE if start == REGISTER_BEGAN else None


def list_interests(record: RecordContext, data: Data, holder: str, subject: str, *, beneficial: bool | None) -> list[Statement]:
    """Return the interests of a holder in the company ``subject``, one a nature of control, each behind its arrangement.

    ``beneficial``: whether the holder holds for itself.
    """
    context = record.context
    start, end, status, note = read_period(data, context)
    statements: list[Statement] = []
    codes = data.natures_of_control
    if not codes:
        context.warn("NO_NATURE")
    for count, (code, nature) in enumerate(parse_natures(codes) if codes else _NO_NATURE):
        if nature is UNKNOWN and code:
            context.warn("UNKNOWN_NATURE")
        if nature.through is not None:
            arrangement = describe_arrangement(context.base, record.source, record.company, nature.through, nature.band)
            statements += (
                arrangement,
                InterestStatement(
                    id=f"{record.stem}-{count}-influence",
                    source=record.source,
                    stated_at=record.stated_at,
                    record=record.record,
                    change=record.change,
                    place=record.place,
                    holder=holder,
                    subject=arrangement.entity,
                    interest=_find_role(nature),
                    status=status,
                    valid_from=start,
                    valid_until=end,
                    details=code,
                    note=note,
                    beneficial=beneficial,
                ),
            )
        statements.append(
            InterestStatement(
                id=f"{record.stem}-{count}",
                source=record.source,
                stated_at=record.stated_at,
                record=record.record,
                change=record.change,
                place=record.place,
                holder=holder if nature.through is None else arrangement.entity,
                subject=subject,
                interest=nature.interest,
                share=nature.share,
                status=status,
                valid_from=start,
                valid_until=end,
                details=code or None,
                note=note,
                beneficial=beneficial if nature.through is None else None,
            )
        )
    return statements


def _find_role(nature: Nature) -> Interest:
    """Return what the holder is of the trust or firm."""
    return Interest.TRUSTEE if nature.trustee else Interest.OTHER_INFLUENCE_OR_CONTROL


def make_unnamed(
    record: RecordContext, subject: str, reason: Reason, code: str | None, period: Period, key: str = "0"
) -> InterestStatement:
    """Return an interest of somebody who is not named.  ``code``: the register's, for why; ``key`` tells it from others of the line."""
    start, end, status, note = period
    return InterestStatement(
        id=f"{record.stem}-{key}",
        source=record.source,
        stated_at=record.stated_at,
        record=record.record,
        change=record.change,
        place=record.place,
        holder=None,
        holder_reason=reason,
        subject=subject,
        interest=Interest.UNKNOWN,
        status=status,
        valid_from=start,
        valid_until=end,
        details=describe_reason(code) if code else None,
        note=note,
    )


def map_company_statement(record: RecordContext, data: Data, subject: str) -> Statement:
    """Return what a company states in place of naming anybody.

    A report that nothing changed is an attribute of the company and claims no holder.
    """
    code = (data.statement or "").strip()
    start, end, status, note = read_period(data, record.context)
    reason = find_reason(code)
    if code in COMPANY_STATEMENTS and reason is None:
        return EntityStatement(
            id=f"{record.stem}-report",
            source=record.source,
            stated_at=record.stated_at,
            record=record.record,
            change=record.change,
            place=record.place,
            entity=subject,
            kind=Kind.COMPANY,
            attributes=(Attribute(name=REGISTER_STATEMENT, value=describe_reason(code), at=start),),
        )
    if reason is None:
        record.context.warn("UNKNOWN_STATEMENT")
    # The day on which the register began is no special day for what a company states of itself.
    notes = [note] if note and note != BEGAN_NOTE else []
    if data.linked_psc_name:
        notes.append(f"about {data.linked_psc_name}")
    if data.restrictions_notice_withdrawal_reason:
        notes.append(f"restrictions notice withdrawn: {data.restrictions_notice_withdrawal_reason}")
    return make_unnamed(record, subject, reason or Reason.UNKNOWN, code or None, (start, end, status, "; ".join(notes) or None))


def list_exemptions(record: RecordContext, data: Data, subject: str) -> list[Statement]:
    """Return each period in which the company need not state who controls it."""
    context = record.context
    statements: list[Statement] = []
    for name, exemption in (data.exemptions or {}).items():
        for item in exemption.items or ():
            start, end, note = read_day(item.exempt_from, context), read_day(item.exempt_to, context), None
            if start is not None and end is not None and end < start:
                context.warn("DATES_BACKWARDS")
                start, end, note = None, None, f"exempt from {start} to {end}, as the source has it"
            status = Status.FORMER if note or (item.exempt_to and end is None) else Status.IN_EFFECT
            if item.exempt_to and end is None and not note:
                context.warn("CEASED_WITHOUT_DATE")
            code, key = exemption.exemption_type or name, str(len(statements))
            statements.append(make_unnamed(record, subject, Reason.SUBJECT_EXEMPT, code, (start, end, status, note), key))
    always = (None, None, Status.IN_EFFECT, None)
    return statements or [make_unnamed(record, subject, Reason.SUBJECT_EXEMPT, "exemptions", always)]
