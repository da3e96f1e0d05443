"""The questions: one module each, from an opened generation and a party to the answer of graph/answers."""

from graph.questions.asking import Asking
from graph.questions.batch import batch, everyone
from graph.questions.controlled import controlled
from graph.questions.controllers import controllers
from graph.questions.cycles import cycles
from graph.questions.entity import entity
from graph.questions.exposure import exposure
from graph.questions.finding import find_party
from graph.questions.history import history
from graph.questions.holders import holdings, owners
from graph.questions.options import Options
from graph.questions.rules import rules
from graph.questions.sources import sources, statement
from graph.questions.supposing import read_changes
from graph.questions.ways import ways
from graph.questions.what_if import what_if

__all__ = [
    "Asking", "Options", "batch", "controlled", "controllers", "cycles", "entity", "everyone", "exposure", "find_party", "history",
    "holdings", "owners", "read_changes", "rules", "sources", "statement", "ways", "what_if",
]
