"""Releases in parts: the same whether made by one process or two, broken off and gone on with, or taken over from the last time."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec
import pytest

from graph.ledger import id_index, parts
from graph.ledger.ledger import Ledger
from loaders.contract import LoadContext, RawRecord, ReadPlan
from loaders.framing import Lines
from loaders.records import RecordStream
from ontology.errors import InputError, RecordError
from ontology.statements import EntityStatement, Kind, Name, Source, Statement
from ontology.terms import Base

BASE = Base()


@dataclass(frozen=True)
class Villages:
    """A register of invented villages: one a line, ``number;name``.  A line that says ``burn`` cannot be used, ``stop`` ends everything.

    ``who`` is called by the process that maps it.
    """

    slow: float = 0.0

    def map_record(self, raw_record: RawRecord, context: LoadContext) -> Iterator[Statement]:
        number, _, name = raw_record.raw.decode().partition(";")
        time.sleep(self.slow)
        if name == "who":
            name = f"process {os.getpid()}"
        if name == "burn":
            raise RecordError("BURNT", "the page is burnt", "ask the sexton")
        if name == "stop":
            raise InputError("NO_MORE", "the register ends here", "look in the attic")
        if name:
            context.warn("NAMED")
            yield EntityStatement(
                id=f"urn:said:{number}",
                source=context.source_iri,
                entity=f"urn:village:{number}",
                kind=Kind.STATE_BODY,
                names=(Name(text=name),),
                stated_at="2020-01-01",
                place=raw_record.locate(context),
            )


def records(lines: list[str], *, size: int = 200, parallel: bool = True, slow: float = 0.0) -> tuple[RecordStream, LoadContext]:
    context = LoadContext(BASE, Path("villages.txt"))
    source = Source(id=context.source_iri, title="Villages", type="register")
    reading = ReadPlan(source, Lines(), Villages(slow), parallel)
    return RecordStream(reading, io.BytesIO("\n".join(lines).encode()), context, size), context


def villages(count: int) -> list[str]:
    return [f"{n};Upper Tarlenheim {n}" for n in range(count)]


def append(ledger: Ledger, lines: list[str], **options: object) -> tuple[str, LoadContext]:
    stream, context = records(lines, **options)  # type: ignore[arg-type]
    name = ledger.append(stream)
    assert name is not None
    return name, context


def read_release(ledger: Ledger, release: str) -> list[Statement]:
    return list(ledger.open(release))


def test_two_processes_make_what_one_makes(tmp_path: Path) -> None:
    lines = [*villages(100), "100;burn", "101;"]
    apart, one = Ledger(tmp_path / "two"), Ledger(tmp_path / "one")
    (name, context), (other, alone) = append(apart, lines), append(one, lines, parallel=False)
    assert name == other
    assert read_release(apart, name) == read_release(one, other)
    assert len(read_release(apart, name)) == 100
    for counted in (context, alone):
        assert (counted.read, counted.loaded, counted.merged, counted.rejected, counted.statements) == (102, 100, 1, 1, 100)
        assert counted.warnings == {"NAMED": 100}
    assert len(apart.open(name).parts) > 5
    assert apart.source(name).sha256 is not None
    assert not list(tmp_path.rglob("*.jsonl"))


def test_a_few_parts_are_made_without_other_processes(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    name, _ = append(ledger, [f"{n};who" for n in range(60)])
    assert len(ledger.open(name).parts) == 3
    makers = {s.names[0].text for s in read_release(ledger, name) if isinstance(s, EntityStatement)}
    assert makers == {f"process {os.getpid()}"}


def test_statements_are_found_by_position_and_by_id_and_the_columns_say_the_same(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    name, _ = append(ledger, villages(60))
    release = ledger.open(name)
    assert list(release.statements_from_columns()) == list(release)
    for number in (0, 17, 59):
        (position,) = release.find_positions(f"urn:said:{number}")
        assert msgspec.json.decode(release.read_line(position))["entity"] == f"urn:village:{number}"
    assert release.find_positions("urn:said:60") == []


def test_what_was_said_again_is_kept_once_and_what_contradicts_it_is_told(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    lines = villages(40)
    name, context = append(ledger, [*lines, lines[3], "4;A", lines[39]])
    release = ledger.open(name)
    statements = read_release(ledger, name)
    assert [s.id for s in statements] == [f"urn:said:{n}" for n in range(40)]
    # The village of another name is told; that of the same name on another line is said again.
    assert [(r.id, r.place.line if r.place else None) for r in release.manifest.repeats] == [("urn:said:4", 42)]
    assert release.manifest.repeated == 2
    assert release.manifest.statements == 40
    assert context.statements == 43
    assert len(list(release.statements_from_columns())) == 40
    places = [release.find_positions(f"urn:said:{n}") for n in range(40)]
    assert [len(found) for found in places] == [1] * 40
    assert [release.read_statement(found[0]).id for found in places] == [f"urn:said:{n}" for n in range(40)]


@pytest.mark.parametrize(("size", "parallel"), [(200, True), (20, False), (10_000, False)])
def test_of_two_that_contradict_each_other_the_same_is_kept_in_either_order(tmp_path: Path, size: int, *, parallel: bool) -> None:
    lines = [*villages(20), "7;Lower Tarlenheim"]
    kept = []
    for order, folder in ((lines, tmp_path / "one"), (lines[::-1], tmp_path / "other")):
        ledger = Ledger(folder)
        name, _ = append(ledger, order, size=size, parallel=parallel)
        release = ledger.open(name)
        assert [repeat.id for repeat in release.manifest.repeats] == ["urn:said:7"]
        assert sorted(msgspec.json.encode(s.id) for s in release) == sorted(
            msgspec.json.encode(s.id) for s in release.statements_from_columns()
        )
        kept.append({s.id: s.names for s in release if isinstance(s, EntityStatement)})
    assert kept[0] == kept[1]


@pytest.mark.parametrize(
    "lines",
    [
        [*[f"{n};" for n in range(100)], *villages(30)],
        [*villages(30), *[f"{n};" for n in range(100)], *villages(60)[30:]],
        [*villages(30), *[f"{n};" for n in range(100)]],
        [*[f"{n};burn" for n in range(100)], *villages(30)],
    ],
)
@pytest.mark.parametrize("parallel", [True, pytest.param(False, marks=pytest.mark.slow)])
def test_a_stretch_of_records_without_statements_is_passed_over(tmp_path: Path, lines: list[str], *, parallel: bool) -> None:
    ledger = Ledger(tmp_path)
    name, context = append(ledger, lines, parallel=parallel)
    named = [line for line in lines if line.partition(";")[2] not in ("", "burn")]
    statements = read_release(ledger, name)
    assert len(statements) == len(named) == context.loaded
    assert context.read == len(lines)
    assert list(ledger.open(name).statements_from_columns()) == statements
    # Taken over into a longer file, the empty stretches too.
    longer, _ = append(ledger, [*lines, "900;New Tarlenheim"], parallel=parallel)
    assert len(read_release(ledger, longer)) == len(named) + 1


def test_a_file_of_which_nothing_can_be_used_makes_no_release(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    stream, context = records(["1;burn", "2;burn"])
    with pytest.raises(InputError) as caught:
        ledger.append(stream)
    assert caught.value.code == "NOTHING_USABLE"
    assert (context.read, context.rejected) == (2, 2)
    stream, context = records(["1;", "2;"])
    assert ledger.append(stream) is None
    assert (context.read, context.merged) == (2, 2)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.thorough
def test_what_breaks_off_goes_on_with_the_parts_that_are_whole(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    whole = villages(100)
    with pytest.raises(InputError, match="ends here"):
        append(ledger, [*whole[:80], "80;stop"])
    (building,) = tmp_path.glob(".building-*")
    done = {path.name: path.stat().st_ino for path in building.glob("*.parquet")}
    assert len(done) > 5
    name, context = append(ledger, whole)
    assert (context.read, len(read_release(ledger, name))) == (100, 100)
    published = {path.name: path.stat().st_ino for path in (tmp_path / name).glob("*.parquet")}
    assert len(done.items() & published.items()) >= len(done) - 1
    assert not list(tmp_path.glob(".building-*"))


@pytest.mark.thorough
def test_what_breaks_off_goes_on_where_its_blocks_have_other_numbers(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    lines = [f"{n:03};{'V' * 15}" for n in range(100)]
    with pytest.raises(InputError, match="ends here"):
        append(ledger, [*lines[:80], "80;stop"])
    # The same lines lie in a block with another number when those before them got longer.
    longer = [f"{n:03};{'V' * 35}" for n in range(10)] + lines[10:]
    name, context = append(ledger, longer)
    release = ledger.open(name)
    statements = read_release(ledger, name)
    assert [s.names[0].text for s in statements if isinstance(s, EntityStatement)] == [line.partition(";")[2] for line in longer]
    assert list(release.statements_from_columns()) == statements
    assert release.manifest.checksum == sum(map(release.hash_line, release.lines())) % 2**64
    assert context.read == 100


@pytest.mark.thorough
def test_a_part_that_is_being_written_again_is_not_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = Ledger(tmp_path)
    with pytest.raises(InputError, match="ends here"):
        append(ledger, [*villages(80), "80;stop"])

    def break_down(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(parts, "finish", break_down)
        with pytest.raises(KeyboardInterrupt):
            append(ledger, ["0;Another name"])
    name, _ = append(ledger, villages(80))
    release = ledger.open(name)
    assert [s.id for s in read_release(ledger, name)] == [f"urn:said:{n}" for n in range(80)]
    assert list(release.statements_from_columns()) == read_release(ledger, name)
    assert release.manifest.checksum == sum(map(release.hash_line, release.lines())) % 2**64


@pytest.mark.thorough
@pytest.mark.parametrize("end", [KeyboardInterrupt, SystemExit], ids=["by Ctrl-C", "by a signal"])
def test_stopped_while_parts_are_joined_it_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: type[KeyboardInterrupt] | type[SystemExit]
) -> None:
    ledger = Ledger(tmp_path)

    def break_down(*_: object, **__: object) -> None:
        raise end

    with monkeypatch.context() as patch:
        patch.setattr(id_index, "find_duplicates", break_down)
        with pytest.raises(end):
            append(ledger, villages(100))
    assert any(tmp_path.glob(".building-*/part-*.json"))
    name, context = append(ledger, villages(100))
    assert context.read == len(read_release(ledger, name)) == 100


@pytest.mark.thorough
def test_the_last_release_of_a_source_gives_its_unchanged_parts_to_the_next(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    first, _ = append(ledger, villages(100))
    again, context = append(ledger, villages(100))
    assert (again, context.read, context.warnings) == (first, 100, {"NAMED": 100})
    longer, context = append(ledger, villages(120))
    assert longer != first
    assert [s.id for s in read_release(ledger, longer)] == [f"urn:said:{n}" for n in range(120)]
    inodes = {path.stat().st_ino for path in (tmp_path / first).glob("*.parquet")}
    assert len(inodes & {path.stat().st_ino for path in (tmp_path / longer).glob("*.parquet")}) >= len(inodes) - 2


def test_an_error_in_another_process_is_the_same_error_here(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        append(Ledger(tmp_path), [*villages(50), "50;stop", *villages(30)])
    assert (caught.value.code, caught.value.hint) == ("NO_MORE", "look in the attic")


def _load_slowly(folder: str) -> None:
    """Child: a load that takes its time."""
    stream, _ = records(villages(400), slow=0.01)
    print(os.getpid(), flush=True)
    Ledger(Path(folder)).append(stream)


@pytest.mark.thorough
def test_killed_in_the_middle_it_leaves_no_process_and_goes_on(tmp_path: Path) -> None:
    code = f"from tests.graph.ledger.test_ledger import _load_slowly; _load_slowly({str(tmp_path)!r})"
    child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while len(list(tmp_path.glob(".building-*/part-*.json"))) < 3 and time.monotonic() < deadline:
        time.sleep(0.02)
    workers = _children(child.pid)
    child.send_signal(signal.SIGKILL)
    child.communicate()
    assert workers
    while any(Path(f"/proc/{pid}").exists() for pid in workers) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not any(Path(f"/proc/{pid}").exists() for pid in workers)
    (building,) = tmp_path.glob(".building-*")
    whole = {path.stem for path in building.glob("part-*.json")}
    done = {path.name: path.stat().st_ino for path in building.glob("part-*.parquet") if path.name.split(".")[0] in whole}
    stream, context = records(villages(400), slow=0.01)
    name = Ledger(tmp_path).append(stream)
    assert context.read == len(read_release(Ledger(tmp_path), name)) == 400
    assert done.items() <= {path.name: path.stat().st_ino for path in (tmp_path / name).glob("*.parquet")}.items()


def _children(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]
