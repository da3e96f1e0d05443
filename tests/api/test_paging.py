"""Lists in pages: together the pages are the list, each member once, of one question and one generation."""

from __future__ import annotations

import base64
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.paging import Page
from ontology.statements import Kind
from tests.api.in_process import serving_here
from tests.scenarios import Sheet, publish

COMPANIES = 11


def register(owner: str = "odo") -> Sheet:
    sheet = Sheet("register", stated="2020-01-01")
    sheet.party("odo", Kind.PERSON, "Odo Elphberg")
    sheet.party("ida", Kind.PERSON, "Ida Elphberg")
    sheet.party("hub", label="Hub Ltd")
    for number in range(COMPANIES):
        sheet.party(f"mill{number}", label=f"Elphberg Mill {number} Ltd")
        sheet.holds(owner, f"mill{number}", f"{51 + number}")
        sheet.holds(f"mill{number}", "hub", f"{number + 1}", valid_from=f"20{number + 10}-01-01")
    for pair in range(5):
        sheet.party(f"ring{pair}", label=f"Ring {pair} Ltd")
        sheet.party(f"rang{pair}", label=f"Rang {pair} Ltd")
        sheet.holds(f"ring{pair}", f"rang{pair}", "60")
        sheet.holds(f"rang{pair}", f"ring{pair}", "60")
    return sheet


def rival(name: str) -> Sheet:
    sheet = Sheet(name, stated="2020-01-01")
    sheet.holds("odo", "mill1", "52")
    return sheet


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("paging") / "data"
    publish(path, register("ida"))
    publish(path, register(), *(rival(f"rival{number}") for number in range(4)))
    return path


@pytest.fixture(scope="module")
def service(folder: Path) -> Iterator[httpx.Client]:
    with serving_here(folder) as url, httpx.Client(base_url=url, timeout=60) as client:
        yield client


LISTS = [
    ("/v1/search?q=elphberg", "matches", COMPANIES + 2),
    ("/v1/entities/ent:odo/controlled", "controlled", COMPANIES + 1),
    ("/v1/entities/ent:hub/owners?as_of=2022-01-01", "owners", COMPANIES + 1),
    ("/v1/entities/ent:odo/holdings", "holdings", COMPANIES),
    ("/v1/entities/ent:hub/history", "periods", None),
    ("/v1/entities/ent:mill1/statements", "statements", None),
    ("/v1/paths?from=ent:odo&to=ent:hub", "paths", COMPANIES),
    ("/v1/cycles", "cycles", 5),
    ("/v1/changes?since=1", "changes", None),
    ("/v1/sources", "sources", 5),
]


def next_of(response: httpx.Response) -> str | None:
    link = re.fullmatch(r'<([^>]+)>; rel="next"', response.headers.get("link", ""))
    return link[1] if link else None


def walk(service: httpx.Client, target: str, name: str, limit: int) -> Iterator[tuple[list[Any], httpx.Response]]:
    address: str | None = f"{target}{'&' if '?' in target else '?'}limit={limit}"
    while address is not None:
        response = service.get(address)
        assert response.status_code == 200, response.text
        yield response.json()[name], response
        address = next_of(response)


@pytest.mark.parametrize(("target", "name", "count"), LISTS, ids=[name for _, name, _ in LISTS])
@pytest.mark.parametrize("limit", [1, 4, 100])
def test_all_pages_are_the_whole_list_and_each_member_once(
    service: httpx.Client, target: str, name: str, count: int | None, limit: int
) -> None:
    (whole, _), *_ = walk(service, target, name, 100)
    assert len(whole) > 1
    assert count in (None, len(whole))
    pages = list(walk(service, target, name, limit))
    assert [member for members, _ in pages for member in members] == whole
    assert all(len(members) == limit for members, _ in pages[:-1])
    assert pages[-1][0]
    assert pages[-1][1].headers["x-total-count"] == str(len(whole))
    totals = {response.headers.get("x-total-count") for _, response in pages}
    # Chains are looked for as they are asked for: how many there are is known with the last.
    assert totals <= {str(len(whole)), None} if name == "paths" else totals == {str(len(whole))}


@pytest.mark.parametrize("limit", [1, 3, 5, 100])
def test_where_the_money_ends_is_paged_with_the_owners(service: httpx.Client, limit: int) -> None:
    target = "/v1/entities/ent:hub/owners?as_of=2022-01-01&comparison=true"
    whole = service.get(target).json()
    assert len(whole["ultimate"]) == len(whole["owners"]) + 1 > 10
    pages = [response.json() for _, response in walk(service, target, "owners", limit)]
    for name in ("owners", "ultimate", "comparison"):
        assert [member for page in pages for member in page[name]] == whole[name]
        assert all(len(page[name]) == limit for page in pages[:-1])
    assert len(pages[-1]["ultimate"]) <= limit + 1


@given(st.integers(0, 60), st.integers(1, 70))
def test_pages_end_where_the_next_begins(listed: int, limit: int) -> None:
    members, page = [], Page(0, limit, "/v1/list", "1:0:ab", "/v1/list?")
    for _ in range(listed + 2):
        members += range(listed)[page.start : page.end]
        headers = page.make_headers(listed)
        assert headers["X-Total-Count"] == str(listed)
        if "Link" not in headers:
            break
        assert page.end is not None
        assert page.end < listed
        page = Page(page.end, limit, page.address, page.mark, page.question)
    assert members == list(range(listed))


def test_without_a_limit_a_list_is_whole_and_has_no_next_page(service: httpx.Client) -> None:
    response = service.get("/v1/entities/ent:odo/holdings")
    assert (len(response.json()["holdings"]), next_of(response)) == (COMPANIES, None)


def test_a_page_is_the_same_in_every_format_and_leads_to_the_next_in_its_own(service: httpx.Client) -> None:
    rows, address = [], "/v1/entities/ent:odo/holdings.csv?limit=4"
    while address:
        response = service.get(address)
        header, *lines = response.text.splitlines()
        rows += lines
        address = next_of(response) or ""
        assert not address or ".csv?" in address
    assert [header, *rows] == service.get("/v1/entities/ent:odo/holdings.csv").text.splitlines()


def test_how_many_matches_are_asked_for_does_not_decide_which_are_found(service: httpx.Client) -> None:
    few = service.get("/v1/search?q=elphberg&limit=3").json()["matches"]
    assert few == service.get("/v1/search?q=elphberg&limit=100").json()["matches"][:3]


def refused(response: httpx.Response, code: str) -> None:
    assert (response.status_code, response.json()["code"]) == (400, code), response.text
    assert "without cursor" in response.json()["hint"]


def cursor_of(service: httpx.Client, target: str) -> str:
    address = next_of(service.get(target))
    assert address is not None
    return address.rpartition("cursor=")[2]


def test_a_cursor_of_another_question_is_refused(service: httpx.Client) -> None:
    cursor = cursor_of(service, "/v1/entities/ent:odo/holdings?limit=2")
    assert service.get(f"/v1/entities/ent:odo/holdings?limit=5&cursor={cursor}").status_code == 200
    for other in ("/v1/entities/ent:hub/holdings?", "/v1/entities/ent:odo/controlled?", "/v1/entities/ent:odo/holdings?include=agreed&"):
        refused(service.get(f"{other}cursor={cursor}"), "OTHER_CURSOR")


NEARLY = st.text("0123456789:abcdef", max_size=30).map(lambda text: base64.urlsafe_b64encode(text.encode()).decode())


@given(st.one_of(st.text(max_size=40), NEARLY))
def test_whatever_is_sent_as_a_cursor_is_answered(service: httpx.Client, cursor: str) -> None:
    response = service.get("/v1/sources", params={"cursor": cursor, "limit": 1})
    assert response.status_code == 400
    assert response.json()["code"] in ("BAD_CURSOR", "OTHER_CURSOR")


def test_a_cursor_of_another_generation_is_refused(tmp_path: Path) -> None:
    data = tmp_path / "data"
    publish(data, register())
    with serving_here(data) as url, httpx.Client(base_url=url, timeout=30) as client:
        cursor = cursor_of(client, "/v1/entities/ent:odo/holdings?limit=2")
        publish(data, register(), rival("rival"))
        for _ in range(600):
            time.sleep(0.05)
            response = client.get(f"/v1/entities/ent:odo/holdings?limit=2&cursor={cursor}")
            if response.status_code != 200:
                break
        refused(response, "OLD_CURSOR")
        assert "generation 1" in response.json()["detail"]
