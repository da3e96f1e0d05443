"""Select what belongs to some statements, so that an excerpt says of them what the whole export says.

With a statement come the versions of its record that bear on an answer, what it lists as its components, and all that describes the
parties which any of these name.  Without its versions an interest that ended would read as held; without its components a summary of a
chain would read as a holding of its own: those that are not above its company are not found, and the file counts them as missing.
Owns the selection, from the statements that are asked for and the parties in them, never by reading the whole; must not know a format.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from graph.exports.current import list_party_iris
from graph.exports.request import Excerpt, name_component
from graph.generation.generation import Generation
from graph.generation.interest_table import CLOSED
from ontology.errors import NoMatch
from ontology.series import MAX_LINE, name_series
from ontology.statements import Change, InterestStatement, Place, Reason, Statement


def select_excerpt(generation: Generation, ids: Iterable[str], parties: Iterable[str] = ()) -> Excerpt:
    """Return the statements with these ids, these parties (IRIs) and what belongs to them: by release, in the order of the ledger.

    Raises NoMatch NO_STATEMENT.
    """
    statements: dict[int, Statement] = {}
    closing_days: dict[int, set[int]] = defaultdict(set)
    pending = {generation.find_position(iri) for iri in dict.fromkeys(ids)}
    while pending:
        new = {position: generation.statement_at(position) for position in pending}
        statements |= new
        pending = {*_list_versions(generation, new, closing_days), *_list_components(generation, new)} - statements.keys()
    iris = dict.fromkeys([*parties, *(iri for statement in statements.values() for iri in list_party_iris(statement))])
    numbers = {number for iri in iris if (number := generation.party_number(iri)) is not None}
    for position in {position for number in numbers for position in generation.positions_about(number)} - statements.keys():
        statements[position] = generation.statement_at(position)
    releases: dict[int, list[Statement]] = defaultdict(list)
    for position, statement in sorted(statements.items()):
        releases[generation.release_at(position)] += [statement, *_make_closings(generation, statement, closing_days.get(position, ()))]
    return list(releases.values())


def _list_versions(generation: Generation, statements: Mapping[int, Statement], closing_days: dict[int, set[int]]) -> Iterator[int]:
    """Yield the positions of the versions of the same records; note the days on which a record was closed by its id alone."""
    by_company: dict[int, dict[int, InterestStatement]] = defaultdict(dict)
    for position, statement in statements.items():
        if isinstance(statement, InterestStatement) and statement.record is not None and statement.subject is not None:
            number = generation.party_number(statement.subject)
            if number is not None:
                by_company[number][position] = statement
    columns = generation.interests.columns
    for company, interests in by_company.items():
        rows = generation.interests.rows_by_subject(company)
        part = slice(rows.start, rows.stop)
        position_of_row, series = columns["statement"][part], columns["series"][part]
        own_series = {*series[np.isin(position_of_row, list(interests))].tolist()} - {-1}
        replaced = interests.keys() - set(position_of_row.tolist())
        if replaced:
            # Of the versions of one day only the last is a row; the record of a series is that of its first row.
            records = {_name_record(generation, interests[position]) for position in replaced}
            for first_row in {*series.tolist()} - {-1}:
                if _name_record(generation, generation.interest_of_row(first_row)) in records:
                    own_series.add(first_row)
        for row in np.flatnonzero(np.isin(series, list(own_series))).tolist():
            position = int(position_of_row[row])
            yield position
            if columns["flags"][rows[row]] & CLOSED:
                closing_days[position].add(int(columns["stated"][rows[row]]))


def _name_record(generation: Generation, statement: InterestStatement) -> str:
    return name_series(generation.find_feed(statement.source), statement.record or "")


def _list_components(generation: Generation, statements: Mapping[int, Statement]) -> Iterator[int]:
    """Yield the positions of what statements list as their components: by id, or by record, which is then found above the company."""
    for statement in statements.values():
        if not isinstance(statement, InterestStatement) or not statement.components:
            continue
        records: set[str] = set()
        for key in statement.components:
            try:
                yield generation.find_position(key)
            except NoMatch:
                records.add(key)
        if records and statement.subject is not None:
            yield from _walk_up(generation, statement.subject, records)


def _walk_up(generation: Generation, company: str, records: set[str]) -> Iterator[int]:
    """Yield the positions of the interests of these records, from holder to holder above a company."""
    table = generation.interests
    pending, seen = [company], {company}
    while pending:
        number = generation.party_number(pending.pop())
        rows = range(0) if number is None else table.rows_by_subject(number)
        for position in dict.fromkeys(table.columns["statement"][rows.start : rows.stop].tolist()):
            statement = generation.statement_at(position)
            assert isinstance(statement, InterestStatement)
            if statement.record is None:
                continue
            if name_component(generation.base, generation.find_feed(statement.source), statement.record) in records:
                yield position
                if statement.holder is not None and statement.holder not in seen:
                    seen.add(statement.holder)
                    pending.append(statement.holder)


def _make_closings(generation: Generation, statement: Statement, days: Iterable[int]) -> Iterator[Statement]:
    """Make the closings that name a record alone: of them a generation keeps, beside the interest that they end, only the day.

    Each follows the interest in its file, so that it comes after it also within a day.
    """
    if not isinstance(statement, InterestStatement) or statement.record is None or statement.change is Change.CLOSED:
        return
    for day in sorted(days):
        date = datetime.date.fromordinal(day).isoformat()
        yield InterestStatement(
            id=generation.base.statement(statement.source, "closing", statement.record, date),
            source=statement.source,
            record=statement.record,
            holder=None,
            holder_reason=Reason.UNKNOWN,
            subject=None,
            subject_reason=Reason.UNKNOWN,
            stated_at=date,
            change=Change.CLOSED,
            place=Place(file=statement.place.file if statement.place else None, line=MAX_LINE),
        )
