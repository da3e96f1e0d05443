"""The files for Neo4j's own tools: saved queries and perspective are made of the published questions."""

from __future__ import annotations

import csv
import json
import re
from html import unescape
from importlib.resources import files
from io import StringIO
from typing import Any

from graph.neo4j.explore import FILES, make_file, make_guide, make_perspective, make_saved_queries
from graph.neo4j.model import DERIVED_TYPES, ENTITY_LABELS, FACET_LABELS, RELATIONSHIP_TYPES
from graph.neo4j.questions import read_questions


def read_perspective() -> dict[str, Any]:
    perspective: dict[str, Any] = json.loads(make_perspective())
    return perspective


def test_saved_queries_are_all_questions_in_their_folders() -> None:
    header, *rows = csv.reader(StringIO(make_saved_queries()))
    assert header == ["name", "description", "query", "id", "parentId", "isFolder"]
    folders = {row[3]: row[0] for row in rows if row[5] == "true"}
    questions = [row for row in rows if row[5] == "false"]
    assert [(row[0], row[1], row[2], folders[row[4]]) for row in questions] == [
        (q.asks, q.explanation, q.cypher, q.folder) for q in read_questions()
    ]
    assert len({row[3] for row in rows}) == len(rows)


def test_the_perspective_styles_every_label_and_type() -> None:
    perspective = read_perspective()
    assert {c["name"] for c in perspective["categories"]} == {*ENTITY_LABELS, "Source"}
    assert {t["name"] for t in perspective["relationshipTypes"]} == {*RELATIONSHIP_TYPES, *DERIVED_TYPES}
    assert all(t["captions"][0]["key"] == "label" for t in perspective["relationshipTypes"])


def test_a_search_phrase_has_its_parameters_in_its_words_and_asks_for_names() -> None:
    phrases = {phrase["name"]: phrase for phrase in read_perspective()["templates"]}
    assert set(phrases) == {q.name for q in read_questions() if q.draws}
    for phrase in phrases.values():
        assert [p["name"] for p in phrase["params"] if p["name"] not in phrase["text"].split()] == []
        assert "$uri" not in phrase["cypher"]
    assert phrases["chain-between"]["text"] == "By which chain does one reach the other party $party other $other asOf $asOf"


def test_the_files_are_the_same_each_time() -> None:
    assert [make_file(name) for name in FILES] == [make_file(name) for name in FILES]


def test_the_guide_has_every_question_to_run() -> None:
    guide = unescape(make_guide())
    assert [q.name for q in read_questions() if not (q.cypher in guide and q.asks in guide and q.explanation in guide)] == []


def test_the_guide_has_every_parameter_of_a_question_to_set_before_it() -> None:
    start, *slides = unescape(make_guide()).split("<slide ")[1:]
    questions = {q.cypher: q for q in read_questions()}
    commands = re.compile(r'<pre class="[^"]*runnable">(.*?)</pre>', re.DOTALL)
    set_before = {text.split()[1] for text in commands.findall(start) if text.startswith(":param ")}
    taken = set()
    for slide in slides:
        is_set = set(set_before)
        for text in commands.findall(slide):
            if text.startswith(":param "):
                is_set.add(text.split()[1])
            else:
                assert is_set.issuperset(questions[text].parameters), questions[text].name
                taken.update(questions[text].parameters)
    assert taken > {"uri", "other", "identifier", "jurisdiction", "id"}


def test_every_label_and_type_has_a_style() -> None:
    style = files("graph.neo4j").joinpath("ownership.grass").read_text(encoding="utf-8")
    rules = [
        *(f"node.{label} " for label in ("_Sync", *ENTITY_LABELS, *FACET_LABELS)),
        *(f"relationship.{kind} " for kind in (*RELATIONSHIP_TYPES, *DERIVED_TYPES)),
    ]
    assert [rule for rule in rules if rule not in style] == []
