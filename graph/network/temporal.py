"""Select the interest statements that hold on a day, as known on another.

Owns the rules of time, status and directness (method, section 1) as kernels over the rows of the interest table: what was known, valid
time with partial dates, status, and which indirect statements only summarise a chain that other statements give.  Which versions of a
record speak is graph/network/versions.py.  Each step is done once a company and is linear in the rows that it reads.  Where a kernel takes
many companies it loops over them inside: compiled, a call costs as much as a company.

Must not know the sizes of stakes, what rival sources make of each other (graph/network/reconcile.py) or control.
"""

from __future__ import annotations

from typing import Any, Final

from graph.algorithms.kernels import kernel
from graph.generation.interest_table import ACCEPTED, ALWAYS, CLOSED, INTERESTS, MAX_RIVALS, NEVER, RIVAL_SHIFT, SUMMARY, UNNAMED
from graph.network.indirect import INDIRECT
from graph.network.interest_rows import CURRENT, PRESENT, AsOf, InterestRows, RowMarks
from graph.network.versions import judge_row, select_versions
from ontology.statements import Interest

SELECTED, REDUCED = 1, 2
"""``RowMarks.stage``: the rows of the company are selected; and its summaries of known chains are dropped, or it has none."""

SUMMARY_SEARCH_ROWS: Final = 2_000
"""Rows looked at above one company in search of the chains that its indirect statements summarise.  Where that is not enough, such a
statement counts as possible, which is right whether it summarises a chain or not."""

_NO_LINK: Final = (
    Interest.BOARD_MEMBER,
    Interest.BOARD_CHAIR,
    Interest.RIGHTS_BY_CONTRACT,
    Interest.CONDITIONAL_RIGHTS_BY_CONTRACT,
    Interest.ENJOYMENT_AND_USE_OF_ASSETS,
)

_IS_LINK: Final = tuple(0 if interest in _NO_LINK else 1 for interest in INTERESTS)
"""Whether an interest can be a link of the chain that an indirect statement summarises: a seat on a board is none."""


_NOT_PLAIN: Final = CLOSED | MAX_RIVALS << RIVAL_SHIFT
"""Flags of a row that does not speak by itself, even where all statements of its record are of one day."""


@kernel
def select_rows(rows: InterestRows, companies: Any, as_of: AsOf, marks: RowMarks) -> None:
    """Mark whether each row of some companies holds on the day, by known time, versions, valid time and status, in this order.

    Of the versions of one record those speak that ``select_versions`` chooses.  Companies whose rows are selected already are passed over.
    """
    mark, stated, flags = marks.mark, rows.stated, rows.flags
    for company in companies:
        if marks.stage[company]:
            continue
        first, last = rows.indptr[company], rows.indptr[company + 1]
        in_series = False
        for row in range(last - 1, first - 1, -1):
            if stated[row] <= as_of.known_day and flags[row] & ACCEPTED:
                mark[row] = CURRENT
                series = rows.series[row]
                if series >= 0:
                    in_series = True
                    marks.next_row[row] = marks.first_row[series]
                    marks.first_row[series] = row + 1
        for row in range(first, last):
            if mark[row] == CURRENT and rows.series[row] < 0:
                mark[row] = judge_row(rows, row, as_of, ALWAYS, NEVER)
        if in_series:
            for row in range(first, last):
                series = rows.series[row]
                if series >= 0 and marks.first_row[series] == row + 1:
                    marks.first_row[series] = 0
                    place, is_plain = marks.next_row[row], True
                    while place and is_plain:
                        is_plain = stated[place - 1] == stated[row] and (flags[place - 1] | flags[row]) & _NOT_PLAIN == 0
                        place = marks.next_row[place - 1]
                    if not is_plain:
                        select_versions(rows, row, as_of, marks)
                        continue
                    place = row + 1
                    while place:
                        mark[place - 1] = judge_row(rows, place - 1, as_of, ALWAYS, NEVER)
                        place = marks.next_row[place - 1]
        has_indirect = False
        for row in range(first, last):
            if rows.direct[row] == INDIRECT and mark[row] & PRESENT:
                has_indirect = True
        marks.stage[company] = SELECTED if has_indirect else REDUCED


@kernel
def drop_indirect_summaries(rows: InterestRows, company: int, as_of: AsOf, marks: RowMarks) -> None:
    """Unmark indirect statements that summarise a chain which other statements surely give: they are a check, never a link of their own.

    One that lists its components summarises them where its source names a nearer holder on the day, even if a link between has no name.
    For all others one walk up from the company serves; it starts with the links that are not indirect and goes by such links only.
    """
    if marks.stage[company] != SELECTED:
        return
    marks.stage[company] = REDUCED
    mark, holder, direct = marks.mark, rows.holder, rows.direct
    first, last = rows.indptr[company], rows.indptr[company + 1]
    # Sets begin with a member, because a compiled set has to know its type.
    sources_with_links = {-1}
    for row in range(first, last):
        if direct[row] != INDIRECT and mark[row] & 2 and _IS_LINK[rows.interest[row]]:
            sources_with_links.add(rows.source[row])
    indirect_holders = {UNNAMED}
    for row in range(first, last):
        if direct[row] == INDIRECT and mark[row] & PRESENT and rows.flags[row] & SUMMARY and rows.source[row] in sources_with_links:
            mark[row] = 0
        if direct[row] == INDIRECT and mark[row] & PRESENT and holder[row] != UNNAMED:
            indirect_holders.add(holder[row])
    indirect_holders.remove(UNNAMED)
    if len(indirect_holders) == 0:
        return
    seen = {UNNAMED, company}
    queue = [company]
    for row in range(first, last):
        h = holder[row]
        if direct[row] != INDIRECT and mark[row] & 2 and _IS_LINK[rows.interest[row]] and h not in seen:
            seen.add(h)
            queue.append(h)
    reached = {UNNAMED}
    budget, position = SUMMARY_SEARCH_ROWS, 1
    while position < len(queue) and budget > 0 and len(reached) <= len(indirect_holders):
        ancestor = queue[position]
        position += 1
        budget -= rows.indptr[ancestor + 1] - rows.indptr[ancestor] + 1
        if budget < 0:
            break
        select_rows(rows, queue[position - 1 : position], as_of, marks)
        for row in range(rows.indptr[ancestor], rows.indptr[ancestor + 1]):
            if direct[row] != INDIRECT and mark[row] & 2 and _IS_LINK[rows.interest[row]]:
                h = holder[row]
                if h in indirect_holders:
                    reached.add(h)
                if h not in seen:
                    seen.add(h)
                    queue.append(h)
    cut = position < len(queue) and len(reached) <= len(indirect_holders)
    for row in range(first, last):
        if direct[row] == INDIRECT and mark[row] & PRESENT and holder[row] != UNNAMED:
            if holder[row] in reached:
                mark[row] = 0
            elif cut:
                mark[row] = (mark[row] & ~PRESENT) | 1
