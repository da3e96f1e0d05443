"""Wikidata: what items and claims say as statements, whatever they are written in, and what follows from them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from loaders.wikidata import WikidataLoader
from ontology.shares import PERCENT
from ontology.statements import Directness, Interest, Kind, Reason, Status
from tests.loaders.wikidata.records import BASE, Loaded, amount, claim, dump, item, load, tops
from tests.scenarios import publish_files

LEI = "5493001KJTIIGC8Y1R12"


def party(identity: str) -> str:
    return BASE.identifier("wikidata", identity)


def test_an_owner_with_its_proportion_and_period(tmp_path: Path) -> None:
    statement = claim(
        "P127",
        "Q2",
        url="https://mills.example/report",
        P1107=amount("+0.51"),
        P580=("+2012-05-00T00:00:00Z", 10),
        P582=("+2019-00-00T00:00:00Z", 9),
    )
    (held,) = load(tmp_path, item("Q1", "Nordmark Mills", statement)).interests
    assert (held.holder, held.subject, held.interest) == (party("Q2"), party("Q1"), Interest.SHAREHOLDING)
    assert held.share is not None
    assert (held.share.min, held.share.max, held.share.exact, held.share.text) == (51 * PERCENT, 51 * PERCENT, True, "+0.51")
    assert (held.valid_from, held.valid_until, held.stated_at, held.record) == ("2012-05", "2019", "2024-02-03", statement["id"])
    assert (held.direct, held.status, held.details) == (Directness.UNKNOWN, Status.IN_EFFECT, "owned by (P127)")
    assert [e.url for e in held.evidence] == ["https://mills.example/report"]


RELATIONS = [
    ("P127", Interest.SHAREHOLDING, False),
    ("P1830", Interest.SHAREHOLDING, True),
    ("P749", Interest.OTHER_INFLUENCE_OR_CONTROL, False),
    ("P355", Interest.OTHER_INFLUENCE_OR_CONTROL, True),
    ("P169", Interest.SENIOR_MANAGING_OFFICIAL, False),
    ("P488", Interest.BOARD_CHAIR, False),
    ("P3320", Interest.BOARD_MEMBER, False),
]


@pytest.mark.parametrize(("property_", "interest", "by_holder"), RELATIONS)
def test_the_property_says_who_holds_whom(tmp_path: Path, property_: str, interest: Interest, by_holder: bool) -> None:
    (held,) = load(tmp_path, item("Q1", "Nordmark Mills", claim(property_, "Q2"))).interests
    assert (held.interest, held.share) == (interest, None)
    assert (held.holder, held.subject) == ((party("Q1"), party("Q2")) if by_holder else (party("Q2"), party("Q1")))


def test_a_parent_is_never_a_share_unless_a_proportion_stands_with_it(tmp_path: Path) -> None:
    loaded = load(tmp_path, item("Q1", "Nordmark Mills", claim("P749", "Q2", P1107=amount("+0.6"))))
    assert [(s.interest, s.share and s.share.label()) for s in loaded.interests] == [
        (Interest.OTHER_INFLUENCE_OR_CONTROL, None),
        (Interest.SHAREHOLDING, "60 %"),
    ]
    assert len({s.record for s in loaded.interests}) == 1
    assert len({s.id for s in loaded.interests}) == 2


PROPORTIONS = [
    (amount("+0.333333333333"), "33.33 %", True),
    (amount("+0.16666666666666666"), "1/6", True),
    (amount("+1"), "100 %", True),
    (amount("+0"), "0 %", True),
    ({"amount": "+51", "unit": "http://www.wikidata.org/entity/Q11229"}, "51 %", True),
    (amount("+0.5", lowerBound="+0.45", upperBound="+0.55"), "45–55 %", False),
    (amount("+0.5", lowerBound="-0.5", upperBound="+1.5"), "0–100 %", False),
    (amount("+0.5", lowerBound="+0.5", upperBound="+0.5"), "50 %", True),
]


@pytest.mark.parametrize(("proportion", "label", "exact"), PROPORTIONS)
def test_a_proportion_is_exact_only_without_a_margin(tmp_path: Path, proportion: dict[str, Any], label: str, exact: bool) -> None:
    (held,) = load(tmp_path, item("Q1", "Nordmark Mills", claim("P127", "Q2", P1107=proportion))).interests
    assert held.share is not None
    assert (held.share.label(), held.share.exact) == (label, exact)


@pytest.mark.parametrize(
    "proportion",
    [
        amount("+51"),
        amount("-0.2"),
        amount("NaN"),
        amount("1e400"),
        amount("+1e30"),
        amount("+0." + "1" * 60),
        amount("much"),
        {"amount": "+3", "unit": "http://www.wikidata.org/entity/Q4917"},
        amount("+0.5", lowerBound="+0.7", upperBound="+0.6"),
    ],
)
def test_what_is_no_proportion_costs_itself_and_not_the_claim(tmp_path: Path, proportion: dict[str, Any]) -> None:
    loaded = load(tmp_path, item("Q1", "Nordmark Mills", claim("P127", "Q2", P1107=proportion)))
    (held,) = loaded.interests
    assert held.share is None
    assert held.note is not None
    assert held.note.startswith("proportion ")
    assert loaded.warnings == {"BAD_SHARE": 1}


def test_several_proportions_and_periods_of_one_claim_are_an_interval(tmp_path: Path) -> None:
    loaded = load(
        tmp_path,
        item(
            "Q1",
            "Nordmark Mills",
            claim(
                "P127",
                "Q2",
                P1107=[amount("+0.4"), amount("+0.6")],
                P580=[("+2001-00-00T00:00:00Z", 9), ("+2010-00-00T00:00:00Z", 9)],
                P582=[("+2005-00-00T00:00:00Z", 9), ("+2012-00-00T00:00:00Z", 9)],
            ),
        ),
    )
    (held,) = loaded.interests
    assert held.share is not None
    assert (held.share.label(), held.share.exact) == ("40–60 %", False)
    assert (held.valid_from, held.valid_until, held.note) == ("2001", "2012", "from 2001, 2010 until 2005, 2012")
    assert loaded.warnings == {"SEVERAL_VALUES": 2}


TIMES = [
    (("+2012-05-17T00:00:00Z", 11), "2012-05-17"),
    (("+2012-05-00T00:00:00Z", 10), "2012-05"),
    (("+2012-05-17T00:00:00Z", 10), "2012-05"),
    (("+2012-00-00T00:00:00Z", 9), "2012"),
    (("+2012-01-01T00:00:00Z", 9), "2012"),
    (("+2012-01-01T00:00:00Z", 11), "2012-01-01"),
    (("+2012-05-17T12:30:00Z", 14), "2012-05-17"),
    (("+00000002012-05-17T00:00:00Z", 11), "2012-05-17"),
    ({"time": "+1905-03-04T00:00:00Z", "precision": 11, "calendarmodel": "http://www.wikidata.org/entity/Q1985786"}, "1905"),
]


@pytest.mark.parametrize(("time", "date"), TIMES)
def test_a_time_keeps_its_precision_and_no_more(tmp_path: Path, time: object, date: str) -> None:
    loaded = load(tmp_path, item("Q1", "Nordmark Mills", claim("P571", time), claim("P127", "Q2", P580=time)))
    assert loaded.parties["Q1"].founded == date
    assert loaded.interests[0].valid_from == date
    assert loaded.warnings == {}


@pytest.mark.parametrize(
    "time",
    [
        ("+1900-00-00T00:00:00Z", 7),
        ("+2010-00-00T00:00:00Z", 8),
        ("-0044-03-15T00:00:00Z", 11),
        ("+2012-02-31T00:00:00Z", 11),
        ("+200000000-01-01T00:00:00Z", 9),
        ("+0000-00-00T00:00:00Z", 9),
        ("soon", 11),
    ],
)
def test_a_decade_or_no_time_at_all_is_left_out(tmp_path: Path, time: object) -> None:
    loaded = load(tmp_path, item("Q1", "Nordmark Mills", claim("P571", time), claim("P127", "Q2", P580=time)))
    assert loaded.parties["Q1"].founded is None
    assert loaded.interests[0].valid_from is None
    assert loaded.interests[0].note is not None
    assert loaded.warnings == {"BAD_DATE": 2}


def test_ends_that_are_unknown_missing_or_before_the_beginning(tmp_path: Path) -> None:
    ended, open_, back = (
        claim("P127", "Q2", P582="some"),
        claim("P127", "Q3", P582="none"),
        claim("P127", "Q4", P580=("+2012-00-00T00:00:00Z", 9), P582=("+2001-00-00T00:00:00Z", 9)),
    )
    loaded = load(tmp_path, item("Q1", "Nordmark Mills", ended, open_, back))
    assert [(s.status, s.valid_from, s.valid_until, s.note) for s in loaded.interests] == [
        (Status.FORMER, None, None, None),
        (Status.IN_EFFECT, None, None, None),
        (Status.FORMER, None, None, "from 2012 until 2001"),
    ]
    assert loaded.warnings == {"DATES_BACKWARDS": 1}


def test_the_point_in_time_is_when_it_was_stated(tmp_path: Path) -> None:
    early = claim("P127", "Q2", P1107=amount("+0.3"), P585=("+2017-00-00T00:00:00Z", 9))
    late = claim("P127", "Q2", P1107=amount("+0.7"), P585=("+2019-06-30T00:00:00Z", 11))
    loaded = load(tmp_path, item("Q1", "Nordmark Mills", early, late), item("Q2", "Anders Holm", claim("P31", "Q5")))
    assert [s.stated_at for s in loaded.interests] == ["2017", "2019-06-30"]
    generation = publish_files(tmp_path / "data", loaded.file)
    assert tops(generation, "wikidata:Q1", "2021-01-01") == {"Anders Holm": "certain"}
    assert tops(generation, "wikidata:Q1", "2018-06-01", known_at="2018-06-01").get("Anders Holm") != "certain"


def test_ranks_deprecated_is_left_out_and_normal_beside_preferred_is_kept_with_a_note(tmp_path: Path) -> None:
    loaded = load(
        tmp_path,
        item(
            "Q1",
            "Nordmark Mills",
            claim("P127", "Q2", "deprecated"),
            claim("P127", "Q3"),
            claim("P127", "Q4", "preferred"),
            claim("P749", "Q5000"),
        ),
    )
    assert [(s.holder, s.note) for s in loaded.interests] == [
        (party("Q3"), "another claim of the item is preferred"),
        (party("Q4"), None),
        (party("Q5000"), None),
    ]
    assert loaded.warnings == {"DEPRECATED": 1, "BESIDE_PREFERRED": 1}


def test_unknown_and_missing_values_are_told_apart(tmp_path: Path) -> None:
    loaded = load(
        tmp_path,
        item(
            "Q1",
            "Nordmark Mills",
            claim("P127", "some"),
            claim("P749", "none"),
            claim("P355", "some"),
            claim("P1830", "none"),
            claim("P169", "none"),
        ),
    )
    assert [(s.holder_reason, s.subject_reason, s.interest) for s in loaded.interests] == [
        (Reason.UNKNOWN, None, Interest.SHAREHOLDING),
        (Reason.UNKNOWN, None, Interest.UNKNOWN),
        (None, Reason.UNKNOWN, Interest.OTHER_INFLUENCE_OR_CONTROL),
    ]
    (owned_by_nobody,) = load(tmp_path, item("Q2", "Common Heath", claim("P127", "none"))).interests
    assert (owned_by_nobody.holder_reason, owned_by_nobody.interest) == (Reason.NO_BENEFICIAL_OWNERS, Interest.UNKNOWN)
    assert loaded.interests[1].details == "parent organization (P749): none"


def test_what_is_disputed_or_of_a_part_does_not_count_as_certain(tmp_path: Path) -> None:
    loaded = load(
        tmp_path,
        item("Q1", "Nordmark Mills", claim("P127", "Q2", P1480="Q18912752"), claim("P127", "Q3", P518="Q77", P1107=amount("+1"))),
        item("Q2", "Anders Holm", claim("P31", "Q5")),
        item("Q3", "Berta Lund", claim("P31", "Q5")),
    )
    assert [(s.status, s.interest, s.details) for s in loaded.interests] == [
        (Status.ALLEGED, Interest.SHAREHOLDING, "owned by (P127)"),
        (Status.IN_EFFECT, Interest.UNKNOWN, "owned by (P127) of a part: Q77"),
    ]
    assert loaded.warnings == {"OF_A_PART": 1}
    assert "certain" not in tops(publish_files(tmp_path / "data", loaded.file), "wikidata:Q1", "2024-06-01").values()


KINDS = [
    (["Q5"], Kind.PERSON),
    (["Q3624078", "Q43229"], Kind.STATE),
    (["Q6256"], Kind.STATE),
    (["Q327333"], Kind.STATE_BODY),
    (["Q192350"], Kind.STATE_BODY),
    (["Q4830453"], Kind.COMPANY),
    (["Q43229", "Q783794"], Kind.COMPANY),
    (["Q157031"], Kind.LEGAL_ENTITY),
    (["Q987654"], Kind.UNKNOWN),
    ([], Kind.UNKNOWN),
]


@pytest.mark.parametrize(("classes", "kind"), KINDS)
def test_the_classes_say_what_an_item_is(tmp_path: Path, classes: list[str], kind: Kind) -> None:
    assert load(tmp_path, item("Q1", "Holm", *(claim("P31", x) for x in classes))).parties["Q1"].kind is kind


def test_an_item_of_an_unknown_class_is_what_it_bears(tmp_path: Path) -> None:
    loaded = load(
        tmp_path,
        item("Q1", "A", claim("P31", "Q987654"), claim("P2622", "01234567")),
        item("Q2", "B", claim("P1278", LEI)),
        item("Q3", "C", claim("P1454", "Q460178")),
    )
    assert {q: s.kind for q, s in loaded.parties.items()} == {"Q1": Kind.COMPANY, "Q2": Kind.LEGAL_ENTITY, "Q3": Kind.LEGAL_ENTITY}
    assert [(a.name, a.value) for a in loaded.parties["Q1"].attributes] == [("category", "Q987654")]


def test_identifiers_join_and_empty_or_several_ones_do_not(tmp_path: Path) -> None:
    loaded = load(
        tmp_path,
        item("Q1", "A", claim("P1278", LEI.lower()), claim("P2622", "1234567"), claim("P1320", "gb/01234567")),
        item("Q2", "B", claim("P1278", LEI), claim("P1278", "213800ABCDEFGHIJ0042")),
        item("Q3", "C", claim("P2622", "N/A")),
        item("Q4", "D", claim("P1059", "12345678"), claim("P946", "DE0001234567"), claim("P1278", "some")),
        item("Q5", "E", claim("P1320", "gb/SC123456"), claim("P2622", "OC301234", "deprecated")),
    )
    assert loaded.joined == [
        ("wikidata:Q1", f"lei:{LEI}"),
        ("wikidata:Q1", "gb-coh:01234567"),
        ("wikidata:Q1", "opencorporates:gb%2F01234567"),
        ("wikidata:Q4", "dk-cvr:12345678"),
        ("wikidata:Q5", "opencorporates:gb%2FSC123456"),
        ("wikidata:Q5", "gb-coh:SC123456"),
    ]
    assert [f"{x.scheme} {x.value}" for x in loaded.parties["Q4"].identifiers] == ["WIKIDATA Q4", "DK-CVR 12345678", "ISIN DE0001234567"]
    assert loaded.warnings == {"SEVERAL_IDENTIFIERS": 1, "EMPTY_IDENTIFIER": 1, "BAD_LEI": 1}


def test_names_places_and_facts(tmp_path: Path) -> None:
    record = item(
        "Q1",
        "Nordmark Mills",
        claim("P31", "Q4830453"),
        claim("P1448", {"text": "Nordmarks Kvarnar AB", "language": "sv"}),
        claim("P17", "Q34"),
        claim("P571", ("+1912-00-00T00:00:00Z", 9)),
        claim("P576", ("+2020-03-00T00:00:00Z", 10)),
        claim("P1454", "Q460178"),
        claim("P414", "Q13677"),
        claim("P856", "https://mills.example/"),
        claim("P1366", "Q9"),
        labels={
            "en": {"language": "en", "value": "Nordmark Mills"},
            "sv": {"language": "sv", "value": "Nordmarks Kvarnar"},
            "xx": {"language": "xx", "value": "never"},
            "de": {"language": "de", "value": "Nordmark Mills"},
        },
        aliases={"en": [{"language": "en", "value": "NM"}], "xx": [{"language": "xx", "value": "no"}]},
    )
    mill = load(tmp_path, record).parties["Q1"]
    assert [(n.text, n.type, n.lang) for n in mill.names] == [
        ("Nordmark Mills", "legal", "en"),
        ("Nordmarks Kvarnar", "legal", "sv"),
        ("Nordmarks Kvarnar AB", "legal", "sv"),
        ("NM", "alias", "en"),
    ]
    assert (mill.jurisdiction, mill.founded, mill.dissolved) == ("SE", "1912", "2020-03")
    assert [(a.name, a.value, a.datatype) for a in mill.attributes] == [
        ("legal-form", "Q460178", "text"),
        ("listing", "Q13677", "text"),
        ("uri", "https://mills.example/", "text"),
        ("succeeded-by", party("Q9"), "party"),
    ]


def test_a_person_and_a_state(tmp_path: Path) -> None:
    loaded = load(
        tmp_path,
        item("Q1", "Anders Holm", claim("P31", "Q5"), claim("P27", "Q34"), claim("P569", ("+1950-04-00T00:00:00Z", 10))),
        item("Q2", "Nordmark", claim("P31", "Q3624078"), claim("P297", "NM"), claim("P17", "Q2")),
    )
    assert [(a.name, a.value) for a in loaded.parties["Q1"].attributes] == [("nationality", "SE"), ("birth-date", "1950-04")]
    assert (loaded.parties["Q2"].kind, loaded.parties["Q2"].jurisdiction) == (Kind.STATE, "NM")


def test_what_neither_holds_nor_is_held_is_left_out_unless_a_claim_says_otherwise(tmp_path: Path) -> None:
    loaded = load(
        tmp_path,
        item("Q1", "An article", claim("P31", "Q13442814")),
        item("Q2", "A star", claim("P31", "Q523"), claim("P127", "Q3")),
        {"type": "property", "id": "P127", "datatype": "wikibase-item", "labels": {}, "claims": {}},
        {"type": "lexeme", "id": "L5", "lemmas": {}, "claims": []},
        {"id": "Q77", "missing": ""},
        item("Q4", "Somebody"),
    )
    assert set(loaded.parties) == {"Q2", "Q4"}
    assert loaded.counts == (6, 2, 4, 0)
    assert loaded.warnings == {"NOT_ABOUT_HOLDINGS": 1, "NOT_AN_ITEM": 3}


ITEMS = (item("Q1", "Nordmark Mills", claim("P127", "Q2", P1107=amount("+0.8"))), item("Q2", "Anders Holm", claim("P31", "Q5")))


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        (dump(*ITEMS), 2),
        (b"\n".join(json.dumps(x).encode() for x in ITEMS), 2),
        (json.dumps(ITEMS, indent=1).encode(), 2),
        (b"\xef\xbb\xbf" + dump(*ITEMS), 2),
        (json.dumps({"entities": {x["id"]: x for x in ITEMS}}).encode(), 1),
        (json.dumps({"entities": {x["id"]: x for x in ITEMS}, "success": 1}, indent=2).encode(), 1),
    ],
)
def test_a_dump_lines_and_entity_data_say_the_same(tmp_path: Path, raw: bytes, read: int) -> None:
    loaded = Loaded(tmp_path, raw)
    assert loaded.counts == (read, read, 0, 0)
    assert set(loaded.parties) == {"Q1", "Q2"}
    assert [(s.holder, s.share and s.share.label()) for s in loaded.interests] == [(party("Q2"), "80 %")]


def test_an_item_that_was_merged_into_another_is_joined_with_it(tmp_path: Path) -> None:
    loaded = Loaded(tmp_path, json.dumps({"entities": {"Q9": item("Q1", "Nordmark Mills")}}).encode())
    assert loaded.joined == [("wikidata:Q9", "wikidata:Q1")]


def test_the_source_is_free_and_dated_by_its_file(tmp_path: Path) -> None:
    source = load(tmp_path, *ITEMS).source
    assert (source.date, source.licence, source.delta) == ("2024-03-01", "https://creativecommons.org/publicdomain/zero/1.0/", False)


def test_both_ends_may_claim_the_same_holding_and_it_counts_once(tmp_path: Path) -> None:
    loaded = load(
        tmp_path,
        item("Q1", "Nordmark Mills", claim("P127", "Q2", P1107=amount("+0.6"))),
        item("Q2", "Holm Group", claim("P1830", "Q1"), claim("P127", "Q3", P1107=amount("+0.51"))),
        item("Q3", "Anders Holm", claim("P31", "Q5"), claim("P1830", "Q2", P1107=amount("+0.51"))),
    )
    assert tops(publish_files(tmp_path / "data", loaded.file), "wikidata:Q1", "2024-06-01") == {"Anders Holm": "certain"}


def test_the_controller_changes_with_the_day(tmp_path: Path) -> None:
    loaded = load(
        tmp_path,
        item(
            "Q1",
            "Nordmark Mills",
            claim("P127", "Q2", P1107=amount("+0.9"), P580=("+1990-00-00T00:00:00Z", 9), P582=("+2010-06-01T00:00:00Z", 11)),
            claim("P127", "Q3", P1107=amount("+0.7"), P580=("+2010-06-01T00:00:00Z", 11)),
            claim("P488", "Q4"),
        ),
        item("Q2", "Anders Holm", claim("P31", "Q5")),
        item("Q3", "Ministry of Mills", claim("P31", "Q192350"), claim("P749", "Q5000")),
        item("Q4", "Berta Lund", claim("P31", "Q5")),
        item("Q5000", "Nordmark", claim("P31", "Q3624078")),
    )
    generation = publish_files(tmp_path / "data", loaded.file)
    answers = [tops(generation, "wikidata:Q1", day) for day in ("1995-01-01", "2010-05-31", "2010-06-01", "2024-06-01")]
    assert [x.get("Anders Holm") for x in answers] == ["certain", "certain", None, None]
    # The parent is stated without a beginning in 2024: before, it is possible.
    assert [x.get("Nordmark") for x in answers] == [None, None, "possible", "certain"]
    assert answers[3] == {"Nordmark": "certain"}
    assert all("Berta Lund" not in x for x in answers)


def test_other_formats_are_not_taken() -> None:
    for head in (
        b'{"kind": "company"}',
        b'[{"statementId": "x"}]',
        b'{"id": "Q1", "schema": "Person", "properties": {}}',
        b"<a/>",
        b"<?xml version='1.0'?>",
        b'{"data": [{"type": "lei-records", "id": "X"}]}',
        b'<https://w3id.org/ownership-graph/ns#x> <http://p> "1" .\n',
        b'<http://example.org/a> <http://example.org/p> "Q1" .\n',
        b'{"type": "item", "id": "x1", "labels": {}}',
    ):
        assert not WikidataLoader().detect(head, Path("x"))
