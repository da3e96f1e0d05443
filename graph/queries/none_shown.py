"""Why nobody is shown, in words: who holds most, what parties hold that are not named, who can block, what is stated and does not count."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from graph.answers.common import LinkAnswer, Range, RuleRef, VotesRange
from graph.answers.controllers import MOST_LARGEST, BlockerAnswer, ControllersAnswer, HolderAnswer, StoppedAnswer
from graph.queries.controller_names import name_controller
from graph.queries.dead_ends import describe_dead_end
from graph.queries.phrases import (
    NAMES,
    describe_claim,
    describe_closing,
    describe_past_claim,
    describe_range,
    describe_votes,
    join,
    quote_title,
    quote_titles,
    shorten,
    shorten_names,
    shorten_percent,
)
from graph.queries.rivals import describe_rivals
from graph.queries.rule_words import names_highest
from graph.rules.model import Asks
from graph.rules.table import RULES
from ontology.statements import Kind, Status

_UNNAMED: Final = ("declared none", "not identified", "withheld", "exempt", "not named")
"""Ends of the search at which a source says why it names nobody."""
_VETOES: Final = {
    "alleged": " that is alleged, not established",
    "agreed": " that is agreed, completion not stated",
    "planned": " that is planned, not said to be done",
    "former": " that had ended on an unknown day",
}
"""How a veto stands that is not said to be in effect."""
_ASKED: Final = {Asks.ANYBODY: "named holder", Asks.PERSONS: "person", Asks.PERSONS_AND_STATES: "person or state"}
"""Of whom it is said that none is shown to meet a rule, by whom it asks about."""
_STATEMENTS: Final = 3
"""Statements that do not count, of which a sentence tells."""


def explain_none_shown(answer: ControllersAnswer) -> list[str]:
    """Why nobody is shown: who holds most, what is held by parties that are not named, and what is stated but does not count."""
    remarks = describe_not_counted(answer)
    if not answer.largest_holders:
        return _explain_no_holder(answer, is_explained=bool(remarks)) + list_blockers(answer) + remarks
    who, what = _ASKED[RULES[answer.rule.id].asks], "is shown to pass its threshold"
    if names_highest(answer.rule):
        half = "half of the votes or more" if answer.rule.parameters["threshold"] == "at-least-50" else "more than half of the votes"
        what = f"is shown to hold {half}"
    return [
        f"no {who} {'alone ' if answer.together else ''}{what}",
        _describe_largest(answer),
        *_describe_nominees(answer),
        *_describe_residual(answer),
        *_explain_unnamed(answer),
        *(["votes are stated for only some of the holders"] if any(h.votes and h.votes.left for h in answer.largest_holders) else []),
        *describe_disputes(answer),
        *list_blockers(answer),
        *remarks,
    ]


def _explain_no_holder(answer: ControllersAnswer, *, is_explained: bool) -> list[str]:
    """What the sources say where nobody is named who holds anything; ``is_explained``: statements that do not count tell why."""
    stopped = [s for s in answer.stopped if s.party.id == answer.subject.id and s.reason not in ("below threshold", "depth")]
    named = [f"{end.text}{cite_end(end, answer)}" for end in stopped if end.reason == "no control stated" and end.text]
    if named:
        return [f"they name {', and '.join(named)}, and do not say that anybody controls it"]
    reasons = [describe_dead_end(end) + cite_end(end, answer) for end in stopped if end.reason != "no data"]
    if answer.subject.kind == Kind.STATE_BODY:
        reasons.append(f"{answer.subject.name} is a body of a state, and they do not say of which")
    is_explained |= any(end.reason == "held by a nominee" for end in stopped)
    return ([] if is_explained else ["they name no holder on that date"]) + list(dict.fromkeys(reasons))


def _explain_unnamed(answer: ControllersAnswer) -> list[str]:
    """Why the source of the company does not name others beside the named holders, where it says more than that there are some."""
    largest = [holder.party.id for holder in find_largest(answer)]
    ends = [s for s in answer.stopped if s.reason in _UNNAMED and s.party.id in (largest if s.whose == "party" else [answer.subject.id])]
    # How much of the money is not named is told of the residual; of the votes it is not.
    told = [end for end in ends if end.text or end.reason != "not named" or end.whose or (end.size and (end.size.of or end.size.votes))]
    return shorten([describe_dead_end(end) + cite_end(end, answer) for end in told], _STATEMENTS, "others are not named")


def cite_end(end: StoppedAnswer, answer: ControllersAnswer) -> str:
    """The clause that names the source which gives the reason of an end; empty where none does."""
    return "".join(f", according to {quote_title(source.title)}" for source in answer.sources if source.id == end.source)


def _describe_largest(answer: ControllersAnswer) -> str:
    """Who of the named holders has most, how much, and on whose word."""
    largest = find_largest(answer)
    if not largest:
        return f"only {answer.subject.name} itself is named as a holder of it"
    names = name_largest(answer, largest)
    text = f"the largest named holder{'s are' if len(largest) > 1 else ' is'} {names} "
    text += _describe_amount(largest[0], answer.rule, " each" if len(largest) > 1 else "")
    sources = [source.title for source in answer.sources if any(source.id in holder.sources for holder in largest)]
    return text + (f", according to {quote_titles(sources)}" if sources else "")


def find_largest(answer: ControllersAnswer) -> list[HolderAnswer]:
    """Find the named holders that have most of what the rule asks for, all where several have the same; the company itself is none."""

    def rank(holder: HolderAnswer) -> tuple[bool, float, float]:
        size = find_size(holder, answer.rule)
        return (size is not None and size is _find_asked(holder, answer.rule), size.min if size else 0, size.max if size else 0)

    holders = [holder for holder in answer.largest_holders if holder.party.id != answer.subject.id]
    most = max(map(rank, holders), default=None)
    return [holder for holder in holders if rank(holder) == most]


def name_largest(answer: ControllersAnswer, largest: Sequence[HolderAnswer]) -> str:
    """Name the holders that have most; where the answer lists no further ones, as many more may have the same."""
    names = shorten([holder.party.name for holder in largest], NAMES, "others")
    if len(answer.largest_holders) == MOST_LARGEST and answer.largest_holders[-1] in largest and len(names) > NAMES:
        names[-1] = f"at least {names[-1]}"
    return join(names)


def find_size(holder: HolderAnswer, rule: RuleRef) -> Range | None:
    """Find how much a holder has of what the rule asks for, the capital or the votes; else of the other, where it has only that."""
    return _find_asked(holder, rule) or holder.votes or holder.direct


def _find_asked(holder: HolderAnswer, rule: RuleRef) -> Range | None:
    return holder.direct if RULES[rule.id].column == "capital" else holder.votes


def _describe_amount(holder: HolderAnswer, rule: RuleRef, each: str) -> str:
    """How much a holder has; of what, where that is not what the rule asks for.  ``each``: what stands behind it, of several alike."""
    size = find_size(holder, rule)
    if size is None:
        return "with no share that is stated"
    if isinstance(size, VotesRange) and (size.exercisable or RULES[rule.id].column == "capital"):
        return f"with {describe_votes(size, each)}"
    return f"with {describe_range(size)}{' of the money' if size is holder.direct and RULES[rule.id].column == 'votes' else ''}{each}"


def _describe_residual(answer: ControllersAnswer) -> list[str]:
    """What of the company is held by parties that are not named."""
    residual = next((r for r in answer.residual if r.subject == answer.subject.id), None)
    if residual is None or not residual.max:
        return []
    is_of_votes = all(holder.votes is None or holder.votes.assumed for holder in answer.largest_holders)
    is_of_money = RULES[answer.rule.id].column == "votes" and all(holder.votes is None for holder in answer.largest_holders)
    of = " of the money" if is_of_money and answer.largest_holders else "" if is_of_votes else " of the shares"
    are = "is" if of == " of the money" else "are"
    low, high = shorten_percent(residual.min), shorten_percent(residual.max)
    nominees = _describe_nominees(answer)
    if low == high and any(text.startswith(f"{low} % ") for text in nominees):
        return []
    if low == high:
        return [f"{low} %{of} {'in all ' if nominees else ''}{are} held by parties that are not named"]
    if not residual.min:
        return [f"{'less than' if residual.max_open else 'up to'} {high} %{of} may be held by parties that are not named"]
    return [f"{describe_range(residual.range)}{of} {are} held by parties that are not named"]


def _describe_nominees(answer: ControllersAnswer) -> list[str]:
    """What nominees hold for parties that are not named."""
    ends = [end for end in answer.stopped if end.party.id == answer.subject.id and end.reason == "held by a nominee"]
    return list(dict.fromkeys(describe_dead_end(end) for end in ends))


def list_blockers(answer: ControllersAnswer) -> list[str]:
    """Who can block decisions, by half of the votes or by a veto; for a rule that asks who controls."""
    texts: list[str] = []
    if not answer.can_block or not names_highest(answer.rule):
        return texts
    groups: dict[tuple[str, str, str], list[BlockerAnswer]] = {}
    for blocker in sorted(answer.can_block, key=lambda b: (b.by, b.certainty)):
        groups.setdefault((blocker.by, blocker.certainty, blocker.status or ""), []).append(blocker)
    for (by, certainty, status), blockers in groups.items():
        names, can = shorten_names([_name_blocker(b) for b in blockers]), "can" if certainty == "certain" else "may"
        has_day = status == Status.FORMER and certainty == "certain"
        how = f" by a veto{'' if has_day else _VETOES.get(status, '')}" if by == "veto" else ""
        texts.append(f"{names} {can}{' each' if len(blockers) > 1 else ''} block decisions{how}")
    return texts


def _name_blocker(blocker: BlockerAnswer) -> str:
    return name_controller(blocker.party, group=blocker.group, names=NAMES)


def describe_disputes(answer: ControllersAnswer) -> list[str]:
    """What sources say against the claims of the largest holders."""
    titles = {source.id: source.title for source in answer.sources}
    texts = [text for holder in answer.largest_holders if holder.disputed for text in describe_rivals(holder.disputed, titles)]
    return shorten(texts, _STATEMENTS, "other disagreements")


def describe_not_counted(answer: ControllersAnswer) -> list[str]:
    """What is stated of the company and does not hold on the day: denied, planned, ended before it, begun after it."""
    if not answer.not_counted:
        return []
    titles = {source.id: quote_title(source.title) for source in answer.sources}
    rivals = {rival.statement for h in answer.largest_holders if h.disputed for rival in h.disputed.disagrees}
    texts = []
    for link in answer.not_counted:
        source, dated = titles.get(link.source or "", "a source"), _date_claim(link, answer.as_of)
        if link.statement in rivals:
            continue
        if link.status == "denied" and link.valid_from and link.valid_from == link.valid_until:
            texts.append(f"{source} has withdrawn its record that {describe_claim(link)}")
        elif link.status == "denied":
            texts.append(f"{source} denies that {dated}")
        elif link.status in ("planned", "agreed"):
            day, done = f" on {link.stated_at}" if link.stated_at else "", "completed" if link.status == "agreed" else "done"
            texts.append(f"{source} said{day} that {dated}, and no source here shows it {done}")
        elif answer.largest_holders:
            continue
        elif link.status == "alleged":
            texts.append(f"that {dated} is alleged by {source}, not established")
        elif dated != describe_claim(link):
            texts.append(f"{source} says that {dated}")
    return shorten(texts, _STATEMENTS, "other statements do not count")


def _date_claim(link: LinkAnswer, day: str) -> str:
    """A claim with the days that keep it from holding on a day: those before it begins, or after it ended."""
    since = f" from {link.valid_from}" if link.valid_from is not None and link.valid_from > day else ""
    if link.valid_until is not None:
        is_deal, is_over = link.status in ("planned", "agreed"), link.valid_until <= day
        if link.status not in ("planned", "agreed", "denied", "alleged") or is_over or since:
            return f"{describe_claim(link) if is_deal else describe_past_claim(link)}{since} until {link.valid_until}"
    elif link.closed_at:
        return describe_closing(link, since)
    elif link.status == "former":
        return f"{describe_claim(link)}{since} until an unknown day{f' before {link.stated_at}' if link.stated_at else ''}"
    return f"{describe_claim(link)}{since}"
