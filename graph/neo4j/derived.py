"""Put the engine's answers beside the facts: relationships of the type DERIVED_CONTROLS, in runs under names.

Owns what such a relationship looks like.  A query over facts never walks them, because their type is their own; that they are brought to
the server, replaced and compared is the work of the sync, as for all else.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from graph.answers.batch import BriefAnswer, BriefController
from graph.generation.generation import Generation
from graph.generation.interest_table import STATUSES
from graph.neo4j.model import DERIVED_TYPES
from graph.neo4j.property_graph import RUN, Relationship, Value
from graph.network.downstream import mark_below
from graph.queries import Options, batch_all
from graph.rules import DEFAULT
from ontology.errors import UsageError
from ontology.statements import Status
from ontology.terms import digest

DEFAULT_RUN: Final = "main"
_LONGEST_NAME: Final = 100
_RELEASED: Final = 2_000
"""Answers after which what was read of the generation is let go."""
NOT_SHOWN: Final = "not_shown"
"""Certainty of who controls a company and is not shown to if agreed deals are done."""


@dataclass(frozen=True, slots=True)
class DerivedRun:
    """A set of answers by one rule about one day, under a name.  ``options`` None: there are none, so that those of before go.

    Raises UsageError BAD_RUN.
    """

    name: str
    options: Options | None

    def __post_init__(self) -> None:
        if not self.name.strip() or len(self.name) > _LONGEST_NAME:
            what = f"the name of a run has 1 to {_LONGEST_NAME} characters, and this one {len(self.name.strip())}"
            raise UsageError("BAD_RUN", what, "name it in a word: ownership sync --run sanctions")


def derive_controls(generation: Generation, run: DerivedRun, companies: Sequence[int] | None = None) -> Iterator[Relationship]:
    """Derive who meets the rule of a run for each company, in one pass: one relationship for each pair.

    Companies in which, or above which, there is an agreed deal are answered a second time, with such deals counted as done.
    ``companies``: those to ask about, by rising number; None = all.
    """
    if run.options is None:
        return
    # What was read of it for the facts is elsewhere.
    generation.release_pages()
    if_agreed: Iterator[BriefAnswer] = iter(())
    if len(below := _list_below_agreed(generation)):
        asked = below.tolist() if companies is None else sorted(set(below.tolist()) & set(companies))
        if_agreed = batch_all(generation, dataclasses.replace(run.options, include=(Status.AGREED,)), asked)
    # Both come by number, the second being of some of the first.
    supposed = next(if_agreed, None)
    for number, answer in enumerate(batch_all(generation, run.options, companies), start=1):
        if supposed is not None and supposed.subject == answer.subject:
            yield from make_controls(answer, supposed, run.options, run.name)
            supposed = next(if_agreed, None)
        else:
            yield from make_controls(answer, None, run.options, run.name)
        if number % _RELEASED == 0:
            generation.release_pages()


def _list_below_agreed(generation: Generation) -> npt.NDArray[np.int64]:
    """List the parties of which the answer can be another one if agreed deals are done."""
    columns = generation.interests.columns
    agreed = columns["subject"][columns["status"] == STATUSES.index(Status.AGREED)]
    return np.flatnonzero(mark_below(generation.interests, agreed.astype(np.int64)))


def make_controls(answer: BriefAnswer, if_agreed: BriefAnswer | None, options: Options, run: str) -> Iterator[Relationship]:
    """Make the relationships from the controllers of a company to it: one for each, whatever it rests on.

    ``if_agreed``: the answer with agreed deals counted as done, where that can be another one.
    """
    supposed = {controller.id: controller for controller in if_agreed.controllers} if if_agreed else {}
    for controller in answer.controllers:
        properties = _describe(answer, controller, options, run)
        if if_agreed is not None:
            properties["ifAgreed"] = supposed[controller.id].certainty if controller.id in supposed else NOT_SHOWN
        yield _make_control(answer, controller, properties)
    present = {controller.id for controller in answer.controllers}
    for controller in supposed.values():
        if if_agreed is not None and controller.id not in present:
            properties = _describe(if_agreed, controller, dataclasses.replace(options, include=(Status.AGREED,)), run)
            yield _make_control(if_agreed, controller, properties | {"ifAgreed": controller.certainty})


def _make_control(answer: BriefAnswer, controller: BriefController, properties: dict[str, Value]) -> Relationship:
    return Relationship(str(properties["id"]), DERIVED_TYPES[0], controller.id, answer.subject, properties)


def _describe(answer: BriefAnswer, controller: BriefController, options: Options, run: str) -> dict[str, Value]:
    """Describe an answer.

    The key leaves rule and day out: the answer by another rule, or of the next day, takes the place of this one.
    """
    is_supposed = bool(options.include) or answer.in_force is not True
    properties: dict[str, Value] = {
        "label": word_answer(options.rule, is_certain=controller.certainty == "certain", is_supposed=is_supposed),
        "id": digest(controller.id, answer.subject, run, size=32),
        "rule": options.rule,
        "asOf": options.as_of,
        "include": tuple(status.value for status in options.include),
        "inForce": answer.in_force is True,
        "certainty": controller.certainty,
        "contested": answer.contested,
        "votesAssumed": controller.assumed,
        "truncated": answer.truncated,
        "evidence": controller.chain,
        "ring": controller.ring,
        RUN: run,
    }
    if controller.ultimate is not None:
        properties["ultimate"] = controller.ultimate
    return properties


def word_answer(rule: str, *, is_certain: bool, is_supposed: bool) -> str:
    """Word what stands on the arrow.  ``is_supposed``: agreed deals are counted as done, or the rule is not in force.

    >>> word_answer("majority-control", is_certain=False, is_supposed=False), word_answer("ofac-50", is_certain=True, is_supposed=False)
    ('may control', 'meets ofac-50')
    >>> word_answer("majority-control", is_certain=True, is_supposed=True), word_answer("ofac-50", is_certain=False, is_supposed=True)
    ('would control', 'might meet ofac-50')
    """
    does, what = ("control", "") if rule == DEFAULT else ("meet", f" {rule}")
    if is_supposed:
        return f"{'would' if is_certain else 'might'} {does}{what}"
    return f"{does}s{what}" if is_certain else f"may {does}{what}"
