"""An invented group for the tests of this vocabulary: a state supervises a holding that owns a factory, which agreed to buy a dealer."""

from __future__ import annotations

from ontology.shares import Share
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

BASE = Base()
TEXT = (
    "The Republic of Ruritania supervises Borduria Holding. Since 1998 it owns all of Zenda Motors, "
    "which will buy 51 percent of Hentzau Cars."
)
SOURCE = Source(
    id=BASE.source("zenda-gazette"),
    title="Zenda Motors to buy Hentzau Cars",
    type="article",
    publisher="Strelsau Gazette",
    date="2018-12-12",
    licence="CC0-1.0",
    url="https://gazette.example/1",
    language="en",
    text=TEXT,
)

STATE, HOLDING, FACTORY, DEALER, PERSON = (BASE.identifier("test", x) for x in ("state", "holding", "factory", "dealer", "person"))


def quote(text: str) -> tuple[Evidence, ...]:
    start = TEXT.index(text)
    return (Evidence(source=SOURCE.id, quote=text, start=start, end=start + len(text), prefix=TEXT[max(0, start - 8) : start]),)


def entity(iri: str, name: str, kind: Kind, **more: object) -> EntityStatement:
    return EntityStatement(
        id=BASE.statement(SOURCE.id, iri),
        source=SOURCE.id,
        stated_at="2018-12-12",
        entity=iri,
        kind=kind,
        names=(Name(text=name), Name(text=name.split()[0], type="alias", lang="en")),
        **more,
    )


def interest(
    key: str, holder: str | None, subject: str | None, kind: Interest, share: str | None = None, **more: object
) -> InterestStatement:
    return InterestStatement(
        id=BASE.statement(SOURCE.id, key),
        source=SOURCE.id,
        stated_at="2018-12-12",
        holder=holder,
        subject=subject,
        interest=kind,
        share=None if share is None else Share.parse(share),
        **more,
    )


def group() -> list[Statement]:
    accepted = Assertion(
        extractor="rules", version="1", pattern="p1", tier="A", review=Review.ACCEPTED, reviewed_by="A. Reader", reviewed_at="2018-12-13"
    )
    owned = interest(
        "owned",
        HOLDING,
        FACTORY,
        Interest.SHAREHOLDING,
        "100",
        valid_from="1998",
        direct=Directness.DIRECT,
        assertion=accepted,
        evidence=quote("owns all of Zenda Motors"),
        place=Place(file="gazette.txt", line=1, sha256="00"),
    )
    supervised = interest(
        "supervised",
        STATE,
        HOLDING,
        Interest.CONTROL_BY_LEGAL_FRAMEWORK,
        assertion=accepted,
        details="supervises",
        evidence=quote("supervises Borduria Holding"),
    )
    return [
        entity(STATE, "Republic of Ruritania", Kind.STATE, jurisdiction="RU"),
        entity(HOLDING, "Borduria Holding", Kind.STATE_BODY, founded="1970-05"),
        entity(
            FACTORY,
            "Zenda Motors",
            Kind.COMPANY,
            identifiers=(Identifier(scheme="XI-TEST", value="007"),),
            addresses=(Address(text="1 Castle Road, Zenda", country="RU"),),
            attributes=(Attribute(name="employees", value="45000", datatype="number", unit="people", qualifier="more than", at="2017"),),
        ),
        entity(DEALER, "Hentzau Cars", Kind.COMPANY),
        entity(PERSON, "Rupert Hentzau", Kind.PERSON),
        supervised,
        owned,
        interest(
            "agreed",
            FACTORY,
            DEALER,
            Interest.SHAREHOLDING,
            "51",
            status=Status.AGREED,
            assertion=accepted,
            evidence=quote("will buy 51 percent of Hentzau Cars"),
        ),
        interest("minor", PERSON, DEALER, Interest.SHAREHOLDING, "(25..50]", record="r1", change=Change.UPDATED),
        interest("withheld", None, DEALER, Interest.UNKNOWN, holder_reason=Reason.UNKNOWN),
        interest("summary", STATE, FACTORY, Interest.SHAREHOLDING, "100", direct=Directness.INDIRECT, components=(supervised.id, owned.id)),
        IdentityStatement(id=BASE.statement(SOURCE.id, "same"), source=SOURCE.id, left=DEALER, right=BASE.identifier("test", "dealer-2")),
    ]
