"""The rules as an answer."""

from __future__ import annotations

from graph.answers.common import Answer


class ParameterAnswer(Answer, frozen=True, kw_only=True):
    name: str
    choices: tuple[str, ...]
    default: str
    what: str


class CitationAnswer(Answer, frozen=True, kw_only=True):
    title: str
    url: str | None


class RuleAnswer(Answer, frozen=True, kw_only=True):
    """One legal test.  ``threshold`` is in percent; null dates are open."""

    id: str
    version: int
    title: str
    statement: str
    threshold: str
    strict: bool
    column: str
    combine: str
    aggregate: bool
    counts_control: bool
    persons_only: bool
    applies_from: str | None
    applies_until: str | None
    parameters: tuple[ParameterAnswer, ...]
    sources: tuple[CitationAnswer, ...]


class RulesAnswer(Answer, frozen=True, kw_only=True):
    rules: tuple[RuleAnswer, ...]
