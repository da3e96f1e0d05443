"""Tables of properties: what a kind of item has, and from what, for one row and for columns alike.

Owns the form of such a table.  What parties and holdings have is in graph/neo4j/fields.py; graph/neo4j/columns.py makes SQL of a table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from operator import attrgetter
from typing import Any, NamedTuple

from graph.neo4j.property_graph import Value


class Column(NamedTuple):
    """What is read off a row.  ``read`` gives it in Python; ``text`` in SQL, where a date is its ISO text.  ``decode`` makes of a value
    that SQL gives what ``read`` gives, for a function."""

    read: Callable[[Any], Any]
    text: str
    decode: Callable[[Any], Any] = lambda value: value


class Field(NamedTuple):
    """A property that is a column.  ``type``: as the header of a file for neo4j-admin has it; of dates, texts and lists of texts."""

    name: str
    type: str
    column: str


class Group(NamedTuple):
    """Properties that a function works out of columns, with their types.  What it gives depends on nothing else."""

    work: Callable[..., Mapping[str, Value]]
    columns: tuple[str, ...]
    types: Mapping[str, str]


class Table(NamedTuple):
    """The properties of one kind of item, in the order in which an explorer shows them."""

    columns: Mapping[str, Column]
    entries: tuple[Field | Group, ...]

    def list_types(self) -> dict[str, str]:
        """List all properties that there can be, with their types."""
        types: dict[str, str] = {}
        for entry in self.entries:
            types |= {entry.name: entry.type} if isinstance(entry, Field) else entry.types
        return types

    def describe(self, row: Any) -> dict[str, Value]:
        """Give the properties of one row; neither nulls nor empty lists, which a server would not keep either."""
        properties: dict[str, Value] = {}
        for entry in self.entries:
            if isinstance(entry, Field):
                value = self.columns[entry.column].read(row)
                if value is not None and value != ():
                    properties[entry.name] = value
            else:
                properties |= entry.work(*(self.columns[name].read(row) for name in entry.columns))
        return properties


def read_column(name: str, text: str = "") -> Column:
    return Column(attrgetter(name), text or f'"{name.rpartition(".")[2]}"')


def write_each(column: str, expression: str) -> str:
    """Write in SQL the texts of the items ``x`` of a list."""
    return f"list_transform({column}, lambda x: {expression})"


def write_first(column: str, condition: str) -> str:
    """Write in SQL the first item ``x`` of a list for which something holds."""
    return f"list_filter({column}, lambda x: {condition})[1]"


def decode_list(value: list[str] | None) -> tuple[str, ...]:
    return tuple(value or ())


def drop_missing(**properties: Value | None) -> dict[str, Value]:
    """Keep neither nulls nor empty lists, which a server would not keep either."""
    return {name: value for name, value in properties.items() if value is not None and value != ()}


def list_groups(table: Table) -> Iterator[Group]:
    """List the groups of properties of a table."""
    return (entry for entry in table.entries if isinstance(entry, Group))
