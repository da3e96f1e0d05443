"""Decoding an article, its header, and spans."""

from __future__ import annotations

import pytest

from loaders.article.text.document import Document, read_document
from ontology.errors import InputError, RecordError


@pytest.mark.parametrize(
    "data, code, words",
    [
        (b"", "EMPTY_TEXT", "is empty"),
        (b" \n\t", "EMPTY_TEXT", "is empty"),
        ("Caf\xe9 Aral bought Buri".encode("cp1252"), "WRONG_ENCODING", "byte 3 cannot be read; it looks like cp1252"),
        ("Арал купил Бури".encode("cp1251"), "WRONG_ENCODING", "it looks like cp1251"),
        ("Aral".encode("utf-16"), "WRONG_ENCODING", "utf-16"),
        (b"PK\x03\x04\x00\x00", "NOT_A_TEXT", "a damaged Word document"),
        (b"PK\x03\x04\x14\x00mimetypeapplication/epub+zip", "NOT_A_TEXT", "EPUB"),
        (b"PK\x03\x04\x14\x00mimetypeapplication/vnd.oasis.opendocument.text", "NOT_A_TEXT", "OpenDocument"),
        (b"{\\rtf1 Aral owns Buri.}", "NOT_A_TEXT", "Rich Text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "NOT_A_TEXT", "old Word"),
        (b"Subject: Aral\nContent-Transfer-Encoding: base64\n\nQXJhbA==", "NOT_A_TEXT", "an e-mail"),
        ("Aral owns Buri.".encode("utf-16-le"), "WRONG_ENCODING", "utf-16le"),
        ("Aral owns Buri.".encode("utf-16-be"), "WRONG_ENCODING", "utf-16be"),
        ("завод Бури принадлежит".encode("koi8-r"), "WRONG_ENCODING", "koi8-r"),
        ('<meta charset="windows-1250"><p>Młyn owns Buri.'.encode("cp1250"), "WRONG_ENCODING", "windows-1250"),
        (b"\x89PNG\xff\x00", "NOT_A_TEXT", "is a NUL"),
        (b"a" * 10_000_001, "TEXT_TOO_LONG", "at most 10000000"),
    ],
)
def test_what_is_no_article_is_refused_with_the_reason(data: bytes, code: str, words: str) -> None:
    with pytest.raises(InputError) as caught:
        read_document(data, "a.txt")
    assert caught.value.code == code
    assert words in caught.value.what
    assert caught.value.hint


def test_a_byte_order_mark_is_no_character_of_the_text() -> None:
    assert read_document(b"\xef\xbb\xbfAral", "a.txt").text == "Aral"


@pytest.mark.parametrize(
    "head, date, author, title",
    [
        (" date 2031-04-05 By Ada Brook", "2031-04-05", "Ada Brook", None),
        ("Aral Motors buys Buri Steel\nBy Ada Brook\n5 April 2031", "2031-04-05", "Ada Brook", "Aral Motors buys Buri Steel"),
        ("Aral Motors buys Buri Steel\nApril 5, 2031", "2031-04-05", None, "Aral Motors buys Buri Steel"),
        ("Aral Motors was bought by Buri Steel in the end.", None, None, None),
        (
            "Aral Motors buys Buri Steel\n\nOSLO, 4 March 2031 (Agency) - Aral Motors grew.",
            "2031-03-04",
            None,
            "Aral Motors buys Buri Steel",
        ),
    ],
)
def test_the_header_gives_date_author_and_title(head: str, date: str | None, author: str | None, title: str | None) -> None:
    document = read_document(f"{head}\n\nMore was said later, on 7 May 2032.".encode(), "a.txt")
    assert (document.date, document.author, document.title) == (date, author, title)


def test_a_span_has_the_words_of_its_document() -> None:
    document = Document(name="a", text="Aral owns Buri", sha256="")
    assert document.span(0, 4).text == "Aral"
    with pytest.raises(RecordError) as caught:
        document.span(3, 99)
    assert caught.value.code == "BAD_OFFSETS"
