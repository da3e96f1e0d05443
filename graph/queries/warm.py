"""Compile every kernel ahead of the questions that need them, so that none waits for it.

Each step asks one engine about a small invented network in the way in which large ones are asked: numba compiles a kernel for the types
that it is called with, and so exactly for those.  A test holds the steps to the list of all kernels.  ``python -m graph.queries.warm`` is
the process that the service starts beside itself.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from typing import Final

import numpy as np

from graph.algorithms import kernel_cache
from graph.algorithms.kernels import compiling_always
from graph.control import closure, ultimate
from graph.control.batch import all_companies, label_all
from graph.control.criterion import MAJORITY
from graph.control.prepared import prepare
from graph.control.single import mark_single
from graph.generation.identity import join
from graph.generation.interest_table import ACCEPTED, ALWAYS, COLUMN_TYPES, HAS_SHARE, NEVER, InterestTable
from graph.network.as_of import AsOfView
from graph.network.cycles import find_cycles
from graph.network.snapshot import snapshot
from graph.network.stake import Interval, Stake
from graph.network.stake_table import gather
from graph.network.upstream import INTERPRETED, Upstream
from graph.ownership.approximate.subnetwork import Subnetwork
from graph.ownership.approximate.walk import Walk
from ontology.dates import last_day
from ontology.shares import PERCENT, WHOLE

_DAY: Final = last_day("2020")
_CHAIN: Final = INTERPRETED + 2
"""Companies of a chain that the view does not walk one by one."""


def compile_kernels(is_stopped: Callable[[], bool] = bool) -> bool:
    """Compile all kernels, or load them where they lie on disk; return whether none is missing.  Needs numba.

    ``is_stopped`` is asked between the steps.
    """
    with compiling_always():
        for step in STEPS:
            if is_stopped():
                return False
            step()
    return True


def fill_cache() -> bool:
    """Compile what does not lie on disk yet; return whether all of it does then.  Waits while another process does the same."""
    with kernel_cache.compiling_alone():
        if not kernel_cache.is_filled() and kernel_cache.find_folder() is not None:
            compile_kernels()
            kernel_cache.mark_filled()
        return kernel_cache.is_filled()


def _join_parties() -> None:
    join(3, np.array([0, 1]), np.array([1, 2]), np.zeros(3, np.bool_))


def _follow_money() -> None:
    part, parties = Subnetwork.of_upstream(Upstream.of(AsOfView(_make_chain(), _DAY), 0, INTERPRETED // 2))
    walk = Walk.of(part, parties)
    walk.all_bounds()
    walk.bounds_of([1])
    walk.returns.solve_one(1)


def _decide_one() -> None:
    stakes = prepare(_STAKES)
    ultimate(0, stakes)
    closure([0], stakes, certain=True)


def _decide_all() -> None:
    table = gather(_STAKES).table.arrays()
    list(all_companies(table, labels=label_all(table)))


def _mark_majorities() -> None:
    mark_single(gather(_STAKES).table.arrays(), MAJORITY)


def _read_day() -> None:
    table = _make_chain()
    find_cycles(snapshot(table, _DAY))
    AsOfView(table, _DAY).companies_of(1)


def _walk_up() -> None:
    Upstream.of(AsOfView(_make_chain(), _DAY), 0)


STEPS: Final[tuple[Callable[[], None], ...]] = (
    _join_parties,
    _follow_money,
    _decide_one,
    _decide_all,
    _mark_majorities,
    _read_day,
    _walk_up,
)
"""In this order: what the interpreter does worst is compiled first."""


def _make_chain() -> InterestTable:
    """Each company is held by the next one, the last by the first."""
    companies = np.arange(_CHAIN)
    columns = {name: np.zeros(_CHAIN, kind) for name, kind in COLUMN_TYPES.items()}
    columns["holder"][:], columns["subject"][:] = np.roll(companies, -1), companies
    columns["min"][:] = columns["max"][:] = 90 * PERCENT
    columns["flags"][:] = HAS_SHARE | ACCEPTED
    columns["reason"][:] = columns["series"][:] = -1
    for name in ("from_first", "from_last", "stated"):
        columns[name][:] = ALWAYS
    for name in ("until_first", "until_last"):
        columns[name][:] = NEVER
    starts = np.arange(_CHAIN + 1)
    return InterestTable(_CHAIN, columns, starts, starts.copy(), np.roll(companies, 1))


def _votes(holder: int, least: int, most: int) -> Stake:
    return Stake(holder, votes=Interval(least * PERCENT, most * PERCENT), capital=Interval(0, WHOLE))


_STAKES: Final = {
    # Two that the first controls control it together: a ring that shows when votes are added.
    0: [_votes(1, 30, 30), _votes(2, 30, 30)],
    1: [_votes(0, 60, 60)],
    2: [_votes(0, 60, 60)],
    # And one of which nobody knows who controls it.
    3: [_votes(4, 40, 60), _votes(5, 0, 40)],
}


def _end_with_the_service() -> None:
    """End when the service does, however it ends: it holds the other end of standard input."""
    # Not through a buffer, whose lock this thread would still hold when the interpreter ends.
    os.read(sys.stdin.fileno(), 1)
    os._exit(1)


def main() -> None:
    """Fill the cache.  Exit code 1 where that is not possible."""
    threading.Thread(target=_end_with_the_service, daemon=True).start()
    sys.exit(0 if fill_cache() else 1)


if __name__ == "__main__":
    main()
