"""What the engine takes for the stakes of a day that a cluster has made: ``python -m bench.edge_list [-o FOLDER] COMPANIES...``.

Draws each network, writes its stakes as a cluster does (graph/spark/stakes.py), and decides all companies from these files in a process of
its own.  Writes edge-list.json and edge-list.svg.  Needs pyarrow; no Spark.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
from pathlib import Path
from typing import Final

import numpy as np

from bench.harness import Record, machine, memory, peak
from bench.networks import columns_of, stakes_of
from bench.plot import grow_with_size
from bench.shape import Shape
from graph.control.batch import all_companies, label_all
from graph.spark.residual import make_table

_FILES: Final = 8
_SPREAD: Final = np.uint64(0x9E3779B97F4A7C15)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("-o", "--output", type=Path, default=Path())
    options.add_argument("companies", type=int, nargs="+")
    asked = options.parse_args()
    records = [_measure(companies) for companies in asked.companies]
    (asked.output / "edge-list.json").write_text(json.dumps({"machine": machine("numba", "pyarrow"), "sizes": records}, indent=1))
    (asked.output / "edge-list.svg").write_text(grow_with_size(records))


def _measure(companies: int) -> Record:
    with tempfile.TemporaryDirectory() as folder:
        drawn = peak("bench.edge_list", "write", folder, str(companies))
        decided = peak("bench.edge_list", "decide", folder)
    record: Record = {"companies": companies, **drawn, **decided}
    print(json.dumps(record), file=sys.stderr)
    return record


def write(folder: Path, companies: int) -> None:
    """Draw a network with four stakes for three companies, and write its stakes."""
    import pyarrow as pa
    from pyarrow import parquet

    table = columns_of(stakes_of(Shape(companies, companies * 4 // 3)))
    party = (np.arange(len(table.complete), dtype=np.uint64) * _SPREAD).view(np.int64)
    values = {name: getattr(table, name).astype(np.int64) for name in ("votes_min", "votes_max", "capital_min", "capital_max", "flags")}
    holder = pa.array(party[table.holder], mask=table.holder < 0)
    stakes = pa.table(
        {"company": party[table.company], "holder": holder, **values, "complete": table.complete[table.company].astype(np.int32)}
    )
    step = -(-stakes.num_rows // _FILES)
    for number in range(_FILES):
        parquet.write_table(stakes.slice(number * step, step), folder / f"{number}.parquet")
    print(json.dumps({"stakes": stakes.num_rows, "file_bytes": sum(file.stat().st_size for file in folder.iterdir())}))


def decide(folder: Path) -> None:
    """Decide all companies of the stakes in a folder."""
    import pyarrow as pa
    from pyarrow import parquet

    # The pool of pyarrow keeps what it once had.
    pa.set_memory_pool(pa.system_memory_pool())
    parties, table = make_table(parquet.read_table(folder, pre_buffer=False))
    laid_out = _cpu_seconds()
    labels = label_all(table)
    labelled = _cpu_seconds()
    controlled = sum(bool(verdict.controllers) for verdict in all_companies(table, labels=labels))
    print(
        json.dumps(
            {
                "parties": len(parties),
                "controlled": controlled,
                "unsure": labels.unsure,
                "read_seconds": laid_out,
                "label_seconds": labelled - laid_out,
                "answer_seconds": _cpu_seconds() - labelled,
                "peak_mib": memory()["peak"],
            }
        )
    )


def _cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["write", place, size]:
            write(Path(place), int(size))
        case ["decide", place]:
            decide(Path(place))
        case _:
            main()
