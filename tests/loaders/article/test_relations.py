"""Relations read from sentences, and the traps that look like relations."""

from __future__ import annotations

import pytest

from tests.loaders.article.extraction import pairs, proposed


@pytest.mark.parametrize(
    "names", ["Aral Oil and Buri Steel", "Unlike Dorn, Aral Oil and Buri Steel", "Ceda owns Dorn, and Aral Oil and Buri Steel"]
)
@pytest.mark.parametrize(
    "verb", ["are subsidiaries of", "belong to", "are 60% owned by", "have been bought by", "were sold to", "are units of"]
)
def test_each_of_several_before_the_verb_is_told_of(names: str, verb: str) -> None:
    assert {s for h, _, s, *_ in pairs(f"{names} {verb} Gala Holdings.") if h == "Gala Holdings"} == {"Aral Oil", "Buri Steel"}


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Aral Motors owns 60 percent of Buri Steel LLP.", ("Aral Motors", "owns", "Buri Steel LLP", "60 %", "in-effect")),
        ("Aral Motors holds a 33.5% stake in Buri Steel.", ("Aral Motors", "owns", "Buri Steel", "33.5 %", "in-effect")),
        ("Aral Motors holds over 75% of Buri Steel.", ("Aral Motors", "owns", "Buri Steel", ">75 %", "in-effect")),
        ("Aral Motors holds 50% plus one share of Buri Steel.", ("Aral Motors", "owns", "Buri Steel", ">50 %", "in-effect")),
        ("Buri Steel will be held 82% by Aral Motors.", ("Aral Motors", "owns", "Buri Steel", "82 %", "planned")),
        ("Aral Motors offered $2 a share for Buri Steel.", ("Aral Motors", "owns", "Buri Steel", None, "planned")),
        ("The Buri cereal brand is owned by Aral Motors.", ("Aral Motors", "owns", "Buri", None, "in-effect")),
        ("Aral Trust is the sole member of Buri Homes.", ("Aral Trust", "owns", "Buri Homes", "100 %", "in-effect")),
        ("Ada Brook's investment company, Buri Holding, grew.", ("Ada Brook", "has-subsidiary", "Buri Holding", None, "in-effect")),
        ("Aral AG sold its U.S. arm, Buri America, to Ceda Oil.", ("Ceda Oil", "owns", "Buri America", None, "in-effect")),
        ("Aral Oil sold 10% of Buri Steel to Ceda, cutting its stake to 22%.", ("Aral Oil", "owns", "Buri Steel", "22 %", "in-effect")),
        ("Aral Oil owns two thirds of Buri Steel and Ceda Bank the other third.", ("Ceda Bank", "owns", "Buri Steel", "1/3", "in-effect")),
        ("Through Ceda Invest Oy, Ada Brook controls Buri Steel.", ("Ceda Invest Oy", "owns", "Buri Steel", None, "in-effect")),
        ("Aral Motors developed, owns and operates Buri Wind.", ("Aral Motors", "owns", "Buri Wind", None, "in-effect")),
        ("Aral Oil sold 19% of Buri Steel to Ada Brook's Ceda Fund.", ("Ceda Fund", "owns", "Buri Steel", "19 %", "in-effect")),
        ("U.S.-based Aral Tools agreed to buy the U.K.'s Buri Ltd.", ("Aral Tools", "owns", "Buri Ltd.", None, "agreed")),
        ("Aral Motors has a minority stake in Buri Steel.", ("Aral Motors", "owns", "Buri Steel", "<50 %", "in-effect")),
        ("Buri Steel is 40 percent owned by Aral Motors.", ("Aral Motors", "owns", "Buri Steel", "40 %", "in-effect")),
        ("Aral Motors, based in Almaty, acquired Buri Steel in 2009.", ("Aral Motors", "owns", "Buri Steel", None, "in-effect")),
        ("Buri Steel was purchased by Aral Motors in 2009.", ("Aral Motors", "owns", "Buri Steel", None, "in-effect")),
        ("Buri Steel was owned by Aral Motors.", ("Aral Motors", "owns", "Buri Steel", None, "former")),
        ("Buri Steel is a wholly owned subsidiary of Aral Motors.", ("Aral Motors", "owns", "Buri Steel", "100 %", "in-effect")),
        ("Buri Steel is a subsidiary of Aral Motors.", ("Aral Motors", "has-subsidiary", "Buri Steel", None, "in-effect")),
        ("Aral Motors is the majority shareholder of Buri Steel.", ("Aral Motors", "owns", "Buri Steel", ">50 %", "in-effect")),
        ("Aral Motors is the parent company of Buri Steel.", ("Aral Motors", "has-subsidiary", "Buri Steel", None, "in-effect")),
        ("Aral Motors agreed to buy 60 percent of Buri Steel.", ("Aral Motors", "owns", "Buri Steel", "60 %", "agreed")),
        ("Aral Motors plans to acquire Buri Steel.", ("Aral Motors", "owns", "Buri Steel", None, "planned")),
        ("Aral Motors is in talks to acquire Buri Steel.", ("Aral Motors", "owns", "Buri Steel", None, "negotiating")),
        ("Aral Motors announced it was selling Buri Steel to Cetin Holding.", ("Cetin Holding", "owns", "Buri Steel", None, "planned")),
        ("Buri Steel was sold to Aral Motors in 2009.", ("Aral Motors", "owns", "Buri Steel", None, "in-effect")),
        (
            "Buri Steel is directly administered by the central government.",
            ("the central government", "administers", "Buri Steel", None, "in-effect"),
        ),
        (
            "Buri Steel, a maker of rails, is supervised directly by the central government.",
            ("the central government", "supervises", "Buri Steel", None, "in-effect"),
        ),
        (
            "The central government both supervises and administers Buri Steel.",
            ("The central government", "supervises", "Buri Steel", None, "in-effect"),
        ),
        (
            "The central government both supervises and administers Buri Steel.",
            ("The central government", "administers", "Buri Steel", None, "in-effect"),
        ),
        (
            "Buri Steel was affiliated with the Ministry of Coal, whose successor is the Ministry of Energy.",
            ("Ministry of Energy", "succeeds", "Ministry of Coal", None, "in-effect"),
        ),
        ("Buri Steel, a maker of rails, belongs to Cetin Holding.", ("Cetin Holding", "has-member", "Buri Steel", None, "in-effect")),
        ("Since 2004 Buri Steel has been wholly owned by Cetin Holding.", ("Cetin Holding", "owns", "Buri Steel", "100 %", "in-effect")),
        ("Buri Steel Chairman Ada Brook spoke.", ("Ada Brook", "chairs", "Buri Steel", None, "in-effect")),
        ("Ada Brook, chairman of Buri Steel, spoke.", ("Ada Brook", "chairs", "Buri Steel", None, "in-effect")),
        (
            "Buri Steel is a joint venture between Aral Motors and Cetin Holding.",
            ("Cetin Holding", "owns", "Buri Steel", None, "in-effect"),
        ),
    ],
)
def test_a_sentence_gives_its_relation(text: str, expected: tuple[str, str, str, str | None, str]) -> None:
    assert expected in pairs(text)


@pytest.mark.parametrize(
    "text, expected",
    [
        # Places, exchanges and territories hold nothing.
        ("Velma Paper is owned by Zurich-based Zora Mills.", [("Zora Mills", "owns", "Velma Paper", None, "in-effect")]),
        ("Zora Mills bought 5% of Oslo-listed Velma Paper.", [("Zora Mills", "owns", "Velma Paper", "5 %", "in-effect")]),
        (
            "Velma Paper is wholly owned by the Cayman Islands company Zora Mills Ltd.",
            [("Zora Mills Ltd.", "owns", "Velma Paper", "100 %", "in-effect")],
        ),
        # What is denied, asked, supposed or over is not in effect.
        ("Velma Paper denied that it is controlled by Ivan Brook.", [("Ivan Brook", "owns", "it", None, "denied")]),
        ("Zora Mills does not own Velma Paper.", [("Zora Mills", "owns", "Velma Paper", None, "denied")]),
        ("Zora Mills no longer owns Velma Paper.", [("Zora Mills", "owns", "Velma Paper", None, "former")]),
        ("Velma Paper is not owned by Zora Mills.", [("Zora Mills", "owns", "Velma Paper", None, "denied")]),
        ("Reports that Zora Mills owns Velma Paper are untrue.", [("Zora Mills", "owns", "Velma Paper", None, "denied")]),
        ("A blogger alleged that Zora Mills owns Velma Paper.", [("Zora Mills", "owns", "Velma Paper", None, "alleged")]),
        ("If Zora Mills owned 40% of Velma Paper, it would have to bid.", []),
        ("Does Zora Mills own Velma Paper?", []),
        # What a company has is not the company, and what its owner does is no name of its owner.
        ("Zora Mills controls Velma Paper's board.", []),
        ("Zora Mills holds 30% of Velma Paper's debt.", []),
        ("The owner of Velma Paper is suing Zora Mills.", []),
        ("The owner of Velma Paper is a cousin of Ada Brook.", []),
        ("The mill of Velma Paper is registered in the name of Zora Mills.", []),
        ("Velma Paper is split between Zora supporters and Dena supporters.", []),
        ("Velma Paper isn't owned by Dena Bank, it is owned by Zora Mills.", [("Zora Mills", "owns", "it", None, "in-effect")]),
        ("To Zora Mills belongs the credit for saving Velma Paper.", []),
        ("The shares of Velma Paper fell to Zora's offer price.", []),
        ("Ada Brook joined Velma Paper as an investor relations manager.", []),
        ("Velma Paper was bought by a mill in Norway, Zora Mills reported.", []),
        ("Shareholders of Zora Mills will own 70% of Velma Paper.", []),
        (
            "Zora Mills, Ada Brook's holding company, sells to Velma Paper.",
            [("Ada Brook", "has-subsidiary", "Zora Mills", None, "in-effect")],
        ),
        ("Ada Brook denied that Zora Mills had sold Velma Paper.", []),
        ("Zora Mills has not sold its stake in Velma Paper.", [("Zora Mills", "owns", "Velma Paper", None, "in-effect")]),
        ("Zora Mills owns ships, Velma Paper and Dena Bank said.", []),
        # A share that is told of one of several, before its holder, behind a purchase, or of a holder by name.
        (
            "The capital of Velma Paper was held as to 60% by Ada Brook and as to 40% by Zora Mills.",
            [("Zora Mills", "owns", "Velma Paper", "40 %", "former"), ("Ada Brook", "owns", "Velma Paper", "60 %", "former")],
        ),
        (
            "Velma Paper is owned by Zora Mills and Dena Bank, the former holding 65% and the latter 35%.",
            [("Zora Mills", "owns", "Velma Paper", "65 %", "in-effect"), ("Dena Bank", "owns", "Velma Paper", "35 %", "in-effect")],
        ),
        (
            "Half of Velma Paper is owned by Zora Mills, the other half by Dena Bank.",
            [("Zora Mills", "owns", "Velma Paper", "50 %", "in-effect"), ("Dena Bank", "owns", "Velma Paper", "50 %", "in-effect")],
        ),
        (
            "Owner of 51% of Velma Paper is Ada Brook, 49% belongs to Zora Mills.",
            [("Ada Brook", "owns", "Velma Paper", "51 %", "in-effect"), ("Zora Mills", "owns", "Velma Paper", "49 %", "in-effect")],
        ),
        ("With 35%, Zora Mills is the largest shareholder of Velma Paper.", [("Zora Mills", "owns", "Velma Paper", "35 %", "in-effect")]),
        (
            "Zora Mills bought 10% of Velma Paper from Dena Bank, raising its stake to 35%.",
            [("Zora Mills", "owns", "Velma Paper", "35 %", "in-effect")],
        ),
        ("Ada Brook owns every single share of Velma Paper.", [("Ada Brook", "owns", "Velma Paper", "100 %", "in-effect")]),
        (
            "Zora Mills sold all of its shares (12.8%) in Velma Paper to Dena Bank.",
            [("Dena Bank", "owns", "Velma Paper", "12.8 %", "in-effect"), ("Zora Mills", "owns", "Velma Paper", "12.8 %", "former")],
        ),
        (
            "Velma Paper has rejected the bid. The sponsors, the Qadri family, presently hold 63 per cent.",
            [("Qadri family", "owns", "Velma Paper", "63 %", "in-effect")],
        ),
        (
            "Zora Mills and Dena Bank founded Velma Paper as a joint venture. Dena Bank left in 2020.",
            [("Zora Mills", "owns", "Velma Paper", None, "in-effect"), ("Dena Bank", "owns", "Velma Paper", None, "former")],
        ),
        (
            "Dena Press is fully owned by Dena Bank, and Zora Glass by Zora Mills.",
            [("Zora Mills", "owns", "Zora Glass", "100 %", "in-effect"), ("Dena Bank", "owns", "Dena Press", "100 %", "in-effect")],
        ),
        (
            "Shares of Velma Paper rose. Canada's Zora Mills remains the largest shareholder with 31%.",
            [("Zora Mills", "owns", "Velma Paper", "31 %", "in-effect")],
        ),
        (
            "Velma Paper is a 60/40 joint venture of Zora Mills and Dena Bank.",
            [("Zora Mills", "owns", "Velma Paper", "60 %", "in-effect"), ("Dena Bank", "owns", "Velma Paper", "40 %", "in-effect")],
        ),
        (
            "Zora Mills owns 60% of Velma Paper. A further 25pc is in the hands of Dena Bank.",
            [("Zora Mills", "owns", "Velma Paper", "60 %", "in-effect"), ("Dena Bank", "owns", "Velma Paper", "25 %", "in-effect")],
        ),
        (
            "Velma Paper's parent, Zora Mills, has sold 15% of Velma Paper to Dena Bank, cutting its stake to 60%.",
            [("Zora Mills", "has-subsidiary", "Velma Paper", None, "in-effect"), ("Dena Bank", "owns", "Velma Paper", "15 %", "in-effect")],
        ),
        (
            "Ivan Brook denied that Velma Paper, in which Dena Bank holds 44%, is for sale.",
            [("Dena Bank", "owns", "Velma Paper", "44 %", "in-effect")],
        ),
        (
            "Zora Mills raised its holding in Velma Paper to 83% by buying the shares of Dena Bank.",
            [("Zora Mills", "owns", "Velma Paper", "83 %", "in-effect")],
        ),
        (
            "The cap table of Velma Labs looks like this: founder Ada Brook 41 percent, Zora Capital 22 percent, Dena Fund 15 percent.",
            [
                ("Ada Brook", "owns", "Velma Labs", "41 %", "in-effect"),
                ("Zora Capital", "owns", "Velma Labs", "22 %", "in-effect"),
                ("Dena Fund", "owns", "Velma Labs", "15 %", "in-effect"),
            ],
        ),
        ("He was asked whether Zora Mills owns 40% of Velma Paper.", []),
        (
            "Velma Paper confirmed that Zora Mills has become the owner of 100 percent of its shares.",
            [("Zora Mills", "owns", "its", "100 %", "in-effect")],
        ),
        ("Zora Mills holds the other half of the venture Velma Paper.", [("Zora Mills", "owns", "Velma Paper", "50 %", "in-effect")]),
        (
            "Velma Paper has three shareholders: Zora Mills 30%, Dena Bank 25% and Tor Vik 10%.",
            [
                ("Zora Mills", "owns", "Velma Paper", "30 %", "in-effect"),
                ("Dena Bank", "owns", "Velma Paper", "25 %", "in-effect"),
                ("Tor Vik", "owns", "Velma Paper", "10 %", "in-effect"),
            ],
        ),
        ("Chairman Kang Min-ho controls Zora Mills with 38%.", [("Kang Min-ho", "owns", "Zora Mills", "38 %", "in-effect")]),
        (
            "Zora Mills sold its stake in Dena Foods to Tor Vik and acquired Velma Paper.",
            [("Zora Mills", "owns", "Velma Paper"), ("Tor Vik", "owns", "Dena Foods"), ("Zora Mills", "owns", "Dena Foods")],
        ),
        (
            "Dena Motors sold 8.2% of Dena Steel to Zora Holdings, which already owns 21% of the steelmaker.",
            [("Zora Holdings", "owns", "the steelmaker", "21 %", "in-effect")],
        ),
        (
            "Velma Paper rose 8 percent after its rival Zora Mills disclosed a 5.1 percent stake.",
            [("Zora Mills", "owns", "Velma Paper", "5.1 %", "in-effect")],
        ),
        (
            "Zora Mills controls Velma Paper through a 63% stake held by its subsidiary Dena Mills.",
            [
                ("Dena Mills", "owns", "Velma Paper", None, "in-effect"),
                ("Zora Mills", "has-subsidiary", "Dena Mills", None, "in-effect"),
                ("Zora Mills", "owns", "Velma Paper", None, "in-effect"),
            ],
        ),
        ("Zora Mills will not sell its 40% stake in Velma Paper.", [("Zora Mills", "owns", "Velma Paper", "40 %", "in-effect")]),
        (
            "Velma Paper, 85% of which belongs to Zora Mills and 15% to Dena Bank, grew.",
            [("Zora Mills", "owns", "Velma Paper", "85 %", "in-effect"), ("Dena Bank", "owns", "Velma Paper", "15 %", "in-effect")],
        ),
        (
            "Velma Paper makes rails. The majority of its shares are in the hands of Zora Mills.",
            [("Zora Mills", "owns", "its", ">50 %", "in-effect")],
        ),
        (
            "Velma Paper has a new owner. 60% of its shares were transferred last week to Zora Mills.",
            [("Zora Mills", "owns", "its", "60 %", "in-effect")],
        ),
        (
            "Zora Mills hired Olga Berg. Ada Brook never owned shares in Velma Paper, she said.",
            [("Ada Brook", "owns", "Velma Paper", None, "denied")],
        ),
        (
            "Zora Mills makes rails. Its chairman, Ada Brook, holds a further 4 percent of the capital.",
            [("Ada Brook", "owns", "Its", "4 %", "in-effect")],
        ),
        (
            "Velma Paper's Danish unit, Dena Mills, is not for sale: it was sold in March to Zora Capital.",
            [("Velma Paper", "has-subsidiary", "Dena Mills", None, "in-effect"), ("Zora Capital", "owns", "it", None, "in-effect")],
        ),
        ("Velma Paper was bought by Ada Brook's Zora Mills.", [("Zora Mills", "owns", "Velma Paper", None, "in-effect")]),
        ("Brook is a member of the Zora Labour Party.", []),
        (
            "Velma Paper completed the sale of its Irish unit, Dena Press, to Zora Mills.",
            [("Zora Mills", "owns", "Dena Press", None, "in-effect"), ("Velma Paper", "owns", "Dena Press", None, "former")],
        ),
        (
            "The authority has approved the acquisition of 65% of Velma Paper by Dutch investor Zora Mills.",
            [("Zora Mills", "owns", "Velma Paper", "65 %", "agreed")],
        ),
        ("The largest investor in Velma Paper is Zora Mills, with 22.4%.", [("Zora Mills", "owns", "Velma Paper", "22.4 %", "in-effect")]),
        (
            "Velma Ltd has three shareholders of equal weight: Ada Brook, Ivan Dorn and Zora Mills.",
            [
                ("Ada Brook", "owns", "Velma Ltd", None, "in-effect"),
                ("Ivan Dorn", "owns", "Velma Ltd", None, "in-effect"),
                ("Zora Mills", "owns", "Velma Ltd", None, "in-effect"),
            ],
        ),
        ("Velma Paper, which Zora Mills bought in 2016, has been sold.", [("Zora Mills", "owns", "Velma Paper", None, "former")]),
        ("Velma is an investment firm based in Zora, with offices in Dena and Brook.", []),
        ("Velma Paper belongs to the Brook family.", [("Brook family", "has-member", "Velma Paper", None, "in-effect")]),
        (
            "Velma Paper was bought by Zora Mills, the owner of Dena Press.",
            [("Zora Mills", "owns", "Velma Paper", None, "in-effect"), ("Zora Mills", "owns", "Dena Press", None, "in-effect")],
        ),
        ("Regulators have cleared the purchase of Velma Paper by Zora Mills.", [("Zora Mills", "owns", "Velma Paper", None, "agreed")]),
        (
            "Ada Brook transferred her shares in Velma Paper to Ivan Dorn, who has since sold them.",
            [("Ivan Dorn", "owns", "Velma Paper", None, "former"), ("Ada Brook", "owns", "Velma Paper", None, "former")],
        ),
        (
            "The person with significant control of Velma Ltd is Ada Brook, who holds 75% or more of the shares.",
            [("Ada Brook", "owns", "Velma Ltd", "≥75 %", "in-effect")],
        ),
        (
            "Insurer Zora Re and pension fund Dena each took a 25% stake in Velma Paper.",
            [("Zora Re", "owns", "Velma Paper", "25 %", "in-effect"), ("Dena", "owns", "Velma Paper", "25 %", "in-effect")],
        ),
        ("Zora Mills holds between 25% and 50% of Velma Paper.", [("Zora Mills", "owns", "Velma Paper", "25–50 %", "in-effect")]),
        (
            "Zora Mills holds more than 25% but not more than 50% of Velma Paper.",
            [("Zora Mills", "owns", "Velma Paper", "25–50 %", "in-effect")],
        ),
        ("Velma Paper is owned by funds advised by Zora Partners.", [("Zora Partners", "owns", "Velma Paper", None, "in-effect")]),
        (
            "Velma SpA: Zora Holding, 70%; Enzo Brook, 30%.",
            [("Zora Holding", "owns", "Velma SpA", "70 %", "in-effect"), ("Enzo Brook", "owns", "Velma SpA", "30 %", "in-effect")],
        ),
        (
            "Zora Group, formerly the Dena Communications Group, is the parent of Velma Paper.",
            [("Zora Group", "has-subsidiary", "Velma Paper", None, "in-effect")],
        ),
        ("As a subsidiary of Zora Mills, Velma Paper sells boxes.", [("Zora Mills", "has-subsidiary", "Velma Paper", None, "in-effect")]),
        ("He took the position of Velma Paper secretary.", []),
        ("Velma Paper was demerged from its parent Zora Mills.", [("Zora Mills", "has-subsidiary", "Velma Paper", None, "former")]),
        (
            "Zora Mills, through its subsidiary Dena Steel, acquired Velma Paper.",
            [
                ("Dena Steel", "owns", "Velma Paper", None, "in-effect"),
                ("Zora Mills", "has-subsidiary", "Dena Steel", None, "in-effect"),
                ("Zora Mills", "owns", "Velma Paper", None, "in-effect"),
            ],
        ),
        # Shares in other words.
        ("Zora Mills has raised its stake in Velma Paper to 35% from 20%.", [("Zora Mills", "owns", "Velma Paper", "35 %", "in-effect")]),
        ("Zora Mills cut its holding in Velma Paper from 35% to 20%.", [("Zora Mills", "owns", "Velma Paper", "20 %", "in-effect")]),
        ("Zora Mills wholly owns Velma Paper.", [("Zora Mills", "owns", "Velma Paper", "100 %", "in-effect")]),
        ("Zora Mills acquired half of Velma Paper.", [("Zora Mills", "owns", "Velma Paper", "50 %", "in-effect")]),
        ("Zora Mills holds a third of Velma Paper.", [("Zora Mills", "owns", "Velma Paper", "1/3", "in-effect")]),
        ("Zora Mills owns and runs Velma Paper.", [("Zora Mills", "owns", "Velma Paper", None, "in-effect")]),
        (
            "Velma Paper's largest shareholder, Zora Mills, which has an 18% stake, left.",
            [("Zora Mills", "owns", "Velma Paper", "18 %", "in-effect")],
        ),
        (
            "The shareholders of Velma Paper are Zora Mills (60%) and Dena Bank (40%).",
            [("Zora Mills", "owns", "Velma Paper", "60 %", "in-effect"), ("Dena Bank", "owns", "Velma Paper", "40 %", "in-effect")],
        ),
        (
            "Zora Mills owns 62% of Velma Paper; the remaining 38% is held by Dena Bank.",
            [("Zora Mills", "owns", "Velma Paper", "62 %", "in-effect"), ("Dena Bank", "owns", "Velma Paper", "38 %", "in-effect")],
        ),
        (
            "If converted in full, the loan would give Zora Mills up to 25% of Velma Paper.",
            [("Zora Mills", "owns", "Velma Paper", "≤25 %", "planned")],
        ),
        (
            "Zora Mills sold its remaining 15 percent stake in Velma Paper to Dena Bank. Dena Bank now holds 25% of Velma Paper.",
            [
                ("Dena Bank", "owns", "Velma Paper", None, "in-effect"),
                ("Zora Mills", "owns", "Velma Paper", "15 %", "former"),
                ("Dena Bank", "owns", "Velma Paper", "25 %", "in-effect"),
            ],
        ),
        # Groups.
        ("Velma Paper is a Dutch subsidiary of Zora Mills.", [("Zora Mills", "has-subsidiary", "Velma Paper", None, "in-effect")]),
        ("Velma Paper is insured by its parent, Zora Mills.", [("Zora Mills", "has-subsidiary", "Velma Paper", None, "in-effect")]),
        ("Velma Paper is part of the Zora Outlook report.", []),
        ("Velma Paper and Zora Gas are part of the Aral Market Report.", []),
        ("Velma Paper is part of our Top 100 ranking.", []),
        ("Velma Invest is a holding company of Ada Brook.", []),
        # Money given in a round is no share.
        ("Velma Labs secured Series B funding led by Zora Capital.", [("Zora Capital", "invested-in", "Velma Labs", None, "in-effect")]),
        # Votes are no money.
        ("Zora Mills holds 31% of the voting rights in Velma Paper.", [("Zora Mills", "votingRights", "Velma Paper", "31 %", "in-effect")]),
        ("Velma Paper, in which Zora Mills holds a 51 percent stake, met.", [("Zora Mills", "owns", "Velma Paper", "51 %", "in-effect")]),
        # What is over, or somebody else's word.
        ("Velma Paper is no longer a subsidiary of Zora Mills.", [("Zora Mills", "has-subsidiary", "Velma Paper", None, "former")]),
        ("Velma Paper is a former subsidiary of Zora Mills.", [("Zora Mills", "has-subsidiary", "Velma Paper", None, "former")]),
        (
            "Velma Paper was sold by Zora Mills to a consortium of Dena Bank and Cetin Media.",
            [
                ("Dena Bank", "owns", "Velma Paper", None, "in-effect"),
                ("Cetin Media", "owns", "Velma Paper", None, "in-effect"),
                ("Zora Mills", "owns", "Velma Paper", None, "former"),
            ],
        ),
        (
            "Its vehicle, Zora Mills, raised its stake in Velma Paper to 12.5% from 9.9%.",
            [("Zora Mills", "owns", "Velma Paper", "12.5 %", "in-effect")],
        ),
        (
            "Dena Bank is in talks to buy Velma Paper from its owner, Zora Mills.",
            [("Dena Bank", "owns", "Velma Paper", None, "negotiating"), ("Zora Mills", "owns", "Velma Paper", None, "in-effect")],
        ),
        (
            "Police allege that Ivan Brook secretly owned 40 percent of Velma Paper Ltd. A lawyer denied it.",
            [("Ivan Brook", "owns", "Velma Paper Ltd.", "40 %", "alleged")],
        ),
        # The list goes on; it does not buy.
        (
            "Its holdings include Aral Foods, later acquired by Zora Mills, Dena Bank and Cetin Media.",
            [("Zora Mills", "owns", "Aral Foods")],
        ),
    ],
)
def test_a_sentence_gives_these_relations_and_no_other(text: str, expected: list[tuple[object, ...]]) -> None:
    assert [pair[: len(expected[0])] for pair in pairs(text)] == expected if expected else pairs(text) == []


def test_what_is_held_through_another_party_is_of_both_and_counted_once() -> None:
    claims = proposed("The Zora family owns 53 percent of Velma Paper through its holding company BL Invest AB.").claims
    assert [(c.holder, c.predicate, c.subject, c.share.label() if c.share else None, c.indirect) for c in claims] == [
        ("bl-invest", "owns", "velma-paper", "53 %", False),
        ("zora-family", "has-subsidiary", "bl-invest", None, False),
        ("zora-family", "owns", "velma-paper", "53 %", True),
    ]


def test_a_short_name_is_the_company_whose_legal_form_has_a_stroke() -> None:
    claims = proposed("Zora Pharma A/S bought Velma AG. Zora is controlled by the Dena Foundation.").claims
    assert [(c.holder, c.subject) for c in claims] == [("zora-pharma", "velma"), ("dena-foundation", "zora-pharma")]


def test_a_company_of_which_a_part_was_sold_again_is_left_to_the_reviewer() -> None:
    (claim,) = proposed("Zora Capital bought Velma Paper in 2019 and has since resold 40% of the company to its managers.").claims
    assert (claim.tier, claim.share) == ("C", None)
    assert "sold again" in (claim.note or "")


def test_one_of_the_founding_members_is_told_once() -> None:
    assert pairs("Buri Steel is one of the founding members of Cetin Holding.") == [
        ("Cetin Holding", "has-founding-member", "Buri Steel", None, "in-effect")
    ]


def test_each_share_belongs_to_the_nearest_deal() -> None:
    relations = pairs("Aral Motors, which owns 20 percent of Buri Steel, agreed to buy 60 percent of Cetin Foods.")
    assert ("Aral Motors", "owns", "Buri Steel", "20 %", "in-effect") in relations
    assert ("Aral Motors", "owns", "Cetin Foods", "60 %", "agreed") in relations
    assert len(relations) == 2


def test_owners_in_a_list_keep_their_own_shares() -> None:
    relations = pairs("Buri Steel is owned by Aral Motors (49%), Cetin Holding (31%) and Dena Capital (20%).")
    assert [(p[0], p[3]) for p in relations] == [("Aral Motors", "49 %"), ("Cetin Holding", "31 %"), ("Dena Capital", "20 %")]


def test_only_the_list_item_before_the_passive_was_acquired() -> None:
    relations = pairs("Its investments include Aral Foods, later acquired by Xeno Capital, Buri Steel, and Cetin Media.")
    assert [(p[0], p[2]) for p in relations if p[0] == "Xeno Capital"] == [("Xeno Capital", "Aral Foods")]


def test_a_subsidiary_in_the_singular_has_one_parent() -> None:
    relations = pairs("Aral Foods, a subsidiary of Buri Group, Cetin Media and Dena Bank met.")
    assert [(p[0], p[2]) for p in relations] == [("Buri Group", "Aral Foods")]


def test_the_ministry_that_came_later_supervises_nobody() -> None:
    text = "Buri Steel was affiliated to the former Ministry of Coal and Iron (the predecessor of the Ministry of Energy)."
    relations = pairs(text)
    assert ("Ministry of Coal and Iron", "affiliated", "Buri Steel", None, "former") in relations
    assert ("Ministry of Energy", "succeeds", "Ministry of Coal and Iron", None, "in-effect") in relations
    assert len(relations) == 2


def test_a_signed_agreement_on_entry_into_capital_is_agreed_and_has_no_start() -> None:
    text = "A contract was signed on the entry of a Chilean state company (Aral Motors), "
    text += "a member of Cetin, into the capital (34 percent) of LLP Buri."
    claim = next(c for c in proposed(text).claims if c.predicate == "owns")
    assert (claim.status.value, claim.valid_from, claim.holder, claim.subject) == ("agreed", None, "aral-motors", "buri")
    assert claim.share is not None
    assert claim.share.text == "34 percent"


def test_the_rest_of_a_joint_venture_is_asserted_of_nobody() -> None:
    relations = pairs("Aral Motors holds 51 percent of Buri Steel. The partners of the joint venture plan a new mill.")
    assert [p[:3] for p in relations] == [("Aral Motors", "owns", "Buri Steel")]


def test_a_year_gives_valid_time() -> None:
    claim = next(c for c in proposed("In 1998, Buri Steel became a wholly-owned enterprise of Aral Motors.").claims)
    assert (claim.valid_from, claim.status.value) == ("1998", "in-effect")
    assert claim.quotes[0].text == "In 1998, Buri Steel became a wholly-owned enterprise of Aral Motors"


def test_a_pronoun_takes_the_subject_of_the_sentence_before() -> None:
    claims = proposed("Buri Steel was founded in 1950. It is a subsidiary of Aral Motors.").claims
    claim = next(c for c in claims if c.holder is not None)
    assert (claim.holder, claim.subject) == ("aral-motors", "buri-steel")
    assert claim.note == "subject: the text says 'It'"


def test_a_company_that_is_never_named_is_left_to_the_reviewer() -> None:
    claim_map = proposed("The company was acquired by Aral Motors.")
    assert [c.subject for c in claim_map.claims] == ["the-company"]
    assert next(p for p in claim_map.parties if p.key == "the-company").note is not None


@pytest.mark.parametrize(
    "text",
    [
        "Aral Motors raised output by 30 percent at Buri Steel.",
        "Aral Motors praised Buri Steel.",
        "Aral Motors and Buri Steel signed 40 percent more contracts.",
        "Revenue of Aral Motors fell 12 percent after Buri Steel left.",
    ],
)
def test_other_news_gives_no_relation(text: str) -> None:
    assert pairs(text) == []


def test_every_quote_stands_in_the_text() -> None:
    text = "Aral Motors holds a 33.5% stake in Buri Steel LLP.\n\nBuri Steel has 900 employees. It owns Cetin Foods."
    quotes = [q for c in proposed(text).claims for q in c.quotes]
    assert len(quotes) > 8
    assert all(text[q.start : q.end] == q.text for q in quotes)


def test_one_sentence_of_two_hundred_thousand_characters_is_read() -> None:
    long = (
        "Aral Motors and Buri Steel said "
        + "that, after the (very) long talks with Cetin Foods, a member of Dena, " * 3_000
        + "Aral Motors owns 60 percent of Buri Steel"
    )
    assert len(long) > 200_000
    assert ("Aral Motors", "owns", "Buri Steel", "60 %", "in-effect") in pairs(long)


@pytest.mark.parametrize("unit", ["(", "A ", "Aral (", "the ", "Aral - ", ", a ", "5% ", "It ", "of "])
def test_repeated_fragments_are_read_to_the_end(unit: str) -> None:
    assert proposed(unit * (60_000 // len(unit)) + " end.").document.file == "article.txt"


def test_one_percentage_before_two_owners_is_given_to_neither() -> None:
    relations = pairs("Buri Steel is owned 60% by Aral Motors and Cetin Holding.")
    assert [(p[0], p[3]) for p in relations] == [("Aral Motors", None), ("Cetin Holding", None)]


def test_the_company_that_is_bought_is_not_its_buyer() -> None:
    claims = proposed("Buri Steel was founded in 1950. Aral Motors grew in 1990. Aral Motors bought the company in 2009.").claims
    assert [(c.holder, c.subject) for c in claims if c.holder is not None] == [("aral-motors", "buri-steel")]


def test_a_stake_that_became_nothing_is_over() -> None:
    (claim,) = pairs("Aral Motors' stake in Buri Steel became 0%.")
    assert claim[3:] == (None, "former")


def test_the_shares_of_siblings_are_not_the_share_of_all() -> None:
    claims = pairs("Buri Steel is held by the Brook siblings (Ada 34%, Carl 33%, Dora 33%).")
    assert [claim[3] for claim in claims if claim[0] == "Brook siblings"] == [None]


@pytest.mark.parametrize("title", ["Messrs.", "M/s", "Hon.", "Ing.", "Col.", "Prof. Dr. Ing."])
def test_a_title_before_the_holder_is_no_end_and_no_part_of_a_name(title: str) -> None:
    assert pairs(f"Aral Foods Ltd is a subsidiary of {title} Ada Dorn & Sons.") == [
        ("Ada Dorn & Sons", "has-subsidiary", "Aral Foods Ltd", None, "in-effect")
    ]


def test_the_dot_of_a_title_ends_no_clause_of_one_who_knows() -> None:
    assert pairs("Records show that Mr. Emil Dorn holds 6% of Aral plc.") == [("Emil Dorn", "owns", "Aral plc", "6 %", "in-effect")]
