"""Project statements, or a whole generation, as one property graph in memory.

Owns the order of nodes and relationships.  What each of them looks like is in graph/neo4j/model.py; graph/neo4j/stream.py gives the same
graph piece by piece.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from graph.generation.generation import Generation
from graph.neo4j.model import (
    make_entity_node,
    make_interest_relationships,
    make_judgement_relationship,
    make_source_node,
    make_unnamed_nodes,
)
from graph.neo4j.property_graph import Projection
from graph.neo4j.validity import SeriesIndex
from ontology.series import number_files
from ontology.statements import EntityStatement, IdentityStatement, InterestStatement, Source, Statement


def project_generation(generation: Generation, source: str | None = None) -> Projection:
    """Project a generation, or what one source says in it.  ``source``: its IRI."""
    releases = ((s for s in release if generation.is_within(s.source, source)) for release in generation.releases)
    sources = [x for x in generation.sources.values() if generation.is_within(x.id, source)]

    def find_name(iri: str) -> str | None:
        number = generation.party_number(iri)
        return None if number is None else generation.party_summary(number).name

    return project(sources, releases, generation.canonical_iri, find_name)


def project(
    sources: Iterable[Source],
    releases: Iterable[Iterable[Statement]],
    canonical: Callable[[str], str] = str,
    find_name: Callable[[str], str | None] = lambda _: None,
    *,
    complete: bool = True,
    scope: frozenset[str] | None = None,
) -> Projection:
    """Project the statements of these releases, which come in the order of loading.

    ``canonical`` gives a party's canonical IRI, ``find_name`` what a party is called.  Claims that nobody accepted are left out.  For
    ``complete`` and ``scope`` see Projection.  Nodes and relationships come sorted, whatever the order of the statements.

    >>> from ontology.shares import Share
    >>> graph = project([], [[InterestStatement(id="urn:s", source="urn:src", holder="urn:a", subject="urn:b", share=Share.point(51))]])
    >>> [(r.type, r.start, r.end, r.properties["label"]) for r in graph.relationships]
    [('OWNS', 'urn:a', 'urn:b', '51 %')]
    """
    sources = list(sources)
    feeds = {source.id: source.feed for source in sources}
    sequences = {source.id for source in sources if source.delta}
    numbered = number_files(releases, lambda source: feeds.get(source, source) in sequences)
    accepted = sorted(((file, s) for file, s in numbered if s.is_accepted), key=lambda pair: pair[1].id)
    series = SeriesIndex(((file, s) for file, s in accepted if isinstance(s, InterestStatement)), lambda source: feeds.get(source, source))
    entities: dict[str, list[EntityStatement]] = defaultdict(list)
    interests: list[InterestStatement] = []
    judgements: list[IdentityStatement] = []
    for _, statement in accepted:
        match statement:
            case EntityStatement():
                entities[canonical(statement.entity)].append(statement)
            case InterestStatement():
                interests.append(statement)
            case IdentityStatement():
                judgements.append(statement)
    source_nodes = [make_source_node(source) for source in sorted({s.id: s for s in sources}.values(), key=lambda s: s.id)]
    mentioned = {canonical(iri) for s in interests for iri in (s.holder, s.subject) if iri is not None} | set(entities)
    mentioned |= {canonical(iri) for j in judgements for iri in (j.left, j.right)}
    other_iris: dict[str, set[str]] = defaultdict(set)
    for iri in {s.entity for group in entities.values() for s in group} | {iri for j in judgements for iri in (j.left, j.right)}:
        if canonical(iri) != iri:
            other_iris[canonical(iri)].add(iri)
    parties = {iri: make_entity_node(iri, entities[iri], sorted(other_iris[iri]), find_name(iri)) for iri in sorted(mentioned)}
    parties |= {node.key: node for s in interests for node in make_unnamed_nodes(s)}
    relationships = list(make_interest_relationships(interests, canonical, series))
    relationships += [r for j in judgements if (r := make_judgement_relationship(j, canonical)) is not None]
    nodes = (*source_nodes, *(parties[iri] for iri in sorted(parties)))
    # Sorted by holder and subject, so that neighbouring rows of a batch touch the same nodes.
    return Projection(nodes, tuple(sorted(relationships, key=lambda r: (r.start, r.end, r.key))), complete, scope)
