"""Supposed changes: reads and checks rows "holder has this share in subject", and lays them over what the sources say.

Owns what is a valid change and what a stake becomes by it.  A party that is not in the data is written ``new:Name``.  Nothing is guessed:
every error names its row and what is valid.
"""

from __future__ import annotations

import csv
import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from msgspec.structs import replace

from graph.generation.generation import Generation
from graph.generation.interest_table import INTERESTS, UNNAMED, InterestTable
from graph.network.as_of import AsOfView, SupposedInterest
from graph.network.merged_view import MergedView
from graph.network.stake import SOMETHING, Holders, Interval, Stake
from graph.queries.parties import find_party
from ontology.errors import NoMatch, RecordError, SeveralMatches, UsageError
from ontology.shares import WHOLE, Share, round_percent
from ontology.statements import Interest

COLUMNS: Final = ("holder", "subject", "share", "interest")
NEW: Final = "new:"


@dataclass(frozen=True, slots=True)
class Change:
    """``holder`` has ``share`` of ``interest`` in ``subject``.  ``share`` None = of unknown size; 0 = none any more."""

    row: int
    holder: int
    subject: int
    interest: Interest
    share: Share | None

    @property
    def is_ending(self) -> bool:
        """Whether it ends the interest."""
        return self.share is not None and self.share.max == 0

    @property
    def interval(self) -> Interval:
        """The share as an interval; more than nothing where its size is not known."""
        return SOMETHING if self.share is None else Interval(self.share.min, self.share.max, self.share.min_open, self.share.max_open)


@dataclass(frozen=True, slots=True)
class Hypothetical:
    """Changes laid over the data.

    ``overlay``: company -> its holders after the changes.  ``new_parties``: names of parties that are not in the data, numbered from
    ``first_new`` on.
    """

    changes: tuple[Change, ...]
    overlay: Mapping[int, Holders]
    first_new: int
    new_parties: tuple[str, ...]

    def changes_of(self, company: int, holder: int) -> list[Change]:
        """Return the changes that made a stake what it is."""
        return [c for c in self.changes if (c.subject, c.holder) == (company, holder) and not c.is_ending]


def suppose(view: AsOfView, generation: Generation, rows: Sequence[Mapping[str, str]]) -> Hypothetical:
    """Lay the changes of ``rows`` over a view.  Raises UsageError BAD_CHANGE with the row at fault, NO_CHANGES."""
    reader = _Reader(generation)
    changes: dict[tuple[int, int, Interest], Change] = {}
    for number, row in enumerate(rows, 1):
        change = reader.read_change(number, row)
        key = (change.holder, change.subject, change.interest)
        same = changes.setdefault(key, change)
        if same.interval != change.interval:
            raise _error(
                number, f"contradicts row {same.row}: one holder, subject and interest with two shares", "keep one of the two rows"
            )
    if not changes:
        raise UsageError("NO_CHANGES", "no change is given", f"write rows under the columns {', '.join(COLUMNS)}")
    overlay = {
        subject: _change_holders(view, subject, [c for c in changes.values() if c.subject == subject], reader)
        for subject in dict.fromkeys(c.subject for c in changes.values())
    }
    return Hypothetical(tuple(changes.values()), overlay, generation.interests.parties, tuple(reader.new_parties))


def suppose_merged(view: MergedView, hypothetical: Hypothetical) -> Hypothetical:
    """Lay changes over a view in which parties stand in for others, who have what is supposed of these.

    What the changes add to was checked where they were laid over the data; what is more here is in conflict, as between sources.
    """
    changes = tuple(
        dataclasses.replace(c, holder=view.stand_in.get(c.holder, c.holder), subject=view.stand_in.get(c.subject, c.subject))
        for c in hypothetical.changes
    )
    overlay = dict[int, Holders]()
    for subject in dict.fromkeys(c.subject for c in changes):
        before, after = view.holders(subject), _lay_over(view, subject, [c for c in changes if c.subject == subject])
        overlay[subject] = _keep_complete(before, after)
    return dataclasses.replace(hypothetical, changes=changes, overlay=overlay)


def read_changes(text: str) -> list[dict[str, str]]:
    """Return the rows of a table of changes, delimited by comma, semicolon or tab.  Raises UsageError NO_CHANGES, BAD_CHANGE.

    >>> read_changes("holder,subject,share\\nnew:Zed,Works,60\\n")
    [{'holder': 'new:Zed', 'subject': 'Works', 'share': '60'}]
    """
    lines = [line for line in text.splitlines() if line.strip()]
    head = lines[0] if lines else ""
    delimiter = max(",;\t", key=head.count)
    names = [name.strip().lower() for name in next(csv.reader([head], delimiter=delimiter), [])]
    for name in ("holder", "subject", "share"):
        if name not in names:
            raise UsageError("NO_CHANGES", f"the changes have no column {name}", f"the first line names the columns: {', '.join(COLUMNS)}")
    rows: list[dict[str, str]] = []
    for number, cells in enumerate(csv.reader(lines[1:], delimiter=delimiter), 1):
        if len(cells) != len(names):
            raise _error(number, f"has {len(cells)} cells, the header {len(names)}", f"put quotes around a cell that holds {delimiter!r}")
        rows.append(dict(zip(names, cells, strict=True)))
    return rows


class _Reader:
    """Reads rows as changes; numbers new parties in the order of their first mention."""

    def __init__(self, generation: Generation) -> None:
        self._generation = generation
        self.new_parties: dict[str, int] = {}

    def read_change(self, number: int, row: Mapping[str, str]) -> Change:
        unknown = [name for name in row if name not in COLUMNS]
        if unknown:
            raise _error(number, f"has a column {unknown[0][:60]!r}", f"columns: {', '.join(COLUMNS)}")
        holder, subject = self._read_party(number, row, "holder"), self._read_party(number, row, "subject")
        interest = self._read_interest(number, row.get("interest", ""))
        if subject < self._generation.interests.parties and self._generation.party(subject).kind.is_person:
            raise _error(number, f"supposes a holding in {self.name(subject)}, a person", "a company or another body is held")
        if holder == subject and interest not in (Interest.SHAREHOLDING, Interest.VOTING_RIGHTS):
            raise _error(number, "has one party as holder and subject", "of itself a company can hold shares and votes only")
        text = row.get("share", "").strip()
        try:
            share = Share.parse(text) if text else None
        except RecordError as error:
            hint = f"a share is 0 to 100: {error.hint}; 0 ends the holding"
            raise _error(number, f"has a share that cannot be: {error.what}", hint) from error
        return Change(number, holder, subject, interest, share)

    def _read_party(self, number: int, row: Mapping[str, str], side: str) -> int:
        text = row.get(side, "").strip()
        if not text:
            raise _error(number, f"names no {side}", f"write an id or a name, or {NEW}Name for a party that is not in the data")
        if text.startswith(NEW):
            name = text.removeprefix(NEW).strip()
            if not name:
                raise _error(number, f"has a new {side} without a name", f"write {NEW}Name")
            return self.new_parties.setdefault(name, self._generation.interests.parties + len(self.new_parties))
        try:
            return find_party(self._generation, text)
        except (NoMatch, SeveralMatches) as error:
            hint = error.hint + (f"; a party that is not in the data is written {NEW}Name" if isinstance(error, NoMatch) else "")
            raise _error(number, f"names a {side} that cannot be taken: {error.what}", hint) from error

    def _read_interest(self, number: int, text: str) -> Interest:
        if not text.strip():
            return Interest.SHAREHOLDING
        try:
            return Interest(text.strip())
        except ValueError:
            valid = ", ".join(i.value for i in Interest)
            raise _error(number, f"has the interest {text[:60]!r}, which there is not", f"use one of: {valid}") from None

    def name(self, party: int) -> str:
        first_new = self._generation.interests.parties
        return self._generation.party(party).name if party < first_new else list(self.new_parties)[party - first_new]


def _error(row: int, what: str, hint: str) -> UsageError:
    return UsageError("BAD_CHANGE", f"row {row} {what}", hint)


def _change_holders(view: AsOfView, subject: int, changes: Sequence[Change], reader: _Reader) -> Holders:
    """Return the holders of one company after the changes."""
    table = view.interests
    before = view.holders(subject)
    for change in changes:
        interests = _interests(table, before.stakes, change.holder)
        if change.is_ending and change.interest not in interests:
            held = ", ".join(i.value for i in interests) or "nothing"
            what = f"ends a {change.interest.value} that {reader.name(change.holder)} does not have in {reader.name(subject)}"
            raise _error(change.row, what, f"it has on this date: {held}")
    holders = _lay_over(view, subject, changes)
    after = holders.stakes
    for dimension in ("capital", "votes"):
        sum_after = _least_sum(after, dimension)
        if sum_after > max(WHOLE, _least_sum(before.stakes, dimension)):
            names = ", ".join(
                f"{'not named' if s.holder == UNNAMED else reader.name(s.holder)} {round_percent(share.min)}"
                for s in after
                if (share := getattr(s, dimension))
            )
            raise _error(
                changes[-1].row,
                f"brings the {dimension} of {reader.name(subject)} to {round_percent(sum_after)} %: {names}",
                "shares of one company add to 100 at most: lower those of the sellers too, 0 ends a holding",
            )
    return _keep_complete(before, holders)


def _lay_over(view: AsOfView, subject: int, changes: Sequence[Change]) -> Holders:
    replaced = {(change.holder, INTERESTS.index(change.interest)) for change in changes}
    supposed = [SupposedInterest(c.holder, INTERESTS.index(c.interest), c.share) for c in changes if not c.is_ending]
    return view.suppose(subject, replaced, supposed)


def _keep_complete(before: Holders, after: Holders) -> Holders:
    """Return holders after changes: a register that lists every holder does not list the buyers of what a change leaves over."""
    complete = before.complete and all(_greatest_sum(after.stakes, dimension) >= WHOLE for dimension in ("capital", "votes"))
    return replace(after, complete=complete, misses_whole=False)


def _interests(table: InterestTable, stakes: Sequence[Stake], holder: int) -> list[Interest]:
    """List the interests that a holder has by its own statements."""
    columns = table.columns
    rows = dict.fromkeys(row for stake in stakes for row in stake.rows if int(columns["holder"][row]) == holder)
    return list(dict.fromkeys(INTERESTS[int(columns["interest"][row])] for row in rows))


def _least_sum(stakes: Sequence[Stake], dimension: str) -> int:
    return sum(share.min for s in stakes if (share := getattr(s, dimension)) is not None)


def _greatest_sum(stakes: Sequence[Stake], dimension: str) -> int:
    return sum(share.max for s in stakes if (share := getattr(s, dimension)) is not None)
