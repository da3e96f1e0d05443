"""Write the Cypher that puts nodes and relationships on a server, as text.

Owns the schema statements, the queries that merge and delete items, and the row that a merge takes for an item.  Knows no connection, so
that the script of ``ownership export --format cypher`` and the sync send the same text.
"""

from __future__ import annotations

from importlib.resources import files
from typing import Any, Final

from graph.neo4j.model import DERIVED_TYPES, ENTITY_LABELS, RELATIONSHIP_TYPES
from graph.neo4j.property_graph import FACETS, HASH, Item, Node

COUNTED: Final = ("Source", "Entity", *RELATIONSHIP_TYPES, *DERIVED_TYPES)
"""Anchor labels and types, in the order in which what a server has of each is counted and kept."""


def load_schema() -> tuple[int, list[str]]:
    """Read schema.cypher: the number of its newest step, and all its statements in order."""
    lines = files("graph.neo4j").joinpath("schema.cypher").read_text(encoding="utf-8").splitlines()
    numbers = [int(line[3:6]) for line in lines if line.startswith("// ") and line[3:6].isdigit()]
    text = "\n".join(line for line in lines if not line.startswith("//"))
    return max(numbers), [part.strip() for part in text.split(";") if part.strip()]


def merge_nodes(shape: tuple[str, ...], rows: str = "$rows") -> str:
    """The query that writes nodes of one shape and returns how many; labels of ours that a node had before are taken from it.

    A node without a hash is somebody else's: it is not written, whatever its key.  ``rows``: a Cypher expression for a list of what
    ``make_row`` returns.

    >>> merge_nodes(("Source",)).partition(" ON CREATE")[0]
    'UNWIND $rows AS row MERGE (n:Source {uri: row.key})'
    """
    anchor, *others = shape
    stale = [label for label in ENTITY_LABELS if label not in others] if anchor == "Entity" else []
    labels = "".join(f" SET n:{label}" for label in others) + (" REMOVE n" + "".join(f":{label}" for label in stale) if stale else "")
    before = ""
    if anchor == "Entity":
        before = f"REMOVE n:$(coalesce(n.{FACETS}, [])) "
        # The anchor too: somebody may have written it into the list of what was just removed.
        labels += f" SET n:{anchor} SET n:$(coalesce(n.{FACETS}, []))"
    return (
        f"UNWIND {rows} AS row MERGE (n:{anchor} {{uri: row.key}}) ON CREATE SET n.{HASH} = 0 "
        f"WITH n, row WHERE n.{HASH} IS NOT NULL {before}SET n = row.properties{labels} RETURN count(*) AS rows"
    )


def merge_relationships(shape: tuple[str, ...], rows: str = "$rows") -> str:
    """The query that writes relationships of one shape and returns how many; those whose ends are missing, and those without a hash,
    which are somebody else's, are not written."""
    (relationship_type,) = shape
    return (
        f"UNWIND {rows} AS row MATCH (a:Entity {{uri: row.start}}) MATCH (b:Entity {{uri: row.end}}) "
        f"MERGE (a)-[r:{relationship_type} {{id: row.key}}]->(b) ON CREATE SET r.{HASH} = 0 "
        f"WITH r, row WHERE r.{HASH} IS NOT NULL SET r = row.properties RETURN count(*) AS rows"
    )


def create_nodes(shape: tuple[str, ...], *, with_facets: bool) -> str:
    """The query that writes new nodes of one shape and returns how many; it fails where a key is taken.

    >>> create_nodes(("Entity", "State"), with_facets=False)
    'UNWIND $rows AS row CREATE (n:Entity:State) SET n = row.properties RETURN count(*) AS rows'
    """
    facets = f" SET n:$(coalesce(n.{FACETS}, []))" if with_facets else ""
    return f"UNWIND $rows AS row CREATE (n:{':'.join(shape)}) SET n = row.properties{facets} RETURN count(*) AS rows"


def create_relationships(shape: tuple[str, ...]) -> str:
    """The query that writes new relationships of one shape and returns how many; those whose ends are missing are not written, and it
    fails where a key is taken."""
    (relationship_type,) = shape
    return (
        "UNWIND $rows AS row MATCH (a:Entity {uri: row.start}) MATCH (b:Entity {uri: row.end}) "
        f"CREATE (a)-[r:{relationship_type}]->(b) SET r = row.properties RETURN count(*) AS rows"
    )


# Both deletions start at a unique key, so the cost is that of what goes, however many relationships the holder has.
def delete_nodes(anchor: str) -> str:
    """The query that deletes the nodes of an anchor label whose keys are in ``$keys``."""
    return f"UNWIND $keys AS key MATCH (n:{anchor} {{uri: key}}) DETACH DELETE n"


def delete_relationships(relationship_type: str) -> str:
    """The query that deletes the relationships of a type whose keys are in ``$keys``."""
    return f"UNWIND $keys AS key MATCH ()-[r:{relationship_type} {{id: key}}]->() DELETE r"


def make_row(item: Item, content_hash: int) -> dict[str, Any]:
    """The item as a row of a merge: key, properties with the hash, and for a relationship the keys of its ends."""
    properties = {name: list(value) if isinstance(value, tuple) else value for name, value in item.properties.items()}
    row = {"key": item.key, "properties": {**properties, HASH: content_hash}}
    return row if isinstance(item, Node) else {**row, "start": item.start, "end": item.end}
