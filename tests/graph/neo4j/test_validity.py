"""The dates on a relationship say what the engine says of the statement: possible on the same days, certain only where its own size is."""

from __future__ import annotations

import datetime
import random
import tracemalloc
from collections import defaultdict
from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from graph.neo4j.validity import SeriesIndex
from graph.network.as_of import AsOfView
from graph.network.stake import Interval, Presence
from ontology.dates import last_day
from ontology.statements import Change, Directness, Interest, InterestStatement, Reason, Status
from tests.links import Link, build
from tests.reference.random_statements import PARTIES, cluster, seeded

DAYS = [datetime.date(year, month, 15) for year in range(1999, 2005) for month in (1, 4, 7, 10)]


def draw_record(rng: random.Random) -> list[Link]:
    """Draw the versions of one record of shares in a company, each of a day of its own; half of them say again what was said before."""
    versions: dict[datetime.date, Link] = {}
    for link in cluster(rng, 0, 0, rng.randrange(2, 6)):
        if link.record.stated_at is None or link.record.holder_reason is not None:
            continue
        record = replace(
            link.record,
            interest=Interest.SHAREHOLDING,
            record="r",
            direct=Directness.DIRECT,
            components=(),
            assertion=None,
            status=rng.choice([Status.IN_EFFECT] * 4 + [Status.FORMER, Status.AGREED, Status.DENIED]),
        )
        first = next(iter(versions.values()), None)
        holder = 1
        if first and rng.random() < 0.5:
            record = replace(record, share=first.record.share, status=first.record.status)
        record = replace(record, holder="urn:1", subject="urn:0", source="urn:source")
        versions.setdefault(last_day(record.stated_at or ""), Link(holder, 0, link.statement, 0, False, record))
    return list(versions.values())


@pytest.mark.parametrize("seed", range(4))
def test_a_relationship_holds_when_the_engine_counts_its_statement_and_certainly_where_its_own_size_is_certain(seed: int) -> None:
    rng = seeded(seed)
    outcomes: defaultdict[str, int] = defaultdict(int)
    for _ in range(150):
        links = draw_record(rng)
        if not links:
            continue
        index = SeriesIndex((0, link.record) for link in links)
        table = build(PARTIES, links)
        for day in rng.sample(DAYS, 8):
            stakes = AsOfView(table, day).stakes(0)
            counted = {int(table.columns["statement"][row]) for stake in stakes for row in stake.rows}
            for link in links:
                validity = index.find_validity(link.record)
                is_possible = bool(
                    validity.possible_from and validity.possible_until and validity.possible_from <= day < validity.possible_until
                )
                is_certain = bool(
                    validity.certain_from and validity.certain_until and validity.certain_from <= day < validity.certain_until
                )
                assert is_possible == (link.statement in counted), (day, link.record, [x.record for x in links])
                outcomes["possible"] += is_possible
                if is_certain and link.record.status in (Status.IN_EFFECT, Status.FORMER):
                    outcomes["certain"] += 1
                    (stake,) = stakes
                    share = link.record.share
                    size = Interval(share.min, share.max, share.min_open, share.max_open) if share else stake.capital
                    assert (stake.presence, stake.capital) == (Presence.CERTAIN, size), (day, [x.record for x in links])
    assert min(outcomes.values()) > 30


def test_a_record_that_is_closed_by_its_id_alone_held_until_then() -> None:
    opened = InterestStatement(
        id="urn:open", source="urn:source", holder="urn:1", subject="urn:0", record="r", stated_at="2001-01-01", valid_from="2000-01-01"
    )
    closing = replace(
        opened,
        id="urn:closing",
        holder=None,
        holder_reason=Reason.UNKNOWN,
        subject=None,
        subject_reason=Reason.UNKNOWN,
        stated_at="2003-01-01",
        change=Change.CLOSED,
        valid_from=None,
    )
    validity = SeriesIndex([(0, opened), (0, closing)]).find_validity(opened)
    assert (validity.certain_from, validity.certain_until) == (datetime.date(2000, 1, 1), datetime.date(2001, 1, 2))
    assert (validity.possible_until, validity.superseded) == (datetime.date(2003, 1, 1), True)


def test_an_index_of_a_register_takes_little_more_than_its_numbers() -> None:
    def locate(count: int) -> Iterator[tuple[None, InterestStatement]]:
        for number in range(count):
            ends = {"holder": "urn:a", "subject": "urn:b"}
            yield None, InterestStatement(id=f"urn:{number}", source="urn:x", record=f"r{number}", stated_at="2020-01-01", **ends)

    tracemalloc.start()
    SeriesIndex(locate(40_000))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    # Eleven numbers of eight bytes a statement, and room to put them in order; a second copy of them would be seen.
    assert peak < 250 * 40_000
