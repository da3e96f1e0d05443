"""A model alone is believed where the words between two parties link just these two."""

from __future__ import annotations

import pytest

from loaders.article.extractors.pair_links import LIKELY, NEVER, SURE, find_least_score
from loaders.article.sentences.masking import IT, ITS, ORG, PERCENT, PLACE

LINKED = (
    "S was bought by the brewer H.",
    "S, a maker of rails, was acquired in a hurry by investors H.",
    "S is a wholly owned subsidiary of H.",
    "S (formerly known as O) is owned by H.",
    "S, O and O were bought by H.",
    "S was sold to O and H.",
    "S (acquired by H) grew.",
    "The founders sold S to H.",
    "H bought S.",
    f"H holds {PERCENT} of S.",
    f"H runs shops through {ITS} subsidiaries O and S.",
    "H has invested in companies such as O and S.",
    "H acquired O's S.",
)
LIKELY_LINKED = (
    "S was bought by O, a unit of H.",
    "S was bought by O, and was later acquired by H.",
    "S raised money in a round led by O and H.",
)
NOT_LINKED = (
    "H said it met S.",
    "S is a subsidiary of O, which comprises two subsidiaries, H and O.",
    "S and O, a company now part of H, grew.",
    "S was bought three years later by H's O.",
    f"H has subsidiaries in the {PLACE} that make S goods.",
    "H acquired O, creating the S.",
    f"H acquired the {PLACE} distribution rights to S.",
    f"S:    Overview {IT} is a subsidiary of the H.",
    "O (S and O) is owned by H.",
    "S are sold under license by H.",
    "H bought the mill of S.",
)


@pytest.mark.parametrize(
    ("text", "least"), [*((t, 0.0) for t in LINKED), *((t, LIKELY) for t in LIKELY_LINKED), *((t, SURE) for t in NOT_LINKED)]
)
def test_words_that_link_a_pair_need_no_higher_score(text: str, least: float) -> None:
    holder, subject = text.index("H"), _find_subject(text)
    masked = "".join(ORG if i in {holder, subject} or (c == "O" and text[i + 1 : i + 2] != "v") else c for i, c in enumerate(text))
    assert find_least_score(masked, holder, subject) == least


def test_a_neighbour_holds_nothing() -> None:
    text = f"{ORG} is owned by {ORG}, as part of a duopoly with {ORG}"
    assert find_least_score(text, len(text) - 1, 0) == NEVER


def _find_subject(text: str) -> int:
    """Find the letter that stands for what may be held: a capital S that begins no word."""
    return next(i for i, c in enumerate(text) if c == "S" and not text[i + 1 : i + 2].isalpha())
