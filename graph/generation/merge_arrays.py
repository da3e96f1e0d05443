"""Merges the arrays of an earlier generation with those that were built of what changed since, to the arrays of the whole.

    Places     where each party of the two lies in the whole, and from which of them each list is taken

Owns nothing of what the arrays mean but that parties are in the order of their IRIs, that rows of the network are in the order of their
companies, and which columns name parties, statements, sources or rows.  Works on stretches, so that memory grows by a few bytes a party.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from graph.algorithms import arrays
from graph.algorithms.arrays import ArrayWriter, open_mapped
from graph.generation.interest_table import COLUMN_TYPES
from graph.generation.party_table import PartyTable
from graph.generation.string_table import StringTable, StringWriter

_PARTIES: Final = 2**18
"""Parties whose lists are merged at a time."""

Numbers = npt.NDArray[np.int32]
_Index = npt.NDArray[np.int64]


class Places(NamedTuple):
    """Where parties lie.

    ``origin``: by number in the whole, the party from which it is taken: its number among the earlier ones, or -1 - its number among those
    built anew.  ``of_earlier``, ``of_new``: by number in each, that in the whole; -1 where it is no more.  ``rows``: as ``origin``, of the
    rows of the network; the count of the earlier ones where there are none.
    """

    origin: Numbers
    of_earlier: Numbers
    of_new: Numbers
    rows: Numbers


def place_parties(
    earlier: PartyTable, new: PartyTable, replaced: npt.NDArray[np.bool_], touched: Numbers, affected: Numbers
) -> Places | None:
    """Place parties in the order of their IRIs; None where what is known of them does not fit together.

    ``replaced``: by earlier number, whether it is no more or is built anew; ``touched``: the numbers of the parties that were built anew,
    ``affected``: of those whose rows were.  Other new parties are known by the earlier ones of the same IRI.
    """
    found = _find_again(earlier, new)
    is_touched = np.zeros(len(new), np.bool_)
    is_touched[touched] = True
    others = found[~is_touched]
    again = found[touched]
    if (others < 0).any() or replaced[others].any() or not replaced[again[again >= 0]].all():
        return None
    before = np.array(
        [place if place >= 0 else earlier.find_place(new.id(int(number))) for number, place in zip(touched, again, strict=True)], np.int32
    )
    kept = np.flatnonzero(~replaced).astype(np.int32)
    of_kept = np.arange(len(kept), dtype=np.int32) + np.searchsorted(before, kept, side="right").astype(np.int32)
    of_touched = np.arange(len(touched), dtype=np.int32) + np.searchsorted(kept, before).astype(np.int32)
    origin = np.empty(len(kept) + len(touched), np.int32)
    origin[of_kept], origin[of_touched] = kept, -1 - touched
    of_earlier = np.full(len(earlier), -1, np.int32)
    of_earlier[kept] = of_kept
    of_earlier[again[again >= 0]] = of_touched[again >= 0]
    of_new = np.empty(len(new), np.int32)
    of_new[touched] = of_touched
    of_new[~is_touched] = of_earlier[others]
    rows = np.full(len(origin), len(earlier), np.int32)
    is_there = of_earlier >= 0
    rows[of_earlier[is_there]] = np.flatnonzero(is_there)
    rows[of_new[affected]] = -1 - affected
    return Places(origin, of_earlier, of_new, rows)


def _find_again(earlier: PartyTable, new: PartyTable) -> Numbers:
    """Find the earlier number of each new party that had the same canonical IRI; -1 where none had."""
    hashes, numbers = earlier.keys()
    wanted = new.hashes().astype(np.int64)
    place = np.minimum(np.searchsorted(hashes, wanted), len(hashes) - 1)
    found = np.where(hashes[place] == wanted, numbers[place], -1).astype(np.int32)
    for number in np.flatnonzero(found >= 0).tolist():
        if earlier.id(int(found[number])) != new.id(number):
            found[number] = -1
    return found


def merge_roster(earlier: Path, new: Path, folder: Path, places: Places, move: Callable[[_Index], _Index]) -> bool:
    """Write the party table of the whole; False where two IRIs have one hash.  ``move``: moves the positions of earlier statements."""
    folder.mkdir()
    both = partial(_open_both, earlier, new)
    parties = [_Stretch(part < 0, np.where(part < 0, -1 - part, part)) for part in _split(places.origin)]
    for name in ("kind", "jurisdiction"):
        arrays_of_both = both(name)
        with ArrayWriter(folder / f"{name}.npy", arrays_of_both[0].dtype) as column:
            for stretch in parties:
                column.add(_take(*arrays_of_both, stretch))
    for name in ("ids", "names"):
        _merge_texts(earlier / name, new / name, folder / name, parties)
    described, starts = both("described"), both("described_start")
    with ArrayWriter(folder / "described.npy", np.int64) as column:
        for stretch in _read_lists(places.origin, *starts, folder / "described_start.npy"):
            column.add(_take(*described, stretch, move))
    _merge_texts(
        earlier / "same", new / "same", folder / "same", _read_lists(places.origin, *both("same_start"), folder / "same_start.npy")
    )
    is_kept, is_own = _mark_taken(places)
    old, own = both("untold")
    untold = np.concatenate([places.of_earlier[old[is_kept[old]]], places.of_new[own[is_own[own]]]])
    arrays.save(folder / "untold.npy", np.sort(untold).astype(np.int64))
    return _merge_keys(*both("keys"), folder / "keys.npy", places)


def merge_network(earlier: Path, new: Path, folder: Path, places: Places, sources: Numbers, move: Callable[[_Index], _Index]) -> int | None:
    """Write the columns of the rows of the whole; returns how many there are, None where one names a party that is no more.

    ``sources``: by earlier number of a source that of now; ``move`` as above.  ``build_network.write_index`` is next.
    """
    folder.mkdir()
    columns = {name: _open_both(earlier, new, name) for name in COLUMN_TYPES}
    starts = _open_both(earlier, new, "subject_start")
    rows = first = 0
    with ExitStack() as stack:
        writers = {name: stack.enter_context(ArrayWriter(folder / f"{name}.npy", dtype)) for name, dtype in COLUMN_TYPES.items()}
        for stretch in _read_lists(places.rows, *starts):
            counts = stretch.counts
            taken = {name: _take(*columns[name], stretch) for name in COLUMN_TYPES}
            is_new = stretch.is_new
            for numbers, mask in ((places.of_earlier, ~is_new), (places.of_new, is_new)):
                named = mask & (taken["holder"] >= 0)
                taken["holder"][named] = numbers[taken["holder"][named]]
                if (taken["holder"][named] < 0).any():
                    return None
            taken["subject"] = np.repeat(np.arange(first, first + len(counts), dtype=np.int32), counts)
            taken["source"] = np.where(is_new, taken["source"], sources[np.where(is_new, 0, taken["source"])])
            taken["statement"] = np.where(is_new, taken["statement"], move(taken["statement"].astype(np.int64)))
            in_series = taken["series"] >= 0
            shift = np.arange(rows, rows + len(is_new)) - stretch.row
            taken["series"] = np.where(in_series, taken["series"] + shift, -1)
            for name, writer in writers.items():
                writer.add(taken[name])
            rows, first = rows + len(is_new), first + len(counts)
            arrays.release_pages(*(array for pair in columns.values() for array in pair))
    return rows


class _Stretch(NamedTuple):
    """Where the next rows of the whole are taken from: whether from what was built anew, and from which row; ``counts``: rows a list."""

    is_new: npt.NDArray[np.bool_]
    row: _Index
    counts: _Index = np.empty(0, np.int64)


def _split(origin: Numbers) -> Iterator[Numbers]:
    return (origin[first : first + _PARTIES] for first in range(0, len(origin), _PARTIES))


def _read_lists(origin: Numbers, old_starts: _Index, new_starts: _Index, target: Path | None = None) -> Iterator[_Stretch]:
    """Read where the rows of the lists of parties come from; ``target``: where it is written at which row each list begins."""
    with ExitStack() as stack:
        writer = stack.enter_context(ArrayWriter(target, np.int64)) if target is not None else None
        rows = 0
        if writer is not None:
            writer.add([0])
        for part in _split(origin):
            of_new = part < 0
            old, own = np.where(of_new, len(old_starts) - 1, part), np.where(of_new, -1 - part, len(new_starts) - 1)
            # Who is in neither has no rows: behind the last list nothing begins.
            begins = np.where(of_new, new_starts[own], old_starts[old])
            ends = np.where(
                of_new, new_starts[np.minimum(own + 1, len(new_starts) - 1)], old_starts[np.minimum(old + 1, len(old_starts) - 1)]
            )
            counts = ends - begins
            stops = np.cumsum(counts)
            index = np.arange(stops[-1]) + np.repeat(begins - (stops - counts), counts)
            yield _Stretch(np.repeat(of_new, counts), index, counts)
            if writer is not None:
                writer.add(stops + rows)
            rows += int(stops[-1])


def _take(old: npt.NDArray[Any], new: npt.NDArray[Any], stretch: _Stretch, move: Callable[[Any], Any] | None = None) -> npt.NDArray[Any]:
    """Take the rows of a stretch out of an array of each; ``move``: what becomes of an earlier value."""
    taken = np.empty(len(stretch.row), old.dtype)
    earlier = old[stretch.row[~stretch.is_new]]
    taken[~stretch.is_new] = earlier if move is None else move(earlier)
    taken[stretch.is_new] = new[stretch.row[stretch.is_new]]
    return taken


def _merge_texts(old: Path, new: Path, target: Path, stretches: Iterable[_Stretch]) -> None:
    tables = StringTable(old), StringTable(new)
    with StringWriter(target) as writer:
        for is_new, index, _ in stretches:
            breaks = np.flatnonzero((index[1:] != index[:-1] + 1) | (is_new[1:] != is_new[:-1])) + 1
            firsts = np.concatenate([np.zeros(min(len(index), 1), np.int64), breaks])
            lasts = np.append(firsts[1:], len(index))[: len(firsts)]
            for is_of_new, begin, count in zip(is_new[firsts].tolist(), index[firsts].tolist(), (lasts - firsts).tolist(), strict=True):
                writer.extend_from(tables[is_of_new], begin, begin + count)


def _mark_taken(places: Places) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Mark the parties of each that are taken over into the whole as they are."""
    is_kept, is_own = np.zeros(len(places.of_earlier), np.bool_), np.zeros(len(places.of_new), np.bool_)
    is_kept[places.origin[places.origin >= 0]] = True
    is_own[-1 - places.origin[places.origin < 0]] = True
    return is_kept, is_own


def _merge_keys(old: npt.NDArray[Any], new: npt.NDArray[Any], target: Path, places: Places) -> bool:
    """Merge the hashes of IRIs, which are in order, with the numbers of their parties; False where one hash is in both."""
    is_kept, is_own = _mark_taken(places)
    own = is_own[new[1]]
    hashes, numbers = new[0][own], places.of_new[new[1][own]].astype(np.int64)
    stretches = range(0, old.shape[1], arrays.CHUNK_ROWS)
    total = len(hashes) + sum(int(np.count_nonzero(is_kept[old[1, start : start + arrays.CHUNK_ROWS]])) for start in stretches)
    keys = arrays.create(target, np.int64, (2, total))
    written = first = 0
    for start in stretches:
        chunk = np.asarray(old[:, start : start + arrays.CHUNK_ROWS])
        is_last = start + arrays.CHUNK_ROWS >= old.shape[1]
        last = len(hashes) if is_last else int(np.searchsorted(hashes, chunk[0, -1], side="right"))
        chunk, here = chunk[:, is_kept[chunk[1]]], slice(first, last)
        at, end = np.searchsorted(chunk[0], hashes[here]), written + chunk.shape[1] + last - first
        merged = np.insert(chunk[0], at, hashes[here])
        if (merged[1:] == merged[:-1]).any():
            return False
        keys[0, written:end] = merged
        keys[1, written:end] = np.insert(places.of_earlier[chunk[1]].astype(np.int64), at, numbers[here])
        written, first = end, last
        arrays.release_pages(keys, old)
    arrays.save(target, keys)
    return True


def _open_both(earlier: Path, new: Path, name: str) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    return open_mapped(earlier / f"{name}.npy"), open_mapped(new / f"{name}.npy")
