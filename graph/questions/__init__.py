"""The questions: one module each, from an opened generation and a party to the answer of graph/answers.py."""

from graph.questions.asking import Asking, Options, find_party
from graph.questions.controllers import controlled, controllers
from graph.questions.entity import entity
from graph.questions.holders import holdings, owners
from graph.questions.sources import sources, statement
from graph.questions.ways import ways

__all__ = ["Asking", "Options", "controlled", "controllers", "entity", "find_party", "holdings", "owners", "sources", "statement", "ways"]
