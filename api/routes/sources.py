"""The routes /v1/sources: what the answers rest on, all of it or one source."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.openapi import describe_answer
from api.paging import ListPage
from api.representations import ANSWER, Form, choose_for, split_suffix
from api.routes.replies import reply, reply_page
from api.state import Current
from api.strict_route import StrictRoute
from graph.answers.sources import OneSourceAnswer, SourcesAnswer
from graph.queries import source, sources

sources_router = APIRouter(prefix="/v1", tags=["sources"], route_class=StrictRoute)


@sources_router.get("/sources", responses=describe_answer(SourcesAnswer, forms=ANSWER, paged=True))
def all_sources(generation: Current, form: Form, page: ListPage) -> Response:
    """Every source of the served generation."""
    return reply_page(SourcesAnswer(sources=tuple(sources(generation)), generation=generation.number), page, form)


@sources_router.get("/sources/{iri:path}", responses=describe_answer(OneSourceAnswer, 404, forms=ANSWER))
def one_source(request: Request, generation: Current, iri: str) -> Response:
    """One source, with its publisher, day and licence."""
    name, suffix = split_suffix(iri)
    if suffix is not None and (generation.base.expand(iri) or iri) not in generation.sources:
        iri = name
    else:
        suffix = None
    form = choose_for(request, suffix)
    return reply(source(generation, iri), form, generation)
