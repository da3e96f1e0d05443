"""A mapping: which column of somebody's table means what, and how its cells are written.

Owns the model of a mapping and nothing of its YAML (mapping_reader.py, mapping_writer.py) or of rows (mapped_rows.py).  A mapping is data:
a person corrects it, a load keeps it with its source.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import msgspec

from ontology.table import TABLE_COLUMNS

VERSION: Final = "1"
UNDECIDED: Final = "?"
"""The value of an option that a person has to decide; a table is not loaded while one is left."""

LOCAL: Final = "local"
"""The scheme of identifiers that are the table's own and join with nothing."""

MORE_FIELDS: Final = ("directness", "beneficial", "details", "record", "holder_born")
"""What a mapped table may state beyond the columns of the generic table."""
FIELDS: Final = (*TABLE_COLUMNS, *MORE_FIELDS)
DATE_FIELDS: Final = ("valid_from", "valid_until", "stated_at", "holder_born")
ID_FIELDS: Final = ("holder_id", "subject_id")


class Unit(StrEnum):
    """What the numbers of a share column are parts of."""

    PERCENT = "percent"
    FRACTION = "fraction"
    """Parts of one: 0.51 is 51 %."""
    COUNT = "count"
    """Numbers of shares or votes, out of a total."""


class DecimalSign(StrEnum):
    """What stands before the decimals."""

    POINT = "point"
    COMMA = "comma"


class Order(StrEnum):
    """Which of two numbers before a year is the day."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"
    SERIAL = "serial"
    """Days since 1899-12-30, as spreadsheet programs count them."""


class YesNo(StrEnum):
    """Whether something is so."""

    YES = "yes"
    NO = "no"


class Century(StrEnum):
    """In which hundred years dates lie that have only the last two digits of their year."""

    LAST = "1900"
    THIS = "2000"


class Fill(StrEnum):
    """What a blank cell means."""

    NONE = "none"
    DOWN = "down"
    """The cell above: a table that writes a company once and its holders below it."""


class Split(StrEnum):
    """Whether a cell names one party or several."""

    NONE = "none"
    LIST = "list"
    """Several, each with a share or none: "Mill AG (51 %), Dam AG (49 %)"."""


class Condition(msgspec.Struct, frozen=True, kw_only=True):
    """A cell that is one of these, without regard to case; a blank value stands for a blank cell."""

    column: str
    values: tuple[str, ...]


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """Where one field of a holding is read from: columns, or one value for every row."""

    columns: tuple[str, ...] = ()
    """Several are joined by ``join``."""
    join: str = " "
    first: tuple[str, ...] = ()
    """Columns of which the first that is filled is read."""
    blank: str | None = None
    """What a blank cell means."""
    when: Condition | None = None
    """The field is read of rows that fulfil it, and is blank in others."""
    value: str | None = None
    codes: dict[str, str] = {}
    """What a cell means, by the cell."""
    otherwise: str | None = None
    """What a cell means that is not among the codes; None: what it says."""
    find: str | None = None
    """Regular expression: what is read of a cell is its first group; a cell in which it is not found is blank."""
    fill: Fill = Fill.NONE
    split: Split = Split.NONE
    """Of a holder: whether its cell is a list."""
    scheme: str | None = None
    """Scheme of the identifiers of the column."""
    order: Order | None = None
    century: Century | None = None
    """Of dates that have only the last two digits of their year."""
    unit: Unit = Unit.PERCENT
    decimal: DecimalSign | None = None
    of: str | None = None
    """The total of a count: a number, or the column that has it."""
    min: tuple[str, ...] = ()
    max: tuple[str, ...] = ()
    """Columns of the bounds of a band; of several the first that is filled."""
    alternatives: tuple[Field, ...] = ()
    """In place of all else: the first of them that gives a value."""

    def list_all(self) -> tuple[Field, ...]:
        """Return the field, or its alternatives."""
        return self.alternatives or (self,)


class Tree(msgspec.Struct, frozen=True, kw_only=True):
    """A list in which who stands deeper belongs to the nearest one above that stands less deep."""

    columns: tuple[str, ...]
    """The column of the names; of a tree whose levels are columns all of these, the highest first."""
    level: str | None = None
    """A column of whole numbers that says how deep each stands."""
    number: str | None = None
    """A column of numbers such as 1.2.1, of which each point is a level."""

    def list_columns(self) -> list[str]:
        """Return every column that says whose a row is or how deep it stands."""
        return [*self.columns, *(name for name in (self.level, self.number) if name)]

    @property
    def is_drawn(self) -> bool:
        """Whether the blanks or signs before a name say how deep it stands."""
        return self.level is None and self.number is None and len(self.columns) == 1


class Mapping(msgspec.Struct, frozen=True, kw_only=True):
    """How one table is read."""

    columns: dict[str, Field]
    """Field of FIELDS -> where it is read from."""
    also: tuple[dict[str, Field], ...] = ()
    """Further interests of a row: the fields in which each differs from ``columns``."""
    where: tuple[Condition, ...] = ()
    without: tuple[Condition, ...] = ()
    """Rows that are left out, such as lines of totals."""
    notes: tuple[str, ...] = ()
    """Columns that are kept in the note of the statement."""
    sheet: str | None = None
    """Sheet of a workbook, table of a database; None: the only one."""
    header: int = 1
    """Row that names the columns; of several that do so together the first."""
    header_end: int | None = None
    """The last of several rows that name the columns together; None: there is one."""
    delimiter: str | None = None
    encoding: str | None = None
    is_turned: bool = False
    """Whether the rows of the table are what columns are in others."""
    grid: tuple[str, ...] = ()
    """Columns that are parties: each filled cell below them is a row."""
    tree: Tree | None = None

    def list_columns(self) -> list[str]:
        """Return every column that is read, each once."""
        given = [*self.columns.values(), *(field for more in self.also for field in more.values())]
        fields = [field for one in given for field in one.list_all()]
        named = [name for field in fields for name in (*field.columns, *field.first, *field.min, *field.max)]
        named += [field.when.column for field in fields if field.when]
        named += [field.of for field in fields if field.of and not is_number(field.of)]
        return list(dict.fromkeys([*named, *(condition.column for condition in (*self.where, *self.without)), *self.notes]))


def is_number(text: str) -> bool:
    """Whether the total of a count is a number, and not the name of a column.

    >>> is_number("1000"), is_number("1,000.00"), is_number("Total shares")
    (True, True, False)
    """
    plain = text.strip().replace(",", "").replace(".", "").replace(" ", "").replace("'", "")
    return plain.isascii() and plain.isdigit()
