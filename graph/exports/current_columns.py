"""Says out of the ledger's columns which interest statements a later version of their record replaces, as current.py says of statements."""

# What is put together here are names of our own tables and columns.
# ruff: noqa: S608

from __future__ import annotations

from typing import Final

import duckdb
import numpy as np
import numpy.typing as npt

from graph.generation import sql
from graph.generation.series import mark_replaced
from graph.ledger.parts import KINDS
from ontology.series import LINE_BITS, MAX_FILE

_VERSION: Final = f"""
    SELECT position, hash(feed, "record") AS series, {sql.rank_version("s")} AS rank, hash(source) AS source, place.file AS file
    FROM chosen_interest s WHERE "record" IS NOT NULL AND {sql.is_accepted("s")}
"""
_PLACED: Final = " UNION ALL ".join(
    f"SELECT position, release, place.file AS file FROM {kind} WHERE is_sequence AND place IS NOT NULL" for kind in KINDS
)


def find_replaced(tables: duckdb.DuckDBPyConnection) -> npt.NDArray[np.int64]:
    """Find the positions of those of view ``chosen_interest`` (ledger_tables.py) that are replaced, in rising order.

    Four numbers are kept for each statement of a record whose statements differ in place or day.
    """
    versions = tables.execute(f"""
        SELECT position, series, rank, source FROM ({_VERSION}) SEMI JOIN (
            SELECT series FROM ({_VERSION}) GROUP BY series HAVING min(hash(rank, file)) <> max(hash(rank, file))
        ) USING (series)
    """).fetchnumpy()
    position = versions["position"].astype(np.int64)
    if not len(position):
        return position
    rank = _number_files(tables, position, versions["rank"].astype(np.int64))
    return np.sort(position[mark_replaced(rank, versions["series"], source=versions["source"])])


def _number_files(tables: duckdb.DuckDBPyConnection, position: npt.NDArray[np.int64], rank: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Put the number of the file, as ``ontology.series.number_files`` gives it, into ranks that have that of the release."""
    firsts = tables.execute(f"""
        SELECT position FROM ({_PLACED}) WINDOW w AS (PARTITION BY release ORDER BY position)
        QUALIFY row_number() OVER w = 1 OR file IS DISTINCT FROM lag(file) OVER w ORDER BY position
    """).fetchnumpy()["position"]
    file = np.minimum(np.searchsorted(firsts, position, side="right"), MAX_FILE)
    has_file = rank >> LINE_BITS & MAX_FILE > 0
    return np.where(has_file, rank & ~(MAX_FILE << LINE_BITS) | file << LINE_BITS, rank)
