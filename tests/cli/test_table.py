"""`table propose` and `load --mapping`: from somebody's own table to an answer that says how the table was read."""

from __future__ import annotations

import json
from pathlib import Path

from tests.command import run

TABLE = "Gesellschafter;Firma;Anteil;Stand\nMühle AG;Werke AG;51,5;03/04/2019\nDamm AG;Werke AG;48,5;04/04/2019\n"


def test_a_table_with_its_own_columns_gives_an_answer_in_two_commands(tmp_path: Path) -> None:
    file, mapping, data = tmp_path / "own.csv", tmp_path / "own.yaml", tmp_path / "data"
    file.write_text(TABLE, encoding="utf-8")
    proposed = run("table", "propose", file, "-o", mapping, data=data)
    assert (proposed.returncode, proposed.stdout) == (0, "")
    assert "2    Mühle AG  Werke AG  51.5 %" in proposed.stderr
    assert "to decide: is '03/04/2019' in 'Stand'" in proposed.stderr
    again = run("table", "propose", file, "-o", mapping, data=data)
    assert (again.returncode, "FILE_EXISTS" in again.stderr) == (2, True)
    undecided = run("load", file, "--mapping", mapping, data=data)
    assert (undecided.returncode, "UNDECIDED_MAPPING" in undecided.stderr, "line " in undecided.stderr) == (3, True, True)
    mapping.write_text(mapping.read_text(encoding="utf-8").replace('"?"', "day-first"), encoding="utf-8")
    loaded = run("load", file, "--mapping", mapping, data=data)
    assert loaded.returncode == 0, loaded.stderr
    assert "2 records read = 2 used + 0 merged + 0 rejected" in loaded.stderr
    answer = json.loads(run("controllers", "Werke AG", "--as-of", "2019-04-05", "--json", data=data).stdout)
    assert [one["party"]["name"] for one in answer["controllers"]] == ["Mühle AG"]
    assert "nothing new" in run("load", file, "--mapping", mapping, data=data).stderr
    (kept,) = data.rglob("source.json")
    assert json.loads(kept.read_text(encoding="utf-8"))["mapping"] == mapping.read_text(encoding="utf-8")


def test_a_mapping_is_of_a_table_and_of_no_other_format(tmp_path: Path) -> None:
    mapping = tmp_path / "own.yaml"
    mapping.write_text("mapping: 1\ncolumns: {holder: a, subject: b}\n", encoding="utf-8")
    done = run("load", mapping, "--format", "bods", "--mapping", mapping, data=tmp_path / "data")
    assert (done.returncode, "MAPPING_OF_NO_TABLE" in done.stderr) == (2, True)


def test_without_a_file_for_it_the_mapping_is_data_on_stdout(tmp_path: Path) -> None:
    file = tmp_path / "own.csv"
    file.write_text("owner,company\nA,B\n", encoding="utf-8")
    done = run("table", "propose", file, data=tmp_path / "data")
    assert done.stdout.endswith("columns:\n  holder: owner\n  subject: company\n")
    assert "row  holder  subject  share" in done.stderr
