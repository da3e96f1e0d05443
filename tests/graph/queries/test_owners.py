"""Whose money: figures of the literature only on request, and an answer that was cut short says so."""

from __future__ import annotations

from pathlib import Path

from cli.text.owners import format_owners
from graph.queries import find_party, owners
from graph.queries.options import Limits
from ontology.statements import Directness, Interest
from tests.scenarios import Sheet, ask, publish


def circle() -> Sheet:
    """A and B hold half of each other, P the rest of A, Q the rest of B."""
    sheet = Sheet()
    sheet.holds("B", "A", "50")
    sheet.holds("P", "A", "50")
    sheet.holds("A", "B", "50")
    sheet.holds("Q", "B", "50")
    return sheet


def test_raw_figures_stand_beside_the_integrated_share_only_when_asked_for(tmp_path: Path) -> None:
    generation = publish(tmp_path, circle())
    company = find_party(generation, "A")
    assert owners(ask(generation), company).comparison is None
    answer = owners(ask(generation), company, comparison=True)
    assert answer.comparison is not None
    figures = {c.party.name: (c.integrated.exact, c.brioschi, c.simple_paths) for c in answer.comparison}
    assert figures == {"P": (66.666666667, 66.666666667, 50), "B": (50, 66.666666667, 50), "Q": (33.333333333, 33.333333333, 25)}


def test_an_answer_over_fewer_parties_than_stand_above_says_so(tmp_path: Path) -> None:
    generation = publish(tmp_path, circle())
    company = find_party(generation, "A")
    assert not owners(ask(generation), company).truncated
    assert owners(ask(generation, limits=Limits(parties=2)), company).truncated


def test_what_a_source_states_of_a_chain_as_a_whole_is_listed_and_added_to_nothing(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.holds("P", "M", "80", direct=Directness.DIRECT)
    sheet.holds("M", "C", "50", direct=Directness.DIRECT)
    summary = sheet.holds("P", "C", "40", direct=Directness.INDIRECT, components=("urn:one", "urn:two"))
    sheet.holds("Q", "C", "30", direct=Directness.INDIRECT)
    generation = publish(tmp_path, sheet)
    answer = owners(ask(generation), find_party(generation, "C"))
    assert [(d.party.name, d.share and d.share.min, d.statement) for d in answer.declared] == [("P", 40, summary.id)]
    assert {o.party.name: o.integrated.exact for o in answer.owners} == {"M": 50, "P": 40, "Q": 30}
    assert "added to nothing:" in format_owners(answer)
    assert owners(ask(generation), find_party(generation, "M")).declared == ()


def test_votes_alone_leave_the_money_open(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.holds("P", "C", "60", Interest.VOTING_RIGHTS)
    generation = publish(tmp_path, sheet)
    answer = owners(ask(generation), find_party(generation, "C"))
    assert [(o.party.name, o.direct, o.integrated.min, o.integrated.max) for o in answer.owners] == [("P", None, 0, 100)]
    assert [(u.kind, u.min, u.max) for u in answer.ultimate] == [("residual", 0, 100), ("party", 0, 100)]


def test_stated_shares_over_100_leave_each_what_the_others_leave(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.holds("P", "C", "60")
    sheet.holds("Q", "C", "50")
    generation = publish(tmp_path, sheet)
    answer = owners(ask(generation), find_party(generation, "C"))
    assert {o.party.name: (o.integrated.min, o.integrated.max) for o in answer.owners} == {"P": (50, 60), "Q": (40, 50)}
    assert [i.code for i in answer.inconsistencies] == ["OVER_100"]
