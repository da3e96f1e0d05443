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
    for entry in objects.values():
        if re.search(rb"/Type /Page\b", entry):
            place = re.search(rb"/Contents (\d+) 0 R", entry)
            assert place
            # By its length: of 256 streams one ends with what looks like the end of a line.
            stream = re.search(rb"/Length (\d+)\b.*?stream\r?\n", objects[int(place[1])], re.DOTALL)
            assert stream
            content = objects[int(place[1])][stream.end() :][: int(stream[1])]
            counts.append(len(re.findall(rb"T[jJ]", zlib.decompress(content))))
    return counts


def test_words_are_counted_whatever_a_stream_ends_with() -> None:
    streams = [zlib.compress(b"(word) Tj " * count) for count in range(1, 2_000)]
    for ending in (b"\r", b"\n", b"x"):
        count, stream = next((count, stream) for count, stream in enumerate(streams, 1) if stream.endswith(ending))
        page = b"1 0 obj\n<</Type /Page\n/Contents 2 0 R>>\nendobj\n"
        pdf = page + b"2 0 obj\n<</Filter /FlateDecode\n/Length %d>> stream\n%s\nendstream\nendobj\n" % (len(stream), stream)
        assert count_words_of_pages(pdf) == [count]


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
