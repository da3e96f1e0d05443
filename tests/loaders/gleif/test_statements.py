"""GLEIF's records become what they say: who is who, who consolidates whom, why a parent is not named; and no more than that."""

from __future__ import annotations

import csv
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from loaders.gleif import REJECTS, WARNINGS
from loaders.gleif.codes import REASON_WORDS, REASONS
from ontology.errors import InputError
from ontology.statements import (
    Attribute,
    Change,
    Directness,
    EntityStatement,
    Identifier,
    IdentityStatement,
    Interest,
    InterestStatement,
    Judgement,
    Kind,
    Name,
    Reason,
    Statement,
    Status,
)
from tests.loaders.gleif.records import BASE, Loaded, as_csv, as_json, as_xml, entity, exception, lei, plain, relation, value, values


def party(number: int) -> str:
    return BASE.identifier("lei", lei(number))


def one(tmp_path: Path, record: dict[str, Any], key: str = "records") -> Loaded:
    loaded = Loaded(tmp_path / "gleif.json", as_json([record], key))
    assert loaded.context.warnings.keys() <= WARNINGS.keys()
    return loaded


def entity_of(loaded: Loaded) -> EntityStatement:
    (entity_statement,) = [s for s in loaded.statements if isinstance(s, EntityStatement)]
    return entity_statement


def interest_of(loaded: Loaded) -> InterestStatement:
    (interest_statement,) = loaded.statements
    assert isinstance(interest_statement, InterestStatement)
    return interest_statement


def same_said(statement: Statement) -> Statement:
    """A statement without what depends on the bytes of its record."""
    return replace(statement, id="", place=None)


RECORDS = {
    "level 1": entity(
        1,
        OtherEntityNames={"OtherEntityName": [value("Old Zenda", type="PREVIOUS_LEGAL_NAME", xml_lang="en")]},
        SuccessorEntity=[{"SuccessorLEI": lei(2), "SuccessorEntityName": "Hentzau Cars"}],
        LegalEntityEvents={
            "LegalEntityEvent": [
                {
                    "@event_status": "COMPLETED",
                    "LegalEntityEventType": "DISSOLUTION",
                    "LegalEntityEventEffectiveDate": "2020-05-06T00:00:00Z",
                }
            ]
        },
        EntityStatus="INACTIVE",
        TransliteratedOtherEntityNames={"TransliteratedOtherEntityName": [value("Zenda", type="AUTO_ASCII_TRANSLITERATED_LEGAL_NAME")]},
    ),
    "level 2": relation(
        1,
        2,
        RelationshipQualifiers={"RelationshipQualifier": [{"QualifierDimension": "ACCOUNTING_STANDARD", "QualifierCategory": "IFRS"}]},
        RelationshipQuantifiers={
            "RelationshipQuantifier": [
                {"MeasurementMethod": "ACCOUNTING_CONSOLIDATION", "QuantifierAmount": "100.00", "QuantifierUnits": "PERCENTAGE"}
            ]
        },
    ),
    "exception": exception(1, "NO_LEI", "NON_PUBLIC", ExceptionReference=["https://example.org/filing"]),
}


@pytest.mark.parametrize("record", RECORDS.values(), ids=RECORDS)
def test_every_form_of_a_record_says_the_same(tmp_path: Path, record: dict[str, Any]) -> None:
    forms = {
        "a.json": as_json([record]),
        "b.json": json.dumps([plain(record)]).encode(),
        "c.json": json.dumps(record).encode(),
        "d.xml": as_xml([record], header=""),
        "e.xml": as_xml([record], prefix="", header=""),
        "f.csv": as_csv([record]),
        "g.csv": as_csv([record], csv.QUOTE_MINIMAL, Unheard="of"),
        "h.jsonl": json.dumps(record).encode() + b"\n",
    }
    by_form = {}
    for name, raw in forms.items():
        folder = tmp_path / name
        folder.mkdir()
        loaded = Loaded(folder / f"same{Path(name).suffix}", raw)
        assert (loaded.counts[:4], loaded.rejects) == ((1, 1, 0, 0), []), name
        by_form[name] = [same_said(s) for s in loaded.statements]
    assert all(statements == by_form["a.json"] for statements in by_form.values())


def test_an_entity_has_its_names_numbers_addresses_and_days(tmp_path: Path) -> None:
    loaded = one(tmp_path, RECORDS["level 1"])
    statement = entity_of(loaded)
    assert (statement.entity, statement.record, statement.kind, statement.jurisdiction) == (party(1), lei(1), Kind.COMPANY, "GB")
    assert statement.names == (
        Name(text="Zenda Motors", lang="en"),
        Name(text="Old Zenda", type="former", lang="en"),
        Name(text="Zenda", type="transliteration"),
    )
    assert [(i.scheme, i.value) for i in statement.identifiers] == [("LEI", lei(1)), ("GB-COH", "01234567")]
    assert [(a.text, a.type, a.country) for a in statement.addresses] == [
        ("1 Castle Road, Tower, Floor 2, Zenda, Z1", "registered", "GB"),
        ("2 Mill Lane, Strelsau", "business", "GB"),
    ]
    assert (statement.founded, statement.dissolved, statement.stated_at) == ("2001-02-03", "2020-05-06", "2023-05-18")
    attributes = {(a.name, a.value, a.datatype) for a in statement.attributes}
    assert attributes >= {
        ("category", "GENERAL", "text"),
        ("status", "INACTIVE", "text"),
        ("registration-status", "ISSUED", "text"),
        ("legal-form", "H0PO", "text"),
        ("succeeded-by", party(2), "party"),
    }
    (same,) = [s for s in loaded.statements if isinstance(s, IdentityStatement)]
    assert (same.left, same.right, same.judgement) == (party(1), BASE.identifier("GB-COH", "01234567"), Judgement.SAME)


@pytest.mark.parametrize(
    ("category", "kind"),
    [
        ("GENERAL", Kind.COMPANY),
        ("FUND", Kind.LEGAL_ENTITY),
        ("BRANCH", Kind.LEGAL_ENTITY),
        ("SOLE_PROPRIETOR", Kind.PERSON),
        ("RESIDENT_GOVERNMENT_ENTITY", Kind.STATE_BODY),
        ("INTERNATIONAL_ORGANIZATION", Kind.LEGAL_ENTITY),
        ("GUILD", Kind.COMPANY),
    ],
)
def test_a_category_tells_the_kind(tmp_path: Path, category: str, kind: Kind) -> None:
    loaded = one(tmp_path, entity(1, EntityCategory=category))
    assert entity_of(loaded).kind is kind
    assert Attribute(name="category", value=category) in entity_of(loaded).attributes
    assert loaded.context.warnings["UNKNOWN_CATEGORY"] == (category == "GUILD")


@pytest.mark.parametrize(
    "authority",
    [{"RegistrationAuthorityID": "RA999999"}, {"RegistrationAuthorityID": "RA888888", "RegistrationAuthorityEntityID": "7"}, {}],
)
def test_a_number_of_no_known_register_joins_nobody(tmp_path: Path, authority: dict[str, str]) -> None:
    loaded = one(tmp_path, entity(1, RegistrationAuthority=authority))
    assert [i.scheme for i in entity_of(loaded).identifiers] == ["LEI"]
    assert not [s for s in loaded.statements if isinstance(s, IdentityStatement)]


def test_a_lapsed_duplicate_or_retired_registration_ends_nothing(tmp_path: Path) -> None:
    for registration in ("LAPSED", "DUPLICATE", "RETIRED", "ANNULLED"):
        loaded = one(tmp_path, entity(1, registration=registration))
        statement = entity_of(loaded)
        assert Attribute(name="registration-status", value=registration) in statement.attributes
        assert (statement.change, statement.dissolved) == (Change.NEW, None)
        assert loaded.context.warnings["LAPSED_REGISTRATION"] == (registration == "LAPSED")


def test_odd_values_are_kept_beside_a_warning(tmp_path: Path) -> None:
    record = entity(1, name="", LegalJurisdiction="Ruritania", EntityCreationDate="2001-02-30", EntityExpirationDate="")
    record["LEI"] = value(lei(1)[:-1] + "0")
    loaded = one(tmp_path, record)
    statement = entity_of(loaded)
    assert loaded.context.warnings == {"UNKNOWN_COUNTRY": 1, "BAD_DATE": 1, "BAD_LEI": 1, "NO_NAME": 1}
    assert (statement.jurisdiction, statement.founded, statement.note) == (None, None, "jurisdiction as given: Ruritania")
    backwards = one(tmp_path, entity(1, EntityExpirationDate="1999-01-01T00:00:00Z"))
    assert backwards.context.warnings == {"DATES_BACKWARDS": 1}
    assert (entity_of(backwards).founded, entity_of(backwards).dissolved) == (None, None)
    assert entity_of(backwards).note == "existed from 2001-02-03 to 1999-01-01, as the source has it"


@pytest.mark.parametrize(
    ("kind", "interest", "direct"),
    [
        ("IS_DIRECTLY_CONSOLIDATED_BY", Interest.OTHER_INFLUENCE_OR_CONTROL, Directness.DIRECT),
        ("IS_ULTIMATELY_CONSOLIDATED_BY", Interest.OTHER_INFLUENCE_OR_CONTROL, Directness.INDIRECT),
        ("IS_FUND-MANAGED_BY", Interest.RIGHTS_BY_CONTRACT, Directness.DIRECT),
        ("IS_SUBFUND_OF", Interest.RIGHTS_BY_CONTRACT, Directness.DIRECT),
        ("IS_BEFRIENDED_BY", Interest.UNKNOWN, Directness.UNKNOWN),
    ],
)
def test_the_parent_is_the_holder_and_no_type_has_a_share(tmp_path: Path, kind: str, interest: Interest, direct: Directness) -> None:
    statement = interest_of(one(tmp_path, relation(1, 2, kind)))
    assert (statement.holder, statement.subject, statement.interest, statement.direct) == (party(2), party(1), interest, direct)
    assert (statement.share, statement.details, statement.status) == (None, kind, Status.IN_EFFECT)
    assert (statement.valid_from, statement.valid_until, statement.stated_at) == ("2015-01-01", None, "2023-05-18")


def test_a_feeder_holds_its_master(tmp_path: Path) -> None:
    statement = interest_of(one(tmp_path, relation(1, 2, "IS_FEEDER_TO")))
    assert (statement.holder, statement.subject, statement.interest.family.value) == (party(1), party(2), "none")


@pytest.mark.parametrize("amount", ["1.00", "100.00", "1e400", "NaN"])
def test_a_quantifier_stays_words(tmp_path: Path, amount: str) -> None:
    record = relation(
        1,
        2,
        RelationshipQuantifiers={
            "RelationshipQuantifier": {
                "MeasurementMethod": "ACCOUNTING_CONSOLIDATION",
                "QuantifierAmount": amount,
                "QuantifierUnits": "PERCENTAGE",
            }
        },
    )
    statement = interest_of(one(tmp_path, record))
    assert statement.share is None
    assert statement.details == f"IS_DIRECTLY_CONSOLIDATED_BY; quantifier ACCOUNTING_CONSOLIDATION {amount} PERCENTAGE"


def test_only_the_relationship_period_is_valid_time(tmp_path: Path) -> None:
    record = relation(1, 2)
    record["Relationship"]["RelationshipPeriods"] = values(
        {
            "RelationshipPeriod": [
                {"StartDate": "2018-01-01T00:00:00Z", "EndDate": "2018-12-31T00:00:00Z", "PeriodType": "ACCOUNTING_PERIOD"},
                {"StartDate": "2012-11-29T23:59:00+14:00", "EndDate": "2019-06-30", "PeriodType": "RELATIONSHIP_PERIOD"},
            ]
        }
    )
    statement = interest_of(one(tmp_path, record))
    assert (statement.valid_from, statement.valid_until) == ("2012-11-29", "2019-06-30")
    assert statement.note == "accounting period from 2018-01-01 to 2018-12-31"
    record["Relationship"]["RelationshipPeriods"] = values(
        {
            "RelationshipPeriod": [
                {"StartDate": "2001-01-01", "EndDate": "2002-01-01", "PeriodType": "RELATIONSHIP_PERIOD"},
                {"StartDate": "2005-01-01", "PeriodType": "RELATIONSHIP_PERIOD"},
            ]
        }
    )
    both = [s for s in one(tmp_path, record).statements if isinstance(s, InterestStatement)]
    assert [(s.valid_from, s.valid_until) for s in both] == [("2001-01-01", "2002-01-01"), ("2005-01-01", None)]
    assert len({s.id for s in both}) == 2
    assert len({s.record for s in both}) == 1


@pytest.mark.parametrize(
    ("fields", "status", "from_", "until", "warning"),
    [
        ({"status": "INACTIVE"}, Status.FORMER, "2015-01-01", None, None),
        ({"status": "INACTIVE", "end": "2020-01-01"}, Status.IN_EFFECT, "2015-01-01", "2020-01-01", None),
        ({"status": "NULL"}, Status.ALLEGED, "2015-01-01", None, "STATUS_NOT_SAID"),
        ({"registration": "LAPSED"}, Status.IN_EFFECT, "2015-01-01", None, "LAPSED_REGISTRATION"),
        ({"registration": "ANNULLED"}, Status.DENIED, "2015-01-01", "2015-01-01", "WITHDRAWN_RECORD"),
        ({"registration": "DUPLICATE", "status": "NULL", "start": ""}, Status.DENIED, "2023-05-18", "2023-05-18", "WITHDRAWN_RECORD"),
        ({"registration": "CANCELLED", "end": "2020-01-01"}, Status.DENIED, "2015-01-01", "2015-01-01", "WITHDRAWN_RECORD"),
        ({"end": "2010-01-01"}, Status.FORMER, None, None, "DATES_BACKWARDS"),
        ({"end": "2010-02-30"}, Status.FORMER, "2015-01-01", None, "BAD_DATE"),
        ({"start": ""}, Status.IN_EFFECT, None, None, None),
    ],
)
def test_a_status_tells_whether_it_holds(
    tmp_path: Path, fields: dict[str, Any], status: Status, from_: str | None, until: str | None, warning: str | None
) -> None:
    loaded = one(tmp_path, relation(1, 2, **fields))
    statement = interest_of(loaded)
    assert (statement.status, statement.valid_from, statement.valid_until) == (status, from_, until)
    assert dict(loaded.context.warnings) == ({warning: 1} if warning else {})


def test_a_branch_is_its_head_office(tmp_path: Path) -> None:
    (statement,) = one(tmp_path, relation(1, 2, "IS_INTERNATIONAL_BRANCH_OF")).statements
    assert isinstance(statement, IdentityStatement)
    assert (statement.left, statement.right, statement.judgement) == (party(1), party(2), Judgement.SAME)
    assert statement.reason == "international branch of the same legal entity"
    for ended in (
        relation(1, 2, "IS_INTERNATIONAL_BRANCH_OF", status="INACTIVE"),
        relation(1, 2, "IS_INTERNATIONAL_BRANCH_OF", deleted="2024-01-01"),
    ):
        loaded = one(tmp_path, ended)
        (statement,) = loaded.statements
        assert isinstance(statement, IdentityStatement)
        assert statement.judgement is Judgement.UNSURE
        assert loaded.context.warnings == {"BRANCH_ENDED": 1}


def test_a_party_that_is_named_otherwise_belongs_to_its_source(tmp_path: Path) -> None:
    record = relation(1, 2)
    record["Relationship"]["EndNode"] = values({"NodeID": "X-7", "NodeIDType": "ISO_17442_COMPATIBLE"})
    loaded = one(tmp_path, record)
    described, interest = loaded.statements
    assert isinstance(described, EntityStatement)
    assert isinstance(interest, InterestStatement)
    assert interest.holder == described.entity == BASE.record(loaded.source.id, "ISO_17442_COMPATIBLE|X-7")
    assert described.identifiers == (Identifier(scheme="ISO_17442_COMPATIBLE", value="X-7"),)
    assert loaded.context.warnings == {"NOT_A_LEI": 1}


@pytest.mark.parametrize(("reason", "mapped"), REASONS.items())
def test_a_reason_is_kept_and_never_says_that_there_is_no_owner(tmp_path: Path, reason: str, mapped: Reason) -> None:
    statement = interest_of(one(tmp_path, exception(1, reason), "exceptions"))
    assert (statement.holder, statement.subject, statement.interest, statement.holder_reason) == (None, party(1), Interest.UNKNOWN, mapped)
    assert mapped is not Reason.NO_BENEFICIAL_OWNERS
    assert statement.details == f"DIRECT_ACCOUNTING_CONSOLIDATION_PARENT: {reason} ({REASON_WORDS[reason]})"
    assert statement.direct is Directness.DIRECT


def test_an_exception_of_an_unknown_kind_is_kept(tmp_path: Path) -> None:
    loaded = one(tmp_path, exception(1, "TOO_SHY", category="SPIRITUAL_PARENT", ExceptionReference=["by word of mouth"]), "exceptions")
    statement = interest_of(loaded)
    assert loaded.context.warnings == {"UNKNOWN_EXCEPTION": 1, "UNKNOWN_REASON": 1}
    assert (statement.details, statement.holder_reason, statement.note) == (
        "SPIRITUAL_PARENT: TOO_SHY",
        Reason.UNKNOWN,
        "reference: by word of mouth",
    )


def test_a_deletion_closes_its_record_on_its_day(tmp_path: Path) -> None:
    for record, key in (
        (entity(1, deleted="2024-02-01T08:00:00Z"), lei(1)),
        (relation(1, 2, deleted="2024-02-01T08:00:00Z"), f"{lei(1)}|IS_DIRECTLY_CONSOLIDATED_BY|{lei(2)}"),
        (
            exception(1, "NO_LEI", Extension={"Deletion": {"DeletedAt": "2024-02-01T08:00:00Z"}}),
            f"{lei(1)}|DIRECT_ACCOUNTING_CONSOLIDATION_PARENT",
        ),
    ):
        for name, raw in (("delta.json", as_json([record])), ("delta.xml", as_xml([record]))):
            loaded = Loaded(tmp_path / name, raw)
            (statement,) = loaded.statements
            assert (statement.record, statement.change, statement.stated_at) == (key, Change.CLOSED, "2024-02-01")
            assert loaded.source.delta


@pytest.mark.parametrize(
    "raw",
    [
        as_xml([relation(1, 2)], header="<{0}FileContent>GLEIF_DELTA_PUBLISHED</{0}FileContent>"),
        as_xml([relation(1, 2)], header="<{0}DeltaStart>2023-06-05T00:00:00Z</{0}DeltaStart>"),
        as_json([relation(1, 2)], FileContent="LOU_DELTA_PUBLISHED"),
        as_csv([relation(1, 2)], DeletedAt=""),
    ],
)
def test_a_delta_says_so(tmp_path: Path, raw: bytes) -> None:
    assert Loaded(tmp_path / "file", raw).source.delta
    for name in ("20230605-0800-gleif-goldencopy-rr-last-day.csv", "20230605-0800-gleif-goldencopy-rr-golden-copy.csv"):
        source = Loaded(tmp_path / name, as_csv([relation(1, 2)])).source
        assert (source.delta, source.date) == ("last-day" in name, "2023-06-05")


def test_the_source_is_named_with_its_licence_and_date(tmp_path: Path) -> None:
    source = Loaded(tmp_path / "rr.xml", as_xml([relation(1, 2)])).source
    assert (source.type, source.publisher, source.licence, source.date) == ("register", "GLEIF", "CC0-1.0", "2023-06-05")
    assert source.title == "GLEIF Level 2: relationship records (rr.xml)"
    assert not source.delta


def test_a_zipped_golden_copy_is_read_as_it_is(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "rr.csv.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("rr.csv", as_csv([relation(1, 2), relation(3, 2)]))
    loaded = Loaded(tmp_path / "rr.csv.zip")
    assert loaded.counts == (2, 2, 0, 0, 2)


def test_cells_may_hold_quotes_commas_and_lines(tmp_path: Path) -> None:
    names = ['Zenda "Rapid" Motors', 'Zenda", "Motors', "Zenda,\nMotors", '"', "Zenda, Motors"]
    loaded = Loaded(tmp_path / "lei.csv", as_csv([entity(n, name) for n, name in enumerate(names, 1)]))
    assert loaded.rejects == []
    assert [s.names[0].text for s in loaded.statements if isinstance(s, EntityStatement)] == names


@pytest.mark.parametrize(
    ("records", "code"),
    [
        ([{"LEI": "", "Entity": {"LegalName": "Zenda"}}], "MISSING_ID"),
        ([relation(1, 1)], "SELF_HOLDING"),
        ([{"Relationship": {"StartNode": {"NodeID": lei(1)}}}], "MISSING_ID"),
        ([{"Company": lei(1)}], "UNKNOWN_KIND_OF_RECORD"),
        ([7], "NOT_AN_OBJECT"),
    ],
)
def test_a_record_that_says_nothing_usable_is_set_aside(tmp_path: Path, records: list[Any], code: str) -> None:
    loaded = Loaded(tmp_path / "gleif.json", as_json([entity(1), *records, entity(2)]))
    assert loaded.counts[:4] == (3, 2, 0, 1)
    assert [(r.code, r.line) for r in loaded.rejects] == [(code, 2)]
    assert code in REJECTS
    assert "Zenda" not in loaded.rejects[0].reason


def test_a_damaged_row_or_element_costs_itself_only(tmp_path: Path) -> None:
    rows = as_csv([relation(n, 9) for n in (1, 2, 3)]).split(b"\r\n")
    rows[2] = rows[2][:40]
    loaded = Loaded(tmp_path / "rr.csv", b"\r\n".join(rows))
    assert loaded.counts[:4] == (3, 2, 0, 1)
    assert loaded.rejects[0].code == "BAD_ROW"
    text = as_xml([relation(n, 9) for n in (1, 2, 3)]).replace(f"<g:NodeID>{lei(2)}</g:NodeID>".encode(), b"<g:NodeID>&bad;</g:NodeID>")
    loaded = Loaded(tmp_path / "rr.xml", text)
    assert loaded.counts[:4] == (3, 2, 0, 1)
    assert loaded.rejects[0].code == "BAD_XML"


def test_entities_of_xml_are_not_expanded(tmp_path: Path) -> None:
    text = as_xml([relation(1, 2)]).replace(b"?><", b'?><!DOCTYPE a [<!ENTITY b "c">]><', 1)
    with pytest.raises(InputError) as caught:
        Loaded(tmp_path / "rr.xml", text)
    assert caught.value.code == "XML_DOCTYPE"


@pytest.mark.parametrize(
    "raw",
    [
        b'<a xmlns="http://example.org/data/schema/rr/2016"><RelationshipRecord/></a>',
        b"LEI,Name\n1,2\n",
        b'{"LEI": "1"}',
        b'[{"data": []}]',
        b'{"statements": [{"scheme": "XI-LEI"}]}',
    ],
)
def test_files_of_others_are_left_to_them(tmp_path: Path, raw: bytes) -> None:
    from loaders.gleif import GleifLoader

    assert not GleifLoader().detect(raw, tmp_path / "gleif.json")
