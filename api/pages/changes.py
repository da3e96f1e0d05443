"""The pages /changes and /changes.atom: whose verdict changed between published generations."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Final

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from api.pages.error_pages import PageRoute
from api.pages.templates import ENVIRONMENT, render_page
from api.pages.urls import Urls
from api.routes.changes import Parties
from api.routes.parameters import QueryOptions
from api.state import Current, get_served
from graph.queries import changes
from graph.queries.wording import describe_changes

changes_router = APIRouter(route_class=PageRoute, include_in_schema=False)

_LISTED: Final = 200
"""Changes that one page lists."""
_GENERATIONS: Final = 5
"""Generations whose changes a feed tells, the newest first."""


@changes_router.get("/changes")
def show_changes(
    request: Request, generation: Current, options: QueryOptions, since: Annotated[str, Query(max_length=20)] = "", parties: Parties = None
) -> Response:
    """Show whose verdict changed since an earlier generation; since the one before, where none is named."""
    served = get_served(request)
    # After a rollback those that were served later can be compared with, too.
    others = [manifest for manifest in served.folder.manifests() if manifest.number != generation.number]
    earlier = [manifest for manifest in others if manifest.number < generation.number]
    number = served.folder.find_since(since) if since else earlier[-1].number if earlier else None
    answer = None if number is None else changes(served.open_earlier(number), generation, options, parties)
    return render_page(
        "changes.html",
        answer=answer,
        sentence=describe_changes(answer) if answer else "",
        listed=answer.changes[:_LISTED] if answer else (),
        most=_LISTED,
        generation=generation,
        others=others[::-1],
        parties=parties or [],
        urls=Urls.of(generation.base, options, dated="as_of" in request.query_params),
    )


@changes_router.get("/changes.atom")
def feed_changes(request: Request, generation: Current, options: QueryOptions, parties: Parties = None) -> Response:
    """Send the changes of the last generations as an Atom feed, newest first."""
    served = get_served(request)
    numbers = [number for number in served.folder.numbers() if number <= generation.number][-_GENERATIONS:]
    opened = [generation if number == generation.number else served.open_earlier(number) for number in numbers]
    answers = [changes(old, new, options, parties) for old, new in pairwise(opened)]
    address = (served.settings.public_url or "").rstrip("/")
    feed = ENVIRONMENT.get_template("changes.atom").render(
        answers=answers[::-1], generation=generation, address=address, query=request.url.query, urls=Urls(generation.base), listed=_LISTED
    )
    return Response(feed, media_type="application/atom+xml")
