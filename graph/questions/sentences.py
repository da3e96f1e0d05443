"""The one plain sentence of a controllers answer.  Wording only; the verdict is decided elsewhere.

A negative is "not shown by these sources", never "nobody".
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from graph.answers import ControllerAnswer, ControllerRef, ControllersAnswer, LinkAnswer, PartyRef, RuleRef
from graph.rules.table import DEFAULT


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
