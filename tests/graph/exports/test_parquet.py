"""Parquet holds every statement of the ledger, in typed columns that another tool reads."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import duckdb
import msgspec
import pytest

from graph.exports.dump import export
from graph.generation.generation import Generation
from graph.ledger.parts import KINDS
from ontology.shares import PERCENT, WHOLE
from ontology.statements import Source, Statement
from tests.graph.exports import invented as net
from tests.scenarios import CREATED, Sheet, publish


@pytest.fixture(scope="module")
def folder(generation: Generation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("parquet") / "out"
    assert export(generation, "parquet", target).count == len(net.STATEMENTS)
    return target


def rows(folder: Path, query: str, *values: str) -> list[tuple[object, ...]]:
    with duckdb.connect() as connection:
        connection.execute(f"SET file_search_path = '{folder}'")
        return connection.execute(query, values).fetchall()


def restore(line: object, record: type[msgspec.Struct]) -> Any:
    """The record of a row, its share in share units again, without the days that its dates can mean."""
    row = {name: value for name, value in json.loads(str(line)).items() if name in record.__struct_encode_fields__}
    if share := row.get("share"):
        for name in ("min", "max"):
            fraction = share.pop(f"{name}_fraction")
            share[name] = int(Fraction(fraction) * WHOLE if fraction else Fraction(str(share[name])) * PERCENT)
    return msgspec.convert(row, record)


def test_every_statement_comes_back_as_it_was_with_the_day_of_its_source_where_it_had_none(folder: Path) -> None:
    statements: dict[str, Statement] = {}
    for kind, record in KINDS.items():
        for (line,) in rows(folder, "SELECT to_json(t) FROM read_parquet(?) t", f"{kind}.parquet"):
            statement = restore(line, record)
            statements[statement.id] = statement
    days = {source.id: source.date or CREATED[:10] for source in net.SOURCES}
    dated = [msgspec.structs.replace(s, stated_at=s.stated_at or days[s.source]) for s in net.STATEMENTS]
    assert statements == {statement.id: statement for statement in dated}


def test_statements_lie_in_the_order_of_the_ledger_also_where_few_are_of_many_sources(tmp_path: Path) -> None:
    sheets = [Sheet(name=f"sheet-{number:02}") for number in range(24)]
    for number, sheet in enumerate(sheets):
        sheet.holds("anna", f"mill-{number}", "60")
        for other in range(3 * (number == 5)):
            sheet.same(f"mill-{number}", f"urn:mill:{other}")
    generation = publish(tmp_path / "data", *sheets)
    export(generation, "parquet", tmp_path / "out")
    statements = list(generation.statements())
    for kind, record in KINDS.items():
        ids = [iri for (iri,) in rows(tmp_path / "out", "SELECT id FROM read_parquet(?) ORDER BY file_row_number", f"{kind}.parquet")]
        assert ids == [statement.id for statement in statements if isinstance(statement, record)]


def test_sources_come_back_as_they_were(folder: Path) -> None:
    sources = [restore(line, Source) for (line,) in rows(folder, "SELECT to_json(t) FROM 'source.parquet' t")]
    assert sorted(sources, key=lambda s: s.id) == sorted(net.SOURCES, key=lambda s: s.id)


def test_a_party_has_one_row_with_its_other_iris(folder: Path) -> None:
    parties = rows(folder, "SELECT id, name, kind, same FROM 'parties.parquet' WHERE len(same) > 0")
    assert parties == [(min(net.MAKER, net.TWIN), "Zenda Motors AG", "company", [max(net.MAKER, net.TWIN)])]
    assert rows(folder, "SELECT count(*), count(DISTINCT id) FROM 'parties.parquet'") == [(10, 10)]
    assert rows(folder, "SELECT name FROM 'parties.parquet' WHERE jurisdiction = 'DE'") == [(net.HOSTILE,)]


def test_shares_are_decimals_in_percent_with_a_flag_for_each_open_bound_and_an_unknown_size_is_null(folder: Path) -> None:
    query = "SELECT share.min, share.max, share.min_open, share.max_open, share.exact FROM 'interest.parquet' WHERE id = '{}'"
    assert rows(folder, query.format(net.BAND.id)) == [(Decimal(50), Decimal(75), True, False, False)]
    assert rows(folder, query.format(net.VETO.id)) == [(None, None, None, None, None)]
    types = dict(rows(folder, "SELECT column_name, column_type FROM (DESCRIBE FROM 'interest.parquet')"))
    assert (types["components"], types["beneficial"], types["valid_from"]) == ("VARCHAR[]", "BOOLEAN", "VARCHAR")
    assert str(types["share"]).startswith("STRUCT(min DECIMAL(12,9), max DECIMAL(12,9), min_open BOOLEAN, max_open BOOLEAN")


def test_a_part_of_the_whole_is_kept_as_a_fraction_beside_its_decimals_and_a_band_is_rounded_outwards(tmp_path: Path) -> None:
    sheet = Sheet()
    for subject, share in (("a", "1/3"), ("b", "2/3"), ("c", "(1/3..2/3]"), ("d", "33.333333333"), ("e", "1/7")):
        sheet.holds("h", subject, share)
    export(publish(tmp_path / "data", sheet), "parquet", tmp_path / "out")
    query = "SELECT share.min, share.max, share.min_fraction, share.max_fraction FROM 'interest.parquet' ORDER BY subject"
    assert rows(tmp_path / "out", query) == [
        (Decimal("33.333333333"), Decimal("33.333333333"), "1/3", "1/3"),
        (Decimal("66.666666667"), Decimal("66.666666667"), "2/3", "2/3"),
        (Decimal("33.333333333"), Decimal("66.666666667"), "1/3", "2/3"),
        (Decimal("33.333333333"), Decimal("33.333333333"), None, None),
        (Decimal("14.285714286"), Decimal("14.285714286"), "1/7", "1/7"),
    ]


def test_a_filter_by_days_finds_a_year_and_a_month(tmp_path: Path) -> None:
    sheet = Sheet(stated="2020")
    sheet.holds("h", "year", "51", valid_from="2019", valid_until="2020-02")
    sheet.holds("h", "day", "51", valid_from="2019-03-04", valid_until=None)
    export(publish(tmp_path / "data", sheet), "parquet", tmp_path / "out")
    query = """SELECT valid_from, valid_from_first, valid_from_last, valid_until_last, stated_at_last FROM 'interest.parquet'
        WHERE valid_from_last >= DATE '2019-03-04' ORDER BY valid_from"""
    assert rows(tmp_path / "out", query) == [
        ("2019", date(2019, 1, 1), date(2019, 12, 31), date(2020, 2, 29), date(2020, 12, 31)),
        ("2019-03-04", date(2019, 3, 4), date(2019, 3, 4), None, date(2020, 12, 31)),
    ]
    assert rows(tmp_path / "out", "SELECT date_first, date_last FROM 'source.parquet'") == [(date(2020, 1, 1), date(2020, 12, 31))]


def test_holders_join_to_parties_through_all_their_iris(folder: Path) -> None:
    query = """
        SELECT count(*) FROM 'interest.parquet' i JOIN (SELECT id, unnest(list_append(same, id)) AS iri FROM 'parties.parquet') p
        ON p.iri = i.subject
    """
    assert rows(folder, query) == [(sum(s.subject is not None for s in net.INTERESTS),)]


def test_one_source_brings_its_own_parties_only(generation: Generation, tmp_path: Path) -> None:
    assert export(generation, "parquet", tmp_path / "out", "paper").count == sum(s.source == net.PAPER for s in net.STATEMENTS)
    names = {name for (name,) in rows(tmp_path / "out", "SELECT name FROM 'parties.parquet'")}
    assert "Zenda Motor" in names
    assert "Bank of Strelsau" not in names


def test_statement_longer_than_the_readers_usual_line_comes_back_whole(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.holds("anna", "mill", "60", note="ab" * 2**24)
    export(publish(tmp_path / "data", sheet), "parquet", tmp_path / "out")
    assert rows(tmp_path / "out", "SELECT length(note) FROM 'interest.parquet'") == [(2**25,)]


@pytest.mark.thorough
def test_rows_are_written_in_groups_of_a_bounded_size_so_that_memory_is_bounded_too(tmp_path: Path) -> None:
    sheet = Sheet()
    one = sheet.holds("anna", "mill", "60")
    sheet.rows = [msgspec.structs.replace(one, id=f"{one.id}-{number}") for number in range(21_000)]
    export(publish(tmp_path / "data", sheet), "parquet", tmp_path / "out")
    groups = rows(tmp_path / "out", "SELECT DISTINCT row_group_id, row_group_num_rows FROM parquet_metadata('interest.parquet') ORDER BY 1")
    assert [size for _, size in groups] == [20_480, 520]
