"""What is over, denied, planned, alleged, of another or the other way round is never read as the contrary."""

from __future__ import annotations

import pytest

from loaders.article import propose
from loaders.article.model import ABOVE
from tests.loaders.article.traps import TRAPS
from tests.loaders.article.traps_more import MORE_TRAPS
from tests.loaders.article.traps_reported import REPORTED_TRAPS

_ALL = {**TRAPS, **MORE_TRAPS, **REPORTED_TRAPS}
_TOLD = frozenset({*ABOVE, "votingRights"})


@pytest.mark.parametrize("kind", _ALL)
def test_no_claim_says_the_contrary(kind: str) -> None:
    for text, expected in _ALL[kind]:
        proposal = propose(text.encode(), name="a.txt")
        names = {party.key: party.name for party in proposal.parties}
        told = set()
        for claim in proposal.claims:
            if claim.holder is not None and claim.predicate in _TOLD:
                votes = "votes " if claim.predicate == "votingRights" else ""
                share = f" {votes}{claim.share.label()}" if claim.share else ""
                told.add(f"{names[claim.holder]} > {names[claim.subject]}{share}: {claim.status.value}")
        assert "; ".join(sorted(told)) == expected, text
