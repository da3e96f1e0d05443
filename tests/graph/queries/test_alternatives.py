"""Those who may control of whom at most one can: "or", and never where several can at once."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from graph.control import ultimate
from graph.network.stake import Stake
from graph.queries import controllers, find_party
from graph.queries.wording import make_title
from ontology.statements import Interest, Kind, Status
from tests.scenarios import Sheet, ask, publish, votes

PEOPLE, COMPANIES, WORLDS = ("ann", "bea", "cal"), ("mill", "hold", "port"), 30


def suppose(network: Mapping[int, Sequence[tuple[int, int, int]]], draw: random.Random) -> dict[int, list[Stake]]:
    """Draw one figure within each band, so that no company has more than 100 %."""
    world = {}
    for company, bands in network.items():
        rest, stakes = 100, []
        for holder, least, most in draw.sample(bands, len(bands)):
            others = sum(low for other, low, _ in bands if other != holder and other not in {stake.holder for stake in stakes})
            figure = draw.choice([least, max(least, min(most, rest - others))])
            rest -= figure
            stakes.append(votes(holder, figure))
        world[company] = stakes
    return world


@pytest.mark.parametrize("seed", range(12))
def test_of_alternatives_at_most_one_controls_in_every_world(tmp_path: Path, seed: int) -> None:
    draw, sheet = random.Random(seed), Sheet()  # noqa: S311
    for name in PEOPLE:
        sheet.party(name, Kind.PERSON)
    bands: list[tuple[str, str, int, int]] = []
    for company in COMPANIES:
        holders = draw.sample([*PEOPLE, *(other for other in COMPANIES if other != company)], 3)
        bands += [(holder, company, least := draw.choice([0, 10, 30]), draw.choice([least, 60, 70])) for holder in holders]
    for holder, company, least, most in bands:
        sheet.holds(holder, company, f"[{least}..{most}]", Interest.VOTING_RIGHTS)
    generation = publish(tmp_path, sheet)
    number = {name: find_party(generation, name) for name in (*PEOPLE, *COMPANIES)}
    network: dict[int, list[tuple[int, int, int]]] = {}
    for holder, company, least, most in bands:
        network.setdefault(number[company], []).append((number[holder], least, most))
    answer = controllers(ask(generation), number["mill"])
    marked = {generation.party_number(c.party.id) for c in answer.controllers if c.alternative}
    for _ in range(WORLDS):
        highest = ultimate(number["mill"], suppose(network, draw)).controllers
        assert len(marked & {party for c in highest for party in (c.party, *c.ring)}) <= 1


@pytest.mark.parametrize(
    ("bands", "title"),
    [
        (2, "A or b may ultimately control mill"),
        (3, "A, b or c may ultimately control mill"),
        (4, "A, b, c or d may ultimately control mill"),
        (6, "One of a, b, c and 3 more may ultimately control mill"),
    ],
)
def test_a_title_counts_many_alternatives(tmp_path: Path, bands: int, title: str) -> None:
    sheet = Sheet()
    for name in "abcdef"[:bands]:
        sheet.party(name, Kind.PERSON)
        sheet.holds(name, "mill", "[5..60]")
    generation = publish(tmp_path, sheet)
    answer = controllers(ask(generation), find_party(generation, "mill"))
    assert make_title(answer) == title
    assert [c.alternative for c in answer.controllers] == [True] * bands


def test_a_right_is_an_alternative_to_no_band(tmp_path: Path) -> None:
    sheet = Sheet()
    for name in "abc":
        sheet.party(name, Kind.PERSON)
    sheet.holds("a", "mill", interest=Interest.APPOINTMENT_OF_BOARD, status=Status.ALLEGED)
    sheet.holds("b", "mill", "[40..60]")
    sheet.holds("c", "mill", "[40..60]")
    generation = publish(tmp_path, sheet)
    answer = controllers(ask(generation), find_party(generation, "mill"))
    assert {c.party.name: bool(c.alternative) for c in answer.controllers} == {"a": False, "b": True, "c": True}
    assert make_title(answer) == "A and either b or c may ultimately control mill"
