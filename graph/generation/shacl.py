"""Validates a generation against ontology/shapes.ttl with pyshacl (extra ``[shacl]``).  For articles and samples, not for registers.

rdflib carries the graph here, because pyshacl works on it; everything else asks Oxigraph.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Final

import rdflib
from rdflib.namespace import SH

from graph.generation.generation import Generation
from graph.rdf import triple_store
from ontology.errors import UsageError

_ONTOLOGY: Final = Path(str(files("ontology")))
MAX_STATEMENTS: Final = 50_000
"""Statements above which a validation would take too long to be of use."""


def _load_graph(generation: Generation) -> rdflib.Graph:
    """Read the union of the generation's graphs into an rdflib graph, vocabulary included."""
    out = io.BytesIO()
    triple_store.dump(triple_store.open_read_only(generation.triples_path), "turtle", out)
    return rdflib.Graph().parse(data=out.getvalue(), format="turtle")


def find_violations(generation: Generation) -> Iterator[str]:
    """Find what the shapes object to, one sentence each.  Raises UsageError NO_PYSHACL, TOO_LARGE_FOR_SHAPES."""
    try:
        from pyshacl import validate
    except ModuleNotFoundError:
        raise UsageError("NO_PYSHACL", "pyshacl is not installed", "pip install 'ownership-graph[shacl]'") from None
    if generation.manifest.statements > MAX_STATEMENTS:
        what = f"{generation.manifest.statements:,} statements are too many for a validation with pyshacl"
        raise UsageError("TOO_LARGE_FOR_SHAPES", what, f"validate samples of at most {MAX_STATEMENTS:,} statements")
    shapes = rdflib.Graph().parse(_ONTOLOGY / "shapes.ttl")
    _, report, _ = validate(_load_graph(generation), shacl_graph=shapes)
    for result in report.subjects(rdflib.RDF.type, SH.ValidationResult):
        focus, message = report.value(result, SH.focusNode), report.value(result, SH.resultMessage)
        yield f"{focus}: {message}"
