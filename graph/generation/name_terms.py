"""Finds the names that have some words, or words like these: how a question to the index of names is cut into terms that few names have.

Owns which words of a text are looked for, and how many names are looked at: a few hundred, however many the index has.  Common words are
not looked for where rarer ones leave few names: whether those have them is read off the names.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

import msgspec

from graph.generation.vocabulary import LEAST, Vocabulary, change

Row = tuple[str, str, str, str | None, str, str, str]
"""IRI of the party, main name, kind, jurisdiction, the name of this row, the same folded, and without legal forms."""

ROOM: Final = 16
"""Rows that there is room for in an index, for each party, at least."""
COLUMNS: Final = ", ".join(f"name.{column}" for column in ("id", "main", "kind", "jurisdiction", "text", "folded", "stripped"))
_LOOK_UP: Final = f"SELECT {COLUMNS} FROM lookup JOIN name ON name.rowid = lookup.rowid WHERE lookup MATCH ?"  # noqa: S608
_COUNT: Final = "SELECT count(*) FROM (SELECT rowid FROM lookup WHERE lookup MATCH ? LIMIT ?)"
_COUNTED: Final = 5_000
"""Names with a word up to which they are counted where no count is kept."""
_COMMON: Final = 20
"""Of so many names one is taken to have a word that more have."""
_NOT_COMMON: Final = 100
"""A word that not even one of so many names has is not common."""
_FOLDED: Final = 5
_READ: Final = 50
"""Names that are read, about, for those among them that have the other words, too."""
_READ_FOR_COMMON: Final = 300
"""The same where the other words are common: to ask for them takes as long as to read some names."""
_LOOKED_AT: Final = 2_000
"""Names that are read so at most."""
_BEGINNING: Final = 4
"""Letters up to which the beginnings of words have a list of names of their own."""
_SIGNS: Final = "abcdefghijklmnopqrstuvwxyz0123456789"
_MOST_BEGUN: Final = 20_000
"""Names that have a word with a longer beginning up to which full text may read them all."""
_BEGUN: Final = 200
"""Words that a beginning may have which are looked for one by one; of more, those that most names have."""
_FEW: Final = 20
"""Names with a word that are so few that it is looked for inside of others, too."""
_NEAR: Final = 12
"""Words that one may be misspelt for."""
_LONGEST: Final = 60
"""Letters of a word for which others are looked for: the ways to change it grow with the square of them."""
_SLOTS: Final = 6
"""Words of a text for which others are looked for, the rarest."""
_RAREST: Final = 3
"""Words of a text that names are compared for which have no other."""
_RESEMBLING: Final = 100
"""Names that are compared for each way to leave out a word."""


class Slot(msgspec.Struct, frozen=True):
    """What stands for one word of a text: any of some series of words, each to be had in full, or a beginning of a word."""

    choices: tuple[tuple[str, ...], ...]
    names: int
    """How many names have one of them, or about so many."""
    beginning: str | None = None
    is_loose: bool = False
    """Whether more names are asked for than have it."""

    def write(self) -> str:
        """Write it as a condition of full-text search."""
        if self.beginning is not None and not self.choices:
            return _write_beginning(self.beginning[:_BEGINNING] if self.is_loose else self.beginning)
        return "(" + " OR ".join("(" + " AND ".join(f'"{word}"' for word in words) + ")" for words in self.choices) + ")"

    def fits(self, words: set[str]) -> bool:
        """Whether a name with these words has it."""
        if self.beginning is not None:
            return any(word.startswith(self.beginning) for word in words)
        return any(words.issuperset(choice) for choice in self.choices)


class NameTerms:
    """Looks for names by words.  ``vocabulary``: None of an index that an earlier version built."""

    def __init__(self, connection: sqlite3.Connection, vocabulary: Vocabulary | None) -> None:
        self._connection, self.vocabulary = connection, vocabulary
        (bits,) = connection.execute("PRAGMA user_version").fetchone()
        self._names = max(1, 2**bits // ROOM)
        """How many names the index has, about."""

    def find_all(self, words: Sequence[str], most: int) -> list[Row]:
        """Find the names that have all of some words, the last one perhaps not written to its end; in the order of rows."""
        counts = self._count(words)
        slots = [Slot(((word,),), counts[word]) for word in words[:-1]]
        last = self._begin(words[-1], counts[words[-1]])
        rows = self._find([*slots, last], most, wholly=True)
        if len(rows) < most and last.choices:
            # Words that few names have, or that are no words of letters, were not among the choices.
            rows = self._find([*slots, Slot((), last.names, last.beginning, is_loose=True)], most, wholly=True)
        return rows

    def find_resembling(self, words: Sequence[str], enough: int) -> list[Row]:
        """Find names that have words like these: all of them, then all but one, then only the rarest, until they are enough."""
        assert self.vocabulary is not None
        unique = list(dict.fromkeys(words))
        counts = self._count(unique)
        rarest = sorted((word for word in unique if len(word) >= LEAST), key=lambda word: counts[word])[:_SLOTS]
        exact = {word: Slot(((word,),), counts[word]) for word in unique}
        near = {word: self._resemble(word, counts[word]) for word in rarest}
        mended = {word: near.get(word, slot) if not slot.names else slot for word, slot in exact.items()}
        slots = sorted((exact | near).values(), key=lambda slot: -slot.names)
        ways = [list(mended.values()), slots, *self._join(unique, exact | near)]
        ways += [[slot for slot in slots if slot is not left_out] for left_out in slots] if len(slots) > 2 else []
        found: dict[Row, None] = {}
        # What has all words as they are was found before.
        tried = [{*exact.values()}]
        for way in ways:
            if len(found) < enough and {*way} not in tried:
                tried.append({*way})
                found.update(dict.fromkeys(self._find(way, _RESEMBLING)))
        for slot in slots[: -_RAREST - 1 : -1] if len(found) < enough else ():
            found.update(dict.fromkeys(self._find([slot], 2 * _RESEMBLING)))
        return list(found)

    def _resemble(self, word: str, names: int) -> Slot:
        """A word, those that it may be misspelt for, and the two that it may be written together from."""
        assert self.vocabulary is not None
        if len(word) > _LONGEST:
            return Slot(((word,),), names)
        if not word.isalpha():
            # Numbers are kept with no list of their own: each that it may be is looked for.
            return Slot(((word,),) if names else tuple((number,) for number in sorted(change(word))), names or 1)
        near = self.vocabulary.find_near(word, _NEAR, widely=names < _FEW)
        choices: list[tuple[str, ...]] = [(text,) for text in [word] * (names > 0) + [each.text for each in near]]
        total = names + sum(each.names for each in near)
        if not names:
            halves = [(word[:place], word[place:]) for place in range(2, len(word) - 1)]
            counts = self.vocabulary.count({half for pair in halves for half in pair})
            pairs = [pair for pair in halves if all(half in counts for half in pair)]
            choices += pairs
            total += sum(min(counts[half] for half in pair) for pair in pairs)
        return Slot(tuple(choices), total)

    def _join(self, words: Sequence[str], slots: dict[str, Slot]) -> Iterator[list[Slot]]:
        """The ways in which two words next to each other are one."""
        assert self.vocabulary is not None
        pairs = {one + other: (one, other) for one, other in pairwise(words)}
        for joined, names in self.vocabulary.count(pairs).items():
            yield [*(slot for word, slot in slots.items() if word not in pairs[joined]), Slot(((joined,),), names)]

    def _begin(self, word: str, names: int) -> Slot:
        """The words that begin like one that may not be written to its end."""
        if self.vocabulary is None or not word.isalpha() or len(word) <= _BEGINNING:
            return Slot((), names if len(word) > _BEGINNING else self._count_term(_write_beginning(word)), word)
        words = self.vocabulary.list_beginning(word, 20 * _BEGUN)
        total = sum(each.names for each in words)
        if total <= _MOST_BEGUN:
            # Full text reads all that begin so before it gives the first.
            return Slot((), total, word)
        most = sorted(words, key=lambda each: (-each.names, each.text))[:_BEGUN]
        return Slot(tuple((each.text,) for each in most), total, word)

    def _find(self, slots: Sequence[Slot], most: int, *, wholly: bool = False) -> list[Row]:
        """Find the names that have all of some words, in the order of rows; ``wholly``: also where they are few among very many."""
        if not slots or not all(slot.names or slot.beginning for slot in slots):
            return []
        ordered = sorted(slots, key=lambda slot: slot.names)
        asked, left = 1, float(ordered[0].names)
        while asked < len(ordered):
            part = ordered[asked].names / self._names
            if left <= (_READ if part * _NOT_COMMON < 1 else _READ_FOR_COMMON):
                break
            left *= part
            asked += 1
        return self._read(ordered, asked, most, wholly=wholly)

    def _read(self, slots: Sequence[Slot], asked: int, most: int, *, wholly: bool) -> list[Row]:
        """Read the names that have the first few slots, and keep those that have the others; where too many have not, all are asked for."""
        checked = [slot for place, slot in enumerate(slots) if place >= asked or slot.is_loose]
        rows: list[Row] = []
        selected = self._connection.execute(_LOOK_UP, [" AND ".join(slot.write() for slot in slots[:asked])])
        for number, row in enumerate(selected):
            words = set(row[_FOLDED].split())
            if all(slot.fits(words) for slot in checked):
                rows.append(row)
                if len(rows) == most:
                    break
            elif number - len(rows) == _LOOKED_AT and asked < len(slots):
                return self._read(slots, len(slots), most, wholly=wholly) if wholly else rows
        return rows

    def _count(self, words: Sequence[str]) -> dict[str, int]:
        """How many names have each word, or at least how many."""
        kept = [word for word in words if self.vocabulary is not None and len(word) >= LEAST and word.isalpha()]
        counts = dict.fromkeys(kept, 0)
        if self.vocabulary is not None:
            counts |= self.vocabulary.count(kept)
        return {word: counts[word] if word in counts else self._count_term(f'"{word}"') for word in words}

    def _count_term(self, term: str) -> int:
        (count,) = self._connection.execute(_COUNT, [term, _COUNTED]).fetchone()
        return int(count) if count < _COUNTED else max(_COUNTED, self._names // _COMMON)


def _write_beginning(text: str) -> str:
    """Write a condition for a beginning of words; one letter by the two that have a list of their own, since full text would read all
    words that begin so before it gives the first."""
    if len(text) > 1:
        return f'"{text}"*'
    return f'("{text}" OR ' + " OR ".join(f'"{text}{letter}"*' for letter in _SIGNS) + ")"
