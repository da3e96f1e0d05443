"""Files fall apart into the same records whatever the size of the chunks, and those are the ones that the format's definition names."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.contract import Framing, RawRecord
from loaders.framing import MAX_RECORD, Lines, Rows
from loaders.framing.rows import MAX_LINES

SIZES = (1, 2, 3, 7, 64, 1_000_000)


def framed(framing: Framing, raw: bytes, size: int = 1_000_000) -> list[RawRecord]:
    return [record for chunk in framing.read_chunks(io.BytesIO(raw), size) for record in framing.cut_records(chunk)]


def same_for_all_sizes(framing: Framing, raw: bytes, sizes: tuple[int, ...] = SIZES) -> list[RawRecord]:
    whole = framed(framing, raw)
    for size in sizes:
        assert framed(framing, raw, size) == whole, size
    return whole


TEXTS = st.lists(st.binary(max_size=12).map(lambda x: x.replace(b"\n", b"").rstrip(b"\r")))


@given(TEXTS, st.booleans(), st.booleans(), st.booleans())
def test_a_record_a_line_with_its_number(lines: list[bytes], mark: bool, carriage: bool, closed: bool) -> None:
    feed = b"\r\n" if carriage else b"\n"
    raw = b"\xef\xbb\xbf" * mark + feed.join(lines) + feed * closed
    if not mark and raw.startswith(b"\xef\xbb\xbf"):
        return
    records = same_for_all_sizes(Lines(), raw)
    assert records == [RawRecord(line.removesuffix(b"\r"), number) for number, line in enumerate(lines, 1) if line.strip()]


@pytest.mark.parametrize("framing", [Lines(), Rows()])
def test_a_last_line_without_a_line_feed_is_no_run_of_its_own(framing: Framing) -> None:
    for raw in (b"h,i\na,b\nc,d\n", b"h,i\na,b\nc,d"):
        assert [len(list(framing.read_chunks(io.BytesIO(raw), size))) for size in (1_000, 8)] == [1, 2]


@pytest.mark.parametrize("size", [1_000_000, 2**25])
def test_a_line_that_is_too_long_costs_itself_and_can_be_told(size: int) -> None:
    raw = b"first\n" + b"x" * (MAX_RECORD + 5_000_000) + b"\nlast\n"
    first, long, last = framed(Lines(), raw, size)
    assert (first, last) == (RawRecord(b"first", 1), RawRecord(b"last", 3))
    assert (len(long.raw), long.line) == (MAX_RECORD + 1, 2)


CELLS = st.text(st.sampled_from('ab ,;"\n\r'), max_size=6)


@pytest.mark.thorough
@settings(max_examples=200)
@given(st.lists(st.lists(CELLS, min_size=2, max_size=3), min_size=1, max_size=8), st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]))
def test_rows_are_those_that_a_csv_reader_sees(table: list[list[str]], quoting: int) -> None:
    out = io.StringIO()
    csv.writer(out, quoting=quoting).writerows([["one", "two"], *table])
    raw = out.getvalue().encode()
    records = same_for_all_sizes(Rows(), raw)
    rows = [next(csv.reader(io.StringIO(record.raw.decode(), newline=""))) for record in records]
    assert rows == table
    starts = [record.line for record in records]
    texts = raw.decode().split("\n")
    assert [texts[line - 1].split("\r")[0].split("\n")[0][:1] for line in starts if line] == [
        record.raw.decode().split("\r")[0].split("\n")[0][:1] for record in records
    ]
    assert starts == sorted(set(starts))


def test_the_line_of_a_row_counts_the_line_feeds_inside_cells_and_in_the_header() -> None:
    raw = b'"na\nme",x\nA,"1\n2\n3"\n\nB,2\nC,"\n"'
    assert same_for_all_sizes(Rows(), raw) == [RawRecord(b'A,"1\n2\n3"', 3), RawRecord(b"B,2", 7), RawRecord(b'C,"\n"', 8)]


def test_a_stray_quote_costs_its_line_and_not_the_rest_of_the_file() -> None:
    rows = [b"%d,row" % n for n in range(3 * MAX_LINES)]
    rows[MAX_LINES + 7] = b'%d,st"ray' % (MAX_LINES + 7)
    records = same_for_all_sizes(Rows(), b"h,i\n" + b"\n".join(rows), (500, 40_000))
    assert [record.raw for record in records] == rows
    assert [record.line for record in records] == list(range(2, len(rows) + 2))


def test_two_stray_quotes_near_each_other_swallow_what_is_between_them_and_far_apart_nothing() -> None:
    for apart, swallowed in ((MAX_LINES // 2, MAX_LINES // 2), (MAX_LINES - 1, MAX_LINES - 1), (MAX_LINES, 0), (MAX_LINES + 10, 0)):
        rows = [b"%d,row" % n for n in range(4 * MAX_LINES)]
        rows[100] = b'1,st"ray'
        rows[100 + apart] = b'2,st"ray'
        assert len(same_for_all_sizes(Rows(), b"h\n" + b"\n".join(rows), (999, 20_000))) == len(rows) - swallowed


def test_a_quote_that_never_closes_at_the_end_of_a_file_costs_its_line() -> None:
    records = same_for_all_sizes(Rows(), b'h,i\nA,"x\nB,2\nC,3\n')
    assert [record.raw for record in records] == [b'A,"x', b"B,2", b"C,3"]


@pytest.mark.thorough
@settings(max_examples=200)
@given(st.lists(st.sampled_from([b'a,"b"', b'a,"b\nc"', b"a,b", b'a,"""\n"', b""]), max_size=8), st.data())
def test_a_table_that_is_cut_off_keeps_every_whole_row(rows: list[bytes], data: st.DataObject) -> None:
    raw = b"h,i\n" + b"".join(row + b"\n" for row in rows)
    cut = data.draw(st.integers(4, len(raw)))
    whole = [record.raw for record in framed(Rows(), raw)]
    records = same_for_all_sizes(Rows(), raw[:cut], (1, 5))
    complete = sum(1 for n in range(len(rows)) if rows[n] and 4 + sum(len(r) + 1 for r in rows[: n + 1]) <= cut)
    assert [record.raw for record in records[:complete]] == whole[:complete]


@given(st.lists(st.sampled_from([b'"', b"\n", b"a", b",", b"\r\n"]), max_size=40))
def test_any_bytes_come_out_as_some_row(parts: list[bytes]) -> None:
    raw = b"".join(parts)
    records = same_for_all_sizes(Rows(header=0), raw)
    assert b"".join(record.raw for record in records).replace(b"\n", b"").replace(b"\r", b"") == raw.replace(b"\n", b"").replace(b"\r", b"")


def test_a_row_that_is_too_long_costs_itself() -> None:
    long = b'A,"' + b"x" * (MAX_RECORD + 3_000_000)
    records = same_for_all_sizes(Rows(), b"h,i\nfirst,1\n" + long + b'"\nB,2\n' + long + b"\n" + b"\n".join([b"C,3"] * 5), (1_000_000,))
    assert [record.raw for record in records if len(record.raw) < 100] == [b"first,1", b"B,2", *[b"C,3"] * 5]
    assert [(len(record.raw), record.line) for record in records if len(record.raw) > 100] == [(MAX_RECORD + 1, 3), (MAX_RECORD + 1, 5)]


def test_a_stray_quote_does_not_hold_back_the_file() -> None:
    row = b"some,row,of,a,table\n"
    raw = b'h,i\nst"ray,1\n' + row * 500_000
    chunks = list(Rows().read_chunks(io.BytesIO(raw), 100_000))
    assert max(len(chunk.raw) for chunk in chunks) < 300_000
    assert sum(chunk.raw.count(b"\n") for chunk in chunks) == 500_001
