"""News names a company once and goes on with "the shares", "the owners" or with nothing: a holding told so is of that company, where it
can be of no other."""

from __future__ import annotations

import pytest

from tests.loaders.article.extraction import told

LOSS = "Buri Steel reported a loss on Monday. "
HELD = "Aral Oil owns 40% of Buri Steel. "
BOUGHT = "Buri Steel has been bought by Danish group Aral Oil. "


@pytest.mark.parametrize(
    ("text", "holders"),
    [
        # The company of which the sentence before tells.
        ("All of the shares are held by the Cetin Employee Trust.", {("Cetin Employee Trust", "100 %")}),
        ("Existing shareholders include Bahrain's Cetin Ventures and Dena Capital.", {("Cetin Ventures", None), ("Dena Capital", None)}),
        ("Current owners are Cetin Ventures and Dena Capital.", {("Cetin Ventures", None), ("Dena Capital", None)}),
        ("Cetin Metals, which became its biggest shareholder and built a port, has built up a 12% position.", {("Cetin Metals", "12 %")}),
        ("Cetin Metals, which emerged as the second-largest shareholder last year, has 12.8%.", {("Cetin Metals", "12.8 %")}),
        ("Cetin Metals, which has built a 17.9 per cent position since March, is patient.", {("Cetin Metals", "17.9 %")}),
        (
            "Shareholders with a combined 31.3 percent, among them Cetin Fund with 22 percent and Dena Life with 9.3 percent, agree.",
            {("Cetin Fund", "22 %"), ("Dena Life", "9.3 %")},
        ),
        (
            "Its shares are widely held, with Cetin Fund at 8.9 per cent and chairman Emil Brook at 5.2 per cent.",
            {("Cetin Fund", "8.9 %"), ("Emil Brook", "5.2 %")},
        ),
        (
            "The largest shareholders are Cetin Fund (12%), Dena Life (9%) and Ada Brook (4%).",
            {("Cetin Fund", "12 %"), ("Dena Life", "9 %"), ("Ada Brook", "4 %")},
        ),
        ("A quarter of the shares went to the Dutch insurer Cetin Life in 2014.", {("Cetin Life", "25 %")}),
        ("Half of the group belongs to Ada Brook.", {("Ada Brook", "50 %")}),
        (
            "A quarter of its shares sit with Cetin Life; the rest remains the property of Dena Fund.",
            {("Cetin Life", "25 %"), ("Dena Fund", None)},
        ),
        ("The Cetin Foundation controls 71 percent of the votes and 25 percent of the capital.", {("Cetin Foundation", "25 %")}),
        (
            "Its largest shareholder is the Cetin family with 29 percent, followed by pension fund Dena Life with 11 percent.",
            {("Cetin family", "29 %"), ("Dena Life", "11 %")},
        ),
        ("Cetin Capital, its main shareholder with 38 percent, was not thinking of selling.", {("Cetin Capital", "38 %")}),
        ("Cetin Capital, which recently disclosed a 7.4 percent holding, had called for a change.", {("Cetin Capital", "7.4 %")}),
        ("Cetin Ventures of Oslo is the biggest outside investor with 19 percent.", {("Cetin Ventures", "19 %")}),
        # What may be of another company, or is no holding.
        ("The heirs of founder Ada Brook, who have a 9 percent stake, agree.", set()),
        ("A quarter of the workers went to Cetin Tools.", set()),
        ("Shareholders include teachers and nurses.", set()),
        ("The shareholders of its rival include Cetin Capital.", set()),
        ("Shareholders no longer include Cetin Capital.", set()),
        ("Cetin Metals, which leads the market and has a share of 12.8%, did better.", set()),
        ("Cetin Metals has 12.8%.", set()),
        ("Its rival is Dena Mills. Cetin Metals owns a 12.8% stake.", set()),
        ("Voters include Cetin Fund with 22 percent and Dena Life with 9 percent.", set()),
        ("Shares fell by a tenth, with Cetin Steel at 9 percent below its high and Dena Steel at 4 percent.", set()),
    ],
)
def test_shares_that_are_told_behind_their_company(text: str, holders: set[tuple[str, str | None]]) -> None:
    assert told(LOSS + text) == {(holder, "Buri Steel", share, "in-effect") for holder, share in holders}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"{HELD}Cetin Metals, which built the plant on Malta and currently has 21%, has accepted the price.",
            {("Aral Oil", "40 %", "in-effect"), ("Cetin Metals", "21 %", "in-effect")},
        ),
        (f"{HELD}Emil Brook will not sell any of his 18%.", {("Aral Oil", "40 %", "in-effect"), ("Emil Brook", "18 %", "in-effect")}),
        (
            "Buri Steel missed a payment. Chairman Xu Brook owns 64.2% by way of his vehicle, Aral Limited. Cetin Fund, the second-largest "
            "shareholder, has 12.8%.",
            {("Xu Brook", "64.2 %", "in-effect"), ("Aral Limited", "64.2 %", "in-effect"), ("Cetin Fund", "12.8 %", "in-effect")},
        ),
        (
            "Buri Steel posted a profit. The Brook family, which controls 58.3% of the company through Aral Holdings Ltd, pledged shares.",
            {("Brook family", "58.3 %", "in-effect"), ("Aral Holdings Ltd", "58.3 %", "in-effect")},
        ),
        ("Buri Steel missed a payment. Its controlling shareholder, Ada Brook, owns 64.2%.", {("Ada Brook", "64.2 %", "in-effect")}),
        ("Buri Steel leads the market. Chairman Ada Brook owns 64.2%.", set()),
        (f"{HELD}Emil Brook sold his 18%.", {("Aral Oil", "40 %", "in-effect"), ("Emil Brook", "18 %", "former")}),
        (f"{HELD}Emil Brook plans to sell his 18%.", {("Aral Oil", "40 %", "in-effect"), ("Emil Brook", "18 %", "in-effect")}),
        (
            f"{BOUGHT}Aral takes over all shares from founder Emil Brook, who set up the business in 1984.",
            {("Aral Oil", None, "in-effect"), ("Emil Brook", "100 %", "former")},
        ),
        (f"{BOUGHT}It acquired the remaining shares from Emil Brook.", {("Aral Oil", None, "in-effect"), ("Emil Brook", None, "former")}),
        (
            "Aral Oil has entered exclusive negotiations to buy a majority of Buri Steel. The current owners, siblings Ada and Emil Brook, "
            "would retain a minority.",
            {("Aral Oil", ">50 %", "negotiating"), ("Ada", None, "in-effect"), ("Emil Brook", None, "in-effect")},
        ),
        ("Aral Oil is in talks to buy Buri Steel. The new owner, Cetin Capital, would keep the name.", {("Aral Oil", None, "negotiating")}),
    ],
)
def test_more_of_a_company_of_which_a_holding_is_told(text: str, expected: set[tuple[str, str | None, str]]) -> None:
    of_steel = {claim for claim in told(text) if claim[1] == "Buri Steel"}
    assert of_steel == {(holder, "Buri Steel", share, status) for holder, share, status in expected}


@pytest.mark.parametrize(
    ("before", "text", "expected"),
    [
        # What a sentence tells of a company makes a share behind it one that somebody holds.
        (
            "Buri Steel is up for sale.",
            "Cetin Capital, which bought 80 percent in 2019 from founder Ada Brook, has hired a bank.",
            {("Cetin Capital", "80 %", "in-effect")},
        ),
        (
            "Buri Steel has a new anchor shareholder.",
            "Emil Brook bought 15.1 percent from Dena Fund.",
            {("Emil Brook", "15.1 %", "in-effect")},
        ),
        (
            "Buri Steel is owned by three families.",
            "The Brook family has 40 percent, the Cetin family 35 percent and the Dena family the remaining 25 percent.",
            {("Brook family", "40 %", "in-effect"), ("Cetin family", "35 %", "in-effect"), ("Dena family", "25 %", "in-effect")},
        ),
        (
            "Buri Steel will change hands.",
            "Ada Brook is selling her 60 percent to Dutch group Cetin Mills.",
            {("Ada Brook", "60 %", "in-effect"), ("Cetin Mills", "60 %", "planned")},
        ),
        (
            "Buri Steel has changed hands.",
            "Ada Brook has sold her 60 percent to Dutch group Cetin Mills.",
            {("Ada Brook", "60 %", "former"), ("Cetin Mills", "60 %", "in-effect")},
        ),
        ("Buri Steel will be taken private.", "Cetin Capital offered $21 a share.", {("Cetin Capital", None, "planned")}),
        ("Buri Steel is up for sale.", "The market leader, Cetin Mills, has 30 percent.", set()),
        ("Buri Steel is up for sale, like its rival Dena Tools.", "Cetin Mills bought 30 percent in 2019.", set()),
        # What has no name may be the one that is meant.
        ("Buri Steel bought shares in a bank.", "Cetin Fund has a 20 percent stake.", set()),
        ("Buri Steel wants to take over a rival.", "Cetin Fund offered $21 a share.", set()),
        ("Buri Steel sold its stake in a mine.", "A quarter of the shares went to Cetin Fund.", set()),
        ("Buri Steel bought a yard.", "The yard is owned by Cetin Mills.", set()),
        ("Buri Steel invests in start-ups.", "Cetin Fund bought a 15 percent stake.", set()),
        ("Buri Steel issued new bonds.", "A third of the capital went to Cetin Bank as fees.", set()),
        ("Buri Steel will be listed in May.", "Cetin Bank offered $21 a share for Dena Tools.", set()),
        # The group that sold its chain is no part of the chain.
        (
            "Aral Stores has agreed to sell its Finnish chain Buri Steel to Cetin Mills.",
            "The group, which is 52 percent owned by the Dena Foundation, wants to grow.",
            {("Aral Stores", None, "in-effect"), ("Cetin Mills", None, "agreed")},
        ),
        ("Aral Oil said the watchdog had cleared its purchase of Buri Steel.", "It is pleased.", {("Aral Oil", None, "agreed")}),
        ("Aral Oil said the watchdog had not cleared its purchase of Buri Steel.", "It is not pleased.", set()),
        ("Aral Oil subscribed to new shares in Buri Steel, giving it 24 percent.", "", {("Aral Oil", "24 %", "in-effect")}),
    ],
)
def test_what_the_sentence_before_tells(before: str, text: str, expected: set[tuple[str, str | None, str]]) -> None:
    of_steel = {claim for claim in told(f"{before} {text}") if claim[1] == "Buri Steel"}
    assert of_steel == {(holder, "Buri Steel", share, status) for holder, share, status in expected}


@pytest.mark.parametrize(
    "text",
    [
        "Emeka Brook owns 25 per cent of Buri Steel. The company told the court that its only shareholder was Cetin Capital.",
        "Emeka Brook owns 25 per cent of Buri Steel. Its biggest shareholder is Cetin Capital.",
        "A Federal High Court heard a suit over a stake in Buri Steel. The company said its only shareholder was Cetin Capital.",
    ],
)
def test_the_company_is_no_person_and_no_court(text: str) -> None:
    assert ("Cetin Capital", "Buri Steel") in {(holder, subject) for holder, subject, _, _ in told(text)}


def test_a_town_that_no_list_has_is_no_company() -> None:
    assert told("Buri Steel, the Thornby tool grower formerly owned by Aral Oil, grew.") == {("Aral Oil", "Buri Steel", None, "former")}
    assert told("Brewer Buri Ales stays local. Aral Oil has taken a 60 percent share in the Thornby company.") == {
        ("Aral Oil", "Buri Ales", "60 %", "in-effect")
    }
    assert told("Buri Steel met Aral Oil. Ada Brook owns the Thornby group.") == {("Ada Brook", "Thornby", None, "in-effect")}
