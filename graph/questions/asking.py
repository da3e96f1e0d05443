"""What every question shares: its options, the view they give, the party it is about, and how numbers become references."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from graph.answers import (
    ConflictAnswer,
    InconsistencyAnswer,
    LinkAnswer,
    PartyRef,
    Quote,
    Range,
    RuleRef,
    Size,
    SourceAnswer,
)
from graph.chains import Step
from graph.generation import Generation
from graph.network import INTERESTS, UNNAMED
from graph.stakes import Box, Presence, Stake
from graph.view import View
from ontology.dates import first_day, last_day
from ontology.errors import NoMatch, RecordError, SeveralMatches, UsageError
from ontology.shares import Share, percent
from ontology.statements import Assertion, Evidence, Family, Review, Status

RULES: Final = {"majority-control": 1}
"""Rule id -> version.  The legal tests come with the rules of the method, section 4."""

INCLUDABLE: Final = (Status.AGREED, Status.PLANNED)


@dataclass(frozen=True, slots=True)
class Options:
    """How a question is asked.  ``as_of`` is a day; ``known_at`` None = all that is known."""

    as_of: datetime.date
    known_at: datetime.date | None = None
    rule: str = "majority-control"
    include: tuple[Status, ...] = ()

    @classmethod
    def parse(
        cls, *, today: datetime.date, as_of: str | None = None, known_at: str | None = None, rule: str | None = None,
        include: Iterable[str] = (),
    ) -> Options:
        """From texts as they are typed.  Raises UsageError naming what is valid.

        >>> Options.parse(today=datetime.date(2020, 1, 1), include=["agreed"]).as_of.isoformat()
        '2020-01-01'
        """
        if rule is not None and rule not in RULES:
            raise UsageError("UNKNOWN_RULE", f"there is no rule {rule!r}", f"use one of: {', '.join(RULES)}")
        words = [word.strip() for part in include for word in part.split(",") if word.strip()]
        for word in words:
            if word not in [s.value for s in INCLUDABLE]:
                valid = ", ".join(s.value for s in INCLUDABLE)
                raise UsageError("BAD_INCLUDE", f"{word!r} cannot be included", f"use one of: {valid}")
        return cls(
            _day(as_of, "as-of", last=True) or today, _day(known_at, "known-at", last=True), rule or "majority-control",
            tuple(s for s in INCLUDABLE if s.value in words),
        )


def _day(text: str | None, what: str, *, last: bool) -> datetime.date | None:
    if text is None or not text.strip():
        return None
    try:
        return last_day(text.strip()) if last else first_day(text.strip())
    except RecordError as error:
        raise UsageError("BAD_DATE", f"--{what} {text[:40]!r} is not a date", "write YYYY, YYYY-MM or YYYY-MM-DD") from error


def find_party(generation: Generation, text: str) -> int:
    """The party meant by an IRI, an identifier (``lei:...``) or a name.  Raises NoMatch, SeveralMatches."""
    iri = generation.base.expand(text.strip())
    if iri is not None:
        number = generation.party_number(iri)
        if number is not None:
            return number
    matches = generation.names.exact(text)
    if len(matches) == 1:
        number = generation.party_number(matches[0].id)
        assert number is not None
        return number
    if matches:
        shown = "; ".join(f"{m.name} ({m.kind.value}, {m.jurisdiction or '?'}): {generation.base.compact(m.id)}" for m in matches[:10])
        raise SeveralMatches("SEVERAL_PARTIES", f"{text[:100]!r} fits {len(matches)} parties: {shown}", "ask again with one of the ids",
                             candidates=matches[:20])
    near = generation.names.search(text, 8)
    if near:
        hint = "did you mean: " + "; ".join(f"{m.name} ({generation.base.compact(m.id)})" for m in near[:5])
    else:
        hint = "search for a part of the name: ownership search TEXT"
    raise NoMatch("NO_PARTY", f"no party in these sources is called {text[:100]!r}", hint, near=near)


@dataclass(slots=True)
class Asking:
    """One question being answered: the generation, the options and the view they give."""

    generation: Generation
    options: Options
    view: View

    @classmethod
    def of(cls, generation: Generation, options: Options) -> Asking:
        view = View(generation.network, options.as_of, options.known_at, frozenset(options.include))
        return cls(generation, options, view)

    @property
    def dated(self) -> tuple[str, str | None, tuple[str, ...], int]:
        """as_of, known_at, include, generation: what every answer repeats."""
        known = self.options.known_at.isoformat() if self.options.known_at else None
        return self.options.as_of.isoformat(), known, tuple(s.value for s in self.options.include), self.generation.number

    @property
    def rule(self) -> RuleRef:
        return RuleRef(id=self.options.rule, version=RULES[self.options.rule])

    def party(self, number: int) -> PartyRef:
        party = self.generation.party(number)
        return PartyRef(id=party.id, name=party.name, kind=party.kind.value, jurisdiction=party.jurisdiction)

    def complete(self, companies: Iterable[int]) -> set[int]:
        return {company for company in companies if self.view.holders(company).complete}

    def columns(self, companies: Iterable[int]) -> dict[int, dict[int, Box]]:
        """Capital by company and named holder.  Control stated without a share leaves the share unknown: 0 to 100."""
        columns: dict[int, dict[int, Box]] = {}
        for company in companies:
            column = {
                s.holder: s.capital or Box() for s in self.view.stakes(company) if s.holder != UNNAMED and (s.capital or s.control)
            }
            if column:
                columns[company] = column
        return columns

    def link(self, step: Step) -> LinkAnswer:
        """A step of a chain with the statement it rests on and every quote for it."""
        rows = self._deciding(step.stake)
        statements = [self.generation.interest_of_row(row) for row in rows]
        first = statements[0]
        named = self.party(step.stake.holder) if step.stake.holder != UNNAMED else PartyRef(id="", name="not named", kind="unknown")
        return LinkAnswer(
            statement=first.id, holder=named, subject=self.party(step.company), interest=first.interest.value, share=size(first.share),
            status=first.status.value, valid_from=first.valid_from, valid_until=first.valid_until, stated_at=first.stated_at,
            evidence=tuple(quote(e) for s in statements for e in s.evidence), details=first.details, reviewed=reviewed(first.assertion),
            also=tuple(s.id for s in statements[1:]),
        )

    def _deciding(self, stake: Stake) -> tuple[int, ...]:
        """The rows of a stake that bear on the verdict, those with a share or control before the rest."""
        def family(row: int) -> Family:
            return INTERESTS[int(self.view.network.columns["interest"][row])].family

        bearing = [row for row in stake.rows if family(row) is not Family.NONE]
        if stake.control is not Presence.ABSENT and stake.capital is None and stake.votes is None:
            bearing = [row for row in bearing if family(row) is Family.CONTROL]
        return tuple(bearing or stake.rows)

    def interests(self, stake: Stake) -> tuple[str, ...]:
        return tuple(dict.fromkeys(INTERESTS[int(self.view.network.columns["interest"][row])].value for row in stake.rows))

    def statements(self, stakes: Iterable[Stake]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.generation.interest_of_row(row).id for stake in stakes for row in stake.rows))

    def conflicts(self, companies: Iterable[int]) -> tuple[ConflictAnswer, ...]:
        return tuple(
            ConflictAnswer(subject=self.party(c), statements=tuple(self.generation.interest_of_row(r).id for r in rows))
            for c in companies for rows in self.view.holders(c).conflicts
        )

    def inconsistencies(self, companies: Iterable[int]) -> tuple[InconsistencyAnswer, ...]:
        return tuple(
            InconsistencyAnswer(subject=party, code="OVER_100", what=f"the stated shares in {party.name} add to more than 100 %")
            for party in (self.party(c) for c in companies if self.view.holders(c).over)
        )

    def sources(self, statements: Iterable[str]) -> tuple[SourceAnswer, ...]:
        """The sources of these statements, by IRI."""
        wanted = sorted({self.generation.statement(s).source for s in statements})
        return tuple(
            SourceAnswer(
                id=s.id, title=s.title, type=s.type, publisher=s.publisher, author=s.author, date=s.date, licence=s.licence, url=s.url,
            )
            for s in (self.generation.sources[iri] for iri in wanted)
        )


def box_range(box: Box | None) -> Range | None:
    return None if box is None else Range(min=percent(box.min), max=percent(box.max))


def fraction_percent(value: Fraction) -> float | int:
    """A fraction of one in percent, rounded to nine decimals at the very end."""
    scaled = round(value * 100, 9)
    return int(scaled) if scaled.denominator == 1 else float(scaled)


def size(share: Share | None) -> Size:
    if share is None:
        return Size()
    exact = percent(share.min) if share.exact and share.min == share.max else None
    if share.exact and exact is None:
        exact = percent((share.min + share.max + 1) // 2)
    return Size(min=percent(share.min), max=percent(share.max), exact=exact, text=share.text)


def quote(evidence: Evidence) -> Quote:
    return Quote(source=evidence.source, quote=evidence.quote, start=evidence.start, end=evidence.end, url=evidence.url)


def reviewed(assertion: Assertion | None) -> bool | None:
    return None if assertion is None else assertion.review is not Review.AUTO


def certainty(present: bool) -> str:
    return "certain" if present else "possible"


def widest(stakes: Sequence[Stake]) -> list[Stake]:
    """Stakes, largest first: by votes, then capital."""
    def key(stake: Stake) -> tuple[int, int]:
        best = stake.votes or stake.capital
        return (-best.min, -best.max) if best else (0, 0)
    return sorted(stakes, key=key)
