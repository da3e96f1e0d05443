"""The formats in which results are given, and the choice between them by Accept and ``format=``.

Owns media types and q-values.  Pure: knows neither the store nor a socket.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal

from api.sparql.shape import Form
from ontology.errors import NotAcceptable, UsageError

Kind = Literal["results", "graph", "page"]


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its short name, the media type it is sent as, other media types that mean it, and its IRI."""

    name: str
    kind: Kind
    media_type: str
    also: tuple[str, ...] = ()
    iri: str | None = None
    charset: bool = False

    @property
    def content_type(self) -> str:
        return f"{self.media_type}; charset=utf-8" if self.charset else self.media_type


_W3C: Final = "http://www.w3.org/ns/formats/"
PAGE: Final = Format("html", "page", "text/html", (), None, charset=True)
RESULTS: Final = (
    Format("json", "results", "application/sparql-results+json", ("application/json",), _W3C + "SPARQL_Results_JSON"),
    Format("xml", "results", "application/sparql-results+xml", ("application/xml", "text/xml"), _W3C + "SPARQL_Results_XML"),
    Format("csv", "results", "text/csv", (), _W3C + "SPARQL_Results_CSV", charset=True),
    Format("tsv", "results", "text/tab-separated-values", (), _W3C + "SPARQL_Results_TSV", charset=True),
)
GRAPHS: Final = (
    Format("turtle", "graph", "text/turtle", ("application/x-turtle",), _W3C + "Turtle", charset=True),
    Format("ntriples", "graph", "application/n-triples", (), _W3C + "N-Triples"),
    Format("nquads", "graph", "application/n-quads", (), _W3C + "N-Quads"),
    Format("trig", "graph", "application/trig", (), _W3C + "TriG"),
    Format("rdfxml", "graph", "application/rdf+xml", ("application/xml", "text/xml"), _W3C + "RDF_XML"),
    Format("jsonld", "graph", "application/ld+json", ("application/json",), _W3C + "JSON-LD"),
)
BY_NAME: Final = {one.name: one for one in (*RESULTS, *GRAPHS, PAGE)}


def offered(form: Form | None) -> tuple[Format, ...]:
    """The formats of a query form in the server's order of preference; None is the service description."""
    return (*(RESULTS if form in ("SELECT", "ASK") else GRAPHS), PAGE)


def choose(form: Form | None, accept: str | None, wanted: str | None = None) -> Format:
    """Picks the format: ``format=`` first, else the highest q-value, else the server's preference.

    Raises UsageError for an unknown ``format=`` and NotAcceptable (406) where nothing fits.

    >>> choose("SELECT", "text/csv;q=0.5, application/*;q=0.4, */*;q=0.1").name
    'csv'
    >>> choose("CONSTRUCT", None).name
    'turtle'
    """
    candidates = offered(form)
    if wanted:
        return _named(form, wanted, candidates)
    if accept is None or not accept.strip():
        return candidates[0]
    ranges = _ranges(accept)
    best, best_quality = candidates[0], 0.0
    for candidate in candidates:
        for media in (candidate.media_type, *candidate.also):
            # A wildcard asks for the name that the format is known by; only an exact range asks for another.
            quality = _quality(media, ranges if media == candidate.media_type else [one for one in ranges if one[0] == media])
            if quality > best_quality:
                # Sent under the name that the client knows it by.
                best, best_quality = replace(candidate, media_type=media), quality
    if best_quality == 0.0:
        raise NotAcceptable(
            "NOT_ACCEPTABLE", f"none of the formats of this answer is acceptable to {accept[:200]!r}", f"ask for {_names(candidates)}"
        )
    return best


def _named(form: Form | None, wanted: str, candidates: tuple[Format, ...]) -> Format:
    key = wanted.strip().lower()
    known = BY_NAME.get(key) or next((one for one in candidates if key in (one.media_type, *one.also)), None)
    known = known or next((one for one in BY_NAME.values() if key in (one.media_type, *one.also)), None)
    if known is None:
        raise UsageError("UNKNOWN_FORMAT", f"format={wanted[:60]!r} is not known", f"use one of {', '.join(BY_NAME)}")
    if known not in candidates:
        what = f"{known.name} cannot hold the answer of {form or 'the service description'}"
        raise NotAcceptable("NOT_ACCEPTABLE", what, f"ask for {_names(candidates)}")
    return known


def _names(candidates: tuple[Format, ...]) -> str:
    return ", ".join(one.media_type for one in candidates)


def _ranges(accept: str) -> list[tuple[str, float]]:
    """The media ranges of an Accept header with their q-values; a malformed q-value counts as not acceptable."""
    found = []
    for part in accept.split(","):
        media, *parameters = (piece.strip() for piece in part.split(";"))
        quality = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip().lower() == "q":
                quality = _number(value.strip())
        if "/" in media:
            found.append((media.lower(), quality))
    return found


def _number(text: str) -> float:
    digits = text.replace(".", "", 1)
    return min(float(text), 1.0) if digits.isascii() and digits.isdigit() else 0.0


def _quality(media: str, ranges: list[tuple[str, float]]) -> float:
    """The q-value of the most specific range that covers ``media`` (RFC 9110, section 12.5.1)."""
    best, specific = 0.0, -1
    for pattern, quality in ranges:
        if pattern == media:
            rank = 2
        elif pattern.endswith("/*") and pattern != "*/*" and media.startswith(pattern[:-1]):
            rank = 1
        elif pattern == "*/*":
            rank = 0
        else:
            continue
        if rank > specific:
            best, specific = quality, rank
    return best
