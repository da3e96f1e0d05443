"""``ownership query``: a SPARQL file asked of the current generation, in this process.  The public endpoint is api/sparql."""

from __future__ import annotations

import sys
from pathlib import Path

from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples, RdfFormat

from cli.call import Format
from graph.generation.generation import Generation
from graph.rdf import triple_store
from ontology.errors import InputError, UsageError


def run(generation: Generation, file: Path, format_: Format) -> None:
    """Print the answer: tab-separated values, JSON or CSV for solutions; Turtle for a graph.  Raises UsageError, InputError."""
    try:
        text = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("FILE_UNREADABLE", f"{file} cannot be read: {error}", "give a text file with one SPARQL query") from error
    store = triple_store.open_read_only(generation.triples_path)
    try:
        found = triple_store.query(store, text)
    except SyntaxError as error:
        raise UsageError("SPARQL_SYNTAX", f"the query cannot be read: {error}", "examples are in examples/queries") from error
    out = sys.stdout.buffer
    match found:
        case QuerySolutions():
            kinds = {Format.json: QueryResultsFormat.JSON, Format.csv: QueryResultsFormat.CSV}
            found.serialize(out, kinds.get(format_, QueryResultsFormat.TSV))
        case QueryBoolean():
            out.write(b"true\n" if found else b"false\n")
        case QueryTriples():
            found.serialize(out, RdfFormat.TURTLE)
    out.flush()
