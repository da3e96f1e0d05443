"""A link that is kept for the next question says what one made for this question says, whatever was asked before."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from graph.answers import encode
from graph.queries import controllers, references
from ontology.statements import Interest
from tests.contract.test_random_networks import draw_sheets
from tests.loaders.gleif.records import BASE, as_json, lei, relation
from tests.scenarios import Sheet, ask, publish, publish_files

ASKED = tuple(
    {"as_of": day, "known_at": known, "rule": rule}
    for day in ("2018-01-01", "2018-03-20", "2020-06-30", "2023-01-01")
    for known in (None, "2019-03-01", "2020-01-01")
    for rule in ("majority-control", "uk-psc")
)


@pytest.mark.parametrize("seed", [*range(5), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(5, 40))])
def test_what_was_asked_before_changes_no_answer(tmp_path: Path, seed: int) -> None:
    generation = publish(tmp_path, *draw_sheets(seed))
    questions = [(number, asked) for number in range(len(generation)) for asked in ASKED]
    random.Random(seed).shuffle(questions)  # noqa: S311
    kept = [encode(controllers(ask(generation, **asked), number)) for number, asked in questions]
    assert len(references._links[generation]) > 10
    for (number, asked), answer in zip(questions, kept, strict=True):
        references._links.clear()
        assert encode(controllers(ask(generation, **asked), number)) == answer


def test_a_later_version_is_told_of_only_where_it_was_known(tmp_path: Path) -> None:
    sheet = Sheet(stated="2019-01-01")
    for stated, interest in (
        ("2019-02-01", Interest.SHAREHOLDING),
        ("2020-02-01", Interest.BOARD_MEMBER),
        ("2021-02-01", Interest.BOARD_CHAIR),
    ):
        sheet.holds("a", "y", "60" if stated < "2020" else None, interest, record="r", stated_at=stated)
    generation = publish(tmp_path, sheet)
    number = generation.party_number(sheet.id("y"))
    assert number is not None
    links = [controllers(ask(generation, "2019-06-01", known_at=known), number).controllers[0].chain[0] for known in (None, "2020-03-01")]
    assert [link.not_given for link in links] == [("2020-02-01", "2021-02-01"), ("2020-02-01",)]


def test_a_file_that_withdraws_a_record_is_named_each_time(tmp_path: Path) -> None:
    """The two files are releases of one source, and only the cited one states the holding."""
    (tmp_path / "first.json").write_bytes(as_json([relation(1, 2, updated="2020-01-01")]))
    annulled = relation(1, 2, registration="ANNULLED", updated="2024-02-01")
    (tmp_path / "second.json").write_bytes(as_json([annulled], FileContent="GLEIF_DELTA_PUBLISHED"))
    generation = publish_files(tmp_path / "data", tmp_path / "first.json", tmp_path / "second.json", source="gleif")
    number = generation.party_number(BASE.identifier("lei", lei(1)))
    assert number is not None
    titles = [[s.title for s in controllers(ask(generation, day), number).sources] for day in ("2018-01-01", "2019-01-01")]
    assert titles[0] == titles[1]
    assert all(file in titles[0][0] for file in ("first.json", "second.json"))


def test_no_more_links_are_kept_than_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(references, "_KEPT_LINKS", 3)
    generation = publish(tmp_path, *draw_sheets(0))
    for number in range(len(generation)):
        controllers(ask(generation), number)
        assert len(references._links.get(generation, ())) <= 3
