"""axe finds nothing to object to, on every kind of page, in light and dark."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.api.browser.conftest import Opened

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules that look at colours: all that can differ in the dark, where the document is the same."""
PATHS = [
    "/",
    "/search?q=ltd",
    "/sources",
    "/source/src:strelsau-post",
    "/about",
    "/path",
    "/path?from=Elphberg+Works&to=Streslau+Motors",
    "/entity/ent:streslau?as_of=2018-12-12&include=agreed",
    "/entity/ent:streslau?as_of=2018-12-12",
    "/entity/ent:wide?as_of=2021-01-01",
    "/entity/ent:contested?as_of=2021-01-01",
    "/entity/ent:lonely?as_of=2021-01-01",
    "/entity/ent:anna?as_of=2021-01-01",
    "/entity/ent:streslau/history",
    "/compare?id=ent:streslau&as_of=2018-12-01&as_of=2019-01-01",
    "/cycles?as_of=2021-01-01",
    "/dataset",
    "/ontology",
    "/status",
    "/help",
    "/docs",
    "/docs/shapes",
    "/entity/ent:streslau/embed",
    "/reconcile/preview?id=ent:streslau",
    "/entity/ent:held?as_of=2021-01-01&rule=eu-amld",
    "/sources?page=2",
    "/sparql?query=SELECT+%2A+%7B%3Fs+%3Fp+%3Fo%7D+LIMIT+3",
]


@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_no_violation(opened: Opened, path: str) -> None:
    page = opened(path)
    keep_one_of_each_kind(page)
    assert_no_violation(page)


def keep_one_of_each_kind(page: Page) -> None:
    """Of the parts of a generated reference leave the first of those that are made of the same elements and classes: axe looks at each
    element apart, and at what a page has once.  What it would say of the whole, that an id is there twice, is looked for here."""
    ids = page.locator("[id]").evaluate_all("elements => elements.map(element => element.id)")
    assert len(ids) == len(set(ids))
    page.locator(".operation").evaluate_all(
        """parts => {
          const kinds = new Set();
          for (const part of parts) {
            const elements = [part, ...part.querySelectorAll('*')].map(element => [element.tagName, ...element.classList].join('.'));
            const kind = [...new Set(elements)].sort().join(' ');
            if (kinds.has(kind)) part.remove();
            kinds.add(kind);
          }
        }"""
    )


def assert_no_violation(page: Page) -> None:
    """By all rules as the page is opened, which is in light; then in the dark by those of colours."""
    look(page, "tag", TAGS)
    light = find_background(page)
    page.emulate_media(color_scheme="dark")
    assert find_background(page) != light
    look(page, "rule", OF_COLOURS)


def look(page: Page, by: str, names: list[str]) -> None:
    """By the rules of these tags or names; of what is as it should be axe is not asked to list every element."""
    results = Axe().run(page, options={"runOnly": {"type": by, "values": names}, "resultTypes": ["violations"]})
    assert results.violations_count == 0, results.generate_report()


def find_background(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


def test_a_statement_page_has_no_violation(opened: Opened) -> None:
    page = opened("/source/src:strelsau-post")
    page.locator(".text mark a").first.click()
    page.get_by_text("As RDF (Turtle)").click()
    look(page, "tag", TAGS)


def test_the_opened_reference_of_the_api_has_no_violation(opened: Opened) -> None:
    page = opened("/docs")
    page.evaluate("for (const operation of document.querySelectorAll('details')) operation.open = true")
    assert page.locator(".operation th").first.is_visible()
    keep_one_of_each_kind(page)
    assert_no_violation(page)
