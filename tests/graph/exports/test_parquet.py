"""Parquet holds every statement of the ledger, in typed columns that another tool reads."""

from __future__ import annotations

from pathlib import Path

import duckdb
import msgspec
import pytest

from graph.exports.dump import export
from graph.generation.generation import Generation
from graph.ledger.parts import KINDS
from ontology.shares import PERCENT
from ontology.statements import Source, Statement
from tests.graph.exports import invented as net
from tests.scenarios import CREATED


@pytest.fixture(scope="module")
def folder(generation: Generation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("parquet") / "out"
    assert export(generation, "parquet", target).count == len(net.STATEMENTS)
    return target


def rows(folder: Path, query: str, *values: str) -> list[tuple[object, ...]]:
    with duckdb.connect() as connection:
        connection.execute(f"SET file_search_path = '{folder}'")
        return connection.execute(query, values).fetchall()


def test_every_statement_comes_back_as_it_was_with_the_day_of_its_source_where_it_had_none(folder: Path) -> None:
    statements: dict[str, Statement] = {}
    for kind, record in KINDS.items():
        for (line,) in rows(folder, "SELECT to_json(t) FROM read_parquet(?) t", f"{kind}.parquet"):
            statement = msgspec.json.decode(str(line), type=record)
            statements[statement.id] = statement
    days = {source.id: source.date or CREATED[:10] for source in net.SOURCES}
    dated = [msgspec.structs.replace(s, stated_at=s.stated_at or days[s.source]) for s in net.STATEMENTS]
    assert statements == {statement.id: statement for statement in dated}


def test_sources_come_back_as_they_were(folder: Path) -> None:
    sources = [msgspec.json.decode(str(line), type=Source) for (line,) in rows(folder, "SELECT to_json(t) FROM 'source.parquet' t")]
    assert sorted(sources, key=lambda s: s.id) == sorted(net.SOURCES, key=lambda s: s.id)


def test_a_party_has_one_row_with_its_other_iris(folder: Path) -> None:
    parties = rows(folder, "SELECT id, name, kind, same FROM 'parties.parquet' WHERE len(same) > 0")
    assert parties == [(min(net.MAKER, net.TWIN), "Zenda Motors AG", "company", [max(net.MAKER, net.TWIN)])]
    assert rows(folder, "SELECT count(*), count(DISTINCT id) FROM 'parties.parquet'") == [(10, 10)]
    assert rows(folder, "SELECT name FROM 'parties.parquet' WHERE jurisdiction = 'DE'") == [(net.HOSTILE,)]


def test_shares_are_whole_numbers_and_an_unknown_size_is_null(folder: Path) -> None:
    query = "SELECT share.min, share.max, share.min_open, share.exact FROM 'interest.parquet' WHERE id = '{}'"
    assert rows(folder, query.format(net.BAND.id)) == [(50 * PERCENT, 75 * PERCENT, True, False)]
    assert rows(folder, query.format(net.VETO.id)) == [(None, None, None, None)]
    types = dict(rows(folder, "SELECT column_name, column_type FROM (DESCRIBE FROM 'interest.parquet')"))
    assert (types["components"], types["beneficial"], types["valid_from"]) == ("VARCHAR[]", "BOOLEAN", "VARCHAR")


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
