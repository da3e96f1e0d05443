"""Proposes which rows of a table are no holdings, and what is written once for several rows or several times in one."""

from __future__ import annotations

import re
from collections.abc import Mapping as Dict
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from loaders.table.cell_words import is_footnote, is_total
from loaders.table.mapped_shares import guess_sign, read_number
from loaders.table.mapping import LOCAL, UNDECIDED, DecimalSign
from loaders.table.party_lists import names_several, split_parties
from loaders.table.proposal import Proposal
from ontology.errors import RecordError

Rows = Sequence[Dict[str, str]]
"""Rows of a table, each by its own columns."""

_RULE: Final = re.compile(r":?-{2,}:?|={2,}|_{2,}")
"""A line that is drawn below the names of columns."""
_MARK: Final = re.compile(r".*?[\w.)]\s?(?:\*{1,3}|[¹²³⁴⁵⁶⁷⁸⁹†‡]+|(?<=[a-z.]\s)\(?[0-9]\))", re.DOTALL)
MARKS: Final = r"^(.+?)\s*(?:\*+|[¹²³⁴⁵⁶⁷⁸⁹†‡]+|\s\(?[0-9]\))?$"
"""A name without the mark of a footnote behind it."""
_MARKED_SIZE: Final = re.compile(r".*[0-9]\s?%?\s?(?:\*{1,3}|[¹²³⁴⁵⁶⁷⁸⁹†‡]+|\s?[(\[][0-9a-z][)\]])")
SIZE_MARKS: Final = r"^(.+?)\s*(?:\*+|[¹²³⁴⁵⁶⁷⁸⁹†‡]+|[(\[][0-9a-z][)\]])?$"
"""A share without the mark of a footnote behind it."""
_OF_SUBJECT: Final = ("subject", "subject_id", "subject_kind", "subject_jurisdiction")
_WHOLE: Final = 100.5
"""Percent that the shares in one company may add up to, as they are rounded."""


def propose_rows(proposal: Proposal, rows: Rows) -> None:
    """Propose what a mapping says of rows: lists within a cell, cells that are written once, lines of totals, marks of footnotes."""
    rows = [row for row in rows if not is_footnote([*row.values()])]
    if not rows:
        return
    _propose_lists(proposal, rows)
    _propose_ids(proposal, rows)
    _propose_fill(proposal, rows)
    _ask_holder_above(proposal, rows)
    _propose_totals(proposal, rows)
    _propose_whole(proposal, rows)
    _propose_marks(proposal, rows)


def _column(proposal: Proposal, field: str) -> str:
    return str(proposal.columns.get(field, {}).get("column", ""))


def _propose_lists(proposal: Proposal, rows: Rows) -> None:
    """Split the cells of the holder where they name several parties, or one with its share."""
    column = _column(proposal, "holder")
    cells = [row[column] for row in rows if row.get(column)]
    several = [cell for cell in cells if names_several(cell)]
    shared = [cell for cell in cells if "%" in cell and any(party.share is not None for party in split_parties(cell)[:1])]
    if several or (len(shared) * 2 > len(cells) and "share" not in proposal.columns):
        proposal.columns["holder"]["split"] = "list"
        example = (several or shared)[0]
        parts = "; ".join(f"{party.name} {party.share or '(no share)'}" for party in split_parties(example)[:4])
        proposal.remarks.append(f"cells of {column[:40]!r} name several parties or their shares: {example[:60]!r} is read as {parts[:120]}")
        return
    listed = [cell for cell in cells if ";" in cell and len(split_parties(cell)) > 1]
    if listed:
        proposal.columns["holder"]["split"] = UNDECIDED
        what = f"is {listed[0][:60]!r} in {column[:40]!r} several parties (list) or the name of one (none)?"
        proposal.questions.append(f"{what} {len(listed)} of {len(cells)} cells are written so")


def _propose_fill(proposal: Proposal, rows: Rows) -> None:
    """Fill a blank subject from above where a company is plainly written once for its holders; where that is not plain, ask."""
    subject, holder = _column(proposal, "subject"), _column(proposal, "holder")
    if not subject or UNDECIDED in (subject, holder) or not rows[0].get(subject):
        return
    named = [row for row in rows if row.get(holder) and not is_total(row[holder])]
    blank = sum(not row.get(subject) for row in named)
    if not blank:
        return
    fields = [name for name in _OF_SUBJECT if name in proposal.columns]
    groups = len(named) - blank
    # Without a share to check it by, several companies have to be written so.
    if blank * 3 >= len(named) and ("share" in proposal.columns or min(groups, blank) > 1) and _add_up(proposal, named, subject):
        what = f"{blank} of {len(named)} rows name a holder and no subject"
        proposal.remarks.append(f"{what}: they are read as of the company above them (fill: down)")
    else:
        what = f"{blank} of {len(named)} rows name a holder and no subject"
        proposal.questions.append(f"{what}: is it the one above (down), or are they faulty (none)?")
        for name in fields:
            proposal.columns[name]["fill"] = UNDECIDED
        return
    for name in fields:
        proposal.columns[name]["fill"] = "down"


def _ask_holder_above(proposal: Proposal, rows: Rows) -> None:
    """Ask whether a blank holder is the one above, as merged cells are saved, or one that is not named."""
    subject, holder = _column(proposal, "subject"), _column(proposal, "holder")
    if UNDECIDED in (subject, holder) or not subject or not holder or not rows[0].get(holder):
        return
    named = [row for row in rows if row.get(subject)]
    blank = sum(not row.get(holder) for row in named)
    if blank:
        proposal.columns["holder"]["fill"] = UNDECIDED
        what = f"{blank} of {len(named)} rows name a company and no holder"
        proposal.questions.append(f"{what}: is it the one above (down), or is it not named (none; then write ? in those cells)?")


def _propose_whole(proposal: Proposal, rows: Rows) -> None:
    """Take the number in a line of totals for the total of a count, where the others add up to it."""
    share, holder = proposal.columns.get("share", {}), _column(proposal, "holder")
    column, subjects = str(share.get("column", "")), {row.get(_column(proposal, "subject"), "") for row in rows} - {""}
    if share.get("of") != UNDECIDED or len(proposal.totals) != 1 or len(subjects) > 1:
        return
    sign = DecimalSign(str(share["decimal"])) if share.get("decimal") not in (None, UNDECIDED) else None
    parts = [_count(row[column], sign) for row in rows if row.get(column) and row.get(holder) not in proposal.totals]
    wholes = {row[column]: _count(row[column], sign) for row in rows if row.get(column) and row.get(holder) in proposal.totals}
    if len(wholes) == 1 and None not in parts and sum(filter(None, parts)) == (whole := next(iter(wholes.values()))):
        share["of"] = f"{whole:f}"
        proposal.questions = [question for question in proposal.questions if repr(column) not in question or "total" not in question]
        proposal.remarks.append(
            f"the total of {column[:40]!r} is read off the line {proposal.totals[0][:40]!r}, to which the others add up"
        )


def _count(cell: str, sign: DecimalSign | None) -> Decimal | None:
    try:
        return read_number(cell, sign)
    except RecordError:
        return None


def _add_up(proposal: Proposal, rows: Rows, subject: str) -> bool:
    """Whether the percentages below each company that is written once add up to no more than the whole; so where none is stated."""
    share = proposal.columns.get("share", {})
    column, total = str(share.get("column", "")), 0.0
    for row in rows:
        if row.get(subject):
            total = 0.0
        total += _read_percent(row.get(column, ""), fraction=share.get("unit") == "fraction")
        if total > _WHOLE and share.get("unit") != "count":
            return False
    return True


def _read_percent(cell: str, *, fraction: bool) -> float:
    plain = cell.replace("%", "").strip()
    try:
        return float(read_number(plain, guess_sign(plain))) * (100 if fraction else 1)
    except RecordError:
        return 0.0


def _propose_totals(proposal: Proposal, rows: Rows) -> None:
    """Leave lines of totals out, and lines that are drawn: they name nobody."""
    column = _column(proposal, "holder")
    found = dict.fromkeys(row[column] for row in rows if row.get(column))
    subjects = {row.get(_column(proposal, "subject"), "") for row in rows}
    totals = [cell for cell in found if is_total(cell, subjects)]
    proposal.totals = totals + [cell for cell in found if _RULE.fullmatch(cell)]
    if totals:
        proposal.remarks.append(f"rows with {', '.join(map(repr, totals))} in {column[:40]!r} are left out as lines of totals")


def _propose_ids(proposal: Proposal, rows: Rows) -> None:
    """Leave out numbers of the table's own that only one side has: a company that holds and is held would be two parties by them."""
    for side, other in (("holder", "subject"), ("subject", "holder")):
        options = proposal.columns.get(f"{side}_id", {})
        if options.get("scheme") != LOCAL or f"{other}_id" in proposal.columns:
            continue
        name, number = _column(proposal, side), str(options["column"])
        others = {row.get(_column(proposal, other)) for row in rows} - {None}
        numbers: dict[str, set[str]] = {}
        for row in rows:
            if row.get(name) and row.get(number):
                numbers.setdefault(row[name], set()).add(row[number])
        if name != number and others & numbers.keys() and all(len(several) == 1 for several in numbers.values()):
            del proposal.columns[f"{side}_id"]
            proposal.remarks = [remark for remark in proposal.remarks if repr(number) not in remark]
            both = min(name for name in others & numbers.keys() if name)[:40]
            what = f"{number[:40]!r} is left out: the {other} has no such number, and {both!r}, which is both,"
            proposal.remarks.append(f"{what} would be two parties. Where they are a register's, write {side}_id with its scheme")


def _propose_marks(proposal: Proposal, rows: Rows) -> None:
    """Read names and shares without the marks of footnotes."""
    for field in ("holder", "subject"):
        column, options = _column(proposal, field), proposal.columns[field]
        marked = [row[column] for row in rows if row.get(column) and _MARK.fullmatch(row[column])]
        if marked and "split" not in options:
            options["find"] = MARKS
            proposal.remarks.append(f"marks of footnotes behind names in {column[:40]!r} are left out, such as in {marked[0][:60]!r}")
    for options in (fields.get("share", {}) for fields in (proposal.columns, *proposal.also)):
        column = str(options.get("column", ""))
        marked = [row[column] for row in rows if row.get(column) and _MARKED_SIZE.fullmatch(row[column])]
        if marked:
            options["find"] = SIZE_MARKS
            proposal.remarks.append(f"marks of footnotes behind shares in {column[:40]!r} are left out, such as in {marked[0][:60]!r}")
