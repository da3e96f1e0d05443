"""Many companies at once: full answers, and short ones for all."""

from __future__ import annotations

from pathlib import Path

from graph.answers.batch import UnansweredParty
from graph.answers.controllers import ControllersAnswer
from graph.queries import Options, batch, batch_all, controllers
from tests.graph.queries.sheets import ladder, names
from tests.scenarios import ask, publish


def test_a_batch_answers_each_in_order_and_errors_in_their_place(tmp_path: Path) -> None:
    sheet = ladder()
    generation = publish(tmp_path, sheet)
    options = Options(ask(generation).options.as_of)
    first, second, third = batch(generation, options, ["m", "nobody", "y"])
    assert isinstance(first, ControllersAnswer)
    assert isinstance(third, ControllersAnswer)
    assert isinstance(second, UnansweredParty)
    assert second.error.hint == "search for a part of the name"
    assert (names(first), second.party, second.error.code, third.subject.name) == (["ann"], "nobody", "NO_PARTY", "y")


def test_everyone_says_in_short_what_each_answer_says(tmp_path: Path) -> None:
    sheet = ladder()
    sheet.holds("r1", "r2", "60")
    sheet.holds("r2", "r1", "60")
    sheet.holds("r1", "z", "70")
    generation = publish(tmp_path, sheet)
    context = ask(generation)
    brief = {line.subject: line for line in batch_all(generation, context.options)}
    assert {line.name for line in brief.values()} == {"m", "y", "r1", "r2", "z"}
    for line in brief.values():
        number_ = generation.party_number(line.subject)
        assert number_ is not None
        whole = controllers(context, number_)
        assert (line.verdict, line.contested) == (whole.verdict, whole.contested)
        assert [(c.id, c.certainty, c.chain) for c in line.controllers] == [
            (c.party.id, c.certainty, tuple(link.statement for link in c.chain)) for c in whole.controllers
        ]
