"""What somebody is left with, holds on to, or is listed as holding, and the parts in which he sells: news often names no company."""

from __future__ import annotations

import pytest

from tests.loaders.article.extraction import told

SALE = "Buri Steel has two new owners. "
LISTING = "Buri Steel plans a listing on the stock exchange. "


@pytest.mark.parametrize(
    ("text", "share", "status"),
    [
        ("Aral Oil has ended up with 97.3% of Buri Steel.", "97.3 %", "in-effect"),
        ("Aral Oil is left with 40% of Buri Steel.", "40 %", "in-effect"),
        ("Aral Oil will be left with 40% of Buri Steel.", "40 %", "planned"),
        ("Aral Oil could end up with 40% of Buri Steel.", "40 %", "planned"),
        ("Aral Oil has not ended up with 40% of Buri Steel.", "40 %", "denied"),
        ("Aral Oil holds on to its 10% of Buri Steel.", "10 %", "in-effect"),
        ("Aral Oil has promised to hold on to its 10% stake in Buri Steel.", "10 %", "in-effect"),
        ("Aral Oil is listed as holding 10% of Buri Steel.", "10 %", "in-effect"),
        ("Aral Oil was listed as the holder of 10% of Buri Steel.", "10 %", "former"),
        ("Aral Oil has pledged to buy 10% of Buri Steel.", "10 %", "planned"),
        (f"{LISTING}Aral Oil, a shareholder since 2012, has promised to hold on to its 10%.", "10 %", "in-effect"),
        (f"{LISTING}Until May Aral Oil was listed as holding 100% of the shares.", "100 %", "former"),
    ],
)
def test_what_one_has_is_told_in_many_ways(text: str, share: str, status: str) -> None:
    assert told(text) == {("Aral Oil", "Buri Steel", share, status)}


@pytest.mark.parametrize(
    "text",
    [
        "Aral Oil could not hold on to its 10% of Buri Steel.",
        "Aral Oil failed to hold on to its 10% of Buri Steel.",
        "Aral Oil was wrongly listed as holding 10% of Buri Steel.",
        "Aral Oil is no longer listed as holding 10% of Buri Steel.",
        "Aral Oil has ended up with 10% of Buri Steel's debt.",
        "Buri Steel sells well. Aral Oil holds on to its 10% of the market.",
        f"{SALE}Emil Brook sold 24 percent of the output to Dena Capital.",
        f"{SALE}Emil Brook sold 24 percent more to Dena Capital.",
        "Sales of Buri Steel rose. Emil Brook sold 24 percent to Dena Capital.",
    ],
)
def test_words_that_look_alike_tell_of_no_holding(text: str) -> None:
    assert told(text) == set()


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Founder Emil Brook sold 24 percent to the fund Dena Capital and 8 percent to Ada Cetin.", "in-effect"),
        ("Emil Brook has transferred a 24% stake to Dena Capital, and another 8% to Ada Cetin.", "in-effect"),
        ("Emil Brook plans to sell 24 percent to Dena Capital and 8 percent to Ada Cetin.", "planned"),
        ("Emil Brook did not sell 24 percent to Dena Capital and 8 percent to Ada Cetin.", "denied"),
    ],
)
def test_each_has_the_part_that_was_sold_to_him(text: str, status: str) -> None:
    assert told(SALE + text) == {("Dena Capital", "Buri Steel", "24 %", status), ("Ada Cetin", "Buri Steel", "8 %", status)}


def test_the_bento_maker_is_the_company_told_of_before() -> None:
    turned = "Aral Foods will turn its listed subsidiary Buri Foods into a wholly owned unit. "
    assert ("Aral Foods", "Buri Foods", "53.6 %", "in-effect") in told(turned + "Aral Foods now has 53.6% of the Osaka-based bento maker.")
    assert told("Aral Oil owns the Osaka-based Buri Group.") == {("Aral Oil", "Buri Group", None, "in-effect")}
