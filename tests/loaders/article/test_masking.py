"""Sentences with placeholders for names."""

from __future__ import annotations

from loaders.article.sentences.masking import find_placeholders, split_sentences


def test_an_endless_sentence_is_read_in_bounded_pieces() -> None:
    text = "word " * 40_000
    pieces = list(split_sentences(text, find_placeholders(text, [], [])))
    assert max(len(p) for p in pieces) <= 2_000
    assert sum(p.text.count("word") for p in pieces) == 40_000
