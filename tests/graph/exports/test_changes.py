"""What changed since an earlier generation: a copy of its triples becomes one of the later's by it."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.exports.dump import export, export_changes
from graph.generation.data_folder import DataFolder
from graph.generation.generation import Generation
from graph.rdf import triple_store
from ontology.errors import StoreError, UsageError
from tests.command import run
from tests.scenarios import Sheet, publish


def make_sheet(name: str, share: str) -> Sheet:
    sheet = Sheet(name)
    sheet.holds("h", "x", share)
    sheet.holds("g", "y", "60")
    return sheet


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("changes") / "data"
    publish(folder, make_sheet("one", "51"), with_triples=True)
    publish(folder, make_sheet("two", "40"), with_triples=True)
    publish(folder, make_sheet("one", "52"), with_triples=True)
    return folder


def read_lines(generation: Generation, target: Path) -> set[bytes]:
    export(generation, "nquads", target)
    return set(target.read_bytes().splitlines())


@pytest.mark.parametrize("since", [1, 2, 3])
@pytest.mark.parametrize("chunk", [250_000, 7])
def test_a_copy_becomes_the_later_state(data: Path, tmp_path: Path, since: int, chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(triple_store, "CHUNK_QUADS", chunk)
    folder = DataFolder(data)
    before, after = folder.open(since), folder.open()
    old, new = read_lines(before, tmp_path / "old.nq"), read_lines(after, tmp_path / "new.nq")
    report = export_changes(before, after, tmp_path / "changes")
    removed, added = ((tmp_path / "changes" / name).read_bytes().splitlines() for name in ("removed.nq", "added.nq"))
    assert (set(removed), set(added)) == (old - new, new - old)
    assert report.count == len(removed) + len(added) == len(old ^ new)
    assert (report.count > 0) == (since < 3)
    assert {path.name for path in (tmp_path / "changes").iterdir()} == {"removed.nq", "added.nq", "removed.nq.sha256", "added.nq.sha256"}


def test_a_generation_without_triples_has_no_changes_to_tell(tmp_path: Path) -> None:
    publish(tmp_path / "data", make_sheet("one", "51"))
    publish(tmp_path / "data", make_sheet("one", "52"), with_triples=True)
    folder = DataFolder(tmp_path / "data")
    with pytest.raises(StoreError, match="generation 1 is large and has no SPARQL index"):
        export_changes(folder.open(1), folder.open(), tmp_path / "changes")
    with pytest.raises(UsageError, match="a folder of two files"):
        export_changes(folder.open(), folder.open(), Path("-"))


@pytest.mark.thorough
def test_the_command_takes_a_number_or_a_day_and_no_source_or_other_format(data: Path, tmp_path: Path) -> None:
    def export(*arguments: str) -> tuple[int, str]:
        done = run("export", "-o", tmp_path / "changes", *arguments, data=data)
        return done.returncode, done.stderr

    code, report = export("--format", "nquads", "--changes-since", "2")
    assert (code, report.split()[0], report.split()[2]) == (0, "wrote", "quads")
    assert export("--format", "nquads", "--changes-since", "2026-01-01")[0] == 0
    for arguments, error in (
        (["--format", "csv", "--changes-since", "2"], "CHANGES_OF_ALL"),
        (["--format", "nquads", "--changes-since", "2", "--source", "one"], "CHANGES_OF_ALL"),
        (["--format", "nquads", "--changes-since", "2", "--answers"], "ANSWERS_OR_CHANGES"),
        (["--format", "nquads", "--changes-since", "9"], "NO_GENERATION"),
    ):
        assert f"error[{error}]" in export(*arguments)[1]
