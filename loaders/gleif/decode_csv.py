"""Rows of the golden copy's CSV.  Columns are found by their names in the header; one that is not known here is passed over.

Owns the names of columns.  Knows neither files nor statements.
"""

from __future__ import annotations

import csv
import functools
from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from typing import Final

from loaders.gleif.model import Event, ExceptionRecord, LeiRecord, Located, Named, Period, Record, RelationshipRecord
from ontology.errors import RecordError

MARKS: Final = (
    frozenset({"Relationship.StartNode.NodeID", "Relationship.EndNode.NodeID"}),
    frozenset({"LEI", "Exception.Category"}),
    frozenset({"LEI", "Entity.LegalName"}),
)
"""What a header has to name: of relationship records, of reporting exceptions, of LEI records."""

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
_Pick = Callable[[Sequence[str]], tuple[str, ...]]
_Reader = Callable[[Sequence[str]], Record]


def cells(line: str, delimiter: str, count: int) -> list[str]:
    """The cells of one row.  Raises RecordError BAD_ROW.

    >>> cells('"a","b, c",""', ",", 3)
    ['a', 'b, c', '']
    """
    if len(line) > 1 and line[0] == '"' == line[-1] and line.count('"') == 2 * count:
        # All cells are quoted and none holds a quote, so nothing else than a delimiter stands between two quotes.
        found = line[1:-1].split(f'"{delimiter}"')
        if len(found) == count:
            return found
    try:
        found = next(csv.reader(line.split("\n") if "\n" in line else [line], delimiter=delimiter, strict=True), [])
    except csv.Error as error:
        raise RecordError("BAD_ROW", f"the row is no CSV: {error}", "check that the file is not damaged there") from None
    if len(found) != count:
        raise RecordError("BAD_ROW", f"the row has {len(found)} cells and the header {count}", "check that the file is not damaged there")
    return found


@functools.lru_cache(maxsize=8)
def reader(header: tuple[str, ...]) -> _Reader:
    """How a row below this header is read."""
    columns = _Columns(header)
    if MARKS[0] <= columns.place.keys():
        return _relationships(columns)
    return _exceptions(columns) if MARKS[1] <= columns.place.keys() else _leis(columns)


class _Columns:
    """Where columns stand.  A row is given one empty cell more, which stands for all columns that there are not."""

    def __init__(self, header: Sequence[str]) -> None:
        self.place = {name: place for place, name in reversed(list(enumerate(header)))}

    def pick(self, *names: str) -> _Pick:
        """Some cells of a row, at least two."""
        return itemgetter(*(self.place.get(name, -1) for name in names))

    def numbered(self, stem: str) -> Iterator[str]:
        """``stem`` itself and ``stem.1``, ``stem.2``, ... as far as there are such columns, or columns below them."""
        bases = {name[:end] for name in self.place if name.startswith(stem) for end in _ends(name, len(stem))}
        yield from sorted(bases, key=lambda base: (len(base), base))

    def deleted(self) -> int:
        return next((place for name, place in self.place.items() if name.endswith("DeletedAt")), -1)


def _ends(name: str, stem: int) -> Iterator[int]:
    """Where ``stem`` or ``stem.N`` ends in a name that begins with it."""
    number = name[stem + 1 :].partition(".")[0]
    if name[stem : stem + 1] == "." and number.isdigit():
        yield stem + 1 + len(number)
    elif name[stem : stem + 1] in ("", "."):
        yield stem


def _leis(columns: _Columns) -> _Reader:
    pick = columns.pick(*_LEI)
    other = [
        (single, columns.pick(base, f"{base}.xmllang", f"{base}.type"))
        for plural, single in (("OtherEntityNames", "OtherEntityName"), ("TransliteratedOtherEntityNames", "TransliteratedOtherEntityName"))
        for base in columns.numbered(f"Entity.{plural}.{single}")
    ]
    legal, seat = (
        columns.pick(*(f"Entity.{kind}.{name}" for name in (*_ADDRESS, "Country"))) for kind in ("LegalAddress", "HeadquartersAddress")
    )
    heirs = [columns.pick(f"{base}.SuccessorLEI", f"{base}.SuccessorEntityName") for base in columns.numbered("Entity.SuccessorEntity")]
    events = [
        columns.pick(f"{base}.LegalEntityEventType", f"{base}.event_status", f"{base}.LegalEntityEventEffectiveDate")
        for base in columns.numbered("Entity.LegalEntityEvents.LegalEntityEvent")
    ]
    deleted = columns.deleted()

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
        names = [Named(name.strip(), "", lang)]
        for single, choose in other:
            text, lang, kind = choose(row)
            if text:
                names.append(Named(text.strip(), kind or single, lang))
        *first, first_country = legal(row)
        *second, second_country = seat(row)
        return LeiRecord(
            lei=lei.strip(),
            names=names,
            addresses=[Located("LegalAddress", tuple(first), first_country), Located("HeadquartersAddress", tuple(second), second_country)],
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
            events=[Event(*found) for choose in events if (found := choose(row))[0]],
            successors=[(heir[0].strip(), heir[1].strip()) for choose in heirs if any(heir := choose(row))],
            associated=(associated.strip(), associated_name.strip()),
            updated=updated,
            registration=registration.strip(),
            deleted=row[deleted].strip() or None,
        )

    return read


def _relationships(columns: _Columns) -> _Reader:
    pick = columns.pick(*_RELATIONSHIP)
    periods = [
        columns.pick(f"{base}.periodType", f"{base}.startDate", f"{base}.endDate") for base in columns.numbered("Relationship.Period")
    ]
    standards = [columns.pick(f"{base}.QualifierCategory", base) for base in columns.numbered("Relationship.Qualifiers")]
    quantifiers = [
        columns.pick(f"{base}.MeasurementMethod", f"{base}.QuantifierAmount", f"{base}.QuantifierUnits")
        for base in columns.numbered("Relationship.Quantifiers")
    ]
    deleted = columns.deleted()

    def read(row: Sequence[str]) -> RelationshipRecord:
        start, start_type, end, end_type, kind, status, updated, registration, reference = pick(row)
        return RelationshipRecord(
            start=start.strip(),
            end=end.strip(),
            type=kind.strip(),
            start_type=start_type.strip(),
            end_type=end_type.strip(),
            status=status.strip(),
            periods=[Period(*found) for choose in periods if any(found := choose(row))],
            standards=[standard for choose in standards if (standard := choose(row)[0].strip())],
            quantifiers=[" ".join(filter(None, found)) for choose in quantifiers if any(found := choose(row))],
            updated=updated,
            registration=registration.strip(),
            reference=reference.strip(),
            deleted=row[deleted].strip() or None,
        )

    return read


def _exceptions(columns: _Columns) -> _Reader:
    pick = columns.pick("LEI", "Exception.Category")
    reasons = [columns.place[base] for base in columns.numbered("Exception.Reason") if base in columns.place]
    references = [columns.place[base] for base in columns.numbered("Exception.Reference") if base in columns.place]
    deleted = columns.deleted()

    def read(row: Sequence[str]) -> ExceptionRecord:
        lei, category = pick(row)
        return ExceptionRecord(
            lei=lei.strip(),
            category=category.strip(),
            reasons=[row[place].strip() for place in reasons if row[place]],
            references=[row[place].strip() for place in references if row[place]],
            deleted=row[deleted].strip() or None,
        )

    return read
