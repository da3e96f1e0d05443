"""What a rule is: a legal test with its name, version, dates, source and contested points, and a rule with those points set.

Knows no rule by name: the rules are in table.py, and the tests that they are built from in the modules beside it.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from functools import cached_property

from graph.control.criterion import MAJORITY, Criterion
from graph.rules.legal_test import LegalTest
from graph.rules.subgraph import Subgraph


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


class Scope(Enum):
    """Which stakes bear on the companies that a party reaches by a rule."""

    DOWNSTREAM = "downstream"
    """Those in the companies below the party."""
    UPSTREAM = "upstream"
    """Those above the companies below as well: a share is multiplied over everything that leads to a company."""
    BOTH = "both"
    """Those above the party, and below those, too: the rule links parties either way."""


class Asks(Enum):
    """Of which parties a rule asks whether they meet it."""

    ANYBODY = "anybody"
    PERSONS = "persons"
    PERSONS_AND_STATES = "persons and states"


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
    """Where a rule is written, and how far that was checked.

    ``quote``: words of the text, as read on the day ``checked`` in a stored copy: of ``url`` itself, or of ``copy``, another publication of
    the same text (or of a report of it, which ``unchecked`` then says).  ``unchecked``: what of the citation could not be read, None where
    nothing is missing.  A citation has a quote, or says what could not be read, or both.
    """

    title: str
    url: str | None = None
    quote: str | None = None
    checked: str | None = None
    copy: str | None = None
    unchecked: str | None = None


class Standing(StrEnum):
    """Whether a rule has the force of law on a day."""

    NOT_YET = "not yet in force"
    IN_FORCE = "in force"
    SUSPENDED = "suspended"
    ENDED = "no longer in force"


@dataclass(frozen=True, slots=True)
class Change:
    """A day from which a rule has another standing, and the text that says so.

    ``unless``: what could not be checked and would make the day another one; ``exempt``: whom the rule leaves out from then on, though the
    data does not tell who that is.  A sentence that rests on the change says both.
    """

    day: str
    standing: Standing
    source: Citation
    unless: str | None = None
    exempt: str | None = None


def use_majority(_: RuleSetting) -> Criterion:
    """Return the plain majority of the votes, whatever is set."""
    return MAJORITY


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One version of a legal test."""

    id: str
    version: int
    title: str
    statement: str
    threshold: str
    """In percent."""
    strict: bool
    """Whether the threshold must be passed; else reaching it is enough."""
    column: str
    """capital, votes or either."""
    combine: Combine
    aggregate: bool
    """Whether the parts of several persons of a set are added."""
    counts_control: bool
    asks: Asks = Asks.ANYBODY
    scope: Scope = Scope.DOWNSTREAM
    by_steps: bool = False
    """Whether a company is reached only by stakes of those asked about and of companies that are reached: whatever else is below them does
    not bear on it."""
    test: Callable[[RuleSetting, Subgraph], LegalTest]
    """Builds the test that the rule is."""
    control: Callable[[RuleSetting], Criterion] = use_majority
    """By which criterion a holder controls others, where its votes are counted with theirs."""
    ultimate: bool = False
    """Whether only the highest who meet it are named.  There should be one of them: several who surely meet it are contested."""
    sources: tuple[Citation, ...]
    parameters: tuple[Parameter, ...] = ()
    listed: bool = False
    """Whether it asks what the listing of a party brings about.  Who is listed the data does not say, so answers say "if"."""
    changes: tuple[Change, ...] = ()
    """The days on which it came into force, was suspended and ended, in order; none for a definition that is no law."""

    @property
    def is_link(self) -> bool:
        """Whether it links parties either way, so that neither is the other's holder."""
        return self.scope is Scope.BOTH

    @property
    def persons_only(self) -> bool:
        return self.asks is not Asks.ANYBODY

    @property
    def applies_from(self) -> str | None:
        """The first day on which it was in force; None for a definition that is no law."""
        return next((change.day for change in self.changes if change.standing is Standing.IN_FORCE), None)

    @property
    def applies_until(self) -> str | None:
        """The day from which it is no longer in force, None where no text sets one."""
        return next((change.day for change in self.changes if change.standing is Standing.ENDED), None)

    def change_on(self, day: datetime.date) -> Change | None:
        """Return the change that its standing on a day rests on; None before the first, and for a definition that is no law."""
        return next((change for change in reversed(self.changes) if change.day <= day.isoformat()), None)

    def standing_on(self, day: datetime.date) -> Standing:
        """Return whether it has the force of law on a day; a definition that is no law always stands.

        >>> from graph.rules.table import RULES
        >>> RULES["eu-amlr-52"].standing_on(datetime.date(2024, 1, 1)).value
        'not yet in force'
        """
        change = self.change_on(day)
        return change.standing if change else Standing.NOT_YET if self.changes else Standing.IN_FORCE


@dataclass(frozen=True)
class RuleSetting:
    """A rule with a value for each of its contested points."""

    rule: Rule
    values: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.values[name]

    def get(self, name: str, otherwise: str) -> str:
        """Return the value of a parameter, or ``otherwise`` for a rule that does not have it."""
        return self.values.get(name, otherwise)

    @cached_property
    def threshold(self) -> tuple[int, bool]:
        """Percent, and whether it must be passed (True) or reached.

        >>> from graph.rules.table import parse_rule
        >>> parse_rule("eu-amld", {"threshold": "at-least-25"}).threshold
        (25, False)
        """
        text = self.values.get("threshold")
        if text is None:
            return int(self.rule.threshold), self.rule.strict
        kind, _, number = text.rpartition("-")
        return int(number), kind == "above"

    @cached_property
    def has_defaults(self) -> bool:
        """Whether every contested point has its default."""
        return all(self.values[p.name] == p.default for p in self.rule.parameters)

    @cached_property
    def asks(self) -> Asks:
        """Of which parties it is asked."""
        return Asks.ANYBODY if self.get("entities", "no") == "yes" else self.rule.asks

    @cached_property
    def scope(self) -> Scope:
        """Which stakes bear on it."""
        multiplies = self.rule.scope is Scope.DOWNSTREAM and self.get("indirect", "") == "multiply"
        return Scope.UPSTREAM if multiplies else self.rule.scope

    @cached_property
    def control(self) -> Criterion:
        """By which criterion a holder controls others, where its votes are counted with theirs."""
        return self.rule.control(self)

    @cached_property
    def aggregates(self) -> bool:
        """Whether the parts of several parties asked about are added."""
        return self.get("aggregate", "yes" if self.rule.aggregate else "no") == "yes"

    def read(self, subgraph: Subgraph) -> Subgraph:
        """Return the subgraph as the rule reads it: what unknown shares, states and vetoes mean."""
        return subgraph.read_as(**self._reading)

    @cached_property
    def _reading(self) -> dict[str, str]:
        return {"unknown": self.get("unknown", "open"), "state": self.get("state", "several"), "veto": self.get("veto", "ignored")}

    def build_test(self, subgraph: Subgraph) -> LegalTest:
        """Return the test at work on a subgraph (as the rule reads it)."""
        return self.rule.test(self, subgraph)
