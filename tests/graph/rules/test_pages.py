"""Each rule has a page that says what the table says, and whose worked example holds."""

from __future__ import annotations

import doctest

import pytest

from graph.rules import RULES
from graph.rules.model import Change, Citation
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


def write_citation(citation: Citation) -> str:
    """A text as the page names it: title, the words that were read, when and where, and what could not be read."""
    title = f"[{citation.title}]({citation.url})" if citation.url else citation.title
    quote = f" “{citation.quote}”" if citation.quote else ""
    read = f" Read on {citation.checked}" if citation.checked else ""
    where = f" in [a copy or report]({citation.copy})." if citation.copy else "." if read else ""
    missing = f" Not checked: {citation.unchecked}." if citation.unchecked else ""
    return f"{title}:{quote}{read}{where}{missing}"


def write_change(change: Change) -> str:
    unless = f", unless {change.unless}" if change.unless else ""
    exempt = f" without {change.exempt}" if change.exempt else ""
    return f"* From {change.day} {change.standing.value}{exempt}{unless}. {write_citation(change.source)}\n"


@pytest.mark.parametrize("rule_id", RULES)
def test_the_page_says_what_the_table_says(rule_id: str) -> None:
    rule, page = RULES[rule_id], (FOLDER / f"{rule_id}.md").read_text(encoding="utf-8")
    rows = [f"| `{p.name}` | {', '.join(f'`{choice}`' for choice in p.choices)} | {p.what} |" for p in rule.parameters]
    sources = [f"* {write_citation(citation)}\n" for citation in rule.sources]
    lines = [
        f"# {rule.title}\n",
        f"Rule `{rule.id}`, version {rule.version}",
        f"> {rule.statement}\n",
        *rows,
        *sources,
        *map(write_change, rule.changes),
    ]
    assert [text for text in lines if text not in page] == []
    assert sum(line.startswith("| `") for line in page.splitlines()) == len(rows)
