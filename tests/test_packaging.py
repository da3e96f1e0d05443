"""The package outside its checkout: sdist, wheel made from it, and the command in a fresh environment.

The environment has this one's dependencies (a ``.pth`` file names their folder) and the project from its wheel alone.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import httpx
import pytest

from tests.conftest import CHECKOUT
from tests.serving import serving

pytestmark = pytest.mark.thorough

ROOMS = ("ontology", "loaders", "graph", "api", "cli", "examples")
DATA = {".ttl", ".jsonld", ".html", ".css", ".js", ".svg", ".cypher", ".grass", ".yaml", ".txt", ".csv", ".rq", ".md"}


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an sdist and of the wheel that was built from it."""
    source = tmp_path_factory.mktemp("source")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(CHECKOUT / name, source)
    for room in ROOMS:
        shutil.copytree(CHECKOUT / room, source / room, ignore=shutil.ignore_patterns("__pycache__"))
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, source)
    return folder


@pytest.fixture(scope="module")
def environment(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ``bin`` folder of a fresh environment with the wheel in it."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False, symlinks=True)
    packages = folder / Path(sysconfig.get_path("purelib")).relative_to(sys.prefix)
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    (wheel,) = dist.glob("*.whl")
    python = folder / "bin" / "python"
    run(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--ignore-installed", wheel)
    assert run(python, "-c", "import graph; print(graph.__file__)", cwd=folder).strip() == str(packages / "graph" / "__init__.py")
    return folder / "bin"


def run(*command: object, cwd: Path | None = None) -> str:
    done = subprocess.run([*map(str, command)], cwd=cwd, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_sdist_and_wheel_hold_every_file_of_the_rooms(dist: Path) -> None:
    files = {
        file.relative_to(CHECKOUT).as_posix()
        for room in ROOMS
        for file in (CHECKOUT / room).rglob("*")
        if file.suffix in DATA | {".py"} and "__pycache__" not in file.parts
    }
    (wheel,), (sdist,) = dist.glob("*.whl"), dist.glob("*.tar.gz")
    assert files - set(zipfile.ZipFile(wheel).namelist()) == set()
    with tarfile.open(sdist) as archive:
        assert files - {name.partition("/")[2] for name in archive.getnames()} == set()


def test_demo_works_outside_the_checkout(environment: Path, tmp_path: Path) -> None:
    shown = run(environment / "ownership", "--data", tmp_path / "data", "demo", cwd=tmp_path)
    assert "ultimately controls Saryarka AvtoProm LLP" in " ".join(shown.split())


def test_the_service_works_outside_the_checkout(environment: Path, tmp_path: Path) -> None:
    run(environment / "ownership", "--data", tmp_path / "data", "--quiet", "demo", cwd=tmp_path)
    with serving(tmp_path / "data", command=(str(environment / "ownership"),), cwd=tmp_path) as url, httpx.Client(base_url=url) as client:
        answer = client.get("/v1/controllers", params={"party": "Saryarka AvtoProm", "as_of": "2018-12-12", "include": "agreed"})
        assert answer.json()["verdict"] == "certain"
        for address in ("/", "/static/page.css", "/docs", "/openapi.json"):
            assert client.get(address).status_code == 200, address
        assert client.get("/sparql", params={"query": "ASK {}"}, headers={"Accept": "application/sparql-results+json"}).json()["boolean"]
