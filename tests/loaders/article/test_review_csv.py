"""The claim map taken through a spreadsheet."""

from __future__ import annotations

import csv
import io

import msgspec
import pytest

from loaders.article import propose, read_csv, write_csv
from ontology.errors import InputError
from ontology.statements import Review
from tests.loaders.article.extraction import MAP_TEXT as TEXT


def test_a_spreadsheet_brings_back_the_review_and_nothing_else() -> None:
    claim_map = propose(TEXT, name="news.txt")
    rows = list(csv.DictReader(io.StringIO(write_csv(claim_map).decode("utf-8-sig"))))
    rows[0] |= {"review": "accepted", "by": "Ada", "at": "2031-04-05", "quote": "retyped"}
    rows[1] |= {"review": "accepted", "value": "950"}
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys(), delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    back = read_csv(claim_map, out.getvalue().encode())
    assert (back.claims[0].review, back.claims[0].by, back.claims[0].at) == (Review.ACCEPTED, "Ada", "2031-04-05")
    assert back.claims[0].quotes == claim_map.claims[0].quotes
    assert (back.claims[1].review, back.claims[1].value) == (Review.EDITED, "950")


def test_an_untouched_spreadsheet_changes_nothing() -> None:
    claim_map = propose(TEXT, name="news.txt")
    assert read_csv(claim_map, write_csv(claim_map)) == claim_map


def test_a_cell_that_a_spreadsheet_would_run_is_disarmed_and_comes_back() -> None:
    claim_map = propose(TEXT, name="news.txt")
    armed = msgspec.structs.replace(claim_map, claims=(msgspec.structs.replace(claim_map.claims[0], note="=1+1"), *claim_map.claims[1:]))
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


def test_a_row_begins_with_the_claim_and_its_words() -> None:
    header = write_csv(propose(TEXT, name="news.txt")).decode("utf-8-sig").splitlines()[0].split(",")
    assert header[:6] == ["id", "holder", "predicate", "subject", "share", "quote"]


def test_a_reviewer_says_that_a_holding_is_through_others() -> None:
    claim_map = propose(TEXT, name="news.txt")
    table = write_csv(claim_map).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table)))
    rows[0]["indirect"] = "yes"
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    back = read_csv(claim_map, out.getvalue().encode())
    assert (claim_map.claims[0].indirect, back.claims[0].indirect) == (False, True)
    rows[0]["indirect"] = "perhaps"
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    with pytest.raises(InputError, match="indirect"):
        read_csv(claim_map, out.getvalue().encode())
