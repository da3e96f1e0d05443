"""The product's functions as the scripts call them, in one place: what is measured is what its questions use."""

from __future__ import annotations

import datetime
from typing import Final

import numpy as np
import numpy.typing as npt

from graph.control import Ultimate, ultimate
from graph.control.batch import Labels
from graph.control.batch.classify import UNSURE
from graph.generation.interest_table import InterestTable
from graph.network.as_of import AsOfView
from graph.network.stake import Holders, Interval, Stake
from graph.rules.evaluate import holders
from graph.rules.finding import Finding
from graph.rules.subgraph import Subgraph
from graph.rules.table import parse_rule
from ontology.shares import PERCENT

RULE: Final = parse_rule("ofac-50")
MAJOR: Final = Interval(60 * PERCENT, 60 * PERCENT)
MINOR: Final = Interval(40 * PERCENT, 40 * PERCENT)


def subgraph(view: AsOfView, company: int) -> Subgraph:
    """The stakes in a company and in everyone above it."""
    above = view.ancestors([company])
    return Subgraph({party: view.stakes(party) for party in above}, frozenset(p for p in above if view.holders(p).complete))


def ask(network: InterestTable, company: int, day: datetime.date) -> Ultimate:
    """Who ultimately controls the company on the day."""
    found = subgraph(AsOfView(network, day), company)
    return ultimate(company, found.stakes, found.complete)


def ask_rule(network: InterestTable, company: int, day: datetime.date) -> list[Finding]:
    """Who meets the 50 % rule for the company on the day."""
    return holders(RULE, subgraph(AsOfView(network, day), company), company)


def ask_what_if(network: InterestTable, company: int, day: datetime.date) -> Ultimate:
    """The same after a change: a newcomer buys 60 % of the company's first holder, or of the company where that has none."""
    view = AsOfView(network, day)
    first = next((s.holder for s in view.stakes(company) if s.holder >= 0 and s.holder != company and view.stakes(s.holder)), company)
    rest = next((s.holder for s in view.stakes(first) if s.holder >= 0), network.parties + 1)
    changed = Holders((Stake(network.parties, MAJOR, MAJOR), Stake(rest, MINOR, MINOR)))
    found = subgraph(AsOfView(network, day, overlay={first: changed}), company)
    return ultimate(company, found.stakes, found.complete)


def exactly(found: Labels) -> npt.NDArray[np.bool_]:
    """Per party: whether the label is the whole answer."""
    covered: npt.NDArray[np.bool_] = (np.asarray(found.state) & UNSURE) == 0
    return covered


def chain(found: Labels, company: int) -> list[int]:
    """The parties above the company on its chain, from the top down."""
    return [link.holder for link in found.chain(company)]
