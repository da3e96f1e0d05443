"""Everyone above a company on a day, as a recursive query in DuckDB over an indexed table of the same rows."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import duckdb

from graph.generation.interest_table import InterestTable


def recursive(network: InterestTable) -> Callable[[int, datetime.date], set[int]]:
    """(company, day) -> the company and everyone above it by a holding that may hold on the day."""
    connection = duckdb.connect()
    names = ("holder", "subject", "from_first", "until_last")
    connection.register("columns", {name: network.columns[name] for name in names})
    connection.execute("CREATE TABLE rows AS SELECT * FROM columns WHERE holder >= 0")
    connection.execute("CREATE INDEX by_subject ON rows (subject)")
    query = """
        WITH RECURSIVE up(party) AS (
            SELECT $company::INTEGER
            UNION SELECT r.holder FROM up u JOIN rows r ON r.subject = u.party WHERE r.from_first <= $day AND r.until_last > $day
        ) SELECT party FROM up
    """

    def ask(company: int, day: datetime.date) -> set[int]:
        return {row[0] for row in connection.execute(query, {"company": company, "day": day.toordinal()}).fetchall()}

    return ask
