"""Whatever a record holds, it comes back the same: through quads, through every syntax and through the store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store, parse, serialize

from ontology import statements as s
from ontology.dates import ends_before_start
from ontology.errors import RecordError
from ontology.rdf import make_quads, read_records
from ontology.shares import WHOLE, Share

BASE = "https://example.org/id/"

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
maybe = st.none() | texts
iris = st.from_regex(r"[a-z0-9._~-]{1,8}(é|%20)?", fullmatch=True).map(lambda x: BASE + x)
dates = st.dates().map(lambda d: d.isoformat()).flatmap(lambda d: st.sampled_from([d[:4], d[:7], d]))
counts = st.none() | st.integers(0, 10**12)


@st.composite
def shares(draw: st.DrawFn) -> Share:
    low, high = sorted((draw(st.integers(0, WHOLE)), draw(st.integers(0, WHOLE))))
    exact = draw(st.booleans()) and high - low <= 1
    point = low == high
    return Share(
        min=low,
        max=high,
        min_open=not point and draw(st.booleans()),
        max_open=not point and draw(st.booleans()),
        exact=exact,
        text=draw(maybe),
    )


evidence = st.builds(s.Evidence, source=iris, quote=maybe, start=counts, end=counts, prefix=maybe, suffix=maybe, url=maybe)
many_evidence = st.lists(evidence, max_size=3).map(tuple)
assertions = st.builds(
    s.Assertion,
    extractor=texts,
    version=texts,
    pattern=maybe,
    tier=texts,
    review=st.sampled_from(s.Review),
    reviewed_by=maybe,
    reviewed_at=maybe,
    note=maybe,
)
places = st.builds(s.Place, file=maybe, line=counts, sha256=maybe)
names = st.builds(s.Name, text=texts, type=texts, lang=maybe | st.sampled_from(["en", "zh-Hant", "EN-gb"]))
attributes = st.one_of(
    st.builds(
        s.Attribute,
        name=texts,
        value=texts,
        datatype=st.sampled_from(["text", "number", "boolean", ""]),
        unit=maybe,
        qualifier=maybe,
        at=maybe | dates,
        evidence=many_evidence,
    ),
    st.builds(s.Attribute, name=texts, value=iris, datatype=st.just("party")),
    st.builds(s.Attribute, name=texts, value=st.sampled_from(["45000", "-1.50", "+7", "-0.0", "007", "100"]), datatype=st.just("number")),
)
common = {
    "id": iris,
    "source": iris,
    "stated_at": st.none() | dates,
    "record": maybe,
    "change": st.sampled_from(s.Change),
    "place": st.none() | places,
    "evidence": many_evidence,
    "assertion": st.none() | assertions,
    "note": maybe,
}
spans = st.tuples(st.none() | dates, st.none() | dates).filter(lambda x: not ends_before_start(*x))
entities = spans.flatmap(
    lambda span: st.builds(
        s.EntityStatement,
        **common,
        entity=iris,
        kind=st.sampled_from(s.Kind),
        names=st.lists(names, max_size=12).map(tuple),
        identifiers=st.lists(st.builds(s.Identifier, scheme=texts, value=texts), max_size=3).map(tuple),
        jurisdiction=maybe,
        founded=st.just(span[0]),
        dissolved=st.just(span[1]),
        addresses=st.lists(st.builds(s.Address, text=texts, type=maybe, country=maybe), max_size=2).map(tuple),
        attributes=st.lists(attributes, max_size=3).map(tuple),
    )
)
sides = st.one_of(st.tuples(iris, st.none()), st.tuples(st.none(), st.sampled_from(s.Reason)))
interests = st.tuples(spans, sides, sides).flatmap(
    lambda x: st.builds(
        s.InterestStatement,
        **common,
        holder=st.just(x[1][0]),
        holder_reason=st.just(x[1][1]),
        subject=st.just(x[2][0]),
        subject_reason=st.just(x[2][1]),
        interest=st.sampled_from(s.Interest),
        share=st.none() | shares(),
        direct=st.sampled_from(s.Directness),
        status=st.sampled_from(s.Status),
        valid_from=st.just(x[0][0]),
        valid_until=st.just(x[0][1]),
        components=st.lists(iris, max_size=12).map(tuple),
        details=maybe,
        beneficial=st.none() | st.booleans(),
    )
)
identities = st.builds(s.IdentityStatement, **common, left=iris, right=iris, judgement=st.sampled_from(s.Judgement), reason=maybe)
statements = st.lists(entities | interests | identities, max_size=4, unique_by=lambda x: x.id)
sources = st.builds(
    s.Source,
    id=st.just("https://example.org/src/release-1"),
    title=texts,
    type=texts,
    publisher=maybe,
    author=maybe,
    date=st.none() | dates,
    licence=maybe,
    url=maybe,
    language=maybe,
    sha256=maybe,
    text=maybe,
    complete_register=st.booleans(),
    delta=st.booleans(),
)

SYNTAXES = [RdfFormat.N_QUADS, RdfFormat.TRIG, RdfFormat.JSON_LD, RdfFormat.TURTLE, RdfFormat.N_TRIPLES]


def same(records: tuple[list[s.Source], Iterator[s.Statement]], source: s.Source, given_statements: list[s.Statement]) -> None:
    back_sources, back = records
    assert back_sources == [source]
    by_id = {x.id: x for x in back}
    assert by_id == {x.id: x for x in given_statements}


@pytest.mark.thorough
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(sources, statements)
def test_records_return_from_quads_and_from_every_syntax_unchanged(source: s.Source, given_statements: list[s.Statement]) -> None:
    quads = list(make_quads(source, given_statements))
    same(read_records(quads), source, given_statements)
    for syntax in SYNTAXES:
        flat = quads if syntax.supports_datasets else [q.triple for q in quads]
        text = serialize(flat, format=syntax)
        assert text is not None
        same(read_records(parse(text, format=syntax)), source, given_statements)
    store = Store()
    store.bulk_extend(quads)
    assert set(store) == set(quads)
    same(read_records(store), source, given_statements)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(sources, statements)
def test_quads_hold_no_blank_node_and_lie_in_the_graph_of_their_source(source: s.Source, given_statements: list[s.Statement]) -> None:
    for quad in make_quads(source, given_statements):
        assert not isinstance(quad.subject, BlankNode)
        assert not isinstance(quad.object, BlankNode)
        assert str(quad.graph_name) == f"<{source.id}>"


SOURCE = s.Source(id=f"{BASE}src/t", title="Table", type="table")


def interest(**more: object) -> s.InterestStatement:
    values: dict[str, object] = {"id": f"{BASE}stmt/1", "source": SOURCE.id, "holder": f"{BASE}ent/a", "subject": f"{BASE}ent/b"}
    return msgspec.convert({**values, **more}, s.InterestStatement)


def edited(old: str, new: str) -> list[Quad]:
    """The quads of a plain 51 % statement with one text replaced."""
    quads = make_quads(SOURCE, [interest(share=msgspec.to_builtins(Share.parse("51")), stated_at="2018-12-12")])
    text = serialize(quads, format=RdfFormat.N_QUADS)
    assert text is not None
    assert old.encode() in text
    return list(parse(text.replace(old.encode(), new.encode()), format=RdfFormat.N_QUADS))


def test_empty_text_and_no_text_are_kept_apart() -> None:
    for note in (None, ""):
        _, back = read_records(make_quads(SOURCE, [interest(note=note)]))
        assert next(back).note == note


def test_a_statement_whose_iri_has_a_fragment_gets_parts_of_its_own() -> None:
    one = interest(id=f"{BASE}doc#s1", share=msgspec.to_builtins(Share.parse("(25..50]")))
    quads = list(make_quads(SOURCE, [one]))
    assert all(str(q.subject).count("#") <= 1 for q in quads)
    same(read_records(quads), SOURCE, [one])


def test_ten_names_keep_their_order() -> None:
    many = tuple(s.Name(text=f"name {n}") for n in range(12))
    one = s.EntityStatement(id=f"{BASE}stmt/e", source=SOURCE.id, entity=f"{BASE}ent/a", names=many)
    _, back = read_records(make_quads(SOURCE, [one]))
    assert next(back) == one


def test_dates_are_typed_by_their_precision() -> None:
    objects = [str(q.object) for q in make_quads(SOURCE, [interest(valid_from="1998", valid_until="2001-02", stated_at="2001-03-04")])]
    for typed in (
        '"1998"^^<http://www.w3.org/2001/XMLSchema#gYear>',
        '"2001-02"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>',
        '"2001-03-04"^^<http://www.w3.org/2001/XMLSchema#date>',
    ):
        assert typed in objects


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("#interest-shareholding", "#interest-ownership", "UNKNOWN_CODE"),
        ("#holder>", "#owner>", "UNKNOWN_PROPERTY"),
        ('"51"^^<http://www.w3.org/2001/XMLSchema#decimal>', '"151"^^<http://www.w3.org/2001/XMLSchema#decimal>', "BAD_SHARE"),
        ('"51"^^<http://www.w3.org/2001/XMLSchema#decimal>', '"51.0000000001"', "BAD_SHARE"),
        ('"51"^^<http://www.w3.org/2001/XMLSchema#decimal>', '"NaN"', "BAD_SHARE"),
        ('"true"^^', '"yes"^^', "BAD_VALUE"),
        ('"2018-12-12"', '"2018-13-12"', "BAD_DATE"),
        ('"2018-12-12"', '"2018-00-12"', "BAD_DATE"),
        ('"2018-12-12"', '"2018-12-00"', "BAD_DATE"),
        ("ns#holder> <https://example.org/id/ent/a>", 'ns#holder> "A Ltd"', "BAD_VALUE"),
        ("ns#source> <https://example.org/id/src/t>", 'ns#note> "x"', "MISSING_FIELD"),
        ("<https://example.org/id/stmt/1>", "_:s", "NO_IRI"),
    ],
)
def test_a_statement_that_is_half_understood_is_refused(old: str, new: str, code: str) -> None:
    refused: list[RecordError] = []
    _, back = read_records(edited(old, new), refused.append)
    assert list(back) == []
    assert [x.code for x in refused] == [code]


def test_two_values_for_one_field_are_refused() -> None:
    quads = [*make_quads(SOURCE, [interest()]), *make_quads(SOURCE, [interest(subject=f"{BASE}ent/c")])]
    _, back = read_records(quads)
    with pytest.raises(RecordError) as caught:
        list(back)
    assert caught.value.code == "SEVERAL_VALUES"


def test_an_id_that_is_no_iri_is_refused_on_the_way_out() -> None:
    with pytest.raises(RecordError) as caught:
        list(make_quads(SOURCE, [interest(holder="A Ltd")]))
    assert caught.value.code == "BAD_IRI"


def test_round_trip_through_a_store_on_disk(tmp_path: Path) -> None:
    one = interest(share=msgspec.to_builtins(Share.parse("25.50")))
    store = Store(str(tmp_path / "store"))
    store.bulk_extend(make_quads(SOURCE, [one]))
    same(read_records(store), SOURCE, [one])


@pytest.mark.parametrize(
    ("date", "days"),
    [
        ("2019", {("FirstDay", "2019-01-01"), ("LastDay", "2019-12-31")}),
        ("2020-02", {("FirstDay", "2020-02-01"), ("LastDay", "2020-02-29")}),
        ("2020-02-03", {("FirstDay", "2020-02-03"), ("LastDay", "2020-02-03")}),
    ],
)
def test_a_date_comes_with_the_first_and_the_last_day_that_it_can_mean(date: str, days: set[tuple[str, str]]) -> None:
    source = s.Source(id=BASE + "src", title="A", type="table", date=date)
    statement = s.InterestStatement(id=BASE + "s", source=source.id, holder=BASE + "h", subject=BASE + "x", valid_from=date)
    quads = list(make_quads(source, [statement]))
    for node, name in ((source.id, "date"), (statement.id, "validFrom")):
        found = {
            (quad.predicate.value.partition(f"#{name}")[2], quad.object)
            for quad in quads
            if str(quad.subject) == f"<{node}>" and quad.predicate.value.endswith(("FirstDay", "LastDay"))
        }
        assert found == {(end, Literal(day, datatype=NamedNode("http://www.w3.org/2001/XMLSchema#date"))) for end, day in days}
    assert list(read_records(quads)[1]) == [statement]
