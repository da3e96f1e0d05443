"""A row as statements: its interests, and their parties where no row before described them."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from typing import Final, TypeVar

import msgspec

from loaders.common.statements import make_attribute
from loaders.contract import LoadContext
from loaders.table.codes import find_code, suggest_code
from loaders.table.entities import NOT_NAMED, UNNAMED, Parties, Party, ReadHolding, raise_person_held
from loaders.table.lots import Lots, describe_lots
from loaders.table.model import SHARE_WORDS
from loaders.table.repeats import hash_cells
from loaders.table.spelling import DateOrder, read_dates, read_share
from ontology.errors import RecordError
from ontology.shares import Share
from ontology.statements import (
    Directness,
    EntityStatement,
    Evidence,
    Interest,
    InterestStatement,
    Kind,
    Name,
    Place,
    Reason,
    Statement,
    Status,
)
from ontology.table import TABLE_COLUMNS

_LINK: Final = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_TREASURY: Final = (Interest.SHAREHOLDING, Interest.VOTING_RIGHTS)
"""Interests that a company can hold in itself."""
_USUAL: Final = frozenset(TABLE_COLUMNS)
_BENEFICIAL: Final = {"yes": True, "true": True, "no": False, "false": False}
_KEPT_SHARES: Final = 16_384
"""Shares that are remembered as they were read: few differ, and each is read in exact arithmetic."""
_Code = TypeVar("_Code", bound=StrEnum)


class RowMapper:
    """Maps the rows of one file; remembers which parties were described and which rows were seen."""

    def __init__(
        self,
        context: LoadContext,
        parties: Parties,
        order: DateOrder,
        repeated: Collection[int] | None = None,
        *,
        has_decimal_comma: bool = False,
    ) -> None:
        """``repeated``: hashes of the holdings that may come again (repeats.py); None: any may."""
        self._context, self._parties, self._order, self._repeated = context, parties, order, repeated
        self._has_decimal_comma = has_decimal_comma
        self._lots = Lots()
        self._source = context.source_iri
        self._described: set[int] = set()
        self._seen: set[int] = set()
        """Of holdings that may come again, those that came."""
        self._again: Counter[int] = Counter()
        """How often a statement came again, of those that did."""
        self._of_row: list[tuple[set[int] | Counter[int], int]] = []
        """What was remembered of the row at hand."""
        self._row_lots: list[tuple[int, tuple[str, ...]]] = []

    def map_row(self, place: Place, holdings: Iterable[ReadHolding]) -> list[Statement]:
        """Return the statements of a row; nothing is remembered of one that raises.  Raises RecordError."""
        self._of_row.clear()
        self._row_lots.clear()
        statements: list[Statement] = []
        try:
            for holding in holdings:
                statements += self._map_holding(place, holding)
        except RecordError:
            self._forget_row()
            raise
        for line, key in self._row_lots:
            self._lots.add(line, key)
        return statements

    def _forget_row(self) -> None:
        for memory, digest in self._of_row:
            if isinstance(memory, set):
                memory.discard(digest)
            else:
                memory[digest] -= 1

    def _map_holding(self, place: Place, holding: ReadHolding) -> list[Statement]:
        cells, more, holder_cells, subject_cells = holding
        holder = None if holder_cells is None else self._parties.fill_blanks(holder_cells)
        if subject_cells is None:
            raise RecordError("MISSING_SUBJECT", "the row has no subject", "write the name of the company that is held")
        subject = self._parties.fill_blanks(subject_cells)
        born = more.get("holder_born")
        if holder is not None and born and "holder_id" not in cells:
            # Two persons of one name are told apart by the day of birth that the row gives.
            key = f"{holder.name}\n{holder.kind}\n{holder.jurisdiction}\n{born}"
            holder = holder._replace(iri=self._context.base.record(self._source, key))
        dated, doubtful = read_dates(cells, self._order)
        interest = self._map_interest(dated, holding, holder, subject, place)
        if doubtful:
            notes = [interest.note or "", *(f"{column}: {cells[column]}" for column in doubtful)]
            interest = msgspec.structs.replace(interest, note="; ".join(filter(None, notes)))
            self._context.warn("AMBIGUOUS_DATE")
        described = None if holder is None else self._describe_party(holder, born, place)
        # The holder's first: the two may be one.
        return [one for one in (described, self._describe_party(subject, None, place), interest) if one is not None]

    def warn_of_all(self) -> None:
        """Warn of what only all rows together show."""
        for lines in self._lots.find_groups():
            self._context.warn("SEVERAL_LOTS", describe_lots(lines))

    def _map_interest(
        self, dated: Mapping[str, str], holding: ReadHolding, holder: Party | None, subject: Party, place: Place
    ) -> InterestStatement:
        """Map a holding.  ``dated``: its dates, as they are kept."""
        cells, more = holding.cells, holding.more
        interest = _read_code(Interest, cells, "interest", Interest.SHAREHOLDING)
        status = _read_code(Status, cells, "status", Status.IN_EFFECT)
        if subject.kind is Kind.PERSON:
            raise_person_held()
        if holder is not None and holder.iri == subject.iri:
            _check_treasury(interest, cells)
        url = cells.get("source", "")
        is_link = bool(url) and _LINK.fullmatch(url) is not None
        base = self._context.base
        stated = {**cells, **more} if more else cells
        iri = base.statement_of(self._source, "row", stated, "0")
        memory: set[int] | Counter[int] | None = None
        digest = ordinal = 0
        if self._repeated is None or (self._repeated and hash_cells(cells, more) in self._repeated):
            digest, memory = _read_digest(iri), self._seen
            if digest in memory:
                memory, ordinal = self._again, self._again[digest] + 1
        statement = InterestStatement(
            id=base.statement_of(self._source, "row", stated, str(ordinal)) if ordinal else iri,
            source=self._source,
            place=place,
            holder=None if holder is None else holder.iri,
            subject=subject.iri,
            holder_reason=Reason.UNKNOWN if holder is None else None,
            interest=interest,
            share=_read_share(cells["share"], more.get(SHARE_WORDS), has_decimal_comma=self._has_decimal_comma)
            if "share" in cells
            else None,
            direct=_read_code(Directness, more, "directness", Directness.DIRECT),
            record=more.get("record"),
            details=more.get("details"),
            beneficial=_BENEFICIAL.get(more.get("beneficial", "").casefold()),
            status=status,
            valid_from=dated.get("valid_from"),
            valid_until=dated.get("valid_until"),
            stated_at=dated.get("stated_at"),
            evidence=(Evidence(source=self._source, url=url),) if is_link else (),
            note=_join_notes(cells, has_holder=holder is not None, has_link=is_link),
        )
        if memory is not None:
            memory.update((digest,))
            self._of_row.append((memory, digest))
        if ordinal:
            self._context.warn("REPEATED_ROW")
        elif statement.share is not None and holder is not None and place.line is not None:
            # Of two that end together, or not at all, a later start does not end the earlier one: both hold from then on.
            dates = (statement.valid_until or "", statement.stated_at or "")
            self._row_lots.append((place.line, (holder.iri, subject.iri, interest, status, *dates)))
        return statement

    def _describe_party(self, party: Party, born: str | None, place: Place) -> EntityStatement | None:
        """Return what the row states of a party, with its day of birth; None where a row before stated the same."""
        details = (party.iri, party.name or "", party.kind, party.jurisdiction or "", *([born] if born else []))
        digest = hash(details)
        if digest in self._described:
            return None
        self._described.add(digest)
        self._of_row.append((self._described, digest))
        return EntityStatement(
            id=self._context.base.statement(self._source, "party", *details),
            source=self._source,
            place=place,
            entity=party.iri,
            kind=party.kind,
            jurisdiction=party.jurisdiction,
            names=(Name(text=party.name),) if party.name else (),
            identifiers=(party.identifier,) if party.identifier else (),
            attributes=(make_attribute("birth-date", born),) if born else (),
        )


def _read_digest(iri: str) -> int:
    """Return what is remembered of the id of a statement, of which there are as many as rows.

    >>> _read_digest("https://w3id.org/ownership-graph/id/stmt/0000000000000000002a")
    42
    """
    return int(iri[-20:], 16)


@functools.lru_cache(maxsize=_KEPT_SHARES)
def _read_share(text: str, words: str | None, *, has_decimal_comma: bool) -> Share:
    """Read the share of a row, with the words of its table.  Raises RecordError BAD_SHARE."""
    share = read_share(text, has_decimal_comma=has_decimal_comma)
    return share if words is None else msgspec.structs.replace(share, text=words)


def _read_code(codes: type[_Code], cells: Mapping[str, str], column: str, default: _Code) -> _Code:
    """Return the code that a cell spells.  Raises RecordError UNKNOWN_INTEREST, UNKNOWN_STATUS."""
    text = cells.get(column)
    if text is None:
        return default
    code = find_code(text, codes)
    if code is not None:
        return code
    if column == "interest":
        raise RecordError("UNKNOWN_INTEREST", f"{text[:60]!r} is no interest of BODS 0.4", suggest_code(text, codes))
    raise RecordError("UNKNOWN_STATUS", f"{text[:60]!r} is no status", suggest_code(text, codes))


def _check_treasury(interest: Interest, cells: dict[str, str]) -> None:
    """Raise RecordError HOLDER_IS_SUBJECT for a holding in oneself that is not noted as the company's own shares."""
    if interest not in _TREASURY or "treasury" not in cells.get("note", "").casefold():
        raise RecordError(
            "HOLDER_IS_SUBJECT",
            "holder and subject are the same party",
            "correct one of them; a company's own shares are written with the word treasury in the note",
        )


def _join_notes(cells: dict[str, str], *, has_holder: bool, has_link: bool) -> str | None:
    """Return the note, and every cell that no field of the statement holds; of a holder without a name what he is, in words."""
    if has_holder and not has_link and _USUAL.issuperset(cells) and "source" not in cells:
        return cells.get("note")
    columns = [] if has_link else ["source"]
    columns += [column for column in cells if column not in TABLE_COLUMNS]
    notes = [cells["note"]] if "note" in cells else []
    word = cells.get("holder", "").strip()
    if not has_holder and word not in (UNNAMED, NOT_NAMED):
        notes.insert(0, f"instead of a name the source has \u201c{word}\u201d")
    for column, words in (("holder_kind", "the holder is of the kind"), ("holder_jurisdiction", "the holder is of")):
        notes += [f"{words} {cells[column]}"] if not has_holder and column in cells else []
    notes += [f"{column}: {cells[column]}" for column in columns if column in cells]
    return "; ".join(notes) or None
