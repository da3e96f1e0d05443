"""The guide for contributors is held to the house: what it names exists, no room is missing from it, tests are marked as it says."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import CHECKOUT

GUIDE = (CHECKOUT / "CONTRIBUTING.md").read_text(encoding="utf-8")
CHANGES = ("register", "rule", "question", "export", "page", "setting", "error", "column", "kernel", "test")
ROOMS = {folder.name for folder in CHECKOUT.iterdir() if (folder / "__init__.py").exists()}
_PATH = re.compile(r"`((?:{}|docs|tools)/[\w./-]*)`".format("|".join(sorted(ROOMS))))


def rows(heading: str) -> dict[str, str]:
    """First cell -> second cell of the tables below a heading."""
    text = GUIDE.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    cells = (line.strip().strip("|").split("|") for line in text.splitlines() if line.startswith("|"))
    return {first.strip(): " | ".join(rest) for first, *rest in cells if first.strip("- ") != ""}


def test_every_path_that_the_guide_names_exists() -> None:
    paths = set(_PATH.findall(GUIDE))
    assert len(paths) > 60
    assert sorted(path for path in paths if not (CHECKOUT / path).exists()) == []


def test_each_of_the_common_changes_says_which_files_it_touches() -> None:
    changes = {re.sub(r"^an? ", "", first).partition(" ")[0]: files for first, files in rows("Where do I put ...").items()}
    assert {change: len(_PATH.findall(changes.get(change, ""))) > 1 for change in CHANGES} == dict.fromkeys(CHANGES, True)


def test_no_room_and_no_folder_of_graph_is_missing_from_the_map() -> None:
    named = set(_PATH.findall(" ".join(rows("The house"))))
    folders = {f"graph/{folder.name}/" for folder in (CHECKOUT / "graph").iterdir() if (folder / "__init__.py").exists()}
    assert ({f"{room}/" for room in ROOMS} | folders) - named == set()


def list_markers() -> set[str]:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    return {marker.partition(":")[0] for marker in project["tool"]["pytest"]["ini_options"]["markers"]}


def test_every_marker_and_every_target_that_runs_tests_is_described() -> None:
    targets = re.findall(r"^(test[a-z0-9-]*|cover):", (CHECKOUT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert {"test", "test-fast", "test-slow", "cover"} <= set(targets)
    described = rows("Tests").keys()
    assert {f"`{marker}`" for marker in list_markers()} - described == set()
    assert {f"`make {target}`" for target in targets} - described == set()


def list_tests() -> Iterator[tuple[Path, ast.FunctionDef, set[str]]]:
    """Every test function with its module and the markers that stand on either; those that a fixture brings are not among them."""
    mark = re.compile(r"pytest\.mark\.(\w+)")
    for file in sorted((CHECKOUT / "tests").rglob("test_*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        of_module = {name for node in tree.body if isinstance(node, ast.Assign) for name in mark.findall(ast.unparse(node))}
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                of_test = {name for decorator in node.decorator_list for name in mark.findall(ast.unparse(decorator))}
                yield file.relative_to(CHECKOUT), node, of_module | of_test


def test_what_is_too_long_for_every_run_is_named_in_the_guide() -> None:
    slow = {str(file) for file, _, markers in list_tests() if "slow" in markers}
    assert slow
    assert sorted(file for file in slow if f"`{file}`" not in GUIDE) == []


def test_a_hundred_random_examples_or_more_are_thorough() -> None:
    many = re.compile(r"max_examples=\d{3,}")
    tests = [
        (file, test.name, markers) for file, test, markers in list_tests() if many.search(" ".join(map(ast.unparse, test.decorator_list)))
    ]
    assert len(tests) > 20
    assert [f"{file}: {name}" for file, name, markers in tests if "thorough" not in markers] == []


def test_the_inner_loop_touches_every_room_with_tests() -> None:
    folders = {file.parent for file, _, _ in list_tests()} - {Path("tests/api/browser")}
    fast = {file.parent for file, _, markers in list_tests() if not markers & {"thorough", "slow", "neo4j", "browser"}}
    assert sorted(map(str, folders - fast)) == []
