"""Hold a property graph in canonical form: nodes, relationships, and a content hash of each.

Owns the form and the hash.  Knows neither statements (which of them becomes what is in graph/neo4j/model.py) nor a server, so that the two
sides of a sync are compared by the same few lines.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

Value = str | bool | int | float | datetime.date | tuple[str, ...]
Properties = Mapping[str, Value]

HASH: Final = "syncHash"
"""Property that keeps an item's content hash on the server."""


@dataclass(frozen=True, slots=True)
class Node:
    """A party or a source.  ``labels[0]`` is the indexed anchor label (Entity, Source); ``key`` is the value of ``uri``."""

    key: str
    labels: tuple[str, ...]
    properties: Properties

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
    """A statement.  ``key`` is the value of ``id``; ``start`` and ``end`` are keys of Entity nodes."""

    key: str
    type: str
    start: str
    end: str
    properties: Properties

    @property
    def group(self) -> str:
        """The type, within which the key is unique."""
        return self.type

    @property
    def shape(self) -> tuple[str, ...]:
        """What items that one query writes have in common: the type."""
        return (self.type,)


Item = Node | Relationship


@dataclass(frozen=True, slots=True)
class Projection:
    """A property graph, in an order that writes well.

    ``complete`` says that the input was read to its end: only then may a sync delete.  ``scope`` names the sources that the
    input covers (None = all there are): what rests on another source too is left as it is.
    """

    nodes: tuple[Node, ...]
    relationships: tuple[Relationship, ...]
    complete: bool = True
    scope: frozenset[str] | None = None

    def items(self) -> Iterator[Item]:
        """Nodes, then relationships."""
        yield from self.nodes
        yield from self.relationships


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
    if isinstance(item, Node):
        head = ["node", item.key, *sorted(item.labels)]
    else:
        head = ["relationship", item.key, item.type, item.start, item.end]
    properties = {name: _to_json(value) for name, value in item.properties.items() if name != HASH}
    text = json.dumps([head, properties], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


def _to_json(value: Value) -> object:
    # Tagged, so that the date 2018-12-12 and the text "2018-12-12" differ.
    if isinstance(value, datetime.date):
        return {"date": value.isoformat()}
    return list(value) if isinstance(value, tuple) else value
