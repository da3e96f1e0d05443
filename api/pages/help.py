"""The page /help: how to ask, to check an answer, to take it along, and to ask by program."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from api.pages.error_pages import PageRoute
from api.pages.templates import render_page
from graph.rules.table import RULES

help_router = APIRouter(route_class=PageRoute, include_in_schema=False)


@help_router.get("/help")
def show_help() -> Response:
    """Show the ways to do things, and the rules that a question can be asked by."""
    return render_page("help.html", rules=[(rule.id, rule.title, rule.statement) for rule in RULES.values()])
