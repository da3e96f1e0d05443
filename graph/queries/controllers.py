"""Who ultimately controls X, or who meets another rule for X: the verdict as an answer."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

import msgspec
from msgspec.structs import replace

from graph import ownership
from graph.answers.candidates import PairAnswer
from graph.answers.common import Explored, LinkAnswer, Range
from graph.answers.controllers import (
    MOST_LARGEST,
    BlockerAnswer,
    ControllerAnswer,
    ControllerRef,
    ControllersAnswer,
    HolderAnswer,
    ResidualAnswer,
)
from graph.control.blocking import Blocker
from graph.generation.interest_table import UNNAMED
from graph.network.stake import Interval, Presence, Stake, Step, sort_by_size
from graph.queries import wording
from graph.queries.candidates import describe_candidate
from graph.queries.caveats import (
    find_conflicts,
    find_contradictions,
    find_dead_ends,
    find_inconsistencies,
    find_not_counted,
    find_open_deals,
    is_end,
)
from graph.queries.context import QueryContext
from graph.queries.excess import find_residual
from graph.queries.figures import fraction_to_percent, is_rounding, to_range, to_votes, to_votes_range
from graph.queries.identity import Identity, World, count_changing, try_candidates
from graph.queries.merged import name_as_stated
from graph.queries.namesakes import list_named, mark_namesakes
from graph.queries.open_ends import OpenEnds, find_chain_ends
from graph.queries.provenance import describe_chains
from graph.queries.references import References, to_certainty, to_rule_ref
from graph.queries.together import find_together
from graph.queries.verdict import (
    Holder,
    Verdict,
    decide,
    economic_share_of,
    find_alternatives,
    find_blockers,
    find_ultimate,
    find_unshown,
    grade_rows_behind,
    proof_of,
    votes_of,
)
from ontology.shares import WHOLE, to_percent
from ontology.statements import Family, Interest, Status

_HALF: Final = 50
"""Percent of the votes."""


def controllers(context: QueryContext, company: int, identity: Identity = Identity.STATED) -> ControllersAnswer:
    """Answer who ultimately controls a company (a party number), or who meets the rule of the query for it.

    ``identity``: whether parties that may be one are tried as one, too; nothing is certain by that.
    """
    return try_controllers(context, company, identity)[0]


def try_controllers(context: QueryContext, company: int, identity: Identity = Identity.STATED) -> tuple[ControllersAnswer, list[World]]:
    """Answer the same, and return the worlds in which candidates change the answer."""
    verdict = decide(context, company)
    answer, worlds = _answer_as_stated(context, verdict), try_candidates(context, verdict)
    if identity is Identity.CANDIDATES:
        return add_candidates(context, answer, verdict, worlds), worlds
    return (replace(answer, candidates=count_changing(worlds)) if worlds else answer), worlds


def _answer_as_stated(context: QueryContext, verdict: Verdict) -> ControllersAnswer:
    """Answer by what the sources state, that two records are one party among it."""
    company = verdict.company
    references = context.references
    proofs = [proof_of(context, verdict, holder) for holder in verdict.holders]
    capital = context.capital(verdict.ancestors) if proofs else {}
    ultimate, alternatives = find_ultimate(context, verdict), find_alternatives(context, verdict)
    named = tuple(
        _controller(context, verdict, to_controller_ref(references, holder, ultimate, alternatives), holder, proof, capital)
        for holder, proof in zip(verdict.holders, proofs, strict=True)
    )
    treasury = _treasury(context, company)
    largest = () if named else _largest_holders(references, company, context.view.stakes(company), treasury)
    statements = [s for c in named for link in c.chain for s in link.statements]
    if not named:
        statements += references.statement_ids(s for s in context.view.stakes(company) if s.holder == UNNAMED and s.through)
    # A new party of a supposed change is no company of the data.
    steps = [step.company for proof in proofs for step in proof if step.company < context.generation.interests.parties]
    companies = list(dict.fromkeys([company, *steps]))
    own_shares = _find_treasury(context, companies, named)
    statements += [s for link in own_shares for s in link.statements]
    not_counted = _find_not_counted(context, verdict, companies, statements)
    stopped = find_dead_ends(context, verdict.ancestors, verdict.named, verdict.cut)
    statements += [s for holder in largest for s in holder.statements]
    statements += [s for holder in largest if holder.disputed for s in holder.disputed.statements]
    statements += [s for link in not_counted for s in link.statements]
    together = find_together(context, verdict)
    statements += [s for link in (together.chain if together else ()) for s in link.statements]
    sources = references.sources(statements, (end.source for end in stopped if end.source))
    answer = ControllersAnswer(
        subject=references.party(company),
        rule=to_rule_ref(context.options),
        verdict=verdict.outcome,
        contested=verdict.contested,
        sentence="",
        controllers=named,
        largest_holders=largest,
        not_counted=not_counted,
        treasury=own_shares or msgspec.UNSET,
        residual=() if references.kind(company).is_never_owned else _residual(context, company),
        stopped=stopped,
        can_block=tuple(_blocker(references, *blocking) for blocking in find_blockers(context, verdict)),
        conflicts=find_conflicts(context, verdict.ancestors),
        inconsistencies=find_inconsistencies(context, verdict.ancestors, find_unshown(context, verdict)),
        explored=Explored(entities=len(verdict.ancestors), statements=len(grade_rows_behind(context, verdict))),
        truncated=verdict.truncated,
        sources=sources,
        provenance=describe_chains(context, company, (link for c in named for link in c.chain), sources),
        together=together,
        **context.header(),
    )
    marked = mark_namesakes(context, answer, list_named(answer))
    return wording.add_sentence(marked, is_marked=marked is not answer)


def _find_not_counted(context: QueryContext, verdict: Verdict, companies: Sequence[int], cited: Collection[str]) -> tuple[LinkAnswer, ...]:
    """Find what is stated and does not count on the day: of the company where nobody is shown, else of the chains and of those above all.

    Of who holds those above all everything is told where nobody holds them on the day.  ``companies``: those of the chains; ``cited``: the
    statements of the chains.
    """
    if not verdict.findings:
        return find_not_counted(context, verdict.company)
    # Of a party that is only supposed nothing is stated; most parties above all have no holder at all.
    interests = context.generation.interests
    stated = (p for p in verdict.named if p < interests.parties and p not in companies and len(interests.rows_by_subject(p)))
    tops = sorted(p for p in stated if not is_end(context.references.kind(p)))
    held, unheld = [top for top in tops if context.view.stakes(top)], [top for top in tops if not context.view.stakes(top)]
    links = find_open_deals(context, [*companies, *held], cited) + find_contradictions(context, companies, cited)
    return links + tuple(link for top in unheld for link in find_not_counted(context, top))


def to_controller_ref(
    references: References, holder: Holder, ultimate: frozenset[Holder] | None = None, alternatives: frozenset[Holder] = frozenset()
) -> ControllerRef:
    """Return a holder without its numbers and its chain.

    ``ultimate``: those above whom nobody is shown or may be, where that is asked.  ``alternatives``: those of whom at most one can control.
    """
    return ControllerRef(
        party=references.party(holder.party),
        certainty=to_certainty(holder.certain),
        ring=references.parties(holder.ring),
        group=references.parties(holder.group),
        ultimate=None if ultimate is None else holder in ultimate,
        alternative=holder in alternatives or msgspec.UNSET,
    )


def add_candidates(context: QueryContext, answer: ControllersAnswer, verdict: Verdict, worlds: Sequence[World]) -> ControllersAnswer:
    """Add to an answer who may control if candidates are right, and what they put in doubt."""
    candidates = {c: describe_candidate(context.generation, c) for world in worlds for c in world.candidates}
    named: list[ControllerAnswer] = []
    for holder, controller in zip(verdict.holders, answer.controllers, strict=True):
        doubts = [c for world in worlds if holder in world.doubted for c in world.candidates]
        if doubts:
            controller = replace(controller, certainty=to_certainty(False), unless_same=tuple(candidates[c] for c in dict.fromkeys(doubts)))
        if any(holder in world.below for world in worlds):
            controller = replace(controller, ultimate=False)
        named.append(controller)
    added: dict[frozenset[int], ControllerAnswer] = {}
    for world in worlds:
        if world.added:
            capital = world.context.capital(world.verdict.ancestors)
            ultimate = find_ultimate(world.context, world.verdict)
            for holder in world.added:
                ref = to_controller_ref(context.references, replace(holder, certain=False), None)
                ref = replace(ref, ultimate=None if ultimate is None else holder in ultimate)
                made = _controller(world.context, world.verdict, ref, holder, proof_of(world.context, world.verdict, holder), capital)
                added.setdefault(holder.members, _make_conditional(context, made, tuple(candidates[c] for c in world.candidates)))
    named.sort(key=lambda controller: controller.certainty != "certain")
    every = (*named, *added.values())
    statements = [s for c in added.values() for link in c.chain for s in link.statements]
    by_id = {source.id: source for source in (*answer.sources, *context.references.sources(statements))}
    sources = tuple(by_id[iri] for iri in sorted(by_id))
    outcome = "certain" if any(c.certainty == "certain" for c in named) else "possible" if every else answer.verdict
    asked = replace(
        answer,
        verdict=outcome,
        controllers=every,
        sources=sources,
        provenance=describe_chains(context, verdict.company, (link for c in every for link in c.chain), sources),
        identity=Identity.CANDIDATES.value,
        candidates=len(candidates) or msgspec.UNSET,
    )
    marked = mark_namesakes(context, asked, list_named(asked))
    return wording.add_conditions(marked, replace(answer, controllers=tuple(c for c in marked.controllers if not c.if_same)))


def _make_conditional(context: QueryContext, controller: ControllerAnswer, candidates: tuple[PairAnswer, ...]) -> ControllerAnswer:
    """Return a controller that is one only if candidates are right: possible at most, each link between the parties that are stated."""
    chain = tuple(name_as_stated(context, link) for link in controller.chain)
    votes, economic = replace(controller.votes, min=0, min_open=msgspec.UNSET), replace(controller.economic, min=0, min_open=msgspec.UNSET)
    return replace(controller, chain=chain, votes=votes, economic=economic, if_same=candidates)


def _controller(
    context: QueryContext, verdict: Verdict, ref: ControllerRef, holder: Holder, proof: Sequence[Step], capital: ownership.ShareTable
) -> ControllerAnswer:
    """Return a holder with its numbers.  ``proof``: the chain that proves it; ``capital``: of all above the company."""
    references = context.references
    votes = votes_of(context, verdict, holder)
    chain = tuple(references.link(step) for step in proof)
    return ControllerAnswer(
        party=ref.party,
        certainty=ref.certainty,
        ring=ref.ring,
        group=ref.group,
        votes=to_votes_range(
            votes.votes,
            assumed=votes.assumed or any(link.votes_assumed for link in chain),
            left=votes.left,
            treasury=_treasury(context, verdict.company),
        ),
        economic=find_economic_range(context, verdict, holder, capital),
        basis=holder.basis.value if holder.basis else None,
        ultimate=ref.ultimate,
        alternative=ref.alternative,
        chain=chain,
    )


def find_economic_range(context: QueryContext, verdict: Verdict, holder: Holder, capital: ownership.ShareTable) -> Range:
    """Find what of the company's money is a holder's, in percent.  ``capital``: of all above the company."""
    least, most = economic_share_of(context, verdict, holder, capital)
    is_one = not (holder.group or holder.ring)
    ends = find_chain_ends(verdict.company, holder.party, capital, (least, most)) if is_one else OpenEnds()
    return Range(
        min=fraction_to_percent(least),
        max=fraction_to_percent(most),
        min_open=ends.min_open or msgspec.UNSET,
        max_open=ends.max_open or msgspec.UNSET,
    )


def _blocker(references: References, blocker: Blocker, stakes: Sequence[Stake]) -> BlockerAnswer:
    statements = (references.statement(row) for stake in stakes for row in stake.rows)
    statuses = {s.status for s in statements if s.interest is Interest.VETO} if blocker.veto else set()
    return BlockerAnswer(
        party=references.party(blocker.party),
        group=references.parties(blocker.group),
        certainty=to_certainty(blocker.certain),
        by="veto" if blocker.veto else "half of the votes",
        statements=references.statement_ids(stakes),
        status=min(statuses).value if statuses and Status.IN_EFFECT not in statuses else msgspec.UNSET,
    )


def _treasury(context: QueryContext, company: int) -> Interval | None:
    """Return the votes that a company holds in itself, where these are not exercised: at least what the votes of others leave of them."""
    if not context.options.setting.control.treasury:
        return None
    stakes = context.view.stakes(company)
    own = next((stake.votes for stake in stakes if stake.holder == company), None)
    if own is None:
        return None
    left = max(0, WHOLE - sum(stake.votes.min for stake in stakes if stake.votes and stake.holder != company and not stake.is_indirect))
    return replace(own, min=left, min_open=False) if left < own.min else own


def _find_treasury(context: QueryContext, companies: Sequence[int], named: Sequence[ControllerAnswer]) -> tuple[LinkAnswer, ...]:
    """Find what companies of the chains hold of themselves, whose votes are not exercised, where half or less is held beside it."""
    setting, treasury = context.options.setting, list[LinkAnswer]()
    if not (setting.rule.ultimate and setting.control.treasury):
        return ()
    for company in companies:
        for own in context.view.stakes(company):
            if own.holder == company and own.votes and own.votes.max:
                party = context.references.party(company)
                held = [[link.share.min or 0 for link in controller.chain if link.subject.id == party.id] for controller in named]
                if any(shares and sum(shares) <= _HALF for shares in held):
                    by = None if own.votes_assumed or own.votes_left else Family.VOTES
                    treasury.append(context.references.link(Step(company, own, by)))
    return tuple(treasury)


def _largest_holders(references: References, company: int, stakes: Sequence[Stake], treasury: Interval | None) -> tuple[HolderAnswer, ...]:
    largest = sort_by_size([s for s in stakes if s.holder != UNNAMED and s.counts])[:MOST_LARGEST]
    return tuple(
        HolderAnswer(
            party=references.party(s.holder),
            interests=references.interests(s),
            direct=to_range(s.capital),
            votes=to_votes(s, treasury),
            certainty=to_certainty(s.presence is Presence.CERTAIN),
            statements=references.statement_ids([s]),
            disputed=_find_dispute(references, company, s) or msgspec.UNSET,
            sources=tuple(dict.fromkeys(references.statement(row).source for row in s.rows)),
        )
        for s in largest
    )


def _find_dispute(references: References, company: int, stake: Stake) -> LinkAnswer | None:
    """Return what a stake rests on with what disagrees with it or says it again; None where nothing does."""
    is_duplicated = any(references.statement(row).id in references.generation.duplicated_ids for row in stake.rows)
    if len(stake.rows) + len(stake.against) < 2 and not is_duplicated:
        return None
    link = references.link(Step(company, stake, Family.VOTES if stake.votes and not stake.votes_assumed else None))
    return link if link.disagrees or link.repeated or link.duplicated else None


def _residual(context: QueryContext, company: int) -> tuple[ResidualAnswer, ...]:
    """Return what of the company no source gives to a named holder."""
    rest = find_residual(context, company)
    if is_rounding(rest.max / WHOLE):
        return ()
    return (
        ResidualAnswer(
            subject=context.references.party(company).id,
            min=to_percent(rest.min),
            max=to_percent(rest.max),
            min_open=rest.min_open or msgspec.UNSET,
            max_open=rest.max_open or msgspec.UNSET,
        ),
    )
