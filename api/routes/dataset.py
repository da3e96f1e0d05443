"""The routes /dataset and /.well-known/void: what the data set is, in DCAT and VoID, for whoever lists or fetches data sets."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Final

from fastapi import APIRouter
from pyoxigraph import DefaultGraph, Quad, RdfFormat, Triple, serialize
from starlette.requests import Request
from starlette.responses import Response

from api.cors import OPEN
from api.openapi import describe_download
from api.representations import DESCRIBED, JSONLD, NTRIPLES, TURTLE, Form
from api.routes.export import DUMPS
from api.state import Current, get_served
from api.strict_route import StrictRoute
from graph.exports.dataset import Dump, describe_dataset
from graph.generation.generation import Generation
from graph.rdf.jsonld import write_jsonld
from ontology.terms import PREFIXES

dataset_router = APIRouter(tags=["sources"], route_class=StrictRoute)
_RESPONSES: Final = describe_download([TURTLE.media_type, JSONLD.media_type, NTRIPLES.media_type], 406)
_WITH_PAGE: Final = describe_download([form.media_type for form in DESCRIBED], 406)


@dataset_router.get("/dataset", response_class=Response, responses=_WITH_PAGE)
@dataset_router.get("/.well-known/void", response_class=Response, responses=_RESPONSES, name="well_known_void")
def dataset(request: Request, generation: Current, form: Form) -> Response:
    """The data set with its sources, their licences, its sizes and its dumps, as DCAT 3 and VoID."""
    triples = sorted(set(describe_served(request, generation)), key=str)
    headers = {"Content-Type": form.content_type, **OPEN}
    if form is JSONLD:
        out = io.BytesIO()
        write_jsonld((Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in triples), out)
        return Response(out.getvalue(), headers=headers)
    syntax = RdfFormat.TURTLE if form is TURTLE else RdfFormat.N_TRIPLES
    return Response(serialize(triples, format=syntax, prefixes=PREFIXES if form is TURTLE else None), headers=headers)


def describe_served(request: Request, generation: Generation) -> Iterator[Triple]:
    """Describe the data set as the service gives it at the address that is set, else at the one that the reader used."""
    served = get_served(request)
    if served.settings.public_url is None:
        # It names the address that this reader used.
        request.state.is_unkept = True
    if not generation.has_triples:
        # It says more when they are built, of the same generation.
        request.state.generation = None
    service = (served.settings.public_url or str(request.base_url)).rstrip("/")
    dumps = [Dump(name, DUMPS[name.removesuffix(".gz")].media_type) for name in DUMPS]
    return describe_dataset(generation, service, dumps, answers_sparql=served.answers_sparql(generation))
