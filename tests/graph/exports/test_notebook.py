"""The notebook of examples/: it runs as it stands, its tables are the engine's answers, and what it printed is in it.

``python -m tests.graph.exports.test_notebook`` runs it over the examples and writes what it printed into it.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from graph.generation.generation import Generation
from graph.queries import controllers
from ontology.statements import Attribute, EntityStatement, Interest, Kind
from tests.conftest import CHECKOUT
from tests.scenarios import Sheet, ask, publish, publish_files

NOTEBOOK = CHECKOUT / "examples" / "answers.ipynb"
EXAMPLES = [CHECKOUT / "examples" / name for name in ("holdings.csv", "saryarka.map.yaml")]
pytestmark = [pytest.mark.thorough, pytest.mark.filterwarnings("default")]


@contextlib.contextmanager
def working_in(folder: Path, **environment: str) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.update(environment, PATH=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", MPLCONFIGDIR=str(folder))
    try:
        with contextlib.chdir(folder):
            yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def run(folder: Path, **environment: str) -> tuple[dict[str, Any], list[str]]:
    """Run the cells one after the other in ``folder``; give what they defined, and what each printed."""
    cells = [cell for cell in json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]
    defined: dict[str, Any] = {"__name__": "__main__"}
    printed = []
    with working_in(folder, **environment):
        for cell in cells:
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                exec(compile("".join(cell["source"]), cell["id"], "exec"), defined)  # noqa: S102 (our own text)
            printed.append(out.getvalue())
    return defined, printed


def invented() -> Sheet:
    """Two states, a ring, a band, sectors of some companies, and a change of hands in 2018."""
    sheet = Sheet("register", stated="2016-06-01")
    for name, kind, jurisdiction, sector in (
        ("ruritania", Kind.STATE, "RU", None),
        ("borduria", Kind.STATE, "BO", None),
        ("zenda", Kind.COMPANY, "RU", "Energy"),
        ("mill", Kind.COMPANY, "RU", "Energy"),
        ("works", Kind.COMPANY, "BO", "Metals"),
        ("ferry", Kind.COMPANY, "RU", None),
        ("farm", Kind.COMPANY, None, None),
        ("ring-a", Kind.COMPANY, "BO", "Metals"),
        ("ring-b", Kind.COMPANY, "BO", None),
        ("ann", Kind.PERSON, "BO", None),
        ("bea", Kind.PERSON, None, None),
    ):
        sheet.party(name, kind, name.title())
        statement = sheet.rows[-1]
        assert isinstance(statement, EntityStatement)
        attributes = (Attribute(name="Sector", value=sector),) if sector else ()
        sheet.rows[-1] = msgspec.structs.replace(statement, jurisdiction=jurisdiction, attributes=attributes)
    sheet.holds("ruritania", "zenda", None, Interest.CONTROL_BY_LEGAL_FRAMEWORK)
    sheet.holds("zenda", "mill", "60")
    sheet.holds("mill", "works", "70")
    sheet.holds("borduria", "farm", "(25..75]")
    sheet.holds("ann", "ferry", "80", valid_until="2018-06-30")
    sheet.holds("zenda", "ferry", "80", valid_from="2018-07-01")
    sheet.holds("ring-a", "ring-b", "60")
    sheet.holds("ring-b", "ring-a", "60")
    sheet.holds("ann", "ring-a", "10")
    sheet.holds("bea", "farm", "20")
    return sheet


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Generation, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("notebook")
    generation = publish(folder / "data", invented(), with_triples=True)
    defined, _ = run(folder, OWNERSHIP_DATA=str(folder / "data"), DAYS="2017-01-01 2019-01-01")
    assert (folder / "ownership.svg").read_text(encoding="utf-8").count("<path") > 20
    return generation, defined


def list_controllers(generation: Generation, day: str) -> dict[str, Any]:
    """Ask the engine about every company that somebody is said to hold, one by one."""
    companies = [number for number in range(len(generation)) if len(generation.interests.rows_by_subject(number))]
    return {generation.party_iri(number): controllers(ask(generation, day), number) for number in companies}


def records(table: Any) -> Counter[tuple[Any, ...]]:
    return Counter(tuple(row) for row in table.itertuples(index=False))


def test_states_chains_and_rings_are_those_of_the_engine(told: tuple[Generation, dict[str, Any]]) -> None:
    generation, defined = told
    answers = list_controllers(generation, "2019-01-01")
    places = {generation.party_iri(n): generation.party(n).jurisdiction or "not stated" for n in range(len(generation))}
    states = Counter[tuple[str, str]]()
    for iri, answer in answers.items():
        of_states = [c.certainty for c in answer.controllers if c.party.kind == "state"]
        states[places[iri], "certain" if "certain" in of_states else "possible" if of_states else "not_shown"] += 1
    assert records(defined["state_control"]) == Counter({(*key, count): 1 for key, count in states.items()})
    assert set(states) >= {("RU", "certain"), ("not stated", "possible"), ("BO", "not_shown")}
    certain = [c for answer in answers.values() for c in answer.controllers if c.certainty == "certain"]
    lengths = Counter(len(c.chain) for c in certain)
    assert records(defined["chains"]) == Counter(dict.fromkeys(lengths.items(), 1))
    rings = {tuple(sorted(member.id for member in c.ring)) for c in certain if c.ring}
    assert records(defined["rings"]) == Counter({(len(ring), ring[0]): 1 for ring in rings})
    assert len(rings) == 1


def test_foreign_hands_are_counted_by_sector_and_what_is_not_stated_stays_so(told: tuple[Generation, dict[str, Any]]) -> None:
    _, defined = told
    assert records(defined["owners"]) == Counter(
        {("Energy", "domestic", 2): 1, ("Metals", "foreign", 1): 1, ("Metals", "domestic", 1): 1, ("not stated", "domestic", 2): 1}
    )


def test_changes_are_those_between_the_answers_of_two_days(told: tuple[Generation, dict[str, Any]]) -> None:
    generation, defined = told
    pairs = [
        {
            (iri, c.party.id)
            for iri, answer in list_controllers(generation, day).items()
            for c in answer.controllers
            if c.certainty == "certain"
        }
        for day in ("2017-01-01", "2019-01-01")
    ]
    expected = {(*pair, "went") for pair in pairs[0] - pairs[1]} | {(*pair, "came") for pair in pairs[1] - pairs[0]}
    assert set(records(defined["changes"])) == expected
    assert {change for *_, change in expected} == {"came", "went"}


def test_what_is_printed_in_the_notebook_is_what_it_prints_and_names_no_machine(tmp_path: Path) -> None:
    publish_files(tmp_path / "data", *EXAMPLES, with_triples=True)
    _, printed = run(tmp_path)
    text = NOTEBOOK.read_text(encoding="utf-8")
    cells = [cell for cell in json.loads(text)["cells"] if cell["cell_type"] == "code"]
    stored = ["".join(line for output in cell["outputs"] for line in output["text"]) for cell in cells]
    assert stored == printed, "run: python -m tests.graph.exports.test_notebook"
    assert str(CHECKOUT) not in text
    assert str(tmp_path) not in text


def test_a_difference_between_the_two_ways_fails(told: tuple[Generation, dict[str, Any]]) -> None:
    both, table = told[1]["both"], told[1]["chains"]
    with pytest.raises(AssertionError):
        both(table, table.head(len(table) - 1))
    with pytest.raises(AssertionError):
        both(table, table.assign(controllers=table.controllers + 1))


def write_outputs() -> None:
    """Run the notebook over the examples, and write what it printed into it."""
    with tempfile.TemporaryDirectory() as folder:
        publish_files(Path(folder) / "data", *EXAMPLES, with_triples=True)
        _, printed = run(Path(folder))
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    for cell, text in zip((cell for cell in notebook["cells"] if cell["cell_type"] == "code"), printed, strict=True):
        cell["outputs"] = [{"name": "stdout", "output_type": "stream", "text": text.splitlines(keepends=True)}] if text else []
    NOTEBOOK.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_outputs()
