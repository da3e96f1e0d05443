"""Which version of a record stands is decided alike by the plain definition, the tables of a build, the exports, Neo4j
and the view of a day."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

import duckdb
import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from graph.exports.bods_series import make_relationship_series
from graph.exports.current import CurrentStatements
from graph.exports.request import ExportRequest
from graph.generation import build_network, sql
from graph.generation.build import IndexLimits
from graph.generation.data_folder import DataFolder
from graph.generation.generation import Generation
from graph.generation.series import mark_replaced
from graph.neo4j.projection import project_generation
from graph.network.as_of import AsOfView
from ontology.series import MAX_FILE, MAX_LINE, is_replaced, number_files, rank_version
from ontology.statement_stream import StatementStream
from ontology.statements import Change, EntityStatement, Interest, InterestStatement, Kind, Name, Place, Source
from ontology.terms import Base
from tests.scenarios import CREATED

BASE = Base()
SOURCES = ("a", "b")
DAYS = st.sampled_from([None, "2019", "2019-01-01", "2019-06", "2020-02-29"])
LINES = st.sampled_from([None, 1, 2, 7])
RECORDS = st.sampled_from([None, "r", "s"])

Version = tuple[str, str | None, str | None, int | None]
"""Source, record, day and line."""

versions = st.tuples(st.sampled_from(SOURCES), RECORDS, DAYS, LINES)
releases = st.lists(st.lists(versions, max_size=8), min_size=1, max_size=3)


def source(name: str) -> Source:
    return Source(id=BASE.source(name), title=name, type="register", delta=True)


def place(line: int | None) -> Place | None:
    return None if line is None else Place(file="one-name.csv", line=line)


def interest(number: int, version: Version) -> InterestStatement:
    name, record, day, line = version
    return InterestStatement(
        id=f"urn:interest:{number}",
        source=BASE.source(name),
        holder=f"urn:holder:{number}",
        subject="urn:company",
        interest=Interest.APPOINTMENT_OF_BOARD,
        stated_at=day,
        valid_from="2000",
        record=record,
        place=place(line),
    )


def entity(number: int, version: Version) -> EntityStatement:
    name, record, day, line = version
    return EntityStatement(
        id=f"urn:entity:{number}",
        source=BASE.source(name),
        entity=f"urn:party:{number}",
        kind=Kind.COMPANY,
        names=(Name(text=f"Company {number}"),),
        stated_at=day,
        record=record,
        change=Change.UPDATED,
        place=place(line),
    )


def publish(folder: Path, loads: list[list[Version]], make: Callable[[int, Version], InterestStatement | EntityStatement]) -> Generation:
    """Each load a delta of each source that it names, one after the other."""
    number = 0
    with DataFolder(folder).writer(BASE, limits=IndexLimits(triples=0, names=0)) as writer:
        for load in loads:
            by_source = defaultdict(list)
            for version in load:
                by_source[version[0]].append(make(number, version))
                number += 1
            generation = writer.publish(
                [StatementStream.from_statements(source(name), by_source[name]) for name in SOURCES if by_source[name]], created=CREATED
            )
    assert generation is not None
    return generation


def standing(generation: Generation) -> set[str]:
    """By the definition: statements without a record, and those that nothing of their record replaces."""
    ranks: dict[tuple[str, str | None], list[tuple[int, str]]] = defaultdict(list)
    for file, statement in number_files(generation.releases, generation.is_sequence):
        key = (statement.source, statement.record or f"alone {statement.id}")
        ranks[key].append((rank_version(statement, file), statement.id))
    return {iri for series in ranks.values() for rank, iri in series if not is_replaced(rank, max(series)[0])}


@pytest.mark.thorough
@settings(deadline=None, max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(releases.filter(any))
def test_of_interests_the_same_stand_in_the_network_of_today_in_the_exports_and_by_definition(
    tmp_path_factory: pytest.TempPathFactory, loads: list[list[Version]]
) -> None:
    generation = publish(tmp_path_factory.mktemp("d"), loads, interest)
    expected = standing(generation)
    assert {s.id for s in CurrentStatements(ExportRequest(generation)).interests()} == expected
    assert {r.key for r in project_generation(generation).relationships if "superseded" not in r.properties} == expected
    holders = AsOfView(generation.interests, datetime.date.fromisoformat(CREATED[:10])).stakes(generation.party_number("urn:company") or 0)
    in_force = {f"urn:interest:{generation.party_summary(stake.holder).id.rpartition(':')[2]}" for stake in holders}
    assert in_force == expected


@pytest.mark.thorough
@settings(deadline=None, max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(releases.filter(any))
@example([[("a", "r", "2019", 1), ("a", None, None, None), ("a", "r", "2019", 1)]])
def test_of_entities_the_same_describe_the_parties_of_a_list_and_stand_by_definition(
    tmp_path_factory: pytest.TempPathFactory, loads: list[list[Version]]
) -> None:
    generation = publish(tmp_path_factory.mktemp("d"), loads, entity)
    described = {iri for number in range(len(generation)) for iri in generation.party(number).statements}
    assert described == standing(generation)


@given(
    st.lists(
        st.tuples(st.integers(0, MAX_FILE), DAYS, LINES | st.integers(1, MAX_LINE + 2), st.booleans(), st.sampled_from(Change)),
        min_size=1,
        max_size=8,
    )
)
def test_sql_ranks_versions_as_the_definition_does(rows: list[tuple[int, str | None, int | None, bool, Change]]) -> None:
    statements = [replace(interest(n, ("a", "r", day, line)), change=change) for n, (_, day, line, _, change) in enumerate(rows)]
    expected = [rank_version(s, row[0] if row[3] else None) for s, row in zip(statements, rows, strict=True)]
    stands = [not is_replaced(rank, max(expected)) for rank in expected]
    with duckdb.connect() as tables:
        tables.execute("CREATE TABLE t(release INTEGER, stated_at VARCHAR, place STRUCT(line BIGINT), is_sequence BOOLEAN, change VARCHAR)")
        tables.executemany("INSERT INTO t VALUES (?, ?, struct_pack(line := ?::BIGINT), ?, ?)", rows)
        tables.execute(f"CREATE TABLE ranked AS SELECT {sql.rank_version('t')} AS rank FROM t")  # noqa: S608
        ranks = tables.execute(f"SELECT rank, {sql.stands('rank', 'max(rank) OVER ()')} FROM ranked").fetchall()  # noqa: S608
    assert sorted(ranks) == sorted(zip(expected, stands, strict=True))
    assert is_replaced(np.array(expected), max(expected)).tolist() == [not stand for stand in stands]
    # Of two series that are laid between each other.
    rank, own = np.repeat(np.array(expected), 2), np.tile([0, 1], len(expected))
    assert mark_replaced(rank, own, source=0 * own).tolist() == np.repeat(np.logical_not(stands), 2).tolist()
    assert max(expected) < 2**63


@given(st.lists(st.tuples(st.integers(0, 5), DAYS, LINES), min_size=1, max_size=8))
def test_the_last_version_of_a_record_in_bods_has_all_that_stands(rows: list[tuple[int, str | None, int | None]]) -> None:
    located = [(file, interest(n, ("a", "r", day, line))) for n, (file, day, line) in enumerate(rows)]
    latest = max(rank_version(statement, file) for file, statement in located)
    standing = {statement.id for file, statement in located if not is_replaced(rank_version(statement, file), latest)}
    assert standing <= {iri for series in make_relationship_series(located, Counter()) for iri in series.versions[-1].ledger_ids}


def test_series_of_two_companies_stay_apart_where_the_numbers_that_they_are_sorted_by_meet() -> None:
    spread, rows = 0x9E3779B97F4A7C15, 400
    # Rows lie by company, 0 and 1; of each other row of the one and all of the other the series and the company have one sum.
    series = np.array([5 + spread, 7] * rows + [5, 5] * rows, np.uint64)
    zeros = {name: np.zeros(len(series), np.int64) for name in ("flags", "stated", "rank", "source", "line", "id_hash")}
    block = {"subject": np.repeat(np.arange(2, dtype=np.int32), 2 * rows), "series": series, **zeros}
    assert build_network.finish_rows(block, 10)["series"].tolist() == [10, 11] * rows + [10 + 2 * rows] * (2 * rows)


@given(st.lists(st.tuples(*(st.integers(0, 1),) * 10), min_size=1, max_size=40), st.sampled_from([1, 2**20, 2**30]))
def test_rows_are_ordered_by_each_of_their_columns(drawn: list[tuple[int, ...]], spread: int) -> None:
    """``spread``: how far the numbers of companies lie apart; above some millions there is no room for them in one number."""
    names = ("subject", "holder", "interest", *build_network._TIES)
    table = np.array(drawn, np.int64)
    types = {"subject": np.int32, "holder": np.int32, "interest": np.uint8}
    block = {name: table[:, place].astype(types.get(name, np.int64)) for place, name in enumerate(names)}
    block["holder"] = block["holder"] - 1
    block["subject"] = block["subject"] * np.int32(spread)
    ordered = table[build_network._order_rows(block)]
    assert ordered.tolist() == sorted(table.tolist())
