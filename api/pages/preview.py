"""The page /reconcile/preview: what a party is and who controls it, in the small frame that a tool shows beside the cell of a table."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from api.cors import OPEN
from api.middleware import allow_frames
from api.pages.error_pages import PageRoute
from api.pages.templates import render_page
from api.pages.urls import Urls
from api.routes.parameters import QueryOptions
from api.state import Current, get_served, today
from graph.queries import QueryContext, controllers
from graph.queries.reconcile import describe_party
from graph.queries.wording import make_title

preview_router = APIRouter(prefix="/reconcile", route_class=PageRoute, include_in_schema=False)


@preview_router.get("/preview")
def show_preview(
    request: Request, generation: Current, options: QueryOptions, id: Annotated[str, Query(min_length=1, max_length=2000)]
) -> Response:
    """Show a party in a frame of any site: what it is, and for what can be owned, who controls it."""
    iri = generation.base.expand(id.strip())
    number = None if iri is None else generation.party_number(iri)
    urls = Urls.of(generation.base, options, dated="as_of" in request.query_params)
    # What reads the data of others' reconciliation shows this in a frame of its own; nothing can be done in it.
    policy = f"{allow_frames('*')}; script-src 'none'"
    headers = {"Content-Security-Policy": policy, **OPEN}
    if number is None:
        return render_page("preview.html", status=404, headers=headers, headline="Not found", what=f"No party here has the id {id[:200]}.")
    party = generation.party(number)
    service = (get_served(request).settings.public_url or "").rstrip("/")
    return render_page(
        "preview.html",
        headers=headers,
        headline=party.name,
        what=describe_party(party, today()),
        verdict=None if party.kind.is_never_owned else make_title(controllers(QueryContext.of(generation, options), number)),
        as_of=options.as_of.isoformat(),
        rule=options.setting.rule.title,
        generation=generation.number,
        whole=f"{service}{urls.entity(party.id)}",
    )
