"""FollowTheMoney: what its entities and links say as statements, and what follows from them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.exports.dump import export
from graph.generation.generation import Generation
from graph.generation.party import is_name_from_identifier
from graph.queries import controllers, find_party
from loaders.contract import LoadContext, Reject
from loaders.ftm import REJECTS, WARNINGS, FtmLoader
from loaders.ftm.shares import parse_percentage
from loaders.open import load_file
from ontology.errors import InputError, RecordError
from ontology.shares import PERCENT
from ontology.statements import (
    Change,
    Directness,
    EntityStatement,
    IdentityStatement,
    Interest,
    InterestStatement,
    Judgement,
    Kind,
    Source,
    Statement,
    Status,
)
from ontology.terms import Base
from tests.scenarios import Sheet, ask, publish, publish_files

BASE = Base()


def entity(identity: str, schema: str, **properties: object) -> dict[str, Any]:
    return {"id": identity, "schema": schema, "properties": {k: v if isinstance(v, list) else [v] for k, v in properties.items()}}


def owns(**properties: object) -> dict[str, Any]:
    return entity("o1", "Ownership", **{"owner": "p1", "asset": "c1", **properties})


PERSON, COMPANY = entity("p1", "Person", name="Elsbeth Kranz"), entity("c1", "Company", name="Kranz Mills", jurisdiction="gb")


class Loaded:
    """A file of these records, loaded."""

    def __init__(self, folder: Path, *records: object, name: str = "entities.ftm.json", raw: bytes | None = None) -> None:
        self.file = folder / name
        self.file.write_bytes(raw if raw is not None else "\n".join(json.dumps(x) for x in records).encode())
        self.rejects: list[Reject] = []
        self.context = LoadContext(BASE, self.file, on_reject=self.rejects.append)
        self.source: Source
        self.statements: list[Statement] = []
        for stream in load_file(self.context):
            self.source = stream.source
            self.statements.extend(stream)

    @property
    def interests(self) -> list[InterestStatement]:
        return [s for s in self.statements if isinstance(s, InterestStatement)]

    @property
    def parties(self) -> dict[str, EntityStatement]:
        return {BASE.compact(s.entity): s for s in self.statements if isinstance(s, EntityStatement) and s.names}

    @property
    def joined(self) -> list[tuple[str, str]]:
        return [
            (BASE.compact(s.left), BASE.compact(s.right))
            for s in self.statements
            if isinstance(s, IdentityStatement) and s.judgement is Judgement.SAME
        ]

    @property
    def counts(self) -> tuple[int, int, int, int]:
        c = self.context
        return c.read, c.loaded, c.merged, c.rejected


def tops(generation: Generation, party: str, day: str, **options: object) -> dict[str, str]:
    return {c.party.name: c.certainty for c in controllers(ask(generation, day, **options), find_party(generation, party)).controllers}


def test_a_list_of_sanctions_is_no_listing_on_an_exchange(tmp_path: Path) -> None:
    sanction = entity("s1", "Sanction", entity="c1", programId="NL-1", startDate="2020")
    loaded = Loaded(tmp_path, PERSON, COMPANY, owns(percentage="60"), sanction)
    attributes = [(a.name, a.value) for s in loaded.statements if isinstance(s, EntityStatement) for a in s.attributes]
    assert ("sanctions-listing", "NL-1") in attributes
    assert "listing" not in dict(attributes)


PERCENTAGES = [
    ("51", (51, False, 51, False, True)),
    ("75.5 %", (75.5, False, 75.5, False, True)),
    ("33,3%", (33.3, False, 33.3, False, True)),
    ("25-50%", (25, False, 50, False, False)),
    ("25–50 %", (25, False, 50, False, False)),
    ("25% \u2212 50%", (25, False, 50, False, False)),
    (">50", (50, True, 100, False, False)),
    ("75% or more", (75, False, 100, False, False)),
    ("less than 10%", (0, False, 10, True, False)),
    ("more than 25% but not more than 50%", (25, True, 50, False, False)),
    ("more than 50% but less than 75%", (50, True, 75, True, False)),
    ("up to 5 per cent", (0, False, 5, False, False)),
    ("1/4", (25, False, 25, False, True)),
]


@pytest.mark.parametrize(("text", "means"), PERCENTAGES)
def test_percentages_in_words_keep_their_open_ends(text: str, means: tuple[float, bool, float, bool, bool]) -> None:
    share = parse_percentage(text)
    assert (share.min / PERCENT, share.min_open, share.max / PERCENT, share.max_open, share.exact) == means
    assert share.text in (text, text.lower())


@pytest.mark.parametrize("text", ["NaN", "1e400", "-5", "120", "majority", "", "50-25", "51 shares of 100"])
def test_what_is_no_percentage_is_none(text: str) -> None:
    with pytest.raises(RecordError, match=r"."):
        parse_percentage(text)


ROLES = [
    ("Right to appoint or remove a majority of the board of directors", Interest.APPOINTMENT_OF_BOARD, None),
    ("Has significant influence or control", Interest.OTHER_INFLUENCE_OR_CONTROL, None),
    ("Ownership of voting rights - more than 25% but not more than 50%", Interest.VOTING_RIGHTS, "25–50 %"),
    ("Ownership of shares – 75% or more", Interest.SHAREHOLDING, "≥75 %"),
    ("settlor of a trust", Interest.SETTLOR, None),
    ("Gesellschafter", Interest.SHAREHOLDING, None),
    ("nominee", Interest.NOMINEE, None),
]


@pytest.mark.parametrize(("role", "interest", "size"), ROLES)
def test_an_ownership_is_equity_only_where_its_role_says_nothing_else(
    tmp_path: Path, role: str, interest: Interest, size: str | None
) -> None:
    (held,) = Loaded(tmp_path, PERSON, COMPANY, owns(role=role)).interests
    assert (held.interest, held.share and held.share.label(), held.details) == (interest, size, role)


def test_a_percentage_is_of_shares_and_votes_and_never_of_an_influence(tmp_path: Path) -> None:
    loaded = Loaded(tmp_path, owns(role=["Right to appoint directors", "shareholder", "voting rights"], percentage="60"))
    assert [(s.interest, s.share and s.share.label()) for s in loaded.interests] == [
        (Interest.APPOINTMENT_OF_BOARD, None),
        (Interest.SHAREHOLDING, "60 %"),
        (Interest.VOTING_RIGHTS, "60 %"),
    ]
    assert len({s.record for s in loaded.interests}) == 1


def test_the_percentage_of_a_nominee_is_of_the_shares_that_it_holds_for_another(tmp_path: Path) -> None:
    loaded = Loaded(tmp_path, PERSON, COMPANY, owns(role="nominee shareholder", percentage="60"))
    assert [(s.interest, s.share and s.share.label()) for s in loaded.interests] == [
        (Interest.NOMINEE, None),
        (Interest.SHAREHOLDING, "60 %"),
    ]


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ({"role": "Former shareholder"}, Status.FORMER),
        ({"role": ["former shareholder", "shareholder"]}, Status.IN_EFFECT),
        ({"role": "former shareholder", "status": "alleged"}, Status.ALLEGED),
        ({"role": "ex-officio member"}, Status.IN_EFFECT),
    ],
)
def test_a_role_that_says_that_it_is_over_is_former(tmp_path: Path, words: dict[str, Any], status: Status) -> None:
    loaded = Loaded(tmp_path, PERSON, COMPANY, owns(percentage="60", **words))
    assert {s.status for s in loaded.interests} == {status}


def test_several_percentages_are_alternatives_and_a_bad_one_costs_itself_only(tmp_path: Path) -> None:
    loaded = Loaded(tmp_path, owns(percentage=["48", "51", "many"]))
    (held,) = loaded.interests
    assert held.share is not None
    assert (held.share.label(), held.share.exact) == ("48–51 %", False)
    assert loaded.context.warnings == {"BAD_SHARE": 1, "SEVERAL_VALUES": 1}


def test_a_percentage_that_is_no_number_is_told_in_its_own_words(tmp_path: Path) -> None:
    loaded = Loaded(tmp_path, PERSON, COMPANY, owns(percentage="about 60", role="shareholder"))
    assert [(s.share, s.details) for s in loaded.interests] == [(None, "shareholder; about 60")]
    generation = publish_files(tmp_path / "data", loaded.file)
    answer = controllers(ask(generation, "2024-01-01"), find_party(generation, "Kranz Mills"))
    assert "how much Elsbeth Kranz holds of Kranz Mills is not stated as a number (“shareholder; about 60”)" in answer.sentence


def test_dates_ownership_type_and_citation(tmp_path: Path) -> None:
    record = owns(startDate="2018", endDate="2020-05", ownershipType=["beneficial", "indirect"], sourceUrl="https://register.example/7")
    (held,) = Loaded(tmp_path, {**record, "last_change": "2024-02-03T10:11:12", "last_seen": "2024-09-01"}).interests
    assert (held.valid_from, held.valid_until, held.stated_at) == ("2018", "2020-05", "2024-02-03")
    assert (held.beneficial, held.direct) == (True, Directness.INDIRECT)
    assert [e.url for e in held.evidence] == ["https://register.example/7"]


def test_dates_that_contradict_each_other_are_kept_in_words(tmp_path: Path) -> None:
    loaded = Loaded(tmp_path, owns(startDate="2020", endDate="2018"), owns(startDate="soon"), owns(startDate="2018", endDate="31.12.2019"))
    assert [(s.valid_from, s.valid_until, s.note, s.status) for s in loaded.interests] == [
        (None, None, "from 2020 until 2018", Status.FORMER),
        (None, None, None, Status.IN_EFFECT),
        ("2018", None, "until 31.12.2019, as the source has it", Status.FORMER),
    ]
    assert loaded.context.warnings == {"DATES_BACKWARDS": 1, "BAD_DATE": 2}


OFFICES = [
    ("Chairman of the board", Interest.BOARD_CHAIR),
    ("Vice chairman", Interest.BOARD_MEMBER),
    ("director", Interest.BOARD_MEMBER),
    ("Chief Executive Officer", Interest.SENIOR_MANAGING_OFFICIAL),
    ("Non-executive director", Interest.BOARD_MEMBER),
    ("company secretary", Interest.UNKNOWN),
    ("", Interest.BOARD_MEMBER),
]


@pytest.mark.parametrize(("role", "interest"), OFFICES)
def test_an_office_is_told_by_its_role_and_is_no_control(tmp_path: Path, role: str, interest: Interest) -> None:
    loaded = Loaded(tmp_path, PERSON, COMPANY, entity("d1", "Directorship", director="p1", organization="c1", role=role))
    assert [s.interest for s in loaded.interests] == [interest]
    assert tops(publish_files(tmp_path / "d", loaded.file), "ftm:c1", "2024-01-01").get("Elsbeth Kranz") != "certain"


LINKS = [
    (entity("x", "Control", controller="p1", controlled="c1"), Interest.OTHER_INFLUENCE_OR_CONTROL),
    (entity("x", "Control", controller="p1", controlled="c1", controlType="voting"), Interest.VOTING_RIGHTS),
    (entity("x", "Membership", member="p1", organization="c1"), Interest.UNKNOWN),
    (entity("x", "Employment", employee="p1", employer="c1", role="clerk"), Interest.UNKNOWN),
    (entity("x", "Representation", agent="p1", client="c1", role="lawyer"), Interest.UNKNOWN),
    (entity("x", "UnknownLink", subject="p1", object="c1", role="shareholding"), Interest.UNKNOWN),
]


@pytest.mark.parametrize(("record", "interest"), LINKS)
def test_the_schema_of_a_link_decides_what_it_can_give(tmp_path: Path, record: dict[str, Any], interest: Interest) -> None:
    (held,) = Loaded(tmp_path, record).interests
    assert (held.interest, held.holder, held.subject) == (interest, BASE.identifier("ftm", "p1"), BASE.identifier("ftm", "c1"))


def test_family_associates_and_successors_are_facts_and_never_holdings(tmp_path: Path) -> None:
    loaded = Loaded(
        tmp_path,
        entity("f", "Family", person="p1", relative="p2", relationship="sister"),
        entity("a", "Associate", person="p1", associate="p3", relationship="partner"),
        entity("s", "Succession", predecessor="c1", successor="c2", startDate="2019"),
    )
    assert loaded.interests == []
    facts = [
        (BASE.compact(s.entity), a.name, BASE.compact(a.value), a.qualifier, a.at)
        for s in loaded.statements
        if isinstance(s, EntityStatement)
        for a in s.attributes
    ]
    assert facts == [
        ("ftm:p1", "family", "ftm:p2", "sister", None),
        ("ftm:p1", "associate", "ftm:p3", "partner", None),
        ("ftm:c1", "succeeded-by", "ftm:c2", None, "2019"),
    ]


def test_what_an_entity_is(tmp_path: Path) -> None:
    loaded = Loaded(
        tmp_path,
        PERSON,
        COMPANY,
        entity("b", "PublicBody", name="Ministry of Mills"),
        entity("l", "LegalEntity", name="Somebody"),
        entity("t", "LegalEntity", name="The Kranz Trust", legalForm="Discretionary trust"),
        entity("v", "Vessel", name="MV Kranz"),
        entity("g", "Organization", name="Port Office", topics="gov"),
        entity("s", "Company", name="State Mills", topics="gov.soe"),
    )
    assert {name.removeprefix("ftm:"): s.kind for name, s in loaded.parties.items()} == {
        "p1": Kind.PERSON,
        "c1": Kind.COMPANY,
        "b": Kind.STATE_BODY,
        "l": Kind.UNKNOWN,
        "t": Kind.ARRANGEMENT,
        "v": Kind.UNKNOWN,
        "g": Kind.STATE_BODY,
        "s": Kind.COMPANY,
    }
    assert [(a.name, a.value) for a in loaded.parties["ftm:s"].attributes] == [("topic", "gov.soe")]


@pytest.mark.parametrize(
    ("record", "name"),
    [
        ({"id": "nn2", "caption": "Company", "schema": "Company", "properties": {"registrationNumber": ["abc-9"]}}, "a company, abc-9"),
        ({"id": "nn2", "caption": "Legal entity", "schema": "LegalEntity", "properties": {}}, "a party, nn2"),
        ({"id": "nn2", "caption": "Nn2", "schema": "Company", "properties": {}}, "a company, nn2"),
        ({"id": "nn2", "caption": "abc-9", "schema": "Organization", "properties": {"registrationNumber": ["abc-9"]}}, "a firm, abc-9"),
        ({"id": "nn2", "schema": "Company", "properties": {}}, "a company, nn2"),
        ({"id": "nn2", "caption": "Nordhaus", "schema": "Company", "properties": {}}, "Nordhaus"),
    ],
)
def test_what_stands_in_the_place_of_a_name_is_none(tmp_path: Path, record: dict[str, Any], name: str) -> None:
    loaded = Loaded(tmp_path, record, COMPANY, owns(owner="nn2", percentage="60"))
    generation = publish_files(tmp_path / "data", loaded.file)
    (number,) = [n for n, party in enumerate(generation.parties()) if party.id == BASE.identifier("ftm", "nn2")]
    assert generation.party(number).name == generation.party_summary(number).name == name
    answer = controllers(ask(generation, "2024-01-01"), find_party(generation, "Kranz Mills"))
    closed = f"{name}," if is_name_from_identifier(name) else name
    assert answer.sentence.startswith((f"{closed} ", "As of"))
    assert name in answer.sentence


def test_only_numbers_of_a_register_that_is_certain_join(tmp_path: Path) -> None:
    loaded = Loaded(
        tmp_path,
        entity("c1", "Company", name="A", jurisdiction="gb", registrationNumber="01234567", leiCode="5493001KJTIIGC8Y1R12"),
        entity("c2", "Company", name="B", jurisdiction="gb", registrationNumber="123456"),
        entity("c3", "Company", name="C", registrationNumber="01234567", taxNumber="7777777777"),
        entity("c4", "Company", name="D", wikidataId=["Q7", "Q8"], leiCode="5493001KJTIIGC8Y1R13"),
        entity("p1", "Person", name="E", idNumber="AB12", innCode="500100732259", registrationNumber="01234567"),
        entity("Q42", "Company", name="F", ogrnCode="N/A"),
        {**entity("NK-1", "Company", name="G"), "referents": ["src-7", "NK-1"]},
    )
    assert loaded.joined == [
        ("ftm:c1", "lei:5493001KJTIIGC8Y1R12"),
        ("ftm:c1", "gb-coh:01234567"),
        ("ftm:c4", "lei:5493001KJTIIGC8Y1R13"),
        ("ftm:Q42", "wikidata:Q42"),
        ("ftm:NK-1", "ftm:src-7"),
    ]
    assert loaded.parties["ftm:p1"].identifiers == ()
    assert loaded.context.warnings == {"SEVERAL_IDENTIFIERS": 1, "BAD_LEI": 1, "EMPTY_IDENTIFIER": 1}


def test_nested_entities_are_told_with_the_one_that_holds_them(tmp_path: Path) -> None:
    link = entity("o1", "Ownership", asset=COMPANY, percentage="80")
    loaded = Loaded(tmp_path, entity("p1", "Person", name="Elsbeth Kranz", ownershipOwner=link))
    assert loaded.counts == (1, 1, 0, 0)
    assert set(loaded.parties) == {"ftm:c1", "ftm:p1"}
    assert tops(publish_files(tmp_path / "d", loaded.file), "ftm:c1", "2026-02-01") == {"Elsbeth Kranz": "certain"}


@pytest.mark.parametrize(
    "raw",
    [
        json.dumps([PERSON, COMPANY, owns()]),
        json.dumps([PERSON, COMPANY, owns()], indent=1),
        json.dumps({"results": [PERSON, COMPANY, owns()]}),
        "".join(json.dumps(x) for x in (PERSON, COMPANY, owns())),
        "\ufeff" + "\r\n".join(json.dumps(x) for x in (PERSON, COMPANY, owns())),
    ],
)
def test_a_list_lines_and_joined_objects_say_the_same(tmp_path: Path, raw: str) -> None:
    loaded = Loaded(tmp_path, raw=raw.encode())
    assert loaded.counts == (3, 3, 0, 0)
    assert len(loaded.interests) == 1


def test_changes_add_replace_and_delete(tmp_path: Path) -> None:
    def change(op: str, record: dict[str, Any], day: str) -> dict[str, Any]:
        return {"op": op, "entity": {**record, "last_change": day}}

    added = [change("ADD", x, "2024-01-01") for x in (PERSON, COMPANY, owns(percentage="80", startDate="2020"))]
    first = Loaded(tmp_path, *added, name="a.json")
    assert first.source.delta
    more = Loaded(
        tmp_path,
        *added,
        change("MOD", owns(percentage="30", startDate="2020"), "2024-02-01"),
        {"op": "DEL", "entity": {"id": "o1", "last_change": "2024-03-01"}},
        {"op": "SPLIT", "entity": {"id": "o1"}},
        name="b.json",
    )
    assert [s.change for s in more.interests] == [Change.NEW, Change.UPDATED, Change.CLOSED]
    assert [r.code for r in more.rejects] == ["UNKNOWN_OPERATION"]
    generation = publish_files(tmp_path / "d", more.file)
    answers = [tops(generation, "ftm:c1", "2023-06-01", known_at=day) for day in ("2024-01-15", "2024-02-15")]
    assert [x.get("Elsbeth Kranz") for x in answers] == ["certain", "possible"]
    assert tops(generation, "ftm:c1", "2024-03-15") == {}


def test_records_that_cannot_be_used_are_rejected_with_a_reason(tmp_path: Path) -> None:
    loaded = Loaded(
        tmp_path,
        raw="\n".join(
            [
                json.dumps(COMPANY),
                json.dumps(entity("x", "Ownership", owner="p1")),
                json.dumps({"schema": "Person"}),
                "[1]",
                '{"id": "a",',
                json.dumps(entity("y", "Unicorn", name="x")),
                json.dumps(entity("z", "Address", full="1 Mill Lane")),
            ]
        ).encode(),
    )
    assert [r.code for r in loaded.rejects] == ["MISSING_END", "MISSING_ID", "NOT_AN_OBJECT", "BAD_JSON", "UNKNOWN_KIND_OF_RECORD"]
    assert loaded.counts == (7, 1, 1, 5)
    assert loaded.context.warnings == {"NOT_ABOUT_HOLDINGS": 1}


def test_what_is_exported_here_loads_again_with_the_same_holdings(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.party("kranz", Kind.PERSON, "Elsbeth Kranz")
    sheet.holds("kranz", "holding", "(25..50]", details="Aktien")
    sheet.holds("holding", "mills", "51", valid_until="2010-05-01")
    sheet.holds("holding", "mine", "60", Interest.VOTING_RIGHTS)
    sheet.holds("holding", "port", None, Interest.APPOINTMENT_OF_BOARD)
    sheet.holds("kranz", "mine", None, Interest.BOARD_CHAIR)
    sheet.holds("kranz", "port", "40", status=Status.ALLEGED)
    sheet.holds("kranz", "mills", "10", status=Status.DENIED)
    generation = publish(tmp_path / "a", sheet)
    export(generation, "ftm", tmp_path / "out.ftm.json")
    loaded = Loaded(tmp_path, raw=(tmp_path / "out.ftm.json").read_bytes())
    names = {s.entity: s.names[0].text for s in loaded.parties.values()}

    def holdings(statements: list[InterestStatement], call: dict[str, str]) -> set[tuple[object, ...]]:
        return {
            (
                call.get(s.holder or ""),
                call.get(s.subject or ""),
                s.interest,
                s.share and (s.share.min, s.share.min_open, s.share.max, s.share.exact),
                s.status,
                s.valid_from,
                s.valid_until,
                s.stated_at,
            )
            for s in statements
        }

    before = {s.entity: s.names[0].text for s in sheet.rows if isinstance(s, EntityStatement)}
    links = [s for s in sheet.rows if isinstance(s, InterestStatement)]
    before.update({iri: iri.rsplit("/", 1)[-1] for s in links for iri in (s.holder, s.subject) if iri and iri not in before})
    exported, returned = holdings(links, before), holdings(loaded.interests, names)
    # A denial has no size in that model.
    assert {x for x in returned if x[4] is not Status.DENIED} == {x for x in exported if x[4] is not Status.DENIED}
    assert {x[:3] for x in returned if x[4] is Status.DENIED} == {x[:3] for x in exported if x[4] is Status.DENIED}
    again = publish_files(tmp_path / "b", loaded.file)
    for name in ("holding", "mills", "mine", "port"):
        for day in ("2005-01-01", "2020-06-01"):
            assert tops(again, name, day) == tops(generation, name, day)


COUNTS = {
    "sample_ftm.jsonl": (7, 7, 0, 0, 10, {"BAD_LEI": 1}),
    "t1-entities.ftm.json": (7, 6, 1, 0, 63, {"NOT_ABOUT_HOLDINGS": 1}),
    "zala-periphery.ftm.jsonl": (40, 39, 1, 0, 182, {"SEVERAL_IDENTIFIERS": 2, "SEVERAL_VALUES": 2, "NOT_ABOUT_HOLDINGS": 1}),
}


def test_what_is_nested_and_unusable_costs_nothing_else(tmp_path: Path) -> None:
    company = entity(
        "c1",
        "Company",
        name="Kranz Mills",
        ownershipAsset=[entity("o1", "Ownership", percentage="51")],
        odd=[entity("x1", "Starship", name="Kranz One")],
    )
    company["properties"]["directorshipOrganization"] = [entity("d1", "Directorship", role="director")]
    alone = entity("o2", "Ownership", owner=[entity("p1", "Person", name="Elsbeth Kranz")], percentage="51")
    loaded = Loaded(tmp_path, company, alone)
    assert (loaded.counts, set(loaded.parties)) == ((2, 1, 0, 1), {"ftm:c1"})
    assert dict(loaded.context.warnings) == {"MISSING_END": 2, "UNKNOWN_KIND_OF_RECORD": 1}
    assert [r.code for r in loaded.rejects] == ["MISSING_END"]


def test_several_days_of_one_company_span_its_life(tmp_path: Path) -> None:
    merged = entity(
        "c1", "Company", name="Kranz Mills", incorporationDate=["2002-12-31", "2002-10-02"], dissolutionDate=["2012-06-30", "2025-04-03"]
    )
    loaded = Loaded(tmp_path, merged)
    (party,) = loaded.parties.values()
    assert (party.founded, party.dissolved, dict(loaded.context.warnings)) == ("2002-10-02", "2025-04-03", {"SEVERAL_VALUES": 1})


@pytest.mark.parametrize(
    ("referents", "joined"),
    [
        (["Q1907"], ["wikidata:Q1907"]),
        (["Q1907", "Q1908"], []),
        (["gb-coh-00012345"], ["gb-coh:00012345"]),
        (["lei-5493001KJTIIGC8Y1R12"], ["lei:5493001KJTIIGC8Y1R12"]),
        (["gb-coh-psc-00012345", "qx-7", "Q"], []),
    ],
)
def test_ids_that_are_made_of_an_identifier_join_by_it(tmp_path: Path, referents: list[str], joined: list[str]) -> None:
    loaded = Loaded(tmp_path, {**COMPANY, "referents": referents})
    assert [right for _, right in loaded.joined if not right.startswith("ftm:")] == joined
    assert loaded.context.warnings.get("SEVERAL_IDENTIFIERS", 0) == (len(referents) == 2)


def test_an_identity_belongs_to_the_record_that_names_it(tmp_path: Path) -> None:
    loaded = Loaded(tmp_path, {**COMPANY, "referents": ["k-7"]})
    assert [s.record for s in loaded.statements if isinstance(s, IdentityStatement)] == ["c1"]


@pytest.mark.thorough
def test_every_real_file_loads_twice_alike_with_the_counts_that_were_pinned(shared_data: Path) -> None:
    counts = {}
    for file in sorted((shared_data / "registries" / "opensanctions-ftm").iterdir()):
        runs = []
        for _ in range(2):
            rejects: list[Reject] = []
            context = LoadContext(BASE, file, on_reject=rejects.append)
            runs.append([s for statements in load_file(context) for s in statements])
            assert context.warnings.keys() <= WARNINGS.keys()
            assert {reject.code for reject in rejects} <= REJECTS.keys()
        assert runs[0] == runs[1]
        counts[file.name] = (context.read, context.loaded, context.merged, context.rejected, context.statements, dict(context.warnings))
    assert counts == COUNTS


CHAINS = {
    "5pBy": ["", "person possible", "person possible", "", "", "", "", ""],
    "t6Q6": ["", "", "", "", "person certain", "", "", ""],
    "iToj": ["", "", "", "", "", "person certain", "", ""],
    "BAzN": ["", "", "", "", "", "", "", "person possible"],
    "FwTA": ["", "person possible", "", "", "", "", "", ""],
    "VSL7": ["", "", "", "", "", "", "person certain", ""],
    "0846": ["", "", "", "person certain", "", "", "", ""],
}


@pytest.mark.thorough
def test_real_chains_change_with_the_day(shared_data: Path, tmp_path: Path) -> None:
    file = shared_data / "registries" / "opensanctions-ftm" / "zala-periphery.ftm.jsonl"
    generation = publish_files(tmp_path, file)
    days = ("2001-01-01", "2005-10-01", "2010-01-01", "2015-01-01", "2021-01-01", "2023-01-01", "2024-03-10", "2024-05-01")
    companies = sorted(
        {
            record["properties"]["asset"][0]
            for record in map(json.loads, file.read_text(encoding="utf-8").splitlines())
            if record["schema"] == "Ownership"
        }
    )
    chains = {}
    for company in companies:
        answers = [controllers(ask(generation, day), find_party(generation, f"ftm:{company}")) for day in days]
        chains[company[-4:]] = [",".join(f"{c.party.kind} {c.certainty}" for c in answer.controllers) for answer in answers]
    assert chains == CHAINS


SAMPLE = json.dumps(owns(percentage="25-50%", startDate="2019-01-01", role="voting rights")).encode()


@pytest.mark.thorough
@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, len(SAMPLE) - 1), st.integers(0, 255)), max_size=6), st.integers(0, len(SAMPLE)))
def test_damaged_records_are_loaded_or_rejected_and_never_lost(tmp_path: Path, flips: list[tuple[int, int]], cut: int) -> None:
    raw = bytearray(SAMPLE)
    for place, byte in flips:
        raw[place] = byte
    try:
        loaded = Loaded(tmp_path, raw=SAMPLE + b"\n" + bytes(raw[:cut]) + b"\n" + SAMPLE)
    except InputError:
        return
    read, used, merged, rejected = loaded.counts
    assert read == used + merged + rejected >= 2
    assert {r.code for r in loaded.rejects} <= REJECTS.keys()
    assert loaded.context.warnings.keys() <= WARNINGS.keys()


ODD = st.sampled_from([None, 1, 1.5, "", "x", [], {}, [1], {"a": 1}, True, "9" * 50, "2021-13-45", float("1e300"), [None], [{"id": "n"}]])


@pytest.mark.thorough
@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from(["percentage", "role", "startDate", "endDate", "status", "summary", "ownershipType", "sourceUrl", "sharesCount"]),
        ODD,
        max_size=5,
    ),
    st.dictionaries(st.sampled_from(["caption", "referents", "last_change", "last_seen", "datasets"]), ODD, max_size=3),
)
def test_a_value_of_another_type_costs_the_value_and_not_the_record(
    tmp_path: Path, odd: dict[str, object], above: dict[str, object]
) -> None:
    record = owns()
    record["properties"].update(odd)
    loaded = Loaded(tmp_path, {**above, **record})
    read, used, _, rejected = loaded.counts
    assert (read, used + rejected) == (1, 1)
    assert {r.code for r in loaded.rejects} <= {"UNKNOWN_KIND_OF_RECORD"}


def test_other_formats_are_not_taken() -> None:
    for head in (b'{"kind": "company"}', b"holder,subject\nA,B\n", b'[{"statementId": "x"}]', b'{"schema": "Person"}', b"<a/>"):
        assert not FtmLoader().detect(head, Path("x"))
