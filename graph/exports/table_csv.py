"""The generic table (docs/reference/table.md) as an export: what leaves can come in again.

A row is one direct holding as it stands.  What a row cannot say is left out and counted, never said in part: the loader reads each row as
a direct holding of its own, so a summary of a chain or an older version of a record would be counted twice.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from typing import BinaryIO, Final

from graph.exports.current import Selection
from graph.generation.generation import Generation
from ontology.errors import RecordError
from ontology.shares import Share, format_percent
from ontology.statements import Change, Directness, Interest, InterestStatement, Kind, Status

_COLUMNS: Final = (
    "holder",
    "subject",
    "interest",
    "share",
    "valid_from",
    "valid_until",
    "stated_at",
    "status",
    "holder_id",
    "holder_kind",
    "holder_jurisdiction",
    "subject_id",
    "subject_kind",
    "subject_jurisdiction",
    "source",
    "note",
)
_KINDS: Final = {**{kind: "person" for kind in Kind if kind.is_person}, Kind.ANONYMOUS_ENTITY: "unknown", Kind.UNKNOWN: "unknown"}

INDIRECT: Final = "indirect holdings (a row is a direct one)"
PERSON_HELD: Final = "holdings in a person"
OWN_SHARES: Final = "holdings of a party in itself that are no treasury shares"
_UNSEEN: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_JURISDICTION: Final = re.compile(r"[A-Z]{2}(?:-[A-Z0-9]{1,3})?")
_TREASURY: Final = (Interest.SHAREHOLDING, Interest.VOTING_RIGHTS)


def write(generation: Generation, source: str | None, out: BinaryIO, left_out: Counter[str]) -> int:
    """Write the rows in the order of the ledger; returns how many."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS)
    count = 0
    selection = Selection(generation, source, left_out)
    for statement in selection.interests():
        row = _row(selection, statement, left_out)
        if row is not None:
            # The loader refuses cells with characters that cannot be seen.
            writer.writerow([_UNSEEN.sub("", cell) for cell in row])
            count += 1
    text.detach()
    return count


def _row(selection: Selection, statement: InterestStatement, left_out: Counter[str]) -> tuple[str, ...] | None:
    if statement.direct is Directness.INDIRECT or statement.components:
        left_out[INDIRECT] += 1
        return None
    holder, subject = _party(selection, statement.holder), _party(selection, statement.subject)
    if subject[2] == "person":
        left_out[PERSON_HELD] += 1
        return None
    note = statement.quote or statement.note or ""
    if holder[1] and holder[1] == subject[1] and (statement.interest not in _TREASURY or "treasury" not in note.lower()):
        left_out[OWN_SHARES] += 1
        return None
    # A closed record without an end is over; nobody says since when, which is what "former" means.
    over = statement.change is Change.CLOSED and statement.valid_until is None
    return (
        holder[0],
        subject[0],
        statement.interest.value,
        _notation(statement.share),
        statement.valid_from or "",
        statement.valid_until or "",
        statement.stated_at or "",
        Status.FORMER.value if over else statement.status.value,
        *holder[1:],
        *subject[1:],
        statement.source,
        note,
    )


def _party(selection: Selection, iri: str | None) -> tuple[str, str, str, str]:
    party = selection.party(iri) if iri else None
    if party is None:
        return "?", "", "unknown", ""
    place = party.jurisdiction or ""
    # The table's sign for a party without a name; its id says which.
    name = party.name if party.name.strip() and party.name not in (party.id, selection.generation.base.compact(party.id)) else "?"
    return name, party.id, _KINDS.get(party.kind, party.kind.value), place if _JURISDICTION.fullmatch(place) else ""


def _notation(share: Share | None) -> str:
    if share is None:
        return ""
    if share.exact or share.min == share.max:
        return share.text if share.text and _same(share) else format_percent(share.min)
    return share.interval()


def _same(share: Share) -> bool:
    """Whether the published text is in the table's notation and means this share (1/3 does, "wholly-owned" does not)."""
    try:
        return Share.parse(share.text or "") == share
    except RecordError:
        return False
