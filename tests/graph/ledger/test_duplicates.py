"""Which of several statements with one id is kept: the fullest, in whatever order they come."""

from __future__ import annotations

import itertools

import msgspec
import pytest

from graph.ledger.duplicates import choose
from ontology.shares import Share
from ontology.statements import Interest, InterestStatement, Place

EMPTY = InterestStatement(id="urn:s", source="urn:src", subject="urn:works", holder="urn:ann", interest=Interest.UNKNOWN)
FULL = msgspec.structs.replace(EMPTY, interest=Interest.SHAREHOLDING, share=Share.parse("66.67"), valid_from="2019-03-18")
OTHER = msgspec.structs.replace(FULL, share=Share.parse("60"))


def write(*statements: InterestStatement) -> list[bytes]:
    return [
        msgspec.json.encode(msgspec.structs.replace(statement, place=Place(file="r.json", line=line, sha256="0")))
        for line, statement in enumerate(statements, 1)
    ]


@pytest.mark.parametrize("order", list(itertools.permutations([EMPTY, EMPTY, FULL, FULL])))
def test_the_fullest_is_kept_and_covers_what_says_less(order: tuple[InterestStatement, ...]) -> None:
    choice = choose(write(*order))
    assert order[choice.kept] is FULL
    assert sorted([choice.kept, *choice.covered]) == [0, 1, 2, 3]
    assert choice.differing == []
    # Of equal ones the first in the file.
    assert choice.kept == order.index(FULL)


@pytest.mark.parametrize("order", list(itertools.permutations([EMPTY, FULL, OTHER])))
def test_of_two_that_contradict_each_other_one_is_kept_whatever_the_order(order: tuple[InterestStatement, ...]) -> None:
    choice = choose(write(*order))
    kept, (differing,) = order[choice.kept], choice.differing
    assert {kept.share, order[differing].share} == {FULL.share, OTHER.share}
    assert kept is max(FULL, OTHER, key=lambda statement: msgspec.json.encode(statement, order="deterministic"))
    assert [order[number] for number in choice.covered] == [EMPTY]
