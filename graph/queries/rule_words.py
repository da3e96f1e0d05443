"""What a rule is called, since when it stands, and what parties reach by it, in words.

The verdict on one company is in wording.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from graph.answers.common import DatedAnswer, RuleRef
from graph.answers.controlled import ControlledAnswer, ControlledCompany
from graph.answers.exposure import ExposureAnswer
from graph.queries.namesakes import spell_out
from graph.queries.phrases import join, shorten
from graph.queries.stand_ins import close_stand_ins
from graph.rules.table import RULES

_PARTY_NAMES: Final = 5
"""Parties of a list that a sentence spells out."""
_COMPANIES: Final = 3
"""Companies that it spells out, of those that stand beside it."""


def names_highest(rule: RuleRef) -> bool:
    """Whether a rule asks who is highest, and not who meets it."""
    return RULES[rule.id].ultimate


def name_rule(rule: RuleRef) -> str:
    """Name a rule, and that it was not in force on the day asked for.

    >>> name_rule(RuleRef(id="bis-affiliates-50", version=1, in_force="suspended"))
    'bis-affiliates-50 (suspended)'
    """
    return rule.id if rule.in_force is True else f"{rule.id} ({'not in force' if rule.in_force is False else rule.in_force})"


def describe_standing(rule: RuleRef, day: str) -> str:
    """Why a rule was not in force on a day, or on what not checked its being in force rests, or whom it leaves out; else empty.

    >>> from graph.answers.common import RuleDate
    >>> dates = (RuleDate(day="2024-01-01", standing="in force"), RuleDate(day="2025-03-26", standing="in force", exempt="boats"))
    >>> describe_standing(RuleRef(id="r", version=1, in_force=True, dates=dates), "2026-01-01")
    'since 2025-03-26 the rule leaves out boats'
    >>> dates = (RuleDate(day="2027-07-10", standing="in force"),)
    >>> describe_standing(RuleRef(id="r", version=1, in_force=False, dates=dates), "2024-01-01")
    'the rule is in force from 2027-07-10'
    """
    past = [date for date in rule.dates if date.day <= day]
    ahead = next((date for date in rule.dates if date.day > day), None)
    if rule.in_force is True and past and past[-1].exempt:
        return f"since {past[-1].day} the rule leaves out {past[-1].exempt}"
    if rule.in_force is True:
        return f"the rule is in force again from {past[-1].day} unless {past[-1].unless}" if past and past[-1].unless else ""
    if not past:
        return f"the rule is in force from {ahead.day}" if ahead else ""
    until = f" until {ahead.day}" if ahead else ""
    return f"the rule is {past[-1].standing} from {past[-1].day}{until}"


def describe_day(answer: DatedAnswer) -> str:
    """The day of an answer, the day of what was known, and the deals that were counted."""
    text = f"as of {answer.as_of}" + (f", as known on {answer.known_at}" if answer.known_at else "")
    return text + (f", counting {' and '.join(answer.include)} deals as done" if answer.include else "")


def _describe_reach(who: str, rule: RuleRef, *, several: bool) -> str:
    """What parties reach by a rule, ending before the companies; ``who`` names them.

    >>> _describe_reach("Ann and Bea", RuleRef(id="ofac-50", version=1), several=True)
    'If Ann and Bea are listed, ofac-50 covers'
    """
    is_law = rule.in_force is True
    if RULES[rule.id].listed:
        be = ("are" if several else "is") if is_law else "were"
        return f"If {who} {be} listed, {name_rule(rule)} {'covers' if is_law else 'would cover'}"
    reach = ("reach" if several else "reaches") if is_law else "would reach"
    if RULES[rule.id].is_link:
        reach = f"{('have' if several else 'has') if is_law else 'would have'} close links with"
    return f"By the rule {name_rule(rule)}, {who} {reach}"


def describe_controlled(answer: ControlledAnswer) -> str:
    """What a party controls, or reaches by another rule, in one sentence; which companies these are stands beside it."""
    if names_highest(answer.rule) and not answer.controlled:
        return close_stand_ins(f"Nothing that {answer.party.name} controls is shown by these sources {describe_day(answer)}.", answer.party)
    return _name_companies(_describe_reach_of_one(answer), answer)


def count_controlled(answer: ControlledAnswer) -> str:
    """How many companies a party controls, or reaches by another rule: the title over the list of them.

    >>> from graph.answers.common import PartyRef, Provenance
    >>> from graph.answers.controlled import ControlledCompany
    >>> ann, mill = PartyRef(id="a", name="Ann", kind="person"), PartyRef(id="m", name="Mill", kind="company")
    >>> mills = [ControlledCompany(party=mill, certainty=level, chain=()) for level in ("certain", "certain", "possible")]
    >>> rests_on = Provenance(licence=None, terms=None, without_licence=(), oldest=None, newest=None, asked=1, earlier=0)
    >>> count_controlled(ControlledAnswer(party=ann, rule=RuleRef(id="majority-control", version=1), controlled=tuple(mills),
    ...                                   provenance=rests_on, as_of="2024-01-01", known_at=None, include=(), generation=1))
    'Ann controls 2 companies, and may control 1 more'
    """
    certain = sum(company.certainty == "certain" for company in answer.controlled)
    possible = len(answer.controlled) - certain
    if not answer.controlled:
        return describe_controlled(answer).rstrip(".")
    if not certain and names_highest(answer.rule):
        return close_stand_ins(f"{answer.party.name} may control {_count_companies(possible)}", answer.party)
    text = f"{_describe_reach_of_one(answer)} {_count_companies(certain)}"
    more = f"may control {possible:,} more" if names_highest(answer.rule) else f"perhaps {possible:,} more"
    return close_stand_ins(f"{text}, and {more}" if possible else text, answer.party)


def _count_companies(number: int) -> str:
    return f"{number:,} compan{'y' if number == 1 else 'ies'}"


def _describe_reach_of_one(answer: ControlledAnswer) -> str:
    name = answer.party.name
    return f"{name} controls" if names_highest(answer.rule) else _describe_reach(name, answer.rule, several=False)


def describe_exposure(answer: ExposureAnswer) -> str:
    """What the parties of a list reach by a rule, in one sentence; which companies these are stands beside it."""
    if not answer.parties:
        return "None of the parties was found, so nothing was asked."
    names = join(shorten([party.name for party in answer.parties], _PARTY_NAMES, "more"))
    return _name_companies(_describe_reach(names, answer.rule, several=len(answer.parties) > 1), answer)


def _name_companies(reach: str, answer: ControlledAnswer | ExposureAnswer) -> str:
    """Which companies are reached, certainly and perhaps, and how the rule stood."""
    answer = spell_out(answer)
    companies = answer.controlled if isinstance(answer, ControlledAnswer) else answer.companies
    certain, perhaps = (
        join(shorten([c.party.name for c in companies if (c.certainty == "certain") is level], _COMPANIES, "more companies") or [""])
        for level in (True, False)
    )
    text = f"{reach} {certain or ('no company for certain' if perhaps else 'no company that these sources show')}"
    standing = describe_standing(answer.rule, answer.as_of)
    tail = [f"perhaps {'also ' if certain else ''}{'with ' if RULES[answer.rule.id].is_link else ''}{perhaps}"] if perhaps else []
    tail += _describe_together(answer.rule, companies)
    tail += [standing] if standing else []
    return close_stand_ins(f"{text} {describe_day(answer)}{': ' + '; '.join(tail) if tail else ''}.", answer)


def _describe_together(rule: RuleRef, companies: Iterable[ControlledCompany]) -> list[str]:
    """Which parties of a list count together for which companies, where none of them is enough alone.

    >>> from graph.answers.common import PartyRef
    >>> ann, bea, mill = (PartyRef(id=name, name=name, kind="") for name in ("Ann", "Bea", "Mill"))
    >>> company = ControlledCompany(party=mill, certainty="certain", chain=(), together=(ann, bea))
    >>> _describe_together(RuleRef(id="ofac-50", version=1), [company])
    ['Ann and Bea together own 50 % or more of Mill, directly or through others, and none of them is shown to do so alone']
    """
    groups: dict[tuple[tuple[str, ...], str], list[str]] = {}
    for company in companies:
        if company.together:
            names = tuple(shorten([party.name for party in company.together], _PARTY_NAMES, "more"))
            groups.setdefault((names, company.certainty), []).append(company.party.name)
    texts = []
    for (names, certainty), reached in groups.items():
        of = describe_holding(rule, join(shorten(reached, _COMPANIES, "more companies")))
        may, alone = ("", "is shown to do so alone") if certainty == "certain" else ("may ", "alone may")
        texts.append(f"{join(names)} together {may}{of}, and none of them {alone}")
    return shorten(texts, _COMPANIES, "other sets of parties that count together")


def describe_holding(rule: RuleRef, of: str) -> str:
    """What several do who meet a rule for companies; ``of`` names these.

    >>> describe_holding(RuleRef(id="ofac-50", version=1), "Mill")
    'own 50 % or more of Mill, directly or through others'
    """
    entry = RULES[rule.id]
    if entry.ultimate:
        return f"control {of}"
    if entry.column != "capital" or entry.counts_control:
        return f"meet the rule for {of}"
    percent = f"more than {entry.threshold} %" if entry.strict else f"{entry.threshold} % or more"
    return f"{'own' if rule.parameters.get('column', 'capital') == 'capital' else 'hold'} {percent} of {of}, directly or through others"


def describe_settings(rule: RuleRef) -> list[str]:
    """The contested points of a rule that were set to another value than the one it has by itself.

    >>> describe_settings(RuleRef(id="majority-control", version=1, parameters={"threshold": "at-least-50"}))
    ['threshold at least 50 %']
    """
    defaults = {parameter.name: parameter.default for parameter in RULES[rule.id].parameters}
    changed = {name: value for name, value in rule.parameters.items() if value != defaults.get(name)}
    return [f"{name} {speak_threshold(value) if name == 'threshold' else value}" for name, value in changed.items()]


def speak_threshold(choice: str) -> str:
    """A threshold in words.

    >>> speak_threshold("above-50"), speak_threshold("at-least-50")
    ('more than 50 %', 'at least 50 %')
    """
    return f"{choice.replace('above-', 'more than ').replace('at-least-', 'at least ')} %"
