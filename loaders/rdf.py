"""Loads our own vocabulary from Turtle, TriG, N-Triples, N-Quads and JSON-LD back into sources and statements.

Owns the reading of bytes as quads and what is refused of them; ``ontology/rdf.py`` knows what the quads mean.  Everything is parsed by
pyoxigraph, which fetches nothing: a JSON-LD document has to contain its context.  The graph is held in memory, so its size is bounded.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Final

import msgspec
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from loaders.contract import LoadContext, LoadedSource
from ontology.errors import InputError, RecordError, UsageError
from ontology.rdf import read_records
from ontology.rdf_fields import SOURCE, STATEMENTS
from ontology.statements import EntityStatement, Interest, InterestStatement, Source, Statement
from ontology.terms import DCAT, DCTERMS, OA, ONTOLOGY_GRAPH, OWN, PROV, RDF, RDFS, SKOS, VOID, Base

FORMATS: Final = {
    "turtle": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "ntriples": RdfFormat.N_TRIPLES,
    "nquads": RdfFormat.N_QUADS,
    "jsonld": RdfFormat.JSON_LD,
}
"""Syntaxes by name."""

SUFFIXES: Final = {".ttl": "turtle", ".trig": "trig", ".nt": "ntriples", ".nq": "nquads", ".jsonld": "jsonld"}
"""Syntaxes by suffix, for where the content does not tell."""

MAX_BYTES: Final = 1 << 30
"""A larger graph does not fit into memory as statements; a dump of one is loaded source by source."""

MAX_DEPTH: Final = 200
"""Levels of nesting in JSON-LD, and of triples in triples; the parser's own stack ends somewhere above."""

_TYPE: Final = f"{RDF}type"
_STATEMENT_CLASSES: Final = frozenset(NamedNode(record.class_iri) for record in STATEMENTS)
_KNOWN: Final = (OWN, OA, PROV, RDF, RDFS, SKOS, DCTERMS, DCAT, VOID)
_JSON_TOKENS: Final = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|(?P<open>[\[{])|(?P<close>[\]}])', re.DOTALL)
_TURTLE_TOKENS: Final = re.compile(
    rb"""<[^<>"{}|^`\\\s]*+>|(?P<open><<)|(?P<close>>>)|\#[^\n]*+|\\."""
    rb"""|"{3}(?:[^"\\]|\\.|"(?!""))*+"{3}|'{3}(?:[^'\\]|\\.|'(?!''))*+'{3}"""
    rb"""|"[^"\\]*+(?:\\.[^"\\]*+)*+"|'[^'\\]*+(?:\\.[^'\\]*+)*+'""",
    re.DOTALL,
)
_HINT_SYNTAX: Final = "the file must be UTF-8 and Turtle, TriG, N-Triples, N-Quads or JSON-LD to its end"

Reject = Callable[[RecordError], None]
Warn = Callable[[str], None]


class RdfLoader:
    """The loader of our own vocabulary; the syntax is found by the content, else by the file's name."""

    name = "rdf"

    def detect(self, head: bytes, file: Path) -> bool:
        """Whether content or name are of a syntax of RDF."""
        return detect_syntax(head) is not None or file.suffix in SUFFIXES

    def load(self, stream: BinaryIO, context: LoadContext) -> Iterator[LoadedSource]:
        """Yield the sources of the document.  Raises InputError as ``load`` below."""
        raw = _read_bounded(stream, MAX_BYTES)
        syntax = detect_syntax(raw[:65_536])
        if syntax in (None, "turtle"):
            syntax = SUFFIXES.get(context.file.suffix, syntax) or "trig"
        errors: list[RecordError] = []
        sources, statements = load(raw, syntax, context.base, reject=errors.append, warn=context.warn)
        described = {source.id for source in sources}
        # Without the file that named it, a source is one of its own.
        sources = [x if x.part_of is None or x.part_of in described else msgspec.structs.replace(x, part_of=None) for x in sources]
        feeds = {source.id: source.feed for source in sources}
        by_source: dict[str, list[Statement]] = {feed: [] for feed in feeds.values()}
        for statement in statements:
            context.read += 1
            by_source[feeds[statement.source]].append(statement)
        for error in errors:
            context.read += 1
            context.reject(error, line=None, raw=error.what.encode())
        for source in sources:
            if source.part_of is not None:
                context.name_source(source)
        # A source that is described and states nothing is passed over, unless there is no other.
        files = [source for source in sources if source.part_of is None]
        for source in [source for source in files if by_source[source.id]] or files[:1]:
            yield msgspec.structs.replace(source, date=source.date or context.date), iter(by_source[source.id])


def load(
    data: bytes | BinaryIO, format: str, base: Base, *, reject: Reject | None = None, warn: Warn | None = None, limit: int = MAX_BYTES
) -> tuple[list[Source], Iterator[Statement]]:
    """Return the sources and statements of one RDF document.

    ``reject`` is called with each statement that cannot be used (without it the first one is raised), ``warn`` with a code for what is odd
    and loaded all the same.  Relative IRIs are read under ``base``; ``limit``: bytes.

    Raises InputError EMPTY_FILE, FILE_TOO_LARGE, BAD_RDF, REMOTE_CONTEXT, TOO_DEEP or NO_STATEMENTS.
    """
    if format not in FORMATS:
        raise UsageError("UNKNOWN_FORMAT", f"{format!r} is no RDF format", f"one of: {', '.join(FORMATS)}")
    raw = _read_bounded(data, limit)
    if format == "jsonld" or b"<<" in raw:
        _check_depth(raw, _JSON_TOKENS if format == "jsonld" else _TURTLE_TOKENS)
    counts: Counter[str] = Counter()
    try:
        sources, statements = read_records(_count_quads(parse(raw, format=FORMATS[format], base_iri=base.iri), counts, warn), reject)
    except SyntaxError as error:
        remote = _find_remote_context(raw) if format == "jsonld" else None
        if remote is not None:
            raise InputError(
                "REMOTE_CONTEXT",
                f"the document takes its context from {remote[:200]}, and nothing is fetched",
                "write the context into the document: ontology/context.jsonld holds it",
            ) from error
        raise InputError("BAD_RDF", f"this is no valid {format}: {str(error)[:300]}", _HINT_SYNTAX) from error
    if not counts["statements"]:
        raise InputError(
            "NO_STATEMENTS",
            f"none of the {counts['quads']} triples is a statement of this vocabulary",
            f"a statement has rdf:type <{STATEMENTS[1].class_iri}> or the like; see docs/reference/vocabulary.md",
        )
    return sources, _select_usable(statements, {source.id for source in sources}, reject)


def detect_syntax(head: bytes) -> str | None:
    """Return the RDF syntax that a file's first bytes look like, or None.  N-Triples is Turtle.

    >>> detect_syntax(b"@prefix own: <https://w3id.org/ownership-graph/ns#> ."), detect_syntax(b"holder,subject")
    ('turtle', None)
    """
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    while text.startswith(b"#"):
        text = text.partition(b"\n")[2].lstrip()
    if text.startswith((b"{", b"[")):
        return "jsonld" if re.search(rb'"@(?:context|id|graph|type)"', text) else None
    if line := re.match(rb"(?:<[^>\s]*>|_:\S+)\s+<[^>\s]*>\s+(?:<[^>\s]*>|_:\S+|\"(?:[^\"\\]|\\.)*\"\S*)\s*(<[^>\s]*>\s*)?\.", text):
        return "nquads" if line[1] else "turtle"
    if re.match(rb"@prefix|@base|PREFIX |BASE |<[^>\s]*>\s*(?:\{|a\s|<|[\w-]*:)|GRAPH\s+<", text):
        return "trig" if re.search(rb"(?m)^\s*(?:GRAPH\s+)?(?:<[^>\s]*>|[\w-]*:[\w./-]*)\s*\{", text) else "turtle"
    return None


def _read_bounded(data: bytes | BinaryIO, limit: int) -> bytes:
    """Return the bytes without a byte order mark.  Raises InputError FILE_TOO_LARGE, EMPTY_FILE."""
    raw = data if isinstance(data, bytes) else data.read(limit + 1)
    if len(raw) > limit:
        raise InputError("FILE_TOO_LARGE", f"the RDF document is larger than {limit} bytes", "split it by source and load the parts")
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    if not raw.strip():
        raise InputError("EMPTY_FILE", "the file is empty", "check that it was written or downloaded to its end")
    return raw


def _check_depth(raw: bytes, tokens: re.Pattern[bytes]) -> None:
    """Raise InputError TOO_DEEP for a document that the parser's stack might not hold."""
    depth = 0
    for token in tokens.finditer(raw):
        if token["open"]:
            depth += 1
            if depth > MAX_DEPTH:
                raise InputError("TOO_DEEP", f"the document nests more than {MAX_DEPTH} levels", "write it flat: one level a resource")
        elif token["close"]:
            depth -= 1


def _count_quads(quads: Iterable[Quad], counts: Counter[str], warn: Warn | None) -> Iterator[Quad]:
    """Count the quads as they pass and warn of foreign ones, but not of the vocabulary's own description in a dump."""
    for quad in quads:
        counts["quads"] += 1
        if quad.predicate.value == _TYPE and quad.object in _STATEMENT_CLASSES:
            counts["statements"] += 1
        is_ontology = isinstance(quad.graph_name, NamedNode) and quad.graph_name.value == ONTOLOGY_GRAPH
        if warn is not None and not is_ontology and not quad.predicate.value.startswith(_KNOWN):
            warn("FOREIGN_TRIPLE")
        yield quad


def _select_usable(statements: Iterator[Statement], sources: set[str], reject: Reject | None) -> Iterator[Statement]:
    for statement in statements:
        error = _find_fault(statement, sources)
        if error is None:
            yield statement
        elif reject is None:
            raise error
        else:
            reject(error)


def _find_fault(statement: Statement, sources: set[str]) -> RecordError | None:
    """Return what is wrong with a well-formed statement; None where nothing is."""
    evidence = [*statement.evidence]
    if isinstance(statement, EntityStatement):
        evidence += [x for attribute in statement.attributes for x in attribute.evidence]
    unknown = next((x for x in (statement.source, *(x.source for x in evidence)) if x not in sources), None)
    if unknown is not None:
        return RecordError(
            "UNKNOWN_SOURCE",
            f"{statement.id}: the source {unknown[:200]} is not described in this document",
            f"describe it: <{unknown[:200]}> a <{SOURCE.class_iri}> with a title and a type",
        )
    if isinstance(statement, InterestStatement) and statement.holder is not None and statement.holder == statement.subject:
        # A company may hold shares of a stated size in itself: they count as treasury votes.
        is_treasury = statement.share is not None and statement.interest in (Interest.SHAREHOLDING, Interest.VOTING_RIGHTS)
        if not is_treasury:
            return RecordError("SELF_HOLDING", f"{statement.id}: holder and subject are the same party", "name the other party")
    backwards = next((x for x in evidence if x.start is not None and x.end is not None and not 0 <= x.start <= x.end), None)
    if backwards is not None:
        return RecordError(
            "BAD_OFFSETS",
            f"{statement.id}: a quote runs from {backwards.start} to {backwards.end}",
            "offsets count code points of the source's text, [start, end)",
        )
    return None


def _find_remote_context(raw: bytes) -> str | None:
    """Return the first context that the document names by its address instead of containing it."""
    try:
        queue: list[object] = [msgspec.json.decode(raw)]
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    while queue:
        value = queue.pop()
        if isinstance(value, list):
            queue.extend(value)
        elif isinstance(value, dict):
            contexts = value.get("@context")
            for context in contexts if isinstance(contexts, list) else [contexts]:
                if isinstance(context, str):
                    return context
                if isinstance(context, dict) and isinstance(context.get("@import"), str):
                    return str(context["@import"])
            queue.extend(value.values())
    return None
