"""The answers about all companies as rows: a company with one who meets the rule for it, or with nobody where these sources show nobody.

Owns the columns, which are those of every table of answers.  Shares are decimals in percent; a flag says of each bound whether it is left
out.  The same question of the same content gives the same rows in the same order: by the IRI of the company, those who surely meet the
rule first.
"""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

import msgspec

from graph.answers.common import Range
from graph.exports.answers.citations import Citations
from graph.generation.generation import Generation
from graph.generation.party_table import PartySummary
from graph.queries.all_answers import CompanyVerdict, NamedHolder, all_answers
from graph.queries.options import Options
from graph.rules.subgraph import STATES

_BATCH: Final = 2_000
"""Companies whose parties are read together."""


@dataclass(frozen=True, slots=True)
class AnswersRequest:
    """What is asked of a generation for all its companies."""

    generation: Generation
    options: Options


class HolderRow(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One who meets the rule for a company; the fields of ControllerAnswer, flat."""

    controller: str | None = None
    controller_name: str | None = None
    controller_kind: str | None = None
    controller_jurisdiction: str | None = None
    certainty: str | None = None
    ultimate: bool | None = None
    basis: str | None = None
    ring: tuple[str, ...] = ()
    acting_together: tuple[str, ...] = ()
    votes_min: str | None = None
    votes_max: str | None = None
    votes_min_open: bool | None = None
    votes_max_open: bool | None = None
    votes_assumed: bool | None = None
    economic_min: str | None = None
    economic_max: str | None = None
    economic_min_open: bool | None = None
    economic_max_open: bool | None = None
    chain_length: int | None = None
    chain: tuple[str, ...] = ()


class CompanyRow(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A company with its verdict.  ``state_control``: the verdict on whether a state or a body of one is among those who meet the rule."""

    company: str
    company_name: str
    company_kind: str
    company_jurisdiction: str | None
    verdict: str
    contested: bool
    truncated: bool
    state_control: str
    holders: tuple[HolderRow, ...]


class QuestionRow(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What was asked, of which content; the same in every row.  ``rule_set``: the contested points that are set otherwise."""

    rule: str
    rule_version: int
    rule_set: str | None
    rule_standing: str
    as_of: datetime.date
    known_at: datetime.date | None
    include: str | None
    content_version: str


NOBODY: Final = HolderRow()
"""Beside a company of which these sources show nobody."""

COLUMNS: Final = {
    **dict.fromkeys(("company", "company_name", "company_kind", "company_jurisdiction", "verdict"), "VARCHAR"),
    **dict.fromkeys(("contested", "truncated"), "BOOLEAN"),
    **dict.fromkeys(
        ("state_control", "controller", "controller_name", "controller_kind", "controller_jurisdiction", "certainty"), "VARCHAR"
    ),
    "ultimate": "BOOLEAN",
    "basis": "VARCHAR",
    **dict.fromkeys(("ring", "acting_together"), "VARCHAR[]"),
    **dict.fromkeys(("votes_min", "votes_max"), "DECIMAL(12, 9)"),
    **dict.fromkeys(("votes_min_open", "votes_max_open", "votes_assumed"), "BOOLEAN"),
    **dict.fromkeys(("economic_min", "economic_max"), "DECIMAL(12, 9)"),
    **dict.fromkeys(("economic_min_open", "economic_max_open"), "BOOLEAN"),
    "chain_length": "INTEGER",
    "chain": "VARCHAR[]",
    "rule": "VARCHAR",
    "rule_version": "INTEGER",
    **dict.fromkeys(("rule_set", "rule_standing"), "VARCHAR"),
    **dict.fromkeys(("as_of", "known_at"), "DATE"),
    "include": "VARCHAR",
    "content_version": "VARCHAR",
}
"""Every column of a table of answers with its DuckDB type: the fields of a company, of a holder, of the question."""


def describe_question(request: AnswersRequest) -> QuestionRow:
    """Return the question as every row repeats it."""
    options = request.options
    rule, values = options.setting.rule, options.setting.values
    changed = [f"{p.name}={values[p.name]}" for p in rule.parameters if values[p.name] != p.default]
    return QuestionRow(
        rule=rule.id,
        rule_version=rule.version,
        rule_set=" ".join(changed) or None,
        rule_standing=rule.standing_on(options.as_of).value,
        as_of=options.as_of,
        known_at=options.known_at,
        include=" ".join(status.value for status in options.include) or None,
        content_version=request.generation.content_version,
    )


def list_companies(request: AnswersRequest) -> Iterator[CompanyRow]:
    """List every company in which somebody holds something, by its IRI, with all who meet the rule for it."""
    generation = request.generation
    with tempfile.TemporaryDirectory() as scratch:
        citations = Citations(generation, Path(scratch))
        verdicts = all_answers(generation, request.options)
        while batch := list(islice(verdicts, _BATCH)):
            parties = _read_parties(generation, batch)
            for verdict in batch:
                yield _make_company(verdict, parties, citations)


def _read_parties(generation: Generation, verdicts: Sequence[CompanyVerdict]) -> dict[int, PartySummary]:
    numbers = {party for v in verdicts for h in v.holders for party in (h.party, *h.ring, *h.group)} | {v.company for v in verdicts}
    ordered = sorted(numbers)
    return dict(zip(ordered, generation.party_summaries(ordered), strict=True))


def _make_company(verdict: CompanyVerdict, parties: dict[int, PartySummary], citations: Citations) -> CompanyRow:
    company = parties[verdict.company]
    return CompanyRow(
        company=company.id,
        company_name=company.name,
        company_kind=company.kind.value,
        company_jurisdiction=company.jurisdiction,
        verdict=verdict.outcome,
        contested=verdict.contested,
        truncated=verdict.truncated,
        state_control=_find_state_control(verdict.holders, parties),
        holders=tuple(_make_holder(holder, parties, citations) for holder in verdict.holders),
    )


def _find_state_control(holders: Iterable[NamedHolder], parties: dict[int, PartySummary]) -> str:
    public = [h.certain for h in holders if any(parties[party].kind in STATES for party in (h.party, *h.ring, *h.group))]
    return "not_shown" if not public else "certain" if any(public) else "possible"


def _make_holder(holder: NamedHolder, parties: dict[int, PartySummary], citations: Citations) -> HolderRow:
    party, votes, economic = parties[holder.party], holder.votes, holder.economic
    return HolderRow(
        controller=party.id,
        controller_name=party.name,
        controller_kind=party.kind.value,
        controller_jurisdiction=party.jurisdiction,
        certainty="certain" if holder.certain else "possible",
        ultimate=holder.ultimate,
        basis=holder.basis,
        ring=tuple(parties[member].id for member in holder.ring),
        acting_together=tuple(parties[member].id for member in holder.group),
        votes_min=_format_bound(votes.min),
        votes_max=_format_bound(votes.max),
        votes_min_open=_is_open(votes, "min"),
        votes_max_open=_is_open(votes, "max"),
        votes_assumed=votes.assumed,
        economic_min=_format_bound(economic.min),
        economic_max=_format_bound(economic.max),
        economic_min_open=_is_open(economic, "min"),
        economic_max_open=_is_open(economic, "max"),
        chain_length=holder.length,
        chain=tuple([citations.find(row) for row in holder.rows]),
    )


def _format_bound(percent: float | int) -> str:
    """Write a bound of an answer as a decimal, as it has at most nine decimals.

    >>> _format_bound(51), _format_bound(33.333333333), _format_bound(1e-9)
    ('51', '33.333333333', '0.000000001')
    """
    return str(percent) if isinstance(percent, int) else f"{percent:.9f}".rstrip("0").rstrip(".")


def _is_open(share: Range, end: str) -> bool:
    return (share.min_open if end == "min" else share.max_open) is True
