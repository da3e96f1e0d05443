"""GraphML is read by networkx with every party, every standing statement and every character that XML can hold."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from xml.parsers import expat

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.exports import current, graphml
from graph.exports.dump import export
from graph.generation.generation import Generation
from tests.graph.exports import invented as net

Edges = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def graph(generation: Generation, tmp_path_factory: pytest.TempPathFactory) -> networkx.MultiDiGraph[str]:
    target = tmp_path_factory.mktemp("graphml") / "out.graphml"
    written = export(generation, "graphml", target)
    read = networkx.read_graphml(target, force_multigraph=True)
    assert written.count == read.number_of_edges() == len(net.STANDING) - 2
    assert written.omissions == {current.SUPERSEDED: 4, current.NOT_ACCEPTED: 1, current.CLOSING: 1, graphml.ENDED: 2}
    return read


@pytest.fixture(scope="module")
def edges(graph: networkx.MultiDiGraph[str]) -> Edges:
    return {data["statement"]: data | {"start": start, "end": end} for start, end, data in graph.edges(data=True)}


def test_every_party_is_a_node_and_an_unnamed_holder_is_one_of_its_own(graph: networkx.MultiDiGraph[str], generation: Generation) -> None:
    named = {data["iri"]: data for _, data in graph.nodes(data=True) if "iri" in data}
    assert set(named) == {party.id for party in generation.parties()}
    assert named[net.ANNA] == {"label": "Anna Tarlenheim", "iri": net.ANNA, "kind": "person"}
    assert named[net.FUND]["jurisdiction"] == "DE-BE"
    (unnamed,) = [data for _, data in graph.nodes(data=True) if "iri" not in data]
    assert unnamed == {"label": "not named", "kind": "unknown", "reason": "interestedPartyHasNotProvidedInformation"}


def test_a_hostile_name_keeps_all_but_what_xml_cannot_hold(graph: networkx.MultiDiGraph[str]) -> None:
    (name,) = [data["label"] for _, data in graph.nodes(data=True) if data.get("iri") == net.HOLDING]
    assert name == net.HOSTILE.replace("\x01", "").replace("\x1f", "")


def test_an_edge_says_size_dates_status_and_where_from(edges: Edges) -> None:
    band, agreed, chain = edges[net.BAND.id], edges[net.AGREED.id], edges[net.CHAIN.id]
    assert (band["min"], band["max"], band.get("min_open"), band.get("exact"), band["label"]) == (50.0, 75.0, True, None, "50–75 %")
    assert (agreed["min"], agreed["max"], agreed["exact"], agreed["status"]) == (51.0, 51.0, 51.0, "agreed")
    assert (chain["exact"], chain["source"], chain["interest"]) == (33.333333333, net.REGISTER, "shareholding")
    assert (edges[net.UNKNOWN_SIZE.id]["from"], edges[net.UNKNOWN_SIZE.id]["until"]) == ("2001-01-01", "2019")


def test_an_unknown_size_has_both_bounds(edges: Edges) -> None:
    assert (edges[net.VETO.id]["min"], edges[net.VETO.id]["max"], edges[net.VETO.id]["label"]) == (0.0, 100.0, "? %")


def test_a_summary_is_marked_and_denied_holdings_are_no_edges(edges: Edges) -> None:
    assert (edges[net.SUMMARY.id]["restates"], edges[net.SUMMARY.id]["direct"]) == (True, "indirect")
    assert net.DENIED.id not in edges
    assert net.CLOSED.id not in edges
    assert {s.id for s in net.STANDING} - set(edges) == {net.DENIED.id, net.CLOSED.id}


def test_edges_run_from_holder_to_subject_of_the_joined_party(graph: networkx.MultiDiGraph[str], edges: Edges) -> None:
    start, end = edges[net.AGREED.id]["start"], edges[net.AGREED.id]["end"]
    assert graph.nodes[start]["iri"] == net.BANK
    assert graph.nodes[end]["iri"] == min(net.MAKER, net.TWIN)


def test_ids_are_names_that_xml_schema_allows(generation: Generation, tmp_path: Path) -> None:
    export(generation, "graphml", tmp_path / "out.graphml")
    ids = re.findall(r' id="([^"]*)"', (tmp_path / "out.graphml").read_text(encoding="utf-8"))
    assert len(ids) == len(set(ids)) > 20
    assert all(re.fullmatch(r"[A-Za-z0-9._]+", one) for one in ids)


@given(st.text(max_size=30))
def test_any_text_is_well_formed_and_keeps_what_xml_can_hold(value: str) -> None:
    parser = expat.ParserCreate()
    parts: list[str] = []
    parser.CharacterDataHandler = parts.append
    parser.Parse(f"<x>{graphml.escape_text(value)}</x>".encode(errors="surrogatepass"), True)
    allowed = [c for c in value if c in "\t\n\r" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c >= "\U00010000"]
    assert "".join(parts) == "".join(allowed)
