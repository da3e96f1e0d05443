"""The house holds: import direction, versions, the set-up scripts and the container files."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import CHECKOUT, keeping_garbage

ROOMS = ("ontology", "loaders", "graph", "api", "cli")
PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


FORBIDDEN = (
    ("ontology", "graph"),
    ("loaders", "graph"),
    ("graph", "loaders"),
    ("graph", "api"),
    ("api", "cli"),
    ("graph.algorithms", "graph.ledger"),
    ("graph.rdf", "graph.generation"),
    ("graph.ledger", "graph.generation"),
    ("graph.generation", "graph.network"),
    ("graph.network", "graph.control"),
    ("graph.network", "graph.ownership"),
    ("graph.control", "graph.ownership"),
    ("graph.ownership", "graph.control"),
    ("graph.control", "graph.rules"),
    ("graph.rules", "graph.queries"),
    ("graph.queries", "graph.chart"),
    ("graph.queries", "graph.exports"),
    ("graph.queries", "graph.neo4j"),
    ("graph.neo4j", "graph.exports"),
    ("graph.chart", "graph.exports"),
    ("graph.algorithms", "ontology"),
    ("loaders.psc", "loaders.bods"),
    ("api.pages", "api.mcp"),
    ("api.routes", "api.mcp"),
    ("api.routes", "api.pages"),
)
"""A room and another that it may not import."""


@pytest.fixture(scope="module")
def bare_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every module of the rooms, empty, under the contracts of the real ones, which it keeps."""
    folder = tmp_path_factory.mktemp("house")
    shutil.copy(CHECKOUT / "pyproject.toml", folder)
    for room in ROOMS:
        for module in (CHECKOUT / room).rglob("*.py"):
            empty = folder / module.relative_to(CHECKOUT)
            empty.parent.mkdir(parents=True, exist_ok=True)
            empty.touch()
    done = lint_imports(folder)
    assert done.returncode == 0, done.stdout
    return folder


@pytest.fixture(scope="module")
def broken_contracts(bare_house: Path) -> str:
    """What the check reports where each room has one module for each import that it may not make."""
    for room, imported in FORBIDDEN:
        (bare_house / room.replace(".", "/") / f"{planted(imported)}.py").write_text(f"import {imported}\n", encoding="utf-8")
    done = lint_imports(bare_house)
    assert done.returncode == 1, done.stdout
    return done.stdout


def planted(imported: str) -> str:
    """The module that imports it."""
    return f"planted_{imported.replace('.', '_')}"


def test_imports_run_downwards() -> None:
    done = lint_imports(CHECKOUT)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("room, imported", FORBIDDEN)
def test_an_upward_or_sideways_import_breaks_the_contract(broken_contracts: str, room: str, imported: str) -> None:
    assert f"{room}.{planted(imported)} -> {imported} (" in broken_contracts


@cache
def modules() -> list[tuple[Path, ast.Module]]:
    """Every module outside the tests, with its syntax tree."""
    files = (file for room in (*ROOMS, "bench", "tools") for file in sorted((CHECKOUT / room).rglob("*.py")))
    with keeping_garbage():
        return [(file, ast.parse(file.read_text(encoding="utf-8"))) for file in files]


def test_a_long_module_says_why_it_is_long() -> None:
    long = [(file, tree) for file, tree in modules() if len(file.read_text(encoding="utf-8").splitlines()) > 400]
    assert [str(file.relative_to(CHECKOUT)) for file, tree in long if not re.search(r"\blong\b", ast.get_docstring(tree) or "", re.I)] == []


def test_no_function_outside_kernels_takes_more_than_eight_parameters() -> None:
    many: list[str] = []
    for file, tree in modules():
        for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)):
            arguments = function.args
            names = [
                one.arg
                for one in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg)
                if one
            ]
            if len(names) - (names[:1] in (["self"], ["cls"])) > 8 and not file.name.endswith("_kernel.py"):
                many.append(f"{file.relative_to(CHECKOUT)}: {function.name}")
    assert many == []


def test_no_module_imports_a_private_name_of_another() -> None:
    private = [
        f"{file.relative_to(CHECKOUT)}: {name.name}"
        for file, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] in ROOMS
        for name in node.names
        if name.name.startswith("_") and not name.name.startswith("__")
    ]
    assert private == []


def test_changelog_begins_with_the_version_of_the_package() -> None:
    released = re.findall(r"^## \[(\d[^\]]*)\]", (CHECKOUT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert released[0] == PROJECT["version"] == metadata.version(PROJECT["name"])


def test_every_dependency_is_locked() -> None:
    def name(requirement: str) -> str:
        return re.split(r"[\[<>=!~; ]", requirement, maxsplit=1)[0].lower().replace("_", "-")

    lines = (CHECKOUT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    locked = {name(line) for line in lines if re.fullmatch(r"[A-Za-z0-9._-]+==\S+", line)}
    requirements = [*PROJECT["dependencies"], *(one for extra in PROJECT["optional-dependencies"].values() for one in extra)]
    assert {name(one) for one in requirements} - locked == set()


def test_the_suite_runs_with_the_locked_versions() -> None:
    lines = (CHECKOUT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = dict(line.split("==") for line in lines if "==" in line)
    used = [re.split(r"[\[<>=]", one, maxsplit=1)[0] for one in PROJECT["dependencies"]]
    locked = {name.lower().replace("_", "-"): version for name, version in pins.items()}
    assert {name: metadata.version(name) for name in used} == {name: locked[name] for name in used}


def test_a_machine_without_python_is_told_what_to_install(tmp_path: Path) -> None:
    done = run_tool("find_python.sh", path=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("no Python 3.11 or newer on PATH")
    assert len(done.stderr.splitlines()) == 1


def test_a_named_python_that_does_not_run_is_refused(tmp_path: Path) -> None:
    done = run_tool("find_python.sh", path=tmp_path, PYTHON=str(tmp_path / "python3.99"))
    assert done.returncode == 1
    assert "python3.99 does not run" in done.stderr


def test_a_named_python_is_taken(tmp_path: Path) -> None:
    assert run_tool("find_python.sh", path=tmp_path, PYTHON=sys.executable).stdout == f"{sys.executable}\n"


def test_without_apt_a_missing_program_is_named_in_one_line(tmp_path: Path) -> None:
    done = run_tool("apt_install.sh", "chromium|chromium-browser", "maven", path=tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("missing on this machine: chromium or chromium-browser maven ")
    assert len(done.stderr.splitlines()) == 1


def test_help_lists_every_public_target() -> None:
    make = shutil.which("make")
    assert make is not None, "make is how everything here is started: install it"
    shown = subprocess.run([make, "help"], cwd=CHECKOUT, capture_output=True, text=True, check=True).stdout
    for target in ("demo", "serve", "check", "test", "test-slow", "docs", "bench", "clean"):
        assert f"make {target} " in shown


TAKES_THE_SHARED_FOLDER = "def test_real_file(shared_data):\n    assert shared_data.is_dir()\n"


@pytest.mark.thorough
def test_without_the_shared_folder_its_tests_are_skipped_and_counted(tmp_path: Path) -> None:
    done = run_suite(tmp_path, TAKES_THE_SHARED_FOLDER, OWNERSHIP_TEST_SHARED=str(tmp_path / "gone"))
    assert done.returncode == 0
    assert re.search(r"= skipped and why =.*\n +1  the folder of real source files is missing", done.stdout)


@pytest.mark.thorough
def test_on_ci_the_shared_folder_has_to_be_there(tmp_path: Path) -> None:
    done = run_suite(tmp_path, TAKES_THE_SHARED_FOLDER, OWNERSHIP_TEST_SHARED=str(tmp_path / "gone"), CI="true")
    assert done.returncode == 1
    assert "and CI=true requires it" in done.stdout


@pytest.mark.thorough
def test_a_whole_run_says_that_nothing_was_skipped(tmp_path: Path) -> None:
    done = run_suite(tmp_path, TAKES_THE_SHARED_FOLDER, OWNERSHIP_TEST_SHARED=str(tmp_path))
    assert done.returncode == 0
    assert "= skipped and why =" in done.stdout
    assert "\nnothing was skipped\n" in done.stdout


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((CHECKOUT / "docker-compose.yml").read_text(encoding="utf-8"))
    return loaded


def test_the_service_starts_alone_unless_the_profile_is_named(compose: dict[str, Any]) -> None:
    by_default = [name for name, service in compose["services"].items() if "profiles" not in service]
    assert by_default == ["api"]
    assert not {"secrets", "depends_on"} & compose["services"]["api"].keys(), "it must start without a secret file and without Neo4j"
    assert {name for name, service in compose["services"].items() if service.get("profiles") == ["neo4j"]} == {"neo4j", "sync"}


def test_containers_publish_on_loopback_only(compose: dict[str, Any]) -> None:
    ports = [port for service in compose["services"].values() for port in service.get("ports", [])]
    assert len(ports) == 3
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_the_neo4j_container_is_pinned_guarded_and_kept(compose: dict[str, Any]) -> None:
    server, sync = compose["services"]["neo4j"], compose["services"]["sync"]
    assert re.fullmatch(r"neo4j:\d+\.\d+\.\d+", server["image"])
    assert server["environment"]["NEO4J_AUTH_FILE"] == sync["environment"]["OWNERSHIP_NEO4J_AUTH_FILE"] == "/run/secrets/neo4j_auth"
    assert server["secrets"] == sync["secrets"] == list(compose["secrets"]) == ["neo4j_auth"]
    assert server["healthcheck"]["test"]
    assert sync["depends_on"]["neo4j"]["condition"] == "service_healthy"
    assert sync["command"] == ["ownership", "sync"]
    for service in (server, sync):
        volume, _, target = service["volumes"][0].partition(":")
        assert (volume in compose["volumes"], target) == (True, "/data")


def test_the_secret_stays_out_of_git_and_out_of_the_image(compose: dict[str, Any]) -> None:
    folder = Path(compose["secrets"]["neo4j_auth"]["file"]).parent.name
    assert f"/{folder}/" in (CHECKOUT / ".gitignore").read_text(encoding="utf-8").splitlines()
    rules = (CHECKOUT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert "*" in rules
    assert not any(rule.startswith(f"!{folder}") for rule in rules)


def test_docker_compose_accepts_the_file() -> None:
    command = shutil.which("docker-compose")
    if command is None:
        pytest.skip("docker-compose is not installed (Debian, Ubuntu: apt-get install docker-compose); the file was checked by structure")
    for profile in ([], ["--profile", "neo4j"]):
        done = subprocess.run([command, *profile, "config", "--quiet"], cwd=CHECKOUT, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")


def test_the_image_runs_as_a_user_without_rights_and_reports_its_health() -> None:
    text = (CHECKOUT / "Dockerfile").read_text(encoding="utf-8")
    final = text[text.rindex("\nFROM ") :]
    assert re.search(r"^USER 10001", final, re.MULTILINE)
    assert re.search(r"^HEALTHCHECK .*\\\n.*/healthz", final, re.MULTILINE)
    assert re.search(r"^EXPOSE 8000$", final, re.MULTILINE)
    assert final.rstrip().endswith('CMD ["ownership", "serve", "--host", "0.0.0.0"]')
    assert "--constraint constraints.txt" in text


def test_everything_the_image_copies_exists() -> None:
    rules = (CHECKOUT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert [rule for rule in rules if rule.startswith("!") and not (CHECKOUT / rule[1:]).exists()] == []


def run_tool(script: str, *arguments: str, path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """A set-up script on a machine whose PATH is the given folder."""
    bash = shutil.which("bash")
    assert bash is not None
    command = [bash, str(CHECKOUT / "tools" / script), *arguments]
    clean = {name: value for name, value in os.environ.items() if name not in ("PATH", "PYTHON")}
    return subprocess.run(command, env=clean | {"PATH": str(path)} | environment, capture_output=True, text=True, check=False)


def run_suite(folder: Path, text: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A run of one test module under this suite's conftest, in a process of its own."""
    (folder / "test_planted.py").write_text(text, encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\nmarkers = shared\n", encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-p", "no:cacheprovider", "-c", folder / "pytest.ini", folder]
    clean = {name: value for name, value in os.environ.items() if name != "CI"}
    return subprocess.run(command, cwd=CHECKOUT, env=clean | environment, capture_output=True, text=True, check=False)
