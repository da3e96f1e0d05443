"""The index of names is written from columns; what it holds is what each party's statements say, folded as a question is."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from anyascii import anyascii
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.generation import build_names
from graph.generation.generation import NAMES_FILE, Generation
from graph.generation.party_table import hash_iri
from graph.generation.search_index import LEGAL_FORMS, SearchIndex, fold, fold_all, strip_legal_forms
from ontology.statements import EntityStatement, Identifier, Kind, Name, Source
from ontology.terms import Base
from tests.graph.generation.test_update_names import in_columns, read_index
from tests.scenarios import publish_releases

BASE = Base()
TEXTS = st.lists(st.sampled_from(["Ltd", "holding", "Kite", "S.A.", "Ädler", "Хвост", " & ", "GB-7", "x"]), min_size=1, max_size=4).map(
    " ".join
)
ENTITIES = st.lists(
    st.tuples(
        st.sampled_from([*(f"urn:party:{n}" for n in range(4)), f"{BASE.iri}ent/9f"]),
        st.lists(TEXTS, max_size=3),
        st.lists(TEXTS, max_size=2),
        st.sampled_from([None, "1999", "2000-02-29"]),
    ),
    min_size=1,
    max_size=8,
)
PIECES = st.sampled_from([*sorted(LEGAL_FORMS), " ", ".", "AG", "Ltd", "a", "9", "\t", "'", "kite"])


def list_rows(generation: Generation) -> Iterator[tuple[object, ...]]:
    """The rows of the index by its definition: of each party, in the order of the hashes, every name, then every identifier, each once."""
    free, bits = 0, (16 * len(generation)).bit_length()
    for hash_, number in sorted((hash_iri(generation.party_iri(number)), number) for number in range(len(generation))):
        party = generation.party(number)
        shown = party.id, party.name, party.kind.value, party.jurisdiction
        free = max(free, hash_ >> (63 - bits))
        for text in dict.fromkeys([*(n.text for n in party.names), *(i.value for i in party.identifiers)]) or [party.name]:
            yield (free, *shown, text, fold(text), strip_legal_forms(text))
            free += 1


def read_rows(path: Path) -> list[tuple[object, ...]]:
    with sqlite3.connect(path) as connection:
        rows = connection.execute("SELECT rowid, * FROM name ORDER BY rowid").fetchall()
    connection.close()
    return rows


@pytest.mark.thorough
@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ENTITIES)
def test_the_index_has_every_text_of_every_party_in_order(
    tmp_path_factory: pytest.TempPathFactory, entities: list[tuple[str, list[str], list[str], str | None]]
) -> None:
    statements = [
        EntityStatement(
            id=f"urn:statement:{n}",
            source=BASE.source("s"),
            entity=iri,
            kind=Kind.COMPANY,
            stated_at=stated,
            names=tuple(Name(text=text) for text in names),
            identifiers=tuple(Identifier(scheme="X", value=text) for text in identifiers),
        )
        for n, (iri, names, identifiers, stated) in enumerate(entities)
    ]
    folder = tmp_path_factory.mktemp("d")
    source = Source(id=BASE.source("s"), title="s", type="register")
    generation = publish_releases(folder, [(source, iter(statements))])
    expected = list(list_rows(generation))
    assert read_rows(generation.path / NAMES_FILE) == expected
    # Rows that push each other on may be of two batches.
    with patch.multiple(build_names, _BATCH=2, _FEW=99):
        build_names.index_names(folder / "later.sqlite", generation)
    assert read_rows(folder / "later.sqlite") == expected


@given(st.lists(PIECES | st.characters(), max_size=6).map("".join))
def test_a_text_is_folded_letter_by_letter_as_whole(text: str) -> None:
    folded = " ".join(re.findall("[a-z0-9]+", anyascii(text).lower()))
    assert fold(text) == folded
    words = folded.split()
    begin, end = 0, len(words)
    while end and words[end - 1] in LEGAL_FORMS:
        end -= 1
    while begin < end and words[begin] in LEGAL_FORMS:
        begin += 1
    assert strip_legal_forms(text) == (" ".join(words[begin:end]) or folded)


def test_many_rows_are_indexed_beside_as_few_are_at_once(tmp_path: Path) -> None:
    rows = [(3 * n, f"urn:{n}", "m", "company", None, f"Kite {n} Ltd", f"kite {n} ltd", f"kite {n}") for n in range(50)]
    at_once, beside = tmp_path / "at_once", tmp_path / "beside"
    build_names.write(at_once, 9, in_columns(rows))
    with patch.object(build_names, "_FEW", 2):
        build_names.write(beside, 9, in_columns(rows, 8))
    assert read_rows(at_once) == read_rows(beside) == rows
    assert read_index(at_once) == read_index(beside)
    assert [path.name for path in tmp_path.iterdir() if path not in (at_once, beside)] == []
    assert SearchIndex(at_once).search("kite 41") == SearchIndex(beside).search("kite 41") != []


@given(st.lists(st.lists(PIECES | st.characters() | st.sampled_from(["\n", "  "]), max_size=6).map("".join), max_size=9))
def test_texts_are_folded_together_as_each_is(texts: list[str]) -> None:
    assert fold_all(texts) == [fold(text) for text in texts]
