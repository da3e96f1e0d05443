"""The review page in a real browser: by keyboard, without scripts, on a phone, and for axe."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, Page, expect

from api.review.app import Reviewing, create_review
from api.review.guard import make_token
from api.review.map_file import MapFile
from loaders.article import propose, read_map, write_map
from loaders.article.model import Candidate, Claim
from ontology.statements import Review
from tests.api.browser.test_accessibility import assert_no_violation
from tests.api.in_process import serving_application
from tests.serving import free_port

pytestmark = pytest.mark.browser

TEXT = b"""2020-05-01

Aral Motors owns 60 percent of Buri Steel LLP. Buri Steel, founded in 1998, holds a 12 percent stake in Cold Mill Ltd. Dune Ore has agreed
to buy 51 percent of Elm Works.
"""
KNOWN = Candidate(id="lei:X", name="Aral Motors AG", score=95.0, why="similar name", identifiers="LEI X", jurisdiction="DE")


class Desk(NamedTuple):
    """A map under review and a page on it."""

    file: Path
    url: str
    browser: Browser

    def open(self, **options: Any) -> Page:
        context = self.browser.new_context(**options)
        context.set_default_timeout(60_000)
        page = context.new_page()
        page.goto(self.url)
        return page

    def claim(self, claim_id: str) -> Claim:
        return next(claim for claim in read_map(self.file.read_bytes()).claims if claim.id == claim_id)


@pytest.fixture
def desk(tmp_path: Path, chromium: Browser) -> Iterator[Desk]:
    (tmp_path / "news.txt").write_bytes(TEXT)
    file = tmp_path / "news.map.yaml"
    file.write_bytes(write_map(propose(TEXT, name="news.txt", find_candidates=lambda party: (KNOWN,) if "Aral" in party.name else ())))
    port, token = free_port(), make_token()
    reviewing = Reviewing(MapFile(file), token, port, lambda: "2026-02-03", "Ada", lambda _: ())
    with serving_application(create_review(reviewing), port) as url:
        desk = Desk(file, f"{url}/{token}/", chromium)
        yield desk
        for context in chromium.contexts:
            if any(page.url.startswith(url) for page in context.pages):
                context.close()


def test_a_review_by_keyboard(desk: Desk) -> None:
    page = desk.open(viewport={"width": 1280, "height": 900})
    requested: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.on("console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.reload()
    # The first open claim has the focus, and its words are marked in the text.
    expect(page.locator("#c1")).to_be_focused()
    expect(page.locator("mark.is-current").first).to_contain_text("Aral Motors owns 60 percent")
    page.keyboard.press("a")
    expect(page.locator("#c1 .badge")).to_have_text("accepted")
    expect(page.locator("#c2")).to_be_focused()
    page.keyboard.press("r")
    expect(page.locator("#c2 .badge")).to_have_text("rejected")
    page.keyboard.press("k")
    expect(page.locator("#c2")).to_be_focused()
    page.keyboard.press("u")
    expect(page.locator("#c2 .badge")).to_have_text("to review")
    page.keyboard.press("e")
    # Letters are letters where one writes.
    page.locator("#c2-note").focus()
    page.keyboard.type("a rake")
    page.locator("#c2-share").fill("many")
    page.locator("#c2-share").press("Enter")
    expect(page.locator("#c2 [role=alert]")).to_contain_text("many")
    expect(page.locator("#c2-note")).to_have_value("a rake")
    page.locator("#c2-share").fill("12.5")
    page.locator("#c2-share").press("Enter")
    expect(page.locator("#c2 .badge")).to_have_text("edited")
    claims = [desk.claim("c1"), desk.claim("c2")]
    assert [(c.review, c.by) for c in claims] == [(Review.ACCEPTED, "Ada"), (Review.EDITED, "Ada")]
    assert (claims[1].note, claims[1].share.label() if claims[1].share else "") == ("a rake", "12.5 %")
    # The browser tells of the share that is none; nothing else is wrong.
    assert all("422" in complaint for complaint in complaints)
    assert all(url.startswith(desk.url.rpartition("/")[0].rpartition("/")[0]) for url in requested)


def test_a_review_without_scripts(desk: Desk) -> None:
    page = desk.open(java_script_enabled=False)
    page.locator("#c1").get_by_role("button", name="Accept").click()
    expect(page.locator("#c1 .badge")).to_have_text("accepted")
    page.locator("#party-aral-motors").get_by_role("button", name="This one").first.click()
    expect(page.locator("#party-aral-motors .from").first).to_contain_text("lei:X")
    assert desk.claim("c1").review is Review.ACCEPTED


def test_axe_finds_no_violation_and_a_phone_shows_all_of_it(desk: Desk) -> None:
    page = desk.open(color_scheme="light", viewport={"width": 390, "height": 844})
    for summary in page.locator("summary").all():
        summary.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert_no_violation(page)


def test_a_claim_that_is_missing_is_marked_by_keyboard(desk: Desk) -> None:
    page = desk.open(viewport={"width": 1280, "height": 900})
    page.keyboard.press("n")
    box = page.locator("#missed-text")
    expect(box).to_be_focused()
    page.keyboard.press("Control+Home")
    for _ in range(TEXT.decode().index("Aral")):
        page.keyboard.press("ArrowRight")
    for _ in range(len("Aral Motors owns")):
        page.keyboard.press("Shift+ArrowRight")
    expect(page.locator("#missed-words")).to_have_value("Aral Motors owns")
    page.locator("#missed-holder").fill("Orrin family")
    page.locator("#missed-subject").fill("Aral Motors")
    page.locator("#missed-share").fill("75")
    assert_no_violation(page)
    page.locator("#missed-share").press("Enter")
    expect(page.locator("[data-said]")).to_contain_text("added")
    added = read_map(desk.file.read_bytes()).claims[-1]
    expect(page.locator(f"#{added.id}")).to_be_focused()
    assert (added.holder, added.subject, added.review, added.quotes[0].text) == (
        "orrin-family",
        "aral-motors",
        Review.ACCEPTED,
        "Aral Motors owns",
    )


def test_words_marked_with_the_mouse_are_those_of_the_missing_claim(desk: Desk) -> None:
    page = desk.open(viewport={"width": 1280, "height": 900})
    page.evaluate(
        """() => {
            const words = [...document.querySelectorAll(".review-text mark a")].find((each) => each.textContent.includes("Dune Ore"));
            getSelection().selectAllChildren(words);
        }"""
    )
    page.keyboard.press("n")
    expect(page.locator("#missed-holder")).to_be_focused()
    assert page.locator("#missed-words").input_value().startswith("Dune Ore has agreed")
    start = int(page.locator("#missed [name=start]").input_value())
    assert TEXT.decode()[start:].startswith("Dune Ore has agreed")
