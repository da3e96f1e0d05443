"""N-Triples of Wikidata: truthy claims and statement nodes, cut by subject; damage of both forms."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loaders.contract import RawRecord
from loaders.framing import MAX_RECORD, Subjects
from loaders.wikidata import REJECTS, WARNINGS
from ontology.errors import InputError
from ontology.shares import PERCENT
from ontology.statements import Interest, Kind, Reason, Status
from tests.loaders.wikidata.records import BASE, WD, Loaded, Triples, amount, claim, dump, item, tops
from tests.scenarios import publish_files

GUID = "f078e5b3-f9a8-480e-b7ac-d97778cbbef9"
OTHER = "0078e5b3-f9a8-480e-b7ac-d97778cbbef9"
SAME = "<http://www.w3.org/2002/07/owl#sameAs>"


def party(identity: str) -> str:
    return BASE.identifier("wikidata", identity)


def nt(folder: Path, triples: Triples | bytes) -> Loaded:
    return Loaded(folder, triples if isinstance(triples, bytes) else triples.text(), "wikidata.nt")


def test_truthy_claims_have_no_sizes_and_no_dates(tmp_path: Path) -> None:
    loaded = nt(
        tmp_path,
        Triples()
        .item(
            "Q1",
            "Nordmark \\u004Dills",
            P31="Q783794",
            P127="Q2",
            P749="some",
            P1278="5493001KJTIIGC8Y1R12",
            P571="1912-01-01T00:00:00Z",
            P17="Q34",
        )
        .item("Q2", "Anders Holm", P31="Q5"),
    )
    assert loaded.counts == (2, 2, 0, 0)
    assert {q: (s.kind, s.names[0].text, s.founded, s.jurisdiction) for q, s in loaded.parties.items()} == {
        "Q1": (Kind.COMPANY, "Nordmark Mills", "1912", "SE"),
        "Q2": (Kind.PERSON, "Anders Holm", None, None),
    }
    assert [(s.holder, s.holder_reason, s.interest, s.share, s.valid_from) for s in loaded.interests] == [
        (party("Q2"), None, Interest.SHAREHOLDING, None, None),
        (None, Reason.UNKNOWN, Interest.OTHER_INFLUENCE_OR_CONTROL, None, None),
    ]
    assert loaded.joined == [("wikidata:Q1", "lei:5493001KJTIIGC8Y1R12")]


def full() -> Triples:
    return (
        Triples()
        .item("Q1", "Nordmark Mills", P31="Q783794", P127="Q2")
        .node("Q1", GUID, "P127", "Q2", P1107="+0.51", P580="2012-05-17T00:00:00Z", P582="2019-01-01T00:00:00Z")
        .node("Q1", OTHER, "P127", "Q3", "Deprecated")
        .item("Q2", "Anders Holm", P31="Q5")
    )


def test_statement_nodes_bear_qualifiers_and_ranks_and_count_once(tmp_path: Path) -> None:
    loaded = nt(tmp_path, full())
    (held,) = loaded.interests
    assert held.share is not None
    assert (held.holder, held.subject, held.share.min, held.share.exact) == (party("Q2"), party("Q1"), 51 * PERCENT, True)
    # RDF keeps the precision elsewhere: the first of January may be the year.
    assert (held.valid_from, held.valid_until, held.record) == ("2012-05-17", "2019", f"Q1${GUID.upper()}")
    assert loaded.warnings == {"DEPRECATED": 1}
    assert set(loaded.parties) == {"Q1", "Q2"}


def test_an_item_with_so_many_labels_that_no_node_is_near_the_beginning_counts_once_too(tmp_path: Path) -> None:
    label = "<http://www.w3.org/2000/01/rdf-schema#label>"
    labels = "".join(f'<{WD}entity/Q1> {label} "Mills {n}"@x{n} .\n' for n in range(1_000)).encode()
    (held,) = nt(tmp_path, labels + full().text()).interests
    assert held.share is not None
    assert held.share.exact


def test_json_and_statement_nodes_say_the_same(tmp_path: Path) -> None:
    statement = claim("P127", "Q2", P1107=amount("+0.51"), P580=("+2012-05-17T00:00:00Z", 11), P582=("+2019-00-00T00:00:00Z", 9))
    statement["id"] = f"Q1${GUID.upper()}"
    readings = [
        [(s.record, s.holder, s.subject, s.interest, s.share, s.valid_from, s.valid_until, s.details) for s in loaded.interests]
        for loaded in (nt(tmp_path, full()), Loaded(tmp_path, dump(item("Q1", "Nordmark Mills", statement))))
    ]
    assert readings[0] == readings[1]


def test_missing_values_of_nodes_and_of_truthy_claims(tmp_path: Path) -> None:
    nodes = Triples().item("Q1", "Nordmark Mills").node("Q1", GUID, "P127", "some").node("Q1", OTHER, "P749", "none")
    assert [(s.holder_reason, s.interest) for s in nt(tmp_path, nodes).interests] == [
        (Reason.UNKNOWN, Interest.SHAREHOLDING),
        (Reason.UNKNOWN, Interest.UNKNOWN),
    ]
    truthy = Triples().item("Q1", "Nordmark Mills")
    truthy.add("entity/Q1", "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>", f"<{WD}prop/novalue/P749>")
    truthy.add("entity/Q1", f"<{WD}prop/direct/P127>", f"<{WD}.well-known/genid/a8d14fa93486370345412093add8f50c>")
    assert {(s.holder_reason, s.interest) for s in nt(tmp_path, truthy).interests} == {
        (Reason.UNKNOWN, Interest.SHAREHOLDING),
        (Reason.UNKNOWN, Interest.UNKNOWN),
    }


def test_an_unknown_end_makes_a_node_a_former_one(tmp_path: Path) -> None:
    (held,) = nt(tmp_path, Triples().item("Q1", "A").node("Q1", GUID, "P127", "Q2", P582="some")).interests
    assert held.status is Status.FORMER


def test_what_is_not_about_items_is_merged_and_redirects_are_joined(tmp_path: Path) -> None:
    triples = Triples().item("Q1", "A", P127="Q2")
    triples.add("entity/Q7", SAME, f"<{WD}entity/Q1>")
    head = (
        b"<http://wikiba.se/ontology#Dump> <http://schema.org/dateModified> "
        b'"2024-05-06T01:02:03Z"^^<http://www.w3.org/2001/XMLSchema#dateTime> .\n'
        b"<https://www.wikidata.org/wiki/Special:EntityData/Q1> <http://schema.org/about> <http://www.wikidata.org/entity/Q1> .\n"
    )
    loaded = nt(tmp_path, b"# a remark\n\n" + head + triples.text())
    assert loaded.counts == (4, 2, 2, 0)
    assert loaded.joined == [("wikidata:Q7", "wikidata:Q1")]
    assert loaded.source.date == "2024-05-06"
    assert {s.stated_at for s in loaded.interests} == {"2024-05-06"}


def test_lines_that_are_no_triples_cost_themselves(tmp_path: Path) -> None:
    lines = Triples().item("Q1", "A", P127="Q2").lines
    broken = [lines[0], lines[1][:40], *lines[1:], "<http://www.wikidata.org/entity/Q2> nonsense", "rubbish"]
    loaded = nt(tmp_path, "\n".join(broken).encode())
    assert len(loaded.interests) == 1
    assert [r.code for r in loaded.rejects] == ["BAD_TRIPLES", "BAD_TRIPLES"]
    assert [r.line for r in loaded.rejects] == [6, 7]
    assert loaded.warnings == {"BAD_TRIPLE": 1}


def test_parts_of_an_item_that_lie_apart_add_up(tmp_path: Path) -> None:
    apart = Triples().item("Q1", "Nordmark Mills").item("Q2", "Anders Holm", P31="Q5")
    apart.add("entity/Q1", f"<{WD}prop/direct/P127>", f"<{WD}entity/Q2>")
    apart.add("entity/Q3", f"<{WD}prop/direct/P31>", f"<{WD}entity/Q5>")
    apart.add("entity/Q1", f"<{WD}prop/direct/P31>", f"<{WD}entity/Q783794>")
    loaded = nt(tmp_path, apart)
    generation = publish_files(tmp_path / "data", loaded.file)
    assert tops(generation, "Nordmark Mills", "2024-06-01") == {"Anders Holm": "possible"}


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 3), st.booleans()), max_size=25), st.integers(1, 60))
def test_runs_do_not_depend_on_the_size_of_the_chunks(parts: list[tuple[str, int, bool]], size: int) -> None:
    raw = b"".join(
        b"".join(b'<%b> <p> "%d" .\n' % (name.encode() * (n + 1), n) for n in range(times)) + (b"# remark\n\n" if remark else b"")
        for name, times, remark in parts
    )
    whole = [f for chunk in Subjects().read_chunks(io.BytesIO(raw), 1_000_000) for f in Subjects().cut_records(chunk)]
    assert [f for chunk in Subjects().read_chunks(io.BytesIO(raw), size) for f in Subjects().cut_records(chunk)] == whole
    assert sum(len(f.raw.split(b"\n")) for f in whole) == raw.count(b"<p>")


def test_a_run_without_end_is_refused_and_what_follows_is_read() -> None:
    line = b'<http://www.wikidata.org/entity/Q1> <http://p> "' + b"x" * 1_000_000 + b'" .\n'
    raw = line * (MAX_RECORD // len(line) + 3) + b'<b> <p> "1" .\n'
    records = [f for chunk in Subjects().read_chunks(io.BytesIO(raw), 1 << 20) for f in Subjects().cut_records(chunk)]
    assert len(records) == 2
    assert len(records[0].raw) > MAX_RECORD
    assert records[1] == RawRecord(b'<b> <p> "1" .', raw.count(b"\n"))


SAMPLE = full().text()
JSON = json.dumps(
    item("Q1", "Nordmark Mills", claim("P127", "Q2", P1107=amount("+0.51"), P580=("+2012-05-17T00:00:00Z", 11)), claim("P31", "Q5"))
).encode()


@pytest.mark.thorough
@pytest.mark.parametrize(("sample", "name"), [(SAMPLE, "w.nt"), (JSON, "w.json")])
@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damaged_records_are_loaded_or_rejected_and_never_lost(tmp_path: Path, sample: bytes, name: str, data: st.DataObject) -> None:
    raw = bytearray(sample)
    for place, byte in data.draw(st.lists(st.tuples(st.integers(0, len(sample) - 1), st.integers(0, 255)), max_size=6)):
        raw[place] = byte
    cut = data.draw(st.integers(0, len(sample)))
    try:
        loaded = Loaded(tmp_path, sample + b"\n" + bytes(raw[:cut]) + b"\n" + sample, name)
    except InputError:
        return
    read, used, merged, rejected = loaded.counts
    assert read == used + merged + rejected >= 1
    assert {r.code for r in loaded.rejects} <= REJECTS.keys()
    assert loaded.warnings.keys() <= WARNINGS.keys()


ODD: st.SearchStrategy[object] = st.recursive(
    st.sampled_from([None, 1, 1.5, "", "x", "Q5", [], {}, True, "9" * 50, -1, 10**40, float("1e300")]),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(
            st.sampled_from(["value", "id", "time", "amount", "precision", "mainsnak", "snaktype", "datavalue", "P127", "P1107", "en"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=5,
)
PLACES = [
    ("labels",),
    ("labels", "en"),
    ("aliases",),
    ("claims",),
    ("claims", "P127"),
    ("claims", "P127", 0),
    ("claims", "P127", 0, "mainsnak"),
    ("claims", "P127", 0, "mainsnak", "datavalue"),
    ("claims", "P127", 0, "mainsnak", "datavalue", "value"),
    ("claims", "P127", 0, "rank"),
    ("claims", "P127", 0, "qualifiers"),
    ("claims", "P127", 0, "qualifiers", "P1107"),
    ("claims", "P127", 0, "references"),
    ("claims", "P127", 0, "qualifiers", "P580", 0, "datavalue", "value"),
    ("claims", "P31"),
    ("modified",),
    ("type",),
    ("entities",),
    ("id",),
]


@pytest.mark.thorough
@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(PLACES), ODD)
def test_a_value_of_another_type_costs_the_value_and_not_the_item(tmp_path: Path, place: tuple[str | int, ...], odd: object) -> None:
    record = json.loads(JSON)
    inner = record
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = odd
    loaded = Loaded(tmp_path, dump(json.loads(JSON), record))
    assert loaded.counts[0] == 2
    assert sum(loaded.counts[1:]) == 2
    assert {r.code for r in loaded.rejects} <= {"MISSING_ID"}
    assert loaded.warnings.keys() <= WARNINGS.keys()
    if place[0] not in ("id", "type", "entities"):
        assert loaded.counts == (2, 2, 0, 0)


@pytest.mark.parametrize(
    "directive", [b"@prefix wd: <http://www.wikidata.org/entity/> .", b"PREFIX wd: <http://x.example/>", b"@base <http://x.example/> ."]
)
def test_directives_before_the_triples_state_nothing_and_are_merged(tmp_path: Path, directive: bytes) -> None:
    loaded = nt(tmp_path, directive + b"\n" + Triples().item("Q1", "A", P127="Q2").text())
    assert (loaded.counts, len(loaded.interests)) == ((2, 1, 1, 0), 1)


PREFIXES = """@prefix wd: <http://www.wikidata.org/entity/> .
@prefix wdt: <http://www.wikidata.org/prop/direct/> .
@prefix p: <http://www.wikidata.org/prop/> .
@prefix ps: <http://www.wikidata.org/prop/statement/> .
@prefix pq: <http://www.wikidata.org/prop/qualifier/> .
@prefix s: <http://www.wikidata.org/entity/statement/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def test_turtle_is_read_as_the_triples_that_it_states(tmp_path: Path) -> None:
    truthy = PREFIXES + 'wd:Q1 rdfs:label "Nordmark Mills"@en ; wdt:P127 wd:Q2, wd:Q3 .\n'
    loaded = Loaded(tmp_path, truthy.encode(), "answer.ttl")
    assert [(x.subject, x.holder, x.share) for x in loaded.interests] == [(party("Q1"), party(q), None) for q in ("Q2", "Q3")]
    node = f's:Q1-{GUID} ps:P127 wd:Q2 ; pq:P1107 "+0.51"^^xsd:decimal .\n'
    (held,) = Loaded(tmp_path, (PREFIXES + node).encode(), "nodes.ttl").interests
    assert (held.subject, held.share and held.share.min) == (party("Q1"), 51 * PERCENT)
    prefixes = " ".join(f'xmlns:{name}="{iri}"' for name, iri in re.findall(r"prefix (\w+): <([^>]*)>", PREFIXES))
    item, claim = "http://www.wikidata.org/entity/Q", f"http://www.wikidata.org/entity/statement/Q1-{GUID}"
    xml = f'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" {prefixes}><rdf:Description rdf:about="{claim}">'
    xml += f'<ps:P127 rdf:resource="{item}2"/><pq:P1107 rdf:datatype="http://www.w3.org/2001/XMLSchema#decimal">+0.51</pq:P1107>'
    (same,) = Loaded(tmp_path, f'<?xml version="1.0"?>\n{xml}</rdf:Description></rdf:RDF>'.encode(), "nodes.rdf").interests
    assert (same.subject, same.holder, same.share) == (held.subject, held.holder, held.share)


@pytest.mark.parametrize("gap", ["\n", " "])
@pytest.mark.parametrize("name", ["answer.ttl", "answer.nt"])
def test_turtle_without_prefixes_is_no_ntriples(tmp_path: Path, gap: str, name: str) -> None:
    item, direct = "http://www.wikidata.org/entity/Q", "http://www.wikidata.org/prop/direct/P"
    label = '<http://www.w3.org/2000/01/rdf-schema#label> "Nordmark; Mills, Ltd."@en'
    text = f"<{item}1> {label} ;{gap}<{direct}127> <{item}2> ,{gap}<{item}3> .\n"
    for before in ("", f"<{item}4> {label} .\n") if gap == "\n" else ("",):
        loaded = Loaded(tmp_path, (before + text).encode(), name)
        assert [(x.subject, x.holder) for x in loaded.interests] == [(party("Q1"), party(q)) for q in ("Q2", "Q3")]


def test_rdf_in_xml_that_nests_without_end_is_refused(tmp_path: Path) -> None:
    start = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:wdt="http://www.wikidata.org/prop/direct/">'
    with pytest.raises(InputError) as caught:
        Loaded(tmp_path, (start + "<rdf:Description><wdt:P127>" * 5_000).encode(), "deep.rdf")
    assert caught.value.code == "BAD_RDF"
