"""Laws that the engine obeys whatever the network: what may change without an answer changing, and which way answers may move."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.control import closure, ultimate
from graph.control.criterion import MAJORITY, Criterion
from graph.generation.interest_table import UNNAMED
from graph.network.stake import Interval, Presence, Stake
from graph.network.stake_table import CAPITAL
from graph.ownership import integrated, ultimate_shares
from ontology.shares import PERCENT, WHOLE
from tests.reference.networks import RandomNetwork, make_network

pytestmark = pytest.mark.thorough

OFAC = Criterion(dimension=CAPITAL, strict=0, control=0, treasury=0)
ALL = Interval(WHOLE, WHOLE)

networks = st.integers(0, 2**40).map(make_network)
exact_networks = st.integers(0, 2**40).map(lambda seed: make_network(seed, exact=True))
law = settings(max_examples=150, deadline=None)


def controlled(net: RandomNetwork, start: set[int], *, certain: bool, criterion: Criterion = MAJORITY) -> set[int]:
    return set(closure(start, net.stakes, certain=certain, complete=net.complete, criterion=criterion))


def columns(net: RandomNetwork) -> dict[int, dict[int, Interval]]:
    by_company = {c: {s.holder: s.capital for s in held if s.capital is not None and s.holder != UNNAMED} for c, held in net.stakes.items()}
    return {c: column for c, column in by_company.items() if column}


def ultimate_controllers(net: RandomNetwork, company: int) -> set[tuple[frozenset[int], bool]]:
    controllers = ultimate(company, net.stakes, net.complete).controllers
    return {(frozenset(c.ring or (c.party,)), c.certain) for c in controllers}


@law
@given(networks, st.randoms(use_true_random=False))
def test_renaming_changes_nothing(net: RandomNetwork, rng: random.Random) -> None:
    new = [1000 - 7 * party for party in range(net.parties)]
    rng.shuffle(new)
    name = dict(enumerate(new)) | {UNNAMED: UNNAMED}
    stakes = {name[c]: tuple(msgspec.structs.replace(s, holder=name[s.holder]) for s in held) for c, held in net.stakes.items()}
    other = RandomNetwork(net.seed, net.parties, stakes, frozenset(name[c] for c in net.complete))
    for party in range(net.parties):
        for certain in (True, False):
            for criterion in (MAJORITY, OFAC):
                before = controlled(net, {party}, certain=certain, criterion=criterion)
                assert controlled(other, {name[party]}, certain=certain, criterion=criterion) == {name[c] for c in before}
    for company in net.stakes:
        assert ultimate_controllers(other, name[company]) == {
            (frozenset(name[m] for m in ring), sure) for ring, sure in ultimate_controllers(net, company)
        }


@law
@given(networks, st.randoms(use_true_random=False))
def test_order_of_stakes_does_not_matter(net: RandomNetwork, rng: random.Random) -> None:
    stakes = {c: list(held) for c, held in net.stakes.items()}
    for held in stakes.values():
        rng.shuffle(held)
    other = replace(net, stakes={c: tuple(stakes[c]) for c in reversed(stakes)})
    for party in range(net.parties):
        for certain in (True, False):
            assert controlled(other, {party}, certain=certain) == controlled(net, {party}, certain=certain)
    for company in net.stakes:
        assert ultimate_controllers(other, company) == ultimate_controllers(net, company)


@law
@given(networks, st.data())
def test_a_wholly_owned_shell_changes_neither_control_nor_blocking(net: RandomNetwork, data: st.DataObject) -> None:
    company = data.draw(st.sampled_from(sorted(net.stakes)))
    routed = _through_shell(net, company, data)
    if routed is None:
        return
    shell = net.parties
    for party in range(net.parties):
        for certain in (True, False):
            for criterion in (MAJORITY, OFAC):
                before = controlled(net, {party}, certain=certain, criterion=criterion)
                assert controlled(routed, {party}, certain=certain, criterion=criterion) - {shell} == before


@law
@given(exact_networks, st.data())
def test_a_wholly_owned_shell_changes_no_money(net: RandomNetwork, data: st.DataObject) -> None:
    company = data.draw(st.sampled_from(sorted(net.stakes)))
    routed = _through_shell(net, company, data)
    if routed is None:
        return
    before, after = columns(net), columns(routed)
    for party in range(net.parties):
        for below in before:
            if below != party:
                assert integrated(party, below, after) == integrated(party, below, before)


def _through_shell(net: RandomNetwork, company: int, data: st.DataObject) -> RandomNetwork | None:
    """The network with one stake in the company held through a new company that the holder owns whole; None where it has no such stake.

    A company's own stake stays where it is: routed through a shell it would no longer be the company's own.
    """
    places = [i for i, s in enumerate(net.stakes[company]) if s.holder not in (UNNAMED, company)]
    if not places:
        return None
    at, shell = data.draw(st.sampled_from(places)), net.parties
    moved = net.stakes[company][at]
    held = (*net.stakes[company][:at], msgspec.structs.replace(moved, holder=shell), *net.stakes[company][at + 1 :])
    stakes = net.stakes | {company: held, shell: (Stake(moved.holder, ALL, ALL),)}
    return RandomNetwork(net.seed, net.parties + 1, stakes, net.complete)


@law
@given(networks, st.data())
def test_widening_an_interval_shrinks_certain_and_grows_possible(net: RandomNetwork, data: st.DataObject) -> None:
    """Where the column fits into 100 % before and after; a register that does not add up is not comparable."""
    company = data.draw(st.sampled_from(sorted(net.stakes)))
    held = net.stakes[company]
    if not held or sum(s.votes.min + s.votes.min_open for s in held if s.votes) > WHOLE:
        return
    # What is held through others is a part of what somebody holds directly, and adds nothing to a list.
    if company in net.complete and sum(s.votes.max - s.votes.max_open for s in held if s.votes and not s.is_indirect) < WHOLE:
        return
    at = data.draw(st.integers(0, len(held) - 1))
    box = held[at].votes
    if box is None:
        return
    wide = Interval(data.draw(st.integers(0, box.min)), data.draw(st.integers(box.max, WHOLE)), False, False)
    widened = replace(net, stakes=net.stakes | {company: (*held[:at], msgspec.structs.replace(held[at], votes=wide), *held[at + 1 :])})
    for party in range(net.parties):
        assert controlled(widened, {party}, certain=True) <= controlled(net, {party}, certain=True)
        assert controlled(widened, {party}, certain=False) >= controlled(net, {party}, certain=False)


@law
@given(networks, st.booleans())
def test_what_is_certain_is_possible(net: RandomNetwork, money: bool) -> None:
    criterion = OFAC if money else MAJORITY
    for party in range(net.parties):
        assert controlled(net, {party}, certain=True, criterion=criterion) <= controlled(net, {party}, certain=False, criterion=criterion)


@law
@given(exact_networks)
def test_ultimate_shares_add_to_the_whole(net: RandomNetwork) -> None:
    held = columns(net)
    for company in held:
        ends = ultimate_shares(company, held)
        assert sum((end.least for end in ends), Fraction(0)) == sum((end.most for end in ends), Fraction(0)) == 1


@law
@given(networks, st.data())
def test_a_further_stake_of_the_group_never_takes_control_away(net: RandomNetwork, data: st.DataObject) -> None:
    """The new stake comes out of what is undisclosed, so nobody else's stake changes; in a complete register there is no such part."""
    party = data.draw(st.integers(0, net.parties - 1))
    for certain in (True, False):
        before = controlled(net, {party}, certain=certain)
        member = data.draw(st.sampled_from(sorted(before | {party})))
        company = data.draw(st.sampled_from(sorted(net.stakes)))
        held = net.stakes[company]
        room = WHOLE - sum(s.votes.max for s in held if s.votes)
        if company in net.complete or room < 0 or member == company:
            continue
        size = data.draw(st.integers(0, room // PERCENT)) * PERCENT
        more = Stake(member, votes=Interval(size, size), control=data.draw(st.sampled_from(Presence)))
        richer = replace(net, stakes=net.stakes | {company: (*held, more)})
        assert controlled(richer, {party}, certain=certain) >= before
