"""Lists the relations around an answer: every link that its chart draws and its table shows, stated or inferred.

One list serves both, so that they never differ.  Decides what is shown around a verdict, not the verdict; draws nothing.  It is long,
because each sort of relation is worded by the same few helpers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import msgspec

from graph import ownership
from graph.algorithms.traversal import walk
from graph.answers.candidates import PairAnswer
from graph.answers.common import LinkAnswer
from graph.answers.controllers import ControllersAnswer
from graph.generation.interest_table import UNNAMED
from graph.network.stake import Interval, Presence, Stake, Step, sort_by_size
from graph.queries.cards import Card, make_card
from graph.queries.caveats import find_inconsistencies, find_not_counted
from graph.queries.claim_words import (
    Standing,
    describe_doubt,
    describe_on_line,
    describe_sides,
    describe_status,
    describe_unnamed,
    find_standing,
    list_sizes,
)
from graph.queries.context import QueryContext
from graph.queries.excess import find_residual
from graph.queries.figures import is_rounding
from graph.queries.interest_words import name_interest
from graph.queries.line_notes import describe_start, write_note
from graph.queries.phrases import capitalise, format_share, format_span, is_through_others, name_nominees, quote_title
from graph.queries.rivals import is_contradicted
from graph.queries.untold import find_untold_holders
from graph.rules.table import RULES
from ontology.shares import WHOLE, to_percent
from ontology.statements import Directness, Family, Interest, InterestStatement, Kind, Reason

_PARTIES: Final = 40
"""Parties that are visited upwards where nobody controls: there is no chain to follow then."""
_HALF: Final = 50
_HOLDERS: Final = 300
"""Holders of one company that are listed; further ones are counted in the last of them."""

_DRAWN_UNCOUNTED: Final = ("denied", "planned", "agreed")
"""Statuses of claims that are shown though they bear on nothing; what has ended is not."""

_UNNAMED_REASONS: Final = {
    Reason.SUBJECT_UNABLE: "the company could not find out",
    Reason.NOT_PROVIDED: "not provided by the holder",
    Reason.SUBJECT_EXEMPT: "the company is exempt",
    Reason.PARTY_EXEMPT: "the holder is exempt",
    Reason.UNKNOWN_TO_PUBLISHER: "unknown to the publisher",
}
_VERBS: Final = {Family.MONEY: "Owns", Family.VOTES: "Votes", Family.VETO: "Can block"}


@dataclass(frozen=True, slots=True)
class Relation:
    """One line of the chart and one row of the table.

    ``low`` and ``high`` are percents; ``link`` is None for what is inferred; ``standing``: how far its source lets it stand.
    """

    id: str
    holder: Card
    subject: Card
    verb: str
    size: str
    note: str
    since: str
    controls: bool = False
    indirect: bool = False
    low: float | int | None = None
    high: float | int | None = None
    status: str = "in-effect"
    standing: Standing = "stated"
    link: LinkAnswer | None = None
    counts: bool = True
    """Whether it bears on the answer of its day."""
    right: str = "control"
    """By what its holder controls, where that has no number."""
    same: PairAnswer | None = None
    """Where it is no holding, but its two parties may be one."""

    @property
    def inferred(self) -> bool:
        return self.link is None and self.same is None

    @property
    def parts(self) -> tuple[str, str]:
        """The first word on the line of the chart, and what follows it."""
        return describe_on_line(self.standing, self.verb, self.size, self.right)

    @property
    def words(self) -> str:
        """The text on the line of the chart: ``Owns 51 %``, ``Agreed: 51 %``."""
        return " ".join(self.parts).strip()

    @property
    def claim(self) -> str:
        """Who holds what, as a heading says it: ``Ann owns 51 %``, ``Ann, agreed: 51 %``, ``Not named: 49 %``."""
        if self.same is not None:
            return f"{self.holder.name} may be {self.subject.name}"
        if not self.holder.named:
            return describe_unnamed(self.standing, self.verb, self.size, self.right)
        words = f"{self.words[:1].lower()}{self.words[1:]}"
        through = " through others" if self.verb == "Owns" and self.link is not None and is_through_others(self.link) else ""
        return f"{self.holder.name}{'' if self.standing == 'stated' else ','} {words}{through}"


@dataclass(frozen=True, slots=True)
class _Around:
    """What the relations of an answer are read with.

    ``by_votes``: the statements of votes that its chains cite; ``sums``: what is said of companies whose shares pass the whole, by id;
    ``titles``: of the sources.
    """

    by_votes: Collection[str]
    sums: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    is_settled: bool = False
    """Whether one party or ring certainly controls: what is left of a company on the way matters only where it could outvote it."""


def list_relations(context: QueryContext, answer: ControllersAnswer, also: Iterable[int] = ()) -> tuple[Relation, ...]:
    """List all relations around the answer, from the top down.

    They are those of the holders of the subject and of the companies in its chains (and of those in ``also``, by number), and of what no
    source gives to anybody.
    """
    relations: list[Relation] = []
    companies = list(dict.fromkeys([*_list_companies(context, answer), *also]))
    around = _Around(
        by_votes={link.statement for c in answer.controllers for link in c.chain if Interest(link.interest).family is Family.VOTES},
        sums={i.subject.id: i.what for i in answer.inconsistencies if i.code == "OVER_100"},
        titles={source.id: source.title for source in answer.sources},
        is_settled=answer.verdict == "certain" and not answer.contested and RULES[answer.rule.id].ultimate,
    )
    for company in reversed(companies):
        relations.extend(_relations_of(context, company, around, is_subject=company == companies[0]))
    ids = {statement for r in relations if r.link for statement in r.link.statements}
    shown = {r.subject.id for r in relations} | {answer.subject.id}
    relations += [
        _to_uncounted(context, link, around)
        for link in answer.not_counted
        if link.status in _DRAWN_UNCOUNTED and link.statement not in ids and link.holder.id and link.subject.id in shown
    ]
    passed = [(c.chain, answer.subject.id, (*(c.if_same or ()), *(c.unless_same or ()))) for c in answer.controllers]
    return (*relations, *list_same(context, passed))


def list_same(context: QueryContext, chains: Iterable[tuple[Sequence[LinkAnswer], str, Sequence[PairAnswer]]]) -> Iterable[Relation]:
    """List the candidates that chains pass through: who may be one stands above whom the chain goes on with.

    ``chains``: each with its lower end and its candidates.
    """
    candidates: dict[str, tuple[PairAnswer, bool]] = {}
    for chain, end, passed in chains:
        below = {link.holder.id for link in chain} | {end}
        for candidate in passed:
            candidates.setdefault(candidate.statement, (candidate, candidate.left.id in below))
    for candidate, is_left_below in candidates.values():
        upper, lower = (candidate.right, candidate.left) if is_left_below else (candidate.left, candidate.right)
        numbers = [context.generation.party_number(party.id) for party in (upper, lower)]
        holder, subject = (make_card(context, number) for number in numbers if number is not None)
        yield Relation(
            id=candidate.statement,
            holder=holder,
            subject=subject,
            verb="May be",
            size="the same",
            note=capitalise(f"{', '.join(candidate.reasons)}; no source says it"),
            since="",
            status="candidate",
            standing="same",
            same=candidate,
        )


def list_chain_relations(context: QueryContext, links: Iterable[LinkAnswer]) -> tuple[Relation, ...]:
    """List the relations that chains are made of, each once, in the order in which the links come.

    They are worded as those around a verdict are, and so is what is denied, agreed or planned between parties of the chains.  A holder
    whose stake does not count on the day has no other relation.
    """
    holders_of: dict[str, dict[str, None]] = {}
    by_votes, titles, on_chains = set[str](), dict[str, str](), set[str]()
    for link in links:
        sources = (link.source or "", *(rival.source for rival in link.disagrees))
        titles |= {iri: context.generation.sources[iri].title for iri in sources if iri in context.generation.sources}
        holders_of.setdefault(link.subject.id, {})[link.holder.id] = None
        on_chains |= {link.holder.id, link.subject.id}
        if Interest(link.interest).family is Family.VOTES:
            by_votes.add(link.statement)
    relations: list[Relation] = []
    for subject, holders in holders_of.items():
        company = context.generation.party_number(subject)
        if company is None:
            continue
        card = make_card(context, company)
        sums = {i.subject.id: i.what for i in find_inconsistencies(context, [company]) if i.code == "OVER_100"}
        around = _Around(by_votes, sums=sums, titles=titles)
        every = [_to_relation(context, Step(company, stake), card, around) for stake in _stakes_of(context, company, holders)]
        relations += [relation for relation in every if relation.holder.id in holders]
        told = {statement for r in every if r.link for statement in r.link.statements}
        for link in find_not_counted(context, company):
            if link.status in _DRAWN_UNCOUNTED and link.statement not in told and link.holder.id in on_chains:
                titles |= {link.source: context.generation.sources[link.source].title} if link.source else {}
                relations.append(_to_uncounted(context, link, around))
    return tuple(relations)


def _stakes_of(context: QueryContext, company: int, holders: Collection[str]) -> list[Stake]:
    """Return the stakes in a company of these holders, by IRI."""
    numbers = {context.generation.party_number(holder) for holder in holders}
    return [stake for stake in sort_by_size(_drawn_stakes(context, company)) if stake.holder in numbers]


def _to_uncounted(context: QueryContext, link: LinkAnswer, around: _Around) -> Relation:
    """Return the relation of a claim that bears on nothing: it is denied by its source, or planned or agreed and not said to be done."""
    holder, subject = (context.generation.party_number(party.id) for party in (link.holder, link.subject))
    assert holder is not None
    assert subject is not None
    family = Interest(link.interest).family
    source = f"{quote_title(around.titles.get(link.source or '', 'its source'))} denies it" if link.status == "denied" else ""
    # What has no size has its name on the line.
    unsized = "no share stated" if family in (Family.MONEY, Family.VOTES) else ""
    note = "; ".join(filter(None, (source or describe_status(link.status), "" if format_share(link) else unsized)))
    return Relation(
        id=link.statement,
        holder=make_card(context, holder),
        subject=make_card(context, subject),
        verb=_VERBS.get(family, "Controls"),
        size=format_share(link),
        note=note,
        since=describe_start(link),
        controls=family is not Family.MONEY,
        low=link.share.min,
        high=link.share.max,
        status=link.status,
        standing=find_standing(link.status, (), link.source, passes_whole=False),
        link=link,
        counts=False,
        right=name_interest(link.interest),
    )


def _list_companies(context: QueryContext, answer: ControllersAnswer) -> list[int]:
    """Return the subject and the companies of its chains; where nobody controls, the parties above it, nearest first."""
    generation = context.generation
    linked = [link.subject.id for c in answer.controllers for link in reversed(c.chain)]
    ids = dict.fromkeys([answer.subject.id, *linked, *(p.id for c in answer.controllers for p in c.ring)])
    numbers = [number for iri in ids if (number := generation.party_number(iri)) is not None]
    if answer.controllers:
        return numbers

    def list_holders(company: int) -> list[int]:
        return [stake.holder for stake in sort_by_size(_counting_stakes(context, company)) if stake.holder != UNNAMED]

    return walk(numbers, list_holders, _PARTIES)[0]


def _counting_stakes(context: QueryContext, company: int) -> list[Stake]:
    return [stake for stake in context.view.stakes(company) if stake.counts and stake.holder != company]


def _drawn_stakes(context: QueryContext, company: int) -> list[Stake]:
    """Return the stakes that bear on an answer: those that count, a veto, by which somebody can block, and what a company has of itself."""
    return [stake for stake in context.view.stakes(company) if stake.counts or stake.veto is not Presence.ABSENT]


def _relations_of(context: QueryContext, company: int, around: _Around, *, is_subject: bool) -> list[Relation]:
    """Return the relations of the holders of a company."""
    subject = make_card(context, company)
    stakes = sort_by_size(_drawn_stakes(context, company))
    relations = [_to_relation(context, Step(company, stake), subject, around) for stake in stakes[:_HOLDERS]]
    if len(stakes) > _HOLDERS:
        note = f"{relations[-1].note}; {len(stakes) - _HOLDERS} further holders are not listed".lstrip("; ")
        relations[-1] = replace(relations[-1], note=note)
    # Of the company asked about even "nothing is known" is drawn; above it a chain just ends.
    residual = (
        _infer_residual(context, subject, company, [stake for stake in stakes if stake.counts])
        if stakes or (is_subject and not context.references.kind(company).is_never_owned)
        else None
    )
    matters = is_subject or not around.is_settled or (residual is not None and (residual.high is None or residual.high > _HALF))
    return [*relations, residual] if residual and matters else relations


def _to_relation(context: QueryContext, step: Step, subject: Card, around: _Around) -> Relation:
    link = context.references.link(step)
    beside = ""
    by_votes_step = msgspec.structs.replace(step, by=Family.VOTES)
    shows_votes = step.stake.votes != step.stake.capital and context.references.link_id(by_votes_step) in around.by_votes
    if shows_votes:
        # Votes decide, and they are not as the shares are: the line shows the votes, the note the shares.
        beside = f"owns {format_share(link)}" if step.stake.capital and format_share(link) else ""
        link = context.references.link(by_votes_step)
    statements = _read_statements(context, link, step.stake)
    families = {s.interest.family for s in statements}
    owns, votes = Family.MONEY in families and not shows_votes, Family.VOTES in families
    blocks = not owns and not votes and Family.VETO in families and Family.CONTROL not in families
    size = format_share(link)
    sized = [s.share for s in statements if s.share and s.interest is statements[0].interest]
    low, high = (min(s.min for s in sized), max(s.max for s in sized)) if sized else (None, None)
    moved = step.stake.capital or step.stake.votes
    is_sure = step.stake.presence is Presence.CERTAIN and not (moved and low and not moved.min)
    if moved and (link.through or Interest.NOMINEE.value in context.references.interests(step.stake)):
        # What is held for others, and what is left, is not what one statement says.
        sized, low, high = [], moved.min, moved.max
        size = format_span(to_percent(low), to_percent(high), min_open=moved.min_open, max_open=moved.max_open)
    note = "; ".join(filter(None, (write_note(statements, step.stake, is_sized=owns or votes, has_size=bool(size)), beside)))
    if link.through:
        # The means come first: a long note is cut at its end.
        note = _put_before(f"Through {name_nominees(link)}", note)
    elif is_through_others(link):
        note = _put_before("Through others", note)
    is_rival = any((s.min, s.max) != (low, high) for s in sized)
    rivals = [r for r in link.disagrees if is_contradicted(link, r) and (not r.version or is_rival)]
    passes_whole = owns and bool(low) and subject.id in around.sums
    standing = find_standing(link.status, rivals, link.source, passes_whole=passes_whole, is_sure=is_sure or passes_whole)
    right = name_interest(link.interest)
    if standing == "possible" and (doubt := describe_doubt(link, context.options.as_of.isoformat())):
        note = _put_before(capitalise(doubt), note)
    if standing != "stated" and not (owns or votes or size):
        # The line has the name of the right then.
        note = capitalise("; ".join(part for part in note.split("; ") if part.lower() != right))
    if rivals:
        spread = (to_percent(min(s.min for s in sized)), to_percent(max(s.max for s in sized))) if is_rival else None
        size = list_sizes(link, rivals) or (format_span(*spread) if spread else size)
        note = _put_before(describe_sides(link, rivals, around.titles), note)
    elif standing == "impossible":
        # The line ends at the company: its name would push the rest of the note from the chart.
        note = _put_before(capitalise(around.sums[subject.id].replace(f" of {link.subject.name}", "", 1)), note)
    return Relation(
        id=link.statement,
        holder=_holder_card(context, step.stake, link),
        subject=subject,
        verb="Owns" if owns else "Votes" if votes else "Can block" if blocks else "Controls",
        size=size,
        note=note,
        since=describe_start(link),
        controls=not owns,
        indirect=all(s.direct is Directness.INDIRECT for s in statements),
        low=None if low is None else to_percent(low),
        high=None if high is None else to_percent(high),
        status=link.status,
        standing=standing,
        link=link,
        right=right,
    )


def _put_before(words: str, note: str) -> str:
    """Put words before a note, which goes on behind them."""
    return "; ".join(filter(None, (words, f"{note[:1].lower()}{note[1:]}")))


def _read_statements(context: QueryContext, link: LinkAnswer, stake: Stake) -> list[InterestStatement]:
    """Return the statements that the stake is made of, that which the link cites first; not those that deny it."""
    own = context.references.statement_ids([stake])
    records = (context.generation.statement(iri) for iri in link.statements if iri in own)
    return [s for s in records if isinstance(s, InterestStatement)]


def _holder_card(context: QueryContext, stake: Stake, link: LinkAnswer) -> Card:
    if stake.holder != UNNAMED:
        number = context.generation.party_number(link.holder.id)
        assert number is not None
        return make_card(context, number)
    reason = _UNNAMED_REASONS.get(stake.reason, "") if stake.reason else ""
    sub = reason or "not named by its source"
    return Card(f"unnamed:{link.statement}", "Unknown owner", sub, "Unknown owner", Kind.UNKNOWN.value, named=False)


def _infer_residual(context: QueryContext, subject: Card, company: int, stakes: Sequence[Stake]) -> Relation | None:
    """Return what no source gives to anybody: where some share is stated, or where nothing at all is."""
    if stakes and not any(stake.capital for stake in stakes):
        return None
    # Whoever controls or votes without a stated share may own some of the rest.
    shares = {place: stake.capital or Interval() for place, stake in enumerate(stakes) if stake.capital or stake.votes or stake.control}
    rest = ownership.find_rest(shares)
    if context.view.holders(company).passing and all(stake.holder != UNNAMED for stake in stakes):
        rest = find_residual(context, company)
    untold = find_untold_holders(context, company)
    if untold:
        # Whoever is named with an interest that is not told may own any of the rest.
        rest = msgspec.structs.replace(rest, min=0, min_open=False)
    if is_rounding(rest.max / WHOLE):
        return None
    low, high = to_percent(rest.min), to_percent(rest.max)
    note = f"Remainder: 100 % − {format_span(100 - high, 100 - low)}" if low == high else "What is left of 100 %"
    unknown = Card(
        f"residual:{subject.id}", "Unknown owner(s)", "one or more parties, not named", "Unknown owner(s)", Kind.UNKNOWN.value, named=False
    )
    if not stakes:
        note = "No source says who owns it" if untold else "No source names an owner"
        return Relation(unknown.id, unknown, subject, "Owns", "", note, "not stated")
    span = format_span(low, high, min_open=rest.min_open, max_open=rest.max_open)
    return Relation(unknown.id, unknown, subject, "Owns", span, note, "not stated", low=low, high=high)
