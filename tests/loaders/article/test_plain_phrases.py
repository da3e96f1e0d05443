"""However a share is told, by whichever verb and of whichever company, the rules read it; and what only looks alike is no share."""

from __future__ import annotations

import itertools

import pytest

from loaders.article.patterns.plain_phrases import write_plainly
from loaders.article.sentences.masking import MaskedSentence
from tests.loaders.article.extraction import pairs, proposed

SHARES = (
    "74.9% of {0}",
    "a 74.9% stake in {0}",
    "74.9 percent of the shares in {0}",
    "74.9 per cent of {0}'s share capital",
    "a stake of 74.9% in {0}",
    "shares representing 74.9% of {0}",
    "a majority stake of 74.9% in the Latvian firm {0}",
    "a 74.9-percent shareholding in cement maker {0}",
)
BUYING = (
    "has bought",
    "has completed the purchase of",
    "closed its acquisition of",
    "has finalised the takeover of",
    "paid EUR 80 million for",
)
HOLDING = ("owns", "is the owner of", "is the holder of", "continues to hold", "is in possession of", "sits on")
HELD = ("is owned by", "belongs to", "is in the hands of", "lies with", "was sold to", "went to", "has passed to")
EXPECTED = [("Norvane", "owns", "Baltrum Cement", "74.9 %", "in-effect")]


def _tell() -> list[str]:
    active = [f"Norvane {verb} {share.format('Baltrum Cement')}." for verb, share in itertools.product(BUYING + HOLDING, SHARES)]
    passive = [f"{share.format('Baltrum Cement')} {verb} Norvane." for verb, share in itertools.product(HELD, SHARES)]
    return active + [sentence[0].upper() + sentence[1:] for sentence in passive]


def test_every_verb_is_read_with_every_way_to_tell_a_share() -> None:
    sentences = _tell()
    assert len(sentences) == 144
    assert {sentence: found for sentence in sentences if (found := pairs(sentence)) != EXPECTED} == {}


@pytest.mark.parametrize(
    "text",
    [
        "Norvane has 30% of Baltrum Cement's debt.",
        "Norvane won over 30% of Baltrum Cement customers.",
        "Norvane makes 30% of Baltrum Cement sales.",
    ],
)
def test_what_is_no_share_is_not_read_as_one(text: str) -> None:
    assert pairs(text) == []


def test_a_quote_has_the_words_of_the_article() -> None:
    text = "Norvane has completed the purchase of shares representing 74.9% of Baltrum Cement's capital."
    (claim,) = proposed(text).claims
    assert claim.quotes[0].text == "Norvane has completed the purchase of shares representing 74.9% of Baltrum Cement"
    assert all(text[quote.start : quote.end] == quote.text for quote in claim.quotes)


def test_a_sentence_that_tells_no_share_is_left_as_it_is() -> None:
    text = "\ue000 makes rails."
    sentence = MaskedSentence(text, range(len(text)), range(1, len(text) + 1), {})
    assert write_plainly(sentence) is sentence
