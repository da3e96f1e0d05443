"""Sentences are what the golden table says, and title, badges and chart name the same parties; no sentence accuses."""

from __future__ import annotations

import re

import pytest

from graph.answers.controllers import ControllersAnswer
from graph.chart.build import build_chart
from graph.queries import controllers
from graph.queries.wording import make_badge, make_title
from tests.graph.queries.sentences import FILE, Table, write_again

TEXT = FILE.read_text(encoding="utf-8")
_ACCUSING = re.compile(r"\b(fraud\w*|hides|hiding|evad\w+|launder\w+|secretly|allegedly|front for|corrupt\w*|illegal\w*|sham)\b", re.I)


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Table:
    return Table.publish(tmp_path_factory.mktemp("sentences") / "data", TEXT)


def list_verdicts(table: Table) -> list[ControllersAnswer]:
    """The answers to all questions of the table about who controls, in its order."""
    asked = [(s, q) for s in table.situations for q in s.questions if q.verb == "controllers"]
    return [controllers(table.open_query(s, q), table.find_subject(s, q)) for s, q in asked]


def test_there_are_many_situations_and_each_is_asked_about() -> None:
    situations = Table.read(TEXT)[1]
    assert len(situations) >= 95
    assert all(s.questions for s in situations)
    assert len({s.title for s in situations}) == len(situations)


def test_every_sentence_is_the_one_of_the_table(table: Table) -> None:
    written = write_again(TEXT, table)
    differing = [(old, new) for old, new in zip(TEXT.splitlines(), written.splitlines(), strict=False) if old != new]
    assert differing == []
    assert written == TEXT


def test_the_sentence_has_the_title_with_the_day_once_and_ends_once(table: Table) -> None:
    for answer in list_verdicts(table):
        title, day = make_title(answer), f"s of {answer.as_of}"
        if "; " in title:
            assert answer.sentence.lower().startswith(f"a{day}, {title}".lower())
        else:
            # What a party without a name goes by is closed where the sentence goes on.
            assert answer.sentence.startswith((f"{title} a{day}", f"{title}, a{day}", f"{title}."))
        assert answer.sentence.count(day) <= 1
        assert answer.sentence.endswith(".")
        assert ".." not in answer.sentence
        assert "  " not in answer.sentence


def test_whoever_the_title_names_has_the_badge_in_the_chart_and_nobody_else(table: Table) -> None:
    for situation, question in ((s, q) for s in table.situations for q in s.questions if q.verb == "controllers"):
        context = table.open_query(situation, question)
        answer = controllers(context, table.find_subject(situation, question))
        chart = build_chart(context, answer, link=str)
        assert chart.title == make_title(answer)
        named = {p.name for c in answer.controllers for p in (c.party, *c.ring, *c.group)}
        assert {node.name for node in chart.nodes if node.role == "controller"} <= named
        badges = {make_badge(c, answer.rule) for c in answer.controllers}
        assert {node.badge for node in chart.nodes if node.role == "controller"} <= badges
        for controller in answer.controllers:
            if controller.certainty == "certain" and len(answer.controllers) <= 3:
                members = controller.ring or controller.group or (controller.party,)
                assert all(p.name in chart.title for p in members), chart.title


def test_every_source_that_a_sentence_names_is_listed(table: Table) -> None:
    titles = [source.title for source in table.sources]
    for answer in list_verdicts(table):
        listed = {source.title for source in answer.sources}
        assert {title for title in titles if title in answer.sentence} <= listed
        assert not re.search(r"https?:|\ba source denies|\bthe source gave", answer.sentence)


def test_no_sentence_accuses_and_a_negative_is_of_these_sources(table: Table) -> None:
    for answer in list_verdicts(table):
        assert not _ACCUSING.search(answer.sentence)
        assert "nobody controls" not in answer.sentence.lower()
        if answer.verdict == "not_shown":
            assert "not owned" in answer.sentence or "by these sources" in answer.sentence
