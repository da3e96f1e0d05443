"""Stakes that a cluster has made are laid out for the engine; needs pyarrow, and no Spark."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from graph.spark.residual import decide_stakes, make_table

VALUES = ("votes_min", "votes_max", "capital_min", "capital_max", "flags")


def draw(seed: int, count: int) -> list[dict[str, int | None]]:
    """Stakes in any order; one in five of a holder without a name."""
    random = np.random.default_rng(seed)
    parties = random.integers(-(2**62), 2**62, max(2, count // 2)).tolist()
    rows: list[dict[str, int | None]] = []
    for _ in range(count):
        holder = None if random.random() < 0.2 else parties[random.integers(len(parties))]
        company = parties[random.integers(len(parties))]
        rows.append({"company": company, "holder": holder, **{name: int(random.integers(100)) for name in VALUES}, "complete": company % 2})
    return rows


def to_table(rows: list[dict[str, int | None]]) -> pa.Table:
    return pa.Table.from_pylist(
        rows, pa.schema([(name, pa.int64()) for name in ("company", "holder", *VALUES)] + [("complete", pa.int32())])
    )


@pytest.mark.parametrize("seed", range(20))
def test_a_table_has_the_stakes_of_each_company_in_their_order(seed: int) -> None:
    rows = draw(seed, 1 + seed * 3)
    parties, table = make_table(to_table(rows))
    names = sorted({party for row in rows for party in (row["company"], row["holder"]) if party is not None})
    assert parties.tolist() == names
    for number, name in enumerate(names):
        here = slice(int(table.indptr[number]), int(table.indptr[number + 1]))
        stakes = [row for row in rows if row["company"] == name]
        holders = [names[holder] if holder >= 0 else None for holder in table.holder[here].tolist()]
        assert holders == [row["holder"] for row in stakes]
        assert set(table.company[here].tolist()) <= {number}
        for column in VALUES:
            assert getattr(table, column)[here].tolist() == [row[column] for row in stakes]
        assert table.complete[number] == (name % 2 if stakes else 0)


def test_of_no_stakes_nothing_is_decided() -> None:
    assert not list(decide_stakes(*make_table(to_table([])), None))
    assert not list(decide_stakes(*make_table(to_table([])), np.array([1], np.int64)))


def test_of_companies_that_nobody_holds_nothing_is_decided() -> None:
    rows = draw(1, 40)
    table = to_table(rows)
    held = {row["company"] for row in rows}
    others = [party for party in {row["holder"] for row in rows} - held if party is not None]
    assert others
    assert not list(decide_stakes(*make_table(table), np.array([*others, 7], np.int64)))
