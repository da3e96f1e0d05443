"""Changed verdicts over HTTP, at the command, as a page and as a feed: one answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import httpx
import pytest

from ontology.statements import Kind
from tests.api.in_process import serving_here
from tests.command import run
from tests.scenarios import Sheet, publish

ATOM = "{http://www.w3.org/2005/Atom}"


def register(owner: str) -> Sheet:
    sheet = Sheet("register", stated="2020-01-01")
    sheet.party("ann", Kind.PERSON, "Ann <b>&\"' Elphberg")
    sheet.party("bea", Kind.PERSON, "Bea Rassendyll")
    sheet.party("mill", label="Mill & Sons Ltd")
    sheet.party("far", label="Far Ltd")
    sheet.holds("mill", "far", "60")
    sheet.holds(owner, "mill", "70")
    return sheet


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("changes") / "data"
    for owner in ("ann", "bea"):
        publish(path, register(owner))
    return path


@pytest.fixture(scope="module")
def service(folder: Path) -> Iterator[httpx.Client]:
    with serving_here(folder) as url, httpx.Client(base_url=url, timeout=30) as client:
        yield client


def test_the_command_prints_what_the_service_sends(service: httpx.Client, folder: Path) -> None:
    sent = service.get("/v1/changes", params={"since": "1", "as_of": "2021-01-01"})
    assert sent.status_code == 200
    assert [c["party"]["name"] for c in sent.json()["changes"]] == ["Far Ltd", "Mill & Sons Ltd"]
    printed = run("changes", "--since", "1", "--as-of", "2021-01-01", "--json", data=folder)
    assert (printed.returncode, printed.stdout.encode()) == (0, sent.content)


def test_the_command_tells_a_person(folder: Path) -> None:
    printed = run("changes", "--since", "1", "--as-of", "2021-01-01", data=folder)
    assert printed.stdout.startswith(
        "The verdict on 2 companies changed between generation 1 of 2026-01-01 and generation 2 of 2026-01-01, asked as of 2021-01-01; "
        "2 that something new can reach were compared.\n\nFar Ltd\n  before  Ann <b>&\"' Elphberg ultimately controls Far Ltd\n"
        "  now     Bea Rassendyll ultimately controls Far Ltd\n"
    )


def test_a_list_of_parties_at_the_command(folder: Path, tmp_path: Path) -> None:
    parties = tmp_path / "list.txt"
    parties.write_text("Far Ltd\nNobody Ltd\n")
    printed = run("changes", "--since", "1", "--parties", parties, data=folder)
    assert printed.returncode == 1
    assert "Far Ltd" in printed.stdout
    assert "Mill" not in printed.stdout
    assert "Nobody Ltd: no party" in printed.stdout


@pytest.mark.parametrize(
    ("since", "status", "code"), [("9", 404, "NO_GENERATION"), ("2025-12-31", 404, "NO_GENERATION"), ("x", 400, "BAD_SINCE")]
)
def test_a_generation_that_is_not_there_is_named(service: httpx.Client, folder: Path, since: str, status: int, code: str) -> None:
    answer = service.get("/v1/changes", params={"since": since})
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert f"error[{code}]" in run("changes", "--since", since, data=folder).stderr


def test_since_a_day_is_since_what_was_served_at_its_end(service: httpx.Client) -> None:
    # Both generations were published on this day, so that the later one was served at its end.
    assert service.get("/v1/changes", params={"since": "2026-01-01"}).json()["since"] == 2


def test_the_page_shows_each_change_and_says_what_was_compared(service: httpx.Client) -> None:
    page = service.get("/changes", params={"as_of": "2021-01-01"})
    assert page.status_code == 200
    assert "Ann &lt;b&gt;&amp;&#34;&#39; Elphberg ultimately controls Far Ltd" in page.text
    assert 'href="/changes.atom' in page.text
    assert "between generation 1" in page.text


def test_the_feed_is_well_formed_and_tells_the_same(service: httpx.Client) -> None:
    feed = service.get("/changes.atom", params={"party": "Far Ltd"})
    assert feed.headers["content-type"].startswith("application/atom+xml")
    root = ElementTree.fromstring(feed.text)  # noqa: S314 - our own answer
    entries = root.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == ["Bea Rassendyll ultimately controls Far Ltd"]
    assert all(entry.findtext(f"{ATOM}id") and entry.findtext(f"{ATOM}updated") for entry in entries)
    assert "Ann <b>&\"' Elphberg" in str(entries[0].findtext(f"{ATOM}content"))


def test_with_one_generation_there_is_nothing_to_compare(tmp_path: Path) -> None:
    publish(tmp_path / "data", register("ann"))
    with serving_here(tmp_path / "data") as url:
        page = httpx.get(f"{url}/changes", timeout=30)
        assert (page.status_code, "Only one generation is kept" in page.text) == (200, True)
        root = ElementTree.fromstring(httpx.get(f"{url}/changes.atom", timeout=30).text)  # noqa: S314 - our own answer
        assert root.findall(f"{ATOM}entry") == []


def test_page_and_command_say_what_a_limit_kept_back(tmp_path: Path) -> None:
    for owner in ("ann", "bea"):
        sheet = register(owner)
        for number in range(110):
            sheet.holds(f"c{number - 1}" if number else "mill", f"c{number}", "90")
        publish(tmp_path / "data", sheet)
    cut = "The network above 12 of those compared is too large to be walked whole: more may have changed there."
    with serving_here(tmp_path / "data", max_parties=100) as url:
        page = httpx.get(f"{url}/changes", params={"rule": "uk-psc"}, timeout=30).text
    assert cut in page
    assert "Not decided whole: <a " in page
    printed = run("changes", "--since", "1", "--rule", "uk-psc", data=tmp_path / "data", OWNERSHIP_MAX_PARTIES="100")
    assert cut in printed.stdout


def test_after_a_rollback_what_was_served_later_can_be_compared_with(tmp_path: Path) -> None:
    for owner in ("ann", "bea"):
        publish(tmp_path / "data", register(owner))
    assert run("generations", "rollback", "1", data=tmp_path / "data").returncode == 0
    with serving_here(tmp_path / "data") as url:
        none_named = httpx.get(f"{url}/changes")
        assert (none_named.status_code, "<select" in none_named.text) == (200, False)
        page = httpx.get(f"{url}/changes?since=2&as_of=2021-01-01")
        assert '<option value="2" selected>' in page.text
        assert "generation 2 of" in page.text
