"""The routes /v1/entities/{id}: every question about one party, named by its id."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.routes.parameters import QueryOptions
from api.routes.replies import reply
from api.state import Current
from graph.chart.build import build_party_chart, draw_party_chart
from graph.chart.model import to_json
from graph.generation.generation import Generation
from graph.queries import QueryContext, controlled, controllers, entity, history, holdings, owners
from graph.queries.history import Axis
from ontology.errors import NoMatch

entities_router = APIRouter(prefix="/v1/entities", tags=["parties"])
Comparison = Annotated[bool, Query(description="Brioschi's figure and the sum over simple paths beside each share")]


def find_by_id(generation: Generation, text: str) -> int:
    """The party with this IRI or compact id.  Raises NoMatch NO_PARTY; a name is no id."""
    iri = generation.base.expand(text)
    number = generation.party_number(iri) if iri else None
    if number is None:
        near = generation.search_index.search(text, 5)
        raise NoMatch("NO_PARTY", f"no party has the id {text[:200]}", "search first: /v1/search?q=NAME", near=near)
    return number


def redirect_if_merged(request: Request, generation: Generation, text: str) -> RedirectResponse | None:
    """Send 308 to the party's own address when the id was merged into another."""
    number = find_by_id(generation, text)
    party, iri = generation.party(number), generation.base.expand(text)
    if party.id == iri:
        return None
    path = request.url.path.replace(text, generation.base.compact(party.id), 1)
    return RedirectResponse(request.url.replace(path=path), status_code=308)


@entities_router.get("/{party:path}/controllers")
def entity_controllers(request: Request, generation: Current, options: QueryOptions, party: str) -> Response:
    """Who ultimately controls this party."""
    return redirect_if_merged(request, generation, party) or reply(
        request, generation, controllers(QueryContext.of(generation, options), find_by_id(generation, party))
    )


@entities_router.get("/{party:path}/controlled")
def entity_controlled(request: Request, generation: Current, options: QueryOptions, party: str) -> Response:
    """Everything that this party controls."""
    return redirect_if_merged(request, generation, party) or reply(
        request, generation, controlled(QueryContext.of(generation, options), find_by_id(generation, party))
    )


@entities_router.get("/{party:path}/owners")
def entity_owners(request: Request, generation: Current, options: QueryOptions, party: str, comparison: Comparison = False) -> Response:
    """Whose money is in this party, directly and through others."""
    return redirect_if_merged(request, generation, party) or reply(
        request, generation, owners(QueryContext.of(generation, options), find_by_id(generation, party), comparison=comparison)
    )


@entities_router.get("/{party:path}/holdings")
def entity_holdings(request: Request, generation: Current, options: QueryOptions, party: str) -> Response:
    """What this party holds directly."""
    return redirect_if_merged(request, generation, party) or reply(
        request, generation, holdings(QueryContext.of(generation, options), find_by_id(generation, party))
    )


@entities_router.get("/{party:path}/history")
def entity_history(request: Request, generation: Current, options: QueryOptions, party: str, axis: Axis = Axis.AS_OF) -> Response:
    """Who controlled this party when, or what was known when."""
    return redirect_if_merged(request, generation, party) or reply(
        request, generation, history(QueryContext.of(generation, options), find_by_id(generation, party), axis)
    )


@entities_router.get("/{party:path}/chart.svg")
def entity_chart(request: Request, generation: Current, options: QueryOptions, party: str) -> Response:
    """The answer as a picture."""
    redirect = redirect_if_merged(request, generation, party)
    if redirect is not None:
        return redirect
    return Response(draw_party_chart(QueryContext.of(generation, options), find_by_id(generation, party)), media_type="image/svg+xml")


@entities_router.get("/{party:path}/chart.json")
def entity_chart_data(request: Request, generation: Current, options: QueryOptions, party: str) -> Response:
    """What the picture shows, as data for other programs to draw."""
    return redirect_if_merged(request, generation, party) or reply(
        request, generation, to_json(build_party_chart(QueryContext.of(generation, options), find_by_id(generation, party)))
    )


@entities_router.get("/{party:path}")
def one_entity(request: Request, generation: Current, party: str) -> Response:
    """What the sources say of this party."""
    return redirect_if_merged(request, generation, party) or reply(request, generation, entity(generation, find_by_id(generation, party)))
