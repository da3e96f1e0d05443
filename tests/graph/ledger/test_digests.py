"""What a statement says and what is stored of it are hashed at once for many as for one, whatever their texts look like."""

from __future__ import annotations

from typing import Final

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from graph.ledger.digests import digest_lines, hash_claim, hash_content
from ontology.statements import EntityStatement, Place

TEXTS: Final = st.sampled_from(['"place":', ',"evidence":', '"stated_at":null', "a,", "}", "\\", ""]) | st.text(max_size=5)
PLACES: Final = st.none() | st.builds(Place, file=TEXTS, line=st.none() | st.integers(1, 9), sha256=st.none() | TEXTS)


@given(
    st.lists(
        st.builds(
            EntityStatement, id=TEXTS, source=TEXTS, entity=TEXTS, place=PLACES, note=TEXTS, stated_at=st.sampled_from([None, "2020"])
        )
    )
)
def test_what_is_stored_is_hashed_without_decoding_whatever_its_texts_look_like(statements: list[EntityStatement]) -> None:
    lines = list(map(msgspec.json.encode, statements))
    digests = digest_lines(lines)
    assert digests.claims.tolist() == list(map(hash_claim, lines))
    assert digests.contents.tolist() == list(map(hash_content, lines))


def test_what_stands_elsewhere_is_the_same_claim_and_another_content() -> None:
    one, other = (
        msgspec.json.encode(EntityStatement(id="s", source="f", entity="e", place=Place(file="f.csv", line=line))) for line in (2, 3)
    )
    assert hash_claim(one) == hash_claim(other)
    assert hash_content(one) != hash_content(other)
