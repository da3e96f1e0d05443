"""Invented records of GLEIF in the nested form of the golden copy, and what writes them as each of the forms that GLEIF publishes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from loaders.contract import LoadContext, Reject
from loaders.open import load_file
from ontology.statements import Source, Statement
from ontology.terms import Base

Nested = dict[str, Any]
BASE = Base()

_SPACES = {
    "LEIRecord": ("LEIData", "http://www.gleif.org/data/schema/leidata/2016"),
    "RelationshipRecord": ("RelationshipData", "http://www.gleif.org/data/schema/rr/2016"),
    "Exception": ("ReportingExceptionData", "http://www.gleif.org/data/schema/repex/2016"),
}
_EXTENSION = "http://www.gleif.org/data/schema/golden-copy/extensions/1.0"
_COLUMNS = (
    ("Relationship.RelationshipPeriods.RelationshipPeriod", "Relationship.Period"),
    (".StartDate", ".startDate"),
    (".EndDate", ".endDate"),
    (".PeriodType", ".periodType"),
    ("Relationship.RelationshipQualifiers.RelationshipQualifier", "Relationship.Qualifiers"),
    ("Relationship.RelationshipQuantifiers.RelationshipQuantifier", "Relationship.Quantifiers"),
    ("ExceptionCategory", "Exception.Category"),
    ("ExceptionReason", "Exception.Reason"),
    ("ExceptionReference", "Exception.Reference"),
)


def lei(number: int) -> str:
    """An LEI of no register, with right check digits.

    >>> lei(1)
    '99990000000000000184'
    """
    stem = f"99990000{number:010d}"
    return f"{stem}{98 - int(stem + '00') % 97:02d}"


def value(text: str, **attributes: str) -> Nested:
    return {**{f"@{name.replace('_', ':')}": attribute for name, attribute in attributes.items()}, "$": text}


def values(fields: Nested) -> Nested:
    """Plain texts as the golden copy's JSON writes them."""
    return {
        name: item
        if name.startswith(("@", "$"))
        else value(item)
        if isinstance(item, str)
        else values(item)
        if isinstance(item, dict)
        else [value(x) if isinstance(x, str) else values(x) for x in item]
        for name, item in fields.items()
    }


def entity(number: int, name: str = "Zenda Motors", *, deleted: str | None = None, registration: str = "ISSUED", **fields: Any) -> Nested:
    record: Nested = {
        "LEI": lei(number),
        "Entity": {
            "LegalName": value(name, xml_lang="en"),
            "LegalAddress": {
                "FirstAddressLine": "1 Castle Road",
                "AdditionalAddressLine": ["Tower", "Floor 2"],
                "City": "Zenda",
                "Country": "GB",
                "PostalCode": "Z1",
            },
            "HeadquartersAddress": {"FirstAddressLine": "2 Mill Lane", "City": "Strelsau", "Country": "GB"},
            "RegistrationAuthority": {"RegistrationAuthorityID": "RA000585", "RegistrationAuthorityEntityID": "1234567"},
            "LegalJurisdiction": "GB",
            "EntityCategory": "GENERAL",
            "LegalForm": {"EntityLegalFormCode": "H0PO"},
            "EntityStatus": "ACTIVE",
            "EntityCreationDate": "2001-02-03T23:30:00-05:00",
            **fields,
        },
        "Registration": {
            "InitialRegistrationDate": "2014-01-01T00:00:00Z",
            "LastUpdateDate": "2023-05-18T15:41:20.212Z",
            "RegistrationStatus": registration,
        },
    }
    if deleted is not None:
        record["Extension"] = {"Deletion": {"DeletedAt": deleted}}
    return values(record)


def relation(
    child: int,
    parent: int,
    kind: str = "IS_DIRECTLY_CONSOLIDATED_BY",
    start: str = "2015-01-01T00:00:00Z",
    end: str = "",
    *,
    status: str = "ACTIVE",
    registration: str = "PUBLISHED",
    updated: str = "2023-05-18T00:00:00Z",
    deleted: str | None = None,
    **fields: Any,
) -> Nested:
    period = {**({"StartDate": start} if start else {}), **({"EndDate": end} if end else {}), "PeriodType": "RELATIONSHIP_PERIOD"}
    record: Nested = {
        "Relationship": {
            "StartNode": {"NodeID": lei(child), "NodeIDType": "LEI"},
            "EndNode": {"NodeID": lei(parent), "NodeIDType": "LEI"},
            "RelationshipType": kind,
            "RelationshipPeriods": {"RelationshipPeriod": [period]},
            "RelationshipStatus": status,
            **fields,
        },
        "Registration": {"LastUpdateDate": updated, "RegistrationStatus": registration},
    }
    if deleted is not None:
        record["Extension"] = {"Deletion": {"DeletedAt": deleted}}
    return values(record)


def exception(number: int, *reasons: str, category: str = "DIRECT_ACCOUNTING_CONSOLIDATION_PARENT", **fields: Any) -> Nested:
    return values({"LEI": lei(number), "ExceptionCategory": category, "ExceptionReason": list(reasons), **fields})


def as_json(records: Iterable[Nested], key: str = "records", **more: Any) -> bytes:
    return json.dumps({**more, key: list(records)}).encode()


def plain(nested: Any) -> Any:
    """Without "$", and one of several standing alone: as others write the golden copy on."""
    if isinstance(nested, list):
        return plain(nested[0]) if len(nested) == 1 else [plain(x) for x in nested]
    if isinstance(nested, dict):
        return nested["$"] if "$" in nested and len(nested) == 1 else {name: plain(item) for name, item in nested.items()}
    return nested


def as_xml(records: Iterable[Nested], prefix: str = "g", header: str = "<{0}ContentDate>2023-06-05T08:20:51Z</{0}ContentDate>") -> bytes:
    """With any prefix of the namespace, or none."""
    listed = list(records)
    name = "LEIRecord" if "Entity" in listed[0] else "RelationshipRecord" if "Relationship" in listed[0] else "Exception"
    root, space = _SPACES[name]
    own = f"{prefix}:" if prefix else ""
    declared = f'xmlns{":" if prefix else ""}{prefix}="{space}" xmlns:x="{_EXTENSION}"'
    body = "".join(_element(name, record, own) for record in listed)
    head = f"<{own}Header>{header.format(own)}</{own}Header>"
    return f'<?xml version="1.0" encoding="UTF-8"?><{own}{root} {declared}>{head}{body}</{own}{root}>'.encode()


def _element(name: str, nested: Any, prefix: str) -> str:
    if isinstance(nested, list):
        return "".join(_element(name, item, prefix) for item in nested)
    tag = f"x:{name}" if name in ("Deletion", "DeletedAt", "Geocoding") else f"{prefix}{name}"
    attributes = "".join(f' {key[1:]}="{item}"' for key, item in nested.items() if key.startswith("@"))
    inner = nested.get("$", "") + "".join(_element(key, item, prefix) for key, item in nested.items() if key[0] not in "@$")
    return f"<{tag}{attributes}>{inner}</{tag}>"


def as_csv(records: Iterable[Nested], quoting: Any = csv.QUOTE_ALL, **more: str) -> bytes:
    rows = []
    for record in records:
        cells: dict[str, str] = {}
        _flatten("", record, cells)
        rows.append({_column(name): text for name, text in cells.items()} | more)
    columns = sorted({name for row in rows for name in row}, key=lambda name: (name != "LEI", name))
    out = io.StringIO()
    writer = csv.writer(out, quoting=quoting)
    writer.writerow(columns)
    writer.writerows([row.get(name, "") for name in columns] for row in rows)
    return out.getvalue().encode()


def _column(name: str) -> str:
    for nested, flat in _COLUMNS:
        name = name.replace(nested, flat)
    return name.replace(".@xml:lang", ".xmllang").replace(".@", ".")


def _flatten(path: str, nested: Any, cells: dict[str, str]) -> None:
    if isinstance(nested, str):
        cells[path.removesuffix(".$")] = nested
    elif isinstance(nested, list):
        for number, item in enumerate(nested, 1):
            _flatten(f"{path}.{number}", item, cells)
    else:
        for name, item in nested.items():
            _flatten(f"{path}.{name}" if path else name, item, cells)


class Loaded:
    """What a file gave."""

    def __init__(self, file: Path, raw: bytes | None = None) -> None:
        if raw is not None:
            file.write_bytes(raw)
        self.rejects: list[Reject] = []
        self.context = LoadContext(BASE, file, on_reject=self.rejects.append)
        self.sources: list[Source] = []
        self.statements: list[Statement] = []
        for stream in load_file(self.context):
            self.sources.append(stream.source)
            self.statements.extend(stream)

    @property
    def source(self) -> Source:
        (source,) = self.sources
        return source

    @property
    def counts(self) -> tuple[int, int, int, int, int]:
        c = self.context
        assert c.read == c.loaded + c.merged + c.rejected
        assert c.rejected == len(self.rejects)
        return c.read, c.loaded, c.merged, c.rejected, c.statements
