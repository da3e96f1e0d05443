"""Reads what a SPARQL query answers in XML or TSV as lines of CSV; its JSON is json_table.py, and its CSV is a table as it is.

The parser is pyoxigraph's, which reads as it goes and fetches nothing.
"""

from __future__ import annotations

import re
from typing import BinaryIO, Final

import pyoxigraph
from pyoxigraph import QueryResultsFormat

from loaders.table.cell_text import LineWriter
from ontology.errors import InputError

_XML: Final = re.compile(
    rb"(?:<\?xml[^>]*>\s*)?(?:<[?!][^>]*>\s*)*<(?:\w+:)?sparql\b[^>]*http://www\.w3\.org/2005/sparql-results#", re.IGNORECASE
)
_TSV: Final = re.compile(rb"\?[^\s?,;|]+(?:\t\?[^\s?,;|]+)*[ \t]*\r?\n")


def find_results_format(head: bytes) -> QueryResultsFormat | None:
    """Return the format of the answer to a SPARQL query in XML or TSV; None for anything else.

    >>> find_results_format(b"?owner\\t?share\\n") is QueryResultsFormat.TSV, find_results_format(b"owner\\tshare\\n")
    (True, None)
    """
    start = head.lstrip()
    if _TSV.match(start):
        return QueryResultsFormat.TSV
    return QueryResultsFormat.XML if _XML.match(start) else None


def write_results(stream: BinaryIO, results_format: QueryResultsFormat, out: BinaryIO, name: str) -> None:
    """Write the solutions as CSV, one line each, with the names of the variables above them.  Raises InputError NO_ROWS."""
    writer = LineWriter(out, name, is_bounded=False)
    try:
        answer = pyoxigraph.parse_query_results(stream, format=results_format)
        if not isinstance(answer, pyoxigraph.QuerySolutions):
            raise InputError("NO_ROWS", f"{name} is the answer yes or no to a query", "ask with SELECT for who holds what")
        names = [variable.value for variable in answer.variables]
        writer.write(names)
        for solution in answer:
            writer.write([_write_term(solution[variable]) for variable in names])
    except SyntaxError as error:
        what = f"{name} is no answer to a SPARQL query to its end: {str(error)[:200]}"
        raise InputError("NO_ROWS", what, "save the answer of the query again, as CSV or JSON") from error
    finally:
        writer.close()


def _write_term(term: object) -> str:
    """Return the text of a term; a blank node names nothing."""
    return str(term.value) if isinstance(term, pyoxigraph.NamedNode | pyoxigraph.Literal) else ""
