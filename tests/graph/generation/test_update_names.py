"""The index of names of an earlier generation, mended, has what one that is built has, row by row, and answers the same."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, cast
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.generation import build_names, update_names
from graph.generation.build import IndexLimits
from graph.generation.build_names import Columns
from graph.generation.data_folder import DataFolder
from graph.generation.generation import NAMES_FILE
from graph.generation.name_terms import Row
from graph.generation.party_table import hash_iri
from graph.generation.search_index import SearchIndex, fold, strip_legal_forms
from ontology.statement_stream import StatementStream
from ontology.statements import Change, EntityStatement, Identifier, IdentityStatement, InterestStatement, Kind, Name, Source, Statement
from ontology.terms import Base

BASE = Base()
PARTIES = [f"urn:party:{n}" for n in range(12)]
WORDS = st.lists(st.sampled_from(["Kite", "Ädler", "Ltd", "Хвост", "GB-7", "no"]), min_size=1, max_size=3).map(" ".join)
ENTITIES = st.tuples(
    st.sampled_from(PARTIES), st.lists(WORDS, max_size=4), st.lists(WORDS, max_size=2), st.sampled_from(["1999", "2001"]), st.integers(0, 3)
)
PAIRS = st.lists(st.tuples(st.sampled_from(PARTIES), st.sampled_from(PARTIES)), max_size=3)
LOADS = st.lists(
    st.tuples(st.sampled_from(["a", "b", "c"]), st.booleans(), st.lists(ENTITIES, min_size=1, max_size=8), PAIRS, PAIRS),
    min_size=2,
    max_size=5,
)

_Entity = tuple[str, list[str], list[str], str, int]
_Load = tuple[str, bool, list[_Entity], list[tuple[str, str]], list[tuple[str, str]]]
"""Name of a source, whether it is a delta, its entities, who holds what, and who is who."""


def make_stream(load: _Load, number: int) -> StatementStream:
    name, delta, entities, stakes, joins = load
    source = Source(id=BASE.source(name), title=name, type="register", delta=delta)
    statements: list[Statement] = [
        EntityStatement(
            id=f"urn:statement:{name}:{number}:{n}",
            source=source.id,
            stated_at=stated,
            record=f"record-{record}" if record else None,
            change=Change.UPDATED if record > 1 else Change.NEW,
            entity=iri,
            kind=Kind.COMPANY,
            names=tuple(Name(text=text) for text in names),
            identifiers=tuple(Identifier(scheme="X", value=text) for text in identifiers),
        )
        for n, (iri, names, identifiers, stated, record) in enumerate(entities)
    ]
    statements += [
        InterestStatement(
            id=f"urn:stake:{name}:{number}:{n}", source=source.id, record=f"of {n}", holder=holder, subject=f"{BASE.iri}ent/{held[-1]}"
        )
        for n, (holder, held) in enumerate(stakes)
    ]
    statements += [
        IdentityStatement(id=f"urn:join:{name}:{number}:{n}", source=source.id, left=left, right=right)
        for n, (left, right) in enumerate(joins)
        if left != right
    ]
    return StatementStream.from_statements(source, statements)


def read_index(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that an index holds, and which rows each word and which words each three letters lead to."""
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, lookup, instance)")
        connection.execute("CREATE VIRTUAL TABLE temp.grams USING fts5vocab(main, near, instance)")
        queries = {
            "rows": "SELECT rowid, * FROM name ORDER BY rowid",
            "counts": "SELECT * FROM gram ORDER BY rowid",
            "words": "SELECT term, doc FROM temp.words ORDER BY 1, 2",
            "kept": "SELECT text, names FROM word ORDER BY 1",
            "grams": "SELECT term, text FROM temp.grams LEFT JOIN word ON number = doc ORDER BY 1, 2",
            "bits": "PRAGMA user_version",
        }
        read = {name: connection.execute(query).fetchall() for name, query in queries.items()}
        connection.execute("INSERT INTO lookup(lookup, rank) VALUES ('integrity-check', 1)")
    connection.close()
    return read


def place(parties: dict[str, list[str]], bits: int) -> list[tuple[int | str | None, ...]]:
    """The rows of parties with their places, by the definition: in the order of the hashes, each at its slot or the next free place."""
    rows: list[tuple[int | str | None, ...]] = []
    free = 0
    for iri in sorted(parties, key=hash_iri):
        free = max(free, hash_iri(iri) >> (63 - bits))
        for text in parties[iri]:
            rows.append((free, *make_row(iri, text)))
            free += 1
    return rows


def in_columns(rows: Sequence[tuple[Any, ...]], size: int = 1_000) -> Iterator[Columns]:
    """The columns of so many rows at a time, without those that are folded."""
    for first in range(0, len(rows), size):
        yield cast(Columns, tuple(zip(*rows[first : first + size], strict=True))[:-2])


def make_row(iri: str, text: str) -> Row:
    return iri, text, "company", None, text, fold(text), strip_legal_forms(text)


KNOWN = st.dictionaries(
    st.sampled_from([f"urn:party:{n}" for n in range(40)]), st.lists(WORDS, min_size=1, max_size=5, unique=True), max_size=40
)


@settings(deadline=None, max_examples=90)
@given(KNOWN, KNOWN, st.integers(3, 9))
def test_mending_leads_to_the_index_of_what_is_there_now(earlier: dict[str, list[str]], now: dict[str, list[str]], bits: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        mended, built = Path(name, "mended"), Path(name, "built")
        build_names.write(mended, bits, in_columns(place(earlier, bits)))
        build_names.write(built, bits, in_columns(place(now, bits)))
        old = {iri for iri in earlier if earlier[iri] != now.get(iri)}
        new = {iri: [make_row(iri, text) for text in texts] for iri, texts in now.items() if earlier.get(iri) != texts}
        with sqlite3.connect(mended) as connection:
            update_names.mend(connection, bits, old, new)
        connection.close()
        assert read_index(mended) == read_index(built)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("a", False, [(PARTIES[0], ["Kite"], [], "1999", 0)], [], []), ("a", False, [(PARTIES[0], ["Adler"], [], "1999", 0)], [], [])),
        (("b", False, [], [(PARTIES[0], "1"), (PARTIES[1], "2")], []), ("a", True, [], [(PARTIES[0], "2"), (PARTIES[0], "3")], [])),
    ],
    ids=["another statement in the place of one", "mentioned in another record"],
)
def test_what_is_told_otherwise_is_found(tmp_path: Path, first: _Load, second: _Load) -> None:
    folder, generation = DataFolder(tmp_path), None
    with patch.object(update_names, "_MOST", 0.1):
        for number, load in enumerate((first, second)):
            with folder.writer(limits=IndexLimits(triples=0, names=0)) as writer:
                generation = writer.publish([make_stream(load, number)], created="2026-01-01T00:00:00+00:00")
                assert generation is not None
                assert generation.has_search_index == (number == 1)
                generation = writer.index_names()
    assert generation is not None
    build_names.index_names(tmp_path / "built", generation)
    assert read_index(generation.path / NAMES_FILE) == read_index(tmp_path / "built")


@pytest.mark.thorough
@settings(deadline=None, max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LOADS, st.sampled_from([1, 16]))
def test_a_series_of_loads_leads_to_the_index_that_is_built_at_once(
    tmp_path_factory: pytest.TempPathFactory, loads: list[_Load], room: int
) -> None:
    folder = DataFolder(tmp_path_factory.mktemp("d"))
    # With little room rows push each other on.
    with patch.object(build_names, "ROOM", room), patch.object(update_names, "_MOST", 0.1):
        for number, load in enumerate(loads):
            with folder.writer(limits=IndexLimits(triples=0, names=0)) as writer:
                generation = writer.publish([make_stream(load, number)], created="2026-01-01T00:00:00+00:00")
                assert generation is not None
                has_been_mended = generation.has_search_index
                writer.index_names()
            built = folder.path / "built.sqlite"
            built.unlink(missing_ok=True)
            build_names.index_names(built, generation)
            assert read_index(generation.path / NAMES_FILE) == read_index(built)
            if has_been_mended:
                answers = [
                    [SearchIndex(path).search("Kite Ltd"), SearchIndex(path).search("adlr")]
                    for path in (built, generation.path / NAMES_FILE)
                ]
                assert answers[0] == answers[1]
