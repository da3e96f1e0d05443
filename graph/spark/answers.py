"""Writes who ultimately controls each company as the table of answers: the columns of graph/exports/answers/rows.py as Parquet.

Owns what of a row is known on a cluster: company, verdict, controllers, rings and what was asked.  Names, sizes of shares and chains are
not worked out here: they are null, which says that and nothing else.  So is ``contested`` where several may control and at most one surely
does: that is told from the chains.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec

from graph.exports.answers.rows import COLUMNS, QuestionRow

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame

_TYPES: Final = {"VARCHAR": "string", "VARCHAR[]": "array<string>", "INTEGER": "int"}
"""Types of Spark whose names are others than those of DuckDB."""


def make_answers(companies: DataFrame, controllers: DataFrame, parties: DataFrame, question: QuestionRow) -> DataFrame:
    """Make a row for each company with each who ultimately controls it, or one with nobody.

    ``companies``: (company), those in which somebody holds something; ``controllers``: as `graph.spark.controllers.find_controllers` gives
    them; ``parties``: (party, iri).  Sorted by company, those who surely control it first.
    """
    from pyspark.sql import functions as f

    named = _name_controllers(controllers, parties)
    summed = named.groupBy("company").agg(
        f.max("certain").alias("has_certain"),
        f.coalesce(f.sum(f.col("certain").cast("int")), f.lit(0)).alias("certain_ones"),
        f.count("controller").alias("named_ones"),
        f.max("truncated").alias("truncated"),
    )
    table = companies.join(parties.selectExpr("party AS company", "iri AS company_iri"), "company")
    table = table.join(summed, "company", "left").join(named.drop("truncated"), "company", "left")
    verdict = f.when(f.col("has_certain"), "certain").when(~f.col("has_certain"), "possible").otherwise("not_shown")
    known: dict[str, Any] = {
        "company": f.col("company_iri"),
        "verdict": verdict,
        "contested": f.when(f.col("certain_ones") > 1, True).when(f.coalesce("named_ones", f.lit(0)) < 2, False),
        "truncated": f.coalesce("truncated", f.lit(False)),
        "controller": f.col("controller"),
        "certainty": f.when(f.col("certain"), "certain").when(~f.col("certain"), "possible"),
        "ring": f.coalesce("ring", f.array()),
        "acting_together": f.array(),
        **{name: f.lit(value) for name, value in msgspec.structs.asdict(question).items()},
    }
    columns = [_cast(known.get(name), kind).alias(name) for name, kind in COLUMNS.items()]
    return table.select(*columns).orderBy("company", f.col("certainty").asc_nulls_last(), "controller")


def _cast(column: Any, kind: str) -> Column:
    from pyspark.sql import functions as f

    name = _TYPES.get(kind, kind.replace(" ", ""))
    return (f.lit(None) if column is None else column).cast(name)


def _name_controllers(controllers: DataFrame, parties: DataFrame) -> DataFrame:
    """Name controllers and the members of rings by their IRIs; of a ring the first member but the company itself is its controller."""
    from pyspark.sql import functions as f

    by_party = parties.withColumnRenamed("party", "controller")
    alone = controllers.where("ring IS NULL").join(by_party, "controller", "left")
    no_ring = f.lit(None).cast("array<string>").alias("ring")
    alone = alone.select("company", f.col("iri").alias("controller"), "certain", "truncated", no_ring)
    members = controllers.where("ring IS NOT NULL").select("company", "certain", "truncated", "ring", f.explode("ring").alias("member"))
    members = members.join(parties.withColumnRenamed("party", "member"), "member")
    first = f.min(f.when(f.col("member") != f.col("company"), f.col("iri")))
    rings = members.groupBy("company", "certain", "truncated", "ring").agg(
        first.alias("controller"), f.sort_array(f.collect_list("iri")).alias("iris")
    )
    return alone.unionByName(rings.drop("ring").withColumnRenamed("iris", "ring"))
