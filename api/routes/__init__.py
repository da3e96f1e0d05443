"""The JSON routes of /v1, one module a topic, and the health checks."""

from api.routes.analysis import analysis_router
from api.routes.health import health_router
from api.routes.neo4j import neo4j_router
from api.routes.parties import parties_router
from api.routes.sources import sources_router

__all__ = ["analysis_router", "health_router", "neo4j_router", "parties_router", "sources_router"]
