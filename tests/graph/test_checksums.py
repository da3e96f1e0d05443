"""The list of a folder's files tells what differs, and does not read again what an earlier folder lists."""

from __future__ import annotations

import os
from pathlib import Path

from graph import checksums


def fill(folder: Path, **texts: str) -> Path:
    folder.mkdir()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_link_to_a_file_of_an_earlier_folder_has_the_hash_that_is_listed_there(tmp_path: Path) -> None:
    earlier = fill(tmp_path / "1", large="as it was", small="of 1")
    checksums.record(tmp_path, earlier)
    later = fill(tmp_path / "2", small="of 2")
    os.link(earlier / "large", later / "large")
    # What is written now is in neither list, so that it shows which of them was read.
    (later / "large").write_text("as it is!", encoding="utf-8")
    checksums.record(tmp_path, later, earlier=[earlier])
    assert list(checksums.find_differences(tmp_path, later)) == ["2/large is damaged"]
    (later / "large").write_text("as it was", encoding="utf-8")
    assert list(checksums.find_differences(tmp_path, later)) == []


def test_a_link_that_no_earlier_folder_lists_is_read(tmp_path: Path) -> None:
    earlier, later = fill(tmp_path / "1", listed="1"), fill(tmp_path / "2")
    checksums.record(tmp_path, earlier)
    (earlier / "added").write_text("later", encoding="utf-8")
    os.link(earlier / "added", later / "added")
    checksums.record(tmp_path, later, earlier=[earlier])
    assert list(checksums.find_differences(tmp_path, later)) == []
