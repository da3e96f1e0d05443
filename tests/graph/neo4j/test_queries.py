"""What the queries say of single chains, of ends that are open and of versions; tests/graph/neo4j/test_questions.py has all of them."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from graph.neo4j.projection import project
from graph.neo4j.sync import sync
from ontology.statements import Interest, Statement, Status
from tests.graph.neo4j.chain import ARTICLE, BASE, GROUP, MAKER, SOURCE, STATE, TRADER, chain, entity, holds
from tests.graph.neo4j.queries import load_queries
from tests.neo4j_server.plugin import Neo4jAccess

pytestmark = pytest.mark.neo4j

DAY = datetime.date(2018, 12, 12)
AGREED = ["in-effect", "former", "agreed"]
PARAMETERS: dict[str, Any] = {"uri": MAKER, "asOf": DAY, "statuses": AGREED, "id": f"{BASE}buys", "text": "steppe", "run": "main"}


@pytest.fixture
def seeded(neo4j: Neo4jAccess, tmp_path: Path) -> Neo4jAccess:
    sync(project([SOURCE], [chain()]), neo4j.settings, tmp_path / "manifest.sqlite")
    return neo4j


def ask(access: Neo4jAccess, name: str, **parameters: Any) -> list[dict[str, Any]]:
    return access.run(load_queries()[name], **{**PARAMETERS, **parameters})


def controllers(access: Neo4jAccess, **parameters: Any) -> list[str]:
    return [row["controller"] for row in ask(access, "ultimate-controllers", **parameters)]


def load(access: Neo4jAccess, tmp_path: Path, *statements: Statement) -> None:
    sync(project([SOURCE], [statements]), access.settings, tmp_path / "manifest.sqlite", allow_mass_delete=True)


def test_the_government_controls_the_maker_when_the_agreed_deal_counts(seeded: Neo4jAccess) -> None:
    (answer,) = ask(seeded, "ultimate-controllers")
    assert (answer["controller"], answer["name"], answer["votesMin"]) == (STATE, "Government of Northland", 51.0)
    assert answer["chain"] == [f"{BASE}supervises", f"{BASE}owns", f"{BASE}buys"]
    assert answer["links"] == ["SUPERVISES supervises", "OWNS 100 %", "OWNS agreed: 51 %"]


def test_nobody_certainly_controls_the_maker_while_the_deal_is_only_agreed(seeded: Neo4jAccess) -> None:
    assert controllers(seeded, statuses=["in-effect", "former"]) == []
    assert controllers(seeded, uri=TRADER, statuses=["in-effect", "former"]) == [STATE]


def test_nobody_controls_the_maker_before_the_deal(seeded: Neo4jAccess) -> None:
    assert controllers(seeded, asOf=datetime.date(2018, 12, 1)) == []


@pytest.mark.parametrize(
    ("share", "controls"), [("50", False), ("(50..75]", True), ("[50..75]", False), (">50", True), ("50.000001", True)]
)
def test_half_is_no_majority_and_open_ends_decide(neo4j: Neo4jAccess, tmp_path: Path, share: str, controls: bool) -> None:
    load(neo4j, tmp_path, entity(TRADER, "Borealis Trading"), holds("s", TRADER, MAKER, share))
    assert controllers(neo4j) == ([TRADER] if controls else [])


def test_shares_beside_stated_votes_decide_nothing(neo4j: Neo4jAccess, tmp_path: Path) -> None:
    load(neo4j, tmp_path, holds("s", TRADER, MAKER, "80"), holds("v", TRADER, MAKER, "20", interest=Interest.VOTING_RIGHTS))
    assert controllers(neo4j) == []


def test_a_ring_is_named_by_its_members_and_ends(neo4j: Neo4jAccess, tmp_path: Path) -> None:
    named = entity(GROUP, "Borealis Group"), entity(TRADER, "Borealis Trading")
    load(neo4j, tmp_path, *named, holds("a", GROUP, TRADER, "60"), holds("b", TRADER, GROUP, "60"), holds("c", TRADER, MAKER, "60"))
    assert sorted(controllers(neo4j)) == [GROUP, TRADER]
    (row,) = ask(neo4j, "circles", uri=GROUP)
    assert row["circle"] == ["Borealis Group", "Borealis Trading", "Borealis Group"]


def test_a_chair_and_a_former_tie_control_nothing(neo4j: Neo4jAccess, tmp_path: Path) -> None:
    load(
        neo4j,
        tmp_path,
        holds("a", GROUP, MAKER, interest=Interest.BOARD_CHAIR),
        holds("b", STATE, MAKER, interest=Interest.OTHER_INFLUENCE_OR_CONTROL, status=Status.FORMER),
    )
    assert controllers(neo4j) == []


def test_a_date_is_asked_with_certainty_and_without(neo4j: Neo4jAccess, tmp_path: Path) -> None:
    load(neo4j, tmp_path, holds("s", GROUP, TRADER, "(25..50]", valid_from="1998", valid_until="2001-03-01"))
    rows = [ask(neo4j, "holders-on-a-date", uri=TRADER, asOf=datetime.date(*day)) for day in ((1998, 6, 1), (2000, 1, 1), (2001, 3, 1))]
    assert [[(r["share"], r["certainly"]) for r in row] for row in rows] == [
        [("25–50 % until 2001", certainly)] for certainly in (False, True)
    ] + [[]]


def test_the_statement_names_its_source(seeded: Neo4jAccess) -> None:
    (row,) = ask(seeded, "who-says-so")
    assert (row["quote"], row["sources"][0]["title"]) == ("will take 51 percent", SOURCE.title)
    assert row["sources"][0]["uri"] == ARTICLE


def test_versions_of_one_record_are_one_holding_and_decide_nothing_while_it_is_not_told_which_holds(
    neo4j: Neo4jAccess, tmp_path: Path
) -> None:
    first = holds("a", GROUP, TRADER, "60", record="r", stated_at="2010-05-01", valid_from="2010-01-01")
    later = holds("b", GROUP, TRADER, "40", record="r", stated_at="2016-05-01", valid_from="2010-01-01")
    load(neo4j, tmp_path, first, later)
    before, after = datetime.date(2012, 1, 1), datetime.date(2017, 1, 1)
    (row,) = ask(neo4j, "holders-on-a-date", uri=TRADER, asOf=before)
    assert (row["min"], row["max"], row["certainly"]) == (40.0, 60.0, False)
    (row,) = ask(neo4j, "holders-on-a-date", uri=TRADER, asOf=after)
    assert (row["min"], row["max"], row["certainly"]) == (40.0, 40.0, True)
    assert controllers(neo4j, uri=TRADER, asOf=before) == controllers(neo4j, uri=TRADER, asOf=after) == []
    assert ask(neo4j, "products-along-paths", uri=TRADER, asOf=before) == []
    (row,) = ask(neo4j, "products-along-paths", uri=TRADER, asOf=after)
    assert (row["paths"], row["least"], row["most"]) == (1, 40.0, 40.0)


def test_a_deal_that_is_only_agreed_changes_no_hands_and_moves_no_money(neo4j: Neo4jAccess, tmp_path: Path) -> None:
    before = holds("a", GROUP, MAKER, "70", valid_from="2010-01-01", valid_until="2018-06-30", status=Status.FORMER)
    deal = holds("b", TRADER, MAKER, "70", valid_from="2018-07-01", status=Status.AGREED)
    load(neo4j, tmp_path, before, deal)
    assert ask(neo4j, "sudden-changes") == ask(neo4j, "products-along-paths") == []
    load(neo4j, tmp_path, before, deal, holds("c", STATE, MAKER, "20", interest=Interest.VOTING_RIGHTS))
    assert ask(neo4j, "products-along-paths") == []
    certainly = {row["share"]: row["certainly"] for row in ask(neo4j, "holders-on-a-date")}
    assert certainly == {"agreed: 70 %": False, "20 % votes": True}
    load(neo4j, tmp_path, before, holds("b", TRADER, MAKER, "70", valid_from="2018-07-01"))
    assert [row["until"].iso_format() for row in ask(neo4j, "sudden-changes")] == ["2018-06-30"]


def test_a_country_is_all_of_its_states(neo4j: Neo4jAccess, tmp_path: Path) -> None:
    places = {STATE: "GB", GROUP: "US-DE", TRADER: "US", MAKER: "KZ"}
    named = [entity(iri, iri, jurisdiction=place) for iri, place in places.items()]
    load(neo4j, tmp_path, *named, holds("a", STATE, GROUP, "60"), holds("b", GROUP, MAKER, "60"), holds("c", TRADER, GROUP, "30"))
    (row,) = ask(neo4j, "held-through-a-jurisdiction", jurisdiction="US")
    assert (row["holder"], row["via"], row["held"]) == (STATE, GROUP, MAKER)
