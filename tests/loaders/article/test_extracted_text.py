"""Articles that are PDF or Word documents: their text is taken out, kept with the map, and quoted."""

from __future__ import annotations

import hashlib
import io
import zipfile

import pypdf
import pytest

from loaders.article import check, make_statements, propose, read_map, write_map
from loaders.article.text.extracted_text import extract_text
from ontology.errors import InputError
from ontology.statements import InterestStatement
from ontology.terms import Base
from tests.loaders.article.documents import make_docx, make_docx_of, make_pdf, make_pdf_of

PAGES = ("5 May 2020\n\nThe mill was built long ago, and nobody asked\nwho held it.", "Aral Motors owns 60 percent of\nBuri Steel LLP.")


def test_a_claim_of_a_pdf_is_quoted_with_its_page() -> None:
    data = make_pdf(PAGES)
    claim_map = propose(data, name="report.pdf")
    (claim,) = claim_map.claims
    assert (claim.holder, claim.subject, claim.share.label() if claim.share else "") == ("aral-motors", "buri-steel", "60 %")
    assert {quote.page for quote in claim.quotes} == {2}
    document = claim_map.document
    assert document.text is not None
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    assert document.text_from == f"pypdf {pypdf.__version__}"
    assert all(document.text[quote.start : quote.end] == quote.text for quote in claim.quotes)
    # The map carries all that it needs.
    file = write_map(claim_map)
    assert read_map(file) == claim_map
    assert check(file, document.text.encode()).lines() == ["the map fits its text"]
    source, statements = make_statements(file, name="report.map.yaml", base=Base())
    assert (source.sha256, source.text) == (document.sha256, document.text)
    assert next(e.quote for s in statements if isinstance(s, InterestStatement) for e in s.evidence) == claim.quotes[0].text


def test_a_quote_of_a_pdf_with_an_address_leads_to_its_page() -> None:
    file = write_map(propose(make_pdf(PAGES), name="report.pdf")).replace(b"  language: en\n", b'  url: "https://news.example/r.pdf"\n')
    _, statements = make_statements(file, name="report.map.yaml", base=Base())
    urls = {e.url for s in statements if isinstance(s, InterestStatement) for e in s.evidence}
    assert urls == {"https://news.example/r.pdf#page=2"}


def test_a_bare_pdf_loads_by_tier() -> None:
    _, statements = make_statements(make_pdf(PAGES), name="report.pdf", base=Base(), accept_tier="A")
    assert [s.assertion.review.value for s in statements if isinstance(s, InterestStatement) and s.assertion] == ["auto"]


def test_a_word_document_is_read_as_it_stands_after_its_changes() -> None:
    deleted = (
        "<w:p><w:del><w:r><w:delText>Evil owns </w:delText><w:t>Good.</w:t></w:r></w:del><w:r><w:t>Aral Motors owns 60 percent of </w:t>"
    )
    deleted += (
        "</w:r><w:r><w:t>Buri Steel LLP.</w:t><w:tab/><w:instrText>PAGE</w:instrText></w:r></w:p><w:p><w:r><w:t>Next.</w:t></w:r></w:p>"
    )
    extracted = extract_text(make_docx_of(deleted), "a.docx", 1_000)
    assert extracted is not None
    assert extracted.text.split("\n\n") == ["Aral Motors owns 60 percent of Buri Steel LLP.\t", "Next.", ""]
    (claim,) = propose(make_docx(["Aral & Sons grew.", "Aral Motors owns 60 percent of Buri Steel LLP."]), name="a.docx").claims
    assert claim.quotes[0].page is None


def encrypt(data: bytes) -> bytes:
    writer, out = pypdf.PdfWriter(io.BytesIO(data)), io.BytesIO()
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(out)
    return out.getvalue()


ENTITIES = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"%PDF-1.7\nnothing of a PDF", "PDF_DAMAGED"),
        (encrypt(make_pdf(PAGES)), "PDF_ENCRYPTED"),
        (make_pdf_of([b"0 0 m 10 10 l S"]), "NO_TEXT_IN_FILE"),  # a drawing
        (make_pdf(["word " * 10_000]), "TEXT_TOO_LONG"),
        (make_docx([""]), "NO_TEXT_IN_FILE"),
        (make_docx(["word " * 10_000]), "TEXT_TOO_LONG"),
        (make_docx_of("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>", ENTITIES), "DAMAGED_DOCX"),
        (make_docx_of("<w:p>"), "DAMAGED_DOCX"),
    ],
    ids=["damaged", "password", "drawing", "long", "empty-docx", "long-docx", "entities", "cut-xml"],
)
def test_a_hostile_or_empty_file_is_refused_with_what_to_do(data: bytes, code: str) -> None:
    with pytest.raises(InputError) as caught:
        extract_text(data, "a", 40_000)
    assert caught.value.code == code


def test_a_page_of_200_kb_that_unpacks_to_200_mb_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        extract_text(make_pdf_of([b"\0" * 200_000_000]), "a", 40_000)
    assert caught.value.code == "PDF_DAMAGED"


def test_other_files_are_no_documents() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("data.csv", "a")
    assert [extract_text(data, "a", 100) for data in (b"Aral owns Buri.", out.getvalue(), b"")] == [None, None, None]


def test_a_table_of_a_word_document_is_read_row_by_row() -> None:
    def cell(text: str) -> str:
        return f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"

    rows = "".join(
        f"<w:tr>{cell(name)}{cell(share)}</w:tr>" for name, share in (("Holder", "Share"), ("Aral Oil", "40.1%"), ("Others", "59.9%"))
    )
    document = make_docx_of(f"<w:p><w:r><w:t>Shareholders of Buri Steel:</w:t></w:r></w:p><w:tbl>{rows}</w:tbl>")
    claims = propose(document, name="a.docx", extractors=("rules",)).claims
    assert [(c.holder, c.subject, c.share.label() if c.share else None) for c in claims] == [("aral-oil", "buri-steel", "40.1 %")]


def test_the_footnotes_of_a_word_document_are_read_behind_its_body() -> None:
    body = '<w:p><w:r><w:t>The mill is old.</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
    separator = '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    words = "<w:r><w:t>Aral Motors owns 60 percent of Buri Steel LLP.</w:t></w:r>"
    note = f'<w:footnote w:id="1"><w:p><w:r><w:footnoteRef/></w:r>{words}</w:p></w:footnote>'
    data = make_docx_of(body, notes=separator + note)
    claim_map = propose(data, name="report.docx")
    assert [(c.holder, c.subject) for c in claim_map.claims] == [("aral-motors", "buri-steel")]
    assert " ".join((claim_map.document.text or "").split()) == "The mill is old. Aral Motors owns 60 percent of Buri Steel LLP."


def test_words_that_a_pdf_parts_are_whole() -> None:
    soft = b"/Span<</ActualText <FEFF00AD> >> BDC ( ) Tj EMC"
    lines = b"(Aral Mo) Tj " + soft + b" (tors owns 60 percent of Bu\xad) Tj T* (ri Steel LLP, a wholly-) Tj T* (owned mill.) Tj"
    extracted = extract_text(make_pdf_of([b"BT /F1 11 Tf 14 TL 40 780 Td " + lines + b" ET"]), "report.pdf", 1000)
    assert extracted is not None
    assert " ".join(extracted.text.split()) == "Aral Motors owns 60 percent of Buri Steel LLP, a wholly- owned mill."
