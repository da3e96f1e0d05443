"""The view: who holds what in a company on one day, as known on another.  Turns rows of the network into stakes.

Owns the rules of time, status, series, alternatives and directness (method, section 1).  Says nothing about control.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from graph import network as n
from graph.network import Network
from graph.stakes import SOMETHING, Box, Holders, Presence, Stake
from ontology.shares import WHOLE
from ontology.statements import Directness, Family, Interest, Reason, Status


@dataclass(slots=True)
class View:
    """Stakes at a date.  ``as_of`` and ``known_at`` are days (None known_at = all that is known); ``include`` = statuses taken as done."""

    network: Network
    as_of: datetime.date
    known_at: datetime.date | None = None
    include: frozenset[Status] = frozenset()
    _cache: dict[int, Holders] = field(default_factory=dict)

    def holders(self, subject: int) -> Holders:
        """Who holds what in ``subject``; cached for the life of the view."""
        found = self._cache.get(subject)
        if found is None:
            found = self._cache[subject] = self._resolve(subject)
        return found

    def stakes(self, subject: int) -> tuple[Stake, ...]:
        return self.holders(subject).stakes

    def subjects_of(self, holder: int) -> list[int]:
        """Companies in which ``holder`` has a stake that is not absent."""
        column = self.network.columns["subject"]
        subjects = dict.fromkeys(int(column[row]) for row in self.network.holdings_of(holder))
        return [s for s in subjects if any(stake.holder == holder for stake in self.stakes(s))]

    def ancestors(self, subjects: Iterable[int]) -> list[int]:
        """The companies themselves and everyone above them by money, votes or control, breadth first."""
        seen = dict.fromkeys(subjects)
        queue = list(seen)
        for company in queue:
            for stake in self.stakes(company):
                if stake.holder != n.UNNAMED and stake.counts and stake.holder not in seen:
                    seen[stake.holder] = None
                    queue.append(stake.holder)
        return queue

    # -- how rows become stakes ---------------------------------------------------------------------------------

    def _resolve(self, subject: int) -> Holders:
        rows = self._newest(row for row in self.network.holdings_in(subject) if self._usable(row))
        rows = [row for row in rows if not self._restated(row, rows, subject)]
        groups: dict[tuple[int, int, int], list[int]] = defaultdict(list)
        none: list[int] = []
        for row in rows:
            holder, reason = int(self._at("holder", row)), int(self._at("reason", row))
            if holder == n.UNNAMED and n.REASONS[reason] is Reason.NO_BENEFICIAL_OWNERS:
                if self._presence(row):
                    none.append(row)
            else:
                unnamed = row if holder == n.UNNAMED else -1
                groups[holder, unnamed, int(self._at("interest", row))].append(row)
        stakes: dict[tuple[int, int], list[tuple[Interest, Presence, Box | None, tuple[int, ...]]]] = defaultdict(list)
        conflicts: list[tuple[int, ...]] = []
        for (holder, unnamed, interest), members in groups.items():
            presence, box, used, conflict = self._alternatives(members)
            if conflict:
                conflicts.append(tuple(members))
            if presence:
                stakes[holder, unnamed].append((n.INTERESTS[interest], presence, box, used))
        made = tuple(
            self._stake(holder, n.REASONS[self._at("reason", unnamed)] if unnamed >= 0 else None, parts)
            for (holder, unnamed), parts in stakes.items()
        )
        return Holders(
            made, any(int(self._at("flags", row)) & n.COMPLETE for row in rows), tuple(conflicts),
            any(sum(b.min for s in made if (b := getattr(s, column)) is not None) > WHOLE for column in ("capital", "votes")), tuple(none),
        )

    def _at(self, column: str, row: int) -> int:
        return int(self.network.columns[column][row])

    def _usable(self, row: int) -> bool:
        known = self.known_at is None or self._at("stated", row) <= self.known_at.toordinal()
        return known and bool(self._at("flags", row) & n.ACCEPTED)

    def _newest(self, rows: Iterable[int]) -> list[int]:
        """Of each series only the newest known statement."""
        kept: list[int] = []
        series: dict[int, list[int]] = defaultdict(list)
        for row in rows:
            number = self._at("series", row)
            if number < 0:
                kept.append(row)
            else:
                series[number].append(row)
        for members in series.values():
            newest = max(self._at("stated", row) for row in members)
            kept.extend(row for row in members if self._at("stated", row) == newest)
        return sorted(kept)

    def _restated(self, row: int, rows: list[int], subject: int) -> bool:
        """Whether an indirect statement only restates a chain that other statements give: then it is no link of its own."""
        if n.DIRECTNESS[self._at("direct", row)] is not Directness.INDIRECT:
            return False
        if self._at("flags", row) & n.SUMMARY:
            return True
        wanted = self._at("holder", row)
        seen = {subject}
        queue = [subject]
        for company in queue:
            inner = rows if company == subject else [r for r in self.network.holdings_in(company) if self._usable(r)]
            for other in inner:
                holder = self._at("holder", other)
                if n.DIRECTNESS[self._at("direct", other)] is Directness.INDIRECT or holder in seen or not self._presence(other):
                    continue
                if holder == wanted and company != subject:
                    return True
                if holder != n.UNNAMED:
                    seen.add(holder)
                    queue.append(holder)
        return False

    def _presence(self, row: int) -> Presence:
        """Whether the row holds on the day: valid time first, then status (method, section 1)."""
        day, status = self.as_of.toordinal(), n.STATUSES[self._at("status", row)]
        start_first, start_last = self._at("from_first", row), self._at("from_last", row)
        until_first, until_last = self._at("until_first", row), self._at("until_last", row)
        stated = self._at("stated", row)
        if self._at("flags", row) & n.CLOSED and until_first == n.NEVER:
            until_first = until_last = stated
        if status is Status.FORMER and until_first == n.NEVER:
            return Presence.ABSENT
        if start_first == n.ALWAYS:
            if status in (Status.AGREED, Status.PLANNED) and day < stated:
                return Presence.ABSENT
            start_last = stated
        if day < start_first or day >= until_last:
            return Presence.ABSENT
        time = Presence.CERTAIN if day >= start_last and (day < until_first) else Presence.POSSIBLE
        if status in self.include or status in (Status.IN_EFFECT, Status.FORMER):
            return time
        return Presence.POSSIBLE if status in (Status.AGREED, Status.ALLEGED) else Presence.ABSENT

    def _alternatives(self, rows: list[int]) -> tuple[Presence, Box | None, tuple[int, ...], bool]:
        """Versions and rival claims of one holding: the newest of each source, bracketed over sources.  Never added."""
        by_source: dict[int, list[int]] = defaultdict(list)
        for row in rows:
            by_source[self._at("source", row)].append(row)
        verdicts: list[tuple[Presence, Box | None]] = []
        used: list[int] = []
        for members in by_source.values():
            speaking = [r for r in members if self._presence(r) or self._ended(r)]
            if not speaking:
                continue
            newest = max(self._at("stated", row) for row in speaking)
            for row in speaking:
                if self._at("stated", row) == newest:
                    verdicts.append((self._presence(row), self._box(row)))
                    used.append(row)
        if not verdicts:
            return Presence.ABSENT, None, (), False
        boxes = [box for presence, box in verdicts if presence and box is not None]
        box = boxes[0] if boxes else None
        for other in boxes[1:]:
            assert box is not None
            box = box.hull(other)
        least, most = min(p for p, _ in verdicts), max(p for p, _ in verdicts)
        conflict = (least is Presence.ABSENT < most) or any(a.disjoint(b) for a in boxes for b in boxes)
        presence = most if least is most else Presence.POSSIBLE
        return presence, box, tuple(r for r in used if self._presence(r)), conflict

    def _ended(self, row: int) -> bool:
        """A statement that speaks against the holding: denied, or said to be over by the day."""
        status, day = n.STATUSES[self._at("status", row)], self.as_of.toordinal()
        over = day >= self._at("until_last", row) or bool(self._at("flags", row) & n.CLOSED)
        return status is Status.DENIED or over or (status is Status.FORMER and day >= self._at("stated", row))

    def _box(self, row: int) -> Box | None:
        flags = self._at("flags", row)
        if not flags & n.HAS_SHARE:
            return None
        return Box(self._at("min", row), self._at("max", row), bool(flags & n.MIN_OPEN), bool(flags & n.MAX_OPEN))

    @staticmethod
    def _stake(holder: int, reason: Reason | None, parts: list[tuple[Interest, Presence, Box | None, tuple[int, ...]]]) -> Stake:
        columns: dict[Family, Box] = {}
        control = role = veto = Presence.ABSENT
        rows: list[int] = []
        for interest, presence, box, used in sorted(parts, key=lambda part: _RANK.get(part[0], 99)):
            rows.extend(used)
            sized = box or SOMETHING
            if presence is Presence.POSSIBLE:
                sized = replace(sized, min=0, min_open=False)
            match interest.family:
                case Family.MONEY | Family.VOTES as family:
                    columns.setdefault(family, sized)
                case Family.CONTROL:
                    control = max(control, presence)
                case Family.ROLE:
                    role = max(role, presence)
                case Family.VETO:
                    veto = max(veto, presence)
        shares = any(interest is Interest.SHAREHOLDING for interest, *_ in parts)
        assumed = Family.VOTES not in columns and shares
        return Stake(
            holder, columns.get(Family.MONEY), columns[Family.MONEY] if assumed else columns.get(Family.VOTES), control, role, veto,
            max(presence for _, presence, _, _ in parts), assumed, reason, tuple(rows),
        )


_RANK: Final = {interest: rank for rank, interest in enumerate((
    Interest.SHAREHOLDING, Interest.RIGHTS_TO_PROFIT, Interest.RIGHTS_TO_SURPLUS_ASSETS, Interest.PROFIT_FROM_ASSETS,
    Interest.BENEFICIARY_OF_LEGAL_ARRANGEMENT))}
"""Several money interests of one holder describe one stake: the first of these that is stated counts."""
