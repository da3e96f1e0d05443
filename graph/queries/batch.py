"""Many companies at once: a full answer for each party of a list, a short one for every company of the data, or just the holders.

Majority control with its defaults is read from one pass over all companies (graph/control/batch); any other query is decided company
by company.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from graph.algorithms.traversal import walk
from graph.answers.batch import BriefAnswer, BriefController, UnansweredParty
from graph.answers.controllers import ControllersAnswer
from graph.control import Controller
from graph.control.batch import BatchVerdict, Labels, all_companies, label_all
from graph.generation.generation import Generation
from graph.network.downstream import mark_below
from graph.network.snapshot import snapshot
from graph.network.stake import Step
from graph.network.stake_table import gather
from graph.queries.context import QueryContext, open_contexts
from graph.queries.controllers import controllers
from graph.queries.identity import Identity, count_changing, try_candidates
from graph.queries.options import Options
from graph.queries.parties import find_party, to_unanswered
from graph.queries.references import to_certainty, to_rule_ref
from graph.queries.tried_refs import list_added, list_refs, sum_up
from graph.queries.untold import list_placed_above, list_restated, may_be_below_untold
from graph.queries.verdict import Holder, Verdict, decide, find_ultimate, proof_of, votes_of
from ontology.errors import NoMatch, SeveralMatches
from ontology.shares import WHOLE
from ontology.statements import Family

_T = TypeVar("_T")
PASSED_MEANWHILE: Final = 20
"""How many parties, about, a pass over all gets through while one company is read for a pass over those above some."""
_MOST_ABOVE: Final = 50_000
"""Companies of which such a pass is made, with all above them: some 50 MB."""
_SHARED: Final = 50_000
"""How many links, and how many tops, a batch remembers: some 12 MB."""


def batch(
    generation: Generation, options: Options, parties: Iterable[str], identity: Identity = Identity.STATED
) -> Iterator[ControllersAnswer | UnansweredParty]:
    """Yield the full answer for each party as written, in their order; for one that is not found its error."""
    for context, text in open_contexts(generation, options, parties):
        try:
            yield controllers(context, find_party(generation, text), identity)
        except (NoMatch, SeveralMatches) as error:
            yield to_unanswered(text, error)


def batch_all(
    generation: Generation, options: Options, parties: Sequence[int] | None = None, identity: Identity = Identity.STATED
) -> Iterator[BriefAnswer]:
    """Yield every company in which somebody holds something, by number, with those who meet the rule for it; of these parties only, where
    a list is given.

    ``identity``: whether parties that may be one are tried as one, too, in the companies that one of them is above; nothing is certain by
    that.
    """
    is_held = np.diff(generation.interests.subject_start) > 0
    companies = [party for party in parties if is_held[party]] if parties is not None else np.flatnonzero(is_held).tolist()
    stated = _tell_stated(generation, options, companies)
    bears = mark_candidates(generation) if identity is Identity.CANDIDATES else None
    if bears is None:
        yield from stated
        return
    for context, (company, brief) in open_contexts(generation, options, zip(companies, stated, strict=True)):
        yield _try_brief(context, company, brief) if bears[company] else brief


def mark_candidates(generation: Generation) -> npt.NDArray[np.bool_] | None:
    """Mark, by number, the parties on which a candidate can bear: it, or one above it, may be another; None where nobody may."""
    known = generation.candidates
    if known is None or not len(known):
        return None
    return mark_below(generation.interests, known.parties.ravel().astype(np.int64))


def count_touched(generation: Generation) -> int:
    """Count the companies in which somebody holds something and on which a candidate can bear."""
    bears = mark_candidates(generation)
    return 0 if bears is None else int((bears & (np.diff(generation.interests.subject_start) > 0)).sum())


def _tell_stated(generation: Generation, options: Options, companies: Sequence[int]) -> Iterator[BriefAnswer]:
    """Tell each company by what the sources state, in their order."""
    if not companies:
        return
    if not is_answered_in_one_pass(QueryContext.of(generation, options)):
        for context, company in open_contexts(generation, options, companies):
            yield _to_brief(context, decide(context, company))
        return
    passed, memory = _run_pass(generation, options, companies), _PassMemory({}, {})
    for context, verdict in open_contexts(generation, options, passed.verdicts):
        yield _brief_of_pass(context, verdict, passed, memory)


def is_answered_in_one_pass(context: QueryContext) -> bool:
    """Whether the query is majority control with its defaults and nobody acting together, which a pass over many companies answers."""
    setting = context.options.setting
    return setting.rule.ultimate and setting.has_defaults and not context.groups


def decide_many(context: QueryContext, companies: Sequence[int]) -> tuple[list[tuple[Holder, ...]], bool]:
    """Decide who meets the rule for each of several companies, in their order; and whether a limit was reached."""
    if not is_answered_in_one_pass(context):
        verdicts = [decide(context, company) for company in companies]
        return [v.holders for v in verdicts], any(v.truncated for v in verdicts)
    ancestors, cut = context.ancestors(companies)
    passed = _pass_above(context, companies, ancestors)
    decided = list(passed.verdicts)
    return [_to_holders(one, passed.parties) for one in decided], bool(cut) or any(one.truncated for one in decided)


def decide_each(context: QueryContext, companies: Sequence[int]) -> Iterator[Decided]:
    """Decide each of any number of companies, in which somebody holds something, in their order."""
    generation, options = context.generation, context.options
    if not is_answered_in_one_pass(context):
        for renewed, company in open_contexts(generation, options, companies):
            verdict = decide(renewed, company)
            yield Decided(company, verdict.holders, verdict.truncated)
        return
    if not companies:
        return
    passed = _run_pass(generation, options, companies)
    for one in passed.verdicts:
        yield Decided(passed.parties[one.company], _to_holders(one, passed.parties), one.truncated)


class Decided(NamedTuple):
    """A company with those who meet the rule for it; ``truncated``: a limit left something out."""

    company: int
    holders: tuple[Holder, ...]
    truncated: bool


class _Pass(NamedTuple):
    """Companies decided together: what the pass left behind, and what its numbers of parties are in the network."""

    labels: Labels
    verdicts: Iterator[BatchVerdict]
    parties: Sequence[int]


def _run_pass(generation: Generation, options: Options, companies: Sequence[int]) -> _Pass:
    """Decide companies in one pass: over those above them where these are few among all, else over all.  Both say the same."""
    if len(companies) <= min(generation.interests.parties // PASSED_MEANWHILE, _MOST_ABOVE):
        context = QueryContext.of(generation, options)
        ancestors, cut = walk(companies, context.view.holders_above, _MOST_ABOVE, stop_when_cut=True)
        if not cut:
            return _pass_above(context, companies, ancestors)
    labels = label_all(snapshot(generation.interests, options.as_of, options.known_at, options.include))
    return _Pass(labels, all_companies(labels.table, labels=labels, companies=companies), range(generation.interests.parties))


def _pass_above(context: QueryContext, companies: Iterable[int], ancestors: Sequence[int]) -> _Pass:
    """Decide companies in a pass over ``ancestors``: themselves, and all above them."""
    local = gather({company: context.view.stakes(company) for company in ancestors}, context.complete(ancestors))
    labels = label_all(local.table)
    return _Pass(labels, all_companies(local.table, labels=labels, companies=[local.number[c] for c in companies]), local.parties)


class _PassLink(NamedTuple):
    """The statement of a link; ``assumed``: it decides by votes that are taken from shares; ``is_open``: it decides by control without a
    number in a company where votes are taken from shares, so that the votes of the controller may be, too; ``is_placed``: of somebody who
    controls the company it is not told through whom."""

    id: str
    assumed: bool
    is_open: bool
    is_placed: bool


class _PassMemory(NamedTuple):
    """What many answers share: of so many companies that its size does not grow with the length of a batch.

    ``links``: company -> the link that leads to it: a company has one such link.  ``ultimate``: top -> whether nobody is shown or may be
    above it.
    """

    links: dict[int, _PassLink]
    ultimate: dict[int, bool]

    def link(self, context: QueryContext, holder: int, company: int) -> _PassLink:
        if company not in self.links:
            _make_room(self.links)
            self.links[company] = _describe_link(context, holder, company)
        return self.links[company]

    def is_ultimate(self, context: QueryContext, top: int) -> bool:
        if top not in self.ultimate:
            _make_room(self.ultimate)
            self.ultimate[top] = not may_be_below_untold(context, top)
        return self.ultimate[top]


def _make_room(shared: dict[int, _T]) -> None:
    if len(shared) >= _SHARED:
        shared.clear()


def _brief_of_pass(context: QueryContext, verdict: BatchVerdict, passed: _Pass, memory: _PassMemory) -> BriefAnswer:
    """Return the answer of the pass; where its chain is joint, goes round a ring or is not exact, or a limit was reached, the
    company is decided by itself."""
    labels, parties = passed.labels, passed.parties
    company, controllers = parties[verdict.company], verdict.controllers
    if verdict.truncated:
        return _to_brief(context, decide(context, company))
    subject = context.references.party(company)
    if not controllers:
        return BriefAnswer(subject=subject.id, name=subject.name, verdict="not_shown", contested=False, controllers=())
    plain = len(controllers) == 1 and controllers[0].certain and not controllers[0].ring and labels.is_exact(verdict.company)
    links = labels.chain(verdict.company) if plain else ()
    if not links or any(link.joint for link in links):
        return _to_brief(context, decide(context, company))
    chain = [memory.link(context, parties[link.holder], parties[link.company]) for link in links]
    number = parties[controllers[0].party]
    is_placed = any(link.is_placed for link in chain) and not context.references.kind(number).is_never_owned
    if chain[-1].is_open or is_placed:
        return _to_brief(context, decide(context, company))
    top = context.references.party(number)
    brief = BriefController(
        id=top.id,
        name=top.name,
        certainty=to_certainty(True),
        assumed=any(link.assumed for link in chain),
        ultimate=memory.is_ultimate(context, number),
        chain=tuple(link.id for link in chain),
    )
    return BriefAnswer(subject=subject.id, name=subject.name, verdict="certain", contested=False, controllers=(brief,))


def _describe_link(context: QueryContext, holder: int, company: int) -> _PassLink:
    stakes = context.view.stakes(company)
    stake = next(s for s in stakes if s.holder == holder)
    by = Family.VOTES if stake.votes and 2 * stake.votes.min > WHOLE else Family.CONTROL if stake.control else Family.VOTES
    return _PassLink(
        id=context.references.link_id(Step(company, stake, by)),
        assumed=by is Family.VOTES and stake.votes_assumed,
        is_open=by is Family.CONTROL and any(s.votes_assumed for s in stakes),
        is_placed=bool(list_placed_above(context, [company])) or any(list_restated(context, [company])),
    )


def _to_brief(context: QueryContext, verdict: Verdict) -> BriefAnswer:
    subject = context.references.party(verdict.company)
    ultimate = find_ultimate(context, verdict)
    return BriefAnswer(
        subject=subject.id,
        name=subject.name,
        verdict=verdict.outcome,
        contested=verdict.contested,
        controllers=tuple(_to_brief_controller(context, verdict, holder, ultimate) for holder in verdict.holders),
        in_force=to_rule_ref(context.options).in_force,
        truncated=verdict.truncated,
    )


def _try_brief(context: QueryContext, company: int, brief: BriefAnswer) -> BriefAnswer:
    """Return the line of a company with what candidates change in it; as it is where they change nothing."""
    verdict = decide(context, company)
    worlds = try_candidates(context, verdict)
    if not worlds:
        return brief
    ultimate = find_ultimate(context, verdict)
    named = [_to_brief_controller(context, verdict, holder, ultimate) for holder in verdict.holders]
    for world, holder in list_added(worlds):
        highest = find_ultimate(world.context, world.verdict)
        named.append(_to_brief_controller(world.context, world.verdict, holder, highest))
    refs = {(ref.party.id, bool(ref.if_same)): ref for ref in list_refs(context, verdict, worlds)}
    added = len(named) - len(verdict.holders)
    marked = [
        replace(c, certainty=ref.certainty, ultimate=ref.ultimate, if_same=ref.if_same, unless_same=ref.unless_same)
        for place, c in enumerate(named)
        if (ref := refs[c.id, place >= len(named) - added])
    ]
    marked.sort(key=lambda controller: controller.certainty != "certain")
    return replace(
        brief,
        verdict=sum_up(tuple(refs.values())),
        contested=verdict.contested,
        controllers=tuple(marked),
        truncated=verdict.truncated,
        candidates=count_changing(worlds),
    )


def _to_brief_controller(context: QueryContext, verdict: Verdict, holder: Holder, ultimate: frozenset[Holder] | None) -> BriefController:
    references = context.references
    party = references.party(holder.party)
    steps = proof_of(context, verdict, holder)
    return BriefController(
        id=party.id,
        name=party.name,
        certainty=to_certainty(holder.certain),
        ring=tuple(p.id for p in references.parties(holder.ring)),
        assumed=any(s.by is Family.VOTES and s.stake.votes_assumed for s in steps) or votes_of(context, verdict, holder).assumed,
        ultimate=None if ultimate is None else holder in ultimate,
        chain=tuple(references.link_id(step) for step in steps),
    )


def _to_holders(verdict: BatchVerdict, parties: Sequence[int]) -> tuple[Holder, ...]:
    """Return the controllers of a pass over part of the network; ``parties``: its numbers in the network by those in the pass."""
    company = parties[verdict.company]
    return tuple(sorted((_to_holder(c, company, parties) for c in verdict.controllers), key=lambda h: (not h.certain, h.party)))


def _to_holder(controller: Controller, company: int, parties: Sequence[int]) -> Holder:
    ring = tuple(sorted(parties[p] for p in controller.ring))
    return Holder(min(p for p in ring if p != company) if ring else parties[controller.party], controller.certain, ring)
