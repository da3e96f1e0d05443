"""All routes of /v1 and the health checks, in the order in which /docs lists them.  Needed by the service alone."""

from __future__ import annotations

from fastapi import APIRouter

from api.routes.candidates import candidates_router
from api.routes.changes import changes_router
from api.routes.controllers import controllers_router
from api.routes.cycles import cycles_router
from api.routes.dataset import dataset_router
from api.routes.entities import entities_router
from api.routes.export import export_router
from api.routes.exposure import exposure_router
from api.routes.health import health_router
from api.routes.neo4j import neo4j_router
from api.routes.ontology import ontology_router
from api.routes.paths import paths_router
from api.routes.reconcile import reconcile_router
from api.routes.resources import resources_router
from api.routes.rules import rules_router
from api.routes.search import search_router
from api.routes.sources import sources_router
from api.routes.statements import statements_router
from api.routes.stats import stats_router
from api.routes.what_if import what_if_router

routes_router = APIRouter()
for _router in (
    health_router,
    search_router,
    controllers_router,
    entities_router,
    statements_router,
    paths_router,
    cycles_router,
    candidates_router,
    exposure_router,
    what_if_router,
    changes_router,
    rules_router,
    sources_router,
    stats_router,
    export_router,
    dataset_router,
    resources_router,
    ontology_router,
    reconcile_router,
    neo4j_router,
):
    routes_router.include_router(_router)
