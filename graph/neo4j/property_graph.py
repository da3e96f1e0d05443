"""What the property graph consists of, in canonical form: nodes, relationships, and a content hash for each.

Owns the canonical form and the hash.  Knows neither statements nor a server, so that the two sides of a sync
can be compared by the same few lines.
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
    """``labels[0]`` is the indexed anchor label (Entity, Source); ``key`` is the value of ``uri``."""

    key: str
    labels: tuple[str, ...]
    properties: Properties

    @property
    def group(self) -> str:
        return self.labels[0]


@dataclass(frozen=True, slots=True)
class Relationship:
    """``key`` is the value of ``id``; ``start`` and ``end`` are keys of Entity nodes."""

    key: str
    type: str
    start: str
    end: str
    properties: Properties

    @property
    def group(self) -> str:
        return self.type


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


def sources_of(item: Item) -> tuple[str, ...]:
    """IRIs of the sources that an item rests on."""
    if isinstance(item, Node) and item.group == "Source":
        return (item.key,)
    found = item.properties.get("sources", ())
    return found if isinstance(found, tuple) else ()


def content_hash(item: Item) -> int:
    """A non-negative 63-bit hash of labels or type, ends and properties; the order of properties and labels is no content.

    >>> one = Node("urn:a", ("Entity", "Company"), {"name": "A", "uri": "urn:a"})
    >>> two = Node("urn:a", ("Entity", "Company"), {"uri": "urn:a", "name": "A"})
    >>> content_hash(one) == content_hash(two), 0 <= content_hash(one) < 2**63
    (True, True)
    """
    if isinstance(item, Node):
        head = ["node", item.key, *sorted(item.labels)]
    else:
        head = ["relationship", item.key, item.type, item.start, item.end]
    properties = {name: _plain(value) for name, value in item.properties.items() if name != HASH}
    text = json.dumps([head, properties], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


def _plain(value: Value) -> object:
    # Tagged, so that the date 2018-12-12 and the text "2018-12-12" differ.
    if isinstance(value, datetime.date):
        return {"date": value.isoformat()}
    return list(value) if isinstance(value, tuple) else value
