"""The UK register of control: what its lines say as statements."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from loaders.psc.codes import parse_nature
from loaders.psc.identifiers import is_british
from loaders.psc.interests import BEGAN_NOTE
from loaders.psc.loader import PscLoader
from ontology.shares import PERCENT
from ontology.statements import Change, Identifier, IdentityStatement, Interest, Kind, Reason, Status
from tests.loaders.psc.records import BASE, COMPANY, CORPORATE, LEGAL, OWNER, STATEMENT, Loaded, corporate, event, line

BANDS = [
    ("ownership-of-shares-25-to-50-percent", Interest.SHAREHOLDING, (25, True, 50, False)),
    ("voting-rights-50-to-75-percent", Interest.VOTING_RIGHTS, (50, True, 75, False)),
    ("part-right-to-share-surplus-assets-75-to-100-percent", Interest.RIGHTS_TO_SURPLUS_ASSETS, (75, False, 100, False)),
    ("ownership-of-shares-more-than-25-percent-registered-overseas-entity", Interest.SHAREHOLDING, (25, True, 100, False)),
    ("right-to-appoint-and-remove-members-limited-liability-partnership", Interest.APPOINTMENT_OF_BOARD, None),
    ("significant-influence-or-control", Interest.OTHER_INFLUENCE_OR_CONTROL, None),
    ("registered-owner-as-nominee-person-scotland-registered-overseas-entity", Interest.ENJOYMENT_AND_USE_OF_ASSETS, None),
]


@pytest.mark.parametrize(("code", "interest", "band"), BANDS)
def test_a_band_keeps_its_open_ends_and_is_never_a_number(code: str, interest: Interest, band: tuple[int, bool, int, bool] | None) -> None:
    meant = parse_nature(code)
    assert meant is not None
    assert meant.interest is interest
    if band is None:
        assert meant.share is None
    else:
        share = meant.share
        assert share is not None
        assert (share.min // PERCENT, share.min_open, share.max // PERCENT, share.max_open) == band
        assert not share.exact


@pytest.mark.parametrize(
    "code",
    [
        "ownership-of-shares-25-to-50-percent-50-to-75-percent",
        "voting-rights-25-to-50-percent-as-firm-as-trust",
        "ownership-of-shares-",
        "significant-influence-or-control-25-to-50-percent",
        "ownership-of-shares-25-to-50-percent-as-cat",
        "",
        "VOTING-RIGHTS",
    ],
)
def test_a_code_that_says_two_things_or_none_is_not_guessed_at(code: str) -> None:
    assert parse_nature(code) is None


def test_a_person_a_company_and_its_dates(tmp_path: Path) -> None:
    loaded = Loaded(
        tmp_path,
        line(
            ceased_on="2020-06-30",
            date_of_birth={"year": 1961, "month": 12},
            nationality="Ruritanian",
            country_of_residence="Zenda",
            address={"premises": "1", "address_line_1": "High St", "locality": "Strelsau", "country": "Ruritania"},
            is_sanctioned=True,
        ),
    )
    assert loaded.counts == (1, 1, 0, 0)
    company, person = loaded.parties
    assert (company.entity, company.kind, company.identifiers) == (COMPANY, Kind.COMPANY, (Identifier(scheme="GB-COH", value="01234567"),))
    assert (person.kind, person.names[0].text) == (Kind.PERSON, "Ms Elsbeth Kranz")
    assert {(a.name, a.value) for a in person.attributes} == {
        ("birth-date", "1961-12"),
        ("nationality", "Ruritanian"),
        ("residence-country", "Zenda"),
        ("sanctioned", "true"),
    }
    assert [(a.text, a.country) for a in person.addresses] == [("1, High St, Strelsau", "Ruritania")]
    (held,) = loaded.interests
    assert (held.holder, held.subject, held.valid_from, held.valid_until) == (person.entity, COMPANY, "2018-05-01", "2020-06-30")
    assert (held.stated_at, held.beneficial, held.details) == ("2024-11-22", True, "ownership-of-shares-75-to-100-percent")
    assert held.place is not None
    assert (held.place.line, len(held.place.sha256 or "")) == (1, 64)


def test_a_name_is_put_together_of_its_elements_where_it_is_not_written_out(tmp_path: Path) -> None:
    elements = {"title": "Dr", "forename": "Ida", "surname": "Mills"}
    (_, person) = Loaded(tmp_path, line(name=None, name_elements=elements)).parties
    assert [n.text for n in person.names] == ["Dr Ida Mills"]


def test_ids_tell_all_statements_apart_and_stay_the_same(tmp_path: Path) -> None:
    natures = ["voting-rights-25-to-50-percent-as-firm", "ownership-of-shares-25-to-50-percent-as-firm", "significant-influence-or-control"]
    lines = [line(key=key, natures_of_control=natures) for key in "ab"] + [corporate("01234567", "c", "Kranz Ltd", "07654321")]
    runs = [Loaded(tmp_path / name, *lines).statements for name in "xy"]
    assert runs[0] == runs[1]
    ids = {s.id: s for s in runs[0]}
    assert all(ids[s.id] == s for s in runs[0])
    assert len(ids) == 1 + 1 + 2 * (1 + 5) + 3


@pytest.mark.parametrize("number", ["1234567", "01234567", " 01234567 "])
def test_numbers_are_padded_so_that_records_of_one_company_meet(tmp_path: Path, number: str) -> None:
    (held,) = Loaded(tmp_path, line(number)).interests
    assert held.subject == COMPANY


def test_a_number_of_no_form_is_kept_and_a_text_is_none(tmp_path: Path) -> None:
    loaded = Loaded(tmp_path, line("K-12"), line("9" * 300), line("-- "))
    assert [p.entity for p in loaded.parties][:1] == [BASE.identifier("gb-coh", "K12")]
    assert (loaded.parties[0].identifiers, loaded.context.warnings) == ((), {"ODD_NUMBER": 1})
    assert [r.code for r in loaded.rejects] == ["MISSING_ID", "MISSING_ID"]


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("persons-with-significant-control-snapshot-2024-11-22.txt", "2024-11-22"),
        ("psc-20241122.jsonl", "2024-11-22"),
        ("psc.jsonl", None),
        ("psc-2024-13-40.jsonl", None),
        ("psc-1202411221.jsonl", None),
    ],
)
def test_the_day_of_a_file_is_in_its_name(tmp_path: Path, name: str, day: str | None) -> None:
    assert Loaded(tmp_path, line(), name=name).source.date == day


def test_a_company_of_another_part_of_the_register_keeps_its_letters_and_an_overseas_one_has_no_country(tmp_path: Path) -> None:
    scottish, overseas = (Loaded(tmp_path, line(number)).parties[0] for number in ("Sc12345", "OE012345"))
    assert (scottish.entity, scottish.jurisdiction) == (BASE.identifier("gb-coh", "SC012345"), "GB")
    assert (overseas.entity, overseas.jurisdiction) == (BASE.identifier("gb-coh", "OE012345"), None)


@pytest.mark.parametrize(
    ("country", "place", "home"),
    [
        ("England & Wales", "Companies House Cardiff", True),
        ("United Kingdom (England And Wales)", "", True),
        ("U.K.", "Uk Register", True),
        ("", "Companies House", True),
        ("", "Register Of Companies For Scotland", True),
        ("Northern Ireland", "", True),
        ("Ireland", "Companies House", False),
        ("New South Wales", "", False),
        ("United Kingdom", "Jersey", False),
        ("", "", False),
        ("", "Companies House Gibraltar", False),
        ("", "Trade Register", False),
        ("British Virgin Islands", "Companies House", False),
    ],
)
def test_a_holder_is_at_home_where_the_words_say_the_united_kingdom_and_no_other_place(country: str, place: str, home: bool) -> None:
    assert is_british(country, place, "") is home


def test_a_number_of_the_register_joins_and_one_from_elsewhere_does_not(tmp_path: Path) -> None:
    def holder(key: str, **identification: str) -> dict[str, object]:
        return line(kind=CORPORATE, key=key, name="Kranz Holdings", identification=identification)

    loaded = Loaded(
        tmp_path,
        holder("a", country_registered="England & Wales", registration_number="7654321"),
        holder("b", country_registered="Delaware", registration_number="7654321"),
        holder("c", registration_number="7654321"),
        holder("d", country_registered="United Kingdom", registration_number="N/A"),
        holder("e", country_registered="United Kingdom", registration_number="1234567"),
        holder("f", country_registered="United Kingdom", registration_number="HRB 1234/56789"),
    )
    assert [(s.left, s.right) for s in loaded.statements if isinstance(s, IdentityStatement)] == [
        (loaded.parties[1].entity, BASE.identifier("gb-coh", "07654321"))
    ]
    elsewhere = "REGISTRATION-NUMBER"
    assert [[(i.scheme, i.value) for i in p.identifiers] for p in loaded.parties if p.entity != COMPANY] == [
        [("GB-COH", "07654321")],
        [(elsewhere, "7654321")],
        [(elsewhere, "7654321")],
        [],
        [(elsewhere, "1234567")],
        [(elsewhere, "HRB 1234/56789")],
    ]
    assert loaded.context.warnings == {"EMPTY_IDENTIFIER": 1, "OWN_NUMBER": 1}


@pytest.mark.parametrize(
    ("name", "form", "law", "kind"),
    [
        ("Government Of Ruritania", "Government", "", Kind.STATE),
        ("Kingdom Of Ruritania", "Sovereign State", "", Kind.STATE),
        ("Kingdom Of Leather", "Foundation", "", Kind.LEGAL_ENTITY),
        ("Administration Of Coins", "Government Department", "", Kind.STATE_BODY),
        ("Government Of Ruritania Pension Fund", "Fund", "", Kind.STATE_BODY),
        ("Zenda Borough Council", "Corporate Body", "", Kind.STATE_BODY),
        ("The Secretary Of State For Coaches", "Corporation Sole", "", Kind.STATE_BODY),
        ("Zenda Foundation", "Foundation", "", Kind.LEGAL_ENTITY),
        ("Friends Of Zenda", "Charity", "Law Of The Government Of Ruritania", Kind.LEGAL_ENTITY),
        ("Zenda Railways", "Government Owned Company", "", Kind.LEGAL_ENTITY),
        ("Strelsau Government", "", "", Kind.STATE_BODY),
        ("The Government", "", "", Kind.STATE),
        ("Zenda", "Public Body", "Local Government Act 1972", Kind.STATE_BODY),
    ],
)
def test_a_government_is_known_where_name_or_form_say_so(tmp_path: Path, name: str, form: str, law: str, kind: Kind) -> None:
    identification = {"legal_form": form, "legal_authority": law}
    assert Loaded(tmp_path, line(kind=LEGAL, name=name, identification=identification)).parties[1].kind is kind
    assert Loaded(tmp_path, line(kind=CORPORATE, name=name, identification=identification)).parties[1].kind is Kind.COMPANY


def test_the_block_of_a_firm_is_held_by_the_firm_and_by_no_member(tmp_path: Path) -> None:
    code = "ownership-of-shares-50-to-75-percent-as-firm"
    loaded = Loaded(tmp_path, *(line(key=key, natures_of_control=[code]) for key in "ab"))
    firm = {p.entity for p in loaded.parties if p.kind is Kind.ARRANGEMENT}
    assert len(firm) == 1
    blocks, influence = ([s for s in loaded.interests if (s.subject == COMPANY) is block] for block in (True, False))
    assert {s.holder for s in blocks} == {s.subject for s in influence} == firm
    assert {(s.interest, s.beneficial) for s in blocks} == {(Interest.SHAREHOLDING, None)}
    assert [(s.interest, s.share, s.beneficial) for s in influence] == [(Interest.OTHER_INFLUENCE_OR_CONTROL, None, True)] * 2
    assert len({s.holder for s in influence}) == 2


def test_firms_of_other_bands_kinds_and_companies_are_others(tmp_path: Path) -> None:
    codes = ["voting-rights-25-to-50-percent-as-firm", "voting-rights-50-to-75-percent-as-firm", "voting-rights-25-to-50-percent-as-trust"]
    loaded = Loaded(tmp_path, line(natures_of_control=codes), line("07654321", natures_of_control=codes[:1]))
    assert len({p.entity for p in loaded.parties if p.kind is Kind.ARRANGEMENT}) == 4


def test_only_an_overseas_entity_names_its_trustees(tmp_path: Path) -> None:
    def role(code: str) -> Interest:
        return next(s.interest for s in Loaded(tmp_path, line(natures_of_control=[code])).interests if s.subject != COMPANY)

    overseas = "registered-overseas-entity"
    assert role(f"significant-influence-or-control-as-trust-{overseas}") is Interest.TRUSTEE
    assert role(f"significant-influence-or-control-as-control-over-trust-{overseas}") is Interest.OTHER_INFLUENCE_OR_CONTROL
    assert role("significant-influence-or-control-as-trust") is Interest.OTHER_INFLUENCE_OR_CONTROL


def test_what_is_said_instead_of_a_person_is_an_unnamed_holder_with_its_reason(tmp_path: Path) -> None:
    loaded = Loaded(
        tmp_path,
        line("00000001", STATEMENT, statement="no-individual-or-entity-with-signficant-control"),
        line("00000002", STATEMENT, statement="psc-contacted-but-no-response-partnership", linked_psc_name="Mr Aldo Vent"),
        line("00000003", STATEMENT, statement="steps-to-find-psc-not-yet-completed"),
        line("00000004", "super-secure-person-with-significant-control"),
        line("00000005", STATEMENT, statement="a-new-one"),
        line(
            "00000006",
            "exemptions",
            exemptions={
                "x": {
                    "exemption_type": "traded",
                    "items": [{"exempt_from": "2017-01-01", "exempt_to": "2019-01-01"}, {"exempt_from": "2020-01-01"}],
                }
            },
        ),
    )
    assert [s.holder_reason for s in loaded.interests] == [
        Reason.NO_BENEFICIAL_OWNERS,
        Reason.NOT_PROVIDED,
        Reason.SUBJECT_UNABLE,
        Reason.PARTY_EXEMPT,
        Reason.UNKNOWN,
        Reason.SUBJECT_EXEMPT,
        Reason.SUBJECT_EXEMPT,
    ]
    assert all(s.holder is None and s.interest is Interest.UNKNOWN for s in loaded.interests)
    assert [(s.valid_from, s.valid_until) for s in loaded.interests[-2:]] == [("2017-01-01", "2019-01-01"), ("2020-01-01", None)]
    assert loaded.interests[1].note == "about Mr Aldo Vent"
    assert loaded.context.warnings == {"UNKNOWN_STATEMENT": 1}


def test_a_report_that_nobody_came_or_went_claims_no_holder(tmp_path: Path) -> None:
    loaded = Loaded(tmp_path, line("OE012345", STATEMENT, statement="no-change-beneficial-owner-relevant-period", notified_on="2024-01-31"))
    assert loaded.interests == []
    assert [(a.name, a.value, a.at) for a in loaded.parties[1].attributes] == [
        ("register-statement", "no-change-beneficial-owner-relevant-period", "2024-01-31")
    ]
    assert loaded.parties[1].entity == BASE.identifier("gb-coh", "OE012345")


def test_an_unknown_nature_is_kept_with_its_word_and_so_is_a_missing_one(tmp_path: Path) -> None:
    loaded = Loaded(tmp_path, line(natures_of_control=["owns-the-moon"]), line(key="b", natures_of_control=None))
    assert [(s.interest, s.details, s.share) for s in loaded.interests] == [
        (Interest.UNKNOWN, "owns-the-moon", None),
        (Interest.UNKNOWN, None, None),
    ]
    assert loaded.context.warnings == {"UNKNOWN_NATURE": 1, "NO_NATURE": 1}


def test_a_new_kind_of_holder_is_kept_and_a_kind_that_holds_nothing_is_rejected(tmp_path: Path) -> None:
    loaded = Loaded(tmp_path, line(kind="machine-person-with-significant-control"), line(kind="weather"))
    assert [p.kind for p in loaded.parties] == [Kind.COMPANY, Kind.UNKNOWN]
    assert loaded.context.warnings == {"UNKNOWN_KIND_OF_HOLDER": 1}
    assert [r.code for r in loaded.rejects] == ["UNKNOWN_KIND_OF_RECORD"]


def test_the_day_on_which_the_register_began_is_a_latest_day(tmp_path: Path) -> None:
    (held,) = Loaded(tmp_path, line(notified_on="2016-04-06")).interests
    assert (held.valid_from, held.note) == ("2016-04-06", BEGAN_NOTE)


@pytest.mark.parametrize(
    ("fields", "expected", "warned"),
    [
        ({"ceased": True}, ("2018-05-01", None, Status.FORMER), "CEASED_WITHOUT_DATE"),
        ({"ceased_on": "2020-02-31"}, ("2018-05-01", None, Status.FORMER), "CEASED_WITHOUT_DATE"),
        ({"ceased_on": "2017-01-01"}, (None, None, Status.FORMER), "DATES_BACKWARDS"),
        ({"notified_on": "soon"}, (None, None, Status.IN_EFFECT), "BAD_DATE"),
        ({"ceased": True, "ceased_on": "2020-01-01"}, ("2018-05-01", "2020-01-01", Status.IN_EFFECT), None),
    ],
)
def test_what_ceased_never_goes_on_for_want_of_a_day(
    tmp_path: Path, fields: dict[str, Any], expected: tuple[str | None, str | None, Status], warned: str | None
) -> None:
    loaded = Loaded(tmp_path, line(**fields))
    (held,) = loaded.interests
    assert (held.valid_from, held.valid_until, held.status) == expected
    assert warned in (*loaded.context.warnings, None)


@pytest.mark.parametrize("indent", [None, 2])
def test_an_array_of_lines_and_one_line_alone_are_read_too(tmp_path: Path, indent: int | None) -> None:
    totals = {"data": {"kind": "totals#persons-of-significant-control-snapshot", "persons_of_significant_control_count": 1}}
    array = Loaded(tmp_path, raw=json.dumps([{**line(), "ContentDate": "2024-12-19"}, totals], indent=indent).encode())
    assert (array.counts, array.context.warnings) == ((2, 1, 1, 0), {"TOTALS": 1})
    assert array.interests[0].stated_at == "2024-12-19"
    assert Loaded(tmp_path, raw=json.dumps(line(), indent=indent).encode()).counts == (1, 1, 0, 0)


def test_an_event_is_a_version_of_the_record_that_the_snapshot_has(tmp_path: Path) -> None:
    snapshot = Loaded(tmp_path, line())
    stream = Loaded(tmp_path, event(1, company_name="KRANZ LTD"), event(2), event(3, "deleted"), name="stream.jsonl")
    assert not snapshot.source.delta
    assert stream.source.delta
    assert {s.record for s in stream.interests} == {s.record for s in snapshot.interests}
    assert [s.change for s in stream.interests] == [Change.UPDATED, Change.UPDATED, Change.CLOSED]
    assert [s.stated_at for s in stream.interests] == ["2026-06-01", "2026-06-02", "2026-06-03"]
    assert len({s.id for s in stream.interests}) == 3
    assert [n.text for n in stream.parties[0].names] == ["KRANZ LTD"]


def test_company_data_gives_names_days_and_activities(tmp_path: Path) -> None:
    header = (
        "CompanyName, CompanyNumber,RegAddress.PostTown,RegAddress.Country,IncorporationDate,CompanyStatus,"
        "SICCode.SicText_1, PreviousName_1.CompanyName"
    )
    rows = f'{header}\n"KRANZ, MILLS LTD",1234567,ZENDA,ENGLAND,11/09/2012,Active,10611 - Milling,OLD MILLS LTD\nBROKEN,12\n,,,,,,,\n'
    loaded = Loaded(tmp_path, name="BasicCompanyDataAsOneFile-2024-11-01.csv", raw=rows.encode())
    (company,) = loaded.parties
    assert (company.entity, company.founded, company.stated_at, company.jurisdiction) == (COMPANY, "2012-09-11", "2024-11-01", "GB")
    assert [(n.text, n.type) for n in company.names] == [("KRANZ, MILLS LTD", "legal"), ("OLD MILLS LTD", "former")]
    assert [(a.name, a.value) for a in company.attributes] == [("status", "Active"), ("sic", "10611 - Milling")]
    assert [(a.text, a.country) for a in company.addresses] == [("ZENDA", "ENGLAND")]
    assert [r.code for r in loaded.rejects] == ["BAD_ROW", "MISSING_ID"]
    row = {"CompanyName": "KRANZ, MILLS LTD", "CompanyNumber": 1234567, "RegAddress.PostTown": "ZENDA", "IncorporationDate": "31/02/2012"}
    again = Loaded(tmp_path, name="companies.json", raw=json.dumps([row]).encode())
    assert again.parties[0].entity == COMPANY
    assert again.context.warnings == {"BAD_DATE": 1}


def test_a_reject_tells_no_name(tmp_path: Path) -> None:
    broken = json.dumps(line())[:-5].encode()
    nowhere = json.dumps(line(" ", links=None)).encode()
    loaded = Loaded(tmp_path, raw=b"\n".join([json.dumps(line(key="b")).encode(), broken, b'["Elsbeth"]', nowhere]))
    assert [(r.line, r.code) for r in loaded.rejects] == [(2, "BAD_JSON"), (3, "NOT_AN_OBJECT"), (4, "MISSING_ID")]
    assert not any("Elsbeth" in r.reason + r.hint for r in loaded.rejects)


def test_other_formats_are_not_taken() -> None:
    detect = PscLoader().detect
    for head in (
        b'{"kind": "company", "name": "x"}',
        b"holder,subject\nA,B\n",
        b'[{"statementId": "x"}]',
        b"<a/>",
        b"CompanyName\nX\n",
        b'{"id": "x", "schema": "Company", "properties": {}}',
        b"",
        b"[]",
        b"CompanyNumber,holder,subject\n",
    ):
        assert not detect(head, Path("psc-snapshot.json"))


def test_an_owner_of_an_overseas_entity_has_the_one_open_band(tmp_path: Path) -> None:
    code = "voting-rights-more-than-25-percent-registered-overseas-entity"
    (held,) = Loaded(tmp_path, line("OE012345", OWNER, natures_of_control=[code])).interests
    assert held.share is not None
    assert (held.share.label(), held.beneficial) == (">25 %", True)
