"""RDF: the triples of a generation as N-Quads, TriG, Turtle or JSON-LD.

Nothing is left out: what the sources state (ontology/rdf.py) and, without a chosen source, what is derived (graph/exports/derived).  The
syntaxes are written by graph/rdf/triple_store.py.
"""

from __future__ import annotations

from typing import BinaryIO

from graph.exports.request import ExportRequest
from graph.rdf import triple_store


def write(request: ExportRequest, out: BinaryIO) -> int:
    """Write the quads, sorted; return how many (triples for Turtle).  Raises StoreError TRIPLES_MISSING where they were not built."""
    store = triple_store.open_read_only(request.generation.triples_path)
    graphs = None if request.source is None else [iri for iri in request.generation.sources if request.includes(iri)]
    return triple_store.dump(store, request.format_name, out, graphs=graphs)
