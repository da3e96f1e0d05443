"""Which records are one party: judgements join, can be taken back, and never join two legal entity identifiers by a shared number."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.generation.identity import join
from graph.queries import controllers, find_party
from ontology.statements import IdentityStatement, Judgement
from ontology.terms import Base
from tests.scenarios import Sheet, ask, publish

BASE = Base()
LEI = [f"529900T8BM49AURSD{n:03d}" for n in range(9)]


def same(sheet: Sheet, left: str, right: str, judgement: Judgement = Judgement.SAME, stated: str = "2020-01-01") -> None:
    sheet.rows.append(
        IdentityStatement(
            id=f"urn:same:{len(sheet.rows)}", source=sheet.source.id, left=left, right=right, judgement=judgement, stated_at=stated
        )
    )


def numbers(pairs: list[tuple[int, int]], side: int) -> np.ndarray:  # type: ignore[type-arg]
    return np.array([pair[side] for pair in pairs], dtype=np.int64)


@settings(deadline=None)
@given(st.integers(1, 30), st.lists(st.tuples(st.integers(0, 29), st.integers(0, 29)), max_size=40))
def test_without_unique_ones_the_parties_are_the_connected_components(count: int, pairs: list[tuple[int, int]]) -> None:
    pairs = [(a % count, b % count) for a, b in pairs]
    graph = nx.Graph(pairs)
    graph.add_nodes_from(range(count))
    expected = {node: min(part) for part in nx.connected_components(graph) for node in part}
    joined = join(count, numbers(pairs, 0), numbers(pairs, 1), np.zeros(count, np.bool_))
    assert joined.canonical.tolist() == [expected[n] for n in range(count)]


@settings(deadline=None)
@given(st.integers(2, 20), st.lists(st.tuples(st.integers(0, 19), st.integers(0, 19)), max_size=40), st.sets(st.integers(0, 19)))
def test_no_party_has_two_unique_ones_unless_a_judgement_names_both(count: int, pairs: list[tuple[int, int]], unique: set[int]) -> None:
    pairs = [(a % count, b % count) for a, b in pairs]
    flags = np.array([n in unique for n in range(count)])
    joined = join(count, numbers(pairs, 0), numbers(pairs, 1), flags)
    named = nx.Graph([(a, b) for a, b in pairs if flags[a] and flags[b]])
    named.add_nodes_from(np.flatnonzero(flags).tolist())
    head = {node: min(part) for part in nx.connected_components(named) for node in part}
    for one in np.unique(joined.canonical):
        assert len({head[n] for n in range(count) if flags[n] and joined.canonical[n] == one}) <= 1


def test_records_that_name_one_identifier_are_one_party_and_the_identifier_names_it(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.holds("tailor", "cloth-a", "60")
    sheet.holds("cloth-b", "button", "60")
    number = BASE.identifier("gb-coh", "01234567")
    same(sheet, sheet.id("cloth-a"), number)
    same(sheet, sheet.id("cloth-b"), number)
    generation = publish(tmp_path, sheet)
    assert generation.canonical_iri(sheet.id("cloth-a")) == generation.canonical_iri(sheet.id("cloth-b")) == number
    context = ask(generation)
    (top,) = controllers(context, find_party(generation, "button")).controllers
    assert top.party.name == "tailor"
    assert generation.manifest.kept_apart == 0


def test_two_legal_entities_with_one_registry_number_stay_two(tmp_path: Path) -> None:
    sheet = Sheet()
    first, second = (BASE.identifier("lei", lei) for lei in LEI[:2])
    number = BASE.identifier("gb-coh", "01234567")
    sheet.holds("manager", "fund", "60")
    sheet.rows.extend([])
    same(sheet, first, number)
    same(sheet, second, number)
    same(sheet, sheet.id("fund"), first)
    generation = publish(tmp_path, sheet)
    assert generation.canonical_iri(sheet.id("fund")) == first
    assert generation.party_number(second) is None
    assert generation.party_number(number) is None
    assert generation.manifest.kept_apart == 2


def test_a_source_that_names_two_identifiers_as_one_entity_joins_them(tmp_path: Path) -> None:
    sheet = Sheet()
    branch, head = (BASE.identifier("lei", lei) for lei in LEI[:2])
    sheet.holds("owner", "firm", "60")
    same(sheet, branch, head)
    same(sheet, sheet.id("firm"), branch)
    generation = publish(tmp_path, sheet)
    assert generation.canonical_iri(sheet.id("firm")) == generation.canonical_iri(branch) == head if head < branch else branch


def test_a_later_judgement_takes_an_earlier_one_back(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.holds("owner", "firm", "60")
    sheet.holds("other", "firma", "60")
    same(sheet, sheet.id("firm"), sheet.id("firma"))
    same(sheet, sheet.id("firma"), sheet.id("firm"), Judgement.DIFFERENT, "2021-01-01")
    generation = publish(tmp_path, sheet)
    assert generation.party_number(sheet.id("firm")) != generation.party_number(sheet.id("firma"))
