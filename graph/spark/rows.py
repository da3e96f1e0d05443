"""Makes the rows of the network from interest statements, in the workers, by the rules of graph/generation/build_network.py.

Owns how the statements are dealt out: rows are made of any statements by themselves, and closed by the versions of one record together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

import duckdb
import numpy as np

from graph.generation import build_network
from graph.generation.interest_table import ACCEPTED
from ontology.errors import InternalError

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

    from graph.spark.session import Workspace

_TYPES: Final = {
    **dict.fromkeys(("subject", "holder"), "BIGINT"),
    **dict.fromkeys(("interest", "status", "direct", "flags", "reason"), "INTEGER"),
    **dict.fromkeys(("min", "max"), "BIGINT"),
    **dict.fromkeys(("from_first", "from_last", "until_first", "until_last", "stated", "source"), "INTEGER"),
    **dict.fromkeys(("statement", "series", "rank", "quoted_at", "id_hash", "line"), "BIGINT"),
}
"""The columns of a row.  ``subject`` and ``holder`` are numbers of parties; no holder: one without a name; no subject: a closing that names
no ends."""
HASHES: Final = ("series", "id_hash", "line")
"""Columns that are unsigned where rows are made; a table of Spark has the same bits as signed numbers."""
SCHEMA: Final = ", ".join(f"`{name}` {kind}" for name, kind in _TYPES.items())


def make_rows(interests: DataFrame, canonical: DataFrame | None, workspace: Workspace, buckets: int) -> tuple[DataFrame, DataFrame]:
    """Make the rows of all interest statements; returns them, and (party, iri) for every party that they name.

    ``canonical``: (iri, canonical) for the IRIs that are another party's; ``buckets``: how many pieces records are dealt into.  Raises
    InternalError HASHES_MEET.
    """
    statements = _name_parties(interests, canonical)
    rows = workspace.save(statements.mapInArrow(_read_statements, SCHEMA))
    parties = statements.selectExpr("subject_number AS party", "subject AS iri").union(statements.selectExpr("holder_number", "holder"))
    parties = workspace.save(parties.where("party IS NOT NULL").distinct())
    if parties.count() != parties.select("party").distinct().count():
        raise InternalError("HASHES_MEET", "two parties have the same 64-bit hash", "report it with the sources that were loaded")
    return _close_rows(rows, workspace, buckets), parties


def _name_parties(interests: DataFrame, canonical: DataFrame | None) -> DataFrame:
    """Replace the IRIs of holders and subjects by the canonical ones, and number them: by a hash of 64 bits."""
    table = interests
    for side in ("holder", "subject"):
        if canonical is not None:
            joined = table.join(canonical.withColumnRenamed("iri", side), side, "left")
            table = joined.withColumn(side, _coalesce("canonical", side)).drop("canonical")
        table = table.selectExpr("*", f"CASE WHEN {side} IS NOT NULL THEN xxhash64({side}) END AS {side}_number")
    return table


def _coalesce(*columns: str) -> Any:
    from pyspark.sql import functions as f

    return f.coalesce(*columns)


def _read_statements(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Make a row of each statement, by the SQL of the build."""
    import pyarrow as pa

    query = f"""
        SELECT subject_number AS subject, holder_number AS holder, {build_network.ROW} FROM interest i
        WHERE i.subject IS NOT NULL OR ({build_network.IS_CLOSING})
    """  # noqa: S608
    with duckdb.connect(config={"threads": "1"}) as tables:
        for batch in batches:
            tables.register("interest", pa.Table.from_batches([batch]))
            yield from _to_table(tables.sql(query).to_arrow_table()).to_batches()


def _close_rows(rows: DataFrame, workspace: Workspace, buckets: int) -> DataFrame:
    """Close what later versions of a record close; only records that close anything, or name several companies, are looked at."""
    records = rows.where("series <> 0").groupBy("series")
    closing = records.agg({"subject": "count", "series": "count"}).where("`count(subject)` < `count(series)`").select("series")
    accepted = rows.where(f"series <> 0 AND (flags & {ACCEPTED}) <> 0").groupBy("series")
    moving = accepted.agg(_least_and_greatest()).where("ends.least <> ends.greatest").select("series")
    several = workspace.save(closing.union(moving).distinct())
    if several.isEmpty():
        return rows
    closed = rows.join(several, "series", "left_semi").groupBy(_bucket("series", buckets)).applyInArrow(_close_records, SCHEMA)
    untouched = rows.join(several, "series", "left_anti").where("subject IS NOT NULL")
    return workspace.save(untouched.unionByName(closed))


def _least_and_greatest() -> Any:
    from pyspark.sql import functions as f

    return f.struct(f.min("subject").alias("least"), f.max("subject").alias("greatest")).alias("ends")


def _bucket(column: str, buckets: int) -> Any:
    from pyspark.sql import functions as f

    return f.pmod(f.hash(column), f.lit(buckets))


def _close_records(rows: pa.Table) -> pa.Table:
    """Close the rows of some records, all of each, as the build does."""
    with duckdb.connect(config={"threads": "1"}) as tables:
        tables.register("row_here", rows)
        tables.execute("CREATE TABLE network_row AS SELECT * FROM row_here WHERE subject IS NOT NULL")
        tables.execute("CREATE TABLE closing AS SELECT * FROM row_here WHERE subject IS NULL")
        build_network.close_series(tables)
        build_network.close_moved(tables)
        return tables.sql("SELECT * FROM network_row").to_arrow_table().select(rows.column_names).cast(rows.schema)


def _to_table(rows: pa.Table) -> pa.Table:
    """Give rows as the build makes them the types of `SCHEMA`."""
    import pyarrow as pa

    kinds = {"BIGINT": pa.int64(), "INTEGER": pa.int32()}
    columns = {}
    for name, kind in _TYPES.items():
        column = rows.column(name)
        if name in HASHES:
            columns[name] = pa.array(column.to_numpy().astype(np.uint64, copy=False).view(np.int64))
        else:
            columns[name] = column.cast(kinds[kind])
    return pa.table(columns)
