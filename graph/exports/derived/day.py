"""Say in RDF who holds what in whom on the day of the newest source, and who ultimately controls which company.

The links are the stakes of the engine and the answers those of its one pass over all companies: rival claims, versions, votes and identity
are settled there, and nothing is decided here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from graph.control.batch import BatchVerdict, Labels, all_companies, label_all
from graph.control.criterion import MAJORITY
from graph.control.single import mark_single
from graph.exports.derived.frame import DerivedGraph
from graph.generation.generation import Generation
from graph.generation.interest_table import STATUSES, UNNAMED
from graph.network.snapshot import snapshot
from graph.network.stake_table import CONTROL_CERTAIN, UNCERTAIN, StakeTable
from graph.rdf import triple_store
from graph.rdf.description import Description
from graph.rdf.triple_store import GraphLines
from graph.rules.table import DEFAULT, parse_rule
from ontology.rdf_fields import Shortcut, UltimateControl
from ontology.statements import Status

_BY_VOTES: Final = MAJORITY._replace(control=0)

_AGREED: Final = {
    Shortcut.HAS_INTEREST_IN: Shortcut.AGREED_INTEREST_IN,
    Shortcut.HAS_MAJORITY_OF: Shortcut.AGREED_MAJORITY_OF,
    Shortcut.CONTROLS_BY_OTHER_MEANS: Shortcut.AGREED_CONTROL_BY_OTHER_MEANS,
}

_LINES: Final = 10_000
"""Lines that are handed on at a time."""

_Numbers = npt.NDArray[Any]

Links = Iterator[tuple[Iterable[int], str, Iterable[int]]]
"""Holders, a property, the companies that it leads to."""


def write_lines(generation: Generation, description: Description) -> Iterator[GraphLines]:
    """Write the graphs ``links`` and ``controllers``, as of the day of the newest source, so that equal content gives equal graphs.

    The description counts their quads.
    """
    day = generation.content_day
    rule = parse_rule(DEFAULT, {}).rule
    links, controllers = DerivedGraph(generation, "links"), DerivedGraph(generation, "controllers")
    yield from triple_store.write_by_graph(description.note(links.describe(f"Who holds what in whom on {day}", as_of=day)))
    title = controllers.describe(f"Who ultimately controls whom on {day}", as_of=day, rule=(rule.id, rule.version))
    yield from triple_store.write_by_graph(description.note(title))
    interests = generation.interests
    # The statuses in effect, and where there are agreed deals, how it would be if they were done.
    has_agreed = (interests.columns["status"] == STATUSES.index(Status.AGREED)).any()
    passes = [label_all(snapshot(interests, day, include=include)) for include in ([], [Status.AGREED])[: 1 + int(has_agreed)]]
    companies = np.flatnonzero(np.diff(interests.subject_start)).tolist()
    for graph, facts in ((links, _list_links(passes)), (controllers, _list_controllers(passes, companies))):
        counts = Counter[str]()
        texts = _write_facts(graph, facts, counts)
        while batch := list(islice(texts, _LINES)):
            yield graph.node.value, "\n".join(batch)
        for property_, count in counts.items():
            description.add(graph.node.value, property_, None, count)


def _write_facts(graph: DerivedGraph, facts: Links, counts: Counter[str]) -> Iterator[str]:
    """Write a line of each fact; counted is how many have which property."""
    party, end = graph.party, f" {graph.node} ."
    for holders, property_, subjects in facts:
        for holder, subject in zip(holders, subjects, strict=True):
            counts[property_] += 1
            yield f"{party(holder)} <{property_}> {party(subject)}{end}"


def _list_links(passes: Sequence[Labels]) -> Links:
    """List the links of the day, then those that only agreed deals would make."""
    stated = _link_stakes(passes[0].table)
    for property_, (holders, subjects) in stated.items():
        yield holders.tolist(), property_, subjects.tolist()
    for labels in passes[1:]:
        parties = len(labels.table.indptr)
        for property_, pairs in _link_stakes(labels.table).items():
            new, before = (holders.astype(np.int64) * parties + subjects for holders, subjects in (pairs, stated[property_]))
            holders, subjects = np.divmod(np.setdiff1d(new, before), parties)
            yield holders.tolist(), _AGREED[property_], subjects.tolist()


def _link_stakes(table: StakeTable) -> dict[Shortcut, tuple[_Numbers, _Numbers]]:
    """Return for each shortcut the holders and the companies that certain stakes link by it."""
    # A table without a stake has columns without a type.
    holder, company, flags = (np.asarray(column, np.int64) for column in (table.holder, table.company, table.flags))
    is_link = (holder != UNNAMED) & (holder != company) & (flags & UNCERTAIN == 0)
    marks = {
        Shortcut.HAS_INTEREST_IN: is_link,
        Shortcut.HAS_MAJORITY_OF: is_link & (mark_single(table, _BY_VOTES) > 0),
        Shortcut.CONTROLS_BY_OTHER_MEANS: is_link & (flags & CONTROL_CERTAIN > 0),
    }
    return {shortcut: (holder[chosen], company[chosen]) for shortcut, chosen in marks.items()}


def _list_controllers(passes: Sequence[Labels], companies: Sequence[int]) -> Links:
    """List who controls which company: certainly, possibly, and certainly if agreed deals were done; then who shares a ring."""
    rings: set[tuple[int, ...]] = set()
    verdicts = [all_companies(labels.table, labels=labels, companies=companies) for labels in passes]
    for stated, *others in zip(*verdicts, strict=True):
        agreed = others[0] if others else stated
        for property_, verdict, certain in (
            (UltimateControl.CERTAIN, stated, True),
            (UltimateControl.POSSIBLE, stated, False),
            (UltimateControl.WITH_AGREED, agreed, True),
        ):
            controllers = _list_members(verdict, certain=certain)
            yield controllers, property_, [verdict.company] * len(controllers)
        rings.update(controller.ring for controller in stated.controllers if controller.ring and controller.certain)
    for ring in sorted(rings):
        yield [a for a in ring for b in ring if a != b], UltimateControl.RING, [b for a in ring for b in ring if a != b]


def _list_members(verdict: BatchVerdict, *, certain: bool) -> list[int]:
    """List the controllers of a verdict that are certain, or possible; of a ring every member but the company."""
    members = {party for c in verdict.controllers if c.certain is certain for party in c.ring or (c.party,)}
    return sorted(members - {verdict.company})
