"""All pages for readers, in the order in which their addresses are looked through.  Needed by the service alone."""

from __future__ import annotations

from fastapi import APIRouter

from api.pages.about import about_router
from api.pages.candidates import candidates_router
from api.pages.changes import changes_router
from api.pages.compare import compare_router
from api.pages.cycles import cycles_router
from api.pages.dataset import dataset_router
from api.pages.docs import docs_router
from api.pages.embed import embed_router
from api.pages.entity import entity_router
from api.pages.help import help_router
from api.pages.history import history_router
from api.pages.home import home_router
from api.pages.ontology import ontology_router
from api.pages.paths import paths_router
from api.pages.preview import preview_router
from api.pages.search import search_router
from api.pages.sources import sources_router
from api.pages.statements import statements_router
from api.pages.status import status_router

pages_router = APIRouter(include_in_schema=False)
# What lies below the page of a party comes before it, since its id may have slashes.
for _router in (
    home_router,
    search_router,
    history_router,
    embed_router,
    entity_router,
    statements_router,
    sources_router,
    paths_router,
    compare_router,
    preview_router,
    changes_router,
    cycles_router,
    candidates_router,
    status_router,
    about_router,
    help_router,
    docs_router,
    dataset_router,
    ontology_router,
):
    pages_router.include_router(_router)
