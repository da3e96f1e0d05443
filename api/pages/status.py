"""The page /status: which data is served, how old it and its sources are, and what is built for it."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter
from starlette.responses import Response

from api.pages.ages import describe_age
from api.pages.error_pages import PageRoute
from api.pages.sources import list_files
from api.pages.templates import render_page
from api.pages.urls import Urls
from api.state import Current, today
from ontology.dates import first_day

status_router = APIRouter(route_class=PageRoute, include_in_schema=False)

_LISTED: Final = 100
"""Files whose age is told, the oldest first."""


@status_router.get("/status")
def show_status(generation: Current) -> Response:
    """Show the state of the data."""
    manifest, day = generation.manifest, today()
    files = [(file, file.dates[-1] if file.dates else None) for file in list_files(generation)]
    files.sort(key=lambda pair: pair[1] or "")
    return render_page(
        "status.html",
        manifest=manifest,
        age=describe_age(first_day(manifest.created[:10]), day),
        files=[(file, date, describe_age(first_day(date), day) if date else "no day is stated") for file, date in files[:_LISTED]],
        more=len(files[_LISTED:]),
        indexes=[
            ("Search by name", generation.has_search_index, "ownership index names"),
            ("SPARQL", generation.has_triples, "ownership index triples"),
        ],
        urls=Urls(generation.base),
    )
