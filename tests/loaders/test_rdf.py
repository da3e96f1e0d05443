"""The five syntaxes of the vocabulary load alike; what cannot be used is refused with a code and a next step."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, serialize

from loaders.contract import LoadContext, Reject
from loaders.rdf import FORMATS, RdfLoader, detect_syntax, load
from ontology.errors import InputError, RecordError, UsageError
from ontology.rdf import make_quads
from ontology.statements import InterestStatement, Source
from ontology.terms import OWN, Base
from tests.ontology.invented import SOURCE, group

BASE = Base()


def written(format: str) -> bytes:
    syntax = FORMATS[format]
    quads = list(make_quads(SOURCE, group()))
    text = serialize(quads if syntax.supports_datasets else [q.triple for q in quads], format=syntax)
    assert text is not None
    return text


def no_warning(code: str) -> None:
    raise AssertionError(code)


@pytest.mark.parametrize("format", FORMATS)
def test_every_syntax_gives_back_the_group(format: str) -> None:
    for data in (written(format), io.BytesIO(written(format)), b"\xef\xbb\xbf" + written(format)):
        sources, statements = load(data, format, BASE, warn=no_warning)
        assert sources == [SOURCE]
        assert {x.id: x for x in statements} == {x.id: x for x in group()}


@pytest.mark.parametrize("format", FORMATS)
def test_the_syntax_is_told_from_the_first_bytes(format: str) -> None:
    text = written(format)
    expected = "turtle" if format == "ntriples" else format
    assert detect_syntax(text[:4096]) == expected
    if format != "jsonld":
        assert detect_syntax(b"# a remark\n" + text[:4096]) == expected


def test_trig_is_told_from_turtle_and_neither_from_other_text() -> None:
    text = serialize(make_quads(SOURCE, group()), format=RdfFormat.TRIG, prefixes={"own": OWN})
    assert text is not None
    assert detect_syntax(text[:4096]) == "trig"
    assert detect_syntax(b'{"statementId": "1"}') is None
    assert detect_syntax(b"") is None


TURTLE = f"""@prefix own: <{OWN}> .
<src/t> a own:Source ; own:title "T" ; own:sourceType "table" .
<stmt/good> a own:InterestStatement ; own:source <src/t> ; own:holder <ent/a> ; own:subject <ent/b> .
"""


def test_a_short_hand_written_file_is_enough_and_relative_iris_lie_under_the_base() -> None:
    sources, statements = load(TURTLE.encode(), "turtle", BASE)
    assert [x.id for x in sources] == [BASE.iri + "src/t"]
    assert [x.id for x in statements] == [BASE.iri + "stmt/good"]


def test_foreign_triples_are_passed_over_with_a_warning() -> None:
    warnings: list[str] = []
    extra = '<ent/a> <https://schema.org/name> "A" , "B" . <stmt/good> <https://schema.org/about> _:x . _:x a <https://schema.org/Thing> .'
    _, statements = load((TURTLE + extra).encode(), "turtle", BASE, warn=warnings.append)
    assert len(list(statements)) == 1
    assert warnings == ["FOREIGN_TRIPLE"] * 3


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("<stmt/x> a own:InterestStatement ; own:source <src/t> ; own:holder <ent/a> ; own:subject <ent/a> .", "SELF_HOLDING"),
        ("<stmt/x> a own:InterestStatement ; own:source <src/t> ; own:holder <ent/a> .", "BAD_SUBJECT"),
        ("<stmt/x> a own:InterestStatement ; own:source <src/u> ; own:holder <ent/a> ; own:subject <ent/b> .", "UNKNOWN_SOURCE"),
        ("<stmt/x> a own:EntityStatement ; own:source <src/t> .", "MISSING_FIELD"),
        ("<stmt/x> a own:EntityStatement ; own:source <src/t> ; own:entity <ent/a> ; own:kind own:kind-club .", "UNKNOWN_CODE"),
        (
            "<stmt/x> a own:EntityStatement ; own:source <src/t> ; own:entity <ent/a> ; own:founded '2001' ; own:dissolved '2000' .",
            "DATES_BACKWARDS",
        ),
        ("<stmt/x> a own:EntityStatement ; own:source <src/t> ; own:entity <ent/a> ; own:kinds own:kind-state .", "UNKNOWN_PROPERTY"),
        (
            """<stmt/x> a own:IdentityStatement ; own:source <src/t> ; own:left <ent/a> ; own:right <ent/b> ; own:evidence <e> .
        <e> oa:hasSource <src/t> ; oa:hasSelector <p> . <p> oa:start 9 ; oa:end 3 .""",
            "BAD_OFFSETS",
        ),
    ],
)
def test_a_statement_that_cannot_be_used_is_rejected_and_the_others_stay(line: str, code: str) -> None:
    rejected: list[RecordError] = []
    text = f"@prefix oa: <http://www.w3.org/ns/oa#> .\n{TURTLE}{line}"
    _, statements = load(text.encode(), "turtle", BASE, reject=rejected.append)
    assert [x.id for x in statements] == [BASE.iri + "stmt/good"]
    assert [x.code for x in rejected] == [code]
    assert rejected[0].hint
    with pytest.raises(RecordError):
        list(load(text.encode(), "turtle", BASE)[1])


def refusal(data: bytes, format: str, limit: int = 1 << 20) -> str:
    with pytest.raises(InputError) as caught:
        list(load(data, format, BASE, limit=limit)[1])
    assert caught.value.hint
    return caught.value.code


@pytest.mark.parametrize("format", FORMATS)
def test_a_file_that_is_no_rdf_is_refused(format: str) -> None:
    assert refusal(b"", format) == "EMPTY_FILE"
    assert refusal(b" \n", format) == "EMPTY_FILE"
    assert refusal(b"\x00\xff\xfe binary", format) == "BAD_RDF"
    assert refusal("@prefix é".encode("utf-16"), format) == "BAD_RDF"
    assert refusal(written(format)[:-40], format) == "BAD_RDF"
    assert refusal(written(format), format, limit=100) == "FILE_TOO_LARGE"


def test_a_graph_without_a_statement_of_ours_is_refused() -> None:
    assert refusal(b'<http://a.example/> <https://schema.org/name> "A" .', "turtle") == "NO_STATEMENTS"
    assert refusal(b"{}", "jsonld") == "NO_STATEMENTS"


@pytest.mark.parametrize(
    "context", ["https://context.example/c.jsonld", ["https://context.example/c.jsonld"], {"@import": "https://context.example/c.jsonld"}]
)
def test_a_remote_context_is_refused_and_not_fetched(context: object) -> None:
    document = {"@graph": [{"@context": context, "@id": "https://example.org/a", "title": "A"}]}
    assert refusal(json.dumps(document).encode(), "jsonld") == "REMOTE_CONTEXT"


def test_nesting_without_end_is_refused() -> None:
    assert refusal(b"[" * 100_000, "jsonld") == "TOO_DEEP"
    assert refusal(b'{"https://a.example/p":' * 30_000 + b"{}" + b"}" * 30_000, "jsonld") == "TOO_DEEP"
    assert refusal(b"<http://a.example/> <http://a.example/p> " + b"[ <http://a.example/p> " * 20_000, "turtle") == "BAD_RDF"
    assert refusal(b"<http://a.example/> <http://a.example/p> " + b"(" * 100_000, "turtle") == "BAD_RDF"


@pytest.mark.parametrize("format", ["turtle", "trig", "ntriples", "nquads"])
def test_triples_in_triples_without_end_are_refused(format: str) -> None:
    start, level = b"<http://a.example/> <http://b.example/> ", b"<<( <http://a.example/> <http://b.example/> "
    deep = start + level * 20_000 + b"<http://a.example/>" + b" )>>" * 20_000 + b" ."
    assert refusal(b"# it's hidden\n" + deep + b"\n# isn't it", format, limit=1 << 22) == "TOO_DEEP"


def test_angles_inside_texts_are_no_nesting() -> None:
    for quotes in ('"', "'", '"' * 3, "'" * 3):
        remark = f"<stmt/good> own:note {quotes}{'<< ' * 1_000}{quotes} ."
        assert len(list(load((TURTLE + remark).encode(), "turtle", BASE)[1])) == 1


def test_brackets_inside_texts_are_no_nesting() -> None:
    document = json.loads(written("jsonld"))
    document.append({"@id": "https://example.org/x", "https://schema.org/name": [{"@value": '[{\\"' * 1_000}]})
    _, statements = load(json.dumps(document).encode(), "jsonld", BASE)
    assert len(list(statements)) == len(group())


def test_a_format_that_is_not_rdf_is_refused() -> None:
    with pytest.raises(UsageError) as caught:
        load(b"x", "rdfxml", BASE)
    assert caught.value.code == "UNKNOWN_FORMAT"


@pytest.mark.parametrize("format", FORMATS)
def test_the_loader_yields_one_release_a_source_and_sets_bad_records_aside(format: str) -> None:
    other = Source(id=BASE.source("other"), title="Other", type="table")
    party = BASE.identifier("t", "a")
    bad = InterestStatement(id=BASE.statement("other", "1"), source=other.id, holder=party, subject=party)
    quads = [*make_quads(SOURCE, group()), *make_quads(other, [bad])]
    syntax = FORMATS[format]
    text = serialize(quads if syntax.supports_datasets else [q.triple for q in quads], format=syntax) or b""
    rejects: list[Reject] = []
    context = LoadContext(BASE, Path(f"dump.{syntax.file_extension}"), on_reject=rejects.append)
    loader = RdfLoader()
    assert loader.detect(text[:65_536], Path("-"))
    by_source = {source.id: list(statements) for source, statements in loader.load(io.BytesIO(text), context)}
    assert {x.id for x in by_source[SOURCE.id]} == {x.id for x in group()}
    # Of a source that states nothing usable beside others the last release stays.
    assert set(by_source) == {SOURCE.id}
    assert [x.code for x in rejects] == ["SELF_HOLDING"]
    assert (context.read, context.rejected) == (len(group()) + 1, 1)


def test_a_file_of_another_kind_is_left_to_other_loaders() -> None:
    assert not RdfLoader().detect(b"holder,subject,share\nA,B,51\n", Path("a.csv"))
    assert RdfLoader().detect(TURTLE.replace("@prefix", "# x\n@prefix").encode(), Path("-"))
