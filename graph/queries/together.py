"""Whose listing would bring a company under a rule only together: for rules that add the parts of listed parties."""

from __future__ import annotations

from typing import Final

import msgspec

from graph.answers.controllers import TogetherAnswer
from graph.generation.interest_table import UNNAMED
from graph.network.stake import sort_by_size
from graph.queries.context import QueryContext
from graph.queries.verdict import Verdict, prove
from graph.rules.evaluate import reach

_MOST: Final = 5
"""Holders that are taken together; of more, almost any would do, and none of them says much."""


def find_together(context: QueryContext, verdict: Verdict) -> TogetherAnswer | msgspec.UnsetType:
    """Find the fewest holders of a company who surely bring it under the rule if all of them are listed, where nobody surely does alone."""
    setting, company = context.options.setting, verdict.company
    if not (setting.rule.listed and setting.aggregates) or any(holder.certain for holder in verdict.findings):
        return msgspec.UNSET
    stakes = [s for s in context.view.stakes(company) if s.counts and s.capital and s.holder not in (UNNAMED, company)]
    holders = [s.holder for s in sorted(sort_by_size(stakes), key=lambda s: -s.capital.min if s.capital else 0)]
    for count in range(2, min(len(holders), _MOST) + 1):
        finding = reach(setting, verdict.subgraph, holders[:count]).get(company)
        if finding is not None and finding.certain:
            chain = tuple(context.references.link(step) for step in prove(context, holders[0], company, finding))
            return TogetherAnswer(parties=context.references.parties(holders[:count]), chain=chain)
    return msgspec.UNSET
