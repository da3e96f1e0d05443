"""Reads the example queries of graph/neo4j/queries.cypher by name, so that the tests run the text that is published."""

from __future__ import annotations

from importlib.resources import files


def load_queries() -> dict[str, str]:
    """Read name -> Cypher, without comments; a heading ``// name: ...`` starts a query, other comment lines belong to it.

    >>> "ultimate-controllers" in load_queries()
    True
    """
    queries: dict[str, list[str]] = {}
    name = ""
    for line in files("graph.neo4j").joinpath("queries.cypher").read_text(encoding="utf-8").splitlines():
        if line.startswith("// name:"):
            name = line.removeprefix("// name:").strip()
            queries[name] = []
        elif name and not line.startswith("//"):
            queries[name].append(line)
    return {name: "\n".join(lines).strip().removesuffix(";") for name, lines in queries.items()}
