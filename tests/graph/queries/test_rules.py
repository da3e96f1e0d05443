"""The rules by which a query can be asked."""

from __future__ import annotations

from graph.queries import rules


def test_rules_are_listed_with_their_points_and_sources() -> None:
    listed = {rule.id: rule for rule in rules().rules}
    assert next(iter(listed)) == "majority-control"
    assert {"ofac-50", "uk-psc", "eu-amlr-52"} <= listed.keys()
    assert all(rule.sources and all(p.default == p.choices[0] for p in rule.parameters) for rule in listed.values())
