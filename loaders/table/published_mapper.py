"""One record of a published register as statements, by the mapping that is part of the program.

Each record by itself: a party without an identifier is one of its record, and joins with no other by its name.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import msgspec

from loaders.common.decoding import DAMAGED, check_cells, decode_object
from loaders.common.xml_values import decode_xml
from loaders.contract import LoadContext, RawRecord
from loaders.table.entities import Parties, ReadHolding, is_placeholder
from loaders.table.interests import RowMapper
from loaders.table.json_rows import expand, unwrap
from loaders.table.mapped_rows import MappedRows
from loaders.table.mapping import Mapping as TableMapping
from loaders.table.model import Holding
from loaders.table.spelling import DateOrder
from ontology.errors import RecordError
from ontology.identifiers import COMPANIES_HOUSE, OPENCORPORATES, is_strong, normalise_identifier
from ontology.statements import EntityStatement, IdentityStatement, Statement


class Published(msgspec.Struct, frozen=True, kw_only=True):
    """What a publisher writes, and how it is read."""

    name: str
    title: str
    publisher: str
    url: str
    licence: str | None = None
    header: tuple[str, ...] = ()
    """Columns by which a table is told."""
    delimiter: str = ","
    keys: tuple[str, ...] = ()
    """Names near the beginning by which JSON or XML is told."""
    root: str = ""
    """Name of the first element of XML; blank: it is none."""
    elements: tuple[str, ...] = ()
    """Names of the elements that are records."""
    is_delta: bool = False
    """Whether a file adds to those before it: one filing, not a whole register."""
    lists: tuple[str, ...] = ()
    """Members of an object that hold all records."""
    unwrap: tuple[str, ...] = ()
    """Members that wrap a record, from the outside."""
    rows: tuple[str, ...] = ()
    """Lists of a record of which each item is a row."""
    mapping: TableMapping
    text: str
    """The YAML of the mapping."""


@dataclass(frozen=True)
class PublishedMapper:
    """The records of one register.  ``header``: the columns, where it is a table.  ``encoding``: that XML declares."""

    format: Published
    header: tuple[str, ...] = ()
    encoding: str | None = None
    _rows: list[tuple[LoadContext, MappedRows]] = field(default_factory=list, repr=False, compare=False)
    """What reads the rows of the file at hand."""

    def __reduce__(self) -> tuple[type[PublishedMapper], tuple[Published, tuple[str, ...], str | None]]:
        return PublishedMapper, (self.format, self.header, self.encoding)

    def map_record(self, raw_record: RawRecord, context: LoadContext) -> list[Statement]:
        """Return the statements of a record.  Raises RecordError where none of its holdings can be used."""
        rows = self._open_rows(context)
        parties = Parties(context.source_iri, context.base)
        holdings: list[ReadHolding] = []
        faults: list[RecordError] = []
        for cells in self._read_rows(raw_record.raw):
            try:
                stated = [_identify(holding, context) for holding in rows.read(cells)]
            except RecordError as error:
                faults.append(error)
                continue
            for one in stated:
                try:
                    holdings.append(parties.read(one))
                except RecordError as error:
                    faults.append(error)
        mapper, place = RowMapper(context, parties, DateOrder()), raw_record.locate(context)
        statements: list[Statement] = []
        for holding in holdings:
            try:
                statements += mapper.map_row(place, [holding])
            except RecordError as error:
                faults.append(error)
        if faults and not statements:
            raise faults[0]
        if faults:
            context.warn("HOLDING_LEFT_OUT", times=len(faults))
        return [*statements, *_join(statements, context)]

    def _open_rows(self, context: LoadContext) -> MappedRows:
        """Return what reads the rows, made once for a file."""
        if not self._rows or self._rows[0][0] is not context:
            self._rows[:] = [(context, MappedRows(self.format.mapping, context))]
        return self._rows[0][1]

    def _read_rows(self, raw: bytes) -> Iterable[Mapping[str, str]]:
        if not self.header:
            record = next(iter(decode_xml(raw, self.encoding).values())) if self.format.root else decode_object(raw)
            records = unwrap(record if isinstance(record, dict) else {}, self.format.unwrap)
            return [cells for record in records for cells in expand(record, self.format.rows)]
        try:
            cells = next(csv.reader([raw.decode()], delimiter=self.format.delimiter, strict=True), [])
        except (csv.Error, UnicodeDecodeError):
            raise RecordError("BAD_ROW", "the row cannot be split into cells", DAMAGED) from None
        check_cells(cells, self.header)
        return [{name: text for name, cell in zip(self.header, cells, strict=True) if (text := " ".join(cell.split()))}]


def _identify(holding: Holding, context: LoadContext) -> Holding:
    """Return the holding with a holder of its own where the record gives no identifier of him."""
    cells = holding.cells
    holder = cells.get("holder", "")
    if "holder_id" in cells or is_placeholder(holder):
        return holding
    subject = cells.get("subject_id") or cells.get("subject", "")
    own = context.base.record(context.source_iri, f"{subject}\n{holder}\n{holding.more.get('holder_born', '')}")
    return Holding({**cells, "holder_id": context.base.compact(own)}, holding.more)


def _join(statements: Iterable[Statement], context: LoadContext) -> Iterator[IdentityStatement]:
    """Yield that a British company of OpenCorporates is the one of that number at Companies House."""
    for statement in statements:
        if not isinstance(statement, EntityStatement):
            continue
        for identifier in statement.identifiers:
            if identifier.scheme != OPENCORPORATES or not identifier.value.startswith("gb/"):
                continue
            house = normalise_identifier(COMPANIES_HOUSE, identifier.value.removeprefix("gb/"))
            if house is not None and is_strong(house):
                yield IdentityStatement(
                    id=context.base.statement(context.source_iri, "same", statement.entity, house.value),
                    source=context.source_iri,
                    place=statement.place,
                    left=statement.entity,
                    right=context.base.identifier(house.scheme, house.value),
                    reason="OpenCorporates names a British company by its number at Companies House",
                )
