"""A query worker: a process that opens one generation's triples read-only, reads queries and answers them, one at a time.

Started as ``python -m api.sparql.worker STORE MEMORY_BYTES MAX_RESULT_BYTES`` with pipes on stdin and stdout; pool.py is
its parent.  Must not know HTTP, and imports little so that it starts quickly.
"""

from __future__ import annotations

import io
import json
import os
import re
import sys
import threading
from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, BinaryIO, Final

import pyoxigraph as ox

from api.sparql import frames, sandbox
from api.sparql.shape import Shape, read_shape
from ontology.errors import OwnershipError, Refused, StoreError, TooLarge, UsageError

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

_PIECE: Final = 32 * 1024
_STACK_BYTES: Final = 128 * 2**20
"""The engine reads and plans by recursion, also what is flat to who writes it: a sum of 8,000 numbers overflows the usual 8 MiB."""

_LONGEST_LIST: Final = 120
_POSITION: Final = re.compile(r"error at (\d+):(\d+)")
_RESULTS: Final = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
_GRAPHS: Final = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "nquads": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}


class Sink(io.RawIOBase):
    """A file that sends what the engine writes as DATA frames, and stops at the size limit.

    What is to be sent first, and the last piece, wait for the next frame, since to wake the parent costs more than a short answer does.
    """

    def __init__(self, channel: BinaryIO, limit: int, first: bytes) -> None:
        self._channel = channel
        self._limit = limit
        self._waiting = first
        self._sent = 0
        self._ending = False
        self._sealed = False
        self.overflow: TooLarge | None = None

    def writable(self) -> bool:
        return True

    def write(self, data: Buffer, /) -> int:
        if self._sealed:
            return len(memoryview(data))
        piece = bytes(data)
        self._sent += len(piece)
        if self._sent > self._limit:
            self._sealed = True
            what = f"the answer is larger than {self._limit} bytes"
            self.overflow = TooLarge("RESULT_TOO_LARGE", what, "add LIMIT, or take a dump with the command: ownership export")
            raise self.overflow
        frame = self._waiting + frames.pack(frames.DATA, piece)
        self._waiting = b""
        if self._ending:
            self._waiting = frame
        else:
            self._channel.write(frame)
        return len(piece)

    def send_last_with_end(self) -> None:
        """Say that what is written now is the last."""
        self._ending = True

    def end(self, frame: bytes) -> None:
        """Send the frame that ends the answer."""
        self._channel.write(self._waiting + frame)

    def seal(self) -> None:
        """Drop what comes later: a buffer above empties itself when it is collected, after the last frame."""
        self._sealed = True


def _evaluate(store: ox.Store, ask: dict[str, object], shape: Shape) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    """Evaluate on the dataset of the request, else of the query's own FROM clauses, else on everything."""
    query, base = str(ask["query"]), str(ask["base_iri"])
    default, named = _parse_iris(ask["default_graphs"]), _parse_iris(ask["named_graphs"])
    if default or named:
        return store.query(query, base_iri=base, default_graph=[*default], named_graphs=[*named])
    return store.query(query, base_iri=base, use_default_graph_as_union=not shape.own_dataset)


def _parse_iris(values: object) -> list[ox.NamedNode]:
    try:
        return [ox.NamedNode(value) for value in values] if isinstance(values, list) else []
    except ValueError as error:
        raise UsageError("BAD_GRAPH_IRI", f"a graph is not named by an absolute IRI: {error}", "name graphs by full IRIs") from error


def _write_answer(store: ox.Store, ask: dict[str, object], shape: Shape, name: str, sink: Sink) -> None:
    """Evaluate one query into ``sink`` in the format ``name``; every failure becomes one of the product's errors."""
    output = io.BufferedWriter(sink, _PIECE)
    try:
        _serialise(_evaluate(store, ask, shape), name, output)
        sink.send_last_with_end()
        output.flush()
    except SyntaxError as error:
        raise _make_syntax_error(error) from error
    except OSError as error:
        if sink.overflow is not None:
            raise sink.overflow from error
        if "not permitted" in str(error) or "ermission denied" in str(error):
            what = "the query tried to reach the network, which this endpoint does not do"
            raise Refused("SERVICE_REFUSED", what, "remove the SERVICE part") from error
        raise StoreError("TRIPLES_UNREADABLE", f"the triples cannot be read: {error}", "run: ownership verify") from error
    except (ValueError, RuntimeError) as error:
        if str(error).startswith("Corruption"):
            raise StoreError("TRIPLES_UNREADABLE", f"the triples cannot be read: {error}", "run: ownership verify") from error
        raise UsageError("QUERY_NOT_EVALUABLE", f"the query cannot be evaluated: {error}", "rewrite that part of the query") from error
    finally:
        sink.seal()


def _serialise(result: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, name: str, output: BinaryIO) -> None:
    if isinstance(result, ox.QueryTriples):
        if name not in _GRAPHS:
            raise UsageError("QUERY_NOT_EVALUABLE", f"a graph cannot be written as {name}", f"use one of {', '.join(_GRAPHS)}")
        result.serialize(output, format=_GRAPHS[name])
        return
    if name not in _RESULTS:
        raise UsageError("QUERY_NOT_EVALUABLE", f"a table cannot be written as {name}", f"use one of {', '.join(_RESULTS)}")
    result.serialize(output, format=_RESULTS[name])


def _make_syntax_error(error: SyntaxError) -> UsageError:
    text = str(error).split("\n")[0]
    match = _POSITION.search(text)
    if match is None:
        return UsageError("QUERY_SYNTAX", f"the query is not SPARQL 1.1: {text[:300]}", "correct the query")
    line, column = int(match[1]), int(match[2])
    expected = text[match.end() :].lstrip(": ")
    # The engine lists every token that could follow; a long list helps nobody.
    rest = f": {expected}" if 0 < len(expected) <= _LONGEST_LIST else ""
    what = f"the query is not SPARQL 1.1 at line {line}, column {column}{rest}"
    return UsageError("QUERY_SYNTAX", what, "correct the query at that place", line=line, column=column)


def _find_output(ask: dict[str, object], shape: Shape) -> str | None:
    """Find how the answer is to be written, where the question says it."""
    outputs = ask["outputs"]
    name = outputs.get("results" if shape.form in ("SELECT", "ASK") else "graph") if isinstance(outputs, dict) else None
    return str(name) if name is not None else None


def pack_error(error: OwnershipError) -> bytes:
    """Pack an error as the frame from which ``rebuild_error`` makes it again."""
    return frames.pack_object(
        frames.ERROR, {"class": type(error).__name__, "code": error.code, "what": error.what, "hint": error.hint, "details": error.details}
    )


def read_frame(channel: BinaryIO) -> tuple[bytes, dict[str, object]] | None:
    """Read the next frame of the parent; None where it has closed the pipe."""
    head = channel.read(frames.HEADER_SIZE)
    if len(head) < frames.HEADER_SIZE:
        return None
    kind, length = frames.unpack_header(head)
    content: dict[str, object] = json.loads(channel.read(length))
    return kind, content


def read_form(query: str) -> Shape:
    """Read the shape of a query; raises for what is no query and what is refused."""
    shape = read_shape(query)
    if shape.form is None:
        raise UsageError("QUERY_SYNTAX", "the query does not begin as one", "begin with SELECT, ASK, CONSTRUCT or DESCRIBE")
    return shape


def answer_questions(
    incoming: BinaryIO,
    outgoing: BinaryIO,
    read: Callable[[dict[str, object]], Shape],
    write: Callable[[dict[str, object], Shape, str, Sink], None],
    max_result: int,
    is_spent: Callable[[], bool],
) -> None:
    """Answer the questions of the parent until it closes the pipe.

    ``read`` reads the shape of a query, ``write`` its answer in a format into a sink of ``max_result`` bytes; both raise what the parent is
    told.  ``is_spent``: whether this worker had better be replaced.
    """
    ask: dict[str, object] = {}
    shape = Shape(None, False, False)
    while (frame := read_frame(incoming)) is not None:
        kind, content = frame
        first = b""
        output: str | None = None
        if kind == frames.ASK:
            ask = content
            try:
                shape = read(ask)
            except OwnershipError as error:
                outgoing.write(pack_error(error))
                continue
            first, output = frames.pack_object(frames.SHAPE, asdict(shape)), _find_output(ask, shape)
        else:
            output = str(content["format"])
        if output is None:
            outgoing.write(first)
            continue
        sink = Sink(outgoing, max_result, first)
        try:
            write(ask, shape, output, sink)
        except OwnershipError as error:
            sink.end(pack_error(error))
        else:
            sink.end(frames.pack_object(frames.DONE, {"recycle": is_spent()}))


def main(arguments: list[str]) -> int:
    """Open the store, give up rights, and answer until the parent closes the pipe."""
    path, memory, max_result = arguments[0], int(arguments[1]), int(arguments[2])
    incoming, outgoing = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb", buffering=0)
    # Nothing that a library prints may fall between the frames.
    os.dup2(2, 1)
    try:
        sandbox.die_with_parent()
        isolation = sandbox.deny_network()
        store = ox.Store.read_only(path)
    except OwnershipError as error:
        outgoing.write(pack_error(error))
        return 1
    except (OSError, RuntimeError) as error:
        what = f"the triples in {path} cannot be opened: {error}"
        outgoing.write(pack_error(StoreError("TRIPLES_UNREADABLE", what, "run: ownership index triples")))
        return 1
    threading.stack_size(_STACK_BYTES)
    answering = threading.Thread(target=_answer_all, args=(store, incoming, outgoing, isolation, memory, max_result))
    answering.start()
    answering.join()
    return 0


def _answer_all(store: ox.Store, incoming: BinaryIO, outgoing: BinaryIO, isolation: str, memory: int, max_result: int) -> None:
    """Give up memory, and answer one query after the other."""
    at_rest = sandbox.measure_address_space()
    sandbox.limit_memory(memory)
    outgoing.write(frames.pack_object(frames.READY, {"isolation": isolation}))

    def has_grown() -> bool:
        return sandbox.measure_address_space() - at_rest > memory // 2

    def read(ask: dict[str, object]) -> Shape:
        sandbox.limit_processor(float(str(ask["seconds"])))
        return read_form(str(ask["query"]))

    answer_questions(
        incoming, outgoing, read, lambda ask, shape, name, sink: _write_answer(store, ask, shape, name, sink), max_result, has_grown
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
