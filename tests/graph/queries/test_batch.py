"""Many companies at once: full answers, and short ones for all."""

from __future__ import annotations

import dataclasses
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from cli.text.batch import format_batch
from graph.answers.batch import UnansweredParty
from graph.answers.controllers import ControllersAnswer
from graph.queries import Options, QueryContext, batch, batch_all, controllers, find_party
from graph.queries.batch import decide_each
from graph.queries.options import Limits
from graph.queries.verdict import decide, is_same
from ontology.errors import StoreError
from ontology.statements import Directness, Interest, Kind
from tests.graph.queries.sheets import ladder, names
from tests.scenarios import Sheet, ask, publish


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


def test_without_an_index_of_names_an_unknown_id_is_an_error_in_its_place_and_a_name_ends_the_batch(tmp_path: Path) -> None:
    sheet = ladder()
    generation = publish(tmp_path, sheet)
    (generation.path / "names.sqlite").unlink()
    options = Options(ask(generation).options.as_of)
    first, second = batch(generation, options, ["ent:nobody", sheet.id("m")])
    assert isinstance(first, UnansweredParty)
    assert (first.error.code, "ownership index names" in first.error.hint) == ("NO_PARTY", True)
    assert isinstance(second, ControllersAnswer)
    with pytest.raises(StoreError, match="not indexed"):
        list(batch(generation, options, ["m"]))


def test_a_few_of_many_are_answered_as_everyone_is_without_the_pass(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = ladder()
    sheet.holds("r1", "r2", "60")
    sheet.holds("r2", "r1", "60")
    sheet.holds("r1", "z", "70")
    generation = publish(tmp_path, sheet)
    options = ask(generation).options
    module = import_module("graph.queries.batch")
    passes = []

    def take_snapshot(*asked: Any) -> Any:
        passes.append(asked)
        return snapshot(*asked)

    snapshot = module.snapshot
    monkeypatch.setattr(module, "snapshot", take_snapshot)
    everyone = list(batch_all(generation, options))
    assert len(passes) == 1
    monkeypatch.setattr(module, "PASSED_MEANWHILE", 1)
    assert list(batch_all(generation, options)) == everyone
    numbers = [number for number in range(len(generation)) if generation.party_iri(number) in {line.subject for line in everyone}]
    assert [line for number in numbers for line in batch_all(generation, options, [number])] == everyone
    assert len(passes) == 1
    monkeypatch.setattr(module, "_MOST_ABOVE", 6)
    assert list(batch_all(generation, options)) == everyone
    assert len(passes) == 2


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


@pytest.mark.parametrize(
    ("above", "fields"),
    [
        (("pia", "h"), {"interest": Interest.UNKNOWN}),
        (("", ""), {}),
        (("pia", "x"), {"interest": Interest.UNKNOWN, "direct": Directness.INDIRECT}),
        (("pia", "x"), {"interest": Interest.UNKNOWN, "direct": Directness.DIRECT}),
        (("low", "x"), {"interest": Interest.OTHER_INFLUENCE_OR_CONTROL, "direct": Directness.INDIRECT}),
    ],
)
def test_everyone_is_called_ultimate_in_short_where_the_whole_answer_says_so(
    tmp_path: Path, above: tuple[str, str], fields: dict[str, Any]
) -> None:
    sheet = Sheet()
    sheet.party("pia", Kind.PERSON)
    sheet.holds("h", "x", "51")
    sheet.holds("h", "low", "60")
    if above[0]:
        sheet.holds(*above, **fields)
    generation = publish(tmp_path, sheet)
    context = ask(generation)
    (brief,) = (line for line in batch_all(generation, context.options) if line.name == "x")
    whole = controllers(context, find_party(generation, "x"))
    is_open = above[0] == "pia" and fields.get("direct") is not Directness.DIRECT
    assert [c.ultimate for c in whole.controllers] == [not is_open]
    assert [c.ultimate for c in brief.controllers] == [not is_open]


def test_a_short_answer_says_where_a_limit_cut_the_walk(tmp_path: Path) -> None:
    sheet = ladder()
    sheet.holds("y", "below", "60")
    generation = publish(tmp_path, sheet)
    options = dataclasses.replace(ask(generation, rule="uk-psc").options, limits=Limits(parties=3))
    cut = {line.name: line.truncated for line in batch_all(generation, options)}
    assert cut == {"m": False, "y": True, "below": True}
    texts = [format_batch(line) for line in batch_all(generation, options)]
    assert sum("too large to be walked whole" in text for text in texts) == 2


@pytest.mark.parametrize("rule", [None, "uk-psc"])
@pytest.mark.parametrize("limit", [2, 200_000])
def test_many_decided_together_are_decided_as_each_alone_is(tmp_path: Path, rule: str | None, limit: int) -> None:
    sheet = ladder()
    sheet.holds("r1", "r2", "60")
    sheet.holds("r2", "r1", "60")
    sheet.holds("r1", "z", "70")
    generation = publish(tmp_path, sheet)
    context = ask(generation, rule=rule)
    companies = [number for number in range(len(generation)) if generation.interests.rows_by_subject(number)]
    limited = dataclasses.replace(context.options, limits=Limits(parties=limit))
    decided = list(decide_each(QueryContext.of(generation, limited), companies))
    assert [d.company for d in decided] == companies
    for verdict in decided:
        if rule is None or not verdict.truncated:
            assert is_same(verdict.holders, decide(context, verdict.company).holders)
    assert any(d.truncated for d in decided) == (rule is not None and limit == 2)
