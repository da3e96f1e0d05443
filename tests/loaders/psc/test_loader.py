"""Real files of the UK register of control, and damaged ones: every record counts, and the same file says the same twice."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.queries import controllers, find_party
from loaders.contract import LoadContext, Reject
from loaders.open import load_file
from loaders.psc import REJECTS, WARNINGS
from loaders.psc.codes import find_reason, parse_nature
from ontology.errors import InputError
from ontology.statements import InterestStatement, Reason
from tests.loaders.psc.records import BASE, Loaded, corporate, event, line, published
from tests.scenarios import ask

COUNTS = Path(__file__).parent / "counts.csv"
FRAMING = {"RECORD_TOO_LONG", "TOO_DEEP"}
"""Rejects that every register's loader shares."""


def enumerated(shared_data: Path, table: str) -> dict[str, str]:
    """A table of the register's own list of codes."""
    text = (shared_data / "reference" / "companies-house" / "psc_descriptions.yml").read_text(encoding="utf-8")
    words: dict[str, str] = yaml.safe_load(text)[table]
    return words


def test_every_nature_that_the_register_publishes_is_understood(shared_data: Path) -> None:
    codes = enumerated(shared_data, "short_description") | enumerated(shared_data, "description")
    assert len(codes) > 80
    assert [code for code in codes if parse_nature(code) is None] == []
    for code, words in enumerated(shared_data, "short_description").items():
        meant = parse_nature(code)
        assert meant is not None
        assert (meant.share is not None) == ("percent" in code)
        assert meant.share is None or meant.share.text is None or meant.share.text.lower() in words.lower()
        assert (meant.through is not None) == ("-as-" in code and "nominee" not in code)
        assert meant.trustee == ("trustees of a trust" in words and "control over" not in words)


def test_every_statement_that_the_register_publishes_is_understood(shared_data: Path) -> None:
    codes = enumerated(shared_data, "statement_description")
    silent = {code for code in codes if find_reason(code) is None}
    assert silent == {code for code in codes if "relevant-period" in code or "become" in code or code.startswith("all-")}
    assert {find_reason(code) for code in enumerated(shared_data, "super_secure_description")} == {Reason.PARTY_EXEMPT}


def counted(file: Path) -> tuple[list[object], list[str]]:
    """What became of a file, and everything it said."""
    rejects: list[Reject] = []
    context = LoadContext(BASE, file, on_reject=rejects.append)
    statements_made = [repr(s) for statements in load_file(context) for s in statements]
    assert context.warnings.keys() <= WARNINGS.keys()
    assert {reject.code for reject in rejects} <= REJECTS.keys()
    assert context.read == context.loaded + context.merged + context.rejected
    warned = " ".join(f"{code}={count}" for code, count in sorted(context.warnings.items()))
    return [context.read, context.loaded, context.merged, context.rejected, context.statements, warned], statements_made


@pytest.mark.thorough
def test_every_real_file_loads_twice_alike_with_the_counts_that_were_pinned(shared_data: Path) -> None:
    registries = shared_data / "registries"
    files = sorted(f for folder in ("uk-psc-kinds", "uk-psc-snapshot", "uk-psc-stream") for f in (registries / folder).iterdir())
    counts = []
    for file in files:
        first, second = counted(file), counted(file)
        assert first == second
        counts.append(",".join(map(str, [file.relative_to(registries).as_posix(), *first[0]])))
    assert counts == COUNTS.read_text(encoding="utf-8").splitlines()[1:]


@pytest.mark.thorough
def test_no_exact_share_is_made_of_a_real_band(shared_data: Path) -> None:
    sized = 0
    for folder in ("uk-psc-snapshot", "uk-psc-stream"):
        for file in sorted((shared_data / "registries" / folder).glob("*.json*")):
            for statements in load_file(LoadContext(BASE, file)):
                for statement in statements:
                    if isinstance(statement, InterestStatement) and statement.share is not None:
                        sized += 1
                        assert not statement.share.exact
                        assert statement.share.min < statement.share.max
    assert sized > 50


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("07434180", [[], ["company"], ["company"]]),
        ("07102351", [[], ["state-body"], ["state-body"]]),
        ("10308742", [[], ["person"], []]),
        ("08209948", [[], [], ["person"]]),
    ],
)
def test_real_companies_at_several_dates(shared_data: Path, tmp_path: Path, number: str, expected: list[list[str]]) -> None:
    loaded = Loaded(tmp_path, raw=(shared_data / "registries" / "uk-psc-snapshot" / "psc-snapshot-lines.dev.jsonl").read_bytes())
    generation = published(tmp_path / "d", loaded)
    answers = [
        controllers(ask(generation, day), find_party(generation, f"gb-coh:{number}")) for day in ("2015-01-01", "2017-01-01", "2024-01-01")
    ]
    assert [[c.party.kind for c in answer.controllers if c.certainty == "certain"] for answer in answers] == expected
    if number == "08209948":
        assert [[s.reason for s in answer.stopped] for answer in answers] == [["no data"], ["declared none"], []]


SAMPLE = json.dumps(
    corporate(
        "01234567",
        "c",
        "Kranz Ltd",
        "7654321",
        natures_of_control=["voting-rights-25-to-50-percent-as-firm"],
        address={"locality": "Zenda"},
    )
).encode()
FLIPS = st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=6)
STREAM = json.dumps(event(3, date_of_birth={"year": 1961, "month": 2})).encode()


def checked(raw: bytes, least: int = 0) -> None:
    """Loads under the format; whatever the bytes, each record is loaded or set aside."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            loaded = Loaded(Path(folder), raw=raw)
        except InputError:
            return
    read, used, merged, rejected = loaded.counts
    assert read == used + merged + rejected >= least
    assert {r.code for r in loaded.rejects} <= REJECTS.keys() | FRAMING
    assert loaded.context.warnings.keys() <= WARNINGS.keys()


@pytest.mark.thorough
@settings(deadline=None, max_examples=120)
@given(st.sampled_from([SAMPLE, STREAM]), FLIPS, st.integers(0, 10_000))
def test_damaged_lines_are_loaded_or_rejected_and_never_lost(sample: bytes, flips: list[tuple[int, int]], cut: int) -> None:
    raw = bytearray(sample)
    for place, byte in flips:
        raw[place % len(raw)] = byte
    checked(SAMPLE + b"\n" + bytes(raw[: cut % len(raw) + 1]) + b"\n" + SAMPLE, 2)
    checked(bytes(raw) + b"\n" + SAMPLE)
    checked(b"[" + SAMPLE + b"," + bytes(raw[: cut % len(raw) + 1]))


ODD: st.SearchStrategy[Any] = st.sampled_from(
    [
        None,
        1,
        1.5,
        -7,
        "",
        " ",
        "x",
        "\u0000",
        [],
        {},
        [1],
        {"a": 1},
        True,
        "9" * 50,
        10**30,
        "2021-13-45",
        1e300,
        [[[]]],
        ["voting-rights-25-to-50-percent", 3],
        {"year": "1961", "month": 99},
        {"x": {"items": [{"exempt_to": 5}, 7]}},
    ]
)
FIELDS = (
    "name",
    "name_elements",
    "natures_of_control",
    "notified_on",
    "ceased_on",
    "ceased",
    "identification",
    "date_of_birth",
    "address",
    "links",
    "nationality",
    "exemptions",
    "statement",
    "etag",
    "is_sanctioned",
    "principal_office_address",
    "company_name",
)


@pytest.mark.thorough
@settings(deadline=None, max_examples=150)
@given(
    st.dictionaries(st.sampled_from(FIELDS), ODD, max_size=5),
    st.sampled_from(
        [
            "individual-person-with-significant-control",
            "corporate-entity-beneficial-owner",
            "exemptions",
            "super-secure-beneficial-owner",
            "persons-with-significant-control-statement",
        ]
    ),
)
def test_a_field_of_another_type_costs_the_field_and_not_the_record(odd: dict[str, object], kind: str) -> None:
    record = line(kind=kind)
    data = record["data"]
    assert isinstance(data, dict)
    data.update(odd)
    with tempfile.TemporaryDirectory() as folder:
        loaded = Loaded(Path(folder), line(key="first"), record)
    assert loaded.counts == (2, 2, 0, 0)
    assert loaded.context.warnings.keys() <= WARNINGS.keys()
    assert len(loaded.interests) >= 2


@settings(deadline=None, max_examples=60)
@given(st.dictionaries(st.sampled_from(["company_number", "resource_uri", "data", "event", "ContentDate"]), ODD, max_size=3))
def test_an_odd_envelope_is_loaded_or_rejected(odd: dict[str, object]) -> None:
    checked(json.dumps(line(key="first")).encode() + b"\n" + json.dumps({**event(4), **odd}).encode(), 2)


@pytest.mark.parametrize(
    "raw",
    [
        b'{"company_number":"01234567","data":' + b'{"address":' * 5_000 + b"1" + b"}" * 5_001,
        b'{"company_number":"01234567","data":{"kind":"exemptions","exemptions":' + b"[" * 100_000,
        b'{"company_number":"' + b"9" * 1_000_000 + b'","data":{"kind":"individual-beneficial-owner"}}',
        b'{"company_number":"01234567","data":{"kind":"individual-beneficial-owner","date_of_birth":{"year":1e400,"month":NaN}}}',
    ],
)
def test_deep_long_and_impossible_values_stop_nothing(raw: bytes) -> None:
    checked(SAMPLE + b"\n" + raw + b"\n" + SAMPLE, 3)


@settings(deadline=None, max_examples=60)
@given(FLIPS, st.integers(0, 10_000))
def test_damaged_rows_of_company_data_are_loaded_or_rejected(flips: list[tuple[int, int]], cut: int) -> None:
    head = b"CompanyName, CompanyNumber,IncorporationDate\n"
    raw = bytearray(b'"KRANZ, MILLS",01234567,11/09/2012\nMILLS,07654321,\n')
    for place, byte in flips:
        raw[place % len(raw)] = byte
    checked(head + bytes(raw[: cut % len(raw) + 1]))


def test_the_answers_of_the_api_state_what_the_snapshot_states(tmp_path: Path) -> None:
    record = line()
    alone: dict[str, Any] = record["data"]  # type: ignore[assignment]
    listed = {"items_per_page": 25, "items": [alone, {"kind": "?"}], "start_index": 0, "total_results": 2}
    snapshot = Loaded(tmp_path / "a", record, source="s")
    for number, (text, rejected) in enumerate(((json.dumps(alone), 0), (json.dumps(listed), 1), (json.dumps(listed, indent=1), 1))):
        answer = Loaded(tmp_path / str(number), raw=text.encode(), name="answer.json", source="s")
        assert (
            [(x.holder, x.subject, x.interest) for x in answer.interests]
            == [(x.holder, x.subject, x.interest) for x in snapshot.interests]
            != []
        )
        assert answer.counts == (1 + rejected, 1, 0, rejected)
