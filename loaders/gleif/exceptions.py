"""Reporting exceptions: why an entity names no parent, kept as an interest without a name, so that an answer can tell.

The reasons speak of parents that consolidate in their accounts.  They say nothing of who owns how much, so the interest is unknown and
gives no control, and none of them says that there are no beneficial owners.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from loaders.gleif.model import ExceptionRecord
from loaders.gleif.record import Saying
from ontology.errors import RecordError
from ontology.statements import Change, Directness, Interest, InterestStatement, Reason, Statement

REASONS: Final = {
    "NO_KNOWN_PERSON": Reason.SUBJECT_UNABLE,
    "NATURAL_PERSONS": Reason.UNKNOWN_TO_PUBLISHER,
    "NON_CONSOLIDATING": Reason.UNKNOWN_TO_PUBLISHER,
    "NO_LEI": Reason.UNKNOWN_TO_PUBLISHER,
    "NON_PUBLIC": Reason.NOT_PROVIDED,
    "CONSENT_NOT_OBTAINED": Reason.NOT_PROVIDED,
    "BINDING_LEGAL_COMMITMENTS": Reason.NOT_PROVIDED,
    "DETRIMENT_NOT_EXCLUDED": Reason.NOT_PROVIDED,
    "DISCLOSURE_DETRIMENTAL": Reason.NOT_PROVIDED,
    "LEGAL_OBSTACLES": Reason.SUBJECT_EXEMPT,
}
"""Nobody is known to control it; people or companies that do not consolidate control it, or a parent has no LEI, and the register does
not name them; a parent is withheld; the law forbids to name it."""

CATEGORIES: Final = {
    "DIRECT_ACCOUNTING_CONSOLIDATION_PARENT": Directness.DIRECT,
    "ULTIMATE_ACCOUNTING_CONSOLIDATION_PARENT": Directness.INDIRECT,
}


def statements(record: ExceptionRecord, saying: Saying) -> Iterator[Statement]:
    lei = saying.lei(record.lei)
    if record.category not in CATEGORIES:
        if not record.category:
            raise RecordError("MISSING_ID", "the exception names no category", "check the record at its register")
        saying.context.warn("UNKNOWN_EXCEPTION")
    reasons = [reason for reason in record.reasons if reason]
    known = [REASONS[reason] for reason in reasons if reason in REASONS]
    if len(known) < max(1, len(reasons)):
        saying.context.warn("UNKNOWN_REASON")
    key = f"{lei}|{record.category}"
    closed = record.deleted is not None
    deleted = saying.day(record.deleted) if record.deleted else None
    evidence = saying.evidence(*record.references)
    addresses = {piece.url for piece in evidence}
    rest = [reference for reference in record.references if reference and reference not in addresses]
    yield InterestStatement(
        id=saying.statement(key),
        source=saying.source,
        stated_at=deleted or saying.day(record.updated) or saying.said,
        record=key,
        change=Change.CLOSED if closed else Change.NEW,
        place=saying.place,
        evidence=evidence,
        note=f"reference: {'; '.join(rest)}" if rest else None,
        holder=None,
        holder_reason=known[0] if known else Reason.UNKNOWN,
        subject=saying.party(lei),
        interest=Interest.UNKNOWN,
        direct=CATEGORIES.get(record.category, Directness.UNKNOWN),
        details=f"{record.category}: {', '.join(reasons) or 'no reason given'}",
    )
