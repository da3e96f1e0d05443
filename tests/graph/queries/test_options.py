"""How a query is asked: rules and their parameters."""

from __future__ import annotations

from pathlib import Path

import pytest

from ontology.errors import UsageError
from tests.graph.queries.sheets import siblings, who


@pytest.mark.parametrize(
    ("options", "code", "valid"),
    [
        ({"rule": "biggest"}, "UNKNOWN_RULE", "uk-psc"),
        ({"parameters": ["size=1"]}, "UNKNOWN_PARAMETER", "threshold"),
        ({"parameters": ["threshold=70"]}, "BAD_THRESHOLD", "at-least-50"),
        ({"parameters": ["threshold"]}, "BAD_PARAMETER", "name=value"),
        ({"parameters": ["state=one", "state=several"]}, "BAD_PARAMETER", "once"),
    ],
)
def test_a_rule_or_parameter_that_there_is_not_is_refused_with_the_valid_ones(
    tmp_path: Path, options: dict[str, object], code: str, valid: str
) -> None:
    with pytest.raises(UsageError) as caught:
        who(tmp_path, siblings(), **options)
    assert caught.value.code == code
    assert valid in caught.value.hint
