"""A copy of a data folder elsewhere is served as it is; what it lacks is one error, and a newer generation is taken while it serves."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from graph.generation.data_folder import DataFolder
from graph.generation.verify import verify_files
from ontology.errors import StoreError
from tests.api.in_process import serving_here
from tests.command import run
from tests.scenarios import Sheet, publish
from tests.serving import wait_until


def sheet(share: str = "60") -> Sheet:
    invented = Sheet("invented")
    invented.holds("odo", "zenda", share)
    return invented


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of one generation with all its indexes; nobody writes to it."""
    folder = tmp_path_factory.mktemp("published") / "data"
    publish(folder, sheet(), with_triples=True)
    with DataFolder(folder).writer() as writer:
        writer.find_candidates()
    return folder


@pytest.fixture
def origin(published: Path, tmp_path: Path) -> Path:
    """The same, to be written to."""
    return copy(published, tmp_path / "origin")


def copy(origin: Path, target: Path) -> Path:
    """The folder as object storage gives it back: no empty folders, no lock, other days of files."""
    for file in (path for path in origin.rglob("*") if path.is_file() and path != origin / "LOCK"):
        placed = target / file.relative_to(origin)
        placed.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, placed)
        os.utime(placed, (0, 0))
    return target


def list_files(folder: Path) -> dict[str, tuple[int, int]]:
    return {str(path): (path.stat().st_size, path.stat().st_mtime_ns) for path in folder.rglob("*")}


def test_a_copy_is_served_as_it_is_and_nothing_is_written_to_it(origin: Path, tmp_path: Path) -> None:
    replica = copy(origin, tmp_path / "elsewhere" / "replica")
    before = list_files(replica)
    assert run("verify", data=replica).returncode == 0
    with serving_here(replica) as url, httpx.Client(base_url=url) as client:
        answer = client.get("/v1/controllers", params={"party": "zenda"}).json()
        assert [controller["party"]["name"] for controller in answer["controllers"]] == ["odo"]
        assert client.get("/sparql", params={"query": "ASK {?s ?p ?o}"}).json()["boolean"]
    assert list_files(replica) == before


def remove(file: Path) -> None:
    file.unlink()


def cut_off(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1])


@pytest.mark.parametrize("harm", [remove, cut_off])
@pytest.mark.parametrize(
    "pattern",
    ["base", "generations/1/names.sqlite", "generations/1/graphs/*.sst", "generations/1/candidates/*", "releases/*/part-*.parquet",
     "releases/*/files.json"],
)  # fmt: skip
def test_what_a_copy_lacks_is_one_error(origin: Path, tmp_path: Path, pattern: str, harm: Callable[[Path], None]) -> None:
    replica = copy(origin, tmp_path / "replica")
    file = sorted(replica.glob(pattern))[0]
    harm(file)
    with pytest.raises(StoreError) as refused:
        DataFolder(replica).open()
    assert (refused.value.code, str(file.relative_to(replica)) in str(refused.value)) == ("STORE_INCOMPLETE", True)
    shown = run("verify", data=replica)
    assert (shown.returncode, len(shown.stdout.splitlines()), "copy these files again" in shown.stderr) == (4, 1, True)


def test_a_damaged_byte_is_found_by_verify(origin: Path, tmp_path: Path) -> None:
    replica = copy(origin, tmp_path / "replica")
    file = replica / "generations" / "1" / "network" / "holder.npy"
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)
    shown = run("verify", data=replica)
    assert (shown.returncode, shown.stdout.strip()) == (
        4, "FAIL  files against their hashes: generations/1/network/holder.npy is damaged"
    )  # fmt: skip


def test_a_folder_of_an_earlier_version_has_no_hashes_until_it_is_built_anew(origin: Path) -> None:
    for listed in origin.rglob("files.json"):
        listed.unlink()
    folder = DataFolder(origin)
    assert "no hashes" in verify_files(folder).finding
    with folder.writer() as writer:
        writer.rebuild(created="2026-01-02T00:00:00Z")
    (origin / "base").unlink()
    assert not verify_files(folder).agrees


def test_a_newer_generation_is_taken_when_its_copy_is_whole(origin: Path, tmp_path: Path) -> None:
    replica = copy(origin, tmp_path / "replica")
    publish(origin, sheet("40"))
    late = "generations/2/network/holder.npy"
    with serving_here(replica) as url, httpx.Client(base_url=url) as client:
        # In the wrong order: CURRENT, which is to come last, is there before a file that it needs.
        copy(origin, tmp_path / "whole")
        (tmp_path / "whole" / late).rename(tmp_path / "late.npy")
        shutil.copytree(tmp_path / "whole", replica, dirs_exist_ok=True)
        with pytest.raises(StoreError, match=rf"generation 2 is not whole .*{late} is missing"):
            DataFolder(replica).open()
        assert client.get("/v1/controllers", params={"party": "zenda"}).json()["verdict"] == "certain"
        (tmp_path / "late.npy").rename(replica / late)
        wait_until(lambda: client.get("/v1/controllers", params={"party": "zenda"}).json()["verdict"] == "not_shown")
