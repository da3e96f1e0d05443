"""What every question shares: its options, the view they give, and how numbers become references to parties and statements."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from graph.algorithms.traversal import walk
from graph.answers.common import LinkAnswer, PartyRef, RuleRef, SourceAnswer
from graph.generation.generation import Generation
from graph.generation.interest_table import INTERESTS, UNNAMED
from graph.network.as_of import AsOfView
from graph.network.stake import Interval, Presence, Stake, Step
from graph.queries.hypothetical import NEW, Change, Supposed
from graph.queries.options import Options
from graph.queries.parties import find_groups
from graph.queries.references import SUPPOSED, quote, reviewed, size
from ontology.statements import Family, InterestStatement, Kind


@dataclass(slots=True)
class QueryContext:
    """One question being answered: the generation, the options and the view they give.

    ``groups``: parties that act together.  ``supposed``: changes laid over the data, None = the data as it is.
    """

    generation: Generation
    options: Options
    view: AsOfView
    groups: tuple[frozenset[int], ...] = ()
    supposed: Supposed | None = None
    _records: dict[int, InterestStatement] = field(default_factory=dict)

    @classmethod
    def of(cls, generation: Generation, options: Options) -> QueryContext:
        """Raises NoMatch, SeveralMatches, UsageError for the parties that act together."""
        view = AsOfView(generation.interests, options.as_of, options.known_at, frozenset(options.include))
        return cls(generation, options, view, find_groups(generation, options.together))

    def at(self, as_of: datetime.date, known_at: datetime.date | None) -> QueryContext:
        """The same question for another day."""
        options = replace(self.options, as_of=as_of, known_at=known_at)
        view = AsOfView(self.generation.interests, as_of, known_at, frozenset(options.include))
        return QueryContext(self.generation, options, view, self.groups, _records=self._records)

    def supposing(self, supposed: Supposed) -> QueryContext:
        """The same question over supposed changes."""
        options = self.options
        view = AsOfView(self.generation.interests, options.as_of, options.known_at, frozenset(options.include), overlay=supposed.overlay)
        return QueryContext(self.generation, options, view, self.groups, supposed, self._records)

    @property
    def dated(self) -> tuple[str, str | None, tuple[str, ...], int]:
        """as_of, known_at, include, generation: what every answer repeats."""
        known = self.options.known_at.isoformat() if self.options.known_at else None
        return self.options.as_of.isoformat(), known, tuple(s.value for s in self.options.include), self.generation.number

    @property
    def rule(self) -> RuleRef:
        chosen = self.options.chosen
        return RuleRef(id=chosen.rule.id, version=chosen.rule.version, parameters=dict(chosen.values))

    def party(self, number: int) -> PartyRef:
        if self.supposed is not None and number >= self.supposed.first:
            name = self.supposed.newcomers[number - self.supposed.first]
            return PartyRef(id=f"{NEW}{name}", name=name, kind=Kind.UNKNOWN.value)
        party = self.generation.party_summary(number)
        return PartyRef(id=party.id, name=party.name, kind=party.kind.value, jurisdiction=party.jurisdiction)

    def parties(self, numbers: Iterable[int]) -> tuple[PartyRef, ...]:
        return tuple(self.party(number) for number in numbers)

    def ancestors(self, subjects: Iterable[int]) -> tuple[list[int], set[int]]:
        """The parties and everyone above them, nearest first, and those at which the limit of the question stopped the search."""
        return walk(subjects, self.view.holders_above, self.options.limits.parties)

    def descendants(self, parties: Iterable[int]) -> tuple[list[int], bool]:
        """The parties and every company below them, nearest first, and whether the limit of the question stopped the search."""
        order, cut = walk(parties, self.view.companies_of, self.options.limits.parties)
        return order, bool(cut)

    def record(self, row: int) -> InterestStatement:
        """The statement of a row; read once a question."""
        found = self._records.get(row)
        if found is None:
            found = self._records[row] = self.generation.interest_of_row(row)
        return found

    def complete(self, companies: Iterable[int]) -> set[int]:
        return {company for company in companies if self.view.holders(company).complete}

    def columns(self, companies: Iterable[int]) -> dict[int, dict[int, Interval]]:
        """Capital by company and named holder.  Control stated without a share leaves the share unknown: 0 to 100."""
        columns: dict[int, dict[int, Interval]] = {}
        for company in companies:
            column = {
                s.holder: s.capital or Interval() for s in self.view.stakes(company) if s.holder != UNNAMED and (s.capital or s.control)
            }
            if column:
                columns[company] = column
        return columns

    def link(self, step: Step) -> LinkAnswer:
        """A step of a chain with the statement it rests on and every quote for it."""
        changes = self.supposed.of(step.company, step.stake.holder) if self.supposed else []
        if changes:
            return self._supposed_link(step, changes)
        statements = [self.record(row) for row in self._deciding(step.stake)]
        first = statements[0]
        named = self.party(step.stake.holder) if step.stake.holder != UNNAMED else PartyRef(id="", name="not named", kind="unknown")
        return LinkAnswer(
            statement=first.id,
            holder=named,
            subject=self.party(step.company),
            interest=first.interest.value,
            share=size(first.share),
            status=first.status.value,
            valid_from=first.valid_from,
            valid_until=first.valid_until,
            stated_at=first.stated_at,
            evidence=tuple(quote(e) for s in statements for e in s.evidence),
            details=first.details,
            reviewed=reviewed(first.assertion),
            also=tuple(s.id for s in statements[1:]),
        )

    def statement_of(self, step: Step) -> str:
        """The id of the statement that a step rests on first."""
        changes = self.supposed.of(step.company, step.stake.holder) if self.supposed else []
        return f"{SUPPOSED}{changes[0].row}" if changes else self.record(self._deciding(step.stake)[0]).id

    def _supposed_link(self, step: Step, changes: Sequence[Change]) -> LinkAnswer:
        """A step that rests on a supposed change: it has a row in place of a statement."""
        statements = [self.record(row) for row in self._deciding(step.stake)]
        return LinkAnswer(
            statement=f"{SUPPOSED}{changes[0].row}",
            holder=self.party(step.stake.holder),
            subject=self.party(step.company),
            interest=changes[0].interest.value,
            share=size(changes[0].share),
            status="supposed",
            valid_from=None,
            valid_until=None,
            stated_at=None,
            evidence=tuple(quote(e) for s in statements for e in s.evidence),
            also=(*(f"{SUPPOSED}{c.row}" for c in changes[1:]), *(s.id for s in statements)),
        )

    def _deciding(self, stake: Stake) -> tuple[int, ...]:
        """The rows of a stake that bear on the verdict, those with a share or control before the rest."""

        def family(row: int) -> Family:
            return INTERESTS[int(self.view.interests.columns["interest"][row])].family

        bearing = [row for row in stake.rows if family(row) is not Family.NONE]
        if stake.control is not Presence.ABSENT and stake.capital is None and stake.votes is None:
            bearing = [row for row in bearing if family(row) is Family.CONTROL]
        return tuple(bearing or stake.rows)

    def interests(self, stake: Stake) -> tuple[str, ...]:
        return tuple(dict.fromkeys(INTERESTS[int(self.view.interests.columns["interest"][row])].value for row in stake.rows))

    def statements(self, stakes: Iterable[Stake]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.record(row).id for stake in stakes for row in stake.rows))

    def sources(self, statements: Iterable[str]) -> tuple[SourceAnswer, ...]:
        """The sources of these statements, by IRI."""
        wanted = sorted({self.generation.statement(s).source for s in dict.fromkeys(statements) if not s.startswith(SUPPOSED)})
        return tuple(
            SourceAnswer(
                id=s.id, title=s.title, type=s.type, publisher=s.publisher, author=s.author, date=s.date, licence=s.licence, url=s.url
            )
            for s in (self.generation.sources[iri] for iri in wanted)
        )
