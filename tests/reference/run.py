"""The long comparison: seeded networks until enough nodes are compared, spread over processes, with a summary.

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

from tests.reference import comparison
from tests.reference.networks import InterestTable, network

FIRST = ("closures", "tops", "labels", "rules", "shares", "shares_over")
"""Reference one: over every network."""
WORLDS = ("every_world", "every_world_of_money")
"""Reference two: over one network of ``share``, and only where the worlds are few."""
BATCH = 200
SHOWN = 12
CRASHES = (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)
"""What counts as a difference when the product raises it instead of answering."""


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
        self.networks += other.networks
        self.nodes += other.nodes
        self.world_nodes += other.world_nodes
        self.compared.update(other.compared)
        self.shown += other.shown[: max(0, SHOWN - len(self.shown))]
        for check, seeds in other.differences.items():
            self.differences.setdefault(check, []).extend(seeds)

    def text(self) -> str:
        lines = [f"{self.networks:,} networks, {self.nodes:,} nodes; {self.world_nodes:,} nodes of them in every world"]
        for check in (*FIRST, *WORLDS):
            seeds = self.differences.get(check, [])
            lines.append(f"  {check:22s} {self.compared[check]:14,d} comparisons, {len(seeds)} networks differ {seeds[:10] or ''}")
        return "\n".join([*lines, *self.shown])


def compare(seeds: range, checks: tuple[str, ...] = FIRST, worlds_of: int = 20) -> Summary:
    """Compare the networks of some seeds; every ``worlds_of``-th one in every world too."""
    found = Summary()
    for seed in seeds:
        net = network(seed)
        found.networks += 1
        found.nodes += net.parties
        for check in checks:
            _check(found, check, net)
        if worlds_of and seed % worlds_of == 0:
            small = network(seed, companies=(2, 4))
            before = sum(found.compared[check] for check in WORLDS)
            for check in WORLDS:
                _check(found, check, small)
            found.world_nodes += small.parties * (sum(found.compared[check] for check in WORLDS) > before)
    return found


def _check(found: Summary, check: str, net: InterestTable) -> None:
    ask: comparison.Check = getattr(comparison, check)
    different = []
    try:
        for what, said, want in ask(net):
            found.compared[check] += 1
            if said != want:
                different.append((what, said, want))
    except CRASHES as error:
        different.append((f"{check} of the whole network", repr(error), "an answer"))
    if different:
        found.differences.setdefault(check, []).append(net.seed)
        what, said, want = different[0]
        if len(found.shown) < SHOWN:
            found.shown.append(f"seed {net.seed}: {what}\n    product   {said}\n    reference {want}")


def run(
    nodes: int, *, first: int = 0, processes: int = 2, checks: tuple[str, ...] = FIRST, worlds_of: int = 20, quiet: bool = True
) -> Summary:
    """Compare until ``nodes`` nodes are done."""
    total, started = Summary(), time.monotonic()
    batches = (range(i, i + BATCH) for i in range(first, first + nodes, BATCH))
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
    parser.add_argument("--checks", default=",".join(FIRST))
    parser.add_argument("--worlds-of", type=int, default=20, help="one network in how many is compared in every world; 0 for none")
    parser.add_argument("--seed", type=int, help="only this network")
    given = parser.parse_args()
    checks = tuple(check for check in given.checks.split(",") if check)
    if given.seed is not None:
        found = compare(range(given.seed, given.seed + 1), checks, 1 if given.worlds_of else 0)
        print(network(given.seed))
    else:
        found = run(given.nodes, first=given.first, processes=given.processes, checks=checks, worlds_of=given.worlds_of, quiet=False)
    print(found.text())
    return 1 if found.differences else 0


if __name__ == "__main__":
    sys.exit(main())
