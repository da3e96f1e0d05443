"""The labelling as rounds of SQL in DuckDB: votes by group, pointers by doubling, until a round changes nothing."""

from __future__ import annotations

import duckdb
import numpy as np

from bench.peers.majority import Majority
from bench.topology import Ints


def load(majorities: Majority) -> duckdb.DuckDBPyConnection:
    """The stakes as tables; made before any timing."""
    connection = duckdb.connect()
    arrays = {"company": majorities.company, "holder": majorities.holder, "weight": majorities.weight}
    connection.register("arrays", arrays)
    connection.execute("CREATE TABLE stakes AS SELECT company::INTEGER AS company, holder::INTEGER AS holder, weight FROM arrays")
    connection.unregister("arrays")
    parties = {"party": np.arange(majorities.parties), "need": majorities.need}
    connection.register("arrays", parties)
    connection.execute("CREATE TABLE parties AS SELECT party::INTEGER AS party, need::BIGINT AS need FROM arrays")
    connection.unregister("arrays")
    return connection


def label(connection: duckdb.DuckDBPyConnection) -> Ints:
    """For each party its ultimate controller, or itself; a ring is named after its smallest member."""
    run = connection.execute
    run("CREATE OR REPLACE TEMP TABLE labels AS SELECT party, party AS label FROM parties")
    while True:
        # A group is one voter; a company that is its own label is still on its own.
        run("""
            CREATE OR REPLACE TEMP TABLE pointers AS
            SELECT party, max(above) AS above FROM (
                SELECT s.company AS party, h.label AS above, 2 * sum(s.weight) > any_value(p.need) AS passes
                FROM stakes s JOIN labels own ON own.party = s.company AND own.label = s.company
                JOIN labels h ON h.party = s.holder JOIN parties p ON p.party = s.company
                WHERE h.label <> s.company
                GROUP BY s.company, h.label
            ) WHERE passes GROUP BY party
        """)
        if run("SELECT count(*) FROM pointers").fetchall()[0][0] == 0:
            break
        _double(connection)
        run("""
            CREATE OR REPLACE TEMP TABLE labels AS
            SELECT l.party, coalesce(e.label, l.label) AS label FROM labels l LEFT JOIN ends e ON e.party = l.label
        """)
    rows = run("SELECT label FROM labels ORDER BY party").fetchnumpy()["label"]
    return np.asarray(rows, dtype=np.int64)


def _double(connection: duckdb.DuckDBPyConnection) -> None:
    """Follow pointers to their ends.  ``least`` is the smallest party passed on the way: on a ring, after enough rounds, its name."""
    run = connection.execute
    going = "SELECT count(k.party), coalesce(sum(j.least), 0) FROM jumps j JOIN jumps k ON k.party = j.above"
    jump = """
        CREATE OR REPLACE TEMP TABLE jumps AS
        SELECT j.party, coalesce(k.above, j.above) AS above, least(j.least, coalesce(k.least, j.least)) AS least
        FROM jumps j LEFT JOIN jumps k ON k.party = j.above
    """
    start = "CREATE OR REPLACE TEMP TABLE jumps AS SELECT party, above, least(party, above) AS least FROM pointers"
    run(start)
    last = (-1, -1)
    # Names only fall and parties only arrive: when neither moves, every ring knows its smallest member.
    while (state := run(going).fetchall()[0]) not in (last, (0, 0)):
        last = state
        run(jump)
    if state[0]:
        # The smallest member becomes the end of its ring: the party whose name comes back from where it points.
        run("DELETE FROM pointers p USING jumps k WHERE k.party = p.above AND k.least = p.party")
        run(start)
        while run(going).fetchall()[0][0]:
            run(jump)
    run("CREATE OR REPLACE TEMP TABLE ends AS SELECT party, above AS label FROM jumps")
