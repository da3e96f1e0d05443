"""The real Neo4j Browser, in Chromium, on the chain of the demo: the style is taken and the shares stand on the arrows."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from graph.neo4j.projection import project
from graph.neo4j.property_graph import Projection
from graph.neo4j.sync import sync
from ontology.statements import Interest, Kind, Status
from tests.graph.neo4j.chain import BASE, SOURCE, entity, holds
from tests.graph.neo4j.queries import load_queries
from tests.neo4j_server.plugin import Neo4jAccess

pytestmark = [pytest.mark.neo4j, pytest.mark.browser]

PICTURE = Path(__file__).parents[3] / "docs" / "images" / "neo4j-browser.png"
CHROMIUM = os.environ.get("OWNERSHIP_TEST_CHROMIUM", "/usr/bin/chromium")


class _Style(BaseHTTPRequestHandler):
    """Serves the style with what the Browser demands: an answer to its preflight and leave for another origin."""

    def do_OPTIONS(self) -> None:
        self._answer(204, b"")

    def do_GET(self) -> None:
        self._answer(200, files("graph.neo4j").joinpath("ownership.grass").read_bytes())

    def log_message(self, *_: object) -> None:
        """Nothing: the test's output is for the test."""

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        for name, value in (("Origin", "*"), ("Methods", "GET, OPTIONS"), ("Headers", "*, sentry-trace, baggage")):
            self.send_header(f"Access-Control-Allow-{name}", value)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def style() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Style) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        # The Browser's allow list has localhost and not 127.0.0.1.
        yield f"http://localhost:{server.server_port}/neo4j/ownership.grass"
        server.shutdown()


@pytest.fixture
def page() -> Iterator[Page]:
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-sync"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser.new_page(viewport={"width": 1400, "height": 900})
        browser.close()


def demo() -> Projection:
    """The chain of the article that the demo restates."""
    government, group, trader, maker = (f"{BASE}{name}" for name in ("government", "genertec", "cmc", "saryarka"))
    return project(
        [SOURCE],
        [
            [
                entity(government, "Central government of the People's Republic of China", Kind.STATE),
                entity(group, "China General Technology (Group) Holding"),
                entity(trader, "China National Machinery Import & Export Corporation"),
                entity(maker, "Saryarka AvtoProm LLP"),
                holds("1", government, group, interest=Interest.CONTROL_BY_LEGAL_FRAMEWORK, details="supervises"),
                holds("2", group, trader, "100", valid_from="1998"),
                holds("3", trader, maker, "51", status=Status.AGREED),
            ]
        ],
    )


def enter(page: Page, text: str) -> None:
    """Run one command in the editor, which has the focus after connecting and after each command."""
    page.keyboard.insert_text(text)
    page.keyboard.press("Control+Enter")


def test_the_browser_shows_the_shares_on_the_arrows(neo4j: Neo4jAccess, style: str, page: Page, tmp_path: Path) -> None:
    if neo4j.browser is None:
        pytest.skip("a server given by OWNERSHIP_TEST_NEO4J_URI has no known Browser address")
    sync(demo(), neo4j.settings, tmp_path / "manifest.sqlite")
    page.goto(neo4j.browser)
    page.get_by_text("You have a working connection").first.wait_for(timeout=60_000)
    enter(page, f":style {style}")
    page.get_by_text("node.PublicBody").first.wait_for(timeout=30_000)
    enter(page, ":config autoComplete: false")
    enter(page, f":param {{uri: '{BASE}saryarka', asOf: '2018-12-12'}}")
    page.get_by_text("Successfully set your parameters").first.wait_for(timeout=30_000)
    enter(page, load_queries()["everyone-above"])
    drawing = page.locator("svg:has(.relationship)").first
    drawing.get_by_text("agreed: 51 %").wait_for(state="attached", timeout=30_000)
    texts = drawing.locator("text").all_text_contents()
    assert sorted(drawing.locator(".relationship text").all_text_contents()) == ["100 %", "agreed: 51 %", "supervises"]
    assert "".join(drawing.locator(".node text").all_text_contents()).count("…") == 0
    assert "People's" in "".join(texts)
    colours = set(drawing.locator("circle").evaluate_all("all => all.map(c => c.getAttribute('fill'))"))
    assert {"#B23A48", "#2F6DB5"} <= colours
    if os.environ.get("OWNERSHIP_UPDATE_PICTURES") == "1":
        PICTURE.parent.mkdir(parents=True, exist_ok=True)
        page.get_by_label("Collapse the node properties display").first.click()
        page.get_by_label("zoom-to-fit").first.click()
        page.wait_for_timeout(3_000)
        page.locator("article").filter(has=drawing).first.screenshot(path=PICTURE)
