"""The verbs over many parties or times as a person runs them: what they print, their exit codes, and errors with a next step."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.command import run

TABLE = """holder,subject,share,interest,holder_kind,valid_from,valid_until,stated_at
Anna Meier,Hold AG,60,,person,2010-01-01,,2010-01-01
Bob Roe,Hold AG,40,,person,2010-01-01,2015-06-01,2010-01-01
Hold AG,Works Ltd,30,,,2012-03-01,,2012-03-01
Carl Poe,Works Ltd,25,,person,2012-03-01,,2012-03-01
Works Ltd,Sub Ltd,80,,,2012-03-01,,2012-03-01
Ring A,Ring B,60,,,2000-01-01,,2000-01-01
Ring B,Ring A,60,,,2000-01-01,,2000-01-01
Dora Fell,Works Ltd,,vetoRight,person,2012-03-01,,2012-03-01
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("analysis")
    (folder / "t.csv").write_text(TABLE, encoding="utf-8")
    assert run("load", folder / "t.csv", data=folder / "data").returncode == 0
    return folder / "data"


def words(text: str) -> str:
    return " ".join(text.split())


def test_a_group_a_veto_and_a_threshold_are_told_in_words(data: Path) -> None:
    shown = run("controllers", "Works Ltd", "--together", "Anna Meier,Carl Poe", "--as-of", "2020", data=data)
    assert "Anna Meier and Carl Poe together ultimately control Works Ltd" in words(shown.stdout)
    alone = run("controllers", "Works Ltd", "--as-of", "2020", data=data)
    assert alone.returncode == 1
    assert "can block Dora Fell: certain, by veto" in words(alone.stdout)
    assert "stopped none of the holders of Works Ltd is shown to pass the threshold of the rule" in words(alone.stdout)


def test_a_source_of_which_nothing_is_loaded_about_the_country_is_told_with_the_answer(tmp_path: Path) -> None:
    (tmp_path / "g.csv").write_text("holder,subject,subject_jurisdiction,share\nMill,Works,DE,60\n", encoding="utf-8")
    columns = "legal_entity_registration_number;forename;surname;birth_date;residence;registered_on"
    (tmp_path / "lv.csv").write_text(f"{columns}\n40000000001;Ida;Voss;1980-01-01;LV;2018-05-02\n", encoding="utf-8")
    run("load", tmp_path / "g.csv", tmp_path / "lv.csv", data=tmp_path / "data")
    shown = words(run("controllers", "Works", data=tmp_path / "data").stdout)
    assert "licence g.csv states none" in shown
    assert "elsewhere 1 of 2 sources of holdings: nothing about who holds companies of DE is loaded of it" in shown


def test_another_rule_tells_on_what_it_rests(data: Path) -> None:
    shown = run("controllers", "Sub Ltd", "--rule", "eu-amlr-52", "--set", "threshold=at-least-15", "--as-of", "2020", data=data)
    assert shown.returncode == 0, shown.stderr
    text = words(shown.stdout)
    assert "by the rule eu-amlr-52 (not in force) (version 1) with threshold = at-least-15" in text
    assert "by its share, multiplied along chains and added over them" in text


@pytest.mark.parametrize(
    ("verb", "shown", "not_shown"),
    [
        ("paths", ("Anna Meier", "Sub Ltd"), ("Sub Ltd", "Anna Meier")),
        ("controlled", ("Anna Meier",), ("Carl Poe",)),
        ("holdings", ("Anna Meier",), ("Sub Ltd",)),
        ("cycles", ("Ring A",), ("Sub Ltd",)),
    ],
)
def test_what_is_not_shown_ends_with_exit_code_1(data: Path, verb: str, shown: tuple[str, ...], not_shown: tuple[str, ...]) -> None:
    assert run(verb, *shown, "--as-of", "2020", data=data).returncode == 0
    none = run(verb, *not_shown, "--as-of", "2020", data=data)
    assert (none.returncode, "shown by these sources" in words(none.stdout), none.stderr) == (1, True, "")
    assert run(verb, *not_shown, "--as-of", "2020", "--json", data=data).returncode == 1


def test_a_history_has_a_line_a_time(data: Path) -> None:
    shown = run("history", "Hold AG", data=data)
    assert shown.returncode == 0, shown.stderr
    lines = [line for line in shown.stdout.splitlines() if " to " in line]
    assert [words(line) for line in lines] == [
        "ever to 2010-01-01 An ultimate controller of Hold AG is not shown by these sources",
        "2010-01-01 to now on Anna Meier ultimately controls Hold AG",
    ]


def test_cycles_show_what_their_members_hold(data: Path) -> None:
    assert "1. 2 members: Ring A, Ring B" in run("cycles", data=data).stdout
    assert "No cycle of votes above Sub Ltd is shown by these sources" in run("cycles", "Sub Ltd", data=data).stdout


def test_exposure_lists_what_was_not_found_and_says_so_by_its_exit_code(data: Path, tmp_path: Path) -> None:
    listed = tmp_path / "listed.csv"
    listed.write_text('name,why\nAnna Meier,"one, two"\nCarl Poe,three\nNobody,\n', encoding="utf-8")
    shown = run("exposure", "--parties", listed, "--rule", "ofac-50", "--as-of", "2020", data=data)
    assert shown.returncode == 1
    assert "If Anna Meier and Carl Poe are listed, ofac-50 covers Hold AG, Sub Ltd and Works Ltd as of 2020-12-31: " in shown.stdout
    together = "Anna Meier and Carl Poe together own 50 % or more of Sub Ltd and Works Ltd, directly or through others"
    assert together in words(shown.stdout)
    assert "Anna Meier > Hold AG > Works Ltd; Carl Poe > Works Ltd > Sub Ltd" in words(shown.stdout)
    assert "Not taken:" in shown.stdout
    clean = run("exposure", "--parties", "-", "--rule", "ofac-50", "--as-of", "2020", "--format", "jsonl", data=data, stdin=b"Anna Meier\n")
    assert clean.returncode == 0
    assert [json.loads(line)["party"]["name"] for line in clean.stdout.splitlines()] == ["Hold AG"]


def test_what_if_tells_who_gains_and_what_is_still_needed(data: Path, tmp_path: Path) -> None:
    changes = tmp_path / "changes.csv"
    changes.write_text("holder,subject,share\nHold AG,Works Ltd,55\n", encoding="utf-8")
    shown = run("what-if", changes, "Sub Ltd", "--as-of", "2020", data=data)
    assert shown.returncode == 0, shown.stderr
    text = words(shown.stdout)
    assert "row 1: Hold AG in Works Ltd, shares: 30 % -> 55 %" in text
    assert "Anna Meier gains Works Ltd, Sub Ltd" in text
    assert "Works Ltd loses Sub Ltd" in text
    assert "Anna Meier 80 % controls it" in text


def test_a_batch_prints_a_line_a_party(data: Path, tmp_path: Path) -> None:
    names = tmp_path / "names.txt"
    names.write_text("Hold AG\nNobody, Inc.\n", encoding="utf-8")
    shown = run("controllers", "--batch", names, "--as-of", "2020", data=data)
    assert shown.returncode == 1
    first, second = shown.stdout.splitlines()
    assert first.startswith("Anna Meier ultimately controls Hold AG as of 2020-12-31")
    assert second.startswith("Nobody, Inc.: no party")
    everyone = run("controllers", "--all", "--as-of", "2020", data=data)
    assert everyone.returncode == 0
    assert "Hold AG: Anna Meier (certain)" in everyone.stdout.splitlines()
    table = list(csv.DictReader(run("controllers", "--all", "--format", "csv", "--as-of", "2020", data=data).stdout.splitlines()))
    assert ("Hold AG", "Anna Meier", "certain") in [(row["company_name"], row["controller_name"], row["certainty"]) for row in table]
    assert not any(cell.startswith(("[", "{")) for row in table for cell in row.values())


def test_rules_are_listed_with_their_contested_points() -> None:
    shown = run("rules")
    assert shown.returncode == 0, shown.stderr
    assert "uk-psc  Person with significant control" in shown.stdout
    assert "--set threshold=above-50|at-least-50" in shown.stdout
    assert {rule["id"] for rule in json.loads(run("rules", "--json").stdout)["rules"]} >= {"majority-control", "ofac-50"}


@pytest.mark.parametrize(
    ("arguments", "code", "exit_code"),
    [
        (["controllers"], "WHICH_PARTY", 2),
        (["controllers", "Hold AG", "--all"], "WHICH_PARTY", 2),
        (["controllers", "--batch", "no-such-file"], "FILE_UNREADABLE", 3),
        (["controllers", "--batch", "-"], "NO_PARTIES", 2),
        (["controllers", "Hold AG", "--set", "size=1"], "UNKNOWN_PARAMETER", 2),
        (["controllers", "Hold AG", "--set", "threshold=70"], "BAD_THRESHOLD", 2),
        (["controllers", "Hold AG", "--together", "Anna Meier"], "BAD_GROUP", 2),
        (["controllers", "Hold AG", "--together", "Anna Meier,Nobody"], "NO_PARTY", 1),
        (["exposure", "--parties", "-", "--rule", "biggest"], "UNKNOWN_RULE", 2),
        (["history", "Nobody"], "NO_PARTY", 1),
        (["what-if", "-", "Hold AG"], "NO_CHANGES", 2),
        (["what-if", "no-such.csv", "Hold AG"], "FILE_UNREADABLE", 3),
    ],
)
def test_an_error_is_one_line_with_a_code_and_a_next_step(data: Path, arguments: list[object], code: str, exit_code: int) -> None:
    shown = run(*arguments, data=data, stdin=b"")
    assert shown.returncode == exit_code, shown.stderr
    assert f"error[{code}]: " in shown.stderr
    assert shown.stderr.strip().splitlines()[-1].startswith("hint: ")
    assert shown.stdout == ""
