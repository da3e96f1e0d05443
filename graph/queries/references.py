"""The parts of an answer: parties, links, statements and sources from their numbers; figures are in figures.py.

Knows what an answer points at, not what it says.  It is long because the parts are made of one another: a link has parties, statements and
sources, and each is read once.
"""

from __future__ import annotations

import datetime
import functools
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple
from weakref import WeakKeyDictionary

import msgspec
import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from graph.answers.common import LinkAnswer, PartyRef, Quote, RivalAnswer, RuleDate, RuleRef, SourceAnswer, VersionEnd
from graph.generation.generation import Generation
from graph.generation.interest_table import ALWAYS, CLOSED, HAS_SHARE, INTERESTS, NEVER, RIVAL_SHIFT, STATUSES, UNNAMED
from graph.network.interest_kinds import MONEY_ORDER
from graph.network.stake import Presence, Stake, Step
from graph.queries.claims import has_ended_beside, is_of_record, is_other_size, is_rival, is_version, list_agreeing_sources
from graph.queries.figures import to_size
from graph.queries.hypothetical import NEW, Change, Hypothetical
from graph.queries.options import Options
from graph.queries.phrases import join, shorten
from graph.queries.record_versions import find_closings, find_other_ends, find_withdrawal, find_without, list_versions
from graph.rules.model import Standing
from ontology.shares import PERCENT, Share
from ontology.statements import Assertion, Directness, Evidence, Family, Interest, InterestStatement, Kind, Review, Source, Status

_FORMER: Final = STATUSES.index(Status.FORMER)
_ASSERTED: Final = (STATUSES.index(Status.IN_EFFECT), _FORMER)
"""Of what a source says of itself, and not as alleged or as a deal."""
_KINDS: Final = {kind.value: kind for kind in Kind}
_FILES: Final = 3
"""How many files of a source its title names."""
SUPPOSED: Final = "supposed:row-"
"""Precedes the number of the row of a supposed change where a statement has its IRI."""


class _Link(NamedTuple):
    """A link, the rows that were read for it, and the releases of other versions beside the statements that these cite."""

    answer: LinkAnswer
    rows: tuple[int, ...]
    beside: dict[str, set[tuple[str, int]]]


_KEPT_LINKS: Final = 16_384
"""Links of a generation that are kept, of a kilobyte or two each, before they are made anew."""
_links: Final[WeakKeyDictionary[Generation, dict[tuple[Step, tuple[int, bool], datetime.date | None], _Link]]] = WeakKeyDictionary()
"""By step, threshold of the rule and last day of what was known: the day that is asked for does not bear on them."""


class References(msgspec.Struct, frozen=True):
    """What the numbers of one query stand for.  Each statement is read once.

    ``known_at``: the last day of what was known; None = now.  ``threshold``: of the rule, in percent, and whether it must be passed (True).
    """

    generation: Generation
    hypothetical: Hypothetical | None = None
    known_at: datetime.date | None = None
    threshold: tuple[int, bool] = (50, True)
    _statements: dict[int, InterestStatement] = msgspec.field(default_factory=dict)
    _read_from: dict[str, tuple[str, int]] = msgspec.field(default_factory=dict)
    _read_beside: dict[str, set[tuple[str, int]]] = msgspec.field(default_factory=dict)
    """Of a cited statement the releases of other versions of its record of which something is told, beside it."""
    _parties: dict[int, PartyRef] = msgspec.field(default_factory=dict)

    def over(self, hypothetical: Hypothetical) -> References:
        """Return the references of the same query over supposed changes."""
        return replace(self, hypothetical=hypothetical)

    def kind(self, number: int) -> Kind:
        """Return the kind of a party; that of a new one is not known."""
        if self._is_new(number):
            return Kind.UNKNOWN
        return _KINDS[self.party(number).kind]

    def jurisdiction(self, number: int) -> str | None:
        return None if self._is_new(number) else self.party(number).jurisdiction

    def party(self, number: int) -> PartyRef:
        if self.hypothetical is not None and self._is_new(number):
            name = self.hypothetical.new_parties[number - self.hypothetical.first_new]
            return PartyRef(id=f"{NEW}{name}", name=name, kind=Kind.UNKNOWN.value)
        reference = self._parties.get(number)
        if reference is None:
            party = self.generation.party_summary(number)
            reference = PartyRef(id=party.id, name=party.name, kind=party.kind.value, jurisdiction=party.jurisdiction)
            self._parties[number] = reference
        return reference

    def parties(self, numbers: Iterable[int]) -> tuple[PartyRef, ...]:
        return tuple(self.party(number) for number in numbers)

    def all_parties(self, numbers: Sequence[int]) -> dict[int, PartyRef]:
        """Return many parties by number, read together."""
        old = [number for number in numbers if not self._is_new(number)]
        references = [
            PartyRef(id=party.id, name=party.name, kind=party.kind.value, jurisdiction=party.jurisdiction)
            for party in self.generation.party_summaries(old)
        ]
        return dict(zip(old, references, strict=True)) | {number: self.party(number) for number in numbers if self._is_new(number)}

    def statement(self, row: int) -> InterestStatement:
        """Return the statement of a row of the network."""
        statement = self._statements.get(row)
        if statement is None:
            statement = self._statements[row] = self.generation.interest_of_row(row)
            release = self.generation.release_at(self.generation.interests.views["statement"][row])
            self._read_from[statement.id] = statement.source, release
        return statement

    def statement_ids(self, stakes: Iterable[Stake]) -> tuple[str, ...]:
        """Return the ids of the statements that stakes rest on, each once."""
        return tuple(dict.fromkeys(self.statement(row).id for stake in stakes for row in stake.rows))

    def interests(self, stake: Stake) -> tuple[str, ...]:
        """Return the kinds of interest that a stake is made of, each once."""
        return tuple(dict.fromkeys(self._interest_of(row).value for row in stake.rows if self._is_of_holder(row, stake)))

    def link(self, step: Step) -> LinkAnswer:
        """Return a step of a chain with the statement that decides, what is said beside it and what against it, with every quote."""
        changes = self._changes_behind(step)
        if changes:
            return self._supposed_link(step, changes)
        kept = _links.get(self.generation)
        if kept is None or len(kept) >= _KEPT_LINKS:
            kept = _links[self.generation] = {}
        made = kept.get(key := (step, self.threshold, self.known_at))
        if made is None:
            reader = replace(self, _statements={}, _read_from={}, _read_beside={})
            made = kept[key] = _Link(reader._make_link(step), tuple(reader._statements), reader._read_beside)
        for row in made.rows:
            self.statement(row)
        for statement, releases in made.beside.items():
            self._read_beside.setdefault(statement, set()).update(releases)
        return made.answer

    def _make_link(self, step: Step) -> LinkAnswer:
        """Return a step that rests on statements as they stand."""
        ranked = self._rank_rows(step)
        first, *others = [self.statement(row) for row in ranked]
        rivals, size, nominees = self._list_rivals(ranked), first.share, self._nominees_of(step.stake, first)
        if nominees:
            size = self._size_held(step) if len(nominees) == 1 else None
        ended = [s for s in others if s not in rivals and has_ended_beside(s, first) and not is_version(self.generation, s, first)]
        statements = [first, *(s for s in others if s not in rivals and s not in ended)]
        objections = [*(self.statement(row) for row in step.stake.against), *ended]
        sizes = [s for s in statements[1:] if is_other_size(s, first) and not is_version(self.generation, s, first)]
        named = self.party(step.stake.holder) if step.stake.holder != UNNAMED else PartyRef(id="", name="not named", kind="unknown")
        versions = list_versions(self.generation.interests, ranked[0], self.known_at)
        return LinkAnswer(
            statement=first.id,
            holder=named,
            subject=self.party(step.company),
            interest=first.interest.value,
            share=to_size(size),
            status=first.status.value,
            valid_from=first.valid_from,
            valid_until=first.valid_until,
            stated_at=first.stated_at,
            evidence=tuple(to_quote(e) for s in statements for e in s.evidence),
            details=first.details,
            reviewed=is_reviewed(first.assertion),
            source=first.source,
            also=tuple(s.id for s in statements[1:]),
            also_stated_by=list_agreeing_sources(first, statements[1:], of_nominees=bool(nominees)) or msgspec.UNSET,
            disagrees=(*(self._to_rival(s, first) for s in rivals), *(self._to_rival(s, first, is_objection=True) for s in objections)),
            votes_assumed=(step.by is Family.VOTES and step.stake.votes_assumed) or msgspec.UNSET,
            repeated=self._count_repeats(ranked) or msgspec.UNSET,
            duplicated=any(s.id in self.generation.duplicated_ids for s in statements) or msgspec.UNSET,
            not_given=self._list_days_without(step, ranked[0], versions) or msgspec.UNSET,
            other_ends=self._list_other_ends(step, ranked[0], versions) or msgspec.UNSET,
            closed_at=self._find_closing(step, ranked[0], versions) or msgspec.UNSET,
            withdrawn_at=self._find_withdrawal(step, ranked[0], versions) or msgspec.UNSET,
            through=self.parties(nominees) or msgspec.UNSET,
            other_sizes=tuple(self._to_rival(s, first) for s in sizes) or msgspec.UNSET,
            indirect=first.direct is Directness.INDIRECT or msgspec.UNSET,
        )

    def is_indirect(self, stake: Stake) -> bool:
        """Whether all that a stake has of shares or votes is stated as held through others."""
        statements = [s for row in stake.rows if (s := self.statement(row)).interest.family in (Family.MONEY, Family.VOTES)]
        return bool(statements) and all(s.direct is Directness.INDIRECT for s in statements)

    def _list_rivals(self, ranked: Sequence[int]) -> list[InterestStatement]:
        """List the statements of rows of a stake that cannot be true together with the first of the same holder and interest."""
        if len(ranked) == 1:
            return []
        holder, firsts = self.generation.interests.views["holder"], dict[tuple[int, Interest], InterestStatement]()
        rivals = []
        for row in ranked:
            statement = self.statement(row)
            if is_rival(statement, firsts.setdefault((holder[row], statement.interest), statement)):
                rivals.append(statement)
        return rivals

    def _is_of_holder(self, row: int, stake: Stake) -> bool:
        """Whether a row is of the holder of a stake, and not of a nominee who holds for it."""
        return not stake.through or stake.holder == UNNAMED or self.generation.interests.views["holder"][row] == stake.holder

    def _nominees_of(self, stake: Stake, cited: InterestStatement) -> tuple[int, ...]:
        """Return the nominees of a stake, unless what decides is another interest of its holder."""
        return stake.through if stake.holder == UNNAMED or cited.interest is Interest.NOMINATOR else ()

    def _size_held(self, step: Step) -> Share | None:
        """Return what the one nominee of a stake holds for others, as is supposed or stated of that, else of what it holds."""
        changes = [change for change in self._changes_behind(step) if change.holder in step.stake.through]
        supposed: list[Share | None] = [c.share for c in changes if c.interest is Interest.NOMINEE and c.share]
        supposed = supposed or [c.share for c in changes if c.interest.family in (Family.MONEY, Family.VOTES)]
        if supposed:
            return supposed[0]
        holder = self.generation.interests.views["holder"]
        held = [row for row in self._rank_rows(step) if holder[row] in step.stake.through]
        as_nominee = [row for row in held if self._interest_of(row) is Interest.NOMINEE and self.statement(row).share]
        rows = as_nominee or [row for row in held if self._interest_of(row) not in (Interest.NOMINEE, Interest.NOMINATOR)]
        return self.statement(rows[0]).share

    def link_id(self, step: Step) -> str:
        """Return the id of the statement that a step rests on first."""
        changes = self._changes_behind(step)
        return f"{SUPPOSED}{changes[0].row}" if changes else self.statement(self.find_cited_row(step)).id

    def find_cited_row(self, step: Step) -> int:
        """Return the row of the network that a step rests on first."""
        return self._rank_rows(step)[0]

    def sources(self, statements: Iterable[str], others: Iterable[str] = ()) -> tuple[SourceAnswer, ...]:
        """Return the sources of the statements of these ids, and others by their ids, sorted by IRI.

        Of a source of several files the title is that of those which state what is cited, and all else of the newest of them.
        """
        cited: dict[str, set[int]] = {}
        for statement in dict.fromkeys(statements):
            if not statement.startswith(SUPPOSED):
                for iri, release in (self._find_release(statement), *self._read_beside.get(statement, ())):
                    cited.setdefault(iri, set()).add(release)
        named = set(others)
        cited = {iri: set() for iri in named} | cited
        for iri, release in self._read_from.values():
            if iri in named:
                # Which statement says why a search ended is not kept: it is one of those that were read.
                cited[iri].add(release)
        return tuple(self._describe_source(iri, sorted(releases)) for iri, releases in sorted(cited.items()))

    def _find_release(self, statement: str) -> tuple[str, int]:
        """Return the source of a statement, by their ids, and the place of the release that has it."""
        if statement in self._read_from:
            return self._read_from[statement]
        position = self.generation.find_position(statement)
        return self.generation.statement_at(position).source, self.generation.release_at(position)

    def _describe_source(self, iri: str, releases: Sequence[int]) -> SourceAnswer:
        """Describe a source by these of its releases, the oldest first; as a whole where none is given."""
        files = [self.generation.source_of_release(iri, release) for release in releases] or [self.generation.sources[iri]]
        titles = list(dict.fromkeys(file.title for file in files))
        return to_source(files[-1], join(shorten(titles, _FILES, "other files")))

    def sources_of_rows(self, rows: npt.NDArray[np.int64]) -> tuple[SourceAnswer, ...]:
        """Return the sources of rows of the network, by IRI."""
        sources = list(self.generation.sources.values())
        numbers = np.flatnonzero(np.bincount(self.generation.interests.columns["source"][rows], minlength=len(sources)))
        return tuple(to_source(source) for source in sorted((sources[number] for number in numbers), key=lambda source: source.id))

    def _is_new(self, number: int) -> bool:
        return self.hypothetical is not None and number >= self.hypothetical.first_new

    def _changes_behind(self, step: Step) -> list[Change]:
        """Return the changes that made a stake what it is, those of its nominees too."""
        holders = (step.stake.holder, *step.stake.through)
        return [c for h in holders for c in self.hypothetical.changes_of(step.company, h)] if self.hypothetical else []

    def _to_rival(self, statement: InterestStatement, cited: InterestStatement, *, is_objection: bool = False) -> RivalAnswer:
        is_end = is_objection and statement.status is not Status.DENIED
        return RivalAnswer(
            statement=statement.id,
            source=statement.source,
            interest=statement.interest.value,
            share=to_size(statement.share),
            status=statement.status.value,
            stated_at=statement.stated_at,
            evidence=tuple(to_quote(e) for e in statement.evidence),
            ended=is_end,
            version=is_version(self.generation, statement, cited),
            undated=(is_objection and statement.status is Status.FORMER and statement.valid_until is None) or msgspec.UNSET,
            valid_until=(is_end and statement.valid_until) or msgspec.UNSET,
        )

    def _supposed_link(self, step: Step, changes: Sequence[Change]) -> LinkAnswer:
        """Return a step that rests on supposed changes: the row of the first is in the place of the statement."""
        statements = [self.statement(row) for row in self._rank_rows(step)]
        size, interest, nominees = changes[0].share, changes[0].interest, step.stake.through
        if nominees:
            size = self._size_held(step) if len(nominees) == 1 else None
            interest = interest if step.stake.holder == UNNAMED else Interest.NOMINATOR
        return LinkAnswer(
            statement=f"{SUPPOSED}{changes[0].row}",
            holder=self.party(step.stake.holder),
            subject=self.party(step.company),
            interest=interest.value,
            share=to_size(size),
            status="supposed",
            valid_from=None,
            valid_until=None,
            stated_at=None,
            evidence=tuple(to_quote(e) for s in statements for e in s.evidence),
            also=(*(f"{SUPPOSED}{c.row}" for c in changes[1:]), *(s.id for s in statements)),
            votes_assumed=(step.by is Family.VOTES and step.stake.votes_assumed) or msgspec.UNSET,
            through=self.parties(nominees) or msgspec.UNSET,
        )

    def _rank_rows(self, step: Step) -> list[int]:
        """Return the rows of a stake that bear on the verdict, that which decides first; all of them where none bears on it.

        It is a row of the part that decides; where that is votes which no row states, of the shares that they are taken from; of what a
        nominee holds for a nominator, that he is it.  Of rival claims it is the greatest, since a smaller one decides nothing that a
        greater does not; but one that is only alleged, or of a deal, comes before what is in effect only where that does not reach the
        threshold.
        """
        stake, by = step.stake, step.by
        if len(stake.rows) == 1:
            return list(stake.rows)
        bearing = [row for row in stake.rows if self._interest_of(row).family is not Family.NONE]
        if stake.control is not Presence.ABSENT and stake.capital is None and stake.votes is None:
            bearing = [row for row in bearing if self._interest_of(row).family is Family.CONTROL]
        if stake.through:
            bearing = list(stake.rows)
        rows, is_moved = bearing or list(stake.rows), stake.through and by is not Family.CONTROL

        def rank(row: int) -> tuple[object, ...]:
            interest = self._interest_of(row)
            is_second = is_moved and interest is not Interest.NOMINATOR
            return is_second, interest.family is not by, self._rank_interest(row), self._rank_claim(row)

        return sorted(rows, key=rank)

    def _list_days_without(self, step: Step, row: int, versions: Sequence[int]) -> tuple[str, ...]:
        """List the days, as far as was known, on which the source of a row described the same record without that interest."""
        without = find_without(self.generation.interests, versions, row)
        if not without:
            return ()
        self._remember_beside(step, row, without)
        return tuple(dict.fromkeys(map(self._read_day, sorted(without, key=lambda v: self.generation.interests.views["stated"][v]))))

    def _list_other_ends(self, step: Step, row: int, versions: Sequence[int]) -> tuple[VersionEnd, ...]:
        """List the ends that other versions, or without a record later rows, gave, as far as was known, where a row states none."""
        others = find_other_ends(self.generation.interests, versions, row)
        if not others:
            return ()
        self._remember_beside(step, row, others)
        statements = [self.statement(other) for other in others]
        ends = {(s.stated_at, s.valid_until) for s in statements if s.stated_at and s.valid_until}
        return tuple(VersionEnd(stated_at=stated, valid_until=until) for stated, until in sorted(ends))

    def _find_withdrawal(self, step: Step, row: int, versions: Sequence[int]) -> str | None:
        """Return the day, as far as was known, on which the source of a row withdrew its record.

        It is one before the row was stated only where the step is in doubt.
        """
        withdrawal, stated = find_withdrawal(self.generation.interests, versions, row), self.generation.interests.views["stated"]
        if withdrawal is None or (step.stake.presence is Presence.CERTAIN and stated[withdrawal] < stated[row]):
            return None
        self._remember_beside(step, row, [withdrawal])
        return self._read_day(withdrawal)

    def _read_day(self, row: int) -> str:
        """Return the day on which a row was stated."""
        return datetime.date.fromordinal(self.generation.interests.views["stated"][row]).isoformat()

    def _remember_beside(self, step: Step, row: int, others: Iterable[int]) -> None:
        """Remember which releases state other versions of the record of a row, where the step is in doubt, so that these are told."""
        if step.stake.presence is Presence.CERTAIN:
            return
        releases = {self._read_from[self.statement(other).id] for other in others}
        self._read_beside.setdefault(self.statement(row).id, set()).update(releases)

    def _count_repeats(self, ranked: Sequence[int]) -> int:
        """Count what gives the same figure again for the same interest as the first of some rows: lots, perhaps, that a reader would add.

        That are rows of the same table, or interests of the same version of a record.
        """
        if len(ranked) == 1:
            return 0
        cited = self.statement(ranked[0])
        is_table = self.generation.sources[cited.source].type == "table"
        if cited.share is None or not (is_table or cited.record):
            return 0

        def describe(row: int) -> tuple[object, ...]:
            s = self.statement(row)
            version = (s.record, s.stated_at, self.generation.interests.views["flags"][row] >> RIVAL_SHIFT)
            figure = (s.share.min, s.share.max) if s.share else None
            return (s.source, s.interest, s.status, figure, *(() if is_table else (s.direct, *version)))

        return sum(describe(row) == describe(ranked[0]) for row in ranked[1:])

    def _find_closing(self, step: Step, cited: int, versions: Sequence[int]) -> str | None:
        """Return the day on which the record of a row was closed without a day of its end, as far as was known."""
        columns = self.generation.interests.views
        for row in (*step.stake.rows, *find_closings(self.generation.interests, versions, cited)):
            is_closed = columns["flags"][row] & CLOSED and columns["until_first"][row] == NEVER and columns["stated"][row] != ALWAYS
            if is_closed and is_of_record(self.generation, self.statement(row), self.statement(cited)):
                return self._read_day(row)
        return None

    def _rank_interest(self, row: int) -> int:
        """Return the place of a row's interest: shares before rights to money, else as the rows are kept."""
        interest = self._interest_of(row)
        return MONEY_ORDER.index(interest) if interest in MONEY_ORDER else len(MONEY_ORDER) + INTERESTS.index(interest)

    def _rank_claim(self, row: int) -> tuple[int, int, int, bool]:
        """Return the place of a row's claim.

        What is in effect comes before what is only alleged or of a deal, unless only the latter reaches the threshold; of these the
        greatest, of equal ones that which has not ended.
        """
        columns = self.generation.interests.views
        status, most = columns["status"][row], columns["max"][row]
        has_share, (percent, is_strict) = bool(columns["flags"][row] & HAS_SHARE), self.threshold
        is_enough = has_share and (most > percent * PERCENT or (most == percent * PERCENT and not is_strict))
        tier = 2 * (not is_enough) + (status not in _ASSERTED)
        size = (-most, -columns["min"][row]) if has_share else (1, 0)
        return tier, *size, status == _FORMER

    def _interest_of(self, row: int) -> Interest:
        return INTERESTS[self.generation.interests.views["interest"][row]]


def to_source(source: Source, title: str | None = None) -> SourceAnswer:
    """Return a source, by its own title where no other is given."""
    return SourceAnswer(
        id=source.id,
        title=title or source.title,
        type=source.type,
        publisher=source.publisher,
        author=source.author,
        date=source.date,
        licence=source.licence,
        url=source.url,
        part_of=source.part_of or msgspec.UNSET,
    )


def to_rule_ref(options: Options) -> RuleRef:
    """Return the rule of a query with all its parameters, and whether it was in force on the day asked for."""
    return _describe_rule(options.rule, options.parameters, options.as_of)


@functools.lru_cache(maxsize=1_000)
def _describe_rule(rule_id: str, parameters: tuple[tuple[str, str], ...], as_of: datetime.date) -> RuleRef:
    """Return the same; many questions are asked by one rule of one day."""
    setting = Options(as_of, rule=rule_id, parameters=parameters).setting
    rule, standing = setting.rule, setting.rule.standing_on(as_of)
    return RuleRef(
        id=rule.id,
        version=rule.version,
        parameters=dict(setting.values),
        in_force=standing.value if standing is Standing.SUSPENDED else standing is Standing.IN_FORCE,
        dates=tuple(RuleDate(day=c.day, standing=c.standing.value, unless=c.unless, exempt=c.exempt) for c in rule.changes),
    )


def to_quote(evidence: Evidence) -> Quote:
    return Quote(source=evidence.source, quote=evidence.quote, start=evidence.start, end=evidence.end, url=evidence.url)


def to_certainty(certain: bool) -> str:
    """Return the word of an answer."""
    return "certain" if certain else "possible"


def is_reviewed(assertion: Assertion | None) -> bool | None:
    """Whether a person has reviewed an extracted claim; None where nothing was extracted."""
    return None if assertion is None else assertion.review is not Review.AUTO
