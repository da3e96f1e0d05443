"""What is alleged, agreed, planned or denied beside what is in effect: what an answer rests on, and how it tells the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.generation.generation import Generation
from graph.queries import controllers, find_party, history
from graph.queries.history import Axis
from tests.scenarios import ask, publish_files

COLUMNS = "holder,subject,interest,share,valid_from,valid_until,stated_at,status,holder_kind"


def load(folder: Path, *tables: tuple[str, ...], columns: str = COLUMNS) -> Generation:
    """Publish tables of rows, the first of them ``one.csv``."""
    files = [folder / f"{name}.csv" for name, _ in zip(("one", "two"), tables, strict=False)]
    for file, rows in zip(files, tables, strict=True):
        file.write_text("\n".join((columns, *rows)) + "\n", encoding="utf-8")
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
    assert "that Ann held 10 % of Mill until 2018-12-31 is alleged by “one.csv”, not established" in sentence


SURE = "Ann,Mill,shareholding,60,2020-08-01,,2020-09-01,,person"


def beside(share: str, status: str) -> str:
    """A row that says of the same holding what is not in effect."""
    return f"Ann,Mill,shareholding,{share},,,2020-03-01,{status},person"


@pytest.mark.parametrize(
    ("other", "told"),
    [
        (beside("60", "agreed"), ""),
        (beside("60", "alleged"), ""),
        (beside("80", "agreed"), "Ann has agreed to take 80 % of Mill, completion not stated"),
        (beside("80", "alleged"), "says that it is alleged, not established, that Ann owns 80 % of Mill, not 60 %"),
        (beside("[55..75]", "alleged"), "that Ann owns 55 to 75 % of Mill is alleged, not established"),
    ],
)
def test_a_sure_answer_rests_on_what_is_in_effect_and_tells_the_rest_as_such(tmp_path: Path, other: str, told: str) -> None:
    for place, rows in enumerate(([SURE, other], [other, SURE])):
        (tmp_path / str(place)).mkdir()
        generation = load(tmp_path / str(place), tuple(rows))
        answer = controllers(ask(generation), find_party(generation, "Mill"))
        ((link,),) = [c.chain for c in answer.controllers]
        assert (answer.verdict, link.status, link.share.exact, link.valid_from) == ("certain", "in-effect", 60, "2020-08-01")
        assert told in answer.sentence
        assert ("agreed" in answer.sentence or "alleged" in answer.sentence) == bool(told)


@pytest.mark.parametrize("status", ["agreed", "alleged"])
def test_a_source_of_a_deal_or_an_allegation_is_not_one_on_whose_word_the_answer_stands(tmp_path: Path, status: str) -> None:
    rows = [(f"{row},gb-coh:SC012345,gb-coh:SC054321",) for row in (SURE, beside("60", status))]
    generation = load(tmp_path, *rows, columns=f"{COLUMNS},holder_id,subject_id")
    answer = controllers(ask(generation), find_party(generation, "gb-coh:SC054321"))
    ((link,),) = [c.chain for c in answer.controllers]
    assert [generation.sources[iri].title for iri in link.sources] == ["one.csv"]
    assert not link.also_stated_by
    assert [rival.status for rival in link.other_sizes or ()] == [status]
    assert "according to “one.csv”" in answer.sentence
    assert "two.csv" not in answer.sentence


@pytest.mark.parametrize(("rule", "share", "status"), [("majority-control", "40", "alleged"), ("eu-amlr-52", "40", "in-effect")])
def test_where_only_an_allegation_reaches_the_threshold_it_is_cited(tmp_path: Path, rule: str, share: str, status: str) -> None:
    generation = load(tmp_path, (f"Ann,Mill,shareholding,{share},2020-08-01,,2020-09-01,,person", beside("60", "alleged")))
    answer = controllers(ask(generation, "2028-01-01", rule=rule), find_party(generation, "Mill"))
    ((link,),) = [c.chain for c in answer.controllers]
    assert (answer.verdict, link.status) == ("possible" if status == "alleged" else "certain", status)
    assert "alleged, not established" in answer.sentence
