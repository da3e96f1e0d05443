"""What is made of a change is what the whole graph would give: after random loads, removals, merges and deltas, row by row."""

from __future__ import annotations

import datetime
import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from importlib import import_module
from pathlib import Path

import msgspec
import pytest

from graph.generation.data_folder import DataFolder
from graph.neo4j.derived import DerivedRun
from graph.neo4j.diff import Diff, compare
from graph.neo4j.manifest import SyncManifest, SyncState
from graph.neo4j.property_graph import Graph, Item, OnRead, Part, Projection, Relationship, WholeReason, ignore_reading
from graph.neo4j.stream import GenerationGraph
from graph.neo4j.sync import sync
from graph.neo4j.verify import verify
from graph.queries import Options
from ontology.statement_stream import StatementStream
from ontology.statements import (
    Change,
    EntityStatement,
    IdentityStatement,
    InterestStatement,
    Judgement,
    Name,
    Place,
    Reason,
    Source,
    Statement,
    Status,
)
from ontology.terms import Base
from tests.contract.test_random_networks import COMPANIES, DAYS, INTERESTS, PERSONS, SHARES, STATUSES, draw_record, draw_sheets
from tests.neo4j_server.plugin import Neo4jAccess
from tests.scenarios import CREATED, Sheet

SEEDS = (*range(2), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 40)))
ROUNDS = 4
DAY = datetime.date(2021, 1, 1)


class Register:
    """One source: a file that is written anew, or one to which deltas are added."""

    def __init__(self, sheet: Sheet, draw: random.Random) -> None:
        self.sheet = sheet
        self.is_sequence = draw.random() < 0.4
        self.number = 0

    def write_next(self, draw: random.Random) -> StatementStream:
        """Write what is loaded next."""
        self.number += 1
        if self.is_sequence and self.number > 1:
            return self.write_delta(draw)
        if self.number > 1:
            self.change(draw)
        return self.write(draw)

    @property
    def source(self) -> Source:
        return msgspec.structs.replace(self.sheet.source, delta=self.is_sequence)

    def write(self, draw: random.Random) -> StatementStream:
        """Write the whole, in lines that may be others than before."""
        lines = list(range(1, len(self.sheet.rows) + 1))
        if draw.random() < 0.3:
            draw.shuffle(lines)
        file = f"{self.sheet.name}-{draw.choice((0, self.number))}.csv"
        placed = [msgspec.structs.replace(s, place=Place(file=file, line=line)) for s, line in zip(self.sheet.rows, lines, strict=True)]
        return StatementStream.from_statements(self.source, placed)

    def write_delta(self, draw: random.Random) -> StatementStream:
        """Write a file of changes: some records again, otherwise or closed."""
        day = f"2023-0{draw.randint(1, 3)}-1{self.number % 10}"
        chosen = draw.sample(self.sheet.rows, k=min(2, len(self.sheet.rows)))
        changed = [
            msgspec.structs.replace(alter(draw, s), id=f"{s.id}/{self.number}", stated_at=day, place=Place(file="d", line=line))
            for line, s in enumerate(chosen, 1)
        ]
        return StatementStream.from_statements(msgspec.structs.replace(self.source, date=day), changed)

    def change(self, draw: random.Random) -> None:
        """Drop, alter and add a few statements."""
        rows = self.sheet.rows
        for _ in range(draw.randint(0, 2)):
            if len(rows) > 2:
                rows.pop(draw.randrange(len(rows)))
        for _ in range(draw.randint(0, 2)):
            place = draw.randrange(len(rows))
            rows[place] = alter(draw, rows[place])
        if draw.random() < 0.5:
            names = {name: draw.choice((name, f"{name}-0")) for name in COMPANIES} | {name: name for name in PERSONS}
            fresh = Sheet(self.sheet.name, self.sheet.stated)
            draw_record(draw, fresh, names, draw.choice((None, "r0", "r9")))
            self.sheet.rows += [msgspec.structs.replace(s, id=f"{s.id}/new{self.number}{place}") for place, s in enumerate(fresh.rows)]
        if draw.random() < 0.1:
            self.sheet.stated = draw.choice(("2019-01-01", "2022-05-05"))


def alter(draw: random.Random, statement: Statement) -> Statement:
    """Say something else under the same id."""
    replace = msgspec.structs.replace
    match statement:
        case EntityStatement():
            return replace(statement, names=(Name(text=f"Name {draw.randint(1, 3)}"),), record=draw.choice((None, "e1")))
        case IdentityStatement():
            return replace(statement, judgement=draw.choice(list(Judgement)))
        case InterestStatement():
            fields = {
                "share": Sheet().holds("a", "b", draw.choice(SHARES)).share,
                "interest": draw.choice(INTERESTS),
                "status": draw.choice(STATUSES),
                "record": draw.choice((statement.record, "r0")),
                "change": draw.choice((statement.change, Change.CLOSED)),
                "valid_from": draw.choice(DAYS),
                "valid_until": None,
            }
            if draw.random() < 0.2:
                fields |= {"holder": None, "holder_reason": Reason.UNKNOWN}
            return replace(statement, **fields)


def bring(graph: Graph, manifest: Path, part: Part | None = None) -> Diff:
    """Compare as a sync does and record every batch; return the difference."""
    with SyncManifest.open(manifest) as opened:
        opened.open_scratch()
        diff = compare(graph, opened, "main.item", part=part)
        for number, batch in enumerate(diff.cut_into_batches(7), 1):
            opened.apply((entry for _, entry in batch.items), batch.removed, SyncState("epoch", number))
        return diff


def read(manifest: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(manifest)) as file:
        return file.execute("SELECT * FROM item ORDER BY kind, grp, key").fetchall()


@pytest.mark.thorough
@pytest.mark.parametrize("seed", SEEDS)
def test_a_change_gives_what_the_whole_graph_gives(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draw = random.Random(seed)  # noqa: S311
    registers = [Register(sheet, draw) for sheet in draw_sheets(seed)]
    folder = DataFolder(tmp_path / "data")
    run, other = DerivedRun("main", Options(DAY)), DerivedRun("other", Options(DAY))
    parts = tmp_path / "parts.sqlite"
    content = None
    for number in range(ROUNDS + 1):
        streams = [register.write_next(draw) for register in registers if number == 0 or draw.random() < 0.6]
        with folder.writer() as writer:
            generation = writer.publish(streams, created=CREATED)
        assert generation is not None
        graph = GenerationGraph(generation, run, folder)
        if content is None:
            bring(GenerationGraph(generation, other), parts)
            bring(graph, parts)
        else:
            part = graph.find_part(content)
            assert isinstance(part, Part)
            by_whole = bring(graph, Path(shutil.copy(parts, tmp_path / "before.sqlite")))
            with monkeypatch.context() as network:
                if number % 2:
                    # As in one of which few parties are reached.
                    network.setattr(import_module("graph.queries.batch"), "PASSED_MEANWHILE", 1)
                assert bring(graph, parts, part).counts == by_whole.counts
        whole = tmp_path / f"{number}.sqlite"
        bring(graph, whole)
        own = [row for row in read(parts) if row[4] != '["other"]']
        assert own == read(whole)
        content = graph.content


def load(folder: Path, source: Source, *statements: Statement) -> GenerationGraph:
    data = DataFolder(folder)
    with data.writer() as writer:
        generation = writer.publish([StatementStream.from_statements(source, statements)], created=CREATED)
    assert generation is not None
    return GenerationGraph(generation, DerivedRun("main", Options(DAY)), data)


def follow(old: GenerationGraph, new: GenerationGraph, folder: Path) -> tuple[Diff, Part]:
    """Bring a manifest from one graph to the next by the part, check that it is all, and return what was done."""
    bring(old, folder / "part.sqlite")
    assert old.content is not None
    part = new.find_part(old.content)
    assert isinstance(part, Part)
    diff = bring(new, folder / "part.sqlite", part)
    bring(new, folder / "whole.sqlite")
    assert read(folder / "part.sqlite") == read(folder / "whole.sqlite")
    return diff, part


def test_only_what_a_change_can_reach_is_made(tmp_path: Path) -> None:
    sheet = Sheet()
    for number in range(40):
        sheet.holds(f"c{number:02}", f"c{number + 1:02}" if number != 20 else "other", "60")
    old = load(tmp_path, sheet.source, *sheet.release())
    sheet.rows[30] = msgspec.structs.replace(sheet.rows[30], share=sheet.holds("x", "y", "70").share)
    sheet.rows.pop()
    new = load(tmp_path, sheet.source, *sheet.release())
    diff, part = follow(old, new, tmp_path)
    assert (diff.nodes.rows, diff.relationships.changed, diff.relationships.unchanged) == (0, 1, 39)
    assert part.relationships == {sheet.rows[30].id}
    assert len(part.ends or ()) == 10


def test_statements_that_stand_on_other_lines_than_each_other_are_rivals(tmp_path: Path) -> None:
    def at(line: int) -> Place:
        return Place(file="register.csv", line=line)

    sheet = Sheet()
    one = sheet.holds("a", "b", "60", record="r", place=at(1), change=Change.UPDATED)
    two = sheet.holds("a", "b", "40", record="r", place=at(1), change=Change.UPDATED)
    old = load(tmp_path, sheet.source, *sheet.release())
    new = load(tmp_path, sheet.source, *(s for s in sheet.rows if s != two), msgspec.structs.replace(two, place=at(2)))
    diff, _ = follow(old, new, tmp_path)
    assert diff.relationships.changed == 2
    parties = [s for s in sheet.rows if isinstance(s, EntityStatement)]
    moved = load(tmp_path, sheet.source, *parties, msgspec.structs.replace(one, place=at(7)), msgspec.structs.replace(two, place=at(9)))
    assert new.content is not None
    again = moved.find_part(new.content)
    assert isinstance(again, Part)
    assert again.relationships == frozenset()


def test_a_closing_without_ends_reaches_what_its_record_said(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.holds("a", "b", "60", record="r")
    sheet.holds("b", "c", "60")
    old = load(tmp_path, sheet.source, *sheet.release())
    closing = InterestStatement(
        id="urn:closing",
        source=sheet.source.id,
        holder=None,
        holder_reason=Reason.UNKNOWN,
        subject=None,
        subject_reason=Reason.UNKNOWN,
        record="r",
        change=Change.CLOSED,
        stated_at="2020-06-01",
    )
    new = load(tmp_path, sheet.source, *sheet.rows, closing)
    diff, _ = follow(old, new, tmp_path)
    assert diff.relationships.changed == 1
    # That of b over c stays, and takes the place of that of a.
    assert (diff.derived.created, diff.derived.deleted) == (1, 2)


def test_why_the_whole_is_compared_is_told(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.holds("a", "b", "60")
    old = load(tmp_path, sheet.source, *sheet.release())
    for number in range(1_500):
        sheet.holds("a", f"c{number}", "60")
    new = load(tmp_path, sheet.source, *sheet.release())
    assert old.content is not None
    assert new.find_part(old.content) is WholeReason.MUCH
    assert new.find_part(f"unknown{old.content}") is WholeReason.PROGRAM
    sheet.rows.pop()
    newest = load(tmp_path, sheet.source, *sheet.rows)
    assert new.content is not None
    assert isinstance(newest.find_part(new.content), Part)
    delta = load(tmp_path, msgspec.structs.replace(sheet.source, delta=True), *sheet.rows)
    assert newest.content is not None
    assert delta.find_part(newest.content) is WholeReason.SOURCES
    with DataFolder(tmp_path).writer() as writer:
        writer.prune(1)
    assert newest.find_part(new.content) is WholeReason.GONE


@pytest.mark.neo4j
def test_a_server_that_has_an_earlier_generation_is_brought_to_the_next_by_the_change(tmp_path: Path, neo4j: Neo4jAccess) -> None:
    sheet = Sheet()
    for number in range(30):
        sheet.holds(f"c{number:02}", f"c{number + 1:02}", "60")
    manifest = tmp_path / "manifest.sqlite"
    graphs = [load(tmp_path, sheet.source, *sheet.release())]
    sheet.rows[25] = msgspec.structs.replace(sheet.rows[25], status=Status.AGREED)
    sheet.holds("new", "c03", "30")
    graphs.append(load(tmp_path, sheet.source, *sheet.release()))
    sheet.rows[26] = msgspec.structs.replace(sheet.rows[26], share=None)
    sheet.same("c00", f"{Base().iri}ent/new")
    graphs.append(load(tmp_path, sheet.source, *sheet.rows))
    counts = []
    for graph in graphs:
        report = sync(graph, neo4j.settings, manifest)
        counts.append((report.nodes.wanted, report.relationships.wanted, report.derived.wanted, report.relationships.rows))
        assert verify(graph, neo4j.settings, manifest, sample=1_000).differences == ()
    assert [count[:2] for count in counts] == [(32, 30), (33, 31), (32, 31)]
    assert [count[3] for count in counts] == [30, 2, 2]


@pytest.mark.neo4j
@pytest.mark.parametrize("tampered", [False, True])
def test_what_is_read_from_the_server_is_the_graph_last_synced_if_it_adds_up_to_it(
    tmp_path: Path, neo4j: Neo4jAccess, tampered: bool
) -> None:
    sheet = Sheet()
    for number in range(30):
        sheet.holds(f"c{number:02}", f"c{number + 1:02}", "60")
    read = []

    class ReadGraph(GenerationGraph):
        def items(self, on_read: OnRead = ignore_reading) -> Iterator[Item]:
            read.append(self)
            return super().items(on_read)

    load(tmp_path, sheet.source, *sheet.release())
    sheet.holds("new", "c03", "30")
    load(tmp_path, sheet.source, *sheet.release())
    data = DataFolder(tmp_path)
    graphs = [ReadGraph(data.open(number), DerivedRun("main", Options(DAY)), data) for number in sorted(data.numbers())]
    manifest = tmp_path / "manifest.sqlite"
    sync(graphs[0], neo4j.settings, manifest)
    if tampered:
        neo4j.run("MATCH (n:Entity {uri: $uri}) SET n.syncHash = n.syncHash + 1", uri=sheet.id("c20"))
    read.clear()
    for graph in graphs:
        manifest.unlink()
        report = sync(graph, neo4j.settings, manifest)
        is_whole = tampered and graph is graphs[0]
        assert (report.reread, report.whole) == (True, WholeReason.SERVER if is_whole else None)
        assert bool(read) == is_whole
        read.clear()
    assert verify(graphs[1], neo4j.settings, manifest, sample=1_000).differences == ()


@pytest.mark.parametrize(("size", "batches"), [(5, 1), (1, 4)])
def test_answers_are_replaced_at_once_where_few_differ(tmp_path: Path, size: int, batches: int) -> None:
    def answer(*companies: str, certainty: str = "certain") -> Projection:
        values = {"run": "main", "certainty": certainty}
        derived = tuple(Relationship(f"d-{c}", "DERIVED_CONTROLS", "top", c, values) for c in companies)
        return Projection((), (), derived=derived, runs=frozenset({"main"}))

    bring(answer("a", "b"), tmp_path / "manifest.sqlite")
    with SyncManifest.open(tmp_path / "manifest.sqlite") as manifest:
        manifest.open_scratch()
        cut = list(compare(answer("b", "c", "d", certainty="possible"), manifest, "main.item").cut_into_batches(size))
    assert len(cut) == batches
    assert sorted(item.key for batch in cut for item, _ in batch.items) == ["d-b", "d-c", "d-d"]
    assert [key for batch in cut for _, _, key in batch.removed] == ["d-a"]
