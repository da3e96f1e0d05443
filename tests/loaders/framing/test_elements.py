"""The records of XML files are the elements that a parser of the whole file sees; damage costs the record it is in."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.framing import MAX_RECORD, Elements
from ontology.errors import InputError
from tests.loaders.framing.test_lines_and_rows import framed, same_for_all_sizes

ONE = Elements(("one", "two"))
NS = 'xmlns="urn:d" xmlns:a="urn:a"'
CONTENT = st.lists(
    st.sampled_from(
        [
            "text",
            "&lt;",
            "<b/>",
            "<a:c x='1>'>y</a:c>",
            "<!-- </one> <one> -->",
            "<![CDATA[<one></one>]]>",
            "<?p <one> ?>",
            "\n",
            "é",
            "<ones/>",
            "<one.x/>",
            '<b x="/one">"</b>',
            "<a:once>z</a:once>",
        ]
    ),
    max_size=4,
).map("".join)
RECORD = st.one_of(
    CONTENT.map(lambda x: f"<one>{x}</one>"),
    CONTENT.map(lambda x: f"<a:two x='>' y=\"it's\">{x}</a:two >"),
    st.sampled_from(["<one/>", "<a:two\n n='1' />", '<one xmlns="urn:e" xmlns:z="urn:z"><z:k/></one>', '<b:one xmlns:b="urn:b">q</b:one>']),
)
BETWEEN = st.sampled_from(["", "\n", " <!-- <one/> --> ", "<other><x/></other>", "<![CDATA[<one>]]>", "<?pi <two/>?>", "<oneself/>"])


def canonical(element: ET.Element) -> str:
    element.tail = None
    return ET.canonicalize(ET.tostring(element, encoding="unicode"))


def wanted(text: str) -> list[str]:
    """Of the whole file: every element with such a local name that is not within another."""
    elements: list[ET.Element] = []

    def look(element: ET.Element) -> None:
        for child in element:
            if child.tag.rpartition("}")[2] in ONE.names:
                elements.append(child)
            else:
                look(child)

    look(ET.XML(text))
    return [canonical(element) for element in elements]


@pytest.mark.thorough
@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(BETWEEN, RECORD), max_size=5), BETWEEN, st.booleans(), st.booleans())
def test_every_record_is_an_element_that_parses_alone(records: list[tuple[str, str]], last: str, mark: bool, deep: bool) -> None:
    inside = "".join(between + record for between, record in records) + last
    inside = f'<head xmlns:z="urn:no"/><list xmlns:w="urn:w">{inside}</list>' if deep else inside
    text = f"<?xml version='1.0'?>\n<!-- <one/> -->\n<all {NS}>{inside}</all>\n"
    elements = same_for_all_sizes(ONE, b"\xef\xbb\xbf" * mark + text.encode())
    assert [canonical(ET.XML(record.raw)) for record in elements] == wanted(text)
    assert [record.line for record in elements] == list(range(1, len(elements) + 1))


@pytest.mark.thorough
@settings(max_examples=300, deadline=None)
@given(st.lists(RECORD, max_size=4), st.data())
def test_a_file_that_is_cut_off_keeps_every_whole_record_and_shows_the_rest(records: list[str], data: st.DataObject) -> None:
    parts = [record.encode() for record in records]
    start, end = f"<all {NS}><list>".encode(), b"</list></all>"
    raw = start + b"\n".join(parts) + end
    cut = data.draw(st.integers(1, len(raw)))
    whole = [record.raw for record in framed(ONE, raw)]
    complete = sum(len(start + b"\n".join(parts[: n + 1])) <= cut for n in range(len(parts)))
    raws = [record.raw for record in same_for_all_sizes(ONE, raw[:cut], (1, 3, 1_000))]
    assert raws[:complete] == whole[:complete]
    assert len(raws[complete:]) == (cut < len(raw))
    for rest in raws[complete:]:
        with pytest.raises(ET.ParseError):
            ET.XML(rest)


@pytest.mark.parametrize(
    "raw",
    [
        b"<!DOCTYPE all><all><one/></all>",
        b"<all><!DOCTYPE x [<!ENTITY y 'z'>]><one/></all>",
        b"<all><one/></all><!doctype x>",
        b"<all><one><!ENTITY y 'z'></one></all>",
        b"<?xml version='1.0'?>\n<!-- -->\n<!DOCTYPE lolz [\n<!ENTITY lol 'lol'>]><lolz/>",
    ],
)
def test_a_document_type_is_refused_wherever_it_stands(raw: bytes) -> None:
    for size in (1, 7, 1_000):
        with pytest.raises(InputError) as caught:
            framed(ONE, raw, size)
        assert caught.value.code == "XML_DOCTYPE"


def test_a_document_type_in_a_comment_or_in_text_is_none() -> None:
    raw = b"<all><!-- <!DOCTYPE x> --><one><![CDATA[<!ENTITY x>]]></one></all>"
    assert [record.raw for record in same_for_all_sizes(ONE, raw)] == [b"<one><![CDATA[<!ENTITY x>]]></one>"]


@pytest.mark.parametrize("damage", [(b"</one>", b""), (b"<b>", b"<b"), (b'="1"', b'="1'), (b"</one>", b"</one"), (b"</b>", b"")])
def test_damage_costs_its_record_and_not_the_rest_of_the_file(damage: tuple[bytes, bytes]) -> None:
    parts = [b'<one n="1" r="%d"><b>x</b></one>\n' % n for n in range(300)]
    parts[150] = parts[150].replace(*damage, 1)
    records = same_for_all_sizes(ONE, b"<all>" + b"".join(parts) + b"</all>", (100, 3_000))
    assert [record.raw for record in records] == [part.strip() if n != 150 else records[150].raw for n, part in enumerate(parts)]
    with pytest.raises(ET.ParseError):
        ET.XML(records[150].raw)


@pytest.mark.parametrize("size", [1_000_000, 64_000_000])
@pytest.mark.parametrize("inside", [b"x", b"<!-- x"])
def test_a_record_that_is_too_long_costs_itself_and_can_be_told(size: int, inside: bytes) -> None:
    long = b"<one>" + inside * ((MAX_RECORD + 6_000_000) // len(inside)) + (b"-->" if b"!" in inside else b"") + b"</one>"
    records = framed(ONE, b"<all><one/>" + long + b"<one n='2'/><one/></all>", size)
    assert [r.raw if len(r.raw) < 99 else len(r.raw) for r in records] == [b"<one/>", MAX_RECORD + 1, b"<one n='2'/>", b"<one/>"]


def test_a_comment_that_swallows_the_records_behind_it_costs_what_it_can_hold() -> None:
    raw = b"<all><one/><one><!-- x</one>" + (b"<one>" + b"y" * 1_000 + b"</one>") * 36_000 + b"</all>"
    records = framed(ONE, raw, 2_000_000)
    assert len(records) > 15_000
    assert records[0].raw == b"<one/>"


def test_a_file_without_records_is_whole_or_shows_that_it_is_not() -> None:
    assert same_for_all_sizes(ONE, b"<all><none/></all>") == []
    assert [record.raw for record in same_for_all_sizes(ONE, b"<all><none/></al")] == [b"<all><none/></al<"]
    with pytest.raises(InputError) as caught:
        framed(ONE, b"<all>" + b"<none/>" * 4_000_000, 1_000_000)
    assert caught.value.code == "NO_RECORDS"


def test_the_record_can_be_the_whole_file() -> None:
    assert [record.raw for record in same_for_all_sizes(ONE, b"<?xml version='1.0'?><one>x</one>\n")] == [b"<one>x</one>"]


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                b"<one",
                b"<one>",
                b"</one>",
                b">",
                b"/>",
                b"<!--",
                b"-->",
                b"<![CDATA[",
                b"]]>",
                b"<?",
                b"?>",
                b'"',
                b"'",
                b" ",
                b"x",
                b"<all>",
                b"</all>",
            ]
        ),
        max_size=25,
    )
)
def test_any_text_ends_in_records_or_a_refusal_that_does_not_depend_on_the_chunks(parts: list[bytes]) -> None:
    same_for_all_sizes(ONE, b"".join(parts), (1, 4))
