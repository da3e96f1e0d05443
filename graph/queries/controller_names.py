"""How controllers are named: alone, as a ring or a group, and several as a list.  Wording only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from graph.answers.common import PartyRef
from graph.answers.controllers import ControllerAnswer, ControllerRef
from graph.queries.phrases import join, shorten

_MEMBER_NAMES: Final = 5
"""Members of one ring or group that a sentence spells out."""


def name_controller(party: PartyRef, ring: Sequence[PartyRef] = (), group: Sequence[PartyRef] = (), *, names: int | None = None) -> str:
    """Name a party, or the ring or group that stands in its place.  ``names`` of its members are spelled out; None = all.

    >>> a, b = PartyRef(id="a", name="A", kind="company"), PartyRef(id="b", name="B", kind="company")
    >>> name_controller(a), name_controller(a, ring=(a, b)), name_controller(a, group=(a, b))
    ('A', 'ring of A and B', 'A and B together')
    """
    if ring:
        return f"ring of {join(_shorten_names(ring, names))}"
    return f"{join(_shorten_names(group, names))} together" if group else party.name


def name_controllers(controllers: Sequence[ControllerAnswer | ControllerRef], names: int | None = None, word: str = "and") -> str:
    """The controllers within a sentence."""
    texts = [_name_in_sentence(c, names) for c in controllers]
    return join(texts if names is None else shorten(texts, names, "more"), word)


def name_alternatives(controllers: Sequence[ControllerAnswer | ControllerRef], names: int | None = None) -> str:
    """The same of those who may control: joined by "or" where at most one of them can.

    >>> a, b, c = (PartyRef(id=name, name=name, kind="person") for name in "ABC")
    >>> may = [ControllerRef(party=p, certainty="possible", alternative=True) for p in (a, b)]
    >>> name_alternatives(may), name_alternatives([ControllerRef(party=c, certainty="possible"), *may])
    ('A or B', 'C and either A or B')
    """
    texts = [_name_in_sentence(c, names) for c in controllers if c.alternative]
    others = [_name_in_sentence(c, names) for c in controllers if not c.alternative]
    if not texts:
        return name_controllers(controllers, names)
    is_cut = names is not None and len(texts) > names + 1
    if names is not None:
        texts, others = shorten(texts, names, "more"), shorten(others, names, "more")
    if not others and not is_cut:
        return join(texts, "or")
    return join([*others, f"either {join(texts, 'or')}" if len(texts) == 2 else f"one of {join(texts)}"])


def _name_in_sentence(controller: ControllerAnswer | ControllerRef, names: int | None = None) -> str:
    members = _MEMBER_NAMES if names is None else min(names, _MEMBER_NAMES)
    text = name_controller(controller.party, controller.ring, controller.group, names=members)
    return f"the {text}" if controller.ring else text


def _shorten_names(parties: Sequence[PartyRef], names: int | None) -> list[str]:
    texts = [p.name for p in parties]
    return texts if names is None else shorten(texts, names, "more")
