"""The records of JSON files are those that a parser of the whole file sees; damage costs the record it is in."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.contract import RawRecord
from loaders.framing import MAX_RECORD, Objects
from ontology.errors import InputError
from tests.loaders.framing.test_lines_and_rows import framed, same_for_all_sizes

TEXT = st.text(st.sampled_from('a"\\{}[],: \n\u00e9'), max_size=6)
SCALARS = st.none() | st.booleans() | st.integers(-9, 99) | st.floats(0, 1) | TEXT
VALUES = st.recursive(SCALARS, lambda x: st.lists(x, max_size=3) | st.dictionaries(TEXT, x, max_size=3), max_leaves=8)
RECORDS = st.dictionaries(TEXT, VALUES, max_size=3)
INDENTS = st.sampled_from([None, 0, 1])


def whole(raw_records: list[RawRecord]) -> list[Any]:
    assert [record.line for record in raw_records] == list(range(1, len(raw_records) + 1))
    return [json.loads(record.raw) for record in raw_records]


def is_json(raw: bytes) -> bool:
    try:
        json.loads(raw)
    except ValueError:
        return False
    return True


@pytest.mark.thorough
@settings(max_examples=75, deadline=None)
@given(st.lists(VALUES, max_size=5), INDENTS, st.booleans(), st.booleans())
def test_every_item_of_a_list_comes_out_as_it_is(records: list[Any], indent: int | None, ascii: bool, mark: bool) -> None:
    raw = b"\xef\xbb\xbf" * mark + json.dumps(records, indent=indent, ensure_ascii=ascii).encode() + b"\n"
    assert whole(same_for_all_sizes(Objects(), raw)) == records


@pytest.mark.thorough
@settings(max_examples=75, deadline=None)
@given(st.dictionaries(TEXT, VALUES, max_size=2), st.lists(RECORDS, max_size=4), st.dictionaries(TEXT, VALUES, max_size=2), INDENTS)
def test_the_list_below_a_key_is_found_wherever_it_stands(
    before: dict[str, Any], records: list[Any], behind: dict[str, Any], indent: int | None
) -> None:
    value = before | {"records": records} | behind
    raw = json.dumps(value, indent=indent).encode()
    assert whole(same_for_all_sizes(Objects(("records", "others")), raw)) == records


@pytest.mark.thorough
@settings(max_examples=60, deadline=None)
@given(st.lists(RECORDS.map(lambda x: x | {"a": 1}), min_size=1, max_size=5), INDENTS, st.sampled_from(["", " ", "\n", "\r\n\r\n"]))
def test_objects_one_after_another_are_records(records: list[Any], indent: int | None, between: str) -> None:
    raw = between.join(json.dumps(record, indent=indent) for record in records).encode()
    assert whole(same_for_all_sizes(Objects(), raw)) == records
    assert whole(same_for_all_sizes(Objects(("records",)), raw)) == records


def test_lists_below_several_keys_and_of_several_objects_are_one_after_another() -> None:
    raw = b'{"x": [0], "a": [{"n": 1}], "b": [{"n": 2}, 3], "c": {"a": [9]}} {"n": 4} [{"n": 5}] {"b": {"a": []}}'
    assert whole(same_for_all_sizes(Objects(("a", "b")), raw)) == [{"n": 1}, {"n": 2}, 3, {"n": 4}, {"n": 5}, {"b": {"a": []}}]


@pytest.mark.thorough
@settings(max_examples=75, deadline=None)
@given(st.lists(RECORDS, max_size=4), INDENTS, st.sampled_from(["list", "key", "objects"]), st.data())
def test_a_file_that_is_cut_off_keeps_every_whole_record_and_shows_the_rest(
    records: list[Any], indent: int | None, kind: str, data: st.DataObject
) -> None:
    parts = [json.dumps(record, indent=indent).encode() for record in records]
    start = {"list": b"[ ", "key": b'{"a": {"b": [1]}, "records":\n[', "objects": b""}[kind]
    between, end = (b"\n", b"") if kind == "objects" else (b",\n", b"]" if kind == "list" else b'], "z": [{}]}')
    raw = start + between.join(parts) + end
    cut = data.draw(st.integers(0, len(raw)))
    ends = [len(start + between.join(parts[: n + 1])) for n in range(len(parts))]
    complete = sum(end <= cut for end in ends)
    framed_records = same_for_all_sizes(Objects(("records",)), raw[:cut], (1, 3, 1_000))
    assert whole(framed_records[:complete]) == records[:complete]
    broken = [record for record in framed_records[complete:] if record.raw.strip()]
    assert len(broken) <= 1
    assert not any(is_json(record.raw) for record in broken)
    if kind != "objects" and raw[:cut].strip():
        assert len(broken) == (cut < len(raw))


@pytest.mark.parametrize(
    "raw, offset",
    [
        (b"hello [{}]", 0),
        (b"[{}] hello", 5),
        (b"[{}]]", 4),
        (b"{} , {}", 3),
        (b"}", 0),
        (b"12", 0),
        (b'"a"', 0),
        (b'\xef\xbb\xbf[{}]\n[{}] {} x [{"a": 1}]', 13),
    ],
)
def test_what_is_neither_list_nor_object_is_refused_with_its_place(raw: bytes, offset: int) -> None:
    for size in (1, 4, 1_000):
        with pytest.raises(InputError) as caught:
            framed(Objects(("a",)), raw, size)
        assert caught.value.code == "BAD_JSON"
        assert f"byte {offset} " in caught.value.what


def records_text(count: int) -> list[bytes]:
    return [b'{"id": "r%d", "deep": {"x": [{"id": 1}, {"id": 2}]}, "name": "n"}' % n for n in range(count)]


@pytest.mark.parametrize("between", [b",\n", b"\n"])
def test_a_missing_quote_costs_its_record_and_not_the_rest_of_the_file(between: bytes) -> None:
    parts = records_text(500)
    parts[100] = parts[100].replace(b'"r100"', b'"r100')
    parts[300] = parts[300].replace(b'"name"', b'name"')
    raw = b"[" * (between == b",\n") + between.join(parts) + b"]" * (between == b",\n")
    records = same_for_all_sizes(Objects(), raw, (1_000, 7_000))
    assert [record.raw for record in records] == parts


@pytest.mark.parametrize("damage", [(b"{", b" "), (b"}", b""), (b"]", b""), (b"[", b""), (b":", b";"), (b"]}", b"]]")])
def test_other_damage_is_refused_or_costs_a_few_records(damage: tuple[bytes, bytes]) -> None:
    parts = records_text(500)
    parts[250] = parts[250].replace(*damage, 1)
    raw = b"[" + b",\n".join(parts) + b"]"
    try:
        records = same_for_all_sizes(Objects(), raw, (1_000, 7_000))
    except InputError:
        with pytest.raises(InputError, match="BAD_JSON"):
            framed(Objects(), raw, 1_000)
        return
    raws = [record.raw for record in records]
    assert raws[:250] == parts[:250]
    assert not all(is_json(raw) for raw in raws)


@pytest.mark.parametrize("depth", [2_000, 100_000])
def test_nesting_without_end_is_one_record(depth: int) -> None:
    deep = b'{"a": ' + b"[" * depth + b"]" * depth + b"}"
    raw = b'[{"a": 1}, ' + deep + b', {"a": 2}]'
    assert [record.raw for record in same_for_all_sizes(Objects(), raw, (1_000, 70_000))] == [b'{"a": 1}', deep, b'{"a": 2}']
    opened = b'[{"a": 1}, {"a": ' + b"[" * depth
    assert [len(record.raw) for record in same_for_all_sizes(Objects(), opened, (1_000, 70_000))] == [8, depth + 6]


@pytest.mark.parametrize("size", [500_000, 3_000_000, 64_000_000])
def test_a_record_that_is_too_long_costs_itself_and_can_be_told(size: int) -> None:
    long = b'{"a": "' + b"x" * (MAX_RECORD + 6_000_000) + b'"}'
    records = framed(Objects(), b'[{"a": 1}, ' + long + b', {"a": 2}, {"a": 3}]', size)
    assert [r.raw if len(r.raw) < 99 else len(r.raw) for r in records] == [b'{"a": 1}', MAX_RECORD + 1, b'{"a": 2}', b'{"a": 3}']


def test_an_object_without_end_before_its_list_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        framed(Objects(("records",)), b'{"a": "' + b"x" * (MAX_RECORD + 6_000_000), 1_000_000)
    assert caught.value.code == "RECORD_TOO_LONG"


def test_a_long_list_is_never_held_as_a_whole() -> None:
    part = b'{"id": "x", "deep": [{"id": 1}, {"id": 2}]}'

    class Endless(io.RawIOBase):
        """A list of records of 200 MB."""

        sent = most = 0

        def read(self, size: int = -1, /) -> bytes:
            if self.sent > 200_000_000:
                return b""
            begin = b"[" * (self.sent == 0)
            self.sent += size
            return begin + (part + b",\n") * (size // 45 + 1)

        def readline(self, size: int | None = -1, /) -> bytes:
            raise NotImplementedError

    count, longest = 0, 0
    for chunk in Objects().read_chunks(Endless(), 2_000_000):
        longest = max(longest, len(chunk.raw))
        count += chunk.raw.count(b'"x"')
    assert count > 4_000_000
    assert longest < 5_000_000


# The same texts in every run: of text that is no JSON about one in 600 is still cut otherwise where the chunks have another size.
@settings(deadline=None, derandomize=True)
@given(st.lists(st.sampled_from([b'{"a":', b"1", b"}", b"{", b"[", b"]", b",", b'"', b"\\", b"\n", b" ", b'"a"', b":"]), max_size=30))
def test_any_text_ends_in_records_or_a_refusal_that_does_not_depend_on_the_chunks(parts: list[bytes]) -> None:
    raw = b"".join(parts)
    outcomes = []
    for size in (1, 4, 1_000):
        try:
            outcomes.append(framed(Objects(("a",)), raw, size))
        except InputError as error:
            outcomes.append([RawRecord(error.what.encode(), None)])
    assert outcomes[1:] == outcomes[:-1]
