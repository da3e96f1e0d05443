"""Invented items of Wikidata in the true shapes: JSON as dumps and Special:EntityData give it, N-Triples as dumps give them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from graph.generation.generation import Generation
from graph.queries import controllers, find_party
from loaders.contract import LoadContext, Reject
from loaders.open import load_file
from ontology.statements import EntityStatement, IdentityStatement, InterestStatement, Source, Statement
from ontology.terms import Base
from tests.scenarios import ask

BASE = Base()
WD = "http://www.wikidata.org/"
XSD = "http://www.w3.org/2001/XMLSchema#"


def snak(property_: str, value: object) -> dict[str, Any]:
    """``Q…`` is an item, ``some`` and ``none`` the missing values, a pair (time, precision), a dictionary a value as it stands."""
    if value in ("some", "none"):
        return {"snaktype": "somevalue" if value == "some" else "novalue", "property": property_, "hash": "0"}
    if isinstance(value, tuple):
        time, precision = value
        kind, content = (
            "time",
            {"time": time, "timezone": 0, "before": 0, "after": 0, "precision": precision, "calendarmodel": f"{WD}entity/Q1985727"},
        )
    elif isinstance(value, dict):
        kind, content = "time" if "time" in value else "quantity" if "amount" in value else "monolingualtext", value
    elif isinstance(value, str) and value[:1] == "Q" and value[1:].isdigit():
        kind, content = "wikibase-entityid", {"entity-type": "item", "numeric-id": int(value[1:]), "id": value}
    else:
        return {"snaktype": "value", "property": property_, "hash": "0", "datavalue": {"value": value, "type": "string"}}
    return {"snaktype": "value", "property": property_, "hash": "0", "datavalue": {"value": content, "type": kind}}


def amount(number: str, **bounds: str) -> dict[str, Any]:
    return {"amount": number, "unit": "1", **bounds}


class Claims:
    """Makes claims with an id each."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, property_: str, value: object, rank: str = "normal", url: str | None = None, **qualifiers: object) -> dict[str, Any]:
        self.count += 1
        statement: dict[str, Any] = {
            "mainsnak": snak(property_, value),
            "type": "statement",
            "rank": rank,
            "id": f"Q0$0000{self.count:04d}-AAAA-BBBB-CCCC-DDDDDDDDDDDD",
        }
        if qualifiers:
            statement["qualifiers"] = {
                key: [snak(key, one) for one in (values if isinstance(values, list) else [values])] for key, values in qualifiers.items()
            }
            statement["qualifiers-order"] = list(qualifiers)
        if url:
            statement["references"] = [{"hash": "1", "snaks": {"P854": [snak("P854", url)]}, "snaks-order": ["P854"]}]
        return statement


claim = Claims()


def item(identity: str, label: str = "", *claims: dict[str, Any], modified: str = "2024-02-03T10:11:12Z", **more: object) -> dict[str, Any]:
    by_property: dict[str, list[Any]] = {}
    for one in claims:
        by_property.setdefault(one["mainsnak"]["property"], []).append(one)
    return {
        "type": "item",
        "id": identity,
        "labels": {"en": {"language": "en", "value": label}} if label else [],
        "descriptions": {},
        "aliases": {},
        "claims": by_property or [],
        "sitelinks": {},
        "pageid": 1,
        "ns": 0,
        "title": identity,
        "lastrevid": 5,
        "modified": modified,
        **more,
    }


def dump(*records: object) -> bytes:
    """As a dump of JSON: an entity a line, a comma behind."""
    return b"[\n" + b",\n".join(json.dumps(x).encode() for x in records) + b"\n]\n"


class Triples:
    """Lines of N-Triples."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def item(self, identity: str, label: str, **direct: str) -> Triples:
        """The item's own lines: label and truthy claims."""
        self.add(f"entity/{identity}", "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>", "<http://wikiba.se/ontology#Item>")
        for name in ("http://www.w3.org/2000/01/rdf-schema#label", "http://schema.org/name"):
            self.add(f"entity/{identity}", f"<{name}>", f'"{label}"@en')
        for name, value in direct.items():
            self.add(f"entity/{identity}", f"<{WD}prop/direct/{name}>", term(value))
        return self

    def node(self, identity: str, guid: str, property_: str, value: str, rank: str = "Normal", **qualifiers: str) -> Triples:
        """A statement node behind the line that leads to it."""
        about = f"entity/statement/{identity}-{guid}"
        self.add(f"entity/{identity}", f"<{WD}prop/{property_}>", f"<{WD}{about}>")
        self.add(about, "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>", "<http://wikiba.se/ontology#Statement>")
        self.add(about, "<http://wikiba.se/ontology#rank>", f"<http://wikiba.se/ontology#{rank}Rank>")
        if value == "none":
            self.add(about, "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>", f"<{WD}prop/novalue/{property_}>")
        else:
            self.add(about, f"<{WD}prop/statement/{property_}>", term(value))
        for name, qualifier in qualifiers.items():
            self.add(about, f"<{WD}prop/qualifier/{name}>", term(qualifier))
            self.add(about, f"<{WD}prop/qualifier/value/{name}>", f"<{WD}value/0123456789abcdef>")
        return self

    def add(self, subject: str, predicate: str, object_: str) -> None:
        self.lines.append(f"<{WD}{subject}> {predicate} {object_} .")

    def text(self) -> bytes:
        return ("\n".join(self.lines) + "\n").encode()


def term(value: str) -> str:
    if value[:1] == "Q" and value[1:].isdigit():
        return f"<{WD}entity/{value}>"
    if value == "some":
        return "_:4054b71b276e3ca16c734a75d2598bcf"
    if value[:1] == "+":
        return f'"{value}"^^<{XSD}decimal>'
    if value[-1:] == "Z":
        return f'"{value}"^^<{XSD}dateTime>'
    return f'"{value}"'


class Loaded:
    """A file, loaded."""

    def __init__(self, folder: Path, raw: bytes, name: str = "wikidata-20240301.json") -> None:
        self.file = folder / name
        self.file.write_bytes(raw)
        self.rejects: list[Reject] = []
        self.context = LoadContext(BASE, self.file, on_reject=self.rejects.append)
        self.statements: list[Statement] = []
        self.source: Source
        for stream in load_file(self.context):
            self.source = stream.source
            self.statements.extend(stream)

    @property
    def interests(self) -> list[InterestStatement]:
        return [s for s in self.statements if isinstance(s, InterestStatement)]

    @property
    def parties(self) -> dict[str, EntityStatement]:
        return {BASE.compact(s.entity).removeprefix("wikidata:"): s for s in self.statements if isinstance(s, EntityStatement)}

    @property
    def joined(self) -> list[tuple[str, str]]:
        return [(BASE.compact(s.left), BASE.compact(s.right)) for s in self.statements if isinstance(s, IdentityStatement)]

    @property
    def warnings(self) -> dict[str, int]:
        return dict(self.context.warnings)

    @property
    def counts(self) -> tuple[int, int, int, int]:
        c = self.context
        return c.read, c.loaded, c.merged, c.rejected


def load(folder: Path, *records: object) -> Loaded:
    return Loaded(folder, dump(*records))


def tops(generation: Generation, party: str, day: str, **options: object) -> dict[str, str]:
    subject = find_party(generation, party)
    return {c.party.name: c.certainty for c in controllers(ask(generation, day, **options), subject).controllers}
