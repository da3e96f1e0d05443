"""Legal tests as named, versioned, dated rules: the table of them, and who meets one (method, section 4)."""

from graph.rules.evaluate import holders, reach
from graph.rules.finding import Basis, Finding
from graph.rules.model import Citation, Combine, Parameter, Rule
from graph.rules.subgraph import Subgraph
from graph.rules.table import DEFAULT, RULES, RuleSetting, parse_rule

__all__ = [
    "DEFAULT",
    "RULES",
    "Basis",
    "Citation",
    "Combine",
    "Finding",
    "Parameter",
    "Rule",
    "RuleSetting",
    "Subgraph",
    "holders",
    "parse_rule",
    "reach",
]
