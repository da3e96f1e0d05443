"""How figures are measured: interleaved rounds in one process, medians with their spread, peak memory of a child process, JSON.

Knows nothing of what is measured.  A figure is one JSON object with ``figure``, ``size``, ``machine``, ``checks`` (what was found equal
before any timing) and ``seconds``.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any, Final

HERE: Final = Path(__file__).resolve().parent
RESULTS: Final = HERE / "results"
SIZES: Final = ("tiny", "small", "full")
ROUNDS: Final = 5
MIB: Final = 2**20

Record = dict[str, Any]


def arguments(description: str | None) -> argparse.Namespace:
    """The options that every script has."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", choices=SIZES, default="full")
    parser.add_argument("--results", type=Path, default=RESULTS, help="folder of the JSON files")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    return parser.parse_args()


def race(sides: Mapping[str, Callable[[], object]], rounds: int = ROUNDS) -> dict[str, list[float]]:
    """Seconds of every side in every round, the sides taken in turn so that a drift of the machine meets all of them.

    Each side runs once before, uncounted (compiling, first touch of memory).
    """
    seconds: dict[str, list[float]] = {name: [] for name in sides}
    for name, side in sides.items():
        side()
        print(f"  {name}: warm", file=sys.stderr)
    for _ in range(rounds):
        for name, side in sides.items():
            gc.collect()
            begun = time.perf_counter()
            side()
            seconds[name].append(time.perf_counter() - begun)
    return seconds


def time_each(
    sides: Mapping[str, tuple[Callable[[Any], object], Sequence[Any]]], rounds: int = ROUNDS, warm_up: int | None = None
) -> dict[str, list[list[float]]]:
    """Seconds of every question of every side in every round, the sides taken in turn.

    ``sides``: name -> (the function, what it is asked).  A round before the first, of ``warm_up`` questions (by default all), is not
    counted.
    """
    seconds: dict[str, list[list[float]]] = {name: [] for name in sides}
    clock = time.perf_counter
    for number in range(rounds + 1):
        for name, (side, questions) in sides.items():
            taken = []
            for question in questions if number else questions[:warm_up]:
                begun = clock()
                side(question)
                taken.append(clock() - begun)
            if number:
                seconds[name].append(taken)
    return seconds


def spread(seconds: Sequence[float]) -> Record:
    """Median, least and most of some rounds, in seconds."""
    return {"median": _short(statistics.median(seconds)), "min": _short(min(seconds)), "max": _short(max(seconds)), "rounds": len(seconds)}


def ratio(slow: Sequence[float], fast: Sequence[float]) -> Record:
    """How many times longer one side took than the other, round by round."""
    return spread([a / b for a, b in zip(slow, fast, strict=True)])


def percentiles(seconds: Sequence[float]) -> Record:
    """Distribution of many single questions, in seconds."""
    ordered = sorted(seconds)

    def at(part: float) -> float:
        return _short(ordered[min(len(ordered) - 1, int(part * len(ordered)))])

    return {"p50": at(0.5), "p90": at(0.9), "p99": at(0.99), "max": _short(ordered[-1]), "questions": len(ordered)}


def rounds_of_percentiles(rounds: Sequence[Sequence[float]]) -> Record:
    """Median over rounds of the percentiles of each round, with the spread of p99."""
    by_round = [percentiles(seconds) for seconds in rounds]
    p99 = [one["p99"] for one in by_round]
    merged: Record = {key: _short(statistics.median(one[key] for one in by_round)) for key in ("p50", "p90", "p99", "max")}
    return merged | {"p99_min": min(p99), "p99_max": max(p99), "questions": by_round[0]["questions"], "rounds": len(by_round)}


def check(checks: Record, what: str, equal: bool, **numbers: Any) -> None:
    """Note an equality; a difference ends the script, since a timing of different answers says nothing."""
    if not equal:
        raise SystemExit(f"not equal, nothing was timed: {what} {numbers or ''}")
    checks[what] = numbers or True


def peak(module: str, *words: str) -> Record:
    """Run ``python -m module words`` and return the JSON object that it prints last."""
    done = subprocess.run([sys.executable, "-m", module, *words], cwd=HERE.parent, stdout=subprocess.PIPE, text=True, check=True)
    record: Record = json.loads(done.stdout.splitlines()[-1])
    return record


def memory() -> dict[str, float]:
    """Resident memory of this process in MiB: the highest so far, now, and how much of now is files that are mapped.

    Read from the kernel's account of the process; the figure of getrusage is inherited from the parent.
    """
    lines = (line.split() for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines())
    kib = {words[0].rstrip(":"): int(words[1]) for words in lines if words[0] in ("VmHWM:", "VmRSS:", "RssFile:")}
    return {"peak": round(kib["VmHWM"] / 1024, 1), "now": round(kib["VmRSS"] / 1024, 1), "mapped": round(kib["RssFile"] / 1024, 1)}


def machine(*packages: str) -> Record:
    """Where and with what this was measured."""
    return {
        "cores": len(os.sched_getaffinity(0)),
        "processor": _processor(),
        "memory_gib": round(_total_kib() / 2**20, 1),
        "load": [round(one, 2) for one in os.getloadavg()],
        "system": platform.system(),
        "python": platform.python_version(),
        "versions": {name: metadata.version(name) for name in packages},
    }


def write(folder: Path, record: Record) -> None:
    """Keep a figure as JSON and print it."""
    folder = folder / record["size"]
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(record, indent=1)
    (folder / f"{record['figure']}.json").write_text(text + "\n", encoding="utf-8")
    print(text)


def _short(value: float) -> float:
    return float(f"{value:.4g}")


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return " ".join(line.partition(":")[2].split())
    return platform.machine()


def _total_kib() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 1024
