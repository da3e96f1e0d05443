"""Writes expressions of SQL that several steps of a build share: dates, codes and the order of versions.

Each says in SQL what a function of ontology/ says of one value.  Knows no table: a column comes as text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from ontology.series import LINE_BITS, MAX_FILE, MAX_LINE, PLACE_BITS
from ontology.statements import Change


def first_date(column: str) -> str:
    """The first day that a partial date can mean, as text; NULL where there is none."""
    return f"CASE length({column}) WHEN 10 THEN {column} WHEN 7 THEN {column} || '-01' ELSE {column} || '-01-01' END"


def last_date(column: str) -> str:
    """The last day that a partial date can mean, as text; NULL where there is none."""
    month = f"last_day(try_cast({column} || '-01' AS DATE))::VARCHAR"
    return f"CASE length({column}) WHEN 10 THEN {column} WHEN 7 THEN {month} ELSE {column} || '-12-31' END"


def first_day(column: str, otherwise: int) -> str:
    """The same as a proleptic day number; ``otherwise`` where there is none."""
    return _day_number(f"{first_date(column)}::DATE", otherwise)


def last_day(column: str, otherwise: int) -> str:
    """The last day that a partial date can mean, likewise."""
    month = f"last_day(({column} || '-01')::DATE)"
    date = f"CASE length({column}) WHEN 10 THEN {column}::DATE WHEN 7 THEN {month} ELSE ({column} || '-12-31')::DATE END"
    return _day_number(date, otherwise)


def code(column: str, codes: type[StrEnum]) -> str:
    """The place of a value among the codes, from 0; NULL where the column is."""
    listed = ", ".join(f"'{value.value}'" for value in codes)
    return f"(list_position([{listed}], {column}) - 1)"


def compact(iri: str, base: str) -> str:
    """``ontology.terms.Base.compact`` of a column.  ``base``: its IRI."""
    return f"if(starts_with({iri}, {quote(base)}), regexp_replace(substr({iri}, {len(base) + 1}), '/', ':'), {iri})"


def starts_with_any(column: str, beginnings: Iterable[str]) -> str:
    """Whether a text begins with one of these."""
    return f"({' OR '.join(f'starts_with({column}, {quote(beginning)})' for beginning in beginnings)})"


def choose(column: str, values: Mapping[str, str]) -> str:
    """The text that stands for each value of a column; NULL for any other."""
    return f"CASE {column} {' '.join(f'WHEN {quote(value)} THEN {quote(text)}' for value, text in values.items())} END"


def is_accepted(statement: str) -> str:
    """``ontology.statements.InterestStatement.is_accepted`` of a row of a view of build_tables.py."""
    return f"coalesce({statement}.assertion.review IN ('accepted', 'edited', 'auto'), true)"


def rank_version(statement: str) -> str:
    """``ontology.series.rank_version`` of a row of a view of build_tables.py; the file is the release."""
    line, change = f"{statement}.place.line", code(f"{statement}.change", Change)
    place = f"least({statement}.release + 1, {MAX_FILE})::BIGINT * {1 << LINE_BITS} + least({line}, {MAX_LINE})"
    place = f"CASE WHEN {line} IS NULL THEN 0 WHEN {statement}.is_sequence THEN {place} ELSE {change} + 1 END"
    return f"({last_day(f'{statement}.stated_at', 0)}::BIGINT * {1 << PLACE_BITS} + {place})"


def stands(rank: str, latest: str) -> str:
    """Whether ``ontology.series.is_replaced`` says no."""
    return f"({is_of_day(rank, latest)} AND ({rank} % {1 << PLACE_BITS} = 0 OR {rank} = {latest}))"


def is_of_day(rank: str, latest: str) -> str:
    """Whether a version was stated on the day of the latest."""
    return f"({rank} >> {PLACE_BITS} = {latest} >> {PLACE_BITS})"


def _day_number(date: str, otherwise: int) -> str:
    return f"coalesce({date} - DATE '0001-01-01' + 1, {otherwise})::INTEGER"


def quote(text: str) -> str:
    """Write a text as SQL."""
    return "'" + text.replace("'", "''") + "'"
