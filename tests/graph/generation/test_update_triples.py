"""The triples that are made from those of an earlier generation and a few added statements are those that are built at once."""

from __future__ import annotations

import errno
import os
import random
from pathlib import Path
from unittest.mock import patch

import msgspec
import pytest

from graph.exports import derived
from graph.generation import data_folder, update_triples
from graph.generation.build import build_triples
from graph.generation.data_folder import DataFolder
from graph.generation.generation import Generation
from graph.generation.verify import verify
from graph.rdf import triple_store
from ontology.statement_stream import StatementStream
from ontology.statements import Directness, InterestStatement, Statement, Status
from tests.graph.generation import test_update_arrays
from tests.graph.generation.test_update_arrays import BASE, LIMITS, draw_statement, draw_stream, make_stream, recording


class Folder:
    """A data folder; the triples of each generation that is published are held against those that are built at once."""

    def __init__(self, path: Path) -> None:
        self.folder = DataFolder(path)
        self.updated = 0
        """How many were made from earlier ones."""

    def publish(self, stream: StatementStream, day: int = 1) -> Generation:
        with recording(data_folder, "update_triples") as made, self.folder.writer(limits=LIMITS) as writer:
            writer.publish([stream], created=f"2026-01-{day:02}T00:00:00+00:00")
            generation = writer.index_triples(derived.write_lines)
        self.updated += any(made)
        whole = self.folder.path / f"whole-{generation.number}"
        if not whole.exists():
            build_triples(whole, generation, derived.write_lines)
        assert read(generation.triples_path) == read(whole)
        assert read_content(generation.triples_path) == read_content(whole)
        return generation


def draw_more(rng: random.Random, source: str, key: str) -> Statement:
    """Draw a statement as for arrays; holdings may be indirect, and agreed, over or denied."""
    statement = draw_statement(rng, source, key)
    if isinstance(statement, InterestStatement):
        drawn = {"direct": rng.choice(tuple(Directness)), "status": rng.choice((Status.IN_EFFECT, *Status))}
        return msgspec.structs.replace(statement, **drawn)
    return statement


def refuse(*_: object) -> None:
    raise PermissionError(errno.EPERM, "no links here")


def read(store: Path) -> set[str]:
    return {str(quad) for quad in triple_store.open_read_only(store)}


def read_content(store: Path) -> object:
    return msgspec.json.decode((store / "content.json").read_bytes())


@pytest.mark.thorough
@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 40))])
def test_a_series_of_loads_leads_to_the_triples_that_are_built_at_once(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - a fixed seed is the point
    folder = Folder(tmp_path)
    with patch.object(update_triples, "MOST", 0.01), patch.object(test_update_arrays, "draw_statement", draw_more):
        for number in range(6):
            folder.publish(draw_stream(rng, number, 30 if number == 0 else rng.choice((1, 2, 5, 20))), day=number + 1)
    assert folder.updated > 0


def test_only_what_is_added_to_a_little_is_made_from_the_one_before_also_on_a_file_system_without_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "link", refuse)
    folder = Folder(tmp_path)
    loads = [
        (make_stream("b", 0, 100, delta=False), 0),
        (make_stream("b", 97, 5, delta=True), 1),
        (make_stream("b", 98, 50, delta=True), 1),
        (make_stream("a", 4, 2, delta=False), 2),
        (make_stream("a", 5, 2, delta=False), 2),
    ]
    for day, (stream, updated) in enumerate(loads, 1):
        folder.publish(stream, day)
        assert folder.updated == updated, f"load {day}"


@pytest.mark.parametrize("damage", ["another program", "longer", "another byte"])
def test_what_another_program_made_or_is_not_whole_is_not_taken_over(tmp_path: Path, damage: str) -> None:
    folder = Folder(tmp_path)
    with patch.object(update_triples, "_describe_program", lambda: "another" if damage == "another program" else "this"):
        store = folder.publish(make_stream("b", 0, 100, delta=False)).triples_path
    file = max(store.glob("*.sst"), key=lambda path: path.stat().st_size)
    content = bytearray(file.read_bytes())
    content[100] ^= damage == "another byte"
    file.write_bytes(content + b"x" * (damage == "longer"))
    with patch.object(update_triples, "_describe_program", lambda: "this"):
        folder.publish(make_stream("b", 97, 5, delta=True), 2)
    assert folder.updated == 0


def test_a_statement_that_a_delta_repeats_is_verified_as_one(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    again = InterestStatement(id="urn:again", source=BASE.source("b"), holder="urn:holder:1", subject="urn:held:1")
    folder.publish(make_stream("b", 0, 100, again, delta=True))
    generation = folder.publish(make_stream("b", 97, 3, again, delta=True), 2)
    assert folder.updated == 1
    assert [check for check in verify(generation, folder.folder.ledger) if not check.agrees] == []
