"""Attributes of one party, sentence by sentence."""

from __future__ import annotations

import pytest

from tests.loaders.article.extraction import facts, pairs


def test_a_percentage_that_is_no_share_becomes_a_fact_and_no_share() -> None:
    text = (
        "Aral Motors acquired Buri Steel. The partners plan to increase production to 9,000 vehicles and localization level to 50 percent."
    )
    assert [p[3] for p in pairs(text)] == [None]
    assert ("buri-steel", "localization-level", "50", "percent", "planned", None) in facts(text)


def test_the_venture_is_the_company_that_an_agreement_is_about() -> None:
    text = "Aral Motors signed an agreement to acquire 60 percent of Buri Steel. The partners aim for an output of 9,000 vehicles."
    assert facts(text) == [("buri-steel", "production-plan", "9000", "vehicles", "planned", None)]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Aral Motors has more than 45,000 employees.", ("aral-motors", "employees", "45000", "people", "more than", None)),
        (
            "With a turnover of more than $24 billions in 2017, Aral Motors grew.",
            ("aral-motors", "turnover", "24000000000", "USD", "more than", "2017"),
        ),
        ("Aral Motors has eight branch offices in Europe.", ("aral-motors", "branch-offices", "8", None, None, None)),
        ("In 2014, Aral Motors was ranked within the World Steel 100.", ("aral-motors", "ranking", "World Steel 100", None, None, "2014")),
        ("Aral Motors is a state-owned enterprise.", ("aral-motors", "state-owned", "true", None, None, None)),
        ("Aral Motors was founded in 1950.", ("aral-motors", "founded", "1950", None, None, None)),
        ("Founded in 1950, Aral Motors grew.", ("aral-motors", "founded", "1950", None, None, None)),
        (
            "Aral Motors was first ranked in the World Steel 100 in 2014.",
            ("aral-motors", "ranking", "World Steel 100", None, "for the first time", "2014"),
        ),
        ("Aral Motors has 32 companies, three of which are listed.", ("aral-motors", "listed-subsidiaries", "3", None, None, None)),
        (
            "Aral Motors plans to invest a total of about $2 billion.",
            ("aral-motors", "investment", "2000000000", "USD", "planned, about", None),
        ),
        ("Aral Motors grew, and its revenue added up to $3 billion.", ("aral-motors", "revenue", "3000000000", "USD", None, None)),
        (
            "Chile's foreign minister, Ada Brook, praised Aral Motors.",
            ("ada-brook", "position", "Chile's foreign minister", None, None, None),
        ),
    ],
)
def test_a_sentence_gives_its_fact(text: str, expected: tuple[str, str, str | None, str | None, str | None, str | None]) -> None:
    assert expected in facts(text)


def test_state_owned_enterprises_in_the_plural_describe_nobody() -> None:
    assert facts("Aral Motors sells to state-owned enterprises.") == []
