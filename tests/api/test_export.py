"""Dumps over HTTP: the bytes of the command, whole or visibly not, and no more at a time than is allowed."""

from __future__ import annotations

import os
import signal
import socket
import tarfile
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from api.routes.export import DUMPS
from ontology.statements import Kind
from tests.api.in_process import serving_here
from tests.command import run
from tests.scenarios import Sheet, publish


def register(name: str, company: str = "mill") -> Sheet:
    sheet = Sheet(name, stated="2020-01-01")
    sheet.party("odo", Kind.PERSON, "Odo Elphberg")
    sheet.party(company, label=f"{company.title()} Ltd")
    sheet.holds("odo", company, "60")
    return sheet


def long_register() -> Sheet:
    """More than pipes and sockets hold."""
    sheet = Sheet("long", stated="2020-01-01")
    for number in range(1_000):
        sheet.party(f"mill{number}", label=f"{'Long ' * 3_000}{number}")
        sheet.holds("odo", f"mill{number}", "60")
    return sheet


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("export") / "data"
    publish(path, register("first"), register("second", "dock"), with_triples=True)
    return path


@pytest.fixture(scope="module")
def service(folder: Path) -> Iterator[httpx.Client]:
    with serving_here(folder) as url, httpx.Client(base_url=url, timeout=60) as client:
        yield client


def export_by_command(folder: Path, target: Path, format_name: str, *more: str) -> Path:
    assert run("--quiet", "export", "--format", format_name, "-o", target, *more, data=folder).returncode == 0
    return target


@pytest.mark.parametrize("name", [name for name, dump in DUMPS.items() if not name.endswith(".tar")])
def test_the_bytes_are_those_of_the_command(service: httpx.Client, folder: Path, tmp_path: Path, name: str) -> None:
    response = service.get(f"/v1/export/{name}")
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == DUMPS[name].media_type
    assert response.content == export_by_command(folder, tmp_path / name, DUMPS[name].format_name).read_bytes()
    assert "content-encoding" not in response.headers


@pytest.mark.parametrize("name", ["parquet", "neo4j-csv"])
def test_a_folder_comes_as_an_archive_of_the_files_of_the_command(service: httpx.Client, folder: Path, tmp_path: Path, name: str) -> None:
    response = service.get(f"/v1/export/{name}.tar")
    (tmp_path / "all.tar").write_bytes(response.content)
    with tarfile.open(tmp_path / "all.tar") as archive:
        archive.extractall(tmp_path / "there", filter="data")
    expected = export_by_command(folder, tmp_path / name, name)
    files = {path.name: path.read_bytes() for path in expected.iterdir()}
    assert len(files) > 2
    assert {path.name: path.read_bytes() for path in (tmp_path / "there" / name).iterdir()} == files
    assert service.get(f"/v1/export/{name}.tar").content == response.content


def test_a_dump_of_one_source_is_that_of_the_command(service: httpx.Client, folder: Path, tmp_path: Path) -> None:
    whole = service.get("/v1/export/csv")
    for name in ("csv", "nquads", "bods"):
        response = service.get(f"/v1/export/{name}", params={"source": "second"})
        assert response.content == export_by_command(folder, tmp_path / name, name, "--source", "second").read_bytes()
    one = service.get("/v1/export/csv", params={"source": "second"})
    assert one.text.count("\n") == 2 < whole.text.count("\n")
    assert one.headers["etag"] != whole.headers["etag"]


def test_a_dump_that_the_client_has_is_not_made_again(service: httpx.Client) -> None:
    tag = service.get("/v1/export/csv").headers["etag"]
    assert tag.startswith('W/"g1-')
    assert service.get("/v1/export/csv", headers={"If-None-Match": tag}).status_code == 304
    files = [service.head(f"/v1/export/{name}").headers["content-disposition"] for name in ("csv", "bods.gz", "ftm", "parquet.tar")]
    assert files == [f'attachment; filename="ownership-1.{file}"' for file in ("csv", "bods.json.gz", "ftm.json", "parquet.tar")]
    head = service.head("/v1/export/csv")
    assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", tag)
    assert service.get("/v1/export/csv").content


@pytest.mark.parametrize(
    ("target", "status", "code"),
    [
        ("/v1/export/xlsx", 404, "NO_EXPORT"),
        ("/v1/export/parquet", 404, "NO_EXPORT"),
        ("/v1/export/csv?source=nobody", 404, "NO_SOURCE"),
        ("/v1/export/csv?sourse=first", 422, "UNKNOWN_QUERY_PARAMETER"),
    ],
)
def test_what_cannot_be_exported_is_refused_before_anything_is_sent(service: httpx.Client, target: str, status: int, code: str) -> None:
    response = service.get(target)
    assert (response.status_code, response.json()["code"]) == (status, code)


def test_every_listed_dump_is_there(service: httpx.Client) -> None:
    listed = service.get("/v1/export").json()
    assert [dump["name"] for dump in listed["exports"]] == list(DUMPS)
    assert listed["generation"] == 1
    for dump in listed["exports"]:
        assert service.head(dump["address"]).headers["content-type"] == dump["media_type"]


def test_triples_that_were_not_built_are_named_with_the_next_step(tmp_path: Path) -> None:
    publish(tmp_path / "data", register("first"))
    with serving_here(tmp_path / "data") as url, httpx.Client(base_url=url, timeout=60) as client:
        response = client.get("/v1/export/nquads")
        assert (response.status_code, response.json()["code"]) == (503, "NO_TRIPLES")
        assert client.get("/v1/export/csv").status_code == 200


def list_workers(data: Path) -> list[int]:
    """The processes that export this folder."""
    workers = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = path.read_bytes().split(b"\0")
        except OSError:
            continue
        if b"api.export_worker" in words and str(data).encode() in words:
            workers.append(int(path.parent.name))
    return workers


def wait_until_none(data: Path) -> None:
    for _ in range(400):
        if not list_workers(data):
            return
        time.sleep(0.05)
    raise AssertionError("a worker goes on")


def export_again(client: httpx.Client, data: Path) -> str:
    """The export, asked for when the worker of the one before has ended and the service knows it."""
    wait_until_none(data)
    for _ in range(100):
        response = client.get("/v1/export/csv")
        if response.status_code == 200:
            return response.text
        time.sleep(0.05)
    raise AssertionError(response.text)


@pytest.fixture(scope="module")
def long_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("export-long") / "data"
    publish(path, long_register())
    return path


@pytest.fixture
def busy(long_folder: Path) -> Iterator[httpx.Client]:
    # A reader that takes little at a time: else all of it would lie in the buffers of the machine.
    slow = httpx.HTTPTransport(socket_options=[(socket.SOL_SOCKET, socket.SO_RCVBUF, 2**16)])
    with serving_here(long_folder, export_workers=1) as url, httpx.Client(base_url=url, timeout=60, transport=slow) as client:
        yield client


def test_no_more_exports_run_at_a_time_than_is_allowed_and_who_leaves_ends_its_own(busy: httpx.Client, long_folder: Path) -> None:
    with busy.stream("GET", "/v1/export/csv") as response:
        # Who drops the pieces leaves.
        pieces = response.iter_raw()
        assert next(pieces).startswith(b"holder,")
        refused = busy.get("/v1/export/csv")
        assert (refused.status_code, refused.json()["code"]) == (503, "EXPORTS_BUSY")
        assert int(refused.headers["retry-after"]) > 0
        assert busy.get("/healthz").status_code == 200
        assert len(list_workers(long_folder)) == 1
    assert export_again(busy, long_folder).count("\n") == 1_001


def test_an_export_that_ends_before_its_end_is_not_presented_as_whole(busy: httpx.Client, long_folder: Path) -> None:
    with busy.stream("GET", "/v1/export/csv") as response:
        pieces = response.iter_raw()
        next(pieces)
        (worker,) = list_workers(long_folder)
        os.kill(worker, signal.SIGKILL)
        with pytest.raises(httpx.RemoteProtocolError):
            list(pieces)
    assert export_again(busy, long_folder).count("\n") == 1_001
