"""Questions about parties: search, entities, controllers, controlled, owners, holdings, history, statements."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.problems import problem_response
from api.routes.parameters import QueryOptions, reply
from api.state import Current
from graph.chart.build import described, picture
from graph.chart.model import to_json
from graph.generation.generation import Generation
from graph.queries import QueryContext, controlled, controllers, entity, find_party, history, holdings, owners, statement
from graph.queries.history import Axis
from ontology.errors import NoMatch, SeveralMatches

parties_router = APIRouter(prefix="/v1", tags=["parties"])
Text = Annotated[str, Query(min_length=1, max_length=300)]
Compared = Annotated[bool, Query(description="Brioschi's figure and the sum over simple paths beside each share")]


def by_id(generation: Generation, text: str) -> int:
    """The party with this IRI or compact id.  Raises NoMatch NO_PARTY; a name is no id."""
    iri = generation.base.expand(text)
    number = generation.party_number(iri) if iri else None
    if number is None:
        near = generation.search_index.search(text, 5)
        raise NoMatch("NO_PARTY", f"no party has the id {text[:200]}", "search first: /v1/search?q=NAME", near=near)
    return number


def moved(request: Request, generation: Generation, text: str) -> RedirectResponse | None:
    """308 to the party's own address when the id was merged into another."""
    number = by_id(generation, text)
    party, iri = generation.party(number), generation.base.expand(text)
    if party.id == iri:
        return None
    path = request.url.path.replace(text, generation.base.compact(party.id), 1)
    return RedirectResponse(request.url.replace(path=path), status_code=308)


@parties_router.get("/search")
def search(request: Request, generation: Current, q: Text, limit: Annotated[int, Query(ge=1, le=100)] = 20) -> Response:
    """Parties whose names or identifiers resemble the text, best first."""
    return reply(request, generation, {"query": q, "matches": generation.search_index.search(q, limit), "generation": generation.number})


@parties_router.get("/controllers")
def who_controls(request: Request, generation: Current, options: QueryOptions, party: Text) -> Response:
    """Who ultimately controls the party with this name or id; 300 with candidates when several fit."""
    try:
        number = find_party(generation, party)
    except SeveralMatches as several:
        return problem_response(several, request)
    return reply(request, generation, controllers(QueryContext.of(generation, options), number))


@parties_router.get("/entities/{party:path}/controllers")
def entity_controllers(request: Request, generation: Current, options: QueryOptions, party: str) -> Response:
    """Who ultimately controls this party."""
    return moved(request, generation, party) or reply(
        request, generation, controllers(QueryContext.of(generation, options), by_id(generation, party))
    )


@parties_router.get("/entities/{party:path}/controlled")
def entity_controlled(request: Request, generation: Current, options: QueryOptions, party: str) -> Response:
    """Everything that this party controls."""
    return moved(request, generation, party) or reply(
        request, generation, controlled(QueryContext.of(generation, options), by_id(generation, party))
    )


@parties_router.get("/entities/{party:path}/owners")
def entity_owners(request: Request, generation: Current, options: QueryOptions, party: str, comparison: Compared = False) -> Response:
    """Whose money is in this party, directly and through others."""
    return moved(request, generation, party) or reply(
        request, generation, owners(QueryContext.of(generation, options), by_id(generation, party), comparison=comparison)
    )


@parties_router.get("/entities/{party:path}/holdings")
def entity_holdings(request: Request, generation: Current, options: QueryOptions, party: str) -> Response:
    """What this party holds directly."""
    return moved(request, generation, party) or reply(
        request, generation, holdings(QueryContext.of(generation, options), by_id(generation, party))
    )


@parties_router.get("/entities/{party:path}/history")
def entity_history(request: Request, generation: Current, options: QueryOptions, party: str, axis: Axis = Axis.AS_OF) -> Response:
    """Who controlled this party when, or what was known when."""
    return moved(request, generation, party) or reply(
        request, generation, history(QueryContext.of(generation, options), by_id(generation, party), axis)
    )


@parties_router.get("/entities/{party:path}/chart.svg")
def entity_chart(request: Request, generation: Current, options: QueryOptions, party: str) -> Response:
    """The answer as a picture."""
    found = moved(request, generation, party)
    if found is not None:
        return found
    return Response(picture(QueryContext.of(generation, options), by_id(generation, party)), media_type="image/svg+xml")


@parties_router.get("/entities/{party:path}/chart.json")
def entity_chart_data(request: Request, generation: Current, options: QueryOptions, party: str) -> Response:
    """What the picture shows, as data for other programs to draw."""
    return moved(request, generation, party) or reply(
        request, generation, to_json(described(QueryContext.of(generation, options), by_id(generation, party)))
    )


@parties_router.get("/entities/{party:path}")
def one_entity(request: Request, generation: Current, party: str) -> Response:
    """What the sources say of this party."""
    return moved(request, generation, party) or reply(request, generation, entity(generation, by_id(generation, party)))


@parties_router.get("/statements/{iri:path}")
def one_statement(request: Request, generation: Current, iri: str) -> Response:
    """One claim of one source with its evidence."""
    return reply(request, generation, statement(generation, iri))
