"""The invented parties of the tests of ``reconcile``: with identifiers, namesakes, one that has ended, a person and a state."""

from __future__ import annotations

from ontology.statements import Attribute, EntityStatement, Identifier, Interest, Kind, Name, Status
from tests.scenarios import Sheet

LEI = "5493001KJTIIGC8Y1R12"
OTHER_LEI = "529900T8BM49AURSDO55"
NUMBER = "01234567"


def describe(sheet: Sheet, key: str, kind: Kind, *names: str, **fields: object) -> str:
    """A party with more than a name: country, dates, identifiers."""
    identifiers = fields.pop("identifiers", {})
    assert isinstance(identifiers, dict)
    sheet.rows.append(
        EntityStatement(
            id=sheet.base.statement(sheet.source.id, "party", key),
            source=sheet.source.id,
            entity=sheet.id(key),
            kind=kind,
            names=tuple(Name(text=text, type="alias" if place else "legal") for place, text in enumerate(names)),
            identifiers=tuple(Identifier(scheme=scheme, value=value) for scheme, value in identifiers.items()),
            stated_at=sheet.stated,
            **fields,  # type: ignore[arg-type]
        )
    )
    return sheet.id(key)


def invented() -> Sheet:
    sheet = Sheet("register", stated="2020-01-01")
    describe(sheet, "mill", Kind.COMPANY, "Mill Wheel Ltd", "MW", jurisdiction="GB", founded="1998-03", identifiers={"GB-COH": NUMBER})
    describe(sheet, "lei", Kind.LEGAL_ENTITY, "Zenda Trading GmbH", jurisdiction="DE", identifiers={"LEI": LEI})
    describe(sheet, "twin-gb", Kind.COMPANY, "Nova Ltd", jurisdiction="GB")
    describe(sheet, "twin-fr", Kind.COMPANY, "Nova Ltd", jurisdiction="FR", identifiers={"LEI": OTHER_LEI})
    describe(sheet, "old", Kind.COMPANY, "Old Mill Works AG", jurisdiction="CH", dissolved="2019-05")
    describe(sheet, "ann", Kind.PERSON, "Ann Elphberg", attributes=(Attribute(name="birth-date", value="1970-05-02"),))
    describe(sheet, "hand", Kind.COMPANY, "Quay Hand", jurisdiction="GB")
    describe(sheet, "person", Kind.PERSON, "Quay Hand")
    describe(sheet, "blue", Kind.COMPANY, "Blue Quay Ltd")
    describe(sheet, "state", Kind.STATE, "Republic of Ruritania", jurisdiction="RU")
    sheet.holds("ann", "mill", "60")
    sheet.holds("state", "lei", "100")
    sheet.holds("mill", "twin-gb", "(50..75]")
    sheet.holds("lei", "deal", None, Interest.APPOINTMENT_OF_BOARD, status=Status.AGREED)
    return sheet
