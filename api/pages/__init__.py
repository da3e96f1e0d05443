"""The pages for readers: server-rendered, whole without JavaScript, nothing from another host."""

from fastapi import APIRouter

from api.pages.about import about_router
from api.pages.entity import answer_router
from api.pages.paths import ways_router
from api.pages.search import find_router
from api.pages.sources import sources_router
from api.pages.statements import claims_router

pages_router = APIRouter(include_in_schema=False)
for _router in (find_router, answer_router, claims_router, sources_router, ways_router, about_router):
    pages_router.include_router(_router)

__all__ = ["pages_router"]
