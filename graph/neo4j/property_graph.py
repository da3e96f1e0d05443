"""Hold a property graph: nodes and relationships, as both sides of a sync have them.

Knows neither statements (which of them becomes what is in graph/neo4j/model.py) nor a server.  What is hashed of an item is in
graph/neo4j/content.py.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

import msgspec

Value = str | bool | int | float | datetime.date | tuple[str, ...]
Properties = Mapping[str, Value]

HASH: Final = "syncHash"
"""Property that keeps an item's content hash on the server."""

DERIVED_PREFIX: Final = "DERIVED_"
"""How the types of what the engine found begin, so that a query over facts never walks it."""

FACETS: Final = "facets"
"""Property of an entity that lists the labels it has beside its anchor and its type; no others are ever taken from it."""

RUN: Final = "run"
"""Property of a derived relationship: the name of the run that it belongs to."""


@dataclass(frozen=True, slots=True)
class Node:
    """A party or a source.  ``labels[0]`` is the indexed anchor label (Entity, Source); ``key`` is the value of ``uri``."""

    key: str
    labels: tuple[str, ...]
    properties: Properties

    @property
    def kind(self) -> str:
        """What the sync counts and orders it as."""
        return "node"

    @property
    def group(self) -> str:
        """The anchor label, within which the key is unique."""
        return self.labels[0]

    @property
    def shape(self) -> tuple[str, ...]:
        """What items that one query writes have in common: all labels."""
        return self.labels


@dataclass(frozen=True, slots=True)
class Relationship:
    """A statement, or an answer of the engine.  ``key`` is the value of ``id``; ``start`` and ``end`` are keys of Entity nodes."""

    key: str
    type: str
    start: str
    end: str
    properties: Properties

    @property
    def kind(self) -> str:
        """What the sync counts and orders it as: what was stated, or what the engine found."""
        return "derived" if self.type.startswith(DERIVED_PREFIX) else "relationship"

    @property
    def group(self) -> str:
        """The type, within which the key is unique."""
        return self.type

    @property
    def shape(self) -> tuple[str, ...]:
        """What items that one query writes have in common: the type."""
        return (self.type,)


Item = Node | Relationship

OnRead = Callable[[int], None]
"""Called now and then with the number of statements that were read, as long as no item comes of them."""


def ignore_reading(read: int) -> None:
    """Take what nobody waits for."""


EntryRow = tuple[str, str, str, int, str, str, str, str]
"""What a manifest keeps of an item, in the order of its columns (graph/neo4j/manifest.py)."""


@dataclass(frozen=True, slots=True)
class Part:
    """What of a graph can differ from an earlier one.

    ``items``: those of the graph, to be read once, in the order of ``Graph.items``.  ``nodes`` and ``relationships``: keys of all that can
    differ, of those that are gone too.  ``ends``: keys of the nodes of which the derived relationships to them can differ; None = all.
    """

    items: Iterator[Item]
    nodes: frozenset[str]
    relationships: frozenset[str]
    ends: frozenset[str] | None


class WholeReason(StrEnum):
    """Why all of a graph is compared with what the server has, and not only what can differ from an earlier graph."""

    UNFINISHED = "the last sync was cut off"
    SERVER = "the server has not what the last sync left there"
    PROGRAM = "another version of the program made what the server has"
    GONE = "the generation that was last synced is not kept any more"
    SOURCES = "a source began or ceased to be of deltas or to list every holder"
    ORDER = "a source lost or changed some of its releases and kept others"
    MUCH = "more differs from what was last synced than a tenth of the statements, or 300,000"
    MEMORY = "memory was short to follow what changed"


class Graph(Protocol):
    """A property graph that can be read from its beginning as often as is asked, however large it is.

    ``complete`` says that the input was read to its end: only then may a sync delete.  ``scope`` names the sources that the
    input covers (None = all there are): what rests on another source too is left as it is.  ``content`` names the graph: two graphs of
    one name are the same; None = it has no name, and must be read to be known.  ``runs`` names the runs of derived answers that it has:
    those of other runs are left as they are.  ``size``: about how many items it has, for who waits.
    """

    @property
    def complete(self) -> bool: ...

    @property
    def scope(self) -> frozenset[str] | None: ...

    @property
    def content(self) -> str | None: ...

    @property
    def runs(self) -> frozenset[str]: ...

    @property
    def size(self) -> int: ...

    def items(self, on_read: OnRead = ...) -> Iterator[Item]:
        """Nodes, then relationships, then derived ones, in an order that writes well.  ``on_read`` is told of what must be read first."""
        ...

    def find_part(self, content: str) -> Part | WholeReason:
        """Find what can differ from the graph of that name, or why that is not known, or is most of it."""
        ...

    def list_facts(self, content: str) -> Iterator[EntryRow] | None:
        """List what a manifest keeps of the facts of the graph of that name, in any order, some twice; None where they are others than
        those of this graph, or can only be had by making each item."""
        ...


@dataclass(frozen=True, slots=True)
class Projection:
    """A property graph in memory; see Graph."""

    nodes: tuple[Node, ...]
    relationships: tuple[Relationship, ...]
    complete: bool = True
    scope: frozenset[str] | None = None
    content: str | None = None
    derived: tuple[Relationship, ...] = ()
    runs: frozenset[str] = frozenset()

    @property
    def size(self) -> int:
        """How many items it has."""
        return len(self.nodes) + len(self.relationships) + len(self.derived)

    def items(self, on_read: OnRead = ignore_reading) -> Iterator[Item]:  # noqa: ARG002
        """Nodes, then relationships, then derived ones."""
        yield from self.nodes
        yield from self.relationships
        yield from self.derived

    def find_part(self, content: str) -> WholeReason:  # noqa: ARG002
        """Find nothing: graphs in memory are not kept."""
        return WholeReason.GONE

    def list_facts(self, content: str) -> Iterator[EntryRow] | None:  # noqa: ARG002
        """List nothing: its items are all there is."""
        return None


def list_sources(item: Item) -> tuple[str, ...]:
    """The IRIs of the sources that an item rests on."""
    if isinstance(item, Node) and item.group == "Source":
        return (item.key,)
    sources = item.properties.get("sources", ())
    return sources if isinstance(sources, tuple) else ()


def encode_item(item: Item) -> bytes:
    """Write an item as bytes that wait on disk.

    >>> link = Relationship("urn:s", "OWNS", "urn:a", "urn:b", {"since": datetime.date(1998, 1, 1), "sources": ("urn:x",)})
    >>> decode_item(encode_item(link)) == link
    True
    """
    head = (item.key, *item.labels) if isinstance(item, Node) else (item.key, item.type, item.start, item.end)
    properties = item.properties
    # Written as text, as a date is: which are dates must be told.
    dates = [name for name, value in properties.items() if type(value) is datetime.date]
    return _ENCODE((isinstance(item, Node), head, properties, dates))


def decode_item(content: bytes) -> Item:
    """Read what ``encode_item`` wrote."""
    is_node, (key, *rest), properties, dates = _DECODE(content)
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in properties.items()}
    values |= {name: datetime.date.fromisoformat(properties[name]) for name in dates}
    if is_node:
        return Node(key, tuple(rest), values)
    relationship_type, start, end = rest
    return Relationship(key, relationship_type, start, end, values)


_ENCODE: Final = msgspec.msgpack.Encoder().encode
_DECODE: Final = msgspec.msgpack.Decoder().decode
