"""Many companies at once: a stream of answers, one a party; and everything in the data, in short."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from graph.algorithms.kernels import LARGE
from graph.answers import BriefAnswer, BriefController, ControllersAnswer, UnansweredParty
from graph.control import Controller
from graph.control.batch import Labels, Link, Verdict, all_companies, label_all
from graph.generation.generation import Generation
from graph.network.snapshot import snapshot
from graph.network.stake import Step
from graph.network.stake_table import gather
from graph.queries.context import Asking
from graph.queries.controllers import controllers
from graph.queries.options import Options
from graph.queries.parties import find_party, unanswered
from graph.queries.references import certainty
from graph.queries.verdict import Decided, Found, decide
from graph.rules.table import DEFAULT
from ontology.errors import NoMatch, SeveralMatches

_FRESH = 2_000
"""Companies after which the view is made anew, so that memory does not grow with the length of a batch."""


def batch(generation: Generation, options: Options, parties: Iterable[str]) -> Iterator[ControllersAnswer | UnansweredParty]:
    """The full answer for each party as written, in their order; one that is not found gets its error in its place."""
    asking = Asking.of(generation, options)
    for count, text in enumerate(parties, 1):
        if count % _FRESH == 0:
            asking = Asking.of(generation, options)
        try:
            yield controllers(asking, find_party(generation, text))
        except (NoMatch, SeveralMatches) as error:
            yield unanswered(text, error)


def batch_all(generation: Generation, options: Options) -> Iterator[BriefAnswer]:
    """Every company that anybody holds something in, by number, with who meets the rule for it.

    Majority control as it stands is read from one pass over the whole network; every other question is asked company by company.
    """
    asking = Asking.of(generation, options)
    if is_plain(asking):
        yield from _in_one_pass(asking)
        return
    starts = generation.interests.subject_start
    held = (number for number in range(generation.interests.parties) if starts[number] < starts[number + 1])
    for count, company in enumerate(held, 1):
        if count % _FRESH == 0:
            asking = Asking.of(generation, options)
        yield _brief(asking, company, decide(asking, company))


def _in_one_pass(asking: Asking) -> Iterator[BriefAnswer]:
    options, generation = asking.options, asking.generation
    found = label_all(snapshot(generation.interests, options.as_of, options.known_at, options.include))
    starts = generation.interests.subject_start
    held = [number for number in range(generation.interests.parties) if starts[number] < starts[number + 1]]
    links: dict[int, str] = {}
    for count, verdict in enumerate(all_companies(found.columns, labels=found, companies=held), 1):
        if count % _FRESH == 0:
            asking = Asking.of(generation, options)
        yield _labelled(asking, verdict, found, links)


def _labelled(asking: Asking, verdict: Verdict, found: Labels, known: dict[int, str]) -> BriefAnswer:
    """The answer of the pass; where its chain is joint, goes round a ring or is not exact, the chain is derived as for one company.

    ``known``: company -> the statement of the link that leads to it, filled as they are met: a company has one such link.
    """
    company, controllers = verdict.company, verdict.controllers
    subject = asking.party(company)
    if not controllers:
        return BriefAnswer(subject=subject.id, name=subject.name, verdict="not_shown", contested=False, controllers=())
    plain = len(controllers) == 1 and controllers[0].certain and not controllers[0].ring and found.exact(company)
    links = found.chain(company) if plain else ()
    if not links or any(link.joint for link in links):
        return _brief(asking, company, decide(asking, company))
    top = asking.party(controllers[0].party)
    chain = tuple(known.get(link.company) or known.setdefault(link.company, _statement(asking, link)) for link in links)
    brief = BriefController(id=top.id, name=top.name, certainty=certainty(True), chain=chain)
    return BriefAnswer(subject=subject.id, name=subject.name, verdict="certain", contested=False, controllers=(brief,))


def _statement(asking: Asking, link: Link) -> str:
    stake = next(s for s in asking.view.stakes(link.company) if s.holder == link.holder)
    return asking.statement_of(Step(link.company, stake))


def _brief(asking: Asking, company: int, decided: Decided) -> BriefAnswer:
    subject = asking.party(company)
    return BriefAnswer(
        subject=subject.id,
        name=subject.name,
        verdict=decided.verdict,
        contested=decided.contested,
        controllers=tuple(_controller(asking, found) for found in decided.found),
    )


def _controller(asking: Asking, found: Found) -> BriefController:
    party = asking.party(found.party)
    return BriefController(
        id=party.id,
        name=party.name,
        certainty=certainty(found.certain),
        ring=tuple(p.id for p in asking.parties(found.ring)),
        chain=tuple(asking.statement_of(step) for step in found.chain()),
    )


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
    verdicts = list(all_companies(columns, companies=[gathered.number[company] for company in companies]))
    return [_numbered(verdict, gathered.parties) for verdict in verdicts], bool(cut) or any(v.truncated for v in verdicts)


def _numbered(verdict: Verdict, parties: Sequence[int]) -> tuple[Controller, ...]:
    """Controllers by their numbers in the network."""
    company = parties[verdict.company]
    return tuple(sorted((_by_network_number(c, company, parties) for c in verdict.controllers), key=lambda c: (not c.certain, c.party)))


def _by_network_number(found: Controller, company: int, parties: Sequence[int]) -> Controller:
    ring = tuple(sorted(parties[p] for p in found.ring))
    return Controller(min(p for p in ring if p != company) if ring else parties[found.party], found.certain, ring)


def same(one: Iterable[Controller | Found], other: Iterable[Controller | Found]) -> bool:
    """Whether two findings name the same, whoever of a ring stands for it."""
    first, second = ({(f.ring or (f.party,), f.certain, f.group) for f in found} for found in (one, other))
    return first == second
