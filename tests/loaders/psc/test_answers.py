"""What follows from the UK register of control: who controls on which day, and why the search ends."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graph.generation.generation import Generation
from graph.queries import controllers, find_party, owners
from graph.queries.wording import make_title
from loaders.psc.codes import COMPANY_STATEMENTS, describe_reason
from ontology.statements import Kind
from tests.loaders.psc.records import LEGAL, OWNER, STATEMENT, Loaded, corporate, event, line, published, stops, tops
from tests.scenarios import ask

FIRM = ["ownership-of-shares-50-to-75-percent-as-firm", "voting-rights-50-to-75-percent-as-firm"]
HELD = "01234567"
LATER = "2024-12-01"


def over(generation: Generation, number: str = HELD) -> list[str]:
    return [i.code for i in controllers(ask(generation, LATER), find_party(generation, f"gb-coh:{number}")).inconsistencies]


def test_members_of_one_firm_never_add_up_to_more_than_its_block(tmp_path: Path) -> None:
    """Each of three reports the same 50 to 75 percent; beside it there is room for one more holder of a quarter, and no more is claimed."""
    members = [line(key=key, name=key, natures_of_control=FIRM) for key in ("Ida", "Otto", "Uwe")]
    beside = line(key="d", name="Kuno", natures_of_control=["ownership-of-shares-25-to-50-percent", "voting-rights-25-to-50-percent"])
    generation = published(tmp_path / "d", Loaded(tmp_path, *members, beside))
    assert tops(generation, HELD, LATER) == {"Ida": "certain", "Otto": "certain", "Uwe": "certain"}
    assert over(generation) == []
    alone = [line(key=key, name=key, natures_of_control=[code.removesuffix("-as-firm") for code in FIRM]) for key in ("Ida", "Otto")]
    assert over(published(tmp_path / "e", Loaded(tmp_path / "alone", *alone))) == ["OVER_100"]


def test_a_block_stays_while_one_member_reports_it(tmp_path: Path) -> None:
    left = line(key="a", name="Ida", natures_of_control=FIRM, ceased_on="2020-01-01")
    generation = published(tmp_path / "d", Loaded(tmp_path, left, line(key="b", name="Otto", natures_of_control=FIRM)))
    assert tops(generation, HELD, "2019-01-01") == {"Ida": "certain", "Otto": "certain"}
    assert tops(generation, HELD, "2021-01-01") == {"Otto": "certain"}
    assert tops(generation, HELD, "2018-01-01") == {}


def test_trustees_of_an_overseas_entity_hold_one_open_band_together(tmp_path: Path) -> None:
    code = "ownership-of-shares-more-than-25-percent-as-trust-registered-overseas-entity"
    lines = [line("OE012345", OWNER, key=key, name=key, natures_of_control=[code]) for key in ("Ida", "Otto")]
    generation = published(tmp_path / "d", Loaded(tmp_path, *lines))
    assert tops(generation, "OE012345", LATER) == {"Ida": "possible", "Otto": "possible"}
    assert over(generation, "OE012345") == []


def test_the_club_changes_hands(tmp_path: Path) -> None:
    """A person through two companies by votes alone until the sale; through two new ones a state's fund after it."""
    votes = ["voting-rights-75-to-100-percent"]
    sold, began = {"ceased_on": "2021-10-07", "notified_on": "2016-04-06"}, {"notified_on": "2016-04-06"}
    loaded = Loaded(
        tmp_path,
        corporate("02222222", "sj", "St Jakob Holdings", "00444444", **sold),
        corporate("00444444", "mh", "Vent House", "333333", natures_of_control=votes, **began),
        line("00333333", key="v", name="Mr Aldo Vent", **began),
        corporate("02222222", "nz", "New Bid Ltd", "NI555555", notified_on="2021-10-07"),
        line(
            "NI555555",
            LEGAL,
            "fund",
            name="Common Fund",
            notified_on="2021-10-07",
            identification={"legal_form": "Sovereign Fund", "legal_authority": "Royal Decree"},
        ),
    )
    generation = published(tmp_path / "d", loaded)
    assert tops(generation, "02222222", "2018-01-01") == {"Mr Aldo Vent": "certain"}
    assert tops(generation, "02222222", "2021-10-06") == {"Mr Aldo Vent": "certain"}
    assert tops(generation, "02222222", "2022-01-01") == {"Common Fund": "certain"}
    answer = controllers(ask(generation, "2022-01-01"), find_party(generation, "gb-coh:02222222"))
    assert [c.party.kind for c in answer.controllers] == [Kind.STATE_BODY.value]


@pytest.mark.parametrize(
    ("kind", "data", "reason"),
    [
        (STATEMENT, {"statement": "no-individual-or-entity-with-signficant-control"}, "declared none"),
        (STATEMENT, {"statement": "psc-contacted-but-no-response"}, "withheld"),
        (STATEMENT, {"statement": "psc-exists-but-not-identified"}, "not identified"),
        (STATEMENT, {"statement": "nobody-has-become-or-ceased-to-be-a-beneficial-owner"}, "none listed"),
        ("super-secure-person-with-significant-control", {"notified_on": None}, "exempt"),
        ("exemptions", {"exemptions": {"x": {"exemption_type": "y", "items": [{"exempt_from": "2017-01-01"}]}}}, "exempt"),
    ],
)
def test_the_answer_says_why_nobody_is_named(tmp_path: Path, kind: str, data: dict[str, Any], reason: str) -> None:
    generation = published(tmp_path / "d", Loaded(tmp_path, line(kind=kind, **data)))
    assert tops(generation, HELD, LATER) == {}
    assert stops(generation, HELD, LATER) == [reason]


def test_the_answer_has_what_the_register_means_by_the_code(tmp_path: Path) -> None:
    generation = published(tmp_path / "d", Loaded(tmp_path, line(kind=STATEMENT, statement="psc-contacted-but-no-response")))
    answer = controllers(ask(generation, LATER), find_party(generation, f"gb-coh:{HELD}"))
    words = "the company asked whom it thinks to have significant control of it, and had no answer"
    assert [s.text for s in answer.stopped] == [f"psc-contacted-but-no-response: {words}"]
    assert "they name no holder on that date; " in answer.sentence
    assert f" ({words}), according to “" in answer.sentence


@pytest.mark.parametrize(
    ("natures", "told"),
    [
        (["ownership-of-shares-25-to-50-percent"], "said 75 to 100 % on 2024-11-22"),
        (["significant-influence-or-control"], "gave no shares for"),
    ],
)
def test_what_a_snapshot_and_the_stream_state_is_not_told_of_one_of_them_alone(tmp_path: Path, natures: list[str], told: str) -> None:
    snapshot = Loaded(tmp_path, line(), source="uk-psc")
    stream = Loaded(tmp_path, event(1, natures_of_control=natures), name="psc-stream.jsonl", source="uk-psc")
    generation = published(tmp_path / "d", snapshot, stream)
    both = "Companies House PSC register (psc-snapshot-2024-11-22.txt) and Companies House PSC stream (psc-stream.jsonl)"
    answer = controllers(ask(generation, "2023-01-01"), find_party(generation, f"gb-coh:{HELD}"))
    assert [source.title for source in answer.sources] == [both]
    assert told in answer.sentence
    assert f"according to “{both}”" in answer.sentence
    for day, title in (("2025-01-01", snapshot.source.title), (None, stream.source.title)):
        answer = controllers(ask(generation, "2026-07-01", known_at=day), find_party(generation, f"gb-coh:{HELD}"))
        assert [source.title for source in answer.sources] == [title]


def test_every_reason_of_a_company_has_words() -> None:
    assert [code for code, reason in COMPANY_STATEMENTS.items() if reason and describe_reason(code) == code] == []


def test_somebody_whose_control_has_no_nature_is_named_and_not_said_to_control(tmp_path: Path) -> None:
    generation = published(tmp_path / "d", Loaded(tmp_path, line(natures_of_control=None)))
    answer = controllers(ask(generation, LATER), find_party(generation, f"gb-coh:{HELD}"))
    assert (answer.verdict, [(s.reason, s.text) for s in answer.stopped]) == (
        "not_shown",
        [("no control stated", "Ms Elsbeth Kranz (interest of a kind that is not stated)")],
    )
    assert "they name Ms Elsbeth Kranz (interest of a kind that is not stated), according to “Companies House PSC" in answer.sentence
    assert answer.sentence.endswith(", and do not say that anybody controls it.")


def test_a_declaration_of_nobody_ends_when_somebody_comes(tmp_path: Path) -> None:
    nobody = line(kind=STATEMENT, key="s", statement="no-individual-or-entity-with-signficant-control", ceased_on="2020-01-01")
    generation = published(tmp_path / "d", Loaded(tmp_path, nobody, line(notified_on="2020-01-01")))
    assert (tops(generation, HELD, "2019-06-01"), stops(generation, HELD, "2019-06-01")) == ({}, ["declared none"])
    assert (tops(generation, HELD, "2020-01-01"), stops(generation, HELD, "2020-01-01")) == ({"Ms Elsbeth Kranz": "certain"}, [])


def test_what_ceased_on_no_known_day_may_have_held_until_it_was_stated_and_what_is_unknown_gives_no_control(tmp_path: Path) -> None:
    ceased = published(tmp_path / "d", Loaded(tmp_path, line(ceased=True, notified_on="2018-01-01"), name="psc-snapshot-2024-05-01.jsonl"))
    assert tops(ceased, HELD, LATER) == {}
    assert tops(ceased, HELD, "2017-12-31") == {}
    assert list(tops(ceased, HELD, "2020-01-01").values()) == ["possible"]
    assert tops(published(tmp_path / "e", Loaded(tmp_path, line(natures_of_control=["owns-the-moon"]))), HELD, LATER) == {}


def test_a_holder_with_the_number_of_what_it_holds_is_not_the_same_company(tmp_path: Path) -> None:
    generation = published(tmp_path / "d", Loaded(tmp_path, corporate(HELD, "q", "Kranz Holdings", HELD)))
    assert tops(generation, HELD, LATER) == {"Kranz Holdings": "certain"}


def test_events_add_to_the_snapshot_of_the_same_source(tmp_path: Path) -> None:
    quarter = ["voting-rights-25-to-50-percent"]
    snapshot = Loaded(tmp_path, line(natures_of_control=quarter), line(key="b", name="Otto", natures_of_control=quarter), source="psc")
    more = Loaded(tmp_path, event(2, natures_of_control=["voting-rights-50-to-75-percent"]), name="one.jsonl", source="psc")
    gone = Loaded(tmp_path, event(5, "deleted"), name="two.jsonl", source="psc")
    kranz = "Ms Elsbeth Kranz"
    assert tops(published(tmp_path / "d", snapshot), HELD, "2026-06-30") == {}
    generation = published(tmp_path / "e", snapshot, more)
    assert tops(generation, HELD, "2026-06-30") == {kranz: "certain"}
    generation = published(tmp_path / "f", snapshot, more, gone)
    assert tops(generation, HELD, "2026-06-30") == {}
    assert kranz in tops(generation, HELD, "2026-06-03")


def test_company_data_names_what_the_register_of_control_only_numbers(tmp_path: Path) -> None:
    rows = b"CompanyName, CompanyNumber,CompanyStatus\nMILLS LTD,01234567,Active\n"
    generation = published(tmp_path / "d", Loaded(tmp_path, line()), Loaded(tmp_path, name="BasicCompanyData-2024-11-01.csv", raw=rows))
    assert generation.party_summary(find_party(generation, f"gb-coh:{HELD}")).name == "MILLS LTD"


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("significant-influence-or-control-as-trust", "a trust that is not named"),
        ("ownership-of-shares-75-to-100-percent-as-trust", "a trust that is not named"),
        ("ownership-of-shares-75-to-100-percent-as-firm", "a firm that is not named"),
    ],
)
def test_a_trust_or_firm_without_a_name_goes_by_its_kind_and_never_by_a_hash(tmp_path: Path, code: str, name: str) -> None:
    generation = published(tmp_path / "d", Loaded(tmp_path, line(natures_of_control=[code])))
    context, company = ask(generation, LATER), find_party(generation, f"gb-coh:{HELD}")
    assert f"through {name}" in controllers(context, company).sentence
    assert name in {owner.party.name for owner in owners(context, company).owners}
    assert [party.id for party in generation.parties() if party.name.startswith("ent:")] == []


def test_two_records_of_one_name_are_told_apart_where_a_sentence_names_both(tmp_path: Path) -> None:
    band = ["voting-rights-25-to-50-percent"]
    ida = {"name": "Ida Kranz", "natures_of_control": ["voting-rights-50-to-75-percent"], "date_of_birth": {"year": 1961, "month": 4}}
    other = {
        "name": "Ida Kranz",
        "natures_of_control": ["right-to-appoint-and-remove-directors"],
        "date_of_birth": {"year": 1990, "month": 1},
    }
    generation = published(
        tmp_path / "d", Loaded(tmp_path, line(key="a", **ida), line(key="b", **other), line(key="c", natures_of_control=band))
    )
    answer = controllers(ask(generation, LATER), find_party(generation, f"gb-coh:{HELD}"))
    assert answer.sentence.startswith("Ida Kranz (born 1961) and Ida Kranz (born 1990) ultimately control")
    assert make_title(answer).startswith("Ida Kranz (born 1961) and Ida Kranz (born 1990) ultimately control")
    assert {(c.party.name, c.party.apart) for c in answer.controllers} == {("Ida Kranz", "born 1961"), ("Ida Kranz", "born 1990")}


def test_two_trusts_without_a_name_are_told_apart_by_the_records_that_name_them(tmp_path: Path) -> None:
    one = line(key="a", name="Ida", natures_of_control=["significant-influence-or-control-as-trust"])
    two = line(key="b", name="Otto", natures_of_control=["ownership-of-shares-50-to-75-percent-as-trust"])
    generation = published(tmp_path / "d", Loaded(tmp_path, one, two))
    answer = controllers(ask(generation, LATER), find_party(generation, f"gb-coh:{HELD}"))
    trusts = {link.holder.apart for c in answer.controllers for link in c.chain if link.holder.name == "a trust that is not named"}
    assert trusts == {f"named in record /company/{HELD}/persons-with-significant-control/individual/{key}" for key in "ab"}
    assert all(f"through a trust that is not named ({trust})" in answer.sentence for trust in trusts)
