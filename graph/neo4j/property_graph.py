"""Hold a property graph in canonical form: nodes, relationships, and a content hash of each.

Owns the form, its text and the hash.  Knows neither statements (which of them becomes what is in graph/neo4j/model.py) nor a server, so
that the two sides of a sync are compared by the same few lines.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import struct
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

Value = str | bool | int | float | datetime.date | tuple[str, ...]
Properties = Mapping[str, Value]

KEY_PROPERTIES: Final = frozenset(("uri", "id"))
"""The properties of nodes and relationships that are their keys."""

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

    def find_part(self, content: str) -> Part | None:
        """Find what can differ from the graph of that name; None where that is not known any more, or is most of it."""
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

    def find_part(self, content: str) -> Part | None:  # noqa: ARG002
        """Find nothing: graphs in memory are not kept."""
        return None

    def list_facts(self, content: str) -> Iterator[EntryRow] | None:  # noqa: ARG002
        """List nothing: its items are all there is."""
        return None


def list_sources(item: Item) -> tuple[str, ...]:
    """The IRIs of the sources that an item rests on."""
    if isinstance(item, Node) and item.group == "Source":
        return (item.key,)
    sources = item.properties.get("sources", ())
    return sources if isinstance(sources, tuple) else ()


def hash_content(item: Item) -> int:
    """Hash labels or type, ends and properties to 63 bits; the order of properties and labels is no content.

    >>> node = Node("urn:a", ("Entity", "Company"), {"name": "A", "uri": "urn:a"})
    >>> reordered = Node("urn:a", ("Entity", "Company"), {"uri": "urn:a", "name": "A"})
    >>> hash_content(node) == hash_content(reordered), 0 <= hash_content(node) < 2**63
    (True, True)
    """
    return hash_text(write_content(item))


def write_content(item: Item) -> str:
    """Write all of an item in its canonical form, one text for one content.

    >>> link = Relationship("urn:s", "OWNS", "urn:a", "urn:b", {"since": datetime.date(1998, 1, 1), "sources": ("urn:x",)})
    >>> write_content(link)
    '[["relationship","urn:s","OWNS","urn:a","urn:b"],{"since":{"date":"1998-01-01"},"sources":["urn:x"]}]'
    >>> parse_content(write_content(link)) == link
    True
    """
    if isinstance(item, Node):
        head = ["node", item.key, *sorted(item.labels)]
    else:
        head = ["relationship", item.key, item.type, item.start, item.end]
    properties = item.properties
    return _ENCODE([head, {name: properties[name] for name in properties if name != HASH} if HASH in properties else properties])


def write_value(value: Value) -> str:
    """Write a value of a property as it stands in the canonical form.

    >>> write_value(datetime.date(1998, 1, 1)), write_value(("a", "b")), write_value(50.0)
    ('{"date":"1998-01-01"}', '["a","b"]', '50.0')
    """
    return _ENCODE(value)


def hash_text(text: str) -> int:
    """Hash a canonical text to 63 bits."""
    return hash_bytes(text.encode("utf-8", "surrogatepass"))


def hash_bytes(text: bytes) -> int:
    """Hash a canonical text that is encoded in UTF-8."""
    return int.from_bytes(hashlib.blake2b(text, digest_size=8).digest(), "big") >> 1


def hash_each(texts: Iterable[bytes | memoryview]) -> list[int]:
    """Hash many canonical texts that are encoded in UTF-8."""
    digests = b"".join([hashlib.blake2b(text, digest_size=8).digest() for text in texts])
    return [number >> 1 for number in struct.unpack(f">{len(digests) // 8}Q", digests)]


def parse_content(text: str, anchor: str = "") -> Item:
    """Make an item of its canonical text.  ``anchor``: of a node, which of its labels is the anchor, for the text does not tell."""
    (kind, key, *rest), properties = json.loads(text)
    values = {name: _from_json(value) for name, value in properties.items()}
    if kind == "node":
        return Node(key, (anchor, *(label for label in rest if label != anchor)), values)
    relationship_type, start, end = rest
    return Relationship(key, relationship_type, start, end, values)


def _tag_date(value: datetime.date) -> dict[str, str]:
    # So that the date 2018-12-12 and the text "2018-12-12" differ.
    return {"date": value.isoformat()}


_ENCODE: Final = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_tag_date).encode


def _from_json(value: Any) -> Value:
    if isinstance(value, dict):
        return datetime.date.fromisoformat(value["date"])
    return tuple(value) if isinstance(value, list) else value
