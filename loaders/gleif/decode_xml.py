"""One record of XML as nested values.  Elements are known by their names without namespace or prefix: the file was known by its namespace.

No document type is taken, so no entity can be declared, and nothing is fetched.
"""

from __future__ import annotations

from typing import Final
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from ontology.errors import RecordError

_SKIPPED: Final = frozenset({"Geocoding"})
"""Half of an LEI record, and of no use here."""


def parse(raw: bytes) -> dict[str, object]:
    """The record under the name of its element.  Raises RecordError BAD_XML.

    >>> parse(b'<a:Exception xmlns:a="urn:a"><a:LEI>X</a:LEI><a:ExceptionReason>R</a:ExceptionReason></a:Exception>')
    {'Exception': {'LEI': 'X', 'ExceptionReason': 'R'}}
    """
    builder = TreeBuilder()
    parser = expat.ParserCreate(None, "}")
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(raw, True)
    except expat.ExpatError as error:
        what = f"the record is no XML: {expat.ErrorString(error.code)}"
        raise RecordError("BAD_XML", what, "check that the file is not damaged there") from None
    root = builder.close()
    return {_LOCAL[root.tag]: _value(root)}


class _Local(dict[str, str]):
    """Names without their namespaces, remembered."""

    def __missing__(self, name: str) -> str:
        local = name.rpartition("}")[2]
        if len(self) < 10_000:
            self[name] = local
        return local


_LOCAL: Final = _Local()


def _value(element: Element) -> object:
    attributes = element.attrib
    if not len(element):
        text = (element.text or "").strip()
        if not attributes:
            return text
        return {"$": text, **{f"@{_LOCAL[name]}": value for name, value in attributes.items()}}
    found: dict[str, object] = {f"@{_LOCAL[name]}": value for name, value in attributes.items()} if attributes else {}
    for child in element:
        name = _LOCAL[child.tag]
        if name in _SKIPPED:
            continue
        value = _value(child)
        if name in found:
            before = found[name]
            if isinstance(before, list):
                before.append(value)
            else:
                found[name] = [before, value]
        else:
            found[name] = value
    return found


def _refuse(*_: object) -> None:
    raise RecordError("BAD_XML", "the record declares a document type", "registers publish none; get the file from its register again")
