"""A command with everything it starts: how long it takes and how much memory all of it holds at most.  Knows nothing of what it does."""

from __future__ import annotations

import os
import resource
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

_EVERY: Final = 0.1
"""Seconds between two looks."""


class Ran(NamedTuple):
    """What was seen of one run."""

    status: int
    seconds: float
    cpu: float
    """Seconds of the processor, of all of them."""
    peak_mib: float
    """Proportional set size of all processes together: a page that several share counts once."""
    anonymous_mib: float
    """The part of that which no file backs, so that it cannot be given back."""
    stderr: str


def run(command: list[str], output: Path | None = None) -> Ran:
    """Run to the end; what is printed goes to the file ``output``, or nowhere."""
    begun, cpu_before = time.perf_counter(), _measure_cpu()
    peak = anonymous = 0
    with tempfile.TemporaryFile("w+") as errors, (output or Path(os.devnull)).open("wb") as printed:
        with subprocess.Popen(command, stdout=printed, stderr=errors) as process:
            while process.poll() is None:
                sizes = [_measure_memory(member) for member in _family(process.pid)]
                peak, anonymous = max(peak, sum(total for total, _ in sizes)), max(anonymous, sum(own for _, own in sizes))
                with suppress(subprocess.TimeoutExpired):
                    process.wait(_EVERY)
            seconds = time.perf_counter() - begun
        errors.seek(0)
        return Ran(process.returncode, seconds, _measure_cpu() - cpu_before, peak / 1024, anonymous / 1024, errors.read())


def _measure_cpu() -> float:
    """Seconds of the processor that children took which have ended, with theirs."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _family(process: int) -> Iterator[int]:
    """Yield a process and everything below it."""
    yield process
    with suppress(OSError):
        for task in Path(f"/proc/{process}/task").iterdir():
            for child in (task / "children").read_text(encoding="ascii").split():
                yield from _family(int(child))


def _measure_memory(process: int) -> tuple[int, int]:
    """Return the KiB that a process holds, in all and of its own; 0 where it has ended."""
    with suppress(OSError):
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
        sizes = {words[0]: int(words[1]) for words in map(str.split, lines) if words[0] in ("Pss:", "Pss_Anon:")}
        return sizes.get("Pss:", 0), sizes.get("Pss_Anon:", 0)
    return 0, 0
