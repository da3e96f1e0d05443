"""What becomes what in BODS: order, ids, series, claims that are not held, unnamed sides, components, sizes, days, joined parties."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest

from graph.exports import bods, bods_series
from graph.exports.current import NOT_ACCEPTED
from graph.exports.request import ExportRequest
from graph.generation.generation import Generation
from ontology.statements import (
    Attribute,
    Change,
    EntityStatement,
    Evidence,
    Identifier,
    IdentityStatement,
    Interest,
    Kind,
    Reason,
    Source,
    Statement,
    Status,
)
from tests.graph.exports.invented import ANNA, BANK, BASE, HOLDING, MAKER, PAPER, REGISTER, SHOP, STATE, TRUST, at, entity, holds
from tests.graph.exports.invented import SOURCES as BOTH
from tests.scenarios import publish_releases

Given = dict[str, Any]
COMPANIES = (entity(HOLDING, "Holding"), entity(MAKER, "Maker"), entity(SHOP, "Shop"), entity(ANNA, "Anna Tarlenheim", Kind.PERSON))


class Exported:
    """What an export wrote."""

    def __init__(self, generation: Generation, source: str | None = None) -> None:
        out = io.BytesIO()
        request = ExportRequest(generation, source)
        self.omissions = request.omissions
        self.count = bods.write(request, out)
        self.raw = out.getvalue()
        self.all: list[Given] = msgspec.json.decode(self.raw)
        assert self.count == len(self.all)

    def series(self, record: str) -> list[Given]:
        return [one for one in self.all if one["recordId"] == record]

    def details(self, record: str) -> Given:
        (statement,) = self.series(record)
        return dict(statement["recordDetails"])

    def interest(self, record: str) -> Given:
        (interest,) = self.details(record)["interests"]
        return dict(interest)

    def annotations(self, record: str) -> list[str]:
        return [note["description"] for one in self.series(record) for note in one.get("annotations", ())]

    @property
    def relationships(self) -> list[Given]:
        return [one for one in self.all if one["recordType"] == "relationship"]


def generation_of(folder: Path, *statements: Statement, sources: tuple[Source, ...] = BOTH[:1]) -> Generation:
    return publish_releases(folder / "data", [(one, iter([s for s in statements if s.source == one.id])) for one in sources], base=BASE)


def exported(folder: Path, *statements: Statement, sources: tuple[Source, ...] = BOTH[:1]) -> Exported:
    return Exported(generation_of(folder, *COMPANIES, *statements, sources=sources))


def party(iri: str) -> str:
    return BASE.compact(iri)


def test_parties_precede_the_relationships_that_name_them(generation: Generation) -> None:
    written = Exported(generation)
    place = {one["recordId"]: number for number, one in reversed(list(enumerate(written.all)))}
    for one in written.relationships:
        for side in ("subject", "interestedParty"):
            if isinstance(named := one["recordDetails"][side], str):
                assert place[named] < place[one["recordId"]]
        for component in one["recordDetails"].get("componentRecords", ()):
            assert place[component] < place[one["recordId"]]


def test_ids_are_unique_short_enough_and_the_same_each_time(generation: Generation) -> None:
    first, second = Exported(generation), Exported(generation)
    assert first.raw == second.raw
    ids = [one["statementId"] for one in first.all]
    assert len(set(ids)) == len(ids)
    assert all(32 <= len(one) <= 64 for one in ids)


def test_lines_are_written_where_the_name_ends_so(generation: Generation) -> None:
    written = {}
    for name in ("x.json", "x.jsonl", "x.jsonl.gz"):
        out = io.BytesIO()
        bods.write(ExportRequest(generation, target_name=name), out)
        written[name] = out.getvalue()
    assert written["x.jsonl"] == written["x.jsonl.gz"]
    assert [msgspec.json.decode(line) for line in written["x.jsonl"].splitlines()] == msgspec.json.decode(written["x.json"])


@pytest.mark.parametrize(("name", "content"), [("x.json", b"[\n\n]\n"), ("x.jsonl", b"")])
def test_an_empty_export_is_still_a_file_of_its_format(tmp_path: Path, name: str, content: bytes) -> None:
    out = io.BytesIO()
    assert bods.write(ExportRequest(generation_of(tmp_path, *COMPANIES), "https://example.org/none", target_name=name), out) == 0
    assert out.getvalue() == content


def test_records_keep_the_ids_of_their_source_and_get_its_name_beside_other_sources(tmp_path: Path) -> None:
    statements = [
        EntityStatement(id=BASE.statement(source, "e", MAKER), source=source, entity=MAKER, record="c-1", stated_at="2020-01-01")
        for source in (REGISTER, PAPER)
    ]
    generation = generation_of(tmp_path, *statements, sources=BOTH)
    assert {one["recordId"] for one in Exported(generation).all} == {"register:c-1", "paper:c-1"}
    assert [one["recordId"] for one in Exported(generation, PAPER).all] == ["c-1"]


def test_a_record_id_that_a_source_uses_twice_stays_with_the_relationship(tmp_path: Path) -> None:
    link = holds("link", ANNA, MAKER, "10", record="p-1")
    person = EntityStatement(id=BASE.statement(REGISTER, "p"), source=REGISTER, entity=TRUST, record="p-1", stated_at="2020-01-01")
    written = exported(tmp_path, link, person)
    assert [one["recordType"] for one in written.series("p-1")] == ["relationship"]
    assert written.series(party(TRUST))[0]["recordType"] == "entity"


def test_interests_of_one_record_are_one_relationship(tmp_path: Path) -> None:
    statements = [
        holds("a", ANNA, MAKER, "(25..50]", record="r", place=at(4)),
        holds("b", ANNA, MAKER, "(50..75]", interest=Interest.VOTING_RIGHTS, record="r", place=at(4)),
    ]
    details = exported(tmp_path, *statements).details("r")
    assert [one["share"] for one in details["interests"]] == [
        {"exclusiveMinimum": 25, "maximum": 50},
        {"exclusiveMinimum": 50, "maximum": 75},
    ]
    assert (details["interestedParty"], details["subject"]) == (party(ANNA), party(MAKER))


@pytest.mark.parametrize(
    ("share", "written"),
    [
        ("51", {"exact": 51}),
        ("33.333333333", {"exact": 33.333333333}),
        ("1/3", {"exact": 33.333333333}),
        ("1/3..2/3", {"minimum": 33.333333333, "maximum": 66.666666667}),
        ("25..50", {"minimum": 25, "maximum": 50}),
        ("[75..100)", {"minimum": 75, "exclusiveMaximum": 100}),
        (">50", {"exclusiveMinimum": 50, "maximum": 100}),
    ],
)
def test_no_bound_becomes_exact_and_no_exact_size_a_bound(tmp_path: Path, share: str, written: Given) -> None:
    assert exported(tmp_path, holds("a", ANNA, MAKER, share, record="r")).interest("r")["share"] == written


def test_a_size_that_is_not_stated_is_not_written(tmp_path: Path) -> None:
    assert "share" not in exported(tmp_path, holds("a", ANNA, MAKER, record="r")).interest("r")


@pytest.mark.parametrize("status", [Status.AGREED, Status.PLANNED, Status.ALLEGED, Status.DENIED])
def test_what_is_not_held_is_left_out_and_counted(tmp_path: Path, status: Status) -> None:
    written = exported(tmp_path, holds("a", ANNA, MAKER, "51", status=status), holds("b", ANNA, SHOP, "10", record="r"))
    assert [one["recordId"] for one in written.relationships] == ["r"]
    assert written.omissions == {bods_series.word_omission(status): 1}


def test_a_record_whose_last_word_is_a_denial_is_closed(tmp_path: Path) -> None:
    first = holds("a", ANNA, MAKER, "51", record="r")
    denial = holds("b", ANNA, MAKER, "51", record="r", stated_at="2021-01-01", status=Status.DENIED, change=Change.UPDATED)
    written = exported(tmp_path, first, denial)
    assert [(one["recordStatus"], one["statementDate"]) for one in written.series("r")] == [("new", "2020-01-01"), ("closed", "2021-01-01")]
    assert written.annotations("r") == ["The claim has the status denied. The details are those of the last version."]


def test_former_interests_have_an_end_or_close_their_record(tmp_path: Path) -> None:
    ended = holds("a", ANNA, MAKER, "51", record="ended", status=Status.FORMER, valid_until="2019-05-06")
    undated = holds("b", ANNA, SHOP, "51", record="undated", status=Status.FORMER)
    beside = [holds("c", ANNA, HOLDING, "5", record="both", status=Status.FORMER), holds("d", ANNA, HOLDING, "6", record="both")]
    written = exported(tmp_path, ended, undated, *beside)
    assert written.interest("ended")["endDate"] == "2019-05-06"
    assert (written.series("ended")[0]["recordStatus"], written.series("undated")[0]["recordStatus"]) == ("new", "closed")
    assert written.interest("both")["share"] == {"exact": 6}
    assert written.omissions == {bods_series.FORMER: 1}


def test_a_series_runs_from_new_to_closed_in_the_order_of_its_days(tmp_path: Path) -> None:
    days = ("2019-01-01", "2021-01-01", "2020-01-01")
    changes = (Change.NEW, Change.CLOSED, Change.UPDATED)
    statements = [holds(day, ANNA, MAKER, "5", record="r", stated_at=day, change=change) for day, change in zip(days, changes, strict=True)]
    series = exported(tmp_path, *statements).series("r")
    assert [(one["statementDate"], one["recordStatus"]) for one in series] == [
        ("2019-01-01", "new"),
        ("2020-01-01", "updated"),
        ("2021-01-01", "closed"),
    ]


def test_a_correction_of_the_same_day_follows_what_it_corrects(tmp_path: Path) -> None:
    correction = holds("new", ANNA, MAKER, "30", record="r", place=at(3), change=Change.UPDATED)
    statements = [correction, holds("old", ANNA, MAKER, "20", record="r", place=at(9))]
    written = exported(tmp_path, *statements)
    sizes = [one["recordDetails"]["interests"][0]["share"]["exact"] for one in written.series("r")]
    assert sizes == [20, 30]


def test_a_closing_by_id_alone_repeats_what_it_closes(tmp_path: Path) -> None:
    first = holds("a", ANNA, MAKER, "51", record="r", place=at(1), stated_at="2019-01-01")
    closing, stray = (
        holds(
            record,
            None,
            None,
            record=record,
            place=at(2),
            change=Change.CLOSED,
            holder_reason=Reason.UNKNOWN_TO_PUBLISHER,
            subject_reason=Reason.UNKNOWN_TO_PUBLISHER,
        )
        for record in ("r", "never seen")
    )
    written = exported(tmp_path, first, closing, stray)
    last = written.series("r")[-1]
    assert last["recordStatus"] == "closed"
    assert last["recordDetails"]["interests"][0]["share"] == {"exact": 51}
    assert written.omissions == {bods_series.NOTHING_OPEN: 1}


def test_a_record_that_goes_on_after_its_closing_is_a_second_record(tmp_path: Path) -> None:
    statements = [
        holds("a", ANNA, MAKER, "1", record="r", stated_at="2018-01-01"),
        holds("b", ANNA, MAKER, "1", record="r", stated_at="2019-01-01", change=Change.CLOSED),
        holds("c", ANNA, MAKER, "2", record="r", stated_at="2020-01-01", change=Change.UPDATED),
    ]
    written = exported(tmp_path, *statements)
    assert [one["recordStatus"] for one in written.series("r")] == ["new", "closed"]
    assert [one["recordStatus"] for one in written.series("r/2")] == ["updated"]


def test_a_record_with_two_holders_at_once_is_two_records_each_closed_when_it_names_the_holder_no_longer(tmp_path: Path) -> None:
    statements = [
        holds("a", ANNA, MAKER, "10", record="r", stated_at="2019-01-01"),
        holds("b", SHOP, MAKER, "20", record="r", stated_at="2019-01-01"),
        holds("c", SHOP, MAKER, "30", record="r", change=Change.UPDATED),
    ]
    written = exported(tmp_path, *statements)
    ends = {
        (one["recordDetails"]["interestedParty"], one["recordStatus"]): one["recordDetails"]["interests"][0]["share"]["exact"]
        for one in written.relationships
    }
    assert ends == {(party(ANNA), "new"): 10, (party(ANNA), "closed"): 10, (party(SHOP), "new"): 20, (party(SHOP), "updated"): 30}


def test_an_unnamed_side_is_a_reason_with_its_words(tmp_path: Path) -> None:
    statement = holds("a", None, MAKER, holder_reason=Reason.NOT_PROVIDED, record="r", note="asked twice | commenting: by letter")
    written = exported(tmp_path, statement)
    assert written.details("r")["interestedParty"] == {"reason": "interestedPartyHasNotProvidedInformation", "description": "asked twice"}
    assert written.annotations("r") == ["by letter"]


def test_statements_that_bods_has_no_place_for_are_counted(tmp_path: Path) -> None:
    nobody = holds("a", None, None, holder_reason=Reason.UNKNOWN, subject_reason=Reason.UNKNOWN)
    written = exported(tmp_path, nobody, holds("b", MAKER, ANNA, "5"))
    assert written.relationships == []
    assert written.omissions == {bods.NO_ENDS: 1, bods.IN_A_PERSON: 1}


def test_a_summary_lists_its_components_and_follows_them(tmp_path: Path) -> None:
    first, second = holds("a", ANNA, HOLDING, "60", record="r1"), holds("b", HOLDING, MAKER, "50", record="r2")
    by_statement = holds("c", ANNA, MAKER, "30", record="sum1", components=(first.id, second.id))
    series = [BASE.statement(REGISTER, "relationship", record) for record in ("r1", "r2", "not here")]
    by_record = holds("d", ANNA, MAKER, "30", record="sum2", components=tuple(series))
    written = exported(tmp_path, by_statement, by_record, first, second)
    assert written.details("sum1")["componentRecords"] == written.details("sum2")["componentRecords"] == ["r1", "r2"]
    assert [written.details(record)["isComponent"] for record in ("r1", "r2", "sum1", "sum2")] == [True, True, False, False]
    assert written.omissions == {bods.NO_COMPONENT: 1}


def test_what_a_denied_summary_restates_is_no_component(tmp_path: Path) -> None:
    first = holds("a", ANNA, HOLDING, "60", record="r1")
    denied = holds("c", ANNA, MAKER, "30", record="sum", components=(first.id,), status=Status.DENIED)
    assert exported(tmp_path, first, denied).details("r1")["isComponent"] is False


def test_a_veto_is_never_written_as_control(tmp_path: Path) -> None:
    written = exported(tmp_path, entity(STATE, "State", Kind.STATE), holds("a", STATE, MAKER, interest=Interest.VETO, record="r"))
    assert "type" not in written.interest("r")
    assert written.interest("r")["details"] == "veto right"


def test_only_a_person_is_called_a_beneficial_owner(tmp_path: Path) -> None:
    statements = [holds(name, holder, MAKER, record=name, beneficial=True) for name, holder in (("person", ANNA), ("company", SHOP))]
    written = exported(tmp_path, *statements)
    assert written.interest("person")["beneficialOwnershipOrControl"] is True
    assert "beneficialOwnershipOrControl" not in written.interest("company")
    assert "natural persons" in written.annotations("company")[0]


def list_interests(written: Exported, record: str) -> list[tuple[str | None, str | None, object]]:
    (relationship,) = written.series(record)
    return [(one.get("startDate"), one.get("endDate"), one.get("share")) for one in relationship["recordDetails"]["interests"]]


def test_days_that_are_not_sure_are_an_interest_of_their_own_from_nothing_on(tmp_path: Path) -> None:
    share = "(50..75]"
    written = exported(
        tmp_path,
        holds("a", ANNA, MAKER, record="both", share=share, valid_from="2001", valid_until="2003-06"),
        holds("b", ANNA, MAKER, record="none", share=share, valid_from="2001-06", valid_until="2001"),
        holds("c", ANNA, MAKER, record="no size", interest=Interest.APPOINTMENT_OF_BOARD, valid_from="2001"),
    )
    sure, unsure = {"exclusiveMinimum": 50, "maximum": 75}, {"minimum": 0, "maximum": 75}
    assert list_interests(written, "both") == [
        ("2001-01-01", "2001-12-31", unsure),
        ("2001-12-31", "2003-06-01", sure),
        ("2003-06-01", "2003-06-30", unsure),
    ]
    assert list_interests(written, "none") == [("2001-06-01", "2001-12-31", unsure)]
    assert list_interests(written, "no size") == [("2001-12-31", None, None)]
    words = "The source says 2001-06 and 2001; on the days on which it is not sure, the size is from nothing on."
    assert written.annotations("none") == [words]


def test_of_a_record_with_several_versions_only_the_sure_days_are_written(tmp_path: Path) -> None:
    first = holds("a", ANNA, MAKER, record="r", share="60", valid_from="2001", stated_at="2005-01-01")
    second = holds("b", ANNA, MAKER, record="r", share="40", valid_from="2010", stated_at="2011-01-01")
    one, other = (v["recordDetails"]["interests"] for v in exported(tmp_path, first, second).series("r"))
    assert [(i["startDate"], i.get("endDate")) for i in one] == [("2001-12-31", "2010-01-01")]
    assert [(i["startDate"], i.get("endDate")) for i in other] == [("2010-12-31", None)]


def test_an_undated_statement_has_the_day_of_its_source(tmp_path: Path) -> None:
    statements = [
        holds("a", ANNA, MAKER, "1", record="r", stated_at="2001-01-01"),
        holds("b", ANNA, MAKER, "2", record="r", stated_at=None, change=Change.CLOSED),
    ]
    assert [one["statementDate"] for one in exported(tmp_path, *statements).series("r")] == ["2001-01-01", "2020-01-01"]


def test_quotes_and_reviews_become_annotations_of_the_interest(tmp_path: Path) -> None:
    statement = holds(
        "a", ANNA, MAKER, record="r", evidence=(Evidence(source=REGISTER, quote="Anna owns it", url="https://example.org/q"),)
    )
    (relationship,) = exported(tmp_path, statement).series("r")
    assert relationship["annotations"] == [
        {
            "statementPointerTarget": "/recordDetails/interests/0",
            "motivation": "commenting",
            "description": "Quoted from the source: Anna owns it",
            "url": "https://example.org/q",
        }
    ]


def test_facts_without_a_field_become_annotations(tmp_path: Path) -> None:
    facts = (Attribute(name="employees", value="450", qualifier="about"), Attribute(name="legal-form", value="AG"))
    written = exported(tmp_path, entity(BANK, "Bank", attributes=facts))
    assert written.details(party(BANK))["entityType"] == {"type": "registeredEntity", "details": "AG"}
    assert written.annotations(party(BANK)) == ["employees: about 450"]


def test_a_party_that_is_only_named_has_a_record_without_a_name(tmp_path: Path) -> None:
    written = exported(tmp_path, holds("a", BANK, MAKER, record="r"))
    details = written.details(party(BANK))
    assert "name" not in details
    assert details["unspecifiedEntityDetails"] == {"reason": "informationUnknownToPublisher"}
    assert details["identifiers"] == [{"id": "5493001KJTIIGC8Y1R12", "scheme": "XI-LEI", "schemeName": "LEI"}]


def test_joined_records_name_the_identifiers_of_both(tmp_path: Path) -> None:
    here = entity(BANK, "Bank of Strelsau", identifiers=(Identifier(scheme="CZ-ICO", value="12345678"),))
    there = entity(TRUST, "Strelsau Bank", source=PAPER)
    same = IdentityStatement(id=BASE.statement(PAPER, "same"), source=PAPER, left=BANK, right=TRUST)
    unsure = holds("a", BANK, MAKER, "5", source=REGISTER)
    generation = generation_of(tmp_path, *COMPANIES, here, there, same, unsure, sources=BOTH)
    written = Exported(generation)
    both = [written.details(f"{name}:{party(iri)}")["identifiers"] for name, iri in (("register", BANK), ("paper", TRUST))]
    assert [{one["id"] for one in identifiers} for identifiers in both] == [{"12345678", "5493001KJTIIGC8Y1R12"}, {"12345678"}]
    (note,) = written.annotations(f"paper:{party(TRUST)}")
    assert "another record of the same party" in note
    assert "identifiers" not in Exported(generation, PAPER).details(party(TRUST))


def test_several_records_of_one_party_in_a_source_are_read_together(tmp_path: Path) -> None:
    statements = [
        EntityStatement(
            id=BASE.statement(REGISTER, record), source=REGISTER, entity=BANK, record=record, stated_at=day, kind=Kind.COMPANY, **more
        )
        for record, day, more in (("a", "2020-01-01", {"founded": "1990-01-01"}), ("b", "2021-01-01", {"jurisdiction": "CZ"}))
    ]
    series = exported(tmp_path, *statements).series("a")
    assert [one["recordStatus"] for one in series] == ["new", "updated"]
    assert (series[1]["recordDetails"]["foundingDate"], series[1]["recordDetails"]["jurisdiction"]["code"]) == ("1990-01-01", "CZ")


def test_a_person_stays_a_person_when_the_record_is_closed_by_its_id(tmp_path: Path) -> None:
    closing, named = (
        EntityStatement(id=BASE.statement(REGISTER, day), source=REGISTER, entity=ANNA, stated_at=day, record="a", kind=kind, change=change)
        for day, kind, change in (("2022-01-01", Kind.UNKNOWN, Change.CLOSED), ("2021-01-01", Kind.PERSON, Change.NEW))
    )
    written = Exported(generation_of(tmp_path, named, closing))
    assert [(one["recordType"], one["recordStatus"]) for one in written.series("a")] == [("person", "new"), ("person", "closed")]


def test_claims_that_nobody_accepted_are_counted(generation: Generation) -> None:
    assert Exported(generation).omissions[NOT_ACCEPTED] == 1


def test_product_code_does_not_import_the_checker() -> None:
    checkout = Path(__file__).parents[3]
    shipped = [path for room in ("ontology", "loaders", "graph", "api", "cli") for path in (checkout / room).rglob("*.py")]
    assert shipped
    assert [path for path in shipped if re.search(r"^\s*(?:import|from) libcove", path.read_text(encoding="utf-8"), re.MULTILINE)] == []
