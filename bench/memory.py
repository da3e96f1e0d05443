"""Peak memory of one piece of work in a process of its own: ``python -m bench.memory COMPANIES STAKES``.

Labels a memory-mapped snapshot once and prints one JSON object.  Knows how it is called by bench/harness.py.
"""

from __future__ import annotations

import json
import sys
import time

from bench.harness import memory
from bench.shape import TINY, Shape
from bench.store import keep_network
from graph.algorithms.kernels import has_numba
from graph.control.batch import label_all


def main(companies: int, stakes: int) -> None:
    label_all(keep_network(TINY).columns(), fast=has_numba())
    columns = keep_network(Shape(companies, stakes)).columns()
    before = memory()
    begun = time.perf_counter()
    label_all(columns)
    seconds = time.perf_counter() - begun
    print(json.dumps({"before_mib": before["now"], "peak_mib": memory()["peak"], "seconds": seconds, "mapped_mib": memory()["mapped"]}))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
