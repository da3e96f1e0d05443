"""Define whose the shares are that a nominee holds: reference three, from the paragraph on nominees of docs/method/statements.md.

From the stakes of one company as its holders' own statements make them, one function a sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from graph.generation.interest_table import UNNAMED
from graph.network.stake import Interval, Presence, Stake
from ontology.shares import WHOLE

Key = tuple[int, int]
"""A holder and, of one without a name, its statement."""


@dataclass(frozen=True)
class Role:
    """Whether a holder is a nominee, of what share where one is stated, and whether it is a nominator.

    ``control``: what it controls by other means than as a nominator; ``holding``: the statements of its shares and that it is a nominee;
    ``most``: of how much it is a nominator at most.
    ``against``: what contradicts a statement of the holder; ``against_holding``: what contradicts one of those of ``holding``.
    """

    nominee: Presence
    size: Interval | None
    nominator: Presence
    control: Presence
    holding: tuple[int, ...]
    against: tuple[int, ...] = ()
    against_holding: tuple[int, ...] = ()
    most: int = WHOLE


def move(stakes: dict[Key, Stake], roles: dict[Key, Role]) -> dict[Key, Stake]:
    """What a nominee holds for others is theirs: of the one nominator, of one of several, or of parties that are not named."""
    nominees = [key for key, stake in stakes.items() if roles[key].nominee and (stake.capital or stake.votes)]
    nominators = [key for key in stakes if roles[key].nominator]
    if not nominees:
        return stakes
    # What one who holds for others, or for whom others hold, has through others beside direct holders may be the same.
    doubted = {key[0] for key, role in roles.items() if key in nominees or role.nominator}
    stakes = {key: make_possible(stake) if stake.is_indirect and key[0] in doubted else stake for key, stake in stakes.items()}
    for_others = {key: hold_for_others(stakes[key], roles[key]) for key in nominees}
    moved = {key: keep_own(stake, roles[key]) if key in nominees else stake for key, stake in stakes.items()}
    for key in nominators:
        sole = len(nominators) == len(nominees) == 1 and roles[key].nominator is Presence.CERTAIN
        # Whose the rest is, where it is said to be the nominator of a part, is not told.
        sole = sole and all(s.max <= roles[key].most for stake in for_others.values() for s in (stake.capital, stake.votes) if s)
        held = list(for_others.values()) if sole else [make_possible(stake) for stake in for_others.values()]
        if any(roles[nominee].nominee is Presence.CERTAIN for nominee in nominees):
            control = roles[key].control
        else:
            control = max(roles[key].control, min(moved[key].control, Presence.POSSIBLE))
        own = moved[key]
        together = [own, *held]
        moved[key] = replace(
            own,
            capital=add([stake.capital for stake in together], [False] * len(together)),
            votes=add([stake.votes for stake in together], [stake.votes_left for stake in together]),
            votes_assumed=any(stake.votes_assumed for stake in together),
            votes_left=any(stake.votes_left for stake in together),
            control=control,
            rows=tuple(sorted({*own.rows, *(row for nominee in nominees for row in roles[nominee].holding)})),
            against=tuple(sorted({*roles[key].against, *(row for nominee in nominees for row in roles[nominee].against_holding)})),
            through=tuple(sorted({nominee[0] for nominee in nominees})),
            is_indirect=False,
        )
    if not nominators:
        for nominee, stake in for_others.items():
            holding = roles[nominee].holding
            moved[UNNAMED, holding[0]] = replace(stake, rows=holding, against=roles[nominee].against_holding, through=(nominee[0],))
    return moved


def hold_for_others(stake: Stake, role: Role) -> Stake:
    """What a nominee holds for others: the share that its nominee statement gives, else all; where only perhaps a nominee, perhaps."""
    capital = part_of(stake.capital, role.size)
    votes = part_of(stake.votes, role.size) if is_told_of_votes(stake, role) else make_open(stake.votes)
    held = Stake(UNNAMED, capital, votes, presence=role.nominee, votes_assumed=stake.votes_assumed, votes_left=stake.votes_left)
    return held if role.nominee is Presence.CERTAIN else make_possible(held)


def keep_own(stake: Stake, role: Role) -> Stake:
    """What is left of a nominee's stake to itself; where it is only perhaps a nominee, that or all of it."""
    if role.nominee is Presence.CERTAIN:
        capital = rest_of(stake.capital, role.size)
        votes = rest_of(stake.votes, role.size) if is_told_of_votes(stake, role) else make_open(stake.votes)
    else:
        capital, votes = make_open(stake.capital), make_open(stake.votes)
    return replace(
        stake, capital=capital, votes=votes, votes_assumed=stake.votes_assumed and bool(votes), votes_left=stake.votes_left and bool(votes)
    )


def is_told_of_votes(stake: Stake, role: Role) -> bool:
    """Whether the votes of what a nominee holds for others are told: all are, or they are as the shares are."""
    return role.size is None or stake.capital in (None, stake.votes) or rest_of(stake.capital, role.size) is None


def part_of(share: Interval | None, size: Interval | None) -> Interval | None:
    """The stated part of a share, all of it where no part is stated; never more than the share, and surely no more than it surely is."""
    if share is None or size is None:
        return share
    least, most = min(share.min, size.min), min(share.max, size.max)
    least_open = all(i.min_open for i in (share, size) if i.min == least)
    return tidy(Interval(least, most, least_open, any(i.max_open for i in (share, size) if i.max == most)))


def rest_of(share: Interval | None, size: Interval | None) -> Interval | None:
    """What the stated part leaves of a share; None where it leaves nothing."""
    part = part_of(share, size)
    if share is None or size is None or part is None:
        return None
    least, most = max(0, share.min - size.max), share.max - part.min
    if most == 0:
        return None
    least_open = share.min >= size.max and (share.min_open or size.max_open)
    return tidy(Interval(least, most, least_open, share.max_open or part.min_open))


def make_open(share: Interval | None) -> Interval | None:
    """From nothing up to the share."""
    return share and tidy(Interval(0, share.max, max_open=share.max_open))


def make_possible(stake: Stake) -> Stake:
    return replace(stake, capital=make_open(stake.capital), votes=make_open(stake.votes))


def add(shares: Sequence[Interval | None], left: Sequence[bool]) -> Interval | None:
    """The sum of what one party holds in several ways.

    Those ``left`` are votes that are not stated and have one bound together.  Of parts that surely pass the whole some restate others:
    surely it is the largest, at most the whole.
    """
    parts = [share for share in shares if share]
    if not parts:
        return None
    together = [share.max for share, is_left in zip(shares, left, strict=True) if share and is_left]
    most = sum(share.max for share, is_left in zip(shares, left, strict=True) if share and not is_left) + max(together, default=0)
    least = sum(share.min for share in parts)
    largest = max(share.min for share in parts)
    is_restated = least > WHOLE
    least_open = any(share.min_open for share in parts if not is_restated or share.min == largest)
    # Of several with one bound together it is the greatest that bounds.
    bounding = [share for share, is_left in zip(shares, left, strict=True) if share and (not is_left or share.max == max(together))]
    max_open = most <= WHOLE and any(share.max_open for share in bounding)
    return tidy(Interval(largest if is_restated else least, min(most, WHOLE), least_open, max_open))


def tidy(share: Interval) -> Interval:
    """An interval of one number has no open ends."""
    return share if share.min < share.max else Interval(share.max, share.max)
