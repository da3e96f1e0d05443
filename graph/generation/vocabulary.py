"""The words that names have, and which of them a misspelt word may mean.

Owns three tables of the index of names (fill_text.py writes them): ``word``, each word of letters with how many names have it; ``near``,
which of the longer ones have some three letters in a row; ``gram``, how many have each.  Words, since a register has far fewer of them
than names: what resembles is looked for among these, and names are found by whole words.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from itertools import combinations
from typing import Final

import msgspec
from rapidfuzz import process
from rapidfuzz.distance import OSA

LEAST: Final = 3
"""Letters of a word that others may resemble."""
LONG: Final = 4
"""Letters of a word that is also found by three of its letters in a row."""
_TELLING: Final = 6
"""Letters of a word of which some three in a row tell enough to look for others by."""
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
_DIGITS: Final = "0123456789"
_AMONG: Final = "SELECT text, names FROM word WHERE text IN (SELECT value FROM json_each(?))"
_BEGINNING: Final = "SELECT text, names FROM word WHERE text >= ?1 AND text < ?1 || '{' ORDER BY text LIMIT ?2"
_SHARING: Final = "SELECT word.text, word.names FROM near JOIN word ON word.number = near.rowid WHERE near MATCH ?"
_MOST_SHARING: Final = 2_000
"""Words with one of the rarest three letters that are compared."""
_PAIRED: Final = 6
"""So many of the rarest three letters are looked for two by two."""
_MOST_PAIRED: Final = 50_000
"""Words with three letters that are looked for together with three others."""
_FEW: Final = 3
"""Words with one letter changed beside which those with two are not looked for."""
_EDITS: Final = 2
_ALIKE: Final = 3
"""Of so many letters one may differ, in any case two may."""


class Word(msgspec.Struct, frozen=True):
    """A word, with how many names have it."""

    text: str
    names: int


class Vocabulary:
    """Reads the words of an index.  ``gram_counts``: is filled when it is needed, and may be that of another connection to the same."""

    def __init__(self, connection: sqlite3.Connection, gram_counts: dict[str, int]) -> None:
        self._connection, self._kept_counts = connection, gram_counts

    def count(self, texts: Iterable[str]) -> dict[str, int]:
        """How many names have each of some words; those that none has are left out."""
        return dict(self._connection.execute(_AMONG, [msgspec.json.encode(list(texts)).decode()]))

    def list_beginning(self, text: str, most: int) -> list[Word]:
        """List the words that begin like a text."""
        return [Word(*row) for row in self._connection.execute(_BEGINNING, (text, most))]

    def find_near(self, word: str, most: int, *, widely: bool) -> list[Word]:
        """Find the words that a word may be misspelt for, the likeliest first: those with one letter left out, added, changed or moved.

        ``widely``: also those that it is a part of, and where those with one letter are few, those in which up to a third differ.
        """
        found = self.count(change(word) - {word})
        ranked = [(1, -names, text) for text, names in found.items()]
        if widely:
            furthest = max(_EDITS, len(word) // _ALIKE)
            is_wanted = len(found) < _FEW and len(word) >= _TELLING
            sharing = self._find_sharing(word, resembling=is_wanted)
            near = process.extract(word, sharing.keys(), scorer=OSA.distance, score_cutoff=furthest, limit=None) if is_wanted else ()
            distances = {text: furthest + 1 for text in sharing if word in text} | {text: distance for text, distance, _ in near}
            ranked += [(distance, -sharing[text], text) for text, distance in distances.items() if text not in found and text != word]
        return [Word(text, -names) for _, names, text in sorted(ranked)[:most]]

    def _find_sharing(self, word: str, *, resembling: bool) -> dict[str, int]:
        """Find words that have all letters in threes of a word; ``resembling``: or one that few have, or two that are more common.

        How many are looked at depends on counts alone, so that two indexes of the same names find the same.
        """
        known = self._read_gram_counts()
        counts = sorted((known.get(gram, 0), gram) for gram in {word[place : place + 3] for place in range(len(word) - 2)})
        is_rare = counts[0][0] <= (_MOST_PAIRED if len(counts) > 1 else _MOST_SHARING)
        terms, looked_at = [" AND ".join(f'"{gram}"' for _, gram in counts)] if is_rare else [], 0
        present = [(count, gram) for count, gram in counts if count and resembling]
        for count, gram in present:
            looked_at += count
            if looked_at > _MOST_SHARING:
                break
            terms.append(f'"{gram}"')
        for (_, one), (count, other) in combinations(present[:_PAIRED], 2):
            if count <= _MOST_PAIRED and abs(word.index(one) - word.index(other)) >= len(one):
                terms.append(f'("{one}" AND "{other}")')
        return dict(self._connection.execute(_SHARING, [" OR ".join(terms)])) if terms else {}

    def _read_gram_counts(self) -> dict[str, int]:
        """How many of the longer words have each three letters in a row."""
        if not self._kept_counts:
            self._kept_counts.update(self._connection.execute("SELECT term, doc FROM gram"))
        return self._kept_counts


def list_words(folded: str) -> set[str]:
    """List the words of a folded text that are kept: of letters, and not too short.

    >>> sorted(list_words("kite of kite 7b"))
    ['kite']
    """
    return {word for word in folded.split() if len(word) >= LEAST and word.isalpha()}


def change(word: str) -> set[str]:
    """Write a word with one letter left out, moved, changed or added, in each way; a number likewise (Norvig, How to write a spelling
    corrector, 2007).

    >>> {"12", "213", "124", "0123"} <= change("123"), len(change("kite"))
    (True, 234)
    """
    signs = _LETTERS * (not word.isdigit()) + _DIGITS * (not word.isalpha())
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    return {
        *(left + right[1:] for left, right in cuts if right),
        *(left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1),
        *(left + sign + right[1:] for left, right in cuts if right for sign in signs),
        *(left + sign + right for left, right in cuts for sign in signs),
    }
