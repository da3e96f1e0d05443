"""Who controls each company, or meets another rule for it, with the numbers of the answer, in one pass over all companies.

Companies of one pattern (patterns.py) have one answer: it is worked out for the first of them, and for the others told with their own
parties and statements.  Numbers in, numbers out; what becomes of them is graph/exports/answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np

from graph.answers.common import Range, VotesRange
from graph.generation.generation import Generation
from graph.network.stake import Step
from graph.queries.context import QueryContext, open_contexts
from graph.queries.controllers import find_economic_range
from graph.queries.figures import to_votes_range
from graph.queries.options import Options
from graph.queries.patterns import CitedRow, Pattern, Patterns
from graph.queries.verdict import Verdict, decide, find_ultimate, proof_of, votes_of
from graph.rules.model import Scope
from ontology.statements import Family

_REMEMBERED: Final = 50_000
"""Patterns whose answers are kept: some 100 MB."""


class NamedHolder(NamedTuple):
    """One who meets the rule for a company.

    ``ring``: all members that share its place; ``group``: all that act with it.  ``ultimate``: whether nobody is shown or may be above it;
    None for a rule that does not ask.  ``length``: links one after another from it down to the company.  ``rows``: of the network, that
    the links of its chain rest on first, top first.
    """

    party: int
    certain: bool
    ring: tuple[int, ...]
    group: tuple[int, ...]
    basis: str | None
    ultimate: bool | None
    votes: VotesRange
    economic: Range
    length: int
    rows: tuple[int, ...]


class CompanyVerdict(NamedTuple):
    """The answer about one company.  ``holders``: those who meet the rule, the certain ones first."""

    company: int
    outcome: str
    contested: bool
    truncated: bool
    holders: tuple[NamedHolder, ...]


class _Remembered(NamedTuple):
    """The answer about a pattern: parties are places in it, and so are the rows of each holder."""

    verdict: CompanyVerdict
    cited: tuple[tuple[CitedRow, ...], ...]


def all_answers(generation: Generation, options: Options) -> Iterator[CompanyVerdict]:
    """Answer for every company in which somebody holds something, by number."""
    companies = np.flatnonzero(np.diff(generation.interests.subject_start)).tolist()
    if not companies:
        return
    context = QueryContext.of(generation, options)
    # What acts together and what lies below a company are in no pattern.
    has_patterns = not context.groups and options.setting.scope is not Scope.BOTH
    patterns = Patterns(context) if has_patterns else None
    remembered: dict[tuple[int | bytes, ...], _Remembered] = {}
    for context, company in open_contexts(generation, options, companies):
        pattern = patterns.find(company) if patterns else None
        if patterns is None or pattern is None:
            yield find_answer(context, company)
        elif (known := remembered.get(pattern.key)) is not None:
            yield _recall(patterns, pattern, known, company)
        else:
            verdict = find_answer(context, company)
            if len(remembered) >= _REMEMBERED:
                remembered.clear()
            remembered[pattern.key] = _remember(patterns, pattern, verdict)
            yield verdict


def find_answer(context: QueryContext, company: int) -> CompanyVerdict:
    """Work out the answer about one company, as ``controllers`` gives it."""
    verdict = decide(context, company)
    ultimate = find_ultimate(context, verdict)
    capital = context.capital(verdict.ancestors) if verdict.holders else {}
    holders: list[NamedHolder] = []
    for holder in verdict.holders:
        steps, votes = proof_of(context, verdict, holder), votes_of(context, verdict, holder)
        is_assumed = votes.assumed or any(step.by is Family.VOTES and step.stake.votes_assumed for step in steps)
        holders.append(
            NamedHolder(
                party=holder.party,
                certain=holder.certain,
                ring=holder.ring,
                group=holder.group,
                basis=holder.basis.value if holder.basis else None,
                ultimate=None if ultimate is None else holder in ultimate,
                votes=to_votes_range(votes.votes, assumed=is_assumed, left=votes.left),
                economic=find_economic_range(context, verdict, holder, capital),
                length=_measure(context, verdict, steps),
                rows=tuple(context.references.find_cited_row(step) for step in steps),
            )
        )
    return CompanyVerdict(company, verdict.outcome, verdict.contested, verdict.truncated, tuple(holders))


def _measure(context: QueryContext, verdict: Verdict, steps: Sequence[Step]) -> int:
    """Count the links of a chain that follow one another down to the company: of several ways the longest.

    By a rule that links parties either way, all of them.
    """
    if context.options.setting.rule.is_link:
        return len(steps)
    length: dict[int, int] = {}
    for step in steps:
        length[step.company] = max(length.get(step.company, 0), length.get(step.stake.holder, 0) + 1)
    return length.get(verdict.company, len(steps))


def _remember(patterns: Patterns, pattern: Pattern, verdict: CompanyVerdict) -> _Remembered:
    """Say an answer in the places of its pattern."""
    place = {party: number for number, party in enumerate(pattern.parties)}.__getitem__
    cited = tuple(tuple(patterns.place_row(pattern, row) for row in holder.rows) for holder in verdict.holders)
    return _Remembered(_rename(verdict, place(verdict.company), place, [()] * len(cited)), cited)


def _recall(patterns: Patterns, pattern: Pattern, known: _Remembered, company: int) -> CompanyVerdict:
    """Say the answer about a pattern of one company that has it."""
    rows = [tuple([patterns.find_row(pattern, row) for row in cited]) for cited in known.cited]
    return _rename(known.verdict, company, pattern.parties.__getitem__, rows)


def _rename(verdict: CompanyVerdict, company: int, name: Callable[[int], int], rows: Sequence[tuple[int, ...]]) -> CompanyVerdict:
    holders = tuple(
        [
            holder._replace(party=name(holder.party), ring=tuple(map(name, holder.ring)), group=tuple(map(name, holder.group)), rows=cited)
            for holder, cited in zip(verdict.holders, rows, strict=True)
        ]
    )
    return verdict._replace(company=company, holders=holders)
