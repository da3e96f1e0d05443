"""Answers as text for people, one module a topic.  Pure: an answer in, text out."""

from cli.text.about import entity_text, rules_text, search_text
from cli.text.control import batch_text, controlled_text, controllers_text, exposure_text, history_text, what_if_text
from cli.text.holdings import cycles_text, holdings_text, owners_text, paths_text
from cli.text.shared import spread

__all__ = [
    "batch_text",
    "controlled_text",
    "controllers_text",
    "cycles_text",
    "entity_text",
    "exposure_text",
    "history_text",
    "holdings_text",
    "owners_text",
    "paths_text",
    "rules_text",
    "search_text",
    "spread",
    "what_if_text",
]
