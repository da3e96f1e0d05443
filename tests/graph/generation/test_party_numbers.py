"""Numbers found by hash are those of the table, and a hash of nobody has none."""

from __future__ import annotations

import duckdb
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from graph.generation.interest_table import UNNAMED
from graph.generation.party_numbers import PartyNumbers

HASHES = st.one_of(st.integers(0, 2**64 - 1), st.integers(0, 40), st.integers(2**64 - 40, 2**64 - 1), st.integers(2**63, 2**63 + 40))


@given(st.sets(HASHES, max_size=60), st.sets(HASHES, max_size=20))
def test_each_hash_has_its_number(known: set[int], asked: set[int]) -> None:
    rows = {"hash": np.array(sorted(known), np.uint64), "number": np.arange(len(known), dtype=np.int32) * 3}
    with duckdb.connect() as tables:
        tables.execute("CREATE TABLE party_number AS SELECT hash, number FROM rows")
        numbers = PartyNumbers(tables)
    wanted = dict(zip(sorted(known), rows["number"].tolist(), strict=True))
    everything = sorted(known | asked, key=str)
    assert numbers.find(np.array(everything, np.uint64)).tolist() == [wanted.get(value, UNNAMED) for value in everything]
