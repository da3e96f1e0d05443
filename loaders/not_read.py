"""Formats that are known by name and not read, with what to do instead.

Owns their marks: the first bytes, the beginning of a JSON document, the names in a header, the parts of an archive.  A register's own
loader never sees such a file.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import Final, NamedTuple

from ontology.errors import InputError
from ontology.terms import OWN

_PLAIN: Final = "export its tables as CSV or XLSX, and say which columns are meant: ownership table propose TABLE -o mapping.yaml"
_TABLE: Final = "say which columns are meant: ownership table propose FILE -o mapping.yaml"
_EDGES: Final = (
    "export its edges as CSV, one row an edge, and say which columns are meant: ownership table propose EDGES.csv -o mapping.yaml"
)


class _Format(NamedTuple):
    name: str
    mark: re.Pattern[bytes]
    """Matches at the beginning of the file."""
    hint: str
    is_table: bool = False
    """Whether it can be read by a mapping."""


def _in_header(*names: str) -> re.Pattern[bytes]:
    """Match a first line that has all of these names."""
    return re.compile(b"".join(rb"(?=[^\r\n]*%b)" % re.escape(name).encode() for name in names))


def _in_archive(*names: str) -> re.Pattern[bytes]:
    """Match a zip file with a part of one of these names near its beginning; each is a pattern."""
    return re.compile(rb"PK\x03\x04(?=.*PK\x03\x04.{26}(?:%b)|.{26}(?:%b))" % (("|".join(names).encode(),) * 2), re.DOTALL)


_FORMATS: Final = (
    _Format(
        "GLEIF's data in RDF",
        re.compile(
            rb"(?:<\?xml|#|@?prefix|@?base|<)(?=.{0,20000}https?://(?:www\.gleif\.org/ontology/|rdf\.gleif\.org/))"
            rb"(?!.{0,65536}" + re.escape(OWN).encode() + rb")",
            re.IGNORECASE | re.DOTALL,
        ),
        "load its golden copy, or the answers of its API: they say the same",
    ),
    _Format(
        "a workbook or document with a password",
        re.compile(rb"\xd0\xcf\x11\xe0(?=.*E\0n\0c\0r\0y\0p\0t\0)", re.DOTALL),
        "open it with its password, save it without one and load that",
    ),
    _Format(
        "a document of an old word processor",
        re.compile(rb"\xd0\xcf\x11\xe0(?=.*W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0)", re.DOTALL),
        "save it as DOCX and load that",
    ),
    _Format("a workbook of an old spreadsheet program", re.compile(rb"\xd0\xcf\x11\xe0"), "save it as XLSX and load that"),
    _Format("a binary workbook (XLSB)", _in_archive("xl/workbook.bin"), "save it as XLSX and load that"),
    _Format("a presentation", _in_archive("ppt/", "ppt/presentation.xml"), "copy its tables into a spreadsheet, and load that as XLSX"),
    _Format(
        "a document of Apple's Numbers, Pages or Keynote",
        _in_archive(r"(?:Index/)?[\w./-]{0,80}\.iwa", r"index\.apxl", r"Index\.zip"),
        "export it as Excel or CSV (File > Export To) and load that",
    ),
    _Format(
        "a picture",
        re.compile(rb"\x89PNG\r\n|\xff\xd8\xff|GIF8[79]a|II\*\0|MM\0\*|BM.{4}\0{4}|RIFF.{4}WEBP", re.DOTALL),
        "have its text recognised by another program, or write who holds what into a table with holder, subject and share",
    ),
    _Format(
        "an archive that is not opened here (7z, rar, tar, bz2, xz)",
        re.compile(rb"7z\xbc\xaf\x27\x1c|Rar!\x1a\x07|BZh[1-9]1AY&SY|\xfd7zXZ\0|.{257}ustar", re.DOTALL),
        "unpack it and load what is in it; gz, zst and zip are opened",
    ),
    _Format("a database of Access", re.compile(rb"\x00\x01\x00\x00Standard (?:Jet|ACE) DB"), _PLAIN),
    _Format("a data set of a statistics program", re.compile(rb"<stata_dta>|\$FL[23]@\(#\)|RDX[23]\n|SAS {5}SAS"), _PLAIN),
    _Format(
        "a workbook in XML of 2003",
        re.compile(rb"<\?xml(?=.{0,4000}urn:schemas-microsoft-com:office:spreadsheet)", re.DOTALL),
        "save it as XLSX and load that",
    ),
    _Format("a flat OpenDocument file", re.compile(rb"(?:<\?xml[^>]*>\s*)?<office:document\b"), "save it as ODS and load that"),
    _Format("a text with formats (RTF)", re.compile(rb"\{\\rtf1?\b"), "save it as DOCX or as plain text and load that"),
    _Format(
        "an e-mail",
        re.compile(rb"(?=(?:.*\n){0,80}?From: )(?=(?:.*\n){0,80}?(?:Subject|Message-ID|MIME-Version): )[A-Z][A-Za-z-]+: "),
        "save its text as .txt, or its attachment, and load that",
    ),
    _Format(
        "GEDCOM, a family tree", re.compile(rb"0 HEAD\s"), "it names no holders of companies; make a table with holder, subject and share"
    ),
    _Format(
        "a dump of a database in SQL",
        re.compile(
            rb"(?:--[^\n]*\n|/\*.{0,2000}?\*/;?|\s|(?:SET|BEGIN|PRAGMA|START|USE|DROP)\b[^;]{0,400};)*(?:CREATE TABLE|INSERT INTO)\b",
            re.IGNORECASE | re.DOTALL,
        ),
        "read it into a database (sqlite3 data.sqlite < FILE), then: ownership table propose data.sqlite -o mapping.yaml",
    ),
    _Format(
        "a script in Cypher", re.compile(rb"(?:(?://[^\n]*|:\w+[^\n]*)\n\s*)*(?:CREATE|MERGE|MATCH|UNWIND)\s*[(\[]", re.IGNORECASE), _EDGES
    ),
    _Format(
        "an export of Neo4j in JSON",
        re.compile(rb'\{(?=[^\n]{0,2000}"type"\s*:\s*"(?:node|relationship)")(?=[^\n]{0,4000}"(?:labels|label)"\s*:)'),
        _EDGES,
    ),
    _Format(
        "a mapping of a table, not the table",
        re.compile(rb"(?:#[^\n]*\n)*mapping: 1\s*\n"),
        "name both: ownership load TABLE --mapping FILE",
    ),
    _Format(
        "SPARQL results in JSON, such as the Wikidata Query Service gives",
        re.compile(rb'\{\s*"head"\s*:\s*\{.{0,20000}"(?:vars|link)"', re.DOTALL),
        "say which variables are meant: ownership table propose FILE -o mapping.yaml; or load the items themselves, their entity data",
        is_table=True,
    ),
    _Format(
        "SPARQL results in XML",
        re.compile(rb"(?:<\?xml[^>]*>\s*)?(?:<[?!][^>]*>\s*)*<(?:\w+:)?sparql\b"),
        "say which variables are meant: ownership table propose FILE -o mapping.yaml",
        is_table=True,
    ),
    _Format(
        "Wikidata in JSON-LD",
        re.compile(
            rb'[\[{](?=.{0,20000}"@(?:id|graph|context)")(?=.{0,20000}http://www\.wikidata\.org/)(?!.{0,65536}'
            + re.escape(OWN).encode()
            + rb")",
            re.DOTALL,
        ),
        "save it as Turtle (.ttl) or N-Triples (.nt) and load that",
    ),
    _Format(
        "the Ukrainian register of legal entities (EDR) in an older layout",
        re.compile(rb"(?:<\?xml[^>]*>\s*)?<DATA\b(?!.{0,20000}<SUBJECT>).{0,20000}<EDRPOU>", re.DOTALL),
        "load a later one, whose records are called SUBJECT, or the data set ua_edr of OpenSanctions",
    ),
    _Format(
        "a filing to the SEC that is no Schedule 13D or 13G",
        re.compile(
            rb"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:\w+:)?edgarSubmission\b"
            rb"(?!.{0,60000}<(?:\w+:)?(?:reportingPersonInfo|coverPageHeaderReportingPersonDetails)\b)",
            re.DOTALL,
        ),
        "make a table of who holds what, with holder, subject and share",
    ),
    _Format(
        "an answer of the Norwegian register of beneficial owners without the number of its company",
        re.compile(rb'\{(?!.{0,60000}"organisasjonsnummer"\s*:)(?=.{0,20000}"reelleRettighetshavere"\s*:\s*\[)', re.DOTALL),
        'add "organisasjonsnummer": "..." to it, the number that was asked for, and load it again',
    ),
    _Format(
        "XBRL",
        re.compile(rb"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:\w+:)?xbrl\b", re.DOTALL),
        "it has accounts; load who holds what as a table",
    ),
    _Format("GEXF, a graph of Gephi", re.compile(rb"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<gexf\b", re.DOTALL), _EDGES),
    _Format("GML, a graph", re.compile(rb'(?:Creator\s+"[^"]*"\s+)?graph\s*\[', re.IGNORECASE), _EDGES),
    _Format("a graph of Graphviz", re.compile(rb"(?:strict\s+)?(?:di)?graph\b[^{\n]{0,200}\{"), _EDGES),
    _Format("a graph of Pajek", re.compile(rb"\*vertices\b", re.IGNORECASE), _EDGES),
    _Format(
        "a graph in JSON (nodes and links)",
        re.compile(rb'\{(?=.{0,20000}"nodes"\s*:\s*\[)(?=.{0,60000}"(?:links|edges|relationships)"\s*:\s*\[)', re.DOTALL),
        "write its links as a list of objects, and say which members are meant: ownership table propose FILE -o mapping.yaml",
        is_table=True,
    ),
    _Format("a file for the import of Neo4j", re.compile(rb"[^\r\n]*:(?:START_ID|END_ID|ID)\b"), _TABLE, is_table=True),
    _Format("an export of Orbis", _in_header("BvD ID number"), _TABLE, is_table=True),
    _Format("GraphML", re.compile(rb"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<graphml\b", re.DOTALL), _EDGES),
)


def find_refusal(head: bytes, file: Path, *, as_table: bool = False) -> InputError | None:
    """Return the error of a file whose format is known and not read; None for any other.  ``as_table``: where a mapping is to read it."""
    start = head.removeprefix(codecs.BOM_UTF8).lstrip()
    for format_ in _FORMATS:
        if not (as_table and format_.is_table) and format_.mark.match(start):
            hint = format_.hint.replace("FILE", str(file))
            return InputError("FORMAT_NOT_READ", f"{file} is {format_.name}, which is not read as it is", hint)
    return None
