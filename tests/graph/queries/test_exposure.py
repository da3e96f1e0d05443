"""What a set of parties reaches by a rule."""

from __future__ import annotations

from pathlib import Path

from graph.queries import exposure
from ontology.statements import Kind
from tests.graph.queries.sheets import ladder
from tests.scenarios import Sheet, ask, publish


def test_a_set_of_listed_parties_reaches_what_they_hold_together(tmp_path: Path) -> None:
    sheet = Sheet()
    for person in ("ann", "bea"):
        sheet.party(person, Kind.PERSON)
        sheet.holds(person, "y", "25")
    sheet.holds("y", "z", "50")
    generation = publish(tmp_path, sheet)
    answer = exposure(ask(generation, rule="ofac-50"), ["ann", "bea", "carl", "ann"])
    assert [(c.party.name, c.certainty) for c in answer.companies] == [("y", "certain"), ("z", "certain")]
    assert [p.name for p in answer.parties] == ["ann", "bea"]
    assert [(e.party, e.error.code) for e in answer.errors] == [("carl", "NO_PARTY")]
    assert all(c.chain for c in answer.companies)
    apart = exposure(ask(generation, rule="ofac-50", parameters=["aggregate=no"]), ["ann", "bea"])
    assert apart.companies == ()


def test_a_list_of_which_nobody_is_known_reaches_nothing(tmp_path: Path) -> None:
    answer = exposure(ask(publish(tmp_path, ladder()), rule="ofac-50"), ["nobody"])
    assert (answer.companies, len(answer.errors)) == ((), 1)
