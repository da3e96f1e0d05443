"""Workbooks and databases are read as they are shown, and what they may hide is bounded."""

from __future__ import annotations

import contextlib
import datetime
import io
import sqlite3
import sys
import zipfile
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest

from loaders.contract import LoadContext
from loaders.table.cell_text import MAX_ROWS
from loaders.table.propose import propose_mapping
from ontology.errors import InputError
from ontology.shares import PERCENT
from ontology.terms import Base
from tests.loaders.table.test_statements import Loaded

ODS = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:body><office:spreadsheet>{}</office:spreadsheet></office:body></office:document-content>"""
ODS_STYLES = """<office:automatic-styles xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0">
<style:style style:name="ta1"><style:table-properties table:display="true"/></style:style>
<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style></office:automatic-styles>"""
HEADER = ("holder", "subject", "share", "valid_from")


def workbook(*rows: tuple[object, ...], percent: bool = False, sheets: tuple[str, ...] = ("Holdings",)) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        if percent:
            for cell in sheet["C"]:
                cell.number_format = "0.0%"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def edited(raw: bytes, part: str, before: bytes, after: bytes) -> bytes:
    """The workbook with a part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            assert name != part or before in content
            new.writestr(name, content.replace(before, after) if name == part else content)
    return out.getvalue()


def spreadsheet(*rows: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS.format(f'<table:table table:name="S">{"".join(rows)}</table:table>'))
    return out.getvalue()


def ods_row(*cells: str, repeat: int = 1) -> str:
    texts = "".join(cell if cell.startswith("<") else f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in cells)
    return f'<table:table-row table:number-rows-repeated="{repeat}">{texts}</table:table-row>'


def refusal(raw: bytes, file: str = "book.xlsx") -> InputError:
    with pytest.raises(InputError) as caught:
        Loaded(raw, Path(file))
    return caught.value


def holdings(table: Loaded) -> list[tuple[int | None, int | None, str | None]]:
    return [(x.place.line if x.place else None, x.share.min // PERCENT if x.share else None, x.valid_from) for x in table.interests]


def test_a_workbook_is_read_with_its_dates_and_percentages_as_they_are_shown() -> None:
    day = datetime.datetime(2019, 12, 31)
    table = Loaded(workbook(HEADER, ("Mill AG", "Works AG", 0.51, day), (), ("Dam AG", "Works AG", 0.49, "2020")), Path("book.xlsx"))
    assert holdings(table) == [(2, 0, "2019-12-31"), (4, 0, "2020")]
    table = Loaded(workbook(HEADER, ("Mill AG", "Works AG", 0.51, day), percent=True), Path("book.xlsx"))
    assert holdings(table) == [(2, 51, "2019-12-31")]


def test_an_opendocument_sheet_is_read_with_repeated_cells_and_rows() -> None:
    percent = '<table:table-cell office:value-type="percentage" office:value="0.51"><text:p>51 %</text:p></table:table-cell>'
    date = '<table:table-cell office:value-type="date" office:date-value="2019-12-31"/>'
    table = Loaded(
        spreadsheet(
            ods_row(*HEADER),
            ods_row("Mill AG", "Works AG", percent, date),
            ods_row("<table:table-cell/>", repeat=2),
            ods_row(
                "Dam AG", "Works AG", '<table:table-cell office:value-type="float" office:value="49"/>', "<table:table-cell/>", repeat=2
            ),
            ods_row('<table:table-cell table:number-columns-repeated="16384"/>', repeat=1_048_570),
        ),
        Path("book.ods"),
    )
    assert holdings(table) == [(2, 51, "2019-12-31"), (5, 49, None), (6, 49, None)]


def test_a_formula_without_a_stored_value_is_blank_and_told() -> None:
    table = Loaded(workbook(HEADER, ("Mill AG", "Works AG", "=25+26", "2020")), Path("book.xlsx"))
    assert (holdings(table), table.context.warnings["FORMULA_WITHOUT_VALUE"]) == ([(2, None, "2020")], 1)
    stored = edited(workbook(HEADER, ("Mill AG", "Works AG", "=25+26", "2020")), "xl/worksheets/sheet1.xml", b"<v />", b"<v>51</v>")
    assert holdings(Loaded(stored, Path("book.xlsx"))) == [(2, 51, "2020")]


def test_the_sheet_is_never_guessed_among_several() -> None:
    error = refusal(workbook(HEADER, ("A", "B", 1, ""), sheets=("One", "Two")))
    assert (error.code, "'One', 'Two'" in error.what, "--sheet NAME" in error.hint) == ("SEVERAL_SHEETS", True, True)


def test_the_one_sheet_that_is_shown_is_read_where_others_are_hidden() -> None:
    book = openpyxl.Workbook()
    shown, hidden = book.worksheets[0], book.create_sheet("Old")
    hidden.sheet_state = "veryHidden"
    for sheet, holder in ((shown, "Mill AG"), (hidden, "Dam AG")):
        sheet.append(("holder", "subject", "share"))
        sheet.append((holder, "Works AG", 60))
    out = io.BytesIO()
    book.save(out)
    table = Loaded(out.getvalue(), Path("book.xlsx"))
    assert ([len(table.named(name)) for name in ("Mill AG", "Dam AG")], table.context.warnings["HIDDEN_SHEETS"]) == ([1, 0], 1)
    shown.sheet_state = hidden.sheet_state = "visible"
    both = io.BytesIO()
    book.save(both)
    assert refusal(both.getvalue()).code == "SEVERAL_SHEETS"


def test_hidden_rows_and_columns_are_read_and_told() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (
        (*HEADER, "note"),
        ("Mill AG", "Works AG", 51, "2019", "x"),
        ("Dam AG", "Works AG", 49, "2020", "y"),
        (None,),
        ("", "", ""),
    ):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["E"].hidden = True
    sheet.column_dimensions.group("F", "Z", hidden=True)
    out = io.BytesIO()
    book.save(out)
    table = Loaded(out.getvalue(), Path("book.xlsx"))
    assert [x[0] for x in holdings(table)] == [2, 3]
    assert (table.context.warnings["HIDDEN_ROWS"], table.context.warnings["HIDDEN_COLUMNS"]) == (1, 1)
    proposal = propose_mapping(io.BytesIO(out.getvalue()), LoadContext(Base(), Path("book.xlsx")))
    assert "the sheet hides 1 row and 1 column, read all the same: look whether they are meant" in proposal.remarks


def test_what_an_opendocument_sheet_hides_is_told() -> None:
    rows = [ods_row(*HEADER), ods_row("Mill AG", "Works AG", "51", "2019"), ods_row("Dam AG", "Works AG", "49", "2020")]
    rows[2] = rows[2].replace("<table:table-row", '<table:table-row table:visibility="filter"')
    columns = '<table:table-column table:number-columns-repeated="3"/><table:table-column table:visibility="collapse"/>'
    content = ODS.replace("<office:body>", ODS_STYLES + "<office:body>").format(
        f'<table:table table:name="Old" table:style-name="ta2">{ods_row("a", "b")}</table:table>'
        f'<table:table table:name="S" table:style-name="ta1">{columns}{"".join(rows)}</table:table>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("content.xml", content)
    table = Loaded(out.getvalue(), Path("book.ods"))
    told = [table.context.warnings[f"HIDDEN_{what}"] for what in ("SHEETS", "ROWS", "COLUMNS")]
    assert (len(holdings(table)), told) == (2, [1, 1, 1])


def test_without_the_library_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    error = refusal(workbook(HEADER))
    assert (error.code, "ownership-graph[tables]" in error.hint) == ("NO_LIBRARY", True)


def test_rows_without_cells_cost_a_line_each_and_no_more() -> None:
    far = edited(workbook(HEADER, ("A", "B", 1, "")), "xl/worksheets/sheet1.xml", b'r="2"', b'r="1048576"')
    assert [line for line, _, _ in holdings(Loaded(far, Path("book.xlsx")))] == [MAX_ROWS]
    beyond = edited(workbook(HEADER, ("A", "B", 1, "")), "xl/worksheets/sheet1.xml", b'r="2"', b'r="99999999999"')
    assert refusal(beyond).code == "TOO_LARGE"


def test_a_sheet_that_unpacks_out_of_all_proportion_is_refused() -> None:
    bomb = edited(workbook(HEADER, ("A", "B", 1, "")), "xl/worksheets/sheet1.xml", b"</sheetData>", b" " * 80_000_000 + b"</sheetData>")
    assert len(bomb) < 200_000
    assert refusal(bomb).code == "TOO_LARGE"
    repeated = ods_row('<table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell>', repeat=1_000_000)
    assert refusal(spreadsheet(ods_row(*HEADER), repeated), "book.ods").code == "TOO_LARGE"


def test_a_cell_that_is_repeated_in_few_bytes_and_read_as_many_is_bounded() -> None:
    wide = f'<table:table-cell table:number-columns-repeated="16000"><text:p>{"y" * 30_000}</text:p></table:table-cell>'
    table = Loaded(spreadsheet(ods_row(*HEADER), ods_row("A", "B", wide), ods_row("C", "D", "51", "")), Path("book.ods"))
    assert ([reject.code for reject in table.rejects], holdings(table)) == (["LINE_TOO_LONG"], [(3, 51, None)])
    tall = f'<table:table-cell table:number-columns-repeated="40"><text:p>{"y" * 3_000}</text:p></table:table-cell>'
    error = refusal(spreadsheet(ods_row(*HEADER), ods_row("A", "B", tall, repeat=1_000_000)), "book.ods")
    assert (error.code, "letters" in error.what) == ("TOO_LARGE", True)


def test_a_cell_of_ten_million_letters_is_one_reject() -> None:
    raw = workbook(HEADER, ("A", "B", 1, ""), ("C", "D", 2, ""))
    large = edited(raw, "xl/worksheets/sheet1.xml", b"<t>C</t>", b"<t>" + b"x" * 10_000_000 + b"</t>")
    table = Loaded(large, Path("book.xlsx"))
    assert ([(reject.code, reject.line) for reject in table.rejects], len(table.interests)) == ([("LINE_TOO_LONG", 3)], 1)


def test_a_row_of_all_columns_and_rows_of_none_are_read_as_they_are() -> None:
    cells = b"".join(b'<c t="inlineStr"><is><t>x</t></is></c>' for _ in range(16_384))
    wide = edited(
        workbook(HEADER, ("A", "B", 1, "")), "xl/worksheets/sheet1.xml", b"</sheetData>", b'<row r="3">' + cells + b"</row></sheetData>"
    )
    table = Loaded(wide, Path("book.xlsx"))
    assert ([reject.code for reject in table.rejects], len(table.interests)) == (["TOO_MANY_CELLS"], 1)
    rows = b"".join(b'<row r="%d"/>' % number for number in range(3, 300_000))
    empty = edited(workbook(HEADER, ("A", "B", 1, "")), "xl/worksheets/sheet1.xml", b"</sheetData>", rows + b"</sheetData>")
    assert (Loaded(empty, Path("book.xlsx")).context.read, len(empty) < 1_500_000) == (1, True)


@pytest.mark.parametrize("part", ["xl/styles.xml", "xl/theme/theme1.xml"])
def test_a_part_that_is_held_in_memory_is_bounded(part: str) -> None:
    large = edited(
        workbook(HEADER, ("A", "B", 1, "")), part, b"<?xml" if part.endswith("theme1.xml") else b"<styleSheet", b" " * 34_000_000 + b"<x"
    )
    error = refusal(large)
    assert (error.code, part in error.what) == ("TOO_LARGE", True)


def test_what_a_library_says_of_a_damaged_workbook_is_one_line() -> None:
    entity = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><worksheet'
    error = refusal(edited(workbook(HEADER, ("A", "B", 1, "")), "xl/worksheets/sheet1.xml", b"<worksheet", entity))
    assert (error.code, "\n" in error.what) == ("DAMAGED_WORKBOOK", False)


def test_entities_that_grow_and_links_to_other_files_give_nothing() -> None:
    entities = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
    )
    grown = io.BytesIO()
    with zipfile.ZipFile(grown, "w") as archive:
        archive.writestr("content.xml", entities + b"]><x>&j;</x>")
    assert refusal(grown.getvalue(), "book.ods").code == "DAMAGED_WORKBOOK"
    linked = workbook(HEADER, ("A", "B", "='[other.xlsx]S'!A1", ""))
    assert holdings(Loaded(linked, Path("book.xlsx"))) == [(2, None, None)]


def test_the_tables_of_a_database_are_read_and_its_views_are_not(tmp_path: Path) -> None:
    file = tmp_path / "group.sqlite"
    with sqlite3.connect(file) as connection:
        connection.execute('CREATE TABLE "a ""b" (holder, subject, share REAL, valid_from)')
        connection.execute("""INSERT INTO "a ""b" VALUES ('Mill AG', 'Works' || char(10) || 'AG', 51.5, '2020')""")
        connection.execute("CREATE VIEW endless AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x FROM c) SELECT x FROM c")
    connection.close()
    assert holdings(Loaded(file.read_bytes(), file)) == [(2, 51, "2020")]


def test_a_parquet_file_is_a_table(tmp_path: Path) -> None:
    file = tmp_path / "group.parquet"
    rows = "SELECT 'Mill AG' AS holder, 'Works AG' AS subject, 51.5::DOUBLE AS share, DATE '2019-12-31' AS valid_from, NULL AS note"
    duckdb.sql(rows).write_parquet(str(file))
    assert holdings(Loaded(file.read_bytes(), file)) == [(2, 51, "2019-12-31")]


@pytest.mark.parametrize("content", [b"PK\x03\x04 torn", b"SQLite format 3\0 torn", b"PAR1 torn"])
def test_what_is_no_workbook_or_database_to_its_end_is_named(content: bytes) -> None:
    assert refusal(content).code in ("DAMAGED_WORKBOOK", "DAMAGED_DATABASE")


def test_random_damage_of_a_workbook_is_an_error_of_ours_or_nothing() -> None:
    import random

    raw: Any = workbook(HEADER, ("Mill AG", "Works AG", 0.51, "2020"), percent=True)
    for seed in range(60):
        chance = random.Random(seed)  # noqa: S311 (no secret)
        damaged = bytearray(raw)
        for _ in range(chance.randint(1, 20)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        with contextlib.suppress(InputError):
            Loaded(bytes(damaged), Path("book.xlsx"))
