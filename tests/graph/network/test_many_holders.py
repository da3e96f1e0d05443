"""A company with very many holders is read compiled and from day to day, and its stakes are those that are read anew."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from graph.network import as_of, many_holders
from graph.network.as_of import AsOfView
from graph.network.interest_rows import AsOf, InterestRows, RowMarks
from graph.network.many_holders import Readings
from graph.network.snapshot import breakpoints
from graph.network.stake import Stake
from graph.network.stake_table import StakeBuffer
from tests.links import build
from tests.reference.random_statements import PARTIES, cluster, moment, seeded

Kernel = Callable[..., int]


def run_as_it_stands(kernel: Kernel) -> Kernel:
    """Run a kernel over the same arrays without compiling it."""

    def run(rows: InterestRows, companies: Any, when: AsOf, marks: RowMarks, out: StakeBuffer, *rest: Any) -> int:
        views = RowMarks(*(a.data for a in marks)), StakeBuffer(*(a.data for a in out))
        return kernel(rows.views(), companies.data, when, *views, rest[0], *(a.data for a in rest[1:]))

    return run


@pytest.mark.parametrize("seed", range(3))
def test_stakes_kept_from_day_to_day_are_those_read_anew(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = seeded(seed)
    kept = made = 0
    for _ in range(60):
        network = build(PARTIES, cluster(rng, 0, 0, rng.randrange(4, 24)))
        _, known, include = moment(rng)
        days = [day for day in breakpoints(network).as_of if day > datetime.date.min]
        # Backwards, too: a question may go to any day.
        days += rng.sample(days, len(days) // 2)
        earlier: Readings = {}
        before: dict[int, dict[int, Stake]] = {}
        for day in days:
            anew = [AsOfView(network, day, known, include).holders(company) for company in range(PARTIES)]
            with monkeypatch.context() as patched:
                patched.setattr(as_of, "is_worth_compiling", lambda _: True)
                patched.setattr(many_holders, "compile_kernel", run_as_it_stands)
                view = AsOfView(network, day, known, include, earlier=earlier)
                for company in range(PARTIES):
                    holders = view.holders(company)
                    assert holders == anew[company]
                    kept += sum(before.get(company, {}).get(id(stake)) is stake for stake in holders.stakes)
                    made += len(holders.stakes)
                    before[company] = {id(stake): stake for stake in holders.stakes}
    assert made / 3 < kept < made
