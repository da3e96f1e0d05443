"""Writes single statements of a generation as the dumps have them: as RDF, each in the graph of its source, or as BODS."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable

from pyoxigraph import Quad, RdfFormat, serialize

from graph.exports import bods
from graph.exports.excerpt import select_excerpt
from graph.exports.request import ExportRequest
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


def write_bods(generation: Generation, ids: Iterable[str], parties: Iterable[str] = ()) -> tuple[bytes, Counter[str]]:
    """Write the statements with these ids, these parties (IRIs) and what belongs to them as BODS; count what it cannot hold, by reason.

    What it holds only rounded is counted, too.

    Raises NoMatch NO_STATEMENT.
    """
    request, out = ExportRequest(generation, excerpt=select_excerpt(generation, ids, parties)), io.BytesIO()
    bods.write(request, out)
    return out.getvalue(), request.omissions + Counter({f"{what}, rounded": count for what, count in request.roundings.items()})


def _make_quads(generation: Generation, ids: Iterable[str]) -> Iterable[Quad]:
    statements = [generation.statement(iri) for iri in dict.fromkeys(ids)]
    for source in dict.fromkeys(statement.source for statement in statements):
        yield from rdf.make_quads(generation.sources[source], [statement for statement in statements if statement.source == source])
