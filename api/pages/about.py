"""The page /about: what the answers mean, and what they do not."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from api.pages.error_pages import PageRoute
from api.pages.templates import render_page

about_router = APIRouter(route_class=PageRoute, include_in_schema=False)


@about_router.get("/about")
def show_about() -> Response:
    """Show method, rules and limits."""
    return render_page("about.html")
