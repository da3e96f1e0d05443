"""Say in RDF who held what in whom from which day until which, so that a question about a day needs no rule of time.

The periods are those of the engine's stakes (graph/network/periods.py); whether a stake decides by itself is its decision too.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Final, NamedTuple

from pyoxigraph import Literal, NamedNode

from graph.algorithms.kernels import is_worth_compiling
from graph.control.criterion import MAJORITY
from graph.control.single import mark_single
from graph.exports.derived.frame import DATE, TYPE, DerivedGraph, make_node
from graph.generation.generation import Generation
from graph.generation.interest_table import STATUSES, UNNAMED, InterestTable
from graph.generation.update_triples import Chosen
from graph.network.looks import list_looks
from graph.network.periods import HoldersPeriod, has_status, list_periods
from graph.network.stake import Holders, Interval, Presence, Stake
from graph.network.stake_table import gather
from graph.rdf import triple_store
from graph.rdf.description import Description
from graph.rdf.triple_store import GraphLines
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
_STAKE: Final = make_node(STAKE)
_SUBJECT, _HOLDER, _FROM, _UNTIL, _RESTS_ON, _DISPUTED_BY = (
    f"<{field}> "
    for field in (StakeField.SUBJECT, StakeField.HOLDER, StakeField.FROM, StakeField.UNTIL, StakeField.RESTS_ON, StakeField.DISPUTED_BY)
)
"""As they stand in N-Quads."""

_TRUE, _FALSE = (Literal(word, datatype=_BOOLEAN) for word in ("true", "false"))


_STAKES: Final = 1_000
"""Stakes that are handed on at a time."""
_MOST_LOOKS: Final = 50_000
"""Looks of companies of which is kept what they give."""


class _Held(NamedTuple):
    """A stake, and whether its holder controls the company by it alone."""

    stake: Stake
    decides: Presence


class _Period(NamedTuple):
    """A stake over one time: from a day, None = since ever, until (and not on) another, None = as far as is known."""

    held: _Held
    start: datetime.date | None
    until: datetime.date | None


class _Shape(NamedTuple):
    """A period as it is in all companies that look alike: days by their places among those of the company, rows by theirs among its rows.

    ``holder``: a row of the holder; None of one without a name.  ``facts``: what is said of it that names neither a party nor a day nor a
    statement, as N-Quads without subject and graph.  ``fields``: the properties by which anything is said of it but statements.
    """

    holder: int | None
    rows: tuple[int, ...]
    against: tuple[int, ...]
    start: int | None
    until: int | None
    readings: tuple[str, ...]
    facts: tuple[str, ...]
    fields: tuple[str, ...]


def write_lines(generation: Generation, description: Description, chosen: Chosen | None = None) -> Iterator[GraphLines]:
    """Write the graph ``stakes``, or those in some companies; the description counts its quads."""
    graph = DerivedGraph(generation, "stakes")
    title = graph.describe("Who held what in whom from which day until which")
    yield from triple_store.write_by_graph(description.note(title))
    counts = Counter[tuple[str, ...]]()
    texts = _write_stakes(graph, counts, chosen)
    while batch := list(islice(texts, _STAKES)):
        yield graph.node.value, "\n".join(batch)
    for fields, count in counts.items():
        for field in fields:
            description.add(graph.node.value, field, STAKE if field == TYPE else None, count)


def _write_stakes(graph: DerivedGraph, counts: Counter[tuple[str, ...]], chosen: Chosen | None) -> Iterator[str]:
    """Write the lines of each stake; counted is how many have which properties."""
    generation = graph.generation
    interests = generation.interests
    has_agreed = bool((interests.columns["status"] == _AGREED).any())
    known: dict[bytes, list[_Shape]] = {}
    for company, look, days in list_looks(interests):
        if chosen is not None and not chosen[company]:
            continue
        shapes = known.get(look) if look is not None else None
        if shapes is None:
            periods = list(_list_periods(interests, company, has_agreed=has_agreed))
            if look is None:
                days = sorted({day.toordinal() for _, period in periods for day in (period.start, period.until) if day is not None})
            shapes = [_make_shape(interests, company, days, answers, period) for answers, period in periods]
            if look is not None and len(known) < _MOST_LOOKS:
                known[look] = shapes
        for shape in shapes:
            yield _write_shape(graph, company, days, shape, counts)


def _list_periods(interests: InterestTable, company: int, *, has_agreed: bool) -> Iterator[tuple[tuple[Literal, ...], _Period]]:
    """List the stakes of a company over their times, each with whether agreed deals are taken as done (false, true)."""
    readings: list[tuple[frozenset[Status], tuple[Literal, ...]]] = [(_AS_STATED, (_FALSE, _TRUE))]
    if has_agreed and has_status(interests, company, _AGREED):
        readings = [(_AS_STATED, (_FALSE,)), (_WITH_AGREED, (_TRUE,))]
    for include, answers in readings:
        for period in _list_stakes(company, list_periods(interests, company, include)):
            yield answers, period


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
    if is_worth_compiling(table.size):
        table = table.arrays()
    certain, possible = (mark_single(table, MAJORITY, certain=certain).tolist() for certain in (True, False))
    return {_Held(stake, Presence(max(2 * c, p))): None for stake, c, p in zip(holders.stakes, certain, possible, strict=True)}


def _make_shape(interests: InterestTable, company: int, days: list[int], answers: tuple[Literal, ...], period: _Period) -> _Shape:
    (stake, decides), start, until = period
    own = interests.rows_by_subject(company)
    holders = interests.views["holder"]
    facts = [(TYPE, _STAKE), *_list_facts(stake, decides, answers)]
    ends = [(StakeField.HOLDER, stake.holder != UNNAMED), (StakeField.FROM, start is not None), (StakeField.UNTIL, until is not None)]
    return _Shape(
        None if stake.holder == UNNAMED else next(row - own.start for row in own if holders[row] == stake.holder),
        tuple(row - own.start for row in stake.rows),
        tuple(row - own.start for row in stake.against),
        None if start is None else days.index(start.toordinal()),
        None if until is None else days.index(until.toordinal()),
        tuple(answer.value for answer in answers),
        tuple(f"<{field}> {value}" for field, value in facts),
        tuple(map(str, (StakeField.SUBJECT, *(field for field, _ in facts), *(field for field, is_said in ends if is_said)))),
    )


def _list_facts(stake: Stake, decides: Presence, answers: tuple[Literal, ...]) -> Iterator[tuple[StakeField, Literal]]:
    yield from ((StakeField.WITH_AGREED, answer) for answer in answers)
    for field, presence in ((StakeField.CERTAINTY, stake.presence), (StakeField.OTHER_MEANS, stake.control), (StakeField.DECIDES, decides)):
        if presence is not Presence.ABSENT:
            yield field, _WORDS[presence]
    for ends, share in ((_VOTES, stake.votes), (_CAPITAL, stake.capital)):
        for fields, values in zip(ends, _write_share(share), strict=True):
            yield from ((field, value) for field, value in zip(fields, values, strict=True) if value is not None)
    if stake.votes_assumed:
        yield StakeField.VOTES_ASSUMED, _TRUE


def _write_shape(graph: DerivedGraph, company: int, days: list[int], shape: _Shape, counts: Counter[tuple[str, ...]]) -> str:
    interests, find_id = graph.generation.interests, graph.generation.id_of_row
    first = interests.rows_by_subject(company).start
    statements = dict.fromkeys([find_id(first + row) for row in shape.rows])
    disputing = {find_id(first + row) for row in shape.against}
    party = graph.party(company)
    holder = None if shape.holder is None else graph.party(interests.views["holder"][first + shape.holder])
    start, until = (None if day is None else _write_day(days[day]) for day in (shape.start, shape.until))
    # Of one without a start this is the word None.
    key = (party.value, holder.value if holder else "", *statements, start.value if start else "None", *shape.readings)
    said = [*shape.facts, f"{_SUBJECT}{party}"]
    if holder is not None:
        said.append(f"{_HOLDER}{holder}")
    if start is not None:
        said.append(f"{_FROM}{start}")
    if until is not None:
        said.append(f"{_UNTIL}{until}")
    said += [f"{_RESTS_ON}{NamedNode(iri)}" for iri in statements]
    said += [f"{_DISPUTED_BY}{NamedNode(iri)}" for iri in disputing]
    counts[shape.fields] += 1
    counts[StakeField.RESTS_ON.value,] += len(statements)
    if disputing:
        counts[StakeField.DISPUTED_BY.value,] += len(disputing)
    begin, end = f"<{graph.node.value}#{digest(*key, size=20)}> ", f" {graph.node} ."
    return begin + f"{end}\n{begin}".join(sorted(said)) + end


@lru_cache(maxsize=50_000)
def _write_day(day: int) -> Literal:
    return Literal(datetime.date.fromordinal(day).isoformat(), datatype=DATE)


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
