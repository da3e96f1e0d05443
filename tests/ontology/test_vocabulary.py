"""ownership.ttl, the table of fields, shapes.ttl, context.jsonld, the reference page and the records say the same."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import typing
from enum import StrEnum
from pathlib import Path

import msgspec
import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Store, parse

from ontology import statements
from ontology.rdf import read_records
from ontology.rdf_fields import ANSWER, CODES, COMPONENT, DERIVED, FINDING, HAS_SELECTOR, RECORDS, REPEATED, STAKE, Codec, code_iri
from ontology.shares import Share
from ontology.terms import OA, OWN, RDF, RDFS, SKOS
from tests.conftest import CHECKOUT

OWL = "http://www.w3.org/2002/07/owl#"
SH = "http://www.w3.org/ns/shacl#"
ONTOLOGY = CHECKOUT / "ontology"


def loaded(name: str) -> Store:
    store = Store()
    store.load(path=str(ONTOLOGY / name), format=RdfFormat.TURTLE)
    return store


TTL = loaded("ownership.ttl")
SHAPES = loaded("shapes.ttl")


def described(*types: str) -> set[str]:
    subjects = [q.subject for kind in types for q in TTL.quads_for_pattern(None, NamedNode(RDF + "type"), NamedNode(kind))]
    return {x.value for x in subjects if isinstance(x, NamedNode) and x.value.startswith(OWN)}


def structs() -> set[type[msgspec.Struct]]:
    types = {x for x in vars(statements).values() if isinstance(x, type) and issubclass(x, msgspec.Struct)}
    return {x for x in types if not x.__name__.startswith("_")} | {Share}


def enums() -> set[type[StrEnum]]:
    return {x for x in vars(statements).values() if isinstance(x, type) and issubclass(x, StrEnum) and x is not StrEnum}


def test_every_field_of_every_record_stands_in_the_table_and_no_other() -> None:
    assert set(RECORDS) == structs()
    for record in RECORDS.values():
        fields = {f.name for f in msgspec.structs.fields(record.type)}
        whole = record.type is statements.Source or issubclass(record.type, statements.Statement)
        assert {f.name for f in record.fields} == fields - ({"id"} if whole else set()), record.class_iri


def test_the_table_gives_each_field_the_type_that_the_record_has() -> None:
    for record in RECORDS.values():
        hints = typing.get_type_hints(record.type)
        for field in record.fields:
            parts = {x for x in typing.get_args(hints[field.name]) if x not in (type(None), ...)} or {hints[field.name]}
            expected = {
                Codec.FLAG: bool,
                Codec.COUNT: int,
                Codec.PERCENT: int,
                Codec.FRACTION: int,
                Codec.CODE: field.value_type,
                Codec.NODE: field.value_type,
                Codec.NODES: field.value_type,
            }.get(field.codec, str)
            assert parts == {expected}, (record.class_iri, field.name)
            assert (typing.get_origin(hints[field.name]) is tuple) == (field.codec in (Codec.NODES, Codec.LINKS))


def test_every_enum_value_is_an_individual_and_every_individual_a_value() -> None:
    assert set(CODES) == enums()
    individuals = described(*(OWN + cls for cls, _ in CODES.values()))
    assert individuals == {code_iri(code) for codes in CODES for code in codes}
    for codes, (cls, _) in CODES.items():
        assert described(OWN + cls) == {code_iri(code) for code in codes}


def test_interest_types_carry_the_family_that_the_engine_uses() -> None:
    for code in statements.Interest:
        quads = TTL.quads_for_pattern(NamedNode(code_iri(code)), NamedNode(OWN + "family"), None)
        assert [q.object for q in quads] == [NamedNode(code_iri(code.family))]


def test_the_vocabulary_describes_the_properties_of_the_table_and_no_other() -> None:
    carried = {f.property for record in RECORDS.values() for f in record.fields if f.property.startswith(OWN)}
    assert described(OWL + "ObjectProperty", OWL + "DatatypeProperty") == carried | {*REPEATED, *DERIVED}


def test_the_vocabulary_describes_the_classes_of_the_table_and_no_other() -> None:
    parties = {OWN + x for x in ("Party", "Person", "Organisation", "Statement")}
    lists = {OWN + cls for cls, _ in CODES.values()}
    assert described(OWL + "Class") == {record.class_iri for record in RECORDS.values()} | parties | lists | {
        COMPONENT,
        STAKE,
        ANSWER,
        FINDING,
    }


def test_every_term_has_a_label_a_definition_and_its_home() -> None:
    for quad in TTL.quads_for_pattern(None, NamedNode(RDF + "type"), None):
        if not (isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(OWN)):
            continue
        for predicate in (RDFS + "label", SKOS + "definition", RDFS + "isDefinedBy"):
            assert len(list(TTL.quads_for_pattern(quad.subject, NamedNode(predicate), None))) == 1, (quad.subject, predicate)


def test_no_term_points_to_a_term_that_is_not_described() -> None:
    known = {q.subject.value for q in TTL if isinstance(q.subject, NamedNode)}
    for store in (TTL, SHAPES):
        for quad in store:
            if isinstance(quad.object, NamedNode) and quad.object.value.startswith(OWN):
                assert quad.object.value in known


def test_the_vocabulary_has_no_blank_nodes() -> None:
    assert all(isinstance(q.subject, NamedNode) and isinstance(q.object, NamedNode | Literal) for q in TTL)


def test_shapes_constrain_every_class_and_every_property_of_the_table() -> None:
    targets = {q.object for q in SHAPES.quads_for_pattern(None, NamedNode(SH + "targetClass"), None)}
    assert {NamedNode(record.class_iri) for record in RECORDS.values()} <= targets
    for record in RECORDS.values():
        for field in record.fields:
            target = record.class_iri if field.selector is None else field.selector.class_iri
            constrained = SHAPES.query(f"ASK {{ ?node <{SH}targetClass> <{target}> ; <{SH}property>/<{SH}path> <{field.property}> }}")
            assert constrained, (target, field.property)


def test_the_context_names_every_property_as_the_table_does() -> None:
    terms = json.loads((ONTOLOGY / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    carried = {f.property for record in RECORDS.values() for f in record.fields} | {*REPEATED, *DERIVED, HAS_SELECTOR}
    document: dict[str, object] = {"@context": terms, "@id": "https://example.org/x"}
    for iri in carried:
        key = iri.removeprefix(OWN) if iri.startswith(OWN) else "oa:" + iri.removeprefix(OA)
        document[key] = "https://example.org/y"
    properties = {q.predicate.value for q in parse(json.dumps(document).encode(), format=RdfFormat.JSON_LD)}
    assert properties == carried
    named = {key for key, value in terms.items() if isinstance(value, dict) or (str(value).startswith(OWN) and value != OWN)}
    assert {k for k in named if ":" not in k} == {x.removeprefix(OWN) for x in carried if x.startswith(OWN)}


def test_a_document_written_with_the_context_reads_as_a_statement() -> None:
    terms = json.loads((ONTOLOGY / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    document = {
        "@context": terms,
        "id": "https://example.org/stmt/1",
        "type": "InterestStatement",
        "source": "https://example.org/src/1",
        "holder": "https://example.org/ent/a",
        "subject": "https://example.org/ent/b",
        "interest": "interest-votingRights",
        "share": {"id": "https://example.org/stmt/1#share", "min": "51", "max": "51", "exact": True},
    }
    _, stream = read_records(parse(json.dumps(document).encode(), format=RdfFormat.JSON_LD))
    statement = next(stream)
    assert isinstance(statement, statements.InterestStatement)
    assert statement.interest is statements.Interest.VOTING_RIGHTS
    assert statement.share == Share.point(51)


def test_what_is_written_from_the_vocabulary_is_up_to_date() -> None:
    command = [sys.executable, str(CHECKOUT / "tools" / "vocabulary_reference.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.shared
def test_alignments_name_terms_that_their_vocabularies_have(shared_data: Path) -> None:
    folder = shared_data / "reference" / "vocab"
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*")) if path.is_file())
    names = {q.object.value for q in TTL if isinstance(q.object, NamedNode)}
    bases = ("vocab.openownership.org", "www.gleif.org", "spec.edmcouncil.org")
    foreign = [x for x in names if x.split("/")[2] in bases and not x.endswith(("#", "/"))]
    assert len(foreign) > 80
    missing = [x for x in foreign if not re.search(rf"[:;#/]{re.escape(re.split('[#/]', x)[-1])}\b", text)]
    assert missing == []
