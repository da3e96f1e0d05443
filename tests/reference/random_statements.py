"""Draw random statements among a few parties: several sources, records and versions, partial dates, every status, chains and summaries."""

from __future__ import annotations

import datetime
import random
from typing import Final

from graph.generation.interest_table import UNNAMED
from ontology.dates import first_day, last_day
from ontology.shares import Share
from ontology.statements import Assertion, Change, Directness, Interest, InterestStatement, Reason, Review, Status
from tests.links import Link

PARTIES: Final = 6
"""Parties of one random cluster."""


def seeded(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - a fixed seed is the point


_SHARES = [Share.parse(text) for text in ("100", "60", "51", "40", "10", "(25..50]", "(50..75]", "[50..60)", "1/3", "0")]
_HELD = (Interest.SHAREHOLDING, Interest.VOTING_RIGHTS, Interest.RIGHTS_TO_PROFIT)
_DATES = ["2000", "2001", "2001-06", "2002-03-04", "2003"]


def cluster(rng: random.Random, first: int, statement: int, rows: int) -> list[Link]:
    """Random statements among a few parties: several sources, series, partial dates, every status, chains with summaries of them."""
    links: list[Link] = []
    # In every second cluster somebody often holds as a nominee, and somebody is a nominator; in half of those some hold through others.
    drawn = rng.random()
    for_others, is_direct = drawn < 0.5, drawn < 0.25
    for i in range(rows):
        earlier = rng.choice(links) if links and rng.random() < 0.5 else None
        holder, subject = rng.randrange(PARTIES), rng.randrange(PARTIES)
        interest = rng.choice([Interest.SHAREHOLDING] * 4 + [Interest.VOTING_RIGHTS] * 3 + list(Interest))
        source, record = rng.randrange(3), rng.choice([None, None, "r1", "r2"])
        reason = rng.choice(list(Reason)) if rng.random() < 0.1 else None
        if earlier is not None:
            holder, subject, interest = earlier.holder - first, earlier.subject - first, earlier.record.interest
            reason = earlier.record.holder_reason
            if rng.random() < 0.6:
                source, record = earlier.source, earlier.record.record
        status, direct = rng.choice([Status.IN_EFFECT] * 5 + list(Status)), rng.choice(list(Directness))
        stated = rng.choice([None, *_DATES, *_DATES])
        start, end = rng.choice([None, *_DATES]), rng.choice([None, None, *_DATES])
        if start and end and last_day(end) < first_day(start):
            start, end = end, start
        if for_others:
            subject, end, stated = subject % 2, end if rng.random() < 0.2 else None, None
            direct = Directness.DIRECT if is_direct else direct
            status, start = (status, start) if rng.random() < 0.3 else (Status.IN_EFFECT, None)
            held = [x for x in links if x.record.interest in _HELD and x.record.holder_reason is None]
            if held and rng.random() < 0.7:
                holder, subject = held[-1].holder - first, held[-1].subject - first
                interest, reason = Interest.NOMINEE, None
                others = [x.holder - first for x in held if x.subject - first == subject and x.holder - first != holder]
                if rng.random() < 0.5:
                    interest, holder = Interest.NOMINATOR, rng.choice([rng.randrange(PARTIES), *others])
        links.append(
            Link(
                UNNAMED if reason else first + holder,
                first + subject,
                statement + i,
                source,
                source == 2,
                InterestStatement(
                    id=f"urn:{statement + i}",
                    source=f"urn:source:{source}",
                    holder=None if reason else f"urn:{holder}",
                    holder_reason=reason,
                    subject=f"urn:{subject}",
                    interest=interest,
                    share=rng.choice([None, *_SHARES]),
                    status=status,
                    valid_from=start,
                    valid_until=end,
                    stated_at=stated,
                    record=f"{first}-{subject}-{record}" if record else None,
                    change=rng.choice([Change.NEW, Change.UPDATED, Change.UPDATED, Change.CLOSED]),
                    components=("urn:part",) if rng.random() < 0.3 else (),
                    direct=direct,
                    assertion=Assertion(extractor="e", version="1", review=rng.choice(list(Review)[:2])) if rng.random() < 0.1 else None,
                ),
                rng.choice([0, 0, 1]) if record else 0,
            )
        )
    return links


def moment(rng: random.Random) -> tuple[datetime.date, datetime.date | None, frozenset[Status]]:
    day, known = (datetime.date(rng.randrange(1999, 2005), rng.randrange(1, 13), rng.randrange(1, 29)) for _ in range(2))
    return day, rng.choice([None, known]), frozenset(rng.sample([Status.AGREED, Status.PLANNED, Status.ALLEGED], rng.randrange(3)))
