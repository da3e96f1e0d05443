"""A generation is built from columns; what it holds is what the statements say one by one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import msgspec
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.generation import build as build_steps
from graph.generation import build_network, build_parties, build_tables
from graph.generation.data_folder import DataFolder
from graph.generation.generation import Generation
from graph.generation.interest_table import UNNAMED
from graph.generation.party import merge
from graph.generation.verify import verify
from graph.queries import controllers, find_party
from ontology import statement_stream
from ontology.errors import RecordError, StoreError
from ontology.series import find_stated_day
from ontology.shares import Share
from ontology.statements import (
    Assertion,
    Change,
    Directness,
    EntityStatement,
    Identifier,
    Interest,
    InterestStatement,
    Kind,
    Name,
    Place,
    Reason,
    Review,
    Source,
    Status,
)
from ontology.terms import Base
from tests.graph.exports import invented
from tests.links import Link, build
from tests.scenarios import CREATED, ask, publish_releases

BASE = Base()
SHARES = st.sampled_from([None, *map(Share.parse, ("51", "(25..50]", "[75..100]", "1/3", "0..100", "<25"))])
DATES = st.sampled_from([None, "1999", "2000-02", "2000-02-29", "2001-12-31", "2004-07-09"])
IRIS = st.sampled_from([f"urn:party:{n}" for n in range(5)])


StatementT = TypeVar("StatementT", EntityStatement, InterestStatement)


def source(name: str = "s", *, complete: bool = False, delta: bool = False) -> Source:
    return Source(id=BASE.source(name), title=name, type="register", complete_register=complete, delta=delta)


def date_by_source(statement: StatementT) -> StatementT:
    """Give a statement without a date the day on which its source is loaded here."""
    return msgspec.structs.replace(statement, stated_at=statement.stated_at or CREATED[:10])


@st.composite
def interests(draw: st.DrawFn) -> list[InterestStatement]:
    statements = []
    for number in range(draw(st.integers(0, 12))):
        named = draw(st.booleans())
        try:
            statements.append(
                InterestStatement(
                    id=f"urn:statement:{number}",
                    source=BASE.source("s"),
                    holder=draw(IRIS) if named else None,
                    holder_reason=None if named else draw(st.sampled_from(Reason)),
                    subject=draw(IRIS),
                    interest=draw(st.sampled_from(Interest)),
                    share=draw(SHARES),
                    direct=draw(st.sampled_from(Directness)),
                    status=draw(st.sampled_from(Status)),
                    valid_from=draw(DATES),
                    valid_until=draw(DATES),
                    stated_at=draw(DATES),
                    record=draw(st.sampled_from([None, "a", "b"])),
                    change=draw(st.sampled_from(Change)),
                    components=("urn:x",) if draw(st.booleans()) else (),
                    assertion=Assertion(extractor="e", version="1", review=draw(st.sampled_from(Review))) if draw(st.booleans()) else None,
                )
            )
        except RecordError:
            continue
    return statements


KEYS = ("flags", "stated", "statement", "source", "interest", "holder", "subject")
"""Columns by which rows are put in one order, the last one first."""


def close_moved(links: list[Link]) -> list[Link]:
    """What a version closes because it no longer names a company: of each what the record stated last of it."""
    closings = []
    for record in {link.record.record for link in links} - {None}:
        own = [link for link in links if link.record.record == record and link.record.is_accepted]
        for day in {find_stated_day(link.record.stated_at) for link in own}:
            version = [link for link in own if find_stated_day(link.record.stated_at) == day]
            earlier = [link for link in own if find_stated_day(link.record.stated_at) < day]
            for subject in {link.subject for link in earlier} - {link.subject for link in version}:
                last = max(find_stated_day(link.record.stated_at) for link in earlier if link.subject == subject)
                closings += [
                    replace(link, record=msgspec.structs.replace(link.record, change=Change.CLOSED, stated_at=version[0].record.stated_at))
                    for link in earlier
                    if link.subject == subject and find_stated_day(link.record.stated_at) == last
                ]
    return closings


@pytest.mark.thorough
@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(interests().filter(bool), st.booleans())
def test_the_rows_of_the_network_are_those_of_the_statements(
    tmp_path_factory: pytest.TempPathFactory, statements: list[InterestStatement], complete: bool
) -> None:
    generation = publish_releases(tmp_path_factory.mktemp("d"), [(source(complete=complete), iter(statements))])
    network = generation.interests
    number = {s.id: generation.party_number for s in statements}
    statements = list(map(date_by_source, statements))
    links = [
        Link(UNNAMED if s.holder is None else number[s.id](s.holder) or 0, number[s.id](s.subject or "") or 0, n, 0, complete, s)
        for n, s in enumerate(statements)
    ]
    plain = build(len(generation), [*links, *close_moved(links)])
    assert network.parties == plain.parties == len({iri for s in statements for iri in (s.holder, s.subject) if iri})
    assert (np.diff(network.columns["subject"]) >= 0).all()
    # Within a holding the rows lie by day and id; here they are compared by statement.
    columns, expected = (
        {name: column[np.lexsort([table[key] for key in KEYS])] for name, column in table.items()}
        for table in (network.columns, plain.columns)
    )
    for name, column in expected.items():
        if name != "series":
            assert columns[name].tolist() == column.tolist(), name
    ours, theirs = columns["series"].tolist(), expected["series"].tolist()
    subjects = columns["subject"].tolist()
    for i in range(network.rows):
        for j in range(network.rows):
            if subjects[i] == subjects[j]:
                assert (ours[i] == ours[j]) == (theirs[i] == theirs[j])
    assert max(ours, default=0) < max(1, network.rows)
    assert (network.subject_start.tolist(), network.holder_start.tolist(), network.by_holder.tolist()) == (
        plain.subject_start.tolist(),
        plain.holder_start.tolist(),
        plain.by_holder.tolist(),
    )


@pytest.mark.thorough
@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            IRIS | st.sampled_from([f"{BASE.iri}ent/9f", f"{BASE.iri}lei/X"]),
            st.sampled_from(Kind),
            st.lists(st.tuples(st.sampled_from(["Ädler", "Kite", "Хвост"]), st.sampled_from(["legal", "alias"])), max_size=3),
            st.sampled_from([None, "GB", "US-DE"]),
            DATES,
            st.lists(st.sampled_from(["GB-7", "X 9"]), max_size=2),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_what_a_list_shows_of_a_party_is_what_its_statements_together_say(
    tmp_path_factory: pytest.TempPathFactory, entities: list[tuple[str, Kind, list[tuple[str, str]], str | None, str | None, list[str]]]
) -> None:
    statements = [
        EntityStatement(
            id=f"urn:statement:{n}",
            source=BASE.source("s"),
            entity=iri,
            kind=kind,
            jurisdiction=where,
            stated_at=stated,
            names=tuple(Name(text=text, type=type_) for text, type_ in names),
            identifiers=tuple(Identifier(scheme="X", value=value) for value in identifiers),
        )
        for n, (iri, kind, names, where, stated, identifiers) in enumerate(entities)
    ]
    generation = publish_releases(tmp_path_factory.mktemp("d"), [(source(), iter(statements))])
    for number, iri in enumerate(sorted({s.entity for s in statements})):
        whole = merge(iri, [date_by_source(s) for s in statements if s.entity == iri], unnamed=BASE.compact(iri))
        assert generation.party(number) == whole
        brief = generation.party_summary(number)
        assert (brief.id, brief.name, brief.kind, brief.jurisdiction) == (whole.id, whole.name, whole.kind, whole.jurisdiction)
        assert generation.party_number(iri) == number


@pytest.mark.parametrize("where", ["Österreich", "日本", "England and Wales", "GB\x00"])
def test_what_is_no_code_of_a_jurisdiction_is_in_no_list_and_stays_in_its_statement(tmp_path: Path, where: str) -> None:
    statement = EntityStatement(
        id="urn:statement:1", source=BASE.source("s"), entity="https://example.org/a", kind=Kind.COMPANY, jurisdiction=where
    )
    generation = publish_releases(tmp_path, [(source(), iter([statement]))])
    assert generation.party_summary(0).jurisdiction is None
    assert generation.party(0).jurisdiction == where


def held(holder: str, day: str, line: int | None, *, change: Change = Change.NEW, name: str = "", share: str = "60") -> InterestStatement:
    return InterestStatement(
        id=f"urn:held:{holder}:{day}:{line}{name}",
        source=BASE.source("s"),
        holder=f"urn:{holder}",
        subject="urn:mill",
        share=Share.parse(share),
        stated_at=day,
        record="r1",
        change=change,
        place=Place(line=line),
        valid_from="2000-01-01",
    )


def tops(generation: Generation, day: str, **options: object) -> list[str]:
    context = ask(generation, day, **options)
    return [c.party.id for c in controllers(context, find_party(generation, "urn:mill")).controllers]


def test_of_two_versions_of_a_record_on_one_day_the_later_line_of_a_delta_counts(tmp_path: Path) -> None:
    generation = publish_releases(tmp_path, [(source(delta=True), iter([held("old", "2020-01-01", 1), held("new", "2020-01-01", 2)]))])
    assert tops(generation, "2021-01-01") == ["urn:new"]
    assert all(check.agrees for check in verify(generation, DataFolder(tmp_path).ledger))


def test_a_party_without_a_name_goes_by_its_short_iri(tmp_path: Path) -> None:
    number = BASE.identifier("gb-coh", "01234567")
    generation = publish_releases(tmp_path, [(source(), iter([msgspec.structs.replace(held("old", "2020-01-01", 1), subject=number)]))])
    party = generation.party_number(number)
    assert party is not None
    assert generation.party_summary(party).name == generation.party(party).name == "gb-coh:01234567"


def test_a_party_that_nothing_describes_goes_by_the_first_record_that_mentions_it(tmp_path: Path) -> None:
    iri = BASE.record(BASE.source("s"), "holding-77")
    mentions = [
        msgspec.structs.replace(held(iri, "2024-01-01", line, name=record), holder=iri, record=record)
        for line, record in ((1, "r-2"), (2, "r-1"))
    ]
    generation = publish_releases(tmp_path, [(source(), iter(mentions))])
    number = generation.party_number(iri)
    assert number is not None
    assert generation.party_summary(number).name == generation.party(number).name == "a party, mentioned only in r-1"
    assert [match.name for match in generation.search_index.search("r-1", 5)] == ["a party, mentioned only in r-1"]


def test_who_is_held_and_not_described_is_an_entity(tmp_path: Path) -> None:
    iri = BASE.record(BASE.source("s"), "holding-77")
    held_one = msgspec.structs.replace(held("owner", "2024-01-01", 1), subject=iri, record="r-1")
    holds_too = msgspec.structs.replace(held("owner", "2024-01-01", 2, name="r-2"), holder=iri, record="r-2")
    generation = publish_releases(tmp_path, [(source(), iter([held_one, holds_too]))])
    number = generation.party_number(iri)
    assert number is not None
    assert generation.party_summary(number).name == "an entity, mentioned only in r-1"


def test_all_interests_of_one_line_count(tmp_path: Path) -> None:
    both = [held("one", "2020-01-01", 7, share="30"), held("one", "2020-01-01", 7, name="b", share="60")]
    assert publish_releases(tmp_path, [(source(), iter(both))]).interests.rows == 2


def test_a_delta_adds_to_what_was_loaded_and_is_not_taken_twice(tmp_path: Path) -> None:
    full = [held("old", "2020-01-01", 1)]
    change = [held("new", "2021-01-01", 1, change=Change.UPDATED)]
    publish_releases(tmp_path, [(source(), iter(full))])
    generation = publish_releases(tmp_path, [(source(delta=True), iter(change))])
    assert len(generation.manifest.releases) == 2
    assert tops(generation, "2022-01-01") == ["urn:new"]
    assert tops(generation, "2022-01-01", known_at="2020-06-01") == ["urn:old"]
    assert publish_releases(tmp_path, [(source(delta=True), iter(change))]).number == generation.number
    again = publish_releases(tmp_path, [(source(), iter([held("third", "2022-01-01", 1)]))])
    assert len(again.manifest.releases) == 1
    assert tops(again, "2022-01-01") == ["urn:third"]


def test_of_a_source_of_several_files_that_is_cited_which_states_it(tmp_path: Path) -> None:
    snapshot = msgspec.structs.replace(source(), title="Snapshot of May", date="2020-05-01")
    stream = msgspec.structs.replace(source(delta=True), title="Stream of July", date="2021-07-01")
    publish_releases(tmp_path, [(snapshot, iter([held("old", "2020-01-01", 1)]))])
    generation = publish_releases(tmp_path, [(stream, iter([held("new", "2021-01-01", 1, change=Change.UPDATED)]))])
    mill = generation.party_number("urn:mill")
    assert mill is not None
    for known_at, title in (("2020-06-01", "Snapshot of May"), (None, "Stream of July")):
        answer = controllers(ask(generation, "2022-01-01", known_at=known_at), mill)
        assert [cited.title for cited in answer.sources] == [title]
        assert f"according to “{title}”" in answer.sentence


def test_a_closing_that_names_no_ends_ends_what_the_record_said(tmp_path: Path) -> None:
    closing = InterestStatement(
        id="urn:closing",
        source=BASE.source("s"),
        holder=None,
        holder_reason=Reason.UNKNOWN_TO_PUBLISHER,
        subject=None,
        subject_reason=Reason.UNKNOWN_TO_PUBLISHER,
        record="r1",
        change=Change.CLOSED,
        stated_at="2022-03-01",
        place=Place(line=3),
    )
    generation = publish_releases(tmp_path, [(source(), iter([held("old", "2019-01-01", 1), held("new", "2020-01-01", 2), closing]))])
    assert tops(generation, "2020-01-01") == ["urn:new"]
    assert tops(generation, "2022-03-01") == []
    assert tops(generation, "2022-02-01", known_at="2021-01-01") == ["urn:new"]


@pytest.mark.parametrize("delta", [False, True])
def test_a_version_that_names_another_company_ends_what_the_record_said_of_the_first(tmp_path: Path, delta: bool) -> None:
    moved = msgspec.structs.replace(held("new", "2020-01-01", 2, change=Change.UPDATED), subject="urn:other")
    back = msgspec.structs.replace(held("late", "2023-01-01", 3, change=Change.UPDATED), valid_from="2023-01-01")
    generation = publish_releases(tmp_path, [(source(delta=delta), iter([held("old", "2019-01-01", 1), moved, back]))])
    assert [tops(generation, day) for day in ("2019-01-01", "2020-01-01", "2022-01-01", "2023-01-01")] == [
        ["urn:old"],
        [],
        [],
        ["urn:late"],
    ]
    assert tops(generation, "2022-01-01", known_at="2019-06-01") == ["urn:old"]
    assert all(check.agrees for check in verify(generation, DataFolder(tmp_path).ledger))


def test_one_version_may_name_several_companies(tmp_path: Path) -> None:
    other = msgspec.structs.replace(held("new", "2019-01-01", 1, name="other"), subject="urn:other")
    generation = publish_releases(tmp_path, [(source(), iter([held("old", "2019-01-01", 1), other]))])
    assert tops(generation, "2022-01-01") == ["urn:old"]


def test_the_rows_are_the_same_however_they_are_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    statements = [held(f"h{n % 7}", f"20{10 + n % 9}-01-01", n, name=str(n)) for n in range(60)]
    whole = publish_releases(tmp_path / "whole", [(source(), iter(statements))])
    monkeypatch.setattr(build_network, "CHUNK_ROWS", 5)
    monkeypatch.setattr(build_parties, "CHUNK_ROWS", 5)
    monkeypatch.setattr(statement_stream, "BLOCK_STATEMENTS", 7)
    cut = publish_releases(tmp_path / "cut", [(source(), iter(statements))])
    for name, column in whole.interests.columns.items():
        assert np.array_equal(column, cut.interests.columns[name])
    assert [s.id for s in cut.statements()] == [s.id for s in statements]


def test_a_few_statements_are_built_in_memory_as_many_are_in_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    invented.publish(tmp_path / "memory")
    monkeypatch.setattr(build_tables, "SMALL", 0)
    invented.publish(tmp_path / "files")
    files = _read_files(tmp_path / "memory")
    assert len(files) > 50
    assert files == _read_files(tmp_path / "files")


def test_a_few_statements_that_are_long_are_built_in_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    statements = [held(f"h{n}", "2019-01-01", n, name=f"{n} {'a' * 100_000}") for n in range(100)]
    monkeypatch.setattr(build_tables, "SMALL_MEMORY", "1MB")
    build_tables.connect_small.cache_clear()
    try:
        generation = publish_releases(tmp_path, [(source(), iter(statements))])
    finally:
        build_tables.connect_small.cache_clear()
    assert generation.interests.rows == 100
    assert all(check.agrees for check in verify(generation, DataFolder(tmp_path).ledger))


def test_the_id_behind_a_row_is_that_of_its_statement(tmp_path: Path) -> None:
    generation = publish_releases(
        tmp_path, [(source(name), iter([held(name, "2019-01-01", n, name=f"{n}") for n in range(3)])) for name in "ab"]
    )
    rows = range(generation.interests.rows)
    assert len(rows) == 6
    assert [generation.id_of_row(row) for row in rows] == [generation.interest_of_row(row).id for row in rows]


def _read_files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_large_build_begins_with_more_memory_and_a_small_one_without_a_file() -> None:
    first = [build_steps.list_memory(statements)[0] for statements in (1, build_tables.SMALL + 1, build_steps.MANY, build_steps.MANY + 1)]
    assert first == [None, 300, 300, 1_200]


def test_what_needs_more_memory_gets_more_and_no_more_than_there_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    statements = [msgspec.structs.replace(held(f"h{n}", "2019-01-01", n, name=str(n)), record=None) for n in range(20_000)]
    monkeypatch.setattr(build_steps, "MEMORY", (3, 400))
    generation = publish_releases(tmp_path / "two", [(source(), iter(statements))])
    assert generation.interests.rows == 20_000
    assert all(check.agrees for check in verify(generation, DataFolder(tmp_path / "two").ledger))
    monkeypatch.setattr(build_steps, "MEMORY", (3,))
    with pytest.raises(StoreError) as refused:
        publish_releases(tmp_path / "one", [(source(), iter(statements))])
    assert refused.value.code == "NO_MEMORY"
