"""Choose the format of an answer by Accept and ``format=``; the list of formats.

Owns media types.  Pure: knows neither the store nor a socket.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal

from api.media import find_quality, parse_accept
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
        """The header Content-Type."""
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
BY_NAME: Final = {format_.name: format_ for format_ in (*RESULTS, *GRAPHS, PAGE)}


def list_formats(form: Form | None) -> tuple[Format, ...]:
    """List the formats of a query form in the server's order of preference; None is the service description."""
    return (*(RESULTS if form in ("SELECT", "ASK") else GRAPHS), PAGE)


def choose(form: Form | None, accept: str | None, name: str | None = None) -> Format:
    """Choose the format: ``format=`` first, else the highest q-value, else the server's preference.

    Raises UsageError for an unknown ``format=`` and NotAcceptable (406) where nothing fits.

    >>> choose("SELECT", "text/csv;q=0.5, application/*;q=0.4, */*;q=0.1").name
    'csv'
    >>> choose("CONSTRUCT", None).name
    'turtle'
    """
    candidates = list_formats(form)
    if name:
        return _find_format(form, name, candidates)
    if accept is None or not accept.strip():
        return candidates[0]
    ranges = parse_accept(accept)
    best, best_quality = candidates[0], 0.0
    for candidate in candidates:
        for media in (candidate.media_type, *candidate.also):
            # A wildcard asks for the name that the format is known by; only an exact range asks for another.
            quality = find_quality(media, ranges if media == candidate.media_type else [r for r in ranges if r[0] == media])
            if quality > best_quality:
                # Sent under the name that the client knows it by.
                best, best_quality = replace(candidate, media_type=media), quality
    if best_quality == 0.0:
        raise NotAcceptable(
            "NOT_ACCEPTABLE",
            f"none of the formats of this answer is acceptable to {accept[:200]!r}",
            f"ask for {_join_media_types(candidates)}",
        )
    return best


def _find_format(form: Form | None, name: str, candidates: tuple[Format, ...]) -> Format:
    key = name.strip().lower()
    format_ = BY_NAME.get(key) or next((f for f in (*candidates, *BY_NAME.values()) if key in (f.media_type, *f.also)), None)
    if format_ is None:
        raise UsageError("UNKNOWN_FORMAT", f"format={name[:60]!r} is not known", f"use one of {', '.join(BY_NAME)}")
    if format_ not in candidates:
        what = f"{format_.name} cannot hold the answer of {form or 'the service description'}"
        raise NotAcceptable("NOT_ACCEPTABLE", what, f"ask for {_join_media_types(candidates)}")
    return format_


def _join_media_types(candidates: tuple[Format, ...]) -> str:
    return ", ".join(candidate.media_type for candidate in candidates)
