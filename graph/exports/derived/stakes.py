"""Say in RDF who held what in whom from which day until which, so that a question about a day needs no rule of time.

The periods are those of the engine's stakes (graph/network/periods.py); whether a stake decides by itself is its decision too.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from pyoxigraph import Literal, NamedNode, Quad

from graph.control.criterion import MAJORITY
from graph.control.single import mark_single
from graph.exports.derived.frame import DATE, TYPE, DerivedGraph, make_node
from graph.generation.generation import Generation
from graph.generation.interest_table import STATUSES, UNNAMED
from graph.network.periods import HoldersPeriod, has_status, list_periods
from graph.network.stake import Holders, Interval, Presence, Stake
from graph.network.stake_table import gather
from ontology.rdf_fields import STAKE, StakeField
from ontology.shares import NANOPERCENT, format_exactly, format_percent
from ontology.statements import Status
from ontology.terms import XSD, digest

_AGREED: Final = STATUSES.index(Status.AGREED)
_AS_STATED: Final = frozenset[Status]()
_WITH_AGREED: Final = frozenset({Status.AGREED})
_DECIMAL, _BOOLEAN = NamedNode(f"{XSD}decimal"), NamedNode(f"{XSD}boolean")
_WORDS: Final = {Presence.POSSIBLE: Literal("possible"), Presence.CERTAIN: Literal("certain")}
_VOTES: Final = (
    (StakeField.VOTES_MIN, StakeField.VOTES_MIN_OPEN, StakeField.VOTES_MIN_FRACTION),
    (StakeField.VOTES_MAX, StakeField.VOTES_MAX_OPEN, StakeField.VOTES_MAX_FRACTION),
)
_CAPITAL: Final = (
    (StakeField.CAPITAL_MIN, StakeField.CAPITAL_MIN_OPEN, StakeField.CAPITAL_MIN_FRACTION),
    (StakeField.CAPITAL_MAX, StakeField.CAPITAL_MAX_OPEN, StakeField.CAPITAL_MAX_FRACTION),
)
"""Of the least and the most of a column: the percentage, whether it is excluded, and the fraction that it is exactly."""
_TRUE, _FALSE = (Literal(word, datatype=_BOOLEAN) for word in ("true", "false"))


class _Held(NamedTuple):
    """A stake, and whether its holder controls the company by it alone."""

    stake: Stake
    decides: Presence


class _Period(NamedTuple):
    """A stake over one time: from a day, None = since ever, until (and not on) another, None = as far as is known."""

    held: _Held
    start: datetime.date | None
    until: datetime.date | None


def make_quads(generation: Generation) -> Iterator[Quad]:
    """Make the graph ``stakes``."""
    graph = DerivedGraph(generation, "stakes")
    yield from graph.describe("Who held what in whom from which day until which")
    interests = generation.interests
    has_agreed = bool((interests.columns["status"] == _AGREED).any())
    for company in np.flatnonzero(np.diff(interests.subject_start)).tolist():
        readings: list[tuple[frozenset[Status], tuple[Literal, ...]]] = [(_AS_STATED, (_FALSE, _TRUE))]
        if has_agreed and has_status(interests, company, _AGREED):
            readings = [(_AS_STATED, (_FALSE,)), (_WITH_AGREED, (_TRUE,))]
        for include, answers in readings:
            for period in _list_stakes(company, list_periods(interests, company, include)):
                yield from _write_period(graph, company, period, answers)


def _list_stakes(company: int, periods: Iterator[HoldersPeriod]) -> Iterator[_Period]:
    """List the stakes of a company, each over the whole of its time, as they end."""
    since: dict[_Held, datetime.date | None] = {}
    for start, _, holders in periods:
        held = _decide(company, holders)
        ended = [each for each in since if each not in held]
        yield from (_Period(each, since.pop(each), start) for each in ended)
        for each in held:
            since.setdefault(each, start)
    yield from (_Period(each, start, None) for each, start in since.items())


def _decide(company: int, holders: Holders) -> dict[_Held, None]:
    """Say of each stake whether its holder controls the company by it alone."""
    if not holders.stakes:
        return {}
    table = gather({company: holders.stakes}, [company] if holders.complete else []).table
    certain, possible = (mark_single(table, MAJORITY, certain=certain).tolist() for certain in (True, False))
    return {_Held(stake, Presence(max(2 * c, p))): None for stake, c, p in zip(holders.stakes, certain, possible, strict=True)}


def _write_period(graph: DerivedGraph, company: int, period: _Period, readings: Iterable[Literal]) -> Iterator[Quad]:
    (stake, decides), start, until = period
    statements = dict.fromkeys(graph.generation.interest_of_row(row).id for row in stake.rows)
    party, holder = graph.party(company), None if stake.holder == UNNAMED else graph.party(stake.holder)
    key = (party.value, holder.value if holder else "", *statements, str(start), *(answer.value for answer in readings))
    node = NamedNode(f"{graph.node.value}#{digest(*key, size=20)}")

    def make_quad(field: StakeField, value: NamedNode | Literal) -> Quad:
        return graph.make_quad(node, field, value)

    yield graph.make_quad(node, TYPE, make_node(STAKE))
    yield make_quad(StakeField.SUBJECT, party)
    if holder is not None:
        yield make_quad(StakeField.HOLDER, holder)
    for field, day in ((StakeField.FROM, start), (StakeField.UNTIL, until)):
        if day is not None:
            yield make_quad(field, Literal(day.isoformat(), datatype=DATE))
    yield from (make_quad(StakeField.WITH_AGREED, answer) for answer in readings)
    for field, presence in ((StakeField.CERTAINTY, stake.presence), (StakeField.OTHER_MEANS, stake.control), (StakeField.DECIDES, decides)):
        if presence is not Presence.ABSENT:
            yield make_quad(field, _WORDS[presence])
    for ends, share in ((_VOTES, stake.votes), (_CAPITAL, stake.capital)):
        for fields, values in zip(ends, _write_share(share), strict=True):
            yield from (make_quad(field, value) for field, value in zip(fields, values, strict=True) if value is not None)
    if stake.votes_assumed:
        yield make_quad(StakeField.VOTES_ASSUMED, _TRUE)
    yield from (make_quad(StakeField.RESTS_ON, NamedNode(iri)) for iri in statements)
    for row in stake.against:
        yield make_quad(StakeField.DISPUTED_BY, NamedNode(graph.generation.interest_of_row(row).id))


@lru_cache(maxsize=10_000)
def _write_share(share: Interval | None) -> tuple[tuple[Literal | None, Literal | None, Literal | None], ...]:
    """Write of the least and of the most the percentage, whether it is excluded, and the fraction where no percentage says it; else None.

    The ends of a range are rounded outwards, as those of a stated share are, so that no query finds it narrower than it is.
    """
    if share is None:
        return (None, None, None), (None, None, None)
    is_range = share.min != share.max
    least = share.min - (share.min % NANOPERCENT if is_range else 0)
    most = share.max + (-share.max % NANOPERCENT if is_range else 0)
    return _write_end(least, share.min, is_open=share.min_open), _write_end(most, share.max, is_open=share.max_open)


def _write_end(rounded: int, exact: int, *, is_open: bool) -> tuple[Literal, Literal | None, Literal | None]:
    fraction = Literal(format_exactly(exact)) if exact % NANOPERCENT else None
    return Literal(format_percent(rounded), datatype=_DECIMAL), _TRUE if is_open else None, fraction
