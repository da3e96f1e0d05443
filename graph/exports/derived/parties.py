"""Say in RDF which IRIs are one party, by which identity statements, and how the party is shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from graph.exports.derived.frame import TYPE, DerivedGraph, make_node
from graph.generation.generation import Generation
from graph.generation.party_table import PartySummary
from ontology.rdf_fields import CANONICAL_PARTY, JOINED_BY, ORGANISATION, PERSON, SHOWN_NAME, code_iri
from ontology.statements import Judgement, Kind
from ontology.terms import OWN

_KIND: Final = f"{OWN}kind"
_BATCH: Final = 4_096
"""Parties read at a time."""


def make_quads(generation: Generation) -> Iterator[Quad]:
    """Make the graph ``parties``: of every IRI its canonical party, of every canonical party its name and kind."""
    graph = DerivedGraph(generation, "parties")
    yield from graph.describe("Which IRIs name one party, and how it is shown")
    for first in range(0, len(generation), _BATCH):
        numbers = range(first, min(first + _BATCH, len(generation)))
        for number, party in zip(numbers, generation.party_summaries(numbers), strict=True):
            yield from describe_party(graph, number, party)
    for statement in generation.identity_statements():
        left, right = generation.party_number(statement.left), generation.party_number(statement.right)
        if statement.judgement is Judgement.SAME and statement.left != statement.right and left is not None and left == right:
            yield graph.make_quad(graph.party(left), JOINED_BY, NamedNode(statement.id))


def describe_party(graph: DerivedGraph, number: int, party: PartySummary) -> Iterator[Quad]:
    """Say of one party which IRIs name it, how it is shown, and what it is."""
    node = NamedNode(party.id)
    yield graph.make_quad(node, CANONICAL_PARTY, node)
    for alias in graph.generation.aliases(number):
        yield graph.make_quad(NamedNode(alias), CANONICAL_PARTY, node)
    yield graph.make_quad(node, SHOWN_NAME, Literal(party.name))
    yield graph.make_quad(node, _KIND, make_node(code_iri(party.kind)))
    if party.kind is not Kind.UNKNOWN:
        yield graph.make_quad(node, TYPE, make_node(PERSON if party.kind.is_person else ORGANISATION))
