"""The chain cites the statement that decides; what else is said of the same link, and what disagrees with it, stand beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.text.controllers import format_controllers
from graph.answers.common import LinkAnswer
from graph.answers.controllers import ControllersAnswer
from graph.queries import batch_all, controlled, controllers, exposure
from graph.queries.relations import list_chain_relations, list_relations
from graph.queries.wording import describe_chain
from ontology.statements import Interest, Kind, Status
from tests.graph.queries.sheets import number, who
from tests.scenarios import Sheet, ask, publish


def chain_of(answer: ControllersAnswer, name: str) -> tuple[LinkAnswer, ...]:
    (found,) = [c for c in answer.controllers if c.party.name == name]
    return found.chain


def test_votes_are_cited_where_votes_decide_and_capital_where_capital_does(tmp_path: Path) -> None:
    """Ann has 10 % of the capital and 60 % of the votes, the fund the rest."""
    sheet = Sheet()
    sheet.party("ann", Kind.PERSON)
    capital = sheet.holds("ann", "media", "10")
    votes = sheet.holds("ann", "media", "60", Interest.VOTING_RIGHTS)
    fund = sheet.holds("fund", "media", "90")
    sheet.holds("fund", "media", "40", Interest.VOTING_RIGHTS)
    generation = publish(tmp_path, sheet)
    media = number(generation, sheet, "media")
    answer = controllers(ask(generation), media)
    (link,) = chain_of(answer, "ann")
    assert (link.statement, link.interest, link.share.exact, link.also, link.disagrees) == (votes.id, "votingRights", 60, (capital.id,), ())
    assert [quote.quote for quote in link.evidence] == ["ann 60 media", "ann 10 media"]
    assert describe_chain(answer.controllers[0], lambda party: party.name) == "ann holds 60 % of the votes in media."
    assert "votes 60 %" in format_controllers(answer)
    relations = list_relations(ask(generation), answer)
    assert [(r.holder.name, r.words, r.note) for r in relations] == [
        ("ann", "Votes 60 %", "Since 2000-01-01; owns 10 %"),
        ("fund", "Owns 90 %", "Since 2000-01-01"),
    ]
    (brief,) = [b for b in batch_all(generation, ask(generation).options) if b.name == "media"]
    assert brief.controllers[0].chain == (votes.id,), "the pass over all companies cites the same"
    (owned,) = chain_of(controllers(ask(generation, rule="ofac-50"), media), "fund")
    assert (owned.statement, owned.interest, owned.share.exact) == (fund.id, "shareholding", 90)
    (either,) = chain_of(controllers(ask(generation, rule="uk-psc"), media), "ann")
    assert either.statement == votes.id


def test_shares_are_cited_where_votes_are_taken_from_them(tmp_path: Path) -> None:
    sheet = Sheet()
    shares = sheet.holds("ann", "y", "60")
    profit = sheet.holds("ann", "y", "90", Interest.RIGHTS_TO_PROFIT)
    generation = publish(tmp_path, sheet)
    (link,) = controllers(ask(generation), number(generation, sheet, "y")).controllers[0].chain
    assert (link.statement, link.also) == (shares.id, (profit.id,))


def test_control_is_cited_where_the_holding_beside_it_would_not_do(tmp_path: Path) -> None:
    sheet = Sheet()
    small = sheet.holds("ann", "small", "10")
    board = sheet.holds("ann", "small", interest=Interest.APPOINTMENT_OF_BOARD)
    large = sheet.holds("ann", "large", "80")
    other = sheet.holds("ann", "large", interest=Interest.APPOINTMENT_OF_BOARD)
    generation = publish(tmp_path, sheet)
    links = {name: controllers(ask(generation), number(generation, sheet, name)).controllers[0].chain[0] for name in ("small", "large")}
    assert (links["small"].statement, links["small"].also) == (board.id, (small.id,))
    assert (links["large"].statement, links["large"].also) == (large.id, (other.id,))
    briefs = {b.name: b.controllers[0].chain for b in batch_all(generation, ask(generation).options)}
    assert briefs == {"small": (board.id,), "large": (large.id,)}


@pytest.mark.parametrize("indirect", ["count", "multiply"])
def test_a_close_link_by_a_third_party_shows_both_legs(tmp_path: Path, indirect: str) -> None:
    """Zed has 20 % of a, and 25 % of b through the whole of mid."""
    sheet = Sheet()
    first = sheet.holds("zed", "a", "20")
    top = sheet.holds("zed", "mid", "100")
    second = sheet.holds("mid", "b", "25")
    generation = publish(tmp_path, sheet)
    context = ask(generation, rule="ecb-close-links", parameters=[f"indirect={indirect}"])
    a, b = number(generation, sheet, "a"), number(generation, sheet, "b")
    answer = controllers(context, a)
    assert [link.statement for link in chain_of(answer, "b")] == [first.id, top.id, second.id]
    assert [link.statement for link in chain_of(controllers(context, b), "a")] == [top.id, second.id, first.id]
    assert [c.chain for c in controlled(context, a).controlled if c.party.name == "b"] == [chain_of(answer, "b")]
    assert "zed owns 20 % of a, zed owns 100 % of mid and mid owns 25 % of b" in answer.sentence
    (upward,) = [c.chain for c in controlled(context, a).controlled if c.party.name == "zed"]
    assert [link.statement for link in upward] == [first.id]
    downward = chain_of(controllers(context, number(generation, sheet, "zed")), "b")
    assert [link.statement for link in downward] == [top.id, second.id]


def test_multiplied_shares_of_several_listed_parties_show_the_chain_of_each(tmp_path: Path) -> None:
    sheet = Sheet()
    links = [sheet.holds("ann", "y", "30"), sheet.holds("bea", "mid", "50"), sheet.holds("mid", "y", "50")]
    generation = publish(tmp_path, sheet)
    context = ask(generation, rule="ofac-50", parameters=["indirect=multiply"])
    (company,) = [c for c in exposure(context, ["ann", "bea"]).companies if c.party.name == "y"]
    assert {link.statement for link in company.chain} == {link.id for link in links}


def test_the_claim_is_cited_and_its_rival_beside_it_with_its_source(tmp_path: Path) -> None:
    one, two, three = Sheet("one"), Sheet("two"), Sheet("three")
    rival = one.holds("ann", "y", "49")
    claim = two.holds("ann", "y", "60")
    same = three.holds("ann", "y", "50..60")
    generation = publish(tmp_path, one, two, three)
    answer = controllers(ask(generation), number(generation, one, "y"))
    (link,) = answer.controllers[0].chain
    assert answer.verdict == "possible"
    assert (link.statement, link.also) == (claim.id, (same.id,))
    assert [(r.statement, r.source, r.share.exact, r.status, r.ended) for r in link.disagrees] == [
        (rival.id, one.source.id, 49, "in-effect", False)
    ]
    assert [q.quote for q in link.disagrees[0].evidence] == ["ann 49 y"]
    assert [s.title for s in answer.sources] == ["Sheet one", "Sheet three", "Sheet two"]
    assert answer.sentence == (
        "Ann may ultimately control y as of 2021-01-01, with 49 to 60 % of the votes, taking one share as one vote, "
        "according to “Sheet two” and “Sheet three”: "
        "“Sheet two” says that ann owns 60 % of y, and “Sheet three” says 50 to 60 %; "
        "“Sheet one” says that ann owns 49 % of y, not 60 %."
    )
    assert "disagrees: “Sheet one” says 49 %" in format_controllers(answer)


def test_two_claims_that_both_decide_are_certain_and_still_disagree(tmp_path: Path) -> None:
    one, two = Sheet("one"), Sheet("two")
    one.holds("ann", "y", "60")
    claim = two.holds("ann", "y", "70")
    generation = publish(tmp_path, one, two)
    answer = controllers(ask(generation), number(generation, one, "y"))
    assert (answer.verdict, answer.controllers[0].chain[0].statement) == ("certain", claim.id)
    assert answer.sentence == (
        "Ann ultimately controls y as of 2021-01-01, with 60 to 70 % of the votes, taking one share as one vote, according to “Sheet two”: "
        "“Sheet one” says that ann owns 60 % of y, not 70 %; no holder of ann is stated by these sources for that day."
    )


def test_a_denial_and_an_end_are_listed_as_what_disagrees(tmp_path: Path) -> None:
    yes, no, gone = Sheet("yes"), Sheet("no", stated="2020-06-01"), Sheet("gone", stated="2020-06-01")
    claims = [yes.holds("ann", name, "60") for name in ("denied", "ended")]
    denial = no.holds("ann", "denied", status=Status.DENIED)
    end = gone.holds("ann", "ended", "60", valid_until="2015-01-01")
    generation = publish(tmp_path, yes, no, gone)
    answers = {name: controllers(ask(generation), number(generation, yes, name)) for name in ("denied", "ended")}
    links = {name: answer.controllers[0].chain[0] for name, answer in answers.items()}
    assert [links[name].statement for name in ("denied", "ended")] == [claim.id for claim in claims]
    assert [(r.statement, r.status, r.ended) for r in links["denied"].disagrees] == [(denial.id, "denied", False)]
    assert [(r.statement, r.status, r.ended) for r in links["ended"].disagrees] == [(end.id, "in-effect", True)]
    assert "“Sheet no” denies that ann owns a share in denied" in answers["denied"].sentence
    assert "“Sheet gone” says that ann held" in answers["ended"].sentence
    assert no.source.id in [s.id for s in answers["denied"].sources]


def test_a_denial_of_another_interest_is_listed_beside_a_certain_controller_and_takes_nothing_from_it(tmp_path: Path) -> None:
    yes, no, late = Sheet("yes"), Sheet("no"), Sheet("late")
    claim = yes.holds("ann", "y", "60", valid_from="2019-06-01")
    denial = no.holds("ann", "y", None, Interest.NOMINATOR, status=Status.DENIED)
    late.holds("ann", "y", None, Interest.APPOINTMENT_OF_BOARD, status=Status.DENIED, valid_until="2019-01-01")
    generation = publish(tmp_path, yes, no, late)
    context, company = ask(generation), number(generation, yes, "y")
    answer = controllers(context, company)
    (link,) = answer.controllers[0].chain
    assert (answer.verdict, link.statement, answer.conflicts) == ("certain", claim.id, ())
    assert [(r.statement, r.interest, r.status) for r in link.disagrees] == [(denial.id, "nominator", "denied")]
    assert "“Sheet no” denies that ann has a nominee who holds shares in y" in answer.sentence
    assert "disagrees: “Sheet no” denies that ann has a nominee who holds shares in y" in format_controllers(answer)
    assert [relation.standing for relation in list_chain_relations(context, [link]) if relation.id == claim.id] == ["stated"]


def test_a_chain_of_the_command_names_the_nominee_between(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.party("ann", Kind.PERSON)
    sheet.holds("nom", "y", "60")
    sheet.holds("nom", "y", "60", Interest.NOMINEE)
    sheet.holds("ann", "y", "60", Interest.NOMINATOR)
    assert "nominator, through the nominee nom, which holds 60 %" in format_controllers(who(tmp_path, sheet))
