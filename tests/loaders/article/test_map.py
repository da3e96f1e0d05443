"""The claim map: written, read, checked, taken through a spreadsheet."""

from __future__ import annotations

import csv
import io

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.article import ClaimMap, Party, check, propose, read_csv, read_map, write_csv, write_map
from loaders.article.claims import Alias, Claim, DocumentInfo, Quote
from ontology.errors import InputError
from ontology.shares import Share
from ontology.statements import Review

TEXT = b"Aral Motors (AM) owns 60 percent of Buri Steel LLP.\n\nBuri Steel has 900 employees.\n"


def a_map() -> bytes:
    return write_map(propose(TEXT, name="news.txt"))


def test_a_map_reads_back_as_it_was_written() -> None:
    made = propose(TEXT, name="news.txt")
    assert read_map(write_map(made)) == made


_words = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30)


@given(_words, _words, st.sampled_from(["51", "33.333333333", "25..50", "(25..50]", "[75..100)", ">50", "<=10", "1/3"]))
def test_any_words_survive_the_map(name: str, note: str, share: str) -> None:
    size = Share.parse(share)
    claim = Claim(
        id="c1",
        holder="a",
        predicate="owns",
        subject="b",
        note=note,
        share=msgspec.structs.replace(size, text=name),
        quotes=(Quote(role="share", start=0, end=len(name), text=name),),
    )
    parties = (Party(key="a", name=name, aliases=(Alias(text=note, how="name"),)), Party(key="b", name=note, note=name))
    made = ClaimMap(document=DocumentInfo(file="a.txt", sha256="0", title=name, text=note), parties=parties, claims=(claim,))
    assert read_map(write_map(made)) == made


def test_norway_and_years_stay_words() -> None:
    data = a_map().replace(b"jurisdiction:\n", b"jurisdiction: NO\n").replace(b"valid_from:\n", b"valid_from: 1998\n")
    made = read_map(data)
    assert made.parties[0].jurisdiction == "NO"
    assert made.claims[0].valid_from == "1998"


@pytest.mark.parametrize(
    "old, new, code, words",
    [
        (b"review: proposed", b"review: acepted", "BAD_MAP", "review cannot be 'acepted'"),
        (b"share: 60", b"share: 160", "BAD_MAP", "share runs from 0 to 100"),
        (b"share: 60", b"share: many", "BAD_MAP", "'many' is not a share"),
        (b"status: in-effect", b"status: done", "BAD_MAP", "status cannot be 'done'"),
        (b"valid_from:\n", b"valid_from: 2018-13\n", "BAD_MAP", "not a day"),
        (b"valid_from:\n", b"valid_form: 2018\n", "BAD_MAP", "no field 'valid_form'"),
        (b"kind: company", b"kind: firm", "BAD_MAP", "kind cannot be 'firm'"),
        (b"start: 0", b"start: first", "BAD_MAP", "not a whole number"),
        (b"subject: buri-steel\n    share", b"subject: buri\n    share", "UNKNOWN_PARTY", "'buri', which is not among the parties"),
        (b"id: c2", b"id: c1", "DUPLICATE_CLAIM", "'c1'"),
        (b"key: buri-steel", b"key: am", "DUPLICATE_PARTY", "'am'"),
        (b"parties:\n", b"parties: {\n", "BAD_YAML", "line"),
        (b"    name: Buri Steel LLP\n", b"    name: Buri\n    name: Buri Steel LLP\n", "BAD_YAML", "is there twice"),
        (b"name: Buri Steel LLP", b"name: &x Buri", "YAML_NOT_ALLOWED", "anchors"),
        (b"name: Buri Steel LLP", b"name: !!python/name:os.system Buri", "YAML_NOT_ALLOWED", "tag"),
        (b"ownership_map: 1", b"ownership_map: 9", "NOT_A_CLAIM_MAP", "version 1"),
        (b"name: Buri Steel LLP", b"name: \xff\xfe", "MAP_NOT_UTF8", "byte"),
    ],
)
def test_a_slip_in_a_map_is_one_clear_error(old: bytes, new: bytes, code: str, words: str) -> None:
    data = a_map()
    assert old in data
    with pytest.raises(InputError) as caught:
        read_map(data.replace(old, new, 1), "m.yaml")
    assert caught.value.code == code
    assert words in caught.value.what
    assert caught.value.hint


def test_a_deep_or_long_file_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        read_map(b"[" * 50_000)
    assert caught.value.code == "YAML_NOT_ALLOWED"
    with pytest.raises(InputError) as caught:
        read_map(b"#" * 10_000_001)
    assert caught.value.code == "MAP_TOO_LONG"


@pytest.mark.parametrize(
    "old, new, code",
    [
        (b"predicate: owns", b"predicate: adores", "UNKNOWN_PREDICATE"),
        (b"subject: buri-steel\n    share", b"subject: am\n    share", "HOLDER_IS_SUBJECT"),
        (b"valid_from:\n", b"valid_from: 2018\n    valid_until: 2017\n", "CLAIM_DATES_BACKWARDS"),
        (b"value: 900", b"value:", "NO_VALUE"),
        (b"holder: am\n", b"holder:\n", "NO_HOLDER"),
        (b"predicate: employees", b"holder: am\n    predicate: employees", "HOLDER_NOT_USED"),
        (b"text: 900}", b"text: 800}", "QUOTE_LOST"),
    ],
)
def test_a_claim_that_makes_no_sense_is_a_problem(old: bytes, new: bytes, code: str) -> None:
    data = a_map()
    assert old in data
    report = check(data.replace(old, new, 1), TEXT)
    assert [p.error.code for p in report.problems] == [code]
    assert not report.ok


def test_a_map_fits_the_text_it_was_made_from() -> None:
    report = check(a_map(), TEXT)
    assert report.ok
    assert report.lines() == ["the map fits its text"]


def test_quotes_are_found_again_when_the_text_moved() -> None:
    text = b"A new first line about Buri Steel LLP.\n\n" + TEXT
    report = check(a_map(), text)
    assert report.ok
    assert report.text_changed
    shift = len(text) - len(TEXT)
    assert {m.now - m.was for m in report.moved} == {shift}
    again = check(write_map(report.map), text)
    assert (again.text_changed, again.moved, again.problems) == (False, (), ())


def test_a_quote_that_is_gone_is_named_with_what_stands_there() -> None:
    report = check(a_map(), TEXT.replace(b"60 percent", b"45 percent"))
    assert {p.error.code for p in report.problems} == {"QUOTE_LOST"}
    assert any("45 percent" in p.error.what for p in report.problems)


def test_a_spreadsheet_brings_back_the_review_and_nothing_else() -> None:
    made = propose(TEXT, name="news.txt")
    rows = list(csv.DictReader(io.StringIO(write_csv(made).decode("utf-8-sig"))))
    rows[0] |= {"review": "accepted", "by": "Ada", "at": "2031-04-05", "quote": "retyped"}
    rows[1] |= {"review": "accepted", "value": "950"}
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys(), delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    back = read_csv(made, out.getvalue().encode())
    assert (back.claims[0].review, back.claims[0].by, back.claims[0].at) == (Review.ACCEPTED, "Ada", "2031-04-05")
    assert back.claims[0].quotes == made.claims[0].quotes
    assert (back.claims[1].review, back.claims[1].value) == (Review.EDITED, "950")


def test_an_untouched_spreadsheet_changes_nothing() -> None:
    made = propose(TEXT, name="news.txt")
    assert read_csv(made, write_csv(made)) == made


def test_a_cell_that_a_spreadsheet_would_run_is_disarmed_and_comes_back() -> None:
    made = propose(TEXT, name="news.txt")
    armed = msgspec.structs.replace(made, claims=(msgspec.structs.replace(made.claims[0], note="=1+1"), *made.claims[1:]))
    assert b",'=1+1," in write_csv(armed)
    assert read_csv(armed, write_csv(armed)) == armed


@pytest.mark.parametrize(
    "table, words",
    [
        (b"name\nx\n", "no column id"),
        (b"id\nc99\n", "no claim of the map"),
        (b"id\nc1\nc1\n", "there twice"),
        (b"id,share\nc1,160\n", "column share"),
        (b"id,review\nc1,maybe\n", "column review"),
        (b"id,at\nc1,2031-99\n", "column at"),
        (b"\xff", "not UTF-8"),
    ],
)
def test_a_broken_table_is_refused_with_its_place(table: bytes, words: str) -> None:
    with pytest.raises(InputError) as caught:
        read_csv(propose(TEXT, name="news.txt"), table)
    assert caught.value.code == "BAD_TABLE"
    assert words in caught.value.what
