"""The questions: one module each, from an opened generation and a party to the answer of graph/answers.py."""

from graph.questions.asking import Asking
from graph.questions.controlled import controlled
from graph.questions.controllers import controllers
from graph.questions.entity import entity
from graph.questions.finding import find_party
from graph.questions.holders import holdings, owners
from graph.questions.options import Options
from graph.questions.sources import sources, statement
from graph.questions.ways import ways

__all__ = ["Asking", "Options", "controlled", "controllers", "entity", "find_party", "holdings", "owners", "sources", "statement", "ways"]
