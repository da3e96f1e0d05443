"""Generated networks as the engine takes them: Columns of one day, and whole Networks with dates, versions and sources.

Owns the sizes of stakes and the history; who holds whom is bench/topology.py, and where the numbers are from bench/shape.py.  Everything is
drawn from the seed of the shape.  A Network's rows resolve, on TODAY, to the stakes of the Columns of the same shape.
"""

from __future__ import annotations

import datetime
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from bench.shape import Shape
from bench.topology import Ints, Links, draw
from graph.generation.interest_table import (
    ACCEPTED,
    COLUMN_TYPES,
    COMPLETE,
    DIRECTNESS,
    HAS_SHARE,
    INTERESTS,
    MIN_OPEN,
    NEVER,
    REASONS,
    STATUSES,
    InterestTable,
)
from graph.network.stake_table import (
    CAPITAL_MIN_OPEN,
    CONTROL_CERTAIN,
    CONTROL_POSSIBLE,
    DTYPES,
    HAS_CAPITAL,
    HAS_VOTES,
    UNCERTAIN,
    VOTES_ASSUMED,
    VOTES_LEFT,
    VOTES_MAX_OPEN,
    VOTES_MIN_OPEN,
    StakeTable,
)
from ontology.shares import PERCENT, WHOLE
from ontology.statements import Directness, Interest, Reason, Status

TODAY: Final = datetime.date(2026, 1, 1)
FIRST_DAY: Final = datetime.date(2005, 1, 1)

Flags = npt.NDArray[np.bool_]

_ALONE: Final = np.array([100, 51, 60, 75, 80, 90, 99])
_ALONE_ODDS: Final = np.array([0.75, 0.06, 0.04, 0.04, 0.03, 0.04, 0.04])
_TWO: Final = np.array([[50, 50], [51, 49], [49, 51], [75, 25], [60, 40], [90, 10], [99, 1], [30, 70]])
_TWO_ODDS: Final = np.array([0.45, 0.16, 0.06, 0.09, 0.08, 0.08, 0.05, 0.03])
_THREE: Final = np.array([[34, 33, 33], [40, 30, 30], [51, 25, 24], [50, 25, 25], [26, 25, 49], [80, 10, 10]])


class Drawn(NamedTuple):
    """Stakes with their sizes, before they become columns or rows.  Masks are per stake."""

    links: Links
    capital: Ints
    votes: Ints
    banded: Flags
    unknown: Flags
    control: Flags
    bare: Flags
    """Control without any share."""
    alleged: Flags
    dual: Flags
    """Votes are stated apart from capital."""
    complete: Flags
    """Per party: its register lists every holder."""


def stakes_of(shape: Shape) -> Drawn:
    """The stakes of a network of this shape."""
    links = draw(shape)
    random = np.random.default_rng(shape.seed + 3)
    stakes, company = len(links.holder), links.company
    capital = _shares(random, links)
    of_company = random.random(shape.parties)
    core = np.zeros(shape.parties, np.bool_)
    core[links.core] = True
    plain = links.first | links.small
    plainly = np.zeros(shape.parties, np.bool_)
    plainly[company[links.first]] = True
    # Two rows of holders without a name are two stakes: nobody says that they are one.
    plainly[company[links.holder < 0]] = True
    dual = (of_company < 0.02)[company] & ~core[company] & ~plainly[company]
    mirrored = links.start[company] + links.start[company + 1] - 1 - np.arange(stakes)
    votes = np.where(dual, capital[mirrored], capital)
    over = ((of_company >= 0.02) & (of_company < 0.0205))[company] & ~core[company]
    capital = np.where(over, np.minimum(capital * 13 // 10, WHOLE), capital)
    votes = np.where(over, np.minimum(votes * 13 // 10, WHOLE), votes)
    banded = ((of_company >= 0.1) & (of_company < 0.4))[company] & ~core[company] & ~plain
    luck = random.random(stakes)
    unknown = (luck < 0.02) & ~core[company] & ~plain
    control = (luck >= 0.02) & (luck < 0.03) & ~core[company] & ~plain & (links.holder >= 0)
    bare = control & (luck < 0.025)
    alleged = (luck >= 0.03) & (luck < 0.035) & ~core[company] & ~plain
    own = links.holder == company
    complete = (of_company > 0.99) & ~core & (np.diff(links.start) > 0)
    unknown, control, bare, alleged, banded = (mask & ~own for mask in (unknown, control, bare, alleged, banded))
    return Drawn(links, capital, votes, banded, unknown, control, bare, alleged, dual & ~unknown & ~bare, complete)


def columns_of(drawn: Drawn) -> StakeTable:
    """The snapshot on TODAY, as arrays."""
    links = drawn.links
    shown = ~drawn.bare
    capital = _boxes(drawn.capital, drawn.banded & (drawn.capital > 25 * PERCENT), drawn.unknown, drawn.alleged, shown)
    votes = _boxes(drawn.votes, drawn.banded & (drawn.votes > 25 * PERCENT), drawn.unknown, drawn.alleged, shown)
    votes, left, left_open = _settle_votes(drawn, votes, capital)
    parts = (
        (shown, HAS_CAPITAL | HAS_VOTES),
        (capital.min_open, CAPITAL_MIN_OPEN),
        (votes.min_open, VOTES_MIN_OPEN),
        (drawn.control, CONTROL_POSSIBLE),
        (drawn.control & ~drawn.alleged, CONTROL_CERTAIN),
        (left_open, VOTES_MAX_OPEN),
        (shown & ~drawn.dual & ~left, VOTES_ASSUMED),
        (left, VOTES_LEFT),
        (drawn.alleged, UNCERTAIN),
    )
    flags = np.zeros(len(links.holder), np.uint16)
    for mask, bits in parts:
        flags |= np.where(mask, bits, 0).astype(np.uint16)
    parties = len(links.start) - 1
    order = np.argsort(links.holder, kind="stable")
    order = order[np.searchsorted(links.holder[order], 0) :]
    holder_indptr = np.searchsorted(links.holder[order], np.arange(parties + 1))
    table = StakeTable(
        links.start,
        links.company,
        links.holder,
        votes.min,
        votes.max,
        capital.min,
        capital.max,
        flags,
        drawn.complete,
        holder_indptr,
        order,
    )
    return StakeTable(*(np.ascontiguousarray(value, dtype=DTYPES[name]) for name, value in zip(table._fields, table, strict=True)))


def _settle_votes(drawn: Drawn, votes: _Boxes, capital: _Boxes) -> tuple[_Boxes, Flags, Flags]:
    """Bound the votes that nobody states in companies where somebody's are stated, by what those leave.

    Returns the votes, which stakes are bounded so, and which of them have an open end.
    """
    company, parties = drawn.links.company, len(drawn.links.start) - 1
    left = np.full(parties, WHOLE, np.int64)
    np.subtract.at(left, company[drawn.dual], votes.min[drawn.dual])
    left = np.maximum(left, 0)
    is_stated, is_open = np.zeros(parties, np.bool_), np.zeros(parties, np.bool_)
    is_stated[company[drawn.dual]] = True
    is_open[company[drawn.dual & votes.min_open]] = True
    bounded = ~drawn.bare & ~drawn.dual & is_stated[company]
    # Votes that are only alleged stand beside those of the shares.
    most = np.where(drawn.dual & drawn.alleged, np.maximum(votes.max, capital.max), votes.max)
    settled = _Boxes(np.where(bounded, 0, votes.min), np.where(bounded, left[company], most), votes.min_open & ~bounded)
    return settled, bounded, bounded & is_open[company] & (left[company] > 0)


class _Boxes(NamedTuple):
    min: Ints
    max: Ints
    min_open: Flags


def _boxes(share: Ints, banded: Flags, unknown: Flags, alleged: Flags, shown: Flags) -> _Boxes:
    """Bounds in share units.  The bands are (25, 50], (50, 75], [75, 100] (method, section on bands)."""
    top, middle = banded & (share >= 75 * PERCENT), banded & (share > 50 * PERCENT) & (share < 75 * PERCENT)
    low = banded & ~top & ~middle
    least = np.select([top, middle, low], [75 * PERCENT, 50 * PERCENT, 25 * PERCENT], share)
    most = np.select([top, middle, low], [WHOLE, 75 * PERCENT, 50 * PERCENT], share)
    least, most = np.where(unknown, 0, least), np.where(unknown, WHOLE, most)
    is_open = (middle | low | unknown) & ~alleged & shown
    return _Boxes(np.where(alleged | ~shown, 0, least), np.where(shown, most, 0), is_open)


def network_of(drawn: Drawn, shape: Shape) -> InterestTable:
    """Rows with dates: what holds on TODAY, older versions of a fifth of the stakes, and holdings that have ended."""
    random = np.random.default_rng(shape.seed + 4)
    links, stakes = drawn.links, len(drawn.links.holder)
    today, first_day = TODAY.toordinal(), FIRST_DAY.toordinal()
    since = random.integers(first_day, today - 400, stakes)
    source = random.integers(0, 3, shape.parties)[links.company]
    rows: list[dict[str, Any]] = []

    def add(chosen: Flags, interest: Interest, share: Ints | None, **other: Any) -> None:
        at = np.flatnonzero(chosen)
        sized = np.zeros(len(at), np.bool_) if share is None else ~drawn.unknown[at]
        units = np.zeros(len(at), np.int64) if share is None else share[at]
        box = _boxes(units, drawn.banded[at] & (units > 25 * PERCENT), drawn.unknown[at], np.zeros(len(at), np.bool_), sized)
        flags = (
            ACCEPTED
            | np.where(sized, HAS_SHARE, 0)
            | np.where(box.min_open & sized, MIN_OPEN, 0)
            | np.where(drawn.complete[links.company[at]], COMPLETE, 0)
        )
        begun = other.get("since", since)[at]
        ended = other["until"][at] if "until" in other else np.full(len(at), NEVER)
        status = np.where(drawn.alleged[at], STATUSES.index(Status.ALLEGED), STATUSES.index(Status.IN_EFFECT))
        rows.append(
            {
                "holder": other.get("holder", links.holder)[at],
                "subject": links.company[at],
                "interest": INTERESTS.index(interest),
                "status": status,
                "direct": DIRECTNESS.index(Directness.DIRECT),
                "flags": flags,
                "reason": np.where(other.get("holder", links.holder)[at] < 0, REASONS.index(Reason.UNKNOWN), -1),
                "min": np.where(sized, box.min, 0),
                "max": np.where(sized, box.max, 0),
                "from_first": begun,
                "from_last": begun,
                "until_first": ended,
                "until_last": ended,
                "stated": begun + 30,
                "source": source[at],
                "series": -1,
            }
        )

    add(~drawn.bare, Interest.SHAREHOLDING, drawn.capital)
    add(drawn.dual, Interest.VOTING_RIGHTS, drawn.votes)
    add(drawn.control, Interest.APPOINTMENT_OF_BOARD, None)
    luck = random.random(stakes)
    named = links.holder >= 0
    earlier = since - random.integers(200, 2_000, stakes)
    add((luck < 0.2) & ~drawn.bare & named, Interest.SHAREHOLDING, drawn.capital // 2, since=earlier, until=since)
    first_person = shape.parties - shape.persons // 2
    before = np.where(named, first_person + random.integers(0, shape.persons // 2, stakes), -1)
    ended = (luck >= 0.2) & (luck < 0.25) & ~drawn.bare & named
    # Nobody who holds a stake today: the end of the one would speak against the other.
    ended[ended] = ~np.isin(links.company[ended] * shape.parties + before[ended], links.company * shape.parties + links.holder)
    add(ended, Interest.SHAREHOLDING, drawn.capital, since=earlier, until=since, holder=before)
    return _network(shape.parties, rows)


def _network(parties: int, rows: list[dict[str, Any]]) -> InterestTable:
    counts = [len(part["holder"]) for part in rows]
    columns: dict[str, npt.NDArray[Any]] = {
        name: np.concatenate([np.broadcast_to(part[name], count) for part, count in zip(rows, counts, strict=True)]).astype(dtype)
        for name, dtype in COLUMN_TYPES.items()
        if name != "statement"
    }
    columns["statement"] = np.arange(sum(counts), dtype=np.int32)
    # The order of a network: claims about one holding lie together.
    order = np.lexsort((columns["source"], columns["interest"], columns["holder"], columns["subject"]))
    columns = {name: column[order] for name, column in columns.items()}
    by_holder = np.argsort(columns["holder"], kind="stable")
    by_holder = by_holder[np.searchsorted(columns["holder"][by_holder], 0) :]
    numbers = np.arange(parties + 1)
    subject_start = np.searchsorted(columns["subject"], numbers).astype(np.int64)
    holder_start = np.searchsorted(columns["holder"][by_holder], numbers).astype(np.int64)
    return InterestTable(parties, columns, subject_start, holder_start, by_holder)


def _shares(random: np.random.Generator, links: Links) -> Ints:
    """Sizes in share units, adding to at most 100 % a company: the usual splits for up to three holders, random ones beyond."""
    start, company = links.start, links.company
    stakes, counts = len(company), np.diff(links.start)
    count, rank = counts[company], np.arange(stakes) - start[company]
    weight = random.exponential(size=stakes) * np.where(rank == 0, random.choice([1.0, 6.0], stakes), 1.0)
    total = np.bincount(company, weight, len(counts))
    # Under 100 %, since small shares are rounded up.
    disclosed = np.where(random.random(len(counts)) < 0.6, 0.995, random.uniform(0.5, 0.995, len(counts)))
    share = np.floor(weight / total[company] * disclosed[company] * 10_000).astype(np.int64) * (PERCENT // 100)
    share = np.maximum(share, PERCENT // 100)
    kind = random.random(len(counts))
    pattern_one = random.choice(_ALONE, len(counts), p=_ALONE_ODDS)
    pattern_two = _TWO[random.choice(len(_TWO), len(counts), p=_TWO_ODDS)]
    pattern_three = _THREE[random.integers(0, len(_THREE), len(counts))]
    usual = kind[company] < 0.8
    one, two, three = count == 1, usual & (count == 2), usual & (count == 3)
    share[one] = pattern_one[company[one]] * PERCENT
    share[two] = pattern_two[company[two], rank[two]] * PERCENT
    share[three] = pattern_three[company[three], rank[three]] * PERCENT
    # A chain is one of control: its link is a majority and the others share what is left.
    linked = np.zeros(len(counts), np.bool_)
    linked[company[links.first]] = True
    major = random.choice([51, 60, 75, 100], len(counts), p=[0.3, 0.2, 0.2, 0.3])
    alone = counts == 1
    main = np.where(alone, major, np.minimum(major, 75)) * PERCENT
    beside = linked[company] & ~links.first
    share[links.first] = main[company[links.first]]
    share[beside] = ((WHOLE - main[company]) // np.maximum(count - 1, 1))[beside]
    # The core keeps three quarters of itself, in parts of which none is a majority; persons hold a fifth.
    core = np.zeros(len(counts), np.bool_)
    core[links.core] = True
    for part, percent in ((links.small & core[company], 75), (~links.small & core[company], 20)):
        weight = random.uniform(1.0, 2.0, stakes) * part
        total = np.bincount(company, weight, len(counts))
        share[part] = np.floor(weight[part] / total[company[part]] * percent * 1_000).astype(np.int64) * (PERCENT // 1_000)
    return share
