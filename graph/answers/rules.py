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
    """A text that a rule is taken from, and how far it was checked.

    ``quote``: its words, as read on the day ``checked`` at ``url``, or at ``copy`` where that is given.  ``unchecked``: what could not be
    read; null where nothing is missing.
    """

    title: str
    url: str | None
    quote: str | None = None
    checked: str | None = None
    copy: str | None = None
    unchecked: str | None = None


class RuleChange(Answer, frozen=True, kw_only=True):
    """A day from which a rule is in force, suspended or no longer in force, and the text that says so.

    ``unless``: what could not be checked and would make the day another one; ``exempt``: whom it leaves out from then on.
    """

    day: str
    standing: str
    unless: str | None
    exempt: str | None
    source: CitationAnswer


class RuleAnswer(Answer, frozen=True, kw_only=True):
    """One legal test.

    ``threshold`` is in percent; ``applies_from`` and ``applies_until`` are null where the law sets no day.  ``listed``: whether it asks
    what the listing of a party would bring about.  ``changes``: the days on which it came into force, was suspended and ended.
    """

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
    listed: bool
    changes: tuple[RuleChange, ...]
    parameters: tuple[ParameterAnswer, ...]
    sources: tuple[CitationAnswer, ...]


class RulesAnswer(Answer, frozen=True, kw_only=True):
    """All rules, the default first."""

    rules: tuple[RuleAnswer, ...]
