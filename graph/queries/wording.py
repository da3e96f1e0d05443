"""A verdict in words: the one place for the sentence, the title of page and chart, the badges of the chart and the names in the command.

Wording only; the verdict is decided elsewhere.  A negative is "not shown by these sources", never "nobody".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import msgspec

from graph.answers.common import LinkAnswer, PartyRef, RuleRef, SourceAnswer
from graph.answers.controllers import ControllerAnswer, ControllerRef, ControllersAnswer, StoppedAnswer
from graph.generation.party import is_name_from_identifier
from graph.queries.phrases import describe_link, describe_range, describe_rival, describe_size, join, shorten
from graph.rules.finding import Basis
from graph.rules.table import RULES
from ontology.statements import Kind

TITLE_NAMES: Final = 3
"""Names that a title spells out before it counts the rest."""
_MEMBER_NAMES: Final = 5
"""Members of one ring or group that the sentence spells out."""
_CHAIN_LINKS: Final = 3
"""Links that the sentence about a chain spells out; the table has them all."""


def add_sentence(answer: ControllersAnswer) -> ControllersAnswer:
    """The same answer with its sentence: the verdict, its date, and what it rests on or leaves open."""
    if not answer.controllers and Kind(answer.subject.kind).is_never_owned:
        return msgspec.structs.replace(answer, sentence=f"{describe_never_owned(answer.subject)}.")
    date = f"as of {answer.as_of}" + (f", as known on {answer.known_at}" if answer.known_at else "")
    date += ", taking one share as one vote" if _takes_shares_as_votes(answer) else ""
    text = f"{describe_verdict(answer.subject, answer.controllers, answer.rule)} {date}"
    caveats = _list_caveats(answer)
    return msgspec.structs.replace(answer, sentence=text + (": " + "; ".join(caveats) if caveats else "") + ".")


def make_title(answer: ControllersAnswer) -> str:
    """The verdict as page and chart bear it: the first words of the sentence, long lists of names cut short."""
    return describe_verdict(answer.subject, answer.controllers, answer.rule, names=TITLE_NAMES)


def describe_verdict(
    subject: PartyRef, controllers: Sequence[ControllerAnswer | ControllerRef], rule: RuleRef, *, names: int | None = None
) -> str:
    """Who controls, in one clause without date, caveats and full stop.

    ``names`` is how many names of controllers, and of members of one ring or group, are spelled out; None = all controllers.

    >>> ann, bea = PartyRef(id="a", name="Ann", kind="person"), PartyRef(id="b", name="Bea", kind="person")
    >>> both = ControllerRef(party=ann, certainty="certain", group=(ann, bea))
    >>> describe_verdict(PartyRef(id="y", name="Y Ltd", kind="company"), [both], RuleRef(id="majority-control", version=1))
    'Ann and Bea together ultimately control Y Ltd'
    """
    certain = [c for c in controllers if c.certainty == "certain"]
    possible = [c for c in controllers if c.certainty != "certain"]
    plural = len(certain) > 1 or any(c.ring or c.group for c in certain)
    if not controllers and Kind(subject.kind).is_never_owned:
        return describe_never_owned(subject)
    if not _names_highest(rule):
        return _describe_rule_met(subject, certain or controllers, rule, names, certain=bool(certain), plural=plural)
    if not controllers:
        return f"An ultimate controller of {subject.name} is not shown by these sources"
    who = _name_all(certain or controllers, names)
    if not certain:
        return f"{who} may ultimately control {subject.name}"
    is_highest = all(c.ultimate is not False for c in certain)
    text = f"{who} {'ultimately ' if is_highest else ''}{'control' if plural else 'controls'} {subject.name}"
    if possible:
        text += f"; {_name_inside(possible, names)} {'may control it too' if is_highest else 'may ultimately control it'}"
    return text


def describe_never_owned(party: PartyRef) -> str:
    """Why nobody owns a person or a state.

    >>> describe_never_owned(PartyRef(id="a", name="Ann", kind="person"))
    'Ann is a person and is not owned'
    """
    return f"{party.name} is a {'person' if Kind(party.kind).is_person else 'state'} and is not owned"


def _describe_rule_met(
    subject: PartyRef,
    controllers: Sequence[ControllerAnswer | ControllerRef],
    rule: RuleRef,
    names: int | None,
    *,
    certain: bool,
    plural: bool,
) -> str:
    """Who meets a rule, in one clause.

    Of a rule over listed parties it says what a listing would bring about, since the data does not say who is listed.  Of a rule that was
    not in force on the day it says what would be, and that it was not.
    """
    name, is_law = name_rule(rule), rule.in_force is True
    if not controllers:
        if RULES[rule.id].listed:
            return f"No party whose listing would bring {subject.name} under {name} is shown by these sources"
        return f"Nobody who {'meets' if is_law else 'would meet'} the rule {name} for {subject.name} is shown by these sources"
    who = _name_all(controllers, names)
    if RULES[rule.id].listed:
        be = ("are" if plural or len(controllers) > 1 else "is") if is_law else "were"
        covered = ("is" if is_law else "would be") if certain else ("may be" if is_law else "might be")
        return f"If {_name_inside(controllers, names)} {be} listed, {subject.name} {covered} covered by {name}"
    verb = ("meet" if plural else "meets") if certain else "may meet"
    if not is_law:
        verb = "would meet" if certain else "might meet"
    return f"{who} {verb} the rule {name} for {subject.name}"


def describe_reach(who: str, rule: RuleRef, *, several: bool) -> str:
    """What parties reach by a rule, ending before the companies; ``who`` names them.

    >>> describe_reach("Ann and Bea", RuleRef(id="ofac-50", version=1), several=True)
    'If Ann and Bea are listed, ofac-50 covers'
    """
    is_law = rule.in_force is True
    if RULES[rule.id].listed:
        be = ("are" if several else "is") if is_law else "were"
        return f"If {who} {be} listed, {name_rule(rule)} {'covers' if is_law else 'would cover'}"
    reach = ("reach" if several else "reaches") if is_law else "would reach"
    return f"By the rule {name_rule(rule)}, {who} {reach}"


def name_rule(rule: RuleRef) -> str:
    """Name a rule, and that it was not in force on the day asked for.

    >>> name_rule(RuleRef(id="bis-affiliates-50", version=1, in_force="suspended"))
    'bis-affiliates-50 (suspended)'
    """
    return rule.id if rule.in_force is True else f"{rule.id} ({'not in force' if rule.in_force is False else rule.in_force})"


def describe_standing(rule: RuleRef, day: str) -> str:
    """Why a rule was not in force on a day, or on what not checked its being in force rests; empty where neither is so.

    >>> from graph.answers.common import RuleDate
    >>> dates = (RuleDate(day="2027-07-10", standing="in force"),)
    >>> describe_standing(RuleRef(id="r", version=1, in_force=False, dates=dates), "2024-01-01")
    'the rule is in force from 2027-07-10'
    """
    past = [date for date in rule.dates if date.day <= day]
    ahead = next((date for date in rule.dates if date.day > day), None)
    if rule.in_force is True:
        return f"the rule is in force again from {past[-1].day} unless {past[-1].unless}" if past and past[-1].unless else ""
    if not past:
        return f"the rule is in force from {ahead.day}" if ahead else ""
    until = f" until {ahead.day}" if ahead else ""
    return f"the rule is {past[-1].standing} from {past[-1].day}{until}"


def make_badge(controller: ControllerAnswer, rule: RuleRef) -> str:
    """What stands on the card of a controller, and on that of each member of its ring or group."""
    certain = controller.certainty == "certain"
    if _names_highest(rule):
        text = ("Controls" if controller.ultimate is False else "Ultimate controller") if certain else "May control"
    elif RULES[rule.id].listed:
        text = "If listed" if certain else "If listed, perhaps"
    elif rule.in_force is True:
        text = "Meets the rule" if certain else "May meet the rule"
    else:
        text = "Would meet the rule" if certain else "Might meet the rule"
    return f"{text} (ring)" if controller.ring else f"{text} (together)" if controller.group else text


def name_controller(party: PartyRef, ring: Sequence[PartyRef] = (), group: Sequence[PartyRef] = (), *, names: int | None = None) -> str:
    """Name a party, or the ring or group that stands in its place.  ``names`` of its members are spelled out; None = all.

    >>> a, b = PartyRef(id="a", name="A", kind="company"), PartyRef(id="b", name="B", kind="company")
    >>> name_controller(a), name_controller(a, ring=(a, b)), name_controller(a, group=(a, b))
    ('A', 'ring of A and B', 'A and B together')
    """
    if ring:
        return f"ring of {join(_shorten_names(ring, names))}"
    return f"{join(_shorten_names(group, names))} together" if group else party.name


def describe_chain(controller: ControllerAnswer, short_name: Callable[[PartyRef], str]) -> str:
    """How the control runs, as a sentence; empty for a controller without a chain.

    ``short_name`` gives the name of a party as the chart writes it.
    """
    if not controller.chain:
        return ""
    members = (*controller.ring, *controller.group)
    tops = {controller.party.id, *(p.id for p in members)}
    inner = [link for link in controller.chain if link.holder.id not in tops]
    if inner:
        parts = [f"{short_name(link.holder)}, which {describe_link(link)} {short_name(link.subject)}" for link in inner]
        parts = shorten(list(dict.fromkeys(parts)), _CHAIN_LINKS, "further links")
        return f"Through {parts[0] if len(parts) == 1 else ', '.join(parts[:-1]) + ', and ' + parts[-1]}."
    if members:
        parts = [f"{short_name(link.holder)} {describe_link(link)} {short_name(link.subject)}" for link in controller.chain]
        return f"{join(shorten(list(dict.fromkeys(parts)), _CHAIN_LINKS, 'other links'))}."
    parts = [f"{describe_link(link)} {short_name(link.subject)}" for link in controller.chain]
    return f"{_pronoun(controller.party)} {join(shorten(list(dict.fromkeys(parts)), _CHAIN_LINKS, 'other links'))}."


def _names_highest(rule: RuleRef) -> bool:
    return RULES[rule.id].ultimate


def _pronoun(party: PartyRef) -> str:
    return party.name if party.kind in (Kind.PERSON, Kind.ANONYMOUS_PERSON, Kind.UNKNOWN_PERSON) else "It"


def _name_all(controllers: Sequence[ControllerAnswer | ControllerRef], names: int | None = None) -> str:
    """The controllers as the beginning of a sentence."""
    text = _name_inside(controllers, names)
    return text if is_name_from_identifier(text) else text[0].upper() + text[1:]


def _name_inside(controllers: Sequence[ControllerAnswer | ControllerRef], names: int | None = None) -> str:
    """The controllers within a sentence."""
    texts = [_name_in_sentence(c, names) for c in controllers]
    return join(texts if names is None else shorten(texts, names, "more"))


def _name_in_sentence(controller: ControllerAnswer | ControllerRef, names: int | None = None) -> str:
    members = _MEMBER_NAMES if names is None else min(names, _MEMBER_NAMES)
    text = name_controller(controller.party, controller.ring, controller.group, names=members)
    return f"the {text}" if controller.ring else text


def _shorten_names(parties: Sequence[PartyRef], names: int | None) -> list[str]:
    texts = [p.name for p in parties]
    return texts if names is None else shorten(texts, names, "more")


def _list_caveats(answer: ControllersAnswer) -> list[str]:
    """What the verdict rests on or leaves open, for the sentence."""
    certain = [c for c in answer.controllers if c.certainty == "certain"]
    possible = [c for c in answer.controllers if c.certainty != "certain"]
    if certain:
        caveats = _list_third_parties(certain) + _list_counted_deals(certain, answer.include) + _count_unreviewed(certain)
        caveats += _list_disagreements(certain, answer.sources)
        if answer.contested and len(certain) > 1:
            caveats.append("the sources name more than one controller")
        caveats += _list_excesses(answer)
        if not _names_highest(answer.rule):
            caveats += _describe_others(answer, certain, possible)
    elif possible:
        caveats = _list_third_parties(possible) + _list_doubts(possible, answer) + _count_unreviewed(possible)
    else:
        caveats = [_explain_none_shown(answer), *_list_excesses(answer)]
    if standing := describe_standing(answer.rule, answer.as_of):
        caveats.append(standing)
    if answer.truncated:
        caveats.append("the network above is too large to be walked whole, so this rests on a part of it")
    return caveats


def _describe_others(answer: ControllersAnswer, certain: Sequence[ControllerAnswer], possible: Sequence[ControllerAnswer]) -> list[str]:
    """What else is to be said where a rule is met: that each of several is enough, and who may be, too."""
    is_law, listed = answer.rule.in_force is True, RULES[answer.rule.id].listed
    texts: list[str] = []
    if any(c.basis == Basis.PRESUMED_CONTROL for c in (*certain, *possible)):
        texts.append("that a holder of half controls is presumed, and can be rebutted")
    if listed and len(certain) > 1:
        texts.append(f"the listing of one of them {'is' if is_law else 'would be'} enough")
    if possible and listed:
        who = f"{_name_inside(possible)} {('are' if len(possible) > 1 else 'is') if is_law else 'were'}"
        texts.append(f"if only {who} listed, it {'may' if is_law else 'might'} be covered")
    elif possible:
        texts.append(f"{_name_inside(possible)} {'may' if is_law else 'might'} meet it too")
    return texts


def _list_counted_deals(controllers: Sequence[ControllerAnswer], include: tuple[str, ...]) -> list[str]:
    links = _links_with_status(controllers, include)
    return [f"counting as done that {_describe_holding(link)} ({link.status}, completion not stated)" for link in links]


def _list_third_parties(controllers: Sequence[ControllerAnswer]) -> list[str]:
    """By which holdings of a third party two are linked: both legs."""
    linked = [c for c in controllers if c.basis == Basis.THIRD_PARTY]
    legs = {link.statement: f"{link.holder.name} {describe_link(link)} {link.subject.name}" for c in linked for link in c.chain}
    return [join(shorten(list(legs.values()), _CHAIN_LINKS, "other links"))] if legs else []


def _list_disagreements(controllers: Sequence[ControllerAnswer], sources: Sequence[SourceAnswer]) -> list[str]:
    """What sources say against the claims that the chains cite, each with its title."""
    titles = {source.id: source.title for source in sources}
    links = {link.statement: link for c in controllers for link in c.chain if link.disagrees}
    return [
        f"that {link.holder.name} {describe_link(link)} {link.subject.name} is contradicted by {titles.get(rival.source, rival.source)}, "
        f"which {describe_rival(rival)}"
        for link in links.values()
        for rival in link.disagrees
    ]


def _takes_shares_as_votes(answer: ControllersAnswer) -> bool:
    """Whether the answer rests on votes that are taken equal to shares."""
    if answer.controllers or not _names_highest(answer.rule):
        return any(link.votes_assumed for c in answer.controllers for link in c.chain)
    return any(holder.votes is not None and holder.votes.assumed for holder in answer.largest_holders)


def _list_excesses(answer: ControllersAnswer) -> list[str]:
    """The companies on the way whose stated shares pass 100 %, with their sum."""
    companies = {answer.subject.id, *(link.subject.id for c in answer.controllers for link in c.chain)}
    return [
        f"{inconsistency.what}, so some of them cannot be right"
        for inconsistency in answer.inconsistencies
        if inconsistency.code == "OVER_100" and inconsistency.subject.id in companies
    ]


def _list_doubts(controllers: Sequence[ControllerAnswer], answer: ControllersAnswer) -> list[str]:
    links = _links_with_status(controllers, ("agreed", "planned", "alleged"))
    doubts = [f"that {_describe_holding(link)} is only {link.status}, completion not stated" for link in links]
    doubts += _list_disagreements(controllers, answer.sources) + _list_excesses(answer)
    if any(c.votes.left for c in controllers):
        doubts.append("votes are stated for some holders of shares only")
    return doubts or ["the stated shares or dates leave it open"]


def _links_with_status(controllers: Sequence[ControllerAnswer], statuses: tuple[str, ...]) -> list[LinkAnswer]:
    links = {link.statement: link for c in controllers for link in c.chain if link.status in statuses}
    return list(links.values())


def _describe_holding(link: LinkAnswer) -> str:
    if link.share.min is None:
        return f"{link.holder.name} controls {link.subject.name}"
    return f"{link.holder.name} holds {describe_size(link.share)} of {link.subject.name}"


def _count_unreviewed(controllers: Sequence[ControllerAnswer]) -> list[str]:
    count = len({link.statement for c in controllers for link in c.chain if link.reviewed is False})
    return [f"{count} of its statements were extracted from text and reviewed by no person"] if count else []


def _explain_none_shown(answer: ControllersAnswer) -> str:
    if not answer.largest_holders:
        return _explain_no_holder([s for s in answer.stopped if s.party.id == answer.subject.id])
    first = answer.largest_holders[0]
    size = first.votes or first.direct
    share = f" with {describe_range(size)}" if size else ""
    passes = "passes half of the votes" if _names_highest(answer.rule) else "is shown to pass its threshold"
    return f"nobody {passes}; the largest holder is {first.party.name}{share}"


def _explain_no_holder(stopped: Sequence[StoppedAnswer]) -> str:
    """Say what the sources say where nobody is named who holds a share, votes or control.  ``stopped``: why the search ended there."""
    if texts := [s.text for s in stopped if s.reason == "no control stated" and s.text]:
        return f"they name {texts[0]}, and do not say that anybody controls it"
    texts = [s.text for s in stopped if s.text]
    return "they name no holder on that date" + (f" ({'; '.join(texts)})" if texts else "")
