"""What comes out of a printer: no page is blank, and each has on paper on whose word it stands."""

from __future__ import annotations

import re
import zlib

import pytest

from tests.api.browser.conftest import Opened

pytestmark = pytest.mark.browser

CITING = [
    "/entity/ent:streslau?as_of=2018-12-12&include=agreed",
    "/entity/ent:northwind?as_of=2021-01-01",
    "/entity/ent:many?as_of=2021-01-01",
    "/entity/ent:anna?as_of=2021-01-01",
    "/entity/ent:streslau/history?include=agreed",
    "/entity/ent:streslau/embed",
    "/compare?id=ent:streslau&as_of=2018-12-01&as_of=2019-01-01&include=agreed",
    "/path?from=Elphberg+Works&to=Streslau+Motors&include=agreed",
    "/cycles?as_of=2021-01-01",
]
OTHERS = [
    "/",
    "/search?q=ltd",
    "/sources",
    "/dataset",
    "/ontology",
    "/status",
    "/help",
    "/about",
    "/docs",
    "/docs/shapes",
    "/sparql",
    "/changes",
]


def count_words_of_pages(pdf: bytes) -> list[int]:
    """How often each page of a PDF of Chromium writes text."""
    objects = {int(m[1]): m[2] for m in re.finditer(rb"(?s)\b(\d+) 0 obj\s(.*?)endobj", pdf)}
    counts = []
    for content in objects.values():
        if re.search(rb"/Type /Page\b", content):
            place = re.search(rb"/Contents (\d+) 0 R", content)
            assert place
            stream = re.search(rb"(?s)stream\r?\n(.*?)\r?\nendstream", objects[int(place[1])])
            assert stream
            counts.append(len(re.findall(rb"T[jJ]", zlib.decompress(stream[1]))))
    return counts


@pytest.mark.parametrize("path", [*CITING, *OTHERS])
def test_no_printed_page_is_blank(opened: Opened, path: str) -> None:
    counts = count_words_of_pages(opened(path).pdf(format="A4"))
    assert counts
    assert min(counts) > 10, counts


@pytest.mark.parametrize("path", CITING)
def test_paper_names_the_sources_and_has_no_form(opened: Opened, path: str) -> None:
    page = opened(path, color_scheme="dark")
    page.emulate_media(media="print")
    words = page.locator("body").inner_text()
    assert re.search(r"Sources?:? .*(Sheet register|Elphberg Works buys into Streslau)", words)
    assert page.locator("form:visible").count() == 0
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
