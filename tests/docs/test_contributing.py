"""The guide for contributors is held to the house: what it names exists, and no room is missing from it."""

from __future__ import annotations

import re

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
