"""Formats that are known by name and not read, with what to do instead.

Owns their marks: the first bytes, the beginning of a JSON document, the names in a header.  A register's own loader never sees such a file.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import Final, NamedTuple

from ontology.errors import InputError
from ontology.terms import OWN

_TABLE: Final = "say which columns are meant: ownership table propose FILE -o mapping.yaml"
_EDGES: Final = "export its edges as CSV, one row an edge, and say which columns are meant: ownership table propose FILE -o mapping.yaml"


class _Format(NamedTuple):
    name: str
    mark: re.Pattern[bytes]
    """Matches at the beginning of the file."""
    hint: str


def _in_json(*names: str) -> re.Pattern[bytes]:
    """Match an object that has these names near its beginning, in any order."""
    return re.compile(rb"\{" + b"".join(rb'(?=.{0,20000}"%b"\s*:)' % name.encode() for name in names), re.DOTALL)


def _in_header(*names: str) -> re.Pattern[bytes]:
    """Match a first line that has all of these names."""
    return re.compile(b"".join(rb"(?=[^\r\n]*%b)" % re.escape(name).encode() for name in names))


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
    _Format("a workbook of an old spreadsheet program", re.compile(rb"\xd0\xcf\x11\xe0"), "save it as XLSX and load that"),
    _Format(
        "SPARQL results in JSON, such as the Wikidata Query Service gives",
        re.compile(rb'\{\s*"head"\s*:\s*\{.{0,20000}"(?:vars|link)"', re.DOTALL),
        "say which variables are meant: ownership table propose FILE -o mapping.yaml; or load the items themselves, their entity data",
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
    ),
    _Format(
        "a list of companies with their LEIs, such as the search of GLEIF exports, without anybody who owns them",
        re.compile(rb"(?![{\[<])(?=[^\r\n]*\bLEI\b)(?=[^\r\n]*\bLegal ?Name\b)(?![^\r\n]*(?:Entity\.|Parent|Owner|Holder))", re.IGNORECASE),
        "load the relationship records of GLEIF (golden copy, or the answers of its API about each LEI); with a column of owners: "
        "ownership table propose FILE -o mapping.yaml",
    ),
    _Format("a file for the import of Neo4j", re.compile(rb"[^\r\n]*:(?:START_ID|END_ID|ID)\b"), _TABLE),
    _Format("an export of Orbis", _in_header("BvD ID number"), _TABLE),
    _Format("GraphML", re.compile(rb"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<graphml\b", re.DOTALL), _EDGES),
)


def find_refusal(head: bytes, file: Path) -> InputError | None:
    """Return the error of a file whose format is known and not read; None for any other."""
    start = head.removeprefix(codecs.BOM_UTF8).lstrip()
    for format_ in _FORMATS:
        if format_.mark.match(start):
            hint = format_.hint.replace("FILE", str(file))
            return InputError("FORMAT_NOT_READ", f"{file} is {format_.name}, which is not read as it is", hint)
    return None
