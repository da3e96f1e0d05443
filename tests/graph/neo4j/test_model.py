"""What a statement becomes in the property graph; no server needed."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from graph.neo4j.content import hash_content
from graph.neo4j.projection import project
from graph.neo4j.property_graph import Node, Projection, Properties, Relationship
from ontology.shares import Share
from ontology.statements import (
    Assertion,
    Attribute,
    Change,
    Identifier,
    IdentityStatement,
    Interest,
    InterestStatement,
    Judgement,
    Kind,
    Name,
    Place,
    Reason,
    Review,
    Source,
    Statement,
    Status,
)
from tests.graph.neo4j.chain import ARTICLE, BASE, GROUP, MAKER, SOURCE, STATE, TRADER, chain, entity, holds


def node(projection: Projection, key: str) -> Node:
    return next(n for n in projection.nodes if n.key == key)


def link(*statements: Statement) -> Relationship:
    (only,) = project([], [statements]).relationships
    return only


STATEMENTS = [*chain(), holds("unnamed", None, MAKER, "(10..25]", holder_reason=Reason.UNKNOWN)]


@given(st.permutations(STATEMENTS))
def test_the_order_of_statements_changes_nothing(statements: list[Statement]) -> None:
    assert project([SOURCE], [statements]) == project([SOURCE], [STATEMENTS])


def test_the_hash_sees_every_part_of_an_item() -> None:
    base = Relationship("urn:s", "OWNS", "urn:a", "urn:b", {"id": "urn:s", "min": 51.0})
    others = [
        Relationship("urn:s", "MANAGES", "urn:a", "urn:b", {"id": "urn:s", "min": 51.0}),
        Relationship("urn:s", "OWNS", "urn:b", "urn:a", {"id": "urn:s", "min": 51.0}),
        Relationship("urn:s", "OWNS", "urn:a", "urn:b", {"id": "urn:s", "min": 51.5}),
        Relationship("urn:s", "OWNS", "urn:a", "urn:b", {"id": "urn:s"}),
        Node("urn:s", ("Entity",), {"id": "urn:s", "min": 51.0}),
    ]
    assert len({hash_content(item) for item in (base, *others)}) == 6


VALUES = ("", "1", "a,b", 'a"', True, 1, 1.0, datetime.date(1998, 1, 1), "1998-01-01", (), ("",), ("", ""), ("1",), ("a", "b"), ("a\x1fb",))


@pytest.mark.parametrize("name", ["name", "facets", "firstSeen", "unnamedReason", "uri", "id", "other", 'a,"b":string=', "note"])
def test_no_two_values_of_a_property_have_one_hash(name: str) -> None:
    nodes = [Node("urn:a", ("Entity", "Company"), {name: value}) for value in VALUES]
    links = [Relationship("urn:s", "OWNS", "urn:a", "urn:b", {name: value}) for value in VALUES]
    missing = [Node("urn:a", ("Entity", "Company"), {}), Relationship("urn:s", "OWNS", "urn:a", "urn:b", {})]
    assert len({hash_content(item) for item in (*nodes, *links, *missing)}) == 2 * len(VALUES) + 2


def test_a_value_in_another_property_or_beside_another_one_has_another_hash() -> None:
    properties: list[Properties] = [
        {"name": "a", "kind": "b"},
        {"name": "b", "kind": "a"},
        {"name": "a", "jurisdiction": "b"},
        {"name": "a", "other": "b"},
        {"name": "a", "others": "b"},
        {"name": 'a",,"b'},
        {"name": "a", "x": '1",y="2'},
        {"name": "a", "x": "1", "y": "2"},
        {"name": "a", "x": '1","y":string="2'},
    ]
    assert len({hash_content(Node("urn:a", ("Entity", "Company"), values)) for values in properties}) == len(properties)


def test_a_date_and_the_same_text_differ() -> None:
    day = Node("urn:a", ("Source",), {"published": datetime.date(2018, 12, 12)})
    text = Node("urn:a", ("Source",), {"published": "2018-12-12"})
    assert hash_content(day) != hash_content(text)


def test_each_party_has_the_anchor_label_and_one_type_and_its_name_first() -> None:
    projection = project([SOURCE], [chain()])
    assert {n.key: n.labels for n in projection.nodes} == {
        ARTICLE: ("Source",),
        STATE: ("Entity", "State"),
        GROUP: ("Entity", "Company"),
        TRADER: ("Entity", "Company"),
        MAKER: ("Entity", "Company"),
    }
    assert next(iter(node(projection, MAKER).properties.items())) == ("name", "Steppe Motors")


def test_a_size_that_nobody_stated_is_nought_to_hundred_and_never_exact() -> None:
    properties = link(holds("s", GROUP, TRADER)).properties
    assert (properties["min"], properties["max"], properties["votesMin"], properties["votesMax"]) == (0.0, 100.0, 0.0, 100.0)
    assert "exact" not in properties
    assert properties["label"] == "? %"


def test_a_band_keeps_its_bounds_and_open_ends() -> None:
    properties = link(holds("s", GROUP, TRADER, "(50..75]")).properties
    assert (properties["min"], properties["max"], properties["votesMinOpen"]) == (50.0, 75.0, True)
    assert "maxOpen" not in properties
    assert "exact" not in properties
    assert properties["label"] == "50–75 %"


@pytest.mark.parametrize(
    ("fields", "label"),
    [
        ({"status": Status.AGREED}, "agreed: 51 %"),
        ({"status": Status.DENIED}, "denied: 51 %"),
        ({"status": Status.FORMER, "valid_until": "2015-03"}, "former: 51 % until 2015"),
        ({"status": Status.ALLEGED, "interest": Interest.VOTING_RIGHTS}, "alleged: 51 % votes"),
        ({"status": Status.PLANNED, "interest": Interest.BOARD_CHAIR, "details": "chair of"}, "planned: chair of (51 %)"),
    ],
)
def test_an_arrow_tells_what_is_not_in_effect(fields: dict[str, object], label: str) -> None:
    assert link(holds("s", GROUP, TRADER, "51", **fields)).properties["label"] == label


def test_an_arrow_of_an_older_version_tells_its_end_or_that_it_was_corrected() -> None:
    first = holds("a", GROUP, TRADER, "60", record="r", stated_at="2010-05-01", valid_from="2010-01-01")
    changed = holds("b", GROUP, TRADER, "40", record="r", stated_at="2016-05-01", valid_from="2016-01-01")
    corrected = holds("b", GROUP, TRADER, "40", record="r", stated_at="2016-05-01", valid_from="2009-01-01")
    for later, label in ((changed, "60 % until 2016"), (corrected, "superseded: 60 %")):
        labels = {r.key: r.properties["label"] for r in project([], [[first], [later]]).relationships}
        assert labels == {first.id: label, later.id: "40 %"}


def test_a_party_without_a_name_goes_by_its_kind_and_identifier_and_never_by_its_iri() -> None:
    nameless = replace(entity(GROUP, "x"), names=(), identifiers=(Identifier(scheme="LEI", value="529900T8BM49AURSDO55"),))
    recorded = replace(entity(TRADER, "x"), names=(), record="abc-9")
    projection = project([], [[nameless, recorded, holds("s", GROUP, MAKER, "51")]])
    names = [node(projection, key).properties["name"] for key in (GROUP, TRADER, MAKER)]
    assert names == ["a company, 529900T8BM49AURSDO55", "a company, abc-9", "a party that is not named"]


@pytest.mark.parametrize(
    ("fields", "facets"),
    [
        ({"jurisdiction": "GB-SCT"}, ("In_GB",)),
        ({"jurisdiction": "Northland"}, None),
        ({"attributes": (Attribute(name="listing", value="Northland Exchange"),), "jurisdiction": "VG"}, ("In_VG", "Listed")),
        ({"attributes": (Attribute(name="listing", value="false", datatype="boolean"),), "dissolved": "2019"}, ("Dissolved",)),
        ({"attributes": (Attribute(name="sanctions-listing", value="Northland list"),)}, None),
    ],
)
def test_a_party_has_labels_for_its_country_a_listing_and_a_dissolution(fields: dict[str, object], facets: tuple[str, ...] | None) -> None:
    party = node(project([], [[entity(MAKER, "Steppe Motors", **fields)]]), MAKER)
    assert (party.labels, party.properties.get("facets")) == (("Entity", "Company"), facets)


def test_no_votes_are_assumed_in_a_company_of_which_anybody_states_votes() -> None:
    statements = [
        holds("a", GROUP, MAKER, "80"),
        holds("b", TRADER, MAKER, "30", interest=Interest.VOTING_RIGHTS),
        holds("c", GROUP, TRADER, "80"),
    ]
    by_key = {r.key: r.properties for r in project([], [statements]).relationships}
    assert (by_key[f"{BASE}a"]["votesAssumed"], by_key[f"{BASE}a"]["votesMin"], by_key[f"{BASE}a"]["votesMax"]) == (False, 0.0, 100.0)
    assert (by_key[f"{BASE}c"]["votesAssumed"], by_key[f"{BASE}c"]["votesMin"]) == (True, 80.0)


def test_votes_stated_apart_are_not_assumed_from_the_shares() -> None:
    shares, votes = project(
        [], [[holds("a", GROUP, TRADER, "80"), holds("b", GROUP, TRADER, "30", interest=Interest.VOTING_RIGHTS)]]
    ).relationships
    assert (shares.properties["min"], shares.properties["votesMin"], shares.properties["votesMax"]) == (80.0, 0.0, 100.0)
    assert shares.properties["votesAssumed"] is False
    assert (votes.type, votes.properties["votesMin"], votes.properties["min"], votes.properties["max"]) == ("OWNS", 30.0, 0.0, 100.0)
    assert votes.properties["label"] == "30 % votes"


@pytest.mark.parametrize(
    ("interest", "expected"),
    [
        (Interest.SHAREHOLDING, "OWNS"),
        (Interest.CONTROL_BY_LEGAL_FRAMEWORK, "SUPERVISES"),
        (Interest.BOARD_CHAIR, "MANAGES"),
        (Interest.APPOINTMENT_OF_BOARD, "CONTROLS_BY_OTHER_MEANS"),
        (Interest.RIGHTS_TO_PROFIT, "BENEFITS_FROM"),
        (Interest.UNKNOWN, "RELATED_TO"),
        (Interest.NOMINEE, "RELATED_TO"),
        (Interest.SETTLOR, "RELATED_TO"),
    ],
)
def test_each_interest_has_its_relationship_type(interest: Interest, expected: str) -> None:
    assert link(holds("s", GROUP, TRADER, interest=interest)).type == expected


def test_every_interest_becomes_a_relationship() -> None:
    statements = [holds(interest.value, GROUP, TRADER, interest=interest) for interest in Interest]
    assert len(project([], [statements]).relationships) == len(Interest)


def test_an_indirect_summary_of_a_chain_is_no_stake_of_its_own() -> None:
    summary = InterestStatement(id="urn:s", source=ARTICLE, holder=GROUP, subject=MAKER, share=Share.point(51), components=("urn:x",))
    assert link(summary).type == "HOLDS_INDIRECTLY"


def test_two_unnamed_holders_are_two_nodes() -> None:
    projection = project(
        [], [[holds("a", None, MAKER, "30", holder_reason=Reason.UNKNOWN), holds("b", None, MAKER, "30", holder_reason=Reason.UNKNOWN)]]
    )
    unnamed = [n for n in projection.nodes if "unnamedReason" in n.properties]
    assert [n.key for n in unnamed] == [f"{BASE}a#holder", f"{BASE}b#holder"]
    assert unnamed[0].properties["unnamedReason"] == "unknown"


@pytest.mark.parametrize(
    ("review", "shown"),
    [(Review.PROPOSED, False), (Review.REJECTED, False), (Review.ACCEPTED, True), (Review.EDITED, True), (Review.AUTO, True)],
)
def test_only_claims_that_were_taken_are_projected(review: Review, shown: bool) -> None:
    claim = holds("s", GROUP, TRADER, "51", assertion=Assertion(extractor="rules", version="1", review=review))
    assert bool(project([], [[claim]]).relationships) is shown


def test_records_judged_the_same_are_one_node_that_names_the_other() -> None:
    other = f"{BASE}other"
    statements = [
        entity(TRADER, "Borealis Trading", stated_at="2018"),
        entity(other, "Borealis Trade House", stated_at="2020"),
        IdentityStatement(id=f"{BASE}same", source=ARTICLE, left=TRADER, right=other),
        holds("s", GROUP, other, "51"),
    ]
    projection = project([], [statements], lambda iri: TRADER if iri == other else iri)
    merged = node(projection, TRADER)
    assert (merged.properties["name"], merged.properties["aliases"]) == ("Borealis Trade House", ("Borealis Trading",))
    assert merged.properties["sameAs"] == (other,)
    assert [(r.type, r.end) for r in projection.relationships] == [("OWNS", TRADER)]


def test_a_judgement_that_merges_nothing_is_a_relationship() -> None:
    judged = IdentityStatement(id="urn:j", source=ARTICLE, left=GROUP, right=TRADER, judgement=Judgement.DIFFERENT)
    assert link(judged).type == "DIFFERENT_FROM"


def test_a_partial_date_is_kept_as_text_and_as_its_first_day() -> None:
    properties = link(holds("s", GROUP, TRADER, "100", valid_from="1998")).properties
    assert (properties["since"], properties["sinceText"]) == (datetime.date(1998, 1, 1), "1998")
    assert (properties["possibleFrom"], properties["certainFrom"]) == (datetime.date(1998, 1, 1), datetime.date(1998, 12, 31))


def test_a_deal_is_not_agreed_before_someone_said_so() -> None:
    properties = link(holds("s", GROUP, TRADER, "51", status=Status.AGREED)).properties
    assert properties["possibleFrom"] == properties["certainFrom"] == datetime.date(2018, 12, 12)


def test_what_is_over_without_a_date_may_have_held_until_somebody_said_so() -> None:
    properties = link(holds("s", GROUP, TRADER, "51", status=Status.FORMER)).properties
    assert properties["possibleUntil"] == datetime.date(2018, 12, 12)
    assert "certainFrom" not in properties


def test_an_older_record_of_a_series_is_superseded_and_a_closed_one_has_ended() -> None:
    old = holds("old", GROUP, TRADER, "30", record="r", stated_at="2019-01-01")
    new = holds("new", GROUP, TRADER, "60", record="r", stated_at="2020-01-01", change=Change.CLOSED)
    by_key = {r.key: r.properties for r in project([], [[old, new]]).relationships}
    assert by_key[f"{BASE}old"]["superseded"] is True
    assert all("certainFrom" not in properties for properties in by_key.values()), "since when the later size holds is not told"
    assert [by_key[f"{BASE}{key}"]["possibleUntil"] for key in ("old", "new")] == [datetime.date(2020, 1, 1)] * 2


def test_of_versions_of_one_day_the_last_of_a_delta_stands_all_of_another_file_and_a_closing_closes() -> None:
    day = {"record": "r", "stated_at": "2019-01-01"}
    lines = [holds(f"line{n}", GROUP, TRADER, str(n), place=Place(file="f.csv", line=n), **day) for n in (10, 30, 20)]
    delta = Source(id=lines[0].source, title="Changes", type="register", delta=True)
    shown = {r.key for r in project([delta], [lines]).relationships if "superseded" not in r.properties}
    assert shown == {f"{BASE}line30"}
    rivals = project([replace(delta, delta=False)], [lines]).relationships
    assert {r.key for r in rivals if "superseded" not in r.properties} == {f"{BASE}line{n}" for n in (10, 20, 30)}
    assert all("possibleFrom" in r.properties and "certainFrom" not in r.properties for r in rivals)
    both = [holds("open", GROUP, TRADER, "30", **day), holds("closed", GROUP, TRADER, "30", change=Change.CLOSED, **day)]
    by_key = {r.key: r.properties for r in project([], [both]).relationships}
    assert by_key[f"{BASE}open"]["superseded"] is True
    assert by_key[f"{BASE}closed"]["possibleUntil"] == datetime.date(2019, 1, 1)


def test_a_record_that_is_closed_twice_ended_by_the_first_closing() -> None:
    years = {2018: Change.NEW, 2019: Change.CLOSED, 2020: Change.CLOSED}
    versions = [holds(str(y), GROUP, TRADER, "30", record="r", stated_at=f"{y}-01-01", change=c) for y, c in years.items()]
    by_key = {r.key: r.properties for r in project([], [versions]).relationships}
    assert by_key[f"{BASE}2018"]["certainUntil"] == datetime.date(2018, 1, 2)
    assert by_key[f"{BASE}2018"]["possibleUntil"] == datetime.date(2019, 1, 1)
    assert all("certainFrom" not in by_key[f"{BASE}{year}"] for year in (2019, 2020))


def list_days(properties: Properties) -> list[str]:
    return [str(properties.get(name)) for name in ("firstSeen", "lastUpdated")]


def test_parties_and_arrows_say_when_they_were_stated_first_and_last() -> None:
    parties = [entity(MAKER, "Old Motors", stated_at="2001"), entity(MAKER, "Steppe Motors", stated_at="2018-03-01")]
    stated = {"old": ("r", "2019"), "new": ("r", "2020-02-01"), "own": (None, "2019-05"), "never": (None, None)}
    holdings = [holds(key, GROUP, MAKER, "30", record=record, stated_at=day) for key, (record, day) in stated.items()]
    closing = holds("end", GROUP, MAKER, record="r", stated_at="2021-01-01", change=Change.CLOSED)
    unnamed = holds("unnamed", None, MAKER, "10", holder_reason=Reason.UNKNOWN, stated_at="2017-01-01")
    graph = project([], [[*parties, *holdings, closing, unnamed]])
    assert list_days(node(graph, MAKER).properties) == ["2001-01-01", "2018-03-01"]
    assert list_days(node(graph, GROUP).properties) == ["None", "None"]
    assert list_days(node(graph, f"{BASE}unnamed#holder").properties) == ["2017-01-01"] * 2
    by_key = {r.key.removeprefix(BASE): list_days(r.properties) for r in graph.relationships}
    assert by_key["old"] == by_key["new"] == ["2019-01-01", "2021-01-01"]
    assert by_key["own"] == ["2019-05-01"] * 2
    assert by_key["never"] == ["None"] * 2


def test_attributes_are_typed_and_never_overwrite_the_model_s_own_properties() -> None:
    stated = entity(
        MAKER,
        "Steppe Motors",
        identifiers=(Identifier(scheme="LEI", value="529900T8BM49AURSDO55"),),
        attributes=(
            Attribute(name="employees", value="45000", datatype="number", unit="people", qualifier="more than", at="2017"),
            Attribute(name="uri", value="elsewhere"),
            Attribute(name="stateOwned", value="true", datatype="boolean"),
        ),
    )
    properties = node(project([], [[stated]]), MAKER).properties
    assert (properties["uri"], properties["uriStated"], properties["lei"]) == (MAKER, "elsewhere", "529900T8BM49AURSDO55")
    assert (properties["employees"], properties["stateOwned"]) == (45000, True)
    assert "employees: more than 45000 people (2017)" in properties["attributes"]


def test_a_party_that_is_only_mentioned_is_a_node_of_unknown_type() -> None:
    assert node(project([], [[holds("s", GROUP, TRADER, "51")]]), GROUP).labels == ("Entity", "Unknown")


def test_the_newest_legal_name_is_the_name() -> None:
    old = entity(MAKER, "Old Motors", stated_at="2001")
    new = entity(MAKER, "Steppe Motors", stated_at="2018", kind=Kind.COMPANY)
    new = type(new)(
        id=new.id,
        source=ARTICLE,
        entity=MAKER,
        kind=Kind.COMPANY,
        stated_at="2018",
        names=(Name(text="SM", type="acronym"), Name(text="Steppe Motors")),
    )
    properties = node(project([], [[old, new]]), MAKER).properties
    assert (properties["name"], properties["aliases"]) == ("Steppe Motors", ("SM", "Old Motors"))
