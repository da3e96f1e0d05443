"""Recognises files of Wikidata by their content and chooses how they are cut into records."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from loaders.common.beginnings import find_day, is_json, is_lines, strip_bom
from loaders.common.dates import parse_date
from loaders.contract import Framing, LoadContext, ReadPlan
from loaders.framing import Lines, Objects, Subjects, Turtle
from loaders.wikidata.decode_ntriples import DIRECTIVE, WIKIDATA
from loaders.wikidata.mapper import Form, WikidataMapper
from ontology.statements import Source
from ontology.terms import OWN

_ID: Final = re.compile(rb'"id"\s*:\s*"[QPL][1-9][0-9]*"')
_TYPED: Final = re.compile(rb'"type"\s*:\s*"(?:item|property|lexeme)"')
_TERMS: Final = re.compile(rb'"(?:labels|claims|lemmas)"\s*:\s*[\[{]')
_SNAK: Final = re.compile(rb'"mainsnak"\s*:\s*\{')
_LINE: Final = re.compile(
    rb"""(?:<[^>\s]*>|_:\S+)[ \t]*<[^>\s]*>[ \t]*"""
    rb"""(?:<[^>\s]*>|_:[^\s;,]+|"(?:[^"\\\n]|\\[^\n])*"(?:@[\w-]+|\^\^<[^>\s]*>)?)[ \t]*\.[ \t]*(?:\#[^\n]*)?\r?(?:\n|\Z)"""
)
_CONTINUED: Final = re.compile(rb"^(?!#)[^\n]*[;,][ \t]*\r?$", re.MULTILINE)
"""A line of Turtle that goes on with the next: N-Triples has none."""
_FULL_TURTLE: Final = re.compile(rb"(?:<[^>\s]*>|_:\S+)\s*(?:<[^>\s]*>|a\b)\s*[<\"_\[]")
_NAME: Final = re.compile(rb"<" + WIKIDATA.encode() + rb"(?:prop/|entity/[QP])")
_STATEMENT_NODE: Final = re.compile(rb"<" + WIKIDATA.encode() + rb"(?:prop/statement/|prop/qualifier/|entity/statement/)")
_PREFIX: Final = re.compile(rb"(?:^|\n)\s*@?prefix\s[^\n]*", re.IGNORECASE)
_PREFIX_OF_ITEMS: Final = re.compile(rb"(?:^|\n)\s*@?prefix\s+\w*:\s*<" + WIKIDATA.encode() + rb"entity/>", re.IGNORECASE)
_PREFIX_OF_NODES: Final = re.compile(
    rb"(?:^|\n)\s*@?prefix\s+(\w*):\s*<" + WIKIDATA.encode() + rb"(?:prop/statement/|prop/qualifier/|entity/statement/)>", re.IGNORECASE
)
_RDF_XML: Final = re.compile(rb"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*|<![^>]*>\s*)*<rdf:RDF\b", re.DOTALL)
_NODE_IN_XML: Final = re.compile(rb"[\"']" + WIKIDATA.encode() + rb"entity/statement/|<p[sq]:P[0-9]")
_IN_XML: Final = re.compile(rb"[\"']" + WIKIDATA.encode() + rb"(?:prop/|entity/)")
_DUMP_DAY: Final = re.compile(rb'<http://wikiba\.se/ontology#Dump> <http://schema\.org/dateModified> "([0-9]{4}-[0-9]{2}-[0-9]{2})')
_DAY: Final = re.compile(r"(?<![0-9])(20\d\d)-?(\d\d)-?(\d\d)(?![0-9])")


class WikidataLoader:
    """The loader of Wikidata."""

    name = "wikidata"

    def detect(self, head: bytes, file: Path) -> bool:  # noqa: ARG002
        """Whether the file is of Wikidata."""
        start = strip_bom(head)
        return _is_items(start) or _is_triples(start) or _is_turtle(start) or _is_rdf_xml(start)

    def open(self, head: bytes, context: LoadContext) -> ReadPlan:
        """Describe the source, and choose framing and mapper."""
        start = strip_bom(head)
        dump_day = _DUMP_DAY.search(start)
        source = Source(
            id=context.source_iri,
            title=f"Wikidata ({context.file.name})",
            type="register",
            publisher="Wikidata",
            licence="https://creativecommons.org/publicdomain/zero/1.0/",
            url="https://www.wikidata.org/",
            date=context.date or (parse_date(dump_day[1].decode()) if dump_day else find_day(context.file, _DAY)),
        )
        framing: Framing
        if is_json(start):
            framing = Lines() if is_lines(start) else Objects()
        else:
            framing = Subjects() if _is_triples(start) else Turtle(str(context.file), is_xml=_is_rdf_xml(start))
        form: Form = "json" if is_json(start) else "full" if _has_statement_nodes(start) else "truthy"
        return ReadPlan(source, framing, WikidataMapper(source.id, source.date, form))


def _is_turtle(start: bytes) -> bool:
    """Whether it is Turtle that has a name for what Wikidata calls its items, or writes them in full."""
    if is_json(start) or OWN.encode() in start:
        return False
    is_full = _FULL_TURTLE.match(_skip_directives(start)) is not None and _NAME.search(start) is not None
    return is_full or _PREFIX_OF_ITEMS.search(start) is not None


def _is_rdf_xml(start: bytes) -> bool:
    """Whether it is RDF in XML that names what is Wikidata's."""
    return _RDF_XML.match(start) is not None and OWN.encode() not in start and _IN_XML.search(start) is not None


def _has_statement_nodes(start: bytes) -> bool:
    """Whether the nodes of statements, with their qualifiers, are in it; a prefix that is only declared is none."""
    if _RDF_XML.match(start):
        return _NODE_IN_XML.search(start) is not None
    prefixes = _PREFIX_OF_NODES.findall(start)
    body = _PREFIX.sub(b"", start)
    return _STATEMENT_NODE.search(body) is not None or any(re.search(rb"[\s;,^]%b:" % re.escape(prefix), body) for prefix in prefixes)


def _is_items(start: bytes) -> bool:
    """Whether it is JSON of entities."""
    if not is_json(start) or _ID.search(start) is None:
        return False
    return _SNAK.search(start) is not None or (_TYPED.search(start) is not None and _TERMS.search(start) is not None)


def _is_triples(start: bytes) -> bool:
    """Whether the first line that is no comment and no directive is a triple, and a name of Wikidata is among those that follow."""
    start = _skip_directives(start)
    is_lines_of_wikidata = _LINE.match(start) is not None and _NAME.search(start) is not None and OWN.encode() not in start
    return is_lines_of_wikidata and _CONTINUED.search(start.rpartition(b"\n")[0]) is None


def _skip_directives(start: bytes) -> bytes:
    """Return the beginning of a file from the first line on that is no comment and no directive."""
    while start.startswith(b"#") or DIRECTIVE.match(start):
        start = start.partition(b"\n")[2].lstrip()
    return start
