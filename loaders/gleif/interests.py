"""Level 2: a relationship as an interest of the parent in the child, a branch as its head office, an exception as a parent without a name.

Consolidation is accounting: it says who includes whom in its accounts, so it is control without a number, and a quantifier stays words.
What is ultimately consolidated restates the chain of what is directly so, and is marked as indirect.

The reasons of a reporting exception speak of parents that consolidate in their accounts.  They say nothing of who owns how much, so the
interest is unknown and gives no control, and none of them says that there are no beneficial owners.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from loaders.gleif.codes import BRANCH, EXCEPTION_DIRECTNESS, FEEDER, INTERESTS, REASON_WORDS, REASONS, WITHDRAWN
from loaders.gleif.model import ExceptionRecord, Period, RelationshipRecord
from loaders.gleif.record import RecordContext
from ontology.errors import RecordError
from ontology.statements import (
    Change,
    Directness,
    EntityStatement,
    Identifier,
    IdentityStatement,
    Interest,
    InterestStatement,
    Judgement,
    Kind,
    Reason,
    Statement,
    Status,
)

_VALID: Final = "RELATIONSHIP_PERIOD"
_NODE_TYPES: Final = ("LEI", "")


def map_relationship(record: RecordContext, fields: RelationshipRecord) -> Iterator[Statement]:
    """Yield the interest of a relationship, once for each of its periods; or the identity of a branch with its head office.

    Raises RecordError MISSING_ID, SELF_HOLDING.
    """
    kind = fields.type.replace("IS_FUND_MANAGED_BY", "IS_FUND-MANAGED_BY")
    if not (fields.start and fields.end and kind):
        raise RecordError("MISSING_ID", "the relationship lacks a side or its type", "check the record at its register")
    child, parent = _make_node_iri(record, fields.start, fields.start_type), _make_node_iri(record, fields.end, fields.end_type)
    if child == parent:
        raise RecordError("SELF_HOLDING", "the relationship has the same party on both sides", "check the record at its register")
    for party, node, scheme in ((child, fields.start, fields.start_type), (parent, fields.end, fields.end_type)):
        if scheme not in _NODE_TYPES:
            yield _describe_node(record, party, node, scheme)
    key = f"{fields.start}|{kind}|{fields.end}"
    change, stated_at = record.read_version(fields)
    is_withdrawn = fields.registration in WITHDRAWN
    # A duplicate is no version of the record that stands.
    series = f"{key}|DUPLICATE" if fields.registration == "DUPLICATE" else key
    if is_withdrawn:
        record.warn("WITHDRAWN_RECORD")
    elif fields.registration == "LAPSED":
        record.warn("LAPSED_REGISTRATION")
    periods = [period for period in fields.periods if period.type in (_VALID, "")]
    if kind == BRANCH:
        is_active = fields.status == "ACTIVE" and not any(period.end for period in periods)
        in_effect = change is not Change.CLOSED and not is_withdrawn and is_active
        if not in_effect:
            record.warn("BRANCH_ENDED")
        yield IdentityStatement(
            id=record.make_id(key),
            source=record.source,
            stated_at=stated_at,
            record=key,
            place=record.place,
            change=change,
            evidence=record.find_evidence(fields.reference),
            note=_join_notes(record, fields, []),
            left=child,
            right=parent,
            judgement=Judgement.SAME if in_effect else Judgement.UNSURE,
            reason="international branch of the same legal entity" if in_effect else "international branch that is not in effect",
        )
        return
    if kind not in INTERESTS:
        record.warn("UNKNOWN_INTEREST")
    interest, direct = INTERESTS.get(kind, (Interest.UNKNOWN, Directness.UNKNOWN))
    holder, subject = (child, parent) if kind == FEEDER else (parent, child)
    details = "; ".join(
        [
            kind,
            *(f"accounting standard {standard}" for standard in fields.standards if standard),
            *(f"quantifier {quantifier}" for quantifier in fields.quantifiers if quantifier),
        ]
    )
    for number, period in enumerate(periods or [Period(_VALID, "", "")]):
        start, end, note = record.read_period(period.start, period.end)
        notes = [f"relationship period {note}"] if note else []
        status = _find_status(record, fields, end)
        if status is Status.IN_EFFECT and period.end and end is None:
            status = Status.FORMER
        if is_withdrawn:
            notes += [f"relationship period {_describe_span(start, end)}"] if start or end else []
            # A period without a day: it counts on none, and says nothing against what another source states.
            start = end = start or stated_at
        yield InterestStatement(
            id=record.make_id(key, number),
            source=record.source,
            stated_at=stated_at,
            record=series,
            change=change,
            place=record.place,
            evidence=record.find_evidence(fields.reference),
            note=_join_notes(record, fields, notes),
            holder=holder,
            subject=subject,
            interest=interest,
            direct=direct,
            status=status,
            valid_from=start,
            valid_until=end,
            details=details,
        )


def map_exception(record: RecordContext, fields: ExceptionRecord) -> Iterator[Statement]:
    """Yield the interest of a parent that is not named, with the reason.  Raises RecordError MISSING_ID."""
    lei = record.read_lei(fields.lei)
    if fields.category not in EXCEPTION_DIRECTNESS:
        if not fields.category:
            raise RecordError("MISSING_ID", "the exception names no category", "check the record at its register")
        record.warn("UNKNOWN_EXCEPTION")
    codes = [code for code in fields.reasons if code]
    reasons = [REASONS[code] for code in codes if code in REASONS]
    if len(reasons) < max(1, len(codes)):
        record.warn("UNKNOWN_REASON")
    key = f"{lei}|{fields.category}"
    change, stated_at = record.read_version(fields)
    evidence = record.find_evidence(*fields.references)
    urls = {piece.url for piece in evidence}
    others = [reference for reference in fields.references if reference and reference not in urls]
    yield InterestStatement(
        id=record.make_id(key),
        source=record.source,
        stated_at=stated_at,
        record=key,
        change=change,
        place=record.place,
        evidence=evidence,
        note=f"reference: {'; '.join(others)}" if others else None,
        holder=None,
        holder_reason=reasons[0] if reasons else Reason.UNKNOWN,
        subject=record.make_party_iri(lei),
        interest=Interest.UNKNOWN,
        direct=EXCEPTION_DIRECTNESS.get(fields.category, Directness.UNKNOWN),
        details=f"{fields.category}: {', '.join(map(_describe_reason, codes)) or 'no reason given'}",
    )


def _describe_reason(code: str) -> str:
    return f"{code} ({REASON_WORDS[code]})" if code in REASON_WORDS else code


def _make_node_iri(record: RecordContext, node: str, kind: str) -> str:
    """Return the IRI of a side; one that no LEI names belongs to this source only."""
    if kind in _NODE_TYPES:
        return record.make_party_iri(record.read_lei(node))
    record.warn("NOT_A_LEI")
    return record.context.base.record(record.source, f"{kind}|{node}")


def _describe_node(record: RecordContext, party: str, node: str, scheme: str) -> EntityStatement:
    """Describe a side that no LEI names, by its own identifier."""
    key = f"{scheme}|{node}"
    return EntityStatement(
        id=record.make_id(key),
        source=record.source,
        stated_at=record.date,
        record=key,
        place=record.place,
        entity=party,
        kind=Kind.LEGAL_ENTITY,
        identifiers=(Identifier(scheme=scheme, value=node),),
    )


def _find_status(record: RecordContext, fields: RelationshipRecord, end: str | None) -> Status:
    if fields.registration in WITHDRAWN:
        return Status.DENIED
    if fields.status == "ACTIVE":
        return Status.IN_EFFECT
    if fields.status == "INACTIVE":
        return Status.IN_EFFECT if end else Status.FORMER
    record.warn("STATUS_NOT_SAID")
    return Status.ALLEGED


def _join_notes(record: RecordContext, fields: RelationshipRecord, notes: list[str]) -> str | None:
    """Return the notes with all that has no field: other periods, the registration, a reference that is no address."""
    for period in fields.periods:
        if period.type not in (_VALID, ""):
            days = _describe_span(period.start[:10], period.end[:10])
            notes.append(f"{period.type.lower().replace('_', ' ')} {days}")
    if fields.status not in ("ACTIVE", "INACTIVE"):
        notes.append(f"relationship status {fields.status or 'not given'}")
    if fields.registration not in ("PUBLISHED", ""):
        notes.append(f"registration {fields.registration}")
    if fields.reference and not record.find_evidence(fields.reference):
        notes.append(f"reference: {fields.reference}")
    return "; ".join(notes) or None


def _describe_span(start: str | None, end: str | None) -> str:
    return " ".join([*([f"from {start}"] if start else []), *([f"to {end}"] if end else [])])
