"""Say in RDF which IRIs are one party, by which identity statements, and how the party is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

import numpy as np
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from graph.exports.derived.frame import TYPE, DerivedGraph
from graph.generation.generation import Generation
from graph.generation.party_table import PartySummary
from graph.generation.update_triples import Chosen
from graph.rdf import triple_store
from graph.rdf.description import Description
from graph.rdf.triple_store import GraphLines
from ontology.rdf_fields import CANONICAL_PARTY, JOINED_BY, ORGANISATION, PERSON, SHOWN_NAME, code_iri
from ontology.statements import Judgement, Kind
from ontology.terms import OWN

_KIND: Final = f"{OWN}kind"
_BATCH: Final = 4_096
"""Parties read at a time."""
_OF_KIND: Final = {
    kind: (f"<{_KIND}> <{code_iri(kind)}>", f"<{TYPE}> <{PERSON if kind.is_person else ORGANISATION}>")[: 1 + (kind is not Kind.UNKNOWN)]
    for kind in Kind
}
"""What is said of a party by its kind: the kind, and where it is known the class."""


def write_lines(generation: Generation, description: Description, chosen: Chosen | None = None) -> Iterator[GraphLines]:
    """Write the graph ``parties``: of every IRI its canonical party, of every canonical party its name and kind; or those of some parties.

    The description counts its quads.
    """
    graph = DerivedGraph(generation, "parties")
    title = graph.describe("Which IRIs name one party, and how it is shown")
    yield from triple_store.write_by_graph(description.note(title))
    kinds, canonical = Counter[Kind](), 0
    listed = range(len(generation)) if chosen is None else np.flatnonzero(chosen).tolist()
    for first in range(0, len(listed), _BATCH):
        numbers = listed[first : first + _BATCH]
        parties = generation.party_summaries(numbers)
        texts = [_write_party(graph, number, party) for number, party in zip(numbers, parties, strict=True)]
        kinds.update(party.kind for party in parties)
        canonical += sum(len(generation.aliases(number)) for number in numbers)
        yield graph.node.value, "\n".join(texts)
    name = graph.node.value
    description.add(name, CANONICAL_PARTY, None, canonical + kinds.total())
    description.add(name, SHOWN_NAME, None, kinds.total())
    description.add(name, _KIND, None, kinds.total())
    for kind, count in kinds.items():
        if kind is not Kind.UNKNOWN:
            description.add(name, TYPE, PERSON if kind.is_person else ORGANISATION, count)
    yield from triple_store.write_by_graph(description.note(_list_grounds(graph)))


def describe_party(graph: DerivedGraph, number: int, party: PartySummary) -> Iterator[Quad]:
    """Say of one party which IRIs name it, how it is shown, and what it is."""
    yield from parse(_write_party(graph, number, party), format=RdfFormat.N_QUADS)


def _write_party(graph: DerivedGraph, number: int, party: PartySummary) -> str:
    """Write the same as lines, without the end of the last one."""
    node, end = str(NamedNode(party.id)), f" {graph.node} ."
    said = [f"<{SHOWN_NAME}> {Literal(party.name)}", *_OF_KIND[party.kind]]
    names = [node, *(str(NamedNode(alias)) for alias in graph.generation.aliases(number))]
    return "\n".join([f"{name} <{CANONICAL_PARTY}> {node}{end}" for name in names] + [f"{node} {fact}{end}" for fact in said])


def _list_grounds(graph: DerivedGraph) -> Iterator[Quad]:
    """List by which statements several IRIs are one party."""
    generation = graph.generation
    for statement in generation.identity_statements():
        left, right = generation.party_number(statement.left), generation.party_number(statement.right)
        if statement.judgement is Judgement.SAME and statement.left != statement.right and left is not None and left == right:
            yield graph.make_quad(graph.party(left), JOINED_BY, NamedNode(statement.id))
