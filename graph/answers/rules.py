"""The answer of ``rules``: the legal tests that a question can be asked by."""

from __future__ import annotations

from graph.answers.common import Answer


class ParameterAnswer(Answer, frozen=True, kw_only=True):
    """A contested point of a rule and the values it may take."""

    name: str
    choices: tuple[str, ...]
    default: str
    what: str


class CitationAnswer(Answer, frozen=True, kw_only=True):
    """A text that a rule is taken from."""

    title: str
    url: str | None


class RuleAnswer(Answer, frozen=True, kw_only=True):
    """One legal test.  ``threshold`` is in percent; ``applies_from`` and ``applies_until`` are null where the law sets no day."""

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
    """All rules, the default first."""

    rules: tuple[RuleAnswer, ...]
