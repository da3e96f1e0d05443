"""What is found by words is what has them, however common they are; and what resembles is found among words."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import pytest

from graph.generation import build_names, name_terms, search_index, vocabulary
from graph.generation.search_index import SearchIndex
from tests.graph.generation.test_update_names import in_columns, make_row

WORDS = ["kite", "kites", "kitten", "ki", "k", "ad", "adler", "kite7", "77", "775", "mill", "ltd", "works"]
NAMES = [
    "Mr Otto Tarlenheim",
    "Ms Ottilie Tarlenheim",
    "Brehmfalk Works Ltd",
    "Kranz Mills",
    "Strelsau Motorworks",
    "GB-01234567",
    "Zenda Holdings",
    "Dampfmotor Bauer",
    "Kaly Vereeniging",
    "中国石油天然气",
]


def write_index(path: Path, texts: list[str]) -> SearchIndex:
    rows = [(3 * place, *make_row(f"urn:{place}", text)) for place, text in enumerate(texts)]
    build_names.write(path, (16 * len(texts)).bit_length(), in_columns(rows))
    return SearchIndex(path)


@contextmanager
def few_at_once() -> Iterator[None]:
    """So small are all limits that each way to ask is taken."""
    with patch.multiple(name_terms, _READ=1, _READ_FOR_COMMON=2, _LOOKED_AT=2, _COUNTED=3, _MOST_BEGUN=2, _BEGUN=1, _BEGINNING=2):
        yield


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    return write_index(tmp_path_factory.mktemp("names") / "names.sqlite", NAMES)


@pytest.mark.parametrize("is_small", [False, True])
def test_names_that_have_all_words_are_found_in_the_order_of_rows(tmp_path: Path, is_small: bool) -> None:
    chance = random.Random(4)  # noqa: S311 - texts, not secrets
    texts = [" ".join(chance.choices(WORDS, [9, 2, 1, 3, 2, 1, 5, 1, 2, 1, 6, 9, 4], k=chance.randint(1, 4))) for _ in range(120)]
    terms = write_index(tmp_path / "names.sqlite", texts)._open().terms
    asked = [
        [*chance.sample(WORDS, chance.randint(0, 2)), (word := chance.choice(WORDS))[: chance.randint(1, len(word))]] for _ in range(300)
    ]
    for words in asked:
        having = [
            n for n, text in enumerate(texts) if {*words[:-1]} <= {*text.split()} and any(w.startswith(words[-1]) for w in text.split())
        ]
        for most in (3, 400):
            if is_small:
                # Of a beginning that many names have, those come first that have the words which most names have.
                with few_at_once():
                    found = [int(row[0][4:]) for row in terms.find_all(words, most)]
                assert (len(found), found, {*found} - {*having}) == (min(most, len(having)), sorted(found), set()), words
            else:
                assert [int(row[0][4:]) for row in terms.find_all(words, most)] == having[:most], words


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("otto tarlenhiem", "Mr Otto Tarlenheim"),
        ("ototo tarlenhem", "Mr Otto Tarlenheim"),
        ("mr oto tarlxnhyim", "Mr Otto Tarlenheim"),
        ("brehm falk works", "Brehmfalk Works Ltd"),
        ("strelsau motor works", "Strelsau Motorworks"),
        ("ka ly", "Kaly Vereeniging"),
        ("zendaholdings", "Zenda Holdings"),
        ("kraanz", "Kranz Mills"),
        ("gb 1234567", "GB-01234567"),
        ("gb 01234576", "GB-01234567"),
        ("石油", "中国石油天然气"),
        ("fmotor", "Dampfmotor Bauer"),
        ("kranz brothers mills", "Kranz Mills"),
    ],
)
def test_a_misspelt_name_is_found_first(index: SearchIndex, text: str, name: str) -> None:
    assert [match.name for match in index.search(text)][:1] == [name]


def test_a_word_without_end_is_not_changed_letter_by_letter(index: SearchIndex) -> None:
    with patch.object(name_terms, "change", side_effect=AssertionError), patch.object(vocabulary, "change", side_effect=AssertionError):
        assert index.search(f"{'kranz' * 1_000} {'9' * 5_000}") == []
        assert index.search("x" * 61) == []
        with pytest.raises(AssertionError):
            index.search("x" * 60)


def test_a_name_that_is_written_in_full_is_first_among_any_number_that_have_its_words(tmp_path: Path) -> None:
    texts = [*(f"Kite Mill {number}" for number in range(40)), "Mill Kite", "Kite Mill"]
    index = write_index(tmp_path / "names.sqlite", texts)
    with patch.object(search_index, "_MOST", 5):
        assert index.search("kite mill", 3)[0].name == "Kite Mill"


def test_an_index_of_an_earlier_version_finds_what_is_misspelt(tmp_path: Path) -> None:
    write_index(tmp_path / "names.sqlite", NAMES)
    with sqlite3.connect(tmp_path / "names.sqlite") as connection:
        connection.executescript("DROP TABLE word; DROP TABLE near; DROP TABLE gram;")
        connection.execute("CREATE VIRTUAL TABLE fuzzy USING fts5(folded, content='name', tokenize='trigram')")
        connection.execute("INSERT INTO fuzzy(fuzzy) VALUES ('rebuild')")
    connection.close()
    index = SearchIndex(tmp_path / "names.sqlite")
    assert index.search("otto tarlenhiem")[0].name == "Mr Otto Tarlenheim"
    assert [match.name for match in index.search("ott tarlen")] == [] or index.search("ott tarlen")[0].name.endswith("Tarlenheim")
    assert {match.name for match in index.search("o")} == {"Mr Otto Tarlenheim", "Ms Ottilie Tarlenheim"}
