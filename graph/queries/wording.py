"""A verdict in words: the one place for the sentence, the title of page and chart, the badges of the chart and the names in the command.

Wording only; the verdict is decided elsewhere.  A negative is "not shown by these sources", never "nobody".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import msgspec

from graph.answers.candidates import PairAnswer
from graph.answers.changes import ChangesAnswer
from graph.answers.common import LinkAnswer, PartyRef, RuleRef
from graph.answers.controllers import ControllerAnswer, ControllerRef, ControllersAnswer
from graph.queries.conditions import NOT_SAID, describe_same
from graph.queries.controller_names import name_alternatives, name_controllers
from graph.queries.interest_words import describe_means
from graph.queries.namesakes import list_named, spell_out
from graph.queries.phrases import capitalise, describe_hold, join, shorten
from graph.queries.remarks import describe_grounds, list_remarks
from graph.queries.rule_words import name_rule, names_highest
from graph.queries.stand_ins import close_names, close_stand_ins
from graph.rules.table import RULES
from ontology.statements import Interest, Kind

TITLE_NAMES: Final = 3
"""Names that a title spells out before it counts the rest."""
_CHAIN_LINKS: Final = 3
"""Links that the sentence about a chain spells out; the table has them all."""


def add_sentence(answer: ControllersAnswer, *, is_marked: bool) -> ControllersAnswer:
    """The same answer with its sentence: the verdict, its date, and what it rests on or leaves open.

    ``is_marked``: whether it tells parties of one name apart.
    """
    if not answer.controllers and Kind(answer.subject.kind).is_never_owned:
        return msgspec.structs.replace(answer, sentence=f"{describe_never_owned(answer.subject)}.")
    return msgspec.structs.replace(answer, sentence=_write_sentence(spell_out(answer) if is_marked else answer))


def _write_sentence(answer: ControllersAnswer) -> str:
    day = f"as of {answer.as_of}" + (f", as known on {answer.known_at}" if answer.known_at else "")
    verdict = _describe_verdict(answer.subject, answer.controllers, answer.rule)
    # A day behind the second of two clauses would seem to be of that one only.
    is_of_two = names_highest(answer.rule) and len({c.certainty for c in answer.controllers}) > 1
    text = capitalise(f"{day}, {verdict}" if is_of_two else f"{verdict} {day}") + describe_grounds(answer)
    remarks = list(dict.fromkeys(list_remarks(answer)))
    return close_stand_ins(text + (": " + "; ".join(remarks) if remarks else "") + ".", answer)


def add_conditions(answer: ControllersAnswer, stated: ControllersAnswer) -> ControllersAnswer:
    """Return an answer with the sentence of what is stated, and who may control if which candidates are right.

    ``stated``: the same answer without those who control only if candidates are right.
    """
    return msgspec.structs.replace(
        answer,
        sentence=" ".join(
            [add_sentence(stated, is_marked=any(party.apart for party in list_named(stated))).sentence, *list_conditions(answer)]
        ),
    )


def list_conditions(answer: ControllersAnswer) -> list[str]:
    """Say who may control if which candidates are right, each in a sentence."""
    sentences = _list_conditions(answer.subject, answer.controllers, answer.rule)
    return [*sentences, NOT_SAID] if sentences else []


def describe_tried_verdict(subject: PartyRef, controllers: Sequence[ControllerRef], rule: RuleRef) -> str:
    """Who controls, in one clause without full stop; behind it in sentences who may if which candidates are right."""
    stated = describe_verdict(subject, [controller for controller in controllers if not controller.if_same], rule)
    conditions = _list_conditions(subject, controllers, rule)
    return ". ".join([stated, *conditions]).removesuffix(".")


def _list_conditions(subject: PartyRef, controllers: Sequence[ControllerAnswer | ControllerRef], rule: RuleRef) -> list[str]:
    conditional: dict[tuple[PairAnswer, ...], list[ControllerAnswer | ControllerRef]] = {}
    doubted: dict[tuple[PairAnswer, ...], list[ControllerAnswer | ControllerRef]] = {}
    for controller in controllers:
        if controller.if_same:
            conditional.setdefault(controller.if_same, []).append(controller)
        if controller.unless_same:
            doubted.setdefault(controller.unless_same, []).append(controller)
    sentences = list[str]()
    for candidates, named in conditional.items():
        sentences.append(f"If {describe_same(candidates)}, {describe_verdict(subject, named, rule)}.")
    for candidates, named in doubted.items():
        names = name_controllers(named, None, "and")
        sentences.append(f"If {describe_same(candidates)}, the sources leave open whether {names} does.")
    return sentences


def make_title(answer: ControllersAnswer) -> str:
    """The verdict as page and chart bear it: the first words of the sentence, long lists of names cut short."""
    subject, controllers = spell_out(answer.subject), spell_out(answer.controllers)
    stated = [controller for controller in controllers if not controller.if_same]
    title = describe_verdict(subject, stated, answer.rule, names=TITLE_NAMES)
    if len(stated) == len(controllers):
        return title
    conditional = [controller for controller in controllers if controller.if_same]
    return f"{title}; if candidates are right, {describe_verdict(subject, conditional, answer.rule, names=TITLE_NAMES)}"


def describe_changes(answer: ChangesAnswer) -> str:
    """How many verdicts are other ones than in an earlier generation, what a limit left out, and how many candidates would change them."""
    span = f"between generation {answer.since} of {answer.since_created[:10]} and generation {answer.generation} of {answer.created[:10]}"
    how = f"asked as of {answer.as_of}" + (f", as known on {answer.known_at}" if answer.known_at else "")
    compared = f"{answer.compared:,} that something new can reach {'was' if answer.compared == 1 else 'were'} compared"
    count = "no company" if not answer.changed else "one company" if answer.changed == 1 else f"{answer.changed:,} companies"
    sentences = [f"The verdict on {count} changed {span}, {how}; {compared}."]
    if len(answer.changes) < answer.changed:
        sentences.append(f"Of those, {len(answer.changes):,} {'is' if len(answer.changes) == 1 else 'are'} told.")
    if answer.incomplete:
        whose = "one of those compared" if answer.incomplete == 1 else f"{answer.incomplete:,} of those compared"
        sentences.append(f"The network above {whose} is too large to be walked whole: more may have changed there.")
    if answer.candidates:
        count = "1 candidate" if answer.candidates == 1 else f"{answer.candidates:,} candidates"
        sentences.append(f"All is told by what is stated: {count} would change verdicts that are told here.")
    return " ".join(sentences)


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
    return close_stand_ins(capitalise(_describe_verdict(subject, controllers, rule, names)), subject, *controllers)


def _describe_verdict(
    subject: PartyRef, controllers: Sequence[ControllerAnswer | ControllerRef], rule: RuleRef, names: int | None = None
) -> str:
    """The same as it stands within a sentence."""
    certain = [c for c in controllers if c.certainty == "certain"]
    possible = [c for c in controllers if c.certainty != "certain"]
    plural = len(certain) > 1 or any(c.group for c in certain)
    if not controllers and Kind(subject.kind).is_never_owned:
        return describe_never_owned(subject)
    if not names_highest(rule):
        return _describe_rule_met(subject, certain or controllers, rule, names, certain=bool(certain), plural=plural)
    if not controllers:
        return f"an ultimate controller of {subject.name} is not shown by these sources"
    if not certain:
        return f"{name_alternatives(possible, names)} may ultimately control {subject.name}"
    who = name_controllers(certain, names)
    is_highest = all(c.ultimate is not False for c in certain)
    text = f"{who} {'ultimately ' if is_highest else ''}{'control' if plural else 'controls'} {subject.name}"
    if possible:
        text += f"; {name_alternatives(possible, names)} {'may control it too' if is_highest else 'may ultimately control it'}"
    return text


def describe_never_owned(party: PartyRef) -> str:
    """Why nobody owns a person or a state.

    >>> describe_never_owned(PartyRef(id="a", name="Ann", kind="person"))
    'Ann is a person and is not owned'
    """
    return close_stand_ins(f"{party.name} is a {'person' if Kind(party.kind).is_person else 'state'} and is not owned", party)


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
    if RULES[rule.id].is_link:
        if not controllers:
            have = "has" if is_law else "would have"
            return f"no party that {have} close links with {subject.name} by the rule {name} is shown by these sources"
        have = ("have" if plural else "has") if certain else "may have"
        have = have if is_law else "would have" if certain else "might have"
        return f"{name_controllers(controllers, names)} {have} close links with {subject.name} by the rule {name}"
    if not controllers:
        if RULES[rule.id].listed:
            return f"no party whose listing would bring {subject.name} under {name} is shown by these sources"
        return f"nobody who {'meets' if is_law else 'would meet'} the rule {name} for {subject.name} is shown by these sources"
    # Of those who may be enough alone, all together may be so surely: that is told for itself.
    who = name_controllers(controllers, names, "and" if certain or not RULES[rule.id].listed else "or")
    if RULES[rule.id].listed:
        be = (
            ("are" if plural or (certain and len(controllers) > 1) or any(c.group for c in controllers[-1:]) else "is")
            if is_law
            else "were"
        )
        covered = ("is" if is_law else "would be") if certain else ("may be" if is_law else "might be")
        return f"if {who} {be} listed, {subject.name} {covered} covered by {name}"
    verb = ("meet" if plural else "meets") if certain else "may meet"
    if not is_law:
        verb = "would meet" if certain else "might meet"
    return f"{who} {verb} the rule {name} for {subject.name}"


def make_badge(controller: ControllerAnswer, rule: RuleRef) -> str:
    """What stands on the card of a controller, and on that of each member of its ring or group."""
    certain = controller.certainty == "certain"
    if controller.if_same:
        text = "If the same"
    elif names_highest(rule):
        text = ("Controls" if controller.ultimate is False else "Ultimate controller") if certain else "May control"
    elif RULES[rule.id].listed:
        text = "If listed" if certain else "If listed, perhaps"
    elif RULES[rule.id].is_link:
        text = "Close links" if certain else "Perhaps close links"
    elif rule.in_force is True:
        text = "Meets the rule" if certain else "May meet the rule"
    else:
        text = "Would meet the rule" if certain else "Might meet the rule"
    return f"{text} (ring)" if controller.ring else f"{text} (together)" if controller.group else text


def describe_chain(controller: ControllerAnswer, short_name: Callable[[PartyRef], str]) -> str:
    """How the control runs, as a sentence; empty for a controller without a chain.

    ``short_name`` gives the name of a party as the chart writes it.
    """
    text = _describe_chain(controller, short_name)
    return close_names(text, (short_name(party) for link in controller.chain for party in (link.holder, link.subject)))


def _describe_chain(controller: ControllerAnswer, short_name: Callable[[PartyRef], str]) -> str:
    if not controller.chain:
        return ""
    members = (*controller.ring, *controller.group)
    tops = {controller.party.id, *(p.id for p in members)}
    inner = [link for link in controller.chain if link.holder.id not in tops]
    if inner:
        return f"Through {_describe_way(inner, short_name)}."
    if members:
        parts = [f"{short_name(link.holder)} {describe_hold(link, short_name(link.subject), alone=True)}" for link in controller.chain]
        return f"{join(shorten(list(dict.fromkeys(parts)), _CHAIN_LINKS, 'other links'))}."
    parts = [f"{describe_hold(link, short_name(link.subject), alone=True)}{_add_means(link)}" for link in controller.chain]
    return f"{short_name(controller.party)} {join(shorten(list(dict.fromkeys(parts)), _CHAIN_LINKS, 'other links'))}."


def _describe_way(links: Sequence[LinkAnswer], short_name: Callable[[PartyRef], str]) -> str:
    """Name by whom and how control runs down; whoever was named last is not named again.

    >>> from graph.answers.common import Size
    >>> a, b, c, d = [PartyRef(id=name, name=name, kind="company") for name in "ABCD"]
    >>> size = Size(min=60, max=60, exact=60)
    >>> links = [LinkAnswer(statement="s", holder=one, subject=other, interest="votingRights", share=size, status="in-effect",
    ...                     source="z", valid_from=None, valid_until=None, stated_at=None, evidence=())
    ...          for one, other in ((a, b), (b, c), (d, c))]
    >>> _describe_way(links, lambda party: party.name)
    'A, which holds 60 % of the votes in B, which holds 60 % of the votes in C, and D, which holds 60 % of the votes in C'
    """
    goes_on: dict[str, bool] = {}
    below = None
    for link in links:
        is_next, way = link.holder.id == below, f"which {describe_hold(link, short_name(link.subject), alone=True)}"
        goes_on.setdefault(way if is_next else f"{short_name(link.holder)}, {way}", is_next)
        below = link.subject.id
    first, *others = shorten(list(goes_on), _CHAIN_LINKS, "further links")
    return ", ".join([first, *(text if goes_on.get(text) else f"and {text}" for text in others)])


def _add_means(link: LinkAnswer) -> str:
    """By what a holder controls whose control has neither a number nor a name."""
    means = describe_means(link.interest) if link.interest == Interest.OTHER_INFLUENCE_OR_CONTROL and not link.through else ""
    return f" {means}" if means else ""
