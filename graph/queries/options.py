"""How a question is asked: dates, rule with its parameters, statuses counted as done, parties that act together, and the limits.

Owns what is valid in the texts that a person types.  Knows no data: names are looked up in parties.py.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from graph.rules.table import DEFAULT, RuleSetting, parse_rule
from ontology.dates import last_day
from ontology.errors import RecordError, UsageError
from ontology.statements import Status

INCLUDABLE: Final = (Status.AGREED, Status.PLANNED)


@dataclass(frozen=True, slots=True)
class Limits:
    """How far one question may go; an answer that reached one says ``truncated``."""

    parties: int = 200_000
    """Parties above or below the one asked about."""
    companies: int = 2_000
    """Companies below supposed changes whose controllers are compared."""
    periods: int = 400
    """Days at which a history asks anew."""
    cycles: int = 1_000
    """Cycles listed; as many members of one."""
    links: int = 50_000
    """Links in all chains of one answer that lists companies; those after that are listed without their chain."""


@dataclass(frozen=True, slots=True)
class Options:
    """How a question is asked.  ``as_of`` is a day; ``known_at`` None = all that is known.

    ``parameters``: the contested points of the rule that the caller set.  ``together``: groups of parties, as written, that act as one.
    """

    as_of: datetime.date
    known_at: datetime.date | None = None
    rule: str = DEFAULT
    include: tuple[Status, ...] = ()
    parameters: tuple[tuple[str, str], ...] = ()
    together: tuple[tuple[str, ...], ...] = ()
    limits: Limits = Limits()

    @classmethod
    def parse(
        cls,
        *,
        today: datetime.date,
        as_of: str | None = None,
        known_at: str | None = None,
        rule: str | None = None,
        include: Iterable[str] = (),
        parameters: Iterable[str] = (),
        together: Iterable[str] = (),
        limits: Limits | None = None,
    ) -> Options:
        """From texts as they are typed.  Raises UsageError naming what is valid.

        ``parameters`` are written ``name=value`` or ``name:value``, ``together`` as ids or names with commas between.

        >>> Options.parse(today=datetime.date(2020, 1, 1), include=["agreed"]).as_of.isoformat()
        '2020-01-01'
        """
        given = _parameters(parameters)
        parse_rule(rule, dict(given))
        words = [word.strip() for part in include for word in part.split(",") if word.strip()]
        for word in words:
            if word not in [s.value for s in INCLUDABLE]:
                valid = ", ".join(s.value for s in INCLUDABLE)
                raise UsageError("BAD_INCLUDE", f"{word!r} cannot be included", f"use one of: {valid}")
        return cls(
            day(as_of, "as-of") or today,
            day(known_at, "known-at"),
            rule or DEFAULT,
            tuple(s for s in INCLUDABLE if s.value in words),
            given,
            tuple(_group(text) for text in together),
            limits or Limits(),
        )

    @property
    def chosen(self) -> RuleSetting:
        """The rule with a value for each contested point."""
        return parse_rule(self.rule, dict(self.parameters))


def day(text: str | None, what: str) -> datetime.date | None:
    """The last day that the text can mean.  Raises UsageError BAD_DATE."""
    if text is None or not text.strip():
        return None
    try:
        return last_day(text.strip())
    except RecordError as error:
        raise UsageError("BAD_DATE", f"--{what} {text[:40]!r} is not a date", "write YYYY, YYYY-MM or YYYY-MM-DD") from error


def _parameters(texts: Iterable[str]) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for text in texts:
        name, equals, value = text.replace(":", "=", 1).partition("=")
        name, value = name.strip(), value.strip()
        if not equals or not name or not value:
            raise UsageError("BAD_PARAMETER", f"{text[:60]!r} does not set a parameter", "write name=value; see: ownership rules")
        if found.get(name, value) != value:
            raise UsageError("BAD_PARAMETER", f"the parameter {name[:60]!r} is set to {found[name]!r} and to {value!r}", "set it once")
        found[name] = value
    return tuple(sorted(found.items()))


def _group(text: str) -> tuple[str, ...]:
    members = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    if len(members) < 2:
        raise UsageError(
            "BAD_GROUP",
            f"{text[:100]!r} names no two parties that act together",
            "write two or more ids or names with commas between; a name that holds a comma goes by its id",
        )
    return members
