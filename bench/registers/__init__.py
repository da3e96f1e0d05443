"""Generated files with the shape of full registers: their fields, sizes and frequencies, with invented names, at any number of records.

A seed gives the same bytes again.  Every name, address, hash and number is drawn for its record, so that neither compression nor a cache
of repeated texts is flattered.  Knows the published formats; knows nothing of the loaders that read them.
"""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple, Protocol

from bench.registers import bods, gleif, psc
from bench.registers.draw import BATCH, Draw


class Register(NamedTuple):
    """How a file is put together: what stands first, what stands between the texts of two records, what stands last."""

    rows: Callable[[Draw, int, int], list[str]]
    """Texts of records ``first`` to ``last``."""
    first: str = ""
    between: str = "\n"
    last: Callable[[int], str] = lambda _: "\n"


REGISTERS: Final = {
    "psc": Register(psc.lines, last=psc.totals),
    "bods": Register(bods.statements),
    "lei-csv": Register(gleif.lei_rows, first=gleif.LEI_HEADER + "\n"),
    "rr-csv": Register(gleif.rr_rows, first=gleif.RR_HEADER + "\n"),
    "repex-csv": Register(gleif.repex_rows, first=gleif.REPEX_HEADER + "\n"),
    "lei-json": Register(gleif.lei_objects, first='{"records":[', between=",", last=lambda _: "]}\n"),
    "rr-json": Register(gleif.rr_objects, first='{"relations":[', between=",", last=lambda _: "]}\n"),
    "repex-json": Register(gleif.repex_objects, first='{"exceptions":[', between=",", last=lambda _: "]}\n"),
}
FULL: Final = {
    "psc": 13_574_320,
    "bods": 30_000_000,
    "lei-csv": 3_428_477,
    "lei-json": 3_428_477,
    "rr-csv": 487_721,
    "rr-json": 487_721,
    "repex-csv": 6_351_397,
    "repex-json": 6_351_397,
}
"""Records of the whole register when its profile was read (PSC 2024-11-22, GLEIF 2026-09-11; BODS: about three a PSC)."""


def write(name: str, records: int, target: Path, seed: int = 1) -> None:
    """Write a register of so many records; packed where the name ends in .gz or .zip."""
    register = REGISTERS[name]
    with _opened(target) as out:
        out.write(register.first.encode())
        for first in range(0, records, BATCH):
            last = min(first + BATCH, records)
            rows = register.rows(Draw(seed, first), first, last)
            out.write(((register.between if first else "") + register.between.join(rows)).encode())
        out.write(register.last(records).encode())


class _Writable(Protocol):
    def write(self, raw: bytes, /) -> object: ...


@contextmanager
def _opened(target: Path) -> Iterator[_Writable]:
    if target.suffix == ".gz":
        with gzip.open(target, "wb", compresslevel=6) as out:
            yield out
    elif target.suffix == ".zip":
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(target.stem, "w", force_zip64=True) as member:
            yield member
    else:
        with target.open("wb") as plain:
            yield plain
