"""Which parties of two generations are the same: as their IRIs tell, one at a time."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from graph.generation.correspondence import match_parties
from tests.scenarios import Sheet, publish


def draw_sheet(draw: random.Random) -> Sheet:
    """Some of ten parties, of which some are the same."""
    sheet = Sheet("register")
    for number in draw.sample(range(10), 7):
        sheet.party(f"p{number}")
    for _ in range(draw.randint(0, 4)):
        one, other = draw.sample(range(10), 2)
        sheet.same(f"p{one}", sheet.id(f"p{other}"))
    return sheet


@pytest.mark.parametrize("seed", range(8))
def test_a_name_stands_for_all_whom_any_of_its_iris_names(seed: int, tmp_path: Path) -> None:
    draw = random.Random(f"correspondence {seed}")  # noqa: S311 - draws test cases
    old, new = publish(tmp_path / "old", draw_sheet(draw)), publish(tmp_path / "new", draw_sheet(draw))
    before, after = match_parties(old, new)
    for party in range(len(old)):
        known = new.party_number(old.party_iri(party))
        assert before.of[party] == (len(new) + party if known is None else known)
        if known is None:
            assert before.find(len(new) + party) == [party]
    for party in range(len(new)):
        assert (after.of[party], after.find(party)) == (party, [party])
        numbers = {old.party_number(iri) for iri in (new.party_iri(party), *new.aliases(party))} - {None}
        assert before.find(party) == sorted(numbers)  # type: ignore[type-var]
    some = np.array(draw.sample(range(len(new)), 3))
    names, numbers_of_some = before.find_all(some)
    assert sorted(zip(names.tolist(), numbers_of_some.tolist(), strict=True)) == sorted((int(n), p) for n in some for p in before.find(n))
