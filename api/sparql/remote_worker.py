"""A worker that passes queries on to another SPARQL server, over its protocol, and hands on what it answers.

Started as ``python -m api.sparql.remote_worker MEMORY_BYTES MAX_RESULT_BYTES`` in place of worker.py, with the same pipes; the server and
its login come in the environment.  What is refused by syntax is refused here: updates, LOAD, SERVICE.  pool.py ends it at the deadline,
and with it its connection.
"""

from __future__ import annotations

import http.client
import os
import re
import sys
from dataclasses import replace
from typing import Final
from urllib.parse import urlencode

from api.sparql import frames, sandbox
from api.sparql.process import SERVER_VARIABLE
from api.sparql.results import BY_NAME, Format
from api.sparql.shape import Shape
from api.sparql.worker import Sink, answer_questions, read_form
from graph.rdf.server import SparqlServer, read_pieces, read_server
from ontology.errors import BackendError, UsageError

_FORM: Final = "application/x-www-form-urlencoded"
_BAD_REQUEST: Final = (400, 406, 413, 414, 422)
_HAS_BASE: Final = re.compile(r"[^\x00-\x20<>\"{}|\\^`]+")


def pass_on(server: SparqlServer, ask: dict[str, object], shape: Shape, format_: Format, sink: Sink) -> None:
    """Ask the server and write its answer into ``sink``, piece by piece; every failure becomes one of the product's errors."""
    body = urlencode(_list_fields(ask, shape)).encode()
    headers = {"Content-Type": _FORM, "Accept": format_.media_type, "User-Agent": "ownership-graph"}
    try:
        with server.send("POST", "", headers, body) as response:
            if response.status in _BAD_REQUEST:
                said = " ".join(response.read(2_000).decode(errors="replace").split())[:300]
                raise UsageError("QUERY_SYNTAX", f"the SPARQL server does not take this query: {said}", "correct the query")
            if response.status != http.client.OK:
                raise server.make_error(response)
            media = (response.getheader("Content-Type") or "").partition(";")[0].strip().lower()
            if media not in (format_.media_type, *format_.also):
                what = f"the SPARQL server answers as {media[:100] or 'nothing that it names'}, not as {format_.media_type}"
                raise BackendError("SPARQL_SERVER_FORMAT", what, "ask for another format")
            for piece in read_pieces(response):
                sink.write(piece)
    finally:
        sink.seal()


def _list_fields(ask: dict[str, object], shape: Shape) -> list[tuple[str, str]]:
    """List the fields of the form.  Without graphs of its own a query sees everything, as it does here."""
    base = str(ask["base_iri"])
    query = f"BASE <{base}> {ask['query']}" if _HAS_BASE.fullmatch(base) else str(ask["query"])
    fields = [("query", query)]
    for name, key in (("default-graph-uri", "default_graphs"), ("named-graph-uri", "named_graphs")):
        values = ask[key]
        fields += [(name, str(value)) for value in values] if isinstance(values, list) else []
    if len(fields) == 1 and not shape.own_dataset:
        # Oxigraph's own word; other servers take the union by their settings, and pass over what they do not know.
        fields.append(("union-default-graph", "true"))
    return fields


def main(arguments: list[str]) -> int:
    """Answer until the parent closes the pipe."""
    memory, max_result = int(arguments[0]), int(arguments[1])
    incoming, outgoing = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    server = read_server(os.environ.pop(SERVER_VARIABLE))
    sandbox.die_with_parent()
    sandbox.limit_memory(memory)
    outgoing.write(frames.pack_object(frames.READY, {"isolation": "another server"}))

    def read(ask: dict[str, object]) -> Shape:
        # What the server holds may change without a new generation.
        return replace(read_form(str(ask["query"])), repeatable=False)

    def write(ask: dict[str, object], shape: Shape, name: str, sink: Sink) -> None:
        pass_on(replace(server, timeout=float(str(ask["seconds"]))), ask, shape, BY_NAME[name], sink)

    answer_questions(incoming, outgoing, read, write, max_result, lambda: False)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
