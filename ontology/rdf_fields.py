"""The table of the mapping: which class and which property stands for each record and each of its fields.

Owns the names; ``ontology/rdf.py`` walks this table in both directions.  ownership.ttl, shapes.ttl and context.jsonld describe the same
names, and a test holds all of them equal to the records.
"""

from __future__ import annotations

from enum import Enum, StrEnum
from typing import Final

import msgspec

from ontology import statements as s
from ontology.shares import Share
from ontology.terms import OA, OWN


class Codec(Enum):
    """How a field's value becomes RDF terms."""

    IRI = "an IRI"
    TEXT = "a plain string"
    DATE = "xsd:gYear, xsd:gYearMonth or xsd:date, by its precision"
    PERCENT = "xsd:decimal in percent, exact to nine decimals"
    FLAG = "xsd:boolean"
    COUNT = "xsd:integer"
    """Not nonNegativeInteger: the store knows one type of whole numbers and would give back another than it was given."""
    CODE = "an individual of the vocabulary"
    NODE = "a resource of its own"
    NODES = "resources of their own, in order"
    LINKS = "resources of their own, in order, each pointing to one IRI"


class Selector(msgspec.Struct, frozen=True):
    """A resource between a record and its value: W3C Web Annotation keeps quote and position in selectors."""

    suffix: str
    cls: str


class Field(msgspec.Struct, frozen=True):
    """One field of a record and the property that carries it."""

    name: str
    property: str
    codec: Codec
    of: type | None = None
    """The record or code list that the value belongs to."""
    selector: Selector | None = None


class Record(msgspec.Struct, frozen=True):
    """One kind of record: its class and its fields."""

    type: type[msgspec.Struct]
    cls: str
    fields: tuple[Field, ...]


def _field(name: str, local: str, codec: Codec, of: type | None = None) -> Field:
    return Field(name, OWN + local, codec, of)


def _record(record: type[msgspec.Struct], *fields: Field, cls: str | None = None) -> Record:
    return Record(record, OWN + (cls or record.__name__), fields)


_QUOTE: Final = Selector("quote", f"{OA}TextQuoteSelector")
_POSITION: Final = Selector("position", f"{OA}TextPositionSelector")

HAS_SELECTOR: Final = f"{OA}hasSelector"
ORDER: Final = f"{OWN}order"
RESTATES: Final = f"{OWN}restates"
COMPONENT: Final = f"{OWN}Component"

_COMMON: Final = (
    _field("source", "source", Codec.IRI),
    _field("stated_at", "statedAt", Codec.DATE),
    _field("record", "record", Codec.TEXT),
    _field("change", "change", Codec.CODE, s.Change),
    _field("place", "place", Codec.NODE, s.Place),
    _field("evidence", "evidence", Codec.NODES, s.Evidence),
    _field("assertion", "assertion", Codec.NODE, s.Assertion),
    _field("note", "note", Codec.TEXT),
)

STATEMENTS: Final = (
    _record(
        s.EntityStatement,
        *_COMMON,
        _field("entity", "entity", Codec.IRI),
        _field("kind", "kind", Codec.CODE, s.Kind),
        _field("names", "name", Codec.NODES, s.Name),
        _field("identifiers", "identifier", Codec.NODES, s.Identifier),
        _field("jurisdiction", "jurisdiction", Codec.TEXT),
        _field("founded", "founded", Codec.DATE),
        _field("dissolved", "dissolved", Codec.DATE),
        _field("addresses", "address", Codec.NODES, s.Address),
        _field("attributes", "attribute", Codec.NODES, s.Attribute),
    ),
    _record(
        s.InterestStatement,
        *_COMMON,
        _field("holder", "holder", Codec.IRI),
        _field("subject", "subject", Codec.IRI),
        _field("interest", "interest", Codec.CODE, s.Interest),
        _field("share", "share", Codec.NODE, Share),
        _field("direct", "directness", Codec.CODE, s.Directness),
        _field("status", "status", Codec.CODE, s.Status),
        _field("valid_from", "validFrom", Codec.DATE),
        _field("valid_until", "validUntil", Codec.DATE),
        _field("holder_reason", "holderReason", Codec.CODE, s.Reason),
        _field("subject_reason", "subjectReason", Codec.CODE, s.Reason),
        _field("components", "component", Codec.LINKS),
        _field("details", "details", Codec.TEXT),
        _field("beneficial", "beneficial", Codec.FLAG),
    ),
    _record(
        s.IdentityStatement,
        *_COMMON,
        _field("left", "left", Codec.IRI),
        _field("right", "right", Codec.IRI),
        _field("judgement", "judgement", Codec.CODE, s.Judgement),
        _field("reason", "reason", Codec.TEXT),
    ),
)

SOURCE: Final = _record(
    s.Source,
    _field("title", "title", Codec.TEXT),
    _field("type", "sourceType", Codec.TEXT),
    _field("publisher", "publisher", Codec.TEXT),
    _field("author", "author", Codec.TEXT),
    _field("date", "date", Codec.DATE),
    _field("licence", "licence", Codec.TEXT),
    _field("url", "url", Codec.TEXT),
    _field("language", "language", Codec.TEXT),
    _field("sha256", "sha256", Codec.TEXT),
    _field("text", "fullText", Codec.TEXT),
    _field("complete_register", "completeRegister", Codec.FLAG),
    _field("delta", "delta", Codec.FLAG),
)

PARTS: Final = (
    _record(s.Name, _field("text", "text", Codec.TEXT), _field("type", "nameType", Codec.TEXT), _field("lang", "lang", Codec.TEXT)),
    _record(s.Identifier, _field("scheme", "scheme", Codec.TEXT), _field("value", "value", Codec.TEXT)),
    _record(
        s.Address, _field("text", "text", Codec.TEXT), _field("type", "addressType", Codec.TEXT), _field("country", "country", Codec.TEXT)
    ),
    _record(
        s.Attribute,
        _field("name", "attributeName", Codec.TEXT),
        _field("value", "value", Codec.TEXT),
        _field("datatype", "datatype", Codec.TEXT),
        _field("unit", "unit", Codec.TEXT),
        _field("qualifier", "qualifier", Codec.TEXT),
        _field("at", "at", Codec.DATE),
        _field("evidence", "evidence", Codec.NODES, s.Evidence),
    ),
    _record(
        s.Evidence,
        Field("source", f"{OA}hasSource", Codec.IRI),
        Field("quote", f"{OA}exact", Codec.TEXT, selector=_QUOTE),
        Field("prefix", f"{OA}prefix", Codec.TEXT, selector=_QUOTE),
        Field("suffix", f"{OA}suffix", Codec.TEXT, selector=_QUOTE),
        Field("start", f"{OA}start", Codec.COUNT, selector=_POSITION),
        Field("end", f"{OA}end", Codec.COUNT, selector=_POSITION),
        _field("url", "url", Codec.TEXT),
    ),
    _record(
        s.Assertion,
        _field("extractor", "extractor", Codec.TEXT),
        _field("version", "version", Codec.TEXT),
        _field("pattern", "pattern", Codec.TEXT),
        _field("tier", "tier", Codec.TEXT),
        _field("review", "review", Codec.CODE, s.Review),
        _field("reviewed_by", "reviewedBy", Codec.TEXT),
        _field("reviewed_at", "reviewedAt", Codec.TEXT),
        _field("note", "note", Codec.TEXT),
    ),
    _record(s.Place, _field("file", "file", Codec.TEXT), _field("line", "line", Codec.COUNT), _field("sha256", "sha256", Codec.TEXT)),
    _record(
        Share,
        _field("min", "min", Codec.PERCENT),
        _field("max", "max", Codec.PERCENT),
        _field("min_open", "minOpen", Codec.FLAG),
        _field("max_open", "maxOpen", Codec.FLAG),
        _field("exact", "exact", Codec.FLAG),
        _field("text", "text", Codec.TEXT),
    ),
)

RECORDS: Final = {record.type: record for record in (*STATEMENTS, SOURCE, *PARTS)}
"""Every record of ontology/statements.py, with its class and fields."""

CODES: Final[dict[type[StrEnum], tuple[str, str]]] = {
    s.Kind: ("Kind", "kind"),
    s.Family: ("Family", "family"),
    s.Interest: ("InterestType", "interest"),
    s.Status: ("Status", "status"),
    s.Directness: ("Directness", "directness"),
    s.Change: ("Change", "change"),
    s.Judgement: ("Judgement", "judgement"),
    s.Review: ("Review", "review"),
    s.Reason: ("Reason", "reason"),
}
"""Each code list: its class, and what its individuals' names begin with."""


def code_iri(code: StrEnum) -> str:
    """The individual that stands for a code.

    >>> code_iri(s.Status.IN_EFFECT).removeprefix(OWN)
    'status-in-effect'
    """
    return f"{OWN}{CODES[type(code)][1]}-{code.value}"


class Shortcut(StrEnum):
    """Plain properties from holder to subject, derived from current interest statements, for property paths."""

    HAS_INTEREST_IN = f"{OWN}hasInterestIn"
    HAS_MAJORITY_OF = f"{OWN}hasMajorityOf"
    CONTROLS_BY_OTHER_MEANS = f"{OWN}controlsByOtherMeans"
    AGREED_INTEREST_IN = f"{OWN}agreedInterestIn"
    AGREED_MAJORITY_OF = f"{OWN}agreedMajorityOf"
    AGREED_CONTROL_BY_OTHER_MEANS = f"{OWN}agreedControlByOtherMeans"


PARTY: Final = f"{OWN}Party"
PERSON: Final = f"{OWN}Person"
ORGANISATION: Final = f"{OWN}Organisation"
NUMBER: Final = f"{OWN}number"
VALUE_PARTY: Final = f"{OWN}valueParty"

DERIVED: Final = (ORDER, RESTATES, NUMBER, VALUE_PARTY, f"{OWN}family", *Shortcut)
"""Properties that carry no field: order of lists, typed copies of values, links for easy queries."""
