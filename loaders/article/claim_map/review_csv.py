"""Writes the claims of a map as a table for a spreadsheet, and reads the review back.

Owns the columns.  A row is a claim.  Only what a reviewer may change is read back; the rest (quotes, offsets, extractor) stays as the
map has it, so that evidence cannot be retyped.
"""

from __future__ import annotations

import csv
import io
import re
from typing import Final

import msgspec

from loaders.article.claim_map.review import change_fields, format_field
from loaders.article.model import Claim, ClaimMap
from ontology.errors import InputError

_COLUMNS: Final = (
    *("id", "holder", "predicate", "subject", "share", "quote", "tier", "status", "review", "by", "at", "note"),
    *("indirect", "valid_from", "valid_until", "value", "unit", "qualifier", "as_of", "start", "end"),
)
"""The claim and its words first, then what the reviewer says of it, then the rest."""
_KEPT: Final = frozenset({"id", "quote", "tier", "start", "end"})
_EDITABLE: Final = tuple(name for name in _COLUMNS if name not in _KEPT)
_FORMULA = re.compile(r"^[=+\-@\t\r]")


def write_csv(claim_map: ClaimMap) -> bytes:
    """Write the claims as CSV: UTF-8 with a byte order mark, which spreadsheets need.

    A cell that a spreadsheet would run as a formula gets a leading quote.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for claim in claim_map.claims:
        quote = claim.quote("claim")
        kept = {"id": claim.id, "tier": claim.tier}
        kept |= {"quote": quote.text, "start": str(quote.start), "end": str(quote.end)} if quote else {}
        row = [kept.get(name, "") if name in _KEPT else format_field(claim, name) for name in _COLUMNS]
        writer.writerow([f"'{cell}" if _FORMULA.match(cell) else cell for cell in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def read_csv(claim_map: ClaimMap, data: bytes) -> ClaimMap:
    """Return the map with the reviewer's changes; claims that are not in the table stay as they are.

    A claim whose content changed while its review still says accepted becomes ``edited``.  Raises InputError BAD_TABLE with the line.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("BAD_TABLE", f"the table is not UTF-8: byte {error.start} cannot be read", "save it as CSV UTF-8") from None
    delimiter = ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    claims = {claim.id: claim for claim in claim_map.claims}
    changed: dict[str, Claim] = {}
    try:
        if "id" not in (rows.fieldnames or ()):
            raise InputError("BAD_TABLE", "the table has no column id", "keep the header row of the exported table")
        for row in rows:
            claim_id = (row.get("id") or "").strip()
            if claim_id not in claims or claim_id in changed:
                raise InputError(
                    "BAD_TABLE",
                    f"line {rows.line_num}: {claim_id!r} is {'there twice' if claim_id in changed else 'no claim of the map'}",
                    "keep the ids of the exported table, each once",
                )
            cells = {name: cell for name, cell in row.items() if name in _EDITABLE and cell is not None}
            changed[claim_id] = _apply_changes(claims[claim_id], cells, rows.line_num)
    except csv.Error as error:
        raise InputError("BAD_TABLE", f"line {rows.line_num}: {error}", "save the sheet as CSV again") from None
    return msgspec.structs.replace(claim_map, claims=tuple(changed.get(c.id, c) for c in claim_map.claims))


def _apply_changes(claim: Claim, cells: dict[str, str], line: int) -> Claim:
    written = {name: cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell for name, cell in cells.items()}
    try:
        return change_fields(claim, written)
    except InputError as error:
        what = f"line {line}, column {error.what}"
        raise InputError("BAD_TABLE", what, "compare with the explanation at the top of the map") from None
