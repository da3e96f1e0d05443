"""An error that both faces can meet speaks of parameters and routes over HTTP, and of flags and verbs in the command."""

from __future__ import annotations

import ast
import html
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from graph.queries.options import PUBLIC_NAMES
from ontology import errors
from ontology.errors import NoMatch, Reader, SeveralMatches, UsageError, address
from tests.api.in_process import serving_here
from tests.command import run
from tests.conftest import CHECKOUT
from tests.scenarios import Sheet, publish
from tools.errors_reference import ROOMS

_MARK = re.compile(r"\[\[(.+?)\]\]")
_OF_COMMAND = re.compile(r"(?<!\w)--[a-z]|\bownership (?!of|stake|graph)[a-z]")
_OF_HTTP = re.compile(r"/v1/")
COMMAND_ONLY = ("cli/", "loaders/", "graph/neo4j/", "graph/exports/", "graph/spark/", "graph/generation/data_folder.py", "api/settings.py")
"""What no request over HTTP gets to."""
KEPT_BY_COMMAND = "the command: ownership ", "your own copy: ownership export"
"""What there is no route for: the service is read-only."""


def list_texts() -> Iterator[tuple[str, str]]:
    """Every text of an error about a question in the code, with the file that it is in; faults of the service are for its keeper."""
    names = {
        name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, (UsageError, NoMatch, SeveralMatches))
    } | {"_error"}
    for path in (path for room in ROOMS for path in sorted((CHECKOUT / room).rglob("*.py"))):
        text = path.read_text(encoding="utf-8")
        # To look for a name takes a hundredth of the time that reading a module as Python does.
        if not any(name in text for name in names):
            continue
        for call in ast.walk(ast.parse(text)):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in names:
                for part in ast.walk(call):
                    if isinstance(part, ast.Constant) and isinstance(part.value, str):
                        yield str(path.relative_to(CHECKOUT)), part.value


@pytest.fixture(scope="module")
def texts() -> list[tuple[str, str]]:
    return list(list_texts())


def test_an_error_of_both_faces_names_no_flag_verb_or_route_outside_its_marks(texts: list[tuple[str, str]]) -> None:
    assert len(texts) > 100
    bare = [(file, _MARK.sub("", text)) for file, text in texts if not file.startswith(COMMAND_ONLY)]
    assert [entry for entry in bare if _OF_COMMAND.search(entry[1]) and not any(kept in entry[1] for kept in KEPT_BY_COMMAND)] == []
    assert [(file, text) for file, text in texts if not file.startswith("api/") and _OF_HTTP.search(_MARK.sub("", text))] == []


def test_every_mark_is_an_option_or_a_command_with_its_route(texts: list[tuple[str, str]]) -> None:
    marks = [mark for _, text in texts for mark in _MARK.findall(text)]
    assert len(marks) > 3
    for mark in marks:
        command, bar, route = mark.partition(" | ")
        assert (
            (command.startswith("ownership ") and route.startswith("/v1/")) if bar else command in (*PUBLIC_NAMES.values(), "identity")
        ), mark
        assert not _OF_COMMAND.search(address(f"[[{mark}]]", Reader.HTTP))
        assert not _OF_HTTP.search(address(f"[[{mark}]]", Reader.COMMAND))


ASKED = (
    ({"as_of": "2018-13"}, "'2018-13', given as --as-of,", "'2018-13', given as as_of,"),
    ({"known_at": "soon"}, "given as --known-at,", "given as known_at,"),
    ({"include": "denied"}, "nothing that --include takes", "nothing that include takes"),
    ({"set": "threshold"}, "given as --set,", "given as set,"),
    ({"set": "threshold"}, "see: ownership rules", "see: /v1/rules"),
    ({"party": "zzz"}, "ownership search TEXT", "/v1/search?q=TEXT"),
)
"""What is asked, and what an error about it says in the command and over HTTP."""


@pytest.mark.thorough
def test_each_face_names_what_its_reader_can_write(tmp_path: Path) -> None:
    sheet, data = Sheet(), tmp_path / "data"
    sheet.holds("ann", "works", "60")
    publish(data, sheet)
    with serving_here(data) as url, httpx.Client(base_url=url, timeout=30, follow_redirects=True) as client:
        for options, of_command, of_http in ASKED:
            party, others = options.get("party", "works"), {name: value for name, value in options.items() if name != "party"}
            flags = [word for name, value in others.items() for word in (f"--{name.replace('_', '-')}", value)]
            printed = run("controllers", party, *flags, data=data).stderr
            assert of_command in printed
            assert not _OF_HTTP.search(printed)
            problem = client.get("/v1/controllers", params={"party": party, **others}).json()
            told = f"{problem['detail']} {problem['hint']}"
            assert of_http in told
            assert not _OF_COMMAND.search(told)
            page = html.unescape(client.get(f"/entity/{party}", params=others).text)
            assert of_http in page


def test_what_a_person_typed_is_not_taken_for_a_mark() -> None:
    assert UsageError("X", f"{'[as_of]'!r}", "").what_for(Reader.HTTP) == "'[as_of]'"
