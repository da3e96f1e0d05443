"""What only a whole release shows: open holdings of closed records, and shares that may be fractions of one."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from graph.ledger.ledger import Ledger
from graph.ledger.release_checks import count_small_shares, find_open_holdings, find_two_kinds
from ontology.shares import Share
from ontology.statement_stream import StatementStream
from ontology.statements import Change, EntityStatement, InterestStatement, Kind, Place, Source, Statement, Status

SOURCE = Source(id="urn:register", title="A register", type="register")


def party(line: int, name: str, change: str = "new", stated: str = "2024-01-01", record: str | None = None) -> EntityStatement:
    return EntityStatement(
        id=f"urn:s:{line}",
        source=SOURCE.id,
        entity=f"urn:{name}",
        record=record or f"urn:r:{name}",
        change=Change(change),
        stated_at=stated,
        place=Place(file="r.json", line=line, sha256="0"),
    )


def held(
    line: int, change: str = "new", stated: str = "2024-01-01", until: str | None = None, status: str = "in-effect"
) -> InterestStatement:
    return InterestStatement(
        id=f"urn:s:{line}",
        source=SOURCE.id,
        holder="urn:parent",
        subject="urn:child",
        record="urn:r:held",
        change=Change(change),
        stated_at=stated,
        valid_until=until,
        status=Status(status),
        place=Place(file="r.json", line=line, sha256="0"),
    )


OPEN = [party(1, "parent"), party(2, "child")]
CLOSED = [*OPEN, party(3, "parent", "closed", "2024-06-01")]


@pytest.mark.parametrize(
    ("statements", "lines"),
    [
        ([*CLOSED, held(4)], [4]),
        ([*OPEN, party(3, "child", "closed", "2024-06-01"), held(4)], [4]),
        ([*OPEN, held(4)], []),
        ([*CLOSED, held(4, until="2024-06-01")], []),
        ([*CLOSED, held(4, status="former")], []),
        ([*CLOSED, held(4), held(5, "closed", "2024-06-01")], []),
        ([*CLOSED, held(4), held(5, "updated", "2024-03-01", until="2024-02-01")], []),
        ([*CLOSED, held(4, until="2024-02-01"), held(5, "updated", "2024-03-01")], [5]),
        # The record was opened again, or another record of the party is open.
        ([*CLOSED, party(5, "parent", "updated", "2024-07-01"), held(4)], []),
        ([*CLOSED, party(5, "parent", record="urn:r:other"), held(4)], []),
        ([held(4)], []),
        (CLOSED, []),
    ],
)
@pytest.mark.parametrize("backwards", [False, True])
def test_a_holding_is_told_that_is_open_while_a_party_of_it_is_closed(
    tmp_path: Path, statements: list[Statement], lines: list[int], *, backwards: bool
) -> None:
    ledger = Ledger(tmp_path)
    name = ledger.append(StatementStream.from_statements(SOURCE, statements[::-1] if backwards else statements))
    assert name is not None
    assert find_open_holdings(ledger.open(name)) == (len(lines), lines)


@pytest.mark.parametrize(
    ("shares", "count"),
    [
        (["0.51", "0.49"], 2),
        (["1", "0", None], 1),
        (["0.51", "49"], 0),
        (["1/2", "1/3"], 0),
        ([">0.5", "0.5"], 0),
        (["0"], 0),
        ([None], 0),
        ([], 0),
    ],
)
def test_shares_that_are_all_at_most_one_are_counted(tmp_path: Path, shares: list[str | None], count: int) -> None:
    statements: list[Statement] = [party(1000, "child")]
    for line, share in enumerate(shares, 1):
        statements.append(msgspec.structs.replace(held(line), record=None, share=Share.parse(share) if share else None))
    ledger = Ledger(tmp_path)
    name = ledger.append(StatementStream.from_statements(SOURCE, statements))
    assert name is not None
    assert count_small_shares(ledger.open(name)) == count


def test_an_id_of_a_person_and_of_an_entity_is_found_and_a_kind_that_is_not_told_contradicts_none(tmp_path: Path) -> None:
    def kinds(*kinds: Kind) -> list[Statement]:
        return [msgspec.structs.replace(party(line, "child"), kind=kind) for line, kind in enumerate(kinds, 1)]

    def find(*statements: Statement) -> tuple[int, list[int]]:
        ledger = Ledger(tmp_path / str(len(list(tmp_path.iterdir()))))
        name = ledger.append(StatementStream.from_statements(SOURCE, statements))
        assert name is not None
        return find_two_kinds(ledger.open(name))

    assert find(*kinds(Kind.PERSON, Kind.COMPANY, Kind.PERSON)) == (1, [1, 3])
    assert find(*kinds(Kind.COMPANY, Kind.COMPANY, Kind.PERSON)) == (1, [1, 3])
    assert find(*kinds(Kind.PERSON, Kind.UNKNOWN, Kind.ANONYMOUS_PERSON)) == (0, [])
    assert find(*kinds(Kind.COMPANY, Kind.STATE)) == (0, [])
