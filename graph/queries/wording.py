"""The one plain sentence of a controllers answer.  Wording only; the verdict is decided elsewhere.

A negative is "not shown by these sources", never "nobody".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import msgspec

from graph.answers.common import LinkAnswer, PartyRef, Range, RuleRef
from graph.answers.controllers import ControllerAnswer, ControllerRef, ControllersAnswer
from graph.rules.table import DEFAULT
from ontology.statements import Family, Interest, Kind


def with_sentence(answer: ControllersAnswer) -> ControllersAnswer:
    """The same answer with its sentence."""
    return msgspec.structs.replace(answer, sentence=_sentence(answer))


def join(names: list[str]) -> str:
    """
    >>> join(["A", "B", "C"])
    'A, B and C'
    """
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def in_short(subject: PartyRef, controllers: Sequence[ControllerAnswer | ControllerRef], rule: RuleRef) -> str:
    """Who controls, in one clause without date and caveats."""
    certain = [c for c in controllers if c.certainty == "certain"]
    several = len(certain) > 1 or any(c.ring or c.group for c in certain)
    if rule.id != DEFAULT:
        if not controllers:
            return f"Nobody who meets the rule {rule.id} for {subject.name} is shown by these sources"
        verb = ("meet" if several else "meets") if certain else "may meet"
        return f"{_names(certain or controllers)} {verb} the rule {rule.id} for {subject.name}"
    if certain:
        return f"{_names(certain)} ultimately {'control' if several else 'controls'} {subject.name}"
    if controllers:
        return f"{_names(controllers)} may ultimately control {subject.name}"
    return f"An ultimate controller of {subject.name} is not shown by these sources"


def _sentence(answer: ControllersAnswer) -> str:
    when = f"as of {answer.as_of}" + (f", as known on {answer.known_at}" if answer.known_at else "")
    certain = [c for c in answer.controllers if c.certainty == "certain"]
    possible = [c for c in answer.controllers if c.certainty != "certain"]
    text = f"{in_short(answer.subject, answer.controllers, answer.rule)} {when}"
    if certain:
        caveats = _counted(certain, answer.include) + _unreviewed(certain)
        if answer.contested:
            caveats.append("the sources name more than one controller")
        if possible and answer.rule.id != DEFAULT:
            caveats.append(f"{join([_name(c) for c in possible])} may meet it too")
    elif possible:
        caveats = _doubts(possible) + _unreviewed(possible)
    else:
        caveats = _why_not(answer)
    if answer.truncated:
        caveats.append("the network above is too large to be walked whole, so this rests on a part of it")
    return text + (": " + "; ".join(caveats) if caveats else "") + "."


def _names(controllers: Sequence[ControllerAnswer | ControllerRef]) -> str:
    text = join([_name(c) for c in controllers])
    return text[0].upper() + text[1:]


def _name(controller: ControllerAnswer | ControllerRef) -> str:
    if controller.ring:
        return f"the ring of {_listed(controller.ring)}"
    return f"{_listed(controller.group)} together" if controller.group else controller.party.name


def _listed(parties: Sequence[PartyRef]) -> str:
    names = [p.name for p in parties]
    return join(names) if len(names) <= 6 else join([*names[:5], f"{len(names) - 5} more"])


def _counted(controllers: list[ControllerAnswer], include: tuple[str, ...]) -> list[str]:
    links = _links(controllers, include)
    return [f"counting as done that {_claim(link)} ({link.status}, completion not stated)" for link in links]


def _doubts(controllers: list[ControllerAnswer]) -> list[str]:
    links = _links(controllers, ("agreed", "planned", "alleged"))
    doubts = [f"that {_claim(link)} is only {link.status}, completion not stated" for link in links]
    return doubts or ["the stated shares or dates leave it open"]


def _links(controllers: list[ControllerAnswer], statuses: tuple[str, ...]) -> list[LinkAnswer]:
    links = {link.statement: link for c in controllers for link in c.chain if link.status in statuses}
    return list(links.values())


def _claim(link: LinkAnswer) -> str:
    if link.share.min is None:
        return f"{link.holder.name} controls {link.subject.name}"
    number = f"{link.share.exact}" if link.share.exact is not None else f"{link.share.min} to {link.share.max}"
    return f"{link.holder.name} holds {number} % of {link.subject.name}"


def _unreviewed(controllers: list[ControllerAnswer]) -> list[str]:
    count = len({link.statement for c in controllers for link in c.chain if link.reviewed is False})
    return [f"{count} of its statements were extracted from text and reviewed by no person"] if count else []


def _why_not(answer: ControllersAnswer) -> list[str]:
    if not answer.largest_holders:
        return ["they name no holder on that date"]
    first = answer.largest_holders[0]
    best = first.votes or first.direct
    size = f" with {best.min} to {best.max} %" if best and best.min != best.max else f" with {best.max} %" if best else ""
    passes = "passes half of the votes" if answer.rule.id == DEFAULT else "is shown to pass its threshold"
    return [f"nobody {passes}; the largest holder is {first.party.name}{size}"]


KINDS: Final = {
    Kind.COMPANY: "Company",
    Kind.LEGAL_ENTITY: "Legal entity",
    Kind.STATE: "State",
    Kind.STATE_BODY: "State body",
    Kind.ARRANGEMENT: "Trust or arrangement",
    Kind.PERSON: "Person",
    Kind.ANONYMOUS_PERSON: "Person, not named",
    Kind.UNKNOWN_PERSON: "Unknown person",
    Kind.ANONYMOUS_ENTITY: "Entity, not named",
    Kind.UNKNOWN: "Kind not stated",
}

_STATED_LINKS: Final = 3
"""Links that the sentence about the chain spells out; the table has them all."""


def kind_words(kind: str) -> str:
    """
    >>> kind_words("state-body")
    'State body'
    """
    return KINDS[Kind(kind)]


def number(value: float | int) -> str:
    """A percentage with two decimals at most, but never rounded onto the majority line or to nothing.

    >>> number(51), number(33.333333333), number(50.000000001), number(0.0001)
    ('51', '33.33', '50.000000001', '0.0001')
    """
    short = f"{value:.2f}".rstrip("0").rstrip(".")
    changed = float(short) != value and float(short) in (0.0, 50.0, 100.0)
    return f"{value:.9f}".rstrip("0").rstrip(".") if changed else short


def span(low: float | int, high: float | int) -> str:
    """
    >>> span(51, 51), span(25, 50)
    ('51%', '25–50%')
    """
    return f"{number(low)}%" if low == high else f"{number(low)}–{number(high)}%"


def spread(size: Range) -> str:
    return span(size.min, size.max)


def link_share(link: LinkAnswer) -> str:
    """The share of a link as its statement gives it; empty where it gives none."""
    share = link.share
    if share.exact is not None:
        return f"{number(share.exact)}%"
    return "" if share.min is None or share.max is None else span(share.min, share.max)


def full_name(party: PartyRef) -> str:
    """The name inside a sentence: a state by description takes its article.

    >>> full_name(PartyRef(id="x", name="Central government of Elbonia", kind="state"))
    'the Central government of Elbonia'
    """
    words = party.name.split()
    described = party.kind in (Kind.STATE, Kind.STATE_BODY) and "of" in words and words[0].lower() != "the"
    return f"the {party.name}" if described else party.name


def headline(answer: ControllersAnswer) -> str:
    """The answer in one short sentence without a full stop."""
    subject = answer.subject.name
    certain = [c for c in answer.controllers if c.certainty == "certain"]
    if answer.rule.id != DEFAULT:
        if not answer.controllers:
            return f"Nobody who meets the rule {answer.rule.id} for {subject} is shown by these sources"
        verb = ("meet" if len(certain) > 1 else "meets") if certain else "may meet"
        return f"{_headline_names(certain or list(answer.controllers))} {verb} the rule {answer.rule.id} for {subject}"
    if certain:
        return f"{_headline_names(certain)} ultimately {'control' if len(certain) > 1 else 'controls'} {subject}"
    if answer.controllers:
        return f"{_headline_names(list(answer.controllers))} may ultimately control {subject}"
    return f"No ultimate controller of {subject} is shown by these sources"


def through(controller: ControllerAnswer, short: Callable[[PartyRef], str]) -> str:
    """How the control runs, as a sentence; empty for a controller without a chain.

    ``short`` gives the name of a party as the chart writes it.
    """
    tops = {controller.party.id, *(p.id for p in controller.ring)}
    inner = [link for link in controller.chain if link.holder.id not in tops]
    if not controller.chain:
        return ""
    if not inner:
        if controller.ring:
            return f"{join(_first([f'{short(x.holder)} {claim(x)} {short(x.subject)}' for x in controller.chain], 'other links'))}."
        firm = [f"{claim(link)} {short(link.subject)}" for link in controller.chain]
        return f"{_pronoun(controller.party)} {join(_first(firm, 'other links'))}."
    parts = [f"{short(link.holder)}, which {claim(link)} {short(link.subject)}" for link in inner]
    shown = _first(parts, "further links")
    return f"Through {shown[0] if len(shown) == 1 else ', '.join(shown[:-1]) + ', and ' + shown[-1]}."


def claim(link: LinkAnswer) -> str:
    """What the holder does, as the statement says it, ending before the subject.

    >>> from graph.answers.common import Size
    >>> a = PartyRef(id="a", name="A", kind="company")
    >>> claim(LinkAnswer(statement="s", holder=a, subject=a, interest="shareholding", share=Size(min=51, max=51, exact=51),
    ...                  status="agreed", valid_from=None, valid_until=None, stated_at=None, evidence=()))
    'has agreed to take 51% of'
    """
    return claim_words(Interest(link.interest), link_share(link), link.status)


def claim_words(interest: Interest, size: str, status: str) -> str:
    """The same from its parts.

    >>> claim_words(Interest.VOTING_RIGHTS, "10%", "in-effect")
    'holds 10% of the votes in'
    """
    family, agreed = interest.family, status == "agreed"
    if family is Family.MONEY:
        what = f"{size} of" if size else "a share of unknown size in"
        return f"{'has agreed to take' if agreed else 'owns'} {what}"
    if family is Family.VOTES:
        what = f"{size} of the votes in" if size else "votes in"
        return f"{'has agreed to take' if agreed else 'holds'} {what}"
    return "controls"


def _pronoun(party: PartyRef) -> str:
    return party.name if party.kind in (Kind.PERSON, Kind.ANONYMOUS_PERSON, Kind.UNKNOWN_PERSON) else "It"


def _first(parts: Sequence[str], more: str) -> list[str]:
    unique = list(dict.fromkeys(parts))
    rest = len(unique) - _STATED_LINKS
    return unique if rest <= 1 else [*unique[:_STATED_LINKS], f"{rest} {more}"]


def _headline_names(controllers: Sequence[ControllerAnswer]) -> str:
    shown = [f"the ring of {join(_first([p.name for p in c.ring], 'others'))}" if c.ring else full_name(c.party) for c in controllers]
    text = join(_first(shown, "others"))
    return text[0].upper() + text[1:]
