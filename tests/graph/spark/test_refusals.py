"""What is asked of a cluster and cannot be answered there is refused before a cluster is asked for."""

from __future__ import annotations

import datetime
import subprocess
import sys
from pathlib import Path

import pytest

from graph.queries import Options, RawOptions
from graph.spark.batch import check_options
from ontology.errors import UsageError
from tests.command import run
from tests.scenarios import Sheet, publish

TODAY = datetime.date(2022, 6, 1)


def test_nothing_of_spark_is_imported_before_a_cluster_is_asked_for() -> None:
    text = "import sys; sys.modules['pyspark'] = sys.modules['pyarrow'] = None; import cli.main, cli.batch, graph.spark.batch"
    assert subprocess.run([sys.executable, "-c", text], check=False).returncode == 0


@pytest.mark.parametrize(
    "asked",
    [RawOptions(rule="ofac-50"), RawOptions(parameters=["threshold=at-least-50"]), RawOptions(together=["a,b"])],
    ids=["another rule", "a point set otherwise", "a group"],
)
def test_only_majority_control_by_its_defaults_is_answered(asked: RawOptions) -> None:
    with pytest.raises(UsageError) as refused:
        check_options(Options.parse(asked, today=TODAY))
    assert (refused.value.code, "leave out --engine spark" in refused.value.hint) == ("SPARK_RULE", True)
    check_options(Options.parse(RawOptions(as_of="2020", known_at="2021", include=["agreed"]), today=TODAY))


def test_the_command_writes_the_table_of_answers_by_one_process_and_names_what_a_cluster_lacks(tmp_path: Path) -> None:
    sheet = Sheet("invented")
    sheet.holds("odo", "zenda", "60")
    publish(tmp_path / "data", sheet)
    asked = ("batch", "--as-of", "2022-06-01", "-o", tmp_path / "answers.parquet")
    assert run(*asked, data=tmp_path / "data").returncode == 0
    exported = ("export", "--answers", "--format", "parquet", "--as-of", "2022-06-01", "-o", tmp_path / "exported.parquet")
    assert run(*exported, data=tmp_path / "data").returncode == 0
    assert (tmp_path / "answers.parquet").read_bytes() == (tmp_path / "exported.parquet").read_bytes()
    for flags in (("--engine", "spark"), ("--master", "local[2]")):
        shown = run(*asked, *flags, data=tmp_path / "data")
        assert (shown.returncode, "error[WHICH_CLUSTER]" in shown.stderr) == (2, True)
    shown = run(*asked, "--engine", "spark", "--master", "local[2]", data=tmp_path / "data")
    assert (shown.returncode, "error[TARGET_EXISTS]" in shown.stderr) == (2, True)
