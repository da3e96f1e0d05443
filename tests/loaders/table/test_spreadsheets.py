"""What spreadsheet programs save is read as it was meant, and where that cannot be known, the summary says so."""

from __future__ import annotations

import hashlib
import itertools

import pytest

from ontology.shares import PERCENT
from tests.loaders.table.test_statements import FILE, Loaded, refusal


def dates_of(*texts: str) -> tuple[list[str | None], dict[str, int]]:
    table = Loaded("holder,subject,valid_from\n" + "".join(f"A{n},Zenda,{text}\n" for n, text in enumerate(texts)))
    assert table.rejects == []
    return [statement.valid_from for statement in table.interests], dict(table.context.warnings)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2020-01-01 00:00:00", "2020-01-01"),
        ("2020-01-01T12:30:00Z", "2020-01-01"),
        ("2020/1/5", "2020-01-05"),
        ("31.12.2019", "2019-12-31"),
        ("1.2.2020", "2020-02-01"),
        ("1.2.2020 0:00", "2020-02-01"),
        ("31/12/2019", "2019-12-31"),
        ("12/31/2019", "2019-12-31"),
        ("31-12-2019", "2019-12-31"),
        ("3/3/2020", "2020-03-03"),
    ],
)
def test_a_date_that_can_be_one_day_only_is_that_day(text: str, date: str) -> None:
    assert dates_of(text) == ([date], {})


@pytest.mark.parametrize(
    ("text", "date"), [("1998-00-00", "1998"), ("2018-00", "2018"), ("2018-12-00", "2018-12"), ("2018-12-00 00:00", "2018-12")]
)
def test_a_month_or_day_of_nothing_is_one_that_is_not_told(text: str, date: str) -> None:
    assert dates_of(text) == ([date], {})


def test_a_date_that_can_be_two_days_is_its_year_and_keeps_its_words() -> None:
    table = Loaded("holder,subject,valid_from,note\nA,Zenda,01/02/2020,seen\n")
    (statement,) = table.interests
    assert (statement.valid_from, statement.note, dict(table.context.warnings)) == (
        "2020",
        "seen; valid_from: 01/02/2020",
        {"AMBIGUOUS_DATE": 1},
    )


@pytest.mark.parametrize(
    ("texts", "dates"),
    [
        (("01/02/2020", "13/02/2020"), {"2020-02-01", "2020-02-13"}),
        (("01/02/2020", "02/13/2020"), {"2020-01-02", "2020-02-13"}),
        (("01/02/2020", "13/02/2020", "02/13/2020"), {"2020", "2020-02-13"}),
    ],
)
def test_the_order_of_day_and_month_is_that_of_the_file_if_its_dates_agree(texts: tuple[str, ...], dates: set[str]) -> None:
    for order in itertools.permutations(texts):
        assert set(dates_of(*order)[0]) == dates


@pytest.mark.parametrize("delimiter", [";", "\t"])
@pytest.mark.parametrize(
    ("text", "low", "high"), [("51,5", 51.5, 51.5), ("51.5", 51.5, 51.5), ("(25,5..50]", 25.5, 50), (">=33,3", 33.3, 100)]
)
def test_a_share_may_have_a_comma_where_cells_have_none_between(delimiter: str, text: str, low: float, high: float) -> None:
    table = Loaded(f"holder{delimiter}subject{delimiter}share\nA{delimiter}Zenda{delimiter}{text}\n")
    (statement,) = table.interests
    assert statement.share is not None
    assert (statement.share.min / PERCENT, statement.share.max / PERCENT, statement.share.text) == (low, high, text)


def test_a_comma_in_a_share_between_commas_is_refused() -> None:
    assert refusal('holder,subject,share\nA,Zenda,"80,5"\n').code == "NOTHING_USABLE"


@pytest.mark.parametrize("line", ["sep=;", "SEP=;", '"sep=;"', "sep=;\r"])
def test_a_first_line_that_names_the_delimiter_is_no_row(line: str) -> None:
    table = Loaded(f"{line}\nholder;subject;share\nA, the first;Zenda;51\n")
    assert [(x.place.line if x.place else None) for x in table.interests] == [3]
    assert [name.text for party in table.parties for name in party.names] == ["A, the first", "Zenda"]
    assert table.context.read == 1


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_read_and_the_hash_is_that_of_the_file(encoding: str) -> None:
    text = "holder,subject,share\nМельник,Zenda,51\nMüller,Zenda,49\n"
    mark = "" if encoding == "utf-16" else "\ufeff"
    raw = (mark + text).encode(encoding)
    table, plain = Loaded(raw), Loaded(text)
    assert [x.id for x in table.statements] == [x.id for x in plain.statements]
    assert (table.source.sha256, dict(table.context.warnings)) == (hashlib.sha256(raw).hexdigest(), {"READ_AS_UTF16": 1})


def test_utf_16_that_is_cut_off_is_refused() -> None:
    assert refusal("\ufeffholder,subject\nA,B\n".encode("utf-16-le")[:-1]).code == "WRONG_ENCODING"


@pytest.mark.parametrize("name", ["Müller Holding", "Åre & Söner", "Société Générale", "L’Été", "Peña Niño", "N° 5", "5 m² GmbH"])
def test_western_letters_are_read_as_windows_1252_with_a_warning(name: str) -> None:
    table = Loaded(f"holder,subject,share\n{name},Zenda,51\n".encode("cp1252"))
    assert [n.text for n in table.parties[0].names] == [name]
    assert dict(table.context.warnings) == {"READ_AS_CP1252": 1}


@pytest.mark.parametrize(
    "raw",
    [
        "holder,subject\nA,Zenda\nÅ,Zend".encode() + b"\xc3",  # cut off within a letter
        "holder,subject\nMüller,Zenda\n".encode() + "Müller,Zenda\n".encode("cp1252"),  # two encodings in one file
        "holder,subject\nЗенда,Zenda\n".encode("cp1251"),
        "holder,subject\nZażółć,Zenda\n".encode("cp1250"),
    ],
)
def test_what_is_no_encoding_for_sure_is_refused(raw: bytes) -> None:
    assert refusal(raw).code == "WRONG_ENCODING"


def test_lots_of_one_holder_are_named_by_their_rows() -> None:
    said: list[tuple[str, str]] = []
    text = (
        "holder,subject,interest,share,valid_from,valid_until,stated_at,status\n"
        "Tara,Tyres,,30,,,,\n"
        "Toby,Tyres,,60,,,,\n"
        "Tara,Tyres,,25,,,,\n"
        "Tara,Tyres,votingRights,20,,,,\n"
        "Tara,Tyres,,10,,,,planned\n"
        "Tom,Tyres,,60,2015,2020,,\n"
        "Tom,Tyres,,40,2020,,,\n"
        "Tim,Tyres,,5,,,2019,\n"
        "Tim,Tyres,,6,,,2020,\n"
        "?,Tyres,,1,,,,\n"
        "?,Tyres,,2,,,,\n"
    )
    table = Loaded(text, FILE, on_warning=lambda code, what: said.append((code, what)))
    assert dict(table.context.warnings) == {"SEVERAL_LOTS": 1}
    ((code, what),) = said
    assert (code, what.startswith("rows 2 and 4 give one holder several shares")) == ("SEVERAL_LOTS", True)
    # Two that began on different days and have no end are held together; one that ended before the other began is not.
    dated = "holder,subject,share,valid_from\nA,B,30,2010-01-01\nA,B,25,2015-01-01\n"
    assert dict(Loaded(dated).context.warnings) == {"SEVERAL_LOTS": 1}
    # A row that is written twice is told as such.
    assert dict(Loaded("holder,subject,share\nA,B,30\nA,B,30\n").context.warnings) == {"REPEATED_ROW": 1}
