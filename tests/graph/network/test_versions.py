"""Which versions of a record speak on a day: changes, corrections, and what is not told since when."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from graph.network.as_of import AsOfView
from graph.network.stake import Interval, Presence, Stake
from ontology.shares import PERCENT, Share
from ontology.statements import Change, Interest, InterestStatement, Status
from tests.links import Link, build

COMPANY = 0


def version(number: int, share: str | None, stated: str, *, holder: int = 1, record: str | None = "r1", **fields: object) -> Link:
    """A statement that a holder has a share of the company, ``number``: its place in the file."""
    statement = InterestStatement(
        id=f"urn:{number}",
        source="urn:source",
        holder=f"urn:{holder}",
        subject="urn:0",
        share=Share.parse(share) if share else None,
        stated_at=stated,
        record=record,
        **fields,  # type: ignore[arg-type]
    )
    return Link(holder, COMPANY, number, 0, False, statement)


def held(links: list[Link], day: str, known_at: str | None = None) -> dict[int, tuple[str, float, float]]:
    """Holder -> presence, least and greatest percent of the capital on a day."""
    as_of, known = datetime.date.fromisoformat(day), datetime.date.fromisoformat(known_at) if known_at else None
    stakes = AsOfView(build(4, links), as_of, known).stakes(COMPANY)
    return {s.holder: (s.presence.name.lower(), *percent(s)) for s in stakes}


def percent(stake: Stake) -> tuple[float, float]:
    capital = stake.capital or Interval(0, 0)
    return capital.min / PERCENT, capital.max / PERCENT


def test_a_start_that_moved_later_is_a_change_on_that_day() -> None:
    links = [version(0, "60", "2010-05-01", valid_from="2010-01-01"), version(1, "30", "2016-05-01", valid_from="2015-01-01")]
    assert held(links, "2014-12-31") == {1: ("certain", 60, 60)}
    assert held(links, "2015-01-01") == {1: ("certain", 30, 30)}
    assert held(links, "2015-06-01", known_at="2016-01-01") == {1: ("certain", 60, 60)}


def test_a_start_that_moved_earlier_is_a_correction() -> None:
    links = [version(0, "60", "2010-05-01", valid_from="2010-01-01"), version(1, "30", "2016-05-01", valid_from="2009-01-01")]
    assert [held(links, day) for day in ("2009-06-01", "2012-01-01", "2020-01-01")] == [{1: ("certain", 30, 30)}] * 3
    assert held(links, "2012-01-01", known_at="2012-01-01") == {1: ("certain", 60, 60)}


def test_where_the_start_did_not_move_nobody_knows_since_when_the_later_version_holds() -> None:
    links = [version(0, "60", "2010-05-01", valid_from="2010-01-01"), version(1, "30", "2016-05-01", valid_from="2010-01-01")]
    assert held(links, "2012-01-01") == {1: ("certain", 30, 60)}
    assert held(links, "2016-05-01") == {1: ("certain", 30, 30)}
    assert held(links, "2009-12-31") == {}


def test_what_only_one_of_two_versions_gives_is_possible() -> None:
    links = [version(0, "60", "2010-05-01", valid_from="2010-01-01"), version(1, "60", "2016-05-01", holder=2, valid_from="2010-01-01")]
    assert held(links, "2012-01-01") == {1: ("possible", 0, 60), 2: ("possible", 0, 60)}
    assert held(links, "2016-05-01") == {2: ("certain", 60, 60)}


@pytest.mark.parametrize(
    ("starts", "day", "expected"),
    [
        # Beside an interest that begins as before, one that begins later is a change on that day.
        (("2010-01-01", "2015-01-01"), "2014-12-31", ("certain", 60, 60)),
        (("2010-01-01", "2015-01-01"), "2015-01-01", ("certain", 30, 30)),
        (("2010-01-01", "2015"), "2015-06-01", ("possible", 0, 60)),
        (("2010-01-01", "2015"), "2016-01-01", ("certain", 30, 30)),
        # One that begins earlier is a correction.
        (("2011-01-01", "2010-06-01"), "2010-07-01", ("certain", 30, 30)),
        (("2011-01-01", "2010-06-01"), "2012-01-01", ("certain", 30, 30)),
        # One that begins as before is neither, nor does one without a start say since when.
        (("2010-01-01", "2010-01-01"), "2012-01-01", ("certain", 30, 60)),
        (("2010-01-01", None), "2012-01-01", ("possible", 0, 60)),
    ],
)
def test_each_interest_of_a_record_is_read_by_its_own_start(
    starts: tuple[str, str | None], day: str, expected: tuple[str, float, float]
) -> None:
    board = [
        version(number, None, stated, interest=Interest.APPOINTMENT_OF_BOARD, holder=2, valid_from="2010-01-01")
        for number, stated in enumerate(("2011-05-01", "2016-05-01"))
    ]
    links = [*board, version(2, "60", "2011-05-01", valid_from=starts[0]), version(3, "30", "2016-05-01", valid_from=starts[1])]
    assert held(links, day)[1] == expected
    assert held(links, "2016-05-01")[1] == ("certain", 30, 30)
    assert held(links, day, known_at="2016-04-30").get(1, ("certain", 60, 60)) == ("certain", 60, 60)


def test_of_three_versions_that_begin_an_interest_later_the_last_two_are_not_told_apart() -> None:
    links = [
        version(3 * place + number, share, stated, holder=number, valid_from=start)
        for place, (stated, begun) in enumerate((("2011-01-01", "2010-01-01"), ("2016-01-01", "2014-01-01"), ("2018-01-01", "2014-01-01")))
        for number, share, start in ((1, ("60", "30", "20")[place], begun), (2, "10", "2010-01-01"))
    ]
    assert [held(links, day)[1] for day in ("2013-06-01", "2015-01-01", "2018-01-01")] == [
        ("certain", 60, 60),
        ("certain", 20, 30),
        ("certain", 20, 20),
    ]


def test_versions_of_one_record_are_no_conflict() -> None:
    links = [version(0, "60", "2010-05-01", valid_from="2010-01-01"), version(1, "30", "2016-05-01", valid_from="2010-01-01")]
    assert AsOfView(build(4, links), datetime.date(2012, 1, 1)).holders(COMPANY).conflicts == ()


def test_a_version_that_says_the_same_again_changes_nothing() -> None:
    links = [version(i, "60", f"201{i}-05-01", valid_from="2010-01-01") for i in range(4)]
    assert [held(links, day) for day in ("2010-01-01", "2012-01-01", "2020-01-01")] == [{1: ("certain", 60, 60)}] * 3


def test_an_undated_version_that_says_the_same_again_was_known_sooner() -> None:
    links = [version(0, "60", "2010-05-01"), version(1, "60", "2016-05-01")]
    assert held(links, "2012-01-01") == {1: ("certain", 60, 60)}
    assert held(links, "2010-01-01") == {1: ("possible", 0, 60)}


def test_of_three_versions_all_speak_that_came_after_the_day_and_the_last_before_it() -> None:
    links = [version(i, share, f"201{i}-05-01", valid_from="2010-01-01") for i, share in enumerate(("60", "50", "40"))]
    assert held(links, "2010-02-01") == {1: ("certain", 40, 60)}
    assert held(links, "2011-06-01") == {1: ("certain", 40, 50)}
    assert held(links, "2012-06-01") == {1: ("certain", 40, 40)}


def test_a_change_that_a_later_version_dates_back_leaves_the_time_before_it() -> None:
    links = [
        version(0, "60", "2010-05-01", valid_from="2010-01-01"),
        version(1, "30", "2016-05-01", valid_from="2015-01-01"),
        version(2, "30", "2017-05-01", valid_from="2012-01-01"),
    ]
    assert held(links, "2011-12-31") == {1: ("certain", 60, 60)}
    assert held(links, "2012-01-01") == {1: ("certain", 30, 30)}


def test_within_a_partial_start_it_is_not_told_which_version_holds() -> None:
    links = [version(0, "60", "2010-05-01", valid_from="2010-01-01"), version(1, "30", "2016-05-01", valid_from="2015")]
    assert held(links, "2015-06-01") == {1: ("possible", 0, 60)}
    assert held(links, "2015-12-31") == {1: ("certain", 30, 30)}


def test_an_end_that_a_version_adds_is_no_contradiction() -> None:
    links = [
        version(0, "60", "2010-05-01", valid_from="2010-01-01"),
        version(1, "60", "2016-05-01", valid_from="2010-01-01", valid_until="2014-01-01", change=Change.CLOSED),
    ]
    assert held(links, "2013-12-31") == {1: ("certain", 60, 60)}
    assert held(links, "2014-01-01") == {}


def test_an_undated_version_that_adds_an_end_or_closes_the_record_ends_what_was_known_sooner() -> None:
    ended = [version(0, "60", "2010-05-01"), version(1, "60", "2016-05-01", valid_until="2014-01-01")]
    assert [held(ended, day) for day in ("2013-12-31", "2014-01-01", "2016-05-01")] == [{1: ("certain", 60, 60)}, {}, {}]
    closed = [version(0, "60", "2010-05-01"), version(1, "60", "2016-05-01", change=Change.CLOSED)]
    assert [held(closed, day) for day in ("2010-05-01", "2010-05-02", "2016-04-30")] == [
        {1: ("certain", 60, 60)},
        {1: ("possible", 0, 60)},
        {1: ("possible", 0, 60)},
    ]
    assert held(closed, "2016-05-01") == {}
    both = [ended[0], version(1, "60", "2012-05-01", valid_until="2014-01-01"), closed[1]]
    assert [held(both, day) for day in ("2013-12-31", "2014-01-01")] == [{1: ("certain", 60, 60)}, {}]


def test_an_end_that_a_version_takes_back_leaves_the_time_between_possible() -> None:
    links = [
        version(0, "60", "2010-05-01", valid_from="2008-01-01", valid_until="2010-01-01"),
        version(1, "60", "2016-05-01", valid_from="2008-01-01"),
    ]
    assert held(links, "2009-01-01") == {1: ("certain", 60, 60)}
    assert held(links, "2012-01-01") == {1: ("possible", 0, 60)}
    assert held(links, "2016-05-01") == {1: ("certain", 60, 60)}


def test_a_former_interest_without_an_end_is_possible_until_it_was_called_former() -> None:
    link = version(0, "60", "2020-05-01", record=None, status=Status.FORMER, valid_from="2010-01-01")
    assert held([link], "2009-12-31") == {}
    assert held([link], "2015-01-01") == {1: ("possible", 0, 60)}
    assert held([link], "2020-05-01") == {}


def test_the_end_of_another_record_of_the_source_ends_nothing() -> None:
    links = [
        version(0, "(25..50]", "2018-05-01", record="old", valid_from="2016-04-01", valid_until="2018-04-01", change=Change.CLOSED),
        version(1, "(50..75]", "2017-05-01", record="new", valid_from="2017-04-01"),
    ]
    assert held(links, "2019-01-01") == {1: ("certain", 50, 75)}


@pytest.mark.parametrize("records", [(None, None), ("r1", "r2")])
def test_rival_records_are_bracketed_and_an_unknown_size_hides_nothing(records: tuple[str | None, str | None]) -> None:
    links = [version(0, "60", "2010-05-01", record=records[0]), version(1, None, "2016-05-01", record=records[1])]
    assert held(links, "2020-01-01") == {1: ("certain", 60, 60)}
    links = [version(0, "60", "2010-05-01", record=records[0]), version(1, "49", "2016-05-01", record=records[1])]
    assert held(links, "2020-01-01") == {1: ("certain", 49, 60)}
    assert len(AsOfView(build(4, links), datetime.date(2020, 1, 1)).holders(COMPANY).conflicts) == 1


def test_a_denial_leaves_a_claim_possible_whenever_it_was_stated() -> None:
    for days in (("2010-05-01", "2016-05-01"), ("2016-05-01", "2010-05-01")):
        links = [version(0, "60", days[0], record="a"), version(1, None, days[1], record="b", status=Status.DENIED)]
        assert held(links, "2020-01-01") == {1: ("possible", 0, 60)}


@pytest.mark.parametrize(
    ("begun", "until", "presence"),
    [
        ("2020-01-01", None, "possible"),
        ("2020-01-02", None, "certain"),
        ("2021-06-01", None, "certain"),
        ("2021-06-01", "2024", "possible"),
    ],
)
def test_a_denial_speaks_of_no_holding_that_began_after_it(begun: str, until: str | None, presence: str) -> None:
    claim = version(0, "60", "2022-05-01", record="a", valid_from=begun)
    denial = version(1, None, "2020-01-01", record="b", status=Status.DENIED, valid_until=until)
    assert held([claim, denial], "2022-06-01") == {1: (presence, 0 if presence == "possible" else 60, 60)}
    holders = AsOfView(build(4, [claim, denial]), datetime.date(2022, 6, 1)).holders(COMPANY)
    assert len(holders.conflicts) == (presence == "possible")


def test_that_a_denial_is_over_is_no_end_of_a_holding() -> None:
    claim = version(0, "60", "2022-05-01", record="a", valid_from="2012-01-01")
    denial = version(1, None, "2016-01-01", record="b", status=Status.DENIED, valid_from="2010-01-01", valid_until="2015-01-01")
    denial = replace(denial, source=1)
    assert [held([claim, denial], day) for day in ("2014-12-31", "2015-01-01")] == [{1: ("possible", 0, 60)}, {1: ("certain", 60, 60)}]


def test_a_denial_of_votes_speaks_of_no_shares_that_were_bought_after_it() -> None:
    for begun, least in (("2019-01-01", 0), ("2021-06-01", 60)):
        claim = version(0, "60", "2022-05-01", record="a", valid_from=begun)
        denial = version(1, None, "2020-01-01", record="b", status=Status.DENIED, interest=Interest.VOTING_RIGHTS)
        (stake,) = AsOfView(build(4, [claim, denial]), datetime.date(2022, 6, 1)).stakes(COMPANY)
        assert stake.votes is not None
        assert (stake.votes.min / PERCENT, stake.votes.max / PERCENT) == (least, 60)


def test_an_interest_that_the_later_version_adds_is_possible_before_it_was_stated() -> None:
    links = [
        version(0, "60", "2010-05-01", valid_from="2010-01-01"),
        version(1, "60", "2016-05-01", valid_from="2010-01-01"),
        version(2, None, "2016-05-01", valid_from="2010-01-01", interest=Interest.APPOINTMENT_OF_BOARD),
    ]
    view = AsOfView(build(4, links), datetime.date(2012, 1, 1))
    assert [(s.presence, s.control) for s in view.stakes(COMPANY)] == [(Presence.CERTAIN, Presence.POSSIBLE)]


def test_votes_that_the_later_version_drops_are_from_none_before_it_and_assumed_from_then() -> None:
    links = [
        version(0, "60", "2010-05-01", valid_from="2010-01-01"),
        version(1, "60", "2010-05-01", valid_from="2010-01-01", interest=Interest.VOTING_RIGHTS),
        version(2, "60", "2016-05-01", valid_from="2010-01-01"),
    ]
    votes = []
    for day, known_at in (("2012-01-01", "2012-01-01"), ("2012-01-01", None), ("2016-05-01", None)):
        as_of, known = datetime.date.fromisoformat(day), datetime.date.fromisoformat(known_at) if known_at else None
        (stake,) = AsOfView(build(4, links), as_of, known).stakes(COMPANY)
        assert stake.votes is not None
        votes.append((percent(stake), stake.votes.min / PERCENT, stake.votes.max / PERCENT, stake.votes_assumed))
    assert votes == [((60, 60), 60, 60, False), ((60, 60), 0, 60, False), ((60, 60), 60, 60, True)]


@pytest.mark.parametrize("source", [0, 1])
@pytest.mark.parametrize("interest", [Interest.SHAREHOLDING, Interest.VOTING_RIGHTS])
@pytest.mark.parametrize("status", [Status.ALLEGED, Status.AGREED, Status.PLANNED, Status.DENIED])
def test_what_is_only_alleged_of_a_deal_or_denied_says_nothing_after_its_end(status: Status, interest: Interest, source: int) -> None:
    sure = version(0, "60", "2019-01-01", record=None, valid_from="2015-01-01", interest=interest)
    later = replace(
        version(1, "10", "2020-01-01", record=None, valid_from="2016-01-01", valid_until="2018-12-31", status=status, interest=interest),
        source=source,
    )
    for day in (datetime.date(2019, 6, 1), datetime.date(2021, 6, 1)):
        view = AsOfView(build(4, [sure, later]), day)
        assert view.holders(COMPANY).conflicts == ()
        assert view.stakes(COMPANY) == AsOfView(build(4, [sure]), day).stakes(COMPANY)
        assert AsOfView(build(4, [later]), day).stakes(COMPANY) == ()


def test_an_allegation_that_may_have_ended_leaves_a_sure_claim_sure() -> None:
    sure = version(0, "60", "2019-01-01", record=None, valid_from="2015-01-01")
    for end, change in (("2018", Change.NEW), (None, Change.CLOSED)):
        alleged = version(1, "60", "2020-01-01", record=None, valid_until=end, change=change, status=Status.ALLEGED)
        assert held([sure, replace(alleged, source=1)], "2018-06-01") == {1: ("certain", 60, 60)}


def test_a_deal_that_is_counted_as_done_ends_like_any_holding() -> None:
    sure = version(0, "60", "2018-01-01", record=None, valid_from="2015-01-01")
    deal = version(1, "60", "2020-01-01", record=None, valid_from="2016-01-01", valid_until="2018-12-31", status=Status.AGREED)
    network, day = build(4, [sure, deal]), datetime.date(2019, 6, 1)
    assert len(AsOfView(network, day).stakes(COMPANY)) == 1
    assert AsOfView(network, day, include=frozenset({Status.AGREED})).stakes(COMPANY) == ()


def test_what_a_source_alleges_takes_nothing_from_the_end_that_it_states() -> None:
    sure = version(0, "60", "2019-01-01", record=None, valid_from="2015-01-01")
    ended = replace(version(1, "60", "2019-01-01", record=None, valid_from="2015-01-01", valid_until="2018-01-01"), source=1)
    alleged = replace(version(2, "60", "2020-01-01", record=None, valid_from="2018-06-01", status=Status.ALLEGED), source=1)
    assert held([sure, ended], "2019-06-01") == held([sure, ended, alleged], "2019-06-01") == {1: ("possible", 0, 60)}
    ending = replace(version(1, "60", "2019-01-01", record=None, valid_from="2015-01-01", valid_until="2019"), source=1)
    assert held([sure, ending], "2019-06-01") == held([sure, ending, alleged], "2019-06-01") == {1: ("possible", 0, 60)}


def test_a_version_that_ends_what_was_and_begins_what_is_tells_since_when() -> None:
    old = version(0, "80", "2019-01-01", valid_from="2018-01-01")
    ended = version(1, "80", "2020-03-01", valid_from="2018-01-01", valid_until="2019-06-01")
    begun = version(2, "30", "2020-03-01", valid_from="2019-06-01")
    again = [
        version(
            i + 2, x.record.share and x.record.share.text, "2020-09-01", valid_from=x.record.valid_from, valid_until=x.record.valid_until
        )
        for i, x in enumerate((ended, begun), 1)
    ]
    for links in ([old, ended, begun], [begun, ended, old], [old, ended, begun, *again]):
        days = "2017-12-31", "2018-06-01", "2019-05-31", "2019-06-01", "2020-02-01", "2020-06-01"
        shares = [held(links, day).get(1) for day in days]
        assert shares == [None, *[("certain", 80, 80)] * 2, *[("certain", 30, 30)] * 3]
        assert held(links, "2019-07-01", known_at="2020-01-01") == {1: ("certain", 80, 80)}


def test_what_a_version_adds_beside_all_that_was_said_begins_when_it_says_so() -> None:
    old = version(0, "60", "2010-05-01", valid_from="2010-01-01")
    again = version(1, "60", "2016-05-01", valid_from="2010-01-01")
    for start, presence in (("2012-01-01", "certain"), ("2010-01-01", "possible"), (None, "possible")):
        added = version(2, "30", "2016-05-01", holder=2, valid_from=start)
        assert held([old, again, added], "2013-01-01")[2][0] == presence
    gone = version(3, "10", "2010-05-01", holder=3, valid_from="2010-01-01")
    added = version(2, "30", "2016-05-01", holder=2, valid_from="2012-01-01")
    assert {h: s[0] for h, s in held([old, gone, again, added], "2013-01-01").items()} == {1: "certain", 2: "possible", 3: "possible"}


def test_a_version_that_gives_one_interest_twice_does_not_say_again_what_it_leaves_out() -> None:
    older = [version(i, share, "2010-05-01", valid_from="2010-01-01") for i, share in enumerate(("30", "60"))]
    newer = [version(i, "30", "2016-05-01", valid_from="2010-01-01") for i in (2, 3)]
    assert held([*older, *newer], "2012-01-01") == {1: ("certain", 30, 60)}


@pytest.mark.parametrize("source", [0, 1])
@pytest.mark.parametrize("status", [Status.ALLEGED, Status.AGREED])
def test_a_size_that_is_only_alleged_or_agreed_makes_no_share_sure(status: Status, source: int) -> None:
    unsized = version(0, None, "2019-01-01", record=None, valid_from="2015-01-01")
    sized = replace(version(1, "60", "2018-01-01", record=None, valid_from="2015-01-01", status=status), source=source)
    sure = version(2, "51", "2019-01-01", record="other", valid_from="2015-01-01")
    assert held([unsized, sized], "2019-06-01") == {1: ("certain", 0, 100)}
    assert held([sized], "2019-06-01") == {1: ("possible", 0, 60)}
    assert held([unsized, sized, sure], "2019-06-01") == {1: ("certain", 51, 60)}
    day, include = datetime.date(2019, 6, 1), frozenset({status})
    (counted,) = AsOfView(build(4, [unsized, sized]), day, include=include).stakes(COMPANY)
    assert percent(counted) == (60, 60)
