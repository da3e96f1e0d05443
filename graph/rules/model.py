"""A rule: a legal test with its name, version, dates, source and contested points.  Says what a rule is; the table of them is beside it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Combine(StrEnum):
    """How links make a chain (method, section 4)."""

    MULTIPLY = "multiply"
    """Shares along a chain are multiplied, chains are added: integrated ownership."""
    CASCADE = "cascade"
    """Whoever passes is itself taken into the set, whose parts are added in the next company: nothing is multiplied."""
    CHAIN = "chain"
    """A majority at every link; the last link counts as it is."""
    GROUPED = "grouped"
    """The company control problem: a group and all that it controls act as one."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A contested point of a rule, with the values it may take; the first is the default."""

    name: str
    choices: tuple[str, ...]
    what: str

    @property
    def default(self) -> str:
        return self.choices[0]


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a rule is written."""

    title: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One version of a legal test.  ``threshold`` is in percent; ``applies_from``/``applies_until`` are days the law gives, None = open."""

    id: str
    version: int
    title: str
    statement: str
    threshold: str
    strict: bool
    column: str
    """capital, votes or either."""
    combine: Combine
    aggregate: bool
    """Whether the parts of several persons of a set are added."""
    counts_control: bool
    persons_only: bool
    sources: tuple[Citation, ...]
    parameters: tuple[Parameter, ...] = ()
    applies_from: str | None = None
    applies_until: str | None = None
