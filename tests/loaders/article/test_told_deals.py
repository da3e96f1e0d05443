"""Business news tells of a deal in the words of others: a regulator, a board, the company that is sold.  What it then calls "the group" or
"it" is what the deal is about, and a deal that came to nothing is none."""

from __future__ import annotations

import pytest

from tests.loaders.article.extraction import proposed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Who is meant.
        (
            "Aral Oil has taken a 5% stake in clinic operator Buri Health. Ada Brook owns 28% of the Chennai-listed group.",
            {("Aral Oil", "Buri Health", "5 %", "in-effect"), ("Ada Brook", "Buri Health", "28 %", "in-effect")},
        ),
        (
            "Aral Oil is close to buying a minority stake in yacht builder Buri Marine, the Daily Courier reported. The yard is owned by "
            "Cetin Capital.",
            {("Aral Oil", "Buri Marine", "<50 %", "negotiating"), ("Cetin Capital", "Buri Marine", None, "in-effect")},
        ),
        (
            "Aral Oil sold Buri Steel in 2020 to a fund managed by Cetin Capital, which still owns it.",
            {("Aral Oil", "Buri Steel", None, "former"), ("Cetin Capital", "Buri Steel", None, "in-effect")},
        ),
        # Deals of which others tell.
        (
            "The regulator cleared the purchase by meatpacker Aral Foods of a 50 percent stake in poultry producer Buri Farms.",
            {("Aral Foods", "Buri Farms", "50 %", "agreed")},
        ),
        (
            "Aral Oil signed an agreement with Japan's Cetin Power for the latter to acquire a 40 percent stake in Buri Steel.",
            {("Cetin Power", "Buri Steel", "40 %", "agreed")},
        ),
        (
            "Buri Bank said its sponsor, the Gulf-based Aral Group, had signed an agreement to sell its 51 per cent shareholding to a "
            "consortium of Cetin Textiles and Dena Holdings.",
            {
                ("Aral Group", "Buri Bank", "51 %", "in-effect"),
                ("Cetin Textiles", "Buri Bank", None, "agreed"),
                ("Dena Holdings", "Buri Bank", None, "agreed"),
            },
        ),
        (
            "Aral Oil said its board had approved the disposal of all its shares in mainland unit Buri Steel to Cetin Capital.",
            {("Cetin Capital", "Buri Steel", None, "agreed"), ("Aral Oil", "Buri Steel", None, "in-effect")},
        ),
        (
            "Egypt's sovereign fund has sold 25 percent of Buri Steel to Emirati investor Cetin Capital.",
            {("Cetin Capital", "Buri Steel", "25 %", "in-effect")},
        ),
        ("The fund will sell 25 percent of Buri Steel to Cetin Capital.", {("Cetin Capital", "Buri Steel", "25 %", "planned")}),
        ("Buri Ports is being sold by Canada's Aral Pension Board.", {("Aral Pension Board", "Buri Ports", None, "in-effect")}),
        (
            "Sanctions target two companies that Aral Oil owns, Buri Steel and Cetin Tankers.",
            {("Aral Oil", "Buri Steel", None, "in-effect"), ("Aral Oil", "Cetin Tankers", None, "in-effect")},
        ),
        ("Aral Oil has completed its £1.2bn takeover of rival Buri Steel.", {("Aral Oil", "Buri Steel", None, "in-effect")}),
        ("The court froze the 27 percent of Buri Steel that is held by Aral Oil.", {("Aral Oil", "Buri Steel", "27 %", "in-effect")}),
        (
            "Buri Steel is part of France's Aral group, itself 11 per cent owned by Cetin Capital.",
            {("Aral", "Buri Steel", None, "in-effect"), ("Cetin Capital", "Aral", "11 %", "in-effect")},
        ),
        ("Ada Brook has emerged as the owner of 12 percent of Buri Steel.", {("Ada Brook", "Buri Steel", "12 %", "in-effect")}),
        (
            "Aral Oil bought a further 1.2 million shares of Buri Steel, taking its interest to 29.7 percent.",
            {("Aral Oil", "Buri Steel", "29.7 %", "in-effect")},
        ),
        (
            "Aral Oil dropped its bid for Buri Athletic, leaving majority owner Ada Brook to look for another buyer.",
            {("Ada Brook", "Buri Athletic", ">50 %", "in-effect")},
        ),
        (
            "Buri Steel had been acquired only two years ago by Aral Oil, which sold it in March.",
            {("Aral Oil", "Buri Steel", None, "former")},
        ),
        # What is left after it.
        (
            "Buri Steel has been bought by Aral Oil. Ada Brook will retain a 20% stake.",
            {("Aral Oil", "Buri Steel", None, "in-effect"), ("Ada Brook", "Buri Steel", "20 %", "in-effect")},
        ),
        (
            "Ada Brook owns 12 percent of Buri Steel. The stake is held by Aral Oil.",
            {("Ada Brook", "Buri Steel", "12 %", "in-effect"), ("Aral Oil", "Buri Steel", None, "in-effect")},
        ),
        (
            "Ada Brook bought 12 percent of Buri Steel. The shares belonged to Aral Oil.",
            {("Ada Brook", "Buri Steel", "12 %", "in-effect"), ("Aral Oil", "Buri Steel", None, "former")},
        ),
        (
            "Buri Health, a hospital group, changed hands last week. The new owner is Aral Oil, which paid 140 million euros.",
            {("Aral Oil", "Buri Health", None, "in-effect")},
        ),
        # What came to nothing, and what only a lawyer says.
        ("Talks over the sale of Buri Steel have collapsed. Aral Oil had offered 900 million euros for the business.", set()),
        ("Aral Oil was in talks to buy Buri Steel. The negotiations broke down in May.", set()),
        (
            "The court froze the assets of businessman Emil Brook. Mr Brook's lawyers say he transferred his interest in Buri Steel to his "
            "niece, Dena Brook, in 2021.",
            {("Dena Brook", "Buri Steel", None, "alleged")},
        ),
    ],
)
def test_a_deal_as_others_tell_of_it(text: str, expected: set[tuple[str, str, str | None, str]]) -> None:
    proposal = proposed(text)
    names = {party.key: party.name for party in proposal.parties}
    assert {
        (names[claim.holder], names[claim.subject], claim.share.label() if claim.share else None, claim.status.value)
        for claim in proposal.claims
        if claim.holder is not None
    } == expected
