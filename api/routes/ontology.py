"""The routes /ontology, /ontology/shapes and /context: the vocabulary, its shapes and the JSON-LD contexts, to which w3id.org leads.

A released address never changes what it means: that of a version of the vocabulary, or of a context, answers for this version alone.
Owns formats and headers; the content is the files of ontology/ and the context of graph/rdf/answer.py.
"""

from __future__ import annotations

import io
from functools import lru_cache
from importlib.resources import files
from typing import Final

from fastapi import APIRouter
from pyoxigraph import DefaultGraph, Quad, RdfFormat, parse, serialize
from starlette.responses import RedirectResponse, Response

from api.cors import OPEN
from api.openapi import describe_download
from api.representations import HTML, JSONLD, NTRIPLES, RDFXML, TURTLE, Form, Representation
from api.strict_route import StrictRoute
from graph.answers import encode
from graph.rdf.answer_context import make_context
from graph.rdf.jsonld import CONTEXT as VOCABULARY_CONTEXT
from graph.rdf.jsonld import write_jsonld
from ontology.errors import NoMatch
from ontology.terms import PREFIXES, VERSION

ontology_router = APIRouter(tags=["linked data"], route_class=StrictRoute)
FORMS: Final = (TURTLE, JSONLD, NTRIPLES, RDFXML)
_VOCABULARY: Final = describe_download([form.media_type for form in (*FORMS, HTML)], 406)
_VERSION: Final = describe_download([form.media_type for form in (*FORMS, HTML)], 404, 406)
_SHAPES: Final = describe_download([form.media_type for form in FORMS], 406)
_CONTEXT: Final = describe_download([JSONLD.media_type], 404)
_SYNTAXES: Final = {NTRIPLES: RdfFormat.N_TRIPLES, RDFXML: RdfFormat.RDF_XML}
_DAY: Final = {"Cache-Control": "public, max-age=86400"}
CONTEXTS: Final = {"ownership": VOCABULARY_CONTEXT.read_bytes(), "answers": encode({"@context": make_context()})}
"""Contexts by name, of the records and of answers."""


@ontology_router.get("/ontology", response_class=Response, responses=_VOCABULARY)
def vocabulary(form: Form) -> Response:
    """The vocabulary: every class, property and code with its definition."""
    return _reply("ownership.ttl", form)


@ontology_router.get("/ontology/shapes", response_class=Response, responses=_SHAPES)
def shapes(form: Form) -> Response:
    """The shapes (SHACL) that the data fits."""
    return _reply("shapes.ttl", form)


@ontology_router.get("/ontology/{version}", response_class=Response, responses=_VERSION)
def vocabulary_version(version: str, form: Form) -> Response:
    """One version of the vocabulary: the one that this service has."""
    if version != VERSION:
        raise NoMatch("NO_VERSION", f"this service has no version {version[:40]} of the vocabulary", f"/ontology is version {VERSION}")
    if form is HTML:
        return RedirectResponse("/ontology.html", headers={"Vary": "Accept", **OPEN})
    return _reply("ownership.ttl", form)


@ontology_router.get("/context/v1/{name}.jsonld", response_class=Response, responses=_CONTEXT)
def context(name: str) -> Response:
    """A JSON-LD context: `answers` reads the JSON of this service, `ownership` its records in JSON-LD."""
    if name not in CONTEXTS:
        raise NoMatch("NO_CONTEXT", f"there is no context {name[:100]!r}", f"one of: {', '.join(CONTEXTS)}")
    return Response(CONTEXTS[name], headers={"Content-Type": JSONLD.content_type, **OPEN, **_DAY})


def _reply(file: str, form: Representation) -> Response:
    return Response(_write(file, form), headers={"Content-Type": form.content_type, "Vary": "Accept", **OPEN, **_DAY})


@lru_cache(maxsize=16)
def _write(file: str, form: Representation) -> bytes:
    """Write a file of the vocabulary in a format; Turtle as it was written by hand."""
    content = (files("ontology") / file).read_bytes()
    if form is TURTLE:
        return content
    triples = sorted((quad.triple for quad in parse(content, format=RdfFormat.TURTLE)), key=str)
    if form is JSONLD:
        out = io.BytesIO()
        write_jsonld((Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in triples), out)
        return out.getvalue()
    written = serialize(triples, format=_SYNTAXES[form], prefixes=PREFIXES if form is RDFXML else None)
    assert written is not None
    return written
