"""What the caller names is opened, or refused with one clear error; what it holds decides the loader."""

from __future__ import annotations

import gzip
import io
import os
import subprocess
import sys
import threading
import zipfile
from pathlib import Path
from typing import BinaryIO

import pytest
import zstandard

from loaders.contract import Context
from loaders.open import LOADERS, releases
from loaders.packed import EXPANDED
from ontology.errors import InputError, UsageError
from ontology.statements import InterestStatement, Source
from ontology.terms import OWN, Base

BASE = Base()
STDIN = Path("-")
TABLE = b"holder,subject,share\nBorduria Holding,Zenda Motors,100\nZenda Motors,Hentzau Cars,51\n"
TURTLE = f"""@prefix own: <{OWN}> .
<src/t> a own:Source ; own:title "T" ; own:sourceType "table" .
<stmt/1> a own:InterestStatement ; own:source <src/t> ; own:holder <ent/a> ; own:subject <ent/b> .
""".encode()


def load(
    file: Path, *, stdin: BinaryIO | None = None, format_name: str | None = None, limit: int = EXPANDED,
) -> tuple[Source, int]:
    """Source and number of interests of a file with one release."""
    found = [(source, sum(isinstance(x, InterestStatement) for x in statements))
             for source, statements in releases(Context(BASE, file), format_name, stdin=stdin, limit=limit)]
    assert len(found) == 1
    return found[0]


def refusal(file: Path, *, format_name: str | None = None, limit: int = EXPANDED) -> str:
    with pytest.raises(InputError) as caught:
        load(file, format_name=format_name, limit=limit)
    assert caught.value.hint
    assert file.stem in caught.value.what
    return caught.value.code


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def zstd(*frames: bytes) -> bytes:
    return b"".join(zstandard.ZstdCompressor().compress(x) for x in frames)


PACKED = {
    "group.csv": TABLE,
    "group.csv.gz": gzip.compress(TABLE),
    "group.csv.zst": zstd(TABLE),
    "frames.zst": zstd(TABLE[:40], TABLE[40:]),
    "members.gz": gzip.compress(TABLE[:40]) + gzip.compress(TABLE[40:]),
    "group.zip": zipped({"table.csv": TABLE}),
    "mac.zip": zipped({"table.csv": TABLE, "__MACOSX/._table.csv": b"\0"}),
    "no-ending": TABLE,
}


@pytest.mark.parametrize("name", PACKED)
def test_a_table_loads_however_it_is_packed(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(PACKED[name])
    source, interests = load(tmp_path / name)
    assert interests == 2
    assert (source.type, source.title) == ("table", name)


def test_a_source_keeps_its_name_whether_packed_or_not() -> None:
    assert {Context(BASE, Path(x)).source_iri for x in ("a/group.csv", "group.csv.gz", "group.CSV.ZST", "group.tsv")} == {
        BASE.source("group")}
    assert Context(BASE, STDIN).source_iri == BASE.source("stdin")
    assert Context(BASE, STDIN, source="Mine").source_iri == BASE.source("mine")


@pytest.mark.parametrize("name", PACKED)
def test_a_pipe_loads_as_the_file_does(name: str) -> None:
    out, into = os.pipe()

    def write() -> None:
        with os.fdopen(into, "wb") as writer:
            writer.write(PACKED[name])

    thread = threading.Thread(target=write)
    thread.start()
    with os.fdopen(out, "rb") as stdin:
        source, interests = load(STDIN, stdin=stdin)
        assert not stdin.closed
    thread.join()
    assert (source.id, interests) == (BASE.source("stdin"), 2)


def test_standard_input_of_the_process_is_read_for_a_dash() -> None:
    program = (
        "from pathlib import Path\nfrom loaders.contract import Context\n"
        "from loaders.open import releases\nfrom ontology.terms import Base\n"
        "print([len(list(x)) for _, x in releases(Context(Base(), Path('-')))])")
    done = subprocess.run([sys.executable, "-c", program], input=TABLE, capture_output=True, check=True)
    assert done.stdout.strip() == b"[5]"
    assert done.stderr == b""


@pytest.mark.parametrize("name", ["x.csv", "x.txt", "x"])
def test_the_content_decides_the_loader_and_not_the_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(TURTLE)
    assert load(tmp_path / name) == (Source(id=BASE.iri + "src/t", title="T", type="table"), 1)
    (tmp_path / name).write_bytes(TABLE)
    assert load(tmp_path / name)[1] == 2


def test_a_named_format_is_used_without_asking_the_content(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_bytes(TURTLE)
    with pytest.raises(InputError) as caught:
        load(tmp_path / "x.txt", format_name="table")
    assert caught.value.code == "MISSING_COLUMN"


def test_an_unknown_format_name_lists_the_known_ones_before_anything_is_opened(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        load(tmp_path / "missing.csv", format_name="excel")
    assert caught.value.code == "UNKNOWN_FORMAT"
    assert caught.value.hint == f"use one of: {', '.join(x.name for x in LOADERS)}"


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    assert refusal(tmp_path / "missing.csv") == "NO_FILE"
    (tmp_path / "folder").mkdir()
    assert refusal(tmp_path / "folder") == "IS_A_FOLDER"
    assert refusal(tmp_path / ("x" * 300)) == "FILE_UNREADABLE"


BROKEN = {
    "empty.csv": (b"", "EMPTY_FILE"),
    "blank.csv": (b"\xef\xbb\xbf \n\n", "EMPTY_FILE"),
    "empty.csv.gz": (gzip.compress(b""), "EMPTY_FILE"),
    "empty.zst": (zstd(b""), "EMPTY_FILE"),
    "none.zip": (zipped({}), "EMPTY_FILE"),
    "picture.csv": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "BINARY_FILE"),
    "zeros.csv": (b"holder,subject\n\0\0\0\0", "BINARY_FILE"),
    "packed.csv.gz": (gzip.compress(b"\0\1\2\3"), "BINARY_FILE"),
    "utf16.csv": (TABLE.decode().encode("utf-16"), "WRONG_ENCODING"),
    "latin.csv": (TABLE + "Strößau,Zenda,1\n".encode("cp1252"), "WRONG_ENCODING"),
    "cut.csv.gz": (gzip.compress(TABLE)[:-12], "DAMAGED_ARCHIVE"),
    "short.gz": (b"\x1f\x8b\x08", "DAMAGED_ARCHIVE"),
    "trailing.gz": (gzip.compress(TABLE) + b"and more", "DAMAGED_ARCHIVE"),
    "checksum.gz": (gzip.compress(TABLE)[:-8] + b"\0" * 8, "DAMAGED_ARCHIVE"),
    "garbled.gz": (gzip.compress(TABLE)[:10] + b"\xff" * 40, "DAMAGED_ARCHIVE"),
    "cut.zip": (zipped({"a.csv": TABLE})[:-30], "DAMAGED_ARCHIVE"),
    "garbled.zip": (zipped({"a.csv": TABLE}).replace(zipped({"a.csv": TABLE})[40:50], b"\xff" * 10), "DAMAGED_ARCHIVE"),
    "cut.zst": (zstd(TABLE)[:-9], "DAMAGED_ARCHIVE"),
    "second.zst": (zstd(TABLE) + zstd(TABLE)[:-9], "DAMAGED_ARCHIVE"),
    "garbled.zst": (zstd(TABLE)[:6] + b"\xff" * 40, "DAMAGED_ARCHIVE"),
    "several.zip": (zipped({"a.csv": TABLE, "b.csv": TABLE}), "SEVERAL_IN_ZIP"),
    "book.xlsx": (zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}), "WORKBOOK"),
    "book.ods": (zipped({"mimetype": b"x", "content.xml": b"<x/>"}), "WORKBOOK"),
    "other.csv": (b"a,b\n1,2\n", "MISSING_COLUMN"),
    "other.pdf": (b"%PDF-1.4\n", "UNKNOWN_CONTENT"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_cannot_be_used_is_refused_with_its_name_and_a_next_step(tmp_path: Path, name: str) -> None:
    content, code = BROKEN[name]
    (tmp_path / name).write_bytes(content)
    assert refusal(tmp_path / name) == code


def test_a_zip_file_with_a_password_is_refused(tmp_path: Path) -> None:
    raw = bytearray(zipped({"a.csv": TABLE}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.index(mark) + offset] |= 1
    (tmp_path / "locked.zip").write_bytes(raw)
    assert refusal(tmp_path / "locked.zip") == "ENCRYPTED_ZIP"


@pytest.mark.parametrize("pack", [gzip.compress, zstd, lambda x: zipped({"a.csv": x})])
def test_a_packed_file_that_grows_beyond_the_limit_is_refused(tmp_path: Path, pack: object) -> None:
    assert callable(pack)
    bomb = tmp_path / "bomb"
    bomb.write_bytes(pack(b"holder,subject\n" + b"A,B\n" * 1_000_000))
    assert bomb.stat().st_size < 100_000
    assert refusal(bomb, limit=1_000_000) == "TOO_LARGE"


def test_damage_behind_the_beginning_is_found_before_anything_is_loaded(tmp_path: Path) -> None:
    rows = b"".join(b"Holder %d,Zenda Motors\n" % n for n in range(100_000))
    (tmp_path / "late.gz").write_bytes(gzip.compress(b"holder,subject\n" + rows)[:-20])
    assert refusal(tmp_path / "late.gz") == "DAMAGED_ARCHIVE"


@pytest.mark.parametrize("name", PACKED)
def test_the_reader_of_a_raw_file_knows_its_size_and_how_far_it_is(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(PACKED[name])
    context = Context(BASE, tmp_path / name)
    assert (context.size, context.position) == (None, 0)
    for _, statements in releases(context):
        assert context.size == len(PACKED[name])
        list(statements)
    assert 0 < context.position <= len(PACKED[name])


def test_of_a_pipe_the_position_is_known_and_the_size_is_not() -> None:
    context = Context(BASE, STDIN)
    for _, statements in releases(context, stdin=io.BytesIO(TABLE)):
        list(statements)
    assert (context.size, context.position) == (None, len(TABLE))
