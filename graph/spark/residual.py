"""Gives the engine what joins cannot decide: intervals that may matter, control without a number beside votes, rings, what rests on them.

Owns how the stakes above such companies come to the one process that decides them, and how its answers go back.  The driver never has more
than these, and they are counted before it takes them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

from graph.control.batch import all_companies
from graph.generation.interest_table import UNNAMED
from graph.network.snapshot import index_stakes
from graph.network.stake_table import DTYPES, StakeTable
from ontology.errors import UsageError

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

    from graph.spark.session import Workspace

STAKES: Final = 10_000_000
"""Stakes that the engine in the driver is given at most, by default."""

_NAMES: Final = ("company", "controller", "certain", "ring", "truncated")
_SCHEMA: Final = "company bigint, controller bigint, certain boolean, ring array<bigint>, truncated boolean"
_CHUNK: Final = 500_000
"""Answers that are held as Python's own numbers at a time."""
_Answer: TypeAlias = tuple[int, int | None, bool | None, list[int] | None, bool]
_VALUES: Final = ("votes_min", "votes_max", "capital_min", "capital_max", "flags")


def decide_residual(stakes: DataFrame, companies: DataFrame, workspace: Workspace, limit: int) -> DataFrame:
    """Return (company, controller, certain, ring, truncated) for ``companies``, as `graph.control.batch.all_companies` decides them.

    Raises UsageError SPARK_RESIDUAL where more than ``limit`` stakes stand above them.
    """
    asked = workspace.save(companies.distinct())
    above = workspace.save(stakes.join(_find_ancestors(stakes, asked, workspace), "company", "left_semi"))
    count = above.count()
    if count > limit:
        what = f"the engine would have to decide over {count:,} stakes that joins cannot, and may be given {limit:,}"
        raise UsageError("SPARK_RESIDUAL", what, "leave out --engine spark: the one-process engine decides all of them")
    return decide_by_engine(above, asked.toArrow().column("company").to_numpy(), workspace)


def decide_by_engine(stakes: DataFrame, companies: npt.NDArray[np.int64] | None, workspace: Workspace) -> DataFrame:
    """Decide ``companies``, or all, over stakes that are taken into this process whole; returns what ``decide_residual`` returns."""
    decided = workspace.create([], _SCHEMA)
    for answers in _make_tables(decide_stakes(*make_table(stakes.toArrow()), companies)):
        decided = decided.union(workspace.save(workspace.session.createDataFrame(answers)))
    return decided


def _find_ancestors(stakes: DataFrame, companies: DataFrame, workspace: Workspace) -> DataFrame:
    """Find ``companies`` and all who stand above them."""
    links = stakes.where("holder IS NOT NULL").select("company", "holder").distinct()
    found = latest = companies
    while not latest.isEmpty():
        above = latest.join(links, "company").selectExpr("holder AS company").distinct()
        latest = workspace.save(above.join(found, "company", "left_anti"))
        found = found.union(latest)
    return found


def decide_stakes(parties: npt.NDArray[np.int64], table: StakeTable, companies: npt.NDArray[np.int64] | None) -> Iterator[_Answer]:
    """Decide companies over the stakes above them, which `make_table` has laid out."""
    if not len(parties):
        return
    numbers = None
    if companies is not None:
        places = np.searchsorted(parties, companies[np.isin(companies, parties)])
        numbers = places[table.indptr[places] < table.indptr[places + 1]].tolist()
    for verdict in all_companies(table, companies=numbers):
        company = int(parties[verdict.company])
        for controller in verdict.controllers:
            ring = [int(parties[member]) for member in controller.ring] or None
            yield company, int(parties[controller.party]), controller.certain, ring, verdict.truncated
        if verdict.truncated and not verdict.controllers:
            yield company, None, None, None, True


def _make_tables(answers: Iterator[_Answer]) -> Iterator[pa.Table]:
    """Lay answers out as tables, some at a time."""
    import pyarrow as pa

    kinds = (pa.int64(), pa.int64(), pa.bool_(), pa.list_(pa.int64()), pa.bool_())
    while chunk := list(islice(answers, _CHUNK)):
        columns = zip(_NAMES, kinds, zip(*chunk, strict=True), strict=True)
        yield pa.table({name: pa.array(values, kind) for name, kind, values in columns})


def make_table(stakes: pa.Table) -> tuple[npt.NDArray[np.int64], StakeTable]:
    """Lay stakes out for the engine: the parties, in the order of their new numbers, and the table.

    Each column is let go once it is laid out, where the caller keeps no hold of the stakes: half of the memory.
    """
    import pyarrow as pa

    columns = {name: stakes.column(name) for name in stakes.column_names}
    del stakes
    companies, company_place = np.unique(columns.pop("company").to_numpy(), return_inverse=True)
    held = columns.pop("holder")
    is_named = held.is_valid().to_numpy()
    holders, holder_place = np.unique(held.drop_null().to_numpy(), return_inverse=True)
    del held
    parties: npt.NDArray[np.int64] = np.union1d(companies, holders)
    company = np.searchsorted(parties, companies).astype(np.int32)[company_place]
    holder = np.full(len(company), UNNAMED, np.int32)
    holder[is_named] = np.searchsorted(parties, holders)[holder_place]
    del companies, company_place, holders, holder_place, is_named
    complete = np.zeros(len(parties), DTYPES["complete"])
    complete[company] = columns.pop("complete").to_numpy()
    order = np.argsort(company, kind="stable").astype(np.int32)
    company, holder = company[order], holder[order]
    values: dict[str, Any] = {name: columns.pop(name).to_numpy().astype(DTYPES[name], copy=False)[order] for name in _VALUES}
    pa.default_memory_pool().release_unused()
    return parties, index_stakes(company, holder, complete, values)
