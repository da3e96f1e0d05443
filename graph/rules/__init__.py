"""Legal tests as named, versioned, dated rules: the table of them, and who meets one (docs/method/rules)."""

from graph.rules.evaluate import holders, reach
from graph.rules.finding import Basis, Finding
from graph.rules.model import Citation, Combine, Parameter, Rule, RuleSetting
from graph.rules.subgraph import Subgraph
from graph.rules.table import DEFAULT, RULES, parse_rule

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
