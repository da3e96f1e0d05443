"""A verdict in words: the one place for the sentence, the title of page and chart, the badges of the chart and the names in the command.

Wording only; the verdict is decided elsewhere.  A negative is "not shown by these sources", never "nobody".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import msgspec

from graph.answers.common import LinkAnswer, PartyRef, RuleRef
from graph.answers.controllers import ControllerAnswer, ControllerRef, ControllersAnswer
from graph.queries.phrases import describe_link, join, shorten
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
    date = f"as of {answer.as_of}" + (f", as known on {answer.known_at}" if answer.known_at else "")
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
    plural = len(certain) > 1 or any(c.ring or c.group for c in certain)
    if not controllers:
        if _names_highest(rule):
            return f"An ultimate controller of {subject.name} is not shown by these sources"
        return f"Nobody who meets the rule {rule.id} for {subject.name} is shown by these sources"
    who = _name_all(certain or controllers, names)
    if _names_highest(rule):
        verb = ("ultimately control" if plural else "ultimately controls") if certain else "may ultimately control"
        return f"{who} {verb} {subject.name}"
    verb = ("meet" if plural else "meets") if certain else "may meet"
    return f"{who} {verb} the rule {rule.id} for {subject.name}"


def make_badge(controller: ControllerAnswer, rule: RuleRef) -> str:
    """What stands on the card of a controller, and on that of each member of its ring or group."""
    certain = controller.certainty == "certain"
    if _names_highest(rule):
        text = "Ultimate controller" if certain else "May control"
    else:
        text = "Meets the rule" if certain else "May meet the rule"
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
    texts = [_name_in_sentence(c, names) for c in controllers]
    text = join(texts if names is None else shorten(texts, names, "more"))
    return text[0].upper() + text[1:]


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
        caveats = _list_counted_deals(certain, answer.include) + _count_unreviewed(certain)
        if answer.contested:
            caveats.append("the sources name more than one controller")
        if possible and not _names_highest(answer.rule):
            caveats.append(f"{join([_name_in_sentence(c) for c in possible])} may meet it too")
    elif possible:
        caveats = _list_doubts(possible) + _count_unreviewed(possible)
    else:
        caveats = [_explain_none_shown(answer)]
    if answer.truncated:
        caveats.append("the network above is too large to be walked whole, so this rests on a part of it")
    return caveats


def _list_counted_deals(controllers: Sequence[ControllerAnswer], include: tuple[str, ...]) -> list[str]:
    links = _links_with_status(controllers, include)
    return [f"counting as done that {_describe_holding(link)} ({link.status}, completion not stated)" for link in links]


def _list_doubts(controllers: Sequence[ControllerAnswer]) -> list[str]:
    links = _links_with_status(controllers, ("agreed", "planned", "alleged"))
    doubts = [f"that {_describe_holding(link)} is only {link.status}, completion not stated" for link in links]
    return doubts or ["the stated shares or dates leave it open"]


def _links_with_status(controllers: Sequence[ControllerAnswer], statuses: tuple[str, ...]) -> list[LinkAnswer]:
    links = {link.statement: link for c in controllers for link in c.chain if link.status in statuses}
    return list(links.values())


def _describe_holding(link: LinkAnswer) -> str:
    if link.share.min is None:
        return f"{link.holder.name} controls {link.subject.name}"
    size = f"{link.share.exact}" if link.share.exact is not None else f"{link.share.min} to {link.share.max}"
    return f"{link.holder.name} holds {size} % of {link.subject.name}"


def _count_unreviewed(controllers: Sequence[ControllerAnswer]) -> list[str]:
    count = len({link.statement for c in controllers for link in c.chain if link.reviewed is False})
    return [f"{count} of its statements were extracted from text and reviewed by no person"] if count else []


def _explain_none_shown(answer: ControllersAnswer) -> str:
    if not answer.largest_holders:
        return "they name no holder on that date"
    first = answer.largest_holders[0]
    size = first.votes or first.direct
    share = f" with {size.min} to {size.max} %" if size and size.min != size.max else f" with {size.max} %" if size else ""
    passes = "passes half of the votes" if _names_highest(answer.rule) else "is shown to pass its threshold"
    return f"nobody {passes}; the largest holder is {first.party.name}{share}"
