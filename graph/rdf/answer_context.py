"""The JSON-LD contexts of answers: how a program reads their JSON as RDF.

Each field is a property named after it, in a namespace of answers, since what an engine answers for a day and by a rule is not what a
source states.  Statements within an answer, and what an answer about a party says of it, are in the words of the vocabulary, as far as
JSON can say it: parts of a statement have no IRI, dates no type, and a quote, whose place is a selector, is left out.
"""

from __future__ import annotations

from typing import Any, Final

from ontology.rdf_fields import CANONICAL_PARTY, RECORDS, STATEMENTS, Codec, FieldMapping, RecordMapping, code_iri
from ontology.statements import Kind
from ontology.terms import OWN, RDF, RDFS

ANSWERS: Final = "https://w3id.org/ownership-graph/answers#"
"""The namespace of the fields of answers."""

IDS: Final = (
    "statement", "statements", "also", "also_stated_by", "began", "ended", "source", "sources", "part_of", "holder", "subject", "party",
)  # fmt: skip
"""Fields that hold the ids of what has an IRI, where they do not hold the thing itself."""

_LISTS: Final = ("chain", "links")
"""Fields whose order is part of what they say."""

_CODES: Final = ("rule", "rules")
"""Things whose id is a code, no IRI."""

CONTEXT: Final[dict[str, Any]] = {
    "@version": 1.1,
    "@vocab": ANSWERS,
    "id": "@id",
    "type": "@type",
    "name": f"{RDFS}label",
    "title": f"{RDFS}label",
    **{name: {"@id": f"{ANSWERS}{name}", "@type": "@id"} for name in IDS},
    **{name: {"@id": f"{ANSWERS}{name}", "@container": "@list"} for name in _LISTS},
    **{name: {"@id": f"{ANSWERS}{name}", "@context": {"id": f"{ANSWERS}id", "title": f"{ANSWERS}title"}} for name in _CODES},
    # How many there are, where other answers list which.
    "explored": {"@id": f"{ANSWERS}explored", "@context": {"statements": f"{ANSWERS}statements"}},
}
"""The context that JSON-LD written from an answer holds."""


def make_context() -> dict[str, Any]:
    """Make the context that plain JSON refers to: that of JSON-LD, and the words of the vocabulary for parties and statements.

    >>> make_context()["statement"]["@context"]["holder"]
    {'@id': 'https://w3id.org/ownership-graph/ns#holder', '@type': '@id'}
    """
    record = _describe_record(STATEMENTS)
    tags = {str(r.type.__struct_config__.tag): r.class_iri for r in STATEMENTS}
    record["type"] = {"@id": f"{RDF}type", "@type": "@vocab", "@context": tags}
    party = {
        "kind": {"@id": f"{OWN}kind", "@type": "@vocab", "@context": {kind.value: code_iri(kind) for kind in Kind}},
        "same": {"@reverse": CANONICAL_PARTY, "@type": "@id"},
        # The type of a name or an address is a word, no class.
        **{name: {"@id": f"{ANSWERS}{name}", "@context": {"type": f"{ANSWERS}type"}} for name in ("names", "addresses")},
    }
    return {
        **CONTEXT,
        **{name: {"@id": f"{ANSWERS}{name}", "@type": "@id", "@context": record} for name in ("statement", "statements")},
        "EntityAnswer": {"@id": f"{OWN}Party", "@context": party},
    }


def _describe_record(kinds: tuple[RecordMapping, ...]) -> dict[str, Any]:
    """Describe the fields of records; what RDF says otherwise is left out."""
    terms: dict[str, Any] = {"@vocab": None, "fraction": None}
    for kind in kinds:
        for field in kind.fields:
            # A share has two properties of each bound; JSON has the percentage.
            if field.codec is not Codec.FRACTION:
                terms[field.name] = _describe_field(field)
    return terms


def _describe_field(field: FieldMapping) -> dict[str, Any] | str | None:
    if field.selector is not None or field.codec is Codec.LINKS:
        return None
    if field.codec is Codec.IRI:
        return {"@id": field.property, "@type": "@id"}
    if field.codec is Codec.CODE:
        assert field.value_type is not None
        codes = {code.value: code_iri(code) for code in field.value_type}  # type: ignore[attr-defined]
        return {"@id": field.property, "@type": "@vocab", "@context": codes}
    if field.value_type is not None:
        return {"@id": field.property, "@context": _describe_record((RECORDS[field.value_type],))}
    return field.property
