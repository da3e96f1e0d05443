"""``ownership export``: data to the target, everything else to standard error."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from cli.main import main
from tests.conftest import CHECKOUT
from tests.graph.exports import invented as net

pytestmark = pytest.mark.thorough


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("command") / "data"
    net.publish(folder)
    return folder


def export(data: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "cli.main", "--data", str(data), "export", *map(str, arguments)]
    return subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)


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
def test_a_refusal_has_a_code_and_a_next_step(
    data: Path, arguments: list[str], code: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["ownership", "--data", str(data), "export", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    printed = capsys.readouterr()
    assert ended.value.code in (1, 2)
    assert printed.out == ""
    assert f"error[{code}]" in printed.err
    assert "hint: " in printed.err
