"""The routes /dataset and /.well-known/void: what the data set is, in DCAT and VoID, for whoever lists or fetches data sets."""

from __future__ import annotations

import io
from typing import Final

from fastapi import APIRouter
from pyoxigraph import DefaultGraph, Quad, RdfFormat, serialize
from starlette.requests import Request
from starlette.responses import Response

from api.openapi import describe_download
from api.representations import JSONLD, NTRIPLES, TURTLE, Form
from api.routes.export import DUMPS
from api.state import Current, get_served
from api.strict_route import StrictRoute
from graph.exports.dataset import Dump, describe_dataset
from graph.rdf.jsonld import write_jsonld
from ontology.terms import PREFIXES

dataset_router = APIRouter(tags=["sources"], route_class=StrictRoute)
_RESPONSES: Final = describe_download([TURTLE.media_type, JSONLD.media_type, NTRIPLES.media_type], 406)
_OPEN: Final = {"Access-Control-Allow-Origin": "*"}


@dataset_router.get("/dataset", response_class=Response, responses=_RESPONSES)
@dataset_router.get("/.well-known/void", response_class=Response, responses=_RESPONSES, name="well_known_void")
def dataset(request: Request, generation: Current, form: Form) -> Response:
    """The data set with its sources, their licences, its sizes and its dumps, as DCAT 3 and VoID."""
    service = (get_served(request).settings.public_url or str(request.base_url)).rstrip("/")
    dumps = [Dump(name, DUMPS[name.removesuffix(".gz")].media_type) for name in DUMPS]
    triples = sorted(set(describe_dataset(generation, service, dumps)), key=str)
    if get_served(request).settings.public_url is None:
        # It names the address that this reader used.
        request.state.is_unkept = True
    headers = {"Content-Type": form.content_type, **_OPEN}
    if form is JSONLD:
        out = io.BytesIO()
        write_jsonld((Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in triples), out)
        return Response(out.getvalue(), headers=headers)
    syntax = RdfFormat.TURTLE if form is TURTLE else RdfFormat.N_TRIPLES
    return Response(serialize(triples, format=syntax, prefixes=PREFIXES if form is TURTLE else None), headers=headers)
