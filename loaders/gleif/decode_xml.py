"""Decodes one record of XML into nested values.

Elements are known by their names without namespace or prefix: the file was recognised by its namespace.  No document type is accepted, so
no entity can be declared, and nothing is fetched.
"""

from __future__ import annotations

from typing import Final
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from ontology.errors import RecordError

_SKIPPED: Final = frozenset({"Geocoding"})
"""Elements that are left out: half of an LEI record, and of no use here."""


def decode(raw: bytes) -> dict[str, object]:
    """Return the record under the name of its element.  Raises RecordError BAD_XML.

    >>> decode(b'<a:Exception xmlns:a="urn:a"><a:LEI>X</a:LEI><a:ExceptionReason>R</a:ExceptionReason></a:Exception>')
    {'Exception': {'LEI': 'X', 'ExceptionReason': 'R'}}
    """
    builder = TreeBuilder()
    parser = expat.ParserCreate(None, "}")
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(raw, True)
    except expat.ExpatError as error:
        what = f"the record is no XML: {expat.ErrorString(error.code)}"
        raise RecordError("BAD_XML", what, "check that the file is not damaged there") from None
    root = builder.close()
    return {_LOCAL[root.tag]: _nest(root)}


class _LocalNames(dict[str, str]):
    """Local names by full names, remembered."""

    def __missing__(self, name: str) -> str:
        local = name.rpartition("}")[2]
        if len(self) < 10_000:
            self[name] = local
        return local


_LOCAL: Final = _LocalNames()


def _nest(element: Element) -> object:
    """Return the text of an element, or its children by name."""
    attributes = element.attrib
    if not len(element):
        text = (element.text or "").strip()
        if not attributes:
            return text
        return {"$": text, **{f"@{_LOCAL[name]}": value for name, value in attributes.items()}}
    values: dict[str, object] = {f"@{_LOCAL[name]}": value for name, value in attributes.items()} if attributes else {}
    for child in element:
        name = _LOCAL[child.tag]
        if name in _SKIPPED:
            continue
        value = _nest(child)
        if name in values:
            earlier = values[name]
            if isinstance(earlier, list):
                earlier.append(value)
            else:
                values[name] = [earlier, value]
        else:
            values[name] = value
    return values


def _refuse_doctype(*_: object) -> None:
    raise RecordError("BAD_XML", "the record declares a document type", "registers publish none; get the file from its register again")
