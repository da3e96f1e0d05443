"""Writes the search index of a generation from that of an earlier one: what did not change is copied as it is.

Owns which parties changed, and the mending of the copy.  Its rows are those that build_names.py gives, with the same places, and so are
the counts of its letters; only how SQLite lays them out differs.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import takewhile
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from graph.files import raise_store_errors
from graph.generation.build_names import INSERT, count_bits, find_slot
from graph.generation.generation import NAMES_FILE, Generation
from graph.generation.name_terms import Row
from graph.generation.party_table import hash_iri
from graph.generation.search_index import fold, strip_legal_forms
from graph.generation.vocabulary import LONG, list_words

_MOST: Final = 20
"""Of so many parties one may have changed: where more have, the index is built sooner than mended."""
_AT_ONCE: Final = 200_000
"""Parties that may have changed at most, since their rows are in memory."""
_STEP: Final = 2**20
"""Statements about parties that are digested at a time, about."""
_NOWHERE: Final = 2**48
"""What is added to a position in a release that is no longer there: no position is so large."""
_IN_ORDER: Final = "SELECT rowid, id, main, kind, jurisdiction, text, folded, stripped FROM name WHERE rowid"

_Numbers = npt.NDArray[np.int64]
_Hashes = npt.NDArray[np.uint64]
_Placed = dict[int, Row]
"""Rows by their places."""


def update_names(path: Path, generation: Generation, earlier: Generation) -> bool:
    """Write the index of a generation; False, and nothing is there, where it has to be built from the columns.  Raises StoreError.

    That is where the earlier one has none, or one of an earlier version, where there is room for more parties in one of the two, or where
    more than a twentieth of the parties, or 200,000, changed.
    """
    bits = count_bits(len(generation))
    if not len(generation) or not earlier.has_search_index or read_bits(earlier.path / NAMES_FILE) != bits:
        return False
    gone, come = find_changed(earlier, generation)
    if len(gone) + len(come) > min(len(generation) // _MOST, _AT_ONCE):
        return False
    with raise_store_errors(path.parent):
        shutil.copyfile(earlier.path / NAMES_FILE, path)
        connection = sqlite3.connect(path)
        try:
            connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;")
            old = {earlier.party_iri(number) for number in gone.tolist()}
            new = {generation.party_iri(number): _make_rows(generation, number) for number in come.tolist()}
            mend(connection, bits, old, new)
            connection.commit()
        finally:
            connection.close()
    return True


def find_changed(earlier: Generation, generation: Generation) -> tuple[_Numbers, _Numbers]:
    """Find the parties of which other statements tell in two generations, or which are in one only: their numbers in each.

    Statements do not change.  A party that none describes is called by what mentions it, so its name is compared.
    """
    firsts = {info.name: first for info, first in zip(generation.manifest.releases, generation.first_positions, strict=False)}
    moved = [
        firsts.get(info.name, first + _NOWHERE) - first
        for info, first in zip(earlier.manifest.releases, earlier.first_positions, strict=False)
    ]
    old, new = earlier.party_hashes(), generation.party_hashes()
    old_order, new_order = np.argsort(old), np.argsort(new)
    old_digests, new_digests = _digest_descriptions(earlier, moved), _digest_descriptions(generation, [0] * len(generation.releases))
    places = np.minimum(np.searchsorted(new[new_order], old[old_order]), len(new) - 1)
    matches = new_order[places]
    is_same = (new[matches] == old[old_order]) & (new_digests[matches] == old_digests[old_order])
    has_come = np.ones(len(new), np.bool_)
    has_come[matches[is_same]] = False
    return old_order[~is_same], np.flatnonzero(has_come)


def _digest_descriptions(generation: Generation, moved: Sequence[int]) -> _Hashes:
    """Digest the statements about each party, in their order; ``moved``: by release, what is added to its positions."""
    starts, positions = generation.description_arrays()
    ends_of_releases, shifts = np.array(generation.first_positions[1:]), np.array([*moved, 0])
    digests = np.zeros(len(generation), np.uint64)
    first = 0
    while first < len(digests):
        last = max(int(np.searchsorted(starts, starts[first] + _STEP, side="right")) - 1, first + 1)
        counts = np.diff(starts[first : last + 1])
        chunk = np.asarray(positions[starts[first] : starts[last]])
        chunk = chunk + shifts[np.searchsorted(ends_of_releases, chunk, side="right")]
        places = np.arange(len(chunk)) - np.repeat(starts[first:last] - starts[first], counts)
        sums = np.concatenate(([np.uint64(0)], np.cumsum(_mix(chunk.astype(np.uint64) ^ _mix(places.astype(np.uint64))))))
        digests[first:last] = np.diff(sums[starts[first : last + 1] - starts[first]])
        undescribed = np.flatnonzero(counts == 0) + first
        digests[undescribed] = list(map(hash_iri, generation.party_names(undescribed)))
        first = last
    return digests


def _mix(values: _Hashes) -> _Hashes:
    """Spread values over all numbers (Steele and others, SplitMix64, 2014)."""
    mixed = values + np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(mixed ^ (mixed >> np.uint64(31)))


def _make_rows(generation: Generation, number: int) -> list[Row]:
    """Make the rows of one party, in their order."""
    party, shown = generation.party(number), generation.party_summary(number)
    texts = dict.fromkeys([*(name.text for name in party.names), *(identifier.value for identifier in party.identifiers)])
    head = shown.id, shown.name, shown.kind.value, shown.jurisdiction
    return [(*head, text, fold(text), strip_legal_forms(text)) for text in texts or [shown.name]]


def read_bits(index: Path) -> int:
    """Read how many bits of a hash place a party in an index; 0 of one that an earlier version built."""
    with raise_store_errors(index.parent):
        connection = sqlite3.connect(f"file:{index}?mode=ro&immutable=1", uri=True)
        try:
            (bits,) = connection.execute("PRAGMA user_version").fetchone()
            if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'word'").fetchone():
                bits = 0
        finally:
            connection.close()
    return int(bits)


def mend(connection: sqlite3.Connection, bits: int, old: set[str], new: dict[str, list[Row]]) -> None:
    """Take the rows of the parties ``old`` out of an index, and put those of ``new`` in."""
    old = set(old)
    coming: defaultdict[int, list[Row]] = defaultdict(list)
    for iri, rows in new.items():
        coming[find_slot(hash_iri(iri), bits)] += rows
    removed: _Placed = {}
    added: _Placed = {}
    for slot in sorted({*coming, *(find_slot(hash_iri(iri), bits) for iri in old)}):
        before, after = _rearrange(connection, bits, slot, coming.get(slot, []), old)
        gone = {place: row for place, row in before.items() if after.get(place) != row}
        come = {place: row for place, row in after.items() if before.get(place) != row}
        connection.executemany("DELETE FROM name WHERE rowid = ?", [(place,) for place in gone])
        connection.executemany(INSERT, [(place, *row) for place, row in come.items()])
        _note(removed, added, gone, come)
        # They are taken out once: what a later slot finds of them is new.
        old -= {row[0] for row in before.values()}
    connection.executemany(
        "INSERT INTO lookup(lookup, rowid, folded) VALUES ('delete', ?, ?)", [(place, row[-2]) for place, row in removed.items()]
    )
    connection.executemany("INSERT INTO lookup(rowid, folded) VALUES (?, ?)", [(place, row[-2]) for place, row in added.items()])
    _count_words(connection, removed.values(), added.values())


def _note(removed: _Placed, added: _Placed, gone: _Placed, come: _Placed) -> None:
    """Note what one more step takes out and puts in; what an earlier one had put in was never in the tables of full text."""
    for place, row in gone.items():
        if added.pop(place, None) is None:
            removed[place] = row
    added |= come


def _rearrange(connection: sqlite3.Connection, bits: int, slot: int, coming: list[Row], old: set[str]) -> tuple[_Placed, _Placed]:
    """Rearrange the rows around a slot, in which rows are coming: as they lie, and as they shall lie."""
    behind = connection.execute(f"{_IN_ORDER} <= ? ORDER BY rowid DESC", [slot])
    run = [row for _, row in takewhile(lambda pair: pair[1][0] == slot - pair[0], enumerate(behind))]
    before: _Placed = {row[0]: row[1:] for row in reversed(run)}
    following = connection.execute(f"{_IN_ORDER} > ? ORDER BY rowid", [slot])
    ahead = following.fetchone()
    end = slot if before else -1
    while True:
        # Rows without a gap between them may move together.
        while ahead is not None and ahead[0] == end + 1:
            end = ahead[0]
            before[end] = ahead[1:]
            ahead = following.fetchone()
        after = _place([*(row for row in before.values() if row[0] not in old), *coming], bits)
        if ahead is None or ahead[0] > max(after, default=slot):
            return before, after
        end = ahead[0]
        before[end] = ahead[1:]
        ahead = following.fetchone()


def _place(rows: Iterable[Row], bits: int) -> _Placed:
    """Place rows in the order of the hashes of their IRIs, those of one party in theirs."""
    hashed = sorted(((hash_iri(row[0]), row[0], row) for row in rows), key=lambda item: item[:2])
    placed: _Placed = {}
    free = 0
    for iri_hash, _, row in hashed:
        free = max(free, find_slot(iri_hash, bits))
        placed[free] = row
        free += 1
    return placed


def _count_words(connection: sqlite3.Connection, removed: Iterable[Row], added: Iterable[Row]) -> None:
    """Count anew how many names have each word; list those that no name had, and no longer those that no name has."""
    changes: Counter[str] = Counter()
    for row in removed:
        changes.subtract(list_words(row[-2]))
    for row in added:
        changes.update(list_words(row[-2]))
    grams: Counter[str] = Counter()
    (last,) = connection.execute("SELECT coalesce(max(number), 0) FROM word").fetchone()
    for text, change in sorted(changes.items()):
        number, names = connection.execute("SELECT number, names FROM word WHERE text = ?", [text]).fetchone() or (None, 0)
        if number is None and change:
            last += 1
            connection.execute("INSERT INTO word VALUES (?, ?, ?)", (last, text, change))
            if len(text) >= LONG:
                connection.execute("INSERT INTO near(rowid, text) VALUES (?, ?)", (last, text))
                grams.update(_list_grams(text))
        elif number is not None and names + change == 0:
            connection.execute("DELETE FROM word WHERE number = ?", [number])
            if len(text) >= LONG:
                connection.execute("INSERT INTO near(near, rowid, text) VALUES ('delete', ?, ?)", (number, text))
                grams.subtract(_list_grams(text))
        elif change:
            connection.execute("UPDATE word SET names = names + ? WHERE number = ?", (change, number))
    if grams:
        counts = Counter(dict(connection.execute("SELECT term, doc FROM gram")))
        counts.update(grams)
        connection.execute("DELETE FROM gram")
        connection.executemany("INSERT INTO gram VALUES (?, ?)", [(gram, count) for gram, count in sorted(counts.items()) if count > 0])


def _list_grams(text: str) -> set[str]:
    return {text[place : place + 3] for place in range(len(text) - 2)}
