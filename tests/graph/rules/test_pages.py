"""Each rule has a page that says what the table says, and whose worked example holds."""

from __future__ import annotations

import doctest

import pytest

from graph.rules import RULES
from tests.conftest import CHECKOUT

FOLDER = CHECKOUT / "docs/method/rules"


def test_there_is_one_page_a_rule_and_the_method_links_it() -> None:
    assert sorted(page.stem for page in FOLDER.glob("*.md")) == sorted(RULES)
    index = (FOLDER.parent / "README.md").read_text(encoding="utf-8")
    assert [rule_id for rule_id in RULES if f"(rules/{rule_id}.md)" not in index] == []


@pytest.mark.parametrize("rule_id", RULES)
def test_the_worked_example_holds(rule_id: str) -> None:
    failed, run = doctest.testfile(str(FOLDER / f"{rule_id}.md"), module_relative=False)
    assert (failed, run > 5) == (0, True)


@pytest.mark.parametrize("rule_id", RULES)
def test_the_page_says_what_the_table_says(rule_id: str) -> None:
    rule, page = RULES[rule_id], (FOLDER / f"{rule_id}.md").read_text(encoding="utf-8")
    rows = [f"| `{p.name}` | {', '.join(f'`{choice}`' for choice in p.choices)} | {p.what} |" for p in rule.parameters]
    sources = [f"* [{c.title}]({c.url})\n" if c.url else f"* {c.title}\n" for c in rule.sources]
    dates = [day for day in (rule.applies_from, rule.applies_until) if day]
    lines = [f"# {rule.title}\n", f"Rule `{rule.id}`, version {rule.version};", f"> {rule.statement}\n", *rows, *sources, *dates]
    assert [text for text in lines if text not in page] == []
    assert sum(line.startswith("| `") for line in page.splitlines()) == len(rows)
