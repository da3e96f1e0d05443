"""Level 2: a relationship record as an interest of the parent in the child, or as the identity of a branch with its head office.

Consolidation is accounting: it says who includes whom in its accounts, so it is control without a number, and a quantifier stays words.
What is ultimately consolidated restates the chain of what is directly so, and is marked as indirect.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from loaders.gleif.model import Period, RelationshipRecord
from loaders.gleif.record import WITHDRAWN, Saying
from ontology.errors import RecordError
from ontology.statements import Change, Directness, IdentityStatement, Interest, InterestStatement, Judgement, Statement, Status

INTERESTS: Final = {
    "IS_DIRECTLY_CONSOLIDATED_BY": (Interest.OTHER_INFLUENCE_OR_CONTROL, Directness.DIRECT),
    "IS_ULTIMATELY_CONSOLIDATED_BY": (Interest.OTHER_INFLUENCE_OR_CONTROL, Directness.INDIRECT),
    "IS_FUND-MANAGED_BY": (Interest.RIGHTS_BY_CONTRACT, Directness.DIRECT),
    "IS_SUBFUND_OF": (Interest.RIGHTS_BY_CONTRACT, Directness.DIRECT),
    "IS_FEEDER_TO": (Interest.RIGHTS_BY_CONTRACT, Directness.DIRECT),
}
"""What a type of relationship gives, and how directly."""

BRANCH: Final = "IS_INTERNATIONAL_BRANCH_OF"
FEEDER: Final = "IS_FEEDER_TO"
"""A feeder invests in its master: here the start is the holder."""

_VALID: Final = "RELATIONSHIP_PERIOD"
_NODE_TYPES: Final = ("LEI", "")


def statements(record: RelationshipRecord, saying: Saying) -> Iterator[Statement]:
    kind = record.type.replace("IS_FUND_MANAGED_BY", "IS_FUND-MANAGED_BY")
    if not (record.start and record.end and kind):
        raise RecordError("MISSING_ID", "the relationship lacks a side or its type", "check the record at its register")
    child, parent = _party(record.start, record.start_type, saying), _party(record.end, record.end_type, saying)
    if child == parent:
        raise RecordError("SELF_HOLDING", "the relationship has the same party on both sides", "check the record at its register")
    key = f"{record.start}|{kind}|{record.end}"
    closed = record.deleted is not None
    deleted = saying.day(record.deleted) if record.deleted else None
    stated = deleted or (saying.said if closed else None) or saying.day(record.updated) or saying.said
    withdrawn = record.registration in WITHDRAWN
    if withdrawn:
        saying.context.warn("WITHDRAWN_RECORD")
    elif record.registration == "LAPSED":
        saying.context.warn("LAPSED_REGISTRATION")
    periods = [period for period in record.periods if period.type in (_VALID, "")]
    if kind == BRANCH:
        holds = not closed and not withdrawn and record.status == "ACTIVE" and not any(period.end for period in periods)
        if not holds:
            saying.context.warn("BRANCH_ENDED")
        yield IdentityStatement(
            id=saying.statement(key),
            source=saying.source,
            stated_at=stated,
            record=key,
            place=saying.place,
            change=Change.CLOSED if closed else Change.NEW,
            evidence=saying.evidence(record.reference),
            note=_note(record, [], saying),
            left=child,
            right=parent,
            judgement=Judgement.SAME if holds else Judgement.UNSURE,
            reason="international branch of the same legal entity" if holds else "international branch that is not in effect",
        )
        return
    if kind not in INTERESTS:
        saying.context.warn("UNKNOWN_INTEREST")
    interest, direct = INTERESTS.get(kind, (Interest.UNKNOWN, Directness.UNKNOWN))
    holder, subject = (child, parent) if kind == FEEDER else (parent, child)
    details = "; ".join(
        [
            kind,
            *(f"accounting standard {standard}" for standard in record.standards if standard),
            *(f"quantifier {quantifier}" for quantifier in record.quantifiers if quantifier),
        ]
    )
    for number, period in enumerate(periods or [Period(_VALID, "", "")]):
        begun, ended, backwards = saying.period(period.start, period.end)
        notes = [f"relationship period {backwards}"] if backwards else []
        status = _status(record, ended, saying)
        if withdrawn:
            notes += [f"relationship period {_span(begun, ended)}"] if begun or ended else []
            begun = ended = None
        yield InterestStatement(
            id=saying.statement(key, number),
            source=saying.source,
            stated_at=stated,
            record=key,
            change=Change.CLOSED if closed else Change.NEW,
            place=saying.place,
            evidence=saying.evidence(record.reference),
            note=_note(record, notes, saying),
            holder=holder,
            subject=subject,
            interest=interest,
            direct=direct,
            status=status,
            valid_from=begun,
            valid_until=ended,
            details=details,
        )


def _party(node: str, kind: str, saying: Saying) -> str:
    if kind in _NODE_TYPES:
        return saying.party(saying.lei(node))
    saying.context.warn("NOT_A_LEI")
    return saying.context.base.record(saying.source, f"{kind}|{node}")


def _status(record: RelationshipRecord, ended: str | None, saying: Saying) -> Status:
    if record.registration in WITHDRAWN:
        return Status.FORMER
    if record.status == "ACTIVE":
        return Status.IN_EFFECT
    if record.status == "INACTIVE":
        return Status.IN_EFFECT if ended else Status.FORMER
    saying.context.warn("STATUS_NOT_SAID")
    return Status.ALLEGED


def _note(record: RelationshipRecord, notes: list[str], saying: Saying) -> str | None:
    """What has no field: other periods, what the registration says, a reference that is no address."""
    for period in record.periods:
        if period.type not in (_VALID, ""):
            days = _span(period.start[:10], period.end[:10])
            notes.append(f"{period.type.lower().replace('_', ' ')} {days}")
    if record.status not in ("ACTIVE", "INACTIVE"):
        notes.append(f"relationship status {record.status or 'not given'}")
    if record.registration not in ("PUBLISHED", ""):
        notes.append(f"registration {record.registration}")
    if record.reference and not saying.evidence(record.reference):
        notes.append(f"reference: {record.reference}")
    return "; ".join(notes) or None


def _span(begun: str | None, ended: str | None) -> str:
    return " ".join([*([f"from {begun}"] if begun else []), *([f"to {ended}"] if ended else [])])
