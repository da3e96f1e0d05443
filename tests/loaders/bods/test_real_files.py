"""Real BODS files: all of them load or say why not, twice the same; the known answers of the standard's examples; damage of every sort.

Parties are named by their records, never by name.  ``counts.json`` pins what became of each file; after a wanted change it is written
anew with ``python -m tests.loaders.bods.test_real_files FOLDER``.
"""

from __future__ import annotations

import gzip
import json
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loaders.bods import REJECTS, WARNINGS
from loaders.contract import LoadContext
from loaders.open import load_file
from ontology.errors import InputError
from ontology.shares import PERCENT
from ontology.statements import Interest
from tests.loaders.bods.records import BASE, Asked, Loaded, company, holds, interest, load, old_entity, old_holds, person

pytestmark = pytest.mark.thorough

COUNTS = Path(__file__).with_name("counts.json")
EXAMPLES = "registries/bods04-examples"
FIXTURES = "registries/bods04-fixtures-pypi"


def files(data: Path) -> dict[str, Path]:
    paths = (path for folder in ("bods04-*", "bods-old") for path in (data / "registries").glob(f"{folder}/**/*"))
    return {str(path.relative_to(data / "registries")): path for path in sorted(paths) if path.suffix in (".json", ".jsonl", ".gz")}


def counted(path: Path) -> list[object]:
    loaded = Loaded(path)
    counts = loaded.counts()
    return [*counts[:5], dict(sorted(counts[5].items())), counts[6]]


def test_every_real_file_gives_what_it_gave(shared_data: Path) -> None:
    pinned = json.loads(COUNTS.read_text(encoding="utf-8"))
    assert {name: counted(path) for name, path in files(shared_data).items()} == pinned
    assert sum(counts[0] for counts in pinned.values()) > 1_200


def test_every_real_file_gives_the_same_twice(shared_data: Path) -> None:
    for path in files(shared_data).values():
        first, second = Loaded(path), Loaded(path)
        assert (first.statements, first.rejects, first.warnings) == (second.statements, second.rejects, second.warnings)


def test_codes_of_real_files_are_in_the_tables() -> None:
    pinned = json.loads(COUNTS.read_text(encoding="utf-8")).values()
    assert {code for counts in pinned for code in counts[5]} <= WARNINGS.keys()
    assert {code for counts in pinned for code in counts[6]} <= REJECTS.keys()
    assert len({code for counts in pinned for code in counts[6]}) >= 4


def test_a_packed_file_is_the_file(shared_data: Path, tmp_path: Path) -> None:
    folder = shared_data / "registries/bods-old/oo-0.2-replaces"
    plain, packed = (Loaded(folder / f"test-bods-data-1.json{ending}") for ending in ("", ".gz"))
    assert [x.id for x in plain.statements] == [x.id for x in packed.statements]
    with zipfile.ZipFile(tmp_path / "test-bods-data-1.json.zip", "w") as archive:
        archive.write(folder / "test-bods-data-1.json", "test-bods-data-1.json")
    assert len(Loaded(tmp_path / "test-bods-data-1.json.zip").statements) == len(plain.statements)


def test_bands_of_a_register_are_never_exact_and_have_their_ends(shared_data: Path) -> None:
    """A quarter is more than that, three quarters are or more; half to three quarters excludes both."""
    old = Loaded(shared_data / "registries/bods-old/oo-register-0.1/oo-register-100.jsonl")
    new = Loaded(shared_data / "registries/bods04-oo-published/uk/05975475.jsonl")
    for loaded in (old, new):
        shares = {
            (x.share.min // PERCENT, x.share.max // PERCENT, x.share.min_open, x.share.max_open, x.share.exact)
            for x in loaded.interests
            if x.share and "percent" in (x.details or "")
        }
        assert shares
        assert shares <= {(25, 50, True, False, False), (50, 75, True, True, False), (75, 100, False, False, False)}


class Example(Asked):
    """A real file, its parties named by record."""

    def __init__(self, folder: Path, file: Path) -> None:
        super().__init__(folder, file)
        self._source = BASE.source(file.stem)
        self._records = {x.record: x.entity for x in Loaded(file).parties if x.record}
        self.names = {record: BASE.record(self._source, record) for record in self._records}

    def record(self, iri: str) -> str:
        """The record of a party, by any of its IRIs."""
        number = self.generation.party_number(iri)
        return next((record for record, own in self.names.items() if self.generation.party_number(own) == number), iri)

    def who(self, subject: str, as_of: str, known_at: str | None = None) -> set[str]:
        return {self.record(controller.party.id) for controller in self.controllers(subject, as_of, known_at).controllers}

    def shares(self, subject: str, as_of: str, known_at: str | None = None) -> dict[str, float | None]:
        owners = self.owners(subject, as_of, known_at).owners
        return {self.record(one.party.id): one.integrated.exact for one in owners if one.integrated}


def test_a_state_controls_through_its_ministry_and_its_summary_adds_nothing(shared_data: Path, tmp_path: Path) -> None:
    example = Example(tmp_path, shared_data / EXAMPLES / "bods-package-fi-soe.json")
    grid, state, ministry, network = "19f1c5afe9d7", "05ce06ec97b1", "7ff95ba3682c", "0199c515a699"
    shares = example.shares(grid, "2023-01-01")
    assert (shares[ministry], shares[network]) == (100, 76.5)
    (declared,) = example.owners(grid, "2023-01-01").declared
    assert (example.record(declared.party.id), declared.share.min if declared.share else None) == (state, 100)
    assert example.who(grid, "2023-01-01") == {state}
    answer = example.controllers(grid, "2023-01-01")
    assert (answer.verdict, len(answer.controllers[0].chain) >= 2) == ("certain", True)
    (summary,) = [x for x in Loaded(shared_data / EXAMPLES / "bods-package-fi-soe.json").interests if x.components]
    assert (summary.share.label() if summary.share else None, len(summary.components)) == ("100 %", 6)
    assert example.who(network, "2023-01-01") == {state}


def test_joint_owners_have_half_each_of_all(shared_data: Path, tmp_path: Path) -> None:
    example = Example(tmp_path, shared_data / EXAMPLES / "joint-ownership.json")
    shares = example.shares("31c55e425764", "2019-01-01")
    assert shares == {"91b4236a7d89": 100, "1accb8b18b99": 50, "f040df24d9ec": 50}


def test_companies_between_of_unknown_size_are_not_added(shared_data: Path, tmp_path: Path) -> None:
    """The summary says 60; the two halves below with unknown links above never make more of it."""
    example = Example(tmp_path, shared_data / EXAMPLES / "multiple-indirect-ownership.json")
    shares = example.shares("63e3a8a8946f", "2020-01-01")
    assert (shares["d177864a8b39"], shares["05fbbfb94b79"]) == (50, 50)
    assert shares.get("92ebf964a1f6") is None
    (declared,) = example.owners("63e3a8a8946f", "2020-01-01").declared
    assert declared.share is not None
    assert (example.record(declared.party.id), declared.share.min, declared.share.max) == ("92ebf964a1f6", 60, 60)
    loaded = Loaded(shared_data / EXAMPLES / "multiple-indirect-ownership.json")
    (summary,) = [x for x in loaded.interests if x.components]
    assert (summary.share.label() if summary.share else None, len(summary.components)) == ("60 %", 6)
    assert sum(x.interest is Interest.UNKNOWN for x in loaded.interests) == 2


@pytest.mark.parametrize(
    ("as_of", "known_at", "expected"),
    [
        ("2020-01-01", "2020-01-01", {"per-41c0bb0cef246f7c": 50, "per-5faa4103dee78621": 50}),
        ("2021-06-01", "2021-06-01", {"per-41c0bb0cef246f7c": 50, "per-5faa4103dee78621": 50}),
        ("2021-06-01", "2021-09-10", {"per-41c0bb0cef246f7c": 50, "per-5faa4103dee78621": 50}),
        ("2021-06-01", "2021-09-11", {"per-41c0bb0cef246f7c": 50, "per-e334cc6258e56467": 50}),
        ("2022-02-01", None, {"per-41c0bb0cef246f7c": 100}),
    ],
)
def test_an_heir_holds_from_the_death_and_is_known_later(
    shared_data: Path, tmp_path: Path, as_of: str, known_at: str | None, expected: dict[str, float]
) -> None:
    example = Example(tmp_path, shared_data / EXAMPLES / "fermcat.json")
    assert example.shares("ent-93c75c87ab28f889", as_of, known_at) == expected


def test_a_full_circle_ends_without_an_owner_of_more_than_all(shared_data: Path, tmp_path: Path) -> None:
    example = Example(tmp_path, shared_data / FIXTURES / "10-circular-ownership.json")
    answer = example.controllers("rec-alpha-corp", "2026-05-01")
    assert all(len(controller.ring) == 2 for controller in answer.controllers)
    assert not any(controller.party.kind == "person" for controller in answer.controllers)
    assert example.shares("rec-alpha-corp", "2026-05-01") == {"rec-beta-corp": 100}


def test_one_holder_of_three_quarters_controls(shared_data: Path, tmp_path: Path) -> None:
    file = shared_data / FIXTURES / "01-direct-ownership.json"
    example, loaded = Example(tmp_path, file), Loaded(file)
    (subject,) = {x.record for x in loaded.parties if x.kind == "company"}
    (owner,) = {x.record for x in loaded.parties if x.kind == "person"}
    assert subject
    assert owner
    assert (example.who(subject, "2026-05-01"), example.shares(subject, "2026-05-01")) == ({owner}, {owner: 75})


@pytest.mark.parametrize(
    ("file", "subject", "answers"),
    [
        # A chain of two that exists before the company at its foot does, and one that is bought later by another at the top.
        (
            "uk/05975475",
            "GB-COH-11398848",
            {"2017-01-01": ("", 0), "2020-01-01": ("GB-COH-03628497", 2), "2025-06-01": ("GB-COH-03628497", 2)},
        ),
        ("uk/10336040", "GB-COH-05656364", {"2020-01-01": ("GB-COH-10336040", 3), "2025-06-01": ("GB-COH-14171811", 6)}),
        ("uk/10336040", "GB-COH-SC219887", {"2020-01-01": ("", 0), "2025-06-01": ("GB-COH-14171811", 5)}),
        # A hybrid that names parties by their statements.
        ("uk/04152338", "GB-COH-04152338", {"2015-01-01": ("", 0), "2018-01-01": ("GB-COH-ENT-04152338-rmTC0eAX1y8tc1XYM9dH00eqWEM", 1)}),
        (
            "gleif/213800AG2V6YE68H5N63",
            "XI-LEI-254900QAYP91G6IT9S19",
            {"2023-01-01": ("", 0), "2025-06-01": ("XI-LEI-558600JW2XPMLG97TV14", 2)},
        ),
    ],
)
def test_real_chains_end_where_they_end_on_the_day(
    shared_data: Path, tmp_path: Path, file: str, subject: str, answers: dict[str, tuple[str, int]]
) -> None:
    example = Example(tmp_path, shared_data / "registries/bods04-oo-published" / f"{file}.jsonl")
    for day, (controller, links) in answers.items():
        controllers = example.controllers(subject, day).controllers
        assert [(example.record(one.party.id), len(one.chain)) for one in controllers] == ([(controller, links)] if controller else [])


SAMPLE = json.dumps(
    [
        company("alpha", identifiers=[{"scheme": "XI-LEI", "id": "5493001KJTIIGC8Y1R12"}], foundingDate="2001-02-03"),
        person("ann", birthDate="1970-01-02", nationalities=[{"code": "FR"}]),
        holds(
            "ann",
            "alpha",
            interest({"minimum": 25, "exclusiveMaximum": 50}, startDate="2019-01-01"),
            interest({"exact": 12.5}, "votingRights"),
        ),
        old_entity("e1", ["e0"], identifiers=[{"scheme": "GB-COH", "id": "1234"}]),
        old_holds("r1", {"unspecified": {"reason": "unknown"}}, "e1", interest({"minimum": 5, "maximum": 6, "exclusiveMaximum": False})),
    ],
    indent=0,
).encode()
LINES = b"\n".join(json.dumps(x).encode() for x in json.loads(SAMPLE))
fuzzed = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def survives(folder: Path, raw: bytes) -> None:
    """The file loads, is rejected record by record, or is refused as a whole; nothing else comes out."""
    file = folder / "fuzzed.json"
    file.write_bytes(raw)
    context = LoadContext(BASE, file)
    try:
        for statements in load_file(context, "bods"):
            for statement in statements:
                assert statement.id
    except InputError:
        return
    assert context.read == context.loaded + context.merged + context.rejected


@fuzzed
@given(cut=st.integers(0, len(SAMPLE)), sample=st.sampled_from([SAMPLE, LINES]))
def test_files_that_end_too_early_do_no_harm(tmp_path: Path, cut: int, sample: bytes) -> None:
    survives(tmp_path, sample[:cut])


@fuzzed
@given(
    flips=st.lists(st.tuples(st.integers(0, len(LINES) - 1), st.integers(0, 255)), min_size=1, max_size=8),
    sample=st.sampled_from([SAMPLE, LINES]),
)
def test_bytes_that_were_changed_do_no_harm(tmp_path: Path, flips: list[tuple[int, int]], sample: bytes) -> None:
    damaged = bytearray(sample)
    for place, byte in flips:
        damaged[place] = byte
    survives(tmp_path, bytes(damaged))


ODD = st.sampled_from(
    [None, True, 0, -1, 1e300, "", " ", "x" * 300, [], {}, [[]], {"a": {}}, "2020-99", "NaN", [None], [{"code": 1}], "\u0000"]
)


@fuzzed
@given(data=st.data())
def test_values_of_any_type_anywhere_do_no_harm(tmp_path: Path, data: st.DataObject) -> None:
    def odd(value: object) -> object:
        if data.draw(st.integers(0, 9)) == 0:
            return data.draw(ODD)
        if isinstance(value, dict):
            return {key: odd(one) for key, one in value.items()}
        return [odd(one) for one in value] if isinstance(value, list) else value

    survives(tmp_path, json.dumps([odd(record) for record in json.loads(SAMPLE)]).encode())


def test_nesting_without_end_costs_its_record(tmp_path: Path) -> None:
    begin = '{"statementId": "a", "recordId": "a", "recordType": "entity", "recordDetails": {"identifiers": '
    deep = begin + "[" * 100_000 + "]" * 100_000 + "}}"
    (tmp_path / "r.jsonl").write_text(f"{json.dumps(company('alpha'))}\n{deep}\n{json.dumps(person('ann'))}\n", encoding="utf-8")
    loaded = Loaded(tmp_path / "r.jsonl")
    assert (len(loaded.parties), [x.line for x in loaded.rejects]) == (2, [2])


def test_rejects_and_warnings_hold_no_personal_words(tmp_path: Path) -> None:
    given_record = person("ann", names=[{"fullName": "Ann Example"}], birthDate="1970-13-45") | {"recordId": None}
    loaded = load(tmp_path, [given_record])
    assert "Ann Example" not in str(loaded.rejects)
    assert "1970" not in str(loaded.rejects)


def test_a_gz_file_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    (tmp_path / "r.json.gz").write_bytes(gzip.compress(SAMPLE)[:-20])
    with pytest.raises(InputError):
        Loaded(tmp_path / "r.json.gz")


if __name__ == "__main__":
    made = {name: counted(path) for name, path in files(Path(sys.argv[1])).items()}
    lines = (f"{json.dumps(name)}: {json.dumps(counts)}" for name, counts in made.items())
    COUNTS.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
