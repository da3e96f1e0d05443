"""The values of properties of parties that somebody has reconciled: of what they are, and of who controls them by a rule on a day.

Where several control a company each verdict property has a value for each of them, in one order, so that they stand in one row.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from msgspec import UNSET

from graph.answers.common import Range
from graph.answers.reconcile import ColumnAnswer, ExtendAnswer, UnusedPart
from graph.generation.generation import Generation
from graph.generation.party import Party
from graph.queries.all_answers import CompanyVerdict, NamedHolder, find_answer
from graph.queries.context import QueryContext
from graph.queries.options import Options
from graph.queries.phrases import KINDS, format_range, shorten_names
from graph.queries.reconcile import describe_party, is_ended
from graph.queries.reconcile_evidence import list_identifiers
from graph.queries.reconcile_terms import ANY_PARTY, Property
from graph.queries.references import to_certainty
from ontology.identifiers import REGISTERS

_Value = dict[str, str | float]
_NOT_STATED: Final = "-"
"""Keeps the place of a value that is not stated among those of several controllers."""


_WHOLE: Final = 100
"""Percent."""


class Column(NamedTuple):
    """A property that is asked for, and how: by which rule, on which day."""

    property: Property
    options: Options


@dataclass(frozen=True, slots=True)
class _Row:
    """A party, and where a verdict is asked for, the answer about it; None where nobody owns such a party."""

    generation: Generation
    party: Party
    today: datetime.date
    options: Options
    verdict: CompanyVerdict | None


class Extension:
    """The table of an answer while it is filled, row by row."""

    def __init__(self, generation: Generation, columns: Sequence[Column], today: datetime.date) -> None:
        """Open the questions of the columns.  Raises NoMatch, SeveralMatches, UsageError for an option."""
        self._generation, self._columns, self._today = generation, columns, today
        self._contexts = {column.options: QueryContext.of(generation, column.options) for column in columns}
        self._verdicts = tuple(dict.fromkeys(column.options for column in columns if column.property.is_verdict))
        self._rows: dict[str, dict[str, tuple[_Value, ...]]] = {}
        self._errors: list[UnusedPart] = []

    def add(self, text: str) -> None:
        """Add the row of a party by its id; of one that is not here the row is empty, and an error says so."""
        where = f"ids.{len(self._rows)}"
        iri = self._generation.base.expand(text.strip())
        number = None if iri is None else self._generation.party_number(iri)
        if number is None:
            self._errors.append(UnusedPart(where=where, what=f"no party here has the id {text[:200]!r}"))
            self._rows[text] = {column.property.id: () for column in self._columns}
            return
        party = self._generation.party(number)
        is_owned = not party.kind.is_never_owned
        verdicts = {options: find_answer(self._contexts[options], number) for options in self._verdicts if is_owned}
        if any(verdict.truncated for verdict in verdicts.values()):
            self._errors.append(UnusedPart(where=where, what="a limit left out something that bears on the verdict"))
        self._rows[text] = {
            column.property.id: tuple(
                _list_values(column.property, _Row(self._generation, party, self._today, column.options, verdicts.get(column.options)))
            )
            for column in self._columns
        }

    def answer(self) -> ExtendAnswer:
        """The rows so far."""
        meta = tuple(_describe(column.property) for column in self._columns)
        return ExtendAnswer(meta=meta, rows=self._rows, errors=tuple(self._errors) or UNSET)


def _describe(each: Property) -> ColumnAnswer:
    return ColumnAnswer(id=each.id, name=each.name, type=ANY_PARTY if each.id == "ultimate-controller" else UNSET)


def _list_values(asked: Property, row: _Row) -> list[_Value]:
    if not asked.is_verdict:
        return [{"str": text} for text in _list_texts(asked.id, row) if text]
    if row.verdict is None:
        return []
    match asked.id:
        case "verdict":
            return [{"str": row.verdict.outcome}]
        case "as-of":
            return [{"date": f"{row.options.as_of.isoformat()}T00:00:00Z"}]
        case "rule":
            return [{"str": row.options.rule}]
        case _:
            return [_tell_holder(asked.id, row, holder) for holder in row.verdict.holders]


def _list_texts(property_id: str, row: _Row) -> Iterable[str | None]:
    """The values of a property that no rule and no day decides."""
    party = row.party
    identifiers = list_identifiers(row.generation.base, party)
    match property_id:
        case "name":
            return [party.name]
        case "lei":
            return [each.value for each in identifiers if each.scheme == "LEI"]
        case "registration-number":
            return [each.value for each in identifiers if each.scheme in REGISTERS or each.scheme.startswith("RA")]
        case "identifier":
            return [f"{each.scheme} {each.value}" for each in identifiers]
        case "jurisdiction":
            return [party.jurisdiction]
        case "kind":
            return [KINDS[party.kind]]
        case "founded":
            return [None if party.kind.is_person else party.founded]
        case "dissolved":
            return [party.dissolved]
        case "status":
            return [None if party.kind.is_person else "ended" if is_ended(party, row.today) else "no end stated"]
        case _:
            return []


def _tell_holder(property_id: str, row: _Row, holder: NamedHolder) -> _Value:
    """The value of a property for one who meets the rule."""
    controller = row.generation.party_summary(holder.party)
    match property_id:
        case "ultimate-controller":
            beside = [row.generation.party_summary(each).name for each in (holder.ring or holder.group) if each != holder.party]
            words = describe_party(row.generation.party(holder.party), row.today)
            return {
                "id": controller.id,
                "name": controller.name,
                "description": f"{words}; together with {shorten_names(beside)}" if beside else words,
            }
        case "certainty":
            return {"str": to_certainty(holder.certain)}
        case "highest":
            return {"str": _NOT_STATED if holder.ultimate is None else "yes" if holder.ultimate else "no"}
        case "controller-kind":
            return {"str": KINDS[controller.kind]}
        case "controller-jurisdiction":
            return {"str": controller.jurisdiction or _NOT_STATED}
        case "chain-length":
            return {"int": holder.length}
        case _:
            return _tell_size(property_id, holder.votes if property_id.startswith("votes") else holder.economic)


def _tell_size(property_id: str, size: Range) -> _Value:
    if property_id.endswith("-min"):
        return {"float": float(size.min)}
    if property_id.endswith("-max"):
        return {"float": float(size.max)}
    is_known = size.min > 0 or size.max < _WHOLE or bool(size.min_open or size.max_open)
    return {"str": format_range(size) if is_known else "not known"}
