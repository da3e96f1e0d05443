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


OWN_STAKE: set[Told] = {("Aral Oil", "Buri Steel", "30 %", "in-effect")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Aral Oil has received two offers for its entire 30% stake in Buri Steel.", OWN_STAKE),
        ("Aral Oil wrote down the value of its 30% stake in Buri Steel.", OWN_STAKE),
        ("Aral Oil is reviewing options for its 30 per cent stake in Buri Steel.", OWN_STAKE),
        ("Aral Oil has hired a bank to find a buyer for its 30% stake in Buri Steel.", OWN_STAKE),
        ("Aral Oil denied reports of its 30% stake in Buri Steel.", set()),
        ("Aral Oil booked a profit on the sale of its 30% stake in Buri Steel.", set()),
        ("Aral Oil said creditors wanted a higher price for their 30% stake in Buri Steel.", set()),
        ("Former owner Aral Oil earned little from its 30% stake in Buri Steel.", set()),
        ("Banks picked Cetin Ltd as bidder for their 30% stake in Buri Steel.", set()),
        # Consent to a sale.
        (
            "A judge said she would approve the sale of Buri Steel to one of its lenders, Aral Oil.",
            {("Aral Oil", "Buri Steel", None, "agreed")},
        ),
        ("The judge refused to approve the sale of Buri Steel to Aral Oil.", set()),
        ("The judge did not approve the sale of Buri Steel to Aral Oil.", set()),
        ("Regulators approved the sale of cement to Aral Oil by Buri Steel.", set()),
        # A bid for what is another's.
        (
            "Cetin Ltd has turned down an unsolicited offer from US packaging company Aral Oil for its subsidiary Buri Steel.",
            {("Aral Oil", "Buri Steel", None, "planned"), ("Cetin Ltd", "Buri Steel", None, "in-effect")},
        ),
        ("Cetin Ltd received an offer from Aral Oil for its former subsidiary Buri Steel.", set()),
        ("Cetin Ltd denied an approach from Aral Oil for its subsidiary Buri Steel.", set()),
        ("Cetin Ltd received an offer from Aral Oil for its support of Buri Steel.", set()),
        # Who is paid has it no more.
        (
            "Aral Oil paid 14 million euros to Cetin Ltd for Buri Steel.",
            {("Aral Oil", "Buri Steel", None, "in-effect"), ("Cetin Ltd", "Buri Steel", None, "former")},
        ),
        ("Aral Oil paid 14 million euros to Cetin Ltd for Buri Steel's debt.", set()),
        ("Aral Oil paid 14 million euros to Cetin Ltd for Buri gas turbines.", set()),
        (
            "Cetin Ltd has left Spain, transferring its 93 per cent of Buri Steel to minority partner Aral Oil.",
            {("Aral Oil", "Buri Steel", "93 %", "in-effect"), ("Cetin Ltd", "Buri Steel", "93 %", "former")},
        ),
        (
            "Cetin Ltd may leave Spain, transferring its 93 per cent of Buri Steel to Aral Oil.",
            {("Aral Oil", "Buri Steel", "93 %", "planned"), ("Cetin Ltd", "Buri Steel", "93 %", "in-effect")},
        ),
        ("Cetin Ltd left Spain without transferring its 93 per cent of Buri Steel to Aral Oil.", set()),
        # In one breath.
        ("Aral Oil said it does not own, and has never owned, the loan app QuickCoin.", {("Aral Oil", "QuickCoin", None, "denied")}),
        ("Aral Oil does not and has never owned Buri Steel.", {("Aral Oil", "Buri Steel", None, "denied")}),
        ("Buri Steel has been a 100% subsidiary of Aral Oil since May.", {("Aral Oil", "Buri Steel", "100 %", "in-effect")}),
        ("Aral Oil can acquire 75% of Buri Steel from Cetin Ltd.", {("Aral Oil", "Buri Steel", "75 %", "planned")}),
        ("Buri Steel is negotiating the sale of a 35% stake to Aral Oil.", {("Aral Oil", "Buri Steel", "35 %", "negotiating")}),
        (
            "Aral Oil has an option over the 30% of Buri Steel still in the hands of Ada Brook.",
            {("Ada Brook", "Buri Steel", "30 %", "in-effect")},
        ),
        (
            "Buri Press is owned by Cetin LLC, whose sole member is Ada Brook's son-in-law, Emil Dorn.",
            {("Cetin LLC", "Buri Press", None, "in-effect"), ("Emil Dorn", "Cetin LLC", "100 %", "in-effect")},
        ),
    ],
)
def test_owners_named_by_the_way_of_a_deal(text: str, expected: set[Told]) -> None:
    """A stake that is somebody's own, a consent, a bid for another's unit and a price paid tell who has what."""
    assert told(text) == expected
