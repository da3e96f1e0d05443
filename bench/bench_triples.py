"""A register as RDF: the dump in N-Quads without a store, and the SPARQL index, beside the engine's own program and rdflib.

``oxigraph load`` makes a store of the dump, ``oxigraph dump`` writes it out again, in no order and with nothing worked out; rdflib reads a
part of the dump and writes it.  Sides are compared by seconds of the processor: the programs have several threads.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path
from typing import Final

from rdflib import Dataset

from bench.harness import MIB, Record, arguments, check, machine, ratio, spread, write
from bench.peers.oxigraph import PROGRAM
from bench.store import keep_register
from bench.tree import Ran, run
from graph.generation.generation import TRIPLES_FOLDER

RECORDS: Final = {"tiny": 1_000, "small": 40_000, "full": 400_000}
"""Lines of the UK register; up to a million statements the index is built without being asked for twice."""
ROUNDS: Final = {"tiny": 1, "small": 2, "full": 1}
_OF_RDFLIB: Final = {"tiny": 5_000, "small": 100_000, "full": 200_000}
"""Lines of the dump that rdflib is given: it holds all of them in memory."""


def main() -> None:
    options = arguments(__doc__)
    checks: Record = {}
    records, rounds = RECORDS[options.size], min(options.rounds, ROUNDS[options.size])
    sides: dict[str, list[Ran]] = {"dump": [], "index": [], "oxigraph load": [], "oxigraph dump": []}
    file = keep_register("psc", records)
    with tempfile.TemporaryDirectory(prefix="bench-triples-", dir=file.parent) as folder:
        data, dump, theirs = Path(folder, "data"), Path(folder, "dump.nq"), Path(folder, "theirs.nq")
        _run(_command(data, "load", "--source", "register", str(file)))
        for number in range(rounds):
            sides["dump"].append(_run(_command(data, "export", "--format", "nquads", "-o", str(dump))))
            store = Path(folder, f"store-{number}")
            sides["oxigraph load"].append(_run([str(PROGRAM), "load", "--location", str(store), "--file", str(dump), "--lenient"]))
            sides["oxigraph dump"].append(_run([str(PROGRAM), "dump", "--location", str(store), "--file", str(theirs)]))
            # One that is there is not built again; a small register has it since the load.
            for built in data.glob(f"generations/*/{TRIPLES_FOLDER}"):
                shutil.rmtree(built)
                built.with_name("files.json").unlink()
            sides["index"].append(_run(_command(data, "index", "triples")))
            print(f"  {', '.join(f'{name} {ran[-1].cpu:.1f} s of CPU' for name, ran in sides.items())}", file=sys.stderr)
        quads = _count_lines(dump)
        check(checks, "the engine's store has every line of the dump", _count_lines(theirs) == quads, quads=quads)
        if options.size == "tiny":
            same = sorted(dump.read_bytes().splitlines()) == sorted(theirs.read_bytes().splitlines())
            check(checks, "the engine writes the same lines", same)
        again = _run(_command(data, "export", "--format", "nquads", "-o", str(dump)))
        check(checks, "the dump is the same with an index and without", _count_lines(dump) == quads, cpu=again.cpu)
        mib, part = dump.stat().st_size / MIB, _OF_RDFLIB[options.size]
        rdflib = [_write_by_rdflib(dump, part) for _ in range(rounds)]
    cpu = {name: [one.cpu for one in ran] for name, ran in sides.items()}
    write(
        options.results,
        {
            "figure": "triples",
            "size": options.size,
            "machine": machine("duckdb", "numpy", "oxigraph", "pyoxigraph", "rdflib"),
            "checks": checks,
            "records": records,
            "quads": quads,
            "mib": round(mib, 1),
            "seconds": {name: spread([one.seconds for one in ran]) for name, ran in sides.items()},
            "cpu": {name: spread(taken) for name, taken in cpu.items()},
            "peak_mib": {name: round(max(one.peak_mib for one in ran), 1) for name, ran in sides.items()},
            "of_the_load": ratio(cpu["index"], cpu["oxigraph load"]),
            "rdflib": {"quads": min(part, quads), "cpu": spread(rdflib)},
        },
    )


def _command(data: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "cli.main", "--data", str(data), "--quiet", *words]


def _run(command: list[str]) -> Ran:
    done = run(command)
    if done.status:
        raise SystemExit(f"{' '.join(command)} ended with {done.status}: {done.stderr}")
    return done


def _count_lines(file: Path) -> int:
    return int(subprocess.run(["wc", "-l", file], stdout=subprocess.PIPE, text=True, check=True).stdout.split()[0])


def _write_by_rdflib(dump: Path, lines: int) -> float:
    """Let rdflib write the first lines of the dump; return the seconds of the processor, without those of reading them."""
    with dump.open("rb") as file:
        text = b"".join(islice(file, lines))
    dataset = Dataset()
    dataset.parse(data=text, format="nquads")
    begun = time.process_time()
    dataset.serialize(format="nquads", encoding="utf-8")
    return time.process_time() - begun


if __name__ == "__main__":
    main()
