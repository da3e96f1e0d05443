"""Many companies at once: a stream of answers, one a party; and everything in the data, in short."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graph.answers import BriefAnswer, BriefController, ControllersAnswer, UnansweredParty
from graph.generation import Generation
from graph.questions.asking import Asking, certainty
from graph.questions.controllers import controllers
from graph.questions.deciding import Found, decide
from graph.questions.finding import find_party, unanswered
from graph.questions.options import Options
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


def everyone(generation: Generation, options: Options) -> Iterator[BriefAnswer]:
    """Every company that anybody holds something in, by number, with who meets the rule for it."""
    asking = Asking.of(generation, options)
    starts = generation.network.subject_start
    held = (number for number in range(generation.network.parties) if starts[number] < starts[number + 1])
    for count, company in enumerate(held, 1):
        if count % _FRESH == 0:
            asking = Asking.of(generation, options)
        yield _brief(asking, company)


def _brief(asking: Asking, company: int) -> BriefAnswer:
    decided = decide(asking, company)
    subject = asking.party(company)
    return BriefAnswer(
        subject=subject.id, name=subject.name, verdict=decided.verdict, contested=decided.contested,
        controllers=tuple(_controller(asking, found) for found in decided.found),
    )


def _controller(asking: Asking, found: Found) -> BriefController:
    party = asking.party(found.party)
    return BriefController(
        id=party.id, name=party.name, certainty=certainty(found.certain), ring=tuple(p.id for p in asking.parties(found.ring)),
        chain=tuple(asking.statement_of(step) for step in found.chain()),
    )
