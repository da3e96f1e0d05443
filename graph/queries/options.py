"""How a question is asked: dates, rule with its parameters, parties that act together, statuses counted as done, and the limits.

Owns the one list of options and what is valid in the texts that a person types.  Knows no data: names are looked up in parties.py.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from functools import cached_property, lru_cache
from typing import Final

from graph.rules.model import RuleSetting
from graph.rules.table import DEFAULT, parse_rule
from ontology.dates import last_day
from ontology.errors import RecordError, UsageError
from ontology.statements import Status

INCLUDABLE: Final = (Status.AGREED, Status.PLANNED)
_SETTINGS: Final = 1_000
"""Rules with their parameters that are kept read."""


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
class RawOptions:
    """The options of a question as texts: the one list of them, with their types and defaults.

    Parameters and bodies over HTTP and the flags of the command take these and no others, under their ``PUBLIC_NAMES``; tests hold them to
    this list.  A sequence may be given several times.
    """

    as_of: str | None = None
    """The day asked about: YYYY, YYYY-MM or YYYY-MM-DD; None = today."""
    known_at: str | None = None
    """Only what was stated by this day counts; None = all that is known."""
    rule: str | None = None
    """Id of the rule; None = majority control."""
    parameters: Sequence[str] = ()
    """Contested points of the rule, each ``name=value`` or ``name:value``."""
    together: Sequence[str] = ()
    """Groups of parties that act as one, each as ids or names with commas between."""
    include: Sequence[str] = ()
    """Statuses that count as done: agreed, planned; also with commas between."""


PUBLIC_NAMES: Final = {f.name: {"parameters": "set"}.get(f.name, f.name) for f in fields(RawOptions)}
"""Field of RawOptions -> its name in a URL and a body; a flag has hyphens in it."""


@dataclass(frozen=True)
class Options:
    """The options of a question, valid; the fields mean what those of RawOptions mean."""

    as_of: datetime.date
    known_at: datetime.date | None = None
    rule: str = DEFAULT
    parameters: tuple[tuple[str, str], ...] = ()
    together: tuple[tuple[str, ...], ...] = ()
    include: tuple[Status, ...] = ()
    limits: Limits = Limits()

    @classmethod
    def parse(cls, raw: RawOptions, *, today: datetime.date, limits: Limits | None = None) -> Options:
        """Read the texts that a person typed.  Raises UsageError naming what is valid.

        >>> Options.parse(RawOptions(include=["agreed"]), today=datetime.date(2020, 1, 1)).as_of.isoformat()
        '2020-01-01'
        """
        parameters = _parse_parameters(raw.parameters)
        parse_rule(raw.rule, dict(parameters))
        return cls(
            as_of=parse_day(raw.as_of, "as_of") or today,
            known_at=parse_day(raw.known_at, "known_at"),
            rule=raw.rule or DEFAULT,
            parameters=parameters,
            together=tuple(_parse_group(text) for text in raw.together),
            include=_parse_statuses(raw.include),
            limits=limits or Limits(),
        )

    def to_pairs(self) -> tuple[tuple[str, str], ...]:
        """The day, and the options that differ from their default, as public names and texts that ``parse`` reads to the same options.

        >>> Options(datetime.date(2020, 1, 1), include=(Status.AGREED,)).to_pairs()
        (('as_of', '2020-01-01'), ('include', 'agreed'))
        """
        texts: dict[str, list[str]] = {
            "as_of": [self.as_of.isoformat()],
            "known_at": [self.known_at.isoformat()] if self.known_at else [],
            "rule": [self.rule] if self.rule != DEFAULT else [],
            "parameters": [f"{name}:{value}" for name, value in self.parameters],
            "together": [",".join(group) for group in self.together],
            "include": [status.value for status in self.include],
        }
        return tuple((name, text) for field, name in PUBLIC_NAMES.items() for text in texts[field])

    @cached_property
    def setting(self) -> RuleSetting:
        """The rule with a value for each contested point."""
        return _read_setting(self.rule, self.parameters)


@lru_cache(maxsize=_SETTINGS)
def _read_setting(rule: str, parameters: tuple[tuple[str, str], ...]) -> RuleSetting:
    return parse_rule(rule, dict(parameters))


def parse_day(text: str | None, option: str) -> datetime.date | None:
    """The last day that the text can mean; None for no text.  Raises UsageError BAD_DATE, which names the option."""
    if text is None or not text.strip():
        return None
    try:
        return last_day(text.strip())
    except RecordError as error:
        raise UsageError("BAD_DATE", f"{text[:40]!r}, given as [[{option}]], is not a date", "write YYYY, YYYY-MM or YYYY-MM-DD") from error


def _parse_statuses(texts: Iterable[str]) -> tuple[Status, ...]:
    words = [word.strip() for text in texts for word in text.split(",") if word.strip()]
    for word in words:
        if word not in [s.value for s in INCLUDABLE]:
            valid = ", ".join(s.value for s in INCLUDABLE)
            raise UsageError("BAD_INCLUDE", f"{word!r} is nothing that [[include]] takes", f"use one of: {valid}")
    return tuple(s for s in INCLUDABLE if s.value in words)


def _parse_parameters(texts: Iterable[str]) -> tuple[tuple[str, str], ...]:
    values: dict[str, str] = {}
    for text in texts:
        name, equals, value = text.replace(":", "=", 1).partition("=")
        name, value = name.strip(), value.strip()
        if not equals or not name or not value:
            raise UsageError(
                "BAD_PARAMETER",
                f"{text[:60]!r}, given as [[set]], sets no parameter of a rule",
                "write name=value; see: [[ownership rules | /v1/rules]]",
            )
        if values.get(name, value) != value:
            raise UsageError("BAD_PARAMETER", f"the parameter {name[:60]!r} is set to {values[name]!r} and to {value!r}", "set it once")
        values[name] = value
    return tuple(sorted(values.items()))


def _parse_group(text: str) -> tuple[str, ...]:
    members = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    if len(members) < 2:
        raise UsageError(
            "BAD_GROUP",
            f"{text[:100]!r} names no two parties that act together",
            "write two or more ids or names with commas between; a name that holds a comma goes by its id",
        )
    return members
