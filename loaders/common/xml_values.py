"""Decodes one record of XML into nested values.

Elements are known by their names without namespace or prefix: the file was recognised before.  No document type is accepted, so no entity
can be declared, and nothing is fetched.
"""

from __future__ import annotations

from typing import Any, Final
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from loaders.common.decoding import DAMAGED
from ontology.errors import RecordError


def decode_xml(raw: bytes, encoding: str | None = None, *, skip: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Return the record under the name of its element.  Raises RecordError BAD_XML.

    ``encoding``: that the prolog of the file declares; None: UTF-8.  ``skip``: names of elements that are left out.

    >>> decode_xml(b'<a:Exception xmlns:a="urn:a"><a:LEI>X</a:LEI><a:ExceptionReason>R</a:ExceptionReason></a:Exception>')
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
        parser.Parse(raw if encoding is None else raw.decode(encoding).encode(), True)
    except UnicodeDecodeError:
        raise RecordError("BAD_XML", f"the record is not {encoding}, as the file declares", DAMAGED) from None
    except expat.ExpatError as error:
        what = f"the record is no XML: {expat.ErrorString(error.code)}"
        raise RecordError("BAD_XML", what, DAMAGED) from None
    root = builder.close()
    return {_LOCAL[root.tag]: _nest(root, skip)}


class _LocalNames(dict[str, str]):
    """Local names by full names, remembered."""

    def __missing__(self, name: str) -> str:
        local = name.rpartition("}")[2]
        if len(self) < 10_000:
            self[name] = local
        return local


_LOCAL: Final = _LocalNames()


def _nest(element: Element, skip: frozenset[str]) -> object:
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
        if name in skip:
            continue
        value = _nest(child, skip)
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
