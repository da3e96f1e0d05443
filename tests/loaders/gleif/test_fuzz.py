"""Whatever happens to the bytes of a file of GLEIF, it loads, or records are set aside, or the file is refused; and every record counts."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loaders.gleif import REJECTS, WARNINGS
from ontology.errors import InputError
from tests.loaders.gleif.records import Loaded, as_csv, as_json, as_xml, entity, exception, relation

pytestmark = pytest.mark.thorough

SAMPLES = {
    f"{kind}.{form}": write(records)
    for kind, records in (
        ("lei", [entity(1), entity(2, registration="LAPSED")]),
        ("rr", [relation(1, 2), relation(2, 3, end="2020-01-01")]),
        ("repex", [exception(1, "NO_LEI", "NON_PUBLIC"), exception(2, "NATURAL_PERSONS")]),
    )
    for form, write in (("json", as_json), ("xml", as_xml), ("csv", as_csv))
}
FRAMING = {"RECORD_TOO_LONG", "TOO_DEEP"}
"""Rejects that every register's loader shares."""


def check(name: str, raw: bytes) -> None:
    """Loads under the format, so that damage to the head does not lead to another one."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / name
        try:
            loaded = Loaded(file, raw)
        except InputError:
            return
    read, _, _, _, statements = loaded.counts
    assert {reject.code for reject in loaded.rejects} <= REJECTS.keys() | FRAMING
    assert statements == len(loaded.statements)
    assert len({s.id for s in loaded.statements}) <= statements
    if loaded.context.read and loaded.sources[0].publisher == "GLEIF":
        assert loaded.context.warnings.keys() <= WARNINGS.keys()
        assert read


fuzzed = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
names = st.sampled_from(sorted(SAMPLES))


@fuzzed
@given(name=names, cut=st.integers(min_value=0))
def test_a_file_that_ends_anywhere_loses_only_what_is_missing(name: str, cut: int) -> None:
    raw = SAMPLES[name]
    check(name, raw[: cut % len(raw)])


@fuzzed
@given(name=names, flips=st.lists(st.tuples(st.integers(min_value=0), st.integers(0, 255)), min_size=1, max_size=6))
def test_wrong_bytes_cost_at_most_their_records(name: str, flips: list[tuple[int, int]]) -> None:
    raw = bytearray(SAMPLES[name])
    for place, byte in flips:
        raw[place % len(raw)] = byte
    check(name, bytes(raw))


odd = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["$", "@type", "LEI", "NodeID", "x"]), inner, max_size=3),
    max_leaves=6,
)


def replaced(given_: Any, path: list[int], value: Any) -> Any:
    """``given_`` with one of its values replaced, the one that ``path`` leads to."""
    if not path or not isinstance(given_, dict | list) or not given_:
        return value
    if isinstance(given_, list):
        place = path[0] % len(given_)
        return [replaced(item, path[1:], value) if n == place else item for n, item in enumerate(given_)]
    name = sorted(given_)[path[0] % len(given_)]
    return {key: replaced(item, path[1:], value) if key == name else item for key, item in given_.items()}


@fuzzed
@given(
    record=st.sampled_from([entity(1), relation(1, 2), exception(1, "NO_LEI")]), path=st.lists(st.integers(0, 20), max_size=6), value=odd
)
def test_values_of_the_wrong_type_lose_no_other_record(record: dict[str, Any], path: list[int], value: Any) -> None:
    good = relation(8, 9)
    with tempfile.TemporaryDirectory() as folder:
        loaded = Loaded(Path(folder) / "gleif.json", as_json([good, replaced(record, path, value), good]))
    assert loaded.counts[0] == 3
    assert loaded.counts[3] <= 1
    assert {reject.code for reject in loaded.rejects} <= REJECTS.keys()


def test_the_samples_are_whole() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, raw in SAMPLES.items():
            assert Loaded(Path(folder) / name, raw).counts[:4] == (2, 2, 0, 0)
