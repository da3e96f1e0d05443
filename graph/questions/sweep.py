"""Who meets the rule for many companies: in one pass over all that bears on them where that is the same, else one by one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graph.columns import gather
from graph.control import Controller
from graph.kernels import LARGE
from graph.labels import Verdict
from graph.labels import everyone as label_everyone
from graph.questions.asking import Asking
from graph.questions.deciding import Found, decide
from graph.rules.table import DEFAULT


def is_plain(asking: Asking) -> bool:
    """Whether the question is majority control as it stands, which a pass over many companies answers."""
    chosen = asking.options.chosen
    return chosen.rule.id == DEFAULT and not asking.groups and all(chosen[p.name] == p.default for p in chosen.rule.parameters)


def sweep(asking: Asking, companies: Sequence[int]) -> tuple[list[tuple[Controller | Found, ...]], bool]:
    """Who meets the rule for each company, in their order, and whether a limit cut the walk above them short."""
    if not is_plain(asking):
        decided = [decide(asking, company) for company in companies]
        return [d.found for d in decided], any(d.truncated for d in decided)
    above, cut = asking.above(companies)
    gathered = gather({company: asking.view.stakes(company) for company in above}, asking.complete(above))
    columns = gathered.columns.arrays() if gathered.columns.size >= LARGE else gathered.columns
    verdicts = list(label_everyone(columns, companies=[gathered.number[company] for company in companies]))
    return [_numbered(verdict, gathered.parties) for verdict in verdicts], bool(cut) or any(v.truncated for v in verdicts)


def _numbered(verdict: Verdict, parties: Sequence[int]) -> tuple[Controller, ...]:
    """Controllers by their numbers in the network."""
    company = parties[verdict.company]
    return tuple(sorted((_controller(c, company, parties) for c in verdict.controllers), key=lambda c: (not c.certain, c.party)))


def _controller(found: Controller, company: int, parties: Sequence[int]) -> Controller:
    ring = tuple(sorted(parties[p] for p in found.ring))
    return Controller(min(p for p in ring if p != company) if ring else parties[found.party], found.certain, ring)


def same(one: Iterable[Controller | Found], other: Iterable[Controller | Found]) -> bool:
    """Whether two findings name the same, whoever of a ring stands for it."""
    first, second = ({(f.ring or (f.party,), f.certain, f.group) for f in found} for found in (one, other))
    return first == second
