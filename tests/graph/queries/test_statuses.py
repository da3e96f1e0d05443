"""What is alleged, agreed, planned or denied beside what is in effect: what an answer rests on, and how it tells the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.generation.generation import Generation
from graph.queries import controllers, find_party, history
from graph.queries.history import Axis
from tests.scenarios import ask, publish_files

COLUMNS = "holder,subject,interest,share,valid_from,valid_until,stated_at,status,holder_kind"


def load(folder: Path, *tables: tuple[str, ...]) -> Generation:
    """Publish tables of rows, the first of them ``one.csv``."""
    files = [folder / f"{name}.csv" for name, _ in zip(("one", "two"), tables, strict=False)]
    for file, rows in zip(files, tables, strict=True):
        file.write_text("\n".join((COLUMNS, *rows)) + "\n", encoding="utf-8")
    return publish_files(folder / "data", *files)


@pytest.mark.parametrize("status", ["alleged", "agreed", "planned", "denied"])
@pytest.mark.parametrize(("interest", "order"), [("shareholding", 1), ("votingRights", -1)])
def test_a_claim_that_is_not_in_effect_ends_nothing_in_any_answer(tmp_path: Path, status: str, interest: str, order: int) -> None:
    rows = f"Ann,Mill,{interest},60,2015-01-01,,2019-01-01,,person", f"Ann,Mill,{interest},10,,2018-12-31,2020-01-01,{status},person"
    generation = load(tmp_path, rows[::order])
    answer = controllers(ask(generation, "2019-06-01"), find_party(generation, "Mill"))
    assert (answer.verdict, [c.party.name for c in answer.controllers], answer.conflicts) == ("certain", ["Ann"], ())
    assert "10 %" not in answer.sentence
    assert "deni" not in answer.sentence
    periods = history(ask(generation, "2019-06-01"), find_party(generation, "Mill"), Axis.AS_OF).periods
    assert periods[-1].verdict == "certain"


def test_an_allegation_about_the_past_is_told_as_one(tmp_path: Path) -> None:
    generation = load(tmp_path, ("Ann,Mill,shareholding,10,,2018-12-31,2020-01-01,alleged,person",))
    sentence = controllers(ask(generation, "2019-06-01"), find_party(generation, "Mill")).sentence
    assert "“one.csv” says that it is alleged, not established, that Ann held 10 % of Mill until 2018-12-31" in sentence
