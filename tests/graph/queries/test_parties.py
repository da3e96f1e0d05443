"""Which parties the texts of a query mean."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from graph.queries import find_party
from ontology.errors import NoMatch, OwnershipError, UsageError
from ontology.statement_stream import StatementStream
from ontology.statements import Interest
from tests.graph.queries.sheets import siblings, who
from tests.scenarios import Sheet, publish_streams


@pytest.mark.parametrize(
    ("together", "error", "code"),
    [(["ann"], UsageError, "BAD_GROUP"), (["ann,nobody"], NoMatch, "NO_PARTY"), (["ann,bea", "bea,out"], UsageError, "BAD_GROUP")],
)
def test_a_group_that_cannot_be_is_refused(tmp_path: Path, together: list[str], error: type[OwnershipError], code: str) -> None:
    with pytest.raises(error) as caught:
        who(tmp_path, siblings(), together=together)
    assert caught.value.code == code


@pytest.mark.parametrize("text", ["529900T8BM49AURSDO55", " 529900t8bm49aursdo55 ", "lei:529900T8BM49AURSDO55"])
def test_a_party_that_is_only_mentioned_is_found_by_its_identifier(tmp_path: Path, text: str) -> None:
    sheet = Sheet()
    held = sheet.holds("a", "y", interest=Interest.OTHER_INFLUENCE_OR_CONTROL)
    iri = f"{sheet.base.iri}lei/529900T8BM49AURSDO55"
    sheet.rows[-1] = replace(held, holder=iri)
    generation = publish_streams(tmp_path, [StatementStream.from_statements(sheet.source, sheet.rows)])
    assert generation.party_iri(find_party(generation, text)) == iri
    with pytest.raises(NoMatch):
        find_party(generation, "529900T8BM49AURSDO56")
