"""Maps each record and each of its fields to a class and a property of the vocabulary.

Owns these names; ``rdf.py`` writes by this table and ``rdf_reader.py`` reads by it.  ownership.ttl, shapes.ttl and context.jsonld
describe the same names, and a test compares all of them with the records.
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
    PERCENT = "xsd:decimal in percent, with nine decimals at most"
    FRACTION = "a fraction of the whole such as 1/3, where no percentage of nine decimals says it"
    FLAG = "xsd:boolean"
    COUNT = "xsd:integer"
    """Not nonNegativeInteger: the store has one type of whole numbers and would not give back the type that went in."""
    CODE = "an individual of the vocabulary"
    NODE = "a resource of its own"
    NODES = "resources of their own, in order"
    LINKS = "resources of their own, in order, each pointing to one IRI"


class Selector(msgspec.Struct, frozen=True):
    """A resource between a record and its value: W3C Web Annotation keeps quote and position in selectors."""

    suffix: str
    class_iri: str


class FieldMapping(msgspec.Struct, frozen=True):
    """One field of a record and the property (IRI) that carries it."""

    name: str
    property: str
    codec: Codec
    value_type: type | None = None
    """The record or code list of the value."""
    selector: Selector | None = None


class RecordMapping(msgspec.Struct, frozen=True):
    """One kind of record, its class and its fields."""

    type: type[msgspec.Struct]
    class_iri: str
    fields: tuple[FieldMapping, ...]


def _map_field(name: str, local: str, codec: Codec, value_type: type | None = None) -> FieldMapping:
    return FieldMapping(name, OWN + local, codec, value_type)


def _map_record(record: type[msgspec.Struct], *fields: FieldMapping) -> RecordMapping:
    return RecordMapping(record, OWN + record.__name__, fields)


_QUOTE: Final = Selector("quote", f"{OA}TextQuoteSelector")
_POSITION: Final = Selector("position", f"{OA}TextPositionSelector")

HAS_SELECTOR: Final = f"{OA}hasSelector"
ORDER: Final = f"{OWN}order"
RESTATES: Final = f"{OWN}restates"
COMPONENT: Final = f"{OWN}Component"

_COMMON: Final = (
    _map_field("source", "source", Codec.IRI),
    _map_field("stated_at", "statedAt", Codec.DATE),
    _map_field("record", "record", Codec.TEXT),
    _map_field("change", "change", Codec.CODE, s.Change),
    _map_field("place", "place", Codec.NODE, s.Place),
    _map_field("evidence", "evidence", Codec.NODES, s.Evidence),
    _map_field("assertion", "assertion", Codec.NODE, s.Assertion),
    _map_field("note", "note", Codec.TEXT),
)

STATEMENTS: Final = (
    _map_record(
        s.EntityStatement,
        *_COMMON,
        _map_field("entity", "entity", Codec.IRI),
        _map_field("kind", "kind", Codec.CODE, s.Kind),
        _map_field("names", "name", Codec.NODES, s.Name),
        _map_field("identifiers", "identifier", Codec.NODES, s.Identifier),
        _map_field("jurisdiction", "jurisdiction", Codec.TEXT),
        _map_field("founded", "founded", Codec.DATE),
        _map_field("dissolved", "dissolved", Codec.DATE),
        _map_field("addresses", "address", Codec.NODES, s.Address),
        _map_field("attributes", "attribute", Codec.NODES, s.Attribute),
    ),
    _map_record(
        s.InterestStatement,
        *_COMMON,
        _map_field("holder", "holder", Codec.IRI),
        _map_field("subject", "subject", Codec.IRI),
        _map_field("interest", "interest", Codec.CODE, s.Interest),
        _map_field("share", "share", Codec.NODE, Share),
        _map_field("direct", "directness", Codec.CODE, s.Directness),
        _map_field("status", "status", Codec.CODE, s.Status),
        _map_field("valid_from", "validFrom", Codec.DATE),
        _map_field("valid_until", "validUntil", Codec.DATE),
        _map_field("holder_reason", "holderReason", Codec.CODE, s.Reason),
        _map_field("subject_reason", "subjectReason", Codec.CODE, s.Reason),
        _map_field("components", "component", Codec.LINKS),
        _map_field("details", "details", Codec.TEXT),
        _map_field("beneficial", "beneficial", Codec.FLAG),
    ),
    _map_record(
        s.IdentityStatement,
        *_COMMON,
        _map_field("left", "left", Codec.IRI),
        _map_field("right", "right", Codec.IRI),
        _map_field("judgement", "judgement", Codec.CODE, s.Judgement),
        _map_field("reason", "reason", Codec.TEXT),
    ),
)

SOURCE: Final = _map_record(
    s.Source,
    _map_field("title", "title", Codec.TEXT),
    _map_field("type", "sourceType", Codec.TEXT),
    _map_field("publisher", "publisher", Codec.TEXT),
    _map_field("author", "author", Codec.TEXT),
    _map_field("date", "date", Codec.DATE),
    _map_field("licence", "licence", Codec.TEXT),
    _map_field("url", "url", Codec.TEXT),
    _map_field("language", "language", Codec.TEXT),
    _map_field("sha256", "sha256", Codec.TEXT),
    _map_field("text", "fullText", Codec.TEXT),
    _map_field("mapping", "mapping", Codec.TEXT),
    _map_field("complete_register", "completeRegister", Codec.FLAG),
    _map_field("delta", "delta", Codec.FLAG),
    _map_field("part_of", "partOf", Codec.IRI),
)

PARTS: Final = (
    _map_record(
        s.Name, _map_field("text", "text", Codec.TEXT), _map_field("type", "nameType", Codec.TEXT), _map_field("lang", "lang", Codec.TEXT)
    ),
    _map_record(s.Identifier, _map_field("scheme", "scheme", Codec.TEXT), _map_field("value", "value", Codec.TEXT)),
    _map_record(
        s.Address,
        _map_field("text", "text", Codec.TEXT),
        _map_field("type", "addressType", Codec.TEXT),
        _map_field("country", "country", Codec.TEXT),
    ),
    _map_record(
        s.Attribute,
        _map_field("name", "attributeName", Codec.TEXT),
        _map_field("value", "value", Codec.TEXT),
        _map_field("datatype", "datatype", Codec.TEXT),
        _map_field("unit", "unit", Codec.TEXT),
        _map_field("qualifier", "qualifier", Codec.TEXT),
        _map_field("at", "at", Codec.DATE),
        _map_field("evidence", "evidence", Codec.NODES, s.Evidence),
    ),
    _map_record(
        s.Evidence,
        FieldMapping("source", f"{OA}hasSource", Codec.IRI),
        FieldMapping("quote", f"{OA}exact", Codec.TEXT, selector=_QUOTE),
        FieldMapping("prefix", f"{OA}prefix", Codec.TEXT, selector=_QUOTE),
        FieldMapping("suffix", f"{OA}suffix", Codec.TEXT, selector=_QUOTE),
        FieldMapping("start", f"{OA}start", Codec.COUNT, selector=_POSITION),
        FieldMapping("end", f"{OA}end", Codec.COUNT, selector=_POSITION),
        _map_field("url", "url", Codec.TEXT),
    ),
    _map_record(
        s.Assertion,
        _map_field("extractor", "extractor", Codec.TEXT),
        _map_field("version", "version", Codec.TEXT),
        _map_field("pattern", "pattern", Codec.TEXT),
        _map_field("tier", "tier", Codec.TEXT),
        _map_field("review", "review", Codec.CODE, s.Review),
        _map_field("reviewed_by", "reviewedBy", Codec.TEXT),
        _map_field("reviewed_at", "reviewedAt", Codec.TEXT),
        _map_field("note", "note", Codec.TEXT),
    ),
    _map_record(
        s.Place, _map_field("file", "file", Codec.TEXT), _map_field("line", "line", Codec.COUNT), _map_field("sha256", "sha256", Codec.TEXT)
    ),
    _map_record(
        Share,
        _map_field("min", "min", Codec.PERCENT),
        _map_field("max", "max", Codec.PERCENT),
        _map_field("min", "minFraction", Codec.FRACTION),
        _map_field("max", "maxFraction", Codec.FRACTION),
        _map_field("min_open", "minOpen", Codec.FLAG),
        _map_field("max_open", "maxOpen", Codec.FLAG),
        _map_field("exact", "exact", Codec.FLAG),
        _map_field("text", "text", Codec.TEXT),
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
"""Each code list: its class, and the prefix of the names of its individuals."""


def code_iri(code: StrEnum) -> str:
    """Return the IRI of the individual that stands for a code.

    >>> code_iri(s.Status.IN_EFFECT).removeprefix(OWN)
    'status-in-effect'
    """
    return f"{OWN}{CODES[type(code)][1]}-{code.value}"


class Shortcut(StrEnum):
    """Plain properties from holder to subject, for property paths: the engine's stakes on one day."""

    HAS_INTEREST_IN = f"{OWN}hasInterestIn"
    HAS_MAJORITY_OF = f"{OWN}hasMajorityOf"
    CONTROLS_BY_OTHER_MEANS = f"{OWN}controlsByOtherMeans"
    AGREED_INTEREST_IN = f"{OWN}agreedInterestIn"
    AGREED_MAJORITY_OF = f"{OWN}agreedMajorityOf"
    AGREED_CONTROL_BY_OTHER_MEANS = f"{OWN}agreedControlByOtherMeans"


class UltimateControl(StrEnum):
    """Plain properties from an ultimate controller to a company: the engine's answers on one day; and between those who share a ring."""

    CERTAIN = f"{OWN}ultimatelyControls"
    POSSIBLE = f"{OWN}mayUltimatelyControl"
    WITH_AGREED = f"{OWN}wouldUltimatelyControl"
    RING = f"{OWN}inControlRingWith"


class StakeField(StrEnum):
    """Properties of a stake: what a holder has in a company over a time in which nothing about it changes."""

    SUBJECT = f"{OWN}stakeIn"
    HOLDER = f"{OWN}stakeHolder"
    FROM = f"{OWN}heldFrom"
    UNTIL = f"{OWN}heldUntil"
    WITH_AGREED = f"{OWN}withAgreed"
    CERTAINTY = f"{OWN}certainty"
    VOTES_MIN = f"{OWN}votesMin"
    VOTES_MAX = f"{OWN}votesMax"
    VOTES_MIN_OPEN = f"{OWN}votesMinOpen"
    VOTES_MAX_OPEN = f"{OWN}votesMaxOpen"
    VOTES_ASSUMED = f"{OWN}votesAssumed"
    VOTES_MIN_FRACTION = f"{OWN}votesMinFraction"
    VOTES_MAX_FRACTION = f"{OWN}votesMaxFraction"
    CAPITAL_MIN = f"{OWN}capitalMin"
    CAPITAL_MAX = f"{OWN}capitalMax"
    CAPITAL_MIN_OPEN = f"{OWN}capitalMinOpen"
    CAPITAL_MAX_OPEN = f"{OWN}capitalMaxOpen"
    CAPITAL_MIN_FRACTION = f"{OWN}capitalMinFraction"
    CAPITAL_MAX_FRACTION = f"{OWN}capitalMaxFraction"
    OTHER_MEANS = f"{OWN}controlByOtherMeans"
    DECIDES = f"{OWN}decides"
    RESTS_ON = f"{OWN}restsOn"
    DISPUTED_BY = f"{OWN}disputedBy"


class AnswerField(StrEnum):
    """Properties of an answer about a company, and of its findings: one for each who meets the rule for it."""

    ABOUT = f"{OWN}answerAbout"
    VERDICT = f"{OWN}verdict"
    CONTESTED = f"{OWN}contested"
    TRUNCATED = f"{OWN}truncated"
    STATE_CONTROL = f"{OWN}stateControl"
    FINDING = f"{OWN}finding"
    CONTROLLER = f"{OWN}controller"
    RING_MEMBER = f"{OWN}ringMember"
    ACTS_WITH = f"{OWN}actsWith"
    CERTAINTY = StakeField.CERTAINTY.value
    ULTIMATE = f"{OWN}ultimate"
    BASIS = f"{OWN}basis"
    CHAIN_LENGTH = f"{OWN}chainLength"
    VOTES_MIN = StakeField.VOTES_MIN.value
    VOTES_MAX = StakeField.VOTES_MAX.value
    VOTES_MIN_OPEN = StakeField.VOTES_MIN_OPEN.value
    VOTES_MAX_OPEN = StakeField.VOTES_MAX_OPEN.value
    VOTES_ASSUMED = StakeField.VOTES_ASSUMED.value
    ECONOMIC_MIN = f"{OWN}economicMin"
    ECONOMIC_MAX = f"{OWN}economicMax"
    ECONOMIC_MIN_OPEN = f"{OWN}economicMinOpen"
    ECONOMIC_MAX_OPEN = f"{OWN}economicMaxOpen"
    RESTS_ON = StakeField.RESTS_ON.value


PARTY: Final = f"{OWN}Party"
ANSWER: Final = f"{OWN}Answer"
FINDING: Final = f"{OWN}Finding"
STAKE: Final = f"{OWN}Stake"
PERSON: Final = f"{OWN}Person"
ORGANISATION: Final = f"{OWN}Organisation"
NUMBER: Final = f"{OWN}number"
VALUE_PARTY: Final = f"{OWN}valueParty"
CANONICAL_PARTY: Final = f"{OWN}canonicalParty"
SHOWN_NAME: Final = f"{OWN}shownName"
JOINED_BY: Final = f"{OWN}joinedBy"
GENERATION: Final = f"{OWN}generation"
CONTENT_VERSION: Final = f"{OWN}contentVersion"
AS_OF: Final = f"{OWN}asOf"
RULE: Final = f"{OWN}rule"
RULE_VERSION: Final = f"{OWN}ruleVersion"
RULE_SET: Final = f"{OWN}ruleSet"
RULE_STANDING: Final = f"{OWN}ruleStanding"
KNOWN_AT: Final = f"{OWN}knownAt"
INCLUDE: Final = f"{OWN}include"

FIRST_DAY, LAST_DAY = "FirstDay", "LastDay"
"""What follows the property of a date in those of the first and of the last day that it can mean."""

REPEATED: Final = {
    ORDER: Codec.COUNT,
    RESTATES: Codec.IRI,
    NUMBER: Codec.PERCENT,
    VALUE_PARTY: Codec.IRI,
    f"{OWN}family": Codec.CODE,
    **{
        f"{field.property}{end}": Codec.DATE
        for record in RECORDS.values()
        for field in record.fields
        if field.codec is Codec.DATE
        for end in (FIRST_DAY, LAST_DAY)
    },
}
"""Properties of statements that carry no field: order of lists, typed copies of values, the days that a date can mean."""

DERIVED: Final = {
    CANONICAL_PARTY: Codec.IRI,
    SHOWN_NAME: Codec.TEXT,
    JOINED_BY: Codec.IRI,
    **dict.fromkeys(map(str, Shortcut), Codec.IRI),
    **dict.fromkeys(map(str, UltimateControl), Codec.IRI),
    **dict.fromkeys(map(str, StakeField), Codec.TEXT),
    **dict.fromkeys((f"{OWN}{column}{end}" for column in ("votes", "capital") for end in ("Min", "Max")), Codec.PERCENT),
    **dict.fromkeys((f"{OWN}{column}{end}Open" for column in ("votes", "capital") for end in ("Min", "Max")), Codec.FLAG),
    **dict.fromkeys((StakeField.WITH_AGREED.value, StakeField.VOTES_ASSUMED.value), Codec.FLAG),
    **dict.fromkeys((StakeField.FROM.value, StakeField.UNTIL.value), Codec.DATE),
    **dict.fromkeys((x.value for x in (StakeField.SUBJECT, StakeField.HOLDER, StakeField.RESTS_ON, StakeField.DISPUTED_BY)), Codec.IRI),
    **dict.fromkeys((x.value for x in AnswerField if x.value not in {y.value for y in StakeField}), Codec.TEXT),
    **dict.fromkeys((AnswerField.ECONOMIC_MIN.value, AnswerField.ECONOMIC_MAX.value), Codec.PERCENT),
    **dict.fromkeys((x.value for x in (AnswerField.ECONOMIC_MIN_OPEN, AnswerField.ECONOMIC_MAX_OPEN, AnswerField.ULTIMATE)), Codec.FLAG),
    **dict.fromkeys((AnswerField.CONTESTED.value, AnswerField.TRUNCATED.value), Codec.FLAG),
    **dict.fromkeys(
        (x.value for x in (AnswerField.ABOUT, AnswerField.FINDING, AnswerField.CONTROLLER, AnswerField.RING_MEMBER, AnswerField.ACTS_WITH)),
        Codec.IRI,
    ),
    AnswerField.CHAIN_LENGTH.value: Codec.COUNT,
    RULE_SET: Codec.TEXT,
    RULE_STANDING: Codec.TEXT,
    KNOWN_AT: Codec.DATE,
    INCLUDE: Codec.TEXT,
    GENERATION: Codec.COUNT,
    CONTENT_VERSION: Codec.TEXT,
    AS_OF: Codec.DATE,
    RULE: Codec.TEXT,
    RULE_VERSION: Codec.COUNT,
}
"""Properties of the graphs of what is derived, which no statement carries."""
