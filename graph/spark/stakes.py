"""Makes the stakes of a day from the rows of the network, in the workers, by the kernels of graph/network.

Owns how rows are dealt out.  The stakes of a company rest on its own rows; only where one of these is indirect they rest on the links above
it, too, since it may summarise a chain.  Such a company travels with the rows of all who stand above it.
"""

from __future__ import annotations

import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from graph.generation import build_network
from graph.generation.interest_table import COLUMN_TYPES, DIRECTNESS, UNNAMED, InterestTable
from graph.network.snapshot import snapshot
from graph.spark.rows import HASHES
from ontology.errors import UsageError
from ontology.statements import Directness, Status

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

    from graph.spark.session import Workspace

ANCESTORS: Final = 100_000
"""Parties that may stand above a company of which something indirect is stated."""

SCHEMA: Final = (
    "company bigint, holder bigint, votes_min bigint, votes_max bigint, capital_min bigint, capital_max bigint, flags bigint, complete int"
)
_SORTED_BY: Final = ("subject", "holder", "interest", "source", "stated", "quoted_at", "id_hash", "statement")
_INDIRECT: Final = DIRECTNESS.index(Directness.INDIRECT)


class Day(NamedTuple):
    """What is asked: the day, as known on another, and the statuses that count as done."""

    as_of: datetime.date
    known_at: datetime.date | None = None
    include: tuple[Status, ...] = ()


def make_stakes(rows: DataFrame, day: Day, workspace: Workspace, buckets: int) -> DataFrame:
    """Make the stakes of all companies on a day: the columns of `graph.network.stake_table.StakeTable`; no holder: one without a name.

    ``rows``: as `graph.spark.rows.make_rows` gives them.  ``buckets``: how many pieces companies are dealt into.  Raises UsageError
    SPARK_ANCESTORS.
    """
    summed = rows.where(f"direct = {_INDIRECT} AND holder IS NOT NULL").selectExpr("subject AS scope").distinct()
    alone = rows.selectExpr("subject AS scope", "*").join(summed, "scope", "left_anti").drop("scope")
    alone = alone.selectExpr(f"pmod(hash(subject), {buckets}) AS bucket", "CAST(NULL AS BIGINT) AS scope", "*")
    members = _find_ancestors(rows, summed, workspace)
    dealt = alone
    if not members.isEmpty():
        above = members.withColumnRenamed("member", "subject").join(rows, "subject")
        dealt = alone.unionByName(above.selectExpr(f"pmod(hash(scope), {buckets}) AS bucket", "*"))
    return workspace.save(dealt.groupBy("bucket").applyInArrow(partial(_settle, day=day), SCHEMA))


def _find_ancestors(rows: DataFrame, companies: DataFrame, workspace: Workspace) -> DataFrame:
    """Find (scope, member): each of ``companies`` with all who stand above it by links that are not indirect, itself included.

    Raises UsageError SPARK_ANCESTORS where above one of them stand too many.
    """
    links = rows.where(f"direct <> {_INDIRECT} AND holder IS NOT NULL").selectExpr("subject AS member", "holder").distinct()
    found = latest = workspace.save(companies.selectExpr("scope", "scope AS member"))
    while not latest.isEmpty():
        above = latest.join(links, "member").selectExpr("scope", "holder AS member").distinct()
        latest = workspace.save(above.join(found, ["scope", "member"], "left_anti"))
        found = found.union(latest)
        widest = found.groupBy("scope").count().agg({"count": "max"}).first()
        if widest is not None and (widest[0] or 0) > ANCESTORS:
            what = f"more than {ANCESTORS:,} parties stand above a company of which an indirect interest is stated"
            raise UsageError("SPARK_ANCESTORS", what, "leave out --engine spark: the one-process engine reads it")
    return found


def _settle(rows: pa.Table, day: Day) -> pa.Table:
    """Make the stakes of a bucket of companies, by the kernels that make those of a whole generation."""
    import pyarrow as pa

    columns = {name: _to_array(rows.column(name)) for name in rows.column_names if name != "bucket"}
    columns |= {name: columns[name].view(np.uint64) for name in HASHES}
    scope = columns.pop("scope")
    holder_is_named = columns["holder"] != _NOBODY
    ends = np.concatenate([columns["subject"], columns["holder"][holder_is_named]])
    pairs = np.zeros(len(ends), [("scope", np.int64), ("party", np.int64)])
    pairs["scope"], pairs["party"] = np.concatenate([scope, scope[holder_is_named]]), ends
    parties, number = np.unique(pairs, return_inverse=True)
    columns["subject"] = number[: len(scope)]
    columns["holder"] = np.full(len(scope), UNNAMED, np.int64)
    columns["holder"][holder_is_named] = number[len(scope) :]
    order = np.lexsort([columns[name] for name in reversed(_SORTED_BY)])
    finished = build_network.finish_rows({name: column[order] for name, column in columns.items()}, 0)
    table = snapshot(_make_interest_table(finished, len(parties)), day.as_of, day.known_at, day.include)
    is_own = (parties["scope"] == _NOBODY) | (parties["scope"] == parties["party"])
    chosen = np.flatnonzero(is_own[table.company])
    holder = np.asarray(table.holder)[chosen]
    of_company = table.company[chosen]
    stakes = {name: getattr(table, name)[chosen].astype(np.int64) for name in _SHARES}
    return pa.table(
        {
            "company": parties["party"][of_company],
            "holder": pa.array(parties["party"][holder], mask=holder == UNNAMED),
            **stakes,
            "complete": table.complete[of_company].astype(np.int32),
        }
    )


_NOBODY: Final = np.iinfo(np.int64).min
"""In place of a number that is not there."""
_SHARES: Final = ("votes_min", "votes_max", "capital_min", "capital_max", "flags")


def _to_array(column: pa.ChunkedArray) -> npt.NDArray[Any]:
    array: npt.NDArray[Any] = column.fill_null(_NOBODY).to_numpy() if column.null_count else column.to_numpy()
    return array


def _make_interest_table(rows: dict[str, npt.NDArray[Any]], parties: int) -> InterestTable:
    """Lay finished rows out as the interest table of a generation has them, without its index by holder, which stakes do not ask for."""
    columns = {name: rows[name].astype(dtype) for name, dtype in COLUMN_TYPES.items()}
    subject_start = np.concatenate([[0], np.cumsum(np.bincount(columns["subject"], minlength=parties))]).astype(np.int64)
    empty = np.zeros(0, np.int64)
    return InterestTable(parties, columns, subject_start, empty, empty)
