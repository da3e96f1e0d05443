"""Describe the endpoint in RDF, which is what a request without a query asks for.

Owns the SPARQL 1.1 Service Description.  Every node has an IRI under the endpoint's own: no blank nodes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final
from urllib.parse import quote

import pyoxigraph as ox

from api.sparql.results import GRAPHS, RESULTS

_SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_RDF_TYPE: Final = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_PREFIXES: Final = {"sd": _SD, "formats": "http://www.w3.org/ns/formats/"}
_SYNTAX: Final = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "nquads": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}


def describe(endpoint: str, graphs: Sequence[str], syntax: str) -> bytes:
    """Write the description of the service at ``endpoint`` holding ``graphs``, written in ``syntax`` (a name in results.py).

    >>> b"UnionDefaultGraph" in describe("http://example.org/sparql", [], "turtle")
    True
    """
    document = ox.serialize(_make_triples(endpoint, graphs), format=_SYNTAX[syntax], prefixes=_PREFIXES)
    return document if document is not None else b""


def _make_triples(endpoint: str, graphs: Sequence[str]) -> Iterator[ox.Triple]:
    service = ox.NamedNode(endpoint)
    dataset = ox.NamedNode(f"{endpoint}#dataset")
    everything = ox.NamedNode(f"{endpoint}#default-graph")
    yield ox.Triple(service, _RDF_TYPE, _sd("Service"))
    yield ox.Triple(service, _sd("endpoint"), service)
    yield ox.Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    yield ox.Triple(service, _sd("feature"), _sd("UnionDefaultGraph"))
    for format_ in (*RESULTS, *GRAPHS):
        if format_.iri is not None:
            yield ox.Triple(service, _sd("resultFormat"), ox.NamedNode(format_.iri))
    yield ox.Triple(service, _sd("defaultDataset"), dataset)
    yield ox.Triple(dataset, _RDF_TYPE, _sd("Dataset"))
    yield ox.Triple(dataset, _sd("defaultGraph"), everything)
    yield ox.Triple(everything, _RDF_TYPE, _sd("Graph"))
    for graph in graphs:
        node = ox.NamedNode(f"{endpoint}#graph/{quote(graph, safe='')}")
        yield ox.Triple(dataset, _sd("namedGraph"), node)
        yield ox.Triple(node, _RDF_TYPE, _sd("NamedGraph"))
        yield ox.Triple(node, _sd("name"), ox.NamedNode(graph))


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(_SD + name)
