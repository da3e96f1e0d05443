"""Where compiled kernels are kept between processes, and whether all of them are there.  Must not know what they compute.

They lie in ``NUMBA_CACHE_DIR`` if that is set, else in the user's cache folder.  A file there tells that every kernel was compiled for
this machine and this state of the source; a lock sees to it that one process compiles while others wait or do without.
"""

from __future__ import annotations

import fcntl
import functools
import hashlib
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path
from typing import Any, Final, TextIO

ENVIRONMENT: Final = "NUMBA_CACHE_DIR"

_ROOT: Final = Path(__file__).resolve().parents[2]
_ROOMS: Final = ("ontology", "graph")
"""Where kernels and the constants that they name are written."""
_LOCK: Final = "compiling.lock"
_filled: Final[set[Path]] = set()


def find_folder() -> Path | None:
    """Find the folder, made if it is not there; None where nothing can be written to it."""
    return _make_writable(os.environ.get(ENVIRONMENT), os.environ.get("XDG_CACHE_HOME"))


@functools.cache
def _make_writable(given: str | None, caches: str | None) -> Path | None:
    try:
        folder = Path(given) if given else (Path(caches) if caches else Path.home() / ".cache") / "ownership-graph" / "kernels"
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder.resolve()
    except (OSError, RuntimeError):  # RuntimeError: nobody knows where this user's home is
        return None


class KernelLocator:
    """Tells numba where the machine code of a kernel lies: by its name, which holds a digest of its text.

    By itself numba goes by the path and line of the source, so the same kernels in another folder would be compiled anew.  The methods
    are those that numba asks for.
    """

    def __init__(self, function: Callable[..., Any], file: str) -> None:
        folder = find_folder()
        assert folder is not None
        self._py_file, self._folder = file, folder / function.__module__

    @classmethod
    def from_function(cls, function: Callable[..., Any], file: str) -> KernelLocator:
        """The place of what a function compiles to."""
        return cls(function, file)

    def ensure_cache_path(self) -> None:
        """Make the folder if it is not there."""
        self._folder.mkdir(exist_ok=True)

    def get_cache_path(self) -> str:
        """The folder."""
        return str(self._folder)

    def get_source_stamp(self) -> str:
        """What else tells the state of the source: nothing."""
        return ""

    def get_disambiguator(self) -> str:
        """What else tells functions of one name apart: nothing."""
        return ""


def is_filled() -> bool:
    """Whether every kernel lies there.  Once it is so it stays so for the life of the process."""
    folder = find_folder()
    if folder is None:
        return False
    if folder not in _filled and (folder / _name_state()).exists():
        _filled.add(folder)
    return folder in _filled


def mark_filled() -> None:
    """Tell every process that all kernels lie there.  Raises OSError."""
    folder = find_folder()
    if folder is not None:
        (folder / _name_state()).touch()


@contextmanager
def compiling_alone() -> Iterator[None]:
    """Be the only one that compiles; waits while another process is.  Raises OSError."""
    folder = find_folder()
    if folder is None:
        yield
        return
    with _open_lock(folder) as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def wait_while_others_compile() -> None:
    """Wait until no other process is compiling all kernels: what it compiles is there sooner than what two compile at once."""
    folder = find_folder()
    if folder is not None:
        with _open_lock(folder) as lock:
            fcntl.flock(lock, fcntl.LOCK_SH)


def _open_lock(folder: Path) -> TextIO:
    return (folder / _LOCK).open("a", encoding="ascii")


@functools.cache
def _name_state() -> str:
    """Name the file after what machine code depends on: the text of the source, wherever it lies, and the machine."""
    sources = sorted(path for room in _ROOMS for path in (_ROOT / room).rglob("*.py"))
    texts = [f"{path.relative_to(_ROOT)} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in sources]
    program = [sys.version, metadata.version("numba"), platform.machine(), _read_processor()]
    text = "\n".join([*program, *texts])
    return f"all-{hashlib.sha256(text.encode()).hexdigest()[:16]}"


def _read_processor() -> str:
    """What the processor can do, since machine code is made for it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:  # not Linux
        return platform.processor()
    return "\n".join(sorted({line for line in lines if line.startswith(("model name", "flags", "Features"))}))
