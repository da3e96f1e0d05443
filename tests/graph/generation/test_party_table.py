"""The party table lies on disk: what was read of it can be taken out of the memory of the process, and read again."""

from __future__ import annotations

import gc
import mmap
from pathlib import Path

from graph.generation.data_folder import DataFolder
from graph.generation.string_table import StringTable, StringWriter
from tests.scenarios import Sheet, publish


def list_resident(folder: Path) -> dict[str, int]:
    """List the KiB of each file of a folder that are in the memory of this process."""
    resident: dict[str, int] = {}
    name = ""
    for line in Path("/proc/self/smaps").read_text().splitlines():
        first, _, rest = line.partition(" ")
        if not first.endswith(":"):
            name = rest.split(maxsplit=4)[-1] if str(folder) in rest else ""
        elif name and first == "Rss:":
            resident[name] = resident.get(name, 0) + int(rest.split()[0])
    return resident


def test_strings_let_go_leave_the_process_and_are_read_again(tmp_path: Path) -> None:
    texts = [f"urn:{number:0100d}" for number in range(4 * mmap.PAGESIZE)]
    with StringWriter(tmp_path / "ids") as writer:
        writer.extend(texts)
    table = StringTable(tmp_path / "ids")
    assert list(table) == texts
    assert all(size > 100 for size in list_resident(tmp_path).values())
    table.release_pages()
    assert list(list_resident(tmp_path).values()) == [0, 0]
    assert list(table) == texts


def test_parties_let_go_leave_the_process_and_are_read_again(tmp_path: Path) -> None:
    sheet = Sheet()
    for number in range(9):
        sheet.holds(f"c{number}", f"c{number + 1}", "60")
    sheet.same("c3", sheet.id("c4"))
    publish(tmp_path, sheet)
    gc.collect()
    generation = DataFolder(tmp_path).open()

    def read() -> list[object]:
        parties = range(len(generation))
        summaries = generation.party_summaries(parties)
        return [
            [generation.party_number(s.id), s, generation.aliases(n), generation.positions_about(n)]
            for n, s in zip(parties, summaries, strict=True)
        ]

    before = read()
    roster = generation.path / "roster"
    assert any(list_resident(roster).values())
    generation.release_pages()
    assert not any(list_resident(roster).values())
    assert read() == before
