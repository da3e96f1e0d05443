"""Lists the files of a folder with their sizes and hashes, so that a copy of it on another machine can be held against the list.

    <folder>/files.json    path below the data folder -> size, SHA-256

Owns the list and the comparison; which folders have one is graph/generation/data_folder.py.  A list may name another list, whose hash
then stands for all files of that folder.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec

from graph.files import replace_bytes

LIST: Final = "files.json"
"""The name of the list in its folder."""
_THREADS: Final = 2
"""Files that are read at a time; no thread holds another up while it reads and hashes."""


class FileRecord(msgspec.Struct, frozen=True):
    """What a file of the folder is: its size in bytes and the hash of its content, as hexadecimal digits."""

    size: int
    sha256: str


_DECODER: Final = msgspec.json.Decoder(dict[str, FileRecord])


def has_list(folder: Path) -> bool:
    """Whether a folder has its list of files; those that an earlier version of this program wrote have none."""
    return (folder / LIST).exists()


def record(root: Path, folder: Path, also: Iterable[Path] = (), *, anew: str | None = None, earlier: Iterable[Path] = ()) -> None:
    """Write the list of a folder below ``root``, to which paths in it are relative.

    ``also``: files elsewhere below ``root`` that belong to it.  What is listed already is not read again, unless it lies in ``anew``, a
    file or folder of the folder; nor is a file that is a link to one that the list of an ``earlier`` folder names.
    """
    known = _read(folder) if has_list(folder) else {}
    if anew is not None:
        place = (folder / anew).relative_to(root)
        known = {name: file for name, file in known.items() if not Path(name).is_relative_to(place)}
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != LIST)
    named = [path.relative_to(root).as_posix() for path in (*files, *also)]
    new = [name for name in named if name not in known]
    known |= _find_linked(root, new, earlier)
    new = [name for name in new if name not in known]
    with ThreadPoolExecutor(_THREADS) as readers:
        known.update(zip(new, readers.map(_describe, (root / name for name in new)), strict=True))
    listed = {name: known[name] for name in named}
    replace_bytes(folder / LIST, msgspec.json.format(msgspec.json.encode(listed), indent=1))


def _find_linked(root: Path, names: Iterable[str], earlier: Iterable[Path]) -> dict[str, FileRecord]:
    """Find the files that are links to listed ones of earlier folders, with what the lists say of them."""
    links = {name: status.st_ino for name in names if (status := (root / name).stat()).st_nlink > 1}
    if not links:
        return {}
    listed: dict[int, FileRecord] = {}
    for folder in filter(has_list, earlier):
        # One that cannot be read says nothing, and the file is read.
        with suppress(OSError, msgspec.DecodeError):
            listed |= {(root / name).stat().st_ino: file for name, file in _read(folder).items() if (root / name).is_file()}
    return {name: listed[number] for name, number in links.items() if number in listed}


def find_missing(root: Path, folder: Path, rooms: Sequence[str] = ("",)) -> Iterator[str]:
    """Find the listed files that are missing or of another size, each in words.  Reads no file but the list.

    ``rooms``: only those below these folders of the folder.  Raises OSError, msgspec.DecodeError.
    """
    for name, file in _read_rooms(root, folder, rooms).items():
        path = root / name
        if not path.is_file():
            yield f"{name} is missing"
        elif (size := path.stat().st_size) != file.size:
            yield f"{name} has {size:,} bytes instead of {file.size:,}"


def find_differences(root: Path, folder: Path, rooms: Sequence[str] = ("",)) -> Iterator[str]:
    """Find the listed files that are not what the list says, likewise; reads every byte.  Raises OSError, msgspec.DecodeError."""
    missing = list(find_missing(root, folder, rooms))
    yield from missing
    named = {text.split(" ", 1)[0] for text in missing}
    there = {name: file for name, file in _read_rooms(root, folder, rooms).items() if name not in named}
    with ThreadPoolExecutor(_THREADS) as readers:
        for (name, file), found in zip(there.items(), readers.map(_describe, (root / name for name in there)), strict=True):
            if found != file:
                yield f"{name} is damaged"


def is_whole(root: Path, folder: Path, rooms: Sequence[str]) -> bool:
    """Whether the listed files below some folders of a folder are what the list says; not so where it cannot be read."""
    try:
        return not any(find_differences(root, folder, rooms))
    except (OSError, msgspec.DecodeError):
        return False


def count_files(folder: Path) -> int:
    """Count the files that the list of a folder names."""
    return len(_read(folder))


def _read_rooms(root: Path, folder: Path, rooms: Sequence[str]) -> dict[str, FileRecord]:
    below = [(folder / room).relative_to(root) for room in rooms]
    return {name: file for name, file in _read(folder).items() if rooms == ("",) or any(Path(name).is_relative_to(room) for room in below)}


def _read(folder: Path) -> dict[str, FileRecord]:
    return _DECODER.decode((folder / LIST).read_bytes())


def _describe(path: Path) -> FileRecord:
    with path.open("rb") as file:
        return FileRecord(path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())
