"""Releases that were written when a share unit was 10**-9 percent."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import duckdb
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.generation.data_folder import DataFolder
from graph.generation.generation import Generation
from graph.generation.verify import verify
from graph.ledger import former_unit
from graph.ledger.ledger import Ledger
from graph.ledger.record_store import RecordStore, hash_bytes
from graph.queries import controllers
from ontology.shares import PARTS, WHOLE, Share
from tests.scenarios import CREATED, Sheet, ask, publish

FORMER_WHOLE = 100 * 10**9


def write_as_then(text: str) -> Share:
    """The share as it was kept then."""
    now = Share.parse(text)
    low, high = Fraction(now.min * FORMER_WHOLE, WHOLE), Fraction(now.max * FORMER_WHOLE, WHOLE)
    low_units, high_units = low.numerator // low.denominator, -(-high.numerator // high.denominator)
    is_between = now.exact and low_units < high_units
    return msgspec.structs.replace(
        now, min=low_units, max=high_units, min_open=now.min_open or is_between, max_open=now.max_open or is_between
    )


def make_former_folder(folder: Path, sheet: Sheet) -> None:
    """A data folder of that time: its numbers, and the layouts that it names."""
    sheet.rows = [
        msgspec.structs.replace(row, share=write_as_then(row.share.text or "")) if getattr(row, "share", None) else row
        for row in sheet.rows
    ]  # type: ignore[union-attr]
    publish(folder, sheet)
    lay_back(folder, former_unit.LAYOUT)
    generation = folder / "generations" / "1" / "generation.json"
    text = generation.read_text().replace(" ", "")
    assert '"layout":4' in text
    generation.write_text(text.replace('"layout":4', '"layout":3'))


def lay_back(folder: Path, layout: int) -> None:
    """Give the release of a folder an earlier layout, whose checksum is of whole lines."""
    (of_release,) = (folder / "releases").glob("*/release.json")
    checksum = sum(map(hash_bytes, RecordStore(of_release.parent / "statements"))) % 2**64
    for path, fields in ((of_release, {"layout": layout}), (folder / "generations" / "1" / "generation.json", {})):
        path.write_bytes(msgspec.json.encode(msgspec.json.decode(path.read_bytes()) | {"checksum": checksum} | fields))
    for listed in folder.rglob("files.json"):
        listed.unlink()


def sixths() -> Sheet:
    sheet = Sheet()
    for name in ("one", "two", "three"):
        sheet.holds("owner", name, "100")
        sheet.holds(name, "target", "1/6")
    sheet.holds("other", "target", "(25..50]")
    sheet.holds("half", "beside", "50.000000001")
    return sheet


@pytest.fixture
def former(tmp_path: Path) -> Generation:
    make_former_folder(tmp_path, sixths())
    return DataFolder(tmp_path).open()


@pytest.fixture
def rebuilt(tmp_path: Path) -> Generation:
    make_former_folder(tmp_path, sixths())
    with DataFolder(tmp_path).writer() as writer:
        return writer.rebuild(created=CREATED)


def test_former_generation_answers_and_is_never_stronger_than_the_one_built_anew(former: Generation) -> None:
    """Its rows have a sixth as the interval that it was."""
    sheet = sixths()
    target, beside = (former.party_number(sheet.id(name)) for name in ("target", "beside"))
    assert target is not None
    assert beside is not None
    answer = controllers(ask(former), target)
    assert (controllers(ask(former, rule="ofac-50"), target).verdict, answer.verdict) == ("possible", "possible")
    assert controllers(ask(former), beside).verdict == "certain"


def test_shares_of_a_former_release_are_read_in_the_unit_of_today(rebuilt: Generation) -> None:
    written = {statement.id: statement.share for statement in sixths().rows if hasattr(statement, "share")}
    read = {statement.id: statement.share for statement in rebuilt.statements() if hasattr(statement, "share")}
    assert read == written
    assert {rebuilt.statement(iri).share for iri in written} == set(written.values())  # type: ignore[union-attr]


def test_answers_from_a_former_release_are_exact(rebuilt: Generation) -> None:
    sheet = sixths()
    target, beside = (rebuilt.party_number(sheet.id(name)) for name in ("target", "beside"))
    assert target is not None
    assert beside is not None
    answer = controllers(ask(rebuilt), target)
    assert [(holder.votes.min, holder.votes.max) for holder in answer.largest_holders if holder.votes][:2] == [
        (25, 50),
        (16.666666667, 16.666666667),
    ]
    assert (controllers(ask(rebuilt, rule="ofac-50"), target).verdict, answer.verdict) == ("certain", "not_shown")
    assert controllers(ask(rebuilt), beside).verdict == "certain"


def test_a_release_whose_checksum_is_of_whole_lines_agrees_with_it(tmp_path: Path) -> None:
    sheet = sixths()
    publish(tmp_path, sheet)
    lay_back(tmp_path, 3)
    data = DataFolder(tmp_path)
    assert all(check.agrees for check in verify(data.open(), data.ledger))


def test_a_former_release_still_agrees_with_its_checksums(rebuilt: Generation, tmp_path: Path) -> None:
    assert all(check.agrees for check in verify(rebuilt, Ledger(tmp_path / "releases")))


@st.composite
def former_shares(draw: st.DrawFn) -> Share:
    text = draw(st.sampled_from([None, "1/3", "33.3333333333", "25 to 50"]))
    if draw(st.booleans()):
        n = draw(st.integers(1, PARTS + 4))
        return write_as_then(f"{draw(st.integers(0, n))}/{n}")
    low = draw(st.integers(0, FORMER_WHOLE))
    high = draw(st.sampled_from([low, min(low + 1, FORMER_WHOLE)]) | st.integers(low, FORMER_WHOLE))
    is_open = draw(st.booleans()) and low < high
    return Share(min=low, max=high, min_open=is_open, max_open=is_open, exact=high - low <= 1 and draw(st.booleans()), text=text)


@given(st.lists(former_shares(), min_size=1, max_size=20))
@settings(max_examples=30, deadline=None)
def test_columns_and_records_are_read_alike(shares: list[Share]) -> None:
    with duckdb.connect() as tables:
        tables.execute(
            'CREATE TABLE t(share STRUCT(min BIGINT, max BIGINT, min_open BOOLEAN, max_open BOOLEAN, "exact" BOOLEAN, "text" VARCHAR))'
        )
        tables.executemany("INSERT INTO t VALUES (?)", [[msgspec.to_builtins(share)] for share in shares])
        rows = tables.execute(f"SELECT {former_unit.SHARE} FROM t ORDER BY rowid").fetchall()  # noqa: S608
    read = [msgspec.convert(share, Share) for (share,) in rows]
    assert read == [former_unit.convert_share(share) for share in shares]
    for share, now in zip(shares, read, strict=True):
        assert share.min * WHOLE <= now.min * FORMER_WHOLE
        assert now.max * FORMER_WHOLE <= share.max * WHOLE
