"""The shapes of all answers: what the command prints with --json and the API sends, byte for byte.

Numbers are percent, exact to nine decimals.  Builds nothing; graph/questions does.
"""

from __future__ import annotations

from typing import Any

import msgspec

from graph.answers.batch import BriefAnswer, BriefController, UnansweredParty
from graph.answers.common import (
    Answer,
    ConflictAnswer,
    Dated,
    ErrorAnswer,
    Explored,
    InconsistencyAnswer,
    LinkAnswer,
    PartyRef,
    Quote,
    Range,
    RuleRef,
    Size,
    SourceAnswer,
)
from graph.answers.controlled import ControlledAnswer, ControlledCompany, ExposureAnswer
from graph.answers.controllers import (
    BlockerAnswer,
    ControllerAnswer,
    ControllerRef,
    ControllersAnswer,
    HolderAnswer,
    ResidualAnswer,
    StoppedAnswer,
)
from graph.answers.cycles import CycleAnswer, CyclesAnswer, RingHolding
from graph.answers.entity import EntityAnswer
from graph.answers.history import HistoryAnswer, PeriodAnswer
from graph.answers.holdings import HoldingAnswer, HoldingsAnswer
from graph.answers.owners import Comparison, DeclaredAnswer, Integrated, OwnerAnswer, OwnersAnswer, UltimateAnswer
from graph.answers.paths import PathAnswer, PathsAnswer
from graph.answers.rules import CitationAnswer, ParameterAnswer, RuleAnswer, RulesAnswer
from graph.answers.what_if import ChangeAnswer, ControlChange, NeededStake, Shift, WhatIfAnswer

__all__ = [
    "Answer",
    "BlockerAnswer",
    "BriefAnswer",
    "BriefController",
    "ChangeAnswer",
    "CitationAnswer",
    "Comparison",
    "ConflictAnswer",
    "ControlChange",
    "ControlledAnswer",
    "ControlledCompany",
    "ControllerAnswer",
    "ControllerRef",
    "ControllersAnswer",
    "CycleAnswer",
    "CyclesAnswer",
    "Dated",
    "DeclaredAnswer",
    "EntityAnswer",
    "ErrorAnswer",
    "Explored",
    "ExposureAnswer",
    "HistoryAnswer",
    "HolderAnswer",
    "HoldingAnswer",
    "HoldingsAnswer",
    "InconsistencyAnswer",
    "Integrated",
    "LinkAnswer",
    "NeededStake",
    "OwnerAnswer",
    "OwnersAnswer",
    "ParameterAnswer",
    "PartyRef",
    "PathAnswer",
    "PathsAnswer",
    "PeriodAnswer",
    "Quote",
    "Range",
    "ResidualAnswer",
    "RingHolding",
    "RuleAnswer",
    "RuleRef",
    "RulesAnswer",
    "Shift",
    "Size",
    "SourceAnswer",
    "StoppedAnswer",
    "UltimateAnswer",
    "UnansweredParty",
    "WhatIfAnswer",
    "encode",
    "encode_line",
]

_ENCODER = msgspec.json.Encoder(decimal_format="number")


def encode(answer: msgspec.Struct | list[Any] | dict[str, Any]) -> bytes:
    """The JSON of an answer, the same bytes wherever it is asked."""
    return msgspec.json.format(_ENCODER.encode(answer), indent=2) + b"\n"


def encode_line(answer: msgspec.Struct | list[Any] | dict[str, Any]) -> bytes:
    """The JSON of an answer as one line of NDJSON."""
    return _ENCODER.encode(answer) + b"\n"
