"""A real Chromium on a real server over the invented companies and the demo's example; both started once."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.api.scenarios import build
from tests.serving import serving

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
Opened = Callable[..., Page]


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(build(tmp_path_factory.mktemp("browser") / "data")) as url:
        yield url


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    program = os.environ.get("OWNERSHIP_TEST_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.fail("Chromium is missing: install it (apt-get install chromium) or name it in OWNERSHIP_TEST_CHROMIUM", pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def windows() -> list[Page]:
    """Windows without options that no test uses any more: to open a new one takes as long as most tests."""
    return []


@pytest.fixture
def opened(site: str, chromium: Browser, windows: list[Page]) -> Iterator[Opened]:
    """Opens a path with the given context options; at the end every page has asked its own host only and told no error."""
    requested: list[str] = []
    complaints: list[str] = []
    plain: list[Page] = []
    others: list[Page] = []
    listeners: dict[Any, Callable[[Any], None]] = {
        "request": lambda request: requested.append(request.url),
        "console": lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None,
        "pageerror": lambda error: complaints.append(str(error)),
    }

    def open_page(path: str, **options: Any) -> Page:
        page = windows.pop() if windows and not options else open_window(chromium, **options)
        (others if options else plain).append(page)
        for event, listener in listeners.items():
            page.on(event, listener)
        page.goto(site + path)
        return page

    yield open_page
    for page in others:
        page.context.close()
    for page in plain:
        leave(page)
        for event, listener in listeners.items():
            page.remove_listener(event, listener)
    windows += plain
    strangers = [url for url in requested if not url.startswith((site, "blob:", "data:"))]
    assert not strangers, strangers
    assert not complaints, complaints


def open_window(chromium: Browser, **options: Any) -> Page:
    """A new window with nothing remembered."""
    context = chromium.new_context(viewport=options.pop("viewport", {"width": 1280, "height": 900}), **options)
    # How long a page takes says how busy the machine is: what never comes ends as a failure, and nothing else does.
    context.set_default_timeout(120_000)
    return context.new_page()


def leave(page: Page) -> None:
    """Bring a window back to what a new one is."""
    page.evaluate("localStorage.clear(); sessionStorage.clear()")
    page.mouse.move(0, 0)
    page.goto("about:blank")
    page.emulate_media(media="null", color_scheme="light")
    for other in page.context.pages:
        if other is not page:
            other.close()
    page.context.clear_cookies()


@pytest.fixture(scope="session")
def pictures() -> Path | None:
    """Where README pictures are written when OWNERSHIP_UPDATE_PICTURES=1; None otherwise."""
    return Path(__file__).resolve().parents[3] / "docs" / "images" if os.environ.get("OWNERSHIP_UPDATE_PICTURES") == "1" else None
