"""``python -m bench [--size small] [FIGURE ...]``: run the scripts one after the other, then render what they found.

A full run writes bench/latest.json, the tables and pictures of docs/performance.md and the table of the README; a smaller one prints
its tables and leaves the documents as they are.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

from bench import render
from bench.harness import HERE, RESULTS, ROUNDS, SIZES
from graph.algorithms.kernels import has_numba
from graph.queries.warm import fill_cache

FIGURES: Final = tuple(sorted(path.stem.removeprefix("bench_") for path in HERE.glob("bench_*.py")))
UNABLE: Final = 3


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("figures", nargs="*", metavar="FIGURE", help=f"which ones: {', '.join(FIGURES)}; without any, all")
    parser.add_argument("--size", choices=SIZES, default="full")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--results", type=Path, default=RESULTS, help="folder of the JSON files")
    options = parser.parse_args()
    if unknown := set(options.figures) - set(FIGURES):
        parser.error(f"no figure {', '.join(sorted(unknown))}; there are {', '.join(FIGURES)}")
    if has_numba():
        # No figure is one of the first minutes of a new machine.
        fill_cache()
    failed = []
    for figure in options.figures or FIGURES:
        print(f"bench: {figure} ({options.size})", file=sys.stderr, flush=True)
        begun = time.monotonic()
        words = ["--size", options.size, "--results", str(options.results), "--rounds", str(options.rounds)]
        command = [sys.executable, "-m", f"bench.bench_{figure}", *words]
        done = subprocess.run(command, stdout=subprocess.DEVNULL, cwd=HERE.parent, check=False)
        print(f"bench: {figure} ended with {done.returncode} after {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)
        if done.returncode not in (0, UNABLE):
            failed.append(figure)
    figures = render.collect(options.results / options.size)
    if options.size == "full" and options.results == RESULTS:
        render.publish(figures)
    print(render.table(figures))
    if failed:
        print(f"bench: failed: {', '.join(failed)}; what is shown of them is from an earlier run", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
