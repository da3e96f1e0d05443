"""News names a company once and tells of its owners as it goes on: who had it before, who has how much, whose the rest is.  Beside each way
of telling stand sentences that look alike and tell nothing, or another thing."""

from __future__ import annotations

import pytest

from loaders.article.model import ABOVE
from tests.loaders.article.extraction import proposed

Told = tuple[str, str, str | None, str]


def told(text: str) -> set[Told]:
    """(holder, subject, share, status) of what the text tells of who holds what."""
    proposal = proposed(text)
    names = {party.key: party.name for party in proposal.parties}
    return {
        (names[c.holder], names[c.subject], c.share.label() if c.share else None, c.status.value)
        for c in proposal.claims
        if c.holder is not None and c.predicate in ABOVE
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Clyde Marine, bought by Isle of Man-based Manan Shipping in 2008 and sold on ten years later to its present owner, Aegis Sea, "
            "is for sale.",
            {("Aegis Sea", "Clyde Marine", None, "in-effect"), ("Manan Shipping", "Clyde Marine", None, "former")},
        ),
        (
            "Clyde Marine was taken over by Manan Shipping before being sold to Aegis Sea for $9 million.",
            {("Aegis Sea", "Clyde Marine", None, "in-effect"), ("Manan Shipping", "Clyde Marine", None, "former")},
        ),
        (
            "Clyde Marine was acquired by Manan Shipping and will be sold to Aegis Sea.",
            {("Manan Shipping", "Clyde Marine", None, "in-effect")},
        ),
        ("Clyde Marine was bought by Manan Shipping but not sold to Aegis Sea.", {("Manan Shipping", "Clyde Marine", None, "in-effect")}),
        (
            "Adria Port sh.p.k. belonged to builder Gjon Hoda, who had 60%, and Swiss fund Monte Capital, which had 40%.",
            {("Gjon Hoda", "Adria Port sh.p.k.", "60 %", "former"), ("Monte Capital", "Adria Port sh.p.k.", "40 %", "former")},
        ),
        (
            "Adria Port is owned by builder Gjon Hoda, who has 60%, and Monte Capital, which holds a 40% stake.",
            {("Gjon Hoda", "Adria Port", "60 %", "in-effect"), ("Monte Capital", "Adria Port", "40 %", "in-effect")},
        ),
        # What buyers had before is not what they have.
        (
            "Adria Port was bought by Dorn Ltd, which had 20%, and Monte Capital, which had 5%.",
            {("Dorn Ltd", "Adria Port", None, "in-effect"), ("Monte Capital", "Adria Port", None, "in-effect")},
        ),
        (
            "Half of Montevideo's second-biggest television channel, Canal Rambla, belongs to Sol Media, a quarter to Ada Brook.",
            {("Sol Media", "Canal Rambla", "50 %", "in-effect"), ("Ada Brook", "Canal Rambla", "25 %", "in-effect")},
        ),
        ("Shareholders of Buri Bank and of Ceda Bank have approved a merger creating the fourth-largest bank in the region.", set()),
        (
            "In a report on delays at the Red Bridge crossing we wrote that Aral Cargo Ltd was a subsidiary of Buri Bank. This is not the "
            "case. The Baku company is a subsidiary of Ceda Trans.",
            {("Buri Bank", "Aral Cargo Ltd", None, "denied"), ("Ceda Trans", "Aral Cargo Ltd", None, "in-effect")},
        ),
    ],
)
def test_who_owned_it_before_and_who_of_several_has_how_much(text: str, expected: set[Told]) -> None:
    """The middle owner of three has it no more; a share behind a name is that holder's."""
    assert told(text) == expected
