"""The route /v1/sources: what the answers rest on."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from api.openapi import describe_answer
from api.paging import ListPage
from api.representations import ANSWER, Form
from api.routes.replies import reply_page
from api.state import Current
from api.strict_route import StrictRoute
from graph.answers.sources import SourcesAnswer
from graph.queries import sources

sources_router = APIRouter(prefix="/v1", tags=["sources"], route_class=StrictRoute)


@sources_router.get("/sources", responses=describe_answer(SourcesAnswer, forms=ANSWER, paged=True))
def all_sources(generation: Current, form: Form, page: ListPage) -> Response:
    """Every source of the served generation."""
    return reply_page(SourcesAnswer(sources=tuple(sources(generation)), generation=generation.number), page, form)
