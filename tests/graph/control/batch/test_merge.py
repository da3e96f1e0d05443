"""The table of sums by company and group."""

from __future__ import annotations

from graph.control.batch.merge import add_to_sum, allocate_sums, grow, has_space


def test_table_of_sums_keeps_them_when_it_grows() -> None:
    sums = allocate_sums(1024)
    for i in range(3000):
        sums = sums if has_space(sums, 1) else grow(sums, 1)
        add_to_sum(sums, i % 700, i, i + 1)
        if i % 3 == 0:
            add_to_sum(sums, i % 700, i, -i - 1)
    assert [add_to_sum(sums, i % 700, i, 0) for i in range(3000)] == [0 if i % 3 == 0 else i + 1 for i in range(3000)]
