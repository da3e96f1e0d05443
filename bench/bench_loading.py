"""Loading whole registers: a file with the shape of the register to a published generation, beside only decoding the same file.

Decoding is all that msgspec does to make Python values of each line, or that DuckDB does to read every column, and keeps nothing.  The
product is the command ``ownership load`` with everything it starts: it reads, maps, checks, stores, indexes and publishes.  BODS is read by
peers beside it, too, which keep no index: a converter that knows the standard, and two programs that make tables of any JSON.  These are
compared by seconds of the processor, for some have one process, and the product has three.
"""

from __future__ import annotations

import functools
import re
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import duckdb
import msgspec

from bench.harness import MIB, Record, arguments, check, machine, ratio, spread, write
from bench.peers import bods_neo4j, flatteners
from bench.peers.installed import Peer, find_installed, install
from bench.registers import FULL
from bench.store import keep_register
from bench.tree import Ran, run

RECORDS: Final = {
    "tiny": {"psc": 500, "bods": 500, "lei-csv": 300, "rr-csv": 300, "repex-csv": 300},
    "small": {"psc": 200_000, "bods": 150_000, "lei-csv": 100_000, "rr-csv": 100_000, "repex-csv": 300_000},
    "full": {"psc": 5_000_000, "bods": 3_000_000, **{name: FULL[name] for name in ("lei-csv", "rr-csv", "repex-csv")}},
}
ROUNDS: Final = {"tiny": 1, "small": 3, "full": 1}
"""A full register takes minutes, and long runs spread little."""

_SUMMARY: Final = re.compile(r": ([\d,]+) records read = ([\d,]+) used \+ ([\d,]+) merged \+ ([\d,]+) rejected")


def main() -> None:
    options = arguments(__doc__)
    checks: Record = {}
    # To install a peer takes the net: not while tests run.
    requirements = {bods_neo4j.NAME: bods_neo4j.REQUIREMENT, **{name: name for name in flatteners.PROGRAMS}}
    peers = {name: find_installed(name) if options.size == "tiny" else install(name, asked) for name, asked in requirements.items()}
    rounds = min(options.rounds, ROUNDS[options.size])
    sets = {name: _measure(name, records, rounds, checks) for name, records in RECORDS[options.size].items()}
    records, cpu = RECORDS[options.size]["bods"], sets["bods"]["cpu"]["median"]
    sets["bods"]["peers"] = {name: _compare(name, peer, records, rounds, cpu, checks) for name, peer in peers.items()}
    write(
        options.results,
        {"figure": "loading", "size": options.size, "machine": machine("duckdb", "msgspec", "numpy"), "checks": checks, "sets": sets},
    )


def _measure(name: str, records: int, rounds: int, checks: Record) -> Record:
    file = keep_register(name, records)
    decode = _columns if name.endswith("-csv") else _lines
    check(checks, f"{name}: all records are decoded", decode(file) == records + (name == "psc"), records=records)
    decoded: list[float] = []
    loads: list[Ran] = []
    for _ in range(rounds):
        decoded.append(_timed(decode, file))
        loads.append(_load(file))
        print(f"  {name}: {loads[-1].seconds:.1f} s, decoding {decoded[-1]:.1f} s, {loads[-1].peak_mib:.0f} MiB", file=sys.stderr)
    read, _, _, rejected = _counted(loads[-1])
    check(checks, f"{name}: all records are loaded", (read, rejected) == (records + (name == "psc"), 0), read=read, rejected=rejected)
    taken = [one.seconds for one in loads]
    return {
        "records": records,
        "mib": round(file.stat().st_size / MIB, 1),
        "decoder": "DuckDB" if decode is _columns else "msgspec",
        "seconds": {"load": spread(taken), "decode": spread(decoded)},
        "cpu": spread([one.cpu for one in loads]),
        "of_the_decode_rate": ratio(decoded, taken),
        "memory": {
            "peak_mib": round(max(one.peak_mib for one in loads), 1),
            "anonymous_mib": round(max(one.anonymous_mib for one in loads), 1),
        },
    }


def _compare(name: str, peer: Peer, records: int, rounds: int, cpu: float, checks: Record) -> Record:
    """Give a file of BODS to a peer: its seconds of the processor, and how many times as many loading takes."""
    if peer.python is None:
        return {"left_out": peer.why}
    convert = bods_neo4j.convert if name == bods_neo4j.NAME else functools.partial(flatteners.flatten, name)
    file, taken = keep_register("bods", records), []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory(prefix="bench-loading-", dir=file.parent) as folder:
            ran, written = convert(peer.python, file, Path(folder))
        taken.append(ran)
        check(checks, f"bods: {name} writes all records", written == records, records=written)
    kept = spread([ran.cpu for ran in taken])
    return {"cpu": kept, "times": cpu / kept["median"], "peak_mib": round(max(ran.peak_mib for ran in taken), 1)}


def _lines(file: Path) -> int:
    decode, count = msgspec.json.Decoder().decode, 0
    with file.open("rb") as lines:
        for line in lines:
            decode(line)
            count += 1
    return count


def _columns(file: Path) -> int:
    with duckdb.connect() as connection:
        # The largest text of every column: each has to be read, none is kept.
        query = "SELECT count(*), max(COLUMNS(*)) FROM read_csv(?, all_varchar = true, header = true, delim = ',', quote = '\"')"
        row = connection.execute(query, [str(file)]).fetchone()
    assert row is not None
    return int(row[0])


def _timed(side: Callable[[Path], int], file: Path) -> float:
    begun = time.perf_counter()
    side(file)
    return time.perf_counter() - begun


def _load(file: Path) -> Ran:
    with tempfile.TemporaryDirectory(prefix="bench-loading-", dir=file.parent) as data:
        done = run([sys.executable, "-m", "cli.main", "--data", data, "load", str(file)])
    if done.status:
        raise SystemExit(f"load of {file.name} ended with {done.status}: {done.stderr}")
    return done


def _counted(done: Ran) -> tuple[int, ...]:
    """Read, used, merged, rejected."""
    summary = _SUMMARY.search(done.stderr)
    if summary is None:
        raise SystemExit(f"no summary in: {done.stderr}")
    return tuple(int(number.replace(",", "")) for number in summary.groups())


if __name__ == "__main__":
    main()
