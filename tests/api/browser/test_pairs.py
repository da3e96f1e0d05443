"""Candidates in a real browser: judged by keyboard and without scripts, shown to readers, on a phone, and for axe."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from api.review.guard import make_token
from api.review.pairs import PairReview, create_pair_review
from graph.generation.data_folder import DataFolder
from graph.generation.review_draft import ReviewDraft
from tests.api.browser.test_accessibility import assert_no_violation
from tests.api.in_process import serving_application, serving_here
from tests.api.test_candidates import ONE, load_two_registers
from tests.command import run
from tests.serving import free_port

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return load_two_registers(tmp_path_factory.mktemp("pairs"))


@contextmanager
def reviewing(data: Path) -> Iterator[str]:
    folder, port, token = DataFolder(data), free_port(), make_token()
    with serving_application(
        create_pair_review(PairReview(folder, token, port, lambda: "2026-02-03T10:00:00Z", folder.open(), "Ada")), port
    ) as url:
        yield f"{url}/{token}/"


@pytest.fixture
def review(data: Path) -> Iterator[str]:
    ReviewDraft(data).clear()
    with reviewing(data) as url:
        yield url


def look(chromium: Browser, url: str, **options: object) -> Page:
    page = chromium.new_page(**options)  # type: ignore[arg-type]
    page.set_default_timeout(60_000)
    page.goto(url)
    return page


def test_pairs_are_judged_by_keyboard(review: str, chromium: Browser, data: Path) -> None:
    page = look(chromium, review)
    requested: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.reload()
    cards = page.locator("[data-claim]")
    expect(cards.first).to_be_focused()
    page.keyboard.press("e")
    # Letters are letters where one writes.
    page.keyboard.type("same seat")
    page.keyboard.press("Escape")
    page.keyboard.press("s")
    expect(cards.first.locator(".badge").first).to_have_text("same, not kept yet")
    expect(cards.nth(1)).to_be_focused()
    page.keyboard.press("d")
    expect(cards.nth(1).locator(".badge").first).to_have_text("different, not kept yet")
    page.keyboard.press("z")
    expect(cards.nth(1).locator(".badge").first).to_have_text("to judge")
    expect(page.get_by_role("button", name="Keep 1 judgement")).to_be_visible()
    assert [(v.judgement.value, v.by, v.note) for v in ReviewDraft(data).verdicts.values()] == [("same", "Ada", "same seat")]
    assert complaints == []
    assert all(url.startswith(review.rsplit("/", 2)[0]) for url in requested)
    page.close()


def test_pairs_are_judged_without_scripts(review: str, chromium: Browser) -> None:
    page = look(chromium, review, java_script_enabled=False)
    page.locator("[data-claim]").first.get_by_role("button", name="Unsure").click()
    expect(page.locator("[data-claim] .badge").first).to_have_text("unsure, not kept yet")
    page.close()


def test_what_is_kept_is_judged_otherwise_by_keyboard(chromium: Browser, tmp_path: Path) -> None:
    data = load_two_registers(tmp_path)
    with reviewing(data) as url:
        page = look(chromium, url)
        page.keyboard.press("s")
        expect(page.get_by_role("button", name="Keep 1 judgement")).to_be_visible()
        page.keyboard.press("u")
        page.get_by_role("button", name="Keep 2 judgements").click()
        expect(page.get_by_text("No judgement waits to be kept.")).to_be_visible(timeout=30_000)
        page.goto(f"{url}?show=judged")
        cards = page.locator("[data-claim]")
        expect(cards).to_have_count(2)
        expect(cards.first).to_be_focused()
        page.keyboard.press("j")
        expect(cards.nth(1)).to_be_focused()
        page.keyboard.press("k")
        page.keyboard.press("e")
        page.keyboard.type("moved in 2019")
        page.keyboard.press("Escape")
        page.keyboard.press("d")
        expect(cards.first.locator(".badge.warn")).to_have_text("different, not kept yet")
        expect(cards.nth(1)).to_be_focused()
        assert [(v.judgement.value, v.note) for v in ReviewDraft(data).verdicts.values()] == [("different", "moved in 2019")]
        assert_no_violation(page)
        page.keyboard.press("k")
        page.keyboard.press("z")
        expect(cards.first.locator(".badge.warn")).to_have_count(0)
        expect(cards.first).to_be_focused()
        page.set_viewport_size(PHONE)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        page.close()
    assert not ReviewDraft(data).verdicts


def test_axe_finds_no_violation_in_pairs_that_are_ranked(chromium: Browser, tmp_path: Path) -> None:
    one = ONE + "Halden Shipping Works A/S,Elk Ltd,60,company,DK,GB\nHalden Shiping Works A/S,Fox Ltd,60,company,DK,GB\n"
    (tmp_path / "one.csv").write_text(one)
    assert run("load", tmp_path / "one.csv", data=tmp_path / "data").returncode == 0
    with DataFolder(tmp_path / "data").writer() as writer:
        writer.rank_likely()
    with serving_here(tmp_path / "data") as url:
        page = look(chromium, f"{url}/candidates?names=similar", viewport=PHONE)
        expect(page.get_by_text("Halden Shiping Works A/S").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        assert_no_violation(page)
        page.close()


def test_axe_finds_no_violation_and_a_phone_shows_all_of_it(review: str, chromium: Browser, data: Path) -> None:
    with serving_here(data) as url:
        for path in (review, f"{review}?show=judged", f"{url}/candidates", f"{url}/candidates/pair?left=Halden%20A/S&right=HALDEN%20AS"):
            page = look(chromium, path, color_scheme="light", viewport=PHONE)
            for summary in page.locator("summary").all():
                summary.click()
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path
            assert_no_violation(page)
            page.close()
