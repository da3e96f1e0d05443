"""The generic table (docs/reference/table.md) as an export: what leaves can come in again.

A row is one direct holding as it stands.  What a row cannot say is left out and counted, never said in part: the loader reads each row as
a direct holding of its own, so a summary of a chain or an older version of a record would be counted twice.
"""

from __future__ import annotations

import csv
import io
import re
from typing import BinaryIO, Final

from graph.exports.current import CurrentStatements, find_status
from graph.exports.request import ExportRequest
from graph.generation.party import is_stand_in
from ontology.errors import RecordError
from ontology.shares import Share, format_exactly, format_percent
from ontology.statements import Directness, Interest, InterestStatement, Kind
from ontology.table import TABLE_COLUMNS

_KINDS: Final = {**{kind: "person" for kind in Kind if kind.is_person}, Kind.ANONYMOUS_ENTITY: "unknown", Kind.UNKNOWN: "unknown"}
"""The table's word for a kind, where it is not the kind's own."""

INDIRECT: Final = "indirect holdings (a row is a direct one)"
PERSON_HELD: Final = "holdings in a person"
OWN_SHARES: Final = "holdings of a party in itself that are no treasury shares"
OTHER_IDS: Final = "further ids of joined parties (a row has one of each)"
_INVISIBLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_JURISDICTION: Final = re.compile(r"[A-Z]{2}(?:-[A-Z0-9]{1,3})?")
_TREASURY: Final = (Interest.SHAREHOLDING, Interest.VOTING_RIGHTS)


def write(request: ExportRequest, out: BinaryIO) -> int:
    """Write the rows in the order of the ledger; return how many."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(TABLE_COLUMNS)
    count = 0
    written: set[int | None] = set()
    current = CurrentStatements(request)
    for statement in current.interests():
        row = _make_row(current, statement, request)
        if row is not None:
            # The loader refuses cells with characters that cannot be seen.
            writer.writerow([_INVISIBLE.sub("", cell) for cell in row])
            count += 1
            written |= {current.find_number(iri) for iri in (statement.holder, statement.subject) if iri}
    if ids := sum(len(request.generation.aliases(number)) for number in written if number is not None):
        request.omissions[OTHER_IDS] += ids
    text.detach()
    return count


def _make_row(current: CurrentStatements, statement: InterestStatement, request: ExportRequest) -> tuple[str, ...] | None:
    """Make the row of a statement; None, counted, where the table cannot hold it."""
    if statement.direct is Directness.INDIRECT or statement.components:
        request.omissions[INDIRECT] += 1
        return None
    holder, subject = _describe_party(current, statement.holder), _describe_party(current, statement.subject)
    if subject[2] == "person":
        request.omissions[PERSON_HELD] += 1
        return None
    note = statement.quote or statement.note or ""
    if holder[1] and holder[1] == subject[1] and (statement.interest not in _TREASURY or "treasury" not in note.lower()):
        request.omissions[OWN_SHARES] += 1
        return None
    return (
        holder[0],
        subject[0],
        statement.interest.value,
        _format_share(statement.share),
        statement.valid_from or "",
        statement.valid_until or "",
        statement.stated_at or "",
        find_status(statement).value,
        *holder[1:],
        *subject[1:],
        statement.source,
        note,
    )


def _describe_party(current: CurrentStatements, iri: str | None) -> tuple[str, str, str, str]:
    """Return name, id, kind and jurisdiction."""
    party = current.find_party(iri) if iri else None
    if party is None:
        return "?", "", "unknown", ""
    jurisdiction = party.jurisdiction or ""
    # The table's sign for a party without a name; its id says which.
    is_named = party.name.strip() and party.name not in (party.id, current.generation.base.compact(party.id))
    name = party.name if is_named and not is_stand_in(party.name) else "?"
    return name, party.id, _KINDS.get(party.kind, party.kind.value), jurisdiction if _JURISDICTION.fullmatch(jurisdiction) else ""


def _format_share(share: Share | None) -> str:
    if share is None:
        return ""
    if share.exact or share.min == share.max:
        if share.text and _means(share.text, share):
            return share.text
        return format_exactly(share.min) if share.min == share.max else format_percent(share.min)
    return share.interval()


def _means(text: str, share: Share) -> bool:
    """Whether the published text is in the table's notation and means this share (1/3 does, "wholly-owned" does not)."""
    try:
        return Share.parse(text) == share
    except RecordError:
        return False
