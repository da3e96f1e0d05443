"""The stakes of companies that look alike are worked out once, and are what each company by itself gives."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse, serialize

from graph.exports.derived import stakes
from graph.generation.generation import Generation
from graph.generation.interest_table import InterestTable
from graph.network.looks import CompanyLook, list_looks
from graph.rdf.description import Description
from ontology.statements import Change, Directness, Interest, Status
from tests.reference.random_folders import draw_folder, load_folder
from tests.scenarios import Sheet, publish

STARTS = (None, "2015", "2018-06", "2019-03-01", "2019-03-02", "0001-01-01")
ENDS = (None, None, None, "2019-03-02", "2020-01-01", "2021-06", "2022", "9999-12-31")
INTERESTS = (Interest.SHAREHOLDING, Interest.SHAREHOLDING, Interest.VOTING_RIGHTS, Interest.APPOINTMENT_OF_BOARD, Interest.BOARD_MEMBER)
STATUSES = (*[Status.IN_EFFECT] * 6, Status.AGREED, Status.FORMER, Status.DENIED, Status.ALLEGED)


def check(monkeypatch: pytest.MonkeyPatch, generation: Generation) -> None:
    """Compare what is written with what is written when every company is worked out by itself."""

    def list_each(interests: InterestTable) -> Iterator[CompanyLook]:
        return (each._replace(look=None) for each in list_looks(interests))

    by_look = write(generation)
    with monkeypatch.context() as patch:
        patch.setattr(stakes, "list_looks", list_each)
        assert write(generation) == by_look


def write(generation: Generation) -> tuple[list[str], Counter[str], Counter[str]]:
    """The lines, as the engine writes them, and how many there are of each property and class, as the description counts them."""
    description = Description()
    lines = sorted(line for _, text in stakes.write_lines(generation, description) for line in text.split("\n"))
    assert len(set(lines)) == len(lines)
    quads = list(parse("\n".join(lines).encode(), format=RdfFormat.N_QUADS))
    assert serialize(quads, format=RdfFormat.N_QUADS) == "\n".join([*lines, ""]).encode()
    again = Description()
    assert len(list(again.note(quads))) == len(lines)
    assert (again.counts, again.properties, again.classes) == (description.counts, description.properties, description.classes)
    return lines, description.properties, description.classes


@pytest.mark.parametrize("seed", range(4))
def test_companies_that_look_alike_give_what_each_gives_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - a fixed seed is the point
    # Of the first two folders few words, so that companies differ in one thing; of the others many.
    few = seed < 2
    sheet = Sheet()
    for number in range(250):
        for _ in range(2 if few else rng.choice((1, 1, 2, 3))):
            sheet.holds(
                rng.choice(("anna", "boris", f"c{number}", f"c{number // 2}")),
                f"c{number}",
                rng.choice(("60", "(25..50]") if few else (None, "100", "60", "(25..50]", "1/3")),
                rng.choice(INTERESTS[1:3] if few else INTERESTS),
                record=rng.choice((None, f"r{number}-{rng.randrange(2)}")),
                status=Status.IN_EFFECT if few else rng.choice(STATUSES),
                change=Change.NEW if few else rng.choice((*[Change.NEW] * 8, Change.UPDATED)),
                direct=rng.choice((*[Directness.UNKNOWN] * 4, Directness.INDIRECT)),
                stated_at="2020-01-01" if few else rng.choice(("2020-01-01", "2020-01-01", "2018-06-01", "2022")),
                valid_from="2015" if few else rng.choice(STARTS),
                valid_until=rng.choice((None, "2021-06")) if few else rng.choice(ENDS),
            )
    generation = publish(tmp_path / "data", sheet)
    looks = [each.look for each in list_looks(generation.interests)]
    assert None in looks
    assert len(set(looks)) < len(looks) - 50
    check(monkeypatch, generation)


@pytest.mark.parametrize("seed", range(4))
def test_files_of_several_sources_and_versions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    generation = load_folder(tmp_path / "ledger", draw_folder(random.Random(seed)))  # noqa: S311 - a fixed seed is the point
    if generation is not None:
        check(monkeypatch, generation)
