"""Many companies at once: a stream of answers, one a party; and everything in the data, in short."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from graph.algorithms.kernels import LARGE
from graph.answers.batch import BriefAnswer, BriefController, UnansweredParty
from graph.answers.controllers import ControllersAnswer
from graph.control import Controller
from graph.control.batch import BatchVerdict, Labels, Link, all_companies, label_all
from graph.generation.generation import Generation
from graph.network.snapshot import snapshot
from graph.network.stake import Step
from graph.network.stake_table import gather
from graph.queries.context import QueryContext
from graph.queries.controllers import controllers
from graph.queries.options import Options
from graph.queries.parties import find_party, unanswered
from graph.queries.references import certainty
from graph.queries.verdict import RuleHolder, Verdict, decide
from graph.rules.table import DEFAULT
from ontology.errors import NoMatch, SeveralMatches

_FRESH = 2_000
"""Companies after which the view is made anew, so that memory does not grow with the length of a batch."""


def batch(generation: Generation, options: Options, parties: Iterable[str]) -> Iterator[ControllersAnswer | UnansweredParty]:
    """The full answer for each party as written, in their order; one that is not found gets its error in its place."""
    context = QueryContext.of(generation, options)
    for count, text in enumerate(parties, 1):
        if count % _FRESH == 0:
            context = QueryContext.of(generation, options)
        try:
            yield controllers(context, find_party(generation, text))
        except (NoMatch, SeveralMatches) as error:
            yield unanswered(text, error)


def batch_all(generation: Generation, options: Options) -> Iterator[BriefAnswer]:
    """Every company that anybody holds something in, by number, with who meets the rule for it.

    Majority control as it stands is read from one pass over the whole network; every other question is asked company by company.
    """
    context = QueryContext.of(generation, options)
    if is_plain(context):
        yield from _in_one_pass(context)
        return
    starts = generation.interests.subject_start
    held = (number for number in range(generation.interests.parties) if starts[number] < starts[number + 1])
    for count, company in enumerate(held, 1):
        if count % _FRESH == 0:
            context = QueryContext.of(generation, options)
        yield _brief(context, company, decide(context, company))


def _in_one_pass(context: QueryContext) -> Iterator[BriefAnswer]:
    options, generation = context.options, context.generation
    found = label_all(snapshot(generation.interests, options.as_of, options.known_at, options.include))
    starts = generation.interests.subject_start
    held = [number for number in range(generation.interests.parties) if starts[number] < starts[number + 1]]
    links: dict[int, str] = {}
    for count, verdict in enumerate(all_companies(found.table, labels=found, companies=held), 1):
        if count % _FRESH == 0:
            context = QueryContext.of(generation, options)
        yield _labelled(context, verdict, found, links)


def _labelled(context: QueryContext, verdict: BatchVerdict, found: Labels, known: dict[int, str]) -> BriefAnswer:
    """The answer of the pass; where its chain is joint, goes round a ring or is not exact, the chain is derived as for one company.

    ``known``: company -> the statement of the link that leads to it, filled as they are met: a company has one such link.
    """
    company, controllers = verdict.company, verdict.controllers
    subject = context.party(company)
    if not controllers:
        return BriefAnswer(subject=subject.id, name=subject.name, verdict="not_shown", contested=False, controllers=())
    plain = len(controllers) == 1 and controllers[0].certain and not controllers[0].ring and found.exact(company)
    links = found.chain(company) if plain else ()
    if not links or any(link.joint for link in links):
        return _brief(context, company, decide(context, company))
    top = context.party(controllers[0].party)
    chain = tuple(known.get(link.company) or known.setdefault(link.company, _statement(context, link)) for link in links)
    brief = BriefController(id=top.id, name=top.name, certainty=certainty(True), chain=chain)
    return BriefAnswer(subject=subject.id, name=subject.name, verdict="certain", contested=False, controllers=(brief,))


def _statement(context: QueryContext, link: Link) -> str:
    stake = next(s for s in context.view.stakes(link.company) if s.holder == link.holder)
    return context.statement_of(Step(link.company, stake))


def _brief(context: QueryContext, company: int, decided: Verdict) -> BriefAnswer:
    subject = context.party(company)
    return BriefAnswer(
        subject=subject.id,
        name=subject.name,
        verdict=decided.verdict,
        contested=decided.contested,
        controllers=tuple(_controller(context, found) for found in decided.found),
    )


def _controller(context: QueryContext, found: RuleHolder) -> BriefController:
    party = context.party(found.party)
    return BriefController(
        id=party.id,
        name=party.name,
        certainty=certainty(found.certain),
        ring=tuple(p.id for p in context.parties(found.ring)),
        chain=tuple(context.statement_of(step) for step in found.chain()),
    )


def is_plain(context: QueryContext) -> bool:
    """Whether the question is majority control as it stands, which a pass over many companies answers."""
    chosen = context.options.chosen
    return chosen.rule.id == DEFAULT and not context.groups and all(chosen[p.name] == p.default for p in chosen.rule.parameters)


def sweep(context: QueryContext, companies: Sequence[int]) -> tuple[list[tuple[Controller | RuleHolder, ...]], bool]:
    """Who meets the rule for each company, in their order, and whether a limit cut the walk above them short."""
    if not is_plain(context):
        decided = [decide(context, company) for company in companies]
        return [d.found for d in decided], any(d.truncated for d in decided)
    above, cut = context.ancestors(companies)
    gathered = gather({company: context.view.stakes(company) for company in above}, context.complete(above))
    columns = gathered.table.arrays() if gathered.table.size >= LARGE else gathered.table
    verdicts = list(all_companies(columns, companies=[gathered.number[company] for company in companies]))
    return [_numbered(verdict, gathered.parties) for verdict in verdicts], bool(cut) or any(v.truncated for v in verdicts)


def _numbered(verdict: BatchVerdict, parties: Sequence[int]) -> tuple[Controller, ...]:
    """Controllers by their numbers in the network."""
    company = parties[verdict.company]
    return tuple(sorted((_by_network_number(c, company, parties) for c in verdict.controllers), key=lambda c: (not c.certain, c.party)))


def _by_network_number(found: Controller, company: int, parties: Sequence[int]) -> Controller:
    ring = tuple(sorted(parties[p] for p in found.ring))
    return Controller(min(p for p in ring if p != company) if ring else parties[found.party], found.certain, ring)


def same(one: Iterable[Controller | RuleHolder], other: Iterable[Controller | RuleHolder]) -> bool:
    """Whether two findings name the same, whoever of a ring stands for it."""
    first, second = ({(f.ring or (f.party,), f.certain, f.group) for f in found} for found in (one, other))
    return first == second
