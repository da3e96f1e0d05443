"""The one plain sentence of a controllers answer.  Wording only; the verdict is decided elsewhere.

A negative is "not shown by these sources", never "nobody".
"""

from __future__ import annotations

import msgspec

from graph.answers import ControllerAnswer, ControllersAnswer, LinkAnswer


def with_sentence(answer: ControllersAnswer) -> ControllersAnswer:
    """The same answer with its sentence."""
    return msgspec.structs.replace(answer, sentence=_sentence(answer))


def join(names: list[str]) -> str:
    """
    >>> join(["A", "B", "C"])
    'A, B and C'
    """
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _sentence(answer: ControllersAnswer) -> str:
    subject, when = answer.subject.name, f"as of {answer.as_of}" + (f", as known on {answer.known_at}" if answer.known_at else "")
    certain = [c for c in answer.controllers if c.certainty == "certain"]
    possible = [c for c in answer.controllers if c.certainty != "certain"]
    if certain:
        verb = "ultimately control" if len(certain) > 1 or certain[0].ring else "ultimately controls"
        text = f"{_names(certain)} {verb} {subject} {when}"
        caveats = _counted(certain, answer.include) + _unreviewed(certain)
        if len(certain) > 1:
            caveats.append("the sources name more than one controller")
    elif possible:
        text = f"{_names(possible)} may ultimately control {subject} {when}"
        caveats = _doubts(possible) + _unreviewed(possible)
    else:
        text = f"An ultimate controller of {subject} is not shown by these sources {when}"
        caveats = _why_not(answer)
    return text + (": " + "; ".join(caveats) if caveats else "") + "."


def _names(controllers: list[ControllerAnswer]) -> str:
    names = [f"the ring of {join([p.name for p in c.ring])}" if c.ring else c.party.name for c in controllers]
    text = join(names)
    return text[0].upper() + text[1:]


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
    return [f"nobody passes half of the votes; the largest holder is {first.party.name}{size}"]
