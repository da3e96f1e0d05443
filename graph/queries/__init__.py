"""The queries, a module each: from an opened generation and its parties to an answer of graph/answers.

Each is named after its verb (``ownership controllers``, ``/v1/entities/{id}/controllers``); QueryContext says what is asked of what.
"""

from graph.queries.batch import batch, batch_all
from graph.queries.changes import changes
from graph.queries.context import QueryContext
from graph.queries.controlled import controlled
from graph.queries.controllers import controllers
from graph.queries.cycles import cycles
from graph.queries.entity import entity
from graph.queries.exposure import exposure
from graph.queries.history import history
from graph.queries.holdings import holdings
from graph.queries.hypothetical import read_changes
from graph.queries.options import Options, RawOptions
from graph.queries.owners import owners
from graph.queries.parties import find_party
from graph.queries.paths import paths
from graph.queries.rules import rules
from graph.queries.search import search
from graph.queries.sources import source, sources
from graph.queries.statements import statement, statements
from graph.queries.stats import stats
from graph.queries.what_if import what_if

__all__ = [
    "Options",
    "QueryContext",
    "RawOptions",
    "batch",
    "batch_all",
    "changes",
    "controlled",
    "controllers",
    "cycles",
    "entity",
    "exposure",
    "find_party",
    "history",
    "holdings",
    "owners",
    "paths",
    "read_changes",
    "rules",
    "search",
    "source",
    "sources",
    "statement",
    "statements",
    "stats",
    "what_if",
]
