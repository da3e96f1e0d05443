"""Registers that a mapping describes: told by their names, read record by record, and nobody joined by name."""

from __future__ import annotations

import io
import json
import pickle
from typing import Any

import pytest

from loaders.contract import LoadContext, Reject
from loaders.open import STDIN, load_file
from loaders.table.published import PublishedLoader, list_formats
from ontology.errors import InputError
from ontology.statements import Directness, EntityStatement, IdentityStatement, Interest, InterestStatement, Reason, Statement
from ontology.terms import Base

BASE = Base()


class Loaded:
    """A file of a register, loaded."""

    def __init__(self, text: str | bytes) -> None:
        self.rejects: list[Reject] = []
        self.context = LoadContext(BASE, STDIN, source="s", on_reject=self.rejects.append)
        self.statements: list[Statement] = []
        for stream in load_file(self.context, stdin=io.BytesIO(text.encode() if isinstance(text, str) else text)):
            self.source = stream.source
            self.statements += list(stream)

    @property
    def interests(self) -> list[InterestStatement]:
        return [x for x in self.statements if isinstance(x, InterestStatement)]

    def name(self, party: str | None) -> str:
        return next(x.names[0].text for x in self.statements if isinstance(x, EntityStatement) and x.entity == party)

    def holdings(self) -> list[tuple[str, str, str | None, str | None, str | None]]:
        """Holder, interest, share, from, until; in the order of the file."""
        return [
            (
                self.name(x.holder) if x.holder else "?",
                x.interest.value,
                None if x.share is None else x.share.label() if x.share.exact else x.share.interval(),
                x.valid_from,
                x.valid_until,
            )
            for x in self.interests
        ]


def table(delimiter: str, *rows: dict[str, str]) -> str:
    names = list(rows[0])
    return "\n".join(delimiter.join(f'"{row.get(name, "")}"' for name in names) for row in ({n: n for n in names}, *rows)) + "\n"


RELATION = {
    "relationship_type": "subsidiary",
    "oc_relationship_identifier": "7",
    "subject_entity_name": "MILL LTD",
    "subject_entity_company_number": "01234567",
    "subject_entity_jurisdiction_code": "gb",
    "object_entity_name": "WORKS BV",
    "object_entity_company_number": "33000001",
    "object_entity_jurisdiction_code": "nl",
    "percentage_min_share_ownership": "50",
    "percentage_max_share_ownership": "75",
    "percentage_min_voting_rights": "",
    "percentage_max_voting_rights": "",
    "start_date_type": "before",
    "start_date": "2016-04-06",
    "end_date": "",
}


def test_relationships_of_opencorporates_are_of_the_controlling_subject() -> None:
    exact = RELATION | {"start_date_type": "at", "percentage_min_share_ownership": "100", "percentage_max_share_ownership": "100"}
    loaded = Loaded(table(",", RELATION, exact, RELATION | {"relationship_type": "branch"}))
    assert loaded.holdings() == [
        ("MILL LTD", "otherInfluenceOrControl", None, None, None),
        ("MILL LTD", "shareholding", "[50..75]", None, None),
        ("MILL LTD", "otherInfluenceOrControl", None, "2016-04-06", None),
        ("MILL LTD", "shareholding", "100 %", "2016-04-06", None),
    ]
    assert (loaded.context.read, loaded.context.merged) == (3, 1)
    assert {x.direct for x in loaded.interests} == {Directness.UNKNOWN}
    assert {x.right for x in loaded.statements if isinstance(x, IdentityStatement)} == {BASE.identifier("gb-coh", "01234567")}


def control(**changes: Any) -> dict[str, Any]:
    entity = {"entity_type": "person", "entity_properties": {"name": "Ida Voss"}}
    subject = {"entity_type": "company", "entity_properties": {"name": "WORKS BV", "company_number": "33000001", "jurisdiction_code": "nl"}}
    shares = {"mechanism_type": "share_ownership", "mechanism_properties": {"percentage_of_shares": {"minimum": 25, "maximum": 50}}}
    votes = {"mechanism_type": "voting_rights", "mechanism_properties": {"voting_percentage": 40}}
    statement = {"subject_entity": subject, "control_level": "direct", "controlling_entities": [entity], "sample_date": "2016-06-30"}
    return {**statement, "control_mechanisms": [shares, votes], "ultimate_beneficial_owner": True, **changes}


def test_control_statements_of_opencorporates_have_a_holding_for_each_mechanism() -> None:
    loaded = Loaded(json.dumps(control()))
    assert loaded.holdings() == [("Ida Voss", "shareholding", "[25..50]", None, None), ("Ida Voss", "votingRights", "40 %", None, None)]
    assert {(x.direct, x.beneficial, x.stated_at) for x in loaded.interests} == {(Directness.DIRECT, True, "2016-06-30")}
    unnamed = Loaded(json.dumps(control(controlling_entities=[], control_mechanisms=[], no_controlling_entities_reasons=["not found"])))
    (holding,) = unnamed.interests
    assert (holding.holder, holding.holder_reason, "not found" in (holding.note or "")) == (None, Reason.UNKNOWN, True)


def test_two_of_one_name_are_two_where_nothing_else_identifies_them() -> None:
    other = {"entity_type": "company", "entity_properties": {"name": "DAM BV", "company_number": "33000002", "jurisdiction_code": "nl"}}
    loaded = Loaded(json.dumps([control(), control(subject_entity=other)]))
    assert len({x.holder for x in loaded.interests}) == 2


def test_one_holding_that_cannot_be_used_leaves_the_others_of_its_record() -> None:
    mechanisms = [*control()["control_mechanisms"], {"mechanism_type": "voting_rights", "mechanism_properties": {"voting_percentage": 140}}]
    loaded = Loaded(json.dumps(control(control_mechanisms=mechanisms)))
    assert (len(loaded.interests), dict(loaded.context.warnings)) == (2, {"HOLDING_LEFT_OUT": 1})
    rejected = Loaded(json.dumps([control(), control(control_mechanisms=mechanisms[2:])]))
    assert ([x.code for x in rejected.rejects], len(rejected.interests)) == (["BAD_SHARE"], 2)


def test_beneficial_owners_of_latvia_are_owners_of_no_stated_size() -> None:
    row = {
        "id": "1",
        "legal_entity_registration_number": "40000000001",
        "forename": "Ida",
        "surname": "Voss",
        "latvian_identity_number_masked": "010180-*****",
        "birth_date": "1980-01-01",
        "nationality": "LV",
        "residence": "LV",
        "registered_on": "2018-05-02",
    }
    again = row | {"legal_entity_registration_number": "40000000002"}
    loaded = Loaded(table(";", row, again, row | {"forename": "Odo", "birth_date": ""}))
    assert [x[:3] for x in loaded.holdings()] == [("Ida Voss", "unknownInterest", None)] * 2 + [("Odo Voss", "unknownInterest", None)]
    first, second, third = loaded.interests
    assert (first.holder == second.holder, first.holder == third.holder) == (True, False)
    assert (first.subject, first.beneficial, first.valid_from) == (BASE.identifier("lv-re", "40000000001"), True, "2018-05-02")


def test_members_of_latvian_companies_hold_shares_of_unknown_size() -> None:
    row = {
        "id": "1",
        "at_legal_entity_registration_number": "40000000001",
        "entity_type": "LEGAL_ENTITY",
        "name": "Dzirnavas SIA",
        "latvian_identity_number_masked": "",
        "birth_date": "",
        "legal_entity_registration_number": "40000000003",
        "number_of_shares": "100",
        "share_nominal_value": "28",
        "share_currency": "EUR",
        "date_from": "2015-03-01",
    }
    joint = row | {"entity_type": "JOINT_OWNERS", "name": "", "legal_entity_registration_number": ""}
    loaded = Loaded(table(";", row, joint))
    assert loaded.holdings()[0] == ("Dzirnavas SIA", "shareholding", None, "2015-03-01", None)
    assert (loaded.interests[0].holder, loaded.interests[1].holder) == (BASE.identifier("lv-re", "40000000003"), None)
    assert "number_of_shares: 100" in (loaded.interests[0].note or "")


def test_the_estonian_register_tells_owners_with_their_percentage_and_beneficial_owners_in_words() -> None:
    owner = {"isiku_tyyp": "J", "isiku_roll": "O", "isiku_roll_tekstina": "osanik", "nimi_arinimi": "Veski OÜ", "algus_kpv": "05.03.2018"}
    owner |= {"isikukood_registrikood": "10000002", "osaluse_protsent": "51.00", "osaluse_suurus": "1275", "osaluse_valuuta": "EUR"}
    person = {"isiku_tyyp": "F", "isiku_roll": "JUHL", "eesnimi": "Ida", "nimi_arinimi": "Voss", "isikukood_registrikood": "1"}
    record = {"ariregistri_kood": 10000001, "nimi": "Tehas OÜ"}
    loaded = Loaded(json.dumps([{**record, "kaardile_kantud_isikud": [owner, person, person | {"isiku_roll": "O"}]}]))
    assert loaded.holdings() == [("Veski OÜ", "shareholding", "51 %", "2018-03-05", None), ("Ida Voss", "shareholding", None, None, None)]
    assert loaded.interests[0].holder == BASE.identifier("ee-rik", "10000002")
    beneficial = {"eesnimi": "Ida", "nimi": "Voss", "algus_kpv": "01.09.2018", "lopp_kpv": "02.02.2020"}
    beneficial |= {"kontrolli_teostamise_viis_tekstina": "Kaudne osalus"}
    (holding,) = Loaded(json.dumps([{**record, "kasusaajad": [beneficial]}])).interests
    assert (holding.interest, holding.beneficial, holding.details) == (Interest.UNKNOWN, True, "Kaudne osalus")
    assert (holding.valid_from, holding.valid_until, holding.direct) == ("2018-09-01", "2020-02-02", Directness.UNKNOWN)


def test_end_users_of_benefits_of_slovak_partners_are_beneficial_owners() -> None:
    partner = {"Id": 5, "ObchodneMeno": "Mlyn s.r.o.", "Ico": "00000011"}
    user = {
        "Id": 9,
        "Meno": "Ida",
        "Priezvisko": "Voss",
        "DatumNarodenia": "1960-05-01T00:00:00+01:00",
        "PlatnostOd": "2017-03-01T00:00:00+01:00",
    }
    record = {"Id": 1, "CisloVlozky": 3, "PartneriVerejnehoSektora": [partner], "KonecniUzivateliaVyhod": [user, user | {"Meno": "Odo"}]}
    loaded = Loaded(json.dumps({"@odata.context": "x", "value": [record]}))
    assert loaded.holdings() == [
        ("Ida Voss", "unknownInterest", None, "2017-03-01", None),
        ("Odo Voss", "unknownInterest", None, "2017-03-01", None),
    ]
    assert loaded.interests[0].subject == BASE.identifier("sk-orsr", "00000011")


def dated(value: str, start: str, end: str | None = None) -> dict[str, Any]:
    return {"vaerdi": value, "periode": {"gyldigFra": start, "gyldigTil": end}}


def test_shares_of_the_danish_register_are_bands_with_their_periods() -> None:
    attributes = [
        {"type": "EJERANDEL_PROCENT", "vaerdier": [dated("0.5", "2016-01-01", "2018-01-01"), dated("1.0", "2018-01-01")]},
        {"type": "EJERANDEL_STEMMERET_PROCENT", "vaerdier": [dated("0.6667", "2016-01-01")]},
        {"type": "EJERANDEL_MEDDELELSE_DATO", "vaerdier": [dated("2016-01-01", "2016-01-01")]},
    ]
    organisation = {"hovedtype": "REGISTER", "organisationsNavn": [{"navn": "EJERREGISTER"}], "medlemsData": [{"attributter": attributes}]}
    holder = {
        "enhedsNummer": 4,
        "enhedstype": "VIRKSOMHED",
        "forretningsnoegle": 10000002,
        "navne": [{"navn": "Old ApS"}, {"navn": "Mølle ApS"}],
    }
    company = {"cvrNummer": 10000001, "virksomhedMetadata": {"nyesteNavn": {"navn": "Værk A/S"}}}
    company |= {"deltagerRelation": [{"deltager": holder, "organisationer": [organisation]}]}
    expected = [
        ("Mølle ApS", "shareholding", "[50..66.67)", "2016-01-01", "2018-01-01"),
        ("Mølle ApS", "shareholding", "100 %", "2018-01-01", None),
        ("Mølle ApS", "votingRights", "[66.66..90)", "2016-01-01", None),
    ]
    for record in (company, {"Vrvirksomhed": company}, {"hits": {"total": 1, "hits": [{"_source": {"Vrvirksomhed": company}}]}}):
        loaded = Loaded(json.dumps(record))
        assert loaded.holdings() == expected
        assert loaded.interests[0].holder == BASE.identifier("dk-cvr", "10000002")
        assert {x.direct for x in loaded.interests} == {Directness.DIRECT}


PERSON_13D = """<reportingPersonInfo><reportingPersonCIK>0009000001</reportingPersonCIK><reportingPersonName>{name}</reportingPersonName>
<memberOfGroup>a</memberOfGroup><citizenshipOrOrganization>{place}</citizenshipOrOrganization><soleVotingPower>0.00</soleVotingPower>
<sharedVotingPower>600.00</sharedVotingPower><aggregateAmountOwned>600.00</aggregateAmountOwned><percentOfClass>{percent}</percentOfClass>
{types}</reportingPersonInfo>"""


def schedule_13d(percent: str = "60.1", signed: str = "03/18/2025") -> str:
    persons = PERSON_13D.format(
        name="Mill Capital LP", place="DE", percent=percent, types="<typeOfReportingPerson>PN</typeOfReportingPerson>"
    )
    both = "<typeOfReportingPerson>IN</typeOfReportingPerson><typeOfReportingPerson>HC</typeOfReportingPerson>"
    other = PERSON_13D.format(name="Ida Voss", place="D0", percent=percent, types=both)
    other = other.replace("<reportingPersonCIK>0009000001</reportingPersonCIK>", "<reportingPersonNoCIK>Y</reportingPersonNoCIK>")
    return f"""<?xml version="1.0"?><edgarSubmission xmlns="http://www.sec.gov/edgar/schedule13D"><headerData>
<submissionType>SCHEDULE 13D/A</submissionType></headerData><formData><coverPageHeader><amendmentNo>2</amendmentNo>
<securitiesClassTitle>Common Stock</securitiesClassTitle><dateOfEvent>03/14/2025</dateOfEvent><issuerInfo>
<issuerCIK>0009000009</issuerCIK><issuerCUSIP>00000A100</issuerCUSIP><issuerName>Works Inc</issuerName></issuerInfo></coverPageHeader>
<reportingPersons>{persons}{other}</reportingPersons><signatureInfo><signaturePerson><signatureReportingPerson>x</signatureReportingPerson>
<signatureDetails><signature>x</signature><date>{signed}</date></signatureDetails></signaturePerson></signatureInfo></formData>
</edgarSubmission>"""


def test_a_percentage_of_a_class_is_the_most_that_it_can_be_of_all_votes() -> None:
    loaded = Loaded(schedule_13d())
    assert loaded.holdings() == [(name, "votingRights", "[0..60.1]", None, None) for name in ("Mill Capital LP", "Ida Voss")]
    first, second = loaded.interests
    assert (first.beneficial, first.direct, first.stated_at) == (True, Directness.UNKNOWN, "2025-03-18")
    assert (first.holder, first.subject) == (BASE.identifier("us-sec-cik", "0009000001"), BASE.identifier("us-sec-cik", "0009000009"))
    assert all(
        words in (first.note or "") for words in ("amendmentNo: 2", "sharedVotingPower: 600.00", "securitiesClassTitle: Common Stock")
    )
    kinds = {x.names[0].text: (x.kind.value, x.jurisdiction) for x in loaded.statements if isinstance(x, EntityStatement)}
    # EDGAR's DE is Delaware; D0 is none of ISO's.
    assert kinds["Mill Capital LP"] == ("legal-entity", "US-DE")
    assert kinds["Ida Voss"] == ("person", None)
    assert "citizenshipOrOrganization: D0" in (second.note or "")


def test_an_amendment_is_a_later_version_of_the_record_and_ends_what_is_gone() -> None:
    before, after = Loaded(schedule_13d()), Loaded(schedule_13d(percent="0.0", signed="01/15/2026"))
    assert [x.record for x in before.interests] == [x.record for x in after.interests]
    assert {x.status.value for x in after.interests} == {"former"}
    assert before.source.delta, "a filing adds to those before it"


def test_a_passive_holding_is_read_of_the_fields_of_schedule_13g() -> None:
    person = """<coverPageHeaderReportingPersonDetails><reportingPersonName>Flora Fund</reportingPersonName>
<citizenshipOrOrganization>X1</citizenshipOrOrganization><reportingPersonBeneficiallyOwnedNumberOfShares><soleVotingPower>54.00
</soleVotingPower></reportingPersonBeneficiallyOwnedNumberOfShares><classPercent>5.4</classPercent><typeOfReportingPerson>IV
</typeOfReportingPerson></coverPageHeaderReportingPersonDetails>"""
    text = f"""<edgarSubmission xmlns="http://www.sec.gov/edgar/schedule13g"><formData><coverPageHeader>
<securitiesClassTitle>Class A</securitiesClassTitle><eventDateRequiresFilingThisStatement>09/30/2025</eventDateRequiresFilingThisStatement>
<issuerInfo><issuerCik>9</issuerCik><issuerName>Works Inc</issuerName></issuerInfo></coverPageHeader>{person}</formData>
</edgarSubmission>"""
    loaded = Loaded(text)
    assert loaded.holdings() == [("Flora Fund", "votingRights", "[0..5.4]", None, None)]
    assert loaded.interests[0].stated_at == "2025-09-30"


def edr(subject: str) -> str:
    return f"<DATA><SUBJECT><RECORD>1</RECORD><NAME>ТОВ МЛИН</NAME><EDRPOU>1234567</EDRPOU>{subject}</SUBJECT></DATA>"


def test_founders_and_beneficiaries_of_the_ukrainian_register_are_free_text_of_which_little_is_read() -> None:
    loaded = Loaded(
        edr(
            "<FOUNDERS><FOUNDER>ГАЛЬДЕН ІВАН, Україна, розмір внеску - 600,00 грн., частка - 60,5%</FOUNDER>"
            "<FOUNDER>ТОВ ДАМБА, 87654321, Україна</FOUNDER>"
            "<FOUNDER>КІНЦЕВИЙ БЕНЕФІЦІАРНИЙ ВЛАСНИК (КОНТРОЛЕР) - ГАЛЬДЕН ІВАН, Україна</FOUNDER></FOUNDERS>"
            "<BENEFICIARIES><BENEFICIARY>ГАЛЬДЕН ІВАН, Непрямий вирішальний вплив; Відсоток: 60</BENEFICIARY></BENEFICIARIES>"
        )
    )
    assert loaded.holdings() == [
        ("ГАЛЬДЕН ІВАН", "shareholding", "60.5 %", None, None),
        ("ТОВ ДАМБА", "shareholding", None, None, None),
        ("ГАЛЬДЕН ІВАН", "unknownInterest", None, None, None),
        ("ГАЛЬДЕН ІВАН", "unknownInterest", None, None, None),
    ]
    first, dam, third, last = loaded.interests
    assert (dam.holder, dam.subject) == (BASE.identifier("ua-edr", "87654321"), BASE.identifier("ua-edr", "01234567"))
    assert [x.beneficial for x in (first, dam, third, last)] == [None, None, True, True]
    assert (last.direct, last.details) == (Directness.INDIRECT, "ГАЛЬДЕН ІВАН, Непрямий вирішальний вплив; Відсоток: 60")


def test_a_company_without_founders_states_nothing_and_one_without_a_beneficiary_none() -> None:
    none = "<BENEFICIARIES><BENEFICIARY>Кінцевий бенефіціарний власник відсутній</BENEFICIARY></BENEFICIARIES>"
    for subject in ("<FOUNDERS/>", none):
        loaded = Loaded(edr(subject))
        assert (loaded.statements, loaded.context.merged, loaded.context.rejected) == ([], 1, 0)
    (unnamed,) = Loaded(edr(none.replace("відсутній", "встановити неможливо"))).interests
    assert (unnamed.holder, unnamed.holder_reason) == (None, Reason.UNKNOWN)


def test_a_register_of_xml_is_read_in_the_encoding_that_it_declares() -> None:
    text = '<?xml version="1.0" encoding="windows-1251"?>' + edr("<FOUNDERS><FOUNDER>ГАЛЬДЕН ІВАН</FOUNDER></FOUNDERS>")
    assert [x[0] for x in Loaded(text.encode("cp1251")).holdings()] == ["ГАЛЬДЕН ІВАН"]
    damaged = Loaded(edr("").replace("</NAME>", "</NAM>", 1))
    assert ([x.code for x in damaged.rejects], damaged.context.read) == (["BAD_XML"], 1)


def test_positions_in_the_norwegian_register_are_bands_and_rights_of_a_beneficial_owner() -> None:
    owner = {"kode": "posisjontype.eier", "beskrivelse": "Eierskap"}
    ways = [{"grunnlagType": {"kode": f"grunnlagtype.{way}"}} for way in ("dire", "indi")]
    positions = [
        {"posisjonType": owner, "stoerrelseIntervall": {"kode": "stoerrelseintervall.int2"}, "grunnlag": ways},
        {"posisjonType": {"kode": "posisjontype.ruas"}, "grunnlag": ways[1:]},
    ]
    holder = {"foedselsdato": "1983-12-01", "navn": {"fulltNavn": "TORE HALDEN"}, "posisjoner": positions}
    exempt = {"foedselsaar": "1990", "posisjoner": positions[1:]}
    answer = {"organisasjonsnummer": "999999999", "gjelderFraDato": "2022-09-06T09:17:39.8Z", "reelleRettighetshavere": [holder, exempt]}
    loaded = Loaded(json.dumps(answer | {"reelleRettighetshavereStatus": {"kode": "x"}}))
    first, second, third = loaded.interests
    assert [(x.interest.value, x.share and x.share.interval(), x.direct) for x in (first, second)] == [
        ("shareholding", "[50..75)", Directness.UNKNOWN),
        ("appointmentOfBoard", None, Directness.INDIRECT),
    ]
    assert (first.holder == second.holder, third.holder, first.stated_at) == (True, None, "2022-09-06")
    assert (first.subject, {x.beneficial for x in loaded.interests}) == (BASE.identifier("no-brc", "999999999"), {True})


@pytest.mark.parametrize("published", list_formats(), ids=lambda one: one.name)
def test_every_register_is_told_by_names_of_its_own_and_says_where_it_is_from(published: Any) -> None:
    assert bool(published.header) != bool(published.keys)
    assert published.title
    assert published.publisher
    assert published.url.startswith("https://")
    assert pickle.loads(pickle.dumps(published)) == published  # noqa: S301 (our own)
    others = [one for one in list_formats() if one is not published]
    assert not any(set(one.header) == set(published.header) and set(one.keys) == set(published.keys) for one in others)


def test_the_mapping_is_kept_with_the_source_and_another_file_is_refused() -> None:
    assert "share_ownership: shareholding" in (Loaded(json.dumps(control())).source.mapping or "")
    with pytest.raises(InputError) as caught:
        PublishedLoader().open(b"a,b\n", LoadContext(BASE, STDIN))
    assert (caught.value.code, "dk-cvr" in caught.value.hint) == ("UNKNOWN_CONTENT", True)


@pytest.mark.parametrize(
    "record",
    [
        [{"ariregistri_kood": 10000002, "nimi": "Veski", "kasusaajad": []}],
        {"organisasjonsnummer": "900000001", "reelleRettighetshavereStatus": {"kode": "x"}, "reelleRettighetshavere": []},
    ],
)
def test_a_list_of_nobody_says_of_nobody_that_he_is_not_named(record: Any) -> None:
    assert (Loaded(json.dumps(record)).interests) == []
