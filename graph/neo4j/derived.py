"""Put the engine's answers beside the facts: relationships of the type DERIVED_CONTROLS, in runs under names.

Owns what such a relationship looks like.  A query over facts never walks them, because their type is their own; that they are brought to
the server, replaced and compared is the work of the sync, as for all else.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from graph.answers.batch import BriefAnswer, BriefController
from graph.generation.generation import Generation
from graph.generation.interest_table import STATUSES
from graph.neo4j.model import DERIVED_TYPES
from graph.neo4j.property_graph import RUN, Relationship, Value
from graph.queries import Options, batch_all
from graph.rules import DEFAULT
from ontology.statements import Status
from ontology.terms import digest

DEFAULT_RUN: Final = "main"


@dataclass(frozen=True, slots=True)
class DerivedRun:
    """A set of answers by one rule about one day, under a name.  ``options`` None: there are none, so that those of before go."""

    name: str
    options: Options | None


def derive_controls(generation: Generation, run: DerivedRun, companies: Sequence[int] | None = None) -> Iterator[Relationship]:
    """Derive who meets the rule of a run for each company, in one pass, and where there are agreed deals in a second that counts them as
    done.  ``companies``: those to ask about, by number; None = all."""
    if run.options is None:
        return
    for include in ((), (Status.AGREED,))[: 1 + has_agreed(generation)]:
        options = dataclasses.replace(run.options, include=include)
        for answer in batch_all(generation, options, companies):
            yield from (make_control(answer, controller, options, run.name) for controller in answer.controllers)


def has_agreed(generation: Generation) -> bool:
    """Whether there is an agreed deal: then each company has an answer that counts them as done."""
    return bool((generation.interests.columns["status"] == STATUSES.index(Status.AGREED)).any())


def make_control(answer: BriefAnswer, controller: BriefController, options: Options, run: str) -> Relationship:
    """Make the relationship from a controller to its company.

    The key leaves the day out: the next day's answer takes the place of this one.
    """
    include = tuple(status.value for status in options.include)
    key = digest(controller.id, answer.subject, options.rule, run, *include, size=32)
    is_supposed = bool(include) or answer.in_force is not True
    properties: dict[str, Value] = {
        "label": word_answer(options.rule, is_certain=controller.certainty == "certain", is_supposed=is_supposed),
        "id": key,
        "rule": options.rule,
        "asOf": options.as_of,
        "include": include,
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
    return Relationship(key, DERIVED_TYPES[0], controller.id, answer.subject, properties)


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
