"""Headlines: written in capitals or with capitals, they name parties and no verbs, and the text below them says more."""

from __future__ import annotations

import pytest

from tests.loaders.article.extraction import pairs, proposed


@pytest.mark.parametrize("headline", ["ARAL OIL BUYS 30% STAKE IN BURI STEEL", "Aral Oil Buys 30% Stake in Buri Steel"])
def test_a_headline_is_read_as_a_sentence_and_quoted_as_it_stands(headline: str) -> None:
    claims = proposed(f"{headline}\n\nThe mill makes rails.")
    assert [(c.holder, c.subject, c.share.label() if c.share else None) for c in claims.claims] == [("aral-oil", "buri-steel", "30 %")]
    assert claims.claims[0].quotes[0].text in headline


def test_names_in_a_headline_are_those_of_the_text() -> None:
    text = "ARAL OIL SELLS BURI TO DENA PAPER\n\nAral Oil makes rails. Buri makes paper, as Dena Paper does."
    assert {(p.name, p.key) for p in proposed(text).parties} == {("Aral Oil", "aral-oil"), ("Buri", "buri"), ("Dena Paper", "dena-paper")}


def test_what_the_text_says_counts_and_not_its_headline() -> None:
    text = "ARAL OIL BUYS BURI STEEL\n\nAral Oil has agreed to buy 60% of Buri Steel."
    assert pairs(text) == [("Aral Oil", "owns", "Buri Steel", "60 %", "agreed")]


def test_a_line_that_ends_as_a_sentence_is_none() -> None:
    assert [p.name for p in proposed("The Plan of Aral Oil Owns nothing.\n\nAral Oil owns Buri Steel.").parties] == [
        "Aral Oil",
        "Buri Steel",
    ]


def read(text: str) -> list[tuple[str | None, ...]]:
    """(holder, predicate, subject, share, status) with the names of the two parties."""
    found = proposed(text)
    names = {party.key: party.name for party in found.parties}
    return sorted(
        (names[c.holder], c.predicate, names[c.subject], c.share.label() if c.share else None, c.status.value)
        for c in found.claims
        if c.holder is not None
    )


@pytest.mark.parametrize(
    "text, told",
    [
        (
            "ARAL DEMIR A.S. SAID IT OWNS 67% OF BURI LTD. STI. THE REST IS HELD BY MR. EMIL DORN. THE LICENSE AND THE SHOP ARE FREE.",
            [
                ("Aral Demir A.S.", "owns", "Buri LTD. STI.", "67 %", "in-effect"),
                ("Emil Dorn", "owns", "Buri LTD. STI.", None, "in-effect"),
            ],
        ),
        (
            "NEW ARAL INVESTMENT GROUP IS A SUBSIDIARY OF BURI & CEDA HOLDINGS LIMITED, WHICH IS OWNED BY THE DORN FAMILY.",
            [
                ("Buri & Ceda Holdings Limited", "has-subsidiary", "New Aral Investment Group", None, "in-effect"),
                ("Dorn family", "owns", "Buri & Ceda Holdings Limited", None, "in-effect"),
            ],
        ),
        (
            "ARAL TRUST COMPANY (BURI) LIMITED HOLDS 9% OF CEDA PLC.",
            [("Aral Trust Company (Buri) Limited", "owns", "Ceda PLC", "9 %", "in-effect")],
        ),
        ("PRIME ARAL FZE OWNS ALL OF BURI B.V. CHAIRMAN DORN LEFT.", [("Prime Aral FZE", "owns", "Buri B.V.", "100 %", "in-effect")]),
        ("ARAL OIL DENIES THAT IT HOLDS 30% OF BURI PLC.", [("Aral Oil", "owns", "Buri PLC", "30 %", "denied")]),
    ],
)
def test_a_paragraph_in_capitals_is_read_and_quoted_as_it_stands(text: str, told: list[tuple[str | None, ...]]) -> None:
    assert read(text) == sorted(told)
    assert all(quote.text in text for claim in proposed(text).claims for quote in claim.quotes)


def test_a_word_of_a_paragraph_in_capitals_is_written_as_the_rest_of_the_text_has_it() -> None:
    text = "McAral Oil grew. It was sold by Control.\n\nMCARAL OIL OWNS 30% OF CONTROL LIMITED."
    assert read(text) == [("McAral Oil", "owns", "Control Limited", "30 %", "in-effect")]
