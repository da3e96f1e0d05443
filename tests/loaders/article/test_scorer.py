"""The scorer: a second opinion beside the rules, and what agreement of both makes of a claim."""

from __future__ import annotations

import json

import pytest

from loaders.article.extractors.pair_model import Model, find_pairs, load_model
from loaders.article.extractors.scorer import WEIGHTS, WordReader, describe_pair, list_parties, tokenize
from loaders.article.model import ABOVE
from loaders.article.score import GoldSentence, read_gold, score
from loaders.article.sentences.masking import IT, ORG, MaskedSentence
from ontology.errors import InputError
from tests.loaders.article.extraction import proposed
from tools.train_scorer import Row, make_examples, measure, train

BOTH = ("rules", "scorer")


def _mask(text: str) -> MaskedSentence:
    return MaskedSentence(text, tuple(range(len(text))), tuple(range(1, len(text) + 1)), {})


def test_a_pair_is_described_by_words_and_never_by_names() -> None:
    tokens = tokenize(_mask(f"In May {ORG} acquired the maker {ORG}, and {IT} left."))
    first, second, _ = list_parties(tokens)
    features = describe_pair(tokens, first, second)
    assert "holder first: between acquir" in features
    assert "holder first: between acquir the" in features
    assert "holder first: kinds ORG ORG" in features
    assert not set(features) & set(describe_pair(tokens, second, first))


def test_the_weights_are_few_and_say_what_they_were_made_from() -> None:
    model = load_model(WEIGHTS)
    assert 100 < len(model.weights) < 1_000
    assert "sentences" in model.made_from
    assert all(feature.startswith(("holder first: ", "subject first: ")) for feature in model.weights)


def test_two_that_agree_make_tier_a() -> None:
    (claim,) = [c for c in proposed("Velma Paper was acquired by Zora Mills in 2009.", *BOTH).claims if c.holder]
    assert (claim.tier, claim.extractor.name, claim.note) == ("A", "rules", "also found by scorer")


def test_what_the_scorer_alone_finds_is_weak_and_has_no_share() -> None:
    claims = [
        c
        for c in proposed("Velma Paper, which Zora Mills had taken off the hands of its owners, was acquired.", "scorer").claims
        if c.holder
    ]
    assert all((c.tier, c.share) == ("C", None) for c in claims)
    text = "Zora Mills completed the acquisition of a controlling stake in the maker of boxes Velma Paper."
    claims = [c for c in proposed(text, "scorer").claims if c.holder]
    assert [(c.holder, c.subject, c.tier, c.share) for c in claims] == [("zora-mills", "velma-paper", "C", None)]


@pytest.mark.parametrize(
    ("text", "tier"),
    [
        ("Zora Mills and its subsidiary Velma Paper make boxes.", "A"),
        ("Ovid Board made a bid to Zora Mills and its subsidiary Velma Paper.", "B"),
        ("Velma Paper's parent, Zora Mills, said so.", "A"),
        ("Half of the price went to Velma Paper's parent, Zora Mills, when the sale was complete.", "B"),
    ],
)
def test_a_role_named_by_the_way_of_a_deal_is_made_no_surer_by_agreement(text: str, tier: str) -> None:
    claims = [c for c in proposed(text, *BOTH).claims if (c.holder, c.subject) == ("zora-mills", "velma-paper")]
    assert [(c.tier, c.is_loose) for c in claims] == [(tier, False)]


def test_what_is_put_together_of_two_clauses_is_never_tier_a() -> None:
    claims = proposed("Zora Mills acquired Velma Paper in 2019. Zora Mills still holds 60 percent.", *BOTH).claims
    assert [(c.share.label(), c.tier) for c in claims if c.share] == [("60 %", "B")]


def test_the_scorer_alone_claims_nothing_of_two_parties_with_a_share_between_them() -> None:
    text = "Zora Mills completed the acquisition of a {} stake in the maker of boxes Velma Paper."
    assert [c for c in proposed(text.format("controlling"), "scorer").claims if c.holder] != []
    assert [c for c in proposed(text.format("40 percent"), "scorer").claims if c.holder] == []


@pytest.mark.parametrize(
    "text", ["If Zora Mills acquired Velma Paper, jobs would go.", "He was asked whether Velma Paper was acquired by Zora Mills."]
)
def test_the_scorer_claims_nothing_that_is_only_supposed(text: str) -> None:
    assert [c for c in proposed(text, "scorer").claims if c.holder] == []


@pytest.mark.parametrize("verb", ["failed to acquire", "tried to buy", "was unable to buy"])
def test_the_scorer_claims_no_deal_that_did_not_happen(verb: str) -> None:
    assert [c for c in proposed(f"Zora Mills said it {verb} Velma Paper.", "scorer").claims if c.holder] == []


def test_what_is_denied_is_denied_for_the_scorer_too() -> None:
    claims = [c for c in proposed("Velma Paper denied that it was acquired by Zora Mills.", "scorer").claims if c.holder]
    assert {c.status.value for c in claims} <= {"denied"}


def test_who_sold_it_is_not_bought_with_it() -> None:
    text = "Telecoms tower firm Mastline is no longer part of Vodatel Iberia, which sold it to KKL Infrastructure in 2021."
    told = {(c.holder, c.subject, c.status.value) for c in proposed(text, *BOTH).claims if c.holder}
    assert told == {("kkl-infrastructure", "mastline", "in-effect"), ("vodatel-iberia", "mastline", "former")}


def test_a_buyer_does_not_own_the_seller() -> None:
    claims = proposed("Zora Mills sold its remaining 15 percent stake in Velma Paper to Dena Bank.", *BOTH).claims
    assert {(c.holder, c.subject) for c in claims if c.holder} == {("dena-bank", "velma-paper"), ("zora-mills", "velma-paper")}


def _make_row(holder: str, verb: str, subject: str, *, owns: bool) -> Row:
    start = len(f"{holder} {verb} ")
    head = 0, len(holder)
    return Row(f"{holder} {verb} {subject} last year.", head, (start, start + len(subject)), head if owns else None)


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("Its holdings include Aral Foods, later acquired by Zora Mills, Velma Paper and Cetin Media.", {("zora-mills", "aral-foods")}),
        ("Aral Oil and Velma Energy are part of the Zora Outlook report.", set()),
        ("Zora Mills is no longer a subsidiary of Dena Bank.", {("dena-bank", "zora-mills")}),
        ("Zora Mills was founded by Ivan Brook.", set()),
        ("Zora Mills acquired Velma Paper's Dena Press brand.", {("velma-paper", "dena-press"), ("zora-mills", "dena-press")}),
        ("Ada Brook is a former chairman of Velma Paper, a subsidiary of Zora Mills.", {("zora-mills", "velma-paper")}),
        ("Velma Paper was established in 2006 by Ivan Brook.", set()),
        ("Velma Paper is a subsidiary of Zora Mills, a Fortune 500 company.", {("zora-mills", "velma-paper")}),
        ("Its founder, Ada Brook, owned 33.6% and carmaker Velma Auto 8%.", set()),
        ("Zora Mills bought Velma Paper's packaging division.", set()),
        ("Zora Mills acquired two plots in Velma Park and Dena Hill.", set()),
        ("Zora Mills, later known as Velma Paper, acquired land.", set()),
        ("Velma Paper, a subsidiary of Zora Ventures of Buriville, sells boxes.", {("zora-ventures", "velma-paper")}),
        ("Velma Paper is a division of Zora Mills, whose brands include Dena Press.", {("zora-mills", "velma-paper")}),
        ("Zora Mills has a short position in Aral Foods equal to 1.2 percent of its shares.", set()),
    ],
)
def test_both_together_claim_no_other_pair(text: str, pairs: set[tuple[str, str]]) -> None:
    assert {(c.holder, c.subject) for c in proposed(text, *BOTH).claims if c.holder and c.predicate in ABOVE} == pairs


def test_training_finds_what_tells_owners_apart() -> None:
    rows = [
        _make_row(holder, verb, subject, owns=verb == "acquired")
        for holder in ("Zora Mills", "Dena Bank", "Aral Foods")
        for subject in ("Velma Paper", "Cetin Media")
        for verb in ("acquired", "praised", "supplied")
    ]
    examples = [example for row in rows for example in make_examples(row)]
    weights, bias = train(examples, 0.1)
    assert max(weights, key=weights.__getitem__).startswith("holder first: ")
    model = Model(weights=weights, bias=bias, threshold=0.5, made_from="a test")
    assert measure(model, rows).startswith("precision 1.000, recall 1.000")


def test_a_score_counts_right_wrong_and_missed_pairs() -> None:
    text, none = "Zora Mills owns 30 percent of Velma Paper.", "Zora Mills praised Velma Paper."
    owner, owned = (0, 10), (30, 41)
    rows = [
        GoldSentence(text, owner, owned, owner, owned),
        GoldSentence(text, owner, owned, owned, owner),
        GoldSentence(text, owner, owned),
        GoldSentence(none, (0, 10), (19, 30), (0, 10), (19, 30)),
    ]
    every = score(rows, ("rules",))[-1]
    assert (every.right, every.wrong, every.pairs) == (1, 2, 3)
    assert (every.precision, every.recall) == (1 / 3, 1 / 3)


def test_a_line_that_is_no_sentence_is_named() -> None:
    good = json.dumps({"text": "A owns B.", "head_span": [0, 1], "tail_span": [7, 8], "relation": "none"})
    with pytest.raises(InputError, match="line 2 of gold"):
        list(read_gold(f"{good}\n{{}}\n".encode(), "gold.jsonl"))


def test_what_is_told_of_two_parties_stands_before_the_facts() -> None:
    claims = proposed("Velma Paper has 900 employees. Zora Mills acquired Velma Paper.", *BOTH).claims
    assert [(c.id, c.holder is not None) for c in claims] == [("c1", True), ("c2", False)]


def test_of_a_list_without_end_the_nearest_pairs_are_asked_about() -> None:
    text = " owns ".join(ORG * 60)
    asked = []

    class Reader(WordReader):
        def describe(self, holder: int, subject: int) -> list[str]:
            asked.append((min(holder, subject), max(holder, subject)))
            return super().describe(holder, subject)

    sentence = _mask(text)
    for _ in find_pairs(sentence, Model(weights={}, bias=-9.0, threshold=0.6, made_from=""), Reader):
        pass
    assert len(set(asked)) == 80
    assert max(two - one for one, two in asked) == 4, "no further than the party behind the next"
