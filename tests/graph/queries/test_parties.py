"""Which parties the texts of a query mean."""

from __future__ import annotations

from pathlib import Path

import pytest

from ontology.errors import NoMatch, OwnershipError, UsageError
from tests.graph.queries.sheets import siblings, who


@pytest.mark.parametrize(
    ("together", "error", "code"),
    [(["ann"], UsageError, "BAD_GROUP"), (["ann,nobody"], NoMatch, "NO_PARTY"), (["ann,bea", "bea,out"], UsageError, "BAD_GROUP")],
)
def test_a_group_that_cannot_be_is_refused(tmp_path: Path, together: list[str], error: type[OwnershipError], code: str) -> None:
    with pytest.raises(error) as caught:
        who(tmp_path, siblings(), together=together)
    assert caught.value.code == code
