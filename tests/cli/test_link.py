"""`ownership link`: candidates are found and listed and join nothing; reviews join, part again, and are kept with who and when."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.command import run

ONE = "holder,subject,share,holder_kind,holder_jurisdiction,subject_jurisdiction\nHalden A/S,Mole Shipping Ltd,80,company,DK,GB\n"
TWO = "holder,subject,share,holder_kind,holder_jurisdiction,subject_jurisdiction\nRowan Birch,HALDEN AS,75,person,,DK\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for name, text in (("one.csv", ONE), ("two.csv", TWO)):
        (tmp_path / name).write_text(text)
    assert run("load", tmp_path / "one.csv", tmp_path / "two.csv", data=tmp_path / "data").returncode == 0
    return tmp_path / "data"


def list_candidates(data: Path) -> list[dict[str, str]]:
    done = run("link", "list", "--format", "csv", data=data)
    assert done.returncode == 0, done.stderr
    return list(csv.DictReader(io.StringIO(done.stdout)))


def name_top(data: Path) -> str:
    answer = json.loads(run("controllers", "Mole Shipping Ltd", "--json", data=data).stdout)
    return str(answer["controllers"][0]["party"]["name"])


def test_nothing_is_listed_before_anybody_looked(data: Path) -> None:
    done = run("link", "list", data=data)
    assert done.returncode == 1
    assert "NO_CANDIDATES" in done.stderr
    assert "hint: the command: ownership link" in done.stderr


def test_candidates_are_counted_and_listed_with_their_sources(data: Path) -> None:
    done = run("link", data=data)
    assert "candidates    1 pair," in done.stdout
    text = run("link", "list", data=data).stdout
    for words in ("Halden A/S = HALDEN AS?", "same name", "same country", "in one.csv", "in two.csv"):
        assert words in text
    assert name_top(data) == "Halden A/S"


@pytest.mark.parametrize("verb", [("export", "--answers", "--format", "csv"), ("batch",)])
def test_answers_about_all_companies_say_on_how_many_a_candidate_can_bear(data: Path, tmp_path: Path, verb: tuple[str, ...]) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    done = run(*verb, "-o", before, data=data)
    assert (done.returncode, "stated" in done.stderr) == (0, False)
    run("link", data=data)
    done = run(*verb, "-o", after, data=data)
    assert "told by what is stated; 2 companies are the party of a candidate or below one" in done.stderr
    assert "ownership controllers --all --identity candidates" in done.stderr
    assert after.read_bytes() == before.read_bytes()


def test_a_review_joins_and_a_later_one_parts_again(data: Path) -> None:
    run("link", data=data)
    pair = [list_candidates(data)[0][side] for side in ("left_id", "right_id")]
    assert run("link", "review", *pair, "same", "--by", "A. Reader", "--note", "same seat", data=data).returncode == 0
    assert name_top(data) == "Rowan Birch"
    assert list_candidates(data) == []
    assert run("link", "review", *pair, "unsure", "--by", "B. Reader", data=data).returncode == 0
    assert name_top(data) == "Halden A/S"
    assert [row["judgement"] for row in list_candidates(data)] == ["unsure"]
    assert run("link", "review", *pair, "different", "--by", "B. Reader", data=data).returncode == 0
    assert list_candidates(data) == []
    reviews = json.loads(run("link", "reviews", "--json", data=data).stdout)["reviews"]
    assert [(r["judgement"], r["reviewed_by"], r["stands"]) for r in reviews] == [
        ("different", "B. Reader", True),
        ("unsure", "B. Reader", False),
        ("same", "A. Reader", False),
    ]
    assert reviews[2]["note"] == "same seat"
    assert all(r["reviewed_at"] for r in reviews)


def test_a_row_that_nobody_filled_in_keeps_who_judged_it(data: Path, tmp_path: Path) -> None:
    run("link", data=data)
    pair = [list_candidates(data)[0][side] for side in ("left_id", "right_id")]
    run("link", "review", *pair, "unsure", "--by", "B. Reader", data=data)
    (tmp_path / "listed.csv").write_text(run("link", "list", "--format", "csv", data=data).stdout)
    done = run("link", "review", "--csv", tmp_path / "listed.csv", "--by", "C. Reader", data=data)
    assert (done.returncode, "has no judgement that is not kept already" in done.stderr) == (2, True)
    reviews = json.loads(run("link", "reviews", "--json", data=data).stdout)["reviews"]
    assert [review["reviewed_by"] for review in reviews] == ["B. Reader"]


def test_a_judgement_names_both_records_as_they_are_stated_where_they_are_one_now(data: Path) -> None:
    run("link", data=data)
    pair = [list_candidates(data)[0][side] for side in ("left_id", "right_id")]
    run("link", "review", *pair, "same", "--by", "A. Reader", data=data)
    review = json.loads(run("link", "reviews", "--json", data=data).stdout)["reviews"][0]
    assert {review["left_name"], review["right_name"]} == {"Halden A/S", "HALDEN AS"}


def test_the_table_of_candidates_is_filled_in_and_taken_back(data: Path, tmp_path: Path) -> None:
    run("link", data=data)
    rows = list_candidates(data)
    with (tmp_path / "reviewed.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(row | {"judgement": "same"} for row in rows)
    assert run("link", "review", "--csv", tmp_path / "reviewed.csv", "--by", "A. Reader", data=data).returncode == 0
    assert name_top(data) == "Rowan Birch"


def test_every_verb_that_can_is_asked_with_candidates(data: Path, tmp_path: Path) -> None:
    listed, changes = tmp_path / "listed.txt", tmp_path / "changes.csv"
    listed.write_text("Rowan Birch\n")
    changes.write_text("holder,subject,share\nnew:Ann,HALDEN AS,20\n")
    run("link", data=data)
    halden = list_candidates(data)[0]["left_id"]
    for verb, *arguments in (
        ("controllers", "Mole Shipping Ltd"),
        ("controlled", "Rowan Birch"),
        ("owners", "Mole Shipping Ltd"),
        ("holdings", list_candidates(data)[0]["right_id"]),
        ("paths", "Rowan Birch", "Mole Shipping Ltd"),
        ("history", "Mole Shipping Ltd"),
        ("exposure", "--parties", listed),
        ("what-if", changes, "Mole Shipping Ltd"),
    ):
        stated, asked = (run(verb, *arguments, "--identity", how, data=data).stdout for how in ("stated", "candidates"))
        assert "1 candidate would change this answer" in stated, verb
        assert "1 candidate would change this answer" not in asked, verb
        assert "if halden a/s in “one.csv” is halden as in “two.csv”" in " ".join(
            asked.lower().replace(" (one.csv)", " in “one.csv”").replace(" (two.csv)", " in “two.csv”").split()
        ), asked
        assert run(verb, *arguments, "--identity", "guess", data=data).returncode == 2
    assert "No candidate changes this answer" in run("cycles", "--identity", "candidates", data=data).stdout
    asked = run("controllers", "--all", "--identity", "candidates", data=data).stdout
    assert "Rowan Birch (possible if Halden A/S in “one.csv” is HALDEN AS in “two.csv”)" in asked
    done = run("controllers", "--all", "--identity", "candidates", "--format", "csv", data=data)
    assert "IDENTITY_OF_TABLE" in done.stderr
    assert run("chart", halden, "--dir", "down", "--identity", "candidates", "-o", "-", data=data).returncode == 0


def test_similar_names_are_ranked_and_listed_apart(tmp_path: Path) -> None:
    (tmp_path / "one.csv").write_text(ONE.replace("Halden A/S", "Halden Wroks Shipping A/S"))
    (tmp_path / "two.csv").write_text(TWO.replace("HALDEN AS", "Halden Works Shipping AS"))
    data = tmp_path / "data"
    assert run("load", tmp_path / "one.csv", tmp_path / "two.csv", data=data).returncode == 0
    run("link", data=data)
    assert "NO_RANKED" in run("link", "list", "--ranked", data=data).stderr
    assert "ranked        1 pair of similar names" in run("link", "rank", data=data).stdout
    assert "similar name" in run("link", "list", "--ranked", data=data).stdout
    assert list_candidates(data) == []


def test_what_cannot_be_kept_is_named(data: Path) -> None:
    wrong: dict[str, tuple[str, ...]] = {
        "NO_PARTY": ("Halden A/S", "Nobody Ltd", "same"),
        "BAD_JUDGEMENT": ("Mole Shipping Ltd", "Rowan Birch", "maybe"),
        "SAME_PARTY": ("Mole Shipping Ltd", "Mole Shipping Ltd", "same"),
        "WHICH_REVIEW": ("Mole Shipping Ltd",),
        "BAD_REVIEWS": ("--csv", "pyproject.toml"),
    }
    for code, arguments in wrong.items():
        done = run("link", "review", *arguments, "--by", "A. Reader", data=data)
        assert done.returncode != 0
        assert code in done.stderr
    assert run("link", "reviews", data=data).stdout.startswith("Nobody has reviewed")
