"""One row of BasicCompanyData, the register of companies, as a statement: it has the names that the register of control leaves out."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import Final

from loaders.common.decoding import DAMAGED, check_cells, decode_object
from loaders.common.identifiers import make_party_iri
from loaders.common.statements import make_attribute
from loaders.contract import LoadContext, RawRecord
from loaders.psc.entities import find_jurisdiction
from loaders.psc.identifiers import SCHEME
from loaders.psc.record import read_day
from ontology.errors import RecordError
from ontology.identifiers import is_strong, normalise_company_number
from ontology.statements import Address, EntityStatement, Identifier, Kind, Name, Statement

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
_FORMER_NAMES: Final = tuple(f"PreviousName_{n}.CompanyName" for n in range(1, 11))


@dataclass(frozen=True, slots=True)
class CompanyMapper:
    """The rows of the register, as CSV with this header, or as JSON objects where there is none."""

    source: str
    date: str | None
    header: tuple[str, ...] = ()

    def map_record(self, raw_record: RawRecord, context: LoadContext) -> list[Statement]:
        """Return the company of a row.  Raises RecordError MISSING_ID, BAD_ROW, BAD_JSON, NOT_AN_OBJECT."""
        row = self._decode(raw_record.raw)
        number = Identifier(scheme=SCHEME, value=normalise_company_number(row.get("CompanyNumber", "")))
        if not is_strong(number):
            raise RecordError("MISSING_ID", "the row has no company number", "check the row at its register")
        place = raw_record.locate(context)
        names = [Name(text=text)] if (text := row.get("CompanyName")) else []
        names += [Name(text=text, type="former") for column in _FORMER_NAMES if (text := row.get(column))]
        address, country = ", ".join([text for column in _ADDRESS if (text := row.get(column))]), row.get("RegAddress.Country") or None
        founded, dissolved = _read_day(row.get("IncorporationDate"), context), _read_day(row.get("DissolutionDate"), context)
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
                entity=make_party_iri(context.base, SCHEME, number.value),
                kind=Kind.COMPANY,
                names=tuple(names),
                identifiers=(number,),
                jurisdiction=find_jurisdiction(number.value),
                founded=founded,
                dissolved=dissolved,
                addresses=(Address(text=address or country or "", type="registered", country=country),) if address or country else (),
                attributes=tuple([make_attribute(name, text) for column, name in _ATTRIBUTES if (text := row.get(column))]),
            )
        ]

    def _decode(self, raw: bytes) -> dict[str, str]:
        """Return the cells that are not empty, by their column."""
        if not self.header:
            texts = ((key.strip(), str(value).strip()) for key, value in decode_object(raw).items() if isinstance(value, str | int))
            return {column: text for column, text in texts if text}
        try:
            cells = next(csv.reader([raw.decode()], strict=True), [])
        except UnicodeDecodeError:
            raise RecordError("BAD_ROW", "the row is not UTF-8", DAMAGED) from None
        except csv.Error:
            raise RecordError("BAD_ROW", "the row is no CSV", DAMAGED) from None
        check_cells(cells, self.header)
        return {column: text for column, cell in zip(self.header, cells, strict=True) if cell and (text := cell.strip())}


def _read_day(text: str | None, context: LoadContext) -> str | None:
    """Return a day that is written 31/12/2001."""
    return read_day("-".join(reversed(text.split("/"))), context) if text else None
