"""One row of BasicCompanyData as statements: the names that the register of control leaves out."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import msgspec

from loaders.contract import Context, Frame
from loaders.psc import holders
from ontology.errors import RecordError
from ontology.identifiers import identifier, is_strong
from ontology.statements import Address, Attribute, EntityStatement, Kind, Name, Statement

_ADDRESS: Final = ("CareOf", "POBox", "AddressLine1", "AddressLine2", "PostTown", "County", "PostCode")
_ATTRIBUTES: Final = {"CompanyCategory": "legal-form", "CompanyStatus": "status", "CountryOfOrigin": "country-of-origin", "URI": "uri"}
_DECODER: Final = msgspec.json.Decoder()
_FORMER: Final = 10
_SIC: Final = 4


@dataclass(frozen=True, slots=True)
class Companies:
    """The register's rows, as CSV with this header, or as JSON objects where there is none."""

    source: str
    date: str | None
    header: tuple[str, ...] = ()

    def statements(self, frame: Frame, context: Context) -> Iterator[Statement]:
        row = self._cells(frame)
        number = identifier("GB-COH", row.get("CompanyNumber", ""))
        if number is None or not is_strong(number):
            raise RecordError("MISSING_ID", "the row has no company number", "check the row at its register")
        names = [Name(text=text)] if (text := row.get("CompanyName", "").strip()) else []
        former = (row.get(f"PreviousName_{n}.CompanyName", "").strip() for n in range(1, _FORMER + 1))
        names.extend(Name(text=text, type="former") for text in former if text)
        told = [(name, row.get(column, "").strip()) for column, name in _ATTRIBUTES.items()]
        told += [("sic", row.get(f"SICCode.SicText_{n}", "").strip()) for n in range(1, _SIC + 1)]
        address = ", ".join(text for part in _ADDRESS if (text := row.get(f"RegAddress.{part}", "").strip()))
        founded, dissolved = (self._day(row.get(column, ""), context) for column in ("IncorporationDate", "DissolutionDate"))
        yield EntityStatement(
            id=context.base.statement(self.source, "company", number.value, frame.place(context).sha256 or ""), source=self.source,
            stated_at=self.date, record=number.value, place=frame.place(context), entity=context.base.identified("gb-coh", number.value),
            kind=Kind.COMPANY, names=tuple(names), identifiers=(number,), jurisdiction=None if number.value.startswith("OE") else "GB",
            founded=founded, dissolved=dissolved, attributes=tuple([Attribute(name=name, value=value) for name, value in told if value]),
            addresses=(Address(text=address, country=row.get("RegAddress.Country", "").strip() or None),) if address else (),
        )

    def _cells(self, frame: Frame) -> dict[str, str]:
        try:
            if not self.header:
                value = _DECODER.decode(frame.raw)
                if not isinstance(value, dict):
                    raise RecordError("NOT_AN_OBJECT", "the record is no JSON object", "check that the file is not damaged there")
                return {key.strip(): text for key, text in value.items() if isinstance(text, str)}
            cells = next(csv.reader([frame.raw.decode()], strict=True), [])
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            raise RecordError("BAD_JSON", "the record is no JSON", "check that the file is not damaged there") from None
        except csv.Error:
            raise RecordError("BAD_ROW", "the row is no CSV", "check that the file is not damaged there") from None
        if len(cells) != len(self.header):
            what = f"the row has {len(cells)} cells, the header names {len(self.header)}"
            raise RecordError("BAD_ROW", what, "check that the file is not damaged there")
        return dict(zip(self.header, cells, strict=True))

    def _day(self, text: str, context: Context) -> str | None:
        """A day written 31/12/2001."""
        parts = text.strip().split("/")
        return holders.day("-".join(reversed(parts)), context) if text.strip() else None
