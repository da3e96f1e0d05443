"""Tables of supposed changes: what is read and what is refused."""

from __future__ import annotations

import pytest

from graph.queries import read_changes
from ontology.errors import UsageError


@pytest.mark.parametrize("text", ["", "holder,subject\na,b\n", "owner,subject,share\na,b,1\n"])
def test_a_table_without_its_columns_is_refused(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_changes(text)
    assert caught.value.code == "NO_CHANGES"


def test_a_table_may_be_delimited_by_semicolons_and_leave_columns_in_any_order() -> None:
    assert read_changes("share;holder;subject\n33,5;a;b\n") == [{"share": "33,5", "holder": "a", "subject": "b"}]


def test_a_row_of_another_length_is_refused() -> None:
    with pytest.raises(UsageError, match="row 2 has 2 cells"):
        read_changes("holder,subject,share\na,b,1\na,b\n")
