"""Mints IRIs: the namespace of the vocabulary, and the names of parties, statements and sources.

Owns the mapping between full IRIs and compact forms (``lei:...``, ``gb-coh:...``, ``ent:...``).
"""

from __future__ import annotations

import functools
import hashlib
import re
import struct
from collections.abc import Mapping
from typing import Final

import msgspec
from anyascii import anyascii

OWN: Final = "https://w3id.org/ownership-graph/ns#"
"""Namespace of the vocabulary (ownership.ttl)."""

DEFAULT_BASE: Final = "https://w3id.org/ownership-graph/id/"
"""Base of party, statement and source IRIs unless a data folder was made with another."""

ONTOLOGY_GRAPH: Final = OWN.removesuffix("#")
"""The named graph, and the document, that holds the vocabulary itself."""

VERSION: Final = "0.1.0"
"""Version of the vocabulary: ``owl:versionInfo`` of ownership.ttl, and the end of its ``owl:versionIRI``."""

CONTEXTS: Final = "https://w3id.org/ownership-graph/context/v1/"
"""Where the JSON-LD contexts are found.  Within ``v1`` terms are added and none changes its meaning."""

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
PROV: Final = "http://www.w3.org/ns/prov#"
OA: Final = "http://www.w3.org/ns/oa#"
DCTERMS: Final = "http://purl.org/dc/terms/"
DCAT: Final = "http://www.w3.org/ns/dcat#"
VOID: Final = "http://rdfs.org/ns/void#"

PREFIXES: Final = {
    "own": OWN,
    "rdf": RDF,
    "rdfs": RDFS,
    "xsd": XSD,
    "skos": SKOS,
    "prov": PROV,
    "oa": OA,
    "dcterms": DCTERMS,
    "dcat": DCAT,
    "void": VOID,
}
"""Prefixes that every RDF text of this project declares."""

_LENGTHS = struct.Struct(">Q").pack
_SHORT_LENGTHS: Final = [_LENGTHS(length).decode() for length in range(128)]
"""Lengths of short texts, as ASCII."""
_PLAIN_NAME: Final = re.compile(r"[a-z0-9_]{1,48}(?:\+[a-z0-9_]{1,48}){0,3}")
_COMPACT = re.compile(r"^([a-z][a-z0-9-]{0,30}):([^\s/][^\s]{0,200})$")


class Base(msgspec.Struct, frozen=True):
    """Mints IRIs under one base; frozen for a data folder.

    >>> Base().compact(Base().entity("article", "CMC", "company", "CN"))[:8]
    'ent:cmc-'
    >>> Base().expand("lei:5493001KJTIIGC8Y1R12")
    'https://w3id.org/ownership-graph/id/lei/5493001KJTIIGC8Y1R12'
    """

    iri: str = DEFAULT_BASE

    def entity(self, source: str, name: str, kind: str, jurisdiction: str | None = None) -> str:
        """Mint the IRI of a party without an identifier, from its source, name, kind and jurisdiction."""
        return f"{self.iri}ent/{slugify(name)}-{digest(source, name, kind, jurisdiction or '')}"

    def identifier(self, scheme: str, value: str) -> str:
        """Mint the IRI of a party with a registry identifier."""
        return f"{self.iri}{_slugify_scheme(scheme)}/{_percent_encode(value)}"

    def record(self, source: str, record: str) -> str:
        """Mint the IRI of a party by its record in one source; where the record has identifiers, an identity statement joins them to it."""
        return f"{self.iri}ent/{_digest_after(source, (record,))}"

    def compact_record(self, source: str, record: str) -> str:
        """Return ``compact(record(source, record))``.

        >>> Base().compact_record("s", "1") == Base().compact(Base().record("s", "1"))
        True
        """
        return f"ent:{_digest_after(source, (record,))}"

    def statement(self, source: str, *key: str) -> str:
        """Mint the IRI of a statement, stable for its source and record key."""
        return f"{self.iri}stmt/{_digest_after(source, key)}"

    def statement_of(self, source: str, kind: str, cells: Mapping[str, str], ordinal: str) -> str:
        """Mint ``statement(source, kind, *cells, ordinal)``, each cell behind its name, in the order of the names; fast for many.

        >>> Base().statement_of("s", "row", {"b": "2", "a": "1"}, "0") == Base().statement("s", "row", "a", "1", "b", "2", "0")
        True
        """
        try:
            text = "".join([f"{_name_part(name)}{_SHORT_LENGTHS[len(cell)]}{cell}" for name, cell in sorted(cells.items())])
        except IndexError:
            text = "\u00e9"
        if not text.isascii():
            return self.statement(source, kind, *(part for pair in sorted(cells.items()) for part in pair), ordinal)
        state = _begin_digest(source).copy()
        state.update(f"{_name_part(kind)}{text}{_name_part(ordinal)}".encode())
        return f"{self.iri}stmt/{state.hexdigest()[:20]}"

    def source(self, name: str) -> str:
        """Mint the IRI of a source."""
        return f"{self.iri}src/{slugify(name)}"

    def part_of_source(self, source: str, name: str) -> str:
        """Mint the IRI of a source that a file names within itself.  ``source``: the IRI of the file's own.

        >>> Base().compact(Base().part_of_source(Base().source("entities"), "ru_egrul"))
        'src:entities/ru_egrul'
        >>> Base().compact(Base().part_of_source(Base().source("entities"), "Реестр"))[:20]
        'src:entities/reestr-'
        """
        return f"{source}/{name if _PLAIN_NAME.fullmatch(name) else f'{slugify(name)}-{digest(name)}'}"

    def graph(self, name: str) -> str:
        """Return the IRI of a named graph of what is derived, such as ``parties``."""
        return f"{self.iri}graph/{name}"

    def compact(self, iri: str) -> str:
        """Shorten ``<base>lei/X`` to ``lei:X``; a foreign IRI stays whole."""
        if not iri.startswith(self.iri):
            return iri
        return iri[len(self.iri) :].replace("/", ":", 1)

    def expand(self, text: str) -> str | None:
        """Return the full IRI of a full IRI or a compact form; None when the text is neither."""
        if text.startswith(("http://", "https://", "urn:")):
            return text
        match = _COMPACT.match(text)
        return f"{self.iri}{match[1]}/{match[2]}" if match else None


def slugify(text: str, limit: int = 48) -> str:
    """Write the text as lower-case ASCII words joined by hyphens, at most ``limit`` characters; ``x`` where nothing is left.

    >>> slugify("Қазақ Авто, LLP")
    'qazaq-avto-llp'
    """
    words = re.findall(r"[a-z0-9]+", anyascii(text).lower())
    return "-".join(words)[:limit].strip("-") or "x"


_slugify_scheme: Final = functools.lru_cache(maxsize=1_000)(slugify)
"""There are few schemes and many identifiers."""


def digest(*parts: str, size: int = 12) -> str:
    """Hash the parts (SHA-256, ``size`` hex digits), none of which can run into its neighbour."""
    encoded = [part.encode() for part in parts]
    raw = b"".join([piece for part in encoded for piece in (_LENGTHS(len(part)), part)])
    return hashlib.sha256(raw).hexdigest()[:size]


def _digest_after(first: str, rest: tuple[str, ...]) -> str:
    """Return ``digest(first, *rest, size=20)``, fast for many with the same first part.

    >>> _digest_after("source", ("record", "1")) == digest("source", "record", "1", size=20)
    True
    """
    state = _begin_digest(first).copy()
    try:
        text = ""
        for part in rest:
            text += _SHORT_LENGTHS[len(part)] + part
    except IndexError:
        text = "\u00e9"
    if text.isascii():
        state.update(text.encode())
    else:
        encoded = [part.encode() for part in rest]
        state.update(b"".join([piece for raw in encoded for piece in (_LENGTHS(len(raw)), raw)]))
    return state.hexdigest()[:20]


@functools.lru_cache(maxsize=1_000)
def _name_part(name: str) -> str:
    """Return a part of a key as it is hashed.  Raises IndexError for a long one."""
    return f"{_SHORT_LENGTHS[len(name)]}{name}"


@functools.lru_cache(maxsize=1_000)
def _begin_digest(first: str) -> hashlib._Hash:
    raw = first.encode()
    return hashlib.sha256(_LENGTHS(len(raw)) + raw)


def _percent_encode(value: str) -> str:
    return re.sub(r"[^A-Za-z0-9._~-]", lambda m: "".join(f"%{b:02X}" for b in m[0].encode()), value)
