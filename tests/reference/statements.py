"""Define what statements mean: which stakes they make on a day, as known on another.  Reference three, from docs/method/statements.md.

From statements with dates, not from arrays, without regard to speed, one function a sentence.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from graph.generation.interest_table import ALWAYS, NEVER, UNNAMED
from graph.network.stake import SOMETHING, Interval, Presence, Stake
from ontology.dates import first_day, last_day
from ontology.shares import WHOLE
from ontology.statements import Change, Directness, Family, Interest, InterestStatement, Reason, Review, Status
from tests.links import Link
from tests.reference import nominees
from tests.reference.nominees import Role

_MONEY = (
    Interest.SHAREHOLDING,
    Interest.RIGHTS_TO_PROFIT,
    Interest.RIGHTS_TO_SURPLUS_ASSETS,
    Interest.PROFIT_FROM_ASSETS,
    Interest.BENEFICIARY_OF_LEGAL_ARRANGEMENT,
)
_DEALS = (Status.AGREED, Status.PLANNED)
_THROUGH = -2
"""In place of a statement: what a named holder has through others."""
_NO_CHAIN = (
    Interest.BOARD_MEMBER,
    Interest.BOARD_CHAIR,
    Interest.RIGHTS_BY_CONTRACT,
    Interest.CONDITIONAL_RIGHTS_BY_CONTRACT,
    Interest.ENJOYMENT_AND_USE_OF_ASSETS,
)


def number(text: str | None, last: bool = False, default: int = ALWAYS) -> int:
    return default if text is None else (last_day(text) if last else first_day(text)).toordinal()


def stated_day(record: InterestStatement) -> int:
    """The day from which a statement was surely made: of a year or month its last."""
    return number(record.stated_at, last=True)


def disjoint(one: Interval, other: Interval) -> bool:
    """Whether no share lies in both."""
    low, high = (one, other) if (one.max, one.min) <= (other.max, other.min) else (other, one)
    return low.max < high.min or (low.max == high.min and (low.max_open or high.min_open))


def one_size(one: Link, other: Link) -> bool:
    """Whether what two statements say can be of one size."""
    boxes = [Interval(s.min, s.max, s.min_open, s.max_open) for x in (one, other) if (s := x.record.share)]
    return len(boxes) < 2 or not disjoint(*boxes)


def only_latest(links: list[Link]) -> list[Link]:
    """Those of the statements that were stated last."""
    return [x for x in links if stated_day(x.record) == max(stated_day(y.record) for y in links)]


def is_sized(link: Link) -> bool:
    """Whether a statement is of shares or votes."""
    return link.record.interest.family in (Family.MONEY, Family.VOTES)


def is_closing(link: Link) -> bool:
    return link.record.change is Change.CLOSED


def stated(version: Sequence[Link]) -> int:
    return stated_day(version[0].record)


def start(version: Sequence[Link]) -> tuple[int, int]:
    """The first and the last day that a version can have begun on: of its earliest interest."""
    return min(((number(x.record.valid_from), number(x.record.valid_from, last=True)) for x in version), key=lambda days: days[0])


def is_dated(version: Sequence[Link]) -> bool:
    return all(x.record.valid_from for x in version)


def is_same(one: Link, other: Link) -> bool:
    """Whether two statements are of the same interest of the same holder."""
    return (one.holder, one.record.interest) == (other.holder, other.record.interest)


def is_alike(a: Link, b: Link) -> bool:
    """Whether two statements of one record give the same interest, whatever they say of its time."""
    said, before = a.record, b.record
    alike = (said.status, said.direct, said.holder_reason) == (before.status, before.direct, before.holder_reason)
    return (
        is_same(a, b) and alike and (said.share and replace(said.share, text=None)) == (before.share and replace(before.share, text=None))
    )


def content(newer: Sequence[Link], older: Sequence[Link]) -> bool:
    """Whether two versions say the same; an end that the newer one adds is no difference."""

    is_kept = all(any(says_again(a, b) for a in newer) for b in older)
    return len(newer) == len(older) and is_kept and all(any(says_again(a, b) for b in older) for a in newer)


def says_again(newer: Link, older: Link) -> bool:
    ends = number(newer.record.valid_until), number(older.record.valid_until)
    return is_alike(newer, older) and (ends[0] == ends[1] or bool(newer.record.valid_until) or is_closing(newer))


def continues(newer: Sequence[Link], older: Sequence[Link]) -> bool:
    """Whether a version tells since when: it says all again, perhaps with ends, and what it adds begins after the older one began."""
    begun = start(older)[1] if is_dated(older) else stated(older)
    added = [a for a in newer if not any(says_again(a, b) for b in older)]
    is_kept = all(any(says_again(a, b) for a in newer) for b in older)
    return is_dated(newer) and is_kept and all(number(a.record.valid_from) > begun for a in added)


def of_right(interest: Interest, presence: Presence, part: Interval | None) -> Presence:
    """Whether a right gives control: of the right to appoint a part of the board most of it, and perhaps what may be most.

    So do the shares that are held for a nominator; of what less is worth, it may control.
    """
    if interest not in (Interest.APPOINTMENT_OF_BOARD, Interest.NOMINATOR) or part is None:
        return presence
    if 2 * part.min > WHOLE or (2 * part.min == WHOLE and part.min_open):
        return presence
    return Presence.ABSENT if 2 * part.max <= WHOLE and interest is not Interest.NOMINATOR else min(presence, Presence.POSSIBLE)


@dataclass
class Plain:
    """The definitions of docs/method/statements.md, one function a sentence."""

    links: Sequence[Link]
    day: int
    known_at: int
    include: frozenset[Status]

    def known(self, subject: int) -> list[Link]:
        return [
            x
            for x in self.links
            if x.subject == subject
            and stated_day(x.record) <= self.known_at
            and (x.record.assertion is None or x.record.assertion.review is not Review.PROPOSED)
        ]

    def series(self, link: Link) -> list[Link]:
        return [x for x in self.known(link.subject) if x.record.record and (x.source, x.record.record) == (link.source, link.record.record)]

    def versions(self, link: Link) -> list[list[Link]]:
        """The versions of its record that are known, by the day on which they were stated; of one that closes it only the closing."""
        days = sorted({stated_day(x.record) for x in self.series(link)})
        versions = [[x for x in self.series(link) if stated_day(x.record) == day] for day in days]
        return [[x for x in version if is_closing(x)] or version for version in versions]

    def speaking(self, link: Link) -> list[list[Link]]:
        """The versions of its record that speak on the day."""
        return self.speak(self.standing(link))[0]

    def last_repeat(self, link: Link) -> Link:
        """The one of versions after it, each saying the same again without a start of its own, that knows the end: the last that states
        one, else the last."""
        versions = self.standing(link) if link.record.record else []
        place = next((place for place, version in enumerate(versions) if link in version), len(versions))
        repeats = [link]
        while place + 1 < len(versions) and content(versions[place + 1], versions[place]) and not is_dated(versions[place + 1]):
            place += 1
            repeats.append(next(x for x in versions[place] if is_alike(x, link)))
        return next((x for x in reversed(repeats) if x.record.valid_until), link if link.record.status is Status.FORMER else repeats[-1])

    def standing(self, link: Link) -> list[list[Link]]:
        """The versions of its record that no later one corrects."""
        standing: list[list[Link]] = []
        for version in self.versions(link):
            while standing and is_dated(version) and is_dated(standing[-1]) and start(version)[1] < start(standing[-1])[0]:
                standing.pop()  # corrected
            standing.append(version)
        return standing

    def speak(self, standing: list[list[Link]]) -> tuple[list[list[Link]], bool]:
        """The versions that speak on the day, and whether the newest of those that stand, or one that says the same, is among them."""
        *earlier, newest = standing
        if not earlier:
            return [newest], True
        older = earlier[-1]
        if is_dated(newest) and start(newest)[0] > (start(older)[1] if is_dated(older) else stated(older)):
            if self.day < start(newest)[0]:
                return self.speak(earlier)[0], False
            return ([newest] if self.day >= start(newest)[1] else [newest, *self.speak(earlier)[0]]), True
        if self.day >= stated(newest):
            return [newest], True
        others, has_begun = self.speak(earlier)
        if not has_begun or (content(newest, older) and not is_dated(newest)):
            return others, has_begun
        is_told = content(newest, older) or continues(newest, older)
        return [newest, *(version for version in others if version is not older or not is_told)], True

    def silent(self, link: Link) -> list[list[Link]]:
        """Of several versions that speak on the day those that say nothing then of its interest, by when each says that it began.

        One from a later day on is a change on that day, one from an earlier day corrects what came before it.
        """
        if not link.record.record or link.holder == UNNAMED or len(self.speaking(link)) < 2:
            return []
        silent: list[list[Link]] = []
        given: list[tuple[list[Link], list[Link]]] = []
        for version in self.standing(link):
            if mine := [x for x in version if is_same(x, link)]:
                while given and is_dated(mine) and is_dated(given[-1][1]) and start(mine)[1] < start(given[-1][1])[0]:
                    silent.append(given.pop()[0])
                given.append((version, mine))
        for place in range(1, len(given)):
            older, newer = given[place - 1][1], given[place][1]
            if is_dated(newer) and start(newer)[0] > (start(older)[1] if is_dated(older) else stated(older)):
                if self.day >= start(newer)[1]:
                    silent += [version for version, _ in given[:place]]
                elif self.day < start(newer)[0]:
                    silent += [version for version, _ in given[place:]]
        return silent

    def is_silent(self, link: Link) -> bool:
        return any(link in version for version in self.silent(link))

    def heard(self, link: Link) -> list[list[Link]]:
        """The versions of its record that speak on the day and say something of its interest then, or that it is not."""
        silent = self.silent(link)
        return [version for version in self.speaking(link) if version not in silent] if link.record.record else []

    def current(self, subject: int) -> list[Link]:
        """Statements without a record, and those of the versions that speak."""
        return [x for x in self.known(subject) if not x.record.record or any(x in version for version in self.speaking(x))]

    def end(self, link: Link) -> tuple[int, int]:
        """First and last day that it can have ended on."""
        if (last := self.last_repeat(link)) is not link:
            return self.end(last)
        record = link.record
        if record.valid_until:
            return number(record.valid_until), number(record.valid_until, last=True)
        if not is_closing(link):
            return (ALWAYS, stated_day(record)) if record.status is Status.FORMER else (NEVER, NEVER)
        if not record.record:
            return ALWAYS, stated_day(record)
        earlier = [version for version in self.versions(link) if stated(version) <= stated_day(record)]
        last_open = max((stated(version) for version in earlier if not is_closing(version[0])), default=-1)
        closed = min(stated(version) for version in earlier if is_closing(version[0]) and stated(version) > last_open)
        return min(last_open + 1, closed), closed

    def asserts(self, link: Link) -> bool:
        """Whether its source says so of itself: it is not only alleged, denied, or of a deal that is not counted as done."""
        return link.record.status in {Status.IN_EFFECT, Status.FORMER, *self.include}

    def over(self, link: Link) -> bool:
        """Whether its source says that it had ended by the day, and where several versions speak none of them says otherwise."""
        if self.is_silent(link):
            return False
        versions = self.heard(link)
        speaking = [*(versions if len(versions) > 1 else ()), *self.rivals(link)]
        others = [x for version in speaking for x in version if is_same(x, link)]
        return self.asserts(link) and self.day >= self.end(link)[1] and not any(map(self.holds, others))

    def presence(self, link: Link) -> Presence:
        """Whether it holds by itself, and by all versions that speak: what not all give is possible."""
        level = Presence.ABSENT if self.is_silent(link) else self.holds(link)
        versions = self.heard(link)
        rivals = self.rivals(link)
        if (len(versions) < 2 and len(rivals) < 2) or not level:
            return level
        given = all(any(is_same(x, link) and self.holds(x) for x in version) for version in [*versions, *rivals])
        return level if given and link.holder != UNNAMED else Presence.POSSIBLE

    def rivals(self, link: Link) -> list[list[Link]]:
        """The versions of its record, stated on its day, of which none is known to be the newer; none where it is the only one."""
        here = [x for version in self.speaking(link) if link in version for x in version] if link.record.record else []
        numbers = {x.rival for x in here}
        return [[x for x in here if x.rival == number] for number in sorted(numbers)] if len(numbers) > 1 else []

    def holds(self, link: Link) -> Presence:
        record, (until_first, until_last) = link.record, self.end(link)
        if self.day >= until_last:
            return Presence.ABSENT
        if record.valid_from is None and record.status in (Status.AGREED, Status.PLANNED) and self.day < stated_day(record):
            return Presence.ABSENT
        if self.day < number(record.valid_from):
            return Presence.ABSENT
        begun = self.day >= (number(record.valid_from, last=True) if record.valid_from else stated_day(record))
        time = Presence.CERTAIN if begun and self.day < until_first else Presence.POSSIBLE
        if record.status in self.include or record.status in (Status.IN_EFFECT, Status.FORMER):
            return time
        return Presence.POSSIBLE if record.status in (Status.AGREED, Status.ALLEGED) else Presence.ABSENT

    def denies(self, link: Link) -> bool:
        started = self.day >= number(link.record.valid_from)
        return link.record.status is Status.DENIED and started and self.day < self.end(link)[1] and not self.is_silent(link)

    def last_denied(self, link: Link) -> int:
        """The last day of which a denial speaks: before its end, else when it was stated, or its first day if that is later."""
        if link.record.valid_until:
            return number(link.record.valid_until, last=True) - 1
        days = max(stated_day(link.record), number(link.record.valid_from, last=True))
        return NEVER if days == ALWAYS else days

    def denies_since(self, link: Link, begun: int) -> bool:
        """Whether it denies, on the day, what began on another: nobody denies what had not begun when he spoke."""
        return self.denies(link) and self.last_denied(link) >= begun

    def chain_links(self, subject: int) -> set[int]:
        return {
            x.holder
            for x in self.current(subject)
            if x.record.direct is not Directness.INDIRECT
            and self.presence(x) is Presence.CERTAIN
            and x.record.interest not in _NO_CHAIN
            and x.holder != UNNAMED
        }

    def counted(self, subject: int) -> list[Link]:
        """Without what restates a chain of two links or more that surely is, or components that are there."""
        near = self.chain_links(subject) - {subject}
        seen, far = set[int](), set[int]()
        while near:
            seen |= near
            above = {h for company in near for h in self.chain_links(company)}
            far |= above
            near = above - seen - {subject}
        sources = {
            x.source
            for x in self.current(subject)
            if x.record.direct is not Directness.INDIRECT and self.presence(x) is Presence.CERTAIN and x.record.interest not in _NO_CHAIN
        }

        def restates(link: Link) -> bool:
            return link.holder in far or (bool(link.record.components) and link.source in sources)

        return [x for x in self.current(subject) if not (x.record.direct is Directness.INDIRECT and self.presence(x) and restates(x))]

    def claims(self, members: list[Link]) -> tuple[Presence, Interval | None, set[int], set[int]]:
        """Presence, box, statements used, statements in conflict."""
        winners: list[Link] = []
        opponents: list[Link] = []
        is_doubted = False
        for source in {x.source for x in members}:
            mine = [x for x in members if x.source == source]
            ended = [self.last_repeat(x) for x in mine if self.over(x)]
            told = {x.statement: self.told_of_end(x, mine, ended) for x in mine}
            standing = [x for x in mine if self.presence(x) and told[x.statement][0] is not Presence.ABSENT]
            winners += standing
            opponents += [x for x in mine if self.denies(x)]
            opponents += [end for x in standing for end in told[x.statement][1]]
            asserted = [x for x in standing if self.asserts(x)]
            if not asserted:
                opponents += only_latest(ended)
            elif all(self.day >= self.end(x)[0] or told[x.statement][0] is Presence.POSSIBLE for x in asserted):
                is_doubted = True
        if not winners:
            return Presence.ABSENT, None, set(), set()
        winners = [x for x in winners if not any(self.supersedes(deal, x) for deal in winners)]
        opponents = [x for x in opponents if any(self.speaks_against(x, winner) for winner in winners)]
        shared = [x for x in winners if x.record.share]
        boxes = [Interval(s.min, s.max, s.min_open, s.max_open) for x in shared if (s := x.record.share)]
        hull = boxes[0] if boxes else None
        for box in boxes[1:]:
            assert hull is not None
            hull = hull.hull(box)
        # As sure as the surest record, each as sure as the least sure of its versions; doubted by a source of which all may have ended.
        sure = {
            record: min(self.presence(x) for x in winners if record == (x.source, x.record.record or x.statement))
            for record in {(x.source, x.record.record or x.statement) for x in winners}
        }
        level = max(sure.values())
        # A size that only a less sure claim gives is no surer than that claim.
        if level not in {sure[x.source, x.record.record or x.statement] for x in winners if x.record.share}:
            hull = None
        # Nor does what is only alleged or agreed lower what another surely states.
        if hull and level is Presence.CERTAIN and (surely := [box for x, box in zip(shared, boxes, strict=True) if self.asserts(x)]):
            least = min(box.min for box in surely)
            hull = replace(hull, min=least, min_open=all(box.min_open for box in surely if box.min == least))
        records = {(x.source, x.record.record or x.statement) for x in winners}
        sized = [(x.record.status in _DEALS, Interval(s.min, s.max, s.min_open, s.max_open)) for x in winners if (s := x.record.share)]
        # A deal to have more does not contradict what its holder has.
        is_disjoint = any(of_deal == of_other and disjoint(a, b) for of_deal, a in sized for of_other, b in sized)
        # Versions of one record are no rivals, unless none of them is known to be the newer.
        has_rivals = len(records) > 1 or len({(x.rival, stated_day(x.record)) for x in winners}) > len(
            {stated_day(x.record) for x in winners}
        )
        conflict = bool(opponents) or (has_rivals and is_disjoint)
        used = {x.statement for x in winners}
        rivals = used | {x.statement for x in opponents}
        return min(level, Presence.POSSIBLE) if opponents or is_doubted else level, hull, used, rivals if conflict else set()

    def told_of_end(self, link: Link, mine: list[Link], ended: list[Link]) -> tuple[Presence, list[Link]]:
        """Whether what a statement without a record says still holds by what its source says later of its end, and what speaks against it.

        What cannot be of the same size is another holding.  An end before the day of a statement by which it holds leaves it possible.
        """
        if link.record.record:
            return Presence.CERTAIN, []
        later = [x for x in mine if one_size(x, link) and stated_day(x.record) > stated_day(link.record)]
        may_have = any(self.presence(x) and self.asserts(x) and self.day >= self.end(x)[0] for x in later)
        latest = [x for x in only_latest([x for x in ended if one_size(x, link)]) if stated_day(x.record) > stated_day(link.record)]
        ends = [x for x in latest if self.ended(x) > number(link.record.valid_from)]
        if any(self.ended(x) > stated_day(link.record) or not self.asserts(link) for x in ends):
            return Presence.ABSENT, []
        return (Presence.POSSIBLE if ends or may_have else Presence.CERTAIN), ends

    def speaks_against(self, objection: Link, link: Link) -> bool:
        """Whether a denial, or an end, is of a time when what a statement says had begun; an end of another size only if it is later."""
        begun = number(link.record.valid_from)
        if self.denies(objection):
            return self.denies_since(objection, begun)
        return self.ended(objection) > begun and (one_size(objection, link) or self.ended(objection) > stated_day(link.record))

    def supersedes(self, deal: Link, link: Link) -> bool:
        """Whether a deal that is counted as done leaves its holder more than another record, stated no later, says that he has."""
        before, after = link.record, deal.record
        is_other = not before.record or (link.source, before.record) != (deal.source, after.record)
        is_counted = after.status in _DEALS and self.presence(deal) is Presence.CERTAIN
        is_smaller = bool(before.share and after.share and before.share.max <= after.share.min)
        return is_other and is_counted and before.status not in _DEALS and is_smaller and stated_day(before) <= stated_day(after)

    def ended(self, link: Link) -> int:
        if link.record.valid_until or stated_day(link.record) == ALWAYS:
            return number(link.record.valid_until, last=True, default=NEVER)
        return stated_day(link.record)

    def stakes(self, subject: int) -> tuple[dict[tuple[int, int], Stake], set[frozenset[int]], set[int], bool]:
        rows = self.counted(subject)
        none = {x.statement for x in rows if x.record.holder_reason is Reason.NO_BENEFICIAL_OWNERS and self.presence(x)}
        rows = [x for x in rows if x.record.holder_reason is not Reason.NO_BENEFICIAL_OWNERS]
        stakes: dict[tuple[int, int], Stake] = {}
        claimed: dict[tuple[int, int], tuple[tuple[int, bool], tuple[int, bool]]] = {}
        conflicts: set[frozenset[int]] = set()
        claims_of: dict[tuple[int, Interest], set[int]] = {}
        roles: dict[tuple[int, int], Role] = {}
        kinds: dict[tuple[int, int], Interest | None] = {}
        listed = False
        for key, own in self.by_holding(rows).items():
            parts: dict[Interest, tuple[Presence, Interval | None]] = {}
            boxes: dict[Interest, Interval | None] = {}
            used: set[int] = set()
            against: set[int] = set()
            against_holding: set[int] = set()
            for interest in {x.record.interest for x in own}:
                presence, box, rested, rivals = self.claims([x for x in own if x.record.interest is interest])
                listed |= any(x.complete and x.statement in rested and self.presence(x) is Presence.CERTAIN for x in own)
                if rivals:
                    # What contradicts each other of one holder and interest is one conflict, whichever way he holds.
                    told = claims_of.setdefault((key[0] if key[0] != UNNAMED else -2 - key[1], interest), set())
                    meeting = {group for group in conflicts if group & told}
                    told |= rivals
                    conflicts = (conflicts - meeting) | {frozenset(rivals).union(*meeting)}
                    against |= rivals - rested
                    if interest.family in (Family.MONEY, Family.VOTES) or interest is Interest.NOMINEE:
                        against_holding |= rivals - rested
                boxes[interest] = box
                if presence:
                    sized = box or SOMETHING
                    parts[interest] = presence, sized if presence is Presence.CERTAIN else Interval(0, sized.max, False, sized.max_open)
                    used |= rested
            if not parts:
                continue

            def level(
                family: Family,
                parts: dict[Interest, tuple[Presence, Interval | None]] = parts,
                boxes: dict[Interest, Interval | None] = boxes,
            ) -> Presence:
                return max((of_right(i, p, boxes[i]) for i, (p, _) in parts.items() if i.family is family), default=Presence.ABSENT)

            kinds[key] = next((i for i in _MONEY if i in parts), None)
            money = next((parts[i][1] for i in _MONEY if i in parts), None)
            claimed[key] = self.claimed([x for x in own if x.statement in used])
            certainly, votes = parts.get(Interest.VOTING_RIGHTS, (Presence.ABSENT, None))
            assumed = votes is None and Interest.SHAREHOLDING in parts
            shares = [x for x in own if x.statement in used and x.record.interest is Interest.SHAREHOLDING]
            begun = min((number(x.record.valid_from) for x in shares), default=NEVER)
            denials = {x.statement for x in own if x.record.interest is Interest.VOTING_RIGHTS and self.denies_since(x, begun)}
            if assumed and denials:
                # One conflict with what contradicts the shares themselves, or the votes that he has in the other way.
                own_shares = {x.statement for x in shares}
                meeting = {group for group in conflicts if group & (own_shares | denials)}
                conflicts = (conflicts - meeting) | {frozenset(own_shares | denials).union(*meeting)}
                against |= denials
                against_holding |= denials
            if votes and money and certainly is Presence.POSSIBLE and Interest.SHAREHOLDING in parts:
                votes = votes.hull(Interval(0, money.max, max_open=money.max_open))
            votes = money if assumed else votes
            if assumed and denials and votes:
                votes = Interval(0, votes.max, False, votes.max_open)
            roles[key] = self.role(own, parts, boxes, used, tuple(sorted(against)), tuple(sorted(against_holding)))
            against |= self.denied_beside(own, parts, used)
            stakes[key] = Stake(
                key[0],
                money,
                votes,
                level(Family.CONTROL),
                level(Family.ROLE),
                level(Family.VETO),
                max(p for p, _ in parts.values()),
                assumed,
                own[0].record.holder_reason,
                tuple(sorted(used)),
                tuple(sorted(against)),
                is_indirect={x.record.direct is Directness.INDIRECT for x in own if x.statement in used and is_sized(x)} == {True},
            )
        shared = self.share_objections({key: s.against for key, s in stakes.items()}, {key: s.rows for key, s in stakes.items()}, rows)
        stakes = self.beside_direct({key: replace(stake, against=shared[key]) for key, stake in stakes.items()})
        shared = self.share_objections({k: r.against_holding for k, r in roles.items()}, {k: r.holding for k, r in roles.items()}, rows)
        roles = {key: dataclasses.replace(role, against_holding=shared[key]) for key, role in roles.items()}
        settled = self.beside_profit_rights(self.beside_rivals(self.with_votes_left(stakes), claimed), kinds)
        return nominees.move(settled, roles), conflicts, none, listed

    def by_holding(self, rows: list[Link]) -> dict[tuple[int, int], list[Link]]:
        """The statements of each holding: of a holder, of each without a name, and by itself of what a holder who has shares or votes
        directly, or it is not told how, has through others.  What speaks against a holding, and does not say which, speaks against both."""
        holdings: dict[tuple[int, int], list[Link]] = {}
        for key in {(x.holder, x.statement if x.holder == UNNAMED else -1) for x in rows}:
            own = [x for x in rows if x.holder == key[0] and key[1] in (-1, x.statement)]
            # Versions of one record are of one holding.
            direct_records = {
                (x.source, x.record.record)
                for x in own
                if x.record.record and is_sized(x) and x.record.direct is not Directness.INDIRECT and self.presence(x)
            }
            through = [x for x in own if x.record.direct is Directness.INDIRECT and (x.source, x.record.record) not in direct_records]
            has_both = any(is_sized(x) and self.presence(x) for x in own if x not in through) and any(
                is_sized(x) and (self.presence(x) or self.denies(x) or self.over(x)) for x in through
            )
            if key[0] == UNNAMED or not has_both:
                holdings[key] = own
                continue
            untold = [x for x in own if x.record.direct is Directness.UNKNOWN and not self.presence(x)]
            holdings[key] = [x for x in own if x not in through]
            holdings[key[0], _THROUGH] = through + untold
        return holdings

    @staticmethod
    def share_objections(
        against: dict[tuple[int, int], tuple[int, ...]], rests_on: dict[tuple[int, int], tuple[int, ...]], rows: list[Link]
    ) -> dict[tuple[int, int], tuple[int, ...]]:
        """What speaks against one of two holdings of a holder, and does not say which, is listed with both."""
        untold = {x.statement for x in rows if x.record.direct is Directness.UNKNOWN}
        shared = dict(against)
        for holder, kind in against:
            if kind == _THROUGH and (holder, -1) in against:
                for one, other in (((holder, kind), (holder, -1)), ((holder, -1), (holder, kind))):
                    more = untold.intersection(against[other]).difference(rests_on[one])
                    shared[one] = tuple(sorted({*against[one], *more}))
        return shared

    @staticmethod
    def beside_direct(stakes: dict[tuple[int, int], Stake]) -> dict[tuple[int, int], Stake]:
        """What is held through others is a part of what is held directly, where that is told; else it is all that is told.

        Beside direct holders it is held against nothing but the rest of its kind: each has what the others of that leave, at least.
        """
        if not any(not s.is_indirect and (s.capital or s.votes) for s in stakes.values()):
            return {key: replace(stake, is_indirect=False) for key, stake in stakes.items()}
        through = [s for s in stakes.values() if s.is_indirect]

        def lower(share: Interval | None, column: list[Interval | None]) -> Interval | None:
            total = sum(other.min for other in column if other)
            return replace(share, min=max(0, WHOLE - total + share.min), min_open=False) if share and total > WHOLE else share

        return {
            key: replace(s, capital=lower(s.capital, [o.capital for o in through]), votes=lower(s.votes, [o.votes for o in through]))
            if s.is_indirect
            else s
            for key, s in stakes.items()
        }

    @staticmethod
    def beside_profit_rights(
        stakes: dict[tuple[int, int], Stake], kinds: dict[tuple[int, int], Interest | None]
    ) -> dict[tuple[int, int], Stake]:
        """Rights to profit and shares of the capital do not add up, and which of them is the money is not told."""
        rights = {
            key
            for key, kind in kinds.items()
            if kind in (Interest.RIGHTS_TO_PROFIT, Interest.PROFIT_FROM_ASSETS) and not stakes[key].is_indirect
        }
        others = [stake for key, stake in stakes.items() if key not in rights and not stake.is_indirect]
        if not rights or not any(stake.capital or stake.votes for stake in others):
            return stakes
        granted = sum(stake.capital.max for key, stake in stakes.items() if key in rights and stake.capital and not stake.is_indirect)

        def lower(key: tuple[int, int], money: Interval) -> Interval:
            least = 0 if key in rights else max(0, money.min - granted)
            return money if least == money.min and least else Interval(least, money.max, False, money.max_open)

        return {
            key: replace(stake, capital=lower(key, stake.capital)) if stake.capital and not stake.is_indirect else stake
            for key, stake in stakes.items()
        }

    def denied_beside(self, own: list[Link], parts: dict[Interest, tuple[Presence, Interval | None]], used: set[int]) -> set[int]:
        """The denials that a holder has another interest than what it has: they disagree with it and take nothing from it."""
        begun = min(number(x.record.valid_from) for x in own if x.statement in used)
        return {x.statement for x in own if x.record.interest not in parts and self.denies_since(x, begun)}

    @staticmethod
    def role(
        own: list[Link],
        parts: dict[Interest, tuple[Presence, Interval | None]],
        boxes: dict[Interest, Interval | None],
        used: set[int],
        against: tuple[int, ...],
        against_holding: tuple[int, ...],
    ) -> Role:
        """What a holder is in the company beside its shares: a nominee, perhaps of a stated share, or a nominator."""
        absent = Presence.ABSENT, None
        shared = any(x.record.interest is Interest.NOMINEE and x.statement in used and x.record.share for x in own)
        nominee, size = parts.get(Interest.NOMINEE, absent)
        others = [of_right(i, p, boxes[i]) for i, (p, _) in parts.items() if i.family is Family.CONTROL and i is not Interest.NOMINATOR]
        nominated = boxes.get(Interest.NOMINATOR)
        return Role(
            nominee,
            size if shared else None,
            parts.get(Interest.NOMINATOR, absent)[0],
            max(others, default=Presence.ABSENT),
            tuple(
                sorted(
                    x.statement
                    for x in own
                    if x.statement in used
                    and (x.record.interest.family in (Family.MONEY, Family.VOTES) or x.record.interest is Interest.NOMINEE)
                )
            ),
            against,
            against_holding,
            nominated.max if nominated and Interest.NOMINATOR in parts else WHOLE,
        )

    def claimed(self, used: list[Link]) -> tuple[tuple[int, bool], tuple[int, bool]]:
        """The greatest least share of capital, and of votes, that a record which surely holds gives in all versions that speak, and whether
        it is more than that."""
        first = next((interest for interest in _MONEY if any(x.record.interest is interest for x in used)), None)

        def greatest(interest: Interest | None) -> tuple[int, bool]:
            records: dict[tuple[int, object], list[tuple[int, bool]]] = {}
            for x in used:
                if x.record.interest is interest:
                    sure = self.presence(x) is Presence.CERTAIN and x.record.share
                    name = (x.source, x.record.record) if x.record.record else (x.statement, None)
                    least = (x.record.share.min, x.record.share.min_open) if sure and x.record.share else (0, False)
                    records.setdefault(name, []).append(least)
            return max(map(min, records.values()), default=(0, False))

        return greatest(first), greatest(Interest.VOTING_RIGHTS)

    @staticmethod
    def beside_rivals(
        stakes: dict[tuple[int, int], Stake], claimed: dict[tuple[int, int], tuple[tuple[int, bool], tuple[int, bool]]]
    ) -> dict[tuple[int, int], Stake]:
        """A rival claim or a denial makes no room for others: each has at least what the others' greatest claims leave."""
        through = {key: stake for key, stake in stakes.items() if stake.is_indirect}
        stakes = {key: stake for key, stake in stakes.items() if key not in through}
        capital = {key: claimed[key][0] for key in stakes}
        votes = {
            key: (0, False) if s.votes_left or not s.votes else claimed[key][0] if s.votes_assumed else claimed[key][1]
            for key, s in stakes.items()
        }

        def total(column: Iterable[tuple[int, bool]]) -> tuple[int, bool]:
            """The sum of least shares, and whether it is more than that: where one of them is."""
            shares = list(column)
            return sum(least for least, _ in shares), any(is_open for least, is_open in shares if least)

        def lower(
            share: Interval | None, key: tuple[int, int], column: dict[tuple[int, int], tuple[int, bool]], least: tuple[int, bool]
        ) -> Interval | None:
            whole = total(column.values())
            left = max(0, WHOLE - (whole[0] - column[key][0]))
            is_hidden = whole > max((WHOLE, False), least)
            return replace(share, min=left, min_open=False) if share and is_hidden and share.min >= left else share

        least_capital = total((s.capital.min, s.capital.min_open) for s in stakes.values() if s.capital)
        least_votes = total((s.votes.min, s.votes.min_open) for s in stakes.values() if s.votes)
        return {
            key: replace(s, capital=lower(s.capital, key, capital, least_capital), votes=lower(s.votes, key, votes, least_votes))
            for key, s in stakes.items()
        } | through

    @staticmethod
    def with_votes_left(stakes: dict[tuple[int, int], Stake]) -> dict[tuple[int, int], Stake]:
        """One share is one vote only where nobody's votes are stated; else the others have at most what the stated ones leave."""
        is_stated = any(s.votes and not s.votes_assumed for s in stakes.values())
        stated = [s.votes for s in stakes.values() if s.votes and not s.votes_assumed and not s.is_indirect]
        taken = min(WHOLE, sum(votes.min for votes in stated))
        rest = Interval(0, WHOLE - taken, max_open=taken < WHOLE and any(votes.min_open for votes in stated))
        return {
            key: replace(s, votes=Interval() if s.is_indirect else rest, votes_assumed=False, votes_left=True)
            if is_stated and s.votes_assumed
            else s
            for key, s in stakes.items()
        }
