"""How news tells who holds a company: families of wording, each with forms that say that it is over, only meant, or not so."""

from __future__ import annotations

import pytest

from tests.loaders.article.extraction import told


def lines(text: str) -> set[str]:
    """What a text tells, as ``HOLDER | COMPANY | SHARE | STATUS``, without a share that is not told and without a status in effect."""
    rows = ((holder, subject, share, status if status != "in-effect" else None) for holder, subject, share, status in told(text))
    return {" | ".join(filter(None, row)) for row in rows}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A month that is cut short ends no sentence and names nobody.
        ("Aral Oil on Oct. 3 bought Buri Steel.", {"Aral Oil | Buri Steel"}),
        ("On Sept 12 Aral Oil bought Buri Steel.", {"Aral Oil | Buri Steel"}),
        ("Buri Steel was bought on 3 October by Aral Oil.", {"Aral Oil | Buri Steel"}),
        # A list of holders, each with what he is.
        (
            "Buri Gas is a joint venture of Oman's national oil company Aral (51%), Indian refiner Cetin Oil (30%) and miner Dena (19%).",
            {"Aral | Buri Gas | 51 %", "Cetin Oil | Buri Gas | 30 %", "Dena | Buri Gas | 19 %"},
        ),
        ("Buri Gas is owned by oil trader Aral Oil and Danish refiner Cetin.", {"Aral Oil | Buri Gas", "Cetin | Buri Gas"}),
        ("Buri Gas is owned by Aral Oil and Danish refiner Cetin sold coal.", {"Aral Oil | Buri Gas"}),
        # In equal parts; since when.
        (
            "Buri Glass, which belongs in equal thirds to the sisters Ada Brook, Lena Brook and Rita Holm, will cut jobs.",
            {f"{name} | Buri Glass" for name in ("Ada Brook", "Lena Brook", "Rita Holm")},
        ),
        ("Buri Glass is owned in equal halves by Aral Oil and Cetin Gas.", {"Aral Oil | Buri Glass", "Cetin Gas | Buri Glass"}),
        ("Buri Glass belonged solely to Ada Brook.", {"Ada Brook | Buri Glass | former"}),
        ("Buri Glass does not belong in equal parts to Ada Brook and Emil Holm.", set()),
        ("Buri Glass has since 2020 been owned by Aral Oil.", {"Aral Oil | Buri Glass"}),
        ("Buri Glass has not since 2020 been owned by Aral Oil.", set()),
    ],
)
def test_lists_parts_and_days(text: str, expected: set[str]) -> None:
    assert lines(text) == expected


LOSS = "Buri Steel reported a loss on Monday. "


@pytest.mark.parametrize(
    ("behind", "expected"),
    [
        ("Majority owner Aral Oil said it was patient.", {"Aral Oil | Buri Steel | >50 %"}),
        ("Owner Ada Brook, a former banker, did not answer calls.", {"Ada Brook | Buri Steel"}),
        ("Founder and majority owner Ada Brook was glad.", {"Ada Brook | Buri Steel | >50 %"}),
        ("Sole owner Ada Brook was glad.", {"Ada Brook | Buri Steel | 100 %"}),
        ("Parent company Aral Oil declined to comment.", {"Aral Oil | Buri Steel"}),
        ("Largest shareholder Aral Fund, with 29 percent, wants a sale.", {"Aral Fund | Buri Steel | 29 %"}),
        ("The owner, the Danish shipping group Aral Oil, wants a sale.", {"Aral Oil | Buri Steel"}),
        ("The owners, Ada Brook and Emil Holm, declined to comment.", {"Ada Brook | Buri Steel", "Emil Holm | Buri Steel"}),
        ("Aral Oil, currently the majority owner, declined to comment.", {"Aral Oil | Buri Steel | >50 %"}),
        ("Oman's Aral Oil, a shareholder since 2012, declined to comment.", {"Aral Oil | Buri Steel"}),
        ("New owner Aral Oil has kept it.", {"Aral Oil | Buri Steel"}),
        # It is over.
        ("Former parent Aral Oil does not receive anything.", {"Aral Oil | Buri Steel | former"}),
        ("Aral Oil, until recently the sole owner, took part.", {"Aral Oil | Buri Steel | 100 % | former"}),
        # Not yet, of something else, or what those do who are not named.
        ("New owner Aral Oil would keep it.", set()),
        ("Prospective owner Aral Oil declined to comment.", set()),
        ("Rival owner Ada Brook was glad.", set()),
        ("Restaurant owner Ada Brook was glad.", set()),
        ("The owner of a cafe, Ada Brook, saw it.", set()),
        ("Owners want Aral Oil to sell.", set()),
        ("Shareholders rejected Aral Oil.", set()),
        ("The owners, however, sold Aral Oil.", set()),
        ("The majority shareholder, Aral Oil said, is patient.", set()),
        ("Owner Ada Brook said Cetin Foods would open.", set()),
        ("Shareholder Aral Oil's bid failed.", set()),
    ],
)
def test_roles_without_a_word_of_whose(behind: str, expected: set[str]) -> None:
    assert lines(LOSS + behind) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Whose the role is where the sentence before tells of two.
        ("Buri Steel had no bid from Danish group Cetin. The majority shareholder, Aral Oil, had none.", {"Aral Oil | Buri Steel | >50 %"}),
        ("Buri Steel has sued Cetin Gas. The majority shareholder, Aral Oil, was glad.", set()),
        ("Aral Oil owns 40% of Buri Steel. Parent company Cetin declined to comment.", {"Aral Oil | Buri Steel | 40 %"}),
        (
            "Aral Oil owns 40% of Buri Steel. The majority shareholder, Cetin, declined to comment.",
            {"Aral Oil | Buri Steel | 40 %", "Cetin | Buri Steel | >50 %"},
        ),
        # Money for a share.
        ("Aral Oil has agreed to inject $7 million into Buri Steel in return for 51% of it.", {"Aral Oil | Buri Steel | 51 % | agreed"}),
        ("Aral Oil pumped $7 million of fresh capital into Buri Steel and gets 12 percent.", {"Aral Oil | Buri Steel | 12 %"}),
        ("Aral Oil injected $7 million into Buri Steel for 20% of its output.", set()),
        # A town that no list has, beside another.
        ("Aral Oil runs mines at Zwickau and Thornby as of May through its unit Buri GmbH.", {"Aral Oil | Buri GmbH"}),
    ],
)
def test_whose_role_and_what_money_buys(text: str, expected: set[str]) -> None:
    assert lines(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Buri Dairy is recalling pots. The Larissa-based dairy has since 2020 been owned by Aral Oil.", {"Aral Oil | Buri Dairy"}),
        (
            "Aral Oil owns 30% of Buri Foods. Cetin Gas has 20% of the Osaka-based tea maker.",
            {"Aral Oil | Buri Foods | 30 %", "Cetin Gas | Buri Foods | 20 %"},
        ),
        ("Aral Oil owns 30% of Buri Foods. Cetin Gas has 20% of the Osaka-based rival company.", {"Aral Oil | Buri Foods | 30 %"}),
        ("Aral Oil bought the Osaka-based tea maker Buri.", {"Aral Oil | Buri"}),
        # Who urges the company is another.
        (
            "Aral Fund disclosed a 6% stake in grocer Buri Foods and urged the company to sell its Corner Basket stores.",
            {"Aral Fund | Buri Foods | 6 %", "Buri Foods | Corner Basket"},
        ),
        ("Buri Foods fell. Aral Fund urged the company to sell its Corner Basket stores.", {"Buri Foods | Corner Basket"}),
        # Shareholders in the company: that whose shares were told of.
        (
            "Shares in Buri Steel fell after Cetin Oil dropped its approach. Cetin may not return. Aral Fund, the largest shareholder"
            " in the Oxford company with 11 per cent, was sad.",
            {"Aral Fund | Buri Steel | 11 %"},
        ),
    ],
)
def test_which_company_is_meant(text: str, expected: set[str]) -> None:
    assert {line for line in lines(text) if "denied" not in line} == expected


SHARE = "Aral Oil | Buri Steel | 51 %"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Aral Oil has agreed to buy 51% of Buri Steel. State-run Cetin Mining is to hold on to its 20%.",
            {f"{SHARE} | agreed", "Cetin Mining | Buri Steel | 20 %"},
        ),
        (
            "Aral Oil owns 51% of Buri Steel. Cetin Gas, a shareholder since 2012, has promised to hold on to its 10%.",
            {SHARE, "Cetin Gas | Buri Steel | 10 %"},
        ),
        ("Aral Oil owns 51% of Buri Steel. Cetin Gas has not promised to hold on to its 10%.", {SHARE}),
        ("Aral Oil owns 51% of Buri Steel. Cetin Gas will not hold on to its 10%.", {SHARE}),
        ("Aral Oil has ended up with 51% of Buri Steel at the close of its offer.", {SHARE}),
        ("Aral Oil would end up with 51% of Buri Steel.", {f"{SHARE} | planned"}),
        ("Aral Oil had bought its first 51% of Buri Steel in 2021.", {SHARE}),
        ("Buri Steel held a vote. Aral Oil ended up with 51% of the votes.", set()),
    ],
)
def test_what_somebody_keeps_or_ends_up_with(text: str, expected: set[str]) -> None:
    assert lines(text) == expected
