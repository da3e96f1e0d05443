"""The route /id/{name}: the IRIs of the data lead on (303) to a document about the thing that they name, in the format that is asked for.

A party, a statement and a source have documents of their own; of whatever else the triples name, such as a derived graph, the document is
what they say of it, by SPARQL.  Owns which document that is; must not know how one is written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple
from urllib.parse import quote, urlencode

from fastapi import APIRouter
from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import Response

from api.cors import OPEN
from api.openapi import describe_answer
from api.representations import ANSWER, DESCRIBED, HTML, JSONLD, NTRIPLES, STATED, TURTLE, Representation, choose, split_suffix
from api.state import Current, get_served
from api.strict_route import StrictRoute
from graph.generation.generation import Generation
from graph.rdf import triple_store
from ontology.errors import NoMatch

_RESPONSES: Final = describe_answer(None, 404, forms=(*STATED, HTML), tagged=False)
del _RESPONSES[200]
_RESPONSES[303] = {
    "description": "The document: Location",
    "headers": {"Location": {"description": "The address of the document", "schema": {"type": "string"}}},
}
resources_router = APIRouter(tags=["linked data"], route_class=StrictRoute)

_PREFIX: Final = "/id/"
_NAME: Final = "{name:path}"
_SPARQL_FORMATS: Final = {TURTLE: "turtle", JSONLD: "jsonld", NTRIPLES: "ntriples", HTML: "html"}
_ABOUT: Final = """CONSTRUCT {{ ?s ?p ?o }} WHERE {{
  {{ GRAPH <{iri}> {{ ?s ?p ?o }} }} UNION {{ VALUES ?s {{ <{iri}> }} ?s ?p ?o }} UNION {{ VALUES ?o {{ <{iri}> }} ?s ?p ?o }}
}}"""


class Document(NamedTuple):
    """A document about a thing: the formats that it is given in, and its address in each."""

    forms: Sequence[Representation]
    locate: Callable[[Representation], str]


@resources_router.get(f"{_PREFIX}{_NAME}", status_code=303, response_class=Response, responses=_RESPONSES)
def resource(request: Request, generation: Current, name: str) -> Response:
    """The thing that an IRI of the data names: 303 to a document about it."""
    settings = get_served(request).settings
    prefix = request.scope["route"].path.removesuffix(_NAME)
    sent = (request.scope.get("raw_path") or b"").decode("latin-1").removeprefix(prefix)
    for text in dict.fromkeys((sent, name)):
        # Some ids end like a suffix, so the whole text comes first.
        for local, suffix in dict.fromkeys(((text, None), split_suffix(text))):
            document = find_document(generation, generation.base.iri + local, is_asked_elsewhere=settings.sparql_url is not None)
            if document is not None:
                form = choose(document.forms, ",".join(request.headers.getlist("accept")), suffix)
                return Response(status_code=303, headers={"Location": document.locate(form), "Vary": "Accept", **OPEN})
    raise NoMatch("NO_RESOURCE", f"nothing here has the IRI {generation.base.iri}{name[:200]}", "search for it: /v1/search?q=NAME")


def make_own_router(base: str, public_url: str | None) -> APIRouter:
    """Make the route at which the IRIs of the data are found as they are, where their base is an address of this service."""
    router = APIRouter(route_class=StrictRoute, include_in_schema=False)
    prefix = base.removeprefix((public_url or "").rstrip("/"))
    if public_url and prefix != base and prefix.startswith("/") and prefix not in ("/", _PREFIX) and not set("{}?#") & set(prefix):
        router.add_api_route(f"{prefix}{_NAME}", resource)
    return router


def find_document(generation: Generation, iri: str, *, is_asked_elsewhere: bool) -> Document | None:
    """Find the document about what an IRI below the base of the data names; None where nothing has this IRI.

    ``is_asked_elsewhere``: another server answers SPARQL, which has the derived graphs, whether or not they were built here.
    """
    base = generation.base
    number = generation.party_number(iri)
    if number is not None:
        return _make_document(STATED, "entities", "entity", base.compact(generation.party_iri(number)))
    if generation.has_statement(iri):
        return _make_document(STATED, "statements", "statement", base.compact(iri))
    if iri in generation.sources:
        return _make_document(ANSWER, "sources", "source", base.compact(iri))
    if iri in (f"{base.iri}dataset", f"{base.iri}metadata"):
        return Document(DESCRIBED, lambda form: f"/dataset.{form.suffix}")
    is_graph = is_asked_elsewhere and iri.startswith(base.graph("")) and _is_iri(iri)
    if is_graph or (generation.has_triples and triple_store.is_named(triple_store.open_read_only(generation.triples_path), iri)):
        query = _ABOUT.format(iri=iri)
        return Document(DESCRIBED, lambda form: f"/sparql?{urlencode({'query': query, 'format': _SPARQL_FORMATS[form]})}")
    return None


def _make_document(forms: Sequence[Representation], route: str, page: str, name: str) -> Document:
    """Make the document of what has a route and a page of its own."""
    segment = quote(name, safe=":/")
    return Document((*forms, HTML), lambda form: f"/{page}/{segment}" if form is HTML else f"/v1/{route}/{segment}.{form.suffix}")


def _is_iri(text: str) -> bool:
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True
