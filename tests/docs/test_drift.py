"""The reference pages say what the code does: a code or a setting that is not in docs/ is a defect."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.conftest import keeping_garbage
from tools.errors_reference import CHECKOUT, ROOMS, RaisedError, format_page, read_raised

_VARIABLE = re.compile(r"\bOWNERSHIP_[A-Z0-9]+(?:_[A-Z0-9]+)*\b")


def list_settings(root: Path) -> set[str]:
    """List the environment names of the rooms under ``root``: fields of settings classes, and names that a source spells out."""
    names: set[str] = set()
    for path in (path for room in ROOMS for path in sorted((root / room).rglob("*.py"))):
        text = path.read_text(encoding="utf-8")
        names.update(_VARIABLE.findall(text))
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.ClassDef) and any(ast.unparse(base).endswith("BaseSettings") for base in node.bases):
                fields = (part.target.id for part in node.body if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name))
                names.update(f"OWNERSHIP_{name.upper()}" for name in fields if not name.startswith("_") and name != "model_config")
    return names


def make_rooms(root: Path, text: str) -> Path:
    for room in ROOMS:
        (root / room).mkdir()
    (root / "graph" / "store.py").write_text(text, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def errors_of_the_source() -> tuple[list[RaisedError], list[str]]:
    """Every error that the rooms raise, and the places where a code cannot be read; the whole source is parsed once."""
    with keeping_garbage():
        return read_raised(CHECKOUT)


def test_every_error_code_is_readable_from_the_source(errors_of_the_source: tuple[list[RaisedError], list[str]]) -> None:
    _, unreadable = errors_of_the_source
    assert unreadable == [], "write the code as a literal where the error is made"


def test_the_error_reference_is_what_the_code_raises(errors_of_the_source: tuple[list[RaisedError], list[str]]) -> None:
    raised, _ = errors_of_the_source
    assert (CHECKOUT / "docs/reference/errors.md").read_text(encoding="utf-8") == format_page(raised), "run: make docs"


def test_every_setting_is_described() -> None:
    names = list_settings(CHECKOUT)
    reference = CHECKOUT / "docs/reference/settings.md"
    described = set(_VARIABLE.findall(reference.read_text(encoding="utf-8"))) if reference.is_file() else set()
    assert sorted(names - described) == [], "describe them in docs/reference/settings.md"


def test_fields_of_a_settings_class_and_spelled_names_both_count(tmp_path: Path) -> None:
    rooms = make_rooms(tmp_path, "class S(BaseSettings):\n    data: str\n    model_config = {}\nHINT = 'set OWNERSHIP_DEBUG'\n")
    assert list_settings(rooms) == {"OWNERSHIP_DATA", "OWNERSHIP_DEBUG"}


@pytest.mark.parametrize(
    "text, codes",
    [
        ("raise StoreError('LOCKED', 'w', 'h')", ["LOCKED"]),
        ("raise StoreError('FULL' if x else 'READ_ONLY', 'w', 'h')", ["FULL", "READ_ONLY"]),
        ("def bad(line, code):\n    return InputError(code, 'w', 'h')\nraise bad(1, 'TORN')", ["TORN"]),
        ("def bad(*, code):\n    return InputError(code, 'w', 'h')\nraise bad(code='TORN')", ["TORN"]),
        ("CODE = 'LATE'\nraise InputError(CODE, 'w', 'h')", ["LATE"]),
    ],
)
def test_a_code_is_found_however_it_is_spelled(tmp_path: Path, text: str, codes: list[str]) -> None:
    raised, unreadable = read_raised(make_rooms(tmp_path, text))
    assert ([error.code for error in raised], unreadable) == (codes, [])


def test_the_code_of_another_error_is_passed_over(tmp_path: Path) -> None:
    assert read_raised(make_rooms(tmp_path, "raise StoreError(fault.code, fault.what, fault.hint)")) == ([], [])


def test_a_computed_code_is_refused_with_its_place(tmp_path: Path) -> None:
    assert read_raised(make_rooms(tmp_path, "\nraise StoreError(names[0], 'w', 'h')")) == ([], ["graph/store.py:2"])
