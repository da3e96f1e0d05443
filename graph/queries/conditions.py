"""What holds of an answer only if candidates are right, in words: if who in which source is who in which other.

Knows no verdict; wording.py words that of who controls.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from msgspec import UnsetType

from graph.answers.candidates import PairAnswer
from graph.answers.common import PartyRef, TriedAnswer
from graph.answers.controlled import ControlledAnswer
from graph.answers.controllers import ControllersAnswer
from graph.answers.cycles import CyclesAnswer
from graph.answers.exposure import ExposureAnswer
from graph.answers.history import HistoryAnswer
from graph.answers.holdings import HoldingsAnswer
from graph.answers.owners import OwnersAnswer
from graph.answers.paths import PathsAnswer
from graph.answers.what_if import WhatIfAnswer
from graph.queries.phrases import join, quote_titles, shorten_names
from graph.rules.table import RULES

NO_CHANGE: Final = "No candidate changes this answer."
_OF_CIRCLES: Final = "A circle with a condition closes only if two parties are the same. No source says that they are."
_OF_TIMES: Final = "A time with a condition is so only if two parties are the same. No source says that they are."
_OF_CHAINS: Final = "A chain with a condition leads on only if two parties are the same. No source says that they are."
_OF_EACH: Final[dict[type[TriedAnswer], str]] = {PathsAnswer: _OF_CHAINS, HistoryAnswer: _OF_TIMES, CyclesAnswer: _OF_CIRCLES}
"""Answers of which each part tells its own condition."""
NOT_SAID: Final = "No source says that they are the same."

Pairs = tuple[PairAnswer, ...] | UnsetType


def describe_same(candidates: Sequence[PairAnswer]) -> str:
    """Say of each candidate who would be who, with the sources of both.

    >>> a, b = PartyRef(id="a", name="Halden A/S", kind="company"), PartyRef(id="b", name="HALDEN AS", kind="company")
    >>> of = {"statement": "s", "score": 90, "reasons": (), "left_sources": ("one",), "right_sources": ("two",)}
    >>> describe_same([PairAnswer(left=a, right=b, **of)])
    'Halden A/S in “one” is HALDEN AS in “two”'
    """

    def name(party: PartyRef, sources: Sequence[str]) -> str:
        return f"{party.name} in {quote_titles(sources)}" if sources else party.name

    return join([f"{name(c.left, c.left_sources)} is {name(c.right, c.right_sources)}" for c in candidates])


def describe_candidates(answer: ControllersAnswer | TriedAnswer) -> str:
    """Say how many candidates would change an answer that was asked without them; empty where none would."""
    if not answer.candidates or answer.identity:
        return ""
    return f"{answer.candidates} {'candidate' if answer.candidates == 1 else 'candidates'} would change this answer"


def list_tried(answer: TriedAnswer) -> list[str]:
    """Say in sentences what holds only if candidates are right; of an answer that was asked without them nothing."""
    if not answer.identity:
        return []
    for kind, sentence in _OF_EACH.items():
        if isinstance(answer, kind):
            return [sentence if answer.candidates else NO_CHANGE]
    told = _list_conditions(answer)
    if isinstance(answer, WhatIfAnswer) and answer.candidates:
        # Both verdicts tell their own conditions.
        return [*told, NOT_SAID] if told else []
    return [*told, NOT_SAID] if told else [NO_CHANGE]


def _list_conditions(answer: TriedAnswer) -> list[str]:
    match answer:
        case ControlledAnswer():
            is_control = RULES[answer.rule.id].ultimate
            may = f"{answer.party.name} may {'control' if is_control else f'meet the rule {answer.rule.id} for'}"
            doubt = f"the sources leave open whether {answer.party.name} {'controls' if is_control else 'meets the rule for'}"
            return [
                *_group(((c.party, c.if_same) for c in answer.controlled), lambda names: f"{may} {names}"),
                *_group(((c.party, c.unless_same) for c in answer.controlled), lambda names: f"{doubt} {names}"),
            ]
        case OwnersAnswer():
            rows = [*((o.party, o.if_same) for o in answer.owners), *((e.party, e.if_same) for e in answer.ultimate)]
            told = "it is told from the least to the greatest that it may be"
            return _group(rows, lambda names: f"the share of {names} is another one: {told}")
        case HoldingsAnswer():
            return _group(
                ((h.subject, h.if_same) for h in answer.holdings), lambda names: f"{answer.party.name} holds a stake in {names}, too"
            )
        case ExposureAnswer():
            may, doubt = "may be among these companies, too", "is among these companies"
            return [
                *_group(((c.party, c.if_same) for c in answer.companies), lambda names: f"{names} {may}"),
                *_group(
                    ((c.party, c.unless_same) for c in answer.companies), lambda names: f"the sources leave open whether {names} {doubt}"
                ),
            ]
        case WhatIfAnswer():
            may, doubt = "the changes may replace those who control", "it is open whether the changes replace those who control"
            return [
                *_group(((c.subject, c.if_same) for c in answer.control_changes), lambda names: f"{may} {names}"),
                *_group(((c.subject, c.unless_same) for c in answer.control_changes), lambda names: f"{doubt} {names}"),
            ]
    return []


def _group(rows: Iterable[tuple[PartyRef, Pairs]], say: Callable[[str], str]) -> list[str]:
    """Say of the parties that rest on the same candidates what holds of them, in one sentence."""
    grouped: dict[tuple[PairAnswer, ...], list[str]] = {}
    for party, pairs in rows:
        if pairs:
            grouped.setdefault(pairs, []).append(party.name)
    return [f"If {describe_same(pairs)}, {say(shorten_names(list(dict.fromkeys(names))))}." for pairs, names in grouped.items()]
