"""Chains of control from pointers: a dictionary walk, which is the floor, and a recursive query in DuckDB."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import duckdb
import numpy as np

from bench.peers.majority import Majority


def pointers(majorities: Majority) -> dict[int, int]:
    """Company -> the holder that has a majority in it alone."""
    single = 2 * majorities.weight > majorities.need[majorities.company]
    return dict(zip(majorities.company[single].tolist(), majorities.holder[single].tolist(), strict=True))


def walk(above: Mapping[int, int], company: int) -> list[int]:
    """The parties above the company, nearest first, as long as one holder has the majority; a ring is walked once."""
    holders: list[int] = []
    seen = {company}
    while (company := above.get(company, -1)) >= 0 and company not in seen:
        seen.add(company)
        holders.append(company)
    return holders


def recursive(above: Mapping[int, int]) -> Callable[[int], list[int]]:
    """The same as a recursive query over an indexed table in DuckDB."""
    connection = duckdb.connect()
    pairs = {"company": np.array(list(above), np.int64), "holder": np.array(list(above.values()), np.int64)}
    connection.register("pairs", pairs)
    connection.execute("CREATE TABLE pointers AS SELECT company, holder FROM pairs")
    connection.execute("CREATE INDEX by_company ON pointers (company)")
    query = """
        WITH RECURSIVE up(party, depth) AS (
            SELECT holder, 1 FROM pointers WHERE company = ?
            UNION ALL SELECT p.holder, u.depth + 1 FROM up u JOIN pointers p ON p.company = u.party WHERE u.depth < 64
        ) SELECT party FROM up ORDER BY depth
    """

    def ask(company: int) -> list[int]:
        holders = dict.fromkeys(row[0] for row in connection.execute(query, [company]).fetchall())
        holders.pop(company, None)
        return list(holders)

    return ask
