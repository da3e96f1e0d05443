"""Supposed interests make the stakes that statements of them would make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from msgspec.structs import replace as replace_fields

from graph.generation.interest_table import INTERESTS
from graph.network.as_of import AsOfView, SupposedInterest
from graph.network.stake import Holders, Stake
from ontology.shares import Share
from ontology.statements import Directness, Interest, InterestStatement
from tests.links import Link, build
from tests.reference.random_statements import PARTIES, cluster, moment, seeded

SHARES = (None, "60", "10", "(25..50]")
KINDS = (Interest.SHAREHOLDING, Interest.SHAREHOLDING, Interest.VOTING_RIGHTS, Interest.NOMINEE, Interest.NOMINATOR, Interest.TRUSTEE)


def test_without_a_change_the_stakes_are_those_of_the_data() -> None:
    rng = seeded(1)
    for _ in range(300):
        day, known, include = moment(rng)
        view = AsOfView(build(PARTIES, cluster(rng, 0, 0, rng.randrange(1, 16))), day, known, include)
        for company in range(PARTIES):
            assert view.suppose(company, set(), []) == view.holders(company)


@pytest.mark.parametrize("seed", range(3))
def test_what_is_supposed_counts_as_if_it_were_stated(seed: int) -> None:
    rng, through = seeded(seed), 0
    for _ in range(200):
        links = [make_plain(x) for x in cluster(rng, 0, 0, rng.randrange(2, 14))]
        (day, _, include), holder, interest = moment(rng), rng.randrange(PARTIES), rng.choice(KINDS)
        company, text = rng.choice(links).subject, rng.choice(SHARES)
        share = Share.parse(text) if text else None
        view = AsOfView(build(PARTIES, links), day, None, include)
        supposed = view.suppose(
            company, {(holder, INTERESTS.index(interest))}, [SupposedInterest(holder, INTERESTS.index(interest), share)]
        )
        others = [x for x in links if (x.holder, x.subject, x.record.interest) != (holder, company, interest)]
        record = InterestStatement(
            id="urn:99", source="urn:source:9", holder=f"urn:{holder}", subject=f"urn:{company}", interest=interest, share=share
        )
        stated = AsOfView(build(PARTIES, [*others, Link(holder, company, 99, 9, False, record)]), day, None, include).holders(company)
        assert list_sizes(supposed) == list_sizes(stated)
        assert (supposed.passes_whole, len(supposed.conflicts)) == (stated.passes_whole, len(stated.conflicts))
        through += any(stake.through for stake in supposed.stakes)
    assert through > 10


def make_plain(link: Link) -> Link:
    """The same as a direct statement without a record: what others of its record say, or what is above, depends on what is replaced."""
    return replace(link, record=replace_fields(link.record, direct=Directness.DIRECT, components=(), record=None))


def list_sizes(holders: Holders) -> Sequence[Stake]:
    """The stakes without the rows that they rest on: no row says what is supposed."""
    return [replace_fields(stake, rows=(), against=()) for stake in holders.stakes]
