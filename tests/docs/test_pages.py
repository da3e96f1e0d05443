"""Documents that repeat what the code says: they are held to it here."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.command import run
from tests.conftest import CHECKOUT
from tools import agents_reference, openapi_examples
from tools.settings_reference import format_page

README = CHECKOUT / "README.md"


def test_the_settings_page_is_what_the_code_has() -> None:
    assert (CHECKOUT / "docs/reference/settings.md").read_text(encoding="utf-8") == format_page(), "run: make docs"


def test_the_page_of_agents_shows_what_the_tools_answer() -> None:
    assert (CHECKOUT / "docs/reference/agents.md").read_text(encoding="utf-8") == agents_reference.format_page(), "run: make docs"


def test_the_examples_of_the_api_are_what_the_service_sends() -> None:
    written = (CHECKOUT / "api/openapi_examples.json").read_text(encoding="utf-8")
    assert json.loads(written) == json.loads(openapi_examples.format_file()), "run: make docs"


def test_the_readme_shows_what_the_demo_prints(tmp_path: Path) -> None:
    printed = run("--quiet", "demo", data=tmp_path / "data").stdout
    assert printed
    answer = printed.partition("Next:")[0].strip()
    assert answer in README.read_text(encoding="utf-8")


@pytest.mark.parametrize("file", sorted(p.relative_to(CHECKOUT) for p in [README, *(CHECKOUT / "docs").rglob("*.md")]))
def test_every_link_between_documents_leads_somewhere(file: Path) -> None:
    text = (CHECKOUT / file).read_text(encoding="utf-8")
    targets = [t for t in re.findall(r"\]\(([^)#\s]+)", text) if "://" not in t and not t.startswith("mailto:")]
    assert [t for t in targets if not (CHECKOUT / file.parent / t).exists()] == []
