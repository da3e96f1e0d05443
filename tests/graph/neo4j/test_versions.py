"""An index of the few records that were told more than once says of every statement what an index of all records says."""

from __future__ import annotations

import random
import tracemalloc
from pathlib import Path

import pytest
from msgspec.structs import replace

from graph.generation.data_folder import DataFolder
from graph.generation.generation import Generation
from graph.neo4j.validity import SeriesIndex
from graph.neo4j.versions import VersionScan, read_located
from ontology.series import number_files
from ontology.shares import Share
from ontology.statement_stream import StatementStream
from ontology.statements import Change, InterestStatement, Place
from tests.reference.random_statements import seeded
from tests.scenarios import CREATED, Sheet, publish


def draw_release(rng: random.Random, sheet: Sheet, number: int) -> StatementStream:
    """Draw what one file of a source says of a dozen records: some at one line, some at several, some closed."""
    rows = list(sheet.rows)
    for record in range(12):
        for version in range(rng.choice((1, 1, 1, 2, 3))):
            statement = sheet.holds(f"h{record}", f"c{record}", rng.choice(("51", "60")))
            assert isinstance(statement, InterestStatement)
            is_closing = rng.random() < 0.2
            line = record if is_closing else rng.choice((record, record, 100 + record * 4 + version))
            rows.append(
                replace(
                    statement,
                    id=f"{statement.id}/{number}-{record}-{version}",
                    record=None if record == 11 else f"r{rng.choice((record, record + 100 * number))}",
                    place=Place(file=f"{number}.csv", line=line + 1),
                    stated_at="2020-01-01" if is_closing else rng.choice(("2020-01-01", "2020-01-01", "2021-01-01", None)),
                    valid_until=rng.choice((None, "2019-06-01", "2019")),
                    change=Change.CLOSED if is_closing else Change.NEW,
                )
            )
    return StatementStream.from_statements(replace(sheet.source, delta=sheet.name == "deltas"), rows)


@pytest.mark.parametrize("seed", range(4))
def test_what_was_told_once_needs_no_index(seed: int, tmp_path: Path) -> None:
    rng = seeded(seed)
    generation: Generation | None = None
    for number in range(2):
        with DataFolder(tmp_path).writer() as writer:
            generation = writer.publish([draw_release(rng, Sheet(name), number) for name in ("whole", "deltas")], created=CREATED)
    assert generation is not None
    scan = VersionScan(generation)
    interests = []
    for first, release in zip(generation.first_positions, generation.releases, strict=False):
        for position, statement in release.locate():
            if isinstance(statement, InterestStatement) and statement.is_accepted:
                scan.add(first + position, statement)
                interests.append(statement)
    few = scan.find_positions()
    assert 0 < len(few) < len(interests)
    located = ((file, s) for file, s in number_files(generation.releases, generation.is_sequence) if isinstance(s, InterestStatement))
    whole = SeriesIndex(located, generation.find_feed)
    part = SeriesIndex(((f, s) for f, s in read_located(generation, few.data) if isinstance(s, InterestStatement)), generation.find_feed)
    for s in interests:
        assert (part.find_validity(s), part.find_stated_days(s)) == (whole.find_validity(s), whole.find_stated_days(s)), s
    assert any(whole.find_validity(s).superseded for s in interests)


def test_a_scan_of_a_register_takes_three_numbers_a_statement(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.holds("a", "b", "51")
    scan = VersionScan(publish(tmp_path, sheet))
    told = InterestStatement(id="urn:s", source="urn:x", holder="urn:a", subject="urn:b", stated_at="2020-01-01", share=Share.point(51))
    tracemalloc.start()
    for number in range(40_000):
        scan.add(number, replace(told, record=f"r{number}"))
    kept = tracemalloc.get_traced_memory()[0]
    assert len(scan.find_positions()) == 0
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert kept < 32 * 40_000
    assert peak < 100 * 40_000
