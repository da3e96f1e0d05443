"""Every worked example in docs/method gives what the page says."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

from tests.conftest import CHECKOUT

PAGES = sorted((CHECKOUT / "docs/method").glob("*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_the_examples_of_the_page_hold(page: Path) -> None:
    failed, run = doctest.testfile(str(page), module_relative=False)
    assert failed == 0
    assert run or page.name == "README.md"
