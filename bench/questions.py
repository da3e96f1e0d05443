"""The questions that the scripts ask, in one place: each is a query of graph/queries with its answer as JSON, as a user gets it.

Owns what is asked; measures nothing.
"""

from __future__ import annotations

import datetime
from typing import Final

from bench.publish import party_iri
from graph.answers import encode
from graph.generation.generation import Generation
from graph.generation.interest_table import INTERESTS
from graph.network.as_of import AsOfView
from graph.queries import Options, QueryContext, controllers, owners, what_if
from graph.queries.verdict import Verdict, decide
from ontology.statements import Interest

RULE: Final = "ofac-50"
NEWCOMER: Final = "new:Newcomer"


def ask_controllers(generation: Generation, company: int, day: datetime.date) -> bytes:
    """Who ultimately controls the company on the day: verdict, sentence, chain, sources, what is not known."""
    return encode(controllers(QueryContext.of(generation, Options(day)), company))


def ask_rule(generation: Generation, company: int, day: datetime.date) -> bytes:
    """Who meets the 50 % rule for the company on the day."""
    return encode(controllers(QueryContext.of(generation, Options(day, rule=RULE)), company))


def ask_what_if(generation: Generation, company: int, day: datetime.date) -> bytes:
    """What changes if a newcomer buys what the named holders have of the company's first holder, or of the company itself."""
    context = QueryContext.of(generation, Options(day))
    bought = _first_held_holder(context.view, company)
    column = generation.interests.columns["interest"]
    changes = [(NEWCOMER, Interest.SHAREHOLDING, "20")]
    for stake in context.view.stakes(bought):
        if stake.holder >= 0:
            interests = dict.fromkeys(INTERESTS[int(column[row])] for row in stake.rows)
            changes += [(party_iri(stake.holder), interest, "0") for interest in interests]
    rows = [{"holder": holder, "subject": party_iri(bought), "interest": i.value, "share": share} for holder, i, share in changes]
    return encode(what_if(context, company, rows))


def ask_owners(generation: Generation, company: int, day: datetime.date) -> bytes:
    """Whose money is in the company on the day."""
    return encode(owners(QueryContext.of(generation, Options(day)), company))


def decide_control(generation: Generation, company: int, day: datetime.date) -> Verdict:
    """The verdict of ``ask_controllers`` without names, chain and sources: what the engine alone takes."""
    return decide(QueryContext.of(generation, Options(day)), company)


def _first_held_holder(view: AsOfView, company: int) -> int:
    holders = (s.holder for s in view.stakes(company) if s.holder >= 0 and s.holder != company)
    return next((holder for holder in holders if view.stakes(holder)), company)
