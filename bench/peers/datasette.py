"""datasette over a table of finished answers: looking up a row by its key is all that it does."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from bench.processes import Server, running

NAME: Final = "datasette"


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
