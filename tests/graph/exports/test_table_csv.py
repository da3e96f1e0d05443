"""The generic table holds direct holdings as they stand, counts what it cannot hold, and loads again."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

from graph.exports import current, table_csv
from graph.exports.dump import export
from graph.generation.generation import Generation
from loaders.contract import LoadContext
from loaders.open import load_file
from ontology.terms import Base
from tests.graph.exports import invented as net
from tests.scenarios import publish_streams


def rows(generation: Generation, target: Path) -> tuple[list[dict[str, str]], Counter[str]]:
    written = export(generation, "csv", target)
    with target.open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    assert len(table) == written.count
    return table, written.omissions


def count_rows(table: list[dict[str, str]]) -> Counter[tuple[str, ...]]:
    """What rows say; the loader folds blanks in names."""
    columns = ("holder", "subject", "interest", "share", "valid_from", "valid_until", "stated_at", "status", "holder_id", "subject_id")
    return Counter(tuple(" ".join(row[name].split()) for name in columns) for row in table)


def test_the_table_says_which_statements_it_cannot_hold(generation: Generation, tmp_path: Path) -> None:
    table, omissions = rows(generation, tmp_path / "out.csv")
    assert omissions == {
        current.SUPERSEDED: 4,
        current.NOT_ACCEPTED: 1,
        current.CLOSING: 1,
        table_csv.INDIRECT: 1,
        table_csv.PERSON_HELD: 1,
        table_csv.OTHER_IDS: 1,
    }
    assert len(table) + omissions.total() - omissions[table_csv.OTHER_IDS] == len(net.INTERESTS)


def test_the_table_loads_again_and_says_the_same(generation: Generation, tmp_path: Path) -> None:
    first, _ = rows(generation, tmp_path / "out.csv")
    context = LoadContext(base=Base(), file=tmp_path / "out.csv")
    again = publish_streams(tmp_path / "again", load_file(context))
    assert context.rejected == 0
    second, omissions = rows(again, tmp_path / "again.csv")
    assert not omissions
    assert count_rows(first) == count_rows(second)


def test_a_closed_record_without_an_end_is_a_former_holding(generation: Generation, tmp_path: Path) -> None:
    table, _ = rows(generation, tmp_path / "out.csv")
    (row,) = [row for row in table if row["share"] == "40"]
    assert (row["status"], row["valid_until"]) == ("former", "")


def test_an_open_bound_stays_open(generation: Generation, tmp_path: Path) -> None:
    table, _ = rows(generation, tmp_path / "out.csv")
    assert {row["share"] for row in table if row["interest"] == "votingRights"} == {"(50..75]"}
