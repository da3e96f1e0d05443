"""What a reader must know beside an answer: where the walk upwards ended and why, which statements disagree, which sums are off."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Sequence
from typing import Final

import msgspec

from graph.answers.common import ConflictAnswer, InconsistencyAnswer, LinkAnswer, Range
from graph.answers.controllers import HeldRange, StoppedAnswer
from graph.generation.interest_table import ACCEPTED, INTERESTS, NEVER, STATUSES, UNNAMED
from graph.network.stake import Holders, Interval, Presence, Stake, Step
from graph.queries.anonymity import REASONS, find_anonymity
from graph.queries.context import QueryContext
from graph.queries.dead_ends import declares_no_parent
from graph.queries.excess import LeastSum, find_excess, find_indirect_excess
from graph.queries.figures import to_range, to_size
from graph.queries.interest_words import name_interest
from graph.queries.options import INCLUDABLE
from graph.queries.phrases import describe_claim, describe_nominee, describe_range, describe_size, shorten_names, shorten_percent
from graph.queries.stand_ins import close_names, close_stand_ins
from graph.queries.untold import Restated, find_untold_holders
from graph.rules.subgraph import STATES
from ontology.dates import last_day
from ontology.shares import WHOLE, to_percent
from ontology.statements import REGISTER_STATEMENT, Family, Interest, InterestStatement, Kind, Reason, Status

_NOT_COUNTED: Final = 10
_DENIED: Final = STATUSES.index(Status.DENIED)
_OPEN: Final = {status: STATUSES.index(status) for status in INCLUDABLE}
_COLUMN_OF: Final = {Family.MONEY: "capital", Family.VOTES: "votes"}


def is_end(kind: Kind) -> bool:
    """Whether nobody is looked for above parties of a kind: persons, states and state bodies."""
    return kind.is_person or kind in STATES


def find_conflicts(context: QueryContext, companies: Iterable[int]) -> tuple[ConflictAnswer, ...]:
    """Find statements that cannot all be true: of different sources, that nobody is above a company of which a person is a holder, or that
    no parent is, of which one is named."""
    references, conflicts = context.references, list[ConflictAnswer]()
    for company in companies:
        holders = context.view.holders(company)
        if holders.stakes or holders.declared_none:
            groups = (*holders.conflicts, *_find_denied_persons(context, holders), *_find_denied_parents(context, holders.stakes))
            conflicts += [
                ConflictAnswer(subject=references.party(company), statements=tuple(references.statement(row).id for row in rows))
                for rows in groups
            ]
    return tuple(conflicts)


def _find_denied_persons(context: QueryContext, holders: Holders) -> list[tuple[int, ...]]:
    """Return the rows by which a company declares that nobody is above it, with those of persons who surely hold it; none if none do."""
    if not holders.declared_none:
        return []
    persons = [
        stake
        for stake in holders.stakes
        if stake.holder != UNNAMED
        and stake.counts
        and stake.presence is Presence.CERTAIN
        and context.references.kind(stake.holder).is_person
    ]
    return [(*holders.declared_none, *(row for stake in persons for row in stake.rows))] if persons else []


def _find_denied_parents(context: QueryContext, stakes: Iterable[Stake]) -> list[tuple[int, ...]]:
    """Return the rows by which a register of parents says that a company has none, with those by which one surely is; none if none is.

    The direct parent and the ultimate one are told apart.
    """
    statement = context.references.statement
    unnamed = [row for stake in stakes if stake.holder == UNNAMED for row in stake.rows]
    none = [row for row in unnamed if declares_no_parent(statement(row).details)]
    if not none:
        return []
    which = {statement(row).direct for row in none}
    named = [row for stake in stakes if stake.holder != UNNAMED and stake.control is Presence.CERTAIN for row in stake.rows]
    parents = [row for row in named if "CONSOLIDATED_BY" in (statement(row).details or "") and statement(row).direct in which]
    return [(*none, *parents)] if parents else []


def find_inconsistencies(
    context: QueryContext, companies: Iterable[int], unshown: Iterable[Restated] = ()
) -> tuple[InconsistencyAnswer, ...]:
    """Find companies whose stated shares pass 100 %, and complete registers whose shares do not reach it.

    ``unshown``: indirect statements of control that the stated links do not give.
    """
    inconsistencies: list[InconsistencyAnswer] = []
    for company in companies:
        holders = context.view.holders(company)
        if excess := find_excess(context, company):
            party = context.references.party(company)
            own = next((to_range(s.capital or s.votes) for s in holders.stakes if s.holder == company), None)
            itself = f", with {describe_range(own)} that it holds itself," if own else ""
            what = f"the stated {excess.of} of {party.name}{itself} add to {_describe_sum(excess)} %"
            inconsistencies.append(InconsistencyAnswer(subject=party, code="OVER_100", what=close_stand_ins(what, party)))
        if indirect := find_indirect_excess(context, company):
            party, total = context.references.party(company), shorten_percent(to_percent(sum(indirect.values())))
            people = shorten_names([person.name for person in context.references.parties(indirect)])
            what = f"what {people} are said to have of {party.name} through others adds to {total} %, and may be of the same shares"
            inconsistencies.append(InconsistencyAnswer(subject=party, code="INDIRECT_OVER_100", what=close_stand_ins(what, party)))
        if holders.misses_whole:
            party, most = context.references.party(company), _greatest_sum(holders)
            sums = f"at most {shorten_percent(to_percent(most))} %" if most < WHOLE else "less than 100 %"
            what = f"the holders of {party.name} are said to be all listed, and their shares add to {sums}"
            inconsistencies.append(InconsistencyAnswer(subject=party, code="UNDER_100", what=close_stand_ins(what, party)))
    for company, holder, row in unshown:
        link = context.references.link(Step(company, Stake(holder, rows=(row,))))
        claim, name = describe_claim(link), context.references.party(holder).name
        what = f"it is stated that {claim}, and the stated links do not show that {name} may control it"
        inconsistencies.append(InconsistencyAnswer(subject=link.subject, code="NOT_BY_LINKS", what=close_stand_ins(what, link)))
    return tuple(inconsistencies)


def find_dead_ends(
    context: QueryContext, ancestors: Sequence[int], holders: Collection[int], cut: Collection[int]
) -> tuple[StoppedAnswer, ...]:
    """Find the branches above a company that end without a person or a state, and why.

    ``ancestors``: the company and everyone above it, nearest first; ``holders``: those who meet the rule; ``cut``: parties at which the
    limit of the query stopped the walk.
    """
    dead_ends: list[StoppedAnswer] = []
    for place, party in enumerate(ancestors):
        above, is_asked = context.view.holders(party), party not in holders and not is_end(context.references.kind(party))
        if not (above.stakes or above.declared_none or is_asked or party in cut):
            # Of most persons and states nothing is stated that could be above them.
            dead_ends += _describe_anonymity(context, party)
            continue
        reasons: dict[tuple[str, str | None], str | None] = {}
        unnamed = [stake for stake in above.stakes if stake.holder == UNNAMED]
        exempt, sizes = set[tuple[str, str | None]](), dict[tuple[str, str | None], list[Stake]]()
        for stake in unnamed:
            for statement in map(context.references.statement, stake.rows if not stake.through else ()):
                reasons.setdefault(reason := _read_reason(statement), statement.source)
                exempt |= {reason} if statement.holder_reason is Reason.PARTY_EXEMPT else set()
            if not stake.through:
                sizes.setdefault(_read_reason(context.references.statement(stake.rows[0])), []).append(stake)
        for statement in map(context.references.statement, above.declared_none):
            reasons.setdefault(_read_reason(statement), statement.source)
        for stake in unnamed:
            if stake.through:
                nominee = _describe_nominee(context, stake, None if place == 0 else context.references.party(party).name)
                reasons.setdefault(nominee, context.references.statement(stake.rows[0]).source)
        if party in cut:
            reasons["depth", None] = None
        counting = [s.holder for s in above.stakes if s.counts]
        if (party in holders or (place == 0 and not holders)) and any(holder not in holders for holder in counting):
            reasons["below threshold", None] = None
        is_leaf = not counting and not reasons
        named = [s for s in above.stakes if s.holder != UNNAMED] if is_leaf else find_untold_holders(context, party)
        if named and not is_end(context.references.kind(party)):
            for source, stakes in _group_by_source(context, named).items():
                reasons["no control stated", _name_holders(context, stakes)] = source
        elif is_leaf and is_asked:
            if place == 0 and (reports := _list_reports(context, party)):
                reasons.update({("none listed", text): None for text in reports})
            else:
                reasons[_reason_for_no_holder(context, party, ancestors), None] = None
        name = context.references.party(party)
        if anonymity := _describe_anonymity(context, party):
            # Of whom it is not told who it is, that no source has its holders goes without saying.
            reasons.pop(("no data", None), None)
            dead_ends += anonymity
        dead_ends.extend(
            StoppedAnswer(
                party=name,
                reason=reason,
                text=text,
                source=by,
                whose="holder" if (reason, text) in exempt else msgspec.UNSET,
                size=_find_size(sizes.get((reason, text), [])),
                right=_find_right(context, sizes.get((reason, text), [])),
            )
            for (reason, text), by in reasons.items()
        )
    return tuple(dead_ends)


def _describe_anonymity(context: QueryContext, party: int) -> list[StoppedAnswer]:
    """Return why it is not told who a party is; nothing of a party that is told."""
    anonymity = find_anonymity(context, party)
    return [StoppedAnswer(party=context.references.party(party), whose="party", **anonymity._asdict())] if anonymity else []


def _read_reason(statement: InterestStatement) -> tuple[str, str | None]:
    """Return why a statement names no holder: the word of an answer, and the source's own words."""
    reason = statement.holder_reason or Reason.UNKNOWN
    # A description of the publisher is in the note, a code of its own in the details; one of the standard is the reason itself.
    words = (statement.details or (reason.value if reason is not Reason.UNKNOWN else None), statement.note)
    return REASONS[reason], ": ".join(filter(None, words)) or None


def _list_reports(context: QueryContext, party: int) -> list[str]:
    """List what a register has of a party in place of its holders, such as the report that all of them are identified, known by the day."""
    known, attributes = context.options.known_at, context.generation.party(party).attributes
    last = min(filter(None, (context.options.as_of, known)))
    return [str(a.value) for a in attributes if a.name == REGISTER_STATEMENT and (a.at is None or last_day(a.at) <= last)]


def _find_size(stakes: Sequence[Stake]) -> HeldRange | msgspec.UnsetType:
    """Return how much the one holder has that is not named for a reason; of several, and of one whose share is not stated, nothing."""
    if len(stakes) != 1:
        return msgspec.UNSET
    stake = stakes[0]
    votes = None if stake.votes_assumed or stake.votes_left else _tell_size(stake.votes)
    money = _tell_size(stake.capital)
    if money is None:
        return msgspec.UNSET if votes is None else HeldRange(**msgspec.structs.asdict(votes), of="votes")
    return HeldRange(**msgspec.structs.asdict(money), votes=msgspec.UNSET if votes is None or votes == money else votes)


def _find_right(context: QueryContext, stakes: Sequence[Stake]) -> str | msgspec.UnsetType:
    """Return the right by which the one holder controls that is not named for a reason."""
    if len(stakes) != 1 or stakes[0].control is Presence.ABSENT:
        return msgspec.UNSET
    codes = [code for code in context.references.interests(stakes[0]) if Interest(code).family is Family.CONTROL]
    return name_interest(codes[0]) if codes else msgspec.UNSET


def _tell_size(share: Interval | None) -> Range | None:
    """Return a share that says anything: not from nothing to all."""
    told = to_range(share)
    return None if told is None or (told.min == 0 and told.max == 100) else told


def _describe_nominee(context: QueryContext, stake: Stake, company: str | None) -> tuple[str, str]:
    """Return that a nominee holds a stake for parties that are not named, and in words how much, and of what ``company`` where given."""
    names = [party.name for party in context.references.parties(stake.through)]
    text = close_names(describe_nominee(" and ".join(names), to_range(stake.capital or stake.votes), company), [*names, company or ""])
    statuses = {s.status for s in map(context.references.statement, stake.rows) if s.interest is Interest.NOMINEE}
    is_alleged = statuses == {Status.ALLEGED}
    return "held by a nominee", f"{text}, which is alleged, not established" if is_alleged else text


def _group_by_source(context: QueryContext, stakes: Iterable[Stake]) -> dict[str, list[Stake]]:
    """Group stakes by the source that states them, that of the first statement where several do."""
    groups: dict[str, list[Stake]] = {}
    for stake in stakes:
        groups.setdefault(context.references.statement(stake.rows[0]).source, []).append(stake)
    return groups


def _name_holders(context: QueryContext, stakes: Sequence[Stake]) -> str:
    """Name holders that hold nothing which gives control, each with what it holds."""
    references = context.references
    named = []
    for stake in stakes:
        held = ", ".join(_name_with_status(context, stake, code) for code in references.interests(stake))
        named.append(f"{references.party(stake.holder).name} ({held})")
    return shorten_names(named)


def _name_with_status(context: QueryContext, stake: Stake, code: str) -> str:
    """Name a kind of interest of a stake, by its source's own words where its kind is none of ours, and its status if not in effect.

    Of the right to appoint a part of the board it is told how much.
    """
    statements = [s for s in map(context.references.statement, stake.rows) if s.interest == code]
    words = list(dict.fromkeys(s.details for s in statements if s.details)) if code == Interest.UNKNOWN else []
    sizes = dict.fromkeys(describe_size(to_size(s.share)) for s in statements if s.share) if code == Interest.APPOINTMENT_OF_BOARD else {}
    name, statuses = f"“{'”, “'.join(words)}”" if words else name_interest(code), {s.status for s in statements}
    name = f"right to appoint {' or '.join(sizes)} of the board" if sizes else name
    return name if Status.IN_EFFECT in statuses else f"{name}, {' or '.join(sorted(statuses))}"


def _describe_sum(total: LeastSum) -> str:
    """Describe the sum of least shares that pass 100 %."""
    if total.least == WHOLE:
        # Of shares that are each more than their least.
        return "more than 100"
    percent = shorten_percent(to_percent(total.least))
    return percent if total.exact else f"at least {percent}"


def find_not_counted(context: QueryContext, company: int) -> tuple[LinkAnswer, ...]:
    """Find what is stated, as far as it was known, of holdings in a company that do not hold on the day: denied, planned, ended, not begun.

    Of the versions of a record one is told, the newest that had begun by the day, else the first that begins after it; ten statements at
    most.
    """
    counted = {row for stake in context.view.stakes(company) for row in stake.rows}
    rows = [row for row in _pick_versions(context, company, context.options.known_at) if row not in counted]
    return _link_rows(context, company, rows)


def find_open_deals(context: QueryContext, companies: Iterable[int], cited: Collection[str]) -> tuple[LinkAnswer, ...]:
    """Find deals that are agreed or planned in companies, stated by the day and not counted as done, and that nothing shows to be done.

    ``cited``: the statements of the chains, which are told there.
    """
    options, columns = context.options, context.generation.interests.views
    open_ = [code for status, code in _OPEN.items() if status not in options.include]
    day = min(options.as_of, options.known_at or options.as_of)
    links: list[LinkAnswer] = []
    for company in companies:
        rows = context.generation.interests.rows_by_subject(company)
        if not any(columns["status"][row] in open_ for row in rows):
            continue
        deals = [row for row in _pick_versions(context, company, day) if columns["status"][row] in open_]
        held = {stake.holder: stake for stake in context.view.stakes(company)}
        for row in deals:
            deal, stake = context.references.statement(row), held.get(columns["holder"][row])
            others = [context.references.statement(other) for other in (stake.rows if stake else ()) if other != row]
            has_ended = deal.valid_until is not None and deal.valid_until <= options.as_of.isoformat()
            if deal.id not in cited and not has_ended and not any(_completes(other, deal) for other in others):
                links += _link_rows(context, company, [row])
    return tuple(links[:_NOT_COUNTED])


def find_contradictions(context: QueryContext, companies: Iterable[int], cited: Collection[str]) -> tuple[LinkAnswer, ...]:
    """Find alleged shares of companies that cannot be true beside what others surely have in them.

    ``cited``: the statements of the chains, and what disagrees with them, which are told there.
    """
    columns, alleged = context.generation.interests.columns, STATUSES.index(Status.ALLEGED)
    links: list[LinkAnswer] = []
    for company in companies:
        stakes = context.view.stakes(company)
        for stake in stakes:
            if stake.presence is Presence.CERTAIN or stake.holder == UNNAMED:
                continue
            for row in stake.rows:
                column = _COLUMN_OF.get(INTERESTS[int(columns["interest"][row])].family)
                if column is None or int(columns["status"][row]) != alleged or context.references.statement(row).id in cited:
                    continue
                others = [share.min for s in stakes if s is not stake and not s.is_indirect and (share := getattr(s, column))]
                if sum(others) + int(columns["min"][row]) > WHOLE:
                    links += _link_rows(context, company, [row])
    return tuple(links[:_NOT_COUNTED])


def _completes(statement: InterestStatement, deal: InterestStatement) -> bool:
    """Whether a statement shows that the holder of a deal has what it was about."""
    has_size = deal.share is None or (statement.share is not None and statement.share.min >= deal.share.min)
    return statement.status is Status.IN_EFFECT and has_size


def _pick_versions(context: QueryContext, company: int, known_at: datetime.date | None) -> list[int]:
    """Pick the rows about named holders of a company that were known on a day, one version of each record."""
    interests = context.generation.interests
    columns, known_day = interests.views, NEVER if known_at is None else known_at.toordinal()
    day = context.options.as_of.toordinal()

    def is_some(row: int) -> bool:
        """Whether an interest is one of those that may give something."""
        return INTERESTS[columns["interest"][row]].family is not Family.NONE

    def rank(row: int) -> tuple[bool, int, bool, int]:
        """Put what had begun before what had not, of that the newest, of this the next to begin."""
        begun = columns["from_first"][row] <= day
        return begun, columns["stated"][row] if begun else -columns["from_first"][row], is_some(row), row

    nearest: dict[int, int] = {}
    for row in interests.rows_by_subject(company):
        is_told = columns["flags"][row] & ACCEPTED and columns["stated"][row] <= known_day and columns["holder"][row] != UNNAMED
        # Whoever has a right that is no control is not told; that somebody denies it may be all that a source says of him.
        if is_told and (columns["status"][row] == _DENIED or is_some(row)):
            record = columns["series"][row]
            record = record if record >= 0 else -2 - row
            nearest[record] = max(nearest.get(record, row), row, key=rank)
    return list(nearest.values())


def _link_rows(context: QueryContext, company: int, rows: Sequence[int]) -> tuple[LinkAnswer, ...]:
    holders = context.generation.interests.columns["holder"]
    return tuple(context.references.link(Step(company, Stake(int(holders[row]), rows=(row,)))) for row in rows[:_NOT_COUNTED])


def _greatest_sum(holders: Holders) -> int:
    """Return the greatest sum of the shares of a register, in share units: of capital or votes, whichever falls short."""
    sums: list[int] = []
    for dimension in ("capital", "votes"):
        shares = [share for s in holders.stakes if not s.is_indirect and (share := getattr(s, dimension)) is not None]
        sums += [sum(share.max for share in shares)] if shares else []
    return min(sums, default=0)


def _reason_for_no_holder(context: QueryContext, party: int, companies: Iterable[int]) -> str:
    """Return why no source says who is above a party, as far as the sources that name it tell.

    Where a register names it as holder of a company of the same country, it has a place in that register and has filed nothing; of
    another country, its holders are in the register there.  Else there is no data.  ``companies``: those of the answer.
    """
    references = context.references
    country = references.jurisdiction(party)
    held = ((company, stake) for company in companies for stake in context.view.stakes(company) if stake.holder == party)
    for company, stake in held if country else ():
        in_register = any(context.generation.sources[references.statement(row).source].type == "register" for row in stake.rows)
        there = references.jurisdiction(company)
        if in_register and there:
            return "not filed" if there == country else "foreign register"
    return "no data"
