"""On what a list rests, and which sources were asked, is told the same by the command, HTTP and the pages."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import httpx
import msgspec
import pytest

from tests.api.in_process import serving_here
from tests.command import run
from tests.scenarios import Sheet, publish_releases

DAY: Final = "2021-01-01"
CHANGE: Final = {"holder": "new:Ann", "subject": "ent:mole", "share": "10"}
CHAINS: Final = {"licence": "CC-BY-NC-4.0", "terms": "non-commercial", "oldest": "2018-05-01", "newest": "2020-06-01"}
HELD: Final = {"licence": "CC0-1.0", "terms": "public domain", "oldest": "2018-05-01", "newest": "2018-05-01"}
CIRCLE: Final = {"licence": None, "terms": None, "oldest": "2019-01-01", "newest": "2019-01-01"}

QUESTIONS: Final[list[tuple[list[str], str, Any, str, dict[str, Any]]]] = [
    (["controlled", "ent:rowan"], "/v1/entities/ent:rowan/controlled", None, "/entity/ent:rowan?dir=down", CHAINS),
    (["owners", "ent:mole"], "/v1/entities/ent:mole/owners", None, "", CHAINS),
    (["holdings", "ent:halden"], "/v1/entities/ent:halden/holdings", None, "", HELD),
    (["history", "ent:mole"], "/v1/entities/ent:mole/history", None, "/entity/ent:mole/history", CHAINS),
    (["paths", "ent:rowan", "ent:mole"], "/v1/paths?from=ent:rowan&to=ent:mole", None, "/path?from=ent:rowan&to=ent:mole", CHAINS),
    (["cycles"], "/v1/cycles", None, "/cycles", CIRCLE),
    (["exposure", "--rule", "ofac-50", "--parties"], "/v1/exposure", {"parties": ["ent:rowan"], "rule": "ofac-50"}, "", CHAINS),
    (["what-if"], "/v1/what-if", {"party": "ent:mole", "changes": [CHANGE]}, "", CHAINS),
    (["controllers", "ent:mole"], "/v1/entities/ent:mole/controllers", None, f"/compare?id=ent:mole&as_of=2020-12-31&as_of={DAY}", CHAINS),
]
"""The words of the command, an address with its body, a page that tells it too, and what it rests on."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    one, two, circle = Sheet("one", "2018-05-01"), Sheet("two", "2020-06-01"), Sheet("circle", "2019-01-01")
    one.party("mole")
    one.rows[-1] = msgspec.structs.replace(one.rows[-1], jurisdiction="GB")
    one.holds("halden", "mole", "80")
    two.holds("rowan", "halden", "75")
    for holder, subject in (("elk", "fox"), ("fox", "elk")):
        circle.party(subject)
        circle.rows[-1] = msgspec.structs.replace(circle.rows[-1], jurisdiction="DK")
        circle.holds(holder, subject, "60")
    path = tmp_path_factory.mktemp("provenance")
    licences = ((one, "CC0-1.0"), (two, "CC-BY-NC-4.0"), (circle, None))
    publish_releases(path, [(msgspec.structs.replace(s.release().source, licence=licence), list(s.rows)) for s, licence in licences])
    (path / "changes.csv").write_text("holder,subject,share\nnew:Ann,ent:mole,10\n", encoding="utf-8")
    (path / "parties.csv").write_text("party\nent:rowan\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def client(folder: Path) -> Iterator[httpx.Client]:
    with serving_here(folder) as url, httpx.Client(base_url=url, timeout=60) as client:
        yield client


@pytest.mark.parametrize(("words", "address", "body", "page", "rests_on"), QUESTIONS, ids=[words[0] for words, *_ in QUESTIONS])
def test_a_list_tells_licence_and_age_and_which_sources_were_asked_on_every_face(
    folder: Path, client: httpx.Client, words: list[str], address: str, body: Any, page: str, rests_on: dict[str, Any]
) -> None:
    files = {"exposure": [str(folder / "parties.csv")], "what-if": [str(folder / "changes.csv"), "ent:mole"]}
    question = [*words, *files.get(words[0], []), "--as-of", DAY]
    printed, shown = (run(*question, *flags, data=folder) for flags in (["--json"], []))
    dated = f"{address}{'&' if '?' in address else '?'}as_of={DAY}"
    response = client.get(dated) if body is None else client.post(address, json=body | {"as_of": DAY})
    assert printed.stdout == response.text
    told = json.loads(printed.stdout)["provenance"]
    assert {field: told[field] for field in rests_on} == rests_on
    assert (told["asked"], told["earlier"]) == (3, 3)
    asks_who_holds = words[0] in ("owners", "history", "paths", "what-if", "controllers")
    assert (told.get("elsewhere"), told.get("country")) == ((1, "GB") if asks_who_holds else (None, None))
    lines = [" ".join(line.split()) for line in shown.stdout.splitlines()]
    assert f"asked 3 sources of holdings, 3 of a day before {DAY}" in lines
    assert ("elsewhere 1 of 3 sources of holdings: nothing about who holds companies of GB is loaded of it" in lines) == asks_who_holds
    if rests_on["licence"]:
        assert f"licence {rests_on['licence']} ({rests_on['terms']}), the strictest of its sources" in lines
    if page:
        text = html.unescape(client.get(page if "as_of" in page else f"{page}{'&' if '?' in page else '?'}as_of={DAY}").text)
        assert f"Of 3 sources of holdings 3 are older than {DAY}, and cannot tell what happened since." in text
        assert ("Of 1 of the 3 sources of holdings nothing about who holds companies of GB is loaded." in text) == asks_who_holds
        assert "Its statements count as made " in text
