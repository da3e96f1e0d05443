"""Fills one table of full text of the index of names, in a file that it has for itself, in a process of its own.

Owns how the words of each table are cut.  What SQLite keeps of a table is the same wherever its texts are, so build_names.py copies it
into the index.  Processes, not threads: SQLite shares one count of memory among all threads of a process, and they would wait for it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Final

TABLES: Final = {
    # Words are looked for without their places: nothing asks for a phrase.
    "lookup": "tokenize='unicode61', prefix='2 3 4', detail=none",
    "fuzzy": "tokenize='trigram'",
}
"""The tables of full text, with how their words are cut."""
PRAGMAS: Final = "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
_HELD: Final = 16 << 20
"""Bytes of words that a table holds before it writes them: what is written more seldom is merged less often."""

Texts = tuple[Sequence[int], Sequence[str]]
"""Rows, and the folded text of each."""


class Filler:
    """Adds the texts that it is called with to a table; None ends it: then the file is whole."""

    def __init__(self, path: Path, name: str) -> None:
        self._path, self._name = path, name
        self._connection: sqlite3.Connection | None = None

    def __call__(self, texts: Texts | None) -> None:
        connection = self._connection = self._connection or self._create()
        if texts is not None:
            connection.executemany(f"INSERT INTO {self._name}(rowid, folded) VALUES (?, ?)", zip(*texts, strict=True))  # noqa: S608
            return
        if self._name == "fuzzy":
            count_grams(connection)
        connection.commit()
        connection.close()

    def _create(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path)
        cut = TABLES[self._name]
        connection.executescript(f"{PRAGMAS} CREATE VIRTUAL TABLE {self._name} USING fts5(folded, content='', {cut});")
        connection.execute(f"INSERT INTO {self._name}({self._name}, rank) VALUES ('hashsize', {_HELD})")  # noqa: S608
        return connection


def count_grams(connection: sqlite3.Connection) -> None:
    """Create table ``gram``: how many rows have each three letters that are in table ``fuzzy``."""
    connection.execute("CREATE VIRTUAL TABLE temp.counted USING fts5vocab(main, fuzzy, row)")
    connection.execute("CREATE TABLE gram AS SELECT term, doc FROM temp.counted")
