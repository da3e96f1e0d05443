"""docs/reference/neo4j.md and the style name what the code writes; a label, type or question that is missing there is a defect."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from graph.neo4j.cypher import load_schema
from graph.neo4j.model import ENTITY_LABELS, RELATIONSHIP_TYPES
from graph.neo4j.projection import project
from graph.neo4j.questions import read_questions
from ontology.statements import Reason
from tests.graph.neo4j.chain import MAKER, SOURCE, chain, holds

PAGE = (Path(__file__).parents[3] / "docs" / "reference" / "neo4j.md").read_text(encoding="utf-8")


def test_every_label_type_and_query_is_described() -> None:
    names = {"Entity", "Source", "DERIVED_CONTROLS", *ENTITY_LABELS, *RELATIONSHIP_TYPES}
    assert sorted(name for name in names if f"`{name}`" not in PAGE) == []


def test_every_question_is_listed_with_its_parameters() -> None:
    rows = [f"| `{q.name}` | {q.asks} | {', '.join(f'`{name}`' for name in q.parameters)} |" for q in read_questions()]
    assert [row for row in rows if row not in PAGE.splitlines()] == []


def test_every_property_is_described() -> None:
    statements = [
        *chain(),
        holds("u", None, MAKER, "(10..25)", holder_reason=Reason.UNKNOWN, valid_from="2001", valid_until="2002-05"),
        holds("o", MAKER, MAKER, "100", record="r", stated_at="2001"),
        holds("n", MAKER, MAKER, "100", record="r"),
    ]
    projection = project([SOURCE], [statements])
    names = {name for item in projection.items() for name in item.properties} - {"id", "publishedText"}
    assert "superseded" in names
    assert sorted(name for name in names if f"`{name}`" not in PAGE) == []


def test_every_type_has_its_uniqueness_constraint() -> None:
    text = "\n".join(load_schema()[1])
    assert [kind for kind in (*RELATIONSHIP_TYPES, "DERIVED_CONTROLS") if f"[r:{kind}]" not in text] == []


def test_the_style_has_a_rule_for_every_entity_type() -> None:
    style = files("graph.neo4j").joinpath("ownership.grass").read_text(encoding="utf-8")
    assert [label for label in ("Entity", *ENTITY_LABELS, "Source") if f"node.{label} {{" not in style] == []
