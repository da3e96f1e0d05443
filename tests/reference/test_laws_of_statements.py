"""Laws of what statements make: a rival or a denial never strengthens an answer; what is not above a company changes nothing for it."""

from __future__ import annotations

import datetime
import random
from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from graph import control
from graph.generation.interest_table import INTERESTS
from graph.network.as_of import AsOfView
from graph.network.stake import Presence
from ontology.shares import Share
from ontology.statements import Directness, Interest, Status
from tests.links import Link, build
from tests.reference.random_statements import PARTIES, cluster, moment, seeded

SHARES = (None, "100", "80", "60", "51", "40", "10", "(25..50]", "(50..75]")


def draw_statements(rng: random.Random) -> list[Link]:
    """Draw statements of direct shares, votes and control, several of one holder and company, that may pass 100 %."""
    kinds = (Interest.SHAREHOLDING, Interest.SHAREHOLDING, Interest.VOTING_RIGHTS, Interest.APPOINTMENT_OF_BOARD)
    return [
        Link(
            link.holder,
            link.subject,
            link.statement,
            link.source,
            False,
            replace(
                link.record,
                direct=Directness.DIRECT,
                components=(),
                interest=rng.choice(kinds),
                status=rng.choice([Status.IN_EFFECT] * 6 + [Status.ALLEGED, Status.DENIED]),
                assertion=None,
            ),
        )
        for link in cluster(rng, 0, 0, rng.randrange(2, 12))
        if link.record.holder_reason is None
    ]


def certain_control(links: Sequence[Link], day: datetime.date) -> set[tuple[int, int]]:
    """Every (party, company) of which control is certain."""
    view = AsOfView(build(PARTIES, links), day)
    stakes = {company: view.stakes(company) for company in range(PARTIES)}
    return {(party, company) for party in range(PARTIES) for company in control.closure({party}, stakes, certain=True)}


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(4))
def test_a_rival_claim_or_a_denial_never_strengthens(seed: int) -> None:
    rng = seeded(seed)
    weakened = 0
    for _ in range(400):
        links, (day, _, _) = draw_statements(rng), moment(rng)
        view = AsOfView(build(PARTIES, links), day)
        sure = [
            (stake.holder, company)
            for company in range(PARTIES)
            for stake in view.stakes(company)
            if stake.presence is Presence.CERTAIN and not stake.control
        ]
        if not sure:
            continue
        holder, company = rng.choice(sure)
        claims = [link for link in links if (link.holder, link.subject) == (holder, company) and link.record.status is Status.IN_EFFECT]
        claim = rng.choice(claims)
        status, share = rng.choice([Status.IN_EFFECT, Status.ALLEGED, Status.DENIED]), rng.choice(SHARES)
        rival = replace(
            claim.record,
            id="urn:rival",
            source="urn:source:9",
            record=None,
            status=status,
            share=Share.parse(share) if share else None,
            valid_from="1990",
            valid_until=None,
            stated_at="1995",
        )
        before, after = certain_control(links, day), certain_control([*links, Link(holder, company, 99, 9, False, rival)], day)
        if is_given(holder, company, claim.record.interest, day, links):
            assert after <= before, (day, rival, after - before)
            weakened += after < before
    assert weakened > 5


def is_given(holder: int, company: int, interest: Interest, day: datetime.date, links: Sequence[Link]) -> bool:
    """Whether the interest of the holder is certain by itself, with its size, so that the rival adds nothing new."""
    of_pair = [link for link in links if (link.holder, link.subject) == (holder, company)]
    same = [link for link in of_pair if link.record.interest is interest]
    if interest is not Interest.APPOINTMENT_OF_BOARD and any(link.record.share is None for link in same):
        return False
    # Another version of its record may be silent about it.
    records = {(link.source, link.record.record) for link in same if link.record.record}
    table = build(PARTIES, [link for link in of_pair if link in same or (link.source, link.record.record) in records])
    stakes = [stake for stake in AsOfView(table, day).stakes(company) if stake.holder == holder]
    given = {INTERESTS[int(table.columns["interest"][row])] for stake in stakes for row in stake.rows}
    return interest in given and all(stake.presence is Presence.CERTAIN for stake in stakes)


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(2))
def test_statements_about_parties_that_are_not_above_a_company_change_nothing_for_it(seed: int) -> None:
    rng = seeded(seed)
    for _ in range(150):
        links, (day, _, _) = draw_statements(rng), moment(rng)
        view = AsOfView(build(PARTIES, links), day)
        company = rng.randrange(PARTIES)
        above = set(view.ancestors([company]))
        kept = [link for link in links if link.subject in above]
        before = {pair for pair in certain_control(links, day) if pair[1] == company}
        assert before == {pair for pair in certain_control(kept, day) if pair[1] == company}
