"""BODS records: what each field becomes, in every version, and that a record is kept as far as it can be used."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from graph.answers.controllers import ControllersAnswer
from graph.queries import controllers, find_party
from loaders.bods import REJECTS, WARNINGS
from ontology.shares import PERCENT, WHOLE
from ontology.statements import Attribute, Change, Directness, Identifier, Interest, InterestStatement, Kind, Name, Reason, Status
from tests.loaders.bods.records import (
    BASE,
    Given,
    Loaded,
    company,
    holds,
    interest,
    load,
    load_one,
    old_entity,
    old_holds,
    old_person,
    person,
    statement,
)
from tests.scenarios import ask, publish_files

DOCS = Path(__file__).resolve().parents[3] / "docs/reference/formats/bods.md"


def one_interest(folder: Path, *interests: Given, old: bool = False) -> tuple[InterestStatement, Loaded]:
    record = old_holds("r1", {"describedByPersonStatement": "p1"}, "e1", *interests) if old else holds("ann", "alpha", *interests)
    loaded = load_one(folder, record)
    (one,) = loaded.interests
    return one, loaded


def span(link: InterestStatement) -> str:
    """The share in the notation of the generic table."""
    share = link.share
    if share is None:
        return "none"
    low, high = share.min / PERCENT, share.max / PERCENT
    return f"{low:g}" if share.exact else f"{'(' if share.min_open else '['}{low:g}..{high:g}{')' if share.max_open else ']'}"


def attributes(loaded: Loaded) -> set[tuple[str, str]]:
    return {(x.name, x.value) for party in loaded.parties for x in party.attributes}


def test_a_relationship_of_0_4_is_one_statement_an_interest(tmp_path: Path) -> None:
    relationship = holds(
        "ann",
        "alpha",
        interest({"exact": 51}, startDate="2019-05-01", beneficialOwnershipOrControl=True),
        interest(None, "boardMember", directOrIndirect="unknown", endDate="2021"),
    )
    loaded = load(tmp_path, [company("alpha"), person("ann"), relationship])
    source = BASE.source("register")
    shares, board = loaded.interests
    assert (shares.holder, shares.subject) == (BASE.record(source, "ann"), BASE.record(source, "alpha"))
    assert (span(shares), shares.valid_from, shares.valid_until, shares.beneficial) == ("51", "2019-05-01", None, True)
    assert (board.interest, board.direct, board.valid_until, board.beneficial) == (Interest.BOARD_MEMBER, Directness.UNKNOWN, "2021", None)
    assert shares.record == board.record == "ann-alpha"
    assert {x.stated_at for x in loaded.statements} == {"2020-01-01"}
    assert [x.place.line for x in loaded.statements if x.place] == [1, 2, 3, 3]
    (file,) = loaded.sources
    (about,) = loaded.named
    assert (file.publisher, file.date, file.type) == (None, "2020-02-01", "register")
    assert (about.publisher, about.date, about.type) == ("Register of Ruritania", "2020-02-01", "register")
    assert loaded.counts() == (3, 3, 0, 0, 4, {}, [])


def test_a_relationship_of_older_versions_says_the_same(tmp_path: Path) -> None:
    holder = {"describedByPersonStatement": "p1"}
    level = {"type": "voting-rights", "interestLevel": "indirect", "share": {"exact": 51}}
    loaded = load(tmp_path, [old_entity("e1"), old_person("p1"), old_holds("r1", holder, "e1", level)])
    (link,) = loaded.interests
    entity, one = loaded.parties
    assert (entity.kind, one.kind) == (Kind.COMPANY, Kind.PERSON)
    assert (link.holder, link.subject) == (one.entity, entity.entity)
    assert (link.interest, link.direct) == (Interest.VOTING_RIGHTS, Directness.INDIRECT)
    assert (link.record, link.change, loaded.warnings) == ("r1", Change.NEW, {})


def test_versions_are_told_record_by_record(tmp_path: Path) -> None:
    band = {"minimum": 10, "maximum": 20}
    old = old_holds("r1", {"describedByPersonStatement": "p1"}, "e1", interest(band), publicationDetails={"bodsVersion": "0.2"})
    shape = old_holds("r2", {"describedByPersonStatement": "p1"}, "e1", interest(band))
    loaded = load(tmp_path, [old, shape, holds("ann", "alpha", interest(band))])
    assert [span(x) for x in loaded.interests] == ["[10..20)", "[10..20)", "[10..20]"]


@pytest.mark.parametrize(
    ("share", "details", "old", "new"),
    [
        ({"exact": 33.333333333}, None, "33.3333", "33.3333"),
        ({"exact": 50, "minimum": 50, "maximum": 50}, None, "50", "50"),
        ({"minimum": 25, "maximum": 25}, None, "25", "25"),
        ({"minimum": 25, "maximum": 50}, None, "[25..50)", "[25..50]"),
        ({"minimum": 75, "maximum": 100}, None, "[75..100]", "[75..100]"),
        ({"minimum": 25, "maximum": 50, "exclusiveMinimum": True, "exclusiveMaximum": False}, None, "(25..50]", "(25..50]"),
        ({"exclusiveMinimum": 25, "maximum": 50}, None, "(25..50)", "(25..50]"),
        ({"exclusiveMinimum": 25, "exclusiveMaximum": 50}, None, "(25..50)", "(25..50)"),
        ({"minimum": 25}, None, "[25..100]", "[25..100]"),
        ({"maximum": 10}, None, "[0..10)", "[0..10]"),
        ({"minimum": 25, "maximum": 50}, "ownership-of-shares-25-to-50-percent", "(25..50]", "(25..50]"),
        ({"minimum": 50, "maximum": 75}, "voting-rights-50-to-75-percent-as-trust", "(50..75)", "(50..75)"),
        ({"minimum": 75, "maximum": 100}, "Natures: ['voting-rights-75-to-100-percent', 'x']", "[75..100]", "[75..100]"),
        ({"minimum": 10, "maximum": 20}, "ownership-of-shares-25-to-50-percent", "[10..20)", "[10..20]"),
        (None, "ownership-of-shares-more-than-25-percent-registered-overseas-entity", "(25..100]", "(25..100]"),
        (None, "Natures: ['voting-rights-75-to-100-percent', 'x']", "none", "none"),
        (None, "a man of 75-to-100-percent", "none", "none"),
        ({}, None, "none", "none"),
    ],
)
def test_bounds_of_a_share_are_those_of_its_version(tmp_path: Path, share: object, details: str | None, old: str, new: str) -> None:
    record = interest(share, details=details)
    assert (span(one_interest(tmp_path, record, old=True)[0]), span(one_interest(tmp_path, record)[0])) == (old, new)


def test_an_exact_share_is_one_number_and_only_that(tmp_path: Path) -> None:
    link, _ = one_interest(tmp_path, interest({"exact": 26.150000000000002}))
    assert link.share
    assert (link.share.interval(), link.share.text) == ("[26.15..26.15]", "26.150000000000002")
    link, _ = one_interest(tmp_path, interest({"exact": 16.666666666666668}))
    assert link.share is not None
    assert (link.share.label(), link.share.text) == ("1/6", "16.666666666666668")
    band, _ = one_interest(tmp_path, interest({"minimum": 99.9, "maximum": 100}))
    assert band.share
    assert (band.share.exact, band.share.max, band.share.text) == (False, WHOLE, "minimum 99.9, maximum 100")


@pytest.mark.parametrize(
    "share",
    [
        {"exact": 101},
        {"exact": -1},
        {"exact": "NaN"},
        {"exact": "Infinity"},
        {"minimum": 60, "maximum": 50},
        {"exclusiveMinimum": True},
        {"minimum": 50, "maximum": 50, "exclusiveMaximum": True},
    ],
)
def test_an_impossible_share_is_left_out_and_the_interest_kept(tmp_path: Path, share: object) -> None:
    link, loaded = one_interest(tmp_path, interest(share), old=True)
    assert (link.share, loaded.warnings) == (None, {"BAD_SHARE": 1})


@pytest.mark.parametrize("number", ["1e400", "1e-400", "-1e400", "1" * 500, "1e99999999999999999999"])
def test_numbers_without_measure_cost_nothing_but_themselves(tmp_path: Path, number: str) -> None:
    file = tmp_path / "register.json"
    file.write_text(json.dumps([holds("ann", "alpha", interest({"exact": 12345}))]).replace("12345", number), encoding="utf-8")
    loaded = Loaded(file)
    assert [span(x) for x in loaded.interests] == ["none"]
    assert loaded.warnings in ({"BAD_SHARE": 1}, {"WRONG_TYPE": 1})


def test_an_exact_share_outside_its_band_is_taken_and_told(tmp_path: Path) -> None:
    link, loaded = one_interest(tmp_path, interest({"exact": 60, "minimum": 10, "maximum": 20}))
    assert (span(link), loaded.warnings) == ("60", {"SHARE_CONTRADICTS": 1})


@pytest.mark.parametrize(
    ("code", "meant"),
    [
        ("votingRights", Interest.VOTING_RIGHTS),
        ("voting-rights", Interest.VOTING_RIGHTS),
        ("Voting Rights", Interest.VOTING_RIGHTS),
        ("influence-or-control", Interest.OTHER_INFLUENCE_OR_CONTROL),
        ("other-influence-or-control-of-trust", Interest.OTHER_INFLUENCE_OR_CONTROL),
        ("settlor-of-trust", Interest.SETTLOR),
        ("trusteeOfTrust", Interest.TRUSTEE),
        ("protector-of-trust", Interest.PROTECTOR),
        ("beneficiary-of-trust", Interest.BENEFICIARY_OF_LEGAL_ARRANGEMENT),
        ("rights-to-surplus-assets", Interest.RIGHTS_TO_SURPLUS_ASSETS),
        ("rights-to-surplus-assets-on-dissolution", Interest.RIGHTS_TO_SURPLUS_ASSETS),
        ("nominator", Interest.NOMINATOR),
        ("conditional-rights-granted-by-contract", Interest.CONDITIONAL_RIGHTS_BY_CONTRACT),
        ("vetoRight", Interest.VETO),
    ],
)
def test_codes_of_every_version_mean_their_interest(tmp_path: Path, code: str, meant: Interest) -> None:
    link, loaded = one_interest(tmp_path, interest(None, code), old=True)
    assert (link.interest, loaded.warnings) == (meant, {})


def test_an_unknown_code_keeps_its_words(tmp_path: Path) -> None:
    link, loaded = one_interest(tmp_path, interest({"exact": 5}, "golden handshake", details="by charter"))
    assert (link.interest, link.details, span(link)) == (Interest.UNKNOWN, "golden handshake: by charter", "5")
    assert loaded.warnings == {"UNKNOWN_INTEREST": 1}


def test_an_interest_without_type_and_a_relationship_without_interests_are_unknown_interests(tmp_path: Path) -> None:
    link, loaded = one_interest(tmp_path, {"directOrIndirect": "unknown"})
    assert (link.interest, loaded.warnings) == (Interest.UNKNOWN, {"INTEREST_WITHOUT_TYPE": 1})
    loaded = load_one(tmp_path, holds("ann", "alpha"))
    assert ([x.interest for x in loaded.interests], loaded.warnings) == ([Interest.UNKNOWN], {"NO_INTERESTS": 1})


@pytest.mark.parametrize(
    ("reason", "meant"),
    [
        ("noBeneficialOwners", Reason.NO_BENEFICIAL_OWNERS),
        ("subjectExemptFromDisclosure", Reason.SUBJECT_EXEMPT),
        ("informationUnknownToPublisher", Reason.UNKNOWN_TO_PUBLISHER),
    ],
)
def test_a_party_that_is_not_named_has_its_reason(tmp_path: Path, reason: str, meant: Reason) -> None:
    loaded = load_one(tmp_path, holds({"reason": reason, "description": "as filed"}, "alpha", record="r"))
    (link,) = loaded.interests
    assert (link.holder, link.holder_reason, link.note, loaded.warnings) == (None, meant, "as filed", {})
    (turned,) = load_one(tmp_path, holds("ann", {"reason": reason}, record="r")).interests
    assert (turned.subject, turned.subject_reason) == (None, meant)


def test_older_versions_wrap_the_reason(tmp_path: Path) -> None:
    loaded = load_one(tmp_path, old_holds("r", {"unspecified": {"reason": "unknown", "description": "nobody answered"}}, "e1"))
    assert loaded.interests[0].note == "nobody answered"
    loaded = load_one(tmp_path, old_holds("r", {"unspecified": {"reason": "subject-exempt-from-disclosure"}}, "e1"))
    assert ([x.holder_reason for x in loaded.interests], loaded.warnings) == ([Reason.SUBJECT_EXEMPT], {})


def test_a_reason_of_no_codelist_is_unknown_and_kept(tmp_path: Path) -> None:
    loaded = load_one(tmp_path, holds({"reason": "shy"}, "alpha", record="r"))
    assert [(x.holder_reason, x.note) for x in loaded.interests] == [(Reason.UNKNOWN, "shy")]
    assert loaded.warnings == {"UNKNOWN_CODE": 1}


def test_a_name_goes_before_a_reason(tmp_path: Path) -> None:
    loaded = load_one(tmp_path, old_holds("r", {"describedByPersonStatement": "p", "unspecified": {"reason": "unknown"}}, "e1"))
    (link,) = loaded.interests
    assert (link.holder, link.holder_reason, link.note) == (BASE.record(link.source, "p"), None, "unknown")
    assert loaded.warnings == {"NO_INTERESTS": 1, "PARTY_AND_REASON": 1}


@pytest.mark.parametrize(
    ("kind", "meant"),
    [
        ("registeredEntity", Kind.COMPANY),
        ("legalEntity", Kind.LEGAL_ENTITY),
        ("arrangement", Kind.ARRANGEMENT),
        ("state", Kind.STATE),
        ("stateBody", Kind.STATE_BODY),
        ("anonymousEntity", Kind.ANONYMOUS_ENTITY),
        ("unknownEntity", Kind.UNKNOWN),
    ],
)
def test_kinds_of_entities(tmp_path: Path, kind: str, meant: Kind) -> None:
    loaded = load(tmp_path, [company("alpha", entityType={"type": kind}), old_entity("e1", entityType=kind)])
    assert ([x.kind for x in loaded.parties], loaded.warnings) == ([meant, meant], {})


def test_an_anonymous_person_is_a_party_and_says_why(tmp_path: Path) -> None:
    record = person(
        "nobody",
        personType="anonymousPerson",
        names=[],
        unspecifiedPersonDetails={"reason": "interestedPartyExemptFromDisclosure", "description": "a minor"},
    )
    loaded = load(tmp_path, [record, person("void", personType="unknownPerson", names=[])])
    assert [(x.kind, x.names, x.note) for x in loaded.parties] == [(Kind.ANONYMOUS_PERSON, (), "a minor"), (Kind.UNKNOWN_PERSON, (), None)]
    assert attributes(loaded) == {("unspecified-reason", "interestedPartyExemptFromDisclosure")}


@pytest.mark.parametrize(
    ("holder", "stop", "says", "is_ultimate"),
    [
        (
            person(
                "bp22",
                personType="anonymousPerson",
                names=[],
                unspecifiedPersonDetails={"reason": "interestedPartyExemptFromDisclosure", "description": "Witness protection 12/3"},
            ),
            ("exempt", "interestedPartyExemptFromDisclosure: Witness protection 12/3"),
            "bp22, is exempt from being named (Witness protection 12/3)",
            True,
        ),
        (
            person("bp22", personType="unknownPerson", names=[], unspecifiedPersonDetails={"description": "Letters came back"}),
            ("not named", "Letters came back"),
            "it is not known who a person, bp22, is (Letters came back)",
            False,
        ),
        (
            company(
                "bp22",
                entityType={"type": "unknownEntity"},
                name=None,
                unspecifiedEntityDetails={"reason": "informationUnknownToPublisher", "description": "Share register lost in a fire"},
            ),
            ("not named", "informationUnknownToPublisher: Share register lost in a fire"),
            "it is not known who a party, bp22, is (Share register lost in a fire)",
            False,
        ),
        (
            company("bp22", entityType={"type": "unknownEntity"}, name=None),
            ("not named", None),
            "it is not known who a party, bp22, is",
            False,
        ),
        (person("bp22", personType="unknownPerson", names=[]), ("not named", None), "it is not known who a person, bp22, is", False),
        (company("bp22", name=None), ("not named", None), "a company, bp22, is not named", False),
        (company("bp22", entityType={"type": "anonymousEntity"}, name=None), ("not named", None), "an entity, bp22, is not named", False),
    ],
)
def test_why_it_is_not_told_who_somebody_is_stands_in_the_answer(
    tmp_path: Path, holder: Given, stop: tuple[str, str | None], says: str, is_ultimate: bool
) -> None:
    answer = answer_about_mill(tmp_path / "certain", holder, holds("bp22", "mill", interest({"exact": 80})))
    assert [(end.party.id, end.reason, end.text, end.whose) for end in answer.stopped] == [(answer.controllers[0].party.id, *stop, "party")]
    assert says in answer.sentence
    assert ("ultimately controls" in answer.sentence) == is_ultimate == answer.controllers[0].ultimate
    for name, share in (("possible", {"minimum": 40, "maximum": 60}), ("small", {"exact": 20})):
        assert says in answer_about_mill(tmp_path / name, holder, holds("bp22", "mill", interest(share))).sentence


def test_who_is_only_mentioned_is_not_ultimate(tmp_path: Path) -> None:
    answer = answer_about_mill(tmp_path / "d", holds("bp22", "mill", interest({"exact": 80})))
    assert (answer.controllers[0].ultimate, "ultimately" in answer.sentence) == (False, False)
    assert "these sources do not describe a party, mentioned only in " in answer.sentence
    known = answer_about_mill(
        tmp_path / "k",
        company("bp22", identifiers=[{"scheme": "GB-COH", "id": "01234567"}], entityType={"type": "unknownEntity"}, name=None),
        holds("bp22", "mill", interest({"exact": 80})),
    )
    assert "ultimately controls" in known.sentence


def answer_about_mill(folder: Path, *records: Given) -> ControllersAnswer:
    """Who controls Mill by these records and its own."""
    folder.mkdir()
    file = folder / "register.json"
    file.write_text(json.dumps([company("mill"), *records]), encoding="utf-8")
    generation = publish_files(folder / "data", file)
    return controllers(ask(generation, "2024-01-01"), find_party(generation, "Mill"))


@pytest.mark.parametrize("shares", [("80", "70"), ("30", "20")])
def test_an_answer_says_that_records_of_one_id_differ(tmp_path: Path, shares: tuple[str, str]) -> None:
    ann = person("ann")
    first, second = (holds("ann", "mill", interest({"exact": int(share)})) for share in shares)
    differing = answer_about_mill(tmp_path / "differ", ann, first, second)
    claim = "has several records under one id that differ, of which the one that says that"
    assert claim in differing.sentence
    assert f" owns {shares[0]} % of Mill" in differing.sentence or f" owns {shares[1]} % of Mill" in differing.sentence
    assert claim not in answer_about_mill(tmp_path / "same", ann, first, first).sentence
    assert claim not in answer_about_mill(tmp_path / "one", ann, first).sentence


def test_whose_exemption_it_is(tmp_path: Path) -> None:
    answer = answer_about_mill(tmp_path / "d", holds({"reason": "interestedPartyExemptFromDisclosure"}, "mill", interest()))
    assert [(end.reason, end.whose) for end in answer.stopped if end.text] == [("exempt", "holder")]
    assert "somebody above Mill is exempt from being named" in answer.sentence


def test_subtypes_of_0_3_say_that_a_body_is_of_the_state(tmp_path: Path) -> None:
    subtype = {"generalCategory": "stateBody-stateAgency", "localTerm": "agency"}
    loaded = load(
        tmp_path,
        [
            old_entity("e1", entityType="stateBody", entitySubtype=subtype),
            old_entity("e2", entityType=None, entitySubtype=subtype),
            old_entity("e3", entitySubtype=subtype),
        ],
    )
    assert [x.kind for x in loaded.parties] == [Kind.STATE_BODY, Kind.STATE_BODY, Kind.COMPANY]
    assert loaded.warnings == {"SUBTYPE_MISMATCH": 1}
    assert attributes(loaded) == {("subtype", "stateAgency"), ("legal-form", "agency")}


def test_what_a_record_says_of_an_entity(tmp_path: Path) -> None:
    loaded = load_one(
        tmp_path,
        company(
            "alpha",
            alternateNames=["Alfa", " "],
            jurisdiction={"name": "France", "code": "fr"},
            foundingDate="2001-02",
            dissolutionDate="2020-03-04",
            entityType={"type": "arrangement", "subtype": "trust", "details": "fiducie"},
            uri="https://alpha.example/",
            addresses=[{"type": "registered", "address": "1 Rue A", "postCode": "75001", "country": {"name": "France", "code": "FR"}}],
            publicListing={
                "hasPublicListing": True,
                "companyFilingsURLs": ["https://filings.example/"],
                "securitiesListings": [
                    {
                        "marketIdentifierCode": "XPAR",
                        "stockExchangeName": "Paris",
                        "stockExchangeJurisdiction": "FR",
                        "security": {"ticker": "ALF"},
                    }
                ],
            },
            formedByStatute={"name": "Law 7", "date": "2000"},
            isComponent=True,
        ),
    )
    (party,) = loaded.parties
    assert party.names == (Name(text="Alpha"), Name(text="Alfa", type="alias"))
    assert (party.jurisdiction, party.founded, party.dissolved) == ("FR", "2001-02", "2020-03-04")
    assert [(x.text, x.type, x.country) for x in party.addresses] == [("1 Rue A, 75001", "registered", "FR")]
    assert attributes(loaded) == {
        ("subtype", "trust"),
        ("legal-form", "fiducie"),
        ("uri", "https://alpha.example/"),
        ("uri", "https://filings.example/"),
        ("listing", "true"),
        ("listing", "ALF, Paris, XPAR, FR"),
        ("statute", "Law 7"),
        ("component", "true"),
    }
    assert Attribute(name="statute", value="Law 7", at="2000") in party.attributes
    assert loaded.warnings == {}


def test_what_a_record_says_of_a_person(tmp_path: Path) -> None:
    loaded = load_one(
        tmp_path,
        person(
            "ann",
            names=[{"type": "legal", "fullName": "Ann Example"}, {"type": "alternative", "givenName": "Annie", "familyName": "Sample"}],
            nationalities=[{"code": "FR"}, {"name": "Ruritania"}],
            birthDate="1965-10",
            deathDate="2020-01-02T00:00:00Z",
            taxResidencies=[{"code": "DE", "name": "Germany"}],
            placeOfBirth={"address": "Strelsau", "country": {"name": "Ruritania"}},
            politicalExposure={
                "status": "isPep",
                "details": [{"reason": "mayor", "startDate": "2010", "endDate": "2014", "jurisdiction": {"code": "FR"}}],
            },
        ),
    )
    (party,) = loaded.parties
    assert party.names == (Name(text="Ann Example"), Name(text="Annie Sample", type="alias"))
    assert attributes(loaded) == {
        ("birth-date", "1965-10"),
        ("death-date", "2020-01-02"),
        ("nationality", "FR"),
        ("nationality", "Ruritania"),
        ("tax-residency", "DE"),
        ("place-of-birth", "Strelsau, Ruritania"),
        ("political-exposure", "isPep"),
        ("political-exposure", "mayor"),
    }
    assert Attribute(name="political-exposure", value="mayor", at="2010", qualifier="FR, until 2014") in party.attributes
    assert loaded.warnings == {}


def test_older_versions_of_a_person(tmp_path: Path) -> None:
    loaded = load_one(
        tmp_path,
        old_person(
            "p1",
            hasPepStatus=True,
            pepStatusDetails=[{"reason": "mayor"}],
            placeOfResidence={"address": "1 Way", "country": "FR"},
            addresses=[{"type": "service", "address": "2 Way", "country": "GB"}],
            nationalities=[{"code": "FR"}],
        ),
    )
    assert attributes(loaded) == {
        ("political-exposure", "isPep"),
        ("political-exposure", "mayor"),
        ("residence-country", "FR"),
        ("nationality", "FR"),
    }
    assert [(x.text, x.country) for x in loaded.parties[0].addresses] == [("2 Way", "GB"), ("1 Way", "FR")]


def test_strong_identifiers_name_the_party_and_weak_ones_stay_facts(tmp_path: Path) -> None:
    loaded = load_one(
        tmp_path,
        company(
            "alpha",
            identifiers=[
                {"scheme": "XI-LEI", "id": "5493001KJTIIGC8Y1R12"},
                {"scheme": "GB-COH", "id": "123456"},
                {"schemeName": "House Register", "id": "7"},
                {"scheme": "GB-COH", "id": ""},
                {"scheme": "GB-COH"},
            ],
        ),
    )
    (party,) = loaded.parties
    assert {Identifier(scheme="LEI", value="5493001KJTIIGC8Y1R12"), Identifier(scheme="GB-COH", value="00123456")} < set(party.identifiers)
    assert len(party.identifiers) == 3
    assert {(x.left, x.right) for x in loaded.identities} == {
        (party.entity, BASE.identifier("lei", "5493001KJTIIGC8Y1R12")),
        (party.entity, BASE.identifier("gb-coh", "00123456")),
    }
    assert loaded.warnings == {"EMPTY_IDENTIFIER": 1}


def test_the_number_of_a_company_beside_a_person_joins_nothing(tmp_path: Path) -> None:
    loaded = load_one(tmp_path, person("ann", identifiers=[{"scheme": "GB-COH", "id": "00123456"}]))
    assert (len(loaded.parties[0].identifiers), loaded.identities) == (1, [])


def test_a_wrong_lei_is_kept_and_told(tmp_path: Path) -> None:
    loaded = load_one(tmp_path, company("alpha", identifiers=[{"scheme": "XI-LEI", "id": "5493001KJTIIGC8Y1R13"}]))
    assert (len(loaded.parties[0].identifiers), loaded.warnings) == (1, {"BAD_LEI": 1})


def test_an_indirect_primary_lists_the_series_it_restates(tmp_path: Path) -> None:
    summary = interest({"exact": 60}, directOrIndirect="indirect")
    primary = holds("ann", "alpha", summary, record="primary", componentRecords=["alpha", "r1"])
    loaded = load_one(tmp_path, primary)
    (link,) = loaded.interests
    assert link.components == tuple(BASE.statement(BASE.source("register"), "relationship", record) for record in ("alpha", "r1"))
    level = old_holds(
        "r2", {"describedByPersonStatement": "p"}, "e", interest({"exact": 60}, directOrIndirect="unknown"), componentStatementIDs=["r1"]
    )
    (older,) = load_one(tmp_path, level).interests
    assert (len(older.components), older.direct) == (1, Directness.INDIRECT)


def test_a_direct_relationship_restates_nothing(tmp_path: Path) -> None:
    loaded = load_one(tmp_path, holds("ann", "alpha", interest({"exact": 60}), record="primary", componentRecords=["r1"]))
    assert ([x.components for x in loaded.interests], loaded.warnings) == ([()], {"COMPONENTS_OF_DIRECT": 1})


def test_a_component_is_said_to_be_one(tmp_path: Path) -> None:
    loaded = load_one(tmp_path, holds("ann", "alpha", interest({"exact": 60}), isComponent=True))
    assert [x.note for x in loaded.interests] == ["component"]


def test_broken_and_backward_dates_are_left_out_and_told(tmp_path: Path) -> None:
    link, loaded = one_interest(tmp_path, interest(startDate="2020-13-01"))
    assert (link.valid_from, link.status, loaded.warnings) == (None, Status.IN_EFFECT, {"BAD_DATE": 1})
    link, loaded = one_interest(tmp_path, interest(startDate="2018-00-00", endDate="31 May"))
    assert (link.valid_from, link.valid_until, link.note, loaded.warnings) == (
        "2018",
        None,
        "until 31 May, as the source has it",
        {"BAD_DATE": 1},
    )
    # It ended, on a day that is not told.
    assert link.status is Status.FORMER
    link, loaded = one_interest(tmp_path, interest(startDate="2020", endDate="2019-05-31"))
    assert (link.valid_from, link.valid_until, link.note) == (None, None, "from 2020 until 2019-05-31")
    assert link.status is Status.FORMER
    assert loaded.warnings == {"DATES_BACKWARDS": 1}


def test_a_statement_is_dated_by_its_day_else_by_its_publication(tmp_path: Path) -> None:
    records = [company("a") | {"statementDate": "2021-09-11T23:02:11Z"}, company("b") | {"statementDate": None}]
    assert [x.stated_at for x in load(tmp_path, records).parties] == ["2021-09-11", "2020-02-01"]


def test_source_and_annotations_are_kept(tmp_path: Path) -> None:
    record = holds("ann", "alpha", interest()) | {
        "source": {"type": ["officialRegister"], "url": "https://register.example/1", "description": "x"},
        "annotations": [{"motivation": "correcting", "description": "name mended", "url": "https://notes.example/2"}],
    }
    (link,) = load_one(tmp_path, record).interests
    assert [x.url for x in link.evidence] == ["https://register.example/1"]
    assert link.note == "correcting: name mended https://notes.example/2"


HYBRIDS: tuple[Given, ...] = (
    company("a", entityType="registeredEntity"),
    company("a", incorporatedInJurisdiction={"code": "FR"}),
    company("a", entityType="state") | {"recordStatus": "updated"},
    person("a", names=[{"type": "individual", "fullName": "A"}]),
    person("a", hasPepStatus=False),
    holds("a", "b", interest(None, "voting-rights")),
    holds("a", "b", {"type": "votingRights", "interestLevel": "direct"}),
    holds("a", "b", interest({"minimum": 5, "exclusiveMinimum": True})),
    holds({"describedByPersonStatement": "p"}, {"describedByEntityStatement": "e"}, interest(), record="r"),
    holds({"unspecifiedReason": "unknown"}, "b", interest(), record="r"),
    company("a") | {"publicationDetails": {"bodsVersion": "0.2"}},
    old_entity("a", entityType={"type": "state"}),
)


@pytest.mark.parametrize("record", HYBRIDS, ids=range(len(HYBRIDS)))
def test_a_hybrid_is_loaded_with_one_warning(tmp_path: Path, record: Given) -> None:
    loaded = load_one(tmp_path, record)
    assert (loaded.warnings, len(loaded.parties) + len(loaded.interests)) == ({"MIXED_VERSIONS": 1}, 1)


def test_references_of_a_hybrid_by_statement_find_the_record(tmp_path: Path) -> None:
    holder, subject = {"describedByPersonStatement": "ann-2020-01-01-new"}, {"describedByEntityStatement": "alpha-2020-01-01-new"}
    records = [company("alpha"), person("ann"), holds(holder, subject, interest(), record="r")]
    loaded = load(tmp_path, records)
    (link,) = loaded.interests
    joined = {(x.right, x.left) for x in loaded.identities}
    assert {(link.subject, loaded.parties[0].entity), (link.holder, loaded.parties[1].entity)} == joined


@pytest.mark.parametrize(
    ("record", "code"),
    [
        (7, "NOT_AN_OBJECT"),
        ({}, "UNKNOWN_KIND_OF_RECORD"),
        (company("a") | {"recordType": "ship"}, "UNKNOWN_KIND_OF_RECORD"),
        (company("a") | {"recordId": ""}, "MISSING_ID"),
        (company("a") | {"statementId": None}, "MISSING_ID"),
        (old_entity("a") | {"statementID": {}}, "MISSING_ID"),
        (company("a") | {"recordDetails": False}, "NO_DETAILS"),
        (holds("", "b", interest(), record="r"), "MISSING_PARTY"),
        (holds("a", {}, interest(), record="r"), "MISSING_PARTY"),
    ],
)
def test_an_unusable_record_is_set_aside_and_the_next_is_loaded(tmp_path: Path, record: object, code: str) -> None:
    loaded = load(tmp_path, [company("alpha"), record, person("ann")])
    assert ([(x.code, x.line, len(x.sha256)) for x in loaded.rejects], len(loaded.parties)) == ([(code, 2, 64)], 2)


def test_values_of_another_type_are_read_as_meant_or_left_out(tmp_path: Path) -> None:
    loaded = load(
        tmp_path,
        [
            company("a", name=42, addresses={"address": "1 Way"}, alternateNames="B", publicListing="no"),
            holds("ann", "alpha", interest({"exact": 5}, beneficialOwnershipOrControl="yes", endDate=[1]), interest("all of it")),
            company("c") | {"recordId": 9},
        ],
    )
    assert [[x.text for x in party.names] for party in loaded.parties] == [["42", "B"], ["C"]]
    assert [x.text for x in loaded.parties[0].addresses] == ["1 Way"]
    assert [(span(x), x.beneficial, x.valid_until) for x in loaded.interests] == [("5", None, None), ("none", None, None)]
    assert (loaded.parties[1].record, loaded.warnings) == ("9", {"WRONG_TYPE": 3})


@pytest.mark.parametrize("version", ["0.5", "4.2.1", "one"])
def test_a_version_that_does_not_exist_is_told_and_the_shape_decides(tmp_path: Path, version: str) -> None:
    loaded = load_one(tmp_path, holds("a", "b", interest({"minimum": 5, "maximum": 6})) | {"publicationDetails": {"bodsVersion": version}})
    assert ([span(x) for x in loaded.interests], loaded.warnings) == (["[5..6]"], {"UNKNOWN_VERSION": 1})


@pytest.mark.parametrize("form", ["lines", "list", "feeds", "one"])
def test_lists_lines_and_single_objects_say_the_same(tmp_path: Path, form: str) -> None:
    records = [company("alpha"), person("ann"), holds("ann", "alpha", interest({"exact": 5}))]
    texts = {
        "list": json.dumps(records),
        "feeds": "\n".join(json.dumps(x, indent=1) for x in records),
        "lines": "\r\n".join(json.dumps(x) for x in records) + "\r\n",
        "one": json.dumps(records[2]),
    }
    (tmp_path / "register.txt").write_text(texts[form], encoding="utf-8")
    loaded = Loaded(tmp_path / "register.txt")
    assert {x.id for x in loaded.statements} <= {x.id for x in load(tmp_path, records).statements}
    assert (len(loaded.statements), loaded.rejects) == (1 if form == "one" else 3, [])


def test_a_torn_line_costs_one_record(tmp_path: Path) -> None:
    lines = [json.dumps(x) for x in (company("alpha"), person("ann"), company("beta"))]
    lines[1] = lines[1][:90]
    (tmp_path / "r.jsonl").write_text("\n".join(lines), encoding="utf-8")
    loaded = Loaded(tmp_path / "r.jsonl")
    assert ([(x.code, x.line) for x in loaded.rejects], len(loaded.parties)) == ([("BAD_JSON", 2)], 2)


@pytest.mark.parametrize(
    "text",
    [
        '[{"id": "a", "schema": "Company", "properties": {"recordDetails": ["x"]}}]',
        '{"company_number": "1", "data": {"statementId": "x"}}',
        '{"@context": {}, "@graph": [{"recordType": "entity"}]}',
        'The "statementId": of 2018',
        "[1, 2, 3]",
    ],
)
def test_what_is_of_another_format_is_left_to_it(text: str) -> None:
    from loaders.bods import BodsLoader

    assert not BodsLoader().detect(text.encode(), Path("bods-0.4.json"))


def test_a_record_that_is_longer_than_the_beginning_is_recognised(tmp_path: Path) -> None:
    loaded = load_one(tmp_path, company("alpha", alternateNames=["x" * 70_000]))
    assert len(loaded.parties) == 1


def test_ids_are_stable_and_their_own(tmp_path: Path) -> None:
    records = [
        company("alpha"),
        holds("ann", "alpha", interest({"exact": 5}), interest(None, "votingRights")),
        holds("ann", "alpha", interest({"exact": 6}), date="2020-03-01", status="updated"),
        statement("person", "alpha", {}),
    ]
    first, again = load(tmp_path, records), load(tmp_path, list(reversed(records)))
    assert len({x.id for x in first.statements}) == 5
    assert {x.id for x in first.statements} == {x.id for x in again.statements}


def test_the_page_names_every_warning_and_reject() -> None:
    page = DOCS.read_text(encoding="utf-8")
    written = re.findall(r"^\| ([A-Z_]+) \| (.+) \|$", page, re.MULTILINE)
    assert sorted(written) == sorted((WARNINGS | REJECTS).items())
