"""Find what of the property graph can differ between two generations, so that only that is made: the cost is that of the change.

Which statements differ is found in graph/neo4j/unequal.py.  What a node or relationship looks like depends on more than its own statement,
and all of that is followed here, by the tables of graph/neo4j/change_tables.py: who is one party with whom, whether votes in the company
are stated, the other versions of the record.  graph/neo4j/stream.py makes the items; a test holds them to those of the whole graph.
"""

from __future__ import annotations

import tempfile
from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Final, NamedTuple

import duckdb
import numpy as np

from graph.generation.generation import Generation
from graph.neo4j.change_tables import ChangeTables
from graph.neo4j.fields import name_unnamed
from graph.neo4j.property_graph import WholeReason
from graph.neo4j.unequal import Hashes, Positions, find_unequal, find_unequal_statements, list_moved
from graph.neo4j.versions import read_at
from graph.network.downstream import mark_below
from ontology.statements import EntityStatement, Family, IdentityStatement, InterestStatement, Statement

_SHARE: Final = 0.1
_FEWEST: Final = 1_000
_MOST: Final = 300_000
"""A change is followed up to this share of the statements, but always up to the fewest and never above the most, whose keys are in memory
at once; above it the whole graph is made."""


class Selection(NamedTuple):
    """Statements of a generation that bear on some parties and records, by position, and what these statements alone do not tell.

    ``parties``: canonical IRIs of those whose nodes are made where anybody names them; ``mentioned``: IRIs of those that interests name.
    ``voted``: IRIs of the companies in which votes are stated.
    """

    positions: Positions
    parties: list[str]
    mentioned: set[str]
    voted: set[str]


class Change(NamedTuple):
    """What can differ.

    ``selection``: of what it is made in the new generation, None = of nothing.  ``nodes`` and ``relationships``: keys of all that can
    differ, of the old graph too.  ``parties``: IRIs of those about whom the engine can find something else, as about all below them.
    """

    selection: Selection | None
    nodes: set[str]
    relationships: set[str]
    parties: set[str]


class _Differing(NamedTuple):
    """What statements say that one of the two generations has and the other has not.

    ``ids``: theirs.  ``named``: all IRIs that they name.  ``about``: those about whom they are.  ``voted``: companies in which they state
    votes.  ``records``: of interests, each with the source of its file.
    """

    ids: set[str]
    named: set[str]
    about: set[str]
    voted: set[str]
    records: set[tuple[str, str]]

    def add(self, statement: Statement, feed: str) -> None:
        """Add what a statement of a file names."""
        self.ids.add(statement.id)
        named = {iri for iri in _list_ends(statement) if iri is not None}
        self.named.update(named)
        if not isinstance(statement, InterestStatement):
            self.about.update(named)
            return
        if statement.subject is not None:
            self.about.add(statement.subject)
            if statement.interest.family is Family.VOTES:
                self.voted.add(statement.subject)
        if statement.record is not None:
            self.records.add((feed, statement.record))


def find_change(old: Generation, new: Generation) -> Change | WholeReason:
    """Find what can differ between the graphs of two generations, or why that is so much, or of such a kind, that the whole graph is to be
    compared."""
    with tempfile.TemporaryDirectory() as work:
        try:
            return _find_change(old, new, work)
        except duckdb.OutOfMemoryException:
            return WholeReason.MEMORY


def _find_change(old: Generation, new: Generation, work: str) -> Change | WholeReason:
    if _describe_sources(old, new) != _describe_sources(new, old):
        return WholeReason.SOURCES
    own = [{release.name: release.source for release in generation.manifest.releases} for generation in (old, new)]
    both = own[0].keys() & own[1].keys()
    changed = [{name: source for name, source in releases.items() if name not in both} for releases in own]
    replaced = set(changed[0].values()) & set(changed[1].values())
    if replaced & {own[1][name] for name in both}:
        return WholeReason.ORDER
    most = max(_FEWEST, min(int(_SHARE * new.manifest.statements), _MOST))
    unequal = find_unequal_statements(((old, changed[0]), (new, changed[1])))
    if sum(map(len, unequal)) > most:
        return WholeReason.MUCH
    differing = _Differing(set(), set(), set(), set(), set())
    for generation, positions in zip((old, new), unequal, strict=True):
        for position, statement in read_at(generation, positions.tolist()):
            differing.add(statement, generation.manifest.releases[generation.release_at(position)].source)
    feeds = {iri: number for number, iri in enumerate(sorted(old.sources.keys() | new.sources.keys()))}
    series: set[int] = set()
    if replaced:
        # Where a source only gets more releases, the statements of those before keep their places.
        sides = ((old, changed[0]), (new, own[1]))
        series.update(_find_unequal_series(*(_hash_series(generation, feeds, names, work, replaced) for generation, names in sides)))
    concerned = _list_concerned(old, new, differing)
    with ChangeTables(new, feeds, own[1], work) as tables:
        return _follow(old, tables, differing, concerned, series, most)


def _hash_series(
    generation: Generation, feeds: Mapping[str, int], names: Container[str], work: str, sources: Iterable[str]
) -> tuple[Hashes, Hashes]:
    """``ChangeTables.hash_series`` of tables that are gone afterwards: two generations are not laid out at once."""
    with ChangeTables(generation, feeds, names, work) as tables:
        return tables.hash_series(sources)


def find_reached(old: Generation, new: Generation, parties: Iterable[str]) -> tuple[list[int], set[str]]:
    """Find some parties and all below them in either generation: their numbers in the new one, and their canonical IRIs in both."""
    reached: set[str] = set()
    parties = list(parties)
    for generation in (old, new):
        numbers = [number for iri in parties if (number := generation.party_number(iri)) is not None]
        marked = np.flatnonzero(mark_below(generation.interests, np.array(numbers, np.int64)))
        reached.update(map(generation.party_iri, marked.tolist()))
        generation.release_pages()
    companies = sorted({number for iri in reached if (number := new.party_number(iri)) is not None})
    new.release_pages()
    return companies, reached


def _describe_sources(generation: Generation, other: Generation) -> list[tuple[object, ...]]:
    """Describe what of the sources that both have bears on all their statements."""
    both = sorted(generation.sources.keys() & other.sources.keys())
    return [(s.id, s.feed, s.delta, s.complete_register) for s in map(generation.sources.__getitem__, both)]


def _find_unequal_series(some: tuple[Hashes, Hashes], others: tuple[Hashes, Hashes]) -> Iterator[int]:
    """Find the series of which not the same is told; each side has them and, by place, a hash of what is told."""
    unequal = find_unequal(some[1], others[1])
    for series, told in (some, others):
        yield from series[np.isin(told, unequal)].tolist()


def _list_iris(generation: Generation, parties: Iterable[str]) -> set[str]:
    """List all IRIs of parties that are named by one of them."""
    iris = set(parties)
    for number in {number for iri in iris if (number := generation.party_number(iri)) is not None}:
        iris.update((generation.party_iri(number), *generation.aliases(number)))
    return iris


class _Concerned(NamedTuple):
    """Parties that differ.

    ``parties``: canonical IRIs in either generation; ``present``: those that are such in the new one, in order, and ``about`` all that name
    them there.  ``moved``: IRIs of those that are one with others than before.  ``voted``: companies in which other votes are stated.
    """

    parties: set[str]
    present: list[str]
    about: set[str]
    moved: set[str]
    voted: set[str]


def _list_concerned(old: Generation, new: Generation, differing: _Differing) -> _Concerned:
    moved = list_moved(old, new)
    parties: set[str] = set()
    for generation in (old, new):
        parties.update(map(generation.canonical_iri, differing.named | moved))
        generation.release_pages()
    present = [iri for iri in sorted(parties) if new.canonical_iri(iri) == iri]
    concerned = _Concerned(parties, present, _list_iris(new, present), moved, _list_iris(new, differing.voted | moved))
    new.release_pages()
    return concerned


def _follow(
    old: Generation, tables: ChangeTables, differing: _Differing, concerned: _Concerned, series: set[int], most: int
) -> Change | WholeReason:
    """Follow what differs to all that can look otherwise for it, or tell that that is too much.

    ``series``: hashes of records of interests of which the order of versions differs.
    """
    new = tables.generation
    chosen = {"about": concerned.about, "id": differing.ids, "moved": concerned.moved, "voted": concerned.voted}
    for name, texts in chosen.items():
        tables.choose(name, texts)
    tables.choose_series(differing.records, series)
    positions = tables.select()
    if len(positions) > most:
        return WholeReason.MUCH
    selected, subjects = tables.list_selected()
    ids, companies = differing.ids | selected, _list_iris(new, subjects)
    new.release_pages()
    return Change(
        Selection(positions, concerned.present, tables.list_mentioned(), tables.list_voted(companies)),
        nodes={*new.sources, *old.sources, *concerned.parties, *(name_unnamed(iri, side) for iri in ids for side in ("holder", "subject"))},
        relationships=ids,
        parties=differing.about | concerned.moved | subjects,
    )


def _list_ends(statement: Statement) -> tuple[str | None, ...]:
    match statement:
        case EntityStatement():
            return (statement.entity,)
        case IdentityStatement():
            return (statement.left, statement.right)
        case InterestStatement():
            return (statement.subject, statement.holder)
