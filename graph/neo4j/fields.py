"""Say which properties parties, unnamed ends and holdings have, and from what: one table each, for one row and for columns alike.

The module is long because it is one list.

A property is a column as it is read off a row, or one of several that a function works out of columns.  graph/neo4j/model.py fills the
tables in for one party or statement; graph/neo4j/columns.py makes SQL of the same tables, where a function is called once for each
combination of values that occurs.  What is read off a row stands here in Python and beside it in SQL, in one line.
"""

from __future__ import annotations

import datetime
import functools
import re
from operator import attrgetter
from typing import Any, Final, NamedTuple

from graph.generation import sql
from graph.generation.party import FROM_IDENTIFIER, KIND_WORDS, NOT_NAMED, STAND_INS, Party, is_name_from_identifier, is_stand_in
from graph.neo4j.property_graph import FACETS, Value
from graph.neo4j.property_table import Column, Field, Group, Table, decode_list, drop_missing, read_column, write_each, write_first
from graph.neo4j.validity import NEVER, Validity, parse_day
from ontology.shares import PERCENT, Share
from ontology.statements import EntityStatement, Family, Interest, InterestStatement, Kind, Reason, Status

_COUNTRY: Final = re.compile(r"([A-Z]{2})(-.+)?")
LISTING: Final = "listing"
"""Attribute that says on which exchange a company's shares are listed, or whether they are."""

_TYPE_OF_INTEREST: Final = {
    Interest.SHAREHOLDING: "OWNS",
    Interest.VOTING_RIGHTS: "OWNS",
    **dict.fromkeys(
        (
            Interest.APPOINTMENT_OF_BOARD,
            Interest.OTHER_INFLUENCE_OR_CONTROL,
            Interest.CONTROL_VIA_RULES_OR_ARTICLES,
            Interest.TRUSTEE,
            Interest.PROTECTOR,
            Interest.NOMINATOR,
        ),
        "CONTROLS_BY_OTHER_MEANS",
    ),
    Interest.CONTROL_BY_LEGAL_FRAMEWORK: "SUPERVISES",
    **dict.fromkeys((Interest.BOARD_CHAIR, Interest.BOARD_MEMBER, Interest.SENIOR_MANAGING_OFFICIAL), "MANAGES"),
    **dict.fromkeys(
        (
            Interest.RIGHTS_TO_SURPLUS_ASSETS,
            Interest.RIGHTS_TO_PROFIT,
            Interest.PROFIT_FROM_ASSETS,
            Interest.BENEFICIARY_OF_LEGAL_ARRANGEMENT,
        ),
        "BENEFITS_FROM",
    ),
}
_OTHER_TYPE: Final = "RELATED_TO"
_SUMMARY_TYPE: Final = "HOLDS_INDIRECTLY"
HOLDING_TYPES: Final = (*dict.fromkeys(_TYPE_OF_INTEREST.values()), _OTHER_TYPE, _SUMMARY_TYPE)
"""Types of the relationships that interests are."""

_NAME_OF_UNNAMED: Final = {
    Reason.NO_BENEFICIAL_OWNERS: "nobody, as declared",
    Reason.SUBJECT_UNABLE: "not identified by the company",
    Reason.NOT_PROVIDED: "has not provided its details",
    Reason.SUBJECT_EXEMPT: "not named: the company is exempt",
    Reason.PARTY_EXEMPT: "not named: exempt from disclosure",
    Reason.UNKNOWN: "not known",
    Reason.UNKNOWN_TO_PUBLISHER: "not known to the publisher",
}


class PartyRow(NamedTuple):
    """A party with its statements in the order of their ids.  ``unnamed``: what the generation calls it if it has no name."""

    party: Party
    statements: list[EntityStatement]
    unnamed: str | None

    @property
    def days(self) -> list[datetime.date]:
        return [first for s in self.statements if (first := parse_day(s.stated_at)) is not None]


class UnnamedRow(NamedTuple):
    """An end, ``holder`` or ``subject``, that a statement does not name."""

    statement: InterestStatement
    side: str

    @property
    def key(self) -> str:
        return name_unnamed(self.statement.id, self.side)

    @property
    def reason(self) -> Reason | None:
        return self.statement.holder_reason if self.side == "holder" else self.statement.subject_reason


class HoldingRow(NamedTuple):
    """A statement of an interest, and what it takes to know others for.

    ``has_stated_votes``: whether somebody's votes in the company are stated; ``first_seen`` and ``last_seen``: when its record was stated
    first and last, in whatever version.
    """

    statement: InterestStatement
    type: str
    has_stated_votes: bool
    validity: Validity
    first_seen: datetime.date | None
    last_seen: datetime.date | None

    @property
    def gave_way(self) -> datetime.date | None:
        """The day on which the next version took its place; None of one that later ones corrected, which held at no time."""
        return self.validity.possible_until if self.validity.superseded and self.validity.possible_until != NEVER else None

    @property
    def end_year(self) -> str | None:
        return (self.statement.valid_until or (self.gave_way.isoformat() if self.gave_way else ""))[:4] or None


def name_unnamed(statement: str, side: str) -> str:
    """Return the key of the node of an end, ``holder`` or ``subject``, that a statement does not name."""
    return f"{statement}#{side}"


def find_type(interest: str, is_summary: bool) -> str:
    """Find the type of the relationship that an interest is.

    >>> find_type("votingRights", False), find_type("votingRights", True), find_type("nominee", False)
    ('OWNS', 'HOLDS_INDIRECTLY', 'RELATED_TO')
    """
    return _SUMMARY_TYPE if is_summary else _TYPE_OF_INTEREST.get(Interest(interest), _OTHER_TYPE)


def list_facets(jurisdiction: str | None, listing: str | None, dissolved: str | None) -> tuple[str, ...]:
    """List the further labels of a party: its country, whether its shares are listed, whether it is dissolved.

    >>> [list_facets(code, None, None) for code in ("GB-SCT", "VG", "Elsewhere")]
    [('In_GB',), ('In_VG',), ()]
    """
    country = _COUNTRY.fullmatch(jurisdiction or "")
    return (
        *((f"In_{country[1]}",) if country else ()),
        *(("Listed",) if listing is not None and listing != "false" else ()),
        *(("Dissolved",) if dissolved else ()),
    )


def name_without_name(kind: Kind, unnamed: str | None, own_id: str | None) -> str:
    """Return what a party goes by of which nobody tells a name: its kind with an identifier, never its IRI.

    ``unnamed``: what the generation calls it; ``own_id``: the value of its first identifier, else the id of its record.

    >>> name_without_name(Kind.UNKNOWN, "lei:529900X", None), name_without_name(Kind.UNKNOWN, "an entity, mentioned only in 7", None)
    ('a party, lei:529900X', 'an entity, mentioned only in 7')
    >>> name_without_name(Kind.UNKNOWN, "https://example.org/x", None), name_without_name(Kind.COMPANY, None, "7")
    ('a party that is not named', 'a company, 7')
    """
    if unnamed is not None and is_stand_in(unnamed):
        return unnamed
    known = unnamed if unnamed is not None and is_name_from_identifier(unnamed) and "://" not in unnamed else own_id
    return KIND_WORDS[kind] + NOT_NAMED if known is None else f"{KIND_WORDS[kind]}, {known}"


def write_name_without_name(kind: str, unnamed: str, own_id: str) -> str:
    """Write the same in SQL."""
    words, stand_in = sql.choose(kind, {of.value: text for of, text in KIND_WORDS.items()}), sql.starts_with_any(unnamed, STAND_INS)
    is_told = f"regexp_matches({unnamed}, {sql.quote(f'^(?:{FROM_IDENTIFIER.pattern})')}) AND NOT contains({unnamed}, '://')"
    known = f"if(coalesce({is_told}, false), {unnamed}, {own_id})"
    return f"""
        CASE WHEN {stand_in} OR ends_with({unnamed}, {sql.quote(NOT_NAMED)}) THEN {unnamed}
        ELSE {words} || coalesce(', ' || {known}, {sql.quote(NOT_NAMED)}) END
    """


def _read_name(row: PartyRow) -> str:
    party = row.party
    if party.names:
        return party.name
    own_ids = [*(i.value for i in party.identifiers), *(s.record for s in row.statements if s.record)]
    return name_without_name(party.kind, row.unnamed, own_ids[0] if own_ids else None)


def _read_listing(row: PartyRow) -> str | None:
    newest = max((a for a in row.party.attributes if a.name == LISTING), key=lambda a: a.at or "", default=None)
    return newest.value if newest is not None else None


def _find_facets(jurisdiction: str | None, listing: str | None, is_dissolved: str | None) -> dict[str, Value]:
    return drop_missing(**{FACETS: list_facets(jurisdiction, listing, is_dissolved)})


@functools.lru_cache(maxsize=1_000)
def _describe_reason(reason: str | None) -> dict[str, Value]:
    known = Reason(reason) if reason else Reason.UNKNOWN
    return {"name": _NAME_OF_UNNAMED[known], "unnamedReason": known.value}


@functools.lru_cache(maxsize=10_000)
def _describe_sizes(share: Share | None, interest: str, relationship_type: str, has_stated_votes: bool) -> dict[str, Value]:
    """Give the size of capital, and of an OWNS that of votes.

    The size of voting rights is no size of capital.  Votes are as stated; else equal to the shares and marked as assumed, unless somebody's
    votes in the company are stated.
    """
    family = Interest(interest).family
    sizes = _describe_bounds(None if family is Family.VOTES else share, "min", "max", "exact")
    if relationship_type != "OWNS":
        return sizes
    is_assumed = family is Family.MONEY and not has_stated_votes
    votes = _describe_bounds(share if is_assumed or family is Family.VOTES else None, "votesMin", "votesMax", "votesExact")
    return {**sizes, **votes, "votesAssumed": is_assumed}


def _describe_bounds(share: Share | None, low: str, high: str, exact: str) -> dict[str, Value]:
    """Give a size in percent; both bounds are always there, so that a missing one can never be read as 100."""
    if share is None:
        return {low: 0.0, high: 100.0}
    bounds: dict[str, Value] = {low: share.min / PERCENT, high: share.max / PERCENT}
    if share.exact:
        return bounds | {exact: share.min / PERCENT}
    return bounds | {f"{name}Open": True for name, is_open in ((low, share.min_open), (high, share.max_open)) if is_open}


@functools.lru_cache(maxsize=10_000)
def _describe_words(
    share: Share | None, interest: str, relationship_type: str, details: str | None, status: str, is_corrected: bool, end_year: str | None
) -> dict[str, Value]:
    """Give the codes and words of a holding, and word what stands on the arrow: the size or the words, before it whatever keeps it from
    being in effect, behind it its end."""
    size = share.label() if share else "? %"
    if relationship_type == "OWNS":
        words = f"{size} votes" if Interest(interest).family is Family.VOTES else size
    else:
        words = details or Interest(interest).words
        words = f"{words} ({size})" if share else words
    standings = ["superseded"] if is_corrected else []
    standings += [status] if status != Status.IN_EFFECT else []
    label = f"{', '.join(standings)}{': ' if standings else ''}{words}{f' until {end_year}' if end_year else ''}"
    return drop_missing(label=label, interest=interest, status=status, details=details)


@functools.lru_cache(maxsize=10_000)
def _describe_start(valid_from: str | None) -> dict[str, Value]:
    return drop_missing(since=parse_day(valid_from), sinceText=valid_from)


@functools.lru_cache(maxsize=10_000)
def _describe_end(valid_until: str | None) -> dict[str, Value]:
    return drop_missing(until=parse_day(valid_until), untilText=valid_until)


@functools.lru_cache(maxsize=10_000)
def _describe_statement(stated_at: str | None, direct: str) -> dict[str, Value]:
    return drop_missing(statedAt=parse_day(stated_at), direct=direct)


@functools.lru_cache(maxsize=10_000)
def _describe_record(first_seen: datetime.date | None, last_seen: datetime.date | None) -> dict[str, Value]:
    """Give the first and the last day on which a record was stated, in whatever version."""
    return drop_missing(firstSeen=first_seen, lastUpdated=last_seen)


@functools.lru_cache(maxsize=10_000)
def _list_sources(source: str, of_evidence: tuple[str, ...]) -> dict[str, Value]:
    """List the sources of a statement: its own, and those of its evidence."""
    return {"sources": tuple(sorted({source, *of_evidence}))}


def _decode_share(value: dict[str, Any] | None) -> Share | None:
    return None if value is None else Share(**value)


_DESCRIBED: Final = (
    "concat_ws(' ', x.name || ':', nullif(x.qualifier, ''), nullif(x.value, ''), nullif(x.unit, ''), '(' || nullif(x.at, '') || ')')"
)
"""``Attribute.describe`` in SQL."""

_LEGAL_NAME: Final = write_first("names", "x.type = 'legal'")
_MAIN_NAME: Final = f"coalesce({_LEGAL_NAME}, names[1]).text"
_OTHER_NAMES: Final = write_each(f"list_filter(names, lambda x: x.text <> {_MAIN_NAME})", "x.text")

PARTY: Final = Table(
    {
        "name": Column(_read_name, f"CASE WHEN len(names) > 0 THEN {_MAIN_NAME} ELSE unnamed END"),
        "uri": read_column("party.id", "entity"),
        "kind": Column(lambda r: r.party.kind.value, "kind"),
        "aliases": Column(
            lambda r: tuple(n.text for n in r.party.names if n.text != r.party.name), f"CASE WHEN len(names) > 1 THEN {_OTHER_NAMES} END"
        ),
        "jurisdiction": read_column("party.jurisdiction", "nullif(jurisdiction, '')"),
        "lei": Column(
            lambda r: next((i.value for i in r.party.identifiers if i.scheme == "LEI"), None),
            write_first("identifiers", "x.scheme = 'LEI'") + ".value",
        ),
        "registration": Column(
            lambda r: next((i.value for i in r.party.identifiers if i.scheme != "LEI"), None),
            write_first("identifiers", "x.scheme <> 'LEI'") + ".value",
        ),
        "identifiers": Column(
            lambda r: tuple(f"{i.scheme}:{i.value}" for i in r.party.identifiers), write_each("identifiers", "x.scheme || ':' || x.value")
        ),
        "founded": read_column("party.founded", "nullif(founded, '')"),
        "dissolved": read_column("party.dissolved", "nullif(dissolved, '')"),
        "addresses": Column(lambda r: tuple(a.text for a in r.party.addresses), write_each("addresses", "x.text")),
        "attributes": Column(lambda r: tuple(a.describe() for a in r.party.attributes), write_each("attributes", _DESCRIBED)),
        "listing": Column(_read_listing, "listing"),
        "is_dissolved": Column(
            lambda r: "dissolved" if r.party.dissolved else None, "CASE WHEN nullif(dissolved, '') IS NOT NULL THEN 'dissolved' END"
        ),
        "same": read_column("party.same"),
        "sources": Column(lambda r: tuple(sorted({s.source for s in r.statements})), "[source]"),
        "statements": read_column("party.statements", "[id]"),
        "first_seen": Column(lambda r: min(r.days, default=None), sql.first_date("stated_at")),
        "last_seen": Column(lambda r: max(r.days, default=None), sql.first_date("stated_at")),
    },
    (
        Field("name", "string", "name"),
        Field("uri", "string", "uri"),
        Field("kind", "string", "kind"),
        Field("aliases", "string[]", "aliases"),
        Field("jurisdiction", "string", "jurisdiction"),
        Field("lei", "string", "lei"),
        Field("registrationNumber", "string", "registration"),
        Field("identifiers", "string[]", "identifiers"),
        Field("founded", "string", "founded"),
        Field("dissolved", "string", "dissolved"),
        Field("addresses", "string[]", "addresses"),
        Group(_find_facets, ("jurisdiction", "listing", "is_dissolved"), {FACETS: "string[]"}),
        Field("attributes", "string[]", "attributes"),
        Field("sameAs", "string[]", "same"),
        Field("sources", "string[]", "sources"),
        Field("statements", "string[]", "statements"),
        Field("firstSeen", "date", "first_seen"),
        Field("lastUpdated", "date", "last_seen"),
    ),
)
"""A party.  Beside these it has a property for each of its attributes.  In SQL: one that a single statement describes, lists without
repeats, ``unnamed`` being what it goes by if it has no name, and ``listing`` the value of that attribute."""

UNNAMED: Final = Table(
    {
        "key": read_column("key"),
        "kind": Column(lambda _: Kind.UNKNOWN.value, f"'{Kind.UNKNOWN.value}'"),
        "reason": read_column("reason"),
        "sources": Column(lambda r: (r.statement.source,), "[source]"),
        "statements": Column(lambda r: (r.statement.id,), "[id]"),
        "seen": Column(lambda r: parse_day(r.statement.stated_at), sql.first_date("stated_at")),
    },
    (
        Group(_describe_reason, ("reason",), {"name": "string", "unnamedReason": "string"}),
        Field("uri", "string", "key"),
        Field("kind", "string", "kind"),
        Field("sources", "string[]", "sources"),
        Field("statements", "string[]", "statements"),
        Field("firstSeen", "date", "seen"),
        Field("lastUpdated", "date", "seen"),
    ),
)
"""An end that a statement does not name, a node of its own."""

HOLDING: Final = Table(
    {
        **{name: read_column(f"statement.{name}") for name in ("id", "details", "record", "note", "source")},
        **{name: read_column(f"statement.{name}.value", f'"{name}"') for name in ("interest", "direct", "status")},
        **{name: read_column(f"statement.{name}") for name in ("valid_from", "valid_until", "stated_at")},
        "share": Column(
            attrgetter("statement.share"),
            "CASE WHEN share IS NOT NULL THEN struct_pack("
            "min := share.min, max := share.max, min_open := share.min_open, max_open := share.max_open, exact := share.exact) END",
            _decode_share,
        ),
        "type": read_column("type", "relationship_type"),
        "has_stated_votes": read_column("has_stated_votes"),
        "is_corrected": Column(
            lambda r: r.validity.superseded and r.gave_way is None,
            f"superseded AND coalesce(possible_until, '{NEVER.isoformat()}') = '{NEVER.isoformat()}'",
        ),
        "end_year": read_column(
            "end_year",
            f"left(coalesce(valid_until, CASE WHEN superseded AND possible_until <> '{NEVER.isoformat()}' THEN possible_until END), 4)",
        ),
        **{name: read_column(f"validity.{name}") for name in ("certain_from", "certain_until", "possible_from", "possible_until")},
        "superseded": Column(lambda r: r.validity.superseded or None, "nullif(superseded, false)"),
        "first_seen": Column(lambda r: min(filter(None, (r.first_seen, r.last_seen)), default=None), "first_seen", parse_day),
        "last_seen": Column(lambda r: max(filter(None, (r.first_seen, r.last_seen)), default=None), "last_seen", parse_day),
        "components": read_column("statement.components"),
        "evidence_sources": Column(
            lambda r: tuple(e.source for e in r.statement.evidence), write_each("evidence", "x.source"), decode_list
        ),
        "quote": read_column("statement.quote", write_first("evidence", "x.quote <> ''") + ".quote"),
        "review": Column(lambda r: r.statement.assertion.review.value if r.statement.assertion else None, "assertion.review"),
    },
    (
        Group(
            _describe_words,
            ("share", "interest", "type", "details", "status", "is_corrected", "end_year"),
            dict.fromkeys(("label", "interest", "status", "details"), "string"),
        ),
        Field("id", "string", "id"),
        Group(
            _describe_sizes,
            ("share", "interest", "type", "has_stated_votes"),
            {
                **{f"{end}": "double" for end in ("min", "max", "exact", "votesMin", "votesMax", "votesExact")},
                **{f"{end}Open": "boolean" for end in ("min", "max", "votesMin", "votesMax")},
                "votesAssumed": "boolean",
            },
        ),
        Group(_describe_start, ("valid_from",), {"since": "date", "sinceText": "string"}),
        Group(_describe_end, ("valid_until",), {"until": "date", "untilText": "string"}),
        Group(_describe_statement, ("stated_at", "direct"), {"statedAt": "date", "direct": "string"}),
        Field("certainFrom", "date", "certain_from"),
        Field("certainUntil", "date", "certain_until"),
        Field("possibleFrom", "date", "possible_from"),
        Field("possibleUntil", "date", "possible_until"),
        Field("superseded", "boolean", "superseded"),
        Group(_describe_record, ("first_seen", "last_seen"), {"firstSeen": "date", "lastUpdated": "date"}),
        Field("components", "string[]", "components"),
        Field("record", "string", "record"),
        Group(_list_sources, ("source", "evidence_sources"), {"sources": "string[]"}),
        Field("quote", "string", "quote"),
        Field("review", "string", "review"),
        Field("note", "string", "note"),
    ),
)
"""A statement of an interest as a relationship.  In SQL with ``relationship_type``, ``has_stated_votes``, the dates of its validity as
text, ``superseded``, ``first_seen`` and ``last_seen``."""
