"""The real Neo4j Browser, in Chromium, on the example: it plays the guide of the real service, whose commands draw the picture."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, sync_playwright

from graph.neo4j.projection import project_generation
from graph.neo4j.sync import sync
from tests.conftest import CHECKOUT
from tests.neo4j_server.plugin import Neo4jAccess
from tests.scenarios import publish_files
from tests.serving import serving

pytestmark = [pytest.mark.neo4j, pytest.mark.browser]

PICTURE = CHECKOUT / "docs" / "images" / "neo4j-browser.png"
CHROMIUM = os.environ.get("OWNERSHIP_TEST_CHROMIUM", "/usr/bin/chromium")


@pytest.fixture
def page() -> Iterator[Page]:
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-sync"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser.new_page(viewport={"width": 1400, "height": 900})
        browser.close()


def enter(page: Page, text: str) -> None:
    """Run one command in the editor, which has the focus after connecting and after each command."""
    page.keyboard.insert_text(text)
    page.keyboard.press("Control+Enter")


def read_commands(guide: Locator) -> list[str]:
    """What the guide has to be run, in its order."""
    return [text.strip() for text in guide.locator("pre.runnable").all_text_contents()]


def test_the_guide_opens_and_its_questions_draw_the_chain(neo4j: Neo4jAccess, page: Page, tmp_path: Path) -> None:
    if neo4j.browser is None:
        pytest.skip("a server given by OWNERSHIP_TEST_NEO4J_URI has no known Browser address")
    generation = publish_files(tmp_path / "data", CHECKOUT / "examples" / "saryarka.map.yaml")
    sync(project_generation(generation), neo4j.settings, tmp_path / "manifest.sqlite")
    with serving(tmp_path / "data") as url:
        page.goto(neo4j.browser)
        page.get_by_text("You have a working connection").first.wait_for(timeout=60_000)
        # The Browser's allow list has localhost and not 127.0.0.1.
        enter(page, f":play {url.replace('127.0.0.1', 'localhost')}/neo4j/guide.html")
        guide = page.locator("article").filter(has_text="/neo4j/guide.html")
        guide.get_by_text("Each arrow is one statement").wait_for(timeout=30_000)
        style, config, *_ = read_commands(guide)
        enter(page, style)
        page.get_by_text("node.PublicBody").first.wait_for(timeout=30_000)
        enter(page, config)
        (subject,) = [row["uri"] for row in neo4j.run("MATCH (x:Entity) WHERE x.name STARTS WITH 'Saryarka' RETURN x.uri AS uri")]
        enter(page, f":param {{uri: '{subject}', asOf: '2018-12-12'}}")
        page.get_by_text("Successfully set your parameters").first.wait_for(timeout=30_000)
        for folder in ("Find", "Who is above"):
            guide.get_by_test_id("nextSlide").click()
            guide.get_by_role("heading", name=folder, exact=True).wait_for()
        # A click has taken the focus from the editor; the slash gives it back.
        page.keyboard.press("/")
        enter(page, next(text for text in read_commands(guide) if "RETURN p AS path, above.name" in text))
        drawing = page.locator("svg:has(.relationship)").first
        drawing.get_by_text("agreed: 51 %").wait_for(state="attached", timeout=30_000)
        labels = drawing.locator(".relationship text").all_text_contents()
        assert labels[:2] == ["agreed: 51 %", "100 %"]
        assert labels[2:] in (["supervises"], ["administers"])
        names = "".join(drawing.locator(".node text").all_text_contents())
        assert "China National Machinery Import & Export Corporation" in names
        assert "…" not in names
        colours = set(drawing.locator("circle").evaluate_all("all => all.map(c => c.getAttribute('fill'))"))
        assert {"#B23A48", "#2F6DB5"} <= colours
        if os.environ.get("OWNERSHIP_UPDATE_PICTURES") == "1":
            page.get_by_label("Collapse the node properties display").first.click()
            page.get_by_label("zoom-to-fit").first.click()
            page.wait_for_timeout(3_000)
            page.locator("article").filter(has=drawing).first.screenshot(path=PICTURE)
