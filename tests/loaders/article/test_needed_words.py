"""What a text must have before an expression is searched for: never more than the expression itself asks."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.article.extractors.rules import _read_text
from loaders.article.patterns.all_patterns import PATTERNS
from loaders.article.patterns.grammar import PatternIndex
from loaders.article.patterns.needed_words import find_needs, may_fit
from loaders.article.status.signs import BETWEEN, GIVEN, TOLD
from tests.loaders.article.test_patterns import SENTENCES


@pytest.mark.parametrize(
    "expression, needs",
    [
        ("owned by", (("owned by",),)),
        ("(?:is|was) owned(?: solely)? by", (("is", "was"), (" owned",), (" by",))),
        ("shares? of", (("share",), (" of",))),
        ("\\bowned\\b by (?P<h>[\ue000\ue001])", (("owned",), (" by ",), ("\ue000", "\ue001"))),
        (r"its|\ue008", (("its", "\ue008"),)),
        ("[Tt]he (?=owner)own(?!ed)", (("he ",), ("own",))),
        ("(?i:owned) by", ((" by",),)),
        ("(?:sold|[a-z]+) to", ((" to",),)),
        ("(?P<q>whole )?(?(q)owned|held) by", ((" by",),)),
        ("(?:own|hold){1,3}s{0,2} it", (("own", "hold"), (" it",))),
        ("own(?:s|ed){0,2}", (("own",),)),
        ("a+ [^a]b", ()),
    ],
)
def test_what_an_expression_needs(expression: str, needs: tuple[tuple[str, ...], ...]) -> None:
    assert find_needs(expression) == needs


@pytest.mark.parametrize(
    "expression",
    [
        r"(?:is|was|(?:has|had) been) (?:[a-z]{2,4}ly )?own(?:ed)?(?: by|, by)",
        r"[Tt]he (?:own|hold)ers?(?: of)? (?P<q>a|the)? (?:\ue000|its){1,2}",
        r"(?:no|n['’]t|never)(?: longer| more)?\b|ceas(?:ed|es) to",
    ],
)
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_what_an_expression_fits_has_what_it_needs(expression: str, data: st.DataObject) -> None:
    assert may_fit(find_needs(expression), data.draw(st.from_regex(expression)))


def test_no_sign_of_a_sentence_is_overlooked() -> None:
    texts = {sentence.text for text, *_ in [*SENTENCES.values()][::4] for sentence in _read_text(text).sentences}
    words = {sign.words for table in (GIVEN, TOLD, BETWEEN) for sign in table if sign.words and not sign.words.flags & re.IGNORECASE}
    assert not [(w.pattern, text) for w in words for text in texts if not may_fit(find_needs(w.pattern), text) and w.search(text)]


def test_a_pattern_whose_words_stand_in_another_order_is_not_searched_for() -> None:
    index = PatternIndex([pattern for pattern in PATTERNS if pattern.name == "owned-by"])
    assert index.find_triggered("\ue000 is owned by \ue000.")
    assert not index.find_triggered("Mills by \ue000 are owned.")
