"""datasette over a table of finished answers: looking up a row by its key is all that it does.  It is installed from PyPI into an
environment of its own, where that can be reached; nothing of the product needs it.
"""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bench.processes import Server, running
from bench.store import FOLDER

PLACE = FOLDER / "datasette"


def find_installed() -> Path | None:
    """Find its interpreter where it was installed."""
    python = PLACE / "bin" / "python"
    return python if python.is_file() else None


def install() -> Path | None:
    """Install it where it is not; None where that is not possible."""
    if find_installed() is None:
        part = PLACE.with_name("datasette.part")
        shutil.rmtree(part, ignore_errors=True)
        part.parent.mkdir(parents=True, exist_ok=True)
        try:
            subprocess.run([sys.executable, "-m", "venv", part], check=True)
            pip = [str(part / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "datasette"]
            subprocess.run(pip, check=True, timeout=180, stdout=sys.stderr)
        except (subprocess.SubprocessError, OSError) as error:
            print(f"  left out: datasette cannot be installed ({error})", file=sys.stderr)
            return None
        part.rename(PLACE)
    return find_installed()


def read_version(python: Path) -> str:
    program = "from importlib import metadata; print(metadata.version('datasette'))"
    return subprocess.run([python, "-c", program], check=True, capture_output=True, text=True).stdout.strip()


def write_table(path: Path, answers: Iterable[tuple[str, bytes]]) -> None:
    """Write a database of one table: the answer to each key."""
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE answer (party TEXT PRIMARY KEY, body TEXT)")
        database.executemany("INSERT INTO answer VALUES (?, ?)", ((party, body.decode()) for party, body in answers))


def list_words(path: Path) -> list[str]:
    """The command that serves the database, for `bench.processes.running`."""
    return ["-m", "datasette", "serve", str(path)]


@contextmanager
def serve_table(python: Path, path: Path, target: str) -> Iterator[Server]:
    """Serve the database; ``target`` is asked for first."""
    with running(list_words(path), target, python) as server:
        yield server


def to_target(path: Path, party: str) -> str:
    """The address of a row."""
    return f"/{path.stem}/answer/{party}.json?_shape=objects"
