"""The store holds what it is given, dumps it in one order, and its shortcuts lead to the controllers."""

from __future__ import annotations

import io
import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, QuerySolutions, RdfFormat, Store, parse

from graph.rdf import triple_store
from graph.rdf.description import Description
from graph.rdf.jsonld import write_jsonld
from graph.rdf.triple_store import write_lines
from ontology.errors import StoreError, UsageError
from ontology.rdf import make_quads, read_records
from ontology.terms import ONTOLOGY_GRAPH, Base
from tests.ontology.invented import SOURCE, group

SYNTAX = {"nquads": RdfFormat.N_QUADS, "trig": RdfFormat.TRIG, "turtle": RdfFormat.TURTLE, "jsonld": RdfFormat.JSON_LD}
META = f"{Base().iri}metadata"


def built(path: Path, *, seed: int = 0) -> Store:
    quads = list(make_quads(SOURCE, group()))
    random.Random(seed).shuffle(quads)  # noqa: S311
    description = Description(version="7")
    triple_store.build(path, write_lines(description.note(quads)), description)
    return triple_store.open_read_only(path)


def dumped(store: Store, format: str) -> bytes:
    out = io.BytesIO()
    triple_store.dump(store, format, out)
    return out.getvalue()


def test_a_store_holds_a_graph_a_source_and_the_vocabulary_and_its_description(tmp_path: Path) -> None:
    store = built(tmp_path / "t")
    assert {str(x) for x in store.named_graphs()} == {f"<{x}>" for x in (SOURCE.id, ONTOLOGY_GRAPH, META)}
    given_quads = set(make_quads(SOURCE, group()))
    assert set(store.quads_for_pattern(None, None, None, NamedNode(SOURCE.id))) == given_quads
    solutions = triple_store.query(
        store,
        f"""
        PREFIX void: <http://rdfs.org/ns/void#> PREFIX dcterms: <http://purl.org/dc/terms/> PREFIX dcat: <http://www.w3.org/ns/dcat#>
        SELECT ?size ?title ?rights ?version WHERE {{ GRAPH <{META}> {{
            ?whole dcat:version ?version ; void:subset <{SOURCE.id}> .
            <{SOURCE.id}> void:triples ?size ; dcterms:title ?title ; dcterms:rights ?rights }} }}""",
    )
    assert isinstance(solutions, QuerySolutions)
    assert [[x.value for x in row] for row in solutions] == [[str(len(given_quads)), SOURCE.title, SOURCE.licence, "7"]]


@pytest.mark.parametrize("format", triple_store.FORMATS)
def test_a_dump_is_the_same_bytes_whatever_the_order_of_loading(tmp_path: Path, format: str) -> None:
    assert dumped(built(tmp_path / "a", seed=1), format) == dumped(built(tmp_path / "b", seed=2), format)


@pytest.mark.parametrize("format", triple_store.FORMATS)
def test_a_dump_reads_back_as_the_same_statements(tmp_path: Path, format: str) -> None:
    store = built(tmp_path / "t")
    text = dumped(store, format)
    back = list(parse(text, format=SYNTAX[format]))
    if format == "turtle":
        assert {q.triple for q in back} == {q.triple for q in store}
    else:
        assert set(back) == set(store)
    assert len(back) == len(set(back))
    sources, statements = read_records(back)
    assert sources == [SOURCE]
    assert {x.id: x for x in statements} == {x.id: x for x in group()}


def test_a_dump_of_one_source_leaves_the_others_out(tmp_path: Path) -> None:
    out = io.BytesIO()
    count = triple_store.dump(built(tmp_path / "t"), "nquads", out, graphs=[SOURCE.id])
    assert set(parse(out.getvalue(), format=RdfFormat.N_QUADS)) == set(make_quads(SOURCE, group()))
    assert count == len(out.getvalue().splitlines())


def test_n_quads_are_sorted_by_graph_and_then_by_line(tmp_path: Path) -> None:
    lines = dumped(built(tmp_path / "t"), "nquads").decode().splitlines()
    assert lines == sorted(lines, key=lambda x: (x.rsplit(" ", 2)[1], x))


def test_more_quads_than_fit_a_chunk_are_merged_in_the_same_order() -> None:
    quads = [
        Quad(
            NamedNode(f"https://example.org/{n % 9973}"),
            NamedNode("https://example.org/p"),
            Literal(str(n)),
            NamedNode("https://example.org/g"),
        )
        for n in range(triple_store.CHUNK_QUADS + 10)
    ]
    store = Store()
    store.bulk_extend(quads)
    lines = dumped(store, "nquads").splitlines()
    assert len(lines) == len(quads)
    assert lines == sorted(lines)


def test_json_ld_is_compact_and_carries_its_context(tmp_path: Path) -> None:
    document = json.loads(dumped(built(tmp_path / "t"), "jsonld"))
    mine = next(x for x in document["@graph"] if x["id"] == SOURCE.id)
    agreed = next(x for x in mine["@graph"] if x.get("status") == "status-agreed")
    assert agreed["interest"] == "interest-shareholding"
    assert agreed["type"] == "InterestStatement"
    share = next(x for x in mine["@graph"] if x["id"] == agreed["share"])
    assert (share["min"], share["max"], share["text"]) == ("51", "51", "51")
    assert document["@context"]["holder"]["@type"] == "@id"


nodes = st.sampled_from(
    [
        "https://example.org/a",
        "urn:x:b",
        "https://w3id.org/ownership-graph/ns#holder",
        "http://www.w3.org/ns/oa#//x",
        "https://w3id.org/ownership-graph/ns#id",
        "https://w3id.org/ownership-graph/ns#",
        "mailto:a@b",
    ]
).map(NamedNode)
literals = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8).map(Literal),
    st.builds(
        lambda x, t: Literal(x, datatype=t),
        st.text("09.-ex", max_size=5),
        st.sampled_from([NamedNode(f"http://www.w3.org/2001/XMLSchema#{x}") for x in ("decimal", "boolean", "date", "integer")]),
    ),
    st.builds(lambda x, lang: Literal(x, language=lang), st.text("abc", max_size=3), st.sampled_from(["en", "zh-hant"])),
)
OURS = ("holder", "min", "exact", "kind", "text", "other-x", "id", "a/b")
predicates = st.sampled_from(
    [f"https://w3id.org/ownership-graph/ns#{x}" for x in OURS]
    + ["http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "http://www.w3.org/ns/oa#start", "urn:p"]
).map(NamedNode)
any_quads = st.builds(
    Quad, nodes | st.just(BlankNode("b1")), predicates, nodes | literals | st.just(BlankNode("b1")), nodes | st.just(DefaultGraph())
)


@pytest.mark.thorough
@settings(max_examples=300, deadline=None)
@given(st.lists(any_quads, max_size=8, unique=True))
def test_whatever_is_compacted_expands_to_the_same_quads(given_quads: list[Quad]) -> None:
    out = io.BytesIO()
    write_jsonld(sorted(given_quads, key=lambda q: (str(q.graph_name), str(q))), out)
    assert set(parse(out.getvalue(), format=RdfFormat.JSON_LD)) == set(given_quads)


def test_a_store_that_is_not_there_or_damaged_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        triple_store.open_read_only(tmp_path / "none")
    assert caught.value.code == "TRIPLES_MISSING"
    triple_store.build(tmp_path / "t", [], Description())
    (tmp_path / "t" / "CURRENT").write_bytes(b"nonsense")
    with pytest.raises(StoreError) as caught:
        triple_store.open_read_only(tmp_path / "t")
    assert caught.value.code == "TRIPLES_DAMAGED"


def test_a_query_or_format_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    store = built(tmp_path / "t")
    with pytest.raises(UsageError) as caught:
        triple_store.query(store, "SELECT")
    assert caught.value.code == "BAD_QUERY"
    with pytest.raises(UsageError) as caught:
        triple_store.dump(store, "rdfxml", io.BytesIO())
    assert caught.value.code == "UNKNOWN_FORMAT"
