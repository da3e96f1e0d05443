"""Fractions in answers: they add exactly, are written as people write them, and leave no residual."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.answers.controllers import ControllersAnswer
from graph.queries import QueryContext, controllers, owners
from tests.scenarios import Sheet, ask, publish


def divided(share: str, holders: int) -> Sheet:
    """An owner holds a part of the target through each of some companies."""
    sheet = Sheet()
    for number in range(holders):
        sheet.holds("owner", f"firm{number}", "100")
        sheet.holds(f"firm{number}", "target", share)
    return sheet


def answer_of(folder: Path, sheet: Sheet, **options: object) -> tuple[QueryContext, int, ControllersAnswer]:
    generation = publish(folder, sheet)
    target = generation.party_number(sheet.id("target"))
    assert target is not None
    context = ask(generation, **options)  # type: ignore[arg-type]
    return context, target, controllers(context, target)


def test_three_sixths_through_controlled_companies_are_no_majority(tmp_path: Path) -> None:
    _, _, answer = answer_of(tmp_path, divided("1/6", 3))
    assert (answer.verdict, answer.contested) == ("not_shown", False)
    assert "16.67 %" in answer.sentence
    assert [(r.min, r.max) for r in answer.residual] == [(50, 50)]


def test_three_sixths_are_covered_by_the_50_percent_rule(tmp_path: Path) -> None:
    _, _, answer = answer_of(tmp_path, divided("1/6", 3), rule="ofac-50")
    owner = next(controller for controller in answer.controllers if controller.party.name == "owner")
    assert (owner.certainty, owner.economic.min, owner.economic.max) == ("certain", 50, 50)
    link = next(link for link in owner.chain if link.subject.name == "target")
    assert (link.share.min, link.share.max, link.share.exact, link.share.fraction) == (16.666666667, 16.666666667, 16.666666667, "1/6")


@pytest.mark.parametrize(("share", "holders"), [("1/3", 3), ("33.333333333", 3), ("1/7", 7), ("1/16", 16), ("14.285714286", 7)])
def test_parts_of_the_whole_leave_no_residual(tmp_path: Path, share: str, holders: int) -> None:
    context, target, answer = answer_of(tmp_path, divided(share, holders))
    assert answer.residual == ()
    assert [ultimate.kind for ultimate in owners(context, target).ultimate] == ["party"]
