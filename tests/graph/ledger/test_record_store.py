"""Records read by position: alone, and in several threads at once."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from graph.ledger import record_store
from graph.ledger.record_store import BLOCK_BYTES, RecordStore, StoreWriter


def test_threads_that_read_at_once_each_get_their_records(tmp_path: Path) -> None:
    # Blocks of different contents, more than are kept unpacked, so that threads unpack at once.
    lines = [f'{{"record": {number}, "text": "{"abc" * (number % 40)}"}}'.encode() for number in range(40_000)]
    record_store.write(tmp_path / "records", record_store.join(lines))
    store = RecordStore(tmp_path / "records")

    def read_some(seed: int) -> bool:
        positions = random.Random(seed).sample(range(len(lines)), 2_000)  # noqa: S311 - repeatable, not secret
        return all(store.read(position) == lines[position] for position in positions)

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(read_some, range(8)))
    assert sum(map(len, lines)) > 200 * BLOCK_BYTES


def test_stores_that_are_joined_are_one_also_where_one_has_no_record(tmp_path: Path) -> None:
    lines = [f'{{"record": {number}, "text": "{"abc" * 1_000}"}}'.encode() for number in range(20)]
    joined = StoreWriter(tmp_path / "joined")
    for name, some in {"first": lines[:12], "none": [], "last": lines[12:]}.items():
        record_store.write(tmp_path / name, record_store.join(some))
        joined.add(tmp_path / name)
    joined.close()
    store = RecordStore(tmp_path / "joined")
    assert list(store) == [store.read(position) for position in range(20)] == lines
