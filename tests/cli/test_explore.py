"""``ownership explore`` writes the files that the service has, without data and without a server."""

from __future__ import annotations

from pathlib import Path

from graph.neo4j.explore import FILES, make_file
from tests.command import run


def test_explore_writes_every_file_for_the_address_that_is_given(tmp_path: Path) -> None:
    done = run("explore", "-o", str(tmp_path / "a" / "b"), "--address", "http://localhost:9000/", data=tmp_path / "data")
    assert (done.returncode, done.stdout) == (0, "")
    written = {path.name: path.read_bytes() for path in (tmp_path / "a" / "b").iterdir()}
    assert written == {name: make_file(name, "http://localhost:9000") for name in FILES}
    assert b":style http://localhost:9000/neo4j/ownership.grass" in written["guide.html"]


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("taken")
    done = run("explore", "-o", str(tmp_path / "file"), data=tmp_path / "data")
    assert done.returncode == 2
    assert done.stderr.startswith("error[UNWRITABLE_OUTPUT]: ")
