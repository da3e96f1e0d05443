"""Run the long comparison: seeded networks until enough nodes are compared, spread over processes, with a summary.

    python -m tests.reference.run --nodes 1000000

Exit status 1 when anything differs.  ``--seed N --checks closures`` repeats one network and prints what differs in it.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import time
from collections import Counter
from dataclasses import dataclass, field

from tests.reference.comparison import CHECKS, WORLD_CHECKS, Check
from tests.reference.networks import RandomNetwork, make_network

DEFAULT_CHECKS = tuple(CHECKS)
NETWORKS_PER_BATCH = 200
MAX_SHOWN = 12
CRASHES = (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)
"""What counts as a difference when the engine raises it instead of answering."""


@dataclass
class Summary:
    """What was compared.  ``differences``: check -> seeds, ``shown``: the first of them in words."""

    networks: int = 0
    nodes: int = 0
    compared: Counter[str] = field(default_factory=Counter)
    world_nodes: int = 0
    differences: dict[str, list[int]] = field(default_factory=dict)
    shown: list[str] = field(default_factory=list)

    def add(self, other: Summary) -> None:
        """Add what another process compared."""
        self.networks += other.networks
        self.nodes += other.nodes
        self.world_nodes += other.world_nodes
        self.compared.update(other.compared)
        self.shown += other.shown[: max(0, MAX_SHOWN - len(self.shown))]
        for check, seeds in other.differences.items():
            self.differences.setdefault(check, []).extend(seeds)

    def format(self) -> str:
        """Word the summary, a line a check."""
        lines = [f"{self.networks:,} networks, {self.nodes:,} nodes; {self.world_nodes:,} nodes of them in every world"]
        for check in (*CHECKS, *WORLD_CHECKS):
            seeds = self.differences.get(check, [])
            lines.append(f"  {check:22s} {self.compared[check]:14,d} comparisons, {len(seeds)} networks differ {seeds[:10] or ''}")
        return "\n".join([*lines, *self.shown])


def compare(seeds: range, checks: tuple[str, ...] = DEFAULT_CHECKS, worlds_of: int = 20) -> Summary:
    """Compare the networks of some seeds; every ``worlds_of``-th one in every world too."""
    summary = Summary()
    for seed in seeds:
        net = make_network(seed)
        summary.networks += 1
        summary.nodes += net.parties
        for name in checks:
            _run_check(summary, name, CHECKS[name], net)
        if worlds_of and seed % worlds_of == 0:
            small = make_network(seed, companies=(2, 4))
            before = sum(summary.compared[name] for name in WORLD_CHECKS)
            for name, check in WORLD_CHECKS.items():
                _run_check(summary, name, check, small)
            summary.world_nodes += small.parties * (sum(summary.compared[name] for name in WORLD_CHECKS) > before)
    return summary


def _run_check(summary: Summary, name: str, check: Check, net: RandomNetwork) -> None:
    different = []
    try:
        for what, answer, want in check(net):
            summary.compared[name] += 1
            if answer != want:
                different.append((what, answer, want))
    except CRASHES as error:
        different.append((f"{name} of the whole network", repr(error), "an answer"))
    if different:
        summary.differences.setdefault(name, []).append(net.seed)
        what, answer, want = different[0]
        if len(summary.shown) < MAX_SHOWN:
            summary.shown.append(f"seed {net.seed}: {what}\n    engine    {answer}\n    reference {want}")


def run(
    nodes: int, *, first: int = 0, processes: int = 2, checks: tuple[str, ...] = DEFAULT_CHECKS, worlds_of: int = 20, quiet: bool = True
) -> Summary:
    """Compare until ``nodes`` nodes are done."""
    total, started = Summary(), time.monotonic()
    batches = (range(i, i + NETWORKS_PER_BATCH) for i in range(first, first + nodes, NETWORKS_PER_BATCH))
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        jobs = pool.imap(_Batch(checks, worlds_of), batches)
        for done, part in enumerate(jobs, 1):
            total.add(part)
            if not quiet and done % 25 == 0:
                print(f"{total.nodes:,} nodes, {len(total.differences)} checks differ, {time.monotonic() - started:,.0f} s", flush=True)
            if total.nodes >= nodes:
                pool.terminate()
                break
    return total


@dataclass(frozen=True)
class _Batch:
    checks: tuple[str, ...]
    worlds_of: int

    def __call__(self, seeds: range) -> Summary:
        return compare(seeds, self.checks, self.worlds_of)


def main() -> int:
    parser = argparse.ArgumentParser(description="Compare the engine with its references over random networks.")
    parser.add_argument("--nodes", type=int, default=1_000_000)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--checks", default=",".join(DEFAULT_CHECKS))
    parser.add_argument("--worlds-of", type=int, default=20, help="one network in how many is compared in every world; 0 for none")
    parser.add_argument("--seed", type=int, help="only this network")
    options = parser.parse_args()
    checks = tuple(check for check in options.checks.split(",") if check)
    if options.seed is not None:
        summary = compare(range(options.seed, options.seed + 1), checks, 1 if options.worlds_of else 0)
        print(make_network(options.seed))
    else:
        summary = run(
            options.nodes, first=options.first, processes=options.processes, checks=checks, worlds_of=options.worlds_of, quiet=False
        )
    print(summary.format())
    return 1 if summary.differences else 0


if __name__ == "__main__":
    sys.exit(main())
