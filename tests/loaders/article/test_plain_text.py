"""Texts as they are stored: HTML, Markdown, broken lines, characters that nobody sees, other languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.article import UNSEEN, propose
from loaders.article.text.language import find_language
from loaders.article.text.plain_text import read_plain_text
from ontology.errors import InputError
from tests.loaders.article.extraction import pairs, proposed


def test_a_claim_says_that_its_words_have_characters_that_nobody_sees() -> None:
    notes = [claim.note or "" for text in ("Aral\u200b Oil owns Buri.", "Ar\u00adal Oil owns Buri.") for claim in proposed(text).claims]
    assert [UNSEEN in note for note in notes] == [True, False]


@given(st.text(alphabet="ab \n\r\u00ad\u200b\u0308é<p>&;*_[]()|#", max_size=60), st.sampled_from(["a.txt", "a.md", "a.html"]))
def test_every_character_stands_for_stored_ones_in_order(stored: str, name: str) -> None:
    plain = read_plain_text(stored, name)
    assert len(plain.text) == len(plain.starts) == len(plain.ends)
    assert all(0 <= start <= end <= len(stored) for start, end in zip(plain.starts, plain.ends, strict=True))
    assert list(plain.starts) == sorted(plain.starts)


@pytest.mark.parametrize(
    ("stored", "quoted"),
    [
        ("Zora\u200b Mills owns 70 percent of Vel\u00adma Paper.", "Zora\u200b Mills owns 70 percent of Vel\u00adma Paper"),
        ("Zo\u0308ra Mills owns 70 percent of Velma Paper.", "Zo\u0308ra Mills owns 70 percent of Velma Paper"),
        ("Zora Mills owns 70 percent\r\nof Velma Paper.", "Zora Mills owns 70 percent\r\nof Velma Paper"),
        (
            "<p>Zora Mills owns&nbsp;70 percent of <i>Velma</i> Paper.</p><script>Bad Corp owns 9 percent of Good Corp.</script>",
            "Zora Mills owns&nbsp;70 percent of <i>Velma</i> Paper",
        ),
    ],
)
def test_evidence_quotes_the_text_as_it_is_stored(stored: str, quoted: str) -> None:
    (claim,) = [c for c in proposed(stored).claims if c.holder]
    assert claim.share is not None
    assert claim.share.label() == "70 %"
    assert claim.quotes[0].text.rstrip(".") == quoted
    assert all(stored[q.start : q.end] == q.text for q in claim.quotes)


def test_what_stands_beside_an_article_is_no_part_of_it() -> None:
    page = "<html><head><title>Bad Corp owns Good Corp</title></head><body><nav>Bad Corp owns Good Corp.</nav>"
    page += "<p>Zora Mills bought Velma Paper.</p><div class='related-links'><p>Bad Corp owns Good Corp.</p></div>"
    page += "<aside>Bad Corp owns Good Corp.</aside><p hidden>Bad Corp owns Good Corp.</p></body></html>"
    assert [p[:3] for p in pairs(page)] == [("Zora Mills", "owns", "Velma Paper")]


def test_a_name_goes_on_where_a_program_broke_the_line() -> None:
    text = "The board said on Monday that after long talks Zora\nMills has bought Velma Paper for an undisclosed sum."
    assert [party.name for party in proposed(text).parties] == ["Zora Mills", "Velma Paper"]


def test_marks_of_markdown_are_no_words() -> None:
    claim_map = propose(b"# News\n\n**Zora Mills** owns 30 % of [Velma Paper](https://x.example/a_b).\n", name="a.md")
    assert [(c.holder, c.subject) for c in claim_map.claims if c.holder] == [("zora-mills", "velma-paper")]


def test_letters_that_look_alike_join_nothing_and_are_offered() -> None:
    claim_map = proposed("Zora Mills owns 30 percent of Velma Paper. Zоra Mills owns 5 percent of Velma Paper.")
    holders = {c.holder for c in claim_map.claims if c.holder}
    assert len(holders) == 2
    offered = [a for p in claim_map.parties for a in p.aliases if a.how == "homoglyph"]
    assert [(a.text, a.confidence) for a in offered] == [("Zоra Mills", "low")]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Zora Mills a acquis 30 % du capital de Velma Paper. La société est détenue par la famille Zora.", "French"),
        ("Die Zora Mills hat 30 Prozent der Anteile von Velma Paper erworben und ist nicht der Eigentümer.", "German"),
        ("Zora Mills ha adquirido el 30 % de las acciones de la empresa por una suma no revelada.", "Spanish"),
        ("Компания Зора купила тридцать процентов акций.", "Russian or another language in Cyrillic letters"),
    ],
)
def test_another_language_is_refused_with_its_name(text: str, language: str) -> None:
    assert find_language(text) == language
    with pytest.raises(InputError, match="NOT_ENGLISH") as refused:
        proposed(text)
    assert language.split()[0] in refused.value.what


@pytest.mark.parametrize("text", ["Banca Popolare di Ancona acquired Casa de la Moneda.", "Zora AG.", "De Beers and Van den Berg met."])
def test_foreign_names_make_no_foreign_text(text: str) -> None:
    assert find_language(text) == "English"


def test_what_stands_on_most_pages_is_left_out() -> None:
    pages = ["The Gazette\nAral Oil owns 60 percent of Buri\nSteel.\nPage 1 of 2", "The Gazette\nIt grew.\nPage 2 of 2"]
    assert read_plain_text("\f".join(pages)).text.split() == ["Aral", "Oil", "owns", "60", "percent", "of", "Buri", "Steel.", "It", "grew."]
    assert "The Gazette" in read_plain_text(pages[0] + "\fNothing else.").text


def test_the_lines_of_a_narrow_column_are_joined_and_rows_are_not() -> None:
    column = "Aral Oil said it had bought a\nstake of 30 percent in Buri\nSteel of the sellers on a\nMonday."
    assert "\n" not in read_plain_text(column).text
    rows = "Holders of the shares in it\nBuri Invest AS of Norway 40.1%\nCobo Fund of the Netherlands 10%"
    assert read_plain_text(rows).text == rows


def test_letters_that_are_printed_as_one_are_read_as_two() -> None:
    assert read_plain_text("an investment \ufb01rm").text == "an investment firm"
