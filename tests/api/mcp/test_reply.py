"""The bounds of a reply, whatever the data holds, and its text, in which data stays data: in this process, without a server."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.mcp.reply import MAX_BYTES
from api.mcp.text import flatten, quote
from api.mcp.tool import ToolCall
from api.mcp.tools import TOOLS
from api.settings import load
from graph.generation.generation import Generation
from ontology.statements import Evidence, Kind
from tests.scenarios import Sheet, publish

TOOL = {tool.name: tool for tool in TOOLS}
HUGE = 60


@pytest.fixture(scope="module")
def generation(tmp_path_factory: pytest.TempPathFactory) -> Generation:
    """A chain of sixty companies whose names and quotes are far too long, and a person above with sixty more."""
    sheet = Sheet("huge", stated="2020-01-01")
    sheet.party("top", Kind.PERSON, "Top " + "x" * 5_000)
    long = Evidence(source=sheet.source.id, quote="quoted\n" * 2_000)
    for number in range(HUGE):
        sheet.party(f"link{number}", label=f"Link {number} " + "y" * 5_000)
        sheet.party(f"side{number}", label=f"Side {number} " + "z" * 5_000)
        for holder, subject in ((f"link{number - 1}" if number else "top", f"link{number}"), ("top", f"side{number}")):
            sheet.rows[-1:] = [msgspec.structs.replace(sheet.holds(holder, subject, "60"), evidence=(long,))]
    return publish(tmp_path_factory.mktemp("huge") / "data", sheet)


def answer(generation: Generation, tool: str, **arguments: Any) -> tuple[dict[str, Any], str]:
    configured, _ = load({"public_url": None}, environment={}, folder=Path("/nonexistent"))
    return TOOL[tool].answer_call(ToolCall(generation, configured), arguments)


@pytest.mark.parametrize(
    "tool, arguments",
    [
        ("controllers", {"party": f"ent:link{HUGE - 1}", "as_of": "2021"}),
        ("controlled", {"party": "ent:top", "as_of": "2021"}),
        ("owners", {"party": "ent:link9", "as_of": "2021"}),
        ("paths", {"from": "ent:top", "to": f"ent:link{HUGE - 1}", "as_of": "2021"}),
        ("history", {"party": "ent:link9", "as_of": "2021"}),
        ("search", {"q": "side", "limit": 100}),
    ],
)
def test_a_reply_keeps_its_bounds_whatever_the_data_holds(generation: Generation, tool: str, arguments: dict[str, Any]) -> None:
    reply, text = answer(generation, tool, **arguments)
    assert len(json.dumps(reply, ensure_ascii=False).encode()) <= MAX_BYTES
    assert len(text.encode()) <= MAX_BYTES // 2
    assert reply["sentence"]


def test_what_was_cut_is_told_with_its_numbers(generation: Generation) -> None:
    reply, text = answer(generation, "paths", **{"from": "ent:top", "to": f"ent:link{HUGE - 1}", "as_of": "2021"})
    cuts = {part["list"]: (part["shown"], part["total"]) for part in reply["left_out"]}
    links = reply["answer"]["paths"][0]["links"]
    assert cuts["answer.paths[0].links"] == (len(links), HUGE)
    assert cuts["evidence"] == (len(reply["evidence"]), HUGE)
    assert (
        f"- and {HUGE - len(links)} more of answer.paths[0].links ({len(links)} of {HUGE} shown): have all of it by the command: " in text
    )


def test_what_is_skipped_beyond_the_end_is_said(generation: Generation) -> None:
    reply, text = answer(generation, "search", q="side", limit=5, skip=7)
    assert reply["answer"]["matches"] == []
    assert reply["left_out"] == [{"list": "matches", "shown": 0, "total": 5, "how": "these are the last; the first 7 were skipped"}]
    assert text.startswith("5 parties resemble 'side'")


@settings(max_examples=80)
@given(st.text())
def test_a_text_of_a_source_stays_on_its_line_and_hides_nothing(text: str) -> None:
    line = flatten(text)
    assert len(line.splitlines()) <= 1
    assert not [c for c in line if unicodedata.category(c) in ("Cc", "Cf", "Cs") and c not in "\u200c\u200d"]
    assert flatten(line) == line
    quoted = quote(text)
    assert (quoted[0], quoted[-1], quoted.count("“"), quoted.count("”")) == ("“", "”", 1, 1)
