"""Folds texts and fills the table of full text of the index of names, in a file and a process of its own, and lists its words.

Owns how texts are cut into words, and the tables that vocabulary.py reads.  What SQLite keeps of a table is the same wherever its texts
are, so build_names.py copies it into the index.  A process, not a thread: SQLite shares one count of memory among all threads of a
process, and they would wait for it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from graph.generation.search_index import fold_all, strip_folded
from graph.generation.vocabulary import LEAST, LONG

# Words are looked for without their places and the lengths of texts: nothing asks for a phrase or a rank.
CUT: Final = "tokenize='unicode61', prefix='2 3 4', detail=none, columnsize=0"
"""How texts are cut into words."""
NEAR: Final = "CREATE VIRTUAL TABLE near USING fts5(text, content='', tokenize='trigram', detail=none, columnsize=0)"
PRAGMAS: Final = "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
_HELD: Final = 16 << 20
"""Bytes of words that a table holds before it writes them: what is written more seldom is merged less often."""

Texts = tuple[Sequence[int], Sequence[str]]
"""Rows, and the text of each."""
Folded = tuple[Sequence[str], Sequence[str]]
"""Texts folded, and without legal forms."""


def fold_texts(texts: Sequence[str]) -> Folded:
    """Fold texts, and take the legal forms off them."""
    folded = fold_all(texts)
    return folded, [strip_folded(text) for text in folded]


class Filler:
    """Adds the texts that it is called with to table ``lookup``, and gives them folded; None ends it: then the file is whole."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None

    def __call__(self, texts: Texts | None) -> Folded | None:
        connection = self._connection = self._connection or self._create()
        if texts is not None:
            rows, written = texts
            folded = fold_texts(written)
            connection.executemany("INSERT INTO lookup(rowid, folded) VALUES (?, ?)", zip(rows, folded[0], strict=True))
            return folded
        list_words(connection)
        connection.commit()
        connection.close()
        return None

    def _create(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path)
        connection.executescript(f"{PRAGMAS} CREATE VIRTUAL TABLE lookup USING fts5(folded, content='', {CUT});")
        connection.execute("INSERT INTO lookup(lookup, rank) VALUES ('hashsize', ?)", [_HELD])
        return connection


def list_words(connection: sqlite3.Connection) -> None:
    """Create the tables ``word``, ``near`` and ``gram`` out of the words that are in table ``lookup``."""
    connection.execute("CREATE TABLE word(number INTEGER PRIMARY KEY, text TEXT, names INTEGER)")
    connection.execute("CREATE VIRTUAL TABLE temp.counted USING fts5vocab(main, lookup, row)")
    connection.execute(
        "INSERT INTO word(text, names) SELECT term, doc FROM temp.counted WHERE length(term) >= ? AND term NOT GLOB '*[0-9]*'", [LEAST]
    )
    connection.execute("CREATE UNIQUE INDEX word_text ON word(text)")
    connection.execute(NEAR)
    connection.execute("INSERT INTO near(rowid, text) SELECT number, text FROM word WHERE length(text) >= ?", [LONG])
    connection.execute("CREATE VIRTUAL TABLE temp.paired USING fts5vocab(main, near, row)")
    connection.execute("CREATE TABLE gram AS SELECT term, doc FROM temp.paired")
