"""Joins the IRIs of one party by the judgements of the ledger, as graph/generation/identity.py does in one process.

Owns the same union and the same guard, as joins: two legal entity identifiers are never joined by way of a register's number that both
records name.  Of several IRIs the canonical one is the first: an LEI, else another identifier, else the first by name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from graph.spark.components import find_components

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

    from graph.spark.session import Workspace
    from ontology.terms import Base

_PLACES: Final = 1
"""Characters before an IRI that put it in its order."""


def join_identities(identities: DataFrame, base: Base, workspace: Workspace) -> DataFrame:
    """Return (iri, canonical) for every IRI that is judged the same as an earlier one.

    ``identities``: as `graph.spark.ledger.open_ledger` gives them.
    """
    pairs = workspace.save(_list_judged(identities, base))
    direct = pairs.where("a LIKE '0%' AND b LIKE '0%'")
    heads = find_components(direct, workspace)
    followed = pairs
    joined = find_components(followed, workspace)
    several = _find_several(pairs, joined, heads)
    if not several.isEmpty():
        # In a party with several LEIs an IRI that two of them name joins them wrongly; what else is said of the others still holds.
        doubtful = _lead(pairs.where("NOT (a LIKE '0%' AND b LIKE '0%')"), joined).join(several, "root").select("a", "b")
        shared = workspace.save(_find_shared(doubtful, heads))
        wrong = doubtful.join(shared.selectExpr("member AS a"), "a", "left_semi").union(
            doubtful.join(shared.selectExpr("member AS b"), "b", "left_semi").select("a", "b")
        )
        followed = workspace.save(pairs.join(wrong.distinct(), ["a", "b"], "left_anti"))
        joined = find_components(followed, workspace)
        several = _find_several(followed, joined, heads)
        if not several.isEmpty():
            wrong = _lead(followed.where("NOT (a LIKE '0%' AND b LIKE '0%')"), joined).join(several, "root").select("a", "b")
            joined = find_components(followed.join(wrong, ["a", "b"], "left_anti"), workspace)
    return joined.selectExpr(f"substring(member, {_PLACES + 1}) AS iri", f"substring(root, {_PLACES + 1}) AS canonical")


def _list_judged(identities: DataFrame, base: Base) -> DataFrame:
    """List the pairs (a, b) whose last judgement is that they are the same, each IRI with its place in the order before it."""
    from pyspark.sql import functions as f

    def place(column: str) -> f.Column:
        iri = f.col(column)
        rank = f.when(iri.startswith(f"{base.iri}lei/"), "0").when(iri.startswith(f"{base.iri}ent/"), "2")
        return f.concat(rank.when(iri.startswith(base.iri), "1").otherwise("3"), iri)

    pairs = identities.select(
        f.least("left", "right").alias("a"), f.greatest("left", "right").alias("b"), "judgement", "stated_at", "position"
    )
    last = pairs.groupBy("a", "b").agg(f.max_by("judgement", f.struct(f.coalesce("stated_at", f.lit("")), "position")).alias("judgement"))
    return last.where("judgement = 'same' AND a <> b").select(place("a").alias("a"), place("b").alias("b"))


def _lead(pairs: DataFrame, joined: DataFrame) -> DataFrame:
    """Add to pairs (a, b) the root of their component."""
    return pairs.join(joined.selectExpr("member AS a", "root"), "a", "left").selectExpr("a", "b", "coalesce(root, a) AS root")


def _find_several(pairs: DataFrame, joined: DataFrame, heads: DataFrame) -> DataFrame:
    """Find the roots of the components with more than one LEI, those that a judgement joins itself counted as one."""
    lei = pairs.selectExpr("a AS member").union(pairs.selectExpr("b")).where("member LIKE '0%'").distinct()
    lei = lei.join(heads.withColumnRenamed("root", "head"), "member", "left").selectExpr("member", "coalesce(head, member) AS head")
    lei = lei.join(joined, "member", "left").selectExpr("coalesce(root, member) AS root", "head").distinct()
    return lei.groupBy("root").count().where("`count` > 1").select("root")


def _find_shared(pairs: DataFrame, heads: DataFrame) -> DataFrame:
    """Find the members of pairs that are no LEI and are paired with two LEIs or more, those that are one counted once."""
    sides = pairs.union(pairs.selectExpr("b", "a")).toDF("member", "lei").where("member NOT LIKE '0%' AND lei LIKE '0%'")
    sides = sides.join(heads.selectExpr("member AS lei", "root"), "lei", "left").selectExpr("member", "coalesce(root, lei) AS head")
    return sides.distinct().groupBy("member").count().where("`count` > 1").select("member")
