"""One row as statements: an interest, and its two parties where no row before described them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Final, TypeVar

import msgspec

from loaders.common.statements import make_attribute
from loaders.contract import LoadContext
from loaders.table.codes import find_code, suggest_code
from loaders.table.entities import UNNAMED, Parties, Party, raise_person_held, read_party
from loaders.table.lots import Lots, describe_lots
from loaders.table.model import REQUIRED, SHARE_WORDS, Holding
from loaders.table.rows import Row
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
_BENEFICIAL: Final = {"yes": True, "true": True, "no": False, "false": False}
_Code = TypeVar("_Code", bound=StrEnum)


class RowMapper:
    """Maps the rows of one file; remembers which parties were described and which rows were seen."""

    def __init__(self, context: LoadContext, parties: Parties, order: DateOrder, *, has_decimal_comma: bool = False) -> None:
        self._context, self._parties, self._order = context, parties, order
        self._has_decimal_comma = has_decimal_comma
        self._lots = Lots()
        self._source = context.source_iri
        self._described: set[bytes] = set()
        self._seen: dict[bytes, int] = {}

    def map_row(self, row: Row, holding: Holding) -> list[Statement]:
        """Return the statements of one holding of a row; nothing is remembered of one that raises.  Raises RecordError."""
        cells = holding.cells
        place = Place(file=self._context.file.name, line=row.line, sha256=hashlib.sha256(row.raw).hexdigest())
        holder, subject = (self._find_party(cells, side) for side in REQUIRED)
        if subject is None:
            raise RecordError("MISSING_SUBJECT", "the row has no subject", "write the name of the company that is held")
        born = holding.more.get("holder_born")
        if holder is not None and born and "holder_id" not in cells:
            # Two persons of one name are told apart by the day of birth that the row gives.
            key = f"{holder.name}\n{holder.kind}\n{holder.jurisdiction}\n{born}"
            holder = replace(holder, iri=self._context.base.record(self._source, key))
        dated, doubtful = read_dates(cells, self._order)
        interest = self._map_interest(Holding(dated, holding.more), cells, holder, subject, place)
        if doubtful:
            notes = [interest.note or "", *(f"{column}: {cells[column]}" for column in doubtful)]
            interest = msgspec.structs.replace(interest, note="; ".join(filter(None, notes)))
            self._context.warn("AMBIGUOUS_DATE")
        return [*self._describe_parties(((holder, born), (subject, None)), place), interest]

    def warn_of_all(self) -> None:
        """Warn of what only all rows together show."""
        for lines in self._lots.find_groups():
            self._context.warn("SEVERAL_LOTS", describe_lots(lines))

    def _find_party(self, cells: dict[str, str], side: str) -> Party | None:
        party = read_party(cells, side, self._context.base)
        return None if party is None else self._parties.fill_blanks(party)

    def _map_interest(
        self, holding: Holding, cells: dict[str, str], holder: Party | None, subject: Party, place: Place
    ) -> InterestStatement:
        """Map a holding whose dates were read.  ``cells``: as the row has them."""
        dated, more = holding
        interest = _read_code(Interest, cells, "interest", Interest.SHAREHOLDING)
        status = _read_code(Status, cells, "status", Status.IN_EFFECT)
        if subject.kind is Kind.PERSON:
            raise_person_held()
        if holder is not None and holder.iri == subject.iri:
            _check_treasury(interest, cells)
        url = cells.get("source", "")
        is_link = bool(_LINK.fullmatch(url))
        stated = {**cells, **more}
        key = [text for column in sorted(stated) for text in (column, stated[column])]
        digest = _digest(repr(key))
        ordinal = self._seen.get(digest, 0)
        statement = InterestStatement(
            id=self._context.base.statement(self._source, "row", *key, str(ordinal)),
            source=self._source,
            place=place,
            holder=None if holder is None else holder.iri,
            subject=subject.iri,
            holder_reason=Reason.UNKNOWN if holder is None else None,
            interest=interest,
            share=self._read_share(holding) if "share" in cells else None,
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
        self._seen[digest] = ordinal + 1
        if ordinal:
            self._context.warn("REPEATED_ROW")
        elif statement.share is not None and holder is not None and place.line is not None:
            # Of two that end together, or not at all, a later start does not end the earlier one: both hold from then on.
            dates = (statement.valid_until or "", statement.stated_at or "")
            self._lots.add(place.line, (holder.iri, subject.iri, interest, status, *dates))
        return statement

    def _read_share(self, holding: Holding) -> Share:
        """Read the share of a row, with the words of its table.  Raises RecordError BAD_SHARE."""
        share = read_share(holding.cells["share"], has_decimal_comma=self._has_decimal_comma)
        words = holding.more.get(SHARE_WORDS)
        return share if words is None else msgspec.structs.replace(share, text=words)

    def _describe_parties(self, parties: Iterable[tuple[Party | None, str | None]], place: Place) -> Iterator[EntityStatement]:
        """Yield what the row states of its parties, each with its day of birth, unless a row before stated the same."""
        for party, born in parties:
            if party is None:
                continue
            details = (party.iri, party.name or "", party.kind, party.jurisdiction or "", *([born] if born else []))
            key = self._context.base.statement(self._source, "party", *details)
            digest = _digest(key)
            if digest not in self._described:
                self._described.add(digest)
                yield EntityStatement(
                    id=key,
                    source=self._source,
                    place=place,
                    entity=party.iri,
                    kind=party.kind,
                    jurisdiction=party.jurisdiction,
                    names=(Name(text=party.name),) if party.name else (),
                    identifiers=(party.identifier,) if party.identifier else (),
                    attributes=(make_attribute("birth-date", born),) if born else (),
                )


def _digest(text: str) -> bytes:
    """Return what is remembered of a text of which there are as many as rows."""
    return hashlib.blake2b(text.encode(), digest_size=16).digest()


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
    columns = [] if has_link else ["source"]
    columns += [column for column in cells if column not in TABLE_COLUMNS]
    notes = [cells["note"]] if "note" in cells else []
    word = cells.get("holder", "").strip()
    if not has_holder and word != UNNAMED:
        notes.insert(0, f"instead of a name the source has \u201c{word}\u201d")
    for column, words in (("holder_kind", "the holder is of the kind"), ("holder_jurisdiction", "the holder is of")):
        notes += [f"{words} {cells[column]}"] if not has_holder and column in cells else []
    notes += [f"{column}: {cells[column]}" for column in columns if column in cells]
    return "; ".join(notes) or None
