"""Writes single statements and sources of a generation as the dumps have them: as RDF, in the graph of the source, or as BODS."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable

from pyoxigraph import Quad, RdfFormat, serialize

from graph.exports import bods
from graph.exports.derived.frame import DerivedGraph
from graph.exports.derived.parties import describe_party
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
    return _write(_make_quads(generation, ids), format)


def write_party(generation: Generation, number: int, ids: Iterable[str], format: RdfFormat) -> bytes:
    """Write the statements with these ids, and of the party that they are about which IRIs name it and how it is shown."""
    party = describe_party(DerivedGraph(generation, "parties"), number, generation.party_summary(number))
    return _write((*_make_quads(generation, ids), *party), format)


def write_source(generation: Generation, iri: str, format: RdfFormat) -> bytes:
    """Write what is said of a source, without its statements."""
    return _write(rdf.make_quads(generation.sources[iri], []), format)


def _write(unsorted: Iterable[Quad], format: RdfFormat) -> bytes:
    quads = sorted(unsorted, key=str)
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
