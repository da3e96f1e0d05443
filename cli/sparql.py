"""``ownership query``: a SPARQL file asked of the current generation, in this process.  The public endpoint is api/sparql."""

from __future__ import annotations

import sys
from pathlib import Path

from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples, RdfFormat

from cli.call import Format
from graph.generation.generation import Generation
from graph.rdf import triple_store
from ontology.errors import InputError, UsageError


def run_query(generation: Generation, file: Path, format_: Format) -> None:
    """Run a query and print its answer: solutions as tab-separated values, JSON or CSV, a graph as Turtle.

    Raises UsageError, InputError.
    """
    try:
        text = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("FILE_UNREADABLE", f"{file} cannot be read: {error}", "give a text file with one SPARQL query") from error
    store = triple_store.open_read_only(generation.triples_path)
    try:
        result = triple_store.query(store, text)
    except SyntaxError as error:
        raise UsageError("SPARQL_SYNTAX", f"the query cannot be read: {error}", "examples are in examples/queries") from error
    out = sys.stdout.buffer
    match result:
        case QuerySolutions():
            kinds = {Format.json: QueryResultsFormat.JSON, Format.csv: QueryResultsFormat.CSV}
            result.serialize(out, kinds.get(format_, QueryResultsFormat.TSV))
        case QueryBoolean():
            out.write(b"true\n" if result else b"false\n")
        case QueryTriples():
            result.serialize(out, RdfFormat.TURTLE)
    out.flush()
