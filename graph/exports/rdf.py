"""RDF: the triples of a generation as N-Quads, TriG, Turtle or JSON-LD.

Nothing is left out: what the sources state (graph/generation/quad_columns.py) and, without a chosen source, what is derived
(graph/exports/derived) and the description of the data set.  It is what the SPARQL index holds, which it does not need.  The syntaxes are
written by graph/rdf/triple_store.py.
"""

from __future__ import annotations

from typing import BinaryIO

from graph.exports import derived
from graph.exports.request import ExportRequest
from graph.generation.quad_columns import QuadColumns
from graph.rdf import triple_store
from graph.rdf.description import Description


def write(request: ExportRequest, out: BinaryIO) -> int:
    """Write the quads, sorted; return how many (triples for Turtle).  Raises RecordError BAD_IRI."""
    generation = request.generation
    chosen = None if request.source is None else [iri for iri in generation.sources if request.includes(iri)]
    with QuadColumns(generation, chosen) as columns:
        if chosen is None:
            description = Description(generation.base, generation.content_version)
            lines = columns.write_sorted(derived.write_lines(generation, description), description)
        else:
            lines = columns.write_sorted()
        return triple_store.dump_lines(lines, request.format_name, out)
