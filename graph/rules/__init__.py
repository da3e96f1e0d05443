"""Legal tests as named, versioned, dated rules: the table of them, and who meets one (docs/method/rules).

table.py holds the rules, legal_test.py says what each of their tests can do, evaluate.py asks them.
"""

from graph.rules.evaluate import holders, reach
from graph.rules.finding import Basis, Finding
from graph.rules.subgraph import Subgraph
from graph.rules.table import DEFAULT, RULES, parse_rule

__all__ = ["DEFAULT", "RULES", "Basis", "Finding", "Subgraph", "holders", "parse_rule", "reach"]
