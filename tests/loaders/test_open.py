"""What the caller names is opened, or refused with one clear error; what it holds decides the loader."""

from __future__ import annotations

import gzip
import io
import os
import stat
import subprocess
import sys
import threading
import zipfile
from pathlib import Path
from typing import BinaryIO

import pytest
import zstandard

from loaders.compression import ANY_RATIO_BYTES, MAX_BYTES
from loaders.contract import LoadContext
from loaders.open import LOADERS, load_file, propose_mapping
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


def load(file: Path, *, stdin: BinaryIO | None = None, format_name: str | None = None, limit: int = MAX_BYTES) -> tuple[Source, int]:
    """Source and number of interests of a file with one release."""
    streams = [
        (stream.source, sum(isinstance(x, InterestStatement) for x in stream))
        for stream in load_file(LoadContext(BASE, file), format_name, stdin=stdin, limit=limit)
    ]
    assert len(streams) == 1
    return streams[0]


def refusal(file: Path, *, format_name: str | None = None, limit: int = MAX_BYTES) -> str:
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


def sources(file: Path, *, source: str | None = None, stdin: BinaryIO | None = None) -> dict[str, tuple[str, int]]:
    """Of each release its source, its title and how many interests it has."""
    by_id = {}
    context = LoadContext(BASE, file, source)
    for stream in load_file(context, stdin=stdin):
        assert stream.source.id not in by_id
        by_id[stream.source.id] = (stream.source.title, sum(isinstance(x, InterestStatement) for x in stream))
    assert (context.file, context.source) == (file, source)
    return by_id


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
    "readme.zip": zipped({"README.txt": b"See.", "docs/about.pdf": b"%PDF-1.4", "table.csv": TABLE, ".hidden": b"x", "empty.csv": b""}),
    "gz-in.zip": zipped({"table.csv.gz": gzip.compress(TABLE)}),
    "zst-in.zip": zipped({"deep/table.csv.zst": zstd(TABLE)}),
    "padded.gz": gzip.compress(TABLE) + b"\0" * 512,
    "no-ending": TABLE,
}


@pytest.mark.parametrize("name", PACKED)
def test_a_table_loads_however_it_is_packed(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(PACKED[name])
    source, interests = load(tmp_path / name)
    assert interests == 2
    assert (source.type, source.title) == ("table", name)


def test_a_source_keeps_its_name_whether_packed_or_not() -> None:
    assert {LoadContext(BASE, Path(x)).source_iri for x in ("a/group.csv", "group.csv.gz", "group.CSV.ZST", "group.tsv")} == {
        BASE.source("group")
    }
    assert LoadContext(BASE, STDIN).source_iri == BASE.source("stdin")
    assert LoadContext(BASE, STDIN, source="Mine").source_iri == BASE.source("mine")


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
        "from pathlib import Path\nfrom loaders.contract import LoadContext\n"
        "from loaders.open import load_file\nfrom ontology.terms import Base\n"
        "print([len(list(x)) for x in load_file(LoadContext(Base(), Path('-')))])"
    )
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
    "program.csv": (b"\x7fELF\2\1\1\0", "BINARY_FILE"),
    "bare16.csv": (TABLE.decode().encode("utf-16-le"), "WRONG_ENCODING"),
    "bare16be.csv": (TABLE.decode().encode("utf-16-be"), "WRONG_ENCODING"),
    "own.json": (b'{"firms": [{"name": "Zenda Motors", "owners": ["Borduria Holding"]}]}', "UNKNOWN_CONTENT"),
    "zeros.csv": (b"holder,subject\n\0\0\0\0", "BINARY_FILE"),
    "packed.csv.gz": (gzip.compress(b"\0\1\2\3"), "BINARY_FILE"),
    "utf16.txt": (b"Zenda Motors is owned by Borduria Holding.".decode().encode("utf-16"), "WRONG_ENCODING"),
    "latin.txt": ("Zenda Motors gehört Borduria Holding.".encode("cp1252"), "WRONG_ENCODING"),
    "cyrillic.csv": (TABLE + "Стройка,Zenda,1\n".encode("cp1251"), "WRONG_ENCODING"),
    "polish.csv": (TABLE + "Spółka Ząb,Zenda,1\n".encode("cp1250"), "WRONG_ENCODING"),
    "page.html": (b"<!DOCTYPE html><html><body><p>Zenda bought Hentzau.</p></body></html>", "HTML_PAGE"),
    "page.txt": (b"\n<!-- saved -->\n<HTML lang=en><body>Zenda</body></HTML>", "HTML_PAGE"),
    "page.csv": (b'<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><body/></html>', "HTML_PAGE"),
    "latin.html": ("<!doctype html><html><body>Gr\u00fc\u00dfe aus Zenda</body></html>".encode("cp1252"), "HTML_PAGE"),
    "cyrillic-page.csv": ("<html><body>\u0421\u0442\u0440\u043e\u0439\u043a\u0430</body></html>".encode("cp1251"), "HTML_PAGE"),
    "utf16.html": ("<html><body>Zenda</body></html>".encode("utf-16"), "HTML_PAGE"),
    "list.json": (b"[\n]\n", "EMPTY_FILE"),
    "object.json": (b"\xef\xbb\xbf{ }", "EMPTY_FILE"),
    "register.xml": (b'<?xml version="1.0" encoding="UTF-8"?>\n<!-- all -->\n<DATA><SUBJECT/></DATA>', "UNKNOWN_XML"),
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
    "many.zip": (zipped({f"{n}.csv": TABLE for n in range(1_001)}), "SEVERAL_IN_ZIP"),
    "b.csv.zip": (zipped({"a.csv": TABLE, "b.csv": b"a,b\n1,2\n"}), "MISSING_COLUMN"),
    "twice.zip": (zipped({"a.zip": zipped({"a.csv": TABLE})}), "NESTED_ARCHIVE"),
    "one-of-two.zip": (zipped({"a.csv": TABLE, "b.zip": zipped({"a.csv": TABLE})}), "NESTED_ARCHIVE"),
    "thrice.zip": (zipped({"a.gz": gzip.compress(gzip.compress(TABLE))}), "NESTED_ARCHIVE"),
    "zip-in.gz": (gzip.compress(zipped({"a.csv": TABLE})), "NESTED_ARCHIVE"),
    "gz-in.zst": (zstd(gzip.compress(TABLE)), "NESTED_ARCHIVE"),
    "book.xlsx": (zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}), "DAMAGED_WORKBOOK"),
    "book.ods": (zipped({"mimetype": b"x", "content.xml": b"<x/>"}), "NO_SHEET"),
    "torn.ttl": (b"@prefix wd: <http://www.wikidata.org/entity/> .\nwd:Q1 wd:P127 wd:", "BAD_RDF"),
    "deep.ttl": (b"@prefix wd: <http://www.wikidata.org/entity/> .\n" + b"<< " * 1_000, "BAD_RDF"),
    "torn.ods": (zipped({"mimetype": b"x", "content.xml": b"<x"}), "DAMAGED_WORKBOOK"),
    "torn.sqlite": (b"SQLite format 3\0\x10\0", "DAMAGED_DATABASE"),
    "torn.parquet": (b"PAR1\x15\0\x15", "DAMAGED_DATABASE"),
    "other.csv": (b"a,b\n1,2\n", "MISSING_COLUMN"),
    "other.pdf": (b"%PDF-1.4\n", "PDF_DAMAGED"),
    "users": (b"root:x:0:0:root:/root:/bin/sh\nodo:x:1:1:Odo Elphberg,,,:/home/odo:/bin/sh\n", "UNKNOWN_CONTENT"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_cannot_be_used_is_refused_with_its_name_and_a_next_step(tmp_path: Path, name: str) -> None:
    content, code = BROKEN[name]
    (tmp_path / name).write_bytes(content)
    assert refusal(tmp_path / name) == code


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0")
NOT_READ = {
    "graph.graphml": (b'<?xml version="1.0"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns"/>', "GraphML"),
    "l2.ttl": (b"# GLEIF\n@prefix l2: <https://www.gleif.org/ontology/L2/> .\nl2:a l2:b l2:c .\n", "GLEIF's data in RDF"),
    "book.xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "workbook"),
    "edr.xml": (
        '<?xml version="1.0" encoding="windows-1251"?>\n<DATA><RECORD><NAME>Завод</NAME><EDRPOU>1</EDRPOU>'.encode("cp1251"),
        "Ukrainian register",
    ),
    "form-d.xml": (b'<?xml version="1.0"?><edgarSubmission xmlns="http://www.sec.gov/edgar/formd"/>', "SEC"),
    "rrh.json": (b'{"registreringId": "1", "reelleRettighetshavere": [{"foedselsaar": "1980"}]}', "Norwegian register"),
    "locked.xlsx": (OLE + "EncryptedPackage".encode("utf-16-le"), "with a password"),
    "old.doc": (OLE + "WordDocument".encode("utf-16-le"), "word processor"),
    "book.xlsb": (zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.bin": b"\x83"}), "XLSB"),
    "book.numbers": (zipped({"Index/Document.iwa": b"\0", "preview.jpg": b"\xff"}), "Numbers"),
    "talk.pptx": (zipped({"[Content_Types].xml": b"<Types/>", "ppt/presentation.xml": b"<p/>"}), "presentation"),
    "scan.png": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "picture"),
    "photo.jpg": (b"\xff\xd8\xff\xe0\0\x10JFIF", "picture"),
    "all.7z": (b"7z\xbc\xaf\x27\x1c\0\4", "7z, rar, tar"),
    "all.tar": (b"t.csv".ljust(257, b"\0") + b"ustar\0" + b"00" + bytes(248) + TABLE, "7z, rar, tar"),
    "old.mdb": (b"\0\1\0\0Standard Jet DB\0", "Access"),
    "study.sav": (b"$FL2@(#) SPSS DATA FILE", "statistics"),
    "book.xml": (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "of 2003"),
    "book.fods": (b'<?xml version="1.0"?><office:document xmlns:office="x"/>', "OpenDocument"),
    "note.rtf": (rb"{\rtf1\ansi Zenda}", "RTF"),
    "mail.eml": (b"Received: by mx\nFrom: a@example.org\nTo: b@example.org\nSubject: owners\n\nZenda owns Hentzau.\n", "e-mail"),
    "tree.ged": (b"0 HEAD\n1 SOUR TREE\n0 TRLR\n", "GEDCOM"),
    "dump.sql": (b"-- dump\nBEGIN TRANSACTION;\nCREATE TABLE holdings (holder text);\n", "SQL"),
    "graph.cypher": (b"// all\nMERGE (a:Company {name: 'Zenda'})\n", "Cypher"),
    "apoc.json": (b'{"type":"node","id":"0","labels":["Company"],"properties":{"name":"Zenda"}}\n', "export of Neo4j"),
    "mapping.yaml": (b"# How it is read.\nmapping: 1\nfile: a.csv\n", "a mapping of a table"),
    "accounts.xml": (b'<?xml version="1.0"?><xbrli:xbrl xmlns:xbrli="x"/>', "XBRL"),
    "graph.gexf": (b'<?xml version="1.0"?><gexf version="1.3"/>', "GEXF"),
    "graph.gml": (b'Creator "x"\ngraph [\n  node [ id 1 ] ]\n', "GML"),
    "graph.dot": (b"digraph holdings {\n  a -> b\n}\n", "Graphviz"),
    "graph.net": (b'*Vertices 2\n1 "a"\n2 "b"\n*Arcs\n1 2 51\n', "Pajek"),
    "graph.json": (b'{"nodes": [{"id": "a"}], "links": [{"source": "a", "target": "b"}]}', "nodes and links"),
    "results.srx": (b'<?xml version="1.0"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#"/>', "SPARQL results"),
    "items.jsonld": (b'[{"@id": "http://www.wikidata.org/entity/Q900001"}]', "JSON-LD"),
    "results.json": (b'{"head": {"vars": ["company"]}, "results": {"bindings": []}}', "SPARQL results"),
    "rels.csv": (b":START_ID,:END_ID,:TYPE\na,b,OWNS\n", "Neo4j"),
    "nodes.csv": (b"id:ID,name\na,Ida\n", "Neo4j"),
    "orbis.csv": (b"Company name Latin alphabet,BvD ID number,Shareholder - Name\n", "Orbis"),
}


@pytest.mark.parametrize(
    ("name", "packed"),
    [(name, packed) for name in NOT_READ for packed in (False, True) if not (packed and NOT_READ[name][0].startswith(b"PK"))],
)
def test_a_format_that_is_known_and_not_read_is_named(tmp_path: Path, name: str, *, packed: bool) -> None:
    content, word = NOT_READ[name]
    file = tmp_path / (f"{name}.gz" if packed else name)
    file.write_bytes(gzip.compress(content) if packed else content)
    with pytest.raises(InputError) as caught:
        load(file)
    assert (caught.value.code, word in caught.value.what) == ("FORMAT_NOT_READ", True)
    assert caught.value.hint


@pytest.mark.parametrize(
    ("name", "content", "encoding"),
    [
        ("edr.xml", '<?xml version="1.0" encoding="windows-1251"?><DATA><NAME>Стройка</NAME></DATA>'.encode("cp1251"), "windows-1251"),
        ("page.txt", '<meta charset="iso-8859-2"><p>Łódź'.encode("iso-8859-2"), "iso-8859-2"),
        ("note.txt", "Стройка принадлежит Зенде.".encode("cp1251"), "cp1251"),
        ("note.txt", "Spółka Ząb.".encode("cp1250"), "cp1250"),
        ("note.txt", "Zenda gehört Borduria.".encode("cp1252"), "cp1252"),
        ("names.csv", "holder,subject\nСтройка,Zenda\n".encode("cp1251"), "cp1251"),
    ],
)
def test_the_hint_names_the_encoding_that_the_text_declares_or_looks_like(tmp_path: Path, name: str, content: bytes, encoding: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError) as caught:
        load(tmp_path / name)
    assert (caught.value.code, f"iconv -f {encoding} " in caught.value.hint) == ("WRONG_ENCODING", True)


def test_a_zip_file_with_a_password_is_refused(tmp_path: Path) -> None:
    raw = bytearray(zipped({"a.csv": TABLE}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.index(mark) + offset] |= 1
    (tmp_path / "locked.zip").write_bytes(raw)
    assert refusal(tmp_path / "locked.zip") == "ENCRYPTED_ZIP"


def test_each_file_of_an_archive_is_a_release_named_after_it(tmp_path: Path) -> None:
    file = tmp_path / "both.zip"
    file.write_bytes(zipped({"nodes.csv": TABLE, "deep/edges.csv.gz": gzip.compress(TABLE + b"A,B,1\n"), "notes.md": b"# x"}))
    assert sources(file) == {BASE.source("nodes"): ("nodes.csv", 2), BASE.source("edges"): ("edges.csv", 3)}
    assert set(sources(file, source="Mine")) == {BASE.source("Mine nodes"), BASE.source("Mine edges")}
    with file.open("rb") as stdin:
        assert set(sources(STDIN, stdin=stdin)) == {BASE.source("nodes"), BASE.source("edges")}


def test_what_holds_no_data_in_an_archive_is_warned_of(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(PACKED["readme.zip"])
    context = LoadContext(BASE, tmp_path / "x.zip")
    for statements in load_file(context):
        list(statements)
    assert context.warnings == {"NO_DATA_IN_ARCHIVE": 4}


def test_files_of_one_name_are_sources_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(zipped({"a/table.csv": TABLE, "b/table.csv": TABLE, "c/table.tsv": TABLE.replace(b",", b"\t")}))
    assert set(sources(tmp_path / "x.zip")) == {BASE.source("table"), BASE.source("table-2"), BASE.source("table-3")}


@pytest.mark.parametrize(
    "name, file_name",
    [
        ("../../up.csv", "up.csv"),
        ("/etc/passwd.csv", "passwd.csv"),
        ("C:\\windows\\x.csv", "x.csv"),
        ("..", "member"),
        ("C:x.csv", "x.csv"),
        ("CON.csv", "_CON.csv"),
        ("a\nb.csv", "ab.csv"),
        ("x" * 300 + ".csv", "x" * 96 + ".csv"),
        ("trailing. ", "trailing"),
    ],
)
def test_a_path_in_an_archive_is_only_a_name(tmp_path: Path, name: str, file_name: str) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "x.zip").write_bytes(zipped({name: TABLE, "other.csv": TABLE}))
    context = LoadContext(BASE, inside / "x.zip")
    files = []
    for statements in load_file(context):
        files.append(context.file)
        list(statements)
    assert files == [inside / file_name, inside / "other.csv"]
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["inside", "x.zip"]


def test_a_link_in_an_archive_is_not_followed(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(link, str(tmp_path / "secret.csv"))
        archive.writestr("table.csv", TABLE)
    (tmp_path / "secret.csv").write_bytes(TABLE * 2)
    (tmp_path / "x.zip").write_bytes(out.getvalue())
    assert sources(tmp_path / "x.zip") == {BASE.source("x"): ("x.zip", 2)}


def test_a_damaged_or_locked_file_of_several_is_named_before_any_is_loaded(tmp_path: Path) -> None:
    raw = bytearray(zipped({"first.csv": TABLE, "second.csv": TABLE}))
    raw[raw.rindex(b"PK\x01\x02") + 8] |= 1
    raw[raw.rindex(b"PK\x03\x04") + 6] |= 1
    (tmp_path / "x.zip").write_bytes(raw)
    with pytest.raises(InputError) as caught:
        next(load_file(LoadContext(BASE, tmp_path / "x.zip")))
    assert (caught.value.code, "second.csv in " in caught.value.what) == ("ENCRYPTED_ZIP", True)
    raw = bytearray(zipped({"first.csv": TABLE, "second.csv": TABLE}))
    at = raw.rindex(b"PK\x03\x04") + 40
    raw[at : at + 8] = b"\xff" * 8
    (tmp_path / "x.zip").write_bytes(raw)
    with pytest.raises(InputError) as caught:
        next(load_file(LoadContext(BASE, tmp_path / "x.zip")))
    assert (caught.value.code, "second.csv in " in caught.value.what) == ("DAMAGED_ARCHIVE", True)


@pytest.mark.parametrize("name", ["bomb.gz", "bomb.zst", "bomb.zip", "bomb-in.zip"])
def test_a_packed_file_that_grows_out_of_all_proportion_is_refused(tmp_path: Path, name: str) -> None:
    rows = b"holder,subject\n" + b"A,B\n" * (ANY_RATIO_BYTES // 4)
    pack = {
        "bomb.gz": gzip.compress,
        "bomb.zst": zstd,
        "bomb.zip": lambda x: zipped({"a.csv": x}),
        "bomb-in.zip": lambda x: zipped({"a.csv.gz": gzip.compress(x)}),
    }[name]
    (tmp_path / name).write_bytes(pack(rows))
    assert refusal(tmp_path / name) == "TOO_LARGE"


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
    context = LoadContext(BASE, tmp_path / name)
    assert (context.size, context.position) == (None, 0)
    for statements in load_file(context):
        assert context.size == len(PACKED[name])
        list(statements)
    assert 0 < context.position <= len(PACKED[name])


def test_of_a_pipe_the_position_is_known_and_the_size_is_not() -> None:
    context = LoadContext(BASE, STDIN)
    for statements in load_file(context, stdin=io.BytesIO(TABLE)):
        list(statements)
    assert (context.size, context.position) == (None, len(TABLE))


def test_a_byte_that_is_no_utf8_costs_its_record_of_a_register_and_not_the_file(tmp_path: Path) -> None:
    line = b'{"company_number":"0000000%d","data":{"kind":"super-secure-person-with-significant-control","name":"%s"}}\n'
    file = tmp_path / "psc.jsonl"
    file.write_bytes(line % (1, b"Zenda") + line % (2, b"Zend\xe4") + line % (3, b"Zenda"))
    context = LoadContext(BASE, file)
    assert sum(len(list(statements)) for statements in load_file(context)) == 4
    assert (context.read, context.loaded, context.rejected) == (3, 2, 1)


_ITEM = "http://www.wikidata.org/entity/Q90000"


@pytest.mark.parametrize(
    ("content", "code", "word"),
    [
        (
            f"@prefix wd: <http://www.wikidata.org/entity/> .\nwd:Q900001 <http://www.wikidata.org/prop/direct/P127> <{_ITEM}2> .",
            "NEEDS",
            "load it",
        ),
        (f"<{_ITEM}1> <http://www.wikidata.org/prop/direct/P127> <{_ITEM}2> .\n", "NEEDS_NO_MAPPING", "load it"),
        ('<rdf:RDF xmlns:wdt="http://www.wikidata.org/prop/direct/"><wdt:P127/></rdf:RDF>', "NEEDS_NO_MAPPING", "load it"),
        ("@prefix own: <https://w3id.org/ownership-graph/ns#> .\n", "NEEDS_NO_MAPPING", "load it"),
        ("@prefix ex: <https://example.org/> . ex:Zenda ex:owns ex:Hentzau .\n", "FORMAT_NOT_READ", "SELECT"),
        ('<?xml version="1.0"?><rdf:RDF xmlns:ex="https://example.org/"/>', "FORMAT_NOT_READ", "SELECT"),
    ],
)
def test_what_is_no_table_is_never_proposed_as_one(tmp_path: Path, content: str, code: str, word: str) -> None:
    (tmp_path / "answer").write_text(content)
    with pytest.raises(InputError) as caught:
        propose_mapping(LoadContext(Base(), tmp_path / "answer"))
    assert (caught.value.code.startswith(code), word in (caught.value.hint or "")) == (True, True)


def test_a_table_that_needs_no_mapping_is_proposed_with_a_word_on_that(tmp_path: Path) -> None:
    (tmp_path / "psc.json").write_text(
        '{"items": [{"kind": "individual-person-with-significant-control", "links": {"self": "/company/00000001/x"}}]}'
    )
    assert "read without a mapping, as psc" in propose_mapping(LoadContext(Base(), tmp_path / "psc.json")).remarks[0]
