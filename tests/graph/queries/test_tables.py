"""What tables state, kind by kind, to verdict, money and sentence: as a spreadsheet of 2022-05-01 says it, in any order of its rows."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import pytest

from graph.answers.controllers import ControllersAnswer
from graph.generation.generation import Generation
from graph.queries import controllers, find_party, owners
from tests.scenarios import ask, publish_files

HEADER = "holder,subject,interest,share,valid_from,valid_until,stated_at,status,holder_kind,holder_jurisdiction,note"
LATER = "2023-01-01"


@dataclass(frozen=True)
class Asked:
    """A question about Mill, and what holds of its answer.  ``names``: each controller, with ``?`` behind one who only may be."""

    names: str
    says: Sequence[str] = ()
    day: str = LATER
    options: dict[str, object] = field(default_factory=dict)
    says_not: Sequence[str] = ()


def publish_rows(folder: Path, rows: Sequence[str]) -> Generation:
    """Publish rows of cells as one table; cells that a row leaves away are blank."""
    folder.mkdir(parents=True, exist_ok=True)
    table = folder / "holders-2022-05-01.csv"
    width = HEADER.count(",")
    table.write_text("\n".join([HEADER, *(row + "," * (width - row.count(",")) for row in rows)]) + "\n", encoding="utf-8")
    return publish_files(folder / "data", table)


def answer_to(generation: Generation, asked: Asked, party: str = "Mill") -> ControllersAnswer:
    return controllers(ask(generation, asked.day, **asked.options), find_party(generation, party))


def sort_lists(value: Any) -> Any:
    """Sort lists of ids, which follow the rows; all else stays."""
    if isinstance(value, dict):
        return {key: sort_lists(member) for key, member in value.items()}
    if isinstance(value, (list, tuple)):
        members = [sort_lists(member) for member in value]
        return sorted(members) if all(isinstance(member, str) for member in members) else members
    return value


def name_all(answer: ControllersAnswer) -> str:
    return ", ".join(sorted(c.party.name + ("" if c.certainty == "certain" else "?") for c in answer.controllers))


OLD = {"known_at": "1900-01-01"}
KINDS: dict[str, tuple[Sequence[str], Sequence[Asked]]] = {
    "a right to profit is no share, and adds to no excess": (
        ["Ann,Mill,,70,,,,,person", "Bob,Mill,,30,,,,,person", "Cid,Mill,rightsToProfitOrIncome,100,,,,,person"],
        [Asked("Ann", ["with 70 % of the votes"], says_not=["more than the whole", "add to"])],
    ),
    "an agreed deal and a register that has it in effect": (
        ["Ann,Mill,,51,,,2021-03-01,agreed,person", "Ann,Mill,,51,2021-09-01,,2022-01-01,,person"],
        [
            Asked("Ann", ["Ann ultimately controls Mill"], says_not=["completion not stated"]),
            Asked("Ann?", ["completion not stated"], day="2021-06-01"),
        ],
    ),
    "a denial of votes meets the votes that shares would give": (
        ["Ann,Mill,,60,2019-01-01,,2020-01-01,,person", "Ann,Mill,votingRights,,2019-01-01,,2021-01-01,denied,person"],
        [Asked("Ann?", ["with 0 to 60 % of the votes", "denies that Ann holds votes in Mill"]), Asked("", day="2018-01-01")],
    ),
    "a denial of votes beside another holder leaves him what he has": (
        ["Ann,Mill,,30,,,,,person", "Ann,Mill,votingRights,,,,,denied,person", "Bob,Mill,,60,,,,,person"],
        [Asked("Bob", ["with 60 % of the votes"])],
    ),
    "a deal to have more is no conflict, and counts in place of less where deals count": (
        ["Ann,Mill,,20,2019-01-01,,2020-01-01,,person", "Ann,Mill,,60,,,2021-01-01,agreed,person"],
        [
            Asked("Ann?", ["with 20 to 60 %", "completion not stated"], says_not=["another record", "not 60 %"]),
            Asked("Ann", ["with 60 %", "it is counted as done"], options={"include": ["agreed"]}, says_not=["another record"]),
            Asked("", day="2020-06-01", options={"include": ["agreed"]}),
        ],
    ),
    "two deals of different size contradict each other, and a later register supersedes none": (
        [
            "Ann,Mill,,60,,,2021-01-01,agreed,person",
            "Ann,Mill,,40,,,2021-02-01,agreed,person",
            "Ann,Mill,,20,2019-01-01,,2022-01-01,,person",
        ],
        [Asked("Ann?", ["lists separately that Ann has agreed to take 60 % and 40 % of Mill"], options={"include": ["agreed"]})],
    ),
    "what was stated in a year may not have been stated before its end": (
        ["Ann,Mill,,60,,,2021,,person"],
        [
            Asked("Ann"),
            Asked("Ann?", ["stated in 2021, and since when is not told"], day="2021-06-30"),
            Asked("", day="2021-06-30", options={"known_at": "2021-06-30"}),
        ],
    ),
    "what is alleged takes nothing from what is stated": (
        ["Ann,Mill,,60,2015-01-01,,,,person", "Ann,Mill,,60,,,,alleged,person"],
        [Asked("Ann", says_not=["alleged"]), Asked("Ann", day="2016-01-01")],
    ),
    "an undated row of no size hides nothing, on the days before it too": (
        ["Ann,Mill,,60,2015-01-01,,,,person", "Ann,Mill,,,,,,,person"],
        [Asked("Ann"), Asked("Ann", ["with 60 % of the votes"], day="2016-01-01")],
    ),
    "a source that says it may have ended leaves it possible": (
        ["Ann,Mill,,60,2015-01-01,2020,,,person"],
        [Asked("Ann", day="2019-06-01"), Asked("Ann?", day="2020-06-01"), Asked("", day="2021-06-01")],
    ),
    "two of 60 % cannot both be": (
        ["Ann,Mill,,60,,,,,person", "Bob,Mill,,60,,,,,person"],
        [Asked("Ann?, Bob?", ["Ann has 40 to 60 % of the votes", "the stated shares of Mill add to 120 %, more than the whole"])],
    ),
    "of three over 100 % only one can have a majority": (
        ["Ann,Mill,,40,,,,,person", "Bob,Mill,,55,,,,,person", "Cid,Mill,,35,,,,,person"],
        [Asked("Bob?", ["with 25 to 55 % of the votes", "add to 130 %"])],
    ),
    "80 beside 25 and 10 stays a majority": (
        ["Ann,Mill,,80,,,,,person", "Bob,Mill,,25,,,,,person", "Cid,Mill,,10,,,,,person"],
        [Asked("Ann", ["with 65 to 80 % of the votes", "add to 115 %"])],
    ),
    "two bands over 100 %": (
        ["Ann,Mill,,[75..100],,,,,person", "Bob,Mill,,[75..100],,,,,person"],
        [Asked("Ann?, Bob?", ["add to at least 150 %"])],
    ),
    "two figures of one holder do not hide that the sum passes 100 %": (
        ["Ann,Mill,,30,,,,,person", "Bob,Mill,,20,,,,,person", "Bob,Mill,,25,,,,,person", "Cid,Mill,,55,,,,,person"],
        [Asked("Cid?", ["with 45 to 55 % of the votes", "the stated shares of Mill add to at least 105 %, more than the whole"])],
    ),
    "of two figures that only together with a denied one pass 100 % no excess is told": (
        ["Ann,Mill,,60,,,2022-01-01,,person", "Ann,Mill,,,,,2022-02-01,denied,person", "Bob,Mill,,60,,,,,person"],
        [Asked("Ann?, Bob?", says_not=["more than the whole"])],
    ),
    "a person and its own company are one in that sum": (
        ["Ann,Mill,,[75..100],,,,,person", "Hold,Mill,,[75..100],,,,,company", "Ann,Hold,,100,,,,,person"],
        [Asked("Ann", ["with 75 to 100 % of the votes"], says_not=["more than the whole", "add to"])],
    ),
    "three levels that all enter the same shares are one in that sum": (
        [
            "Ann,Mill,,[75..100],,,,,person",
            "Hold,Mill,,[75..100],,,,,company",
            "Low,Mill,,[75..100],,,,,company",
            "Ann,Hold,,100,,,,,person",
            "Hold,Low,,60,,,,,company",
        ],
        [Asked("Ann", says_not=["more than the whole", "add to"])],
    ),
    "beside what is restated another holder makes the sum too much": (
        ["Ann,Mill,,[75..100],,,,,person", "Hold,Mill,,[75..100],,,,,company", "Ann,Hold,,100,,,,,person", "Bob,Mill,,30,,,,,person"],
        [Asked("Ann", ["the stated shares of Mill add to at least 105 %, more than the whole"])],
    ),
    "who only may control a holding company is not one with it": (
        ["Ann,Mill,,60,,,,,person", "Hold,Mill,,60,,,,,company", "Ann,Hold,,[40..60],,,,,person"],
        [Asked("Ann?, Hold?", ["the stated shares of Mill add to 120 %, more than the whole"])],
    ),
    "least shares that are each more than what adds to the whole pass it": (
        ["Ann,Mill,,[75..100],,,,,person", "Bob,Mill,,(25..50],,,,,person"],
        [Asked("Ann", ["the stated shares of Mill add to more than 100 %."])],
    ),
    "a band from half on": (["Ann,Mill,,[50..75),,,,,person"], [Asked("Ann?", ["with 50 to less than 75 % of the votes"])]),
    "a band above half": (["Ann,Mill,,(50..75],,,,,person"], [Asked("Ann", ["with more than 50 up to 75 % of the votes"])]),
    "at least half": (["Ann,Mill,,>=50,,,,,person"], [Asked("Ann?", ["with 50 to 100 % of the votes"])]),
    "more than half": (["Ann,Mill,,>50,,,,,person"], [Asked("Ann", ["with more than 50 % of the votes"])]),
    "most is held by somebody who is not named": (
        ["Fund,Mill,,20,,,,,company", "?,Mill,,80,,,,,,the holder is withheld"],
        [Asked("", ["the largest named holder is Fund with 20 %", "80 % are held by parties that are not named"], says_not=["Nobody"])],
    ),
    "a nominee and the one it holds for": (
        ["Nom,Mill,,100,,,,,company", "Nom,Mill,nominee", "Ann,Mill,nominator,,,,,,person"],
        [Asked("Ann", ["Ann ultimately controls Mill"], says_not=["Nom "])],
    ),
    "beside less than a half more than a half is left": (
        ["Fund,Mill,,<50,,,,,company"],
        [Asked("", ["more than 50 % are held by parties that are not named"])],
    ),
    "beside a half and something more less than a half is left": (
        ["Fund,Mill,,50,,,,,company", "Trust,Mill,,(0..30],,,,,company"],
        [Asked("", ["20 to less than 50 % are held by parties that are not named"])],
    ),
    "beside a half and perhaps another half less than a half may be left": (
        ["Fund,Mill,,50,,,,,company", "Trust,Mill,,(0..50],,,,,company"],
        [Asked("", ["less than 50 % may be held by parties that are not named"])],
    ),
    "two organs of one state": (
        ["Ore Ministry,Mill,,30,,,,,state-body,RO", "Rail Ministry,Mill,,30,,,,,state-body,RO"],
        [
            Asked("", ["the largest named holders are Ore Ministry and Rail Ministry with 30 % each"]),
            Asked(
                "Ore Ministry",
                ["Ore Ministry and Rail Ministry together ultimately control Mill", "the organs of one state are taken as one"],
                options={"parameters": ["state=one"]},
            ),
        ],
    ),
    "treasury votes leave less to exercise": (
        ["Fund,Mill,,45,,,,,company", "Mill,Mill,,12,,,,,company,,treasury", "Trust,Mill,,43,,,,,company"],
        [Asked("Fund", ["with 45 % of all votes, while 88 % of all votes can be exercised"])],
    ),
    "votes that are held by others can be exercised": (
        ["Fund,Mill,,45,,,,,company", "Mill,Mill,,>10,,,,,company,,treasury"],
        [Asked("Fund", ["with 45 % of all votes, while 45 to less than 90 % of all votes can be exercised"])],
    ),
    "treasury votes that do not fit beside a share may be fewer": (
        ["Ann,Mill,,80,,,,,person", "Mill,Mill,,30,,,,,company,,treasury"],
        [
            Asked(
                "Ann",
                [
                    "with 70 to 80 % of all votes, while 70 to 80 % of all votes can be exercised",
                    "shares of Mill, with 30 % that it holds itself, add to 110 %",
                ],
            )
        ],
    ),
    "votes that pass the whole are told as votes": (
        [
            "Ann,Mill,,50,,,,,person",
            "Ann,Mill,votingRights,60,,,,,person",
            "Bob,Mill,,50,,,,,person",
            "Bob,Mill,votingRights,60,,,,,person",
        ],
        [Asked("Ann?, Bob?", ["the stated votes of Mill add to 120 %, more than the whole"], says_not=["stated shares"])],
    ),
    "what a named holder has by an interest that is not told may be all that is left": (
        ["Ann,Mill,unknownInterest,80,,,,,person", "Bob,Mill,,40,,,,,person"],
        [Asked("", ["up to 60 % may be held by parties that are not named"])],
    ),
    "beside an interest that is not told a party without a name has what is told of it at least": (
        ["Ann,Mill,unknownInterest,80,,,,,person", "Bob,Mill,,40,,,,,person", "?,Mill,,10,,,,,"],
        [Asked("", ["10 to 60 % are held by parties that are not named"])],
    ),
    "a smaller share that is only alleged or agreed takes nothing from one that surely holds": (
        ["Ann,Mill,,60,,,,,person", "Ann,Mill,,40,,,,alleged,person", "Ann,Mill,,45,,,,agreed,person"],
        [Asked("Ann", ["with 60 % of the votes", "alleged, not established, that Ann owns 40 % of Mill, not 60 %", "agreed to take 45 %"])],
    ),
    "a greater share that is only alleged may be": (
        ["Ann,Mill,,40,,,,,person", "Ann,Mill,,60,,,,alleged,person"],
        [Asked("Ann?", ["with 40 to 60 % of the votes"])],
    ),
    "what ended long before another row says that it holds was another holding": (
        ["Ann,Mill,,60,,,2019-01-01,,person", "Ann,Mill,,10,2010-01-01,2014-12-31,2020-01-01,,person"],
        [Asked("Ann", ["with 60 % of the votes"], day="2019-06-01"), Asked("Ann?", day="2012-01-01")],
    ),
    "an end of another size ends nothing": (
        ["Ann,Mill,,60,2015-01-01,,2019-01-01,,person", "Ann,Mill,,10,,2018-12-31,2020-01-01,,person"],
        [Asked("Ann", ["with 60 % of the votes"], day="2019-06-01"), Asked("Ann?", day="2018-06-01")],
    ),
    "an end of the same size before a row says that it holds leaves it possible": (
        ["Ann,Mill,,60,,,2019-01-01,,person", "Ann,Mill,,60,,2018-12-31,2020-01-01,,person"],
        [Asked("Ann?", ["on 2020-01-01 until 2018-12-31, and on 2019-01-01 without an end"], day="2019-06-01")],
    ),
    "a later row says that it ended on an unknown day of the year": (
        ["Ann,Mill,,60,2018-01-01,,2019-01-01,,person", "Ann,Mill,,60,2018-01-01,2019,2020-01-01,,person"],
        [Asked("Ann?", ["on 2020-01-01 until 2019, and on 2019-01-01 without an end"], day="2019-06-01"), Asked("Ann", day="2018-06-01")],
    ),
    "a later row says that it is over, and not since when": (
        ["Ann,Mill,,60,2018-01-01,,2019-01-01,,person", "Ann,Mill,,60,2018-01-01,,2020-01-01,former,person"],
        [Asked("Ann?", ["until an unknown day, 2020-01-01 at the latest"], day="2019-06-01")],
    ),
    "two treasury lots are not added": (
        ["Fund,Mill,,41,,,,,company", "Mill,Mill,,10,,,,,company,,treasury A", "Mill,Mill,,12,,,,,company,,treasury B"],
        [Asked("", ["Mill owns 12 % and 10 % of Mill, read as rival figures and not added"])],
    ),
    "half and half": (
        ["Ann,Mill,,50,,,,,person", "Bob,Mill,,50,,,,,person"],
        [Asked("", ["the largest named holders are Ann and Bob with 50 % each", "Ann and Bob can each block decisions"])],
    ),
    "somebody may be above the controller": (
        ["Pia,Hold,,[40..60],,,,,person", "Hold,Mill,,51,,,,,company"],
        [Asked("Hold, Pia?", ["Hold controls Mill; Pia may ultimately control it"], says_not=["Hold ultimately"])],
    ),
    "an agreed purchase above the controller": (
        ["Om,Hold,,100,,,,agreed,company", "Hold,Mill,,51,,,,,company"],
        [
            Asked("Hold, Om?", ["Hold controls Mill; Om may ultimately control it", "Om has agreed to take 100 % of Hold"]),
            Asked("Om", ["it is counted as done"], options={"include": ["agreed"]}),
        ],
    ),
    "alleged": (["Ann,Mill,,70,,,,alleged,person"], [Asked("Ann?", ["is alleged, not established"], says_not=["completion"])]),
    "planned": (["Ann,Mill,,70,,,,planned,person"], [Asked("", ["that Ann plans to take 70 % of Mill"], says_not=["agreed"])]),
    "agreed, without a number": (
        ["Ann,Mill,otherInfluenceOrControl,,,,,agreed,person"],
        [Asked("Ann?", ["Ann has agreed to take control of Mill, completion not stated"])],
    ),
    "former without an end": (
        ["Ann,Mill,,60,2010-01-01,,2020-05-01,former,person"],
        [
            Asked("", ["says that Ann held 60 % of Mill until an unknown day before 2020-05-01"], says_not=["name no holder"]),
            Asked("Ann?", ["Ann held 60 % of Mill until an unknown day before 2020-05-01"], day="2015-01-01"),
            Asked("", ["held 60 % of Mill from 2010-01-01 until an unknown day"], day="2009-12-31"),
        ],
    ),
    "former without an end, and another holder after it": (
        ["Ann,Mill,,60,2010-01-01,,2020-05-01,former,person", "Bob,Mill,,70,2021-01-01,,2022-05-01,,person"],
        [
            Asked("Bob", ["Bob ultimately controls Mill"]),
            Asked("Ann?", day="2012-01-01"),
            Asked("", ["Ann held 60 % of Mill", "Bob owns 70 % of Mill from 2021-01-01"], day="2020-06-01"),
        ],
    ),
    "a year as first and last day": (
        ["Ann,Mill,,60,2015,2018,,,person"],
        [
            Asked("Ann?", ["since an unknown day of 2015"], day="2015-03-01"),
            Asked("Ann", day="2017-12-31"),
            Asked("Ann?", ["Ann held 60 % of Mill until an unknown day of 2018"], day="2018-06-01"),
            Asked("", ["Ann held 60 % of Mill until 2018"], day="2019-01-01"),
            Asked("", ["Ann held 60 % of Mill from 2015 until 2018"], day="2014-12-31"),
        ],
    ),
    "no date at all": (
        ["Ann,Mill,,60,,,,,person"],
        [
            Asked("Ann", day="2022-05-01"),
            Asked("Ann?", ["is stated on 2022-05-01, and since when is not told"], day="2022-04-30"),
            Asked("Ann?", day="1900-01-01"),
            Asked("", ["as known on 2022-04-30: they name no holder on that date"], options={"known_at": "2022-04-30"}),
            Asked("", ["they name no holder on that date"], options=OLD),
        ],
    ),
    "no first day, and a last one": (
        ["Ann,Mill,,60,,2019-01-01,,,person"],
        [
            Asked(
                "Ann?",
                ["that Ann held 60 % of Mill until 2019-01-01 is stated on 2022-05-01, and since when is not told"],
                day="2018-01-01",
            )
        ],
    ),
    "votes of one are stated": (
        ["Ann,Mill,votingRights,62.45,,,,,person", "Ann,Mill,,27.74,,,,,person", "Float,Mill,,62.26,,,,,company"],
        [Asked("Ann", ["with 62.45 % of the votes"], says_not=["Float", "one share as one vote"])],
    ),
    "votes were stated in other years": (
        ["Ann,Mill,votingRights,60,2010-01-01,2015-01-01,,,person", "Bob,Mill,,60,2010-01-01,,,,person"],
        [Asked("Bob", ["taking one share as one vote"]), Asked("Ann", day="2012-01-01", says_not=["one share as one vote"])],
    ),
    "three times a sixth": (
        [*(f"Ann,Part {n},,100,,,,,person" for n in "ABC"), *(f"Part {n},Mill,,1/6,,,,,company" for n in "ABC")],
        [
            Asked("", ["50 % are held by parties that are not named"], says_not=["may ultimately control"]),
            Asked("Ann", ["If Ann is listed, Mill is covered by ofac-50"], options={"rule": "ofac-50"}),
        ],
    ),
    "two sevenths and three fourteenths": (
        ["Ann,Part A,,100,,,,,person", "Ann,Part B,,100,,,,,person", "Part A,Mill,,2/7,,,,,company", "Part B,Mill,,3/14,,,,,company"],
        [Asked("", ["Ann can block decisions"]), Asked("Ann", options={"rule": "ofac-50"})],
    ),
    "an interest of a kind that is not told": (
        ["Ann,Mill,unknownInterest,,,,,,person"],
        [Asked("", ["they name Ann", "do not say that anybody controls it"], says_not=["no holder"])],
    ),
    "a denial beside the claim": (
        ["Ann,Mill,,60,2019-01-01,,2022-01-01,,person", "Ann,Mill,,,2019-01-01,,2022-02-01,denied,person"],
        [Asked("Ann?", ["denies that Ann owns"]), Asked("Ann", options={"known_at": "2022-01-15"})],
    ),
    "that somebody is a nominee is denied": (
        ["Nom,Mill,,60,,,,,company", "Nom,Mill,nominee,,,,,,company", "Nom,Mill,nominee,,,,,denied,company"],
        [Asked("Nom?", ["denies that Nom holds, as nominee for others, shares in Mill"], says_not=["denies that Nom controls"])],
    ),
    "that somebody has a nominee is denied": (
        [
            "Nom,Mill,,60,,,,,company",
            "Nom,Mill,nominee,,,,,,company",
            "Bob,Mill,nominator,,,,,,person",
            "Bob,Mill,nominator,,,,,denied,person",
        ],
        [Asked("Bob?", ["denies that Bob has a nominee who holds shares in Mill"], says_not=["denies that Bob controls"])],
    ),
    "a denied right to profit": (
        ["Ann,Mill,,20,,,,,person", "Pia,Mill,rightsToProfitOrIncome,30,,,,denied,person"],
        [Asked("", ["denies that Pia has a right to 30 % of the profit or income of Mill"], says_not=["Pia owns"])],
    ),
    "a nominee that is only alleged": (["Pia,Mill,nominee,,,,,alleged,person"], [Asked("", ["they name Pia (nominee, alleged)"])]),
    "who is above and is not named, with its size and in no words of a column": (
        ["Hill,Mill,,60,,,,,company", "?,Hill,,60,,,,,company"],
        [
            Asked(
                "Hill",
                ["Hill controls Mill", "somebody is said to be above Hill, with 60 % of it, and is not named"],
                says_not=["ultimately", "holder_kind"],
            )
        ],
    ),
    "a nominee above, whose nominator is not named": (
        ["Hill,Mill,,60,,,,,company", "Nom,Hill,,60,,,,,company", "Nom,Hill,nominee,,,,,,company"],
        [Asked("Hill", ["60 % of Hill are held by Nom as nominee, for parties that are not named"], says_not=["ultimately"])],
    ),
    "a nominee above that is only alleged": (
        ["Hill,Mill,,60,,,,,company", "Nom,Hill,,60,,,,,company", "Nom,Hill,nominee,,,,,alleged,company"],
        [Asked("Hill, Nom?", ["may be held by Nom as nominee", "which is alleged, not established"], says_not=["leave it open"])],
    ),
    "a veto that is only alleged": (
        ["Ann,Mill,,20,,,,,person", "Pia,Mill,vetoRight,,,,,alleged,person"],
        [Asked("", ["Pia may block decisions by a veto that is alleged, not established"])],
    ),
    "a rule that was not in force": (
        ["Ann,Mill,,60,2000-01-01,,,,person"],
        [
            Asked("Ann", ["would meet the rule eu-amlr-52 (not in force)"], options={"rule": "eu-amlr-52"}),
            Asked("Ann", ["If Ann were listed", "the rule is in force from"], day="2001-01-01", options={"rule": "ofac-50"}),
        ],
    ),
}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Generation]:
    """Publish the rows of a kind, once for all tests."""
    return functools.cache(lambda kind: publish_rows(tmp_path_factory.mktemp("kind"), KINDS[kind][0]))


@pytest.mark.parametrize("kind", KINDS)
def test_answers_are_never_stronger_than_the_rows(published: Callable[[str], Generation], kind: str) -> None:
    generation = published(kind)
    for asked in KINDS[kind][1]:
        answer = answer_to(generation, asked)
        assert name_all(answer) == asked.names, asked
        assert [text for text in asked.says if text not in answer.sentence] == [], answer.sentence
        assert [text for text in asked.says_not if text in answer.sentence] == [], answer.sentence


@pytest.mark.parametrize("kind", KINDS)
def test_the_order_of_the_rows_changes_nothing(published: Callable[[str], Generation], tmp_path: Path, kind: str) -> None:
    rows, questions = KINDS[kind]
    generations = [published(kind), publish_rows(tmp_path, rows[::-1])]
    for asked in questions:
        there, back = (sort_lists(msgspec.to_builtins(answer_to(generation, asked))) for generation in generations)
        assert there == back
    there, back = (sort_lists(msgspec.to_builtins(owners(ask(g, LATER), find_party(g, "Mill")))) for g in generations)
    assert there == back


@pytest.mark.parametrize(
    ("rows", "money", "ends"),
    [
        (["Ann,Mill,votingRights,70,,,,,person"], {"Ann": (0, 100)}, {"Ann": (0, 100), "": (0, 100)}),
        (["Ann,Mill,votingRights,40,,,,,person", "Bob,Mill,votingRights,60,,,,,person"], {"Ann": (0, 100), "Bob": (0, 100)}, None),
        (["Ann,Mill,votingRights,70,,,,,person", "Bob,Mill,,80,,,,,person"], {"Ann": (0, 20), "Bob": (80, 80)}, None),
        (
            ["Ann,Mill,votingRights,70,,,,,person", "Bob,Mill,rightsToProfitOrIncome,100,,,,,person"],
            {"Ann": (0, 100), "Bob": (0, 100)},
            {"Ann": (0, 100), "Bob": (0, 100), "": (0, 100)},
        ),
        (["Ann,Mill,,95,,,,,person", "Bob,Mill,rightsToProfitOrIncome,10,,,,,person"], {"Ann": (85, 95), "Bob": (0, 10)}, None),
        (
            ["Ann,Mill,rightsToProfitOrIncome,60,,,,,person", "Bob,Mill,rightsToProfitOrIncome,40,,,,,person"],
            {"Ann": (60, 60), "Bob": (40, 40)},
            None,
        ),
        (["Ann,Mill,unknownInterest,,,,,,person"], {"Ann": (0, 100)}, {"": (0, 100)}),
        (["Ann,Mill,,60,,,,,person", "Bob,Mill,,60,,,,,person"], {"Ann": (40, 60), "Bob": (40, 60)}, None),
        (["Ann,Mill,,[75..100],,,,,person", "Bob,Mill,,(25..50],,,,,person"], {"Ann": (75, 100), "Bob": (25, 50)}, None),
        (["Ann,Mill,,>50,,,,,person", "Bob,Mill,,>50,,,,,person"], {"Ann": (50, 100), "Bob": (50, 100)}, None),
        (["Ann,Mill,,[75..100],,,,,person", "Bob,Mill,,[75..100],,,,,person"], {"Ann": (25, 100), "Bob": (25, 100)}, None),
        (
            ["Ann,Mill,,[75..100],,,,,person", "Hold,Mill,,[75..100],,,,,company", "Ann,Hold,,100,,,,,person"],
            {"Ann": (75, 100), "Hold": (25, 100)},
            None,
        ),
        (
            ["Ann,Mill,,[75..100],,,,,person", "Low,Mill,,[75..100],,,,,company", "Ann,Hold,,100,,,,,person", "Hold,Low,,100,,,,,company"],
            {"Ann": (75, 100), "Hold": (25, 100), "Low": (25, 100)},
            None,
        ),
        (["Ann,Mill,,30,,,,,person", "Ann,Mill,,25,,,,,person"], {"Ann": (25, 30)}, {"Ann": (25, 30), "": (70, 75)}),
        (["Ann,Mill,,1/3,,,,,person", "Bob,Mill,,1/3,,,,,person", "Cid,Mill,,1/3,,,,,person"], None, {"Ann", "Bob", "Cid"}),
    ],
)
def test_money_is_never_more_exact_than_the_rows(
    tmp_path: Path, rows: Sequence[str], money: dict[str, tuple[int, int]] | None, ends: dict[str, tuple[int, int]] | set[str] | None
) -> None:
    generation = publish_rows(tmp_path, rows)
    answer = owners(ask(generation, LATER), find_party(generation, "Mill"))
    if money is not None:
        assert {o.party.name: (o.integrated.min, o.integrated.max) for o in answer.owners} == money
    shares = {"" if u.kind == "residual" else u.party.name: (u.min, u.max) for u in answer.ultimate}
    assert ends is None or ends in (shares, set(shares))


@pytest.mark.parametrize(
    ("rows", "least", "most"),
    [
        (["Ann,Mill,,[75..100],,,,,person", "Bob,Mill,,(25..50],,,,,person"], 75, 100),
        (["Ann,Mill,,>50,,,,,person", "Bob,Mill,,>50,,,,,person"], 50, 100),
        (["Ann,Mill,,[75..100],,,,,person", "Hold,Mill,,[75..100],,,,,company", "Ann,Hold,,100,,,,,person"], 75, 100),
    ],
)
def test_the_money_of_a_controller_goes_up_to_its_own_greatest_share(tmp_path: Path, rows: Sequence[str], least: int, most: int) -> None:
    money = answer_to(publish_rows(tmp_path, rows), Asked("Ann")).controllers[0].economic
    assert (money.min, money.max, money.min_open, money.max_open) == (least, most, msgspec.UNSET, msgspec.UNSET)


def test_what_is_left_leaves_out_the_ends_that_the_holders_leave_out(tmp_path: Path) -> None:
    (rest,) = answer_to(publish_rows(tmp_path, ["Fund,Mill,,(25..50),,,,,company"]), Asked("")).residual
    assert (rest.min, rest.max, rest.min_open, rest.max_open) == (50, 75, True, True)


@pytest.mark.parametrize(("kind", "word"), [("person", "person"), ("state", "state")])
def test_who_is_not_owned_is_not_asked_for(tmp_path: Path, kind: str, word: str) -> None:
    generation = publish_rows(tmp_path, [f"Ann,Mill,,60,,,,,{kind}"])
    answer = answer_to(generation, Asked(""), "Ann")
    assert answer.sentence == f"Ann is a {word} and is not owned."
    assert (answer.residual, owners(ask(generation, LATER), find_party(generation, "Ann")).ultimate) == ((), ())
