"""Writes single statements of a generation as RDF: as the dumps have them, each in the graph of its source."""

from __future__ import annotations

import io
from collections.abc import Iterable

from pyoxigraph import Quad, RdfFormat, serialize

from graph.generation.generation import Generation
from graph.rdf.jsonld import write_jsonld
from ontology import rdf
from ontology.terms import PREFIXES


def write_statements(generation: Generation, ids: Iterable[str], format: RdfFormat) -> bytes:
    """Write the statements with these ids, and their sources, as JSON-LD, Turtle or N-Triples; sorted, so the same bytes each time.

    Raises NoMatch NO_STATEMENT.
    """
    quads = sorted(_make_quads(generation, ids), key=str)
    if format == RdfFormat.JSON_LD:
        out = io.BytesIO()
        write_jsonld(sorted(quads, key=lambda quad: (str(quad.graph_name), str(quad))), out)
        return out.getvalue()
    # What several sources say alike is one triple where there are no graphs.
    triples = dict.fromkeys(quad.triple for quad in quads)
    content = serialize(triples, format=format, prefixes=PREFIXES if format == RdfFormat.TURTLE else None)
    assert content is not None
    return content


def _make_quads(generation: Generation, ids: Iterable[str]) -> Iterable[Quad]:
    statements = [generation.statement(iri) for iri in dict.fromkeys(ids)]
    for source in dict.fromkeys(statement.source for statement in statements):
        yield from rdf.make_quads(generation.sources[source], [statement for statement in statements if statement.source == source])
