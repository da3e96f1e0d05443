"""The rules of time, versions, rival claims and directness against their definitions in tests/reference, over random statements."""

from __future__ import annotations

import datetime
from typing import Final

import pytest
from msgspec.structs import replace

from graph.generation.interest_table import NEVER, UNNAMED
from graph.network.as_of import AsOfView
from graph.network.stake import Interval, Presence
from graph.network.temporal import SUMMARY_SEARCH_ROWS
from ontology.shares import PERCENT, Share
from ontology.statements import Directness, Interest, InterestStatement, Reason, Status
from tests.links import Link, build
from tests.reference.random_statements import PARTIES, cluster, moment, seeded
from tests.reference.statements import Plain


@pytest.mark.parametrize("seed", range(4))
def test_stakes_are_those_of_the_plain_definitions(seed: int) -> None:
    rng = seeded(seed)
    for _ in range(300):
        links = cluster(rng, 0, 0, rng.randrange(1, 16))
        day, known, include = moment(rng)
        network = build(PARTIES, links)
        view = AsOfView(network, day, known, include)
        plain = Plain(links, day.toordinal(), known.toordinal() if known else NEVER, include)
        statement = network.columns["statement"].tolist()
        for company in range(PARTIES):
            holders, (expected, conflicts, none, listed) = view.holders(company), plain.stakes(company)
            named = [
                replace(s, rows=tuple(sorted(statement[row] for row in s.rows)), against=tuple(sorted(statement[row] for row in s.against)))
                for s in holders.stakes
            ]
            assert sorted(map(repr, named)) == sorted(map(repr, expected.values()))
            assert {frozenset(statement[row] for row in rows) for rows in holders.conflicts} == conflicts
            assert {statement[row] for row in holders.declared_none} == none
            assert holders.complete == listed
        for party in range(PARTIES):
            below = [c for c in range(PARTIES) if any(s.holder == party for s in view.stakes(c))]
            assert sorted(AsOfView(network, day, known, include).companies_of(party)) == below


def test_votes_are_assumed_only_where_nobodys_are_stated() -> None:
    shares = [holding(0, 0, 3, "10"), holding(1, 1, 3, "60"), holding(2, 2, 3, "30")]
    stakes = AsOfView(build(4, shares), NOW).stakes(3)
    assert [(s.votes, s.votes_assumed) for s in stakes] == [(percents(share, share), True) for share in (10, 60, 30)]
    stated = holding(3, 0, 3, "[60..65)", interest=Interest.VOTING_RIGHTS)
    one, *others = AsOfView(build(4, [*shares, stated]), NOW).stakes(3)
    assert (one.votes, one.votes_assumed, one.votes_left) == (percents(60, 65, max_open=True), False, False)
    assert {(s.votes, s.votes_assumed, s.votes_left) for s in others} == {(percents(0, 40), False, True)}


def test_votes_stated_for_another_day_leave_the_assumption() -> None:
    shares, earlier = holding(0, 0, 2, "60"), holding(1, 1, 2, "60", interest=Interest.VOTING_RIGHTS, valid_until="2010-01-01")
    (stake,) = AsOfView(build(3, [shares, earlier]), NOW).stakes(2)
    assert (stake.votes, stake.votes_assumed) == (percents(60, 60), True)


def test_an_open_end_of_the_stated_votes_leaves_an_open_end() -> None:
    links = [holding(0, 0, 2, "60"), holding(1, 1, 2, "(50..75]", interest=Interest.VOTING_RIGHTS)]
    assert AsOfView(build(3, links), NOW).stakes(2)[0].votes == percents(0, 50, max_open=True)


def test_votes_that_are_only_alleged_stand_beside_those_of_the_shares() -> None:
    links = [holding(0, 0, 1, "60"), holding(1, 0, 1, "10", interest=Interest.VOTING_RIGHTS, status=Status.ALLEGED)]
    (stake,) = AsOfView(build(2, links), NOW).stakes(1)
    assert (stake.votes, stake.votes_assumed) == (percents(0, 60), False)


def test_an_open_end_of_alleged_votes_is_closed_where_the_shares_reach_it() -> None:
    links = [holding(0, 0, 1, "60"), holding(1, 0, 1, "[50..60)", interest=Interest.VOTING_RIGHTS, status=Status.ALLEGED)]
    (stake,) = AsOfView(build(2, links), NOW).stakes(1)
    assert stake.votes == percents(0, 60)


def percents(least: int, most: int, **ends: bool) -> Interval:
    return Interval(least * PERCENT, most * PERCENT, **ends)


def holding(
    i: int, holder: int, subject: int, share: str | None = "40", *, complete: bool = False, source: int = 0, **fields: object
) -> Link:
    values: dict[str, object] = {"valid_from": "2000-01-01", "stated_at": "2001-01-01", **fields}
    return Link(
        holder,
        subject,
        i,
        source,
        complete,
        InterestStatement(
            id=f"urn:{i}",
            source=f"urn:source:{source}",
            holder=f"urn:{holder}",
            subject=f"urn:{subject}",
            share=Share.parse(share) if share else None,
            **values,  # type: ignore[arg-type]
        ),
    )


NOW: Final = datetime.date(2021, 1, 1)


def test_a_rival_claim_leaves_no_open_end_at_what_the_others_claims_leave() -> None:
    both = [holding(0, 0, 3, "[50..60]"), holding(1, 1, 3, "(50..75]")]
    rival = holding(2, 1, 3, "51")
    alone, beside = ({s.holder: s.capital for s in AsOfView(build(4, links), NOW).stakes(3)} for links in (both, [*both, rival]))
    assert alone == {0: percents(50, 60), 1: percents(50, 75, min_open=True)}
    assert beside == {0: percents(49, 60), 1: percents(50, 75)}


def test_a_part_that_only_an_allegation_gives_leaves_open_how_much_a_nominee_holds_for_others() -> None:
    links = [holding(0, 0, 1, "60"), holding(1, 0, 1, None, interest=Interest.NOMINEE)]
    alleged = holding(2, 0, 1, "20", interest=Interest.NOMINEE, status=Status.ALLEGED)
    alone, beside = ({s.holder: s.capital for s in AsOfView(build(2, rows), NOW).stakes(1)} for rows in (links, [*links, alleged]))
    assert alone == {UNNAMED: percents(60, 60), 0: None}
    assert beside == {UNNAMED: percents(0, 60, min_open=True), 0: percents(0, 60, max_open=True)}


def test_two_periods_of_one_release_do_not_contradict_each_other() -> None:
    links = [holding(0, 0, 1, "60", valid_until="2005-01-01"), holding(1, 0, 1, "30", valid_from="2010-01-01")]
    held = AsOfView(build(2, links), NOW).holders(1)
    assert [(s.capital, s.presence) for s in held.stakes] == [(Interval(30 * PERCENT, 30 * PERCENT), Presence.CERTAIN)]
    assert held.conflicts == ()


def test_a_chain_that_is_superseded_restates_nothing() -> None:
    links = [
        holding(0, 1, 2, "40"),
        holding(1, 0, 1, "100", record="r", stated_at="2001-01-01"),
        holding(2, 3, 1, "100", record="r", stated_at="2002"),
        holding(3, 0, 2, "40", direct=Directness.INDIRECT),
    ]
    view = AsOfView(build(4, links), NOW)
    assert [s.holder for s in view.stakes(2)] == [0, 1]
    assert [s.holder for s in AsOfView(build(4, links), NOW, datetime.date(2001, 7, 1)).stakes(2)] == [1]


def test_a_summary_whose_components_are_missing_fills_the_gap() -> None:
    summary = holding(0, 0, 2, "60", direct=Directness.INDIRECT, components=("urn:part",))
    unnamed = holding(1, 0, 2, "60")
    part = Link(UNNAMED, 2, 1, 0, False, replace(unnamed.record, holder=None, holder_reason=Reason.UNKNOWN))
    assert [s.holder for s in AsOfView(build(3, [summary]), NOW).stakes(2)] == [0]
    assert [s.holder for s in AsOfView(build(3, [summary, part]), NOW).stakes(2)] == [UNNAMED]


def test_a_seat_on_a_board_is_no_chain() -> None:
    links = [holding(0, 1, 2), holding(1, 0, 1, interest=Interest.BOARD_MEMBER), holding(2, 0, 2, direct=Directness.INDIRECT)]
    assert [s.holder for s in AsOfView(build(3, links), NOW).stakes(2)] == [0, 1]


def test_where_the_search_for_a_chain_ends_unfinished_the_summary_is_possible() -> None:
    links = [holding(i, i + 1, i) for i in range(SUMMARY_SEARCH_ROWS + 10)]
    links.append(holding(len(links), len(links), 0, direct=Directness.INDIRECT))
    (_, summary) = AsOfView(build(len(links) + 1, links), NOW).stakes(0)
    assert (summary.presence, summary.capital) == (Presence.POSSIBLE, Interval(0, 40 * PERCENT))


def test_a_complete_register_that_cannot_reach_a_hundred_percent_is_reported() -> None:
    assert AsOfView(build(3, [holding(0, 0, 2, complete=True), holding(1, 1, 2, complete=True)]), NOW).holders(2).misses_whole
    assert not AsOfView(build(3, [holding(0, 0, 2, complete=True), holding(1, 1, 2, None, complete=True)]), NOW).holders(2).misses_whole
    assert not AsOfView(build(3, [holding(0, 0, 2), holding(1, 1, 2)]), NOW).holders(2).misses_whole
