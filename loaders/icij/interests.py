"""Edges as interests: each is alleged only, and one of an intermediary is unknown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from loaders.icij.codes import MEDIATOR_EDGES, OFFICER_EDGES, interpret_link, is_similarity
from loaders.icij.record import RecordContext
from ontology.errors import RecordError
from ontology.statements import IdentityStatement, Interest, InterestStatement, Judgement, Statement, Status

_OVER: Final = re.compile(r"\b(?:inactive|resigned|ceased|former|terminated|removed)\b", re.IGNORECASE)


def list_interests(record: RecordContext, cells: dict[str, str], scheme: str) -> Iterator[Statement]:
    """Yield the interests of an edge; of a guess that two nodes are one the identity, for a person to judge; nothing of an address.

    ``scheme``: of the numbers at the ends of edges.  Raises RecordError MISSING_END.
    """
    start, end, edge_type = cells.get("start"), cells.get("end"), cells.get("type", "")
    if start is None or end is None:
        raise RecordError("MISSING_END", "the edge does not name both of its ends", "check that the file is not damaged there")
    kind = " ".join(edge_type.lower().replace("_", " ").split())
    link = cells.get("link") or edge_type.replace("_", " ")
    context, base = record.context, record.context.base
    left, right = base.identifier(scheme, start), base.identifier(scheme, end)
    if is_similarity(edge_type):
        yield IdentityStatement(
            id=record.make_id("edge", start, end),
            source=record.source,
            stated_at=record.stated_at,
            place=record.place,
            left=left,
            right=right,
            judgement=Judgement.UNSURE,
            reason=f"the publisher's guess: {link}",
        )
        return
    words = link if kind in OFFICER_EDGES or kind == link.lower() else kind
    meaning = interpret_link(words)
    if meaning.is_address:
        context.warn("ADDRESS")
        return
    if not meaning.is_known and kind not in MEDIATOR_EDGES:
        context.warn("UNKNOWN_LINK")
    notes = [f"status: {cells['status']}"] if "status" in cells else []
    valid_from, valid_until = record.read_period(cells.get("start_date"), cells.get("end_date"), notes)
    note = "; ".join(notes) or None
    # An edge with a last day held before it; that it did is still no more than alleged.
    is_over = valid_until is None and ("end_date" in cells or _OVER.search(cells.get("status", "")) is not None)
    details = link if kind in OFFICER_EDGES or link == words else f"{words}: {link}"
    for number, role in enumerate(meaning.roles):
        yield InterestStatement(
            id=record.make_id("edge", start, end, number=number),
            source=record.source,
            stated_at=record.stated_at,
            place=record.place,
            note=note,
            holder=left,
            subject=right,
            interest=Interest.UNKNOWN if kind in MEDIATOR_EDGES else role.interest,
            share=role.share,
            direct=role.direct,
            status=Status.FORMER if is_over or (role.is_former and not valid_until) else Status.ALLEGED,
            valid_from=valid_from,
            valid_until=valid_until,
            details=details,
            beneficial=role.beneficial,
        )
