"""Generated networks, memory-mapped, and files of registers kept on disk between the scripts of one run.  Owns the folder.

Knows nothing of what is measured.  A folder's name holds a digest of the generator, so a change to it draws its content again.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from bench import networks, registers
from bench.shape import Shape
from bench.topology import Ints
from graph.generation.interest_table import InterestTable
from graph.network.stake_table import StakeTable

HERE: Final = Path(__file__).resolve().parent
FOLDER: Final = HERE.parent / ".make" / "bench"
_SOURCES: Final = ("shape.py", "topology.py", "networks.py")


class Kept:
    """One generated network."""

    def __init__(self, shape: Shape, folder: Path) -> None:
        self.shape = shape
        self.folder = folder

    def columns(self) -> StakeTable:
        """The snapshot on TODAY."""
        return StakeTable(*(self._load(f"columns-{name}") for name in StakeTable._fields))

    def network(self) -> InterestTable:
        """Every row, with dates."""
        return InterestTable.open(self.folder / "network")

    def core(self) -> Ints:
        """Members of the largest strongly connected component."""
        return self._load("core")

    def chains(self) -> list[Ints]:
        """Chains of single majorities, each from its top down."""
        chains, start = self._load("chains"), self._load("chain_start")
        return [chains[begin:end] for begin, end in pairwise(start)]

    def _load(self, name: str) -> npt.NDArray[Any]:
        array: npt.NDArray[Any] = np.load(self.folder / f"{name}.npy", mmap_mode="r")
        return array


def keep_network(shape: Shape, *, rows: bool = False) -> Kept:
    """The network of this shape, drawn when it is not there yet.  ``rows``: with its history, as a Network."""
    digest = hashlib.sha256(b"".join((HERE / name).read_bytes() for name in _SOURCES)).hexdigest()[:12]
    folder = FOLDER / f"{digest}-{shape.companies}-{shape.stakes}-{shape.seed}{'-rows' if rows else ''}"
    if not folder.is_dir():
        part = folder.with_name(f"{folder.name}.{os.getpid()}")
        part.mkdir(parents=True)
        drawn = networks.stakes_of(shape)
        arrays = {f"columns-{name}": array for name, array in networks.columns_of(drawn)._asdict().items()}
        links = drawn.links
        for name, array in {**arrays, "core": links.core, "chains": links.chains, "chain_start": links.chain_start}.items():
            np.save(part / f"{name}.npy", array)
        if rows:
            _save(networks.network_of(drawn, shape), part / "network")
        shutil.rmtree(folder, ignore_errors=True)
        part.rename(folder)
    return Kept(shape, folder)


def _save(network: InterestTable, folder: Path) -> None:
    folder.mkdir()
    indexes = {"subject_start": network.subject_start, "holder_start": network.holder_start, "by_holder": network.by_holder}
    for name, column in {**network.columns, **indexes}.items():
        np.save(folder / f"{name}.npy", column)


def keep_register(name: str, records: int) -> Path:
    """A file with the shape of a register, generated when it is not there yet."""
    sources = sorted((HERE / "registers").glob("*.py"))
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:12]
    file = FOLDER / f"registers-{digest}" / f"{name}-{records}.{'csv' if name.endswith('-csv') else 'jsonl'}"
    if not file.is_file():
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_name(f"{file.name}.{os.getpid()}")
        registers.write(name, records, part)
        part.rename(file)
    return file
