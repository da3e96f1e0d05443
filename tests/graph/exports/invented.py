"""One invented network that has everything an export can stumble over: hostile names, series, closings, unnamed ends, rival judgements."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from graph.exports import derived
from graph.generation.data_folder import DataFolder
from graph.generation.generation import Generation
from ontology.shares import Share
from ontology.statement_stream import StatementStream
from ontology.statements import (
    Address,
    Assertion,
    Attribute,
    Change,
    Directness,
    EntityStatement,
    Evidence,
    Identifier,
    IdentityStatement,
    Interest,
    InterestStatement,
    Judgement,
    Kind,
    Name,
    Place,
    Reason,
    Review,
    Source,
    Statement,
    Status,
)
from ontology.terms import Base
from tests.scenarios import publish_streams

BASE: Final = Base()
REGISTER, PAPER = BASE.source("register"), BASE.source("paper")
STATE, FUND, HOLDING, MAKER, SHOP, ANNA, TRUST, TWIN, COUSIN = (
    BASE.entity("x", name, "company") for name in ("state", "fund", "holding", "maker", "shop", "anna", "trust", "twin", "cousin")
)
BANK = BASE.identifier("LEI", "5493001KJTIIGC8Y1R12")
LISTED = BASE.identifier("ftm", "NK-invented")

HOSTILE: Final = 'Ruritania "Steel" & <Sons>; O\'Neill, \\u0027 OR `x`\\\n\tLine two \x01\x1f ]]> 東 €'

SOURCES: Final = (
    Source(
        id=REGISTER, title="Register of Ruritania", type="register", publisher="Registry", date="2020-01-01", url="https://example.org/r"
    ),
    Source(id=PAPER, title="The Zenda Post", type="article", date="2021-05-05"),
)


def entity(iri: str, name: str, kind: Kind = Kind.COMPANY, source: str = REGISTER, **more: object) -> EntityStatement:
    return EntityStatement(
        id=BASE.statement(source, "entity", iri),
        source=source,
        entity=iri,
        kind=kind,
        names=(Name(text=name),),
        stated_at="2020-01-01",
        **more,
    )


def holds(key: str, holder: str | None, subject: str | None, share: str | None = None, **more: object) -> InterestStatement:
    fields = {"source": REGISTER, "stated_at": "2020-01-01", "direct": Directness.DIRECT, **more}
    return InterestStatement(
        id=BASE.statement(REGISTER, key), holder=holder, subject=subject, share=Share.parse(share) if share else None, **fields
    )


def at(line: int) -> Place:
    return Place(file="register.jsonl", line=line, sha256="0" * 64)


ENTITIES: Final = (
    entity(STATE, "Republic of Ruritania", Kind.STATE, jurisdiction="CZ"),
    entity(FUND, "Ruritanian Fund", Kind.STATE_BODY, jurisdiction="DE-BE"),
    entity(
        HOLDING, HOSTILE, jurisdiction="DE", identifiers=(Identifier(scheme="GB-COH", value="01234567"), Identifier(scheme="X", value="9"))
    ),
    entity(
        MAKER,
        "Zenda Motors",
        founded="1998-02",
        dissolved="2022",
        addresses=(Address(text="1 Castle Road; Zenda"),),
        attributes=(
            Attribute(name="employees", value="450", datatype="number", qualifier="about"),
            Attribute(name="legal-form", value="AG"),
            Attribute(name="state-owned", value="true", datatype="boolean"),
            Attribute(name="topic", value="sanction.linked"),
        ),
    ),
    entity(SHOP, "", attributes=(Attribute(name="employees", value="unknown"), Attribute(name="odd:name(x)", value="ok"))),
    entity(
        ANNA,
        "Anna Tarlenheim",
        Kind.PERSON,
        attributes=(
            Attribute(name="birth-date", value="1970-02"),
            Attribute(name="nationality", value="GB"),
            Attribute(name="nationality", value="Old Ruritanian"),
        ),
    ),
    entity(TRUST, "Tarlenheim Trust", Kind.ARRANGEMENT),
    entity(BANK, "Bank of Strelsau", Kind.LEGAL_ENTITY, identifiers=(Identifier(scheme="LEI", value="5493001KJTIIGC8Y1R12"),)),
    entity(TWIN, "Zenda Motors AG", source=PAPER),
    entity(COUSIN, "Zenda Motor", source=PAPER),
    entity(LISTED, "Listed Ltd"),
)
AGREED: Final = holds("agreed", BANK, MAKER, "51", status=Status.AGREED, evidence=(Evidence(source=REGISTER, quote="will buy 51 %"),))
BAND: Final = holds("band", ANNA, TRUST, "(50..75]", interest=Interest.VOTING_RIGHTS, direct=Directness.UNKNOWN, beneficial=True)
EXACT: Final = holds("exact", STATE, FUND, "100", valid_from="1999", beneficial=False)
CHAIN: Final = holds("chain", FUND, HOLDING, "1/3", details="holds; directly")
UNNAMED: Final = holds("unnamed", None, MAKER, "49", holder_reason=Reason.NOT_PROVIDED)
UNKNOWN_SIZE: Final = holds("size", HOLDING, MAKER, valid_from="2001-01-01", valid_until="2019", record="r9")
SUMMARY: Final = holds("summary", STATE, HOLDING, "33", direct=Directness.INDIRECT, components=(EXACT.id, CHAIN.id))
DENIED: Final = holds("denied", ANNA, MAKER, "5", status=Status.DENIED, source=PAPER, stated_at="2021-05-05")
ALLEGED: Final = holds("alleged", ANNA, SHOP, status=Status.ALLEGED, source=PAPER, stated_at="2021-05-05")
OLD: Final = holds("old", TRUST, SHOP, "10", record="r1", stated_at="2019-01-01", place=at(1))
NEW: Final = holds("new", TRUST, SHOP, "20", record="r1", place=at(2))
CORRECTED: Final = holds("corrected", TRUST, SHOP, "30", record="r1", place=at(3), change=Change.UPDATED)
OPEN: Final = holds("open", BANK, SHOP, "40", record="r2", stated_at="2019-01-01", place=at(4))
CLOSED: Final = holds("closed", BANK, SHOP, "40", record="r2", place=at(5), change=Change.CLOSED)
DELETED: Final = holds("deleted", LISTED, SHOP, "7", record="r3", stated_at="2019-01-01", place=at(6))
DELETION: Final = holds(
    "deletion",
    None,
    None,
    record="r3",
    place=at(7),
    change=Change.CLOSED,
    holder_reason=Reason.UNKNOWN_TO_PUBLISHER,
    subject_reason=Reason.UNKNOWN_TO_PUBLISHER,
)
CHAIRS: Final = holds("chairs", ANNA, MAKER, interest=Interest.BOARD_CHAIR)
VETO: Final = holds("veto", STATE, MAKER, interest=Interest.VETO)
TREASURY: Final = holds("treasury", MAKER, MAKER, "2", note="treasury shares")
IN_PERSON: Final = holds("person", TRUST, ANNA, interest=Interest.UNKNOWN)
PROPOSED: Final = holds(
    "proposed", STATE, SHOP, "99", source=PAPER, assertion=Assertion(extractor="rules", version="1", review=Review.PROPOSED)
)
HELD_BODY: Final = holds("body", STATE, LISTED, "60", interest=Interest.APPOINTMENT_OF_BOARD)

INTERESTS: Final = (
    AGREED,
    BAND,
    EXACT,
    CHAIN,
    UNNAMED,
    UNKNOWN_SIZE,
    SUMMARY,
    DENIED,
    ALLEGED,
    OLD,
    NEW,
    CORRECTED,
    OPEN,
    CLOSED,
    DELETED,
    DELETION,
    CHAIRS,
    VETO,
    TREASURY,
    IN_PERSON,
    PROPOSED,
    HELD_BODY,
)
JUDGEMENTS: Final = (
    IdentityStatement(id=BASE.statement(PAPER, "same"), source=PAPER, left=MAKER, right=TWIN, stated_at="2021-05-05"),
    IdentityStatement(
        id=BASE.statement(PAPER, "unsure"), source=PAPER, left=MAKER, right=COUSIN, judgement=Judgement.UNSURE, reason="a like name"
    ),
    IdentityStatement(id=BASE.statement(PAPER, "differ"), source=PAPER, left=SHOP, right=COUSIN, judgement=Judgement.DIFFERENT),
)
STATEMENTS: Final[tuple[Statement, ...]] = (*ENTITIES, *INTERESTS, *JUDGEMENTS)
STANDING: Final = (
    AGREED,
    BAND,
    EXACT,
    CHAIN,
    UNNAMED,
    UNKNOWN_SIZE,
    SUMMARY,
    DENIED,
    ALLEGED,
    CORRECTED,
    CLOSED,
    CHAIRS,
    VETO,
    TREASURY,
    IN_PERSON,
    HELD_BODY,
)
"""What is left of the interests when series, closings and reviews are considered."""


def make_release(source: Source) -> StatementStream:
    """What one source states."""
    return StatementStream.from_statements(source, (s for s in STATEMENTS if s.source == source.id))


def publish(folder: Path, *, with_triples: bool = False) -> Generation:
    """The network as the current generation of a data folder."""
    return publish_streams(folder, map(make_release, SOURCES), base=BASE, with_triples=with_triples)


def publish_one_by_one(folder: Path) -> Generation:
    """The same, source after source, the last first, on later days: with another number."""
    for number, source in enumerate(reversed(SOURCES)):
        with DataFolder(folder).writer(BASE, derive=derived.write_lines) as writer:
            generation = writer.publish([make_release(source)], created=f"2026-0{number + 2}-15T08:30:00Z")
    assert generation is not None
    return generation
