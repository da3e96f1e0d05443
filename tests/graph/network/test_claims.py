"""What merging the claims about one holding costs: about as much a row, however many a source gives without a record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.network.interest_rows import AsOf, InterestRows, RowMarks
from graph.network.reconcile import reconcile
from graph.network.stake_table import StakeBuffer
from ontology.statements import Interest, Status
from tests.graph.network.test_reconcile import NOW, holding
from tests.links import Link, build


@dataclass
class Counted(Sequence[int]):
    """A column that counts how often it is read."""

    values: list[int]
    reads: int = 0

    def __getitem__(self, place: int) -> int:  # type: ignore[override]
        self.reads += 1
        return self.values[place]

    def __len__(self) -> int:
        return len(self.values)


def test_claims_of_one_holding_cost_about_as_much_each_however_many_there_are() -> None:
    few, many = (count_reads(list_claims(count)) for count in (100, 800))
    assert many < 8 * few * 1.1


def list_claims(count: int) -> list[Link]:
    """Claims of one source without a record, each of its own size: some are over, some denied, and some are deals; and votes beside."""
    links = []
    for i in range(count):
        size = f"{i * 100 / count:.3f}"
        status = (Status.IN_EFFECT, Status.DENIED, Status.IN_EFFECT, Status.AGREED)[i % 4]
        until = "2010-01-01" if i % 8 < 4 and i % 2 == 0 else None
        interest = Interest.VOTING_RIGHTS if i % 16 == 4 else Interest.SHAREHOLDING
        stated = f"{2001 + i % 15}-01-01"
        links.append(holding(i, 0, 1, size, status=status, valid_until=until, interest=interest, stated_at=stated))
    return links


def count_reads(links: list[Link]) -> int:
    """Reads of all columns while the stakes in the company that the statements are about are made."""
    table = build(2, links)
    rows = InterestRows(*(Counted(column.tolist()) for column in InterestRows.of(table)))
    out = StakeBuffer.of_lists(len(links))
    reconcile(rows, [1], AsOf.of(NOW, include=[Status.AGREED]), RowMarks.for_few(), out, 0, [0], [0])
    return sum(column.reads for column in rows)
