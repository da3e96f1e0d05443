"""Decodes rows of the golden copy's CSV.  Columns are found by their names in the header; an unknown one is skipped.

Owns the names of columns.  Knows neither files nor statements.
"""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from typing import Final

from loaders.gleif.model import AddressFields, Event, ExceptionRecord, LeiRecord, NameFields, Period, Record, RelationshipRecord
from ontology.errors import RecordError

HEADERS: Final = (
    frozenset({"Relationship.StartNode.NodeID", "Relationship.EndNode.NodeID"}),
    frozenset({"LEI", "Exception.Category"}),
    frozenset({"LEI", "Entity.LegalName"}),
)
"""Names that a header must have: of relationship records, of reporting exceptions, of LEI records."""

_EXPORTED: Final = {
    "lei": "LEI",
    "legalname": "Entity.LegalName",
    "legalnamexmllang": "Entity.LegalName.xmllang",
    "legaljurisdiction": "Entity.LegalJurisdiction",
    "jurisdiction": "Entity.LegalJurisdiction",
    "registrationauthorityid": "Entity.RegistrationAuthority.RegistrationAuthorityID",
    "registrationauthorityentityid": "Entity.RegistrationAuthority.RegistrationAuthorityEntityID",
    "registeredat": "Entity.RegistrationAuthority.RegistrationAuthorityID",
    "registeredas": "Entity.RegistrationAuthority.RegistrationAuthorityEntityID",
    "entitycategory": "Entity.EntityCategory",
    "entitylegalformcode": "Entity.LegalForm.EntityLegalFormCode",
    "legalformcode": "Entity.LegalForm.EntityLegalFormCode",
    "entitystatus": "Entity.EntityStatus",
    "entitycreationdate": "Entity.EntityCreationDate",
    "creationdate": "Entity.EntityCreationDate",
    "lastupdatedate": "Registration.LastUpdateDate",
    "lastupdate": "Registration.LastUpdateDate",
    "registrationstatus": "Registration.RegistrationStatus",
    "leistatus": "Registration.RegistrationStatus",
}
"""Names of columns in what a search exports, small letters only, and those of the golden copy."""
_OTHER_PARTY: Final = re.compile(r"parent|owner|holder|subsidiary|child", re.IGNORECASE)

_ADDRESS: Final = (
    "FirstAddressLine",
    "AddressNumber",
    "AddressNumberWithinBuilding",
    "MailRouting",
    "AdditionalAddressLine",
    "AdditionalAddressLine.1",
    "AdditionalAddressLine.2",
    "AdditionalAddressLine.3",
    "City",
    "Region",
    "PostalCode",
)
_LEI: Final = (
    "LEI",
    "Entity.LegalName",
    "Entity.LegalName.xmllang",
    "Entity.RegistrationAuthority.RegistrationAuthorityID",
    "Entity.RegistrationAuthority.OtherRegistrationAuthorityID",
    "Entity.RegistrationAuthority.RegistrationAuthorityEntityID",
    "Entity.LegalJurisdiction",
    "Entity.EntityCategory",
    "Entity.EntitySubCategory",
    "Entity.LegalForm.EntityLegalFormCode",
    "Entity.LegalForm.OtherLegalForm",
    "Entity.EntityStatus",
    "Entity.EntityCreationDate",
    "Entity.EntityExpirationDate",
    "Entity.EntityExpirationReason",
    "Registration.LastUpdateDate",
    "Registration.RegistrationStatus",
    "Entity.AssociatedEntity.AssociatedLEI",
    "Entity.AssociatedEntity.AssociatedEntityName",
)
_RELATIONSHIP: Final = (
    "Relationship.StartNode.NodeID",
    "Relationship.StartNode.NodeIDType",
    "Relationship.EndNode.NodeID",
    "Relationship.EndNode.NodeIDType",
    "Relationship.RelationshipType",
    "Relationship.RelationshipStatus",
    "Registration.LastUpdateDate",
    "Registration.RegistrationStatus",
    "Registration.ValidationReference",
)
_Picker = Callable[[Sequence[str]], tuple[str, ...]]
_Reader = Callable[[Sequence[str]], Record]


def name_columns(header: tuple[str, ...]) -> tuple[str, ...]:
    """Return a header with the names of the golden copy, where it is of a list of LEIs that has shorter ones, as exports of a search do.

    A list that names a second party is somebody's own table and stays as it is.

    >>> name_columns(("LEI", "Legal Name", "Entity.LegalAddress.City")), name_columns(("LEI", "Legal Name", "Parent LEI"))
    (('LEI', 'Entity.LegalName', 'Entity.LegalAddress.City'), ('LEI', 'Legal Name', 'Parent LEI'))
    """
    plain = [re.sub(r"[^a-z]", "", name.casefold()) for name in header]
    if not {"lei", "legalname"} <= set(plain) or any(_OTHER_PARTY.search(name) for name in header):
        return header
    return tuple(_EXPORTED.get(short, name) for short, name in zip(plain, header, strict=True))


def split_row(line: str, delimiter: str, count: int) -> list[str]:
    """Return the ``count`` cells of one row.  Raises RecordError BAD_ROW.

    >>> split_row('"a","b, c",""', ",", 3)
    ['a', 'b, c', '']
    """
    if len(line) > 1 and line[0] == '"' == line[-1] and line.count('"') == 2 * count:
        # All cells are quoted and none holds a quote, so nothing else than a delimiter stands between two quotes.
        cells = line[1:-1].split(f'"{delimiter}"')
        if len(cells) == count:
            return cells
    try:
        cells = next(csv.reader(line.split("\n") if "\n" in line else [line], delimiter=delimiter, strict=True), [])
    except csv.Error as error:
        raise RecordError("BAD_ROW", f"the row is no CSV: {error}", "check that the file is not damaged there") from None
    if len(cells) != count:
        raise RecordError("BAD_ROW", f"the row has {len(cells)} cells and the header {count}", "check that the file is not damaged there")
    return cells


@functools.lru_cache(maxsize=8)
def make_reader(header: tuple[str, ...]) -> _Reader:
    """Return the function that turns a row below this header into a record.  It wants one empty cell behind the row."""
    columns = _Columns(header)
    if HEADERS[0] <= columns.positions.keys():
        return _make_relationship_reader(columns)
    return _make_exception_reader(columns) if HEADERS[1] <= columns.positions.keys() else _make_lei_reader(columns)


class _Columns:
    """Positions of columns.  Position -1 is the empty cell behind a row, which stands for every column that is missing."""

    def __init__(self, header: Sequence[str]) -> None:
        self.positions = {name: position for position, name in reversed(list(enumerate(header)))}

    def make_picker(self, *names: str) -> _Picker:
        """Return the function that picks these cells, at least two, of a row."""
        return itemgetter(*(self.positions.get(name, -1) for name in names))

    def find_numbered(self, stem: str) -> Iterator[str]:
        """Yield ``stem`` itself and ``stem.1``, ``stem.2``, ... as far as there are such columns, or columns below them."""
        bases = {name[:end] for name in self.positions if name.startswith(stem) for end in _find_ends(name, len(stem))}
        yield from sorted(bases, key=lambda base: (len(base), base))

    def find_deleted(self) -> int:
        """Return the position of the column that tells when a record was deleted."""
        return next((position for name, position in self.positions.items() if name.endswith("DeletedAt")), -1)


def _find_ends(name: str, stem: int) -> Iterator[int]:
    """Yield where ``stem`` or ``stem.N`` ends in a name that begins with it.  ``stem``: its length."""
    number = name[stem + 1 :].partition(".")[0]
    if name[stem : stem + 1] == "." and number.isdigit():
        yield stem + 1 + len(number)
    elif name[stem : stem + 1] in ("", "."):
        yield stem


def _make_lei_reader(columns: _Columns) -> _Reader:
    pick = columns.make_picker(*_LEI)
    other = [
        (single, columns.make_picker(base, f"{base}.xmllang", f"{base}.type"))
        for plural, single in (("OtherEntityNames", "OtherEntityName"), ("TransliteratedOtherEntityNames", "TransliteratedOtherEntityName"))
        for base in columns.find_numbered(f"Entity.{plural}.{single}")
    ]
    legal, headquarters = (
        columns.make_picker(*(f"Entity.{kind}.{name}" for name in (*_ADDRESS, "Country")))
        for kind in ("LegalAddress", "HeadquartersAddress")
    )
    successors = [
        columns.make_picker(f"{base}.SuccessorLEI", f"{base}.SuccessorEntityName")
        for base in columns.find_numbered("Entity.SuccessorEntity")
    ]
    events = [
        columns.make_picker(f"{base}.LegalEntityEventType", f"{base}.event_status", f"{base}.LegalEntityEventEffectiveDate")
        for base in columns.find_numbered("Entity.LegalEntityEvents.LegalEntityEvent")
    ]
    deleted = columns.find_deleted()

    def read(row: Sequence[str]) -> LeiRecord:
        (
            lei,
            name,
            lang,
            authority,
            other_authority,
            number,
            jurisdiction,
            category,
            subcategory,
            form,
            other_form,
            status,
            created,
            expired,
            expiry_reason,
            updated,
            registration,
            associated,
            associated_name,
        ) = pick(row)
        names = [NameFields(name.strip(), "", lang)]
        for single, choose in other:
            text, lang, kind = choose(row)
            if text:
                names.append(NameFields(text.strip(), kind or single, lang))
        *first, first_country = legal(row)
        *second, second_country = headquarters(row)
        return LeiRecord(
            lei=lei.strip(),
            names=names,
            addresses=[
                AddressFields("LegalAddress", tuple(first), first_country),
                AddressFields("HeadquartersAddress", tuple(second), second_country),
            ],
            authority=authority.strip(),
            other_authority=other_authority.strip(),
            number=number.strip(),
            jurisdiction=jurisdiction.strip(),
            category=category.strip(),
            subcategory=subcategory.strip(),
            form=form.strip(),
            other_form=other_form.strip(),
            status=status.strip(),
            created=created,
            expired=expired,
            expiry_reason=expiry_reason.strip(),
            events=[Event(*cells) for choose in events if (cells := choose(row))[0]],
            successors=[(cells[0].strip(), cells[1].strip()) for choose in successors if any(cells := choose(row))],
            associated=(associated.strip(), associated_name.strip()),
            updated=updated,
            registration=registration.strip(),
            deleted=row[deleted].strip() or None,
        )

    return read


def _make_relationship_reader(columns: _Columns) -> _Reader:
    pick = columns.make_picker(*_RELATIONSHIP)
    periods = [
        columns.make_picker(f"{base}.periodType", f"{base}.startDate", f"{base}.endDate")
        for base in columns.find_numbered("Relationship.Period")
    ]
    standards = [columns.make_picker(f"{base}.QualifierCategory", base) for base in columns.find_numbered("Relationship.Qualifiers")]
    quantifiers = [
        columns.make_picker(f"{base}.MeasurementMethod", f"{base}.QuantifierAmount", f"{base}.QuantifierUnits")
        for base in columns.find_numbered("Relationship.Quantifiers")
    ]
    deleted = columns.find_deleted()

    def read(row: Sequence[str]) -> RelationshipRecord:
        start, start_type, end, end_type, kind, status, updated, registration, reference = pick(row)
        return RelationshipRecord(
            start=start.strip(),
            end=end.strip(),
            type=kind.strip(),
            start_type=start_type.strip(),
            end_type=end_type.strip(),
            status=status.strip(),
            periods=[Period(*cells) for choose in periods if any(cells := choose(row))],
            standards=[standard for choose in standards if (standard := choose(row)[0].strip())],
            quantifiers=[" ".join(filter(None, cells)) for choose in quantifiers if any(cells := choose(row))],
            updated=updated,
            registration=registration.strip(),
            reference=reference.strip(),
            deleted=row[deleted].strip() or None,
        )

    return read


def _make_exception_reader(columns: _Columns) -> _Reader:
    pick = columns.make_picker("LEI", "Exception.Category")
    reasons = [columns.positions[base] for base in columns.find_numbered("Exception.Reason") if base in columns.positions]
    references = [columns.positions[base] for base in columns.find_numbered("Exception.Reference") if base in columns.positions]
    deleted = columns.find_deleted()

    def read(row: Sequence[str]) -> ExceptionRecord:
        lei, category = pick(row)
        return ExceptionRecord(
            lei=lei.strip(),
            category=category.strip(),
            reasons=[row[position].strip() for position in reasons if row[position]],
            references=[row[position].strip() for position in references if row[position]],
            deleted=row[deleted].strip() or None,
        )

    return read
