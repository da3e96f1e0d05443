"""The generic table (docs/reference/table.md) as an export: what leaves can come in again.

A row is one direct holding as it stands.  What a row cannot say is left out and counted, never said in part: the loader reads each row as
a direct holding of its own, so a summary of a chain or an older version of a record would be counted twice.  Rows come out of the ledger's
columns, and what is said of their parties out of the party table, some thousand at a time.
"""

# What is put together here are names of our own tables and columns, and texts that are quoted.
# ruff: noqa: S608

from __future__ import annotations

import functools
import re
from typing import Any, BinaryIO, Final

import msgspec
import numpy as np
import numpy.typing as npt

from graph.exports.current import CLOSING, NO_SUBJECT, NOT_ACCEPTED, SUPERSEDED
from graph.exports.current_columns import find_replaced
from graph.exports.ledger_tables import open_ledger_tables
from graph.exports.request import ExportRequest
from graph.files import raise_store_errors
from graph.generation import sql
from graph.generation.generation import Generation
from graph.generation.party import is_stand_in
from graph.generation.party_table import KINDS
from graph.generation.sql import quote
from graph.generation.text_batches import fetch_batches
from ontology.errors import RecordError
from ontology.shares import Share, format_exactly, format_percent
from ontology.statements import Change, Directness, Interest, Kind, Status
from ontology.table import TABLE_COLUMNS

_KINDS: Final = [
    "person" if kind.is_person else "unknown" if kind in (Kind.ANONYMOUS_ENTITY, Kind.UNKNOWN) else kind.value for kind in KINDS
]
"""The table's word for each kind."""

INDIRECT: Final = "indirect holdings (a row is a direct one)"
PERSON_HELD: Final = "holdings in a person"
OWN_SHARES: Final = "holdings of a party in itself that are no treasury shares"
OTHER_IDS: Final = "further ids of joined parties (a row has one of each)"
_INVISIBLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_QUOTED: Final = re.compile(r'[\x00-\x1f\x7f",]')
"""What a cell is looked through for: to be dropped, or to be written in quotes."""
_JURISDICTION: Final = re.compile(r"[A-Z]{2}(?:-[A-Z0-9]{1,3})?")
_NOBODY: Final = -1
"""In the place of the number of a party that is not known."""
_PERSON: Final = np.array([kind.is_person for kind in KINDS])

_NOTE: Final = "coalesce(list_filter(list_transform(evidence, lambda e: e.quote), lambda q: q <> '')[1], note, '')"
_COLUMNS: Final = f"""
    position,
    CASE WHEN NOT {sql.is_accepted("s")} THEN {quote(NOT_ACCEPTED)}
        WHEN subject IS NULL THEN if(change = '{Change.CLOSED}', {quote(CLOSING)}, {quote(NO_SUBJECT)})
        WHEN direct = '{Directness.INDIRECT}' OR len(components) > 0 THEN {quote(INDIRECT)} END,
    interest IN ('{Interest.SHAREHOLDING}', '{Interest.VOTING_RIGHTS}') AND contains(lower({_NOTE}), 'treasury'),
    coalesce((md5_number_lower(holder) >> 1)::BIGINT, {_NOBODY}), coalesce((md5_number_lower(subject) >> 1)::BIGINT, {_NOBODY}),
    interest, CASE WHEN share IS NOT NULL THEN to_json(share)::VARCHAR END,
    concat_ws(',', coalesce(valid_from, ''), coalesce(valid_until, ''), coalesce(stated_at, ''),
        if(change = '{Change.CLOSED}' AND valid_until IS NULL, '{Status.FORMER}', status)),
    source, {_NOTE}
"""
"""Of an interest statement ``s``: its position, why no row can hold it whoever its parties are, whether it is one in treasury shares, the
hashes of the IRIs of its parties, and what cells say."""


def write(request: ExportRequest, out: BinaryIO) -> int:
    """Write the rows in the order of the ledger; return how many.  Raises StoreError."""
    generation = request.generation
    out.write(f"{','.join(TABLE_COLUMNS)}\n".encode())
    is_written = np.zeros(len(generation) + 1, np.bool_)
    count = 0
    with raise_store_errors(generation.path), open_ledger_tables(request) as tables:
        rows = _RowWriter(request, find_replaced(tables))
        for batch in fetch_batches(tables.execute(f"SELECT {_COLUMNS} FROM chosen_interest s")):
            lines, numbers = rows.write(batch)
            out.write("".join(lines).encode())
            is_written[numbers] = True
            count += len(lines)
    if ids := int(generation.count_aliases()[is_written[:_NOBODY]].sum()):
        request.omissions[OTHER_IDS] += ids
    return count


class _RowWriter:
    """Writes some rows at a time and counts what is left out.  ``replaced``: positions, in rising order."""

    def __init__(self, request: ExportRequest, replaced: npt.NDArray[np.int64]) -> None:
        self._generation, self._omissions, self._replaced = request.generation, request.omissions, replaced
        self._keys, self._numbers = self._generation.party_keys()
        self._kinds = self._generation.party_kinds()

    def write(self, batch: list[tuple[Any, ...]]) -> tuple[list[str], list[int]]:
        """Write the lines of the rows of a batch that the table can hold; give the numbers of their parties, too."""
        positions, _, _, *ends = (np.array(column) for column in zip(*(row[:5] for row in batch), strict=True))
        holders, subjects = (self._find_numbers(hashes) for hashes in ends)
        is_replaced = np.isin(positions, self._replaced[slice(*np.searchsorted(self._replaced, [positions.min(), positions.max() + 1]))])
        is_person_held = (subjects != _NOBODY) & _PERSON[self._kinds[subjects]]
        is_own = (holders != _NOBODY) & (holders == subjects)
        cells = _describe_parties(self._generation, np.unique([holders, subjects]))
        lines, numbers = list[str](), list[int]()
        judged = zip(
            batch, is_replaced.tolist(), is_person_held.tolist(), is_own.tolist(), holders.tolist(), subjects.tolist(), strict=True
        )
        for row, is_row_replaced, is_held, is_row_own, holder, subject in judged:
            _, reason, is_treasury, _, _, interest, share, days, source, note = row
            # Of what nobody accepted nothing is replaced.
            reason = SUPERSEDED if is_row_replaced else reason or (PERSON_HELD if is_held else None)
            reason = reason or (OWN_SHARES if is_row_own and not is_treasury else None)
            if reason is not None:
                self._omissions[reason] += 1
                continue
            (name, described), (other_name, other_described) = cells[holder], cells[subject]
            share = _write_share(share) if share is not None else ""
            note = _write_cell(note) if note else ""
            lines.append(f"{name},{other_name},{interest},{share},{days},{described},{other_described},{_write_source(source)},{note}\n")
            numbers += (holder, subject)
        return lines, numbers

    def _find_numbers(self, hashes: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        if not len(self._keys):
            return np.full(len(hashes), _NOBODY)
        places = np.minimum(np.searchsorted(self._keys, hashes), len(self._keys) - 1)
        return np.where(self._keys[places] == hashes, self._numbers[places], _NOBODY)


def _describe_parties(generation: Generation, numbers: npt.NDArray[np.int64]) -> dict[int, tuple[str, str]]:
    """Write of parties by number their names, and what else a row says of each: id, kind and jurisdiction."""
    cells = {_NOBODY: ("?", f",{_KINDS[KINDS.index(Kind.UNKNOWN)]},")}
    numbers = numbers[numbers != _NOBODY]
    for number, iri, name, kind, place in zip(numbers.tolist(), *generation.party_columns(numbers), strict=True):
        # The table's sign for a party without a name; its id says which.
        is_named = name.strip() and name not in (iri, generation.base.compact(iri)) and not is_stand_in(name)
        cells[number] = (_write_cell(name) if is_named else "?", f"{_write_cell(iri)},{_KINDS[kind]},{_write_jurisdiction(place)}")
    return cells


@functools.lru_cache(maxsize=1_000)
def _write_jurisdiction(code: bytes) -> str:
    jurisdiction = code.decode()
    return jurisdiction if _JURISDICTION.fullmatch(jurisdiction) else ""


def _write_cell(text: str) -> str:
    """Write a cell without characters that cannot be seen, which the loader refuses; in quotes where it has to be.

    >>> _write_cell('a "b", c'), _write_cell("a\\x00b")
    ('"a ""b"", c"', 'ab')
    """
    if _QUOTED.search(text) is None:
        return text
    text = _INVISIBLE.sub("", text)
    return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in ',"\r\n') else text


_write_source = functools.lru_cache(maxsize=1_000)(_write_cell)


@functools.lru_cache(maxsize=50_000)
def _write_share(line: str) -> str:
    """Write the cell of a share, which comes as JSON."""
    return _write_cell(_format_share(msgspec.json.decode(line, type=Share)))


def _format_share(share: Share) -> str:
    if share.exact or share.min == share.max:
        if share.text and _means(share.text, share):
            return share.text
        return format_exactly(share.min) if share.min == share.max else format_percent(share.min)
    return share.interval()


def _means(text: str, share: Share) -> bool:
    """Whether the published text is in the table's notation and means this share (1/3 does, "wholly-owned" does not)."""
    try:
        return Share.parse(text) == share
    except RecordError:
        return False
