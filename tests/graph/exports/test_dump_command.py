"""``ownership export``: data to the target, everything else to standard error."""

from __future__ import annotations

import json
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.command import run
from tests.conftest import CHECKOUT
from tests.graph.exports import invented as net

pytestmark = pytest.mark.thorough


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("command") / "data"
    net.publish(folder)
    return folder


def export(data: Path, *arguments: str | Path) -> CompletedProcess[str]:
    return run("export", *arguments, data=data)


def test_it_says_what_was_written_and_what_the_format_cannot_hold(data: Path, tmp_path: Path) -> None:
    done = export(data, "--format", "csv", "-o", tmp_path / "out.csv")
    assert (done.returncode, done.stdout) == (0, "")
    lines = done.stderr.splitlines()
    assert lines[0] == f"wrote 14 rows to {tmp_path / 'out.csv'}"
    assert "left out, because csv cannot hold them: 4 statements that a newer one of their record replaces" in lines
    assert "left out, because csv cannot hold them: 1 indirect holdings (a row is a direct one)" in lines


def test_it_says_how_many_dates_were_rounded(data: Path, tmp_path: Path) -> None:
    done = export(data, "--format", "bods", "-o", tmp_path / "out.json")
    rounded = sum(
        annotation["motivation"] == "transformation" and "; rounded to " in annotation["description"]
        for statement in json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
        for annotation in statement.get("annotations", ())
    )
    assert rounded > 1
    assert f"rounded, because bods cannot hold them as they are: {rounded} dates that are a year or a month" in done.stderr.splitlines()
    assert "rounded" not in export(data, "--format", "csv", "-o", tmp_path / "out.csv").stderr


def test_standard_output_holds_the_data_alone(data: Path) -> None:
    done = export(data, "--format", "ftm", "-o", "-")
    assert done.returncode == 0
    assert all(json.loads(line)["schema"] for line in done.stdout.splitlines())


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--format", "parquet", "-o", "-"], "FOLDER_FORMAT"),
        (["--format", "csv", "-o", "x", "--source", "nobody"], "NO_SOURCE"),
        (["--format", "neo4j-csv", "-o", str(CHECKOUT)], "TARGET_EXISTS"),
    ],
)
def test_a_refusal_has_a_code_and_a_next_step(data: Path, arguments: list[str], code: str) -> None:
    refused = export(data, *arguments)
    assert refused.returncode in (1, 2)
    assert refused.stdout == ""
    assert f"error[{code}]" in refused.stderr
    assert "hint: " in refused.stderr
