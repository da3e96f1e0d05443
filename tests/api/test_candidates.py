"""Candidates over HTTP and as pages: a list with filters, one of them with both sides, and nothing that the service would write."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from graph.generation.data_folder import DataFolder
from tests.api.in_process import serving_here
from tests.command import run

ONE = """holder,subject,share,holder_kind,holder_jurisdiction,subject_jurisdiction
Halden A/S,Mole Shipping Ltd,80,company,DK,GB
Kestrel Works GmbH,Mole Shipping Ltd,15,company,DE,GB
"""
TWO = """holder,subject,share,holder_kind,holder_jurisdiction,subject_jurisdiction
Rowan Birch,HALDEN AS,75,person,,DK
Tove Lund,Kestrel Works Gesellschaft mit beschränkter Haftung,60,person,,DE
"""


NAMED = {"rowan": "Rowan Birch", "mole": "Mole Shipping Ltd", "halden": "HALDEN AS"}


def load_two_registers(folder: Path) -> Path:
    """Load two tables that share no number, and look for candidates."""
    for name, text in (("one.csv", ONE), ("two.csv", TWO)):
        (folder / name).write_text(text)
    data = folder / "data"
    assert run("load", folder / "one.csv", folder / "two.csv", data=data).returncode == 0
    with DataFolder(data).writer() as writer:
        writer.find_candidates()
    return data


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    data = load_two_registers(tmp_path_factory.mktemp("candidates"))
    with serving_here(data) as url, httpx.Client(base_url=url, timeout=30) as client:
        yield client


def find_ids(service: httpx.Client) -> dict[str, str]:
    found = {name: service.get("/v1/search", params={"q": text}).json()["matches"] for name, text in NAMED.items()}
    return {name: next(m["id"] for m in matches if m["name"] == NAMED[name]) for name, matches in found.items()}


def name_pairs(response: httpx.Response) -> list[tuple[str, str]]:
    assert response.status_code == 200, response.text
    return [(pair["left"]["name"], pair["right"]["name"]) for pair in response.json()["candidates"]]


def test_candidates_are_paged_and_counted(service: httpx.Client) -> None:
    first = service.get("/v1/candidates?limit=1")
    assert first.headers["x-total-count"] == "2"
    second = service.get(first.links["next"]["url"])
    assert len({*name_pairs(first), *name_pairs(second)}) == 2
    assert "next" not in second.links
    table = service.get("/v1/candidates.csv").text.splitlines()
    assert len(table) == 3
    assert table[0].startswith("statement,left_id,left_name")


@pytest.mark.parametrize(
    ("asked", "pairs"),
    [
        ("country=DK", 1),
        ("country=de", 1),
        ("country=FR", 0),
        ("of=persons", 0),
        ("of=organisations", 2),
        ("judgement=open", 2),
        ("judgement=unsure", 0),
        ("score=94", 0),
        ("score=93", 2),
        ("party=HALDEN%20AS", 1),
        ("party=Rowan%20Birch", 0),
    ],
)
def test_candidates_are_filtered(service: httpx.Client, asked: str, pairs: int) -> None:
    assert len(name_pairs(service.get(f"/v1/candidates?{asked}"))) == pairs


def test_one_candidate_has_both_sides_beside_each_other(service: httpx.Client) -> None:
    answer = service.get("/v1/candidates/pair", params={"left": "HALDEN AS", "right": "Halden A/S"}).json()
    facts = {fact["what"]: (fact["left"], fact["right"], fact["agrees"]) for fact in answer["facts"]}
    assert facts["name"] == (["Halden A/S"], ["HALDEN AS"], True)
    assert facts["holds"] == (["Mole Shipping Ltd, 80 %"], [], None)
    assert facts["held by"] == ([], ["Rowan Birch, 75 %"], None)
    assert (answer["score"], answer["reviews"]) == (93, [])


def test_two_that_are_no_candidate_and_bad_questions_are_told(service: httpx.Client) -> None:
    for path, status, code in (
        ("/v1/candidates/pair?left=Rowan%20Birch&right=Tove%20Lund", 404, "NOT_A_CANDIDATE"),
        ("/v1/candidates/pair?left=Rowan%20Birch&right=Nobody", 404, "NO_PARTY"),
        ("/v1/candidates?of=ships", 422, "BAD_PARAMETER"),
        ("/v1/candidates?country=Denmark", 422, "BAD_PARAMETER"),
    ):
        response = service.get(path)
        assert (response.status_code, response.json()["code"]) == (status, code), path


def test_the_pages_show_the_same_and_only_read(service: httpx.Client) -> None:
    page = service.get("/candidates").text
    assert page.count('<li><a href="/candidates/pair?') == 2
    assert "ownership link review" in page
    assert "None of them is one of those asked for" in service.get("/candidates?of=persons").text
    pair = service.get("/candidates/pair", params={"left": "Halden A/S", "right": "HALDEN AS"}).text
    for words in ("Mole Shipping Ltd, 80\u00a0%", "Rowan Birch, 75\u00a0%", "Nobody has judged this pair yet", "identity=candidates"):
        assert words in pair
    assert service.post("/v1/candidates/pair", json={}).status_code == 405
    assert "2 pairs of parties that may be one" in service.get("/sources").text


@pytest.mark.parametrize(
    "question",
    [
        "/v1/entities/{rowan}/controlled",
        "/v1/entities/{mole}/controllers",
        "/v1/entities/{mole}/owners",
        "/v1/entities/{halden}/holdings",
        "/v1/entities/{mole}/history",
        "/v1/paths?from={rowan}&to={mole}",
    ],
)
def test_a_question_is_asked_with_candidates(service: httpx.Client, question: str) -> None:
    target = question.format(**{name: quote(iri, safe="") for name, iri in find_ids(service).items()})
    sign = "&" if "?" in target else "?"
    stated, asked = (service.get(f"{target}{sign}identity={how}") for how in ("stated", "candidates"))
    assert service.get(target).json() == stated.json()
    assert stated.json()["candidates"] >= 1
    assert "identity" not in stated.json()
    assert asked.json()["identity"] == "candidates"
    assert "if_same" in asked.text
    assert service.get(f"{target}{sign}identity=guess").status_code == 400


def test_a_list_and_all_companies_are_asked_with_candidates(service: httpx.Client) -> None:
    lines = service.post("/v1/controllers?identity=candidates", json=["Mole Shipping Ltd"]).text.splitlines()
    assert '"if_same"' in lines[0]
    every = [service.post(f"/v1/controllers?identity={how}", json={"all": True}).text for how in ("stated", "candidates")]
    assert ["if_same" in lines for lines in every] == [False, True]


@pytest.mark.parametrize(
    ("address", "body"),
    [
        ("/v1/exposure", {"parties": ["Rowan Birch"]}),
        ("/v1/what-if", {"party": "{mole}", "changes": [{"holder": "new:Ann", "subject": "{halden}", "share": "20"}]}),
    ],
)
def test_a_body_asks_with_candidates(service: httpx.Client, address: str, body: dict[str, object]) -> None:
    text = json.dumps(body)
    for name, iri in find_ids(service).items():
        text = text.replace(f"{{{name}}}", iri)
    stated, asked = (service.post(address, json=json.loads(text) | {"identity": how}) for how in ("stated", "candidates"))
    assert service.post(address, json=json.loads(text)).json() == stated.json()
    assert (stated.json()["candidates"], "identity" in stated.json(), "if_same" in stated.text) == (1, False, False)
    assert asked.json()["identity"] == "candidates"
    assert "if_same" in asked.text
    assert service.post(address, json=json.loads(text) | {"identity": "guess"}).status_code == 422


def test_pages_lead_from_one_way_of_asking_to_the_other(service: httpx.Client) -> None:
    path = service.get("/path?from=Rowan%20Birch&to=Mole%20Shipping%20Ltd").text
    assert "1 candidate would change this answer" in path
    assert "identity=candidates" in path
    asked = service.get("/path?from=Rowan%20Birch&to=Mole%20Shipping%20Ltd&identity=candidates").text
    assert "May be the same" in asked
    assert "Ask without candidates" in asked
    down = service.get("/entity/Rowan%20Birch?identity=candidates", follow_redirects=True).text
    assert "possible, if the same" in down
    assert "Rowan Birch may control Mole Shipping Ltd" in down
    for address in ("/entity/{mole}/history", "/compare?id={mole}"):
        target = address.format(**{name: quote(iri, safe="") for name, iri in find_ids(service).items()})
        stated = service.get(target, follow_redirects=True).text
        assert "would change this answer" in stated, target
        asked = service.get(f"{target}{'&' if '?' in target else '?'}identity=candidates", follow_redirects=True).text
        assert "If Halden A/S in “one.csv” is HALDEN AS in “two.csv”, Rowan Birch may ultimately control" in asked, target
        assert "ithout candidates" in asked, target
    assert "No candidate changes this answer" in service.get("/cycles?identity=candidates").text


def test_pairs_that_are_only_ranked_have_a_page_and_change_nothing(tmp_path: Path) -> None:
    (tmp_path / "one.csv").write_text(
        ONE + "Halden Shipping Works A/S,Elk Ltd,60,company,DK,GB\nHalden Shiping Works A/S,Fox Ltd,60,company,DK,GB\n"
    )
    assert run("load", tmp_path / "one.csv", data=tmp_path / "data").returncode == 0
    with serving_here(tmp_path / "data") as url:
        assert "nobody has ranked names" in httpx.get(f"{url}/candidates?names=similar").text
    with DataFolder(tmp_path / "data").writer() as writer:
        writer.find_candidates()
        writer.rank_likely()
    with serving_here(tmp_path / "data") as url, httpx.Client(base_url=url, timeout=30) as client:
        page = client.get("/candidates?names=similar").text
        assert "whose names only resemble" in page
        assert "ownership link review --ranked" in page
        assert 'name="names"' in client.get("/candidates").text
        pair = client.get("/candidates/pair", params={"left": "Halden Shipping Works A/S", "right": "Halden Shiping Works A/S"}).text
        assert "The pair is no candidate" in pair
        assert "What it would change" not in pair
        assert [c["names"] for c in client.get("/v1/candidates?ranked=true").json()["candidates"]] == ["similar"]


def test_where_nobody_looked_it_is_said(tmp_path: Path) -> None:
    (tmp_path / "one.csv").write_text(ONE)
    assert run("load", tmp_path / "one.csv", data=tmp_path / "data").returncode == 0
    with serving_here(tmp_path / "data") as url, httpx.Client(base_url=url, timeout=30) as client:
        problem = client.get("/v1/candidates")
        assert (problem.status_code, problem.json()["code"]) == (404, "NO_CANDIDATES")
        assert "nobody has looked for parties that may be one" in client.get("/candidates").text
        assert "/candidates" not in client.get("/sources").text
