"""Finds which members of a set of pairs hang together, by joins until nothing changes.

Large star and small star in turn (Kiveris, Lattanzi, Mirrokni, Rastogi and Vassilvitskii, "Connected Components in MapReduce and Beyond",
2014): every member is linked to the least one that it is linked to, so that each component ends as a star round its least member.  Rounds
grow with the square of the logarithm of the largest component.  Knows no ownership.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

    from graph.spark.session import Workspace


def find_components(pairs: DataFrame, workspace: Workspace) -> DataFrame:
    """Return (member, root) for every member of pairs (a, b): the least member of its component; all but the roots themselves.

    Members are numbers or texts, whose order is that of the table.
    """
    edges = workspace.save(pairs.selectExpr("greatest(a, b) AS a", "least(a, b) AS b").where("a <> b").distinct())
    state = _measure(edges)
    while state[0]:
        edges = workspace.save(_link_smaller(_link_larger(edges)))
        last, state = state, _measure(edges)
        if state == last:
            break
    return edges.selectExpr("a AS member", "b AS root")


def _link_larger(edges: DataFrame) -> DataFrame:
    """Link all larger neighbours of each member to its least neighbour, or to itself where that is less."""
    both = edges.union(edges.selectExpr("b AS a", "a AS b"))
    return _link(both, "b > a")


def _link_smaller(edges: DataFrame) -> DataFrame:
    """Link each member, and its smaller neighbours, to the least of them."""
    return _link(edges.union(edges.selectExpr("a", "a AS b").distinct()), "true")


def _link(neighbours: DataFrame, which: str) -> DataFrame:
    least = neighbours.groupBy("a").agg({"b": "min"}).selectExpr("a", "least(a, `min(b)`) AS least")
    return neighbours.where(which).join(least, "a").where("b <> least").selectExpr("b AS a", "least AS b").distinct()


def _measure(edges: DataFrame) -> tuple[int, int]:
    """Count the edges, and add up their hashes: two rounds that agree have the same edges."""
    row = edges.selectExpr("count(*) AS edges", "coalesce(sum(CAST(xxhash64(a, b) AS DECIMAL(38, 0))), 0) AS hashes").first()
    assert row is not None
    return int(row["edges"]), int(row["hashes"])
