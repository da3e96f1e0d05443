"""Nodes as parties.  No node but an entity is known to be a company: an officer or an intermediary may be a person as well."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from loaders.icij.codes import ATTRIBUTES, COMPANY_KINDS, DATE_ATTRIBUTES, JURISDICTIONS
from loaders.icij.model import ROWS
from loaders.icij.record import RecordContext
from ontology.errors import RecordError
from ontology.statements import Address, Attribute, EntityStatement, Identifier, IdentityStatement, Kind, Name, Statement

_TRUST: Final = re.compile(r"\btrust\b", re.IGNORECASE)
_FOUNDATION: Final = re.compile(r"\bfoundation\b|\bfund\b", re.IGNORECASE)


def describe_node(record: RecordContext, cells: dict[str, str], scheme: str, node_type: str | None) -> Iterator[Statement]:
    """Yield the party of a node, and that its two numbers name one party; nothing of an address.

    ``scheme``: of the nodes' numbers; ``node_type``: what the node is called.  Raises RecordError MISSING_ID.
    """
    context, base = record.context, record.context.base
    identity, row_number = cells.get("id"), cells.get("row_id")
    if identity is None and row_number is not None:
        scheme, identity, row_number = ROWS, row_number, None
    if identity is None:
        raise RecordError("MISSING_ID", "the node has no id", "check that the file is not damaged there")
    if node_type == "address":
        context.warn("ADDRESS")
        return
    code = cells.get("jurisdiction", "")
    party = base.identifier(scheme, identity)
    yield EntityStatement(
        id=record.make_id("node", identity),
        source=record.source,
        stated_at=record.stated_at,
        record=identity,
        place=record.place,
        note=cells.get("note"),
        entity=party,
        kind=_find_kind(node_type, cells),
        names=_list_names(record, cells),
        identifiers=(Identifier(scheme=scheme.upper(), value=identity),),
        jurisdiction=JURISDICTIONS.get(code.upper()),
        founded=record.read_day(cells.get("incorporation_date")),
        addresses=(Address(text=cells["address"]),) if "address" in cells else (),
        attributes=_list_attributes(record, cells, node_type),
    )
    if row_number is not None:
        yield IdentityStatement(
            id=record.make_id("row", identity, row_number),
            source=record.source,
            stated_at=record.stated_at,
            record=identity,
            place=record.place,
            left=party,
            right=base.identifier(ROWS, row_number),
            reason="the row has both numbers",
        )


def _find_kind(node_type: str | None, cells: dict[str, str]) -> Kind:
    """Return what the node is: a company where it is called one, else what its legal form says."""
    form = cells.get("legal_form", "") or cells.get("type", "")
    if node_type in COMPANY_KINDS:
        return Kind.ARRANGEMENT if _TRUST.search(form) else Kind.LEGAL_ENTITY if _FOUNDATION.search(form) else Kind.COMPANY
    return (Kind.ARRANGEMENT if _TRUST.search(form) else Kind.LEGAL_ENTITY) if node_type == "other" and form else Kind.UNKNOWN


def _list_names(record: RecordContext, cells: dict[str, str]) -> tuple[Name, ...]:
    """Return the name, then every other, each once."""
    name = cells.get("name") or cells.get("label")
    if name is None:
        record.context.warn("NO_NAME")
    names = {name: Name(text=name)} if name else {}
    for text, type_ in ((cells.get("original_name"), "alias"), (cells.get("former_name"), "former")):
        if text:
            names.setdefault(text, Name(text=text, type=type_))
    return tuple(names.values())


def _list_attributes(record: RecordContext, cells: dict[str, str], node_type: str | None) -> tuple[Attribute, ...]:
    pairs = [(attribute, cells[column]) for column, attribute in ATTRIBUTES.items() if column in cells]
    pairs += [("country", country) for text in cells.get("countries", "").split(";") if (country := text.strip())]
    pairs += [(attribute, day) for column, attribute in DATE_ATTRIBUTES.items() if (day := record.read_day(cells.get(column)))]
    if node_type:
        pairs.append(("category", node_type))
    if "jurisdiction" in cells and "jurisdiction_description" not in cells:
        pairs.append(("jurisdiction", cells["jurisdiction"]))
    return tuple([Attribute(name=name, value=value) for name, value in dict.fromkeys(pairs)])
