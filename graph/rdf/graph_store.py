"""Copies a generation's triples to another server by the SPARQL 1.1 Graph Store HTTP Protocol: a PUT for each named graph.

The graph that describes the data set goes last, so a copy that was cut short is described by nothing or by the one before; what that one
lists and the new one does not have is deleted.  Every graph is read back and its triples are counted.  Owns the order and the check.
"""

from __future__ import annotations

import http.client
import re
from collections.abc import Callable, Iterator
from http import HTTPStatus
from itertools import islice
from typing import Final, NamedTuple
from urllib.parse import urlencode

from pyoxigraph import NamedNode, RdfFormat, Store, serialize

from graph.rdf.server import SparqlServer, read_pieces
from ontology.errors import BackendError
from ontology.terms import ONTOLOGY_GRAPH, VOID, Base

_TOGETHER: Final = 2_000
"""Triples that are sent in one piece."""
_LINES: Final = {"Accept": "application/n-triples"}
_SUBSET: Final = re.compile(rb"<[^>]*> <" + re.escape(VOID).encode() + rb"subset> <([^>]*)> \.")


class Copied(NamedTuple):
    """How many graphs and triples were written, and how many graphs were deleted."""

    graphs: int
    triples: int
    deleted: int


def copy_triples(store: Store, server: SparqlServer, base: Base, progress: Callable[[str], None]) -> Copied:
    """Make the server hold the graphs of the store, and of our own no other ones.

    Raises BackendError SPARQL_SERVER_*, COPY_DIFFERS, DeadlineExceeded.
    """
    metadata = f"{base.iri}metadata"
    graphs = sorted((name.value for name in store.named_graphs() if isinstance(name, NamedNode)), key=lambda iri: (iri == metadata, iri))
    before = _list_described(server, metadata)
    triples = 0
    for place, iri in enumerate(graphs, 1):
        sent = _put(store, server, iri, f"graph {place} of {len(graphs)}", progress)
        held = _count(server, iri)
        if held != sent:
            what = f"{sent:,} triples of the graph {iri} were sent, and the SPARQL server {server.name} holds {held:,}"
            raise BackendError("COPY_DIFFERS", what, "see whether somebody else writes there, and run it again")
        triples += sent
    gone = sorted(before - {*graphs, ONTOLOGY_GRAPH})
    for iri in gone:
        _delete(server, iri)
    return Copied(len(graphs), triples, len(gone))


def _put(store: Store, server: SparqlServer, iri: str, place: str, progress: Callable[[str], None]) -> int:
    """Replace one graph by that of the store, which is sent as it is read; return how many triples were sent."""
    sent = 0

    def write() -> Iterator[bytes]:
        nonlocal sent
        quads = store.quads_for_pattern(None, None, None, NamedNode(iri))
        while chunk := [quad.triple for quad in islice(quads, _TOGETHER)]:
            sent += len(chunk)
            progress(f"{place}, {sent:,} triples: {iri}")
            yield serialize(chunk, format=RdfFormat.N_TRIPLES) or b""

    with server.send("PUT", _name(iri), {"Content-Type": "application/n-triples"}, write()) as response:
        if response.status not in (HTTPStatus.OK, HTTPStatus.CREATED, HTTPStatus.NO_CONTENT):
            raise server.make_error(response)
    return sent


def _count(server: SparqlServer, iri: str) -> int:
    """Count the triples of a graph at the server: each is a line."""
    with server.send("GET", _name(iri), _LINES) as response:
        if response.status != HTTPStatus.OK:
            raise server.make_error(response)
        return sum(piece.count(b" .\n") for piece in _read_lines(response))


def _list_described(server: SparqlServer, metadata: str) -> set[str]:
    """List the graphs that the description at the server names; none where there is none yet."""
    with server.send("GET", _name(metadata), _LINES) as response:
        if response.status == HTTPStatus.NOT_FOUND:
            return set()
        if response.status != HTTPStatus.OK:
            raise server.make_error(response)
        return {match[1].decode() for piece in _read_lines(response) for match in _SUBSET.finditer(piece)}


def _delete(server: SparqlServer, iri: str) -> None:
    with server.send("DELETE", _name(iri), {}) as response:
        if response.status not in (HTTPStatus.OK, HTTPStatus.NO_CONTENT, HTTPStatus.NOT_FOUND):
            raise server.make_error(response)


def _read_lines(response: http.client.HTTPResponse) -> Iterator[bytes]:
    """Read an answer in pieces of whole lines."""
    rest = b""
    for piece in read_pieces(response):
        whole, newline, rest = (rest + piece).rpartition(b"\n")
        yield whole + newline
    yield rest


def _name(iri: str) -> str:
    return urlencode({"graph": iri})
