"""What the command says of a data folder and of itself: counts, and what is missing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from graph.algorithms import kernel_cache
from graph.algorithms.kernels import has_numba
from graph.generation.data_folder import DataFolder
from graph.queries import stats
from ontology.statements import Interest, Kind
from tests.api.in_process import serving_here
from tests.command import run
from tests.scenarios import Sheet, publish


def register() -> Sheet:
    sheet = Sheet("register", stated="2020-01-01", complete=True)
    sheet.party("ann", Kind.PERSON, "Ann Arden")
    sheet.holds("ann", "mill", "60")
    sheet.holds("ann", "mill", None, Interest.BOARD_MEMBER)
    sheet.holds("mill", "works", "(25..50]")
    return sheet


def test_stats_count_what_is_there(tmp_path: Path) -> None:
    answer = stats(publish(tmp_path / "data", register()))
    assert (answer.parties, answer.kinds) == (3, {"company": 2, "person": 1})
    assert (answer.companies, answer.interests, answer.with_share, answer.unnamed_holders) == (2, 3, 2, 0)
    assert answer.interest_types == {"shareholding": 2, "boardMember": 1}
    assert [(s.interests, s.lists_all, s.date) for s in answer.sources] == [(3, True, "2020-01-01")]
    assert answer.bytes["network"] > 0


@pytest.mark.thorough
def test_stats_are_the_same_at_the_command_and_over_http(tmp_path: Path) -> None:
    data = tmp_path / "data"
    publish(data, register())
    printed = run("stats", "--json", data=data)
    with serving_here(data) as url:
        assert httpx.get(f"{url}/v1/stats", timeout=30).text == printed.stdout
    text = run("stats", data=data).stdout
    assert "             3  parties\n                 2  company\n                 1  person\n" in text
    assert json.loads(printed.stdout)["generation"] == 1


@pytest.mark.thorough
def test_the_doctor_says_what_is_missing_and_what_to_do(tmp_path: Path) -> None:
    data = tmp_path / "data"
    empty = run("doctor", data=data)
    assert (empty.returncode, "nothing is loaded" in empty.stdout) == (0, True)
    publish(data, register())
    whole = run("doctor", data=data)
    assert whole.returncode == 0, whole.stdout
    assert "Sheet register is" in whole.stdout
    assert "ownership index triples" in whole.stdout
    (data / "generations" / "1" / "names.sqlite").unlink()
    incomplete = run("doctor", data=data)
    assert (incomplete.returncode, "names.sqlite is missing" in incomplete.stdout) == (4, True)
    (data / "generations" / "1" / "files.json").unlink()
    lacking = run("doctor", data=data)
    assert (lacking.returncode, "fail  names are not indexed" in lacking.stdout) == (4, True)
    assert "ownership index names" in lacking.stdout


@pytest.mark.skipif(not has_numba(), reason="numba (extra [fast]) is not installed")
def test_the_doctor_says_whether_kernels_are_compiled(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    told = [
        run("doctor", data=tmp_path / "data", **{kernel_cache.ENVIRONMENT: str(tmp_path / name)}) for name in ("kernels", "file/kernels")
    ]
    assert [answer.returncode for answer in told] == [0, 0]
    assert "note  kernels are not compiled yet" in told[0].stdout
    assert "ownership doctor --warm" in told[0].stdout
    assert "note  compiled kernels have no place on disk" in told[1].stdout


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("verb", "part", "texts"),
    [
        ("generations", "generations", lambda row: [f"{row['number']}  {row['created']}"]),
        ("verify", "checks", lambda row: [row["finding"]]),
        ("doctor", "checks", lambda row: [row["what"], row["hint"]]),
        ("config", "settings", lambda row: [row["name"], row["value"], row["origin"]]),
    ],
)
def test_json_of_the_verbs_of_upkeep_says_what_their_text_says(
    tmp_path: Path, verb: str, part: str, texts: Callable[[dict[str, str]], list[str]]
) -> None:
    data = tmp_path / "data"
    publish(data, register())
    printed, as_json = run(verb, data=data), run(verb, "--json", data=data)
    assert printed.returncode == as_json.returncode == 0
    rows = json.loads(as_json.stdout)[part]
    assert rows
    assert [text for row in rows for text in texts(row) if text not in printed.stdout] == []


@pytest.mark.thorough
def test_the_doctor_names_a_server_that_is_not_there_and_no_password(tmp_path: Path) -> None:
    login = {"OWNERSHIP_NEO4J_URI": "bolt://127.0.0.1:1", "OWNERSHIP_NEO4J_PASSWORD": "s3cret-word"}
    answer = run("doctor", data=tmp_path / "data", **login)
    assert answer.returncode == 4
    assert "fail  Neo4j at bolt://127.0.0.1:1: " in answer.stdout
    assert "s3cret-word" not in answer.stdout + answer.stderr


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("arguments", "what", "hint"),
    [
        (["controllers", "X", "--bogus"], "no such option: --bogus", "ownership controllers --help"),
        (["frobnicate"], "no such command 'frobnicate'", "ownership --help"),
        (["changes", "--since", "1", "--as-of"], "option '--as-of' requires an argument", "ownership --help"),
        (
            ["controllers", "X", "--threshold", "33"],
            "no such option: --threshold",
            "a point of a rule is set by --set threshold=VALUE; see: ownership rules",
        ),
    ],
)
def test_a_malformed_command_line_is_an_error_like_any_other(arguments: list[str], what: str, hint: str) -> None:
    answer = run(*arguments)
    assert answer.returncode == 2
    assert answer.stderr.splitlines() == [f"error[USAGE]: {what}", f"hint: {hint}"]


def test_since_a_year_or_a_number(tmp_path: Path) -> None:
    publish(tmp_path / "data", register())
    folder = DataFolder(tmp_path / "data")
    assert [folder.find_since(text) for text in ("1", "2026", "2026-01", "2027-05-01")] == [1, 1, 1, 1]
