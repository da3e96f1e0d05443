"""Describe the data set: what it is, of which sources, under which licences, how large, and where it can be had (DCAT 3 and VoID).

The sizes and the partitions by class and by property are those of the built triples; without these the rest is said.  Every node has an
IRI.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Triple

from graph.generation.generation import Generation
from graph.rdf import triple_store
from ontology.statements import Source
from ontology.terms import DCAT, DCTERMS, ONTOLOGY_GRAPH, OWN, RDF, VOID, XSD

_FOAF: Final = "http://xmlns.com/foaf/0.1/"
_TYPE: Final = NamedNode(f"{RDF}type")
_MEDIA: Final = "https://www.iana.org/assignments/media-types/"
_PROTOCOL: Final = "http://www.w3.org/TR/sparql11-protocol/"
_DATES: Final = {4: "gYear", 7: "gYearMonth", 10: "date"}
_RDF_MEDIA: Final = ("application/n-quads", "application/trig", "text/turtle", "application/ld+json")
_PACKINGS: Final = {".gz": ("compressFormat", "application/gzip"), ".tar": ("packageFormat", "application/x-tar")}


class Dump(NamedTuple):
    """A file that the service sends: its name in the address, and the media type of what is in it."""

    name: str
    media_type: str


def describe_dataset(generation: Generation, service: str, dumps: Iterable[Dump], *, answers_sparql: bool) -> Iterator[Triple]:
    """Describe the data set of a generation, as the service at this address gives it.

    ``answers_sparql``: whether it does, from the triples that were built or from another server.
    """
    whole = NamedNode(f"{generation.base.iri}dataset")
    yield from _describe_whole(generation, whole, service, answers_sparql=answers_sparql)
    for dump in dumps:
        yield from _describe_dump(whole, service, dump, has_triples=generation.has_triples)
    for source in generation.sources.values():
        yield from _describe_source(whole, source, service if generation.has_triples else None)
    if generation.has_triples:
        store = triple_store.open_read_only(generation.triples_path)
        metadata = NamedNode(f"{generation.base.iri}metadata")
        described = {f"{DCTERMS}title", f"{DCAT}version"}
        for quad in store.quads_for_pattern(None, None, None, metadata):
            if quad.subject != whole or quad.predicate.value not in described:
                yield quad.triple


def _describe_whole(generation: Generation, whole: NamedNode, service: str, *, answers_sparql: bool) -> Iterator[Triple]:
    for cls in (f"{DCAT}Dataset", f"{VOID}Dataset"):
        yield Triple(whole, _TYPE, NamedNode(cls))
    yield _say(whole, f"{DCTERMS}title", Literal("Ownership graph"))
    yield _say(whole, f"{DCTERMS}identifier", Literal(whole.value))
    yield _say(whole, f"{DCAT}version", Literal(generation.content_version))
    yield _say(whole, f"{DCTERMS}modified", Literal(generation.manifest.created, datatype=NamedNode(f"{XSD}dateTime")))
    yield _say(whole, f"{DCTERMS}conformsTo", NamedNode(ONTOLOGY_GRAPH))
    yield _say(whole, f"{DCAT}landingPage", NamedNode(f"{service}/"))
    yield _say(whole, f"{VOID}vocabulary", NamedNode(OWN))
    yield _say(whole, f"{VOID}uriSpace", Literal(generation.base.iri))
    yield _say(whole, f"{VOID}entities", _count(len(generation)))
    if answers_sparql:
        endpoint = NamedNode(f"{service}/sparql")
        yield _say(whole, f"{VOID}sparqlEndpoint", endpoint)
        yield Triple(endpoint, _TYPE, NamedNode(f"{DCAT}DataService"))
        yield _say(endpoint, f"{DCTERMS}title", Literal("SPARQL"))
        yield _say(endpoint, f"{DCAT}endpointURL", endpoint)
        yield _say(endpoint, f"{DCAT}servesDataset", whole)
        yield _say(endpoint, f"{DCTERMS}conformsTo", NamedNode(_PROTOCOL))


def _describe_dump(whole: NamedNode, service: str, dump: Dump, *, has_triples: bool) -> Iterator[Triple]:
    media = dump.media_type.partition(";")[0]
    if media in _RDF_MEDIA and not has_triples:
        return
    address = NamedNode(f"{service}/v1/export/{dump.name}")
    node = NamedNode(f"{whole.value}#distribution-{dump.name}")
    yield _say(whole, f"{DCAT}distribution", node)
    yield Triple(node, _TYPE, NamedNode(f"{DCAT}Distribution"))
    yield _say(node, f"{DCTERMS}title", Literal(dump.name))
    yield _say(node, f"{DCAT}accessURL", address)
    yield _say(node, f"{DCAT}downloadURL", address)
    yield _say(node, f"{DCAT}mediaType", NamedNode(_MEDIA + media))
    for ending, (property_, packing) in _PACKINGS.items():
        if dump.name.endswith(ending):
            yield _say(node, f"{DCAT}{property_}", NamedNode(_MEDIA + packing))
    if media in _RDF_MEDIA:
        yield _say(whole, f"{VOID}dataDump", address)


def _describe_source(whole: NamedNode, source: Source, service: str | None) -> Iterator[Triple]:
    """Describe a source as a part of the data set.  ``service``: where its triples can be had, None where there are none."""
    node = NamedNode(source.id)
    for cls in (f"{DCAT}Dataset", f"{VOID}Dataset"):
        yield Triple(node, _TYPE, NamedNode(cls))
    yield _say(whole, f"{VOID}subset", node)
    yield _say(whole, f"{DCTERMS}hasPart", node)
    yield _say(node, f"{DCTERMS}isPartOf", NamedNode(source.part_of) if source.part_of else whole)
    yield _say(node, f"{DCTERMS}title", Literal(source.title))
    if source.licence:
        yield from _describe_licence(node, source.licence)
    if source.publisher:
        publisher = NamedNode(f"{source.id}#publisher")
        yield _say(node, f"{DCTERMS}publisher", publisher)
        yield Triple(publisher, _TYPE, NamedNode(f"{_FOAF}Agent"))
        yield _say(publisher, f"{_FOAF}name", Literal(source.publisher))
    if source.date:
        yield _say(node, f"{DCTERMS}issued", Literal(source.date, datatype=NamedNode(XSD + _DATES[len(source.date)])))
    if source.url and (page := _to_iri(source.url)):
        yield _say(node, f"{DCAT}landingPage", page)
    if source.language:
        yield _say(node, f"{DCTERMS}language", Literal(source.language))
    if service and (address := _to_iri(f"{service}/v1/export/nquads?source={quote(source.id, safe=':/')}")):
        yield _say(node, f"{VOID}dataDump", address)


def _describe_licence(node: NamedNode, licence: str) -> Iterator[Triple]:
    """Say the licence in the words of the source, and as a resource where it is an address."""
    yield _say(node, f"{DCTERMS}rights", Literal(licence))
    if iri := _to_iri(licence):
        yield _say(node, f"{DCTERMS}license", iri)


def _to_iri(text: str) -> NamedNode | None:
    """Return the resource that a text is the address of; None where it is none."""
    if not text.startswith(("http://", "https://")):
        return None
    try:
        return NamedNode(text)
    except ValueError:
        return None


def _say(subject: NamedNode, predicate: str, value: NamedNode | Literal) -> Triple:
    return Triple(subject, NamedNode(predicate), value)


def _count(number: int) -> Literal:
    return Literal(str(number), datatype=NamedNode(f"{XSD}integer"))
