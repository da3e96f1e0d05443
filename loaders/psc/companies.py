"""One row of BasicCompanyData as statements: the names that the register of control leaves out."""

from __future__ import annotations

import csv
import functools
from dataclasses import dataclass
from typing import Final

from loaders.contract import LoadContext, RawRecord
from loaders.psc import entities
from loaders.psc.identifiers import SCHEME
from loaders.psc.model import loosely
from loaders.psc.record import company_iri, jurisdiction
from ontology.errors import RecordError
from ontology.identifiers import is_strong, normalise_company_number
from ontology.statements import Address, Attribute, EntityStatement, Identifier, Kind, Name, Statement

_ADDRESS: Final = tuple(
    f"RegAddress.{part}" for part in ("CareOf", "POBox", "AddressLine1", "AddressLine2", "PostTown", "County", "PostCode")
)
_ATTRIBUTES: Final = (
    ("CompanyCategory", "legal-form"),
    ("CompanyStatus", "status"),
    ("CountryOfOrigin", "country-of-origin"),
    *((f"SICCode.SicText_{n}", "sic") for n in range(1, 5)),
    ("URI", "uri"),
)
_FORMER: Final = tuple(f"PreviousName_{n}.CompanyName" for n in range(1, 11))


@dataclass(frozen=True, slots=True)
class Companies:
    """The register's rows, as CSV with this header, or as JSON objects where there is none."""

    source: str
    date: str | None
    header: tuple[str, ...] = ()

    def map_record(self, raw_record: RawRecord, context: LoadContext) -> list[Statement]:
        row = self._cells(raw_record)
        number = Identifier(scheme=SCHEME, value=normalise_company_number(row.get("CompanyNumber", "")))
        if not is_strong(number):
            raise RecordError("MISSING_ID", "the row has no company number", "check the row at its register")
        place = raw_record.locate(context)
        names = [Name(text=text)] if (text := row.get("CompanyName")) else []
        names += [Name(text=text, type="former") for column in _FORMER if (text := row.get(column))]
        address, country = ", ".join([text for column in _ADDRESS if (text := row.get(column))]), row.get("RegAddress.Country") or None
        founded, dissolved = _day(row.get("IncorporationDate"), context), _day(row.get("DissolutionDate"), context)
        if founded is not None and dissolved is not None and dissolved < founded:
            context.warn("DATES_BACKWARDS")
            founded = dissolved = None
        return [
            EntityStatement(
                id=context.base.statement(self.source, "company", number.value, place.sha256 or ""),
                source=self.source,
                stated_at=self.date,
                record=number.value,
                place=place,
                entity=company_iri(context.base, number.value),
                kind=Kind.COMPANY,
                names=tuple(names),
                identifiers=(number,),
                jurisdiction=jurisdiction(number.value),
                founded=founded,
                dissolved=dissolved,
                addresses=(Address(text=address or country or "", type="registered", country=country),) if address or country else (),
                attributes=tuple([_attribute(name, text) for column, name in _ATTRIBUTES if (text := row.get(column))]),
            )
        ]

    def _cells(self, raw_record: RawRecord) -> dict[str, str]:
        """The cells that are not empty, by their column."""
        if not self.header:
            told = ((key.strip(), str(value).strip()) for key, value in loosely(raw_record).items() if isinstance(value, str | int))
            return {column: text for column, text in told if text}
        try:
            cells = next(csv.reader([raw_record.raw.decode()], strict=True), [])
        except UnicodeDecodeError:
            raise RecordError("BAD_ROW", "the row is not UTF-8", "check that the file is not damaged there") from None
        except csv.Error:
            raise RecordError("BAD_ROW", "the row is no CSV", "check that the file is not damaged there") from None
        if len(cells) != len(self.header):
            what = f"the row has {len(cells)} cells, the header names {len(self.header)}"
            raise RecordError("BAD_ROW", what, "check that the file is not damaged there")
        return {column: text for column, cell in zip(self.header, cells, strict=True) if cell and (text := cell.strip())}


@functools.lru_cache(maxsize=16_384)
def _attribute(name: str, value: str) -> Attribute:
    return Attribute(name=name, value=value)


def _day(text: str | None, context: LoadContext) -> str | None:
    """A day written 31/12/2001."""
    return entities.day("-".join(reversed(text.split("/"))), context) if text else None
