"""The page of each register format lists the codes of its loader, word for word."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

from loaders.contract import RecordLoader
from loaders.open import LOADERS

PAGES = Path(__file__).resolve().parents[2] / "docs" / "reference" / "formats"
ROW = re.compile(r"^\| ([A-Z][A-Z0-9_]+) \| (.+?) \|$", re.MULTILINE)
NAMED = {"psc": "uk-psc"}
REGISTERS = [loader for loader in LOADERS if isinstance(loader, RecordLoader)]


@pytest.mark.parametrize("loader", REGISTERS, ids=lambda loader: loader.name)
def test_the_page_of_a_format_has_the_codes_of_its_loader(loader: RecordLoader) -> None:
    package = importlib.import_module(".".join(type(loader).__module__.split(".")[:2]))
    page = (PAGES / f"{NAMED.get(loader.name, loader.name)}.md").read_text(encoding="utf-8")
    codes = page[page.index("| code |") :]
    assert sorted(ROW.findall(codes)) == sorted((package.WARNINGS | package.REJECTS).items())


@pytest.mark.parametrize("loader", REGISTERS, ids=lambda loader: loader.name)
def test_the_page_of_a_format_says_what_becomes_what_and_under_which_licence(loader: RecordLoader) -> None:
    page = (PAGES / f"{NAMED.get(loader.name, loader.name)}.md").read_text(encoding="utf-8")
    assert "ownership load" in page
    assert re.search(r"^## What becomes what", page, re.MULTILINE)
    assert re.search(r"licen[cs]e", page, re.IGNORECASE)


def test_every_page_is_of_a_format() -> None:
    assert {page.stem for page in PAGES.glob("*.md")} == {NAMED.get(loader.name, loader.name) for loader in REGISTERS}
